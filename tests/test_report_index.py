from __future__ import annotations

import pytest
from report_samples import report, tagged, untitled
from test_report_page import Page

from framing.article import article_from_sentences
from framing.report import index_entry, render_index


def test_an_index_without_reports_is_a_page_too():
    assert "0 articles" in render_index([], "en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_report_has_a_row_with_link_counts_and_the_devices_used_most(lang):
    entries = [index_entry(report(), "phones-07.html", lang), index_entry(report(untitled("")), "空 白#1.html", lang)]
    html = render_index(entries, lang)
    page = Page(html)
    assert [a["href"] for a in page.all("a")] == ["phones-07.html", "%E7%A9%BA%20%E7%99%BD%231.html"]
    assert "星河手机再甩王牌" in html
    assert "11 · 85%" in html
    assert "0 · —" in html
    assert ("小圈子（2 句）" if lang == "zh" else "Clique-making (2)") in html


def test_an_article_without_title_is_listed_by_its_id():
    assert index_entry(report(untitled("今天下雨。")), "plain.html", "zh").title == "plain"


def test_titles_are_escaped_and_nothing_is_fetched():
    article = article_from_sentences([], id="x", title="<script>alert(1)</script>")
    html = render_index([index_entry(report(tagged(article, [{}])), "x.html", "zh")], "zh")
    assert "<script" not in html
    assert "http:" not in html
    assert "https:" not in html


def test_a_device_of_a_low_grade_is_marked_and_the_mark_explained():
    article = article_from_sentences(["像河。"] * 2, id="x", title=None)
    made = tagged(article, [{"metaphor": ["像河"]}] * 2)
    plain, low = (render_index([index_entry(report(made, graded=g), "x.html", "zh")], "zh") for g in (False, True))
    assert "其他比喻（2 句）" in plain
    assert "可信度" not in plain
    assert "其他比喻 C（2 句）" in low
    assert "可信度 A：足以用来计数；" in low
