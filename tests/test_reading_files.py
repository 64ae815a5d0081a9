"""Inputs as users name them → readings. All texts are our own."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from framing.errors import InputError, UsageError
from framing.message import Message
from framing.reading import Reading, read_inputs

BODY = "船来了。雾散了。"


def read(*inputs: object, **options: object) -> tuple[list[Reading], list[str], list[str]]:
    faults: list[InputError] = []
    notes: list[Message] = []
    readings = read_inputs([str(i) for i in inputs], on_fault=faults.append, on_note=notes.append, **options)  # type: ignore[arg-type]
    return list(readings), [str(fault) for fault in faults], [str(note) for note in notes]


def texts(readings: list[Reading]) -> list[str]:
    return [reading.article.text for reading in readings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("乙。", encoding="utf-8")
    (tmp_path / "a.md").write_text("甲。", encoding="utf-8")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.jsonl").write_text('{"text": "丁。"}\n{"text": "戊。"}\n', encoding="utf-8")
    (tmp_path / "c" / "e.HTM").write_text("<html><body><p>己。</p></body></html>", encoding="utf-8")
    (tmp_path / "c" / "f.csv").write_text("text\n庚。\n", encoding="utf-8")
    (tmp_path / "g.pdf").write_bytes(b"%PDF")
    (tmp_path / ".hidden.txt").write_text("藏。", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_files_of_known_kinds_at_any_depth_sorted(folder: Path) -> None:
    readings, faults, _ = read(folder)
    assert (texts(readings), faults) == (["甲。", "乙。", "丁。", "戊。", "己。", "庚。"], [])
    assert [Path(r.origin).name for r in readings][:3] == ["a.md", "b.txt", "d.jsonl, line 1"]


def test_inputs_are_read_in_the_order_given(folder: Path) -> None:
    assert texts(read(folder / "c" / "d.jsonl", folder / "b.txt", folder / "a.md")[0]) == [
        "丁。",
        "戊。",
        "乙。",
        "甲。",
    ]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.txt", ["乙。"]),
        ("*", ["甲。", "乙。", "丁。", "戊。", "己。", "庚。"]),
        ("**/*.csv", ["庚。"]),
        ("[ab].*", ["甲。", "乙。"]),
    ],
)
def test_a_pattern_gives_the_files_of_known_kinds_it_matches(folder: Path, pattern: str, found: list[str]) -> None:
    assert texts(read(folder / pattern)[0]) == found


@pytest.mark.parametrize("pattern", ["*.odt", "*.pdf", "nowhere/*"])
def test_a_pattern_that_matches_nothing_is_wrong_usage_before_anything_is_read(folder: Path, pattern: str) -> None:
    with pytest.raises(UsageError, match="matches"):
        read_inputs([str(folder / "b.txt"), str(folder / pattern)], on_fault=lambda fault: None)


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(BODY, encoding="utf-8")
    assert texts(read(tmp_path / "a[1].txt")[0]) == [BODY]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nowhere.txt", None, "does not exist. Give a file, a folder, a pattern, or - for standard input."),
        ("empty.txt", b"", "empty"),
        ("blank.txt", "\n\u3000\n".encode(), "empty"),
        ("empty.jsonl", b"", "empty"),
        ("empty.csv", b"", "empty"),
        ("empty.html", b"<html></html>", "empty"),
        ("picture.txt", b"\x89PNG\0\0", "binary"),
        ("picture.jsonl", b"\x89PNG\0\0", "binary"),
        ("paper.pdf", b"%PDF", "'.pdf' is no kind read here"),
        ("noname", b"text", "Save it as one of them"),
    ],
)
def test_an_input_that_cannot_be_used_is_a_fault_and_the_others_go_on(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    good = tmp_path / "good.txt"
    good.write_text(BODY, encoding="utf-8")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    readings, faults, _ = read(tmp_path / name, good)
    assert texts(readings) == [BODY]
    assert len(faults) == 1
    assert faults[0].startswith(str(tmp_path / name))
    assert message in faults[0]


def test_a_folder_without_a_file_of_a_known_kind_is_a_fault(tmp_path: Path) -> None:
    assert "no file of a known kind" in read(tmp_path)[1][0]


def test_a_repeated_id_is_noted_and_gets_the_first_free_suffix(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    ids = ["x", "x", "x-2", "x", "y"]
    file.write_text("".join(json.dumps({"id": i, "text": BODY}) + "\n" for i in ids), encoding="utf-8")
    readings, faults, notes = read(file)
    assert [r.article.id for r in readings] == ["x", "x-2", "x-2-2", "x-3", "y"]
    assert (faults, len(notes)) == ([], 3)
    assert str(notes[0]) == f"{file}, line 2: id 'x' is taken by an earlier article; this one is now 'x-2'."


def test_the_encoding_used_is_reported_and_may_be_given(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("清晨六点，渡口已经有人在等船。".encode("gbk"))
    assert read(file)[0][0].encoding == "gb18030"
    assert read(file, encoding="gbk")[0][0].encoding == "gb18030"
    assert "'klingon' is unknown" in read(file, encoding="klingon")[1][0]


def test_page_chrome_is_cut_and_shown_unless_cleaning_is_off(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"渡口的早晨\n2026-03-01 08:00\n\n{BODY}\n\n相关推荐\n雾里的人\n", encoding="utf-8")
    (reading,), _, _ = read(file)
    assert (reading.article.title, reading.article.text) == ("渡口的早晨", BODY)
    assert [(cut.line, cut.text) for cut in reading.cut] == [(2, "2026-03-01 08:00"), (6, "相关推荐"), (7, "雾里的人")]
    (raw,), _, _ = read(file, clean=False)
    assert (raw.article.title, raw.cut) == ("渡口的早晨", ())
    assert "雾里的人" in raw.article.text


@pytest.mark.parametrize(
    ("data", "origin", "title", "body"),
    [
        (BODY.encode(), "-", None, BODY),
        (b"\xef\xbb\xbf" + BODY.encode(), "-", None, BODY),
        (BODY.encode("utf-16"), "-", None, BODY),
        (b'\n\n{"text": "\xe8\x88\xb9\xe3\x80\x82", "title": "x"}\n', "-, line 3", "x", "船。"),
        ((' \n{"text": "船。"}\n').encode("utf-16"), "-, line 2", None, "船。"),
        ('{"text": "船。"}\r\n'.encode("utf-16-le"), "-, line 1", None, "船。"),
        ('{"text": "船。"}'.encode("gb18030"), "-, line 1", None, "船。"),
        ("<html><body><p>船来了。</p></body></html>".encode("utf-16"), "-", None, "船来了。"),
        (b"\n" * 20_000 + b'{"text": "\xe8\x88\xb9\xe3\x80\x82"}', "-, line 20001", None, "船。"),
        ("  <!DOCTYPE html><html><body><p>船来了。</p></body></html>".encode(), "-", None, "船来了。"),
        ("{花括号}开头的文章。".encode(), "-", None, "{花括号}开头的文章。"),
    ],
)
def test_standard_input_is_jsonl_a_page_or_text_by_how_it_starts(
    monkeypatch: pytest.MonkeyPatch, data: bytes, origin: str, title: str | None, body: str
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (reading,), faults, _ = read("-")
    assert (reading.origin, reading.article.title, reading.article.text, faults) == (origin, title, body, [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("size", [1, 3, 20, 10_000])
def test_standard_input_may_come_in_pieces(monkeypatch: pytest.MonkeyPatch, encoding: str, size: int) -> None:
    data = '\n \u3000\n{"text": "船。"}\n{"text": "雾。"}\n'.encode(encoding)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(_Pieces(data, size))))
    readings, faults, _ = read("-")
    assert ([reading.origin for reading in readings], faults) == (["-, line 3", "-, line 4"], [])
    assert texts(readings) == ["船。", "雾。"]


class _Pieces(io.RawIOBase):
    """A pipe whose other end writes a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self.pieces = (data[i : i + size] for i in range(0, len(data), size))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = next(self.pieces, b"")
        buffer[: len(piece)] = piece
        return len(piece)


