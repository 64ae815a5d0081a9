"""Articles whose sentences carry labels with evidence: frozen values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from framing.article import Article, article_from_sentences

Span = tuple[int, int]
"""Half-open [start, end) in Unicode code points of one sentence."""


@dataclass(frozen=True, slots=True)
class AnnotatedSentence:
    """One sentence and, by label id, the spans that show each of its labels (at least one span a label)."""

    text: str
    labels: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """One annotated article. Its title, where it is annotated, is sentence 0."""

    id: str
    title: str | None
    source: str | None
    meta: Mapping[str, Any]
    sentences: tuple[AnnotatedSentence, ...]

    @property
    def group(self) -> str:
        """What the text was taken from (`meta["doc"]`), else its id: one group stays in one fold."""
        doc = self.meta.get("doc")
        return self.id if doc is None else str(doc)

    def to_article(self) -> Article:
        """The article without its annotation.

        A title that is not sentence 0 is put in front and makes the article one sentence longer than
        the annotation: the last `len(self.sentences)` sentences are the annotated ones.
        """
        return article_from_sentences(
            [s.text for s in self.sentences],
            id=self.id, title=self.title, source=self.source, meta=self.meta,
        )  # fmt: skip


def short_hash(hash: str) -> str:
    """ "sha256:" and the first twelve digits: enough to tell one corpus from another."""
    return hash[: len("sha256:") + 12]


def data_hash(articles: Iterable[AnnotatedArticle]) -> str:
    """The hash "sha256:…" of ids, sentences and labels, whatever the order of articles, labels and spans."""
    digest = hashlib.sha256()
    for article in sorted(articles, key=lambda a: a.id):
        sentences = [[s.text, {label: sorted(spans) for label, spans in s.labels.items()}] for s in article.sentences]
        digest.update(json.dumps([article.id, sentences], sort_keys=True).encode() + b"\n")
    return f"sha256:{digest.hexdigest()}"
