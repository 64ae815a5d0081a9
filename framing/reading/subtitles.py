"""Subtitles (SubRip .srt, WebVTT .vtt) → running text.

A sentence runs over several cues, so cues are joined until one ends in stop punctuation, a pause follows or
someone else speaks. Where subtitles have hardly any stops, as is common in Chinese ones, each cue is a line.
Captions that roll up show their lines again in the next cue, and the lines shown again are cut.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from framing.errors import InputError
from framing.reading.characters import LINE_ENDS, WIDE
from framing.reading.chrome import Cut, Found

_CLOCK = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,3}))?"
_TIMES = re.compile(rf"^\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?$")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<\d[\d:.]*>|\{\\[^{}\n]*\}|\\[NnHh]")
_BREAK = re.compile(r"\\[Nn]")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_DASH = re.compile(r"^[-‐–—]\s*(?=[^\s\d\-‐–—])|^[-‐–—]\s+")
_STOP = re.compile(r"[。！？!?….．｡][”’」』\"'）)】♪]*$")
_CLOSE = re.compile(f"[{WIDE}“”‘’…—·]")
_PAUSE = 3.0  # seconds without a cue, after which something new begins
_AT_ONCE = 0.2  # seconds; what is shown again after no more than this rolls on
_FEWEST_STOPS = 0.1  # of all cues; below, the subtitles are without punctuation


@dataclass(frozen=True, slots=True)
class _Shown:
    """One line of a cue: its number in the file, its text, the cue's times in seconds, whether a turn begins."""

    line: int
    text: str
    start: float
    end: float
    is_first: bool
    is_turn: bool


def read_subtitles(text: str, *, clean: bool = True) -> Found:
    """The words of a subtitle file without numbers, times and tags; they have no title.

    With `clean` off lines shown again are kept. Raises InputError where there is no time.
    """
    lines = LINE_ENDS.sub("\n", text).split("\n")
    shown = list(_shown(lines))
    if not shown and not any(_TIMES.match(line) for line in lines):
        raise InputError(
            "no time such as 00:00:01,000 --> 00:00:04,000 in it, so it is no subtitle file. "
            "If it is text, name it .txt."
        )
    kept, cut = _unrolled(shown) if clean else (shown, [])
    return Found(None, _joined(kept), tuple(cut))


def _shown(lines: Sequence[str]) -> Iterator[_Shown]:
    """What the cues show. A cue goes on until the next time, but for the number or name above that."""
    at = [number for number, line in enumerate(lines) if _TIMES.match(line)]
    for begin, end in pairwise([*at, len(lines)]):
        start, stop = _seconds(lines[begin])
        is_first = True
        for number in _words(lines, begin + 1, end, is_last=end == len(lines)):
            for part in _BREAK.split(lines[number]):
                words = " ".join(html.unescape(_TAG.sub("", part)).split())
                is_turn = bool(_DASH.match(words))
                if words := _DASH.sub("", words):
                    yield _Shown(number + 1, words, start, stop, is_first, is_turn)
                    is_first = False


def _words(lines: Sequence[str], begin: int, end: int, *, is_last: bool) -> Iterator[int]:
    """The numbers of a cue's own lines: without the next one's number or name, and without notes and styles."""
    if not is_last and end > begin and (lines[end - 1].strip().isdecimal() or not _is_filled(lines, end - 2, begin)):
        end -= 1
    in_block = False
    for number in range(begin, end):
        is_after_blank = number > begin and not lines[number - 1].strip()
        if not lines[number].strip():
            in_block = False
        elif in_block or (is_after_blank and _BLOCK.match(lines[number])):
            in_block = True
        else:
            yield number


def _is_filled(lines: Sequence[str], number: int, begin: int) -> bool:
    return number < begin or bool(lines[number].strip())


def _seconds(line: str) -> tuple[float, float]:
    match = _TIMES.match(line)
    assert match is not None
    hours, minutes, seconds, parts, *end = match.groups()
    return _clock(hours, minutes, seconds, parts), _clock(*end)


def _clock(hours: str | None, minutes: str, seconds: str, parts: str | None) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{parts or 0}")


def _unrolled(shown: Sequence[_Shown]) -> tuple[list[_Shown], list[Cut]]:
    """The lines, and those cut: shown again at once on top of the next cue, or as the beginning of a longer one."""
    kept: list[_Shown] = []
    cut: list[Cut] = []
    before: list[_Shown] = []  # what the cue before showed, in whatever cue it came first
    for cue in _cues(shown):
        rolls = bool(before) and before[-1].start <= cue[0].start <= before[-1].end + _AT_ONCE
        again = _overlap(before, cue) if rolls else 0
        cut += [Cut(line.line, line.text) for line in cue[:again]]
        if rolls and not again and len(cue[0].text) > len(before[-1].text) and cue[0].text.startswith(before[-1].text):
            gone = kept.pop()  # not before[-1], which may be cut already as shown again
            cut.append(Cut(gone.line, gone.text))
            cue = [replace(cue[0], is_turn=gone.is_turn or cue[0].is_turn), *cue[1:]]
        kept += cue[again:]
        before = cue
    return kept, sorted(cut, key=lambda line: line.line)


def _cues(shown: Iterable[_Shown]) -> Iterator[list[_Shown]]:
    cue: list[_Shown] = []
    for line in shown:
        if line.is_first and cue:
            yield cue
            cue = []
        cue.append(line)
    if cue:
        yield cue


def _overlap(before: Sequence[_Shown], cue: Sequence[_Shown]) -> int:
    """How many lines at the beginning of a cue are the last ones of the cue before."""
    texts, earlier = [line.text for line in cue], [line.text for line in before]
    return next((n for n in range(min(len(texts), len(earlier)), 0, -1) if texts[:n] == earlier[-n:]), 0)


def _joined(shown: Sequence[_Shown]) -> str:
    """The lines as running text; a blank only between two words that aren't Chinese."""
    cues = list(_cues(shown))
    stops = sum(bool(_STOP.search(cue[-1].text)) for cue in cues)
    is_punctuated = stops >= _FEWEST_STOPS * len(cues)
    text: list[str] = []
    for before, line in zip([None, *shown], shown, strict=False):
        if before is not None:
            ends = _STOP.search(before.text) or line.is_turn or line.start - before.end >= _PAUSE
            if ends or (line.is_first and not is_punctuated):
                text.append("\n")
            elif not _CLOSE.match(before.text[-1]) and not _CLOSE.match(line.text[0]):
                text.append(" ")
        text.append(line.text)
    return "".join(text)
