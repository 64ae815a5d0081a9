"""Annotated articles: their group, their plain article, the hash of their state."""

from __future__ import annotations

from typing import Any

import pytest

from framing.corpus import AnnotatedArticle, AnnotatedSentence, data_hash


def article(id: str = "a", *, text: str = "他们抱团。", **fields: Any) -> AnnotatedArticle:
    sentence = AnnotatedSentence(text, {"clique": ((2, 4),), "alarm": ((0, 1),)})
    return AnnotatedArticle(**{"id": id, "title": None, "source": None, "meta": {}, "sentences": (sentence,), **fields})


@pytest.mark.parametrize(
    ("meta", "group"), [({}, "a"), ({"doc": None}, "a"), ({"doc": "page-9"}, "page-9"), ({"doc": 9}, "9")]
)
def test_the_group_is_the_source_document_else_the_article_itself(meta: dict[str, Any], group: str) -> None:
    assert article(meta=meta).group == group


def test_a_title_equal_to_sentence_0_is_the_title_of_the_plain_article() -> None:
    plain = article(title="他们抱团。", source="某报").to_article()
    assert [s.is_title for s in plain.sentences] == [True]
    assert (plain.title, plain.text, plain.source) == ("他们抱团。", "", "某报")


def test_another_title_is_put_in_front_of_the_annotated_sentences() -> None:
    plain = article(title="题目").to_article()
    assert [s.text for s in plain.sentences] == ["题目", "他们抱团。"]


def test_the_hash_does_not_depend_on_the_order_of_articles_labels_and_spans() -> None:
    ab = AnnotatedSentence("他们抱团。", {"clique": ((2, 4), (0, 1)), "alarm": ((0, 1),)})
    ba = AnnotatedSentence("他们抱团。", {"alarm": ((0, 1),), "clique": ((0, 1), (2, 4))})
    one, other = article("1", sentences=(ab,)), article("1", sentences=(ba,))
    assert data_hash([one, article("2")]) == data_hash([article("2"), other])


def test_the_hash_is_the_same_on_every_machine() -> None:
    assert data_hash([]) == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert data_hash([article()]) == "sha256:1275a70d04780d7d536c82b7d558ad82bcfd2ba023d49099d2db66528eb322f7"


@pytest.mark.parametrize(
    "other",
    [
        article("b"),
        article(text="她们抱团。"),
        article(sentences=(AnnotatedSentence("他们抱团。", {"clique": ((2, 4),)}),)),
        article(sentences=(AnnotatedSentence("他们抱团。", {"clique": ((1, 4),), "alarm": ((0, 1),)}),)),
    ],
    ids=["id", "text", "label", "span"],
)
def test_the_hash_changes_with_every_id_text_label_and_span(other: AnnotatedArticle) -> None:
    assert data_hash([other]) != data_hash([article()])


def test_the_hash_stays_when_only_meta_changes() -> None:
    assert data_hash([article(meta={"topic": "体育"})]) == data_hash([article()])
