"""Packed files → what is in them, as far as they go. All texts are our own."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
import zstandard
from table_files import PACKERS, pack, write_csv, write_jsonl, write_parquet, write_xlsx

from framing.errors import InputError
from framing.reading import Reading, compressed, read_inputs
from framing.reading.compressed import lines_of

BODY = "船来了。雾散了。"
PACKINGS = [".gz", ".zst"]
RECORDS = [{"id": str(number), "text": f"{number}{BODY}"} for number in range(2000)]


def read(path: Path) -> tuple[list[Reading], list[str]]:
    faults: list[InputError] = []
    readings = list(read_inputs([str(path)], on_fault=faults.append, on_note=lambda note: None))
    return readings, [str(fault) for fault in faults]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", BODY), ("a.MD", BODY), ("a.htm", f"<p>{BODY}</p>"),
        ("a.html", f"<html><body><p>{BODY}</p></body></html>"),
        ("a.jsonl", f'{{"text": "{BODY}"}}\n'), ("a.csv", f"text\n{BODY}\n"), ("a.tsv", f"id\ttext\n1\t{BODY}\n"),
        ("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\n{BODY}\n"),
        ("a.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n{BODY}\n"),
    ],
)  # fmt: skip
def test_texts_and_records_may_be_packed(tmp_path: Path, name: str, content: str, packing: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    readings, faults = read(pack(tmp_path / name, packing))
    assert ([r.article.text for r in readings], faults) == ([BODY], [])


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_the_encoding_of_what_is_packed_is_found_out(tmp_path: Path, packing: str, encoding: str) -> None:
    (tmp_path / "a.csv").write_text("正文\n清晨六点，渡口已经有人在等船。\n", encoding=encoding)
    ((reading,), faults) = read(pack(tmp_path / "a.csv", packing))
    assert (reading.article.text, reading.encoding, faults) == ("清晨六点，渡口已经有人在等船。", encoding, [])


@pytest.mark.parametrize("packing", PACKINGS)
def test_several_packed_pieces_in_one_file_are_one_text(tmp_path: Path, packing: str) -> None:
    pieces = [PACKERS[packing](f'{{"text": "{BODY}"}}\n'.encode()) for _ in range(3)]
    (tmp_path / f"a.jsonl{packing}").write_bytes(b"".join(pieces))
    assert len(read(tmp_path / f"a.jsonl{packing}")[0]) == 3


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("write", [write_jsonl, write_csv])
def test_records_before_the_place_where_a_file_breaks_off_are_read(tmp_path: Path, write: Any, packing: str) -> None:
    write(tmp_path / "a.jsonl", RECORDS)
    (tmp_path / "a.jsonl").rename(file := tmp_path / f"a.{'jsonl' if write is write_jsonl else 'csv'}")
    packed = pack(file, packing)
    packed.write_bytes(packed.read_bytes()[:-20])
    readings, faults = read(packed)
    assert [r.article.text for r in readings] == [record["text"] for record in RECORDS[: len(readings)]]
    assert len(readings) > (1000 if packing == ".gz" else -1)  # zstandard packs blocks of 128 kB
    assert len(faults) == 1
    assert "breaks off: its packed data is incomplete" in faults[0]


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_half_record_at_the_end_of_a_damaged_file_is_none(tmp_path: Path, packing: str) -> None:
    whole = "text\n" + f"{BODY}\n" * 5 + '"船来了。\n雾散' + "x" * 1000
    (tmp_path / f"a.csv{packing}").write_bytes(PACKERS[packing](whole.encode())[:-4])
    readings, faults = read(tmp_path / f"a.csv{packing}")
    assert [r.article.text for r in readings] in ([BODY] * 5, [])
    assert len(faults) == 1


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_text_that_breaks_off_is_no_article(tmp_path: Path, packing: str) -> None:
    (tmp_path / f"a.txt{packing}").write_bytes(PACKERS[packing](BODY.encode() * 1000)[:-4])
    readings, faults = read(tmp_path / f"a.txt{packing}")
    assert readings == []
    assert "Get the file again" in faults[0]


def test_records_before_a_damaged_place_are_read(tmp_path: Path) -> None:
    data = bytearray(gzip.compress("".join(f'{{"text": "{n}{BODY}"}}\n' for n in range(8_000)).encode()))
    data[len(data) // 2] ^= 255
    (tmp_path / "a.jsonl.gz").write_bytes(data)
    readings, faults = read(tmp_path / "a.jsonl.gz")
    assert len(readings) > 2_000
    assert "is damaged inside (" in faults[-1]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.zst", "a.html.zst", "a.docx", "a.xlsx", "a.parquet"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"), (BODY.encode(), "is no {} file in spite of its name"), (b"\0" * 100, "is no {} file"),
        (b"PK\x03\x04" + b"x" * 50, "is no {} file"), (b"PAR1" + b"x" * 50 + b"PAR1", "is no {} file"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_a_fault(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    readings, faults = read(tmp_path / name)
    assert (readings, len(faults)) == ([], 1)
    assert faults[0].startswith(f"{tmp_path / name}: ")
    assert message.format(Path(name).suffix) in faults[0]


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_an_encrypted_office_file_says_what_to_do(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert f"Open it, take the password off and save it as {suffix}." in read(tmp_path / f"a{suffix}")[1][0]


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx"])
def test_a_cut_off_table_is_a_fault(tmp_path: Path, suffix: str) -> None:
    (write_parquet if suffix == ".parquet" else write_xlsx)(tmp_path / f"a{suffix}", RECORDS[:50])
    (tmp_path / f"a{suffix}").write_bytes((tmp_path / f"a{suffix}").read_bytes()[:-200])
    assert "or it is damaged" in read(tmp_path / f"a{suffix}")[1][0]


def test_rows_of_parquet_before_a_damaged_place_are_read(tmp_path: Path) -> None:
    write_parquet(file := tmp_path / "a.parquet", RECORDS, row_group_size=500, compression="zstd")
    at = pyarrow.parquet.read_metadata(file).row_group(2).column(1).data_page_offset
    data = bytearray(file.read_bytes())
    data[at : at + 200] = b"\xff" * 200
    file.write_bytes(data)
    readings, faults = read(file)
    assert 500 <= len(readings) <= 1000
    assert "or it is damaged" in faults[-1]


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("kind", [".txt", ".html", ".jsonl", ".csv"])
def test_a_small_file_that_unpacks_without_end_is_a_fault_and_costs_no_memory(
    tmp_path: Path, packing: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compressed, "LARGEST", 4_000_000)
    start = '{"text": "' if kind == ".jsonl" else "text\n"
    bomb = tmp_path / f"a{kind}{packing}"
    with bomb.open("wb") as file, _packer(file, packing) as packer:
        packer.write(start.encode())
        for _ in range(100):
            packer.write(b" " * 1_000_000)
    assert bomb.stat().st_size < 200_000
    tracemalloc.start()
    readings, faults = read(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (readings, len(faults)) == ([], 1)
    assert "MB or more, as no text does" in faults[0]
    assert peak < 60_000_000


def test_many_lines_alike_are_no_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "LARGEST", 100_000)
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(b"  \n" * 1_000_000))
    assert sum(1 for _ in lines_of(file)) == 1_000_000


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_an_office_file_that_unpacks_to_an_absurd_size_is_a_fault(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compressed, "LARGEST", 4_000_000)
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 5_000_000)
    assert read(tmp_path / name)[1] == [
        f"{tmp_path / name}: unpacks from 0.0 MB to 5 MB or more, as no text does. "
        "If it is one, unpack it first and give that."
    ]


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("a.txt.zst", "zstandard", "files"), ("a.jsonl.zst", "zstandard", "files"), ("a.docx", "docx", "files"),
        ("a.parquet", "pyarrow", "tables"), ("a.xlsx", "python_calamine", "tables"),
    ],
)  # fmt: skip
def test_a_missing_extra_is_a_fault_that_says_what_to_install_and_the_others_go_on(
    tmp_path: Path, name: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"{package}.parquet", raising=False)
    (tmp_path / name).write_bytes(b"PK")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    readings, faults = read(tmp_path)
    assert [r.article.text for r in readings] == [BODY]
    assert len(faults) == 1
    assert f"pip install 'framing[{extra}]'" in faults[0]
    assert f"'{package}" in faults[0]


def _packer(file: Any, packing: str) -> Any:
    return (
        gzip.GzipFile(fileobj=file, mode="wb")
        if packing == ".gz"
        else zstandard.ZstdCompressor().stream_writer(file, closefd=False)
    )


def test_lines_come_as_they_are_unpacked() -> None:
    def chunks() -> Any:
        yield b"one\ntw"
        yield b"o\nth"
        raise InputError("breaks off")

    stream = compressed.Unpacked(chunks())
    assert isinstance(stream, io.BufferedReader)
    assert list(stream) == [b"one\n", b"two\n"]
    with pytest.raises(InputError, match="breaks off"):
        stream.check()
