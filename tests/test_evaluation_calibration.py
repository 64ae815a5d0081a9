"""Calibration: errors computed by hand, Brier scores as scikit-learn has them, undefined where scores are few."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import Prediction, score
from framing.evaluation.calibration import Reliability, reliability
from framing.evaluation.resampling import resample


def reliability_of(*groups: tuple[float, int, int]) -> Reliability:
    """Of groups (score, how many sentences have it, how many of these are gold), all sentences their own article."""
    scores = np.repeat([score for score, _, _ in groups], [n for _, n, _ in groups])
    gold = np.concatenate([np.arange(n) < right for _, n, right in groups])
    article = np.arange(len(scores))
    return reliability(scores, gold, article, resample([f"a{i}" for i in article], 200))


@pytest.mark.parametrize(
    ("groups", "ece"),
    [
        ([(0.2, 50, 10), (0.8, 50, 40)], 0.0),
        ([(0.2, 50, 20), (0.8, 50, 40)], 0.1),
        ([(0.2, 50, 0), (0.8, 50, 50)], 0.2),
        ([(0.9, 50, 20), (0.8, 50, 20)], 0.45),
        ([(0.01, 900, 0), (0.2, 50, 20), (0.8, 50, 40)], 0.1),
        ([(0.2, 25, 10), (0.8, 75, 75)], (5 + 15) / 100),
    ],
    ids=[
        "as promised", "one bin is off by a fifth", "too timid", "boastful", "low scores are left out",
        "weighed by size",
    ],
)  # fmt: skip
def test_the_error_is_the_mean_distance_of_promise_and_gold_over_bins(
    groups: list[tuple[float, int, int]], ece: float
) -> None:
    found = reliability_of(*groups)
    assert found.ece is not None
    assert found.ece.value == pytest.approx(ece)
    assert 0 <= found.ece.low <= found.ece.high


def test_bins_hold_about_equally_many_scores_and_equal_scores_share_one() -> None:
    rng = np.random.default_rng(0)
    scores = np.round(rng.uniform(0.05, 1, 1000), 4)
    article = np.arange(1000)
    bins = reliability(scores, rng.random(1000) < scores, article, np.ones((1, 1000))).bins
    assert len(bins) == 10
    assert all(95 <= b.number <= 105 for b in bins)
    assert all(a.high < b.low for a, b in pairwise(bins))
    assert [b.number for b in reliability_of((0.3, 200, 10), (0.6, 30, 10)).bins] == [230 - 30, 30]


def test_a_bin_says_how_many_scores_it_holds_their_mean_and_the_share_of_gold() -> None:
    low, high = reliability_of((0.2, 50, 20), (0.8, 50, 40)).bins
    assert (low.low, low.high, low.number, low.gold.value) == (0.2, 0.2, 50, 0.4)
    assert low.mean_score == pytest.approx(0.2)
    assert low.gold.low < 0.4 < low.gold.high
    assert high.gold.value == 0.8


@pytest.mark.parametrize(("number", "is_defined"), [(0, False), (49, False), (50, True)])
def test_with_fewer_than_50_scores_calibration_is_undefined_and_not_0(number: int, is_defined: bool) -> None:
    found = reliability_of((0.01, 300, 0), (0.4, number // 2, 5), (0.5, number - number // 2, 10))
    assert found.number == number
    assert (found.ece is not None, found.by_chance is not None, found.bins != ()) == (is_defined,) * 3
    assert found.brier is not None


@pytest.mark.parametrize(
    ("groups", "bins"),
    [
        ([(0.1, 10, 1), (0.2, 40, 8)], []),
        ([(0.06, 49, 2), (0.9, 1, 1)], []),
        ([(0.9, 100, 90)], []),
        ([(0.1, 25, 2), (0.2, 25, 5)], [25, 25]),
        ([(0.1, 10, 1), (0.2, 40, 8), (0.3, 30, 9)], [50, 30]),
        ([(0.1, 30, 3), (0.2, 40, 8), (0.3, 10, 3)], [30, 50]),
        ([(0.1, 30, 3), (0.2, 10, 2), (0.3, 30, 9), (0.4, 30, 9)], [40, 30, 30]),
    ],
    ids=["10 and 40", "49 and 1", "all equal", "25 and 25", "a small first", "a small last", "a small one between"],
)
def test_no_bin_has_fewer_than_25_scores_and_calibration_needs_two_bins(
    groups: list[tuple[float, int, int]], bins: list[int]
) -> None:
    found = reliability_of(*groups)
    assert [b.number for b in found.bins] == bins
    assert (found.ece is not None, found.by_chance is not None) == (bins != [],) * 2


def test_by_chance_is_the_error_that_perfectly_calibrated_scores_would_have() -> None:
    rng = np.random.default_rng(1)
    scores, article = rng.uniform(0.05, 0.9, 400), np.arange(400)
    once = np.ones((1, 400))
    drawn = [reliability(scores, rng.random(400) < scores, article, once) for _ in range(200)]
    by_chance = drawn[0].by_chance
    assert by_chance is not None
    assert by_chance == pytest.approx(np.mean([d.ece.value for d in drawn if d.ece]), rel=0.1)


def test_brier_scores_are_those_of_scikit_learn_over_all_sentences() -> None:
    from sklearn.metrics import brier_score_loss

    rng = np.random.default_rng(2)
    scores, gold = rng.random(300), rng.random(300) < 0.3
    found = reliability(scores, gold, np.arange(300), np.ones((1, 300)))
    assert found.brier is not None
    assert found.brier.value == pytest.approx(brier_score_loss(gold, scores))


def test_a_system_is_calibrated_by_label_and_all_labels_together() -> None:
    gold = [
        AnnotatedArticle(
            f"a{i}", None, None, {}, (AnnotatedSentence("一句话", {"clique": ((0, 1),)} if i % 2 else {}),)
        )
        for i in range(60)
    ]
    predicted = [Prediction([{}], [{"clique": 0.6 if i < 30 else 0.8, "alarm": 0.01}]) for i in range(60)]
    found = score(gold, predicted, ["clique", "alarm"]).calibration
    assert found is not None
    assert found.labels["clique"].ece is not None
    assert found.labels["clique"].ece.value == pytest.approx(0.2)
    assert found.labels["alarm"].ece is None
    assert found.labels["alarm"].number == 0
    assert found.pooled.ece == found.labels["clique"].ece
    record = score(gold, predicted, ["clique"]).to_record()["calibration"]
    low, high = record["bins"]
    assert low == {"low": 0.6, "high": 0.6, "number": 30, "mean_score": 0.6, "gold": low["gold"]}
    assert (high["low"], high["number"], high["gold"]["value"]) == (0.8, 30, 0.5)


@pytest.mark.parametrize(
    "scores", [None, [{"clique": 0.5}, {}]], ids=["none at all", "not for every label of every sentence"]
)
def test_without_scores_for_every_label_there_is_no_calibration(scores: list[dict[str, float]] | None) -> None:
    gold = [AnnotatedArticle("a", None, None, {}, (AnnotatedSentence("一句话"),) * 2)]
    found = score(gold, [Prediction([{}, {}], scores)], ["clique"])
    assert found.calibration is None
    assert found.ece is None
