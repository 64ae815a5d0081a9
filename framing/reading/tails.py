"""The tail of a page dump: where the body ends and lists, comments, statements and toolbars begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.reading import names
from framing.reading.items import BOUNDARIES, SURELY_TITLE, TOOLBAR, TRAILING, Item, first_prose
from framing.reading.shapes import Shape

_LIST_EVIDENCE = {Shape.META, Shape.TEASER}
_COMMENT_EVIDENCE = {Shape.META, Shape.DATE, Shape.NUMBER, Shape.CLOCK, Shape.BYLINE}
_BESIDE_NAMES = {Shape.META, Shape.BYLINE, Shape.NAVIGATION, Shape.PROMPT, Shape.NOTICE}

_LONGEST_ENTRY = 6  # lines of one entry in a list of other articles
_LONGEST_COMMENT = 120  # characters
_GOES_ON = 0.35  # of the characters behind a boundary, for the article to go on there
_STRETCH = 0.25  # of the prose before a boundary, in the paragraphs right behind it


def body_end(items: Sequence[Item], begin: int) -> int:
    """The index behind the body's last line; `begin`: its first."""
    prose = first_prose(items[begin:])
    first = begin if prose is None else begin + prose
    behind = _behind(items)
    stop = next((i for i in range(first + 1, len(items)) if items[i].shape is Shape.START), len(items))
    end = stop
    written = 0
    for i in range(first, stop):
        if i > first and _is_boundary(items, i) and not _goes_on(items, i, behind[i], written):
            end = i
            break
        written += len(items[i].text) if items[i].shape is Shape.PROSE else 0
    if end == len(items) and prose is not None:
        end = _list_start(items)
    while end > first + 1 and _is_trailing(items, end - 1):
        end -= 1
    return end


def _is_boundary(items: Sequence[Item], i: int) -> bool:
    """Whether a list, a statement or a toolbar (buttons and counters in a row) starts at item i.

    A heading with prose right below it heads no list.
    """
    shape = items[i].shape
    if shape in (Shape.HEADING, Shape.RELATED) and i + 1 < len(items) and items[i + 1].shape is Shape.PROSE:
        return False
    bar = items[i : i + TOOLBAR]
    return shape in BOUNDARIES or (
        len(bar) == TOOLBAR and all(item.shape in (Shape.META, Shape.BYLINE, Shape.NUMBER) for item in bar)
    )


def _is_trailing(items: Sequence[Item], i: int) -> bool:
    """Whether the last line before a tail belongs to it: furniture, or between furniture a short name."""
    shape = items[i].shape
    if shape in TRAILING:
        return True
    if i + 1 == len(items):
        return names.SIGNATURE.fullmatch(items[i].text) is not None
    return (
        shape is Shape.NUMBER
        or names.SIGNATURE.fullmatch(items[i].text) is not None
        or (shape is Shape.PLAIN and len(items[i].text) < SURELY_TITLE and items[i - 1].shape in _BESIDE_NAMES)
    )


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind an item: characters, those in paragraphs, lines; times, counters and bylines among them."""

    characters: int = 0
    paragraphs: int = 0
    lines: int = 0
    furniture: int = 0


def _behind(items: Sequence[Item]) -> list[_Behind]:
    """For every item what stands behind it; short prose above a time or counter is a comment, no paragraph."""
    counts = [_Behind()]
    for i in range(len(items) - 1, 0, -1):
        item, last = items[i], counts[-1]
        commented = any(x.shape in _COMMENT_EVIDENCE for x in items[i + 1 : i + 3])
        is_paragraph = item.shape is Shape.PROSE and (len(item.text) > _LONGEST_COMMENT or not commented)
        length = len(item.text)
        counts.append(
            _Behind(
                last.characters + length,
                last.paragraphs + (length if is_paragraph else 0),
                last.lines + 1,
                last.furniture + (item.shape in _COMMENT_EVIDENCE),
            )
        )
    return counts[::-1]


def _goes_on(items: Sequence[Item], i: int, behind: _Behind, written: int) -> bool:
    """Whether the article goes on behind the boundary i: paragraphs that are no comments take much of the rest.

    Or at least two stand right behind it that add to the prose `written` before it. Among comments, names and
    times take a line in four.
    """
    if behind.furniture >= 3 and behind.furniture >= 0.25 * behind.lines:
        return False
    if behind.paragraphs > _GOES_ON * behind.characters:
        return True
    near = [item for item in items[i + 1 : i + 4] if item.shape is Shape.PROSE]
    return len(near) >= 2 and sum(len(item.text) for item in near) >= _STRETCH * written


def _list_start(items: Sequence[Item]) -> int:
    """Where a list of other articles without a heading starts behind the last prose; len(items) if there is none.

    Times, teasers and doubled titles recur in it: what lies between the ends of two runs of them is one entry.
    """
    last = max(i for i, item in enumerate(items) if item.shape is Shape.PROSE)
    details = [
        i for i in range(last + 1, len(items))
        if items[i].shape in _LIST_EVIDENCE or items[i].text == items[i - 1].text
    ]  # fmt: skip
    ends = sorted(set(details) - {i - 1 for i in details})
    if len(ends) < 2:
        return len(items)
    start = max(last + 1, min(details[0], ends[0] - (ends[1] - ends[0]) + 1))
    return start if len(ends) * _LONGEST_ENTRY >= len(items) - start else len(items)
