#!/usr/bin/env python3
"""A stranger's verifier of books, proof files and cosignatures.

Written from src-tauri/crates/book/FORMAT.md alone, in plain Python 3 (standard library only), so that nobody has to
trust the program that wrote the book. One file, so that it can be carried and read alone. It is slow.

    verify.py FILE.json...                          vectors; exits 1 if a verdict is not the expected one
    verify.py --json FILE.json...                   the verdicts, as one JSON list; a file may be a list of vectors
    verify.py --key KEY [--since FILE] FILE.tlog-proof
    verify.py --reports LATER.pdf EARLIER.pdf       whether the one continues the record of the other; the seals of
                                                    the two PDFs are for pdfsig or openssl to check
"""

import base64
import binascii
import hashlib
import html
import json
import re
import sys

# Books and vectors come from outside: no recursion of ours may depend on them, json's own limit is caught.
TAG = b"breachbook-payload-v1\n"
KINDS = ("act", "put", "withdraw", "erase", "attach", "release", "witness", "head")
NOTICES = ("newer-version", "newer-payload", "clock-step-back", "erased-present")
# The order in which findings at one place are listed.
CODES = (
    "log-wrong", "header-malformed", "book-wrong", "payload-count", "commitment-wrong", "payload-malformed",
    "payload-missing", "act-missing", "act-malformed", "version-repeated", "replaces-unknown", "key-wrong",
    "key-missing", "checkpoint-malformed", "checkpoint-other-log", "signature-missing", "signature-wrong",
    "checkpoint-ahead", "root-wrong",
) + NOTICES
MAX_SIZE = 2**53
MAX_TIME = 253402300799999


class Fault(Exception):
    """A fault, by its code."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text):
    """Canonical base64 only."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Fault("base64") from error
    if base64.b64encode(data).decode() != text:
        raise Fault("base64")
    return data


def decimal(text):
    if not re.fullmatch(r"0|[1-9][0-9]*", text, re.ASCII) or len(text) > 20:
        raise Fault("number")
    return int(text)


# --- Ed25519, RFC 8032, strict ---------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add(a, b):
    """Sum of two points in extended coordinates."""
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    result = ZERO
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point(data):
    """The point of 32 bytes; none for bytes that are not its one encoding, and none of small order."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    found = (x, y, 1, x * y % P)
    return None if same(times(8, found), ZERO) else found


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    a, r = point(public), point(signature[:32])
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(k, a)))


# --- The tree, RFC 6962 ----------------------------------------------------------------------------------------


def node(left, right):
    return sha256(b"\x01", left, right)


def root_of(leaves):
    """Section 2.1, from the left: complete subtrees are joined as they come up, the rest at the end."""
    stack = []
    for index, leaf in enumerate(leaves):
        stack.append(leaf)
        while index & 1:
            right = stack.pop()
            stack.append(node(stack.pop(), right))
            index >>= 1
    if not stack:
        return sha256()
    root = stack.pop()
    while stack:
        root = node(stack.pop(), root)
    return root


def split(size):
    """The largest power of two below size."""
    return 1 << ((size - 1).bit_length() - 1)


def check_inclusion(proof, index, size, leaf, root):
    """Section 2.1.1, from the root downwards to the leaf, then the hashes from the leaf upwards."""
    if index >= size or len(proof) > 64:
        raise Fault("inclusion-wrong")
    path = []
    while size > 1:
        half = split(size)
        path.append(index >= half)
        index, size = (index - half, size - half) if index >= half else (index, half)
    if len(path) != len(proof):
        raise Fault("inclusion-wrong")
    for is_right, sibling in zip(reversed(path), proof):
        leaf = node(sibling, leaf) if is_right else node(leaf, sibling)
    if leaf != root:
        raise Fault("inclusion-wrong")


def check_consistency(proof, old_size, old_root, size, root):
    """Section 2.1.2, downwards to the subtree that both logs have whole, then upwards."""
    wrong = Fault("consistency-wrong")
    if old_size > size or len(proof) > 64:
        raise wrong
    if old_size == 0:
        if proof or old_root != sha256() or (size == 0 and root != sha256()):
            raise wrong
        return
    path, whole = [], True
    while old_size != size:
        half = split(size)
        is_right = old_size > half
        path.append(is_right)
        if is_right:
            old_size, size, whole = old_size - half, size - half, False
        else:
            size = half
    hashes = list(proof)
    if not whole:
        if not hashes:
            raise wrong
        start = hashes.pop(0)
    else:
        start = old_root
    if len(path) != len(hashes):
        raise wrong
    older = newer = start
    for is_right, sibling in zip(reversed(path), hashes):
        if is_right:
            older, newer = node(sibling, older), node(sibling, newer)
        else:
            newer = node(newer, sibling)
    if older != old_root or newer != root:
        raise wrong


# --- Headers and payloads --------------------------------------------------------------------------------------


class Fields:
    """Reads fields from the front of bytes."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, count):
        if count > len(self.data) - self.at:
            raise Fault("malformed")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def text(self, count):
        try:
            return self.take(count).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Fault("malformed") from error

    def rest(self):
        return self.take(len(self.data) - self.at)

    def end(self):
        if self.at != len(self.data):
            raise Fault("malformed")


