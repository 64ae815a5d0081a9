"""Scores agree with scikit-learn, are None where undefined, and carry an interval over articles and a signature."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import __version__
from framing.corpus import AnnotatedArticle, AnnotatedSentence, Span, data_hash
from framing.evaluation import Estimate, Prediction, score
from framing.evaluation.scores import data_of

LABELS = ("clique", "alarm", "glory")
Cells = Mapping[str, Sequence[Span] | None]


def annotated(*articles: Sequence[Cells]) -> list[AnnotatedArticle]:
    """Articles of ten-character sentences that carry these labels and spans."""
    return [
        AnnotatedArticle(
            id=f"a{i}", title=None, source=None, meta={},
            sentences=tuple(
                AnnotatedSentence("一二三四五六七八九十", {label: tuple(spans or ()) for label, spans in cells.items()})
                for cells in article
            ),
        )
        for i, article in enumerate(articles)
    ]  # fmt: skip


def predictions(*articles: Sequence[Cells]) -> list[Prediction]:
    return [Prediction(article) for article in articles]


def cells(*labels: str) -> Cells:
    return {label: [(0, 2)] for label in labels}


def value(estimate: Estimate | None) -> float | None:
    return None if estimate is None else estimate.value


def numbers(record: Any) -> list[float]:
    """All numbers in a record, in its order; null is -1."""
    if isinstance(record, dict | list):
        return [n for part in (record.values() if isinstance(record, dict) else record) for n in numbers(part)]
    return [] if isinstance(record, str) else [-1 if record is None else record]


def random_articles(seed: int, articles: int, labels: Sequence[str], share: float) -> list[list[Cells]]:
    rng = np.random.default_rng(seed)
    return [
        [cells(*(label for label in labels if rng.random() < share)) for _ in range(rng.integers(1, 9))]
        for _ in range(articles)
    ]


def indicator(articles: Sequence[Sequence[Cells]], labels: Sequence[str]) -> np.ndarray:
    return np.array([[label in sentence for label in labels] for article in articles for sentence in article])


# Scikit-learn is the oracle.


@pytest.mark.parametrize("seed", range(5))
def test_f1_precision_recall_and_support_are_those_of_scikit_learn(seed: int) -> None:
    from sklearn.metrics import f1_score, precision_recall_fscore_support

    gold = random_articles(seed, 30, LABELS, 0.3)
    rng = np.random.default_rng(seed + 100)
    predicted = [[cells(*(la for la in LABELS if (la in s) != (rng.random() < 0.2))) for s in a] for a in gold]
    scores = score(annotated(*gold), predictions(*predicted), LABELS)
    y, p = indicator(gold, LABELS), indicator(predicted, LABELS)
    assert value(scores.micro_f1) == pytest.approx(f1_score(y, p, average="micro"))
    assert value(scores.macro_f1) == pytest.approx(f1_score(y, p, average="macro"))
    for label, *expected in zip(LABELS, *precision_recall_fscore_support(y, p), strict=True):
        s = scores.labels[label]
        assert [value(s.precision), value(s.recall), value(s.f1), s.support] == pytest.approx(expected)


def test_macro_f1_leaves_out_labels_with_fewer_than_5_gold_cases() -> None:
    gold = [[cells("clique", "alarm")] * 4 + [cells("clique")]]
    predicted = predictions(*[[cells("clique")] * 5])
    scores = score(annotated(*gold), predicted, LABELS)
    assert (value(scores.labels["clique"].f1), value(scores.labels["alarm"].f1)) == (1.0, 0.0)
    assert value(scores.macro_f1) == 1.0
    assert scores.signature.startswith("labels:1 of 3|avg:macro, support>=5|articles:1|documents:1|sentences:5|")


def test_labels_that_are_not_asked_for_are_ignored_on_both_sides() -> None:
    scores = score(annotated([cells("clique", "alarm")]), predictions([cells("clique", "glory")]), ["clique"])
    assert value(scores.micro_f1) == 1.0
    assert list(scores.labels) == ["clique"]


# Undefined is None, never 0.


def test_without_articles_every_score_is_none() -> None:
    scores = score([], [], LABELS)
    assert [scores.micro_f1, scores.macro_f1, scores.evidence_f1, scores.mix_error] == [None] * 4
    assert all(s.precision is s.recall is s.f1 is None and s.support == 0 for s in scores.labels.values())


@pytest.mark.parametrize(
    ("gold", "predicted", "precision", "recall", "f1"),
    [
        ("clique", "clique", 1.0, 1.0, 1.0),
        ("clique", "", None, 0.0, 0.0),
        ("", "clique", 0.0, None, None),
        ("", "", None, None, None),
    ],
)
def test_precision_needs_a_prediction_and_recall_and_f1_need_a_gold_case(
    gold: str, predicted: str, precision: float | None, recall: float | None, f1: float | None
) -> None:
    scores = score(annotated([cells(*gold.split())]), predictions([cells(*predicted.split())]), LABELS)
    s = scores.labels["clique"]
    assert (value(s.precision), value(s.recall), value(s.f1)) == (precision, recall, f1)
    assert value(scores.micro_f1) == f1


# Evidence: characters, over true positives.


@pytest.mark.parametrize(
    ("gold", "predicted", "f1"),
    [
        ([(0, 4)], [(0, 4)], 1.0),
        ([(0, 4)], [(2, 6)], 0.5),
        ([(0, 4)], [(5, 9)], 0.0),
        ([(0, 4)], [], 0.0),
        ([(0, 2), (4, 6)], [(0, 6)], 0.8),
        ([(0, 4), (2, 4)], [(0, 4), (0, 4)], 1.0),
        ([(0, 4)], None, None),
    ],
    ids=["same", "half", "elsewhere", "empty", "two spans", "a character covered twice counts once", "not given"],
)
def test_evidence_f1_counts_characters(gold: list[Span], predicted: list[Span] | None, f1: float | None) -> None:
    scores = score(annotated([{"clique": gold}]), predictions([{"clique": predicted}]), LABELS)
    assert value(scores.evidence_f1) == f1


def test_evidence_f1_sums_characters_over_true_positives_only() -> None:
    gold = [[{"clique": [(0, 8)]}, {"alarm": [(0, 9)]}], [{"glory": [(0, 2)]}]]
    predicted = [[{"clique": [(0, 8)], "alarm": [(0, 9)]}, {}], [{"glory": [(4, 6)]}]]
    assert value(score(annotated(*gold), predictions(*predicted), LABELS).evidence_f1) == 2 * 8 / (8 + 8 + 2 + 2)


def test_evidence_f1_is_undefined_without_a_true_positive() -> None:
    assert score(annotated([cells("clique")]), predictions([cells("alarm")]), LABELS).evidence_f1 is None


# Mix error: shares of articles.


def test_mix_error_is_the_mean_over_articles_and_labels_of_how_far_a_share_is_off() -> None:
    gold = annotated([cells("clique"), {}, {}, {}], [{}])
    predicted = predictions(*[[{}, cells("clique"), cells("clique"), {}], [cells("alarm")]])
    # First article: clique 1/4 against 2/4; second: alarm 0 against 1; the four other shares are right.
    assert value(score(gold, predicted, LABELS).mix_error) == pytest.approx((0.25 + 1) / 6)


def test_mix_error_does_not_mind_which_sentence_was_tagged() -> None:
    scores = score(annotated([cells("clique"), {}]), predictions([{}, cells("clique")]), LABELS)
    assert (value(scores.mix_error), value(scores.micro_f1)) == (0.0, 0.0)


# Intervals: articles are resampled.


def test_with_one_article_every_interval_is_its_point() -> None:
    gold = [[cells("clique"), cells("clique", "alarm"), {}, cells("alarm"), cells("clique")]]
    predicted = predictions(*[[cells("clique"), cells("alarm"), cells("glory"), {}, cells("clique")]])
    scores = score(annotated(*gold), predicted, LABELS)
    for estimate in (scores.micro_f1, scores.evidence_f1, scores.mix_error, scores.labels["clique"].f1):
        assert estimate is not None
        assert estimate.low == estimate.high == pytest.approx(estimate.value)


@given(st.integers(0, 10_000), st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_intervals_are_ordered_within_0_and_1_and_a_perfect_system_has_none_to_speak_of(
    seed: int, articles: int
) -> None:
    gold = random_articles(seed, articles, LABELS, 0.4)
    predicted = [[cells(*(la for la in LABELS if la in s or i % 2)) for i, s in enumerate(a)] for a in gold]
    noisy = score(annotated(*gold), predictions(*predicted), LABELS, resamples=100)
    for estimate in (noisy.micro_f1, noisy.macro_f1, noisy.evidence_f1, noisy.mix_error):
        assert estimate is None or 0 <= estimate.low <= estimate.high <= 1
    perfect = score(annotated(*gold), predictions(*gold), LABELS, resamples=100)
    assert perfect.mix_error == Estimate(0, 0, 0)
    assert perfect.micro_f1 in (None, Estimate(1, 1, 1))


def test_articles_and_not_sentences_are_resampled_so_clustered_errors_widen_the_interval() -> None:
    right, wrong = [cells("clique")] * 10, [cells()] * 10
    gold = annotated(*[right] * 10)
    clustered = score(gold, predictions(*[right] * 5, *[wrong] * 5), LABELS).labels["clique"].recall
    spread = score(gold, predictions(*[[cells("clique"), {}] * 5] * 10), LABELS).labels["clique"].recall
    assert clustered is not None
    assert spread == Estimate(0.5, 0.5, 0.5)
    assert clustered.value == 0.5
    assert clustered.low < 0.3 < 0.7 < clustered.high


def test_the_bootstrap_interval_agrees_with_that_of_scipy() -> None:
    from scipy.stats import bootstrap

    rng = np.random.default_rng(0)
    hits = [int(n) for n in rng.integers(0, 11, size=60)]
    gold = annotated(*[[cells("clique")] * 10 for _ in hits])
    predicted = [[cells("clique")] * n + [{}] * (10 - n) for n in hits]
    recall = score(gold, predictions(*predicted), LABELS, resamples=5000).labels["clique"].recall
    oracle = bootstrap((np.array(hits) / 10,), np.mean, method="percentile", n_resamples=5000, rng=1)
    assert recall is not None
    assert (recall.low, recall.high) == pytest.approx(tuple(oracle.confidence_interval), abs=0.01)


def test_passages_of_one_document_are_resampled_together() -> None:
    right, wrong = [cells("clique")] * 4, [cells()] * 4
    gold = annotated(*[right] * 20)
    of_two = [replace(article, meta={"doc": f"d{i // 10}"}) for i, article in enumerate(gold)]
    predicted = predictions(*[right] * 10, *[wrong] * 10)
    alone, together = (score(articles, predicted, LABELS).labels["clique"].recall for articles in (gold, of_two))
    assert alone is not None
    assert together is not None
    assert (together.low, together.high) == (0, 1)
    assert 0.2 < alone.low < alone.high < 0.8


@given(st.integers(0, 1000), st.permutations(range(6)))
@settings(max_examples=25, deadline=None)
def test_the_order_of_articles_changes_no_score_and_no_interval(seed: int, order: list[int]) -> None:
    gold, predicted = annotated(*random_articles(seed, 6, LABELS, 0.5)), []
    rng = np.random.default_rng(seed)
    for article in gold:
        scores = [dict(zip(LABELS, rng.integers(0, 11, 3) / 10, strict=True)) for _ in article.sentences]
        predicted.append(Prediction([cells(*(la for la, p in s.items() if p > 0.5)) for s in scores], scores))
    there = score(gold, predicted, LABELS, resamples=50)
    again = score([gold[i] for i in order], [predicted[i] for i in order], LABELS, resamples=50)
    # Sums in another order may round otherwise.
    assert numbers(there.to_record()) == pytest.approx(numbers(again.to_record()), abs=2e-4)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    gold = random_articles(1, 30, LABELS, 0.4)
    predicted = [[cells("clique")] * len(a) for a in gold]
    first, again, other = (
        score(annotated(*gold), predictions(*predicted), LABELS, seed=s).micro_f1 for s in (13, 13, 14)
    )
    assert first == again != other


def test_a_corpus_of_the_usual_size_takes_less_than_a_second() -> None:
    labels = [f"label{i}" for i in range(26)]
    gold = random_articles(0, 127, labels, 0.05)
    started = time.perf_counter()
    score(annotated(*gold), predictions(*random_articles(0, 127, labels, 0.05)), labels)
    assert time.perf_counter() - started < 1


# The recipe of a number.


def test_the_signature_names_everything_that_moves_the_numbers() -> None:
    gold = annotated([cells("clique")] * 5, [{}])
    names = {"system": "tiny 0.1.0", "codebook": "framing-zh 1.0", "overlap": None}
    scores = score(gold, predictions([{}] * 5, [{}]), LABELS, names=names, resamples=50, seed=7)
    assert scores.signature == (
        "labels:1 of 3|avg:macro, support>=5|system:tiny 0.1.0|codebook:framing-zh 1.0|articles:2|documents:2"
        f"|sentences:6|data:{data_hash(gold)[:19]}|bootstrap:50|unit:document|seed:7|version:{__version__}"
    )
    assert data_hash(gold).startswith(data_of(scores.signature) or "?")


def test_the_record_is_rounded_and_keeps_null_for_undefined() -> None:
    gold, predicted = annotated([cells("clique")] * 3), predictions([cells("clique"), {}, {}])
    record = score(gold, predicted, ["clique", "alarm"]).to_record()
    assert list(record) == ["micro_f1", "macro_f1", "evidence_f1", "mix_error", "calibration", "labels", "signature"]
    assert record["macro_f1"] is record["calibration"] is None
    assert record["labels"]["clique"]["recall"] == {"value": 0.3333, "low": 0.3333, "high": 0.3333}
    assert record["labels"]["alarm"] == {
        "precision": None, "recall": None, "f1": None, "support": 0, "predicted": 0, "calibration": None,
    }  # fmt: skip


@pytest.mark.parametrize("predicted", [[], [[{}]], [[{}, {}], []]], ids=["no article", "a sentence short", "one more"])
def test_predictions_that_do_not_pair_up_with_the_gold_are_refused(predicted: list[list[Cells]]) -> None:
    with pytest.raises(ValueError, match="zip"):
        score(annotated([{}, {}]), predictions(*predicted), LABELS)
