"""Labels kept without their texts find them again; anything but the annotated state of a text is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from framing.codebook import Codebook, load_codebook
from framing.corpus import (
    AnnotatedArticle,
    AnnotatedSentence,
    SourceText,
    apply_corrections,
    documents_of,
    is_references,
    load_references,
    load_texts,
    text_hash,
)
from framing.errors import InputError

TEXTS = {"d1": SourceText("渡口要修桥了？", "桥下月动工。谁都说这桥早该修。", "河湾报")}
RECORD: dict[str, Any] = {
    "id": "lm_1", "doc": "d1", "annotator": "A", "sentences": [None, [6, 15]],
    "hash": text_hash(["渡口要修桥了？", "谁都说这桥早该修。"]),
    "labels": [{"rhetorical_question": [[0, 7]]}, {"consensus": [[0, 2]]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def write(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def test_offsets_and_null_become_sentences_and_the_title(tmp_path: Path, codebook: Codebook) -> None:
    [article] = load_references(write(tmp_path / "r.jsonl", RECORD), TEXTS, codebook)
    assert article == AnnotatedArticle(
        id="lm_1", title="渡口要修桥了？", source="河湾报", meta={"annotator": "A", "doc": "d1"},
        sentences=(
            AnnotatedSentence("渡口要修桥了？", {"rhetorical_question": ((0, 7),)}),
            AnnotatedSentence("谁都说这桥早该修。", {"consensus": ((0, 2),)}),
        ),
    )  # fmt: skip
    assert article.group == "d1"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"doc": "d2"}, "the text of document 'd2' is not there"),
        ({"hash": "0" * 16}, "are not those that were annotated"),
        ({"labels": [{}]}, "labels does not fit sentences"),
        ({"labels": [{}, {"clique": [[0, 99]]}]}, "outside its sentence of 9 characters"),
        ({"sentences": None}, "no list of"),
        ({"sentences": [5]}, "no list of"),
        ({"sentences": [["a", "b"]]}, "no list of"),
        ({"sentences": [], "labels": [], "hash": text_hash([])}, "has no id, or no sentences"),
        ({"id": None}, "has no id, or no sentences"),
        ({"labels": [{}, {"cliqe": [[0, 1]]}]}, "is no label of"),
    ],
)
def test_what_does_not_fit_is_named_by_file_and_line(
    change: dict[str, Any], said: str, tmp_path: Path, codebook: Codebook
) -> None:
    path = write(tmp_path / "r.jsonl", RECORD, {**RECORD, **change})
    with pytest.raises(InputError, match=said) as fault:
        load_references(path, TEXTS, codebook)
    assert (fault.value.path, fault.value.line) == (str(path), 2)


def test_a_changed_text_is_refused_even_where_the_offsets_still_fit(tmp_path: Path, codebook: Codebook) -> None:
    changed = {"d1": SourceText("渡口要修桥了？", "桥下月动工。谁都说那桥早该修。", None)}
    with pytest.raises(InputError, match="their hash differs"):
        load_references(write(tmp_path / "r.jsonl", RECORD), changed, codebook)


def test_references_are_told_from_corpus_records_by_their_first_record(tmp_path: Path) -> None:
    corpus = {"id": "a", "sentences": ["一句。"], "labels": [{}]}
    assert is_references(write(tmp_path / "r.jsonl", RECORD))
    assert not is_references(write(tmp_path / "c.jsonl", corpus))
    (tmp_path / "broken.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is not JSON") as fault:
        is_references(tmp_path / "broken.jsonl")
    assert fault.value.line == 1


def test_only_the_wanted_texts_are_read_from_plain_and_packed_files(tmp_path: Path) -> None:
    texts = [{"id": f"d{k}", "title": None, "text": f"第{k}篇。\u2028还有一行。", "source": "某网"} for k in range(4)]
    write(tmp_path / "a.jsonl", *texts[:2])
    with gzip.open(tmp_path / "b.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in texts[2:]))
    found = load_texts(tmp_path, {"d1", "d3", "d9"})
    assert found == {
        "d1": SourceText(None, "第1篇。\u2028还有一行。", "某网"),
        "d3": SourceText(None, "第3篇。\u2028还有一行。", "某网"),
    }


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", b"{", "is not JSON"),
        ("a.jsonl", b"[]", "is an empty list"),
        ("a.jsonl", b'{"id": "d1"}', "is no text record"),
        ("a.jsonl.gz", b"no", "cannot be read"),
    ],
)
def test_texts_that_cannot_be_read_are_named_by_file(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said) as fault:
        load_texts(tmp_path, {"d1"})
    assert fault.value.path == str(tmp_path / name)


def test_the_documents_of_a_file_are_those_its_records_name(tmp_path: Path) -> None:
    assert documents_of(write(tmp_path / "r.jsonl", RECORD, {**RECORD, "doc": "d7"})) == {"d1", "d7"}


def test_a_correction_drops_and_adds_labels_of_one_sentence(tmp_path: Path, codebook: Codebook) -> None:
    first = AnnotatedSentence("谁都说这桥早该修。", {"consensus": ((0, 2),), "sourcing": ((0, 3),)})
    article = AnnotatedArticle("a1", None, None, {}, (first, AnnotatedSentence("下月动工。")))
    record = {
        "id": "a1", "sentence": 0, "hash": text_hash([first.text]), "drop": ["sourcing"],
        "add": {"inevitability": [[5, 8]]}, "reader": "N",
    }  # fmt: skip
    [mended], changed = apply_corrections([article], write(tmp_path / "c.jsonl", record), codebook)
    assert changed == 1
    assert mended.sentences[0].labels == {"consensus": ((0, 2),), "inevitability": ((5, 8),)}
    assert mended.sentences[1] == article.sentences[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "a2"}, "article 'a2' is not in the corpus"),
        ({"sentence": 5}, "has no sentence 5"),
        ({"sentence": True}, "has no sentence True"),
        ({"hash": "0" * 16}, "is not the one that was read"),
        ({"add": {"cliqe": [[0, 1]]}}, "is no label of"),
        ({"drop": "alarm"}, "drop is no list of labels that the sentence has"),
        ({"drop": ["alarm"]}, "drop is no list of labels that the sentence has"),
        ({"drop": None}, "drop is no list of labels that the sentence has"),
    ],
)
def test_a_correction_of_something_else_is_refused(
    change: dict[str, Any], said: str, tmp_path: Path, codebook: Codebook
) -> None:
    article = AnnotatedArticle("a1", None, None, {}, (AnnotatedSentence("下月动工。"),))
    record = {"id": "a1", "sentence": 0, "hash": text_hash(["下月动工。"]), "drop": [], **change}
    path = write(tmp_path / "c.jsonl", record)
    with pytest.raises(InputError, match=said) as fault:
        apply_corrections([article], path, codebook)
    assert (fault.value.path, fault.value.line) == (str(path), 1)
