"""Days with their time → ISO 8601: 2023年05月06日 晚上10:20 → 2023-05-06T22:20, with the zone where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

from framing.reading.phrases import simplified

_LONGEST_LINE = 300  # characters looked at
_TO_TIME = 12  # characters at most between a day and its time

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN = "[一二三四五六七八九]"
_MONTH_NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = {m: n for n, m in enumerate(_MONTH_NAMES.lower().split("|"), start=1)}
_MONTH = rf"(?P<name>{_MONTH_NAMES})[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAYS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?:中华)?民国\s*(?P<minguo>\d{2,3})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日?",
        rf"(?<!\d){_YEAR}(?:\s*[-/.年]\s*|\s+(?=\d\d?\s*[月/]))"
        r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?",
        r"(?P<hanyear>(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2})年"
        rf"(?P<hanmonth>十[一二]?|{_HAN})月(?P<handay>[一二三]?十{_HAN}?|[廿卅]{_HAN}?|{_HAN})日",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:\d\d?:\d\d(?::\d\d)?\s+)?{_YEAR}\b",
        rf"\b(?P<day>\d{{1,2}})\s+{_MONTH},?\s+{_YEAR}\b",
        rf"(?<![\d/])(?P<first>\d{{1,2}})/(?P<second>\d{{1,2}})/{_YEAR}(?![\d/])",
        r"(?<![\d-])(?P<short>[12]\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?=\s+\d{1,2}:\d\d)",
    )
)
_CLOCK = re.compile(
    r"(?:(?P<half>上午|下午|中午|凌晨|清晨|早上|早晨|傍晚|晚上?|[AP]M)\s*)?(?<!\d)(?P<hour>\d{1,2})"
    r"(?:[:：](?P<minute>\d\d)(?:[:：](?P<second>\d\d)(?:[.,]\d+)?)?(?!\d)|[点时](?P<spoken>\d\d|\d(?=分)|半)分?)"
    r"(?:\s*(?P<behind>[AP])\.?M\b\.?)?"
    r"\s*(?P<zone>Z(?!\w)|[+-](?:0\d|1[0-4]):?(?:00|15|30|45)(?!\d))?",
    re.I,
)
_PUBLISHED = re.compile(r"(?:发布|发表|出版|刊发|首发|编辑)(?:于|时间|日期)\s*[:：]?\s*(?=(?:19|20)\d\d)")
_LONGEST_BYLINE = 120  # characters
_SENTENCE_ENDS = ("。", "！", "？", "”", "」")


def read_moment(text: str) -> str | None:
    """The first day named with its year, and the time within or right behind it, as ISO 8601 (2024-03-05T08:12).

    None if there is none or it may be read in two ways: 03/05/2024 is March or May, but 13/05/2024 only May.
    民國113年 is 2024; 26-3-5 08:12, as Weibo writes, is 2026.
    """
    text = simplified(text[:_LONGEST_LINE])
    found = (match for pattern in _DAYS for match in pattern.finditer(text))
    for match in sorted(found, key=lambda m: m.start()):
        if day := _day(match.groupdict()):
            return day.isoformat() + _time_behind(text, match)
    return None


def without_days(text: str) -> str:
    """A line in simplified script with blanks in the place of its days; its length is kept."""
    for pattern in _DAYS:
        text = pattern.sub(lambda m: " " * len(m.group()), text)
    return text


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


def _day(parts: dict[str, str]) -> date | None:
    """The day of a match of one of _DAYS; None if there is none such, or two."""
    try:
        if "first" in parts:
            first, second = int(parts["first"]), int(parts["second"])
            if first <= 12 and second <= 12 and first != second:
                return None
            return date(int(parts["year"]), *((first, second) if first <= 12 else (second, first)))
        if "hanyear" in parts:
            year = int(parts["hanyear"].translate(_DIGITS))
            return date(year, _han_number(parts["hanmonth"]), _han_number(parts["handay"]))
        month = int(parts["month"]) if "month" in parts else _MONTHS[parts["name"][:3].lower()]
        if "minguo" in parts:
            year = int(parts["minguo"]) + 1911
        else:
            year = int(parts["year"]) if "year" in parts else 2000 + int(parts["short"])
        return date(year, month, int(parts["day"]))
    except ValueError:
        return None


def _time_behind(text: str, day: re.Match[str]) -> str:
    """T08:12, T08:12:30, T08:12:30+08:00 where a time stands within or behind the words of a day; else nothing."""
    match = _CLOCK.search(text, day.start())
    if match is None or match.start() > day.end() + _TO_TIME:
        return ""
    hour = _hour(int(match["hour"]), (match["behind"] or match["half"] or "").upper())
    spoken = match["spoken"]
    minute = 30 if spoken == "半" else int(match["minute"] or spoken)
    try:
        clock = time(hour, minute, int(match["second"] or 0))
    except ValueError:
        return ""
    return f"T{clock.isoformat('seconds' if match['second'] else 'minutes')}{_zone(match, text[day.end() :][:1])}"


def _hour(hour: int, half: str) -> int:
    """The hour of 24: half is 上午, 晚上, AM, P and the like, or empty. Beyond 23 where it can't be told."""
    if half in ("上午", "凌晨", "清晨", "早上", "早晨", "A", "AM"):
        return 0 if hour == 12 else hour
    if half in ("晚", "晚上") and hour == 12:  # of this day or the next
        return 24
    earliest = {"下午": 0, "P": 0, "PM": 0, "傍晚": 4, "晚": 5, "晚上": 5}  # 晚上 1:20 is at night
    if half == "中午":
        return hour + 12 if 0 < hour < 4 else hour
    return hour + 12 if earliest.get(half, 12) <= hour < 12 else hour


def _zone(clock: re.Match[str], behind_day: str) -> str:
    """+08:00, or nothing; 14:00-10:00 is from when to when unless written as machines do."""
    zone = (clock["zone"] or "").upper()
    if zone == "Z":
        return "+00:00"
    if not zone or (zone[0] == "-" and not clock["second"] and behind_day not in ("T", "t")):
        return ""
    return f"{zone[:3]}:{zone[-2:]}"


def _han_number(digits: str) -> int:
    """二十一 → 21, 廿一 → 21, 十 → 10, 三 → 3."""
    tens, ten, ones = digits.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (int(tens.translate(_DIGITS) or 1) * 10 if ten else 0) + int((ones or "0").translate(_DIGITS))
