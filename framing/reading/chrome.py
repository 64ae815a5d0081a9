"""The article in a plain-text page dump: a line filter that cuts only what it has evidence against.

Lines are judged by shape (`shapes.py`) and place (`heads.py`, `tails.py`, `inserts.py`). Before the first
paragraph of prose, page furniture (menus, times, bylines, counters) shows that there is a page head: what stands
up to the last of it is cut, but for the title. Behind the body, everything from the first heading, notice or row
of buttons on is cut if no more of the article follows; so are lists that stand there without a heading, known by
their recurring times or doubled titles. Between the two only image credits, ornaments, prompts, recurring times,
menus and links to other articles go, and in a text set in pages (`wrapping.py`) their numbers and running heads;
its lines that break off in mid-sentence are joined. A text without such furniture stays whole: poems, lists,
dialogues, one-sentence files. A page that only asks to log in is cut whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.errors import InputError
from framing.reading import names, phrases
from framing.reading.characters import SPACE
from framing.reading.credits import Byline, read_byline, read_dateline, read_names
from framing.reading.heads import head, starts_with_title
from framing.reading.inserts import inserts
from framing.reading.items import Item, is_wall, items_of
from framing.reading.moments import read_moment
from framing.reading.shapes import Shape
from framing.reading.tails import body_end
from framing.reading.wrapping import is_hard_wrapped, rejoined, running_lines

_CUT_WITHIN = {Shape.IMAGE, Shape.PROMPT, Shape.RULE, Shape.RELATED, Shape.RUNNING}
_LONGEST_LAST_WORDS = 60  # characters
_ABOVE_ANSWER = 4  # lines with its writer's name
_NEAR = 8  # lines behind the body that may name its author, source and date


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
    author: str | None = None


def find_article(text: str, *, title: str | None = None) -> Found:
    """Title, body, author, source, date and what was cut. Lines stay as they are; runs of blank ones become one.

    title: known from elsewhere; then none is looked for, and it is cut where the body repeats it at its start.
    """
    lines = text.split("\n")
    wrapped = is_hard_wrapped(lines)
    items = items_of(lines, running=running_lines(lines) if wrapped else set())
    if is_wall(items):
        return Found(title, "", tuple(Cut(item.line, item.text) for item in items))
    begin, at = head(items)
    end = body_end(items, begin)
    if title is not None:
        at = None
        while begin < end and items[begin].text == title:
            begin += 1
    elif at is None:
        at = _title_at(items[:end], begin)
    named = _names_around(items, begin, end, at)
    out = {at} | named | inserts(items, begin, end)
    kept = {items[i].line for i in range(begin, end) if i not in out and items[i].shape not in _CUT_WITHIN}
    cut = [Cut(item.line, item.text) for i, item in enumerate(items) if i != at and item.line not in kept]
    body = [line.rstrip(SPACE) if number in kept else "" for number, line in enumerate(lines, start=1)]
    if kept and (words := _last_words(body[max(kept) - 1])):
        cut.append(Cut(max(kept), words.strip()))
        body[max(kept) - 1] = body[max(kept) - 1].removesuffix(words)
    about = _about(items, begin, end, at, named, titled=title is not None)
    return Found(
        title=title if at is None else _without_marker(items[at].text),
        body=_joined(rejoined(body) if wrapped else body),
        cut=tuple(sorted(cut, key=lambda c: c.line)),
        source=about.source,
        date=about.date,
        author=about.author,
    )


def no_article() -> InputError:
    """The fault of a page, or a copy of one, from which everything was cut."""
    return InputError(
        "no article found: the page only holds menus, links, a login or a notice. Open it in a browser, log in if "
        "it asks to, wait until the text shows, and save it again."
    )


def first_line_title(text: str) -> tuple[str | None, str]:
    """A text's first line as its title, if it looks like one, and the rest."""
    lines = text.split("\n")
    items = items_of(lines)
    if not starts_with_title(items):
        return None, text
    return items[0].text, "\n".join(lines[items[0].line :])


def _title_at(items: Sequence[Item], begin: int) -> int | None:
    """Which item is a title that the body starts with; a lone name above it is its author's."""
    if begin < len(items) and names.PERSON.fullmatch(items[begin].text) and starts_with_title(items[begin + 1 :]):
        return begin + 1
    return begin if starts_with_title(items[begin:]) else None


def _names_around(items: Sequence[Item], begin: int, end: int, at: int | None) -> set[int]:
    """Lines with nothing but a person's name, beside a title at the start of the body or right below a head."""
    if at is None:
        return set()
    beside = [begin] if at < begin else [at - 1, at + 1]
    return {i for i in beside if begin <= i < end - 1 and names.PERSON.fullmatch(items[i].text)}


def _about(items: Sequence[Item], begin: int, end: int, at: int | None, named: set[int], *, titled: bool) -> Byline:
    """What the lines of the head, then the start of the body, then the lines behind it say of the article.

    Names without a label are taken from the lines between the title and the first time; without a title, from
    the line above that time; above an answer, from the lines right above it.
    """
    times = [i for i in range(begin) if items[i].shape in (Shape.META, Shape.DATE) or read_moment(items[i].text)]
    if begin and items[begin - 1].shape is Shape.START:
        unlabelled = range(max(0, begin - _ABOVE_ANSWER), begin)
    elif at is not None:
        unlabelled = range(at + 1, next((i for i in times if i > at), begin))
    elif times and not titled:
        above = next((i for i in range(times[0] - 1, -1, -1) if len(items[i].text) > 1), times[0])
        unlabelled = range(above, times[0])
    else:
        unlabelled = range(0)
    about = Byline()
    for i in range(begin):
        if i != at:
            about = about.completed_by(read_byline(items[i].text))
            if i in unlabelled and items[i].shape is Shape.PLAIN:
                about = about.completed_by(read_names(items[i].text))
    for i in sorted(named):
        about = about.completed_by(read_names(items[i].text))
    for item in items[begin : min(begin + 2, end)]:
        about = about.completed_by(read_dateline(item.text))
    for item in items[end : end + _NEAR]:
        if item.shape in (Shape.HEADING, Shape.RELATED):
            break
        if names.SIGNATURE.fullmatch(item.text):
            about = about.completed_by(Byline(author=item.text.strip("[]【】 ")))
        elif item.shape in (Shape.BYLINE, Shape.FOOTER, Shape.META):
            about = about.completed_by(read_byline(item.text))
    return about


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
