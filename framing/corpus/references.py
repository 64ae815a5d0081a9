"""Label data without texts → annotated articles, given the texts it refers to.

Texts written by others stay out of the project. Their annotation can be kept all the same: a reference record
names a document, the offsets of its sentences in the document's text, a hash of those sentences, and the labels:

    {"id": "lm_r_9bc4_12", "doc": "r_9bc4", "annotator": "B", "picked": "random",
     "sentences": [null, [120, 155], …], "hash": "0f3c…", "labels": [{}, {"clique": [[3, 6]]}, …]}

A sentence `null` is the document's title. A correction changes labels of one sentence of an annotated article:

    {"id": "a_4513", "sentence": 7, "hash": "77ab…", "drop": ["metaphor"], "add": {"motive": [[0, 4]]}}
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from framing.codebook import Codebook
from framing.corpus.annotated import AnnotatedArticle, AnnotatedSentence
from framing.corpus.loading import parse_labels, read_lines, read_record
from framing.errors import InputError

_DIGITS = 16  # of a hash in a record: it guards against another state of the texts, not against an adversary
_OWN = ("id", "doc", "sentences", "hash", "labels")


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document of the texts that references point into."""

    title: str | None
    text: str
    source: str | None


def text_hash(sentences: Iterable[str]) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the sentences, one a line."""
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()[:_DIGITS]


def is_references(path: Path) -> bool:
    """Whether a file's first record is a reference rather than a corpus record.

    Raises InputError for a file without a readable record.
    """
    number, line = read_lines(path)[0]
    try:
        return "doc" in (record := read_record(line)) and "hash" in record
    except InputError as fault:
        raise fault.at(str(path), number) from None


def load_references(path: Path, texts: Mapping[str, SourceText], codebook: Codebook) -> list[AnnotatedArticle]:
    """The annotated articles of a file of references, in its order.

    texts: by document id. Every field of a record but its id and labels goes into `meta`.
    Raises InputError, by file and line, where a text is missing or is not the one that was annotated.
    """
    articles = []
    for number, record in _records(path):
        try:
            articles.append(_resolve(record, texts, codebook))
        except InputError as fault:
            raise fault.at(str(path), number) from None
    return articles


def documents_of(path: Path) -> set[str]:
    """Ids of the documents that a file of references points into."""
    return {str(record.get("doc")) for _, record in _records(path)}


def load_texts(folder: Path, wanted: Collection[str]) -> dict[str, SourceText]:
    """Documents by id from all .jsonl and .jsonl.gz files of a folder (records with id, text, title, source).

    Only the wanted ones are kept in memory; one that isn't there is left out. Raises InputError, by file and line, for
    what is no such record.
    """
    found = {}
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        for number, line in enumerate(_stream(path), start=1):
            try:
                record = read_record(line) if line.strip() else {}
                if record.get("id") in wanted:
                    found[record["id"]] = _source_text(record)
            except InputError as fault:
                raise fault.at(str(path), number) from None
    return found


def apply_corrections(
    articles: Sequence[AnnotatedArticle], path: Path, codebook: Codebook
) -> tuple[list[AnnotatedArticle], int]:
    """The articles with what a second reading found, and how many sentences that changed.

    Raises InputError, by file and line, for a correction of a sentence that isn't there or reads otherwise.
    """
    by_id = {article.id: k for k, article in enumerate(articles)}
    mended = list(articles)
    changed = set()
    for number, record in _records(path):
        try:
            k = by_id.get(str(record.get("id")))
            if k is None:
                raise InputError("article '{id}' is not in the corpus. Take the line out.", id=record.get("id"))
            mended[k] = _corrected(mended[k], record, codebook)
            changed.add((k, record["sentence"]))
        except InputError as fault:
            raise fault.at(str(path), number) from None
    return mended, len(changed)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The records of a file with their lines."""
    for number, line in read_lines(path):
        try:
            yield number, read_record(line)
        except InputError as fault:
            raise fault.at(str(path), number) from None


def _stream(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error) as error:
        raise InputError("cannot be read ({reason}). Get the texts again.", reason=error, path=str(path)) from None


def _source_text(record: Mapping[str, Any]) -> SourceText:
    title, text, source = (record.get(name) for name in ("title", "text", "source"))
    if not isinstance(text, str) or not isinstance(title, str | None) or not isinstance(source, str | None):
        raise InputError("is no text record. Give records with id and text, and title and source where there are any.")
    return SourceText(title, text, source)


def _resolve(record: dict[str, Any], texts: Mapping[str, SourceText], codebook: Codebook) -> AnnotatedArticle:
    document = texts.get(str(record.get("doc")))
    if document is None:
        raise InputError(
            "the text of document '{doc}' is not there. Give the folder of the texts that were annotated.",
            doc=record.get("doc"),
        )
    sentences = [document.title or "" if span is None else document.text[slice(*span)] for span in _spans(record)]
    if text_hash(sentences) != record.get("hash"):
        raise InputError(
            "the sentences of document '{doc}' are not those that were annotated: their hash differs. "
            "Get the texts in the state of the annotation.",
            doc=record.get("doc"),
        )
    if not isinstance(record.get("id"), str) or not sentences:
        raise InputError("has no id, or no sentences. Give each record an id and at least one sentence.")
    labels = [parse_labels(v, s, f"labels[{i}]", codebook) for i, (v, s) in enumerate(_paired(record, sentences))]
    return AnnotatedArticle(
        id=str(record.get("id")),
        title=document.title if None in record["sentences"] else None,
        source=document.source,
        meta={name: value for name, value in record.items() if name not in _OWN} | {"doc": record["doc"]},
        sentences=tuple(AnnotatedSentence(s, found) for s, found in zip(sentences, labels, strict=True)),
    )


def _spans(record: Mapping[str, Any]) -> list[list[int] | None]:
    spans = record.get("sentences")
    if not isinstance(spans, list) or not all(span is None or _is_span(span) for span in spans):
        raise InputError("sentences is no list of [start, end] pairs. Give offsets into the text, null for the title.")
    return spans


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(offset) is int and offset >= 0 for offset in value)


def _paired(record: dict[str, Any], sentences: Sequence[str]) -> Iterator[tuple[Any, str]]:
    labels = record.get("labels")
    if not isinstance(labels, list) or len(labels) != len(sentences):
        raise InputError("labels does not fit sentences. Give one object per sentence.")
    return zip(labels, sentences, strict=True)


def _corrected(article: AnnotatedArticle, record: dict[str, Any], codebook: Codebook) -> AnnotatedArticle:
    i = record.get("sentence")
    if type(i) is not int or not 0 <= i < len(article.sentences):
        raise InputError("article '{id}' has no sentence {i}. Take the line out.", id=article.id, i=i)
    sentence = article.sentences[i]
    if text_hash([sentence.text]) != record.get("hash"):
        raise InputError("sentence {i} of '{id}' is not the one that was read. Take the line out.", id=article.id, i=i)
    drop = record.get("drop", [])
    if not isinstance(drop, list) or not set(map(str, drop)) <= set(sentence.labels):
        raise InputError("drop is no list of labels that the sentence has. Take the line out, or mend it.")
    kept = {label: spans for label, spans in sentence.labels.items() if label not in drop}
    added = parse_labels(record.get("add", {}), sentence.text, "add", codebook)
    mended = AnnotatedSentence(sentence.text, {**kept, **added})
    return replace(article, sentences=(*article.sentences[:i], mended, *article.sentences[i + 1 :]))
