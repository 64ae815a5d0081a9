"""Ways to print the same sentence: another script, other punctuation, spaces, slips. None may change a label."""

from __future__ import annotations

import re
import string
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

MOST_TYPOS = 2  # in one sentence
_STEP = 5  # characters from one inserted space to the next
_HAN = "\u3400-\u9fff"

_HALF_WIDTH = str.maketrans("，。！？：；（）", ",.!?:;()")
_FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in string.digits + string.ascii_letters + "%"}
_QUOTES = "“”‘’", "「」『』"
_CORNER = str.maketrans(*_QUOTES) | str.maketrans(_QUOTES[1], _QUOTES[0])
_DOUBLE_CORNER = str.maketrans("“”「」", "『』『』")
_STRAIGHT = str.maketrans("“”「」『』‘’", '""""""' + "''")


@dataclass(frozen=True, slots=True)
class Change:
    """A way to print a sentence; tried on one sentence in `every`, since each costs the tagger a sentence."""

    id: str
    apply: Callable[[str], str]
    every: int = 1

    def of(self, text: str) -> str | None:
        """The sentence printed so; None where it would be the same, or it isn't this sentence's turn.

        Whose turn it is depends on the text alone, not on what stands around it.
        """
        if zlib.crc32(text.encode()) % self.every:
            return None
        changed = self.apply(text)
        return None if changed == text else changed


SCRIPT_AND_PUNCTUATION = (
    "traditional", "taiwan", "hong_kong", "simplified", "half_width", "full_width", "corner_quotes",
    "double_corner_quotes", "straight_quotes",
)  # fmt: skip


def all_changes(typos: Mapping[str, str]) -> tuple[Change, ...]:
    """typos: what is right → what is written instead, tried in this order."""
    return (
        Change("traditional", partial(converted, config="s2t")),
        Change("taiwan", partial(converted, config="s2twp"), every=3),
        Change("hong_kong", partial(converted, config="s2hkp"), every=3),
        Change("simplified", partial(converted, config="t2s")),
        Change("half_width", lambda text: text.translate(_HALF_WIDTH)),
        Change("full_width", lambda text: text.translate(_FULL_WIDTH)),
        Change("corner_quotes", lambda text: text.translate(_CORNER)),
        Change("double_corner_quotes", lambda text: text.translate(_DOUBLE_CORNER)),
        Change("straight_quotes", lambda text: text.translate(_STRAIGHT)),
        Change("spaces", spaced, every=2),
        Change("spaces_around_latin", spaced_around_latin),
        Change("typos", partial(mistyped, typos=typos), every=2),
        Change("trailing_space", lambda text: f"{text} \u3000", every=4),
    )


def converted(text: str, config: str) -> str:
    """In another script, by OpenCC's conversion of this name; those that end in p change words as well."""
    return str(_converter(config).convert(text))


@lru_cache(maxsize=4)
def _converter(config: str) -> Any:
    from opencc import OpenCC

    return OpenCC(config)


def spaced(text: str) -> str:
    """A space after every fifth character where two Chinese characters meet, as columns and broken lines leave them."""
    return "".join(
        f"{c} " if i % _STEP == _STEP - 1 and re.fullmatch(f"[{_HAN}]{{2}}", text[i : i + 2]) else c
        for i, c in enumerate(text)
    )


def spaced_around_latin(text: str) -> str:
    """A space between Chinese and Latin letters or digits."""
    text = re.sub(f"([{_HAN}])([A-Za-z0-9])", r"\1 \2", text)
    return re.sub(f"([A-Za-z0-9%])([{_HAN}])", r"\1 \2", text)


def mistyped(text: str, typos: Mapping[str, str]) -> str:
    """With the first `MOST_TYPOS` of these slips that it has words for, each made once."""
    made = 0
    for right, wrong in typos.items():
        if right in text and made < MOST_TYPOS:
            text, made = text.replace(right, wrong, 1), made + 1
    return text
