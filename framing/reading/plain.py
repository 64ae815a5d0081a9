"""Plain text and Markdown files → title and body."""

from __future__ import annotations

import re

from framing.reading.characters import LINE_ENDS
from framing.reading.chrome import Found, find_article, first_line_title

_KEY = r"\w[\w.-]{0,39}[ \t]*:(?:[ \t][^\n]*)?\n"
_FRONT_MATTER = re.compile(
    rf"\A---[ \t]*\n(?:#[^\n]*\n|[ \t]*\n)*{_KEY}(?:{_KEY}|-[ \t][^\n]*\n|[ \t#][^\n]*\n|\n)*?---[ \t]*(?=\n|\Z)"
)
_HEADING = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^`\n]*$(?s:.*?)(?:\n {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"  # code, to get past it
    r"|^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<words>\S[^\n]*)$",
    re.M,
)
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#+$")
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(https?://[^\s()]+\)")


def read_plain(text: str, *, clean: bool = True) -> Found:
    """Title and body of a text that may be a raw page dump.

    Without a page head that shows it, the title is the first line if it is short, has no stop at its end and
    a body follows; otherwise there is none. Lines are joined only where the whole text is evidently hard-wrapped,
    as copied from a PDF (see `wrapping.py`). With `clean` off nothing is cut or joined.
    """
    text = LINE_ENDS.sub("\n", text)
    if clean:
        return find_article(text)
    title, body = first_line_title(text)
    return Found(title, body.strip("\n"))


def read_markdown(text: str, *, clean: bool = True) -> Found:
    """As plain text, but "# Title" before anything else is the title.

    Front matter, heading marks, images and the addresses of links are dropped; other markup stays, since it
    may be meant as text. Within fenced code nothing is a heading.
    """
    text = _FRONT_MATTER.sub(_as_blank_lines, LINE_ENDS.sub("\n", text))
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    first = next((match for match in _HEADING.finditer(text) if match["marks"]), None)
    if first is None or first["marks"] != "#" or text[: first.start()].strip():
        return read_plain(_HEADING.sub(_heading_words, text), clean=clean)
    title, body = _heading_words(first), _HEADING.sub(_heading_words, text[first.end() :])
    if clean:
        return find_article(text[: first.start()] + body, title=title)
    return Found(title, body.strip("\n"))


def _heading_words(match: re.Match[str]) -> str:
    """A heading without the marks before it, and those behind it if a space sets them off (C# keeps its own)."""
    if match["fence"]:
        return match.group()
    return _CLOSING_HASHES.sub("", match["words"].rstrip(" \t")).rstrip(" \t")


def _as_blank_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")
