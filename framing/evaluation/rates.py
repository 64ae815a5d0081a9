"""Error rates of a group of sentences, and what they would be if every device erred alike everywhere.

Groups differ in which devices occur there, and devices differ in how hard they are: quoting is found more easily
than irony, so a group full of quotes has a high F1 whoever it is about. `expected` says how much of a difference
that makes (indirect standardisation, as with mortality ratios: Breslow and Day, 1987, "Statistical methods in
cancer research" II, ch. 2).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.evaluation.resampling import Floats, ratio

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the sentences of a group, one row per resample."""

    sentences: Floats  # (R,)
    gold: Floats  # (R, L) sentences
    given: Floats  # (R, L) sentences
    both: Floats  # (R, L) sentences

    def __add__(self, other: Totals) -> Totals:
        return Totals(
            self.sentences + other.sentences, self.gold + other.gold, self.given + other.given, self.both + other.both
        )


def micro_f1(totals: Totals) -> Floats:
    gold, given, both = (x.sum(axis=1) for x in (totals.gold, totals.given, totals.both))
    return ratio(2 * both, np.where(gold > 0, gold + given, 0))


def false_positives(totals: Totals) -> Floats:
    """Labels given wrongly per sentence."""
    return ratio((totals.given - totals.both).sum(axis=1), totals.sentences)


def missed(totals: Totals) -> Floats:
    """Share of gold labels not given."""
    return ratio((totals.gold - totals.both).sum(axis=1), totals.gold.sum(axis=1))


def given_per_gold(totals: Totals) -> Floats:
    """Labels given, rightly or wrongly, for each gold label: 1 where errors cancel out."""
    return ratio(totals.given.sum(axis=1), totals.gold.sum(axis=1))


RATES: Mapping[str, Callable[[Totals], Floats]] = {
    "micro_f1": micro_f1,
    "false_positives": false_positives,
    "missed": missed,
    "given_per_gold": given_per_gold,
}


def expected(group: Totals, everyone: Totals) -> Totals:
    """The group's totals, had each label been found and wrongly given at its rates among everyone."""
    found = _rate(everyone.both, everyone.gold)
    wrong = _rate(everyone.given - everyone.both, everyone.sentences[:, None] - everyone.gold)
    both = group.gold * found
    return Totals(group.sentences, group.gold, both + (group.sentences[:, None] - group.gold) * wrong, both)


def _rate(part: Floats, whole: Floats) -> Floats:
    return np.nan_to_num(ratio(part, whole))  # where there is none of everyone, there is none in the group


@dataclass(frozen=True, slots=True)
class Cells:
    """Annotation and decisions beside each other: gold, given are (S, L), article and document (S,) whole numbers."""

    gold: Bools
    given: Bools
    article: NDArray[np.int64]
    document: NDArray[np.int64]


def totals(cells: Cells, member: Bools, weights: Floats) -> Totals:
    """member: (S,), the group's sentences. weights: (R, documents), how often each document is drawn."""
    documents, at = np.unique(cells.document[member], return_inverse=True)
    drawn = weights[:, documents]

    def summed(values: Floats) -> Floats:
        per_document = np.zeros((len(documents), values.shape[1]))
        np.add.at(per_document, at, values)
        return np.asarray(drawn @ per_document)

    gold, given = cells.gold[member], cells.given[member]
    return Totals(
        summed(np.ones((len(at), 1)))[:, 0],
        summed(gold.astype(np.float64)),
        summed(given.astype(np.float64)),
        summed((gold & given).astype(np.float64)),
    )
