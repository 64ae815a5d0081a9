"""Inputs as a user names them (files, folders, patterns, "-") → readings, lazily and in order."""

from __future__ import annotations

import glob
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import cast

from framing.errors import InputError, UsageError
from framing.reading.articles import Reading, article_from_text
from framing.reading.encodings import decode, decode_lines
from framing.reading.pages import read_page
from framing.reading.plain import read_markdown, read_plain
from framing.reading.records import read_csv, read_jsonl

_RECORDS = {".jsonl": read_jsonl, ".csv": read_csv}
_PAGES = (".html", ".htm")
_TEXTS = (".txt", ".md")
KINDS = (*_TEXTS, *_PAGES, *_RECORDS)

_STARTS_RECORD = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*(?:[\"}]|$)")
_STARTS_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|!--|\?xml|html|head|body|meta)\b", re.I)

OnNote = Callable[[str], None]
OnFault = Callable[[InputError], None]


def read_inputs(
    inputs: Sequence[str], *, on_fault: OnFault, on_note: OnNote = lambda note: None,
    encoding: str | None = None, clean: bool = True,
) -> Iterator[Reading]:  # fmt: skip
    """The articles in files, folders (all of a known kind in them, sorted), patterns and "-" (standard input).

    on_fault: gets each input or record that cannot be used; the others go on.
    on_note: gets what a user should know though it stops nothing, such as a repeated id.
    encoding: read everything in this one instead of finding out.
    clean: leave page chrome out of text files and pages.
    Raises UsageError at once for a pattern that matches nothing.
    """
    sources = [source for given in inputs for source in expand_input(given)]

    def readings() -> Iterator[Reading]:
        for source in sources:
            try:
                yield from _read(source, on_fault=on_fault, encoding=encoding, clean=clean)
            except InputError as fault:
                on_fault(fault)
            except OSError as error:
                on_fault(InputError(f"can't be read ({error.strerror}). Check the file and its rights.", path=source))

    return _with_unique_ids(readings(), on_note)


def expand_input(given: str) -> list[str]:
    """The files that an input names, in order; "-" is itself. Raises UsageError for a pattern that matches nothing.

    An input that isn't there is kept, to be reported in its turn.
    """
    if given == "-":
        return [given]
    # These two, unlike those of Path, raise nothing for a name too long, or one that may not be looked at.
    if os.path.isdir(given):  # noqa: PTH112
        return _in_folder(Path(given)) or [given]
    if os.path.exists(given) or not glob.has_magic(given):  # noqa: PTH110
        return [given]
    matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
    files = [m for m in matches if Path(m).is_file() and Path(m).suffix.lower() in KINDS]
    inside = [file for m in matches if Path(m).is_dir() and "**" not in given for file in _in_folder(Path(m))]
    if not files and not inside:
        raise UsageError(
            f"no file of a known kind ({' '.join(KINDS)}) matches '{given}'. Check the pattern and its folder."
        )
    return [*files, *inside]


def _in_folder(folder: Path) -> list[str]:
    """Files of known kinds at any depth, sorted by path; names that start with a dot are passed over.

    A folder that can't be looked into is among them, to be reported in its turn.
    """
    found: list[str] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: found.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(str(Path(root, n)) for n in names if Path(n).suffix.lower() in KINDS and n[0] != ".")
    return sorted(found)


def _read(source: str, *, on_fault: OnFault, encoding: str | None, clean: bool) -> Iterator[Reading]:
    if source == "-":
        yield from _read_stdin(on_fault=on_fault, encoding=encoding, clean=clean)
        return
    path = Path(source)
    kind = path.suffix.lower()
    if not path.exists():
        raise InputError("does not exist. Give a file, a folder, a pattern, or - for standard input.", path=source)
    if path.is_dir():
        os.scandir(path).close()  # says so if it can't be looked into
        raise InputError(f"no file of a known kind in this folder ({' '.join(KINDS)}).", path=source)
    if kind not in KINDS:
        found = f"'{kind}'" if kind else "a name without a suffix"
        raise InputError(f"{found} is no kind read here ({' '.join(KINDS)}). Save it as one of them.", path=source)
    if read_records := _RECORDS.get(kind):
        with path.open("rb") as stream:
            if not stream.peek(1):
                raise InputError("empty: there is no record in it.", path=source)
            lines = decode_lines(stream, path=source, on_fault=on_fault, encoding=encoding)
            yield from read_records(lines, path=source, on_fault=on_fault)
        return
    yield _read_whole(path.read_bytes(), kind=kind, path=source, encoding=encoding, clean=clean)


def _read_stdin(*, on_fault: OnFault, encoding: str | None, clean: bool) -> Iterator[Reading]:
    """JSONL if the first line that isn't blank is a JSON object, else HTML if it starts like a page, else text."""
    given = sys.stdin.buffer
    stream = given if isinstance(given, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, given))
    start = stream.peek(8192)
    if _STARTS_RECORD.match(start):
        lines = decode_lines(stream, path="-", on_fault=on_fault, encoding=encoding)
        yield from read_jsonl(lines, path="-", on_fault=on_fault)
    else:
        kind = ".html" if _STARTS_PAGE.match(start) else ".txt"
        yield _read_whole(stream.read(), kind=kind, path="-", encoding=encoding, clean=clean)


def _read_whole(data: bytes, *, kind: str, path: str, encoding: str | None, clean: bool) -> Reading:
    """The one article of a text file or page."""
    text, used = decode(data, path=path, encoding=encoding, html=kind in _PAGES)
    read = read_page if kind in _PAGES else read_markdown if kind == ".md" else read_plain
    found = read(text, clean=clean)
    if not found.body.strip():
        raise InputError("empty: there is no text in it. Give a file that holds an article.", path=path)
    article = article_from_text(found.title, found.body, source=found.source, date=found.date)
    return Reading(article, path, used, found.cut)


def _with_unique_ids(readings: Iterable[Reading], on_note: OnNote) -> Iterator[Reading]:
    """A repeated id gets the first free suffix -2, -3, … and is noted."""
    seen: set[str] = set()
    for reading in readings:
        id = reading.article.id
        if id in seen:
            free = next(f"{id}-{n}" for n in count(2) if f"{id}-{n}" not in seen)
            on_note(f"{reading.origin}: id '{id}' is taken by an earlier article; this one is now '{free}'.")
            reading = replace(reading, article=replace(reading.article, id=free))
        seen.add(reading.article.id)
        yield reading
