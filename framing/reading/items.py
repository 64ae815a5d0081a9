"""The lines of a page dump that are not blank, each with its shape, and the shapes that page furniture has."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from framing.reading import phrases
from framing.reading.characters import SPACE
from framing.reading.shapes import Shape, shape_of

BOUNDARIES = {Shape.HEADING, Shape.FOOTER, Shape.NOTICE, Shape.RELATED, Shape.WALL}
TRAILING = (
    BOUNDARIES
    | {Shape.META, Shape.BYLINE, Shape.NAVIGATION, Shape.PROMPT, Shape.CITATION}
    | {Shape.IMAGE, Shape.RULE, Shape.CLOCK, Shape.RUNNING}
)
SURELY_TITLE = 12  # characters; names of sites and authors are shorter
TOOLBAR = 3  # lines


@dataclass(frozen=True, slots=True)
class Item:
    """A line that is not blank, numbered from 1."""

    line: int
    text: str
    shape: Shape


def items_of(lines: Sequence[str], *, running: Set[int] = frozenset()) -> list[Item]:
    """The lines that are not blank, with their shapes; `running`: lines known as page numbers and running heads."""
    stripped = ((number, line.strip(SPACE)) for number, line in enumerate(lines, start=1))
    items = [
        Item(number, line, Shape.RUNNING if number in running else shape_of(line)) for number, line in stripped if line
    ]
    return _with_sections(items)


def is_wall(items: Sequence[Item]) -> bool:
    """Whether a page holds no article: it asks to log in or says that nothing is there, or is furniture only."""
    shapes = {item.shape for item in items}
    if Shape.PROSE in shapes:
        return False
    words = [item for item in items if item.shape is Shape.PLAIN and len(item.text) >= SURELY_TITLE]
    return (Shape.WALL in shapes and len(words) <= 2) or (len(items) >= TOOLBAR and shapes <= TRAILING | {Shape.NUMBER})


def first_prose(items: Sequence[Item]) -> int | None:
    """The index of the first paragraph of prose; None if there is none."""
    return next((i for i, item in enumerate(items) if item.shape is Shape.PROSE), None)


def is_menu_word(item: Item) -> bool:
    """Whether a line is one word of the menus that news sites have."""
    return phrases.MENU_WORD.fullmatch(phrases.simplified(item.text)) is not None


def _with_sections(items: Sequence[Item]) -> list[Item]:
    """Plain words are also: numbers, dates and words that head sections of prose, and the questions of an interview.

    Sections are at least two of a series, and in an interview a label such as 记者 stands at least three times.
    """
    heads = [
        i for i, item in enumerate(items)
        if item.shape in (Shape.NUMBER, Shape.DATE) and any(x.shape is Shape.PROSE for x in items[i + 1 : i + 3])
    ]  # fmt: skip
    plain: set[int] = set()
    for i, j in pairwise(heads):
        one, other = items[i], items[j]
        if one.shape is other.shape and (one.shape is Shape.DATE or _follows(one.text, other.text)):
            plain |= {i, j}
    asked = [i for i, item in enumerate(items) if phrases.SPEAKER.match(phrases.simplified(item.text))]
    plain |= {i for i in asked if len(asked) >= 3 and items[i].shape is Shape.BYLINE}
    plain |= {i for i, item in enumerate(items) if item.shape is Shape.HEADING and _heads_a_section(items, i)}
    return [replace(item, shape=Shape.PLAIN) if i in plain else item for i, item in enumerate(items)]


def _follows(one: str, other: str) -> bool:
    """Whether two lone numbers count on: 1, 2; counters such as 2万 and 1,000 do not."""
    return one.isdecimal() and other.isdecimal() and int(other) == int(one) + 1


def _heads_a_section(items: Sequence[Item], i: int) -> bool:
    """Whether a heading such as 注释 is one of the article: prose follows, and no furniture stands beside it."""
    if not phrases.MAYBE_HEADING_LINE.fullmatch(phrases.simplified(items[i].text)):
        return False
    beside = {item.shape for item in (*items[max(0, i - 1) : i], *items[i + 1 : i + 3])}
    return beside <= {Shape.PROSE, Shape.PLAIN} and any(item.shape is Shape.PROSE for item in items[i + 1 :])
