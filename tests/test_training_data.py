"""A recipe's articles: corpora by name or pattern, labels whose texts lie elsewhere, authored ones kept apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from framing.codebook import load_codebook
from framing.corpus import text_hash
from framing.errors import UsageError
from framing.message import Message
from framing.training.data import TrainingData, training_data
from framing.training.recipe import Recipe

TEXT = "桥下月动工。谁都说这桥早该修。"
REFERENCE = {
    "id": "lm_1", "doc": "d1", "sentences": [[6, 15]], "hash": text_hash([TEXT[6:15]]),
    "labels": [{"consensus": [[0, 2]]}],
}  # fmt: skip
Load = Callable[..., TrainingData]


def lines(path: Path, *records: dict[str, Any]) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def article(identifier: str, text: str = "下月动工。", **labels: list[list[int]]) -> dict[str, Any]:
    return {"id": identifier, "sentences": [text], "labels": [labels]}


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the data of a recipe that lies in tmp_path; keywords are its [data]."""

    def loaded(**data: Any) -> TrainingData:
        recipe = Recipe.model_validate(
            {"name": "m", "version": "1.0.0", "summary": "", "backbone": "x", "data": data, "folder": tmp_path}
        )
        return training_data(recipe, load_codebook(), said.append)

    said: list[Message] = []
    return loaded


def test_a_pattern_takes_its_files_by_name_and_authored_ones_stay_apart(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "own" / "b.jsonl", article("b"))
    lines(tmp_path / "own" / "a.jsonl", article("a"))
    lines(tmp_path / "real.jsonl", article("r"))
    data = load(train=["real.jsonl"], authored=["own/*.jsonl"])
    assert [a.id for a in data.articles] == ["r"]
    assert [a.id for a in data.authored] == ["a", "b"]


def test_labels_without_texts_are_joined_with_them(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "labels.jsonl", REFERENCE)
    lines(tmp_path / "texts" / "t.jsonl", {"id": "d1", "title": "修桥", "text": TEXT, "source": None})
    [found] = load(train=["labels.jsonl"], texts="texts").articles
    assert [s.text for s in found.sentences] == ["谁都说这桥早该修。"]


def test_labels_without_texts_need_to_know_where_those_are(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "labels.jsonl", REFERENCE)
    with pytest.raises(UsageError, match="does not say where the texts are"):
        load(train=["labels.jsonl"])


def test_corrections_are_put_into_what_is_trained_on(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "real.jsonl", article("r", "谁都说好。", alarm=[[0, 2]]))
    lines(
        tmp_path / "corrections.jsonl",
        {
            "id": "r",
            "sentence": 0,
            "hash": text_hash(["谁都说好。"]),
            "drop": ["alarm"],
            "add": {"consensus": [[0, 2]]},
        },
    )
    [found] = load(train=["real.jsonl"], corrections=["corrections.jsonl"]).articles
    assert found.sentences[0].labels == {"consensus": ((0, 2),)}


def test_one_article_in_two_files_is_refused(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", article("r"))
    lines(tmp_path / "b.jsonl", article("r"))
    with pytest.raises(UsageError, match="hold the article 'r' twice"):
        load(train=["a.jsonl", "b.jsonl"])


def test_a_pattern_that_matches_nothing_is_refused(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", article("r"))
    with pytest.raises(UsageError, match="matches no file"):
        load(train=["a.jsonl"], authored=["own/*.jsonl"])


def test_an_article_cannot_be_held_out_and_always_trained_on(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", article("r"))
    with pytest.raises(UsageError, match="hold the article 'r' twice"):
        load(train=["a.jsonl"], authored=["a.jsonl"])


@pytest.mark.parametrize(
    ("second", "said"),
    [(article("x"), "has no first one"), (article("r", "另一句。"), "is of other sentences than the first")],
)
def test_a_second_reading_that_does_not_fit_is_refused_before_training(
    second: dict[str, Any], said: str, load: Load, tmp_path: Path
) -> None:
    lines(tmp_path / "a.jsonl", article("r"))
    lines(tmp_path / "second.jsonl", second)
    with pytest.raises(UsageError, match=said):
        load(train=["a.jsonl"], second=["second.jsonl"])


def test_a_folder_of_outside_texts_that_is_not_there_is_said_before_training(load: Load, tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", article("r"))
    with pytest.raises(UsageError, match="the recipe's `outside`, is no folder"):
        load(train=["a.jsonl"], outside="nowhere")
