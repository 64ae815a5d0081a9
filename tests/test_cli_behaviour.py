"""`framing evaluate --behaviour`: tables and what they mean on stdout, the record in a file, no corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from stub_tagger import command_line, jsonl

from framing.evaluation.behaviour import Suite

Run = Callable[..., tuple[int, str, str]]
SMALL = Suite.model_validate({
    "fillers": {"country": [["中国", "美国"]]},
    "swaps": {"clique": {"country": ["{a}又在抱团。"]}},
    "stances": {}, "figurative": {"clique": [["小猪抱团取暖。", "商家抱团。"]]}, "mentions": {}, "quotations": {},
    "typos": {},
})  # fmt: skip


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    monkeypatch.setattr("framing.cli.behaviour.load_suite", lambda codebook: SMALL)
    call = command_line(monkeypatch, capsysbinary, tmp_path)
    return lambda *arguments: call("evaluate", *map(str, arguments))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    labels = [{"clique": [[2, 4]]}, {}]
    texts = ["他們抱团。", "天气不错。"]
    return jsonl(
        tmp_path / "c.jsonl",
        *({"id": f"a{i}", "title": None, "source": None, "meta": {}, "sentences": texts, "labels": labels}
          for i in range(3)),
    )  # fmt: skip


def test_it_runs_without_a_corpus_and_says_what_each_rate_means(run: Run) -> None:
    code, out, err = run("--behaviour", "--lang", "en")
    assert (code, err) == (0, "")
    lines = [" ".join(line.split()) for line in out.splitlines() if line.strip()]
    assert lines[0].startswith("| Check")
    assert any(line.startswith("| Actor swap ") and "| 0/2 |" in line and "majority" in line for line in lines)
    assert any(line.startswith("| Literal/figurative ") and "| 0/1 |" in line for line in lines)
    assert "stub 0.1.0" in lines[-1]
    assert "Micro-F1" not in out


def test_the_tables_speak_chinese_where_readers_do(run: Run) -> None:
    out = run("--behaviour")[1]
    assert "主体互换" in out
    assert "共标注" in out


def test_with_a_corpus_it_follows_the_scores_and_reads_the_corpus_as_well(run: Run, corpus: Path) -> None:
    alone = run("--behaviour", "--lang", "en")[1]
    code, out, _ = run(corpus, "--behaviour", "--lang", "en")
    assert code == 0
    assert "Micro-F1" in out.partition("| Check")[0]
    assert "To simplified" not in alone.partition("No sentence")[0]
    assert "| To simplified" in out  # 他們


def test_the_file_holds_a_record_for_each_model(run: Run, tmp_path: Path) -> None:
    assert run("--behaviour", "--json", "b.json")[0] == 0
    record = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert list(record) == ["behaviour"]
    [found] = record["behaviour"]
    assert found["checks"]["actor_found"]["numerator"] == 2
    assert "|system:stub 0.1.0|" in found["signature"]


def test_nothing_to_evaluate_is_a_wrong_usage_that_names_the_option(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "--behaviour" in err


@pytest.mark.parametrize(
    "option", [["--tagged", "t.jsonl"], ["--floors", "f.jsonl"], ["--calibration"], ["--allow-overlap"]]
)
def test_an_option_of_articles_without_articles_is_refused(run: Run, option: list[str]) -> None:
    code, _, err = run("--behaviour", *option, "--lang", "en")
    assert code == 2
    assert f"{option[0]} needs annotated articles. Give CORPUS.jsonl as well, or leave it out." in err
