"""The scripts are doors to commands: they pass on what they are given and do nothing else."""

from __future__ import annotations

import ast
import runpy
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"


DOORS = {"batch_classify": "tag", "report": "report", "train": "train"}


@pytest.mark.parametrize(("script", "command"), DOORS.items())
def test_a_script_runs_its_command_with_the_arguments_given(monkeypatch, script, command):
    calls = []
    monkeypatch.setattr("framing.cli.main", calls.append)
    monkeypatch.setattr(sys, "argv", [f"{script}.py", "in.txt", "-o", "out", "--resume"])
    runpy.run_path(str(SCRIPTS / f"{script}.py"), run_name="__main__")
    assert calls == [[command, "in.txt", "-o", "out", "--resume"]]


@pytest.mark.parametrize("script", DOORS)
def test_a_script_says_what_it_does_and_does_nothing_when_imported(monkeypatch, script):
    path = SCRIPTS / f"{script}.py"
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    monkeypatch.setattr("framing.cli.main", pytest.fail)
    runpy.run_path(str(path), run_name="imported")


def test_a_door_is_a_door_to_the_command_line_itself(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["batch_classify.py", "--help"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_path(str(SCRIPTS / "batch_classify.py"), run_name="__main__")
    assert stopped.value.code == 0
    assert "Usage: framing tag" in capsys.readouterr().out
