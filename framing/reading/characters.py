"""Characters that are not seen, that end lines or that stand close: what all of reading means by them.

The constants of characters hold nothing that means more within the brackets of a pattern: `f"[{SPACE}]+"`.
"""

from __future__ import annotations

import re


def _from_to(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


WHITE = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + _from_to("\u2000", "\u200a")
INVISIBLE = (  # format characters: of no width, or steering the writing
    "\u00ad\u061c\u180e\ufeff"
    + _from_to("\u200b", "\u200f") + _from_to("\u202a", "\u202e") + _from_to("\u2060", "\u206f")
    + _from_to("\ufff9", "\ufffb")
)  # fmt: skip
SPACE = WHITE + INVISIBLE
ZERO_WIDTH = "\u200b\u2060\ufeff\u00ad"  # say only where a line may break; others join emoji or turn the writing

# Those that stand without blanks between them, as one or more spans of a pattern's brackets.
WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003fffd"

SPACES = re.compile(f"[{SPACE}]+")
LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")  # that are none of "\n"
# With combining marks that choose a form, and private use, where icons are.
_NO_LETTERS = re.compile(f"[{INVISIBLE}\u034f\ufe00-\ufe0f\ufffc\ue000-\uf8ff]+")


def is_blank(text: str) -> bool:
    """Whether there is nothing in it to be seen."""
    return not text.strip(SPACE)


def without_invisible(text: str) -> str:
    """The text without characters that show nothing or no letter: zero-width, direction marks, private use (icons)."""
    return _NO_LETTERS.sub("", text)
