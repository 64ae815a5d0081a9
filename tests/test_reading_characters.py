"""What counts as white space and as invisible, the same for all of reading."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from framing.reading.characters import (
    INVISIBLE,
    LINE_ENDS,
    SPACE,
    SPACES,
    WHITE,
    WIDE,
    ZERO_WIDTH,
    is_blank,
    without_invisible,
)


def test_white_space_is_what_unicode_says() -> None:
    assert set(WHITE) == {chr(c) for c in range(sys.maxunicode + 1) if chr(c).isspace()}


def test_what_is_invisible_is_a_format_character_and_not_white_space() -> None:
    assigned = [c for c in INVISIBLE if unicodedata.category(c) != "Cn"]
    assert {unicodedata.category(c) for c in assigned} == {"Cf"}
    assert not set(INVISIBLE) & set(WHITE)
    assert set(ZERO_WIDTH) <= set(INVISIBLE)


def test_the_constants_hold_within_the_brackets_of_a_pattern() -> None:
    assert SPACES.fullmatch(SPACE)
    assert not any(SPACES.search(chr(c)) for c in range(sys.maxunicode + 1) if chr(c) not in SPACE)
    assert not set("]^-\\") & {*SPACE}
    assert "]" not in WIDE


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" \u3000\n", True), ("\u200b\u2060\ufeff", True), ("\u200bx", False), ("。", False)],
)
def test_blank_is_what_shows_nothing(text: str, blank: bool) -> None:
    assert is_blank(text) is blank


def test_invisible_characters_and_icons_are_no_letters() -> None:
    assert without_invisible("\ue123渡\u200b口\ufe0f\u034f \n") == "渡口 \n"


def test_line_ends_of_all_kinds_become_one() -> None:
    assert LINE_ENDS.sub("\n", "一\r\n二\r三\u2028四\u2029五\x85六\n七") == "一\n二\n三\n四\n五\n六\n七"
