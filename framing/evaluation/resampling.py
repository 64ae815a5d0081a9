"""Estimates with the interval that resampling gives them.

What is resampled, with replacement, is whole source documents: the sentences of an article belong together, and
so do passages of one document (`AnnotatedArticle.group`). Efron and Tibshirani, 1993, "An introduction to the
bootstrap", ch. 13.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 1000
SEED = 13


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with the low and high end of its 95% interval."""

    value: float
    low: float
    high: float

    def text(self, decimals: int = 3, *, signed: bool = False) -> str:
        """ "0.668 [0.632, 0.699]"; signed: with a + where it is above 0."""
        value, low, high = (f"{x:{'+' if signed else ''}.{decimals}f}" for x in (self.value, self.low, self.high))
        return f"{value} [{low}, {high}]"

    def to_record(self) -> dict[str, float]:
        """For JSON: rounded to 4 decimals."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}

    @classmethod
    def from_record(cls, record: Mapping[str, float] | None) -> Estimate | None:
        """What `to_record` wrote; None for null."""
        return None if record is None else cls(record["value"], record["low"], record["high"])


def resample(groups: Sequence[str], resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Shape (resamples, articles): how often each article is drawn, together with all others of its group.

    groups: one per article. The order of articles does not matter to what is drawn.
    """
    if not groups:
        return np.zeros((resamples, 0))
    names, of_article = np.unique(list(groups), return_inverse=True)
    draws = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), size=resamples)
    return draws[:, of_article].astype(np.float64)


def percentile_interval(point: Floats, resampled: Floats) -> Estimate | None:
    """The point, shape (1,), with the middle 95% of the resamples in which the score is defined; nan: undefined."""
    defined = resampled[~np.isnan(resampled)]
    if np.isnan(point[0]) or not defined.size:
        return None
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(float(point[0]), float(low), float(high))


def pivotal_interval(point: Floats, resampled: Floats) -> Estimate | None:
    """As `percentile_interval`, mirrored at the point and cut off at 0: for distances, which resampling inflates."""
    if (found := percentile_interval(point, resampled)) is None:
        return None
    return Estimate(found.value, max(0.0, 2 * found.value - found.high), max(0.0, 2 * found.value - found.low))


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Elementwise, nan where the denominator is empty."""
    result = np.full(denominator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result
