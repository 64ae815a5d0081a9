"""Tables → articles: one per row, its other columns in `meta`. CSV and TSV; `parquet` and `sheets` give rows too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from framing.errors import InputError, OnFault
from framing.message import OnNote
from framing.reading.articles import Reading
from framing.reading.cells import written
from framing.reading.columns import Columns, placed
from framing.reading.delimited import Row, read_rows
from framing.reading.encodings import Line
from framing.reading.records import article_from_record, is_told_twice, sentences_win


def read_delimited(
    lines: Iterable[Line], *, delimiter: str, path: str, on_fault: OnFault, columns: Columns = Columns()
) -> Iterator[Reading]:  # fmt: skip
    """One article per row of a CSV or TSV file; lines are numbered by where the row starts."""
    rows = read_rows(lines, delimiter=delimiter, path=path, on_fault=on_fault)
    return articles_in(rows, columns, path, on_fault)


def articles_in(
    rows: Iterator[Row], columns: Columns, path: str, on_fault: OnFault, on_note: OnNote = lambda note: None, *,
    may_hold_lists: bool = False,
) -> Iterator[Reading]:  # fmt: skip
    """The articles of a header and the rows below it; none where there is not even a header."""
    if (first := next(rows, None)) is None:
        return
    header = header_of(first)
    try:
        # Only Parquet has lists in its cells; elsewhere a column of that name holds something else.
        splits = {"sentences": header.index("sentences")} if may_hold_lists and "sentences" in header else {}
        where = placed(header, columns, needs_text=not splits) | splits
    except InputError as fault:
        raise fault.at(path, first.number or None) from None
    for row in rows:
        try:
            if len(row.cells) > len(header):
                raise InputError(
                    "{found} fields under {known} columns. Quote fields that hold what separates them.",
                    found=len(row.cells), known=len(header),
                )  # fmt: skip
            record = _record(header, where, row.cells)
            article = article_from_record(record)
        except InputError as fault:
            on_fault(fault.at(path, row.number))
            continue
        origin = f"{path}, line {row.number}"
        if is_told_twice(record, article):
            on_note(sentences_win(origin))
        yield Reading(article, origin, row.encoding)


def header_of(row: Row) -> list[str]:
    return [str(written(name) or "").strip() for name in row.cells]


def _record(header: Sequence[str], placed: Mapping[str, int], cells: Sequence[Any]) -> dict[str, Any]:
    """The record of a row: empty cells and columns without a name are left out."""
    values = [written(cell) for cell in cells]
    fields = {field: values[place] for field, place in placed.items() if place < len(values)}
    other = {
        name: value
        for place, (name, value) in enumerate(zip(header, values, strict=False))
        if name and value is not None and place not in placed.values()
    }
    return {**fields, "meta": other}
