"""From what the classifier flagged to what is really there: a share corrected for known errors.

Double sampling, post-stratified on the classifier's decision (Tenenbein 1970, JASA 65:1350–1361; also
called misclassification calibration). On out-of-fold sentences both the decision and the truth are
known, which gives two rates with Jeffreys priors:

    ppv  positive predictive value   share of flagged sentences that are right   ~ Beta(tp + ½, fp + ½)
    for  false omission rate         share of unflagged sentences that are wrong ~ Beta(fn + ½, tn + ½)

Of n sentences with c flagged, the true count is Binomial(c, ppv) + Binomial(n − c, for). With the rates
integrated out it is the sum of two beta-binomials, whose distribution is computed exactly: no draws,
no seed, and the numbers of one label never depend on which other labels there are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

INTERVAL = 0.90  # probability that the true share lies between `low` and `high`, if the error rates carry over

Probabilities = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ErrorCounts:
    """How the model did on out-of-fold sentences, for one label or one family; counts of sentences."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """Shares in [0, 1], low ≤ adjusted ≤ high: the expected true share and its 90% predictive interval."""

    adjusted: float
    low: float
    high: float


def correct(count: int, sentences: int, errors: ErrorCounts) -> CorrectedShare:
    """The corrected share when `count` of `sentences` were flagged; 0 ≤ count ≤ sentences, sentences ≥ 1.

    `low` and `high` are the 5th and 95th percentile of the true count's distribution, over `sentences`,
    widened to the mean where a skewed distribution has its mean outside them.
    """
    right = (errors.true_positive + 0.5, errors.false_positive + 0.5)
    missed = (errors.false_negative + 0.5, errors.true_negative + 0.5)
    ppv, false_omission = (a / (a + b) for a, b in (right, missed))
    adjusted = (count * ppv + (sentences - count) * false_omission) / sentences

    true_count = np.convolve(_beta_binomial(count, *right), _beta_binomial(sentences - count, *missed))
    tail = (1 - INTERVAL) / 2
    low, high = np.searchsorted(np.cumsum(true_count), [tail, 1 - tail]) / sentences
    return CorrectedShare(adjusted, min(float(low), adjusted), max(min(float(high), 1.0), adjusted))


def _beta_binomial(n: int, a: float, b: float) -> Probabilities:
    """P(k) for k = 0 … n of a binomial whose rate is Beta(a, b); shape (n + 1,), sums to 1.

    Built from P(k + 1) / P(k) = (n − k)(a + k) / ((k + 1)(b + n − k − 1)), in logs so that large n is safe.
    """
    k = np.arange(n)
    steps = np.log((n - k) * (a + k)) - np.log((k + 1) * (b + n - k - 1))
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())
