"""Scores that a training run left in `framing.json`: what a model's other seeds and the floors had on its corpus.

`Manifest.scores` holds {"model": record, "seeds": {seed: record}, "spread": {score: {"mean", "sd"}}, "floors":
{name: record}}, each record from `Scores.to_record`. Only what was measured on the very corpus at hand is worth
showing beside new numbers; the hash in the signatures tells.
"""

from __future__ import annotations

import statistics
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from framing.evaluation import measures
from framing.evaluation.resampling import Estimate
from framing.evaluation.scores import data_of

COLUMNS = (*measures.WHOLE, "ece")
"""The scores of a whole corpus, in the order of tables."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Records by the system's name: the other seeds, then the floors.

    seeds: how many there are, with the one that ships. spread: score → mean and standard deviation over them.
    """

    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    seeds: int = 0
    spread: Mapping[str, Mapping[str, float] | None] = field(default_factory=dict)

    def without(self, names: Container[str]) -> Recorded:
        """Leave out systems that were measured anew."""
        return replace(self, records={name: r for name, r in self.records.items() if name not in names})

    def to_record(self) -> dict[str, Any]:
        """For JSON."""
        return {"systems": dict(self.records), "seeds": self.seeds, "spread": dict(self.spread)}


def recorded(scores: Mapping[str, Any], model: str, data: str) -> Recorded:
    """What `Manifest.scores` of `model` ("name version") holds on the articles with the hash `data`."""
    seeds, floors = (
        {name: r for name, r in scores.get(kind, {}).items() if data.startswith(data_of(r["signature"]) or "?")}
        for kind in ("seeds", "floors")
    )
    # The seed that ships is the model itself, which is measured anew.
    others = {seed_name(model, seed): r for seed, r in seeds.items() if r["signature"] != scores["model"]["signature"]}
    return Recorded({**others, **floors}, len(seeds), spread(list(seeds.values())))


def seed_name(model: str, seed: int | str) -> str:
    """What a model ("name version") that was trained again with another seed is called."""
    return f"{model}, seed {seed}"


def spread(records: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float] | None]:
    """Score → {"mean", "sd"} over several seeds' records, None where it is undefined for one; sd is that of a sample.

    Empty for fewer than two records.
    """
    return {column: _spread([estimate_in(r, column) for r in records]) for column in COLUMNS if len(records) > 1}


def spread_text(found: Mapping[str, float], decimals: int = 3) -> str:
    """ "0.584 ± 0.118": mean and standard deviation, as `spread` gives them for one score."""
    return f"{found['mean']:.{decimals}f} ± {found['sd']:.{decimals}f}"


def _spread(estimates: Sequence[Estimate | None]) -> dict[str, float] | None:
    values = [estimate.value for estimate in estimates if estimate]
    if len(values) < len(estimates):
        return None
    return {"mean": round(statistics.mean(values), 4), "sd": round(statistics.stdev(values), 4)}


def estimate_in(record: Mapping[str, Any], column: str) -> Estimate | None:
    """One of `COLUMNS` in the record of a system; None where it is undefined or was not measured then."""
    holder = (record.get("calibration") or {}) if column == "ece" else record
    return Estimate.from_record(holder.get(column))