def test_records_of_standard_input_are_read_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = _Pieces(b"", 1)
    given = []
    pieces.pieces = (given.append(n) or b'{"text": "%d."}\n' % n for n in range(100_000))  # type: ignore[func-returns-value]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(pieces)))
    next(read_inputs(["-"], on_fault=lambda fault: pytest.fail(str(fault))))
    assert len(given) < 10


def test_empty_standard_input_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert read("-")[1] == ["-: empty: there is no text in it. Give a file that holds an article."]


def test_a_text_of_which_nothing_is_left_is_said_to_hold_no_article(tmp_path: Path) -> None:
    wall = tmp_path / "wall.txt"
    wall.write_text("渡口报\n扫码登录\n获取验证码\n忘记密码？", encoding="utf-8")
    readings, (fault,), _ = read(wall)
    assert (readings, fault.startswith(f"{wall}: no article found: the page only holds")) == ([], True)


def test_files_are_opened_one_after_the_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    readings = read_inputs([str(tmp_path)], on_fault=lambda fault: None)
    next(readings)
    (tmp_path / "b.txt").write_text("走吧。", encoding="utf-8")
    assert next(readings).article.text == "走吧。"


def test_two_hundred_articles_are_read_within_two_seconds(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(f"第{number}天\n\n" + f"{BODY}\n\n" * 100, encoding="utf-8")
    start = time.process_time()
    assert len(read(tmp_path)[0]) == 200
    assert time.process_time() - start < 2


def test_an_input_whose_name_is_too_long_is_a_fault_like_one_that_is_missing(folder: Path) -> None:
    readings, faults, _ = read("船来了，雾散了，" * 50, folder / "b.txt")
    assert texts(readings) == ["乙。"]
    assert [fault.split(": ")[1] for fault in faults] == [
        "can't be read (File name too long). Check the file and its rights."
    ]


def test_a_folder_that_cannot_be_looked_into_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "c":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    readings, faults, _ = read(folder)
    assert texts(readings) == ["甲。", "乙。"]
    assert faults == [f"{folder / 'c'}: can't be read (Permission denied). Check the file and its rights."]


INVISIBLE = "\u200e\u2066\u202c\ufeff\u2060\u00ad"


@pytest.mark.parametrize("suffix", [".txt", ".md", ".srt", ".vtt", ".html"])
def test_a_file_of_which_nothing_can_be_seen_holds_no_article(tmp_path: Path, suffix: str) -> None:
    cue = f"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n{INVISIBLE}\n"
    path = tmp_path / f"in{suffix}"
    path.write_text(cue if suffix in (".srt", ".vtt") else INVISIBLE, encoding="utf-8")
    readings, faults, _ = read(path)
    assert (readings, len(faults)) == ([], 1)


def test_a_title_of_which_nothing_can_be_seen_is_none(tmp_path: Path) -> None:
    path = tmp_path / "in.html"
    path.write_text(
        f"<html><title>{INVISIBLE}</title><body><p>渡口的桥修好了，行人明天就能走。</p></body></html>", "utf-8"
    )
    ([reading], _, _) = read(path)
    assert reading.article.title is None
