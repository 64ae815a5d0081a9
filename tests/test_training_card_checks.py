"""What the model card says of the audit and of outside checks: tables, and what is flagged, in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, PackageLoader, StrictUndefined
from stub_tagger import LABELS, jsonl, manifest
from test_evaluation_audit import audited

from framing.evaluation import Prediction
from framing.evaluation.outside import check_outside
from framing.evaluation.outside_sets import load_outside
from framing.training.card import _interval, _number


def card(part: str, **scores: object) -> str:
    environment = Environment(
        loader=PackageLoader("framing.training"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"interval": _interval, "number": _number}
    return environment.get_template(part).render(m=manifest(scores=scores))


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("|")]


def test_a_side_that_is_treated_differently_is_said_in_words_and_marked_in_the_table() -> None:
    text = card("card_audit.md.j2", audit={"dev": audited(20, 0.3, 0.9).to_record()})
    assert "### On articles it was not trained on" in text
    assert "- ‡ One named, not the other, the US, not China against China, not the US: share missed 0." in text
    side, *_ = (line for line in rows(text) if line.startswith("| the US, not China "))
    assert side.startswith("| the US, not China | 20 | 80 | ")
    assert "‡" in side
    assert {line.count("|") for line in rows(text)} == {8}


def test_where_all_are_treated_alike_nothing_is_marked_and_small_groups_are_left_out() -> None:
    text = card("card_audit.md.j2", audit={"out_of_fold": audited(4, 0.6, 0.6).to_record()})
    assert "### Out of fold, on the training corpus\n0 comparisons: 0 differ" in text
    assert len(rows(text)) == 2
    assert "‡ " not in text.partition("###")[2]


def test_without_sets_there_is_no_table() -> None:
    assert rows(card("card_outside.md.j2", outside=check_outside([], {}).to_record())) == []


@pytest.mark.parametrize(("folder", "lines"), [("ciron", 5), ("cold", 4)])
def test_outside_checks_have_two_rows_and_one_more_where_labels_are_degrees(
    folder: str, lines: int, tmp_path: Path
) -> None:
    (tmp_path / folder).mkdir()
    jsonl(tmp_path / folder / "test.jsonl", *({"text": f"第{i}条", "label": i % 5} for i in range(20)))
    sets = load_outside(tmp_path, on_note=lambda _: None, on_fault=lambda _: None)
    scores = {a.id: Prediction([{}], [dict.fromkeys(LABELS, i / 20)]) for s in sets for i, a in enumerate(s.articles)}
    text = card("card_outside.md.j2", outside=check_outside(sets, {"stub 0.1.0": scores}, resamples=50).to_record())
    assert rows(text)[0] == "| Check | Devices | Texts | stub 0.1.0 | text length |"
    assert len(rows(text)) == lines
    assert {line.count("|") for line in rows(text)} == {6}
