"""Author, source and date as a page prints them: 来源：渡口报　作者：李四, 文｜李四, 2024年3月5日 08:12 渡口报.

Used for the head and tail lines of page dumps (`chrome.py`); `read_byline`, `read_date` and `is_outlet` are pure
and may serve any other reader. Values come out as printed (traditional script stays), dates as ISO 8601.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from framing.reading import names, phrases

_LONGEST_VALUE = 30  # characters of a name
_LONGEST_LINE = 300  # characters; no byline is longer


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says; None where it says nothing. `date` is ISO 8601, such as 2024-03-05."""

    author: str | None = None
    source: str | None = None
    date: str | None = None

    def completed_by(self, other: Byline) -> Byline:
        """This one, with what it lacks taken from `other`."""
        return Byline(self.author or other.author, self.source or other.source, self.date or other.date)


_AUTHOR = "(?:原?作者|文|图文|文图|撰文|撰稿|采写|记者|主笔|评论员|口述|文字|By)"
_SOURCE = "(?:来源|稿源|转载?自|来自|出处|原载|首发|公众号)"
_LABEL = re.compile(
    rf"(?<![^\W_])(?:本文|文章|稿件?|新闻)?(?:(?P<author>{_AUTHOR})|(?P<source>{_SOURCE})|{phrases.ROLE})"
    r"(?:(?:[/／、&]|\s)*(?:图|摄影?|编辑|编译))?\s*\\?[:：|｜丨/／]\s*",
    re.I,
)
_VALUE_ENDS = re.compile(r"[|｜丨。！？；\u3000\t（(）)【】\[\]]|\s{2,}|\s(?=\d)|[，,]\s*(?=编辑)")
_CREDIT_ENDS = re.compile(r"\s*[/／].*$")
_POSITION = re.compile(r".*(?:作者|记者|评论员|撰稿人|撰稿|通讯员)[\s·]*(?=\S)")
_BARE_LABEL = re.compile(
    r"^[（(【]?(?:原?作者|撰文|撰稿|记者|采写"
    r"|文)\s+(?P<author>[^\s。，！？]{2,10}(?:\s[^\s。，！？]{2,4}){0,2})[)）】]?$"
)
_BORROWED = re.compile(r"文章来源于\s*(?P<source>[^，,。]{1,24}?)\s*[，,]\s*作者\s*(?P<author>[^，,。]{1,24})")
_REPORTER = re.compile(
    r"(?:(?P<source>[^\s/／"
    r"|｜\d:：]{2,12})\s*[/／]\s*)?记者\s*(?P<author>[^\s/／:：]{2,4})\s*[/／]\s*[^\s。]{2,10}(?:报导|报道|电)"
)
_CORRESPONDENT = re.compile(
    r"^(?P<source>[^\s:：]{2,12}?)(?:首席|特约|见习|实习)?记者\s+(?P<author>[^\s。，！？]{2,4}(?:\s[^\s。，！？]{2,4}){0,3})$"
)
_BOARD = re.compile(r"^作者(?P<author>\w+\s*\([^)]*\))$")
_DATELINE = (
    re.compile(r"^[（(]?(?P<source>[^\s（(，。]{2,10}?[社报网])记者(?P<author>[^\s，。）)]{2,3})[^\s，。）)]{2,6}?\d{1,2}日(?:综合)?(?:外)?[电讯]"),
    re.compile(r"^(?P<source>[^\s（(，。\d]{2,10}?[社报网])(?:[^\s（(，。\d]{0,6})\d{1,2}月\d{1,2}日[电讯]\s*[（(](?:见习|实习|特约)?记者\s*(?P<author>[^）)。]{2,20})[）)]"),
    re.compile(r"^【(?P<source>[^】]{2,10}?[社报网])(?:专讯|讯|综合报道|消息)】"),
    re.compile(r"^本[报网台刊]讯\s*[（(](?:见习|实习|特约)?记者\s*(?P<author>[^）)。]{2,20})[）)]"),
)  # fmt: skip

