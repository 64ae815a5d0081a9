from __future__ import annotations

import pytest
from report_samples import CODEBOOK, report, tagged, untitled

from framing.article import article_from_sentences
from framing.report.facts import byline, found_devices, limits, most_used, ordinal, summary
from framing.report.words import wording


def of(*labels, title=None):
    texts = [f"第{i}句。" for i in range(len(labels))]
    article = article_from_sentences(texts, id="x", title=texts[0] if title else None)
    return report(tagged(article, [{label: ["句"] for label in found} for found in labels]))


@pytest.mark.parametrize(
    ("labels", "zh", "en"),
    [
        ([], "这篇文章里没有可读的句子。", "There is no sentence to read in this article."),
        ([[]], "全文 1 句，没有找到任何一种手法。", "Of 1 sentence, none was found to use a framing device."),
        (
            [["alarm"], []],
            "全文 2 句，其中 1 句（50%）用了至少一种手法，一共 1 种。",
            "Of 2 sentences, 1 (50%) used at least one framing device; 1 device in all.",
        ),
        (
            [["alarm", "glory"]],
            "全文 1 句，其中 1 句（100%）用了至少一种手法，一共 2 种。每种都只出现在一句里。",
            "Of 1 sentence, 1 (100%) used at least one framing device; 2 different devices in all. "
            "Each was found in a single sentence.",
        ),
        (
            [["alarm", "glory"], ["glory"], ["glory", "alarm"], ["blame"]],
            "全文 4 句，其中 4 句（100%）用了至少一种手法，一共 3 种。用得多的是颂扬底气（3 句）、危机渲染（2 句）。",
            "Of 4 sentences, 4 (100%) used at least one framing device; 3 different devices in all. "
            "Used most: Glorification (3), Alarmism (2).",
        ),
    ],
)
def test_a_summary_needs_no_explanation(labels, zh, en):
    assert summary(of(*labels), "zh") == zh
    assert summary(of(*labels), "en") == en


def test_a_summary_says_that_the_title_was_counted():
    assert "2 句（含标题）" in summary(of(["alarm"], [], title=True), "zh")


def test_devices_found_are_ranked_by_count_then_in_codebook_order():
    ranked = found_devices(of(["blame", "alarm"], ["alarm"], ["clique"]))
    assert [device.id for device in ranked] == ["alarm", "clique", "blame"]


def test_devices_found_only_once_are_not_called_used_most():
    assert most_used(of(["blame", "alarm"], ["alarm"]), "zh") == [(CODEBOOK.device("alarm").zh, 2)]


@pytest.mark.parametrize(("title", "numbers"), [(True, [0, 1, 2]), (False, [1, 2, 3])])
def test_body_sentences_are_numbered_from_one_with_or_without_a_title(title, numbers):
    made = of([], [], [], title=title)
    assert [ordinal(made, s.sentence) for s in made.tagged.sentences] == numbers


@pytest.mark.parametrize(("sentences", "step"), [(1, "约 100 个"), (13, "约 8 个"), (150, "约 0.7 个")])
def test_the_limits_say_what_one_sentence_weighs(sentences, step):
    assert step in "".join(text for _, text in limits(of(*[[]] * sentences), "zh"))


def test_what_does_not_apply_is_not_among_the_limits():
    claims = [claim for claim, _ in limits(report(untitled(""), errors=False), "zh")]
    assert claims == [
        "它指出手法，不判断真假。",
        "它不站在任何一边。",
        "标记出自模型，模型会看错，也会漏看。",
        "这里的比例没有校正。",
        "“作者”和“引述”是粗分。",
    ]


@pytest.mark.parametrize(
    ("source", "author", "parts"),
    [
        (None, None, ["x"]),
        ("北岸网", "陆小渡", ["北岸网", "陆小渡", "x"]),
        ("北岸网", ["陆小渡"], ["北岸网", "x"]),  # a record may hold anything in its meta
    ],
)
def test_the_byline_names_what_is_known(source, author, parts):
    article = article_from_sentences(["一句。"], id="x", title=None, source=source, meta={"author": author})
    assert byline(report(tagged(article, [{}])), wording("zh")) == parts
