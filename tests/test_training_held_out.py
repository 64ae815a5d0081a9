"""Held-out sentences: no fold is decided by its own annotation; labels flipped by hand are doubted first."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.training.decisions import Readings
from framing.training.held_out import HeldOut, cross_fitted, held_out, learn
from framing.training.noise import doubts, tally, worklist

LABELS = ("boast", "alarm_bell")


def made_up(sentences: int = 600, folds: int = 3) -> HeldOut:
    """Logits that tell label 0 well and label 1 hardly."""
    rng = np.random.default_rng(5)
    truth = rng.normal(-1.5, 1.5, (sentences, 2))
    gold = rng.random((sentences, 2)) < 1 / (1 + np.exp(-truth))
    logits = np.stack([truth[:, 0], rng.normal(-1.5, 1.5, sentences)], axis=1)
    article = np.arange(sentences) // 5
    return HeldOut(
        Readings(logits, np.zeros_like(gold), np.zeros_like(logits)), gold, article, article, article % folds
    )


def articles(gold: np.ndarray) -> list[AnnotatedArticle]:
    rows = [{label: ((0, 1),) for label, given in zip(LABELS, row, strict=False) if given} for row in gold]
    return [
        AnnotatedArticle(f"a{i}", None, None, {}, (AnnotatedSentence(f"第{i}句。", labels),))
        for i, labels in enumerate(rows)
    ]


def test_logits_are_put_beside_annotation_cues_and_folds_in_the_order_of_sentences(tiny_codebook: Codebook) -> None:
    two = AnnotatedArticle(
        "a", None, None, {}, (AnnotatedSentence("大祸临头"), AnnotatedSentence("好", {"boast": ((0, 1),)}))
    )
    one = AnnotatedArticle("b", None, None, {}, (AnnotatedSentence("赢麻了？我们赢麻了"),))
    found = held_out([two, one], tiny_codebook, np.arange(6.0).reshape(3, 2), np.zeros((3, 2)), [[1], [0]])
    assert found.article.tolist() == [0, 0, 1]
    assert found.fold.tolist() == [1, 1, 0]
    assert found.gold.tolist() == [[False, False], [True, False], [False, False]]
    assert found.readings.cues.tolist() == [[False, True], [False, False], [True, False]]


@pytest.mark.parametrize("fold", [0, 1, 2])
def test_what_a_fold_is_given_does_not_depend_on_its_own_annotation(fold: int) -> None:
    sentences = made_up()
    here = sentences.fold == fold
    other = sentences.gold.copy()
    other[here] = ~other[here]
    changed = replace(sentences, gold=other)
    for before, after in zip(cross_fitted(sentences), cross_fitted(changed), strict=True):
        assert (before[here] == after[here]).all()


def test_cross_fitted_quality_is_no_better_than_what_the_thresholds_saw() -> None:
    def f1(given: np.ndarray) -> float:
        return float(2 * (given & sentences.gold).sum() / (given.sum() + sentences.gold.sum()))

    sentences = made_up()
    decisions = learn(sentences)
    _, given = cross_fitted(sentences)
    assert f1(given) <= f1(decisions.given(decisions.scores(sentences.readings))) + 0.01


def test_labels_flipped_by_hand_are_the_first_to_be_doubted() -> None:
    rng = np.random.default_rng(6)
    clean = rng.random((400, 2)) < 0.2
    scores = np.where(clean, rng.uniform(0.7, 0.95, clean.shape), rng.uniform(0.01, 0.2, clean.shape))
    noisy = clean.copy()
    scores[7, 0], noisy[7, 0], clean[7, 0] = 0.99, False, True
    scores[9, 1], noisy[9, 1], clean[9, 1] = 0.001, True, False
    found = doubts(articles(noisy), LABELS, scores, noisy)
    assert {(d.article, d.label, d.given) for d in found[:2]} == {("a7", "boast", False), ("a9", "alarm_bell", True)}
    assert [d.margin for d in found] == sorted((d.margin for d in found), reverse=True)


@pytest.mark.parametrize("everyone", [True, False])
def test_a_label_that_all_sentences_or_none_have_is_not_doubted(everyone: bool) -> None:
    gold = np.full((30, 2), everyone)
    assert doubts(articles(gold), LABELS, np.random.default_rng(1).random((30, 2)), gold) == []


def test_the_worklist_is_a_table_with_a_row_per_doubt_and_texts_only_if_they_are_given() -> None:
    gold = np.array([[False], [True], [True], [False]])
    scores = np.array([[0.99], [0.6], [0.0], [0.01]])
    found = doubts(articles(gold), LABELS[:1], scores, gold)
    rows = list(csv.DictReader(io.StringIO(worklist(found, articles(gold)))))
    assert {(r["article"], r["sentence"], r["label"], r["given"]) for r in rows} == {
        ("a0", "0", "boast", "0"), ("a2", "0", "boast", "1")
    }  # fmt: skip
    assert {r["text"] for r in rows} == {"第0句。", "第2句。"}
    assert "text" not in worklist(found)
    assert tally(found, LABELS) == {
        "boast": {"missing": 1, "surplus": 1},
        "alarm_bell": {"missing": 0, "surplus": 0},
    }
