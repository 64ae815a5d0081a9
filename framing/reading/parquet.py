"""Parquet → articles, one per row, with few rows held at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from framing.errors import OnFault
from framing.message import OnNote
from framing.reading.articles import Reading
from framing.reading.columns import Columns
from framing.reading.compressed import check_size, not_of_its_kind, without_bytes
from framing.reading.delimited import Row
from framing.reading.extra import extra_module
from framing.reading.tables import articles_in

_ROWS_AT_ONCE = 64
_BUFFER = 1 << 20  # bytes of a column read at once


def read_parquet(
    path: Path, *, on_fault: OnFault, on_note: OnNote = lambda note: None, columns: Columns = Columns()
) -> Iterator[Reading]:  # fmt: skip
    """One article per row, rows numbered from 1; few of them are held at once. Raises InputError, also on its way."""
    parquet = extra_module("pyarrow.parquet", "tables")
    arrow = extra_module("pyarrow", "tables")
    if not path.stat().st_size:
        raise without_bytes(path)

    def rows(file: Any) -> Iterator[Row]:
        yield Row(0, file.schema_arrow.names)
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
            for cells in zip(*(_values(arrow, column) for column in batch.columns), strict=True):
                number += 1
                yield Row(number, cells)

    try:
        with parquet.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            for group in range(file.metadata.num_row_groups):
                # More than this is not asked of the metadata: where it is damaged, pyarrow would end the process.
                check_size(file.metadata.row_group(group).total_byte_size, path.stat().st_size, path)
            yield from articles_in(rows(file), columns, str(path), on_fault, on_note, may_hold_lists=True)
    except (arrow.ArrowException, UnicodeDecodeError, OSError) as error:  # pyarrow's own OSErrors are about the content
        if isinstance(error, OSError) and error.errno:
            raise
        raise not_of_its_kind(path) from error


def row_count(path: Path) -> int:
    """How many rows the file says it has. Raises InputError."""
    parquet = extra_module("pyarrow.parquet", "tables")
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (ValueError, OSError) as error:
        raise not_of_its_kind(path) from error


def _values(arrow: Any, column: Any) -> list[Any]:
    """The values of a Parquet column as Python has them; those beyond it (nanoseconds, year 10000) as strings."""
    try:
        values: list[Any] = column.to_pylist()
        return values
    except (ValueError, OverflowError):
        return [_value(arrow, scalar) for scalar in column]


def _value(arrow: Any, scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except UnicodeDecodeError:
        is_whole = hasattr(scalar, "as_buffer")  # and no list with strings in it
        return scalar.as_buffer().to_pybytes().decode(errors="replace") if is_whole else None
    except (ValueError, OverflowError):
        try:
            return scalar.cast(arrow.string()).as_py()
        except arrow.ArrowException:
            return str(scalar.type)
