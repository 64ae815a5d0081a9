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


def is_traditional(text: str) -> bool:
    """Whether a text is printed in traditional script: a tenth or more of its Chinese characters have another
    simplified form. It is about a third in a traditional text and hardly one in a hundred in a simplified one."""
    chinese = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    changed = sum(c != simplified for c, simplified in zip(chinese, to_simplified("".join(chinese)), strict=True))
    return changed > 0 and 10 * changed >= len(chinese)
