"""Readings of the same sentences by several people, as the scripts that fill data statements need them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from framing.codebook import Codebook
from framing.corpus import Agreement, AnnotatedArticle, AnnotatedSentence, agreement_by_label, agreement_over_all

AGREEMENT_HEAD = ("first", "second", "both", "F1", "alpha", "evidence F1")


def agreement_cells(found: Agreement) -> tuple[object, ...]:
    figures = (found.f1, found.alpha, found.evidence)
    return found.first, found.second, found.both, *("–" if x is None else f"{x:.2f}" for x in figures)


def agreement_table(
    first: Sequence[AnnotatedSentence], second: Sequence[AnnotatedSentence], codebook: Codebook
) -> dict[str, Agreement]:
    """Device → agreement, and all of them together under "all"."""
    by_label = agreement_by_label(first, second, codebook.label_ids)
    return {**by_label, "all": agreement_over_all(first, second, codebook.label_ids)}


def sentences_of(articles: Iterable[AnnotatedArticle]) -> list[AnnotatedSentence]:
    return [s for a in articles for s in a.sentences]


def records(path: Path) -> Iterator[dict[str, Any]]:
    """One object a line; none where the file isn't there."""
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def relabelled(sentences: Sequence[AnnotatedSentence], labels: Sequence[Mapping[str, Any]]) -> list[AnnotatedSentence]:
    """The same sentences with another reader's labels."""
    return [
        AnnotatedSentence(s.text, {label: tuple((a, b) for a, b in spans) for label, spans in given.items()})
        for s, given in zip(sentences, labels, strict=True)
    ]
