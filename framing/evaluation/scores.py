"""Scores of one system against annotated articles, each with an interval and together with their recipe.

Formulas: per label, over sentences, with true positives TP, false positives FP and false negatives FN,

    precision = TP / (TP + FP)    recall = TP / (TP + FN)    F1 = 2 TP / (2 TP + FP + FN)

Micro-F1 sums TP, FP and FN over labels first; macro-F1 is the mean of the labels' F1 (the "averaged F1" of
Opitz and Burst, 2019, "Macro F1 and Macro F1"). Evidence F1 is the token F1 of DeYoung et al. (2020,
"ERASER") with characters as tokens. Mix error is the absolute error of prevalence estimates (Sebastiani,
2020, "Evaluation measures for quantification"). Intervals are percentile bootstraps (Efron and
Tibshirani, 1993, ch. 13) that resample whole articles, since an article's sentences belong together.

A score whose denominator is empty is None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing import __version__
from framing.corpus import AnnotatedArticle, data_hash
from framing.evaluation.counts import Counts, Floats, count
from framing.evaluation.predictions import Prediction

MACRO_SUPPORT = 5
"""Gold cases a label needs to enter macro-F1; below, its F1 is mostly chance."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with the low and high end of its 95% interval."""

    value: float
    low: float
    high: float

    def to_record(self) -> dict[str, float]:
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


