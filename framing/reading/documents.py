"""Word documents → title, body, author and date.

All paragraphs count in the order of the document, those in tables, text boxes and content controls too; headings
are lines of their own. What was deleted, with the deletion still shown, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from framing.errors import InputError
from framing.reading.chrome import Found, first_line_title
from framing.reading.compressed import check_archive, not_of_its_kind
from framing.reading.extra import extra_module

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box once more
_LEFT_OUT = {_FALLBACK, *(f"{_W}{tag}" for tag in ("pPr", "rPr", "del", "moveFrom", "p"))}  # inner ones come later
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:title|heading(?: 1)?|标题(?: 1)?|標題(?: 1)?)$", re.I)
_TOP = 5  # paragraphs among which a title stands
_LONGEST_TITLE = 80  # characters
_NO_TITLE = re.compile(
    r"(?:word document|document\d*|untitled.*|microsoft word.*|powerpoint.*|new .*|(?:新建|未命名|无标题|無標題).*"
    r"|(?:文档|文檔|文件)\s*\d*|模板|.*\.(?:docx?|dotx?|rtf|txt|html?|pdf|wps))$",
    re.I | re.S,
)
_LIBRARY = "python-docx"  # the author of what it makes, with the date of its template
_NO_AUTHOR = {
    _LIBRARY, "admin", "administrator", "user", "owner", "author", "unknown", "microsoft office user",
    "微软用户", "微軟用戶", "用户", "作者", "windows 用户", "user1", "pc", "lenovo", "hp", "dell", "asus",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    is_heading: bool


@dataclass(frozen=True, slots=True)
class _About:
    """What the document's properties say of it; often what an office program put there."""

    title: str | None
    author: str | None
    date: str | None


def read_document(path: Path) -> Found:
    """The article in a .docx file; nothing is cut from it. Raises InputError for one that can't be read."""
    docx = extra_module("docx", "files")
    check_archive(path)
    try:
        document = docx.Document(str(path))
        paragraphs = list(_paragraphs(document))
        about = _about(document)
    except InputError:
        raise
    except Exception as error:  # python-docx meets damaged files with whatever comes first, a KeyError as a rule
        raise not_of_its_kind(path) from error
    top = _title(about.title, paragraphs)
    text = "\n".join(paragraph.text for paragraph in paragraphs if paragraph is not top)
    title, body = (top.text, text) if top else first_line_title(text)
    if title is None and _is_plausible(about.title):
        title = about.title
    return Found(title, body.strip("\n"), author=about.author, date=about.date)


def _title(given: str | None, paragraphs: Sequence[_Paragraph]) -> _Paragraph | None:
    """The paragraph that is the title: at the top, and named so by the document's properties or else by its style."""
    top = [paragraph for paragraph in paragraphs if paragraph.text][:_TOP]
    named = (paragraph for paragraph in top if " ".join(paragraph.text.split()) == given)
    styled = (paragraph for paragraph in top if paragraph.is_heading and len(paragraph.text) <= _LONGEST_TITLE)
    return next(chain(named, styled), None)


def _is_plausible(title: str | None) -> bool:
    """Whether a title isn't only what an office program or a file's name put there."""
    return title is not None and len(title) <= _LONGEST_TITLE and not _NO_TITLE.fullmatch(title)


def _about(document: Any) -> _About:
    told = document.core_properties
    author = " ".join(told.author.split())
    return _About(
        title=" ".join(told.title.split()) or None,
        author=author if author and author.casefold() not in _NO_AUTHOR else None,
        date=told.created.date().isoformat() if told.created and author != _LIBRARY else None,
    )


def _paragraphs(document: Any) -> Iterator[_Paragraph]:
    """All paragraphs, at whatever depth; of the two forms of a text box only one."""
    names = {style.style_id: style.name or "" for style in document.styles}
    for paragraph in document.element.body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        style = paragraph.style
        is_heading = bool(style and _HEADING.match(names.get(style, "")))
        yield _Paragraph("".join(_words(paragraph)).strip(), is_heading)


def _words(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _words(child)
