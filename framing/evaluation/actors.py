"""Whom a sentence names: countries, governments, police, … by the words of a gazetteer, `labels/actors.yaml`.

This is the only reader of that file. What it holds and how names count is said there.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Annotated

from ahocorasick_rs import AhoCorasick
from pydantic import BaseModel, ConfigDict, Field, model_validator

from framing.handwritten import load_checked
from framing.message import Lang, message
from framing.script import to_simplified
from framing.shipped import shipped_path
from framing.validation import RuleError

SHIPPED_ACTORS = "labels/actors.yaml"
Words = Annotated[str, Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Actor(_Part):
    """Someone whose side may be told or taken, and what texts call them."""

    id: Words
    zh: Words
    en: Words
    names: tuple[Words, ...]

    def name(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh


class Actors(_Part):
    """All actors; `opposed`: pairs of their ids to compare; `nobody`: words in which a name stands by chance."""

    version: Words
    actors: tuple[Actor, ...]
    opposed: tuple[tuple[Words, Words], ...] = ()
    nobody: tuple[Words, ...] = ()

    @property
    def signature(self) -> str:
        """Version and a hash of everything: two audits may be compared if both agree."""
        return f"{self.version}-{hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:8]}"

    def actor(self, id: str) -> Actor:
        return next(actor for actor in self.actors if actor.id == id)

    @model_validator(mode="after")
    def _is_consistent(self) -> Actors:
        ids = [actor.id for actor in self.actors]
        faults = [message("actors[{i}].id: '{id}' stands here twice", i=i, id=id) for i, id in enumerate(ids)
                  if id in ids[:i]]  # fmt: skip
        faults += [
            message("opposed[{i}]: there is no actor '{id}'", i=i, id=id)
            for i, pair in enumerate(self.opposed)
            for id in pair
            if id not in ids
        ]
        if faults:
            raise RuleError(*faults)
        return self


def load_actors(path: Path | None = None) -> Actors:
    """The gazetteer in this YAML file; None gives the shipped one, read once. Raises InputError with every fault."""
    return _shipped() if path is None else _read(path)


class ActorFinder:
    """Finds the actors of a gazetteer in sentences of either script."""

    def __init__(self, actors: Actors) -> None:
        named: dict[str, set[str]] = {to_simplified(word): set() for word in actors.nobody}
        for actor in actors.actors:
            for name in actor.names:
                named.setdefault(to_simplified(name), set()).add(actor.id)
        self._actors = list(named.values())
        self._automaton = AhoCorasick(list(named))

    def find(self, sentence: str) -> set[str]:
        """The ids of those it names."""
        matches = self._automaton.find_matches_as_indexes(to_simplified(sentence), overlapping=True)
        spans = [(start, end) for _, start, end in matches]
        found: set[str] = set()
        for which, start, end in matches:
            named = self._actors[which]
            is_cut = len(named) > 1 and any(start < s < end < e for s, e in spans)
            if not is_cut and not any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans):
                found |= named
        return found


@cache
def _shipped() -> Actors:
    return _read(shipped_path(SHIPPED_ACTORS))


def _read(path: Path) -> Actors:
    return load_checked(path, Actors, message("list of actors"), SHIPPED_ACTORS)
