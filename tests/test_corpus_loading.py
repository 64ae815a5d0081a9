"""Corpus records become annotated articles; every fault is named by file and line, and says what would be fine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from framing.codebook import Codebook, load_codebook
from framing.corpus import AnnotatedSentence, load_corpus
from framing.errors import InputError

GOOD: dict[str, Any] = {
    "id": "a1",
    "title": None,
    "source": None,
    "meta": {},
    "sentences": ["两家公司握手言和。", "谁都看得出来，这不简单。"],
    "labels": [{}, {"consensus": [[0, 6]]}],
}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def write(path: Path, *records: Any) -> Path:
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_record_becomes_an_article_with_labels_and_spans_by_sentence(tmp_path: Path, codebook: Codebook) -> None:
    record = {**GOOD, "title": "两家公司握手言和。", "source": "某报", "meta": {"doc": "d7"}}
    [article] = load_corpus(write(tmp_path / "c.jsonl", record), codebook)
    assert (article.id, article.title, article.source) == ("a1", "两家公司握手言和。", "某报")
    assert article.sentences == (
        AnnotatedSentence("两家公司握手言和。", {}),
        AnnotatedSentence("谁都看得出来，这不简单。", {"consensus": ((0, 6),)}),
    )


def test_offsets_are_code_points_so_an_emoji_is_one(tmp_path: Path, codebook: Codebook) -> None:
    record = {**GOOD, "sentences": ["😀赢麻了"], "labels": [{"winology": [[1, 4]]}]}
    [article] = load_corpus(write(tmp_path / "c.jsonl", record), codebook)
    [sentence] = article.sentences
    [(start, end)] = sentence.labels["winology"]
    assert sentence.text[start:end] == "赢麻了"


def test_only_id_sentences_and_labels_are_needed_and_other_fields_travel_in_meta(
    tmp_path: Path, codebook: Codebook
) -> None:
    record = {"id": "a1", "sentences": ["一句。"], "labels": [{}], "topic": "体育", "meta": {"doc": "d"}}
    [article] = load_corpus(write(tmp_path / "c.jsonl", record), codebook)
    assert (article.title, article.source, article.meta) == (None, None, {"topic": "体育", "doc": "d"})


def test_blank_lines_a_byte_order_mark_and_line_separators_inside_sentences_are_no_faults(
    tmp_path: Path, codebook: Codebook
) -> None:
    record = {**GOOD, "sentences": ["上半\u2028下半。", "完。"], "labels": [{}, {}]}
    path = tmp_path / "c.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\r\n" + json.dumps(record, ensure_ascii=False).encode() + b"\r\n\n")
    assert [a.sentences[0].text for a in load_corpus(path, codebook)] == ["上半\u2028下半。"]


def with_labels(*labels: Any) -> dict[str, Any]:
    return {**GOOD, "labels": list(labels)}


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("{", "is not JSON: Expecting property name"),
        ("[" * 100_000, "is not JSON that can be read"),
        ("9" * 5000, "is not JSON that can be read"),
        ('{"id": "\\ud83d"}', "half a surrogate pair"),
        ("[]", "is an empty list. A record is an object"),
        ("17", "is the number 17. A record is an object"),
        ({}, "id is missing. Give each record an id"),
        ({**GOOD, "id": " "}, "id is an empty string"),
        ({**GOOD, "id": 5}, "id is the number 5"),
        ({**GOOD, "title": ["两家"]}, "title is a list. Give a string, or null"),
        ({**GOOD, "source": {"a": 1}}, "source is an object"),
        ({**GOOD, "meta": "体育"}, "meta is a string. Give an object"),
        ({"id": "a1", "labels": []}, "sentences is missing. Give a list of one or more non-empty strings"),
        ({**GOOD, "sentences": "一句。"}, "sentences is a string"),
        ({**GOOD, "sentences": [], "labels": []}, "sentences is an empty list"),
        ({**GOOD, "sentences": ["一句。", "\u3000"]}, "sentences[1] is an empty string"),
        ({**GOOD, "sentences": ["一句。", {"text": "二"}]}, "sentences[1] is an object"),
        ({**GOOD, "labels": {}}, "labels is an object. Give a list, one object per sentence"),
        (with_labels({}), "labels has 1 entries for 2 sentences"),
        (with_labels({}, ["consensus"]), "labels[1] is a list. Give an object"),
        (with_labels({}, {"consensos": [[0, 3]]}), "is no label of framing-zh 1.0. Did you mean 'consensus'"),
        (with_labels({}, {"xyz": [[0, 3]]}), "'xyz' is no label of framing-zh 1.0. Run `framing labels`"),
        (with_labels({}, {"consensus": 3}), "labels[1].consensus is the number 3. Give a list of [start, end] pairs"),
        (with_labels({}, {"consensus": [0, 3]}), "labels[1].consensus[0] is 0. Give [start, end]"),
        (with_labels({}, {"consensus": [[0, 3, 4]]}), "labels[1].consensus[0] is [0, 3, 4]"),
        (with_labels({}, {"consensus": [[0, 3], [0, 1.5]]}), "labels[1].consensus[1] is [0, 1.5]"),
        (with_labels({}, {"consensus": [[False, True]]}), "labels[1].consensus[0] is [false, true]"),
        (with_labels({}, {"consensus": [[0, 13]]}), "[0, 13] lies outside its sentence of 12 characters"),
        (with_labels({}, {"consensus": [[-1, 2]]}), "[-1, 2] lies outside its sentence"),
        (with_labels({}, {"consensus": [[4, 2]]}), "[4, 2] ends before it starts"),
        (with_labels({}, {"consensus": [[3, 3]]}), "[3, 3] is empty"),
        (with_labels({}, {"consensus": []}), "labels[1].consensus has no evidence"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_line_and_the_other_records_are_kept(
    record: Any, says: str, tmp_path: Path, codebook: Codebook
) -> None:
    path = write(tmp_path / "corpus.jsonl", {**GOOD, "id": "before"}, record, {**GOOD, "id": "after"})
    faults: list[InputError] = []
    kept = load_corpus(path, codebook, on_fault=faults.append)
    assert [a.id for a in kept] == ["before", "after"]
    [fault] = faults
    assert str(fault).startswith(f"{path}, line 2: ")
    assert says in str(fault)


def test_without_on_fault_the_first_fault_is_raised(tmp_path: Path, codebook: Codebook) -> None:
    with pytest.raises(InputError, match=r"line 1: is not JSON"):
        load_corpus(write(tmp_path / "c.jsonl", "{", "["), codebook)


def test_an_id_used_twice_is_a_fault_of_the_second_record_which_names_the_first(
    tmp_path: Path, codebook: Codebook
) -> None:
    faults: list[InputError] = []
    kept = load_corpus(write(tmp_path / "c.jsonl", GOOD, "", GOOD), codebook, on_fault=faults.append)
    assert len(kept) == 1
    assert [str(fault).removeprefix(str(tmp_path)) for fault in faults] == [
        "/c.jsonl, line 3: id 'a1' is on line 1 too. Ids are unique."
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\x1f\x8b\x08\x00\x00", "is not a text file"),
        ('{"id": "编码"}'.encode("gb18030"), "line 1: is not UTF-8"),
        (None, "does not exist"),
    ],
)
def test_a_file_that_cannot_be_a_corpus_is_one_fault(
    content: bytes | None, says: str, tmp_path: Path, codebook: Codebook
) -> None:
    path = tmp_path / "c.jsonl"
    if content is not None:
        path.write_bytes(content)
    faults: list[InputError] = []
    assert load_corpus(path, codebook, on_fault=faults.append) == []
    assert len(faults) == 1
    assert str(path) in str(faults[0])
    assert says in str(faults[0])


def test_a_folder_is_no_corpus_file(tmp_path: Path, codebook: Codebook) -> None:
    with pytest.raises(InputError, match=r"cannot be read .*directory.*Give a corpus file"):
        load_corpus(tmp_path, codebook)
