"""Texts with hard line breaks, as copied from a PDF. All texts are our own."""

from __future__ import annotations

import pytest

from framing.reading.plain import read_plain
from framing.reading.wrapping import is_hard_wrapped, rejoined, running_lines

PAGES = """渡口评论 第 3 期
清晨六点，渡口已经有人在等船。雾很重，看不见对岸。老人
说，这样的雾他只见过三次，每一次都有人等到天黑。年轻人
不信，低头看手机上的天气，又抬头看雾，手机说今天晴，可
雾不看手机。
17
渡口评论 第 3 期
船家也不急。他把缆绳解开又系上，系上又解开，像在和一个
看不见的人下棋。等的人问他几点开，他说雾散就开，问他雾
几点散，他说开船就散。
18"""
LATIN = [
    "The ferry waited for the fog all morning. Nobody on",
    "the bank could see the other side of it. The old man",
    "said that he had seen such a fog only three times in",
    "his life. Each time somebody had been left waiting a",
    "day.",
]


def test_pages_lose_their_numbers_and_heads_and_sentences_get_whole() -> None:
    assert [line for line in read_plain(PAGES).body.split("\n") if line] == [
        "清晨六点，渡口已经有人在等船。雾很重，看不见对岸。老人说，这样的雾他只见过三次，每一次都有人等到天黑。"
        "年轻人不信，低头看手机上的天气，又抬头看雾，手机说今天晴，可雾不看手机。",
        "船家也不急。他把缆绳解开又系上，系上又解开，像在和一个看不见的人下棋。等的人问他几点开，他说雾散就开，"
        "问他雾几点散，他说开船就散。",
    ]
    assert running_lines(PAGES.split("\n")) == {1, 6, 7, 11}


def test_nothing_but_line_breaks_goes() -> None:
    assert "".join(rejoined(PAGES.split("\n"))) == PAGES.replace("\n", "")


def test_between_latin_words_a_line_break_is_a_space() -> None:
    assert rejoined(LATIN) == [" ".join(LATIN)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "今天下雨",
        "我在岸边等\n等一只船\n等一场雾\n散开",
        "\n".join(["渡口的早晨有三百个人在等同一只船过河去"] * 9),
        "\n".join(["清晨六点，渡口已经有人在等船。雾很重，看不见对岸。"] * 9),
        "\n".join(["清晨六点，渡口已经有人在等船。雾很重，看不见", "对岸。"] + ["船家说，再等等。"] * 9),
    ],
    ids=["nothing", "one line", "poem", "headlines", "paragraphs of one width", "one broken line"],
)
def test_a_text_that_is_not_evidently_wrapped_keeps_its_lines(text: str) -> None:
    assert not is_hard_wrapped(text.split("\n"))
    assert rejoined(text.split("\n")) == text.split("\n")
