"""Articles are tagged in order, a chunk at a time, and what is tagged already is taken as it is."""

from __future__ import annotations

import io
import json
import sys

import pytest
from stub_tagger import jsonl, stub

from framing.batch import TagOptions, read_or_tag, tag_stream
from framing.batch.results import CHUNK
from framing.errors import UsageError
from framing.reading import Reading, article_from_text

ARTICLE = article_from_text("他们抱团了", "据说有人背刺。", id="a1")
LINE = json.dumps(stub().tag(ARTICLE).to_record(), ensure_ascii=False)


def reading(n: int, sentences: int = 1) -> Reading:
    return Reading(article_from_text(None, "背刺。" * sentences, id=f"a{n}"), f"{n}.txt", None)


class Counting:
    """Remembers how many sentences the tagger was given at once."""

    def __init__(self) -> None:
        self.tagger, self.given = stub(), []

    def tag_many(self, articles, *, all_scores=False):
        self.given.append(sum(len(a.sentences) for a in articles))
        return self.tagger.tag_many(articles, all_scores=all_scores)


def test_without_articles_the_model_is_not_loaded():
    assert list(tag_stream([], pytest.fail, TagOptions())) == []


def test_articles_come_in_order_and_reading_is_never_far_ahead_of_tagging():
    counting, read = Counting(), []

    def readings():
        for n in range(50):
            read.append(n)
            yield reading(n, sentences=20)

    results = tag_stream(readings(), lambda: counting, TagOptions())
    first = next(results)
    assert len(read) * 20 < CHUNK + 20
    assert [first.tagged.article.id, *(r.tagged.article.id for r in results)] == [f"a{n}" for n in range(50)]
    assert max(counting.given) < CHUNK + 20


def test_the_line_of_a_result_is_the_record_of_the_article_and_says_when_options_differ():
    (plain,) = tag_stream([reading(1)], stub, TagOptions(all_scores=True))
    assert json.loads(plain.to_line()) == plain.tagged.to_record()
    assert plain.to_line().endswith(b"}\n")
    (other,) = tag_stream([reading(1)], stub, TagOptions(threshold=0.5))
    record = json.loads(other.to_line())
    assert record.pop("options") == {"threshold": 0.5}
    assert record == other.tagged.to_record()


# ── inputs of both kinds ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Runs read_or_tag in an empty folder; gives results, faults and the articles that were read."""
    monkeypatch.chdir(tmp_path)

    def run(*inputs, options=TagOptions(), stdin=None, tagger=stub):  # noqa: B008
        faults, notes, readings = [], [], []
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        results = read_or_tag(
            inputs, tagger, options, on_fault=faults.append, on_note=notes.append, on_reading=readings.append
        )
        return list(results), [str(fault) for fault in faults], readings

    return run


def test_tagged_files_are_not_tagged_again_and_all_keep_their_order(read, tmp_path):
    (tmp_path / "x.txt").write_text("今天背刺。", encoding="utf-8")
    jsonl(tmp_path / "tags.jsonl", LINE, "", LINE)
    results, faults, readings = read("tags.jsonl", "x.txt", "tags.jsonl")
    assert faults == []
    assert [r.origin for r in readings] == ["x.txt"]
    assert [r.origin for r in results] == [
        "tags.jsonl, line 1", "tags.jsonl, line 3", "x.txt", "tags.jsonl, line 1", "tags.jsonl, line 3",
    ]  # fmt: skip
    assert results[0].tagged == stub().tag(ARTICLE)


def test_an_id_that_was_tagged_before_or_is_met_again_gets_a_suffix(read, tmp_path):
    jsonl(tmp_path / "tags.jsonl", LINE)
    jsonl(tmp_path / "new.jsonl", {"id": "a1", "text": "一。"}, {"id": "a1", "text": "二。"})
    results, faults, _ = read("tags.jsonl", "new.jsonl", "tags.jsonl")
    assert faults == []
    assert [r.tagged.article.id for r in results] == ["a1", "a1-2", "a1-2-2", "a1-3"]


@pytest.mark.parametrize("given", ["tags", "tags/*.jsonl"])
def test_tagged_files_in_a_folder_or_a_pattern_are_not_tagged_again_either(read, tmp_path, given):
    (tmp_path / "tags").mkdir()
    jsonl(tmp_path / "tags" / "a.jsonl", LINE)
    results, faults, readings = read(given)
    assert (faults, readings) == ([], [])
    assert [r.tagged for r in results] == [stub().tag(ARTICLE)]


def test_for_tagged_files_alone_no_model_is_loaded(read, tmp_path):
    jsonl(tmp_path / "tags.jsonl", LINE)
    assert len(read("tags.jsonl", tagger=pytest.fail)[0]) == 1


def test_options_of_a_tagged_record_are_read_back(read, tmp_path):
    jsonl(tmp_path / "tags.jsonl", json.dumps({**json.loads(LINE), "options": {"preset": "recall"}}))
    assert read("tags.jsonl")[0][0].options == TagOptions(preset="recall")


def test_faulty_tagged_records_are_reported_and_the_others_go_on(read, tmp_path):
    other_codebook = json.dumps({**json.loads(LINE), "codebook": "other 9.0"})
    jsonl(tmp_path / "tags.jsonl", LINE, "{", '{"text": "一。"}', other_codebook, "null", '{"id": "\\ud800"}', LINE)
    with (tmp_path / "tags.jsonl").open("ab") as file:
        file.write(b"\xff\n")
    results, faults, _ = read("tags.jsonl")
    assert [r.origin for r in results] == ["tags.jsonl, line 1", "tags.jsonl, line 7"]
    assert [fault.split(":")[0] for fault in faults] == [f"tags.jsonl, line {n}" for n in (2, 3, 4, 5, 6, 8)]
    assert "tagged with the codebook 'other 9.0', but 'framing-zh" in faults[2]


def test_options_come_too_late_for_tagged_articles(read, tmp_path):
    jsonl(tmp_path / "tags.jsonl", LINE)
    with pytest.raises(UsageError, match=r"'tags.jsonl' is tagged already"):
        read("tags.jsonl", options=TagOptions(threshold=0.2))
    with pytest.raises(UsageError, match="standard input is tagged already"):
        read("-", options=TagOptions(threshold=0.2), stdin=LINE.encode())


@pytest.mark.parametrize(
    ("stdin", "articles", "tagged_here"),
    [
        (LINE.encode(), 1, 0),
        (b"\n\n" + f"{LINE}\n{LINE}\n".encode(), 2, 0),
        ('{"id": "1", "text": "今天背刺。"}\n{"id": "2", "text": "二。"}'.encode(), 2, 2),
        ("标题\n\n今天背刺。\n明天下雨。".encode(), 1, 1),
        ("今天背刺。".encode("gb18030"), 1, 1),
        (("\n" + "长。" * 9_000).encode(), 1, 1),
    ],
)  # fmt: skip
def test_standard_input_may_be_articles_or_tagged_articles(read, stdin, articles, tagged_here):
    results, faults, readings = read("-", stdin=stdin)
    assert (len(results), len(readings), faults) == (articles, tagged_here, [])


def test_empty_standard_input_is_a_fault(read):
    assert len(read("-", stdin=b"")[1]) == 1


def test_a_pattern_that_matches_nothing_is_refused_before_anything_is_read(read, tmp_path):
    jsonl(tmp_path / "tags.jsonl", LINE)
    with pytest.raises(UsageError):
        read_or_tag(
            ["tags.jsonl", "*.md"],
            stub,
            TagOptions(),
            on_fault=pytest.fail,
            on_note=pytest.fail,
            on_reading=pytest.fail,
        )
