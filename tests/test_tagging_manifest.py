"""What a model folder says of its model: grades among it, for the model's own labels only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stub_tagger import manifest, model_folder

from framing.errors import ModelError
from framing.tagging import load_manifest
from framing.tagging.manifest import NEEDED_FILES, check_files

GRADE = {"grade": "C", "doubt": "f1", "f1": 0.31, "low": 0.1, "support": 22, "agreement": 0.8}


def test_grades_are_kept_with_the_model(tmp_path: Path) -> None:
    found = load_manifest(model_folder(tmp_path / "m", trust={"clique": GRADE}))
    assert found.trust["clique"].model_dump() == GRADE


def test_a_folder_older_than_grades_has_none(tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "m")
    older = manifest().model_dump(exclude={"trust"})
    (folder / "framing.json").write_text(json.dumps(older), encoding="utf-8")
    assert load_manifest(folder).trust == {}


@pytest.mark.parametrize(
    ("trust", "said"),
    [
        ({"clik": GRADE}, "trust holds what is no label of the model: clik"),
        ({"clique": {**GRADE, "grade": "D"}}, "trust.clique.grade: 'D' is not among A, B, C."),
        ({"clique": {**GRADE, "doubt": None}}, "trust.clique: grade C with the doubt None has no meaning"),
        ({"clique": {**GRADE, "f1": 1.2}}, "trust.clique.f1: 1.2 is too large; give 1.0 or less"),
        ({"clique": {**GRADE, "support": -1}}, "trust.clique.support: -1 is too small; give 0 or more"),
    ],
)
def test_grades_that_make_no_sense_are_a_damaged_model(tmp_path: Path, trust: object, said: str) -> None:
    folder = model_folder(tmp_path / "m")
    damaged = {**manifest().model_dump(), "trust": trust}
    (folder / "framing.json").write_text(json.dumps(damaged), encoding="utf-8")
    with pytest.raises(ModelError) as caught:
        load_manifest(folder)
    assert said in str(caught.value)


def test_a_model_that_counts_on_a_lexicon_has_one(tmp_path: Path) -> None:
    folder = model_folder(tmp_path / "m")
    values = manifest(files=dict.fromkeys(NEEDED_FILES, "sha256:0")).model_dump()
    values["calibration"]["clique"]["lexicon"] = 0.5
    (folder / "framing.json").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(ModelError, match=r"names no hash for lexicon\.npz"):
        check_files(folder, load_manifest(folder))
    values["files"]["lexicon.npz"] = "sha256:0"
    (folder / "framing.json").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(ModelError, match="lacks "):  # now it is the files themselves that are missing
        check_files(folder, load_manifest(folder))
