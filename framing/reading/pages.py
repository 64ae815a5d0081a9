"""HTML pages → title and body, by trafilatura; what it leaves of page chrome goes through the line filter."""

from __future__ import annotations

import re
from dataclasses import replace

from framing.reading.chrome import Found, find_article

_HIDDEN = ("script", "style", "noscript", "template", "head", "title")
_SHOWN = f"//text()[not({' or '.join(f'ancestor::{tag}' for tag in _HIDDEN)})]"
_INLINE = {"a", "abbr", "b", "em", "font", "i", "img", "mark", "s", "small", "span", "strong", "sub", "sup", "u"}
_BEHIND_TITLE = r"(?:\s+[-–—]\s*|\s*[_|｜]\s*)"
_SITE = re.compile(
    rf"(?:{_BEHIND_TITLE}[^-–—_|｜]{{1,12}})*{_BEHIND_TITLE}[^-–—_|｜]{{0,10}}"
    r"(?:[网網报報号]|新[闻聞]|在线|[频頻]道|周刊|杂志|论坛|博客|平台|客户端|\.com|\.cn)$"
)
_LEAST_TEXT = 60  # characters; trafilatura's default is for English, a Chinese news flash is shorter


def read_page(page: str, *, clean: bool = True) -> Found:
    """Title, body, source and date of a page; where trafilatura finds nothing, from its lines as in a text file.

    With `clean` off all visible text is the body.
    """
    if "html" not in page[:50].lower():  # trafilatura takes such input for no page at all
        page = f"<html>{page}</html>"
    found = _extracted(page) if clean else None
    if found is not None:
        return found
    title, text = _visible(page)
    return find_article(text, title=title) if clean else Found(title, text)


def _extracted(page: str) -> Found | None:
    """What trafilatura takes for the article; None if it finds nothing."""
    from trafilatura import bare_extraction  # slow to import, and only pages need it
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_LEAST_TEXT))
    config.set("DEFAULT", "EXTENSIVE_DATE_SEARCH", "off")  # it would take any year on the page, a copyright's too
    document = bare_extraction(
        page, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True, config=config
    )
    if document is None or not (document.text or "").strip():
        return None
    found = find_article(document.text, title=_SITE.sub("", document.title or "") or None)
    return replace(found, source=document.sitename or None, date=document.date or None)


def _visible(page: str) -> tuple[str | None, str]:
    """The page's title, without the names of section and site behind it, and what a reader sees, a line per block."""
    from trafilatura.utils import load_html

    tree = load_html(page)
    if tree is None:
        return None, ""
    title = _SITE.sub("", " ".join("".join(tree.xpath("//title//text()")).split())) or None
    for element in tree.iter():
        line_break = "" if element.tag in _INLINE else "\n"
        element.text = line_break + " ".join((element.text or "").splitlines())
        element.tail = line_break + " ".join((element.tail or "").splitlines())
    lines = (" ".join(line.split()) for line in "".join(tree.xpath(_SHOWN)).split("\n"))
    return title, "\n".join(line for line in lines if line)
