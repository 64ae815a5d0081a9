"""How far two readings of the same sentences agree, label by label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.corpus.annotated import AnnotatedSentence, Span


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two readers on one label, or on several taken together.

    first, second: sentences to which each gave it; both: to which both did. f1: positive agreement in [0, 1], None
    where neither gave it. alpha: Krippendorff's alpha for nominal data, at most 1, 0 for chance; None where the
    readings hold only one value, for which it is undefined. evidence: character F1 of the spans where both gave it.
    """

    sentences: int
    first: int
    second: int
    both: int
    alpha: float | None
    evidence: float | None

    @property
    def f1(self) -> float | None:
        """2 both / (first + second): the F1 of either reader with the other as the truth."""
        return 2 * self.both / (self.first + self.second) if self.first + self.second else None


def agreement_by_label(
    first: Sequence[AnnotatedSentence], second: Sequence[AnnotatedSentence], labels: Sequence[str]
) -> dict[str, Agreement]:
    """Agreement on each label. Raises ValueError unless both read the same sentences."""
    _check_same(first, second)
    return {label: _agreement(first, second, [label]) for label in labels}


def agreement_over_all(
    first: Sequence[AnnotatedSentence], second: Sequence[AnnotatedSentence], labels: Sequence[str]
) -> Agreement:
    """Agreement on all cells (sentence × label) taken together. Raises ValueError unless both read the same."""
    _check_same(first, second)
    return _agreement(first, second, labels)


def krippendorff_alpha(first: int, second: int, both: int, total: int) -> float | None:
    """Nominal alpha of two readers on `total` yes-or-no cells without missing values.

    first, second: cells to which each said yes; both: to which both did. One minus observed over expected
    disagreement (Krippendorff, 2011, "Computing Krippendorff's Alpha-Reliability"); None if all said the same.
    """
    values, ones = 2 * total, first + second
    expected = 2 * ones * (values - ones) / (values * (values - 1)) if values > 1 else 0.0
    observed = (first + second - 2 * both) / total if total else 0.0
    return 1 - observed / expected if expected else None


def _check_same(first: Sequence[AnnotatedSentence], second: Sequence[AnnotatedSentence]) -> None:
    if [s.text for s in first] != [s.text for s in second]:
        raise ValueError("the two readings are of different sentences")


def _agreement(
    first: Sequence[AnnotatedSentence], second: Sequence[AnnotatedSentence], labels: Sequence[str]
) -> Agreement:
    cells = [(a.labels.get(label), b.labels.get(label)) for a, b in zip(first, second, strict=True) for label in labels]
    ones, twos = sum(bool(a) for a, _ in cells), sum(bool(b) for _, b in cells)
    shared = [(a, b) for a, b in cells if a and b]
    alpha = krippendorff_alpha(ones, twos, len(shared), len(cells))
    return Agreement(len(first), ones, twos, len(shared), alpha, _evidence_f1(shared))


def _evidence_f1(shared: Sequence[tuple[Sequence[Span], Sequence[Span]]]) -> float | None:
    """Characters both marked, against the mean of what each did, over all shared cells."""
    hits = marked = 0
    for a, b in shared:
        one, two = _characters(a), _characters(b)
        hits += len(one & two)
        marked += len(one) + len(two)
    return 2 * hits / marked if marked else None


def _characters(spans: Sequence[Span]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}
