"""Corpus records (JSONL) → annotated articles, every fault named by file and line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from framing.codebook import Codebook
from framing.corpus.annotated import AnnotatedArticle, AnnotatedSentence, Span
from framing.errors import InputError, did_you_mean, nearest_name, reason
from framing.message import Message, message

_FIELDS = ("id", "title", "source", "meta", "sentences", "labels")


def load_corpus(
    path: Path, codebook: Codebook, *, on_fault: Callable[[InputError], None] | None = None
) -> list[AnnotatedArticle]:
    """The articles of a corpus file, in its order.

    Every record with a fault is given to `on_fault` (its first fault) and left out; without `on_fault`
    the first one is raised. A file that is missing, empty or not text is a fault too.
    """

    def report(fault: InputError) -> None:
        if on_fault is None:
            raise fault
        on_fault(fault)

    try:
        lines = read_lines(path)
    except InputError as fault:
        report(fault)
        return []
    articles: list[AnnotatedArticle] = []
    seen: dict[str, int] = {}
    for number, line in lines:
        try:
            article = _article(read_record(line), codebook)
            if article.id in seen:
                first = seen[article.id]
                raise InputError("id '{id}' is on line {first} too. Ids are unique.", id=article.id, first=first)
        except InputError as fault:
            report(fault.at(str(path), number))
        else:
            seen[article.id] = number
            articles.append(article)
    return articles


def read_lines(path: Path) -> list[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1. Raises InputError for a file without any, or that is no text."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        near = nearest_name(path)
        raise InputError("does not exist.{near} Give a corpus file (JSONL).", near=near, path=str(path)) from None
    except OSError as error:
        raise InputError(
            "cannot be read ({reason}). Give a corpus file.", reason=reason(error), path=str(path)
        ) from None
    if b"\0" in content:
        raise InputError("is not a text file. Give a corpus file (JSONL in UTF-8).", path=str(path))
    # Only a line feed ends a record: str.splitlines would also split at U+2028 inside a sentence.
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not numbered:
        raise InputError("is empty. Give a corpus file with one JSON record a line.", path=str(path))
    return numbered


def read_record(line: bytes) -> dict[str, Any]:
    """One JSON object of UTF-8. Raises InputError for anything else."""
    try:
        record = json.loads(line.decode())
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise InputError("is not UTF-8. Save the file as UTF-8.") from None
    except UnicodeEncodeError:
        raise InputError(
            "holds half a surrogate pair (\\ud800 to \\udfff), which is no character. Write it whole, or take it out."
        ) from None
    except json.JSONDecodeError as error:
        raise InputError(
            "is not JSON: {reason} at column {column}. One record a line.", reason=error.msg, column=error.colno
        ) from None
    except (ValueError, RecursionError):
        raise InputError(
            "is not JSON that can be read: numbers too long or nested too deeply. Write a simpler record."
        ) from None
    if not isinstance(record, dict):
        raise InputError("is {kind}. A record is an object with id, sentences and labels.", kind=_kind(record))
    return record


def _article(record: dict[str, Any], codebook: Codebook) -> AnnotatedArticle:
    identifier = record.get("id")
    if not isinstance(identifier, str) or not identifier.strip():
        raise InputError("id is {kind}. Give each record an id, a non-empty string.", kind=_kind(identifier))
    for name in ("title", "source"):
        if not isinstance(record.get(name), str | None):
            kind = _kind(record[name])
            raise InputError("{field} is {kind}. Give a string, or null where there is none.", field=name, kind=kind)
    meta = record.get("meta")
    if not isinstance(meta, dict | None):
        raise InputError("meta is {kind}. Give an object, or leave it out.", kind=_kind(meta))
    others = {name: value for name, value in record.items() if name not in _FIELDS}
    return AnnotatedArticle(
        id=identifier,
        title=record.get("title") or None,
        source=record.get("source") or None,
        meta={**others, **(meta or {})},
        sentences=_sentences(record, codebook),
    )


def _sentences(record: dict[str, Any], codebook: Codebook) -> tuple[AnnotatedSentence, ...]:
    texts, labels = record.get("sentences"), record.get("labels")
    if not isinstance(texts, list) or not texts:
        raise InputError("sentences is {kind}. Give a list of one or more non-empty strings.", kind=_kind(texts))
    for i, text in enumerate(texts):
        if not isinstance(text, str) or not text.strip():
            raise InputError("sentences[{i}] is {kind}. Give a non-empty string.", i=i, kind=_kind(text))
    if not isinstance(labels, list):
        raise InputError("labels is {kind}. Give a list, one object per sentence.", kind=_kind(labels))
    if len(labels) != len(texts):
        raise InputError(
            "labels has {labels} entries for {sentences} sentences. "
            "Give one object per sentence, {{}} where there is no label.",
            labels=len(labels),
            sentences=len(texts),
        )
    return tuple(
        AnnotatedSentence(text, parse_labels(value, text, f"labels[{i}]", codebook))
        for i, (text, value) in enumerate(zip(texts, labels, strict=True))
    )


def parse_labels(value: Any, text: str, where: str, codebook: Codebook) -> dict[str, tuple[Span, ...]]:
    """The labels of one sentence with their evidence. Raises InputError that names the fault after `where`."""
    if not isinstance(value, dict):
        raise InputError(
            "{where} is {kind}. Give an object: label ids with their evidence.", where=where, kind=_kind(value)
        )
    found = {}
    for label, spans in value.items():
        if label not in codebook.label_ids:
            raise InputError(
                "{where}: '{label}' is no label of {codebook}.{near} Run `framing labels` to see them all.",
                where=where, label=label, codebook=codebook.signature, near=did_you_mean(label, codebook.label_ids),
            )  # fmt: skip
        found[label] = _evidence(spans, text, f"{where}.{label}")
    return found


def _evidence(spans: Any, text: str, where: str) -> tuple[Span, ...]:
    if not isinstance(spans, list):
        raise InputError("{where} is {kind}. Give a list of [start, end] pairs.", where=where, kind=_kind(spans))
    if not spans:
        raise InputError("{where} has no evidence. Give at least one [start, end], or take the label out.", where=where)
    return tuple(_span(span, text, f"{where}[{i}]") for i, span in enumerate(spans))


def _span(span: Any, text: str, where: str) -> Span:
    # `type` rather than isinstance: true and false are ints to Python.
    if not isinstance(span, list) or len(span) != 2 or any(type(offset) is not int for offset in span):
        found = json.dumps(span)[:60]
        raise InputError("{where} is {found}. Give [start, end], two whole numbers.", where=where, found=found)
    start, end = span
    at = {"where": where, "start": start, "end": end}
    if min(start, end) < 0 or max(start, end) > len(text):
        raise InputError(
            "{where}: [{start}, {end}] lies outside its sentence of {length} characters. "
            "Offsets are code points counted within the sentence, the end exclusive.",
            **at,
            length=len(text),
        )
    if start > end:
        raise InputError("{where}: [{start}, {end}] ends before it starts. Give [start, end], the end exclusive.", **at)
    if start == end:
        raise InputError("{where}: [{start}, {end}] is empty. The end is exclusive: [3, 4] is one character.", **at)
    return start, end


def _kind(value: Any) -> Message:
    """What a JSON value is, in words."""
    if value is None:
        return message("missing")
    if isinstance(value, bool):
        return message("the truth value {value}", value=json.dumps(value))
    if isinstance(value, int | float):
        return message("the number {value}", value=json.dumps(value))
    if isinstance(value, str):
        return message("a string") if value.strip() else message("an empty string")
    if isinstance(value, list):
        return message("a list") if value else message("an empty list")
    return message("an object")
