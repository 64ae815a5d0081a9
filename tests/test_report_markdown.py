from __future__ import annotations

import pytest
from report_samples import CODEBOOK, report, sample_article, tagged, untitled

from framing.article import article_from_sentences
from framing.report import render_markdown
from framing.report.markdown import escape


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("", ""),
        ("涨了30%，跌了5%。", "涨了30%，跌了5%。"),
        ("甲|乙", r"甲\|乙"),
        ("*强调* _下划_ `码`", r"\*强调\* \_下划\_ \`码\`"),
        ("[名](址) <b>", r"\[名\](址) \<b\>"),
        ("# 不是标题", r"\# 不是标题"),
        ("- 不是列表", r"\- 不是列表"),
        ("1. 不是编号", r"1\. 不是编号"),
        ("反\\斜", r"反\\斜"),
        ("两\n行", "两 行"),
        ("\x1b[31m红\x9b", r"�\[31m红�"),
    ],
)
def test_text_is_shown_as_it_is(text, escaped):
    assert escape(text) == escaped


def test_pipes_in_names_do_not_split_a_row_of_the_table():
    renamed = tuple(d.model_copy(update={"zh": "小|圈子"}) if d.id == "clique" else d for d in CODEBOOK.devices)
    made = report()
    made = type(made)(made.tagged, made.mix, CODEBOOK.model_copy(update={"devices": renamed}))
    rows = [line for line in render_markdown(made, "zh").splitlines() if line.startswith("|")]
    assert {row.replace(r"\|", "").count("|") for row in rows} == {7}


def test_evidence_is_bold_and_followed_by_its_device():
    text = render_markdown(report(), "zh")
    assert "有人<b>关起门来抱团</b><sup>小圈子</sup>。”" in text
    assert "<b>谁都</b><sup>众意</sup><b>没想到" in text
    assert text.startswith("# 星河手机再<b>甩王牌</b><sup>博弈隐喻</sup>，")


def test_a_paragraph_stays_one_paragraph():
    text = render_markdown(report(), "zh")
    body = text[text.index("## 原文") : text.index("## 这份报告")].strip().split("\n\n")[1:]
    assert len(body) == 4
    assert body[0].startswith("周二上午")
    assert r"\<script\>alert('" in body[1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_mix_lists_families_and_the_devices_found(lang):
    text = render_markdown(report(), lang)
    for device in CODEBOOK.devices:
        found = any(device.id in s.labels for s in sample_article().sentences)
        assert (f"| {device.name(lang)} |" in text) == found
    assert all(f"| **{family.name(lang)}** |" in text for family in CODEBOOK.families)
    assert report().signature in text


def test_an_empty_article_says_so():
    assert "没有可读的句子" in render_markdown(report(untitled("")), "zh")


def test_a_title_alone_has_no_section_for_the_body():
    article = tagged(article_from_sentences([], id="x", title="只有标题"), [{}])
    text = render_markdown(report(article), "zh")
    assert text.startswith("# 只有标题\n")
    assert "## 原文" not in text


def test_with_grades_the_table_has_a_column_more_and_low_ones_follow_the_device_in_the_text():
    text = render_markdown(report(graded=True), "en")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {row.count("|") for row in rows} == {8}
    assert rows[0].endswith(" | Grade |")
    assert next(row for row in rows if row.startswith("| Clique-making |")).endswith(" | B |")
    assert next(row for row in rows if row.startswith("| **Camps** |")).endswith(" |  |")
    assert "<sup>Sarcasm C</sup>" in text.replace("Other metaphor C ", "")
    assert "<sup>Clique-making</sup>" in text
    assert "Grade A: reliable enough for counts; B: usable" in text


def test_without_grades_nothing_is_said_of_them():
    assert "可信度" not in render_markdown(report(), "zh")
