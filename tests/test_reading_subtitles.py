"""Subtitles → running text. All texts are our own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.reading.subtitles import read_subtitles


def srt(*cues: str, gap: float = 0.5) -> str:
    """Cues of two seconds each, so many seconds apart."""
    return "\n".join(
        f"{number + 1}\n{clock(number * (2 + gap))} --> {clock(number * (2 + gap) + 2)}\n{cue}\n"
        for number, cue in enumerate(cues)
    )


def clock(seconds: float) -> str:
    return f"00:{int(seconds // 60):02}:{seconds % 60:06.3f}".replace(".", ",")


@pytest.mark.parametrize(
    ("cues", "text"),
    [
        (["船来了。"], "船来了。"),
        (["船", "来了。", "雾散了。"], "船来了。\n雾散了。"),
        (["清晨六点，", "渡口已经有人", "在等船。"], "清晨六点，渡口已经有人在等船。"),
        (["The boat", "is here.", "Good."], "The boat is here.\nGood."),
        (["他说 Python", "很好。", "Really", "吗？"], "他说 Python很好。\nReally吗？"),
        (["两行\n一句。"], "两行一句。"),
        (["two\nlines."], "two lines."),
        (["“走吧。”", "她笑了。"], "“走吧。”\n她笑了。"),
        (["你好\u3000世界。"], "你好 世界。"),
        (["- 船来了吗？\n- 来了。"], "船来了吗？\n来了。"),
        (["-船来了\n-哪里"], "船来了\n哪里"),
        (["他等着", "——一直等着。"], "他等着——一直等着。"),
        (["气温", "-5度。"], "气温-5度。"),
        (["<i>船</i>来了。", "{\\an8}雾散了。", '<font color="#fff">走吧。</font>'], "船来了。\n雾散了。\n走吧。"),
        (["一\\N二。"], "一二。"),
        (["3 < 5 而且 5 > 3。", "A&amp;B。"], "3 < 5 而且 5 > 3。\nA&B。"),
        (["1949", "年。"], "1949年。"),
        (["", "船来了。"], "船来了。"),
    ],
)
def test_cues_become_running_text(cues: list[str], text: str) -> None:
    found = read_subtitles(srt(*cues))
    assert (found.title, found.body, found.cut) == (None, text, ())


def test_subtitles_without_stops_have_a_line_per_cue() -> None:
    assert read_subtitles(srt(*"一二三四五六")).body == "一\n二\n三\n四\n五\n六"


def test_a_pause_ends_a_line() -> None:
    assert read_subtitles(srt("船来了", "雾散了。", gap=3)).body == "船来了\n雾散了。"


@pytest.mark.parametrize(
    ("cues", "text", "cut"),
    [
        (["船来了", "船来了\n雾散了", "雾散了\n走吧。"], "船来了雾散了走吧。", ["船来了", "雾散了"]),
        (["船来了。", "船来了。"], "船来了。", ["船来了。"]),
        (["船", "船来", "船来了。"], "船来了。", ["船", "船来"]),
        (["一。\n二。", "一。\n二。\n三。"], "一。\n二。\n三。", ["一。", "二。"]),
        (["一。", "二。", "一。"], "一。\n二。\n一。", []),
    ],
)
def test_captions_that_roll_are_told_once_and_what_comes_again_is_cut(
    cues: list[str], text: str, cut: list[str]
) -> None:
    found = read_subtitles(srt(*cues, gap=0))
    assert (found.body, [c.text for c in found.cut]) == (text, cut)
    lines = srt(*cues, gap=0).split("\n")
    assert [lines[c.line - 1] for c in found.cut] == cut
    assert read_subtitles(srt(*cues, gap=0), clean=False).cut == ()


def test_a_line_that_was_shown_again_before_it_grew_is_cut_where_it_stood_first() -> None:
    text = srt("船来", "船来", "船来了", gap=0)
    found = read_subtitles(text)
    assert found.body == "船来了"
    assert [(c.line, c.text) for c in found.cut] == [(3, "船来"), (7, "船来")]


def test_what_is_said_again_after_a_while_is_said_again() -> None:
    assert read_subtitles(srt("快走！", "快走！", gap=1)).body == "快走！\n快走！"


def test_webvtt_has_a_head_notes_styles_names_settings_and_times_within() -> None:
    text = """WEBVTT - 渡口
Kind: captions

NOTE 不是
正文

STYLE
::cue { color: red }

开头
00:01.000 --> 00:02.000 align:start position:0%
船<00:00:01.500><c>来</c>了。

NOTE
也不是正文

2
01:00:03.000 --> 01:00:04.000
<v 老王>雾散了。</v>
"""
    assert read_subtitles(text).body == "船来了。\n雾散了。"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_blank_lines_and_missing_numbers_do_not_matter(end: str) -> None:
    text = "\ufeff\n\n1\n00:00:01,000 --> 00:00:02,000\n船\n\n来了。\n\n\n00:00:02,500 --> 00:00:03,000\n雾散了。"
    assert read_subtitles(text.replace("\n", end)).body == "船来了。\n雾散了。"


def test_a_file_without_times_is_no_subtitle_file() -> None:
    with pytest.raises(InputError, match=r"no time such as .* name it \.txt"):
        read_subtitles("船来了。\n雾散了。")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("船来了。！- <i>/{\\an8}\n1:0,-->", max_size=12), min_size=1, max_size=6))
def test_no_file_breaks_it(cues: list[str]) -> None:
    read_subtitles(srt(*cues, gap=0))
