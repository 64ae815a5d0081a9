"""Records, one a line of JSONL → articles, read lazily with bounded memory.

A record has `text` or `sentences` (a splitting that is kept), optionally `id`, `title`, `source`, `date`,
`meta`; all else is merged into `meta`. What `framing tag` wrote is a record too: its sentences are taken,
what was found in them is not. A broken record is reported by file and line, the others go on.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NoReturn

from framing.article import Article, article_from_sentences, content_id, number_sentences
from framing.errors import InputError, OnFault
from framing.message import Message, OnNote, listed, message, place
from framing.reading.articles import Reading, article_from_text
from framing.reading.characters import SPACES, is_blank
from framing.reading.columns import FIELDS, Columns, missing
from framing.reading.encodings import Line
from framing.validation import RuleError

# What `framing tag` and `report` add to a record; it says nothing of the text.
_RESULTS = ("model", "codebook", "mix", "options")
_LONGEST_INTEGER = 4300  # digits that Python reads
_EXAMPLE = '{"text": "…"}'
_KINDS = {
    dict: message("an object"), list: message("a list"), str: message("a string"),
    bool: message("a truth value"), type(None): message("null"),
}  # fmt: skip


def read_jsonl(
    lines: Iterable[Line], *, path: str, on_fault: OnFault, on_note: OnNote = lambda note: None,
    columns: Columns = Columns(),
) -> Iterator[Reading]:  # fmt: skip
    """One article per line that is not blank. A column asked for that is in no record is a fault of the file."""
    unseen, found = set(columns.asked().values()), dict[str, None]()
    for line in lines:
        if not line.text.strip():
            continue
        origin = f"{path}, line {line.number}"
        try:
            record = parse_record(line.text)
            if unseen:
                unseen, found = unseen - record.keys(), found | dict.fromkeys(record)
            article = article_from_record(record, columns)
        except InputError as fault:
            on_fault(fault.at(path, line.number))
            continue
        if is_told_twice(record, article, columns):
            on_note(sentences_win(origin))
        yield Reading(article, origin, line.encoding)
    for column in sorted(unseen - {columns.text}):  # one that lacks the text was reported already
        on_fault(missing(column, found).at(path))


def parse_record(line: str) -> dict[str, Any]:
    """The JSON object on a line. Raises InputError; also for NaN and halves of characters, which no one can write."""
    try:
        record = json.loads(line, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_short)
    except RecursionError:
        raise InputError("broken JSON: nested too deeply. Write it flatter.") from None
    except json.JSONDecodeError as error:
        raise InputError(
            "broken JSON: {problem} at column {column}. Each line holds one whole object.",
            problem=error.msg, column=error.pos + 1,
        ) from None  # fmt: skip
    except RuleError as error:
        problem = listed(error.problems)
        raise InputError("broken JSON: {problem}. Each line holds one whole object.", problem=problem) from None
    if not isinstance(record, dict):
        raise InputError(
            "this line is {kind}, not an object. Give one such as {example}.", kind=_kind(record), example=_EXAMPLE
        )
    if "\\u" in line:
        try:
            json.dumps(record, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise InputError(
                "a lone surrogate (half a character, \\ud800 to \\udfff) stands in this record. Write it whole."
            ) from None
    return record


def article_from_record(record: Mapping[str, Any], columns: Columns = Columns()) -> Article:
    """The article of one input record. Raises InputError saying what the record lacks."""
    keys = {field: columns.asked().get(field, field) for field in FIELDS}
    fields = {field: _text_or_none(record, keys[field]) for field in FIELDS if field != "text"}
    text = _text(record, columns)
    sentences, tagged = _sentences(record)
    meta = record.get("meta") or {}
    if not isinstance(meta, dict):
        raise InputError("'meta' is {kind}. Give an object, or leave it out.", kind=_kind(meta))
    known = {*keys.values(), "sentences", "meta", *(_RESULTS if tagged else ())}
    about: dict[str, Any] = {
        "source": fields["source"], "date": fields["date"],
        "meta": {**meta, **{name: value for name, value in record.items() if name not in known}},
    }  # fmt: skip
    if sentences is None:
        if text is None:
            raise InputError("the record has neither 'text' nor 'sentences'. Give the article's body in 'text'.")
        if not text.strip():
            raise InputError("the record has an empty '{field}'. Give the article's body in it.", field=keys["text"])
        if is_blank(text):
            raise InputError(
                "the record's '{field}' holds nothing that can be seen. Give the article's body in it.",
                field=keys["text"],
            )
        return article_from_text(fields["title"], text, id=fields["id"], **about)
    article = article_from_sentences(sentences, id="", title=fields["title"], **about)
    article = _in_given_text(article, text)
    return replace(article, id=fields["id"] or content_id(article.title, article.text))


def is_told_twice(record: Mapping[str, Any], article: Article, columns: Columns = Columns()) -> bool:
    """Whether the record's text is another than that of its sentences, which the article has."""
    text = record.get(columns.text or "text")
    return record.get("sentences") is not None and bool(text) and text != article.text


