"""Which sentences are compared with which: by outlet, script, topic, opinion, stance and who is named."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation.actors import load_actors
from framing.evaluation.groups import Dimension, Group, dimensions
from framing.script import is_traditional

LABELS = ("glory", "blame", "sourcing")


def article(id: str, *sentences: tuple[str, str], **meta: Any) -> AnnotatedArticle:
    """Sentences as (text, labels with blanks between)."""
    found = (AnnotatedSentence(text, dict.fromkeys(labels.split(), ((0, 1),))) for text, labels in sentences)
    return AnnotatedArticle(id, None, None, meta, tuple(found))


def groups_of(*articles: AnnotatedArticle) -> dict[str, dict[str, list[int]]]:
    """Dimension → group → the numbers of its sentences."""
    gold = np.array([[label in s.labels for label in LABELS] for a in articles for s in a.sentences], np.bool_)
    gold = gold.reshape(-1, len(LABELS))
    found = dimensions(articles, gold, LABELS, load_actors())
    return {d.id: {g.id: np.flatnonzero(g.member).tolist() for g in d.groups} for d in found}


def test_without_articles_or_with_one_kind_of_them_there_is_nothing_to_compare() -> None:
    assert groups_of() == {}
    assert groups_of(article("a", ("天气不错。", "")), article("b", ("天气不错。", ""))) == {}


def test_passages_are_a_kind_of_text_and_no_outlet() -> None:
    found = groups_of(
        article("a", ("天气不错。", ""), ("风不大。", ""), outlet_type="portal"),
        article("b", ("天气不错。", ""), outlet_type="passage"),
        article("c", ("天气不错。", ""), outlet_type="state_media"),
    )
    assert found == {
        "text": {"article": [0, 1, 3], "passage": [2]},
        "outlet_type": {"portal": [0, 1], "state_media": [3]},
    }


def test_a_topic_counts_unless_it_is_a_cue_and_so_does_a_level_of_opinion() -> None:
    found = groups_of(
        article("a", ("天气不错。", ""), topic="sport", opinion=0),
        article("b", ("天气不错。", ""), topic="economy", opinion=3),
        article("c", ("天气不错。", ""), topic="cue:blame"),
    )
    assert found == {"topic": {"economy": [1], "sport": [0]}, "opinion": {"0": [0], "3": [1]}}


def test_the_script_is_told_from_the_text_whatever_the_record_says() -> None:
    found = groups_of(
        article("a", ("天气不错。", ""), script="hant"),
        article("b", ("這裡的天氣不錯。", ""), script="hans"),
    )
    assert found == {"script": {"hans": [0], "hant": [1]}}


@pytest.mark.parametrize(
    ("text", "traditional"),
    [
        ("", False),
        ("OK 123", False),
        ("天气不错。", False),
        ("大家好。", False),
        ("開會了", True),
        ("他乾" + "好" * 50, False),
    ],
)
def test_a_text_is_traditional_if_a_tenth_of_its_characters_are(text: str, traditional: bool) -> None:
    assert is_traditional(text) is traditional


def test_a_stance_is_that_of_the_gold_devices_and_sentences_with_both_have_none() -> None:
    found = groups_of(
        article("a", ("一", "glory"), ("二", "blame sourcing"), ("三", "glory blame"), ("四", "sourcing"))
    )
    assert found["stance"] == {"attack": [1], "praise": [0]}


def test_who_is_named_is_compared_with_all_others_and_opposed_sides_with_each_other() -> None:
    found = groups_of(
        article(
            "a", ("美国说不。", "blame"), ("中国说不。", "blame"), ("中美都说不。", ""), ("日本没说。", ""),
            ("谁都没说。", ""), ("中国真行。", "glory"), ("美国真行。", "glory"),
        )
    )  # fmt: skip
    assert found["actor"] == {"china": [1, 2, 5], "us": [0, 2, 6], "japan": [3]}
    assert found["side"]["us not china"] == [0, 6]
    assert found["side"]["china not us"] == [1, 5]
    assert found["side"]["japan not china"] == [3]
    assert found["side_attack"] == {"us not china": [0], "china not us": [1]}
    assert found["side_praise"] == {"us not china": [6], "china not us": [5]}


def group(id: str, *member: int) -> Group:
    return Group(id, {"zh": id, "en": id}, np.array(member, np.bool_))


def compared(*groups: Group, paired: bool = False) -> list[tuple[str, str, list[int]]]:
    found = Dimension("d", {}, groups, paired).comparisons()
    return [(g.id, other.id, np.flatnonzero(other.member).tolist()) for g, other in found]


def test_two_groups_are_compared_once_more_each_with_the_rest_and_pairs_in_pairs() -> None:
    a, b, c = group("a", 1, 1, 0, 0), group("b", 0, 1, 1, 0), group("c", 0, 0, 0, 0)
    assert compared(a, b) == [("a", "b", [1, 2])]
    assert compared(a, b, c) == [("a", "", [2]), ("b", "", [0]), ("c", "", [0, 1, 2])]
    assert compared(a, b, b, a, paired=True) == [("a", "b", [1, 2]), ("b", "a", [0, 1])]
