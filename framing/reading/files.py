"""Inputs as a user names them (files, folders, patterns, "-") → readings, lazily and in order."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from framing.errors import InputError, OnFault, nearest_name, reason
from framing.message import OnNote, message
from framing.reading.articles import Reading, article_from_text
from framing.reading.characters import SPACE, is_blank
from framing.reading.chrome import Found, no_article
from framing.reading.columns import Columns
from framing.reading.compressed import Unpacked, opened, read_whole
from framing.reading.delimited import DELIMITERS
from framing.reading.documents import read_document
from framing.reading.encodings import Line, decode, decode_lines, start_of
from framing.reading.folders import expand_input
from framing.reading.ids import UniqueIds
from framing.reading.kinds import LINES, SHOWN, Kind, ending, kind_of
from framing.reading.pages import read_page
from framing.reading.parquet import read_parquet
from framing.reading.plain import read_markdown, read_plain
from framing.reading.records import read_jsonl
from framing.reading.rejoined import Rejoined
from framing.reading.sheets import read_xlsx
from framing.reading.subtitles import read_subtitles
from framing.reading.tables import read_delimited

_PAGES = (".html", ".htm")
_READERS: Mapping[str, Callable[..., Found]] = {
    ".txt": read_plain, ".md": read_markdown, ".html": read_page, ".htm": read_page,
    ".srt": read_subtitles, ".vtt": read_subtitles,
}  # fmt: skip
_TABLES = {".parquet": read_parquet, ".xlsx": read_xlsx}

_STARTS_RECORD = re.compile(r"\{\s*(?:[\"}]|$)")
_STARTS_PAGE = re.compile(r"<(?:!doctype\s+html|!--|\?xml|html|head|body|meta)\b", re.I)
_START = 8192  # bytes of standard input that tell what it is
_MOST_BLANK = 1 << 20  # bytes of white space before it


@dataclass(frozen=True, slots=True)
class _Way:
    """How to read, the same for all inputs; the fields are those of `read_inputs`."""

    on_fault: OnFault
    on_note: OnNote
    encoding: str | None
    clean: bool
    columns: Columns


def read_inputs(
    inputs: Sequence[str], *, on_fault: OnFault, on_note: OnNote = lambda note: None,
    encoding: str | None = None, clean: bool = True, columns: Columns = Columns(),
) -> Iterator[Reading]:  # fmt: skip
    """The articles in files, folders (all of a known kind in them, sorted), patterns and "-" (standard input).

    on_fault: gets each input or record that cannot be used; the others go on.
    on_note: gets what a user should know though it stops nothing, such as a repeated id.
    encoding: read everything in this one instead of finding out.
    clean: leave page chrome out of text files and pages.
    columns: which columns of tables and fields of JSONL hold what.
    Raises UsageError at once for a pattern that matches nothing.
    """
    sources = [source for given in inputs for source in expand_input(given)]
    way = _Way(on_fault, on_note, encoding, clean, columns)

    readings = (reading for source in sources for reading in _read_source(source, way))
    return _with_unique_ids(readings, on_note)


def _read_source(source: str, way: _Way) -> Iterator[Reading]:
    """The articles of one input; that there is none is a fault, too, unless others say why."""
    found = told = False

    def on_fault(fault: InputError) -> None:
        nonlocal told
        told = True
        way.on_fault(fault)

    try:
        for reading in _read(source, replace(way, on_fault=on_fault)):
            found = True
            yield reading
        if not (found or told):
            raise InputError("empty: there is no record in it. Give a file that holds some.")
    except InputError as fault:
        way.on_fault(fault if fault.path else fault.at(source))
    except OSError as error:
        way.on_fault(
            InputError("can't be read ({reason}). Check the file and its rights.", reason=reason(error), path=source)
        )


def _read(source: str, way: _Way) -> Iterator[Reading]:
    if source == "-":
        yield from _read_stdin(way)
        return
    path = Path(source)
    kind = _kind(path)
    if kind.suffix in LINES:
        with opened(path) as stream:
            yield from _read_lines(stream, kind.suffix, source, way)
    elif read_table := _TABLES.get(kind.suffix):
        yield from read_table(path, on_fault=way.on_fault, on_note=way.on_note, columns=way.columns)
    elif kind.suffix == ".docx":
        yield _reading(read_document(path), source, None)
    else:
        yield _read_text(read_whole(path), kind.suffix, source, way)


def _kind(path: Path) -> Kind:
    """The kind of a file that is there. Raises InputError for what can't be read here, OSError where it may not be."""
    if not path.exists():
        raise InputError(
            "does not exist. Give a file, a folder, a pattern, or - for standard input.{near}", near=nearest_name(path)
        )
    if path.is_dir():
        os.scandir(path).close()  # says so if it can't be looked into
        raise InputError(
            "no file of a known kind in this folder ({kinds}). Give another folder, or a file.", kinds=SHOWN
        )
    if (kind := kind_of(path)) is None:
        found = message("'{ending}'", ending=ending(path)) if ending(path) else message("a name without a suffix")
        raise InputError("{found} is no kind read here ({kinds}). Save it as one of them.", found=found, kinds=SHOWN)
    if not path.is_file():
        raise InputError("is a pipe or a device, not a file. Send what it gives to standard input, and give -.")
    return kind


