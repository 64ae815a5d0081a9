"""AUC and rank correlation: by hand, and as scikit-learn and scipy compute them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import roc_auc_score

from framing.evaluation.ranking import auc, rank_correlation


def once(n: int) -> np.ndarray:
    return np.ones((1, n))


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [
        ([0.1, 0.9], [0, 1], 1.0),
        ([0.9, 0.1], [0, 1], 0.0),
        ([0.5, 0.5], [0, 1], 0.5),  # a tie counts half
        ([0.2, 0.4, 0.4, 0.8], [0, 1, 0, 1], 3.5 / 4),
        ([0, 0, 1, 0], [1, 0, 1, 0], 3 / 4),  # a list of cues: found or not
        ([0.3], [1], None),
        ([0.3, 0.4], [0, 0], None),
    ],
)
def test_auc_is_the_share_of_pairs_in_the_right_order(
    scores: list[float], positive: list[int], expected: float | None
) -> None:
    [found] = auc(once(len(scores)), np.array(scores, float), np.array(positive, bool))
    assert np.isnan(found) if expected is None else found == pytest.approx(expected)


@pytest.mark.parametrize("levels", [3, 1000])
def test_auc_is_that_of_scikit_learn_with_and_without_ties_and_drawn_texts_count_as_often_as_drawn(levels: int) -> None:
    rng = np.random.default_rng(levels)
    scores, positive = rng.integers(0, levels, 80) / levels, rng.random(80) < 0.3
    weights = np.concatenate([once(80), rng.integers(0, 4, (3, 80))])
    wanted = [roc_auc_score(positive, scores, sample_weight=w) for w in weights]
    assert auc(weights, scores, positive) == pytest.approx(wanted)


def test_only_texts_of_a_stratum_are_paired_where_strata_are_given() -> None:
    scores, positive = np.array([0.1, 0.2, 0.8, 0.9]), np.array([False, True, True, False])
    [whole] = auc(once(4), scores, positive)
    [within] = auc(once(4), scores, positive, np.array([0.0, 0, 1, 1]))  # right in the one, wrong in the other
    [alone] = auc(once(4), scores, positive, np.array([0.0, 0, 1, 2]))
    assert (whole, within, alone) == (2 / 4, 1 / 2, 1)


@pytest.mark.parametrize(
    ("scores", "grades", "rho"),
    [
        ([0.1, 0.2, 0.3], [1, 2, 3], 1.0),
        ([0.3, 0.2, 0.1], [1, 2, 3], -1.0),
        ([0.1, 0.1, 0.1], [1, 2, 3], None),
        ([0.1, 0.3, 0.2], [1, 2, 3], 0.5),
    ],
)
def test_rank_correlation_by_hand(scores: list[float], grades: list[float], rho: float | None) -> None:
    [found] = rank_correlation(once(3), np.array(scores), np.array(grades, float))
    assert np.isnan(found) if rho is None else found == pytest.approx(rho)


def test_rank_correlation_is_that_of_scipy_and_of_a_sample_in_which_texts_stand_as_often_as_drawn() -> None:
    rng = np.random.default_rng(4)
    grades = rng.integers(1, 6, 60).astype(float)
    scores = np.round(grades / 10 + rng.random(60), 1)
    weights = np.concatenate([once(60), rng.integers(0, 3, (3, 60))])
    wanted = []
    for w in weights.astype(int):
        wanted.append(spearmanr(np.repeat(scores, w), np.repeat(grades, w)).statistic)
    assert rank_correlation(weights, scores, grades) == pytest.approx(wanted)
