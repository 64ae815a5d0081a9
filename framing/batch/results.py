"""Articles → tagged articles, in order and with bounded memory; what is tagged already is taken as it is."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TextIO

from framing.article import TaggedArticle
from framing.batch.options import TagOptions
from framing.batch.tagged import is_tagged_file, is_tagged_line, tagged_from_record
from framing.codebook import load_codebook
from framing.errors import InputError, UsageError
from framing.reading import Reading, expand_input, read_inputs
from framing.reading.records import parse_record
from framing.tagging import Tagger

CHUNK = 256  # sentences handed to the model at once: enough to keep all cores busy, little to lose or to hold

OnFault = Callable[[InputError], None]


@dataclass(frozen=True, slots=True)
class TaggedReading:
    """A tagged article, where it came from ("file.jsonl, line 3") and how it was tagged.

    cut: lines of page chrome left out when it was read.
    """

    tagged: TaggedArticle
    origin: str
    options: TagOptions
    cut: int = 0

    def to_line(self) -> bytes:
        """The line of JSON that `framing tag` writes; it has `options` only if they are not the defaults."""
        record = self.tagged.to_record()
        sentences, options = record.pop("sentences"), self.options.to_record()
        record |= {"options": options, "sentences": sentences} if options else {"sentences": sentences}
        return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def tag_stream(
    readings: Iterable[Reading], load_tagger: Callable[[], Tagger], options: TagOptions
) -> Iterator[TaggedReading]:
    """Tag articles as they come, several at once; the model is loaded for the first.

    load_tagger: gives a tagger that `options` were applied to; called for each chunk, so let it remember.
    """
    for chunk in _chunks(readings):
        tagged = load_tagger().tag_many([reading.article for reading in chunk], all_scores=options.all_scores)
        for reading, article in zip(chunk, tagged, strict=True):
            yield TaggedReading(article, reading.origin, options, len(reading.cut))


def read_or_tag(
    inputs: Sequence[str], load_tagger: Callable[[], Tagger], options: TagOptions, *,
    on_fault: OnFault, on_note: Callable[[str], None], on_reading: Callable[[Reading], None],
    encoding: str | None = None,
) -> Iterator[TaggedReading]:  # fmt: skip
    """The tagged articles of inputs, of which JSONL files and standard input may be output of `framing tag`.

    on_fault, on_note, encoding: as in `read_inputs`. on_reading: gets each article before it is tagged.
    Raises UsageError at once for a pattern that matches nothing, and where options come too late because the
    articles are tagged already.
    """

    def heard(readings: Iterator[Reading]) -> Iterator[Reading]:
        for reading in readings:
            on_reading(reading)
            yield reading

    def tag(names: Sequence[str]) -> Iterator[TaggedReading]:
        readings = read_inputs(names, on_fault=on_fault, on_note=on_note, encoding=encoding)
        return tag_stream(heard(readings), load_tagger, options)

    def take(name: str) -> Iterator[TaggedReading]:
        with Path(name).open("rb") as lines:
            yield from _read_tagged(lines, name, on_fault)

    def take_or_tag_stdin() -> Iterator[TaggedReading]:
        if _stdin_is_tagged():
            _refuse_options(options, "standard input")
            yield from _read_tagged(sys.stdin.buffer, "-", on_fault)
        else:
            yield from tag(["-"])

    parts: list[Iterator[TaggedReading]] = []
    sources = [source for given in inputs for source in expand_input(given)]
    for (is_stdin, is_tagged), group in groupby(sources, lambda name: (name == "-", is_tagged_file(Path(name)))):
        names = list(group)
        if is_tagged:
            _refuse_options(options, f"'{names[0]}'")
            parts += [take(name) for name in names]
        else:
            parts.append(take_or_tag_stdin() if is_stdin else tag(names))
    return (result for part in parts for result in part)


def _refuse_options(options: TagOptions, where: str) -> None:
    if options != TagOptions():
        raise UsageError(
            f"{where} is tagged already, too late for thresholds and labels. "
            "Give the articles themselves, or leave these options out."
        )


def _chunks(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    chunk: list[Reading] = []
    sentences = 0
    for reading in readings:
        chunk.append(reading)
        sentences += len(reading.article.sentences)
        if sentences >= CHUNK:
            yield chunk
            chunk, sentences = [], 0
    if chunk:
        yield chunk


def _read_tagged(lines: Iterable[bytes], path: str, on_fault: OnFault) -> Iterator[TaggedReading]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _tagged_reading(line, f"{path}, line {number}")
        except InputError as fault:
            on_fault(InputError(fault.message, path=path, line=number))


def _tagged_reading(line: bytes, origin: str) -> TaggedReading:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("this line is not UTF-8, which `framing tag` writes.") from None
    record = parse_record(text)
    tagged, codebook = tagged_from_record(record), load_codebook().signature
    if tagged.codebook != codebook:
        raise InputError(
            f"article '{tagged.article.id}' was tagged with the codebook '{tagged.codebook}', but '{codebook}' "
            "is in use. Tag it again, or use the version of framing that has that codebook."
        )
    return TaggedReading(tagged, origin, TagOptions.from_record(record.get("options", {})))


def _stdin_is_tagged() -> bool:
    """Look at the first line that is not blank; it stays to be read."""
    seen = b""
    for line in sys.stdin.buffer:
        seen += line
        if line.strip():
            break
    sys.stdin = io.TextIOWrapper(io.BufferedReader(_Rejoined(seen, sys.stdin)))
    return is_tagged_line(seen)


class _Rejoined(io.RawIOBase):
    """A stream whose beginning was read already, whole again."""

    def __init__(self, beginning: bytes, rest: TextIO) -> None:
        # The text stream is kept because it closes its buffer when it is thrown away.
        self._beginning, self._rest = io.BytesIO(beginning), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        return self._beginning.readinto(buffer) or self._rest.buffer.readinto1(buffer)  # type: ignore[attr-defined]
