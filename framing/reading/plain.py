"""Plain text and Markdown files → title and body."""

from __future__ import annotations

import re

from framing.reading.chrome import Found, find_article, first_line_title

_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?=\n|\Z)", re.S)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S[^\n]*)$", re.M)
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#+$")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(https?://[^\s()]+\)")


def read_plain(text: str, *, clean: bool = True) -> Found:
    """Title and body of a text that may be a raw page dump.

    Without a page head that shows it, the title is the first line if it is short, has no stop at its end and
    a body follows; otherwise there is none. Lines are joined only where the whole text is evidently hard-wrapped,
    as copied from a PDF (see `wrapping.py`). With `clean` off nothing is cut or joined.
    """
    text = _LINE_ENDS.sub("\n", text)
    if clean:
        return find_article(text)
    title, body = first_line_title(text)
    return Found(title, body.strip("\n"))


def read_markdown(text: str, *, clean: bool = True) -> Found:
    """As plain text, but "# Title" before anything else is the title.

    Front matter, heading marks, images and the addresses of links are dropped; other markup stays, since it
    may be meant as text.
    """
    text = _FRONT_MATTER.sub(_as_blank_lines, _LINE_ENDS.sub("\n", text))
    first = _HEADING.search(text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _HEADING.sub(_heading_words, text)
    if first is None or first[1] != "#" or text[: first.start()].strip():
        return read_plain(text, clean=clean)
    before, body = text[: first.start()], text[first.start() :].partition("\n")[2]
    if clean:
        return find_article(before + "\n" + body, title=_heading_words(first))
    return Found(_heading_words(first), body.strip("\n"))


def _heading_words(match: re.Match[str]) -> str:
    """A heading without the marks before it, and those behind it if a space sets them off (C# keeps its own)."""
    return _CLOSING_HASHES.sub("", match[2].rstrip(" \t")).rstrip(" \t")


def _as_blank_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")