def read_header(data):
    """(book, recorded at, commitments), or None for a newer version."""
    fields = Fields(data)
    version = fields.number(2)
    if version == 0:
        raise Fault("malformed")
    if version > 1:
        return None
    book, recorded_at, count = fields.take(16), fields.number(8), fields.number(4)
    if count == 0 or recorded_at > MAX_TIME or count * 32 != len(data) - 30:
        raise Fault("malformed")
    return book, recorded_at, [fields.take(32) for _ in range(count)]


def ascending(versions):
    if any(a >= b for a, b in zip(versions, versions[1:])):
        raise Fault("malformed")
    return versions


class Payload:
    """A change."""

    def __init__(self, data):
        fields = Fields(data)
        self.schema = fields.number(2)
        self.kind = fields.text(fields.number(1))
        if not re.fullmatch(r"[a-z0-9-]+", self.kind, re.ASCII):
            raise Fault("malformed")
        self.list = fields.text(fields.number(1))
        self.id = fields.text(fields.number(2))
        self.replaces = ascending([fields.take(32) for _ in range(fields.number(2))])
        self.body = fields.rest()
        self.is_known = self.schema == 1 and self.kind in KINDS

    def carried(self):
        """The versions that an erase carries on."""
        if len(self.body) % 32:
            raise Fault("malformed")
        return ascending([self.body[at : at + 32] for at in range(0, len(self.body), 32)])


def commitment(salt, payload):
    return sha256(TAG, salt, payload)


class Members(list):
    """The members of a JSON object, those that stand twice too."""


def depth(value):
    levels, inner = 0, [value]
    while inner:
        inner = [item for item in inner if isinstance(item, list)]
        levels += bool(inner)
        inner = [
            item[1] if isinstance(items, Members) else item for items in inner for item in items
        ]
    return levels


def finite(text):
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


def no_constant(text):
    raise ValueError(text)


def read_act(body):
    """The object of an act."""
    try:
        members = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=Members,
            parse_float=finite,
            parse_int=lambda text: int(finite(text)),
            parse_constant=no_constant,
        )
        # Halves of surrogate pairs cannot be encoded.
        json.dumps(members, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError, OverflowError) as error:
        raise Fault("malformed") from error
    if not isinstance(members, Members) or depth(members) > 127:
        raise Fault("malformed")
    names = [name for name, _ in members]
    act = dict(members)
    for name in ("act", "writer", "reason", "log_key", "pdf_key"):
        is_text = isinstance(act.get(name), str)
        may_lack = name not in ("act", "writer") and act.get(name) is None
        if names.count(name) > 1 or not (is_text or may_lack):
            raise Fault("malformed")
    return act


