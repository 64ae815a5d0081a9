"""What is measured, as sums over articles: weights of shape (R, A) → R values, nan where undefined.

Per label, over sentences, with true positives TP, false positives FP and false negatives FN,

    precision = TP / (TP + FP)    recall = TP / (TP + FN)    F1 = 2 TP / (2 TP + FP + FN)

Micro-F1 sums TP, FP and FN over labels first; macro-F1 is the mean of the labels' F1 (the "averaged F1" of
Opitz and Burst, 2019, "Macro F1 and Macro F1"). Evidence F1 is the token F1 of DeYoung et al. (2020,
"ERASER") with characters as tokens. Mix error is the absolute error of prevalence estimates (Sebastiani,
2020, "Evaluation measures for quantification").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from framing.evaluation.counts import Counts
from framing.evaluation.resampling import Floats, ratio

Measure = Callable[[Floats, Counts], Floats]

MACRO_SUPPORT = 5
"""Gold cases a label needs to enter macro-F1; below, its F1 is mostly chance."""


def in_macro(counts: Counts) -> NDArray[np.bool_]:
    """(L,): the labels that macro-F1 is the mean of."""
    return np.asarray(counts.support.sum(axis=0) >= MACRO_SUPPORT)


def precision(weights: Floats, counts: Counts, label: int) -> Floats:
    return ratio(weights @ counts.true_positive[:, label], weights @ counts.predicted[:, label])


def recall(weights: Floats, counts: Counts, label: int) -> Floats:
    return ratio(weights @ counts.true_positive[:, label], weights @ counts.support[:, label])


def label_f1(weights: Floats, counts: Counts, label: int) -> Floats:
    return _f1(*(weights @ c[:, label] for c in (counts.true_positive, counts.predicted, counts.support)))


def micro_f1(weights: Floats, counts: Counts) -> Floats:
    return _f1(*(weights @ c.sum(axis=1) for c in (counts.true_positive, counts.predicted, counts.support)))


def macro_f1(weights: Floats, counts: Counts) -> Floats:
    """The mean over the labels that have support in the whole data; one a resample misses leaves its mean."""
    chosen = in_macro(counts)
    f1 = _f1(*(weights @ c[:, chosen] for c in (counts.true_positive, counts.predicted, counts.support)))
    defined = ~np.isnan(f1)
    return ratio(np.where(defined, f1, 0).sum(axis=1), defined.sum(axis=1))


def evidence_f1(weights: Floats, counts: Counts) -> Floats:
    """2 · |gold ∩ predicted| / (|gold| + |predicted|) characters, summed over all true positives."""
    return ratio(2 * (weights @ counts.shared_characters), weights @ counts.evidence_characters)


def mix_error(weights: Floats, counts: Counts) -> Floats:
    """|predicted share − gold share|, mean over articles × labels; share = sentences with it / sentences."""
    off = np.abs(counts.predicted - counts.support) / counts.sentences[:, None]
    return ratio(weights @ off.sum(axis=1), weights.sum(axis=1) * off.shape[1])


WHOLE: Mapping[str, Measure] = {
    "micro_f1": micro_f1,
    "macro_f1": macro_f1,
    "evidence_f1": evidence_f1,
    "mix_error": mix_error,
}
"""The scores of a whole corpus, by the names they have in `Scores`."""


def _f1(true_positive: Floats, predicted: Floats, support: Floats) -> Floats:
    # 2 TP + FP + FN is predicted + support. Without a gold case recall, and with it F1, means nothing.
    return ratio(2 * true_positive, np.where(support > 0, predicted + support, 0))
