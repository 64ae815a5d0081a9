"""Bytes → text: which encoding is taken, and what is refused."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.reading.encodings import Line, canonical, decode, decode_lines

HANS = "清晨六点，渡口已经有人在等船。雾很重，看不见对岸。"
HANT = "清晨六點，渡口已經有人在等船。霧很重，看不見對岸。"


def page(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body>{HANS}</body></html>'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (HANS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + HANS.encode(), "utf-8"),
        (HANS.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + HANS.encode("utf-16-be"), "utf-16"),
        (HANS.encode("utf-32"), "utf-32"),
        (HANS.encode("gbk"), "gb18030"),
        ((HANS * 2000).encode("gb18030"), "gb18030"),
        (b"plain ASCII", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_of_simplified_text_is_found_and_its_mark_dropped(data: bytes, encoding: str) -> None:
    text, used = decode(data, path="a.txt")
    assert (text.replace(HANS, ""), used) == ("plain ASCII" if data.startswith(b"plain") else "", encoding)


@pytest.mark.parametrize(("encoding", "used"), [("big5", "big5hkscs"), ("gb18030", "gb18030"), ("utf-8", "utf-8")])
def test_traditional_text_is_read_in_the_encodings_it_comes_in(encoding: str, used: str) -> None:
    assert decode(HANT.encode(encoding), path="a.txt") == (HANT, used)


@pytest.mark.parametrize(
    ("charset", "written", "used"),
    [
        ("gb2312", "gbk", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gbk", "gb18030"),  # the page is wrong about itself
        ("gb2312", "utf-8", "utf-8"),
        ("utf-16", "utf-8", "utf-8"),  # a page that says so in single bytes isn't
        ("klingon", "utf-8", "utf-8"),
        ("rot13", "gbk", "gb18030"),
    ],
)
def test_a_page_is_read_as_it_declares_unless_that_cannot_be(charset: str, written: str, used: str) -> None:
    text = page(charset)
    assert decode(text.encode(written), path="a.html", html=True) == (text, used)


def test_a_declaration_counts_only_in_a_page() -> None:
    text = page("gbk")
    assert decode(text.encode(), path="a.txt") == (text, "utf-8")


def test_an_old_style_declaration_is_heeded_too() -> None:
    text = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"></head>{HANT}</html>'
    assert decode(text.encode("big5"), path="a.html", html=True) == (text, "big5hkscs")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0" * 40, b"PK\3\4\0\0", b"text \xff\xff\xff\xff\xfe"]
)
def test_a_binary_file_is_refused_with_the_next_step(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.txt: .*(UTF-8|--encoding)"):
        decode(data, path="a.txt")


def test_the_user_s_encoding_wins_and_reads_what_it_can() -> None:
    assert decode(HANS.encode("gbk"), path="a.txt", encoding="gb2312") == (HANS, "gb18030")
    assert decode("雾。".encode() + b"\xff", path="a.txt", encoding="utf-8") == ("雾。\ufffd", "utf-8")
    with pytest.raises(InputError, match="'klingon' is unknown"):
        canonical("klingon")


@given(st.text(st.characters(codec="gb18030", exclude_characters="\0\ufeff"), max_size=40))
@settings(max_examples=50, deadline=None)
def test_whatever_is_valid_utf_8_is_read_as_utf_8(text: str) -> None:
    assert decode(text.encode(), path="a.txt") == (text, "utf-8")


def lines_of(data: bytes, encoding: str | None = None) -> tuple[list[Line], list[str]]:
    faults: list[InputError] = []
    stream = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    lines = list(decode_lines(stream, path="a.jsonl", on_fault=faults.append, encoding=encoding))
    return lines, [str(fault) for fault in faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5hkscs"])
def test_lines_are_decoded_one_by_one_whatever_the_encoding(encoding: str) -> None:
    lines, faults = lines_of(f"ascii\n{HANT}\n\n{HANT}".encode(encoding))
    assert ([line.number for line in lines], faults) == ([1, 2, 3, 4], [])
    assert [line.text for line in lines] == ["ascii\n", f"{HANT}\n", "\n", HANT]
    assert lines[1].encoding == encoding.removesuffix("-sig")


def test_a_line_that_cannot_be_decoded_is_reported_and_the_others_go_on() -> None:
    lines, faults = lines_of(f"{HANS}\n".encode() + b"\xff\xfe\xff\n" + HANS.encode())
    assert ([line.number for line in lines], faults) == (
        [1, 3],
        ["a.jsonl, line 2: this line is not utf-8. Save the file as UTF-8."],
    )


def test_a_binary_stream_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="binary"):
        lines_of(b"\0\1\2")


def test_lines_in_utf_16_without_a_mark_are_read_where_the_user_names_it() -> None:
    lines, faults = lines_of(f"{HANS}\n{HANT}\n".encode("utf-16-le"), "utf-16-le")
    assert ([line.text for line in lines], faults) == ([f"{HANS}\n", f"{HANT}\n"], [])
