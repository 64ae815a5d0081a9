"""Corpus records (JSONL) → annotated articles, every fault named by file and line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from framing.codebook import Codebook
from framing.corpus.annotated import AnnotatedArticle, AnnotatedSentence, Span
from framing.errors import InputError, did_you_mean

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
        lines = _lines(path)
    except InputError as fault:
        report(fault)
        return []
    articles: list[AnnotatedArticle] = []
    seen: dict[str, int] = {}
    for number, line in lines:
        try:
            article = _article(_record(line), codebook)
            if article.id in seen:
                raise InputError(f"id '{article.id}' is on line {seen[article.id]} too. Ids are unique.")
        except InputError as fault:
            report(InputError(fault.message, path=str(path), line=number))
        else:
            seen[article.id] = number
            articles.append(article)
    return articles


def _lines(path: Path) -> list[tuple[int, bytes]]:
    """The lines that are not blank, numbered from 1."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise InputError("does not exist. Give a corpus file (JSONL).", path=str(path)) from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror}). Give a corpus file.", path=str(path)) from None
    if b"\0" in content:
        raise InputError("is not a text file. Give a corpus file (JSONL in UTF-8).", path=str(path))
    # Only a line feed ends a record: str.splitlines would also split at U+2028 inside a sentence.
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    numbered = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not numbered:
        raise InputError("is empty. Give a corpus file with one JSON record a line.", path=str(path))
    return numbered


def _record(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode())
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise InputError("is not UTF-8. Save the file as UTF-8.") from None
    except UnicodeEncodeError:
        raise InputError(r"holds half a surrogate pair (\ud800–\udfff), which is no character.") from None
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg} at column {error.colno}. One record a line.") from None
    except (ValueError, RecursionError):
        raise InputError("is not JSON that can be read: numbers too long or nested too deeply.") from None
    if not isinstance(record, dict):
        raise InputError(f"is {_kind(record)}. A record is an object with id, sentences and labels.")
    return record


def _article(record: dict[str, Any], codebook: Codebook) -> AnnotatedArticle:
    identifier = record.get("id")
    if not isinstance(identifier, str) or not identifier.strip():
        raise InputError(f"id is {_kind(identifier)}. Give each record an id, a non-empty string.")
    for name in ("title", "source"):
        if not isinstance(record.get(name), str | None):
            raise InputError(f"{name} is {_kind(record[name])}. Give a string, or null where there is none.")
    meta = record.get("meta")
    if not isinstance(meta, dict | None):
        raise InputError(f"meta is {_kind(meta)}. Give an object, or leave it out.")
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
        raise InputError(f"sentences is {_kind(texts)}. Give a list of one or more non-empty strings.")
    for i, text in enumerate(texts):
        if not isinstance(text, str) or not text.strip():
            raise InputError(f"sentences[{i}] is {_kind(text)}. Give a non-empty string.")
    if not isinstance(labels, list):
        raise InputError(f"labels is {_kind(labels)}. Give a list, one object per sentence.")
    if len(labels) != len(texts):
        raise InputError(
            f"labels has {len(labels)} entries for {len(texts)} sentences. "
            "Give one object per sentence, {} where there is no label."
        )
    return tuple(
        AnnotatedSentence(text, _labels(value, text, f"labels[{i}]", codebook))
        for i, (text, value) in enumerate(zip(texts, labels, strict=True))
    )


def _labels(value: Any, text: str, where: str, codebook: Codebook) -> dict[str, tuple[Span, ...]]:
    if not isinstance(value, dict):
        raise InputError(f"{where} is {_kind(value)}. Give an object: label ids with their evidence.")
    found = {}
    for label, spans in value.items():
        if label not in codebook.label_ids:
            raise InputError(
                f"{where}: '{label}' is no label of {codebook.signature}."
                f"{did_you_mean(label, codebook.label_ids)} Run `framing labels` to see them all."
            )
        found[label] = _evidence(spans, text, f"{where}.{label}")
    return found


def _evidence(spans: Any, text: str, where: str) -> tuple[Span, ...]:
    if not isinstance(spans, list):
        raise InputError(f"{where} is {_kind(spans)}. Give a list of [start, end] pairs.")
    if not spans:
        raise InputError(f"{where} has no evidence. Give at least one [start, end], or take the label out.")
    return tuple(_span(span, text, f"{where}[{i}]") for i, span in enumerate(spans))


def _span(span: Any, text: str, where: str) -> Span:
    # `type` rather than isinstance: true and false are ints to Python.
    if not isinstance(span, list) or len(span) != 2 or any(type(offset) is not int for offset in span):
        raise InputError(f"{where} is {json.dumps(span)[:60]}. Give [start, end], two whole numbers.")
    start, end = span
    if min(start, end) < 0 or max(start, end) > len(text):
        raise InputError(
            f"{where}: [{start}, {end}] lies outside its sentence of {len(text)} characters. "
            "Offsets are code points counted within the sentence, the end exclusive."
        )
    if start > end:
        raise InputError(f"{where}: [{start}, {end}] ends before it starts. Give [start, end], the end exclusive.")
    if start == end:
        raise InputError(f"{where}: [{start}, {end}] is empty. The end is exclusive: [3, 4] is one character.")
    return start, end


def _kind(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "missing"
    if isinstance(value, bool | int | float):
        return f"the {'truth value' if isinstance(value, bool) else 'number'} {json.dumps(value)}"
    if isinstance(value, str):
        return "an empty string" if not value.strip() else "a string"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return "an object"
