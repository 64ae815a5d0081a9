from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import CODEBOOK, GRADES, report, tagged, untitled
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from framing.article import article_from_sentences
from framing.report import render_terminal
from framing.report.wrapping import wrap

LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


def printed(made, lang="zh", width=80, **options):
    console = Console(file=io.StringIO(), width=width, **{"no_color": True, **options})
    render_terminal(made, console, lang)
    return console.file.getvalue()


@LANGS
@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_wider_than_the_window(lang, width):
    assert max(cell_len(line) for line in printed(report(cut=14), lang, width).splitlines()) <= min(width, 100)


@LANGS
def test_without_colour_every_device_found_is_named_with_its_numbers_and_its_evidence(lang):
    text = printed(report(), lang)
    assert "\x1b" not in text
    flat = "".join(text.split())
    for device in CODEBOOK.devices:
        if report().mix.labels[device.id].count:
            assert f"[{device.name(lang)}]".replace(" ", "") in flat
    assert "[小圈子]关起门来抱团" in flat or "[Clique-making]关起门来抱团" in flat
    assert "8–23%" in text


def test_on_a_colour_terminal_the_evidence_is_underlined_too():
    text = printed(report(), no_color=False, force_terminal=True, color_system="standard")
    assert "\x1b[4;34m关起门来抱团\x1b[0m" in text


def test_it_begins_with_the_title_and_a_plain_summary_and_ends_with_what_made_it():
    lines = printed(report()).splitlines()
    assert lines[0] == "星河手机再甩王牌，蓝岸这次真的坐不住了？"
    assert lines[3].startswith("全文 13 句（含标题），其中 11 句（85%）用了至少一种手法")
    assert lines[-1].endswith(report().signature)


@pytest.mark.parametrize("text", ["", "今天下雨。"])
def test_an_article_without_devices_or_without_sentences_is_reported_too(text):
    assert "没有" in printed(report(untitled(text)))


def test_an_article_cannot_send_commands_to_the_terminal_or_markup_to_rich():
    article = article_from_sentences(["\x1b[2J清屏\x07", "[red]红[/red]"], id="\x9b31m", title=None)
    text = printed(report(tagged(article, [{"alarm": ["\x1b[2J清屏"]}, {"alarm": ["[red]红"]}])))
    assert not set(text) & {"\x1b", "\x07", "\x9b"}
    assert "[red]红[/red]" in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("一二三四五", ["一二三四五"]),
        ("一二三四五。", ["一二三四", "五。"]),  # a full stop does not begin a line
        ("一二三四“五六", ["一二三四", "“五六"]),  # an opening quotation mark does not end one
        ("一二三 2025 年", ["一二三", "2025 年"]),  # a number stays whole
        ("一二 [小圈子] 三", ["一二", "[小圈子]", "三"]),
        ("Alpha beta gamma", ["Alpha beta", "gamma"]),
    ],
)
def test_lines_break_between_characters_as_chinese_print_does(text, lines):
    assert [line.plain for line in wrap(Text(text), 10)] == lines


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="一二，。“”a1 [", max_size=60), st.integers(12, 30))
def test_wrapping_loses_nothing_but_spaces(text, width):
    lines = [line.plain for line in wrap(Text(text), width)]
    assert "".join("".join(lines).split()) == "".join(text.split())


@LANGS
@pytest.mark.parametrize("graded", [False, True])
def test_nothing_of_the_mix_is_cut_off_in_80_columns_even_where_a_bar_is_as_long_as_can_be(lang, graded):
    article = article_from_sentences(["像河，也像海，三成。"] * 30, id="x", title=None)
    made = tagged(article, [{"statistics": ["三成"], "rhetorical_question": ["像河"]}] * 30)
    text = printed(report(made, graded=graded), lang)
    assert "…" not in text.partition("\n\n像河")[0]
    assert "█" * (13 if graded else 16) in text
    assert max(cell_len(line) for line in text.splitlines()) <= 80


@LANGS
def test_every_device_found_has_its_grade_and_low_ones_are_told_wherever_they_are_named(lang):
    text, plain = printed(report(graded=True), lang), printed(report(), lang)
    rows = {line.split("  ")[1].strip(): line for line in text.splitlines() if line.startswith("  ")}
    for device in CODEBOOK.devices:
        if report().mix.labels[device.id].count:
            assert f" {GRADES[device.id][0]} " in rows[device.name(lang)]
    assert f"[{CODEBOOK.device('sarcasm').name(lang)} C]" in text
    assert f"[{CODEBOOK.device('clique').name(lang)}]" in text
    assert {"zh": "可信度 A：足以用来计数", "en": "Grade A: reliable enough for counts"}[lang] in text
    assert {"zh": "可信度", "en": "Grade"}[lang] not in plain
