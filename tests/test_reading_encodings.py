"""Bytes → text: which encoding is taken, and what is refused."""

from __future__ import annotations

import codecs
import io
from typing import Any, BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.message import Message
from framing.reading.encodings import Line, canonical, decode, decode_lines, text_encoding

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
        ("iso-8859-1", "gbk", "gb18030"),
        ("big5", "gbk", "gb18030"),
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


@pytest.mark.parametrize(
    "name",
    [
        "klingon", "", "utf-8\0", "punycode", "idna", "hex", "base64", "rot13", "zlib", "undefined", "unicode_escape",
        "raw_unicode_escape",
    ],
)  # fmt: skip
def test_what_is_no_encoding_of_texts_is_unknown(name: str) -> None:
    with pytest.raises(InputError, match=r"^a\.txt: encoding '.*' is unknown; utf-8, gb18030 and big5 are fine\.$"):
        decode(b"", path="a.txt", encoding=name)
    assert text_encoding(name) is None
    page = f'<meta charset="{name}">{HANS}'.encode()
    assert decode(page, path="a.html", html=True)[1] == "utf-8"


@given(
    st.text(st.characters(codec="gb18030", exclude_characters="\ufeff", exclude_categories=["Cc", "Cs"]), max_size=40),
    st.sampled_from("船。x"),
)
@settings(max_examples=50, deadline=None)
def test_whatever_is_valid_utf_8_is_read_as_utf_8(text: str, more: str) -> None:
    assert decode((text + more).encode(), path="a.txt") == (text + more, "utf-8")


# ── short, cut off, broken ───────────────────────────────────────────────────────────────────────────────

SHORT = ["渡口停航三天了", "老船工又回来了", "谁把灯塔关了？", "雾散，船到", "今年鱼少", "模型"]
SHORT_TRADITIONAL = ["渡口停航三天了", "老船工又回來了", "誰把燈塔關了？", "霧散，船到", "今年魚少", "關燈"]


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_a_few_characters_are_enough_to_tell_simplified_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), path="a.txt")[0] == text


@pytest.mark.parametrize("text", SHORT_TRADITIONAL)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_few_characters_are_enough_to_tell_traditional_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), path="a.txt")[0] == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [HANS, HANT, f"Title\n{HANS}", "plain words, no Chinese"])
def test_wide_encodings_are_found_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), path="a.txt") == (text, encoding)


@pytest.mark.parametrize("encoding", ["gbk", "big5"])
def test_a_few_characters_in_much_ascii_are_enough(encoding: str) -> None:
    text = "def main():\n    pass\n" * 4000 + f"# {HANT if encoding == 'big5' else HANS}\n"
    assert decode(text.encode(encoding), path="a.txt")[0] == text


def test_characters_of_four_bytes_and_of_hong_kong_are_read() -> None:
    rare = HANS + "𠮷㐂"
    assert decode(rare.encode("gb18030"), path="a.txt") == (rare, "gb18030")
    hong_kong = HANT + "佢哋喺埗頭"
    assert decode(hong_kong.encode("big5hkscs"), path="a.txt") == (hong_kong, "big5hkscs")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("text", [HANT, "燈關了𠮷"])
def test_a_file_cut_anywhere_loses_no_more_than_the_character_that_was_cut(text: str, encoding: str) -> None:
    if encoding == "big5":
        text = text.replace("𠮷", "")
    for end in range(6, len(data := text.encode(encoding))):
        notes: list[Message] = []
        read, _ = decode(data[:end], path="a.txt", on_note=notes.append)
        whole = read.removesuffix("\ufffd")
        assert text.startswith(whole)
        assert len(whole.encode(encoding)) >= end - 4
        assert [str(note) for note in notes] == (
            [] if read == whole else ["a.txt ends in the middle of a character, which shows as “\ufffd”."]
        )


