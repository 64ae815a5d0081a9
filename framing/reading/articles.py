"""What reading yields: an article and how it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from framing.article import Article, content_id, number_sentences
from framing.reading.characters import is_blank
from framing.reading.chrome import Cut
from framing.reading.splitting import split_sentences


@dataclass(frozen=True, slots=True)
class Reading:
    """One article read.

    origin: the file's path or "-"; for records with the line ("news.jsonl, line 3").
    encoding: the one used, such as "utf-8" or "gb18030"; None for a file that isn't text itself.
    cut: what a file held besides its article.
    """

    article: Article
    origin: str
    encoding: str | None
    cut: tuple[Cut, ...] = ()


def article_from_text(
    title: str | None, body: str, *, id: str | None = None, source: str | None = None,
    date: str | None = None, meta: Mapping[str, Any] | None = None,
) -> Article:  # fmt: skip
    """An article whose body is split here; without `id` it gets one made from its content.

    A title of which nothing can be seen is none.
    """
    title = None if title is None or is_blank(title) else title
    placed = [(start, end, body[start:end]) for start, end in split_sentences(body)]
    return Article(
        id=content_id(title, body) if id is None else id, title=title, text=body,
        sentences=number_sentences(title, placed), source=source, date=date, meta=dict(meta or {}),
    )  # fmt: skip
