"""The model card's table of labels: grades and coders' agreement where they are known, low grades in words."""

from __future__ import annotations

from pathlib import Path

from framing.codebook import load_codebook
from framing.evaluation import grades
from framing.tagging import Manifest, load_manifest
from framing.training.card import write_card

JUDGED = load_manifest().model_copy(update={"trust": {}})


def table(manifest: Manifest, folder: Path) -> tuple[list[str], str]:
    """The rows of the table of labels and the text below it."""
    write_card(manifest, load_codebook(), folder)
    _, head, rest = (folder / "README.md").read_text(encoding="utf-8").partition("| Label | Name |")
    rows, _, below = (head + rest).partition("\n\n")
    return rows.splitlines(), below.partition("\n## ")[0]


def test_without_grades_there_is_no_column_for_them(tmp_path: Path) -> None:
    rows, below = table(JUDGED, tmp_path)
    assert rows[0].startswith("| Label | Name | Gold cases |")
    assert len({row.count("|") for row in rows}) == 1
    assert "Grade" not in below


def test_every_label_has_its_grade_and_how_far_coders_agree(tmp_path: Path) -> None:
    trust = grades(JUDGED.scores["model"], {"sourcing": 0.95})
    rows, below = table(JUDGED.model_copy(update={"trust": trust}), tmp_path)
    assert rows[0].startswith("| Label | Name | Grade | Coders | Gold cases |")
    assert len({row.count("|") for row in rows}) == 1
    assert f"| sourcing | 引述 | {trust['sourcing'].grade} | 0.95 |" in "\n".join(rows)
    assert f"| clique | 小圈子 | {trust['clique'].grade} | – |" in "\n".join(rows)
    assert below.startswith("Grade A: reliable enough for counts;")
    assert "- winology: too few cases in real text to tell how good it is; check every mark by reading\n" in below


def test_a_label_that_was_not_graded_has_a_dash_and_none_of_a_low_grade_is_said(tmp_path: Path) -> None:
    known = grades({"labels": {"sourcing": JUDGED.scores["model"]["labels"]["sourcing"]}}, {"sourcing": 0.9})
    rows, below = table(JUDGED.model_copy(update={"trust": known}), tmp_path)
    assert "| clique | 小圈子 | – | – |" in "\n".join(rows)
    assert "without reading them:**\n\n- none\n" in below
