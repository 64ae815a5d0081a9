"""Articles, their sentences and records."""

from __future__ import annotations

import json

import pytest

from framing.article import (
    Article,
    Evidence,
    Finding,
    TaggedArticle,
    TaggedSentence,
    article_from_sentences,
    content_id,
    number_sentences,
)


@pytest.mark.parametrize(
    ("sentences", "title", "numbered"),
    [
        ([], None, []),
        ([], "题", ["题"]),
        (["甲。", "乙。"], None, ["甲。", "乙。"]),
        (["题", "甲。"], "题", ["题", "甲。"]),  # sentence 0 is the title
        (["甲。", "乙。"], "题", ["题", "甲。", "乙。"]),  # put in front
        (["题", "甲。", "题"], "题", ["题", "甲。", "题"]),  # and may come again
        (["甲。", "题"], "题", ["甲。", "题"]),  # further down: body, counted once
    ],
)
def test_where_the_title_of_given_sentences_goes(sentences: list[str], title: str | None, numbered: list[str]) -> None:
    article = article_from_sentences(sentences, id="x", title=title)
    assert [s.text for s in article.sentences] == numbered
    assert [s.i for s in article.sentences] == list(range(len(numbered)))
    assert article.title == title
    assert all(s.is_title or article.text[s.start : s.end] == s.text for s in article.sentences)


def test_sentences_and_gaps_rebuild_the_text() -> None:
    text = "  甲。\n\n乙。 "
    article = Article("x", "题", text, number_sentences("题", [(2, 4, "甲。"), (6, 8, "乙。")]))
    pieces = [s.text for s in article.sentences if not s.is_title]
    gaps = list(article.gaps())
    assert "".join(gap + piece for gap, piece in zip(gaps, [*pieces, ""], strict=True)) == text


def test_equal_content_has_equal_ids_even_with_lone_surrogates() -> None:
    assert content_id("题", "文") == content_id("题", "文") != content_id(None, "题\n文 ")
    assert content_id(None, "\ud800").startswith("a_")


def test_a_record_keeps_every_field_and_names_scores_only_when_there_are_some() -> None:
    article = article_from_sentences(
        ["题", "甲背刺乙。"], id="x", title="题", source="某报", date="2026-01-02", meta={"k": 1}
    )
    plain = TaggedSentence(article.sentences[0], {})
    found = TaggedSentence(
        article.sentences[1], {"betrayal": Finding(0.9, (Evidence(1, 3, "背刺"),))}, {"betrayal": 0.9}
    )
    tagged = TaggedArticle(article, (plain, found), "m 0.1.0", "c 1.0")
    record = json.loads(json.dumps(tagged.to_record(), ensure_ascii=False))
    assert list(record) == ["id", "title", "source", "date", "text", "meta", "model", "codebook", "sentences"]
    assert record["sentences"] == [
        {"i": 0, "start": None, "end": None, "text": "题", "labels": {}},
        {
            "i": 1, "start": 0, "end": 5, "text": "甲背刺乙。",
            "labels": {"betrayal": {"score": 0.9, "evidence": [{"start": 1, "end": 3, "text": "背刺"}]}},
            "scores": {"betrayal": 0.9},
        },
    ]  # fmt: skip
    (row,) = tagged.to_rows()
    assert (row["id"], row["sentence"], row["label"], row["evidence"]) == ("x", 1, "betrayal", "背刺")
