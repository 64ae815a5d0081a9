"""`framing evaluate CORPUS --audit`: tables and findings after the scores, the whole record in a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stub_tagger import command_line, jsonl

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    monkeypatch.setattr("framing.cli.audit.RESAMPLES", 500)
    call = command_line(monkeypatch, capsysbinary, tmp_path)
    return lambda *arguments: call("evaluate", *map(str, arguments), "--lang", "en")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The stub finds 抱团 where the US is named; where China is, another word is used for it."""

    def record(i: int, text: str) -> dict[str, Any]:
        labels = [{"clique": [[2, 4]]}] * 5
        return {"id": f"a{i}", "title": None, "source": None, "meta": {}, "sentences": [text] * 5, "labels": labels}

    texts = ("美国抱团。", "中国拉帮结派。")
    return jsonl(tmp_path / "corpus.jsonl", *(record(i, texts[i % 2]) for i in range(20)))


def test_the_audit_follows_the_scores_and_flags_the_side_that_is_missed(run: Run, corpus: Path) -> None:
    code, out, err = run(corpus, "--audit")
    assert (code, err) == (0, "")
    scores, _, audit = out.partition("| One named, not the other")
    assert "| stub 0.1.0" in scores
    assert "the US, not China" in audit
    assert "share missed 0.000 against 1.000" in audit
    assert out.splitlines()[-1].startswith("audit:Benjamini-Hochberg|actors:")


def test_without_the_option_there_is_no_audit(run: Run, corpus: Path, tmp_path: Path) -> None:
    assert "share missed" not in run(corpus, "--json", "s.json")[1]
    assert "audit" not in json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))


def test_the_file_holds_the_record_of_the_first_system(run: Run, corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, "--audit", "--json", "s.json")[0] == 0
    record = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert list(record) == ["systems", "differences", "recorded", "overlaps", "audit"]
    assert record["audit"]["flagged"] > 0
    assert "|system:stub 0.1.0|" in record["audit"]["signature"]


def test_an_audit_needs_a_corpus(run: Run, tmp_path: Path) -> None:
    code, out, err = run("--audit", "--outside", tmp_path)
    assert (code, out) == (2, "")
    assert "--audit needs annotated articles" in err
