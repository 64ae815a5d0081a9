"""`framing evaluate`: tables with signatures on stdout, faults on stderr, everything in a file."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stub_tagger import command_line, jsonl, stub

from framing.cli import evaluate
from framing.codebook import load_codebook
from framing.corpus import data_hash, fingerprints, load_corpus
from framing.tagging import Tagger

SENTENCES = ("他们抱团。", "天气不错。", "灾难来了。")
OTHERS = ("几家公司又在抱团取暖。", "明天照常上班。", "对行业来说真是一场灾难。")
Run = Callable[..., tuple[int, str, str]]


def record(id: str, title: str | None = None, *, texts: tuple[str, ...] = SENTENCES, **fields: Any) -> dict[str, Any]:
    """The first sentence has 抱团, the third 灾难."""
    at, fall = texts[0].index("抱团"), texts[2].index("灾难")
    labels = [{"clique": [[at, at + 2]]}, {}, {"alarm": [[fall, fall + 2]]}]
    return {"id": id, "title": title, "source": None, "meta": {}, "sentences": [*texts], "labels": labels, **fields}


def training(number: int) -> list[dict[str, Any]]:
    return [record(f"t{i}", texts=OTHERS) for i in range(number)]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Run:
    """Runs `framing evaluate …` with a stub as the shipped model; gives exit code, stdout, stderr."""
    call = command_line(monkeypatch, capsysbinary, tmp_path)
    return lambda *arguments: call("evaluate", *map(str, arguments))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return jsonl(tmp_path / "corpus.jsonl", *(record(f"a{i}") for i in range(5)))


def use(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """A shipped model whose manifest has these fields."""
    monkeypatch.setattr(Tagger, "load", lambda folder=None: stub(**changes))


def no_work(*_: object, **__: object) -> None:
    raise AssertionError("nothing is tagged before all is checked")


def results(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


# The table.


def test_the_table_is_markdown_with_intervals_and_ends_with_the_signature(run: Run, corpus: Path) -> None:
    code, out, err = run(corpus, "--lang", "en")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert any(line.startswith("| stub 0.1.0 | 0.667 [0.667, 0.667] | 0.500 [0.500, 0.500] |") for line in lines)
    assert any("clique" in line and "1.000 [1.000, 1.000]" in line for line in lines)
    assert lines[-1].startswith("labels:2 of 26|avg:macro, support>=5|system:stub 0.1.0|codebook:framing-zh 1.0|")
    assert "|articles:5|documents:5|sentences:15|" in lines[-1]


def test_a_title_that_nobody_annotated_does_not_shift_the_sentences(run: Run, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "c.jsonl", record("a1", "又见抱团"), record("a2", "他们抱团。"))
    assert run(path, "--json", "s.json")[0] == 0
    clique = results(tmp_path / "s.json")["systems"]["stub 0.1.0"]["labels"]["clique"]
    assert (clique["f1"]["value"], clique["support"], clique["predicted"]) == (1.0, 2, 2)


def test_calibration_is_shown_when_asked_for_and_always_in_the_file(run: Run, tmp_path: Path) -> None:
    texts = ("他们抱团。", "有人背刺。", "灾难来了。")
    labels = [{"clique": [[2, 4]]}, {"betrayal": [[2, 4]]}, {"alarm": [[0, 2]]}]
    others = (record(f"b{i}", texts=texts, labels=labels) for i in range(30))
    path = jsonl(tmp_path / "c.jsonl", *(record(f"a{i}") for i in range(30)), *others)
    plain = run(path, "--lang", "en")[1]
    _, out, _ = run(path, "--lang", "en", "--calibration", "--json", "s.json")
    assert "Brier" not in plain
    assert re.search(r"\| All +\| +90 \| +0\.071 \[", out)  # 60 of 0.9526 and 30 of 0.8808, all gold
    assert re.search(r"\| 0\.953–0\.953 +\| +60 \| +0\.953 \| 1\.000 \[1\.000, 1\.000\] \|", out)
    assert results(tmp_path / "s.json")["systems"]["stub 0.1.0"]["calibration"]["ece"]["value"] == 0.0713


# Several systems.


def test_the_output_of_tag_is_a_system_and_scores_as_the_model_that_made_it(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from framing.cli import main

    with pytest.raises(SystemExit):
        main(["tag", str(corpus), "-o", "tagged.jsonl", "--all-scores"])
    code, out, _ = run(corpus, "--tagged", "tagged.jsonl", "--json", "s.json")
    assert code == 0
    assert "stub 0.1.0 (tagged.jsonl)" in out
    assert run(corpus, "--json", "model.json")[0] == 0
    [tagged], [model] = (results(tmp_path / name)["systems"].values() for name in ("s.json", "model.json"))
    assert {**tagged, "signature": ""} == {**model, "signature": ""}


def test_articles_that_were_not_tagged_are_reported_and_left_out_for_all_systems_alike(
    run: Run, corpus: Path, tmp_path: Path
) -> None:
    from framing.cli import main

    few = jsonl(tmp_path / "few.jsonl", record("a0"), record("a1"), record("a2", texts=OTHERS))
    with pytest.raises(SystemExit):
        main(["tag", str(few), "-o", "tagged.jsonl"])
    code, out, err = run(corpus, "--tagged", "tagged.jsonl", "--lang", "en")
    assert code == 3
    assert "tagged.jsonl: 3 of 5 articles are not there with the same id and sentences, such as 'a2'" in err
    assert "|articles:2|" in out


def test_two_systems_are_compared_on_the_same_resamples(run: Run, corpus: Path, tmp_path: Path) -> None:
    jsonl(tmp_path / "train.jsonl", *training(6))
    code, out, _ = run(corpus, "--floors", "train.jsonl", "--json", "s.json", "--lang", "en")
    assert code == 0
    assert "| Difference from stub 0.1.0 |" in out
    found = results(tmp_path / "s.json")
    assert list(found["systems"]) == ["stub 0.1.0", "cue list", "TF-IDF + LR"]
    assert [(d["system"], d["against"]) for d in found["differences"]] == [
        ("cue list", "stub 0.1.0"), ("TF-IDF + LR", "stub 0.1.0"),
    ]  # fmt: skip
    assert found["systems"]["cue list"]["calibration"] is None
    assert found["differences"][1]["evidence_f1"] is None
    assert "|train:sha256:" in found["systems"]["TF-IDF + LR"]["signature"]


def test_the_same_model_twice_differs_by_nothing_with_p_1(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch)
    code, out, _ = run(corpus, "--model", "x", "--model", "y", "--lang", "en")
    assert code == 0
    assert "| stub 0.1.0 #2" in out
    assert out.count("+0.000 [+0.000, +0.000] p=1.000") == 4


# What the training run recorded.


def test_scores_recorded_on_this_very_corpus_are_shown_below_without_training_anything(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, "--json", "s.json")
    [model] = results(tmp_path / "s.json")["systems"].values()
    seed = {**model, "signature": model["signature"].replace("stub 0.1.0", "stub 0.1.0, seed 14")}
    floor = {**model, "signature": model["signature"].replace("stub 0.1.0", "cue list")}
    known = {"model": model, "seeds": {"13": model, "14": seed}, "floors": {"cue list": floor}}
    use(monkeypatch, scores=known)
    code, out, _ = run(corpus, "--lang", "en")
    assert code == 0
    assert "| stub 0.1.0, seed 14 (recorded)" in out
    assert "| cue list (recorded)" in out
    assert "| mean ± sd of 2 seeds (recorded) |" in out
    assert "0.667 ± 0.000" in out
    assert seed["signature"] in out
    jsonl(tmp_path / "train.jsonl", *training(6))
    assert "cue list (recorded)" not in run(corpus, "--floors", "train.jsonl", "--lang", "en")[1]
    other = jsonl(tmp_path / "other.jsonl", record("b1"))
    assert "(recorded)" not in run(other, "--lang", "en")[1]


# Tested on what was trained on.


@pytest.mark.parametrize(
    "train",
    [record("x", texts=OTHERS, meta={"doc": "d1"}), record("x"), record("a1", texts=OTHERS)],
    ids=["one document", "one text", "one id"],
)
def test_floors_are_not_tested_on_what_they_were_trained_on_unless_one_insists(
    train: dict[str, Any], run: Run, tmp_path: Path
) -> None:
    gold = jsonl(tmp_path / "gold.jsonl", record("a1", meta={"doc": "d1"}))
    jsonl(tmp_path / "train.jsonl", train, *training(6))
    code, out, err = run(gold, "--floors", "train.jsonl", "--lang", "en")
    assert (code, out) == (2, "")
    assert "what was trained on (--floors) overlap in 1 article, such as 'a1'" in err
    code, out, err = run(gold, "--floors", "train.jsonl", "--allow-overlap", "--json", "s.json", "--lang", "en")
    assert code == 0
    assert "Note: the corpus and what was trained on (--floors) overlap in 1 article" in err
    found = results(tmp_path / "s.json")
    assert "|overlap:1|" in found["systems"]["cue list"]["signature"]
    assert "|overlap:" not in found["systems"]["stub 0.1.0"]["signature"]
    assert found["overlaps"]["cue list"][0]["test"] == "a1"


def test_a_model_is_not_tested_on_articles_whose_fingerprints_it_keeps(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt = load_corpus(corpus, load_codebook())[:2]
    data = {"hash": data_hash(learnt)}
    use(monkeypatch, training={"fingerprints": fingerprints(learnt), "data": data})
    with monkeypatch.context() as patched:
        patched.setattr(Tagger, "tag_many", no_work)
        code, out, err = run(corpus, "--lang", "en")
    assert (code, out) == (2, "")
    assert "what was trained on (the model stub 0.1.0) overlap in 2 articles, such as 'a0'" in err
    assert f"|train:{data['hash'][:19]}|overlap:2|" in run(corpus, "--allow-overlap")[1]


def test_a_model_with_damaged_fingerprints_is_a_damaged_model(
    run: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tagger, "tag_many", no_work)
    for damaged in (["?"], 7, [None]):
        use(monkeypatch, training={"fingerprints": damaged})
        code, out, err = run(corpus, "--lang", "en")
        assert (code, out) == (4, "")
        assert "training.fingerprints are no fingerprints" in err


# Faults.


def test_a_record_with_a_fault_is_reported_and_left_out_with_exit_code_3(run: Run, tmp_path: Path) -> None:
    path = jsonl(tmp_path / "c.jsonl", record("a1"), record("a2", labels=[]), record("a3"))
    code, out, err = run(path, "--lang", "en")
    assert code == 3
    assert err.startswith(f"Error: {path}, line 2: labels has 0 entries for 3 sentences.")
    assert "|articles:2|" in out


@pytest.mark.parametrize("content", [None, "", "{}\n"], ids=["missing", "empty", "no record without a fault"])
def test_without_a_usable_record_there_is_no_table_and_exit_code_3(
    content: str | None, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "c.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    code, out, err = run(path, "--lang", "en")
    assert (code, out) == (3, "")
    assert err.startswith(f"Error: {path}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--json", "nowhere/s.json"], "is not a folder. Make it first"),
        (["--tagged", "corpus.jsonl"], "'corpus.jsonl' is no output of `framing tag`"),
        (["--backbone", "."], "--backbone is for a floor"),
        (["--floors", "corpus.jsonl", "--backbone", "e5-smal"], "'e5-smal' is not a folder. Did you mean 'e5-small'?"),
        (["--floors", "three.jsonl"], "at least 5 documents to learn from, and 'three.jsonl' has 3. Give more"),
        (["--json", "corpus.jsonl"], "it is, or lies in, '{tmp}/corpus.jsonl'. Write to another place with --json"),
        (["--json", "three.jsonl", "--floors", "three.jsonl"], "'three.jsonl' would be read as input"),
        (["--json", "three.jsonl", "--tagged", "three.jsonl"], "'three.jsonl' would be read as input"),
    ],
)
def test_wrong_usage_is_refused_before_the_work_and_no_input_is_touched(
    arguments: list[str], said: str, run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tagger, "tag_many", no_work)
    three = jsonl(tmp_path / "three.jsonl", *training(3))
    (tmp_path / "e5-small").mkdir()
    before = corpus.read_bytes(), three.read_bytes()
    code, out, err = run(corpus, *arguments, "--lang", "en")
    assert (code, out) == (2, "")
    assert said.replace("{tmp}", str(tmp_path)) in err
    assert (corpus.read_bytes(), three.read_bytes()) == before


def test_a_tagged_file_that_is_not_there_is_an_input_with_a_fault(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch)
    monkeypatch.setattr(Tagger, "tag_many", no_work)
    (tmp_path / "tagged.jsonl").touch()
    code, out, err = run(corpus, "--model", "x", "--tagged", "taged.jsonl", "--lang", "en")
    assert (code, out) == (3, "")
    assert "taged.jsonl: does not exist. Did you mean 'tagged.jsonl'? Give a .jsonl file that" in err


def test_messages_come_in_chinese_as_well(run: Run, corpus: Path) -> None:
    assert "--backbone 是给基线用的" in run(corpus, "--backbone", ".", "--lang", "zh")[2]


def test_the_scores_replace_an_earlier_file_as_a_whole(run: Run, corpus: Path, tmp_path: Path) -> None:
    scores = tmp_path / "s.json"
    scores.write_text("old" * 10_000, encoding="utf-8")
    assert run(corpus, "--json", scores)[0] == 0
    assert list(results(scores)) == ["systems", "differences", "recorded", "overlaps"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus.jsonl", "s.json"]


def test_a_file_for_scores_that_is_no_plain_file_is_refused_and_stays(run: Run, corpus: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (tmp_path, pipe):
        code, out, err = run(corpus, "--json", place, "--lang", "en")
        assert (code, out) == (2, "")
        assert "Give a file to --json" in err
    assert pipe.is_fifo()


def test_help_ends_with_a_line_to_paste(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert out.strip().splitlines()[-1].strip() == evaluate.EPILOG


def test_grades_are_those_the_model_keeps(
    run: Run, corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"grade": "C", "doubt": "f1", "f1": 0.4, "low": 0.2, "support": 99, "agreement": 0.9}
    plain = run(corpus, "--lang", "en")[1]
    use(monkeypatch, trust={"clique": kept})
    _, out, _ = run(corpus, "--lang", "en", "--json", "s.json")
    assert "Grade" not in plain
    assert re.search(r"\| Clique-making clique .*\| +C \|", out)
    assert "Grade C (measured too weak on real text; check every mark by reading): " in out
    assert results(tmp_path / "s.json")["trust"] == {"clique": kept}
