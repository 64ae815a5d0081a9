"""`framing evaluate --outside DIR`: a table with the floors, without a corpus or after its scores."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from stub_tagger import command_line, jsonl

from framing.tagging import Tagger

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    monkeypatch.setattr("framing.cli.outside.MOST_TEXTS", 40)
    call = command_line(monkeypatch, capsysbinary, tmp_path)
    return lambda *arguments: call("evaluate", *map(str, arguments))


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Offensive texts, which the stub can't tell, and titles."""
    (tmp_path / "bench" / "cold").mkdir(parents=True)
    jsonl(tmp_path / "bench" / "cold" / "test.jsonl", *({"text": f"第{i}条", "label": i % 2} for i in range(50)))
    (tmp_path / "bench" / "hancd_titles").mkdir()
    titles = [{"title": f"万万没想到{i}" if i % 2 else f"会议召开{i}", "label": i % 2} for i in range(20)]
    jsonl(tmp_path / "bench" / "hancd_titles" / "sina.jsonl", *titles)
    return tmp_path / "bench"


def rows(out: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in out.splitlines() if line.startswith("|")]


def test_no_corpus_is_needed_and_missing_sets_are_said(run: Run, bench: Path) -> None:
    code, out, err = run("--outside", bench, "--lang", "en")
    assert code == 0
    assert f"Note: {bench} has no ccl2018_metaphor, ciron, hancd_tencent: left out." in err
    head, _, cold, _, suspense, *_ = rows(out)
    assert head[3:] == ["stub 0.1.0", "cue list", "text length"]
    assert cold[:4] == ["COLD, offensive", "name_calling", cold[2], "0.500 [0.500, 0.500]"]
    assert sum(map(int, cold[2].split("/"))) == 40
    assert suspense[0] == "HanCD Sina, clickbait"
    assert suspense[4].startswith("1.000")  # the list of cues knows 万万没想到
    assert "|sets:cold 40 of 50 sha256:" in out.splitlines()[-1]


def test_all_takes_all_and_words_come_in_chinese(run: Run, bench: Path) -> None:
    code, out, err = run("--outside", bench, "--all", "--lang", "zh")
    assert code == 0
    assert "略去" in err
    assert ["COLD 冒犯", "name_calling", "25/25"] in [row[:3] for row in rows(out)]
    assert rows(out)[0][3:] == ["stub 0.1.0", "线索词表", "文本长度"]


def test_floors_that_learn_stand_beside_where_there_is_something_to_learn_from(
    run: Run, bench: Path, tmp_path: Path
) -> None:
    labels = [{"name_calling": [[0, 2]]}, {}]
    train = (
        {
            "id": f"t{i}",
            "title": None,
            "source": None,
            "meta": {},
            "sentences": ["走狗来了。", "第三条。"],
            "labels": labels,
        }
        for i in range(6)
    )
    jsonl(tmp_path / "train.jsonl", *train)
    code, out, _ = run("--outside", bench, "--floors", "train.jsonl", "--lang", "en", "--json", "s.json")
    assert code == 0
    assert rows(out)[0][3:] == ["stub 0.1.0", "cue list", "TF-IDF + LR", "text length"]
    record = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    assert list(record) == ["outside"]
    assert list(record["outside"]["checks"][0]["systems"]) == ["stub 0.1.0", "cue list", "TF-IDF + LR", "text length"]


def test_with_a_corpus_both_are_done_and_stand_in_one_file(run: Run, bench: Path, tmp_path: Path) -> None:
    record = {
        "id": "a",
        "title": None,
        "source": None,
        "meta": {},
        "sentences": ["他们抱团。"],
        "labels": [{"clique": [[2, 4]]}],
    }
    jsonl(tmp_path / "c.jsonl", record)
    code, out, _ = run("c.jsonl", "--outside", bench, "--json", "s.json", "--lang", "en")
    assert code == 0
    assert out.index("Micro-F1") < out.index("COLD, offensive")
    assert list(json.loads((tmp_path / "s.json").read_text(encoding="utf-8")))[-2:] == ["overlaps", "outside"]


def test_a_record_with_a_fault_makes_exit_code_3(run: Run, bench: Path) -> None:
    with (bench / "cold" / "test.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"text": "甲"}\n')
    code, out, err = run("--outside", bench, "--lang", "en")
    assert code == 3
    assert "line 51: label is no whole number" in err
    assert "COLD" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "en"], "There is nothing to evaluate. Give CORPUS.jsonl"),
        (["c.jsonl", "--all", "--lang", "en"], "--all is for the texts of --outside"),
        (["--outside", "nowhere", "--lang", "en"], "'nowhere' is not a folder"),
    ],
)
def test_wrong_usage_is_refused_before_the_work(
    arguments: list[str], said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tagger, "tag_many", None)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
