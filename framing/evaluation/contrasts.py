"""Is one group of sentences treated differently from another, or would other documents of the kind say otherwise?

Both groups are measured on the same resamples of documents. A difference may come from the devices that occur in a
group, so `remaining` is what is left of it when that is taken off (see `rates.expected`).

With few documents resampling understates chance, so its deviations are widened as Student's t widens those of a
normal distribution: by √(n / χ²), χ² drawn with n − 1 degrees of freedom, n the documents of the smaller side.
Hundreds of comparisons find some with p < 0.05 by chance. Their p-values are adjusted by the step-up procedure of
Benjamini and Hochberg (1995, "Controlling the false discovery rate"): of what is called beyond chance, at most one
in twenty is expected to be chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from framing.evaluation.comparison import Difference, difference
from framing.evaluation.rates import RATES, Totals, expected
from framing.evaluation.resampling import SEED, Floats

LEVEL = 0.05
CORRECTION = "Benjamini-Hochberg"


@dataclass(frozen=True, slots=True)
class Side:
    """A group's totals as it is, shape (1, …), and resampled, shape (R, …); documents: how many it is from."""

    point: Totals
    drawn: Totals
    documents: int

    def __add__(self, other: Side) -> Side:
        documents = max(self.documents, other.documents)  # at least: some may hold sentences of both
        return Side(self.point + other.point, self.drawn + other.drawn, documents)

    def expected(self, everyone: Side) -> Side:
        """As it would be if every label were found and wrongly given at its rates among everyone."""
        return replace(self, point=expected(self.point, everyone.point), drawn=expected(self.drawn, everyone.drawn))


@dataclass(frozen=True, slots=True)
class Contrast:
    """One rate of a group minus that of those it is compared with; `against` is None for the rest of its dimension.

    value, other: the rates themselves. adjusted, remaining_adjusted: p-values corrected for all comparisons.
    """

    dimension: str
    group: str
    against: str | None
    rate: str
    value: float
    other: float
    difference: Difference
    remaining: Difference
    adjusted: float = 1.0
    remaining_adjusted: float = 1.0

    @property
    def differs(self) -> bool:
        """The rates differ beyond chance."""
        return self.adjusted < LEVEL

    @property
    def is_flagged(self) -> bool:
        """They do, and what the devices don't explain is beyond chance too: the group is treated differently."""
        return self.differs and self.remaining_adjusted < LEVEL

    def to_record(self) -> dict[str, Any]:
        """For JSON: rounded to 4 decimals."""
        return {
            "group": self.group, "against": self.against, "rate": self.rate,
            "value": round(self.value, 4), "other": round(self.other, 4),
            "difference": _record(self.difference, self.adjusted),
            "remaining": _record(self.remaining, self.remaining_adjusted),
            "differs": self.differs, "flagged": self.is_flagged,
        }  # fmt: skip


def contrasts(dimension: str, group: str, against: str | None, here: Side, there: Side) -> list[Contrast]:
    """Every rate that is defined for both, not yet corrected."""
    everyone, documents = here + there, min(here.documents, there.documents)
    likely_here, likely_there = here.expected(everyone), there.expected(everyone)
    found = []
    for name, rate in RATES.items():
        value, other = rate(here.point), rate(there.point)
        apart, drawn_apart = value - other, rate(here.drawn) - rate(there.drawn)
        by_devices = rate(likely_here.point) - rate(likely_there.point)
        drawn_by_devices = rate(likely_here.drawn) - rate(likely_there.drawn)
        whole = significance(apart, drawn_apart, documents)
        remaining = significance(apart - by_devices, drawn_apart - drawn_by_devices, documents)
        if whole and remaining:
            found.append(Contrast(dimension, group, against, name, float(value[0]), float(other[0]), whole, remaining))
    return found


def significance(point: Floats, resampled: Floats, documents: int) -> Difference | None:
    """As `difference`, with the p-value of few documents; None for a single one, too."""
    if documents < 2 or (found := difference(point, resampled)) is None:
        return None
    defined = resampled[~np.isnan(resampled)]
    wider = np.sqrt(documents / np.random.default_rng(SEED).chisquare(documents - 1, len(defined)))
    as_far = np.abs(defined - defined.mean()) * wider >= abs(found.estimate.value)
    return replace(found, p=float((1 + as_far.sum()) / (1 + len(defined))))


def corrected(found: Sequence[Contrast]) -> list[Contrast]:
    """The same with p-values adjusted for their number."""
    whole = benjamini_hochberg(np.array([c.difference.p for c in found]))
    remaining = benjamini_hochberg(np.array([c.remaining.p for c in found]))
    return [
        replace(c, adjusted=float(p), remaining_adjusted=float(r))
        for c, p, r in zip(found, whole, remaining, strict=True)
    ]


def benjamini_hochberg(p: Floats) -> Floats:
    """Adjusted p-values, (n,): the smallest false discovery rate at which each is called significant."""
    order = np.argsort(p)
    scaled = p[order] * len(p) / np.arange(1, len(p) + 1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum.accumulate(scaled[::-1])[::-1].clip(max=1)
    return adjusted


def _record(found: Difference, adjusted: float) -> dict[str, float]:
    return {**found.estimate.to_record(), "p": round(found.p, 4), "adjusted": round(adjusted, 4)}