_OUTLET = re.compile(
    r"(?:[网报刊社台]|周[刊报]|日报|晚报|时报|新闻|杂志|频道|客户端|在线|传媒|出版社|通讯社|电视台|广播|编辑部"
    r"|研究院|"
    r"图书馆|(?:News|Times|Post|Daily|Press)|\.(?:com|cn|hk|tw))$",
    re.I,
)
_NO_NAME = re.compile(
    rf"(?:{names.PLACE}|\S*(?:领域|优质|认证|官方)\S*|V|(?:IP|地区|[属屬])?属地\S*|时间\w*|\S*(?:客户端|网页版"
    rf"|编辑|手机|浏览器)|(?:发[布表]|编辑|修改|更新|创建)于\S*|IP\S*|"
    r"\d*人?|更新|原创|转载|首发|首页|正文|电头?|讯)",
    re.I,
)
_BETWEEN_NAMES = re.compile(r"[\s·・|｜丨•]+")


def read_byline(line: str) -> Byline:
    """What a line around an article says about where it comes from.

    Names behind a label (作者：, 文｜, 来源：) are taken whatever else stands there; without one, what is left
    of a line that holds a date is a name: an author's unless it ends as outlets do (报, 网, 社 …); of two
    names the first is the author's.
    """
    shown = phrases.without_marks(line)[:_LONGEST_LINE].strip()
    text = phrases.simplified(shown)
    day = read_date(text)
    for pattern in (_BORROWED, _REPORTER, _BARE_LABEL, _CORRESPONDENT, _BOARD):
        if match := pattern.search(text):
            return Byline(_group(match, "author", shown), _group(match, "source", shown), day)
    labelled = dict(_labelled(text, shown))
    if labelled or day is None or _LABEL.search(text):
        return Byline(labelled.get("author"), labelled.get("source"), day)
    return read_names(shown).completed_by(Byline(date=day))


def read_dateline(paragraph: str) -> Byline:
    """Source and author of a wire from the start of its text: 石桥日报4月8日讯（记者 林一舟）."""
    shown = paragraph.lstrip()[:80]
    for pattern in _DATELINE:
        if match := pattern.search(phrases.simplified(shown)):
            return Byline(_group(match, "author", shown), _group(match, "source", shown))
    return Byline()


def read_names(line: str) -> Byline:
    """Author and source in a line of names without labels; nothing if it holds more than that."""
    shown = phrases.without_marks(line)[:_LONGEST_LINE]
    text = phrases.simplified(shown)
    blanked = text
    for pattern in (*_DATES, phrases.DETAIL):
        blanked = pattern.sub(lambda m: " " * len(m.group()), blanked)
    words: list[str] = []
    for match in re.finditer(r"[^\s·・|｜丨•（）()]+", blanked):
        if not (phrases.BUTTON.fullmatch(match.group()) or _NO_NAME.fullmatch(match.group())):
            words.append(shown[match.start() : match.end()])
    if not words or len(words) > 3 or any(len(w) > _LONGEST_VALUE or not names.is_name(w) for w in words):
        return Byline()
    if len(words) == 1:
        return Byline(source=words[0]) if is_outlet(words[0]) else Byline(author=words[0])
    first, second = words[0], words[1]
    return Byline(second, first) if is_outlet(first) and not is_outlet(second) else Byline(first, second)


def is_outlet(name: str) -> bool:
    """Whether a name ends as those of papers, sites and stations do."""
    return _OUTLET.search(phrases.simplified(name)) is not None


def _labelled(text: str, shown: str) -> Iterator[tuple[str, str]]:
    """The first author and the first source that stand behind labels."""
    labels = list(_LABEL.finditer(text))
    seen: set[str] = set()
    for label, following in pairwise((*labels, None)):
        role = label.lastgroup if label else None
        if label is None or role is None or role in seen:
            continue
        end = following.start() if following else len(text)
        value = _value(text[label.end() : end], shown[label.end() : end])
        if value:
            seen.add(role)
            yield role, value


