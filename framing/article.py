"""An article, its sentences and what was found in them: frozen values with code-point offsets.

Offsets are half-open [start, end) in Unicode code points. A sentence's offsets count in `Article.text`
(the body); evidence offsets count within the sentence. The title, if any, is sentence 0, is no part
of `text` and has null offsets.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as printed. `start` and `end` are null for the title."""

    i: int
    start: int | None
    end: int | None
    text: str

    @property
    def is_title(self) -> bool:
        return self.start is None


@dataclass(frozen=True, slots=True)
class Article:
    """One article: `text` is its body, `sentences` its title (if any) and body sentences in order."""

    id: str
    title: str | None
    text: str
    sentences: tuple[Sentence, ...]
    source: str | None = None
    date: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    def gaps(self) -> Iterator[str]:
        """What stands before, between and after the body sentences; with them it rebuilds `text`."""
        position = 0
        for sentence in self.sentences:
            if sentence.start is None or sentence.end is None:
                continue
            yield self.text[position : sentence.start]
            position = sentence.end
        yield self.text[position:]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that show a device: sentence.text[start:end] == text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One device found in one sentence; `score` is a calibrated probability in [0, 1]."""

    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """A sentence with its findings by label id, and the scores of all labels if they were asked for."""

    sentence: Sentence
    labels: Mapping[str, Finding]
    scores: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class TaggedArticle:
    """An article tagged by `model` ("name version") with `codebook` ("id version")."""

    article: Article
    sentences: tuple[TaggedSentence, ...]
    model: str
    codebook: str

    def to_record(self) -> dict[str, Any]:
        """The object that `framing tag` writes, one a line."""
        a = self.article
        return {
            "id": a.id, "title": a.title, "source": a.source, "date": a.date, "text": a.text,
            "meta": dict(a.meta), "model": self.model, "codebook": self.codebook,
            "sentences": [_sentence_record(s) for s in self.sentences],
        }  # fmt: skip

    def to_rows(self) -> list[dict[str, Any]]:
        """One flat row per sentence and device found, ready for `pandas.DataFrame`.

        Evidence is joined by " | "; offsets of sentences count in the article's text.
        """
        return [
            {
                "id": self.article.id, "title": self.article.title, "source": self.article.source,
                "date": self.article.date, "sentence": s.sentence.i, "start": s.sentence.start,
                "end": s.sentence.end, "text": s.sentence.text, "label": label, "score": finding.score,
                "evidence": " | ".join(e.text for e in finding.evidence),
                "model": self.model, "codebook": self.codebook,
            }
            for s in self.sentences
            for label, finding in s.labels.items()
        ]  # fmt: skip


def _sentence_record(tagged: TaggedSentence) -> dict[str, Any]:
    s = tagged.sentence
    record: dict[str, Any] = {
        "i": s.i, "start": s.start, "end": s.end, "text": s.text,
        "labels": {
            label: {
                "score": f.score,
                "evidence": [{"start": e.start, "end": e.end, "text": e.text} for e in f.evidence],
            }
            for label, f in tagged.labels.items()
        },
    }  # fmt: skip
    if tagged.scores is not None:
        record["scores"] = dict(tagged.scores)
    return record


def article_from_sentences(
    sentences: Sequence[str], *, id: str, title: str | None, source: str | None = None,
    date: str | None = None, meta: Mapping[str, Any] | None = None,
) -> Article:  # fmt: skip
    """An article whose splitting is given and kept.

    A title equal to sentence 0 makes that sentence the title; a title that is not among them is put in
    front; without a title, or with one that stands further down, sentence 0 is body. `text` is the body
    sentences joined by a line feed.
    """
    body, heading = list(sentences), title
    if body and body[0] == title:
        body = body[1:]
    elif title in body:
        heading = None
    placed: list[tuple[int, int, str]] = []
    position = 0
    for sentence in body:
        placed.append((position, position + len(sentence), sentence))
        position += len(sentence) + 1
    return Article(
        id=id, title=title, text="\n".join(body), sentences=number_sentences(heading, placed),
        source=source, date=date, meta=dict(meta or {}),
    )  # fmt: skip


def number_sentences(title: str | None, placed: Iterable[tuple[int, int, str]]) -> tuple[Sentence, ...]:
    """Sentences numbered from 0, the title first where there is one."""
    head = [] if title is None else [Sentence(0, None, None, title)]
    body = [Sentence(i, start, end, text) for i, (start, end, text) in enumerate(placed, start=len(head))]
    return (*head, *body)


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON with Chinese as it is. What some programs take for a line's end and some terminals for a command (DEL, C1,
    U+2028, U+2029) is escaped, as JSON itself does with C0."""
    return _UNPRINTED.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def content_id(title: str | None, text: str) -> str:
    """An id for an article that has none: the same content gets the same id on every machine."""
    digest = hashlib.sha256(f"{title or ''}\n{text}".encode("utf-8", "surrogatepass"))
    return "a_" + digest.hexdigest()[:12]
