"""Traditional characters shown to the model as simplified ones; the text a reader sees stays as it was."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=65536)
def _simplify_character(character: str) -> str:
    simplified: str = _converter().convert(character)
    return simplified if len(simplified) == 1 else character


def to_simplified(text: str) -> str:
    """`text` with each traditional character replaced by its simplified form, code point by code point.

    Phrase rules are left out on purpose: the length never changes, so offsets hold in both texts.
    """
    if text.isascii():
        return text
    return "".join(c if c < "\u2e80" else _simplify_character(c) for c in text)
