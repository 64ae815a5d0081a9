"""CSV and TSV → rows, one after another; a broken row costs no other.

A quotation mark that stays open swallows the lines behind it until another one shows that something is wrong. So
a row that can't be read is given up, and reading goes on with the line behind its first one. Whether that is the
next row or the rest of the broken one is then told by its form: as many fields as the header has, and quotation
marks in pairs. Lines that don't pass are left out and named in the fault.

Lines may end with a bare carriage return, as old Excel for Mac wrote them.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from framing.errors import InputError, OnFault
from framing.reading.encodings import Line

DELIMITERS = {".csv": ",", ".tsv": "\t"}
LARGEST_ROW = 10_000_000  # characters; the csv module's own limit for a field is below a long article
_LONGEST_RETRY = 100  # lines of a row that starts among lines already looked at in vain; keeps the time linear


_BARE_RETURN = re.compile(r"\r(?!\n|$)")
_LINE = re.compile(r"[^\r]*\r\n?|[^\r]+$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` is the line where it starts, or its number in the sheet, from 1."""

    number: int
    cells: Sequence[Any]
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Lines taken for a row and the cells read from them, or why they can't be read."""

    lines: Sequence[Line]
    cells: Sequence[str] = ()
    error: str | None = None


@dataclass
class _Broken:
    """A row given up, and the last of the lines left out with it."""

    first: int
    last: int
    error: str

    def fault(self, path: str) -> InputError:
        if self.first == self.last:
            return InputError(
                "not readable as CSV ({error}). Is a quotation mark open, or single inside quotes?",
                error=self.error, path=path, line=self.first,
            )  # fmt: skip
        return InputError(
            "not readable as CSV ({error}), so everything up to line {last} is left out. Is a quotation mark open, "
            "or single inside quotes?",
            error=self.error, last=self.last, path=path, line=self.first,
        )  # fmt: skip


@dataclass
class _Source:
    """Lines that can be given back."""

    lines: Iterator[Line]
    delimiter: str
    ahead: deque[Line] = field(default_factory=deque)
    furthest: int = 0  # the last line looked at

    def attempt(self) -> _Attempt | None:
        """Read a row; None at the end. Of lines that are none, all but the first are given back."""
        taken: list[Line] = []
        try:
            cells = next(csv.reader(self._texts(taken), delimiter=self.delimiter, strict=True), None)
        except csv.Error as error:
            self.give_back(taken)
            return _Attempt(taken, error=str(error))
        return None if cells is None else _Attempt(taken, cells)

    def give_back(self, lines: Sequence[Line]) -> None:
        self.ahead.extendleft(reversed(lines[1:]))

    def _texts(self, taken: list[Line]) -> Iterator[str]:
        size, seen = 0, self.furthest
        while line := self.ahead.popleft() if self.ahead else next(self.lines, None):
            taken.append(line)
            self.furthest = max(self.furthest, line.number)
            size += len(line.text)
            if size > LARGEST_ROW or (len(taken) > _LONGEST_RETRY and taken[0].number < seen):
                raise csv.Error("row without end")
            yield line.text


def read_rows(lines: Iterable[Line], *, delimiter: str, path: str, on_fault: OnFault) -> Iterator[Row]:
    """The header and the rows below it, blank ones left out. Raises InputError for a header that can't be read."""
    csv.field_size_limit(LARGEST_ROW)
    source = _Source(_split(iter(lines)), delimiter)
    header = source.attempt()
    while header and not header.error and not any(cell.strip() for cell in header.cells):
        header = source.attempt()
    if header is None:
        return
    if header.error:
        raise InputError(
            "no header readable as CSV ({error}). Is a quotation mark open?",
            error=header.error, path=path, line=header.lines[0].number,
        )  # fmt: skip
    yield Row(header.lines[0].number, header.cells, header.lines[0].encoding)
    yield from _rows_below(source, len(header.cells), path, on_fault)


def _rows_below(source: _Source, width: int, path: str, on_fault: OnFault) -> Iterator[Row]:
    broken: _Broken | None = None
    try:
        while attempt := source.attempt():
            first = attempt.lines[0]
            error = attempt.error or _doubt(attempt, width, is_behind_broken=broken is not None)
            if error:
                if not attempt.error:
                    source.give_back(attempt.lines)
                if broken and not _looks_like_row(first.text, source.delimiter, width):
                    broken.last = first.number
                    continue
                if broken:
                    on_fault(broken.fault(path))
                broken = _Broken(first.number, first.number, error)
                continue
            if broken:
                on_fault(broken.fault(path))
                broken = None
            if any(cell.strip() for cell in attempt.cells):
                yield Row(first.number, attempt.cells, attempt.lines[-1].encoding)
    except InputError:  # the file ends here; what was found wrong before comes first
        if broken:
            on_fault(broken.fault(path))
        raise
    if broken:
        on_fault(broken.fault(path))


def _split(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, split at bare carriage returns where one stands in the first outside of quotation marks."""
    if (first := next(lines, None)) is None:
        return
    if not any(_BARE_RETURN.search(part) for part in (first.text + "\n").split('"')[::2]):
        yield first
        yield from lines
        return
    number = 0
    for line in chain([first], lines):
        for match in _LINE.finditer(line.text):
            number += 1
            yield replace(line, number=number, text=match.group())


def _doubt(attempt: _Attempt, width: int, *, is_behind_broken: bool) -> str | None:
    """Why a row that could be read is none after all, if so."""
    if len(attempt.lines) > 1 and len(attempt.cells) > width:
        return "more fields than columns, on several lines"
    if not is_behind_broken:
        return None
    quotes = sum(line.text.count('"') for line in attempt.lines)
    return "not told from the broken row before" if len(attempt.cells) != width or quotes % 2 else None


def _looks_like_row(line: str, delimiter: str, width: int) -> bool:
    """Whether a line, its quotation marks taken as they come, has as many fields as the header."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter), [])) == width
    except csv.Error:
        return False
