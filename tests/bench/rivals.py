"""The same text as a PDF with other tools: rivals.py TOOL ROWS.tsv FONT.ttf OUT.pdf

TOOL is typst, reportlab or weasyprint. ROWS.tsv comes from `bench_report text N`: number, time, text.
Prints seconds (with reading the rows, without starting Python and loading the tool), peak memory and
processor time of the process, and the size of the file. Status 3 when the tool is not installed.
"""

import html
import os
import sys
import tempfile
import time

COLUMNS = (15, 30)  # millimetres; the text takes the rest
SIZE, LEADING = 8.7, 12.4


def with_typst(rows, font, out):
    # Typst reads the rows itself, from a file beside its source, as it is meant to be used.
    source = f"""
#set document(title: "Benchmark")
#set page(paper: "a4", margin: (x: 18mm, y: 22mm), numbering: "1 of 1")
#set text(font: "IBM Plex Sans", size: {SIZE}pt, lang: "en", region: "GB")
= Benchmark
#table(columns: ({COLUMNS[0]}mm, {COLUMNS[1]}mm, 1fr), stroke: none,
  table.header([No.], [When], [What]),
  ..csv("rows.tsv", delimiter: "\\t").flatten())
"""
    with tempfile.TemporaryDirectory() as folder:
        with open(rows, encoding="utf-8") as given, open(os.path.join(folder, "rows.tsv"), "w", encoding="utf-8") as to:
            to.write(given.read())
        main = os.path.join(folder, "main.typ")
        with open(main, "w", encoding="utf-8") as to:
            to.write(source)
        typst.compile(main, output=out, font_paths=[os.path.dirname(font)], pdf_standards=["a-2a", "ua-1"])


def with_reportlab(rows, font, out):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("Plex", font))
    style = ParagraphStyle("body", fontName="Plex", fontSize=SIZE, leading=LEADING)
    cells = [["No.", "When", "What"]]
    cells += [[number, when, Paragraph(html.escape(text), style)] for number, when, text in read(rows)]
    wide = A4[0] - 36 * mm
    widths = [COLUMNS[0] * mm, COLUMNS[1] * mm, wide - sum(COLUMNS) * mm]
    look = [("FONT", (0, 0), (-1, -1), "Plex", SIZE, LEADING), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    table = LongTable(cells, colWidths=widths, repeatRows=1, style=look)
    SimpleDocTemplate(out, pagesize=A4, leftMargin=18 * mm, rightMargin=18 * mm, title="Benchmark").build([table])


def with_weasyprint(rows, font, out):
    lines = "".join(
        f"<tr><td>{number}<td>{when}<td>{html.escape(text)}</tr>" for number, when, text in read(rows)
    )
    page = f"""<!doctype html><html lang="en-GB"><title>Benchmark</title><style>
@font-face {{ font-family: Plex; src: url("file://{os.path.abspath(font)}") }}
@page {{ size: A4; margin: 22mm 18mm; @bottom-right {{ content: counter(page) " of " counter(pages) }} }}
body {{ font: {SIZE}pt/{LEADING}pt Plex }} table {{ width: 100%; table-layout: fixed }} td {{ vertical-align: top }}
.a {{ width: {COLUMNS[0]}mm }} .b {{ width: {COLUMNS[1]}mm }}
</style><h1>Benchmark</h1><table><thead><tr><th class=a>No.<th class=b>When<th>What</tr></thead>{lines}</table>"""
    weasyprint.HTML(string=page).write_pdf(out, pdf_variant="pdf/ua-1")


def read(rows):
    with open(rows, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines]


def peak():
    """Peak resident memory in MB; 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    tool, rows, font, out = sys.argv[1:]
    known = {"typst": with_typst, "reportlab": with_reportlab, "weasyprint": with_weasyprint}
    try:
        globals()[tool] = __import__(tool)
    except (ImportError, OSError) as why:
        print(f"{tool}: {why}", file=sys.stderr)
        sys.exit(3)
    begun = time.perf_counter()
    known[tool](rows, font, out)
    took = time.perf_counter() - begun
    cpu = time.process_time()
    print(f"{tool}: {took:.2f} s, {peak()} MB peak, {cpu:.2f} s of processor, {os.path.getsize(out) / 1e6:.2f} MB")


main()
