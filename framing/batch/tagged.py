"""What `framing tag` wrote, read back and checked: records → tagged articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from framing.article import Article, Evidence, Finding, Sentence, TaggedArticle, TaggedSentence
from framing.errors import InputError
from framing.message import SEMICOLON, listed, message
from framing.reading.compressed import lines_of
from framing.reading.kinds import kind_of
from framing.validation import RuleError, described, most

_MOST_FAULTS = 3  # of one record; more than this on one line helps nobody

Probability = Annotated[float, Field(ge=0, le=1)]
Offset = Annotated[int, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True)


class _Evidence(_Part):
    start: Offset
    end: Offset
    text: str


class _Finding(_Part):
    score: Probability
    evidence: list[_Evidence]


class _Sentence(_Part):
    i: Offset
    start: Offset | None
    end: Offset | None
    text: str
    labels: dict[str, _Finding]
    scores: dict[str, Probability] | None = None


class _Record(_Part):
    id: str
    title: str | None = None
    source: str | None = None
    date: str | None = None
    text: str
    meta: dict[str, Any] = {}
    model: str
    codebook: str
    sentences: list[_Sentence]


def is_tagged(record: object) -> bool:
    """Whether a parsed line is of the kind `framing tag` writes, be it faulty."""
    return (
        isinstance(record, dict)
        and {"model", "codebook"} <= record.keys()
        and isinstance(sentences := record.get("sentences"), list)
        and all(isinstance(sentence, dict) for sentence in sentences)
    )


def is_tagged_line(line: bytes) -> bool:
    """Whether a line of a file is such a record."""
    try:
        return is_tagged(json.loads(line))
    except (ValueError, RecursionError):
        return False


def is_tagged_file(path: Path) -> bool:
    """Whether a file is JSONL from `framing tag`, packed or not, by its first line that is not blank."""
    try:
        if (kind := kind_of(path)) is None or kind.suffix != ".jsonl" or not path.is_file():
            return False
        return is_tagged_line(next((line for line in lines_of(path) if line.strip()), b""))
    except (OSError, InputError):
        return False  # whoever reads it will say why it can't be read


def tagged_from_record(record: Mapping[str, Any], *, path: str | None = None, line: int | None = None) -> TaggedArticle:
    """The tagged article of a record of `framing tag`; fields it does not know are passed over.

    Raises InputError, with `path` and `line` as given, for a field that is missing or of the wrong kind and
    for offsets that don't fit the text.
    """
    try:
        return _tagged_article(_Record.model_validate(record))
    except ValidationError as error:
        problem = listed(most(described(error, _Record), _MOST_FAULTS), SEMICOLON)
    except RuleError as misplaced:
        problem = listed(misplaced.problems)
    raise InputError(
        "not as `framing tag` writes it: {problem}. Tag the article again with `framing tag`.",
        problem=problem, path=path, line=line,
    )  # fmt: skip


def _tagged_article(record: _Record) -> TaggedArticle:
    sentences = tuple(_tagged_sentence(sentence) for sentence in record.sentences)
    article = Article(
        record.id, record.title, record.text, tuple(s.sentence for s in sentences),
        source=record.source, date=record.date, meta=record.meta,
    )  # fmt: skip
    _check_places(article)
    return TaggedArticle(article, sentences, record.model, record.codebook)


def _tagged_sentence(given: _Sentence) -> TaggedSentence:
    findings = {
        label: Finding(found.score, tuple(Evidence(e.start, e.end, e.text) for e in found.evidence))
        for label, found in given.labels.items()
    }
    for label, finding in findings.items():
        for e in finding.evidence:
            if given.text[e.start : e.end] != e.text:
                raise RuleError(
                    message(
                        "sentences[{i}].labels.{label}: '{evidence}' is not at {start}–{end}",
                        i=given.i, label=label, evidence=e.text, start=e.start, end=e.end,
                    )
                )  # fmt: skip
    return TaggedSentence(Sentence(given.i, given.start, given.end, given.text), findings, given.scores)


def _check_places(article: Article) -> None:
    """Sentences are numbered from 0, the title comes first, the others stand in the text, one after another."""
    position = 0
    for number, sentence in enumerate(article.sentences):
        if sentence.i != number:
            raise RuleError(message("sentences[{number}]: its number is {i}", number=number, i=sentence.i))
        if sentence.start is None or sentence.end is None:
            if number or sentence.end is not sentence.start or sentence.text != article.title:
                raise RuleError(message("sentences[{number}]: without offsets, but it is not the title", number=number))
            continue
        if sentence.start < position or article.text[sentence.start : sentence.end] != sentence.text:
            raise RuleError(
                message(
                    "sentences[{number}]: not in the text at {start}–{end}",
                    number=number, start=sentence.start, end=sentence.end,
                )
            )  # fmt: skip
        position = sentence.end
