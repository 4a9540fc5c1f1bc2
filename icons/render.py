"""Render icon.svg to every size that the systems ask for (needs rsvg-convert from librsvg).

The .ico and .icns files are containers of PNG pictures, written here byte by byte.
"""

import struct
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def png(size: int) -> bytes:
    """The drawing as a PNG of size × size pixels."""
    command = ["rsvg-convert", "-w", str(size), "-h", str(size), str(HERE / "icon.svg")]
    return subprocess.run(command, check=True, capture_output=True).stdout


def ico(sizes: list[int]) -> bytes:
    """Windows: a directory of 16 bytes a picture (0 stands for 256), then the pictures."""
    pictures = [png(size) for size in sizes]
    head, at = struct.pack("<HHH", 0, 1, len(sizes)), 6 + 16 * len(sizes)
    for size, picture in zip(sizes, pictures):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + b"".join(pictures)


def icns(kinds: dict[bytes, int]) -> bytes:
    """macOS: chunks of four letters, a length that counts its own eight bytes, and a picture."""
    chunks = b""
    for kind, size in kinds.items():
        picture = png(size)
        chunks += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(chunks) + 8) + chunks


if __name__ == "__main__":
    for name, size in {"32x32": 32, "128x128": 128, "128x128@2x": 256, "icon": 512}.items():
        (HERE / f"{name}.png").write_bytes(png(size))
    (HERE / "icon.ico").write_bytes(ico([16, 24, 32, 48, 64, 256]))
    (HERE / "icon.icns").write_bytes(icns({b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}))
