"""Sentence splitting for Chinese: half-open code-point spans; what lies between them is white space only.

Rules, after the practice of the annotated articles; docs/splitting.md measures them:

- A line break ends a sentence, so headings need no full stop. `。！？!?…` end one within a line, runs of
  them and the closing quotes, brackets, footnote numbers and faces behind them included. `：` doesn't;
  `；` does where 60 characters or more have gone before it. A time stamp [00:12] begins a new sentence.
- A quotation or bracket that closes in its line is never split inside, however many sentences it holds.
  One that stays open protects nothing, so a missing quote costs no more than itself.
- After the end mark, a comma, a colon or a 的 behind a quotation shows that the sentence goes on
  (“真的吗？”，他问。), and so does a word said again after an ellipsis (我……我不知道).
- `.` ends a sentence only after a word that is no abbreviation, before a space and a new beginning;
  `?` and `!` don't within an address such as a.org/b?c=1.
- What holds no letter, digit or ideograph (an emoji, a dash) is no sentence beside another in its line.
"""

from __future__ import annotations

import re

from framing.reading.characters import SPACES
from framing.reading.marks import (
    ABBREVIATION,
    BRACKETS,
    CLOSING,
    ELLIPSIS,
    END,
    GOES_ON,
    LAST_WORD,
    LINE,
    MARK,
    STRAIGHT,
    TAIL,
    TITLE_MARKS,
    TRIMMED,
    WORD,
)

_LONGEST_QUOTATION = 250  # characters; marks further apart belong to different quotations
_LONG_CLAUSE = 60  # characters; from here on a semicolon ends a sentence, as in the annotated articles


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans [start, end) of the sentences of `text`, in order, without surrounding white space.

    Takes time linear in the text, also for one line of many megabytes.
    """
    spans: list[tuple[int, int]] = []
    for line in LINE.finditer(text):
        spans += [(line.start() + start, line.start() + end) for start, end in _split_line(line.group())]
    return spans


def _split_line(line: str) -> list[tuple[int, int]]:
    partner = _partners(line)
    whole = _outermost(partner)
    spans: list[tuple[int, int]] = []
    start, word = _behind_space(line, 0), _next_word(line, 0)
    seen = nearest = 0
    for mark in END.finditer(line):
        if mark.start() < seen or _is_within(line, mark, start):
            continue
        seen, closed = _after_closers(line, mark.end(), partner)
        while nearest < len(whole) and whole[nearest][1] < seen:
            nearest += 1
        if nearest < len(whole) and whole[nearest][0] < seen:
            continue
        if GOES_ON.match(line, seen) or (closed is not None and _is_aside(line, partner[closed], word)):
            continue
        if word >= seen and not spans:  # ……他走了。
            continue
        _append(spans, line, start, seen, has_word=word < seen)
        start = _behind_space(line, seen)
        if word < start:  # looked for again only when passed: all the searches together read the line once
            word = _next_word(line, start)
    _append(spans, line, start, len(line), has_word=word < len(line))
    return spans


def _is_within(line: str, mark: re.Match[str], start: int) -> bool:
    """Whether what looks like an end mark is none in the sentence that began at `start`."""
    if mark.group() == "；":
        return mark.end() - start < _LONG_CLAUSE
    if mark.group() == ".":
        return ABBREVIATION.search(line[max(start, mark.start() - 8) : mark.start()]) is not None
    if not ELLIPSIS.fullmatch(mark.group()):
        return False
    said = LAST_WORD.search(line[max(start, mark.start() - 4) : mark.start()])
    return said is not None and line.startswith(said[1], mark.end())


def _is_aside(line: str, opener: int, word: int) -> bool:
    """Whether what closes here is a title, or a bracket within a sentence whose first word stands before it."""
    closing = CLOSING.get(line[opener], line[opener])
    return closing in TITLE_MARKS or (closing in BRACKETS and word < opener)


def _after_closers(line: str, position: int, partner: dict[int, int]) -> tuple[int, int | None]:
    """The position behind all that still belongs to the sentence; the last mark there that closed a pair."""
    closed = None
    while position < len(line):
        character = line[position]
        if partner.get(position, position) < position:
            closed, position = position, position + 1
        elif position not in partner and character in CLOSING.values():
            position += 1
        else:
            match = TAIL.match(line, position) or END.match(line, position) or SPACES.match(line, position)
            if not match or match.group() in ("", "；"):
                break
            if match.re is SPACES and partner.get(match.end(), len(line)) >= position:
                break
            if match.re is END:  # 《你好！》。 the sentence around the title ends, too
                closed = None
            position = match.end()
    return position, closed


def _partners(line: str) -> dict[int, int]:
    """Positions of quotes and brackets that open and close within the line, each mapped to its partner."""
    partner: dict[int, int] = {}
    open_marks: dict[str, list[int]] = {}
    for match in MARK.finditer(line):
        mark, position = match.group(), match.start()
        if closing := CLOSING.get(mark):
            open_marks.setdefault(closing, []).append(position)
        elif waiting := open_marks.get(mark):
            opener = waiting.pop()
            partner[opener], partner[position] = position, opener
        elif mark in STRAIGHT:
            open_marks.setdefault(mark, []).append(position)
    return partner


def _outermost(partner: dict[int, int]) -> list[tuple[int, int]]:
    """The pairs that lie in no other, in order; those too far apart to be one quotation left out."""
    outermost: list[tuple[int, int]] = []
    for opener in sorted(partner):
        closer = partner[opener]
        if opener < closer <= opener + _LONGEST_QUOTATION and (not outermost or closer > outermost[-1][1]):
            outermost.append((opener, closer))
    return outermost


def _next_word(line: str, position: int) -> int:
    match = WORD.search(line, position)
    return match.start() if match else len(line)


def _behind_space(line: str, position: int) -> int:
    match = SPACES.match(line, position)
    return match.end() if match else position


def _append(spans: list[tuple[int, int]], line: str, start: int, end: int, *, has_word: bool) -> None:
    """Add line[start:end] without its white space; if it holds no word, to the span before it."""
    if not (match := TRIMMED.search(line, start, end)):
        return
    if spans and not has_word:
        spans[-1] = (spans[-1][0], match.end())
    else:
        spans.append(match.span())
