"""Does a score rank texts as others labelled them? Area under the ROC curve and rank correlation, resampled.

Weights say how often each text is drawn: a row of ones is the sample itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing.evaluation.resampling import Floats, ratio


def auc(weights: Floats, scores: Floats, positive: NDArray[np.bool_], stratum: Floats | None = None) -> Floats:
    """How often a positive text scores above a negative one, ties counting half: (R,), nan where one kind is absent.

    weights: (R, n). scores, positive: (n,). Mann and Whitney's U over the number of pairs (Hanley and McNeil, 1982,
    "The meaning and use of the area under a receiver operating characteristic (ROC) curve"). stratum: (n,), where
    only texts of the same stratum are paired (van Elteren, 1960, with all pairs weighted alike).
    """
    strata = np.zeros(len(scores)) if stratum is None else stratum
    wins, pairs = np.zeros((2, len(weights)))
    for here in (strata == value for value in np.unique(strata)):
        won, paired = _wins(weights[:, here], scores[here], positive[here])
        wins, pairs = wins + won, pairs + paired
    return ratio(wins, pairs)


def _wins(weights: Floats, scores: Floats, positive: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """(R,) each: pairs in the right order, ties counting half, and all pairs."""
    order, starts = _runs(scores)
    drawn, kind = weights[:, order], positive[order]
    above, below = (np.add.reduceat(drawn * side, starts, axis=1) for side in (kind, ~kind))
    wins = (above * (np.cumsum(below, axis=1) - below / 2)).sum(axis=1)
    return wins, above.sum(axis=1) * below.sum(axis=1)


def rank_correlation(weights: Floats, scores: Floats, grades: Floats) -> Floats:
    """Spearman's rho, (R,) in [−1, 1]; equal values share the middle of their ranks; nan if all of one are equal."""
    a, b = (_centred_ranks(weights, values) for values in (scores, grades))
    covariance, of_a, of_b = ((weights * x).sum(axis=1) for x in (a * b, a * a, b * b))
    return ratio(covariance, np.sqrt(of_a * of_b))


def _centred_ranks(weights: Floats, values: Floats) -> Floats:
    """(R, n): ranks minus their mean; those of texts that are not drawn carry no weight."""
    order, starts = _runs(values)
    in_run = np.add.reduceat(weights[:, order], starts, axis=1)
    middle = np.cumsum(in_run, axis=1) - in_run / 2
    run = np.empty(len(values), np.int64)
    run[order] = np.repeat(np.arange(len(starts)), np.diff([*starts, len(values)]))
    return np.asarray(middle[:, run] - weights.sum(axis=1, keepdims=True) / 2)


def _runs(values: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ascending order of values, and where in it each run of equal ones starts."""
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    return order, np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
