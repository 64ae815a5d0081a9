"""Texts set in lines of one width, as copied from a PDF or an e-mail: what their pages add, and whole paragraphs.

A text counts as hard-wrapped only where it evidently is: of its lines, short ones such as the last of paragraphs
aside, at least two in three are full (nearly as wide as the widest); of the full ones at least half break off
without a stop, and one in six at least has a full stop in its midst, as headlines don't. Then page numbers and
running heads can be told, and lines broken in mid-sentence are joined: nothing but the line break goes, and a
space comes only between Latin words, where the break stood for one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from framing.reading.characters import SPACE

_LEAST_WIDTH = 30  # columns; a Chinese character takes two
_FULL = 0.88  # of the width
_LEAST_FULL = 4  # lines
_ENDS = re.compile(r"[。！？!?；;：:…”’」』）)】》.]$")
_STOP_WITHIN = re.compile(r"[。！？?!][^。！？?!]{2}|[.?!] [A-Z]")
_NARROW = re.compile(r"[\x00-\u1fff]")  # quotation marks and dashes stand behind these and are wide in Chinese type
_LATIN = re.compile(r"[A-Za-z0-9,.;:)\]%]")
_PAGE_NUMBER = re.compile(r"[-–—\s·第]*\d{1,4}\s*(?:[/／]\s*\d{1,4})?[-–—\s·页頁]*|Page\s+\d+(?:\s+of\s+\d+)?", re.I)
_LONGEST_LINE = 200  # characters


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether most lines are equally wide and break off without a stop."""
    return _width(lines) is not None


def running_lines(lines: Sequence[str]) -> set[int]:
    """Numbers, from 1, of the lines that pages add to a hard-wrapped text: page numbers and heads that recur."""
    numbered = [(n, line.strip(SPACE)) for n, line in enumerate(lines, start=1)]
    numbered = [(n, line) for n, line in numbered if line]
    same = Counter(_unnumbered(line) for _, line in numbered)
    pages = {n for n, line in numbered if _PAGE_NUMBER.fullmatch(line)}
    if len(pages) < 2:
        return set()
    beside = {
        _unnumbered(line)
        for (before, _), (n, line), (after, _) in zip(numbered, numbered[1:], numbered[2:], strict=False)
        if n not in pages and (before in pages or after in pages)
    }
    heads = {key for key in beside if key and same[key] >= 2}
    return pages | {n for n, line in numbered if _unnumbered(line) in heads}


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines with those joined that break off in mid-sentence, across page breaks (empty lines) too."""
    width = _width(lines)
    if width is None:
        return list(lines)
    whole: list[list[str]] = []
    last = 0  # the place in `whole` of the last line that is not empty
    for line in lines:
        before = whole[last][-1] if whole else ""
        if line and before and not _ENDS.search(before) and _columns(before) >= _FULL * width:
            whole[last] += [_joint(before, line), line.lstrip(SPACE)]
        else:
            last = len(whole) if line else last
            whole.append([line])
    return ["".join(parts) for parts in whole]


def _width(lines: Sequence[str]) -> int | None:
    """The columns of a full line of a hard-wrapped text; None if the text is not evidently one."""
    shown = [line.strip(SPACE) for line in lines]
    shown = [line for line in shown if line]
    if len(shown) < _LEAST_FULL or max(map(len, shown)) > _LONGEST_LINE:
        return None
    widths = sorted(map(_columns, shown))
    width = widths[len(widths) * 9 // 10]
    full = [line for line in shown if _FULL * width <= _columns(line)]
    broken = [line for line in full if not _ENDS.search(line)]
    flowing = [line for line in full if _STOP_WITHIN.search(line)]
    long = [line for line in shown if 2 * _columns(line) > width]
    if width < _LEAST_WIDTH or widths[-1] > width / _FULL or len(full) < _LEAST_FULL:
        return None
    evident = 3 * len(full) >= 2 * len(long) and 2 * len(broken) >= len(full) and 6 * len(flowing) >= len(full)
    return width if evident else None


def _columns(line: str) -> int:
    line = line.strip(SPACE)
    return 2 * len(line) - len(_NARROW.findall(line))


def _joint(before: str, after: str) -> str:
    """The space that a line break stood for: one between Latin words, none elsewhere."""
    return " " if _LATIN.match(before[-1]) and _LATIN.match(after.lstrip(SPACE)[0]) else ""


def _unnumbered(line: str) -> str:
    """A line without its digits and spaces, so that a running head is the same on every page."""
    return re.sub(r"[\d\s]+", "", line)
