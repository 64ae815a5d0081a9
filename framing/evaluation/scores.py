"""Scores of one system against annotated articles, each with an interval and together with their recipe.

The formulas stand in `measures` and `calibration`, the intervals in `resampling`. A score whose denominator is
empty is None, never 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing import __version__
from framing.corpus import AnnotatedArticle, data_hash, short_hash
from framing.evaluation import measures
from framing.evaluation.calibration import Reliabilities, reliabilities
from framing.evaluation.counts import count
from framing.evaluation.measures import MACRO_SUPPORT, in_macro
from framing.evaluation.predictions import Prediction, score_matrix
from framing.evaluation.resampling import RESAMPLES, SEED, Estimate, Floats, percentile_interval, resample


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
    article is off by one percentage point on average). `calibration` is None for a system without scores for
    every label.
    """

    micro_f1: Estimate | None
    macro_f1: Estimate | None
    evidence_f1: Estimate | None
    mix_error: Estimate | None
    labels: Mapping[str, LabelScores]
    calibration: Reliabilities | None
    signature: str

    @property
    def ece(self) -> Estimate | None:
        """Expected calibration error, all labels pooled."""
        return None if self.calibration is None else self.calibration.pooled.ece

    def to_record(self, *, bins: bool = True) -> dict[str, Any]:
        """For JSON: rounded to 4 decimals, null where undefined, the signature last; `bins`: reliability too."""
        return {
            **{name: _record(getattr(self, name)) for name in measures.WHOLE},
            "calibration": None if self.calibration is None else self.calibration.pooled.to_record(bins=bins),
            "labels": {label: self._label_record(label, bins) for label in self.labels},
            "signature": self.signature,
        }

    def _label_record(self, label: str, bins: bool) -> dict[str, Any]:
        s = self.labels[label]
        return {
            "precision": _record(s.precision), "recall": _record(s.recall), "f1": _record(s.f1),
            "support": s.support, "predicted": s.predicted,
            "calibration": None if self.calibration is None else self.calibration.labels[label].to_record(bins=bins),
        }  # fmt: skip


def score(
    gold: Sequence[AnnotatedArticle], predicted: Sequence[Prediction], labels: Sequence[str], *,
    names: Mapping[str, object] | None = None, resamples: int = RESAMPLES, seed: int = SEED,
) -> Scores:  # fmt: skip
    """Compare predictions with gold, article by article, on `labels`; other labels are ignored.

    `labels` is passed in because a label may have no sentence. `names` (system, codebook, …) only go
    into the signature. Raises ValueError if articles or sentences of `gold` and `predicted` do not pair up.
    """
    counts = count(gold, predicted, labels)
    once, weights = np.ones((1, len(gold))), resample([a.group for a in gold], resamples, seed)

    def estimate(measure: Callable[..., Floats], *arguments: int) -> Estimate | None:
        return percentile_interval(measure(once, counts, *arguments), measure(weights, counts, *arguments))

    scores = score_matrix(predicted, labels)
    macro = f"{in_macro(counts).sum()} of {len(labels)}"
    return Scores(
        **{name: estimate(measure) for name, measure in measures.WHOLE.items()},
        labels={
            label: LabelScores(
                precision=estimate(measures.precision, i),
                recall=estimate(measures.recall, i),
                f1=estimate(measures.label_f1, i),
                support=int(counts.support[:, i].sum()),
                predicted=int(counts.predicted[:, i].sum()),
            )
            for i, label in enumerate(labels)
        },
        calibration=None if scores is None or not len(scores) else reliabilities(gold, scores, labels, weights),
        signature=signature(
            gold, resamples, seed, {"labels": macro, "avg": f"macro, support>={MACRO_SUPPORT}", **(names or {})}
        ),
    )


def signature(gold: Sequence[AnnotatedArticle], resamples: int, seed: int, names: Mapping[str, object]) -> str:
    """ "key:value|…": all that moves a number made from these articles and resamples; None is left out."""
    parts = {
        **names, "articles": len(gold), "documents": len({a.group for a in gold}),
        "sentences": sum(len(a.sentences) for a in gold), "data": short_hash(data_hash(gold)),
        "bootstrap": resamples, "unit": "document", "seed": seed, "version": __version__,
    }  # fmt: skip
    return "|".join(f"{key}:{value}" for key, value in parts.items() if value is not None)


def data_of(signature: str) -> str | None:
    """The hash of the articles in a signature."""
    return dict(part.split(":", 1) for part in signature.split("|") if ":" in part).get("data")


def _record(estimate: Estimate | None) -> dict[str, float] | None:
    return None if estimate is None else estimate.to_record()
