"""Do scores mean what they say: of all sentences scored 0.7 for a device, do seven in ten carry it?

Scores are sorted into bins of equal mass, and each bin's mean score is compared with its share of gold:

    ECE = Σ_bins |Σ_{i in bin} (score_i − gold_i)| / number of scores        (Guo et al., 2017)

Bins of equal mass rather than equal width, since nearly all scores lie at the low end (Nixon et al., 2019,
"Measuring calibration in deep learning": adaptive calibration error), and they are less biased (Roelofs et al.,
2022, "Mitigating bias in calibration error estimation"). Scores below 0.05 are left out, as Nixon et al. do:
thousands of sentences that nobody would tag would hide the rest.

Even a perfectly calibrated system has an ECE above 0 on few sentences. `by_chance` says how large it would be
with these very scores: gold_i would then be drawn with probability score_i, a bin's sum would be nearly normal
with variance Σ score_i (1 − score_i), and the mean of its absolute value is √(2/π) times its deviation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.corpus import AnnotatedArticle
from framing.evaluation.resampling import Estimate, Floats, percentile_interval, pivotal_interval, ratio

LOWEST_SCORE = 0.05
MOST_BINS = 10
BIN_SIZE = 25
"""Scores that a bin needs; without two such bins calibration is undefined."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores from `low` to `high`: how many, their mean, and the share of them that is gold."""

    low: float
    high: float
    number: int
    mean_score: float
    gold: Estimate


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the scores of one label, or of all together, are to be believed; all in [0, 1], lower is better.

    number: scores of 0.05 or more; `ece`, `by_chance` and `bins` are about these and None or empty if they don't
    fill two bins. brier: mean squared difference of score and gold (0 or 1) over all sentences (Brier, 1950).
    """

    number: int
    ece: Estimate | None
    by_chance: float | None
    brier: Estimate | None
    bins: tuple[Bin, ...]

    def to_record(self, *, bins: bool = True) -> dict[str, Any]:
        """For JSON, rounded to 4 decimals; `bins`: with the reliability table."""
        record: dict[str, Any] = {
            "number": self.number, "ece": None if self.ece is None else self.ece.to_record(),
            "by_chance": None if self.by_chance is None else round(self.by_chance, 4),
            "brier": None if self.brier is None else self.brier.to_record(),
        }  # fmt: skip
        if bins:
            record["bins"] = [
                {"low": b.low, "high": b.high, "number": b.number, "mean_score": round(b.mean_score, 4),
                 "gold": b.gold.to_record()}
                for b in self.bins
            ]  # fmt: skip
        return record


@dataclass(frozen=True, slots=True)
class Reliabilities:
    """All labels pooled, and each label by itself."""

    pooled: Reliability
    labels: Mapping[str, Reliability]


def reliabilities(
    gold: Sequence[AnnotatedArticle], scores: Floats, labels: Sequence[str], weights: Floats
) -> Reliabilities:
    """scores: (sentences, labels), in the order of `labels`. weights: (R, articles), from `resample`."""
    truth = np.array([[label in s.labels for label in labels] for a in gold for s in a.sentences], np.bool_)
    truth = truth.reshape(scores.shape)
    article = np.repeat(np.arange(len(gold)), [len(a.sentences) for a in gold])
    return Reliabilities(
        pooled=reliability(scores.ravel(), truth.ravel(), np.repeat(article, len(labels)), weights),
        labels={label: reliability(scores[:, k], truth[:, k], article, weights) for k, label in enumerate(labels)},
    )


def reliability(scores: Floats, gold: NDArray[np.bool_], article: NDArray[np.int64], weights: Floats) -> Reliability:
    """scores, gold, article (its number): shape (cells,). weights: (R, articles)."""
    articles = weights.shape[1]
    once = np.ones((1, articles))

    def summed(values: Floats, chosen: NDArray[np.int64]) -> Floats:
        return np.asarray(np.bincount(chosen, values, minlength=articles), np.float64)

    errors, cells = summed((scores - gold) ** 2, article), summed(np.ones(len(scores)), article)
    brier = percentile_interval(ratio(once @ errors, once @ cells), ratio(weights @ errors, weights @ cells))
    high = scores >= LOWEST_SCORE
    scores, gold, article = scores[high], gold[high], article[high]
    masks = _bins(scores)
    if len(masks) < 2:
        return Reliability(len(scores), None, None, brier, ())
    # (articles, bins): sums that resampling weights.
    number = np.stack([summed(m[m].astype(np.float64), article[m]) for m in masks], axis=1)
    found = np.stack([summed(gold[m].astype(np.float64), article[m]) for m in masks], axis=1)
    expected = np.stack([summed(scores[m], article[m]) for m in masks], axis=1)

    def ece(w: Floats) -> Floats:
        return ratio(np.abs(w @ (expected - found)).sum(axis=1), (w @ number).sum(axis=1))

    by_chance = sum(np.sqrt(2 / np.pi * (scores[m] * (1 - scores[m])).sum()) for m in masks) / len(scores)
    bins = []
    for k, m in enumerate(masks):
        share = percentile_interval(
            ratio(once @ found[:, k], once @ number[:, k]), ratio(weights @ found[:, k], weights @ number[:, k])
        )
        assert share is not None  # a bin holds scores, so its share of gold is defined
        bins.append(Bin(float(scores[m].min()), float(scores[m].max()), int(m.sum()), float(scores[m].mean()), share))
    return Reliability(len(scores), pivotal_interval(ece(once), ece(weights)), float(by_chance), brier, tuple(bins))


def _bins(scores: Floats) -> list[NDArray[np.bool_]]:
    """Which scores are in each bin; equal scores share one, so that the order of sentences does not matter.

    A bin that ties left with fewer than BIN_SIZE scores is joined with the next, the last one with the one before.
    """
    if len(scores) < 2 * BIN_SIZE:
        return [np.ones(len(scores), np.bool_)]
    bins = min(MOST_BINS, len(scores) // BIN_SIZE)
    kept: list[float] = []
    begun = 0  # how many scores lie below the bin that the next edge would close
    for edge in np.quantile(scores, np.arange(1, bins) / bins):
        below = int((scores < edge).sum())
        if below - begun >= BIN_SIZE and len(scores) - below >= BIN_SIZE:
            kept, begun = [*kept, float(edge)], below
    in_bin = np.searchsorted(kept, scores, side="right")
    return [in_bin == number for number in range(len(kept) + 1)]
