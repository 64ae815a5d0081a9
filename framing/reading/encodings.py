"""Bytes → text, and which encoding did it.

In this order: byte order mark → what the page declares → strict UTF-8 → charset-normalizer, limited to the
encodings Chinese text comes in. Supersets stand in for the older names (gb2312 and gbk are read as gb18030,
big5 as big5hkscs), because that is what writers of such files use in fact.
"""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from charset_normalizer import from_bytes

from framing.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark its own starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ("utf-16", "utf-32")  # in which a line's end is more than one byte
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8"}
_CANDIDATES = ["utf_8", "gb18030", "big5hkscs"]
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_LINES_TO_GUESS_FROM = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, its line end included; `number` counts from 1."""

    number: int
    text: str
    encoding: str


def decode(data: bytes, *, path: str, encoding: str | None = None, html: bool = False) -> tuple[str, str]:
    """The text of a whole file without its byte order mark, and the encoding's name.

    encoding: given by the user, it wins, and bytes it can't read become U+FFFD.
    html: heed the charset that the page declares. Raises InputError for a binary file.
    """
    if encoding is not None:
        given = canonical(encoding, path=path)
        return data.decode(given, errors="replace").removeprefix("\ufeff"), given
    marked = _marked(data)
    if marked is None and b"\0" in data:
        raise _binary(path)
    for name in (marked, _declared(data) if html else None, "utf-8"):
        if name is None:
            continue
        try:
            return data.decode(name), name.removesuffix("-sig")
        except UnicodeError:
            continue
    if (guess := _guess(data)) is None:
        raise InputError(
            "the bytes are neither UTF-8 nor GB18030 nor Big5. If it is text, name its encoding with --encoding.",
            path=path,
        )
    return data.decode(guess), guess


def decode_lines(
    stream: BinaryIO, *, path: str, on_fault: Callable[[InputError], None], encoding: str | None = None
) -> Iterator[Line]:
    """The lines of a stream, decoded one by one: UTF-8 until a line is none, then what that line looks like.

    A line that can't be decoded is reported and left out. Raises InputError for a binary file.
    """
    start = stream.peek(8192) if isinstance(stream, io.BufferedReader) else b""
    marked, current = _marked(start), "utf-8" if encoding is None else canonical(encoding, path=path)
    if wide := next((name for name in (marked, current) if name and name.startswith(_WIDE)), None):
        yield from _wide_lines(stream, wide, path)
        return
    if b"\0" in start:
        raise _binary(path)
    settled = encoding is not None or marked is not None
    lines = enumerate(stream, start=1)
    ahead: deque[tuple[int, bytes]] = deque()
    while line := ahead.popleft() if ahead else next(lines, None):
        number, raw = line
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            text = raw.decode(current)
        except UnicodeError:
            if not settled:
                ahead.extend(islice(lines, _LINES_TO_GUESS_FROM))
            guess = None if settled else _guess(raw + b"".join(more for _, more in ahead)) or _guess(raw)
            if guess is None:
                on_fault(InputError(f"this line is not {current}. Save the file as UTF-8.", path=path, line=number))
                continue
            current, text = guess, raw.decode(guess)
        settled = settled or not text.isascii()
        yield Line(number, text, current)


def canonical(encoding: str, *, path: str | None = None) -> str:
    """Python's name of an encoding, the superset where one stands in. Raises InputError for an unknown name."""
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise InputError(f"encoding '{encoding}' is unknown; utf-8, gb18030 and big5 are fine.", path=path) from None
    return _SUPERSETS.get(name, name)


def _binary(path: str) -> InputError:
    return InputError(
        "this is a binary file, not text. Give text in UTF-8 or GB18030; if it is text, name its encoding "
        "with --encoding.",
        path=path,
    )


def _wide_lines(stream: BinaryIO, encoding: str, path: str) -> Iterator[Line]:
    try:
        for number, text in enumerate(io.TextIOWrapper(stream, encoding=encoding, newline="\n"), start=1):
            yield Line(number, text, encoding)
    except UnicodeError as error:
        raise InputError(f"starts as {encoding} but isn't throughout. Save it as UTF-8.", path=path) from error


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    """The encoding a page declares in its first 4,096 bytes, where Python knows it as one for text."""
    if not (match := _DECLARED.search(data[:4096])):
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
        "".encode(name)
    except (LookupError, UnicodeError):
        return None
    return None if name.startswith("utf-16") else _SUPERSETS.get(name, name)  # as browsers do


def _guess(data: bytes) -> str | None:
    best = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if best is None:
        return None
    try:
        data.decode(best.encoding)
    except UnicodeError:
        return None
    return best.encoding.replace("utf_8", "utf-8")
