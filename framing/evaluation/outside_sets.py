"""Texts that others labelled by questions of their own: read for checks, never to learn from.

Each set is a folder of JSONL files; a record has a `label` (a whole number) and its text in `text` or `title`.
A text is taken as one sentence, since it has one label; where it is a title, as a title.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.corpus.loading import read_lines, read_record
from framing.errors import InputError, UsageError, nearest_name
from framing.evaluation.resampling import SEED
from framing.message import OnNote, listed, message

MOST_TEXTS = 2_000
"""Of a set; more make it slow, not much surer."""
SETS: Mapping[str, str] = {
    "ccl2018_metaphor": "ccl2018_metaphor/*.jsonl",
    "ciron": "ciron/*.jsonl",
    "cold": "cold/*.jsonl",
    "hancd_sina": "hancd_titles/sina.jsonl",
    "hancd_tencent": "hancd_titles/tencent.jsonl",
}
"""Name → the files that make up the set. None is learnt from, so those made for training are texts like the others."""


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Texts and what their makers say of them; `number`: how many the set holds, of which these may be a part."""

    name: str
    articles: tuple[AnnotatedArticle, ...]
    grades: tuple[int, ...]
    number: int

    def without(self, ids: Collection[str]) -> LabelledSet:
        """The set without the texts of these ids."""
        kept = [(a, grade) for a, grade in zip(self.articles, self.grades, strict=True) if a.id not in ids]
        return replace(self, articles=tuple(a for a, _ in kept), grades=tuple(grade for _, grade in kept))


def load_outside(
    folder: Path, *, most: int | None = MOST_TEXTS, seed: int = SEED,
    on_note: OnNote, on_fault: Callable[[InputError], None],
) -> list[LabelledSet]:  # fmt: skip
    """The sets in a folder, of each at most `most` texts (None: all), drawn by `seed`.

    A set that isn't there is noted and left out; a record with a fault is reported and left out. Raises UsageError
    where there is none of the sets.
    """
    files = {name: sorted(folder.glob(pattern)) for name, pattern in SETS.items()}
    if not any(files.values()):
        raise UsageError(
            "'{folder}' holds none of the sets {sets}.{near} Give the folder they lie in to --outside.",
            folder=folder, sets=listed(SETS), near="" if folder.is_dir() else nearest_name(folder),
        )  # fmt: skip
    if missing := [name for name, found in files.items() if not found]:
        on_note(message("{folder} has no {sets}: left out.", folder=folder, sets=listed(missing)))
    read = {name: _texts(paths, on_fault) for name, paths in files.items()}
    return [_drawn(name, texts, most, seed) for name, texts in read.items() if texts]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    is_title: bool


def _texts(paths: Sequence[Path], on_fault: Callable[[InputError], None]) -> dict[_Text, int]:
    """Text → label; of a text that stands there twice the first."""
    texts: dict[_Text, int] = {}
    for path in paths:
        try:
            lines = read_lines(path)
        except InputError as fault:
            on_fault(fault)
            continue
        for number, line in lines:
            try:
                text, label = _labelled(read_record(line))
            except InputError as fault:
                on_fault(fault.at(str(path), number))
            else:
                texts.setdefault(text, label)
    return texts


def _labelled(record: Mapping[str, Any]) -> tuple[_Text, int]:
    field = next((name for name in ("text", "title") if str(record.get(name) or "").strip()), None)
    if field is None:
        raise InputError("has no text. Give one in `text` or `title`.")
    label = record.get("label")
    if isinstance(label, str) and label.strip().isascii() and label.strip().isdigit():
        label = int(label)
    if type(label) is not int:  # true and 3.7 are no labels
        raise InputError("label is no whole number. Give the label of the text.")
    return _Text(str(record[field]), field == "title"), label


def _drawn(name: str, texts: Mapping[_Text, int], most: int | None, seed: int) -> LabelledSet:
    chosen: Sequence[tuple[_Text, int]] = list(texts.items())
    if most is not None and len(chosen) > most:
        kept = np.sort(np.random.default_rng(seed).choice(len(chosen), most, replace=False))
        chosen = [chosen[i] for i in kept]
    articles = [
        AnnotatedArticle(f"{name}/{i}", t.text if t.is_title else None, name, {}, (AnnotatedSentence(t.text),))
        for i, (t, _) in enumerate(chosen)
    ]
    return LabelledSet(name, tuple(articles), tuple(grade for _, grade in chosen), len(texts))
