"""One way of writing for the model, whatever way a text was written in; the text a reader sees stays as it was.

Script, quotation marks, the width of punctuation and spaces between Chinese characters say nothing about framing, yet
a model that has mostly seen one of them stumbles over the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from framing.script import to_simplified

_FOLDED = {ord(sign): "“" for sign in "「『﹁﹃〝‘"} | {ord(sign): "”" for sign in "」』﹂﹄〞’"}
_FOLDED |= {
    code: chr(code - 0xFEE0) for span in ("０９", "ＡＺ", "ａｚ") for code in range(ord(span[0]), ord(span[1]) + 1)
}
_FOLDED[ord("％")] = "%"
_WIDE = {",": "，", ".": "。", "?": "？", "!": "！", ":": "：", ";": "；", "(": "（", ")": "）"}
_MARKS = frozenset([*_WIDE, *_WIDE.values(), *"“”"])
_STANDS_WITH_CHINESE = frozenset("，。？！：；（）、“”《》〈〉…—·")


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


@lru_cache(maxsize=1024)  # network, cues and lexicon read the same sentence one after the other
def normalise(text: str) -> Normalised:
    """Simplified characters, “ ” for every kind of quotation mark, full-width punctuation beside Chinese, half-width
    letters and digits, no spaces at the ends or beside Chinese characters. Takes time in proportion to the text."""
    characters = _quotes(to_simplified(text))
    wide = _widened(characters)
    before, after = _nearest(wide, lambda c: not c.isspace())
    kept = [
        k for k, c in enumerate(wide) if not c.isspace() or (_needs_space(before[k]) and _needs_space(after[k]))
    ]  # fmt: skip
    return Normalised("".join(wide[k] for k in kept), tuple(kept))


def _quotes(text: str) -> list[str]:
    """Every kind of quotation mark as “ or ”: straight ones in turn, a lone one as it is; apostrophes stay."""
    characters = [
        c if c == "’" and _is_apostrophe(text, k) else c.translate(_FOLDED) for k, c in enumerate(text)
    ]  # fmt: skip
    marks = [k for k, c in enumerate(text) if c in '"＂']
    for number, k in enumerate(marks[: len(marks) // 2 * 2]):
        characters[k] = "“" if number % 2 == 0 else "”"
    return characters


def _is_apostrophe(text: str, k: int) -> bool:
    around = text[max(0, k - 1) : k + 2]
    return len(around) == 3 and around[0].isascii() and around[0].isalpha() and around[2].isascii()


def _widened(characters: list[str]) -> list[str]:
    """Half-width marks beside Chinese as full-width ones; a bracket follows its partner."""
    before, after = _nearest(characters, lambda c: c not in _MARKS and not c.isspace())
    chosen = {
        k for k, c in enumerate(characters)
        if c in _WIDE
        and not (c in ".,:" and _begins_a_number_or_name(characters, k + 1))
        and (_is_ideograph(before[k]) or (c != "." and _is_ideograph(after[k])))
    }  # fmt: skip
    chosen |= {k for pair in _brackets(characters) if not chosen.isdisjoint(pair) for k in pair}
    return [_WIDE[c] if k in chosen else c for k, c in enumerate(characters)]


def _begins_a_number_or_name(characters: list[str], k: int) -> bool:
    return k < len(characters) and characters[k].isascii() and characters[k].isalnum()


def _brackets(characters: list[str]) -> list[tuple[int, int]]:
    """Places of half-width brackets that belong together."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for k, c in enumerate(characters):
        if c == "(":
            opened.append(k)
        elif c == ")" and opened:
            pairs.append((opened.pop(), k))
    return pairs


def _nearest(characters: list[str], counts: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """For each place the nearest character before it, and after it, that counts; "" where there is none."""

    def before(row: Iterable[str]) -> list[str]:
        found, last = [], ""
        for c in row:
            found.append(last)
            if counts(c):
                last = c
        return found

    return before(characters), before(reversed(characters))[::-1]


def _needs_space(character: str) -> bool:
    """Whether white space beside it parts words: not beside Chinese and its punctuation, nor where a text ends ("")."""
    return bool(character) and not _is_ideograph(character) and character not in _STANDS_WITH_CHINESE


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
