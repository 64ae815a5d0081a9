"""Writes records as files of every kind that holds many: what the tests of reading read back."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import xlsxwriter
import zstandard

Records = Sequence[Mapping[str, str | None]]


def write_jsonl(path: Path, records: Records) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8", newline="")


def write_csv(path: Path, records: Records, delimiter: str = ",") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(records), delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(records)


def write_tsv(path: Path, records: Records) -> None:
    write_csv(path, records, "\t")


def write_parquet(path: Path, records: Records, **options: Any) -> None:
    table = pyarrow.table({name: [record.get(name) for record in records] for name in columns(records)})
    pyarrow.parquet.write_table(table, path, **options)


def write_xlsx(path: Path, records: Records) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("报道")
        for row, record in enumerate([{name: name for name in columns(records)}, *records]):
            for column, name in enumerate(columns(records)):
                if (value := record.get(name)) is not None:
                    sheet.write_string(row, column, value)


WRITERS: dict[str, Callable[[Path, Records], None]] = {
    ".jsonl": write_jsonl, ".csv": write_csv, ".tsv": write_tsv, ".parquet": write_parquet, ".xlsx": write_xlsx,
}  # fmt: skip
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes, ".gz": gzip.compress, ".zst": lambda data: zstandard.ZstdCompressor().compress(data),
}  # fmt: skip


def pack(path: Path, packing: str) -> Path:
    """The file packed: news.csv → news.csv.gz."""
    packed = path.with_name(path.name + packing)
    packed.write_bytes(PACKERS[packing](path.read_bytes()))
    return packed


def columns(records: Records) -> list[str]:
    return list(dict.fromkeys(name for record in records for name in record))
