"""The article in a plain-text page dump: a line filter that cuts only what it has evidence against.

Lines are judged by shape (`shapes.py`) and place (`regions.py`). Before the first paragraph of prose, page
furniture (menus, times, bylines, counters) shows that there is a page head: what stands up to the last of it
is cut, but for the title. Behind the body, everything from the first heading or notice on is cut if no more
of the article follows; so are lists that stand there without a heading, known by their recurring times or
doubled titles. Between the two only image credits, ornaments, prompts and links to other articles go. A text
without such furniture stays whole: poems, lists, dialogues, one-sentence files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.reading import phrases
from framing.reading.regions import body_end, head, items_of, starts_with_title
from framing.reading.shapes import SPACE, Shape

_CUT_WITHIN = {Shape.IMAGE, Shape.PROMPT, Shape.RULE, Shape.RELATED}
_LONGEST_LAST_WORDS = 60  # characters


@dataclass(frozen=True, slots=True)
class Cut:
    """A line (or the end of one) that is no part of the article; `line` counts from 1 in the file."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """An article found in a file: its parts, and what stood around it."""

    title: str | None
    body: str
    cut: tuple[Cut, ...] = ()
    source: str | None = None
    date: str | None = None


def find_article(text: str, *, title: str | None = None) -> Found:
    """Title, body and what was cut. Lines stay as they are; runs of blank ones become one.

    title: known from elsewhere; then none is looked for, and it is cut where the body repeats it at its start.
    """
    lines = text.split("\n")
    items = items_of(lines)
    end = body_end(items)
    begin, at = head(items[:end])
    if title is not None:
        at = None
        while begin < end and items[begin].text == title:
            begin += 1
    elif at is None and starts_with_title(items[begin:end]):
        at = begin
    kept = {items[i].line for i in range(begin, end) if i != at and items[i].shape not in _CUT_WITHIN}
    cut = [Cut(item.line, item.text) for i, item in enumerate(items) if i != at and item.line not in kept]
    body = [line if number in kept else "" for number, line in enumerate(lines, start=1)]
    if kept and (words := _last_words(body[max(kept) - 1])):
        cut.append(Cut(max(kept), words.strip()))
        body[max(kept) - 1] = body[max(kept) - 1].rstrip(SPACE).removesuffix(words)
    return Found(
        title=title if at is None else _without_marker(items[at].text),
        body=_joined(body),
        cut=tuple(sorted(cut, key=lambda c: c.line)),
    )


def first_line_title(text: str) -> tuple[str | None, str]:
    """A text's first line as its title, if it looks like one, and the rest."""
    lines = text.split("\n")
    items = items_of(lines)
    if not starts_with_title(items):
        return None, text
    return items[0].text, "\n".join(lines[items[0].line :])


def _last_words(line: str) -> str:
    """What a page adds to the last line of an article: 返回搜狐，查看更多, （责任编辑：…）."""
    ending = line.rstrip(SPACE)[-_LONGEST_LAST_WORDS:]
    match = phrases.LAST_WORDS.search(phrases.simplified(ending))
    return ending[match.start() :] if match else ""


def _without_marker(title: str) -> str:
    """The title without the 原创 or 转载 that Sohu and WeChat put in front of it."""
    match = phrases.MARKER.match(phrases.simplified(title))
    return title[match.end() :] if match else title


def _joined(lines: Sequence[str]) -> str:
    """The lines as one text with single blank lines, none at its ends."""
    text = "\n".join(line.rstrip(SPACE) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
