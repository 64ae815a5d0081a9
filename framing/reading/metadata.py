"""What a page says about its article to machines: JSON-LD, meta elements, microdata; and the article in JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

from framing.reading.credits import is_outlet
from framing.reading.moments import read_moment
from framing.reading.visible import Element, one_line, text_of

_ARTICLES = re.compile(
    r"Article$|^(?:BlogPosting|Report|DiscussionForumPosting|SocialMediaPosting|AnalysisNewsArticle)$"
)
_PAGES, _SITE = re.compile("WebPage$"), re.compile("^WebSite$")
_TITLES = ("og:title", "twitter:title", "headline")
_AUTHORS = ("author", "article:author", "og:article:author", "dc.creator", "byl")
_SOURCES = ("source", "mediaid", "article:source", "dc.source")
_SITES = ("og:site_name", "application-name")
_DATES = (
    "article:published_time", "datepublished", "og:release_date", "pubdate", "publishdate", "publish_time", "og:time",
    "weibo:article:create_at", "dc.date", "date", "dateupdate",
)  # fmt: skip
_BODIES = ("articleBody", "article_content", "content", "body", "text")
_WECHAT_TIME = re.compile(r"""\b(?:ct|oriCreateTime|create_time)\s*[:=]\s*["'](\d{10})["']""")
_BEIJING = timezone(timedelta(hours=8))
_LABEL = re.compile(r"^\s*(?:来源|來源|稿源|作者|撰文|by)\s*[:：]\s*", re.I)
_AUTHOR_ELEMENTS = (
    "//*[@itemprop='author'][not(self::meta)]"
    "|//*[contains(concat(' ',@class,' '),' author ') and contains(concat(' ',@class,' '),' vcard ')]"
)
_LEAST_ARTICLE = 60  # characters


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about an article. `source` is the outlet it is from, `site` the one that shows it."""

    title: str | None = None
    author: str | None = None
    source: str | None = None
    site: str | None = None
    date: str | None = None


def facts_of(tree: Element) -> Facts:
    """From JSON-LD first, then meta elements and microdata."""
    meta = _meta(tree)
    about: Mapping[str, Any] = next(_linked(tree, _ARTICLES), {})
    whole: Mapping[str, Any] = next(_linked(tree, _PAGES), {})
    site = _first(meta, _SITES) or _name(about.get("publisher")) or _name(next(_linked(tree, _SITE), {}))
    author = _person(about.get("author")) or _first(meta, _AUTHORS) or _microdata_author(tree)
    dates = (about.get("datePublished"), *(meta.get(key) for key in _DATES), whole.get("datePublished"))
    return Facts(
        title=_plain(about.get("headline")) or _first(meta, _TITLES),
        author=None if author is None or author == site or is_outlet(author) else author,
        source=name_of(_first(meta, _SOURCES)),
        site=site,
        date=next((iso for text in dates if isinstance(text, str) and (iso := read_moment(text))), None)
        or _script_date(tree),
    )


def embedded_article(tree: Element) -> tuple[str, Facts] | None:
    """The longest article held in a script as JSON, which the page shows only when run, as HTML; None if none."""
    best: tuple[str, Mapping[str, Any]] | None = None
    for payload in _payloads(tree):
        for record in _objects(payload):
            for key in _BODIES:
                text = record.get(key)
                if isinstance(text, str) and "。" in text and len(text) >= _LEAST_ARTICLE and (
                    best is None or len(text) > len(best[0])
                ):  # fmt: skip
                    best = text, record
    if best is None:
        return None
    text, record = best
    title, source, author, date = (
        _plain(next((record[k] for k in keys if record.get(k)), None))
        for keys in (
            ("title", "headline"), ("source", "media_name", "mediaName"), ("author", "authorName"),
            ("publishTime", "publish_time", "pubtime", "datePublished"),
        )
    )  # fmt: skip
    return text, Facts(title, author, source, None, read_moment(date or ""))


def name_of(text: str | None) -> str | None:
    """A name without its label; None where nothing is left."""
    return _LABEL.sub("", text or "").strip(" :：|｜/／") or None


def _meta(tree: Element) -> dict[str, str]:
    """Contents of meta elements by property, name or itemprop in small letters; the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = one_line(element.get("content") or "")
        for attribute in ("property", "name", "itemprop"):
            if content and (key := element.get(attribute)):
                found.setdefault(key.lower(), content)
    return found


def _first(meta: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((meta[key] for key in keys if key in meta), None)


def _microdata_author(tree: Element) -> str | None:
    """The name within an element with itemprop="author", or with the classes of an hCard, "author vcard"."""
    for element in tree.xpath(_AUTHOR_ELEMENTS):
        inner = element.xpath(".//*[@itemprop='name']|.//*[contains(@class,'fn')]") or [element]
        return name_of(inner[0].get("content") or text_of(inner[0]))
    return None


def _linked(tree: Element, wanted: re.Pattern[str]) -> Iterator[Mapping[str, Any]]:
    """JSON-LD objects of the wanted types, with the publisher they refer to in place."""
    for element in tree.xpath("//script[@type='application/ld+json']"):
        objects = list(_objects(_loads(element.text)))
        by_id = {str(o["@id"]): o for o in objects if "@id" in o and len(o) > 1}
        for o in objects:
            types = o.get("@type") if isinstance(o.get("@type"), list) else [o.get("@type")]
            if any(wanted.search(str(kind)) for kind in types or ()):
                publisher = o.get("publisher")
                reference = str(publisher.get("@id")) if isinstance(publisher, dict) else None
                yield {**o, "publisher": by_id.get(reference, publisher) if reference else publisher}


def _payloads(tree: Element) -> Iterator[Any]:
    for element in tree.xpath("//script[contains(@type,'json')]"):
        yield _loads(element.text)


def _loads(text: str | None) -> Any:
    """JSON, percent-encoded or not; None if it is broken or nested too deep."""
    text = (text or "").strip()
    try:
        return json.loads(unquote(text) if text.startswith("%") else text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """All objects in a JSON value, the outer ones first."""
    queue = [value]
    for item in queue:
        if isinstance(item, dict):
            yield item
            queue.extend(item.values())
        elif isinstance(item, list):
            queue.extend(item)


def _person(value: Any) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = [_name(p) for p in people if not (isinstance(p, dict) and p.get("@type") == "Organization")]
    return "、".join(name for name in names if name) or None


def _name(value: Any) -> str | None:
    return _plain(value.get("name") if isinstance(value, dict) else value)


def _plain(value: Any) -> str | None:
    return one_line(value) or None if isinstance(value, str) else None


def _script_date(tree: Element) -> str | None:
    """WeChat fills in the time by a script, from seconds since 1970; it shows Beijing time."""
    for element in tree.iter("script"):
        if match := _WECHAT_TIME.search(element.text or ""):
            return datetime.fromtimestamp(int(match[1]), _BEIJING).isoformat()
    return None
