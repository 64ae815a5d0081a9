"""Articles → tagged articles, in order and with bounded memory; what is tagged already is taken as it is."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import cast

from framing.article import TaggedArticle, json_text
from framing.batch.options import TagOptions
from framing.batch.tagged import is_tagged_file, is_tagged_line, tagged_from_record
from framing.codebook import load_codebook
from framing.errors import InputError, OnFault, UsageError
from framing.message import Message, OnNote, message
from framing.reading import Columns, Reading, expand_input, read_inputs
from framing.reading.compressed import lines_of
from framing.reading.ids import UniqueIds
from framing.reading.records import parse_record
from framing.reading.rejoined import Rejoined
from framing.tagging import Tagger

CHUNK = 256  # sentences handed to the model at once: enough to keep all cores busy, little to lose or to hold


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
        return json_text(record).encode() + b"\n"


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
    on_fault: OnFault, on_note: OnNote, on_reading: Callable[[Reading], None],
    encoding: str | None = None, columns: Columns = Columns(),
) -> Iterator[TaggedReading]:  # fmt: skip
    """The tagged articles of inputs, of which JSONL files and standard input may be output of `framing tag`.

    on_fault, on_note, encoding, columns: as in `read_inputs`. on_reading: gets each article before it is tagged.
    Raises UsageError at once for a pattern that matches nothing, and where options come too late because the
    articles are tagged already.
    """

    def heard(readings: Iterator[Reading]) -> Iterator[Reading]:
        for reading in readings:
            on_reading(reading)
            yield reading

    def tag(names: Sequence[str]) -> Iterator[TaggedReading]:
        readings = read_inputs(names, on_fault=on_fault, on_note=on_note, encoding=encoding, columns=columns)
        return tag_stream(heard(readings), load_tagger, options)

    def take(name: str) -> Iterator[TaggedReading]:
        try:
            yield from _read_tagged(lines_of(Path(name)), name, on_fault)
        except InputError as fault:  # a packed file that breaks off
            on_fault(fault)

    def take_or_tag_stdin() -> Iterator[TaggedReading]:
        if _stdin_is_tagged():
            _refuse_options(options, message("standard input"))
            yield from _read_tagged(sys.stdin.buffer, "-", on_fault)
        else:
            yield from tag(["-"])

    parts: list[Iterator[TaggedReading]] = []
    sources = [source for given in inputs for source in expand_input(given)]
    for (is_stdin, is_tagged), group in groupby(sources, lambda name: (name == "-", is_tagged_file(Path(name)))):
        names = list(group)
        if is_tagged:
            _refuse_options(options, message("'{file}'", file=names[0]))
            parts += [take(name) for name in names]
        else:
            parts.append(take_or_tag_stdin() if is_stdin else tag(names))
    return _with_unique_ids((result for part in parts for result in part), on_note)


def _with_unique_ids(results: Iterable[TaggedReading], on_note: OnNote) -> Iterator[TaggedReading]:
    """Articles that were tagged before have ids of their own, and so have those of every input by itself."""
    ids = UniqueIds(on_note)
    for result in results:
        article = result.tagged.article
        own = ids.own(article.id, result.origin)
        if own != article.id:
            result = replace(result, tagged=replace(result.tagged, article=replace(article, id=own)))
        yield result


def _refuse_options(options: TagOptions, where: Message) -> None:
    if options != TagOptions():
        raise UsageError(
            "{where} is tagged already, too late for thresholds and labels. "
            "Give the articles themselves, or leave these options out.",
            where=where,
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
            on_fault(fault.at(path, number))


def _tagged_reading(line: bytes, origin: str) -> TaggedReading:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("this line is not UTF-8. Tag the article again with `framing tag`.") from None
    record = parse_record(text)
    tagged, codebook = tagged_from_record(record), load_codebook().signature
    if tagged.codebook != codebook:
        raise InputError(
            "article '{id}' was tagged with the codebook '{its}', but '{codebook}' is in use. "
            "Tag it again, or use the version of framing that has that codebook.",
            id=tagged.article.id, its=tagged.codebook, codebook=codebook,
        )  # fmt: skip
    return TaggedReading(tagged, origin, TagOptions.from_record(record.get("options", {})))


def _stdin_is_tagged() -> bool:
    """Look at the first line that is not blank; it stays to be read."""
    seen = b""
    for line in sys.stdin.buffer:
        seen += line
        if line.strip():
            break
    # Detached, for a text stream closes its buffer when it is thrown away.
    rest = cast(io.BufferedReader, cast(io.TextIOWrapper, sys.stdin).detach())
    sys.stdin = io.TextIOWrapper(io.BufferedReader(Rejoined(seen, rest)))
    return is_tagged_line(seen)
