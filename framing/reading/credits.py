"""Author, source and date as a page prints them: 来源：渡口报　作者：李四, 文｜李四, 2024年3月5日 08:12 渡口报.

Used for the head and tail lines of page dumps (`chrome.py`) and of pages (`pages.py`). Values come out as printed
(traditional script stays), dates as ISO 8601.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from framing.reading import names, phrases
from framing.reading.characters import without_invisible
from framing.reading.moments import read_moment, without_days

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
    r"|文)\s+(?P<author>[^\s。，！？:：]{2,10}(?:\s[^\s。，！？]{2,4}){0,2})[)）】]?$"
)
_FROM_ACCOUNT = re.compile(
    r"本文(?:来自|转载?自|首发于)(?:微信)?公众号\s*[:：]?\s*[“「\"]?(?P<source>[^“”「」\"（(，,。]{1,24})"
    r"(?:.{0,30}?[，,]\s*(?:原?作者|撰文|文)\s*[:：|｜]\s*(?P<author>[^，,。|｜]{1,24}))?"
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
# What an article draws on has names and dates of its own: 参考信源：2026-02-05 …
_REFERENCE = re.compile(r"[\s【\[（(]*(?:参考(?!消息)|信源|引用|资料来源|相关阅读|延伸阅读|注释)")
_NO_NAME = re.compile(
    rf"(?:{names.PLACE}|\S*(?:领域|优质|认证|官方)\S*|V|(?:IP|地区|[属屬])?属地\S*|时间\w*|\S*(?:客户端|网页版"
    rf"|编辑|手机|浏览器)|(?:发[布表]|编辑|修改|更新|创建)于\S*|IP\S*|"
    r"\d*人?|来自\S*|更新|原创|转载|首发|首页|正文|电头?|讯|创始人|管理员|楼主|版主|站长|博主|小编|用户|网友|会员)",
    re.I,
)


def read_byline(line: str) -> Byline:
    """What a line around an article says about where it comes from.

    Names behind a label (作者：, 文｜, 来源：) are taken whatever else stands there; without one, what is left
    of a line that holds a date is a name: an author's unless it ends as outlets do (报, 网, 社 …); of two
    names the first is the author's. A list of references says nothing of the article itself.
    """
    shown = without_invisible(line)[:_LONGEST_LINE].strip()
    text = phrases.simplified(shown)
    if _REFERENCE.match(text):
        return Byline()
    day = read_moment(text)
    for pattern in (_BORROWED, _FROM_ACCOUNT, _REPORTER, _BARE_LABEL, _CORRESPONDENT, _BOARD):
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
    shown = without_invisible(line)[:_LONGEST_LINE]
    blanked = without_days(phrases.simplified(shown))
    blanked = phrases.DETAIL.sub(lambda m: " " * len(m.group()), blanked)
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
