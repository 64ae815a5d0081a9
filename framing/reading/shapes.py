"""What a line of a page dump looks like by itself: prose, plain words, or one of the shapes of page chrome."""

from __future__ import annotations

import re
from enum import Enum, auto

from framing.reading import phrases, prompts
from framing.reading.characters import SPACE, without_invisible


class Shape(Enum):
    """`PROSE` and `PLAIN` may be article; where the others stand decides what they are."""

    PROSE = auto()  # holds a full stop, or is too long for a title
    PLAIN = auto()  # anything else: titles, subheads, verses, names
    NUMBER = auto()  # a lone number: a counter, or the number of a section
    CLOCK = auto()  # a lone time of day or of a recording: 08:12, 01:15
    DATE = auto()  # a lone date without the time of day
    META = auto()  # time of day, counters, with or without a name and buttons
    BYLINE = auto()  # source, author, editor behind a label; a date with a name; buttons alone
    NAVIGATION = auto()  # breadcrumb or menu
    PROMPT = auto()  # asks to follow, scan, download; advertisement
    IMAGE = auto()  # image mark or credit
    RULE = auto()  # ornament between sections
    HEADING = auto()  # heads a list around the article: 相关推荐, 最新资讯, 延伸阅读
    RELATED = auto()  # one link of such a list within the article: 延伸阅读：…
    FOOTER = auto()  # 责任编辑：…, 特别声明：…, 参考资料：…
    NOTICE = auto()  # rights, disclaimers
    CITATION = auto()  # a reference that ends in date and outlet
    TEASER = auto()  # cut short by dots
    WALL = auto()  # asks to log in, or says that there is nothing to see
    START = auto()  # stands right above an answer on a page of questions
    RUNNING = auto()  # page number or running head within a text set in pages; known from other lines only


_LONGEST_PLAIN = 60  # characters; a longer line is prose, stop or not
_LONGEST_MENU_WORD = 6  # characters
_LONGEST_CHROME = 300  # characters; a longer line is not looked at more closely
_LONGEST_LEFT = 16  # characters left of a line once its details are taken out

_DECORATION = re.compile(r"^[\W_]+|(?<=[^\W\d_])[\W_]+(?:\d{1,7}[\W_]*)?$")  # and a count, as in 评论（17）
_LETTER = re.compile(r"[^\W_]")
_END_MARK = re.compile(r"[。！？!?；;…]")
_TRUNCATED = re.compile(r"(?<!\.)\.{3}$|(?<!…)…$")
_BETWEEN_MENU_WORDS = re.compile(r"[\s|｜丨·•]+")
_BETWEEN_BUTTONS = re.compile(r"[\s【】\[\]|｜丨·•/>＞›»,，、◎]+")

_WHOLE_LINES = (
    (phrases.LONE_NUMBER_LINE, Shape.NUMBER),
    (phrases.LONE_CLOCK_LINE, Shape.CLOCK),
    (phrases.LONE_DATE_LINE, Shape.DATE),
    (phrases.RELATED_LINE, Shape.RELATED),
    (phrases.FOOTER_LINE, Shape.FOOTER),
    (phrases.IMAGE_LINE, Shape.IMAGE),
    (prompts.PROMPT_LINE, Shape.PROMPT),
    (phrases.BREADCRUMB_LINE, Shape.NAVIGATION),
    (phrases.TAGS_LINE, Shape.BYLINE),
    (prompts.WALL_LINE, Shape.WALL),
    (phrases.ANSWER_LINE, Shape.START),
)


def shape_of(line: str) -> Shape:
    """The shape of one line that is not blank; icons, zero-width and direction marks in it make no difference."""
    if len(line) > 2 * _LONGEST_CHROME:  # however its ends look
        return Shape.TEASER if _TRUNCATED.search(line[-4:].rstrip(SPACE)) else Shape.PROSE
    text = phrases.simplified(without_invisible(line).strip(SPACE))
    if not text:
        return Shape.RULE
    if len(text) > _LONGEST_CHROME:
        return Shape.TEASER if _TRUNCATED.search(text) else Shape.PROSE
    if not _LETTER.search(text):
        return Shape.RULE if phrases.RULE_LINE.fullmatch(text) and text.strip(".。…· ") else Shape.PLAIN
    if phrases.HEADING_LINE.fullmatch(_DECORATION.sub("", text)):
        return Shape.HEADING
    for pattern, shape in _WHOLE_LINES:
        if pattern.fullmatch(text):
            return shape
    if phrases.is_notice(text):
        return Shape.NOTICE
    if _TRUNCATED.search(text):
        return Shape.TEASER
    if "。" in text:
        return Shape.PROSE
    return _shape_of_details(text) or (Shape.PROSE if _is_long(text) else Shape.PLAIN)


def _is_long(text: str) -> bool:
    """Whether the line is longer than titles are, or nearly so and of several sentences."""
    return len(text) > _LONGEST_PLAIN or (len(text) > 40 and len(_END_MARK.findall(text)) > 1)


def _shape_of_details(text: str) -> Shape | None:
    """The shape of a line that is a menu, a byline, times and counters, or a reference; None if it is none of them."""
    if _is_menu(text):
        return Shape.NAVIGATION
    if phrases.BYLINE_LINE.fullmatch(text):
        return Shape.BYLINE
    if _is_details(text):
        return Shape.META if phrases.TIMED.search(text) and not phrases.LABELLED.search(text) else Shape.BYLINE
    if phrases.STAMPED_LINE.fullmatch(text):
        return Shape.META
    return Shape.CITATION if phrases.CITATION_LINE.fullmatch(text) else None


def _is_menu(text: str) -> bool:
    """At least four short words with gaps or bars between them, one of which menus have."""
    words = [word for word in _BETWEEN_MENU_WORDS.split(text) if word]
    return (
        len(words) >= 4
        and all(len(word) <= _LONGEST_MENU_WORD for word in words)
        and any(phrases.MENU_WORD.fullmatch(word) for word in words)
        and not _END_MARK.search(text)
    )


def _is_details(text: str) -> bool:
    """Whether nothing but a name is left once times, counters, labelled fields and buttons are taken out."""
    rest = phrases.DETAIL.sub(" ", text)
    words = [word for word in _BETWEEN_BUTTONS.split(rest) if _LETTER.search(word)]
    left = [word for word in words if not phrases.BUTTON.fullmatch(word)]
    letters = sum(len(word) for word in left if not word.isdecimal())
    return (rest != text or len(left) < len(words)) and letters <= min(_LONGEST_LEFT, len(text) / 2)
