"""`framing evaluate`: a table with signatures on stdout, faults on stderr, all scores in a file."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from framing import cli
from framing.article import Article, Evidence, Finding, TaggedArticle, TaggedSentence
from framing.cli import evaluate
from framing.codebook import load_codebook


class WordTagger:
    """Stands in for the model: 抱团 is always clique."""

    signature = "word 0.1.0"
    codebook = load_codebook()

    def tag_many(self, articles: Sequence[Article]) -> list[TaggedArticle]:
        return [
            TaggedArticle(a, tuple(map(self._tag, a.sentences)), self.signature, "framing-zh 1.0") for a in articles
        ]

    def _tag(self, sentence: Any) -> TaggedSentence:
        at = sentence.text.find("抱团")
        found = {} if at < 0 else {"clique": Finding(0.9, (Evidence(at, at + 2, "抱团"),))}
        return TaggedSentence(sentence, found)


def record(id: str, title: str | None = None, **fields: Any) -> dict[str, Any]:
    sentences = ["他们抱团。", "天气不错。", "灾难来了。"]
    labels = [{"clique": [[2, 4]]}, {}, {"alarm": [[0, 2]]}]
    return {"id": id, "title": title, "source": None, "meta": {}, "sentences": sentences, "labels": labels, **fields}


def write(path: Path, records: Sequence[Any]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `framing evaluate …`; gives exit code, stdout, stderr."""
    monkeypatch.setattr(evaluate.Tagger, "load", lambda folder: WordTagger())

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["framing", "evaluate", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        return int(stop.value.code or 0), out, err

    return call


def test_the_table_is_markdown_with_intervals_and_ends_with_the_signature(run: Run, tmp_path: Path) -> None:
    code, out, err = run(write(tmp_path / "c.jsonl", [record(f"a{i}") for i in range(5)]), "--lang", "en")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert any(line.startswith("| word 0.1.0 | 0.667 [0.667, 0.667] | 0.500 [0.500, 0.500] |") for line in lines)
    assert any("clique" in line and "1.000 [1.000, 1.000]" in line for line in lines)
    assert lines[-1].startswith("labels:2 of 26|avg:macro, support>=5|articles:5|sentences:15|")
    assert "|model:word 0.1.0|codebook:framing-zh 1.0|" in lines[-1]


def test_a_title_that_nobody_annotated_does_not_shift_the_sentences(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", [record("a1", "又见抱团"), record("a2", "他们抱团。")])
    scores = tmp_path / "s.json"
    assert run(path, "--json", scores)[0] == 0
    clique = json.loads(scores.read_text(encoding="utf-8"))["word 0.1.0"]["labels"]["clique"]
    assert (clique["f1"]["value"], clique["support"], clique["predicted"]) == (1.0, 2, 2)


def test_floors_are_trained_on_another_corpus_and_compared(run: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [record(f"a{i}") for i in range(5)])
    training = write(tmp_path / "train.jsonl", [record(f"t{i}") for i in range(6)])
    code, out, _ = run(gold, "--floors", training, "--json", tmp_path / "s.json")
    assert code == 0
    assert list(json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))) == [
        "word 0.1.0",
        "cue list",
        "TF-IDF + LR",
    ]
    assert [line.split("|model:")[1].split("|")[0] for line in out.splitlines()[-3:]] == [
        "word 0.1.0", "cue list", "TF-IDF + LR",
    ]  # fmt: skip


def test_floors_are_not_trained_on_the_documents_they_are_tested_on(run: Run, tmp_path: Path) -> None:
    gold = write(tmp_path / "gold.jsonl", [record("a1", meta={"doc": "d1"}), record("a2")])
    training = write(tmp_path / "train.jsonl", [record("t1", meta={"doc": "d1"})])
    code, out, err = run(gold, "--floors", training)
    assert (code, out) == (2, "")
    assert "1 documents are in both corpora, such as 'd1'" in err


def test_a_record_with_a_fault_is_reported_and_left_out_with_exit_code_3(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", [record("a1"), record("a2", labels=[]), record("a3")])
    code, out, err = run(path)
    assert code == 3
    assert err == f"Error: {path}, line 2: labels has 0 entries for 3 sentences. " + (
        "Give one object per sentence, {} where there is no label.\n"
    )
    assert "|articles:2|sentences:6|" in out


@pytest.mark.parametrize("content", [None, "", "{}\n"], ids=["missing", "empty", "no record without a fault"])
def test_without_a_usable_record_there_is_no_table_and_exit_code_3(
    content: str | None, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "c.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    code, out, err = run(path)
    assert (code, out) == (3, "")
    assert err.startswith(f"Error: {path}")


def test_a_file_for_scores_that_cannot_be_written_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", [record("a1")])
    code, out, err = run(path, "--json", tmp_path / "nowhere" / "s.json")
    assert (code, out) == (2, "")
    assert "is not a folder. Make it first" in err


def test_the_scores_replace_an_earlier_file_as_a_whole(run: Run, tmp_path: Path) -> None:
    path, scores = write(tmp_path / "c.jsonl", [record("a1")]), tmp_path / "s.json"
    scores.write_text("old" * 10_000, encoding="utf-8")
    assert run(path, "--json", scores)[0] == 0
    assert list(json.loads(scores.read_text(encoding="utf-8"))) == ["word 0.1.0"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c.jsonl", "s.json"]


def test_help_ends_with_a_line_to_paste(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert out.strip().splitlines()[-1].strip() == evaluate.EPILOG


def test_a_file_for_scores_that_is_no_plain_file_is_refused_and_stays(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", [record("a1")])
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (tmp_path, pipe):
        code, out, err = run(path, "--json", place)
        assert (code, out) == (2, "")
        assert "Give a file to --json" in err
    assert pipe.is_fifo()
