"""Outside checks: sets that others labelled, read as they come, and how scores rank their texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from stub_tagger import LABELS, jsonl

from framing.errors import InputError, UsageError
from framing.evaluation import Prediction
from framing.evaluation.outside import CHECKS, LENGTH, Outside, check_outside, device_score
from framing.evaluation.outside_sets import SETS, LabelledSet, load_outside
from framing.evaluation.outside_table import outside_table

BENCH = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"


def loaded(folder: Path, **options: Any) -> tuple[list[LabelledSet], list[str], list[InputError]]:
    notes: list[str] = []
    faults: list[InputError] = []
    sets = load_outside(folder, on_note=lambda note: notes.append(str(note)), on_fault=faults.append, **options)
    return sets, notes, faults


def put(folder: Path, name: str, *records: Any) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    return jsonl(path, *records)


# Reading.


def test_a_folder_without_any_set_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    with pytest.raises(UsageError, match="holds none of the sets ccl2018_metaphor, ciron"):
        loaded(tmp_path / "bench")
    with pytest.raises(UsageError, match=r"Did you mean '.*/bench'\?"):
        loaded(tmp_path / "bensh")


def test_a_missing_set_is_said_and_left_out(tmp_path: Path) -> None:
    put(tmp_path, "cold/test.jsonl", {"text": "甲", "label": 1})
    sets, [note], faults = loaded(tmp_path)
    assert [s.name for s in sets] == ["cold"]
    assert note == f"{tmp_path} has no ccl2018_metaphor, ciron, hancd_sina, hancd_tencent: left out."
    assert faults == []


def test_all_files_of_a_set_are_read_a_text_once_and_its_label_as_a_number(tmp_path: Path) -> None:
    put(tmp_path, "ciron/test.jsonl", {"text": "甲", "label": "5"}, {"text": "乙", "label": 1})
    put(tmp_path, "ciron/dev.jsonl", {"text": "丙", "label": 2}, {"text": "甲", "label": 1})
    [ciron], _, _ = loaded(tmp_path)
    assert [a.sentences[0].text for a in ciron.articles] == ["丙", "甲", "乙"]
    assert (ciron.grades, ciron.number) == ((2, 1, 1), 3)


def test_a_text_is_one_sentence_and_a_title_is_a_title(tmp_path: Path) -> None:
    put(tmp_path, "cold/test.jsonl", {"text": "第一句。第二句。", "label": 1})
    put(tmp_path, "hancd_titles/sina.jsonl", {"title": "他竟然走了！", "label": 0})
    (cold, sina), _, _ = loaded(tmp_path)
    [text], [title] = (s.articles[0].to_article().sentences for s in (cold, sina))
    assert (text.text, text.is_title) == ("第一句。第二句。", False)
    assert (title.text, title.is_title) == ("他竟然走了！", True)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"label": 1}, "has no text. Give one in `text` or `title`."),
        ({"text": " ", "title": None, "label": 1}, "has no text"),
        ({"text": "甲"}, "label is no whole number"),
        ({"text": "甲", "label": "many"}, "label is no whole number"),
        ("{", "is not JSON"),
    ],
)
def test_a_record_with_a_fault_is_reported_by_line_and_left_out(record: Any, said: str, tmp_path: Path) -> None:
    path = put(tmp_path, "cold/test.jsonl", {"text": "乙", "label": 0}, record)
    [cold], _, [fault] = loaded(tmp_path)
    assert str(fault).startswith(f"{path}, line 2: {said}")
    assert cold.grades == (0,)


def test_a_part_is_drawn_by_the_seed_and_stays_in_order(tmp_path: Path) -> None:
    put(tmp_path, "cold/test.jsonl", *({"text": f"第{i}条", "label": 0} for i in range(50)))

    def texts(**options: Any) -> list[str]:
        [cold], _, _ = loaded(tmp_path, **options)
        assert cold.number == 50
        return [a.sentences[0].text for a in cold.articles]

    part = texts(most=10)
    assert part == texts(most=10) != texts(most=10, seed=1)
    assert len(part) == 10
    assert part == [text for text in texts(most=None) if text in part]
    assert len(texts(most=None)) == 50


# Checking.


def test_a_score_is_the_highest_of_the_devices_and_without_scores_whether_one_was_found() -> None:
    scored = Prediction([{}], [{"metaphor": 0.2, "war_metaphor": 0.6, "glory": 0.9}])
    assert device_score(scored, ("metaphor", "war_metaphor")) == 0.6
    assert device_score(scored, ("metaphor",)) == 0.2
    assert device_score(Prediction([{"glory": None}]), ("metaphor", "glory")) == 1
    assert device_score(Prediction([{"glory": None}]), ("metaphor",)) == 0


def predicted(folder: Path, good: float, bad: float) -> Outside:
    """A system that scores the texts with 怪 `good` and the others `bad`, and a list that finds nothing."""
    sets, _, _ = loaded(folder)
    articles = [a for s in sets for a in s.articles]
    scores = {
        a.id: Prediction([{}], [dict.fromkeys(LABELS, good if "怪" in a.sentences[0].text else bad)]) for a in articles
    }
    return check_outside(sets, {"model": scores, "cues": {a.id: Prediction([{}]) for a in articles}}, resamples=50)


@pytest.fixture
def ciron(tmp_path: Path) -> Path:
    rows = [{"text": f"真怪{i}", "label": 5 - i % 2} for i in range(6)]
    rows += [{"text": f"平常的话{i}", "label": 1 + i % 2} for i in range(6)]
    put(tmp_path, "ciron/test.jsonl", *rows, {"text": "难说", "label": 3})
    return tmp_path


def test_a_system_that_ranks_as_the_makers_do_has_auc_1_its_opposite_0_and_one_that_says_nothing_a_half(
    ciron: Path,
) -> None:
    [right], [wrong] = predicted(ciron, 0.9, 0.1).checks, predicted(ciron, 0.1, 0.9).checks
    auc = {name: ranking.auc for name, ranking in right.systems.items()}
    assert {name: estimate and estimate.value for name, estimate in auc.items()} == {"model": 1, "cues": 0.5, LENGTH: 0}
    assert wrong.systems["model"].auc
    assert wrong.systems["model"].auc.value == 0


def test_what_length_alone_tells_is_taken_away_among_texts_of_like_length(tmp_path: Path) -> None:
    rows = [{"text": "怪" * length, "label": label} for length, label in ((n, int(n > 30)) for n in range(1, 61))]
    put(tmp_path, "cold/test.jsonl", *rows, *({"text": "平" * n, "label": int(n % 2)} for n in range(1, 61)))
    [checked] = predicted(tmp_path, 0.9, 0.1).checks
    length = checked.systems[LENGTH]
    assert length.auc
    assert length.auc_alike
    assert length.auc_alike.value < 0.6 < 0.7 < length.auc.value


def test_texts_between_the_kinds_count_for_the_rank_correlation_only(ciron: Path) -> None:
    [checked] = predicted(ciron, 0.9, 0.1).checks
    assert (checked.positive, checked.negative) == (6, 6)
    found = checked.systems["model"].correlation
    assert found
    assert 0.8 < found.value < 1
    assert checked.systems["cues"].correlation is None  # all its scores are equal


def test_the_record_is_json_and_names_texts_drawn_and_their_hash(ciron: Path) -> None:
    record = json.loads(json.dumps(predicted(ciron, 0.9, 0.1).to_record()))
    [check] = record["checks"]
    assert (check["set"], check["devices"], check["positive_labels"]) == ("ciron", ["sarcasm"], [4, 5])
    assert check["systems"]["model"]["auc"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert check["systems"]["cues"]["correlation"] is None
    assert record["signature"].startswith("systems:model,cues|sets:ciron 13 of 13 sha256:")


def test_the_table_has_a_row_for_degrees_and_says_undefined(ciron: Path) -> None:
    console = Console(width=250, highlight=False)
    with console.capture() as captured:
        console.print(outside_table(predicted(ciron, 0.9, 0.1), "en"))
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in captured.get().splitlines() if "|" in line
    ]
    assert rows[0] == ["Outside check (AUC, 0.5 is chance)", "Devices", "Texts (yes/no)", "model", "cues", LENGTH]
    assert rows[2][1:5] == ["sarcasm", "6/6", "1.000 [1.000, 1.000]", "0.500 [0.500, 0.500]"]
    assert rows[3][0].endswith("among texts of like length")
    assert rows[4][0].endswith("rank correlation with its degree")
    assert rows[4][4] == "undefined"


def test_every_check_asks_known_devices_of_a_known_set() -> None:
    assert {check.set for check in CHECKS} == set(SETS)
    assert {device for check in CHECKS for device in check.devices} <= set(LABELS)


@pytest.mark.skipif(not BENCH.is_dir(), reason="the sets are not part of the project")
def test_the_sets_at_hand_are_read_without_a_fault_and_have_texts_of_every_kind() -> None:
    sets, notes, faults = loaded(BENCH, most=None)
    assert (len(sets), notes, faults) == (len(SETS), [], [])
    by_name = {s.name: set(s.grades) for s in sets}
    assert all({*check.positive, *check.negative} <= by_name[check.set] for check in CHECKS)