@dataclass(frozen=True, slots=True)
class LabelScores:
    """One label, over sentences; `support` is its gold cases, `predicted` the sentences the system gave it.

    Precision is None without predictions, recall and F1 are None without gold cases. All in [0, 1].
    """

    precision: Estimate | None
    recall: Estimate | None
    f1: Estimate | None
    support: int
    predicted: int


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of one system, None where undefined.

    Higher is better, in [0, 1], save for `mix_error`: in [0, 1], lower is better (0.01: a label's share of an
    article is off by one percentage point on average).
    """

    micro_f1: Estimate | None
    macro_f1: Estimate | None
    evidence_f1: Estimate | None
    mix_error: Estimate | None
    labels: Mapping[str, LabelScores]
    signature: str

    def to_record(self) -> dict[str, Any]:
        """For JSON: rounded to 4 decimals, null where undefined, the signature last."""
        whole = ("micro_f1", "macro_f1", "evidence_f1", "mix_error")
        return {
            **{name: _record(getattr(self, name)) for name in whole},
            "labels": {
                label: {
                    "precision": _record(s.precision), "recall": _record(s.recall), "f1": _record(s.f1),
                    "support": s.support, "predicted": s.predicted,
                }
                for label, s in self.labels.items()
            },
            "signature": self.signature,
        }  # fmt: skip


def score(
    gold: Sequence[AnnotatedArticle], predicted: Sequence[Prediction], labels: Sequence[str], *,
    resamples: int = 1000, seed: int = 13, system: str = "unnamed", codebook: str = "unnamed",
) -> Scores:  # fmt: skip
    """Compare predictions with gold, article by article, on `labels`; other labels are ignored.

    `labels` is passed in because a label may have no sentence. `system` and `codebook` only go into the
    signature. Raises ValueError if articles or sentences of `gold` and `predicted` do not pair up.
    """
    counts = count(gold, predicted, labels)
    once = np.ones((1, len(gold)))
    weights = _resample(len(gold), resamples, seed)
    in_macro = counts.support.sum(axis=0) >= MACRO_SUPPORT

    def estimate(measure: Any, *arguments: Any) -> Estimate | None:
        return _estimate(measure(once, counts, *arguments), measure(weights, counts, *arguments))

    return Scores(
        micro_f1=estimate(_micro_f1),
        macro_f1=estimate(_macro_f1, in_macro),
        evidence_f1=estimate(_evidence_f1),
        mix_error=estimate(_mix_error),
        labels={
            label: LabelScores(
                precision=estimate(_precision, i),
                recall=estimate(_recall, i),
                f1=estimate(_label_f1, i),
                support=int(counts.support[:, i].sum()),
                predicted=int(counts.predicted[:, i].sum()),
            )
            for i, label in enumerate(labels)
        },
        signature="|".join(
            [
                f"labels:{in_macro.sum()} of {len(labels)}", f"avg:macro, support>={MACRO_SUPPORT}",
                f"articles:{len(gold)}", f"sentences:{int(counts.sentences.sum())}",
                f"data:{data_hash(gold)[:19]}", f"bootstrap:{resamples}", "unit:article", f"seed:{seed}",
                f"model:{system}", f"codebook:{codebook}", f"version:{__version__}",
            ]
        ),
    )  # fmt: skip


def _resample(articles: int, resamples: int, seed: int) -> Floats:
    """Shape (resamples, articles): how often each of the articles is drawn, with replacement."""
    if not articles:
        return np.zeros((resamples, 0))
    draws = np.random.default_rng(seed).multinomial(articles, np.full(articles, 1 / articles), size=resamples)
    return draws.astype(np.float64)


# Each measure: weights of shape (R, A) → R values, nan where undefined.


def _ratio(numerator: Floats, denominator: Floats) -> Floats:
    ratio = np.full(denominator.shape, np.nan)
    np.divide(numerator, denominator, out=ratio, where=denominator > 0)
    return ratio


def _f1(true_positive: Floats, predicted: Floats, support: Floats) -> Floats:
    # 2 TP + FP + FN is predicted + support. Without a gold case recall, and with it F1, means nothing.
    return _ratio(2 * true_positive, np.where(support > 0, predicted + support, 0))


def _precision(weights: Floats, counts: Counts, label: int) -> Floats:
    return _ratio(weights @ counts.true_positive[:, label], weights @ counts.predicted[:, label])


def _recall(weights: Floats, counts: Counts, label: int) -> Floats:
    return _ratio(weights @ counts.true_positive[:, label], weights @ counts.support[:, label])


def _label_f1(weights: Floats, counts: Counts, label: int) -> Floats:
    return _f1(*(weights @ c[:, label] for c in (counts.true_positive, counts.predicted, counts.support)))


def _micro_f1(weights: Floats, counts: Counts) -> Floats:
    return _f1(*(weights @ c.sum(axis=1) for c in (counts.true_positive, counts.predicted, counts.support)))


def _macro_f1(weights: Floats, counts: Counts, in_macro: NDArray[np.bool_]) -> Floats:
    """The mean over the labels that have support in the whole data; one a resample misses leaves its mean."""
    f1 = _f1(*(weights @ c[:, in_macro] for c in (counts.true_positive, counts.predicted, counts.support)))
    defined = ~np.isnan(f1)
    return _ratio(np.where(defined, f1, 0).sum(axis=1), defined.sum(axis=1))


def _evidence_f1(weights: Floats, counts: Counts) -> Floats:
    """2 · |gold ∩ predicted| / (|gold| + |predicted|) characters, summed over all true positives."""
    return _ratio(2 * (weights @ counts.shared_characters), weights @ counts.evidence_characters)


def _mix_error(weights: Floats, counts: Counts) -> Floats:
    """|predicted share − gold share|, mean over articles × labels; share = sentences with it / sentences."""
    off = np.abs(counts.predicted - counts.support) / counts.sentences[:, None]
    return _ratio(weights @ off.sum(axis=1), weights.sum(axis=1) * off.shape[1])


def _estimate(point: Floats, resampled: Floats) -> Estimate | None:
    """The point with its 95% percentile interval over the resamples in which the score is defined."""
    defined = resampled[~np.isnan(resampled)]
    if np.isnan(point[0]) or not defined.size:
        return None
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(float(point[0]), float(low), float(high))


def _record(estimate: Estimate | None) -> dict[str, float] | None:
    return None if estimate is None else estimate.to_record()