# --- Keys and checkpoints --------------------------------------------------------------------------------------


def is_name(name):
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


class Key:
    """A verifier key."""

    def __init__(self, text):
        parts = text.split("+", 2)
        if len(parts) != 3 or not is_name(parts[0]):
            raise Fault("key")
        self.name, data = parts[0], unbase64(parts[2])
        if len(data) != 33 or data[0] not in (1, 4) or point(data[1:]) is None:
            raise Fault("key")
        self.type, self.public = data[0], data[1:]
        self.id = sha256(self.name.encode(), b"\n", data)[:4]
        if self.id.hex() != parts[1]:
            raise Fault("key")

    def is_same(self, other):
        return (self.name, self.type, self.public) == (other.name, other.type, other.public)


class Checkpoint:
    """A signed note with a log's size and root; nothing is verified yet."""

    def __init__(self, note):
        try:
            self.read(note)
        except Fault as fault:
            raise Fault("checkpoint-malformed") from fault

    def read(self, note):
        malformed = Fault("checkpoint-malformed")
        # A note can hold any text of JSON, half characters too.
        if len(note.encode("utf-8", "surrogatepass")) > 1000000:
            raise malformed
        if any(letter < " " and letter != "\n" for letter in note):
            raise malformed
        text, blank, lines = note.rpartition("\n\n")
        if not blank or not lines.endswith("\n"):
            raise malformed
        self.text = text + "\n"
        self.signatures = []
        for line in lines[:-1].split("\n"):
            if not line.startswith("\u2014 "):
                raise malformed
            name, space, signature = line[2:].partition(" ")
            data = unbase64(signature)
            if not space or not is_name(name) or len(data) < 5:
                raise malformed
            self.signatures.append((name, data[:4], data[4:]))
        if len(self.signatures) > 100:
            raise malformed
        self.read_text()

    def read_text(self):
        malformed = Fault("checkpoint-malformed")
        lines = self.text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise malformed
        self.origin, self.size, self.root = lines[0], decimal(lines[1]), unbase64(lines[2])
        if not re.fullmatch(r"breachbook/[0-9a-f]{32}/[0-9a-f]{32}", self.origin, re.ASCII):
            raise malformed
        if self.size > MAX_SIZE or len(self.root) != 32:
            raise malformed

    def head(self):
        return self.size, self.root

    def log_and_head(self):
        return self.origin, self.size, self.root

    def signature(self, key):
        """The key's first signature, verified."""
        for name, key_id, signature in self.signatures:
            if (name, key_id) == (key.name, key.id):
                if not self.is_signed(key, signature):
                    raise Fault("signature-wrong")
                return signature
        raise Fault("signature-missing")

    def is_signed(self, key, signature):
        if key.type == 1:
            return is_signed(key.public, self.text.encode(), signature)
        if len(signature) != 72:
            return False
        time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
        message = f"cosignature/v1\ntime {time}\n{self.text}"
        return time < 2**63 and is_signed(key.public, message.encode(), signature)


class Head(Checkpoint):
    """The text of a checkpoint alone, as a log names a head of another log."""

    def read(self, text):
        self.text = text
        self.read_text()


