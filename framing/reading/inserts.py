"""What stands between the paragraphs of an article and is none of it: links to others, menus, marks of time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from framing.reading import phrases
from framing.reading.items import SURELY_TITLE, TOOLBAR, Item, is_menu_word
from framing.reading.shapes import Shape

_LONGEST_MENU_LINE = 6  # characters


def inserts(items: Sequence[Item], begin: int, end: int) -> set[int]:
    """Which items of the body items[begin:end] only stand between its paragraphs."""
    return _links(items, begin, end) | _menus(items, begin, end) | _time_marks(items, begin, end)


def _links(items: Sequence[Item], begin: int, end: int) -> set[int]:
    """Headings of lists within the body, such as 延伸阅读, with the titles that stand under them."""
    links: set[int] = set()
    for i in range(begin, end):
        if items[i].shape not in (Shape.HEADING, Shape.RELATED) or not phrases.READING.search(
            phrases.simplified(items[i].text)
        ):
            continue
        under = i + 1
        while under < end and items[under].shape is Shape.PLAIN and len(items[under].text) >= SURELY_TITLE:
            under += 1
        if items[i].text[-1] in ":：" or (items[i].shape is Shape.HEADING and under > i + 1):
            links |= set(range(i, under))
    return links


def _menus(items: Sequence[Item], begin: int, end: int) -> set[int]:
    """Menus that stand between paragraphs: short lines in a row, at least a third of them words of menus."""
    menus: set[int] = set()
    i = begin
    while i < end:
        j = i
        while j < end and items[j].shape is not Shape.PROSE and len(items[j].text) <= _LONGEST_MENU_LINE:
            j += 1
        words = sum(is_menu_word(item) for item in items[i:j])
        if j - i > TOOLBAR and 3 * words >= j - i:
            menus |= set(range(i, j))
        i = max(j, i + 1)
    return menus


def _time_marks(items: Sequence[Item], begin: int, end: int) -> set[int]:
    """Lone times that recur through the body and only grow or only fall, as in recordings and live reports.

    They are no sentences; nor is a length such as 00:38, which a player shows.
    """
    marks = [i for i in range(begin, end) if items[i].shape is Shape.CLOCK]
    times = [tuple(int(n) for n in re.findall(r"\d+", items[i].text)) for i in marks]
    if len(marks) >= TOOLBAR and times in (sorted(times), sorted(times, reverse=True)):
        return set(marks)
    return {i for i in marks if items[i].text.startswith("00:")}
