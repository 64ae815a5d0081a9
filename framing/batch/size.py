"""How many articles the inputs hold, counted cheaply so that a progress bar can tell the time left."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from framing.errors import InputError
from framing.reading import expand_input
from framing.reading.compressed import lines_of
from framing.reading.delimited import DELIMITERS, LARGEST_ROW
from framing.reading.kinds import kind_of
from framing.reading.parquet import row_count as parquet_rows
from framing.reading.sheets import row_count as sheet_rows


def count_articles(inputs: Sequence[str]) -> int | None:
    """An estimate, broken and blank records included; None where standard input is among the inputs."""
    if "-" in inputs:
        return None
    files = {Path(source) for given in inputs for source in expand_input(given)}
    return sum(_articles_in(file) for file in files)


def _articles_in(file: Path) -> int:
    """None that can be read: whoever reads the file will say why."""
    kind = kind_of(file)
    try:
        match kind.suffix if kind else None:
            case None:
                return 0
            case ".jsonl":
                return sum(1 for line in lines_of(file) if line.strip())
            case ".csv" | ".tsv" as suffix:
                csv.field_size_limit(LARGEST_ROW)
                # Whatever the encoding, quotation marks and line ends are where Latin-1 sees them.
                lines = (line.decode("latin-1") for line in lines_of(file))
                rows = csv.reader(lines, delimiter=DELIMITERS[suffix])
                return max(0, sum(1 for row in rows if row) - 1)
            case ".parquet":
                return parquet_rows(file)
            case ".xlsx":
                return sheet_rows(file)
            case _:
                return int(file.is_file())
    except (OSError, InputError, csv.Error):
        return 0