def named_head(payload):
    """The head that a change names, or None."""
    if not payload.is_known or payload.kind != "head":
        return None
    try:
        return Head(payload.body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Fault("checkpoint-malformed") from error


def open_checkpoint(note, key):
    checkpoint = Checkpoint(note)
    if key.type != 1 or key.name != checkpoint.origin:
        raise Fault("checkpoint-other-log")
    checkpoint.signature(key)
    return checkpoint


# --- Books -----------------------------------------------------------------------------------------------------


class Log:
    """One log of a book, checked as far as it can be without the others."""

    def __init__(self, log):
        self.book, self.installation = log["book"], log["installation"]
        self.origin = f"breachbook/{self.book}/{self.installation}"
        self.found, self.leaves, self.effective = [], [], []
        self.versions, self.present, self.missing, self.changes = [], [], [], []
        self.has_newer = False
        self.known_key = Key(log["key"]) if log["key"] else None
        self.named_key = None
        for header, payloads in zip(log["headers"], log["payloads"]):
            self.entry(bytes.fromhex(header), payloads)
        for number, note in enumerate(log["checkpoints"]):
            try:
                self.checkpoint(note)
            except Fault as fault:
                self.report((2, number, 0), fault.code)

    def report(self, place, code):
        self.found.append((place, CODES.index(code)))

    def entry(self, data, payloads):
        index = len(self.leaves)
        self.leaves.append(sha256(b"\x00", data))
        place = (1, index, 0)
        largest = self.effective[-1] if self.effective else 0
        self.effective.append(largest)
        try:
            header = read_header(data)
        except Fault:
            self.report(place, "header-malformed")
            return
        if header is None:
            self.has_newer = True
            self.report(place, "newer-version")
            return
        book, recorded_at, commitments = header
        if book.hex() != self.book:
            self.report(place, "book-wrong")
        if recorded_at < largest:
            self.report(place, "clock-step-back")
        self.effective[-1] = max(largest, recorded_at)
        if len(payloads) != len(commitments):
            self.report(place, "payload-count")
        for number, version in enumerate(commitments):
            stored = payloads[number] if number < len(payloads) else None
            self.change((1, index, number + 1), version, stored)

    def change(self, place, version, stored):
        self.versions.append((place, version))
        if stored is None:
            self.missing.append((place, version))
            return
        self.present.append((place, version))
        salt, data = bytes.fromhex(stored["salt"]), bytes.fromhex(stored["payload"])
        if commitment(salt, data) != version:
            self.report(place, "commitment-wrong")
            return
        try:
            payload = Payload(data)
            if payload.is_known and payload.kind == "erase":
                payload.carried()
            named_head(payload)
        except Fault:
            self.report(place, "payload-malformed")
            return
        self.changes.append((place, version, payload))
        if place[2] == 1 and payload.kind != "act":
            self.report(place, "act-missing")
        if not payload.is_known:
            self.report(place, "newer-payload")
        elif payload.kind == "act":
            try:
                act = read_act(payload.body)
            except Fault:
                self.report(place, "act-malformed")
                return
            if place == (1, 0, 1) and act.get("log_key") is not None:
                self.log_key(act["log_key"])

    def log_key(self, text):
        try:
            key = Key(text)
            known = self.known_key
            if key.type != 1 or key.name != self.origin or (known and not known.is_same(key)):
                raise Fault("key")
            self.named_key = key
        except Fault:
            self.report((1, 0, 0), "key-wrong")

    def checkpoint(self, note):
        checkpoint = Checkpoint(note)
        if checkpoint.origin != self.origin:
            raise Fault("checkpoint-other-log")
        key = self.known_key or self.named_key
        if key is None:
            raise Fault("key-missing")
        if key.type != 1 or key.name != self.origin:
            raise Fault("key-wrong")
        checkpoint.signature(key)
        if checkpoint.size > len(self.leaves):
            raise Fault("checkpoint-ahead")
        if checkpoint.root != root_of(self.leaves[: checkpoint.size]):
            raise Fault("root-wrong")


def where(place):
    if place[0] == 0:
        return "log"
    if place[0] == 2:
        return f"checkpoint {place[1]}"
    return f"entry {place[1]}" + (f" change {place[2] - 1}" if place[2] else "")


def check_book(vector):
    logs = [Log(log) for log in vector["logs"]]
    known, erased, seen = set(), set(), set()
    for number, log in enumerate(logs):
        known.update(version for _, version in log.versions)
        for _, _, payload in log.changes:
            if payload.is_known and payload.kind == "erase":
                erased.update(payload.replaces)
        if log.book != vector["book"] or log.origin in [other.origin for other in logs[:number]]:
            log.report((0, 0, 0), "log-wrong")
    has_newer = any(log.has_newer for log in logs)
    findings, codes = [], []
    for log in logs:
        for place, version in log.versions:
            if version in seen:
                log.report(place, "version-repeated")
            seen.add(version)
        for place, version in log.missing:
            if version not in erased:
                log.report(place, "payload-missing")
        for place, version in log.present:
            if version in erased:
                log.report(place, "erased-present")
        for place, _, payload in log.changes:
            if not has_newer and not known.issuperset(payload.replaces):
                log.report(place, "replaces-unknown")
        for place, code in sorted(log.found):
            findings.append(f"{log.installation}, {where(place)}: {CODES[code]}")
            codes.append(CODES[code])
    faults = [code for code in codes if code not in NOTICES]
    return {
        "intact": not faults,
        "faults": faults,
        "notices": [code for code in codes if code in NOTICES],
        "findings": findings,
        "current": None if faults else current(logs, erased),
        "effective": None if faults else [log.effective for log in logs],
    }


def current(logs, erased):
    records, replaced = {}, set()
    for log in logs:
        for _, version, payload in log.changes:
            if not payload.is_known or payload.kind not in ("put", "withdraw", "erase"):
                continue
            replaced.update(payload.replaces)
            if payload.kind == "erase":
                replaced.update(payload.carried())
            if payload.kind == "put" and version not in erased:
                name = (payload.list.encode(), payload.id.encode())
                records.setdefault(name, set()).add(version)
    return [
        {
            "list": name[0].decode(),
            "id": name[1].decode(),
            "versions": [version.hex() for version in sorted(versions - replaced)],
        }
        for name, versions in sorted(records.items())
    ]


# --- Proof files and cosignatures ------------------------------------------------------------------------------


class Lines:
    """Reads lines that must end with a newline."""

    def __init__(self, text):
        self.rest = text

    def next(self):
        line, newline, self.rest = self.rest.partition("\n")
        if not newline:
            raise Fault("proof-malformed")
        return line

    def word(self, word):
        line = self.next()
        if not line.startswith(word + " "):
            raise Fault("proof-malformed")
        return line[len(word) + 1 :]

    def hashes(self):
        hashes = []
        while line := self.next():
            hashes.append(unbase64(line))
            if len(hashes[-1]) != 32 or len(hashes) > 64:
                raise Fault("proof-malformed")
        return hashes

    def checkpoint(self):
        start = self.rest
        while self.next():
            pass
        while self.rest.startswith("\u2014"):
            self.next()
        return start[: len(start) - len(self.rest)]


def read_extra(data):
    fields = Fields(data)
    if fields.number(2) != 1:
        raise Fault("proof-malformed")
    header, payloads = fields.take(fields.number(4)), []
    for _ in range(fields.number(4)):
        flag = fields.number(1)
        if flag > 1:
            raise Fault("proof-malformed")
        payloads.append((fields.take(32), fields.take(fields.number(4))) if flag else None)
    fields.end()
    return header, payloads


def read_proof(text):
    lines, entries, consistency, others = Lines(text), [], [], []
    try:
        while lines.rest:
            form = lines.next()
            if form == "c2sp.org/tlog-proof@v1":
                header, payloads = read_extra(unbase64(lines.word("extra")))
                index = decimal(lines.word("index"))
                if index >= 2**64:
                    raise Fault("proof-malformed")
                entries.append((index, header, payloads, lines.hashes(), lines.checkpoint()))
            elif form == "breachbook/consistency@v1":
                old = unbase64(lines.word("old")).decode("utf-8")
                consistency.append((old, lines.hashes(), lines.checkpoint()))
            elif form == "breachbook/other-log@v1":
                old = unbase64(lines.word("old")).decode("utf-8")
                head = unbase64(lines.word("head")).decode("utf-8")
                others.append((old, head, lines.hashes(), lines.checkpoint()))
            else:
                raise Fault("proof-malformed")
    except (Fault, UnicodeDecodeError) as error:
        raise Fault("proof-malformed") from error
    if not entries and not consistency and not others:
        raise Fault("proof-malformed")
    return entries, consistency, others


def shown(index, data, payloads, book):
    """The version ids of the changes that an entry block shows, and the heads that they name."""
    try:
        header = read_header(data)
    except Fault as fault:
        raise Fault("entry-malformed") from fault
    if header is None:
        return {"index": index, "changes": []}, []
    if header[0].hex() != book or len(header[2]) != len(payloads):
        raise Fault("commitment-wrong")
    changes, heads = [], []
    for version, payload in zip(header[2], payloads):
        if payload is not None:
            if commitment(*payload) != version:
                raise Fault("commitment-wrong")
            try:
                change = Payload(payload[1])
            except Fault as fault:
                raise Fault("entry-malformed") from fault
            try:
                heads.append(named_head(change))
            except Fault:
                pass
        changes.append(payload and version.hex())
    return {"index": index, "changes": changes}, [head for head in heads if head]


class Proof:
    """A proof file, verified under the key of its log."""

    def __init__(self, text, key, since=None):
        entries, consistency, others = read_proof(text)
        # Each is (origin, size, root): pairs of an older one and this log's own, and of this log's own and a named one.
        self.heads, self.others, self.tied, self.named, self.listed = [], [], [], [], []
        for old, hashes, new in consistency:
            old, new = open_checkpoint(old, key), open_checkpoint(new, key)
            check_consistency(hashes, *old.head(), *new.head())
            self.heads += [old.log_and_head(), new.log_and_head()]
            self.tied.append((old.log_and_head(), new.log_and_head()))
        asked = []
        for old, head, hashes, new in others:
            new = open_checkpoint(new, key)
            old, head = Checkpoint(old), Head(head)
            book = lambda checkpoint: checkpoint.origin.split("/")[1]
            if old.origin != head.origin or old.origin == new.origin or book(old) != book(new):
                raise Fault("checkpoint-other-log")
            check_consistency(hashes, *old.head(), *head.head())
            self.heads.append(new.log_and_head())
            self.tied.append((old.log_and_head(), new.log_and_head()))
            self.others.append((old.log_and_head(), head.log_and_head(), new.log_and_head()))
            asked.append((head.log_and_head(), new.log_and_head()))
        fresh = [since] + [new for old, new in self.tied if old == since]
        for index, header, payloads, hashes, note in entries:
            checkpoint = open_checkpoint(note, key)
            check_inclusion(hashes, index, checkpoint.size, sha256(b"\x00", header), checkpoint.root)
            if since and checkpoint.log_and_head() not in fresh:
                raise Fault("not-since")
            entry, named = shown(index, header, payloads, checkpoint.origin.split("/")[1])
            self.listed.append(entry)
            self.named += [(head.log_and_head(), checkpoint.log_and_head()) for head in named]
            self.heads.append(checkpoint.log_and_head())
        if not set(asked).issubset(self.named):
            raise Fault("head-not-named")
        if since and since not in self.heads and since not in [old for old, _, _ in self.others]:
            raise Fault("not-since")

    def verdict(self):
        heads = sorted({(size, root) for _, size, root in self.heads})
        return {
            "valid": True,
            "fault": None,
            "entries": self.listed,
            "checkpoints": [{"size": size, "root": root.hex()} for size, root in heads],
            "other_logs": [
                {"log": origin, "size": size, "root": root.hex()} for (origin, size, root), _, _ in self.others
            ],
        }


def continuity(later, earlier):
    """How the record of a later report stands to that of an earlier one; each is (checkpoint, key, proof or None)."""
    new, old = open_checkpoint(later[0], later[1]), open_checkpoint(earlier[0], earlier[1])
    proof = Proof(later[2], later[1]) if later[2] is not None else None
    tied, named, others = (proof.tied, proof.named, proof.others) if proof else ([], [], [])
    new_head, old_head = new.log_and_head(), old.log_and_head()
    if new.origin.split("/")[1] != old.origin.split("/")[1]:
        return "other-book"
    if new.origin == old.origin:
        if not later[1].is_same(earlier[1]):
            return "other-key"
        if old.size > new.size:
            return "not-earlier"
        if old.size == new.size and old.root != new.root:
            return "forked"
        return "same-log" if old_head == new_head or (old_head, new_head) in tied else "not-shown"
    seen = [head for head, at in named if at == new_head and head[0] == old.origin]
    if not seen:
        return "not-shown"
    if (old_head, seen[0], new_head) in others:
        return "new-log"
    if seen[0][1] < old.size:
        return "set-back"
    return "forked" if seen[0][1] == old.size and seen[0][2] != old.root else "not-shown"


def carried(path):
    """What the metadata of a report carries. The seal of the PDF is not looked at."""
    with open(path, "rb") as file:
        data = file.read()
    found = []
    for name in ("checkpoint", "logKey", "earlier"):
        text = re.search(f"<bb:{name}>(.*?)</bb:{name}>".encode(), data, re.DOTALL)
        found.append(html.unescape(text[1].decode("utf-8")) if text else None)
    note, key, proof = found
    if note is None or key is None:
        raise Fault("no-report")
    return note, Key(key), proof


def check_reports(vector):
    later, earlier = (
        (part["checkpoint"], Key(part["key"]), part.get("proof")) for part in (vector["later"], vector["earlier"])
    )
    found = continuity(later, earlier)
    if found in ("same-log", "new-log"):
        return {"valid": True, "fault": None, "continues": found}
    return {"valid": False, "fault": found}


def check_cosignature(note, key):
    checkpoint = Checkpoint(note)
    signature = checkpoint.signature(key)
    return {"valid": True, "fault": None, "time": int.from_bytes(signature[:8], "big")}


def verdict(vector):
    if isinstance(vector, list):
        return [verdict(one) for one in vector]
    if "logs" in vector:
        return check_book(vector)
    try:
        if "later" in vector:
            return check_reports(vector)
        key = Key(vector["key"])
        if "note" in vector:
            return check_cosignature(vector["note"], key)
        since_key = Key(vector["since_key"]) if vector.get("since_key") else key
        since = vector["since"] and open_checkpoint(vector["since"], since_key).log_and_head()
        return Proof(vector["proof"], key, since).verdict()
    except Fault as fault:
        return {"valid": False, "fault": fault.code}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def main(arguments):
    if arguments[:1] == ["--key"] and len(arguments) in (3, 5):
        key, path = Key(arguments[1]), arguments[-1]
        try:
            since = None
            if arguments[2] == "--since":
                since = open_checkpoint(read(arguments[3]), key).log_and_head()
            print(json.dumps(Proof(read(path), key, since).verdict(), indent=2))
            return 0
        except Fault as fault:
            print(fault.code)
            return 1
    if arguments[:1] == ["--reports"] and len(arguments) == 3:
        try:
            found = continuity(carried(arguments[1]), carried(arguments[2]))
        except Fault as fault:
            found = fault.code
        print(found)
        return 0 if found in ("same-log", "new-log") else 1
    as_json = arguments[:1] == ["--json"]
    paths = arguments[as_json:]
    if not paths or paths[0].startswith("-"):
        print(__doc__)
        return 2
    vectors = [json.loads(read(path)) for path in paths]
    verdicts = [verdict(vector) for vector in vectors]
    if as_json:
        json.dump(verdicts, sys.stdout)
        return 0
    wrong = 0
    for path, vector, found in zip(paths, vectors, verdicts):
        agrees = found == vector["expect"]
        wrong += not agrees
        findings = found.get("findings") or [found.get("fault")]
        print(path, "as expected:" if agrees else "NOT AS EXPECTED:", ", ".join(filter(None, findings)) or "intact")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
