"""Sentence → what the model sees: token ids, and for every token the code points it stands for.

Training and tagging share this module, so that a model never meets a text prepared in another way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from framing.script import to_simplified
from framing.tagging.normalising import normalise


@dataclass(frozen=True, slots=True)
class Window:
    """One run of the model over a sentence, or over a part of a sentence longer than the model's length.

    ids: token ids with the opening and closing special token. spans: [start, end) in the sentence for each
    token between them, hence two fewer than ids. owned: the window's tokens [first, last) for which it is the
    window with the most context; every token of a sentence is owned by exactly one of its windows.
    """

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    owned: tuple[int, int]


class Encoder:
    """Turns sentences into windows of at most `max_tokens` tokens; nothing is ever cut off silently."""

    def __init__(self, tokenizer: Any, max_tokens: int, *, normalised: bool = True) -> None:
        """tokenizer: a `tokenizers.Tokenizer` whose post-processor adds one token before and one after.

        normalised: whether the model was trained on texts as `normalise` writes them, or on simplified ones only.
        """
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.max_tokens = max_tokens
        self._normalised = normalised

    def save(self, path: Path) -> None:
        """Write the tokenizer, as it is used here, to a tokenizer.json."""
        self._tokenizer.save(str(path))

    def encode(self, sentences: Sequence[str]) -> list[list[Window]]:
        """One list of windows per sentence; an empty sentence still gives one window without spans."""
        if not self._normalised:
            encodings = self._tokenizer.encode_batch([to_simplified(s) for s in sentences])
            return [self._windows(e.ids, e.offsets) for e in encodings]
        texts = [normalise(s) for s in sentences]
        encodings = self._tokenizer.encode_batch([t.text for t in texts])
        return [
            self._windows(e.ids, [t.original(start, end) for start, end in e.offsets])
            for t, e in zip(texts, encodings, strict=True)
        ]

    def _windows(self, ids: list[int], offsets: list[tuple[int, int]]) -> list[Window]:
        first, last, inner, spans = ids[0], ids[-1], ids[1:-1], offsets[1:-1]
        size = self.max_tokens - 2
        return [
            Window((first, *inner[start:end], last), tuple(spans[start:end]), (own_from - start, own_to - start))
            for start, end, own_from, own_to in window_bounds(len(inner), size, size // 3)
        ]


def window_bounds(length: int, size: int, overlap: int) -> list[tuple[int, int, int, int]]:
    """Windows (start, end, owned from, owned to) over `length` tokens, neighbours sharing `overlap` tokens.

    The owned parts lie side by side and cover all; a border falls in the middle of the shared part.
    """
    if length <= size:
        return [(0, length, 0, length)]
    step = size - overlap
    starts = [*range(0, length - size, step), length - size]
    borders = [0, *((b + a + size) // 2 for a, b in pairwise(starts)), length]
    return [(s, s + size, own, borders[k + 1]) for k, (s, own) in enumerate(zip(starts, borders, strict=False))]