def test_a_few_broken_bytes_cost_no_more_than_themselves_and_are_noted() -> None:
    data = bytearray(HANS.encode() * 20)
    for place in (100, 500, 900):
        data[place] = 0xFF
    notes: list[Message] = []
    text, encoding = decode(bytes(data), path="a.txt", on_note=notes.append)
    assert encoding == "utf-8"
    assert len(HANS) * 20 <= len(text) <= len(HANS) * 20 + 6
    assert [str(note).partition(":")[0] for note in notes] == ["a.txt"]
    assert "bytes that are not utf-8 show as “\ufffd” (places: 3)" in str(notes[0])


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_broken_bytes_do_not_hide_the_other_encodings_either(encoding: str) -> None:
    data = (HANT + "\n").encode(encoding) + b"\xff\n" + (HANT * 2).encode(encoding)
    text, used = decode(data, path="a.txt")
    assert text == f"{HANT}\n\ufffd\n{HANT * 2}"
    assert canonical(encoding) == used


def test_a_nul_amid_text_is_a_broken_place_and_no_sign_of_a_binary_file() -> None:
    notes: list[Message] = []
    assert decode(f"{HANS}\0{HANS}".encode(), path="a.txt", on_note=notes.append)[0] == f"{HANS}\ufffd{HANS}"
    assert len(notes) == 1


def test_a_replacement_character_that_was_there_before_is_no_fault() -> None:
    assert decode("\ufffd。".encode(), path="a.txt", on_note=pytest.fail) == ("\ufffd。", "utf-8")


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


def test_the_lines_with_a_few_broken_bytes_are_read_and_counted_in_one_note() -> None:
    notes: list[Message] = []
    data = b"".join(HANS.encode() + (b"\xff\n" if n % 2 else b"\n") for n in range(10))
    stream = cast(BinaryIO, io.BytesIO(data))
    lines = list(decode_lines(stream, path="a.jsonl", on_fault=pytest.fail, on_note=notes.append))
    assert [line.broken for line in lines] == [0, 1] * 5
    assert [str(note) for note in notes] == [
        "a.jsonl: bytes that are not utf-8 show as “\ufffd” (lines: 5). If it is written in another encoding, "
        "name that with --encoding."
    ]


def test_one_good_line_is_read_also_where_all_others_are_rubbish() -> None:
    lines, faults = lines_of(f"{HANS}\n".encode() + (b"\xff" * 40 + b"\n") * 5000)
    assert ([line.text for line in lines], len(faults)) == ([f"{HANS}\n"], 5000)


def test_one_nul_does_not_make_a_file_of_lines_binary() -> None:
    lines, faults = lines_of(f"{HANS}\n{HANS}\0\n{HANS}\n".encode())
    assert ([line.broken for line in lines], faults) == ([0, 1, 0], [])


def test_the_encoding_is_told_from_all_lines_near_and_not_from_the_first_alone() -> None:
    lines, _ = lines_of(f"關\n{HANT}\n{HANT}\n".encode("big5"))
    assert [line.text for line in lines] == ["關\n", f"{HANT}\n", f"{HANT}\n"]


class Counting(io.BytesIO):
    """Remembers how many bytes were asked for, and the longest way that reading was ahead of what was given out."""

    asked = 0

    def readinto(self, buffer: Any) -> int:
        self.asked += (got := super().readinto(buffer))
        return got


def test_every_byte_is_read_once_and_a_few_lines_ahead_at_most() -> None:
    line = b'{"text": "' + HANS.encode("gb18030") + b"\xff\xff\xff\xff\xff\xff" * 9 + b'"}\n'
    first = f"{HANS}\n".encode("gb18030")
    stream = Counting(first + line * 20_000)
    faults: list[InputError] = []
    given = decode_lines(cast(BinaryIO, stream), path="a.jsonl", on_fault=faults.append)
    assert [line.text for line in given] == [f"{HANS}\n"]
    assert (len(faults), stream.asked) == (20_000, len(first) + 20_000 * len(line))
    good = Counting((HANS.encode("gb18030") + b"\n") * 20_000)
    next(iter(decode_lines(cast(BinaryIO, good), path="a.jsonl", on_fault=faults.append)))
    assert good.asked < 200_000


def test_a_binary_stream_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="binary"):
        lines_of(b"\0\1\2")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("named", [True, False])
def test_lines_in_utf_16_without_a_mark_are_read_too(encoding: str, named: bool) -> None:
    lines, faults = lines_of(f"a{HANS}\n{HANT}\n".encode(encoding), encoding if named else None)
    assert ([line.text for line in lines], faults) == ([f"a{HANS}\n", f"{HANT}\n"], [])