def _value(text: str, shown: str) -> str | None:
    """The name at the start of what stands behind a label, as printed; None if there is none."""
    stop = _VALUE_ENDS.search(text)
    end = stop.start() if stop else len(text)
    if moment := phrases.MOMENT.search(text, 0, end):
        end = moment.start()
    if position := _POSITION.match(text, 0, end):
        text, shown, end = text[position.end() :], shown[position.end() :], end - position.end()
    name = _CREDIT_ENDS.sub("", shown[:end]) if "/ " not in text[:end] else shown[:end]
    name = name.strip(" \t\\,，、:：-—·[]")
    return name if 0 < len(name) <= _LONGEST_VALUE and re.search(r"[^\W\d_]", name) else None


def _group(match: re.Match[str], name: str, shown: str) -> str | None:
    if name not in match.re.groupindex or match[name] is None:
        return None
    return shown[match.start(name) : match.end(name)].strip() or None


_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MONTH_NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTHS = {m: n for n, m in enumerate(_MONTH_NAMES.lower().split("|"), start=1)}
_MONTH = rf"(?P<name>{_MONTH_NAMES})[a-z]*\.?"
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?:中华)?民国\s*(?P<minguo>\d{2,3})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日?",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)\s*日?",
        r"(?P<hanyear>[一二][〇零九]?[〇零一二三四五六七八九]{2,3})年(?P<hanmonth>[一二三四五六七八九十]{1,2})月(?P<handay>[一二三四五六七八九十]{1,3})日",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:\d\d?:\d\d(?::\d\d)?\s+)?(?P<year>(?:19|20)\d\d)\b",
        rf"\b(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b",
        r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])",
        r"(?<![\d-])(?P<short>[12]\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})\s+\d{1,2}:\d\d",
    )
)


_TIME = re.compile(
    r"(?P<half>[上下]午|晚上?|凌晨|中午)?\s*(?<!\d)(?P<hour>\d{1,2})[:：](?P<minute>\d\d)(?::(?P<second>\d\d))?(?!\d)"
)
_TIME_BEHIND = 12  # characters at most between a day and its time


def read_date(text: str) -> str | None:
    """The first day named with its year, and the time right behind it, as ISO 8601 (2024-03-05T08:12).

    None if there is none or it may be read in two ways: 03/05/2024 is March or May, but 13/05/2024 only May.
    民國113年 is 2024; 26-3-5 08:12, as Weibo writes, is 2026.
    """
    text = phrases.simplified(text[:_LONGEST_LINE])
    found = [match for pattern in _DATES if (match := pattern.search(text))]
    for match in sorted(found, key=lambda m: m.start()):
        if day := _iso(match.groupdict()):
            return day + _time_behind(text, match)
    return None


def _iso(parts: dict[str, str]) -> str | None:
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, day = (first, second) if first <= 12 else (second, first)
    elif "hanyear" in parts:
        month, day = _han_number(parts["hanmonth"]), _han_number(parts["handay"])
    else:
        month = int(parts["month"]) if "month" in parts else _MONTHS[parts["name"][:3].lower()]
        day = int(parts["day"])
    if "minguo" in parts:
        year = int(parts["minguo"]) + 1911
    elif "hanyear" in parts:
        year = int(parts["hanyear"].translate(_DIGITS))
    else:
        year = int(parts["year"]) if "year" in parts else 2000 + int(parts["short"])
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _time_behind(text: str, day: re.Match[str]) -> str:
    """T08:12 or T08:12:30 if a time stands within or right behind the words of a day; else nothing."""
    match = _TIME.search(text, day.start(), day.end() + _TIME_BEHIND)
    if match is None:
        return ""
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    hour += 12 if match["half"] in ("下午", "晚", "晚上") and hour < 12 else 0
    if hour > 23 or minute > 59 or second > 59:
        return ""
    return f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if match["second"] else "")


def _han_number(digits: str) -> int:
    """二十一 → 21, 十 → 10, 三 → 3."""
    tens, ten, ones = digits.rpartition("十")
    return (int(tens.translate(_DIGITS) or 1) * 10 if ten else 0) + int((ones or "0").translate(_DIGITS))
