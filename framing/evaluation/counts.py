"""Counts per article, of which every score is made: sums over resampled articles are matrix products."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.corpus import AnnotatedArticle, Span
from framing.evaluation.predictions import Prediction
from framing.evaluation.resampling import Floats


@dataclass(frozen=True, slots=True)
class Counts:
    """One row per article; A articles, L labels."""

    sentences: Floats  # (A,)
    true_positive: Floats  # (A, L) sentences
    predicted: Floats  # (A, L) sentences
    support: Floats  # (A, L) sentences
    shared_characters: Floats  # (A,) in gold and predicted evidence of true positives; nan: evidence not given
    evidence_characters: Floats  # (A,) in gold evidence + in predicted evidence of true positives


def count(gold: Sequence[AnnotatedArticle], predicted: Sequence[Prediction], labels: Sequence[str]) -> Counts:
    """Raises ValueError if articles, or sentences within one, do not pair up."""
    shape = (len(gold), len(labels))
    counts = Counts(
        np.zeros(len(gold)), np.zeros(shape), np.zeros(shape), np.zeros(shape),
        np.zeros(len(gold)), np.zeros(len(gold)),
    )  # fmt: skip
    column = {label: i for i, label in enumerate(labels)}
    for a, (article, prediction) in enumerate(zip(gold, predicted, strict=True)):
        counts.sentences[a] = len(article.sentences)
        for sentence, found in zip(article.sentences, prediction.labels, strict=True):
            for label in sentence.labels.keys() & column.keys():
                counts.support[a, column[label]] += 1
            for label in found.keys() & column.keys():
                counts.predicted[a, column[label]] += 1
            for label in sentence.labels.keys() & found.keys() & column.keys():
                counts.true_positive[a, column[label]] += 1
                shared, total = _evidence_overlap(sentence.labels[label], found[label])
                counts.shared_characters[a] += shared
                counts.evidence_characters[a] += total
    return counts


def _evidence_overlap(gold: Sequence[Span], predicted: Sequence[Span] | None) -> tuple[float, int]:
    """Characters in both, and in gold plus in predicted; a character covered twice counts once."""
    in_gold = {c for start, end in gold for c in range(start, end)}
    if predicted is None:
        return np.nan, len(in_gold)
    in_predicted = {c for start, end in predicted for c in range(start, end)}
    return len(in_gold & in_predicted), len(in_gold) + len(in_predicted)
