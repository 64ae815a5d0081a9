"""Bytes → text, and which encoding did it.

In this order: byte order mark → strict UTF-8 → what the page declares and what the text looks like (`guessing`).
Supersets stand in for the older names (gb2312 and gbk are read as gb18030, big5 as big5hkscs), because that is
what writers of such files use in fact. A few broken bytes don't change the encoding: they become U+FFFD and are
noted.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO, cast

from framing.errors import InputError, OnFault
from framing.message import OnNote, message
from framing.reading.guessing import REPLACED, guess, is_text, is_wide

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark its own starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "ascii": "utf-8", "utf-8-sig": "utf-8"}
# Python counts them among those of texts, but they write names of hosts and Python's own literals.
_NOT_OF_TEXTS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
_LETTER = re.compile(rb"[A-Za-z]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_REPLACED_RUN = re.compile(f"{REPLACED}+")
_AHEAD = 1 << 16  # bytes of a file of lines from which its encoding is told
_START = 8192  # bytes of it that show whether it is text at all
_SHORTEST_CLEAN = 8  # characters of a line; shorter ones are clean by chance


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, its line end included; `number` counts from 1, `broken` the places not decoded."""

    number: int
    text: str
    encoding: str
    broken: int = 0


def decode(
    data: bytes, *, path: str, encoding: str | None = None, html: bool = False, on_note: OnNote = lambda note: None
) -> tuple[str, str]:
    """The text of a whole file without its byte order mark, and the encoding's name.

    encoding: given by the user, it wins. html: heed the charset that the page declares. Bytes that the encoding
    does not read become U+FFFD and are noted. Raises InputError for what is no text.
    """
    if encoding is not None:
        name = canonical(encoding, path=path)
    else:
        name = _marked(data) or _of_unmarked(data, _declared(data) if html else None)
    text, broken = _decoded(data, name)
    if broken and encoding is None and not is_text(text.removesuffix(REPLACED)):
        raise _binary(path)
    if broken == 1 and text.endswith(REPLACED):
        on_note(message("{path} ends in the middle of a character, which shows as “�”.", path=path))
    elif broken:
        on_note(
            message(
                "{path}: bytes that are not {encoding} show as “�” (places: {places}). If it is written in another "
                "encoding, name that with --encoding.",
                path=path, encoding=name, places=broken,
            )
        )  # fmt: skip
    return _shown(text), name


def decode_lines(
    stream: BinaryIO, *, path: str, on_fault: OnFault, encoding: str | None = None,
    on_note: OnNote = lambda note: None,
) -> Iterator[Line]:  # fmt: skip
    """The lines of a stream, one by one, in the encoding that its first lines beyond ASCII show.

    A line that can't be decoded is reported and left out; in one with a few broken bytes they become U+FFFD, and the
    lines are counted in a note. Takes linear time, and memory for one line and what is looked at ahead. Raises
    InputError for what is no text.
    """
    stream = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    start = stream.peek(_START)
    name = _marked(start) if encoding is None else canonical(encoding, path=path)
    if name is None and b"\0" in start and is_wide(looks := guess(start)):
        name = looks
    if encoding is None and not _is_text_file(start, name or _of_unmarked(start)):
        raise _binary(path)
    faulty = 0
    for line in _wide_lines(stream, name) if name and is_wide(name) else _narrow_lines(stream, name):
        if line.broken and encoding is None and not is_text(line.text.removesuffix(REPLACED)):
            fault = InputError("this line is not {encoding}. Save the file as UTF-8.", encoding=line.encoding)
            on_fault(fault.at(path, line.number))
            continue
        faulty += bool(line.broken)
        yield replace(line, text=_shown(line.text)) if line.broken or line.number == 1 else line
    if faulty:
        on_note(
            message(
                "{path}: bytes that are not {encoding} show as “�” (lines: {lines}). If it is written in another "
                "encoding, name that with --encoding.",
                path=path, encoding=line.encoding, lines=faulty,
            )
        )  # fmt: skip


def canonical(encoding: str, *, path: str | None = None) -> str:
    """Python's name of an encoding, the superset where one stands in. Raises InputError for an unknown name."""
    if (name := text_encoding(encoding)) is None:
        raise InputError(
            "encoding '{encoding}' is unknown; utf-8, gb18030 and big5 are fine.", encoding=encoding, path=path
        )
    return name


