"""HTML → the lines a reader sees, in order, and which of them each element holds.

Block elements, table cells and `<br>` end a line; inline elements don't. White space is what browsers make of
it: runs are one space, and a line end between two wide characters is nothing (CSS Text 3, segment breaks).
Hidden elements and copies for browsers without scripts are left out, as are readings over characters (ruby) and
the marks of footnotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree, html

from framing.reading.characters import WIDE, ZERO_WIDTH

Element = Any  # lxml has no types of its own


def word_set(words: str) -> frozenset[str]:
    """The words of a text that stand apart by white space."""
    return frozenset(words.split())


_HIDDEN = word_set(
    "head title script style template noscript iframe object embed applet audio video canvas svg map select datalist "
    "option optgroup textarea input rt rp"
)
BLOCKS = word_set(
    "html body address article aside blockquote br button caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr li legend main menu nav noframes ol p "
    "pre section summary table tbody td tfoot th thead tr ul"
)
_BOLD = word_set("b strong h1 h2 h3 h4 h5 h6 th")
_IMAGES = word_set("img picture amp-img amp-video video svg canvas iframe")
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.I)
_FOOTNOTE = re.compile(r"\s*\[\d{1,3}\]\s*")
_TO_FOOTNOTE = re.compile(r"#[\w:.-]*(?:fn|note|ref|cite)[\w:.-]*$", re.I)
_NUMBER = re.compile(r"\s*\[?\d{1,3}\]?\s*")
_BREAK_IN_WIDE = re.compile(rf"(?<=[{WIDE}])[ \t\f\r]*\n[ \t\n\f\r]*(?=[{WIDE}])")
_SPACES = re.compile(r"[ \t\n\f\r\xa0]+")
_ZERO_WIDTH = dict.fromkeys(map(ord, ZERO_WIDTH))
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_LAYOUT_TAG = re.compile(r"<(?!/?(?:script|style|template|noscript|title|head|body|html|meta)\b)[/a-zA-Z][^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown. `linked` and `bold` count its characters within links and within bold type.

    spaced: the text with a tab between its inline elements, which pages often set apart by style only.
    block: the innermost block element that holds it. after_image: an image, and no text, stands above it.
    """

    text: str
    spaced: str
    linked: int
    bold: int
    block: Element
    after_image: bool


@dataclass(frozen=True, slots=True)
class Visible:
    """A page's visible lines, and for every element that is shown the half-open range of lines it has a part in."""

    tree: Element
    lines: tuple[Line, ...]
    spans: Mapping[Element, tuple[int, int]]


def parse_page(page: str) -> Element | None:
    """The tree of a page or fragment; None if there is nothing in it.

    The parser gives up at about 2,000 nested elements; such a page is read again with its tags as mere line ends.
    """
    tree, complete = _parsed(page)
    return tree if complete else _parsed(_LAYOUT_TAG.sub("\n<br>", page))[0]


def _parsed(page: str) -> tuple[Element | None, bool]:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    # Bytes, so that an encoding declared in the page, which is decoded by now, is not heeded again.
    data = _NOT_XML.sub("", page).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # empty
        return None, True
    return tree, all("xcessive depth" not in entry.message for entry in parser.error_log)


def visible_lines(tree: Element) -> Visible:
    """Walk the tree once; time and memory grow with its size only."""
    return _Walk().over(tree)


def text_of(element: Element) -> str:
    """An element's text in one line, as shown."""
    return one_line("".join(element.itertext()))


def one_line(text: str) -> str:
    """Text as a browser shows it in one line."""
    return _SPACES.sub(" ", _BREAK_IN_WIDE.sub("", text.translate(_ZERO_WIDTH))).strip(" \u3000")


class _Walk:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.spans: dict[Element, tuple[int, int]] = {}
        self.pieces: list[str] = []
        self.linked = self.bold = 0
        self.open_line = False
        self.image_here = self.image_above = False

    def over(self, tree: Element) -> Visible:
        walk = etree.iterwalk(tree, events=("start", "end"))
        blocks: list[Element] = [tree]
        starts: list[int] = []
        links = bolds = pres = 0
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else "script"
            block, shown = tag in BLOCKS, not _is_hidden(element, tag)
            step = 1 if event == "start" else -1
            links, bolds, pres = (
                links + step * (tag == "a" and element.get("href") is not None),
                bolds + step * (tag in _BOLD),
                pres + step * (tag == "pre"),
            )
            if event == "start":
                if block and shown:
                    self.end_line(blocks[-1])
                    blocks.append(element)
                starts.append(len(self.lines))
                self.image_here |= tag in _IMAGES
                if shown:
                    self.add(element.text, links > 0, bolds > 0, pres > 0, blocks[-1])
                else:
                    walk.skip_subtree()
            else:
                if block and shown:
                    self.end_line(blocks.pop())
                start = starts.pop()
                if shown:
                    self.spans[element] = (start, len(self.lines) + self.open_line)
                self.add(element.tail, links > 0, bolds > 0, pres > 0, blocks[-1])
        self.end_line(tree)
        return Visible(tree, tuple(self.lines), self.spans)

    def add(self, text: str | None, linked: bool, bold: bool, pre: bool, block: Element) -> None:
        if not text:
            return
        first, *others = text.split("\n") if pre else [text]
        self.piece(first, linked, bold)
        for other in others:
            self.end_line(block)
            self.piece(other, linked, bold)

    def piece(self, text: str, linked: bool, bold: bool) -> None:
        self.pieces.append(text)
        length = len(text.strip())
        self.open_line |= length > 0
        self.linked += length if linked else 0
        self.bold += length if bold else 0

    def end_line(self, block: Element) -> None:
        text = one_line("".join(self.pieces)) if self.pieces else ""
        if text:
            spaced = "\t".join(filter(None, map(one_line, self.pieces))) if len(self.pieces) > 1 else text
            self.lines.append(Line(text, spaced, self.linked, self.bold, block, self.image_above))
        self.image_above = not text and (self.image_above or self.image_here)
        self.image_here = False
        self.pieces.clear()
        self.linked = self.bold = 0
        self.open_line = False


def _is_hidden(element: Element, tag: str) -> bool:
    if tag in _HIDDEN:
        return True
    if tag == "sup":
        return _FOOTNOTE.fullmatch("".join(islice(element.itertext(), 4))) is not None
    if tag == "a" and _TO_FOOTNOTE.search(element.get("href") or ""):
        return _NUMBER.fullmatch("".join(islice(element.itertext(), 4))) is not None
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _NOT_SHOWN.search(style) is not None)
