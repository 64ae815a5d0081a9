"""The head of a page dump: where the body begins, and which line is the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from framing.reading import names, phrases
from framing.reading.items import SURELY_TITLE, TOOLBAR, Item, first_prose, is_menu_word
from framing.reading.shapes import Shape

_EVIDENCE = {
    Shape.META, Shape.BYLINE, Shape.NAVIGATION, Shape.PROMPT, Shape.NOTICE, Shape.FOOTER, Shape.DATE, Shape.WALL,
    Shape.RUNNING,
}  # fmt: skip

_NO_TITLE = re.compile(
    rf"{phrases.SPEAKER.pattern}.*|{phrases.LONE_DATE_LINE.pattern}|{phrases.LONE_NUMBER_LINE.pattern}|"
    r".*(?:[。，,、；;：:—…]|[。！？!?…][”’」』）)])|(?:[-*•·]|\d+\s*[.、．)）]|[（(]?[一二三四五六七八九十]+[、）)]).*"
)
_WORD = re.compile(r"[^\W_]")
_LONGEST_FIRST_LINE = 50  # characters of a title that only its place shows
_LEAST_QUESTION = 8  # characters
_LONGEST_WORD = 4  # characters; what is longer counts as a line of words
_MOST_HEAD_LINES = 6  # that are longer than words of a menu
_WITHOUT_PROSE = 5  # lines in which the head of a poem or list ends


def head(items: Sequence[Item]) -> tuple[int, int | None]:
    """Where the body begins, and which item is the title if the page head shows it.

    Page furniture before the first prose is evidence of a head, unless more words stand before it than a head
    holds: those are verses or a list. Where there is no prose, only the first lines can be a head.
    """
    answer = next((i for i, item in enumerate(items) if item.shape is Shape.START), None)
    if answer is not None:
        question = (i for i in range(answer) if items[i].shape is Shape.PLAIN and len(items[i].text) >= _LEAST_QUESTION)
        return answer + 1, next(question, None)
    zone = first_prose(items)
    if zone is None:
        return _head_without_prose(items)
    words = accumulate(
        (item.shape is Shape.PLAIN and len(item.text) > _LONGEST_WORD for item in items[:zone]), initial=0
    )
    evidence = [
        i for i, before in zip(range(zone), words, strict=False)
        if items[i].shape in _EVIDENCE and before <= _MOST_HEAD_LINES
    ]  # fmt: skip
    if not evidence:
        return 0, None
    begin = evidence[-1] + 1
    begin = next((i + 1 for i in range(begin, zone) if items[i].shape is Shape.CLOCK), begin)
    while begin < zone and items[begin].shape is Shape.NUMBER:
        begin += 1
    about = [i for i in evidence if items[i].shape not in (Shape.NAVIGATION, Shape.RUNNING)]
    return begin, _title_before(items, about[-1]) if about else None


def _head_without_prose(items: Sequence[Item]) -> tuple[int, int | None]:
    """The head of a poem or list: one that names time, author or outlet in its first lines and nowhere below."""
    evidence = [
        i for i, item in enumerate(items[:_WITHOUT_PROSE])
        if item.shape in (Shape.META, Shape.BYLINE, Shape.DATE) and i > 0
    ]  # fmt: skip
    if not evidence or any(item.shape in (Shape.META, Shape.DATE) for item in items[_WITHOUT_PROSE:]):
        return 0, None
    begin = evidence[-1] + 1
    if sum(item.shape is Shape.PLAIN for item in items[begin:]) < TOOLBAR:
        return 0, None
    return begin, _title_before(items, evidence[-1])


def starts_with_title(items: Sequence[Item]) -> bool:
    """Whether the first line is a title: at most 50 characters, no stop at its end, no list item, a body after it.

    A body is prose in the next three lines or, after a blank line, anything; what ends in an exclamation or
    question needs prose or a blank line right after it.
    """
    if len(items) < 2:
        return False
    first, second = items[0], items[1]
    if first.shape is not Shape.PLAIN or len(first.text) > _LONGEST_FIRST_LINE:
        return False
    if _NO_TITLE.fullmatch(phrases.simplified(first.text)):
        return False
    reach = 2 if first.text[-1] in "！？!?" else 4
    return second.line > first.line + 1 or any(item.shape is Shape.PROSE for item in items[1:reach])


def _title_before(items: Sequence[Item], end: int) -> int | None:
    """The title among the plain lines before `end`: the first of the long ones that stand together nearest to it.

    Three long lines or more in a row are headlines of other articles, and the nearest one is the title. Where all
    are short it is the first of those that stand together nearest to `end`, but not a person's name.
    """
    plain = [i for i in range(end) if items[i].shape is Shape.PLAIN and _WORD.search(items[i].text)]
    long = [i for i in plain if len(items[i].text) >= SURELY_TITLE]
    if not long:
        return _short_title(items, plain)
    furniture = [i for i in range(long[-1]) if items[i].shape in _EVIDENCE]
    together = [i for i in long if not furniture or i > furniture[-1]]
    return together[0] if len(together) <= 2 else together[-1]


def _short_title(items: Sequence[Item], plain: Sequence[int]) -> int | None:
    """The title among short lines; on the page of a post there is none, since its writer's name stands there."""
    if not plain or phrases.POST_SITE_LINE.fullmatch(items[0].text):
        return None
    if any(phrases.POST_LINE.fullmatch(phrases.simplified(items[i].text)) for i in plain):
        return None
    start = len(plain) - 1
    while start and plain[start - 1] == plain[start] - 1 and not is_menu_word(items[plain[start - 1]]):
        start -= 1
    if start == len(plain) - 1 and any(phrases.POSTED.search(item.text) for item in items[plain[-1] : plain[-1] + 4]):
        return None
    titles = [i for i in plain[start:] if not names.PERSON.fullmatch(items[i].text)]
    return titles[0] if 0 < len(titles) <= 2 else max(titles or plain, key=lambda i: len(items[i].text))
