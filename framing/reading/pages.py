"""HTML pages → title, body, author, source and date.

The page's visible lines are listed once (`visible.py`). The article's place among them is where a known layout
puts it (`layouts.py`), else the element with the most prose (`places.py`), else JSON in a script (`metadata.py`).
What the elements show to be a caption, a button or a list is left out, and the rest goes through the line filter
that text files go through (`chrome.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from framing.reading.chrome import Cut, Found, find_article, no_article
from framing.reading.credits import Byline, is_outlet, read_byline
from framing.reading.layouts import LAYOUTS, Layout, select
from framing.reading.metadata import Facts, embedded_article, facts_of, name_of
from framing.reading.moments import first_moment, most_precise, published_moment, read_moment
from framing.reading.phrases import END_LINE, LABELLED, simplified
from framing.reading.places import densest_place, furniture, known_place
from framing.reading.prompts import FOLLOW, WALL
from framing.reading.visible import Element, Line, Visible, parse_page, text_of, visible_lines

_BEHIND_TITLE = re.compile(r"\s+[-–—]\s*|\s*(?:[_|｜]|--)\s*")
_DASHES = set("-–—")
_HOST = re.compile("(?:号|论坛|博客|平台)$")  # of sites that are no outlets
_LONGEST_SITE, _LONGEST_CHANNEL = 14, 12  # characters of their names
_LONGEST_PROMPT = 40  # characters
_LONGEST_WALL = 200  # characters; a longer text may well speak of logging in
_LONGEST_PAGE_NAME = 200  # characters; a longer one is not searched for the site's name
_LEAST_TITLE = 0.4  # of the page's title, for a line of it to be the article's
_ABOVE_TITLE, _ABOVE_BODY, _BELOW_BODY = 6, 15, 6  # lines that may tell author, source and date


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's lines, those of its article's place (numbers from 0), and what it says of itself."""

    visible: Visible
    place: Sequence[int]
    layout: Layout | None
    facts: Facts
    name: str | None


def read_page(page: str, *, clean: bool = True, layouts: Sequence[Layout] = LAYOUTS) -> Found:
    """Title, body, author, source and date of a page, and the visible lines that are not its body.

    With `clean` off all visible text is the body, a line per block. Raises InputError for a page whose text is no
    article: that asks to log in, or to prove one is human, or lists links.
    """
    tree = parse_page(page)
    if tree is None:
        return Found(None, "")
    visible = visible_lines(tree)
    name = next(filter(None, map(text_of, tree.iter("title"))), None)
    if not clean:
        return Found(_without_site(name), "\n".join(line.text for line in visible.lines))
    layout, place = known_place(visible, layouts)
    if not place:
        place = densest_place(visible)
        if not place and (embedded := embedded_article(tree)) and (inner := parse_page(embedded[0])) is not None:
            visible, facts = visible_lines(inner), embedded[1]
            return _article(_Page(visible, range(len(visible.lines)), None, facts, name))
    return _article(_Page(visible, place, layout, facts_of(tree), name))


def _article(page: _Page) -> Found:
    """The article at its place; without a place all lines but links go through the line filter."""
    lines = page.visible.lines
    place = page.place or [i for i, line in enumerate(lines) if 2 * line.linked <= len(line.text)]
    out = furniture(page.visible, page.place) | _asking(page, place) if page.place else set()
    shown = _up_to_the_end([i for i in place if i not in out], lines)
    title = _title(page, shown)
    found = find_article("\n".join(lines[i].text for i in shown), title=title)
    filtered = [Cut(shown[cut.line - 1], cut.text) for cut in found.cut]
    gone = {cut.line for cut in filtered if cut.text == lines[cut.line].text}
    kept = [i for i in shown if i not in gone]
    body = re.sub(r"\n{2,}", "\n", found.body)
    if len(body) <= _LONGEST_WALL and WALL.search(simplified(body)):
        body, kept = "", []
    if lines and not body:
        raise no_article()
    stays = set(kept)
    others = [Cut(i, line.text) for i, line in enumerate(lines) if i not in stays]
    part = [cut for cut in filtered if cut.line in stays]
    cut = sorted((c for c in (*others, *part) if c.text != found.title), key=lambda c: c.line)
    about = _about(page, found.title, kept)
    return replace(about, title=found.title, body=body, cut=tuple(Cut(c.line + 1, c.text) for c in cut))


