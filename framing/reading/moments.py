"""Days with their time → ISO 8601: 2023年05月06日 10:20 → 2023-05-06T10:20, with the zone where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from framing.reading.credits import read_date
from framing.reading.phrases import simplified

_CLOCK = (
    r"(?:(?P<half>上午|下午|中午|凌晨|晚上|AM|PM)\s*)?(?P<hour>\d{1,2})[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d))?"
    r"(?:\.\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_MOMENT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s*[-/.年]\s*|\s+)(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
    rf"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?:[T,\s]*{_CLOCK})?(?!\d)",
    re.I,
)
_PUBLISHED = re.compile(r"(?:发布|发表|出版|刊发|首发|编辑)(?:于|时间|日期)\s*[:：]?\s*(?=(?:19|20)\d\d)")
_AFTERNOON = ("下午", "晚上", "PM", "pm")
_LONGEST_BYLINE = 120  # characters
_SENTENCE_ENDS = ("。", "！", "？", "”", "」")


def read_moment(text: str) -> str | None:
    """The first day named with its year, with the time of day if that follows it; None if there is none."""
    for match in _MOMENT.finditer(simplified(text)):
        try:
            return _iso(match)
        except ValueError:  # no such day or hour
            continue
    return read_date(text)


def first_moment(lines: Iterable[str]) -> str | None:
    """The first in lines that are short and no sentences; what those say is about the news, not the article."""
    return next(
        (
            moment
            for line in lines
            if len(line) <= _LONGEST_BYLINE and not line.endswith(_SENTENCE_ENDS) and (moment := read_moment(line))
        ),
        None,
    )


def published_moment(lines: Iterable[str]) -> str | None:
    """The one behind 发布于, 发表时间： and the like."""
    return first_moment(line for line in lines if _PUBLISHED.search(simplified(line)))


def most_precise(moments: Iterable[str | None]) -> str | None:
    """The first of them, or another that says the same and more: the hour, the zone."""
    known = [moment for moment in moments if moment]
    return max((moment for moment in known if moment.startswith(known[0])), key=len, default=None)


def _iso(match: re.Match[str]) -> str:
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    if match["hour"] is None:
        return datetime(year, month, day).date().isoformat()
    hour = int(match["hour"]) + (12 if match["half"] in _AFTERNOON and int(match["hour"]) < 12 else 0)
    moment = datetime(year, month, day, hour, int(match["minute"]), int(match["second"] or 0))
    local = moment.isoformat(timespec="seconds" if match["second"] else "minutes")
    zone = (match["zone"] or "").upper().replace("Z", "+00:00")
    return local + (f"{zone[:3]}:{zone[-2:]}" if zone else "")
