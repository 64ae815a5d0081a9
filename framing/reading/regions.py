"""Where the article lies among the lines of a page dump: head, title, body, tail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from framing.reading.shapes import SPACE, Shape, shape_of

HEAD_EVIDENCE = {Shape.META, Shape.BYLINE, Shape.NAVIGATION, Shape.PROMPT, Shape.NOTICE, Shape.FOOTER, Shape.DATE}
BOUNDARIES = {Shape.HEADING, Shape.FOOTER, Shape.NOTICE, Shape.RELATED}
LIST_EVIDENCE = {Shape.META, Shape.TEASER}
COMMENT_EVIDENCE = {Shape.META, Shape.DATE, Shape.NUMBER}
TRAILING = (
    BOUNDARIES | {Shape.META, Shape.BYLINE, Shape.NAVIGATION, Shape.PROMPT, Shape.CITATION} | {Shape.IMAGE, Shape.RULE}
)

_QUESTIONER = re.compile(r"(?:记者|記者|编辑|編輯|作者)\s*[:：]")
_NO_TITLE = re.compile(
    rf"{_QUESTIONER.pattern}.*|"
    r".*(?:[。，,、；;：:—…]|[。！？!?…][”’」』）)])|(?:[-*•·]|\d+\s*[.、．)）]|[（(]?[一二三四五六七八九十]+[、）)]).*"
)
_LONGEST_TITLE = 50  # characters
_SURELY_TITLE = 12  # characters; names of sites and authors are shorter
_LONGEST_MENU_WORD = 4  # characters
_MOST_HEAD_LINES = 6  # that are longer than words of a menu
_TOOLBAR = 3  # lines
_LONGEST_ENTRY = 6  # lines of one entry in a list of other articles


@dataclass(frozen=True, slots=True)
class Item:
    """A line that is not blank, numbered from 1."""

    line: int
    text: str
    shape: Shape


def items_of(lines: Sequence[str]) -> list[Item]:
    """The lines that are not blank, with their shapes."""
    stripped = ((number, line.strip(SPACE)) for number, line in enumerate(lines, start=1))
    return _with_sections([Item(number, line, shape_of(line)) for number, line in stripped if line])


def head(items: Sequence[Item]) -> tuple[int, int | None]:
    """Where the body begins, and which item is the title if the page head shows it.

    Page furniture before the first prose is evidence of a head, unless more words stand before it than a head
    holds: those are verses or a list.
    """
    zone = _first_prose(items)
    if zone is None:
        return 0, None
    words = accumulate(
        (item.shape is Shape.PLAIN and len(item.text) > _LONGEST_MENU_WORD for item in items[:zone]), initial=0
    )
    evidence = [
        i for i, before in zip(range(zone), words, strict=False)
        if items[i].shape in HEAD_EVIDENCE and before <= _MOST_HEAD_LINES
    ]  # fmt: skip
    if not evidence:
        return 0, None
    begin = evidence[-1] + 1
    while begin < zone and items[begin].shape is Shape.NUMBER:
        begin += 1
    about = [i for i in evidence if items[i].shape is not Shape.NAVIGATION]
    return begin, _title_before(items, about[-1]) if about else None


def body_end(items: Sequence[Item]) -> int:
    """The index behind the body's last line."""
    first = _first_prose(items)
    if first is None:
        return len(items)
    goes_on = _goes_on_behind(items)
    boundaries = (i for i in range(first + 1, len(items)) if _is_boundary(items[i : i + _TOOLBAR]) and not goes_on[i])
    end = next(boundaries, None) or _list_start(items)
    while end > first + 1 and (
        items[end - 1].shape in TRAILING or (items[end - 1].shape is Shape.NUMBER and end < len(items))
    ):
        end -= 1
    return end


def _is_boundary(items: Sequence[Item]) -> bool:
    """Whether a list, a statement or a toolbar (buttons and counters in a row) starts with the first of these lines."""
    return items[0].shape in BOUNDARIES or (
        len(items) == _TOOLBAR and all(item.shape in (Shape.META, Shape.BYLINE, Shape.NUMBER) for item in items)
    )