def _up_to_the_end(shown: Sequence[int], lines: Sequence[Line]) -> list[int]:
    """What stands above a line such as END or （全文完）, if that is most of the text."""
    lengths = list(accumulate((len(lines[i].text) for i in shown), initial=0))
    marks = (k for k, i in enumerate(shown) if END_LINE.fullmatch(lines[i].text) and lengths[k] > 0.7 * lengths[-1])
    return list(shown[: next(marks, len(shown))])


def _asking(page: _Page, place: Sequence[int]) -> set[int]:
    """Short lines that ask to follow the account or site, which they name: 关注 槐树下说事."""
    tree, layout, facts = page.visible.tree, page.layout or Layout("", ""), page.facts
    told = (_part(tree, layout.source), _part(tree, layout.author), facts.author, facts.source, facts.site)
    names = [name for name in told if name]
    texts = {i: page.visible.lines[i].text for i in place if len(page.visible.lines[i].text) <= _LONGEST_PROMPT}
    return {i for i, text in texts.items() if FOLLOW.search(simplified(text)) and any(name in text for name in names)}


def _about(page: _Page, title: str | None, kept: Sequence[int]) -> Found:
    """Author, source and date: as the layout shows them, as told to machines, from lines around title and body."""
    lines = page.visible.lines
    first, last = (kept[0], kept[-1]) if kept else (len(lines), len(lines))
    at = next((i for i in range(first - 1, -1, -1) if lines[i].text == title), None)
    head = [line.spaced for line in lines[max(0, first - _ABOVE_BODY if at is None else at - _ABOVE_TITLE) : first]]
    tail = [lines[i].spaced for i in page.place if i > last]
    below = [line.spaced for line in lines[last + 1 : last + 1 + _BELOW_BODY]]
    labelled, shown = Byline(), Byline()
    for line in (*head, *tail):
        if LABELLED.search(simplified(line)):
            labelled = labelled.completed_by(read_byline(line))
        else:
            shown = shown.completed_by(read_byline(line))
    layout, facts, tree = page.layout or Layout("", ""), page.facts, page.visible.tree
    _, site = _split_name((page.name or "")[-_LONGEST_PAGE_NAME:])
    named = (facts.author, _part(tree, layout.author))
    sources = (
        name_of(_part(tree, layout.source)), facts.source, labelled.source,
        facts.site, site, None if shown.source in named else shown.source,
    )  # fmt: skip
    source = next(filter(None, sources), None)
    author = name_of(_part(tree, layout.author)) or facts.author or labelled.author
    if author is None and shown.author != source and len(shown.author or "") > 1:
        author = shown.author  # beside a date, an account's name or a weekday looks like a person's
    under = [line.spaced for line in lines[at + 1 : first]] if at is not None else []  # above may be today's date
    moments = (
        facts.date, read_moment(_part(tree, layout.date) or ""),
        first_moment(under), first_moment(head), published_moment(below),
    )  # fmt: skip
    return Found(None, "", author=author, source=source, date=most_precise(moments))


def _title(page: _Page, shown: Sequence[int]) -> str | None:
    """The layout's; else the longest line above or atop the body that stands in the page's title; else that itself."""
    if title := _part(page.visible.tree, page.layout.title if page.layout else ""):
        return title
    names = [name for name in (page.facts.title, page.name) if name]
    above = [line.text for line in page.visible.lines[: shown[0] + 3 if shown else None]]
    told = [text for text in above if any(text in name and len(text) >= _LEAST_TITLE * len(name) for name in names)]
    return max(told, key=len, default=None) or _without_site(page.facts.title or page.name)


def _without_site(title: str | None) -> str | None:
    if title is None or len(title) > _LONGEST_PAGE_NAME:
        return title
    return _split_name(title)[0] or None


def _split_name(name: str) -> tuple[str, str | None]:
    """A page's name without what stands behind the title, and the site's name there: 渡口的早晨 | 时政 | 石桥网."""
    marks = list(_BEHIND_TITLE.finditer(name))
    site = name[marks[-1].end() :].strip() if marks else ""
    if not (is_outlet(site) or _HOST.search(simplified(site))) or len(site) > _LONGEST_SITE or _DASHES & set(site):
        return name, None
    at = len(marks) - 1
    while at and _is_channel(name[marks[at - 1].end() : marks[at].start()]):
        at -= 1
    return name[: marks[at].start()], site


def _is_channel(name: str) -> bool:
    return len(name) <= _LONGEST_CHANNEL and not _DASHES & set(name)


def _part(tree: Element, selector: str) -> str | None:
    """The text of the first element of a selector that has any."""
    return next((text for element in select(tree, selector) if (text := text_of(element))), None)
