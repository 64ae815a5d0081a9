"""The same sentence with other names: what a model sees so that it doesn't learn who is spoken of.

Names and what they may be exchanged for stand in a list like `labels/exchanges.yaml`, of which this is the only reader.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from pydantic import BaseModel, ConfigDict, Field, model_validator

from framing.corpus import AnnotatedArticle, AnnotatedSentence, Span
from framing.handwritten import load_checked
from framing.message import message
from framing.script import to_simplified
from framing.validation import RuleError

Name = Annotated[str, Field(min_length=1)]
Edit = tuple[int, int, str]
"""[start, end) of a sentence and what stands there instead."""


class Exchanges(BaseModel):
    """lists: names that may stand for each other. guards: longer words that are left alone."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    version: Name
    lists: tuple[Annotated[tuple[Name, ...], Field(min_length=2)], ...]
    guards: tuple[Name, ...] = ()

    @property
    def signature(self) -> str:
        """A hash of everything in it."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @model_validator(mode="after")
    def _names_stand_once(self) -> Exchanges:
        names = [name for names in self.lists for name in names]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise RuleError(*(message("lists: '{name}' stands here twice", name=name) for name in twice))
        return self


def load_exchanges(path: Path) -> Exchanges:
    """Read and check such a list. Raises InputError that names every fault."""
    return load_checked(path, Exchanges, message("list of exchanges"), "labels/exchanges.yaml")


class Exchanger:
    """Puts other names into sentences, their evidence moving along."""

    def __init__(self, exchanges: Exchanges) -> None:
        self._lists = exchanges.lists
        self._list_of = {name: which for which, names in enumerate(exchanges.lists) for name in names}
        self._words = [*self._list_of, *(guard for guard in exchanges.guards if guard not in self._list_of)]
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def vary(self, articles: Sequence[AnnotatedArticle], share: float, seed: int) -> list[AnnotatedArticle]:
        """The articles, of whose sentences that hold names the share has got others; drawn by the seed alone."""
        rng = np.random.default_rng(seed)
        return [
            AnnotatedArticle(a.id, a.title, a.source, a.meta, tuple(self._varied(s, share, rng) for s in a.sentences))
            for a in articles
        ]

    def exchange(self, sentence: AnnotatedSentence, rng: np.random.Generator) -> AnnotatedSentence:
        """The sentence in simplified characters with other names; the sentence itself if it holds none."""
        text = to_simplified(sentence.text)
        found = list(self._names(text))
        if not found:
            return sentence
        others = self._drawn({name for _, _, name in found}, rng)
        edits = [(start, end, others[name]) for start, end, name in found]
        labels = {label: tuple(moved(span, edits) for span in spans) for label, spans in sentence.labels.items()}
        return AnnotatedSentence(replaced(text, edits), labels)

    def _varied(self, sentence: AnnotatedSentence, share: float, rng: np.random.Generator) -> AnnotatedSentence:
        return self.exchange(sentence, rng) if rng.random() < share else sentence

    def _names(self, text: str) -> Iterator[tuple[int, int, str]]:
        for which, start, end in self._automaton.find_matches_as_indexes(text):
            if (name := self._words[which]) in self._list_of:
                yield start, end, name

    def _drawn(self, names: set[str], rng: np.random.Generator) -> dict[str, str]:
        """For each name another of its list, or itself by chance; different names get different ones."""
        drawn: dict[str, str] = {}
        for which in sorted({self._list_of[name] for name in names}):
            asked = sorted(name for name in names if self._list_of[name] == which)
            chosen = rng.permutation(len(self._lists[which]))[: len(asked)]
            drawn |= {name: self._lists[which][k] for name, k in zip(asked, chosen, strict=True)}
        return drawn


def replaced(text: str, edits: Sequence[Edit]) -> str:
    """`text` after the edits, which lie apart and in order."""
    parts, position = [], 0
    for start, end, new in edits:
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])


def moved(span: Span, edits: Sequence[Edit]) -> Span:
    """Where a span lies after the edits; an end within an edited part takes the whole new one in."""
    return _moved(span[0], edits, at_end=False), _moved(span[1], edits, at_end=True)


def _moved(place: int, edits: Sequence[Edit], *, at_end: bool) -> int:
    shift = 0
    for start, end, new in edits:
        if place >= end:
            shift += len(new) - (end - start)
        elif place > start:
            return start + shift + (len(new) if at_end else 0)
    return place + shift
