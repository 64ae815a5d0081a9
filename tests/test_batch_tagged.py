"""What `framing tag` wrote is read back as it was; what it never wrote is refused, saying where."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from stub_tagger import jsonl, stub

from framing.article import Article, TaggedArticle
from framing.batch.tagged import is_tagged_file, is_tagged_line, tagged_from_record
from framing.errors import InputError
from framing.reading import article_from_text

ARTICLE = article_from_text(
    "他们抱团了", "　　据说有人背刺。\n\n没有别的。", id="a1", source="虚构", date="2025", meta={"n": 1}
)
RECORD = stub().tag(ARTICLE).to_record()


@pytest.mark.parametrize(
    "article",
    [ARTICLE, Article("空", None, "", ()), article_from_text(None, "𠮷野背刺😅他。", id="astral")],
    ids=["with a title", "without sentences", "beyond the basic plane"],
)
@pytest.mark.parametrize("all_scores", [False, True])
def test_a_tagged_article_comes_back_equal(article: Article, all_scores: bool) -> None:
    tagged = stub().tag(article, all_scores=all_scores)
    assert tagged_from_record(json.loads(json.dumps(tagged.to_record()))) == tagged


def test_fields_it_does_not_know_are_passed_over() -> None:
    assert isinstance(tagged_from_record({**RECORD, "mix": {}, "options": {"threshold": 0.3}}), TaggedArticle)


def changed(*path: object, to: object) -> dict:
    record = deepcopy(RECORD)
    inner = record
    for step in path[:-1]:
        inner = inner[step]
    if to is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = to
    return record


EVIDENCE = ("sentences", 0, "labels", "clique", "evidence", 0)


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        ({}, "id: is missing"),
        (changed("model", to=...), "model: is missing"),
        (changed("text", to=None), "text: "),
        (changed("meta", to=[]), "meta: "),
        (changed("sentences", to=["一", "二"]), "sentences[0]: "),
        (changed("sentences", 1, "i", to=7), "sentences[1]: its number is 7"),
        (changed("sentences", 1, "start", to=-1), "sentences[1].start: "),
        (changed("sentences", 1, "start", to=0), "sentences[1]: not in the text at 0–9"),
        (changed("sentences", 1, "start", to=None), "sentences[1]: without offsets, but it is not the title"),
        (changed("sentences", 0, "text", to="别的"), "sentences[0].labels.clique: '抱团' is not at 2–4"),
        (changed("title", to="别的"), "sentences[0]: without offsets, but it is not the title"),
        (changed("sentences", 0, "labels", "clique", "score", to=1.5), "score: 1.5 is too large; give 1"),
        (changed(*EVIDENCE, "end", to=99), "'抱团' is not at 2–99"),
        (changed(*EVIDENCE, "text", to="抱"), "'抱' is not at 2–4"),
    ],
)  # fmt: skip
def test_a_record_that_does_not_hold_together_is_refused_with_file_line_and_place(record: dict, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        tagged_from_record(record, path="tags.jsonl", line=3)
    assert str(refused.value).startswith("tags.jsonl, line 3: not as `framing tag` writes it: ")
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)


def test_many_faults_make_a_short_message() -> None:
    with pytest.raises(InputError, match="and 6 more faults"):
        tagged_from_record({"sentences": [{}]})


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (b"", False), (b"\xff\xfe", False), (b"{", False), (b"[]", False), (b"{}", False),
        (b'{"text": "a"}', False),
        (b'{"sentences": ["a"], "model": "m", "codebook": "c"}', False),
        (b'{"sentences": [], "model": "m", "codebook": "c"}', True),
        (b'\xef\xbb\xbf{"sentences": [{"i": 0}], "model": "m", "codebook": "c"}', True),
        (b"[" * 100_000, False),
    ],
)  # fmt: skip
def test_a_line_is_recognised_by_its_form(line: bytes, answer: bool) -> None:
    assert is_tagged_line(line) is answer


def test_a_file_is_recognised_by_its_first_line_that_is_not_blank(tmp_path) -> None:
    assert is_tagged_file(jsonl(tmp_path / "a.jsonl", "", RECORD))
    assert not is_tagged_file(jsonl(tmp_path / "b.jsonl", {"text": "一。"}, RECORD))
    assert not is_tagged_file(jsonl(tmp_path / "c.txt", RECORD))
    assert not is_tagged_file(jsonl(tmp_path / "d.jsonl"))
    assert not is_tagged_file(tmp_path / "missing.jsonl")
    assert not is_tagged_file(tmp_path)


def test_a_name_too_long_for_a_file_is_no_file_of_tag() -> None:
    assert not is_tagged_file(Path("长" * 300 + ".jsonl"))
