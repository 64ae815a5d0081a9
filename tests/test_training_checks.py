"""Texts that others labelled are only asked if nothing was learnt from them."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation.outside_sets import LabelledSet
from framing.training.checks import learnt_of


def article(id: str, *sentences: str) -> AnnotatedArticle:
    return AnnotatedArticle(id, None, None, {}, tuple(AnnotatedSentence(s) for s in sentences))


LONG = "".join(chr(0x4E00 + 7 * k) for k in range(60))  # sixty characters, none twice
TRAINING = [article("t", "震惊！他竟然赢了。", f"据说，{LONG}，如此而已。")]


def test_a_sentence_or_a_passage_of_the_training_texts_is_known_again_in_either_script() -> None:
    texts = [article("short", "震驚!他竟然贏了。"), article("passage", f"开头{LONG}"), article("own", "今天下雨。")]
    assert learnt_of(TRAINING, texts) == {"short", "passage"}


def test_a_set_without_some_of_its_texts_keeps_the_labels_of_the_others() -> None:
    labelled = LabelledSet("s", tuple(article(str(k), "甲") for k in range(3)), (5, 6, 7), 9)
    assert labelled.without({"1"}).grades == (5, 7)
    assert [a.id for a in labelled.without({"1"}).articles] == ["0", "2"]
