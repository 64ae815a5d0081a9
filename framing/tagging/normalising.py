"""One way of writing for the model, whatever way a text was written in; the text a reader sees stays as it was.

Script, quotation marks, the width of punctuation and spaces between Chinese characters say nothing about framing, yet
a model that has mostly seen one of them stumbles over the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.script import to_simplified

_QUOTES = str.maketrans("「」『』﹁﹂﹃﹄〝〞", "“”“”“”“”“”")
_WIDE = {",": "，", ".": "。", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"}
_MARKS = frozenset([*_WIDE, *_WIDE.values(), *"“”"])


@dataclass(frozen=True, slots=True)
class Normalised:
    """text: what the model reads. positions: for each of its characters, that character's place in the original."""

    text: str
    positions: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original that [start, end) of `text` stands for; an empty part stays empty."""
        if start == end:
            place = self.positions[start] if start < len(self.positions) else self._length
            return place, place
        return self.positions[start], self.positions[end - 1] + 1

    @property
    def _length(self) -> int:
        return self.positions[-1] + 1 if self.positions else 0


def normalise(text: str) -> Normalised:
    """Simplified characters, “ ” for every kind of quotation mark, full-width punctuation beside Chinese, no spaces
    between Chinese characters."""
    characters = _straight_quotes(to_simplified(text).translate(_QUOTES))
    wide = [
        _WIDE[c] if c in _WIDE and _is_beside_chinese(characters, k) else c for k, c in enumerate(characters)
    ]  # fmt: skip
    kept = [k for k, c in enumerate(wide) if not (c.isspace() and _is_between_chinese(wide, k))]
    return Normalised("".join(wide[k] for k in kept), tuple(kept))


def _straight_quotes(text: str) -> list[str]:
    """Straight double quotation marks as opening and closing ones in turn; a lone one stays."""
    marks = [k for k, c in enumerate(text) if c in '"＂']
    characters = list(text)
    for number, k in enumerate(marks[: len(marks) // 2 * 2]):
        characters[k] = "“" if number % 2 == 0 else "”"
    return characters


def _is_beside_chinese(characters: list[str], k: int) -> bool:
    """Whether a mark ends or precedes Chinese, other marks between them left aside.

    One before a digit or Latin letter may be part of a number or a name.
    """
    following = characters[k + 1] if k + 1 < len(characters) else ""
    if characters[k] in ".,:" and following.isascii() and following.isalnum():
        return False
    before = next((c for c in reversed(characters[:k]) if c not in _MARKS and not c.isspace()), "")
    after = next((c for c in characters[k + 1 :] if c not in _MARKS and not c.isspace()), "")
    return _is_ideograph(before) or (characters[k] != "." and _is_ideograph(after))


def _is_between_chinese(characters: list[str], k: int) -> bool:
    """Whether the nearest characters that are not white space are Chinese, or Chinese punctuation, on both sides."""
    before = next((c for c in reversed(characters[:k]) if not c.isspace()), "")
    after = next((c for c in characters[k + 1 :] if not c.isspace()), "")
    return _is_chinese(before) and _is_chinese(after)


def _is_chinese(character: str) -> bool:
    """An ideograph, or punctuation that stands with them."""
    return bool(character) and (_is_ideograph(character) or character in "，。？！：；（）、“”《》")


def _is_ideograph(character: str) -> bool:
    return bool(character) and ("\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff")
