"""Excel → articles, one per row of the first sheet that has a column for the body."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from framing.errors import InputError, OnFault
from framing.message import OnNote, message
from framing.reading.articles import Reading
from framing.reading.columns import Columns, has_text
from framing.reading.compressed import check_archive, not_of_its_kind
from framing.reading.delimited import Row
from framing.reading.extra import extra_module
from framing.reading.tables import articles_in, header_of

_MOST_CELLS = 30_000_000  # of a sheet up to its last row and column; calamine holds them all, with 32 bytes each
_PIECE = 1 << 20  # bytes of a sheet looked through at once
_LONGEST_TAG = 256  # bytes of a cell's
_SHEET = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.I)
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})(\d{1,7})["'][^>/]*>""")


def read_xlsx(
    path: Path, *, on_fault: OnFault, on_note: OnNote = lambda note: None, columns: Columns = Columns()
) -> Iterator[Reading]:  # fmt: skip
    """One article per row of the first sheet that has a column for the body; `line` is the row's number."""
    calamine = extra_module("python_calamine", "tables")
    check_archive(path)
    try:
        _check_sheets(path)
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            yield from articles_in(_sheet_rows(book, columns, path, on_note), columns, str(path), on_fault, on_note)
    except calamine.CalamineError as error:
        raise not_of_its_kind(path) from error


def row_count(path: Path) -> int:
    """About how many rows there are below the header: as many as the longest sheet has. Raises InputError."""
    check_archive(path)
    return max([rows - 1 for rows, _ in _extents(path) if rows], default=0)


def _check_sheets(path: Path) -> None:
    """Raise InputError where one cell far from the others makes a sheet too large to hold."""
    for rows, width in _extents(path):
        if rows * width > _MOST_CELLS:
            raise InputError(
                "a sheet reaches to row {rows} and column {width}, too many cells to hold. Delete what stands far "
                "from the table, or save it as .csv.",
                rows=rows, width=width, path=str(path),
            )  # fmt: skip


def _extents(path: Path) -> Iterator[tuple[int, int]]:
    """For each sheet the last row and the last column with a cell that holds something, from 1."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if _SHEET.fullmatch(name):
                    with archive.open(name) as sheet:
                        yield _extent(iter(partial(sheet.read, _PIECE), b""))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # RuntimeError: encrypted
        raise not_of_its_kind(path) from error


def _extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    rows = width = 0
    rest = b""
    for piece in pieces:
        piece = rest + piece
        for column, row in _FILLED_CELL.findall(piece):
            rows, width = max(rows, int(row)), max(width, _column_number(column))
        rest = piece[-_LONGEST_TAG:]
    return rows, width


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheet_rows(book: Any, columns: Columns, path: Path, on_note: OnNote) -> Iterator[Row]:
    """Header and rows of the first sheet with a column for the body, else of the first that has a header at all."""
    first: Iterator[Row] | None = None
    for name in (names := book.sheet_names):
        rows = (
            Row(at, cells)
            for at, cells in enumerate(book.get_sheet_by_name(name).iter_rows(), start=1)
            if any(not isinstance(cell, str) or cell.strip() for cell in cells)
        )
        if (header := next(rows, None)) is None:
            continue
        if has_text(header_of(header), columns):
            if len(names) > 1:
                on_note(
                    message(
                        "{path}: read from its sheet '{sheet}', the first of {sheets} with a column for the text.",
                        path=path, sheet=name, sheets=len(names),
                    )
                )  # fmt: skip
            return chain([header], rows)
        first = first or chain([header], rows)
    return first or iter(())
