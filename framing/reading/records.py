"""Records, one a line of JSONL or a row of CSV → articles, read lazily with bounded memory.

A record has `text` or `sentences` (a splitting that is kept), optionally `id`, `title`, `source`, `date`,
`meta`; all else is merged into `meta`. What `framing tag` wrote is a record too: its sentences are taken,
what was found in them is not. A broken record is reported by file and line, the others go on.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from framing.article import Article, article_from_sentences, content_id, number_sentences
from framing.errors import InputError
from framing.reading.articles import Reading, article_from_text
from framing.reading.encodings import Line

_FIELDS = ("id", "title", "source", "date")
# What `framing tag` and `report` add to a record; it says nothing of the text.
_RESULTS = ("model", "codebook", "mix", "options")
_COLUMNS = {
    "text": "text", "content": "text", "正文": "text", "内容": "text", "內容": "text",
    "title": "title", "标题": "title", "標題": "title", "source": "source", "来源": "source", "來源": "source",
    "date": "date", "日期": "date", "id": "id",
}  # fmt: skip
_LARGEST_FIELD = 10_000_000  # characters; the csv module's own limit is below a long article
_LONGEST_INTEGER = 4300  # digits that Python reads
_SPACE = " \t\r\n\u3000\u00a0\u200b\ufeff"

OnFault = Callable[[InputError], None]


def read_jsonl(lines: Iterable[Line], *, path: str, on_fault: OnFault) -> Iterator[Reading]:
    """One article per line that is not blank."""
    for line in lines:
        if not line.text.strip():
            continue
        try:
            article = article_from_record(parse_record(line.text))
        except InputError as fault:
            on_fault(InputError(fault.message, path=path, line=line.number))
            continue
        yield Reading(article, f"{path}, line {line.number}", line.encoding)


def read_csv(lines: Iterable[Line], *, path: str, on_fault: OnFault) -> Iterator[Reading]:
    """One article per row below the header; lines are numbered by where the row starts.

    Columns known: text, content, 正文 or 内容; title, 标题; source, 来源; date, 日期; id; also in traditional script.
    """
    csv.field_size_limit(_LARGEST_FIELD)
    latest = Line(0, "", "utf-8")

    def texts() -> Iterator[str]:
        nonlocal latest
        for latest in lines:
            yield latest.text

    rows = csv.reader(texts(), strict=True)  # else an open quotation mark swallows the articles behind it
    try:
        header = [name.strip() for name in next(rows, [])]
    except csv.Error as error:
        raise InputError(f"no header readable as CSV ({error}). Is a quotation mark open?", path=path, line=1) from None
    names = [_COLUMNS.get(name.casefold(), name) for name in header]
    if "text" not in names:
        found = ", ".join(name for name in header if name) or "none"
        raise InputError(
            f"no column 'text', 'content' or '正文'. Columns found: {found}. "
            "Name the article's body so; columns are separated by commas.",
            path=path, line=1,
        )  # fmt: skip
    if twice := next((name for name in ("text", *_FIELDS) if names.count(name) > 1), None):
        alike = ", ".join(f"'{head}'" for head, name in zip(header, names, strict=True) if name == twice)
        raise InputError(f"several columns for '{twice}': {alike}. Rename all but one.", path=path, line=1)
    while True:
        number = latest.number + 1
        try:
            row = next(rows)
            if not any(cell.strip() for cell in row):
                continue
            article = article_from_record(_row_record(names, row))
        except StopIteration:
            return
        except csv.Error as error:
            on_fault(InputError(f"not readable as CSV ({error}). Is a quotation mark open?", path=path, line=number))
            continue
        except InputError as fault:
            on_fault(InputError(fault.message, path=path, line=number))
            continue
        yield Reading(article, f"{path}, line {number}", latest.encoding)


def parse_record(line: str) -> dict[str, Any]:
    """The JSON object on a line. Raises InputError; also for NaN and halves of characters, which no one can write."""
    try:
        record = json.loads(line, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_short)
    except RecursionError:
        raise InputError("broken JSON: nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f"{error.msg} at column {error.pos + 1}"
        raise InputError(f"broken JSON: {where}. Each line holds one whole object.") from None
    except ValueError as error:
        raise InputError(f"broken JSON: {error}. Each line holds one whole object.") from None
    if not isinstance(record, dict):
        raise InputError(f'this line is {_kind(record)}, not an object such as {{"text": "…"}}.')
    if "\\u" in line:
        try:
            json.dumps(record, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise InputError("a lone surrogate (half a character, \\ud800 to \\udfff) stands in this record.") from None
    return record


def article_from_record(record: Mapping[str, Any]) -> Article:
    """The article of one input record. Raises InputError saying what the record lacks."""
    fields = {name: _text_or_none(record, name) for name in _FIELDS}
    text = record.get("text")
    if text is not None and not isinstance(text, str):
        raise InputError(f"'text' is {_kind(text)}, not a string.")
    sentences, tagged = _sentences(record)
    meta = record.get("meta") or {}
    if not isinstance(meta, dict):
        raise InputError(f"'meta' is {_kind(meta)}, not an object.")
    known = {*_FIELDS, "text", "sentences", "meta", *(_RESULTS if tagged else ())}
    about: dict[str, Any] = {
        "source": fields["source"], "date": fields["date"],
        "meta": {**meta, **{name: value for name, value in record.items() if name not in known}},
    }  # fmt: skip
    if sentences is None:
        if text is None or not text.strip(_SPACE):
            lack = "has neither 'text' nor 'sentences'" if text is None else "has an empty 'text'"
            raise InputError(f"the record {lack}. Give the article's body in 'text'.")
        article = article_from_text(fields["title"], text, id=fields["id"], **about)
        if not article.sentences:
            raise InputError("the record's 'text' holds nothing that can be seen. Give the article's body in 'text'.")
        return article
    article = article_from_sentences(sentences, id="", title=fields["title"], **about)
    article = _in_given_text(article, text)
    return replace(article, id=fields["id"] or content_id(article.title, article.text))


def _sentences(record: Mapping[str, Any]) -> tuple[list[str] | None, bool]:
    """The given sentences, and whether they are those of a tagged record."""
    given = record.get("sentences")
    if given is None:
        return None, False
    if not isinstance(given, list) or not given:
        raise InputError("'sentences' is not a list of strings with at least one in it.")
    tagged = all(isinstance(item, dict) and isinstance(item.get("text"), str) for item in given)
    texts = [item["text"] for item in given] if tagged else given
    for number, sentence in enumerate(texts):
        if not isinstance(sentence, str):
            raise InputError(f"'sentences' is not a list of strings: item {number} is {_kind(sentence)}.")
        if not sentence.strip(_SPACE):
            raise InputError(f"'sentences' has an empty one: item {number}. Leave it out.")
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
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position


def _row_record(names: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    if len(row) > len(names):
        raise InputError(f"{len(row)} fields under {len(names)} columns. Quote fields that hold commas.")
    cells = {name: cell for name, cell in zip(names, row, strict=False) if cell and name}
    return {
        **{name: cells[name] for name in ("text", *_FIELDS) if name in cells},
        "meta": {name: cell for name, cell in cells.items() if name not in ("text", *_FIELDS)},
    }


def _text_or_none(record: Mapping[str, Any], name: str) -> str | None:
    """A field that should be a string: numbers are taken as written, nothing and white space are None."""
    value = record.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise InputError(f"'{name}' is {_kind(value)}, not a string.")
    return value if value and value.strip(_SPACE) else None


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "a string", bool: "a truth value", type(None): "null"}
    return kinds.get(type(value), "a number")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _finite(number: str) -> float:
    """The number; one like 1e999 would be written as Infinity, which is not JSON."""
    if math.isinf(value := float(number)):
        raise ValueError(f"{number[:20]} is too large a number")
    return value


def _short(number: str) -> int:
    if len(number) > _LONGEST_INTEGER:
        raise ValueError(f"a number of {len(number)} digits is too long")
    return int(number)
