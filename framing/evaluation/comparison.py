"""Is one system better than another on these articles, or would other articles of the kind say otherwise?

Paired bootstrap: both systems are scored on the same resamples of the articles, so what is hard for both cancels
out. The interval is the middle 95% of the differences. The p-value is two-sided: how often resampling alone moves
the difference as far as it lies from 0 (Efron and Tibshirani, 1993, ch. 16; as sacreBLEU does it, Post, 2018; for
why, Berg-Kirkpatrick et al., 2012, "An empirical investigation of statistical significance in NLP"):

    p = (1 + #{|δ_b − mean δ| >= |δ|}) / (1 + resamples)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing.corpus import AnnotatedArticle
from framing.evaluation import measures
from framing.evaluation.counts import count
from framing.evaluation.predictions import Prediction
from framing.evaluation.resampling import RESAMPLES, SEED, Estimate, Floats, percentile_interval, resample
from framing.evaluation.scores import signature


@dataclass(frozen=True, slots=True)
class Difference:
    """How much higher a score is than another system's, in [−1, 1], with its p-value in (0, 1]."""

    estimate: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """`system` minus `against`, by name of the score; None where it is undefined for either."""

    system: str
    against: str
    differences: Mapping[str, Difference | None]
    signature: str

    def to_record(self) -> dict[str, Any]:
        """For JSON: rounded to 4 decimals, null where undefined, the signature last."""
        return {
            "system": self.system, "against": self.against,
            **{
                name: None if d is None else {**d.estimate.to_record(), "p": round(d.p, 4)}
                for name, d in self.differences.items()
            },
            "signature": self.signature,
        }  # fmt: skip


def compare(
    gold: Sequence[AnnotatedArticle], systems: Mapping[str, Sequence[Prediction]], labels: Sequence[str], *,
    names: Mapping[str, object] | None = None, resamples: int = RESAMPLES, seed: int = SEED,
) -> list[Comparison]:  # fmt: skip
    """Every system but the first, minus the first. `names` only go into the signatures."""
    once, weights = np.ones((1, len(gold))), resample([a.group for a in gold], resamples, seed)
    counts = {name: count(gold, predicted, labels) for name, predicted in systems.items()}
    points, drawn = (
        {name: {m: measure(w, c) for m, measure in measures.WHOLE.items()} for name, c in counts.items()}
        for w in (once, weights)
    )
    first, *others = systems
    return [
        Comparison(
            other, first,
            {m: difference(points[other][m] - points[first][m], drawn[other][m] - drawn[first][m])
             for m in measures.WHOLE},
            signature(gold, resamples, seed, {"system": other, "against": first, **(names or {})}),
        )
        for other in others
    ]  # fmt: skip


def difference(point: Floats, resampled: Floats) -> Difference | None:
    """point: shape (1,). resampled: shape (R,). nan where one of the two scores is undefined."""
    if (estimate := percentile_interval(point, resampled)) is None:
        return None
    defined = resampled[~np.isnan(resampled)]
    as_far = np.abs(defined - defined.mean()) >= abs(estimate.value)
    return Difference(estimate, float((1 + as_far.sum()) / (1 + len(defined))))
