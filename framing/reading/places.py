"""Where on a page the article stands, and which of the lines there are none of it, judged by the elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from framing.reading.layouts import Layout, select
from framing.reading.phrases import simplified
from framing.reading.shapes import Shape, shape_of
from framing.reading.visible import BLOCKS, Element, Line, Visible, text_of, word_set

_AROUND_TAGS = frozenset({"nav", "footer", "aside", "figcaption", "button", "form", "caption", "code", "ignore_js_op"})
_AROUND_WORDS = word_set(
    "ad ads advert advertisement advertising adsbygoogle banner breadcrumb breadcrumbs caption code comment comments "
    "copyright crumb descr disclaimer discuss ewm footer footnote footnotes gutter hotlist interaction keywords like "
    "likes login menu navbar newsletter picintro popup promo promotion qr qrcode rank reco recomm recommend "
    "recommendation recommendations recommends relate related relatedposts relates reply replies reward share sharebar "
    "sharedaddy sidebar social sponsor stock subscribe subscription tags toc toolbar tooltip tips"
)  # in names of classes and ids
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CENTRED = re.compile(r"text-align\s*:\s*center", re.I)
_CAPTION = re.compile(
    r"^[▲△▼▽↑◀▶◎]|^(?:资料|配|题|示意)?图(?:片|源)?\s*[:：/／|｜]|[（(][^（）()]*[摄图供][^（）()]*[)）]$|\s摄$"
)
_IMAGE_WORDS = word_set("img image pic picture photo caption pictext imgtxt")
_MOST_QUOTES = 50
_HEADINGS = word_set("h1 h2 h3 h4 h5 h6")
_LONGEST_CAPTION = 80  # characters
_LEAST_TEXT = 20  # characters; a known container with less is an empty one, such as a second column
_MOST_AROUND = 0.3  # of the prose; what holds more is no furniture, whatever it is called


def known_place(page: Visible, layouts: Sequence[Layout]) -> tuple[Layout | None, list[int]]:
    """The first layout of the table whose body the page has, and the body's line numbers from 0.

    Where the body stands several times (a forum's posts), the first counts, unless they stand side by side
    (the parts of one article).
    """
    for layout in layouts:
        bodies = [e for e in select(page.tree, layout.body) if _length(page, e) >= _LEAST_TEXT]
        if bodies:
            parts = [e for e in bodies if e.getparent() is bodies[0].getparent()]
            return layout, sorted({i for e in parts for i in range(*page.spans[e])})
    return None, []


def densest_place(page: Visible) -> list[int]:
    """The lines of the element that holds the most prose for the least of links, bylines and furniture; none if none.

    Every line has a weight, prose its length and all else less than nothing; the sum over an element decides.
    """
    shapes = [shape_of(line.text) for line in page.lines]
    around = set(_around(page, range(len(page.lines)), shapes))
    weights = [
        _weight(line, shape, i in around) for i, (line, shape) in enumerate(zip(page.lines, shapes, strict=True))
    ]
    sums = list(accumulate(weights, initial=0))

    def rank(span: tuple[int, int]) -> tuple[float, bool, int]:
        """Of equals the smallest, but none of a single line: the short lines beside it may belong to it."""
        start, end = span
        return sums[end] - sums[start], end - start > 1, start - end

    best = max(page.spans.values(), key=rank, default=(0, 0))
    return list(range(*best)) if rank(best)[0] > 0 else []


def furniture(page: Visible, place: Sequence[int]) -> set[int]:
    """Lines of a place that its elements show to be none of the article: captions, buttons, lists, boxes."""
    shapes = [shape_of(page.lines[i].text) for i in place]
    return set(_around(page, place, shapes)) | _captions(page, place) | _links(page, place) | _pull_quotes(page, place)


def _around(page: Visible, place: Sequence[int], shapes: Sequence[Shape]) -> Iterator[int]:
    """Lines within elements named as furniture, where these don't hold much of the prose."""
    inside = set(place)
    prose = [len(page.lines[i].text) * (shape is Shape.PROSE) for i, shape in zip(place, shapes, strict=True)]
    sums = list(accumulate(prose, initial=0))
    rank = {number: i for i, number in enumerate(place)}
    for element, (start, end) in page.spans.items():
        if start >= end or not (start in inside and end - 1 in inside) or not _is_named_furniture(element):
            continue
        if element.tag not in BLOCKS and end - start == 1 and text_of(element) != page.lines[start].text:
            continue  # a word within a paragraph, such as a linked keyword
        if sums[rank[end - 1] + 1] - sums[rank[start]] <= _MOST_AROUND * sums[-1]:
            yield from range(start, end)


def _is_named_furniture(element: Element) -> bool:
    if element.tag in _AROUND_TAGS:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return any(word.lower() in _AROUND_WORDS for word in _WORD.findall(names))


def _captions(page: Visible, place: Sequence[int]) -> set[int]:
    """Short lines below an image: worded or named as captions, in a block with it, or centred where text is not."""
    centred = [i for i in place if _is_centred(page.lines[i].block)]
    found: set[int] = set()
    for i in place:
        line = page.lines[i]
        if not line.after_image or len(line.text) > _LONGEST_CAPTION:
            continue
        start, end = page.spans[line.block]
        shares_block = end - start == 1 and next(line.block.iter("img"), None) is not None
        stands_out = len(centred) < len(place) / 3 and _is_centred(line.block)
        words = {word.lower() for word in _WORD.findall(line.block.get("class") or "")}
        told = words & _IMAGE_WORDS or _CAPTION.search(simplified(line.text))
        if told or (line.bold < len(line.text) and (shares_block or stands_out)):
            found.add(i)
    return found


def _links(page: Visible, place: Sequence[int]) -> set[int]:
    """Lines that are links from end to end and no sentence: they lead away. A linked heading stays."""
    return {
        i for i in place
        if page.lines[i].linked >= len(page.lines[i].text.replace(" ", ""))
        and "。" not in page.lines[i].text
        and page.lines[i].block.tag not in _HEADINGS
    }  # fmt: skip


def _pull_quotes(page: Visible, place: Sequence[int]) -> set[int]:
    """Lines named as quotes, the first few, that a longer line says as well."""
    inside, texts = set(place), [page.lines[i].text for i in place]
    named = (span for element, span in page.spans.items() if "quote" in (element.get("class") or "").lower())
    quotes = islice((i for span in named for i in range(*span) if i in inside), _MOST_QUOTES)
    return {i for i in quotes if any(page.lines[i].text in text != page.lines[i].text for text in texts)}


def _is_centred(block: Element) -> bool:
    return block.get("align") == "center" or _CENTRED.search(block.get("style") or "") is not None


def _weight(line: Line, shape: Shape, around: bool) -> float:
    length = len(line.text)
    if around or line.linked * 2 > length:
        return -length
    if shape is Shape.PROSE:
        return length
    return 0 if shape is Shape.PLAIN else -length


def _length(page: Visible, element: Element) -> int:
    start, end = page.spans.get(element, (0, 0))
    return sum(len(line.text) for line in page.lines[start:end])
