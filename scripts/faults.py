"""What faults, encodings and sizes do to the command line: the tables of docs/faults.md.

    .venv/bin/python scripts/faults.py                      # print all three
    .venv/bin/python scripts/faults.py encodings --write    # fill one part of docs/faults.md

`faults` runs every case of tests/fault_cases.py with a stub for the model; `encodings` reads texts of our own in many
encodings, beside charset-normalizer; `sizes` reads, splits and writes large inputs (without a model), each once with
half of it, in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest import mock

from marked import fill, row

from framing.errors import FramingError
from framing.script import to_simplified

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "faults.md"
sys.path.insert(0, str(ROOT / "tests"))

LONGEST_MESSAGE = 110  # characters shown of what the command says


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="Without it all.")
    parser.add_argument("--write", action="store_true", help="Fill the parts of docs/faults.md.")
    parser.add_argument("--measure", nargs=2, metavar=("SIZE", "N"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measured(given.measure[0], int(given.measure[1]))))
        return
    makers = {name: PARTS[name] for name in given.parts or PARTS}
    if given.write:
        fill(DOCUMENT, makers)
    else:
        print("\n\n".join(make() for make in makers.values()))


# ── faults ───────────────────────────────────────────────────────────────────────────────────────────────


def faults() -> str:
    """A row a fault: the exit code, the articles written and what is said."""
    from fault_cases import FAULTS

    rows = ["| input | exit | written | what is said |", "|---|---:|---:|---|"]
    for group, cases in FAULTS.items():
        rows.append(f"| **{group}** | | | |")
        for fault in cases:
            with tempfile.TemporaryDirectory() as folder:
                fault.make(Path(folder))
                code, out, err = run(fault.arguments, Path(folder), fault.stdin)
                err = err.replace(f"{folder}/", "")
            told = [line for line in err.splitlines() if line.startswith(("Error:", "Note:"))]
            said = max(told, key=lambda line: line.startswith("Error:"), default="")
            if len(said) > LONGEST_MESSAGE:
                said = said[:LONGEST_MESSAGE] + "…"
            rows.append(f"| {fault.what} | {code} | {len(out.splitlines())} | {escaped(said)} |")
    return "\n".join(rows)


def run(arguments: tuple[str, ...], folder: Path, stdin: bytes) -> tuple[int, str, str]:
    """The command line in a folder, with a stub for the shipped model: (exit code, stdout, stderr)."""
    from stub_tagger import stub

    from framing.cli import main as framing
    from framing.tagging import Tagger

    real: Any = Tagger.load.__func__  # type: ignore[attr-defined]
    here = Path.cwd()
    load = classmethod(lambda cls, folder=None: real(cls, folder) if folder else stub())
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code: object = 0
    os.chdir(folder)
    try:
        with (
            mock.patch.object(Tagger, "load", load), redirect_stdout(out), redirect_stderr(err),
            mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        ):  # fmt: skip
            framing(arguments)
    except SystemExit as stopped:
        code = stopped.code
    finally:
        os.chdir(here)
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    return int(str(code or 0)), texts[0], texts[1]


def escaped(text: str) -> str:
    """As it stands in a cell of a Markdown table."""
    return re.sub(r"([|\\`*_\[\]<>~])", r"\\\1", text)


# ── encodings ────────────────────────────────────────────────────────────────────────────────────────────

LENGTHS = (2, 4, 8, 20, 200)  # characters
BY_SCRIPT = {
    "simplified": ("utf-8", "gb18030", "utf-16-le", "utf-16-be"),
    "traditional": ("utf-8", "big5hkscs", "gb18030", "utf-16-le"),
}


def encodings() -> str:
    """A row for each script, encoding and length: how many texts are read rightly."""
    from charset_normalizer import from_bytes

    from framing.reading.encodings import decode
    from framing.reading.guessing import is_wide

    def framing(data: bytes, html: bool = False) -> str | None:
        try:
            return decode(data, path="", html=html)[0]
        except FramingError:
            return None

    def cut(text: str, data: bytes) -> bool:
        read = framing(data[:-1])
        return read is not None and read.removesuffix("\ufffd") == text[:-1]

    def alone(data: bytes) -> str | None:
        best = from_bytes(data, cp_isolation=["utf_8", "gb18030", "big5hkscs", "utf_16_le", "utf_16_be"]).best()
        return None if best is None else str(best)

    def declared(text: str, data: bytes, encoding: str) -> bool:
        """In a page that says so."""
        page = f'<html><meta charset="{encoding}"><p>'
        return framing(page.encode() + data, html=True) == page + text

    head = ["script", "encoding", "characters", "texts", "framing", "last byte cut off", "declared", "wrongly declared"]
    rows = [[*head, "charset-normalizer"], ["---"] * 2 + ["---:"] * 7]
    for script, names in BY_SCRIPT.items():
        for name in names:
            for length in LENGTHS:
                texts = [t for t in own_texts(script, length) if t.encode(name, "ignore").decode(name) == t]
                pairs = [(text, text.encode(name)) for text in texts]
                of = len(pairs) or 1
                named = (name, "big5" if name.startswith("gb") else "gb2312")
                rights = [
                    sum(framing(data) == text for text, data in pairs), sum(cut(*pair) for pair in pairs),
                    *(None if is_wide(name) else sum(declared(*pair, other) for pair in pairs) for other in named),
                    sum(alone(data) == text for text, data in pairs),
                ]  # fmt: skip
                shares = ["" if right is None else f"{right / of:.1%}" for right in rights]
                rows.append([script, name, str(length), str(len(pairs)), *shares])
    return "\n".join(map(row, rows))


def own_texts(script: str, length: int) -> list[str]:
    """Texts of that many characters from the articles written for this project."""
    from opencc import OpenCC

    lines = (ROOT / "examples" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [(ROOT / "examples" / "article.txt").read_text(encoding="utf-8")]
    articles += [json.loads(line)["text"] for line in lines if "text" in json.loads(line)]
    whole = [re.sub(r"\s+", "", to_simplified(article)) for article in articles]
    if length > 100:
        found = [text[i : i + length] for text in whole for i in range(0, len(text) - length, length)]
    else:
        found = [sentence[:length] for text in whole for sentence in re.split("(?<=[。！？])", text)]
    convert = OpenCC("s2t").convert if script == "traditional" else str
    return sorted({convert(text) for text in found if len(text) == length})


# ── sizes ────────────────────────────────────────────────────────────────────────────────────────────────

SENTENCE = "渡口的船工抱团了，据说有人背刺，雾散之后谁也没有等到船。"
MEGABYTE = 1_000_000


def lines_of(make: Callable[[int], str], number: int) -> Iterator[bytes]:
    return (f"{make(i)}\n".encode() for i in range(number))


def record(i: int, text: str = SENTENCE) -> str:
    return json.dumps({"id": str(i), "text": text}, ensure_ascii=False)


def long_text(megabytes: int) -> str:
    return SENTENCE * (megabytes * MEGABYTE // len(SENTENCE.encode()))


SIZES: dict[str, tuple[str, int, Callable[[int], Iterator[bytes]]]] = {
    "MB of text on one line": (".txt", 20, lambda n: iter([long_text(n).encode()])),
    "MB of text on one line, in GB18030": (".txt", 20, lambda n: iter([long_text(n).encode("gb18030")])),
    "MB of one quotation mark after another": (".txt", 20, lambda n: iter([("“" * (n * MEGABYTE // 3)).encode()])),
    "MB of JSON on one line": (".jsonl", 20, lambda n: iter([record(1, long_text(n)).encode()])),
    "MB of a page on one line": (".html", 20, lambda n: iter([f"<html><body><p>{long_text(n)}</p>".encode()])),
    "MB of paragraphs of a page on one line": (
        ".html", 20, lambda n: iter([("<html><body>" + f"<p>{SENTENCE * 5}</p>" * (n * 2380)).encode()])),
    "lines of text": (".txt", 100_000, lambda n: lines_of(lambda i: f"{i}{SENTENCE}", n)),
    "records": (".jsonl", 100_000, lambda n: lines_of(record, n)),
    "records with one id": (".jsonl", 100_000, lambda n: lines_of(lambda i: record(1), n)),
    "rows of a table": (".csv", 100_000, lambda n: iter([b"id,text\n", *lines_of(lambda i: f"{i},{SENTENCE}", n)])),
    "rows behind an open quotation mark": (
        ".csv", 100_000, lambda n: iter([b'id,text\n0,"open\n', *lines_of(lambda i: f"{i},{SENTENCE}", n)])),
    "lines that can't be decoded": (
        ".jsonl", 100_000, lambda n: iter([record(0).encode() + b"\n", *([b"\xff" * 40 + b"\n"] * n)])),
    "files in a folder": ("", 50_000, lambda n: iter([])),
}  # fmt: skip


def sizes() -> str:
    """A row for each large input: time and peak memory, and how much longer it takes than half of it."""
    rows = [
        "| input | articles | faults | CPU seconds | × the time of half | peak MB |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, (_, number, _) in SIZES.items():
        half, whole = (in_own_process(name, n) for n in (number // 2, number))
        ratio = whole["seconds"] / half["seconds"]
        rows.append(
            f"| {number:,} {name} | {whole['articles']:,.0f} | {whole['faults']:,.0f} | {whole['seconds']:.1f} | "
            f"{ratio:.1f} | {whole['megabytes']:.0f} |"
        )
        print(rows[-1], file=sys.stderr, flush=True)
    return "\n".join(rows)


def in_own_process(name: str, number: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", name, str(number)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measured(name: str, number: int) -> dict[str, float]:
    """Make the input, read it, split it and make the lines that `framing tag` would write if it found nothing."""
    from framing.article import TaggedArticle, TaggedSentence
    from framing.batch import TaggedReading, TagOptions
    from framing.reading import read_inputs

    suffix, _, make = SIZES[name]
    articles = broken = 0

    def on_fault(fault: FramingError) -> None:
        nonlocal broken
        broken += 1

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"in{suffix}")
        if suffix:
            with path.open("wb") as file:
                file.writelines(make(number))
        else:
            path.mkdir()
            for i in range(number):
                (path / f"{i}.txt").write_text(f"{i}{SENTENCE}", encoding="utf-8")
        begun = time.process_time()
        readings = read_inputs([str(path)], on_fault=on_fault)
        for reading in readings:
            sentences = tuple(TaggedSentence(sentence, {}) for sentence in reading.article.sentences)
            tagged = TaggedArticle(reading.article, sentences, "none", "none")
            articles += bool(TaggedReading(tagged, reading.origin, TagOptions()).to_line())
        seconds = time.process_time() - begun
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "megabytes": megabytes, "articles": articles, "faults": broken}


PARTS: dict[str, Callable[[], str]] = {"faults": faults, "encodings": encodings, "sizes": sizes}

if __name__ == "__main__":
    main()