def text_encoding(name: str) -> str | None:
    """The same, or None where Python knows no encoding of texts by that name."""
    try:
        known = codecs.lookup(name).name
        "".encode(known)  # base64, zip and their like are refused here, being no encodings of texts
    except (LookupError, ValueError):
        return None
    return None if known in _NOT_OF_TEXTS else _SUPERSETS.get(known, known)


def start_of(data: bytes, encoding: str | None = None) -> str:
    """The text that a stream starts with, as far as its first bytes tell."""
    name = canonical(encoding) if encoding else _marked(data) or _of_unmarked(data)
    return _shown(_decoded(data, name)[0])


def _wide_lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    lines = io.TextIOWrapper(stream, encoding=name, errors="replace", newline="\n")
    for number, text in enumerate(lines, start=1):
        yield Line(number, text, name, text.count(REPLACED) + text.count("\0"))


def _narrow_lines(stream: BinaryIO, name: str | None) -> Iterator[Line]:
    lines = enumerate(stream, start=1)
    ahead: list[tuple[int, bytes]] = []
    while name is None:  # ASCII is the same in all of them
        if (line := next(lines, None)) is None:
            return
        if line[1].isascii() and b"\0" not in line[1]:
            yield Line(line[0], line[1].decode("ascii"), "utf-8")
            continue
        ahead.append(line)
        size = len(line[1])
        while size < _AHEAD and (line := next(lines, None)):
            ahead.append(line)
            size += len(line[1])
        name = _of_unmarked(b"".join(raw for _, raw in ahead))
    for number, raw in chain(ahead, lines):
        text, broken = _decoded(raw, name)
        yield Line(number, text, name, broken)


def _decoded(data: bytes, name: str) -> tuple[str, int]:
    """The text, and in how many places it is broken: U+FFFD for what could not be decoded, or NUL.

    A character cut off at the end is one place, however many bytes of it are left.
    """
    try:
        text, broken = data.decode(name), 0
    except UnicodeError:
        decoder = codecs.getincrementaldecoder(name)(errors="replace")
        text = decoder.decode(data) + REPLACED * bool(decoder.getstate()[0])
        there_before = _places(data.decode(name, errors="ignore")) if name == "utf-8" else 0
        broken = max(1, _places(text) - there_before)
    return text, broken + text.count("\0")


def _places(text: str) -> int:
    return len(_REPLACED_RUN.findall(text))


def _shown(text: str) -> str:
    """Without a byte order mark, and with a NUL, which few programs can bear, as any other broken place."""
    return text.removeprefix("\ufeff").replace("\0", REPLACED)


def _of_unmarked(data: bytes, declared: str | None = None) -> str:
    """UTF-8 where the bytes are that and it can't be chance; else what they look like."""
    if b"\0" not in data:
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(data)
        except UnicodeError:
            pass
        else:
            # A few characters in GB18030 can be UTF-8 by chance, but only as accented Latin letters and the like; some
            # in UTF-16 can be ASCII, but rarely without controls among it.
            if _THREE_BYTES.search(text) or (_LETTER.search(data) and not _CONTROL.search(data)) or not text.strip():
                return "utf-8"
    return guess(data, declared)


def _is_text_file(start: bytes, name: str) -> bool:
    """Whether a file that starts so is text, or has at least one clean line in what may be rubbish."""
    text, broken = _decoded(start, name)
    if not broken or is_text(text.removesuffix(REPLACED)):
        return True
    lines = (line.strip() for line in text.splitlines())
    return any(len(line) >= _SHORTEST_CLEAN and line.isprintable() and REPLACED not in line for line in lines)


def _binary(path: str) -> InputError:
    return InputError(
        "this is a binary file, not text. Give text in UTF-8, GB18030 or Big5; if it is text, name its encoding "
        "with --encoding.",
        path=path,
    )


def _marked(data: bytes) -> str | None:
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def _declared(data: bytes) -> str | None:
    """The encoding a page declares in its first 4,096 bytes, where Python knows it as one for text."""
    if not (match := _DECLARED.search(data[:4096])):
        return None
    name = text_encoding(match.group(1).decode("ascii"))
    return None if name is None or is_wide(name) else name  # in single bytes it can't say that it is wide
