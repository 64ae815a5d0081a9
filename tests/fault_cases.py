"""Everything a user can hand in that is broken, hostile or odd, with what is to come of it. One table for the tests
(tests/test_faults.py) and for the page that tells users (scripts/faults.py → docs/faults.md)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TEXT = "渡口的船工抱团了。据说有人背刺。"
GOOD = json.dumps({"id": "good", "text": TEXT}, ensure_ascii=False)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0" + bytes(range(256)) * 4


@dataclass(frozen=True)
class Fault:
    """what: for people. make: puts the inputs into an empty folder. arguments: of `framing`, "tag" in most.

    code: the exit code. said: stands in what stderr says, None for nothing at all. good: articles written to stdout.
    """

    what: str
    make: Callable[[Path], object]
    arguments: tuple[str, ...]
    code: int
    said: str | None
    good: int
    stdin: bytes = b""


def file(name: str, content: bytes | str) -> Callable[[Path], object]:
    """Makes one file, and beside it good.txt."""

    def make(folder: Path) -> None:
        (folder / "good.txt").write_text(TEXT, encoding="utf-8")
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def records(*lines: Any) -> Callable[[Path], object]:
    """Makes in.jsonl, a good record last; a string or bytes stand as they are."""
    raw = [line if isinstance(line, (str, bytes)) else json.dumps(line, ensure_ascii=False) for line in lines]
    return file("in.jsonl", b"".join((r if isinstance(r, bytes) else r.encode()) + b"\n" for r in [*raw, GOOD]))


def text(
    what: str, content: bytes | str, said: str | None, *, good: int = 1, code: int | None = None, name: str = "in.txt"
) -> Fault:
    """A file beside a good one; it is a fault if only that one is written."""
    code = (3 if good < 2 else 0) if code is None else code
    return Fault(what, file(name, content), ("tag", name, "good.txt"), code, said, good)


def record(what: str, line: Any, said: str | None, *, good: int = 1) -> Fault:
    """A record before a good one."""
    return Fault(what, records(line), ("tag", "in.jsonl"), 3 if good < 2 else 0, said, good)


def table(*rows: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def nested(opening: str, middle: str, closing: str, times: int = 100_000) -> str:
    return opening * times + middle + closing * times


NOTHING = [
    text("empty file", b"", "in.txt: empty"),
    text("white space only", " \n\u3000\n\t\u00a0\n", "in.txt: empty"),
    text("zero-width characters only", "\u200b\ufeff\u200d\n\u2060", "in.txt: empty"),
    text("empty page", "<html><body></body></html>", "in.html: empty", name="in.html"),
    text("empty table", b"", "in.csv: empty", name="in.csv"),
    text("table with a header only", "text\n", "in.csv", name="in.csv"),
    text("empty records file", b"", "in.jsonl: empty", name="in.jsonl"),
    text("records file of blank lines", b"\n\n\n", "in.jsonl", name="in.jsonl"),
    text("only punctuation", "。，！？……", None, good=2),
    text("only emoji", "😀😀🎉\n👩‍👩‍👧‍👦", None, good=2),
    Fault("standard input is empty", file("x", ""), ("tag", "-"), 3, "empty", 0),
]
BINARY = [
    text("picture named .txt", PNG, "binary"),
    text("picture named .jsonl", PNG, "binary", name="in.jsonl"),
    text("picture named .csv", PNG, "binary", name="in.csv"),
    text("picture named .html", PNG, "binary", name="in.html"),
    text("nothing but NUL bytes", b"\0" * 5000, "binary"),
    text("one NUL byte in a text", f"{TEXT}\n\n{TEXT}\0{TEXT}", "show as", good=2),
    Fault("picture on standard input", file("x", ""), ("tag", "-"), 3, "binary", 0, stdin=PNG),
]
CHARACTERS = [
    text("cut off in the middle of a character", TEXT.encode()[:-1], "middle of a character", good=2),
    text("a few broken bytes amid UTF-8", (TEXT * 9).encode().replace(b"\x80", b"\xff", 2), "show as", good=2),
    text("unclosed quotation marks", "他说：“船来了。\n\n“又说：『雾散了。", None, good=2),
    text("right-to-left marks", "船\u202e来了\u202c。\u2067雾散了\u2069。", None, good=2),
    text("zero-width characters within", "船\u200b来\u200d了\ufeff。", None, good=2),
    text("private-use characters", "船\ue000来了\U000f0000。", None, good=2),
    text("control characters", "船来了\x07\x1b[2J。\x85\x9b31m雾散了。", None, good=2),
    record("lone surrogate in a record", '{"id": "1", "text": "船\\ud800来了。"}', "line 1: a lone surrogate"),
    record("NUL in a record, escaped", '{"id": "1", "text": "船\\u0000来了。"}', None, good=2),
    record("NUL byte in a record", '{"id": "1", "text": "船来了，船又走了，渡口没有人。\0"}', "show as", good=2),
]
RECORDS = [
    record("not JSON", "{broken", "in.jsonl, line 1: broken JSON"),
    record("no object", "[1, 2]", "line 1: this line is a list"),
    record("neither text nor sentences", {"id": "1"}, "line 1: the record has neither"),
    record("text of another type", {"text": 7}, "line 1: 'text' is a number"),
    record("JSON nested 100,000 deep", nested("[", "1", "]"), "line 1"),
    record("object nested 100,000 deep", nested('{"a":', "1", "}"), "line 1"),
    record(
        "meta nested 300 deep", '{"text": "雾散。", "meta": {"a": ' + nested("[", "1", "]", 300) + "}}", None, good=2
    ),
    record("number of 5,000 digits", '{"text": "船来了。", "meta": {"n": ' + "9" * 5000 + "}}", "line 1"),
    record("number beyond all bounds", '{"text": "船来了。", "meta": {"n": 1e999}}', "line 1: broken JSON"),
    record("NaN", '{"text": "船来了。", "meta": {"n": NaN}}', "line 1: broken JSON"),
    record("line that is no UTF-8", b"\xfd\xff\xff\xff\xff\xff\xff\xff", "line 1"),
    text(
        "open quotation mark in a table",
        'id,text\n1,"船来了。\n2,雾散了。\n',
        "in.csv, line 2",
        good=2,
        code=3,
        name="in.csv",
    ),
    text("no column of texts", "id,name\n1,x\n", "in.csv, line 1: no column 'text'", name="in.csv"),
    text(
        "row longer than the header",
        "id,text\n1,船来了。,x\n2,雾散了。\n",
        "in.csv, line 2",
        good=2,
        code=3,
        name="in.csv",
    ),
]
HOSTILE_IDS = {
    "that climbs folders": "../../x", "of a device": "CON", "of 10,000 characters": "长" * 10_000, "with NUL": "a\0b",
    "with a line feed": "a\nb", "of emoji": "🛶", "of markup": "<script>alert(1)</script>",
    "that steers terminals": "\x1b[2J\x9b31m", "of one dot": ".", "of a dash": "-o", "with slashes": "/etc/passwd",
}  # fmt: skip
IDS = [record(f"id {what}", {"id": id, "text": "船来了。"}, None, good=2) for what, id in HOSTILE_IDS.items()]
IDS += [
    record("id that repeats", {"id": "good", "text": "船来了。"}, "id 'good' is taken", good=2),
    Fault(
        "id that repeats across files",
        lambda folder: [records()(folder), (folder / "b.jsonl").write_text(GOOD + "\n", encoding="utf-8")],
        ("tag", "in.jsonl", "b.jsonl"), 0, "id 'good' is taken", 2,
    ),
]  # fmt: skip
PAGES = [
    text("page nested 100,000 deep", nested("<div>", "雾散了，船走了。", "</div>"), None, good=2, name="in.html"),
    text("page without an end", f"<html><body><p>雾散了，船走了。<p>{TEXT}<div", None, good=2, name="in.html"),
]
NAMES = [
    Fault(f"file name {what}", file(name, "雾散了，船走了。"), ("tag", "--", name, "good.txt"), 0, None, 2)
    for what, name in {
        "with a line feed": "a\nb.txt", "with control characters": "a\x1b[2Jb.txt", "with a dash first": "-rf.txt",
        "with spaces": " a b .txt", "with brackets": "a[1]*?.txt", "of 255 bytes": "长" * 83 + "xx.txt",
        "that is no UTF-8": "a\udcff.txt", "of an asterisk": "*.txt",
    }.items()
]  # fmt: skip
NAMES += [
    Fault("file name that is too long", file("x", ""), ("tag", "x" * 5000 + ".txt", "good.txt"), 3, "too long", 1),
    Fault("file that is not there", file("x", ""), ("tag", "nowhere.txt", "good.txt"), 3, "does not exist", 1),
    Fault("link that leads to itself", lambda f: [file("x", "")(f), (f / "a.txt").symlink_to("a.txt")],
          ("tag", "a.txt", "good.txt"), 3, "a.txt", 1),
    Fault("folder that links to itself", lambda f: [file("x", "")(f), (f / "a").symlink_to(".")],
          ("tag", "."), 0, None, 1),
    Fault("folder with nothing in it", lambda f: [file("x", "")(f), (f / "a").mkdir()],
          ("tag", "a", "good.txt"), 3, "no file of a known kind", 1),
    Fault("pattern that matches nothing", file("x", ""), ("tag", "*.html", "good.txt"), 2, "matches", 0),
]  # fmt: skip
OUTPUTS = [
    Fault("output into a folder that is not there", file("x", ""), ("tag", "good.txt", "-o", "no/out.jsonl"), 2,
          "is not a folder", 0),
    Fault("output that is an input", file("x", ""), ("tag", "good.txt", "-o", "good.txt"), 2, "read as input", 0),
    Fault("output that links to an input", lambda f: [file("x", "")(f), (f / "o.jsonl").symlink_to("good.txt")],
          ("tag", "good.txt", "-o", "o.jsonl"), 2, "read as input", 0),
    Fault("output to a full disk", file("x", ""), ("tag", "good.txt", "-o", "/dev/full"), 2, "not a plain file", 0),
    Fault("report of several articles into one file", records({"id": "1", "text": TEXT}),
          ("report", "in.jsonl", "-o", "r.html"), 2, "several articles", 0),
]  # fmt: skip
MODELS = [
    Fault("model that is not there", file("x", ""), ("tag", "good.txt", "--model", "m"), 4, "no model folder", 0),
    Fault("folder that is no model", lambda f: [file("x", "")(f), (f / "m").mkdir()],
          ("tag", "good.txt", "--model", "m"), 4, "not a model folder", 0),
]  # fmt: skip

FAULTS: dict[str, list[Fault]] = {
    "Nothing in it": NOTHING, "Not text": BINARY, "Characters": CHARACTERS, "Records and tables": RECORDS, "Ids": IDS,
    "Pages": PAGES, "Names": NAMES, "Outputs": OUTPUTS, "Models": MODELS,
}  # fmt: skip
