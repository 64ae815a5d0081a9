from __future__ import annotations

from dataclasses import replace

import pytest
from report_samples import CODEBOOK, TRUST, report, tagged, untitled

from framing.article import article_from_sentences
from framing.report.facts import byline, found_devices, limits, most_used, named, ordinal, summary
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
    assert most_used(of(["blame", "alarm"], ["alarm"])) == [CODEBOOK.device("alarm")]


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


def graded_of(*labels):
    made = of(*labels)
    return replace(made, trust=TRUST)


def test_a_low_grade_follows_the_name_and_no_other_does():
    made = graded_of(["metaphor", "clique", "glory"])
    assert [named(made, CODEBOOK.device(id), "zh") for id in ("metaphor", "clique", "glory")] == [
        "其他比喻 C", "小圈子", "颂扬底气",
    ]  # fmt: skip
    assert named(of(["metaphor"]), CODEBOOK.device("metaphor"), "zh") == "其他比喻"


def test_a_summary_says_which_of_the_devices_used_most_are_of_a_low_grade():
    made = graded_of(["metaphor", "clique"], ["metaphor", "clique"], ["sarcasm"])
    assert summary(made, "zh").endswith(
        "用得多的是小圈子（2 句）、其他比喻（2 句）。其中可信度只有 C、每处都要自己读过的是：其他比喻。"
    )
    assert summary(made, "en").endswith(
        " Of these, only grade C, so that every mark is to be checked by reading: Other metaphor."
    )
    assert "可信度" not in summary(graded_of(["clique"], ["clique"]), "zh")


def test_the_limits_name_the_devices_found_whose_grade_is_low_and_why():
    made = graded_of(["metaphor", "suspense"], ["sarcasm", "sarcasm"], ["clique"])
    assert dict(limits(made, "en"))["The marks of some devices can't be relied on yet."] == (
        "Of grade C are here: Other metaphor, Sarcasm (measured too weak on real text; check every mark by reading); "
        "Suspense hook (too few cases in real text to tell how good it is; check every mark by reading)."
    )
    assert "其他比喻、反讽嘲弄（在真实文本上测得太弱；" in dict(limits(made, "zh"))["有些手法的标记还靠不住。"]


def test_where_no_device_found_has_a_low_grade_the_limits_are_silent_about_it():
    for made in (graded_of(["clique"]), of(["metaphor"])):
        assert "靠不住" not in "".join(claim for claim, _ in limits(made, "zh"))
        assert not made.has_low
