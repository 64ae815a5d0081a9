"""Rates: what each sentence adds to them, and the interval that resampling sentences gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.evaluation.resampling import RESAMPLES, SEED, Estimate, percentile_interval, ratio, resample


@dataclass(frozen=True, slots=True)
class Tally:
    """`hits` of `cases` that one sentence (or pair) adds to the rate of a device; None: to the overall rate only."""

    sentence: str
    device: str | None
    hits: int
    cases: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """numerator / denominator with its 95% interval; `estimate` is None where there is no case.

    Where the numerator is 0 or all, every resample agrees and the interval has no width: read the denominator.
    """

    numerator: int
    denominator: int
    estimate: Estimate | None

    def text(self) -> str:
        """ "3.4% [2.1, 4.9]"; '–' where there is no case."""
        if self.estimate is None:
            return "–"
        value, low, high = (100 * x for x in (self.estimate.value, self.estimate.low, self.estimate.high))
        return f"{value:.1f}% [{low:.1f}, {high:.1f}]"

    def short(self) -> str:
        """ "67% (4/6)"; '–' where there is no case."""
        if not self.denominator:
            return "–"
        return f"{100 * self.numerator / self.denominator:.0f}% ({self.numerator}/{self.denominator})"

    def to_record(self) -> dict[str, Any]:
        """For JSON."""
        ends = self.estimate.to_record() if self.estimate else dict.fromkeys(("value", "low", "high"))
        return {"numerator": self.numerator, "denominator": self.denominator, **ends}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Rate:
        """What `to_record` wrote."""
        estimate = Estimate.from_record(record) if record["denominator"] else None
        return cls(record["numerator"], record["denominator"], estimate)


def rate(tallies: Iterable[Tally], resamples: int = RESAMPLES, seed: int = SEED) -> Rate:
    """Sum of hits / sum of cases; what is drawn with replacement is whole sentences with all they add."""
    sums: dict[str, list[int]] = {}
    for tally in tallies:
        added = sums.setdefault(tally.sentence, [0, 0])
        added[0] += tally.hits
        added[1] += tally.cases
    totals = np.array([sums[s] for s in sorted(sums)], np.float64).reshape(-1, 2)
    hits, cases = totals.sum(axis=0)
    drawn = resample(sorted(sums), resamples, seed) @ totals
    return Rate(
        int(hits),
        int(cases),
        percentile_interval(ratio(totals[:, 0].sum(keepdims=True), totals[:, 1].sum(keepdims=True)), ratio(*drawn.T)),
    )


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its rate over everything and by device, for devices that have cases."""

    overall: Rate
    devices: dict[str, Rate]

    def to_record(self) -> dict[str, Any]:
        """For JSON."""
        return {**self.overall.to_record(), "devices": {d: r.to_record() for d, r in self.devices.items()}}


def check(tallies: Sequence[Tally], devices: Sequence[str]) -> Check:
    """devices: those to look for, in the order of the codebook."""
    by_device = {d: [t for t in tallies if t.device == d] for d in devices}
    return Check(rate(tallies), {d: rate(own) for d, own in by_device.items() if own})
