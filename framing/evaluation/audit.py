"""Audit of balance: does a system err more for one kind of text, or for one side, than for others?

For each group of sentences (see `groups`) error rates with 95% intervals, resampling documents; against the rest of
its dimension their differences, corrected for their number (see `contrasts`). A group that is too small is listed,
not judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from framing.corpus import AnnotatedArticle
from framing.evaluation.actors import Actors, load_actors
from framing.evaluation.audit_words import reason
from framing.evaluation.contrasts import CORRECTION, Contrast, Side, contrasts, corrected
from framing.evaluation.groups import Dimension, Group, Name, dimensions
from framing.evaluation.predictions import Prediction
from framing.evaluation.rates import RATES, Bools, Cells, totals
from framing.evaluation.resampling import SEED, Estimate, Floats, percentile_interval, resample
from framing.evaluation.scores import signature

RESAMPLES = 10_000
"""More than for scores: with a thousand no p-value is small enough to stand out among hundreds."""
MIN_SENTENCES = 30
MIN_DOCUMENTS = 5


@dataclass(frozen=True, slots=True)
class GroupRates:
    """One group: its size, and its error rates by the names of `RATES`, None where undefined."""

    id: str
    name: Name
    articles: int
    documents: int
    sentences: int
    gold: int
    given: int
    rates: Mapping[str, Estimate | None]

    @property
    def is_judged(self) -> bool:
        return self.sentences >= MIN_SENTENCES and self.documents >= MIN_DOCUMENTS

    def to_record(self) -> dict[str, Any]:
        return {
            "id": self.id, "name": dict(self.name), "articles": self.articles, "documents": self.documents,
            "sentences": self.sentences, "gold": self.gold, "given": self.given, "judged": self.is_judged,
            **{name: None if rate is None else rate.to_record() for name, rate in self.rates.items()},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Audited:
    """One dimension: its groups, and the differences between those that could be judged."""

    id: str
    name: Name
    groups: tuple[GroupRates, ...]
    contrasts: tuple[Contrast, ...]

    def reason(self, contrast: Contrast) -> Name:
        """What a difference means, in words."""
        names = {group.id: group.name for group in self.groups}
        against = None if contrast.against is None else names[contrast.against]
        return reason(contrast, self.name, names[contrast.group], against)

    def to_record(self) -> dict[str, Any]:
        return {
            "id": self.id, "name": dict(self.name), "groups": [group.to_record() for group in self.groups],
            "differences": [
                {**c.to_record(), **({"reason": dict(self.reason(c))} if c.differs else {})} for c in self.contrasts
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole audit of one system."""

    dimensions: tuple[Audited, ...]
    signature: str

    @property
    def contrasts(self) -> list[Contrast]:
        return [contrast for dimension in self.dimensions for contrast in dimension.contrasts]

    def to_record(self) -> dict[str, Any]:
        """For JSON and `Manifest.scores["audit"]`: rounded to 4 decimals, null where undefined, the signature last."""
        return {
            "dimensions": [dimension.to_record() for dimension in self.dimensions],
            "least": {"sentences": MIN_SENTENCES, "documents": MIN_DOCUMENTS},
            "comparisons": len(self.contrasts), "correction": CORRECTION,
            "differ": sum(c.differs for c in self.contrasts), "flagged": sum(c.is_flagged for c in self.contrasts),
            "signature": self.signature,
        }  # fmt: skip


def audit(
    gold: Sequence[AnnotatedArticle], predicted: Sequence[Prediction], labels: Sequence[str], *,
    names: Mapping[str, object] | None = None, actors: Actors | None = None, resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Audit:  # fmt: skip
    """Audit predictions. `names` (system, codebook, …) only go into the signature; actors: None for the shipped ones.

    Raises ValueError if articles or sentences of `gold` and `predicted` do not pair up.
    """
    pairs = [
        (sentence.labels, found)
        for article, prediction in zip(gold, predicted, strict=True)
        for sentence, found in zip(article.sentences, prediction.labels, strict=True)
    ]
    cells = np.array([[[x in of for x in labels] for of in pair] for pair in pairs], np.bool_)
    cells = cells.reshape(len(pairs), 2, len(labels))
    options: dict[str, Any] = {"names": names, "actors": actors, "resamples": resamples, "seed": seed}
    return audit_decisions(gold, cells[:, 0], cells[:, 1], labels, **options)


def audit_decisions(
    articles: Sequence[AnnotatedArticle], gold: Bools, given: Bools, labels: Sequence[str], *,
    names: Mapping[str, object] | None = None, actors: Actors | None = None, resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Audit:  # fmt: skip
    """The same from two matrices, (sentences, labels), in the order of the articles' sentences."""
    actors = actors or load_actors()
    documents, document = np.unique([a.group for a in articles], return_inverse=True)
    lengths = [len(a.sentences) for a in articles]
    cells = Cells(gold, given, np.repeat(np.arange(len(articles)), lengths), np.repeat(document, lengths))
    weights = resample(documents.tolist(), resamples, seed)
    audited = [_audited(d, cells, weights) for d in dimensions(articles, gold, labels, actors)]
    adjusted = corrected([contrast for dimension in audited for contrast in dimension.contrasts])
    return Audit(
        tuple(replace(d, contrasts=tuple(c for c in adjusted if c.dimension == d.id)) for d in audited),
        signature(articles, resamples, seed, {"audit": CORRECTION, "actors": actors.signature, **(names or {})}),
    )


def _audited(dimension: Dimension, cells: Cells, weights: Floats) -> Audited:
    measured = {group.id: _measured(group, cells, weights) for group in dimension.groups}
    found: list[Contrast] = []
    for group, other in dimension.comparisons():
        (rates, here), against = measured[group.id], other.id or None
        others, there = measured[against] if against else _measured(other, cells, weights)
        if rates.is_judged and others.is_judged:
            found += contrasts(dimension.id, group.id, against, here, there)
    return Audited(dimension.id, dimension.name, tuple(rates for rates, _ in measured.values()), tuple(found))


def _measured(group: Group, cells: Cells, weights: Floats) -> tuple[GroupRates, Side]:
    once = np.ones((1, weights.shape[1]))
    articles, documents = (len(np.unique(of[group.member])) for of in (cells.article, cells.document))
    side = Side(totals(cells, group.member, once), totals(cells, group.member, weights), documents)
    rates = {name: percentile_interval(rate(side.point), rate(side.drawn)) for name, rate in RATES.items()}
    gold, given = int(side.point.gold.sum()), int(side.point.given.sum())
    return GroupRates(
        group.id, group.name, articles, documents, int(group.member.sum()), gold, given, rates
    ), side  # fmt: skip
