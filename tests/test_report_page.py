from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from report_samples import CODEBOOK, TRUST, one_sentence, report, sample_article, tagged, untitled

from framing.article import article_from_sentences
from framing.report import render_html
from framing.report.page import marks

VOID = {"meta", "input", "br"}
LANGS = pytest.mark.parametrize("lang", ["zh", "en"])


class Page(HTMLParser):
    """The page's elements, whether they nest, and the text of the article without the devices' names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.article = {"title": "", "body": ""}
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append((tag, dict(attributes)))

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        if not any(tag == "sup" for tag, _ in self.open):
            for _, attributes in self.open:
                if part := attributes.get("data-article"):
                    self.article[part] += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@LANGS
def test_every_character_of_the_article_stands_on_the_page_once_and_in_order(lang):
    article = sample_article().article
    page = Page(render_html(report(), lang))
    assert page.article["title"] == article.title
    assert page.article["body"].strip("\n ") == article.text.strip("\n ")


@pytest.mark.parametrize(
    "sentences",
    [
        ["只有一句"],
        [" 前后有空格 ", "a < b && c > d"],
        ["第一行\n第二行。", "{{ 7 * 7 }} {% raw %}"],
        ["<b>粗</b>&amp;"],
    ],
)
def test_odd_sentences_stand_on_the_page_as_they_are(sentences):
    article = article_from_sentences(sentences, id="x", title=None)
    page = Page(render_html(report(tagged(article, [{}] * len(sentences))), "zh"))
    assert article.text.strip() in page.article["body"]


@LANGS
def test_nothing_in_an_article_becomes_markup(lang):
    html = render_html(report(), lang)
    assert "<script" not in html
    assert "&lt;script&gt;alert(&#39;" in html


def test_a_hostile_id_source_and_title_are_escaped_everywhere():
    attack = "\"><script>alert(1)</script>'"
    article = article_from_sentences([attack, "正文。"], id=attack, title=attack, source=attack, date=attack)
    html = render_html(report(tagged(article, [{"alarm": [attack]}, {}])), "zh")
    assert "<script" not in html
    Page(html)


@LANGS
def test_the_page_needs_no_network_and_no_script(lang):
    html = render_html(report(), lang)
    page = Page(html)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", html)
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert all(a["href"].startswith("#") for a in page.all("a"))
    assert {"http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"} in (
        page.all("meta")
    )


@LANGS
def test_every_link_leads_to_one_place_on_the_page(lang):
    page = Page(render_html(report(), lang))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in page.all("a")} <= set(ids)


@LANGS
def test_every_drawing_says_what_it_shows(lang):
    page = Page(render_html(report(), lang))
    ids = {attributes["id"] for tag, attributes in page.elements if tag in ("title", "desc") and "id" in attributes}
    drawings = [a for a in page.all("svg") if a.get("role") == "img"]
    assert len(drawings) == 2 * len(CODEBOOK.families)  # the bars and the strip of each
    assert all(drawing["aria-labelledby"] in ids for drawing in drawings)
    hidden = [a for a in page.all("svg") if a.get("role") != "img"]
    assert all(a.get("aria-hidden") == "true" or a.get("class") == "axis" for a in hidden)


@pytest.mark.parametrize(("lang", "tag", "title"), [("zh", "zh-Hans", "框架分析报告"), ("en", "en", "Framing report")])
def test_the_page_has_a_language_and_a_title(lang, tag, title):
    html = render_html(report(), lang)
    assert f'<html lang="{tag}">' in html
    assert f"<title>星河手机再甩王牌，蓝岸这次真的坐不住了？ · {title}</title>" in html


@LANGS
def test_every_device_found_is_explained_and_every_device_has_its_numbers(lang):
    html = render_html(report(), lang)
    table = html[html.index("<table") :]
    for device in CODEBOOK.devices:
        assert f'<th scope="row">{device.name(lang)}</th>' in table
        assert (f'id="d-{device.id}"' in html) == any(device.id in s.labels for s in sample_article().sentences)


def test_the_model_the_codebook_and_the_version_are_named():
    assert report().signature in render_html(report(), "zh")


def test_lines_cut_when_reading_are_counted():
    assert "略去 14 行" in render_html(report(cut=14), "zh")
    assert "略去" not in render_html(report(cut=0), "zh")


def test_without_known_errors_there_is_no_interval_and_the_page_says_so():
    html = render_html(report(errors=False), "zh")
    assert "这里的比例没有校正" in html
    assert "90% 区间" not in html


@pytest.mark.parametrize("text", ["", "今天下雨。"])
def test_an_article_without_devices_or_without_sentences_has_a_page_too(text):
    html = render_html(report(untitled(text)), "zh")
    page = Page(html)
    assert page.article["body"].strip() == text
    assert not [a for a in page.all("svg") if a.get("role") == "img"]


def test_devices_found_often_show_a_few_quotations_and_fold_the_rest_away():
    article = article_from_sentences(["天要塌了。"] * 9, id="x", title=None)
    html = render_html(report(tagged(article, [{"alarm": ["塌"]}] * 9)), "zh")
    assert "<summary>另 4 处</summary>" in html


def test_overlapping_evidence_of_two_families_is_underlined_in_two_lanes_that_do_not_break():
    row = marks(one_sentence("谁都没想到会塌", {"consensus": ["谁都"], "suspense": ["谁都没想到"]}), report(), "zh")
    assert [(m.text, m.layers) for m in row] == [
        ("谁都", (("argument", 0), ("rhetoric", 1))),
        ("没想到", (("rhetoric", 1),)),
        ("会塌", ()),
    ]
    assert [[device.id for device in m.tags] for m in row] == [["consensus"], ["suspense"], []]
    assert row[0].hint == "众意 87% · 悬念钩子 87%"


@LANGS
def test_with_grades_the_page_still_nests_and_needs_no_network_no_script_and_no_style_from_elsewhere(lang):
    html = render_html(report(graded=True), lang)
    page = Page(html)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", html)
    assert not page.all("script")
    assert page.article["body"].strip("\n ") == sample_article().article.text.strip("\n ")


@LANGS
def test_every_device_has_its_grade_in_the_table_and_every_device_found_the_reason_and_the_figures_in_its_note(lang):
    html = render_html(report(graded=True), lang)
    table, flat = html[html.index("<table") :], html.replace("&#39;", "'")
    for device in CODEBOOK.devices:
        grade = f'<span class="grade">{TRUST[device.id].grade}</span>'
        assert f'<th scope="row">{device.name(lang)} {grade}</th>' in table
        if report().mix.labels[device.id].count:
            note = flat[flat.index(f'id="d-{device.id}"') :].partition("<ul")[0]
            assert TRUST[device.id].reason.text(lang) in note
            assert TRUST[device.id].figures.text(lang) in note


def test_a_device_of_a_low_grade_looks_weaker_and_says_so_where_it_is_named():
    html = render_html(report(graded=True), "zh")
    assert '<sup class="tag in-rhetoric weak"><a href="#d-sarcasm">反讽嘲弄 C</a></sup>' in html
    assert '<sup class="tag in-camp"><a href="#d-clique">小圈子</a></sup>' in html
    assert '<li class="weak">其他比喻 <span class="grade">C</span></li>' in html
    assert '<li>小圈子 <span class="grade">B</span></li>' in html
    assert "有些手法的标记还靠不住。" in html


def test_a_mark_is_weak_where_only_devices_of_a_low_grade_stand_behind_it():
    sentence = one_sentence("像河一样，谁都没想到", {"metaphor": ["像河一样，谁都"], "parallelism": ["谁都没想到"]})
    made = marks(sentence, report(graded=True), "zh")
    assert [(m.text, m.weak) for m in made] == [
        ("像河一样，", {"rhetoric"}), ("谁都", set()), ("没想到", set()),
    ]  # fmt: skip
    assert made[0].hint == "其他比喻 87%（可信度 C：在真实文本上测得太弱；每处标记都要自己读过）"
    assert made[2].hint == "排比对举 87%（可信度 A）"


def test_without_grades_nothing_is_said_of_them():
    html = render_html(report(), "zh")
    assert "可信度" not in html
    assert 'class="grade"' not in html