def sentences_win(origin: str) -> Message:
    """What to say of such a record."""
    return message(
        "{origin}: 'text' and 'sentences' are not the same text; the sentences are read.", origin=place(origin)
    )


def _text(record: Mapping[str, Any], columns: Columns) -> str | None:
    if columns.text is not None and columns.text not in record:
        raise missing(columns.text, record.keys())
    name = columns.text or "text"
    text = record.get(name)
    if text is not None and not isinstance(text, str):
        raise InputError("'{field}' is {kind}, not a string. Write it in quotes.", field=name, kind=_kind(text))
    return text


def _sentences(record: Mapping[str, Any]) -> tuple[list[str] | None, bool]:
    """The given sentences, and whether they are those of a tagged record."""
    given = record.get("sentences")
    if given is None:
        return None, False
    if not isinstance(given, list) or not given:
        raise InputError("'sentences' is not a list of strings with at least one in it. Give one, or give 'text'.")
    tagged = all(isinstance(item, dict) and isinstance(item.get("text"), str) for item in given)
    texts = [item["text"] for item in given] if tagged else given
    for number, sentence in enumerate(texts):
        if not isinstance(sentence, str):
            raise InputError(
                "'sentences' is not a list of strings: item {number} is {kind}. Write it in quotes.",
                number=number,
                kind=_kind(sentence),
            )
        if is_blank(sentence):
            raise InputError("'sentences' has an empty one: item {number}. Leave it out.", number=number)
    return texts, tagged


def _in_given_text(article: Article, text: str | None) -> Article:
    """The article with `text` as its body, if its sentences are that text but for white space."""
    if text is None:
        return article
    placed: list[tuple[int, int, str]] = []
    position = 0
    for sentence in article.sentences:
        if sentence.is_title:
            continue
        start = _skip_space(text, position)
        if not text.startswith(sentence.text, start):
            return article
        position = start + len(sentence.text)
        placed.append((start, position, sentence.text))
    if _skip_space(text, position) < len(text):
        return article
    return replace(article, text=text, sentences=number_sentences(article.title, placed))


def _skip_space(text: str, position: int) -> int:
    match = SPACES.match(text, position)
    return match.end() if match else position


def _text_or_none(record: Mapping[str, Any], name: str) -> str | None:
    """A field that should be a string: numbers are taken as written, nothing and white space are None."""
    value = record.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise InputError("'{field}' is {kind}, not a string. Write it in quotes.", field=name, kind=_kind(value))
    return None if value is None or is_blank(value) else value


def _kind(value: Any) -> Message:
    return _KINDS.get(type(value), message("a number"))


class _Float(float):
    """A number that remembers how it was written: as an id 1.10 is not 1.1."""

    def __new__(cls, number: str) -> _Float:
        value = super().__new__(cls, number)
        value.written = number
        return value

    written: str

    def __str__(self) -> str:
        return self.written


def _refuse_constant(name: str) -> NoReturn:
    raise RuleError(message("{name} is not JSON", name=name))


def _finite(number: str) -> float:
    """The number; one like 1e999 would be written as Infinity, which is not JSON."""
    if math.isinf(value := _Float(number)):
        raise RuleError(message("{number} is too large a number", number=number[:20]))
    return value


def _short(number: str) -> int:
    if len(number) > _LONGEST_INTEGER:
        raise RuleError(message("a number of {digits} digits is too long", digits=len(number)))
    return int(number)