def _read_stdin(way: _Way) -> Iterator[Reading]:
    """JSONL if the first line that isn't blank is a JSON object, else HTML if it starts like a page, else text."""
    given = sys.stdin.buffer
    stream = given if isinstance(given, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, given))
    data, text = _first_line(stream, way.encoding)
    if _STARTS_RECORD.match(text):
        yield from _read_lines(io.BufferedReader(Rejoined(data, stream)), ".jsonl", "-", way)
    else:
        yield _read_text(data + stream.read(), ".html" if _STARTS_PAGE.match(text) else ".txt", "-", way)


def _first_line(stream: io.BufferedReader, encoding: str | None) -> tuple[bytes, str]:
    """The bytes up to the end of the first line that isn't blank, or a few more, and their text from that line on."""
    data, text = b"", ""
    while "\n" not in text and len(data) < (_START if text else _MOST_BLANK) and (more := stream.read1(_START)):
        data += more
        text = start_of(data, encoding).lstrip(SPACE)
    return data, text


def _read_lines(stream: io.BufferedReader, kind: str, path: str, way: _Way) -> Iterator[Reading]:
    """The articles of a file with one a line or row."""
    lines = _decoded(stream, path, way)
    if kind == ".jsonl":
        yield from read_jsonl(lines, path=path, on_fault=way.on_fault, on_note=way.on_note, columns=way.columns)
    else:
        delimiter = DELIMITERS[kind]
        yield from read_delimited(lines, delimiter=delimiter, path=path, on_fault=way.on_fault, columns=way.columns)


def _decoded(stream: BinaryIO, path: str, way: _Way) -> Iterator[Line]:
    """The lines up to the place where a packed file is damaged, if it is; then the InputError that says so."""
    yield from decode_lines(stream, path=path, on_fault=way.on_fault, on_note=way.on_note, encoding=way.encoding)
    if isinstance(stream, Unpacked):
        stream.check()


def _read_text(data: bytes, kind: str, path: str, way: _Way) -> Reading:
    """The one article of a text file or page."""
    text, used = decode(data, path=path, encoding=way.encoding, html=kind in _PAGES, on_note=way.on_note)
    if not text.strip():
        raise _empty()
    return _reading(_READERS[kind](text, clean=way.clean), path, used)


def _reading(found: Found, path: str, encoding: str | None) -> Reading:
    if is_blank(found.body):
        raise no_article() if found.cut else _empty()
    meta = {"author": found.author} if found.author else {}
    article = article_from_text(found.title, found.body, source=found.source, date=found.date, meta=meta)
    return Reading(article, path, encoding, found.cut)


def _empty() -> InputError:
    return InputError("empty: there is no text in it. Give a file that holds an article.")


def _with_unique_ids(readings: Iterable[Reading], on_note: OnNote) -> Iterator[Reading]:
    ids = UniqueIds(on_note)
    for reading in readings:
        article = reading.article
        own = ids.own(article.id, reading.origin)
        yield reading if own == article.id else replace(reading, article=replace(article, id=own))