def starts_with_title(items: Sequence[Item]) -> bool:
    """Whether the first line is a title: at most 50 characters, no stop at its end, no list item, a body after it.

    A body is prose in the next three lines or, after a blank line, anything; what ends in an exclamation or
    question needs prose or a blank line right after it.
    """
    if len(items) < 2:
        return False
    first, second = items[0], items[1]
    if first.shape is not Shape.PLAIN or len(first.text) > _LONGEST_TITLE or _NO_TITLE.fullmatch(first.text):
        return False
    reach = 2 if first.text[-1] in "！？!?" else 4
    return second.line > first.line + 1 or any(item.shape is Shape.PROSE for item in items[1:reach])


def _with_sections(items: Sequence[Item]) -> list[Item]:
    """Plain words are also: numbers and dates that head sections of prose, and the questions of an interview.

    Sections are at least two of a series, and in an interview a label such as 记者 stands at least three times.
    """
    heads = [
        i for i, item in enumerate(items)
        if item.shape in (Shape.NUMBER, Shape.DATE) and any(x.shape is Shape.PROSE for x in items[i + 1 : i + 3])
    ]  # fmt: skip
    plain: set[int] = set()
    for i, j in pairwise(heads):
        one, other = items[i], items[j]
        if one.shape is other.shape and (one.shape is Shape.DATE or int(other.text) == int(one.text) + 1):
            plain |= {i, j}
    asked = [i for i, item in enumerate(items) if _QUESTIONER.match(item.text)]
    plain |= {i for i in asked if len(asked) >= 3 and items[i].shape is Shape.BYLINE}
    return [replace(item, shape=Shape.PLAIN) if i in plain else item for i, item in enumerate(items)]


def _title_before(items: Sequence[Item], end: int) -> int | None:
    """The title among the plain lines before `end`: the first of the long ones that stand together nearest to it.

    Three long lines or more in a row are headlines of other articles, and the nearest one is the title.
    """
    plain = [i for i in range(end) if items[i].shape is Shape.PLAIN]
    long = [i for i in plain if len(items[i].text) >= _SURELY_TITLE]
    if not long:
        return max(plain, key=lambda i: len(items[i].text), default=None)
    furniture = [i for i in range(long[-1]) if items[i].shape in HEAD_EVIDENCE]
    together = [i for i in long if not furniture or i > furniture[-1]]
    return together[0] if len(together) <= 2 else together[-1]


def _goes_on_behind(items: Sequence[Item]) -> list[bool]:
    """For every item, whether the article goes on behind it: much of the rest is prose, and not that of comments.

    Among comments, names and times take a line in four.
    """
    goes_on: list[bool] = []
    length = prose = furniture = 0
    for lines, item in enumerate(reversed(items)):
        goes_on.append(prose > 0.35 * length and not (furniture >= 3 and furniture >= 0.25 * lines))
        length += len(item.text)
        prose += len(item.text) if item.shape is Shape.PROSE else 0
        furniture += item.shape in COMMENT_EVIDENCE
    return goes_on[::-1]


def _list_start(items: Sequence[Item]) -> int:
    """Where a list of other articles without a heading starts behind the last prose; len(items) if there is none.

    Times, teasers and doubled titles recur in it: what lies between the ends of two runs of them is one entry.
    """
    last = max(i for i, item in enumerate(items) if item.shape is Shape.PROSE)
    details = [
        i for i in range(last + 1, len(items))
        if items[i].shape in LIST_EVIDENCE or items[i].text == items[i - 1].text
    ]  # fmt: skip
    ends = sorted(set(details) - {i - 1 for i in details})
    if len(ends) < 2:
        return len(items)
    start = max(last + 1, min(details[0], ends[0] - (ends[1] - ends[0]) + 1))
    return start if len(ends) * _LONGEST_ENTRY >= len(items) - start else len(items)


def _first_prose(items: Sequence[Item]) -> int | None:
    return next((i for i, item in enumerate(items) if item.shape is Shape.PROSE), None)
