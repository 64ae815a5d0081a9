"""`framing labels` as a user meets it: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from stub_tagger import manifest

from framing.cli import labels as command
from framing.cli import main
from framing.codebook import Example, load_codebook
from framing.errors import ModelError
from framing.shipped import shipped_path

BOOK = load_codebook()
GRADE = {"doubt": "f1", "f1": 0.31, "low": 0.1, "support": 22, "agreement": 0.8}
TRUST = {device.id: {"grade": "C" if i % 2 else "B", **GRADE} for i, device in enumerate(BOOK.devices)}


def know(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """The shipped model's manifest is a stub with these fields."""
    monkeypatch.setattr("framing.tagging.load_manifest", lambda: manifest(**changes))


@pytest.fixture
def framing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in 80 columns; gives (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "80")
    know(monkeypatch)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["framing", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return run


# ── the list ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_label_and_family_is_listed_within_80_columns(framing, lang):
    code, out, err = framing("labels", "--lang", lang)
    assert (code, err) == (0, "")
    first_words = [line.split()[0] for line in out.splitlines() if line[:1].strip()]
    in_order = [id for f in BOOK.families for id in (f.id, *(d.id for d in BOOK.in_family(f.id)))]
    assert first_words == [*in_order, "framing-zh"]
    assert all(named.name(lang) in out for named in (*BOOK.families, *BOOK.devices))
    assert max(cell_len(line) for line in out.splitlines()) <= 80


def test_chinese_is_the_default_and_each_label_then_takes_one_line(framing):
    _, out, _ = framing("labels")
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert all(device.definition.zh in lines[device.id] for device in BOOK.devices)


def test_in_a_narrow_terminal_no_definition_is_lost(framing, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = framing("labels")
    assert all(device.definition.zh[-2] in out for device in BOOK.devices)
    assert "…" not in out


# ── one label ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("device", BOOK.devices, ids=BOOK.label_ids)
def test_a_label_is_explained_in_full(framing, device, lang):
    code, out, _ = framing("labels", device.id, "--lang", lang)
    assert code == 0
    unwrapped, unmarked = "".join(out.split()), out.replace("【", "").replace("】", "")
    for text in (device.definition, device.tag, device.avoid):
        assert "".join(text.get(lang).split()) in unwrapped
    assert all("".join(example.text.split()) in "".join(unmarked.split()) for example in device.examples)
    assert all(cue in out for cue in device.cues)
    assert "【" in out, "off a terminal, brackets mark the evidence"


@pytest.mark.parametrize(
    ("evidence", "marked"),
    [
        (("甲",), "【甲】和乙和丙乙。"),
        (("甲", "丙"), "【甲】和乙和【丙】乙。"),
        (("乙", "和乙"), "甲【和乙】和丙【乙】。"),
        (("甲和乙和丙乙。",), "【甲和乙和丙乙。】"),
    ],
)
def test_evidence_is_marked_wherever_it_stands_the_longest_piece_first(evidence, marked):
    example = Example(text="甲和乙和丙乙。", evidence=evidence)
    assert command._marked(example, styled=False).plain == marked


def test_on_a_terminal_evidence_is_bold_and_underlined_instead():
    console = Console(force_terminal=True, color_system="standard", width=80, file=None)
    with console.capture() as captured:
        console.print(command._marked(Example(text="甲和乙。", evidence=("和",)), styled=True))
    assert captured.get() == "甲\x1b[1;4m和\x1b[0m乙。\n"


@pytest.mark.parametrize(("word", "hint"), [("clik", "Did you mean 'clique'?"), ("完全不像", "Run `framing labels`")])
def test_an_unknown_label_is_wrong_usage(framing, word, hint):
    code, out, err = framing("labels", word)
    assert (code, out) == (2, "")
    assert f"'{word}' is not a label" in err
    assert hint in err


# ── grades ───────────────────────────────────────────────────────────────────────────────────────────────


def test_in_the_list_every_label_has_its_grade_and_in_chinese_still_takes_one_line(framing, monkeypatch):
    know(monkeypatch, trust=TRUST)
    _, out, _ = framing("labels")
    lines = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert all(f" {TRUST[id]['grade']}  " in lines[id] for id in BOOK.label_ids)
    assert all(device.definition.zh in lines[device.id] for device in BOOK.devices)
    assert max(cell_len(line.rstrip()) for line in out.splitlines()) <= 80


@pytest.mark.parametrize(("lang", "legend"), [("zh", "可信度 A：足以用来计数；"), ("en", "Grade A: reliable enough")])
def test_under_the_list_stands_what_grades_mean_and_whose_they_are(framing, monkeypatch, lang, legend):
    know(monkeypatch, trust=TRUST)
    *_, out, last = framing("labels", "--lang", lang)[1].rpartition(legend)
    assert out == legend
    assert last.rstrip().endswith("framing-zh 1.0 · stub 0.1.0")


def test_one_label_tells_its_grade_the_reason_the_figures_and_the_model(framing, monkeypatch):
    know(monkeypatch, trust=TRUST)
    _, out, _ = framing("labels", "betrayal", "--lang", "en")
    assert " ".join(out.split()).endswith(
        "Grade C measured too weak on real text; check every mark by reading "
        "F1 0.31 (95% interval from 0.10); gold cases: 22; agreement with a second coder 0.80 stub 0.1.0"
    )


def test_of_a_model_for_another_codebook_no_grades_are_shown(framing, monkeypatch):
    know(monkeypatch, trust=TRUST, codebook="other 9.9")
    assert "可信度" not in framing("labels")[1] + framing("labels", "clique")[1]


def test_labels_are_explained_without_a_model_too(framing, monkeypatch):
    def missing():
        raise ModelError("gone")

    monkeypatch.setattr("framing.tagging.load_manifest", missing)
    assert framing("labels")[0] == 0
    assert framing("labels", "clique")[0] == 0


def test_json_is_the_codebooks_with_grades_or_without(framing, monkeypatch):
    plain = framing("labels", "--json")[1], framing("labels", "clique", "--json")[1]
    know(monkeypatch, trust=TRUST)
    assert (framing("labels", "--json")[1], framing("labels", "clique", "--json")[1]) == plain


# ── for machines ─────────────────────────────────────────────────────────────────────────────────────────


def test_json_of_the_whole_codebook_is_the_codebook(framing):
    _, out, _ = framing("labels", "--json")
    assert type(BOOK).model_validate(json.loads(out)) == BOOK
    assert "小圈子" in out, "Chinese stays readable"


def test_json_of_one_label_is_that_device(framing):
    _, out, _ = framing("labels", "alarm", "--json")
    assert type(BOOK.devices[0]).model_validate(json.loads(out)) == BOOK.device("alarm")


# ── checking a codebook ──────────────────────────────────────────────────────────────────────────────────


def test_a_valid_codebook_is_counted(framing):
    path = shipped_path("labels/codebook.yaml")
    assert framing("labels", "--check", str(path)) == (
        0, f"{path}: framing-zh 1.0 is valid: 26 devices in 4 families.\n", "",
    )  # fmt: skip


def test_faults_go_to_stderr_with_exit_code_3(framing, tmp_path):
    path = Path(tmp_path / "mine.yaml")
    path.write_text("id: mine\nversion: '1.0'\nfamilies: []\n", encoding="utf-8")
    code, out, err = framing("labels", "--check", str(path))
    assert (code, out) == (3, "")
    assert err == (f"Error: {path}: families: found 0 where at least 1 are needed\n{path}: devices: is missing\n")


def test_a_missing_file_is_exit_code_3(framing):
    code, _, err = framing("labels", "--check", "nowhere.yaml")
    assert code == 3
    assert "nowhere.yaml: cannot be read" in err


@pytest.mark.parametrize(
    "arguments",
    [("clique", "--check", "x.yaml"), ("--check", "x.yaml", "--json"), ("--lang", "fr"), ("--check",), ("a", "b")],
)
def test_what_cannot_work_is_wrong_usage(framing, arguments):
    code, out, err = framing("labels", *arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_help_ends_with_a_line_to_paste(framing):
    code, out, _ = framing("labels", "--help")
    assert code == 0
    assert out.rstrip().endswith(command.EPILOG)
    assert framing(*command.EPILOG.removeprefix("Try: framing ").split())[0] == 0
