"""`framing report` as a user meets it: where reports go, what they are made of, and the exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from stub_tagger import CODEBOOK, command_line, jsonl, model_folder, stub

from framing.cli import report
from framing.reading import article_from_text
from framing.shipped import shipped_path
from framing.tagging import manifest

ARTICLE = article_from_text("他们抱团了", "据说有人背刺。", id="a1")
TAGGED = stub().tag(ARTICLE).to_record()


@pytest.fixture
def framing(monkeypatch, capsysbinary, tmp_path):
    """Runs the command line in an empty folder, with a stub as the shipped model; gives (exit code, stdout, stderr)."""
    shipped = model_folder(tmp_path.parent / f"{tmp_path.name}-shipped")
    monkeypatch.setattr(manifest, "shipped_path", lambda name: shipped)
    return command_line(monkeypatch, capsysbinary, tmp_path)


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text("他们抱团了\n\n据说有人背刺。\n", encoding="utf-8")
    return "a.txt"


@pytest.fixture
def tags(tmp_path):
    """Output of `framing tag`."""
    jsonl(tmp_path / "tags.jsonl", TAGGED)
    return "tags.jsonl"


# ── where reports go ─────────────────────────────────────────────────────────────────────────────────────


def test_without_an_output_a_summary_is_printed(framing, article):
    code, out, err = framing("report", article)
    assert (code, err) == (0, "")
    assert out.startswith("他们抱团了\n")
    assert "小圈子" in out
    assert "\x1b" not in out


def test_the_language_can_be_chosen(framing, article):
    assert "Clique-making" in framing("report", article, "--lang", "en")[1]
    assert framing("report", article, "--lang", "fr")[0] == 2


@pytest.mark.parametrize(
    ("output", "start"), [("r.html", "<!DOCTYPE html>"), ("r.HTM", "<!DOCTYPE html>"), ("r.md", "# "), ("r.json", "{")]
)
def test_the_suffix_of_a_file_decides_the_format(framing, article, tmp_path, output, start):
    code, out, err = framing("report", article, "-o", output)
    assert (code, out) == (0, "")
    assert (tmp_path / output).read_text(encoding="utf-8").startswith(start)
    assert err.startswith(f"'{output}' written: 2 sentences, framing ")


def test_a_format_that_is_given_wins(framing, article, tmp_path):
    for output in ("r.html", "notes.txt"):
        assert framing("report", article, "-o", output, "--format", "md")[0] == 0
        assert (tmp_path / output).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(("format", "start"), [("md", "# "), ("json", "{"), ("html", "<!DOCTYPE html>")])
@pytest.mark.parametrize("output", [[], ["-o", "-"]])
def test_with_a_format_alone_the_report_goes_to_stdout(framing, article, format, start, output):
    code, out, err = framing("report", article, "--format", format, *output)
    assert (code, err) == (0, "")
    assert out.startswith(start)


def test_several_articles_get_a_file_each_and_an_index(framing, article, tmp_path):
    ids = ["../../x", "A", "a", "新闻", "con", "index", "字" * 90]
    jsonl(tmp_path / "in.jsonl", *({"id": id, "text": "他们抱团。"} for id in ids))
    code, out, err = framing("report", "in.jsonl", "-o", "deep/reports")
    assert (code, out, err) == (0, "", "7 reports written to 'deep/reports'; open 'deep/reports/index.html'\n")
    names = {path.name for path in (tmp_path / "deep" / "reports").iterdir()}
    assert names == {
        "_.._x.html", "A.html", "a-2.html", "新闻.html", "_con.html", "index-2.html", f"{'字' * 66}.html", "index.html",
    }  # fmt: skip
    index = (tmp_path / "deep" / "reports" / "index.html").read_text(encoding="utf-8")
    assert all(f">{id}</a>" in index for id in ids)


@pytest.mark.parametrize("format", ["md", "json"])
def test_a_folder_of_another_format_has_no_index(framing, article, tmp_path, format):
    code, _, err = framing("report", article, "-o", "reports/", "--format", format)
    assert (code, err) == (0, "1 report written to 'reports'\n")
    assert [path.suffix for path in (tmp_path / "reports").iterdir()] == [f".{format}"]


def test_several_reports_on_stdout_follow_one_another(framing, article):
    pair = [article, "-"]
    text = "他们抱团。".encode()
    assert framing("report", *pair, stdin=text)[1].count("小圈子") >= 2
    assert "\n\n---\n\n# " in framing("report", *pair, "--format", "md", stdin=text)[1]
    decoder, out = json.JSONDecoder(), framing("report", *pair, "--format", "json", stdin=text)[1]
    _, end = decoder.raw_decode(out)
    assert decoder.raw_decode(out[end:].lstrip())[0]["text"] == "他们抱团。"
    assert framing("report", *pair, "--format", "html", stdin=text)[0] == 2


# ── what they are made of ────────────────────────────────────────────────────────────────────────────────


def mix(out: str) -> dict:
    return json.loads(out)["mix"]


def test_json_is_the_tagged_article_and_its_mix(framing, tags):
    record = json.loads(framing("report", tags, "--format", "json")[1])
    found = record.pop("mix")
    assert record == TAGGED
    assert found["labels"]["betrayal"] | {"adjusted": 0, "low": 0, "high": 0} == {
        "count": 1, "share": 0.5, "adjusted": 0, "low": 0, "high": 0, "author": 0, "quoted": 1, "grade": None,
    }  # fmt: skip
    assert list(found["labels"]) == list(CODEBOOK.label_ids)


def test_tagged_articles_give_the_same_report_as_the_articles_themselves(framing, article, tmp_path):
    _, expected, _ = framing("report", article, "--format", "json")
    (tmp_path / "piped.jsonl").write_text(framing("tag", article)[1], encoding="utf-8")
    assert framing("report", "piped.jsonl", "--format", "json")[1] == expected
    assert framing("report", "-", "--format", "json", stdin=(tmp_path / "piped.jsonl").read_bytes())[1] == expected


def test_shares_are_corrected_where_the_models_errors_are_known(framing, article, tags):
    for given in (article, tags):
        _, out, err = framing("report", given, "--format", "json")
        assert err == ""
        assert mix(out)["labels"]["clique"]["adjusted"] is not None
        assert mix(out)["families"]["camp"]["low"] is not None


@pytest.mark.parametrize("option", [("--threshold", "0.5"), ("--precision",), ("--recall",)])
def test_at_other_thresholds_shares_are_not_corrected_and_it_says_so(framing, article, tmp_path, option):
    _, out, err = framing("report", article, "--format", "json", *option)
    assert "Note: shares are not corrected: the model's errors are known at its own thresholds only." in err
    assert mix(out)["labels"]["clique"]["adjusted"] is None
    framing("tag", article, "-o", "tags.jsonl", *option)
    assert framing("report", "tags.jsonl", "--format", "json") == (0, out, err)


def test_for_some_labels_only_these_are_corrected_and_it_says_which(framing, article):
    _, out, err = framing("report", article, "--format", "json", "--labels", "clique")
    assert err == ""
    assert json.loads(out)["options"] == {"labels": ["clique"]}
    assert mix(out)["labels"]["clique"]["adjusted"] is not None
    assert mix(out)["labels"]["betrayal"] == dict.fromkeys(("adjusted", "low", "high", "grade")) | {
        "count": 0, "share": 0.0, "author": 0, "quoted": 0,
    }  # fmt: skip


def test_of_another_model_no_errors_are_known_unless_its_folder_is_given(framing, tmp_path):
    jsonl(tmp_path / "tags.jsonl", {**TAGGED, "model": "mine 2.0"}, {**TAGGED, "id": "b", "model": "mine 2.0"})
    _, _, err = framing("report", "tags.jsonl", "-o", "reports")
    assert err.count("shares are not corrected: the errors of 'mine 2.0' are not known. Give its folder") == 1
    model_folder(tmp_path / "mine", name="mine", version="2.0")
    assert "not corrected" not in framing("report", "tags.jsonl", "-o", "reports", "--model", "mine")[2]


GRADE = {"grade": "C", "doubt": "f1", "f1": 0.3, "low": 0.1, "support": 20, "agreement": 0.8}


@pytest.fixture
def graded(tmp_path):
    """The folder of a model of the stub's name that knows a low grade."""
    return model_folder(tmp_path / "graded", trust={"clique": GRADE})


def test_grades_of_the_model_that_tagged_are_shown_in_every_form(framing, tags, graded, tmp_path):
    found = mix(framing("report", tags, "--format", "json", "--model", "graded")[1])["labels"]
    assert (found["clique"]["grade"], found["betrayal"]["grade"]) == ("C", None)
    for form, shown in (("html", "小圈子 C</a>"), ("md", "<sup>小圈子 C</sup>")):
        assert shown in framing("report", tags, "--format", form, "--model", "graded")[1]
    out = framing("report", tags, "--model", "graded", "--lang", "en")[1]
    assert "[Clique-making C]" in out
    assert "Clique-making (measured too weak on real text; check every mark by reading)" in " ".join(out.split())


@pytest.mark.parametrize(
    ("record", "options"),
    [
        ({}, {"threshold": 0.5}),
        ({}, {"preset": "precision"}),
        ({"model": "mine 2.0"}, {}),
    ],
)
def test_grades_of_another_model_or_other_thresholds_are_not_shown(framing, graded, tmp_path, record, options):
    jsonl(tmp_path / "others.jsonl", {**TAGGED, **record, **({"options": options} if options else {})})
    _, out, _ = framing("report", "others.jsonl", "--format", "json", "--model", "graded")
    assert mix(out)["labels"]["clique"]["grade"] is None


def test_tagged_articles_are_reported_even_where_no_model_came_along(framing, tags, monkeypatch):
    monkeypatch.setattr(manifest, "shipped_path", shipped_path)
    monkeypatch.setattr(manifest, "SHIPPED_MODEL", "models/none")
    code, _, err = framing("report", tags)
    assert code == 0
    assert "not corrected" in err


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_an_article_without_sentences_is_reported_too(framing, tmp_path, format):
    jsonl(tmp_path / "tags.jsonl", {**TAGGED, "title": None, "text": "", "sentences": []})
    assert framing("report", "tags.jsonl", "-o", f"r.{format}")[0] == 0
    assert framing("report", "tags.jsonl")[0] == 0


def test_what_was_cut_is_counted_in_the_report_and_shown_on_demand(framing, tmp_path):
    (tmp_path / "page.txt").write_text(
        "首页\n登录\n\n他们抱团了\n\n" + "据说有人背刺了朋友，大家都没有想到。" * 3, "utf-8"
    )
    _, out, err = framing("report", "page.txt", "--show-cut", "--lang", "en")
    assert "2 lines of page clutter left out" in out
    assert err.splitlines() == ["Cut: page.txt, line 1: 首页", "Cut: page.txt, line 2: 登录"]


# ── what can go wrong ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["*.html"], "matches '*.html'"),
        (["a.txt", "--labels", "clik"], "'clik' is not a label of codebook"),
        (["a.txt", "--precision", "--recall"], "Give one of them"),
        (["a.txt", "--format", "pdf"], "--format"),
        (["a.txt", "-o", ""], "-o names nothing"),
        (["a.txt", "--encoding", "idna"], "The encoding 'idna' is unknown"),
        (["a.txt", "-o", "r.pdf"], "'r.pdf' does not say what kind of report it is"),
        (["a.txt", "-o", "nowhere/r.html"], "'nowhere' is not a folder"),
        (["a.txt", "-o", "tags.jsonl/"], "'tags.jsonl' is not a folder"),
        (["a.txt", "tags.jsonl", "-o", "r.html"], "'r.html' is one file, but there are several articles"),
        (["a.txt", "tags.jsonl", "--recall"], "'tags.jsonl' is tagged already, too late"),
        (["a.txt", "-o", "a.txt", "--format", "md"], "'a.txt' would be read as input"),
        ([".", "-o", "."], "'.' would be read as input"),
    ],
)
def test_what_cannot_work_is_wrong_usage_and_writes_nothing(framing, article, tags, tmp_path, arguments, message):
    code, _, err = framing("report", *arguments)
    assert code == 2
    assert message in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "tags.jsonl"]


def test_faulty_inputs_are_listed_and_the_others_reported(framing, article, tmp_path):
    jsonl(tmp_path / "tags.jsonl", TAGGED, "{", {**TAGGED, "sentences": [{}]}, {**TAGGED, "codebook": "other 9.9"})
    jsonl(tmp_path / "in.jsonl", {"text": "一。"}, {"id": "x"})
    code, _, err = framing("report", "nowhere.txt", "tags.jsonl", "in.jsonl", article, "-o", "reports")
    assert code == 3
    faults = [line.removeprefix("Error: ").split(":")[0] for line in err.splitlines() if line.startswith("Error")]
    assert faults == ["nowhere.txt", *(f"tags.jsonl, line {n}" for n in (2, 3, 4)), "in.jsonl, line 2"]
    assert "3 reports written" in err
    assert len(list((tmp_path / "reports").iterdir())) == 4


def test_a_label_no_codebook_has_is_a_fault_of_its_article(framing, tmp_path):
    unknown = json.loads(json.dumps(TAGGED).replace('"clique"', '"clik"'))
    jsonl(tmp_path / "tags.jsonl", unknown, TAGGED)
    code, out, err = framing("report", "tags.jsonl")
    assert code == 3
    assert "Error: tags.jsonl, line 1: article 'a1', sentence 0: label 'clik' is not in codebook" in err
    assert "小圈子" in out


@pytest.mark.parametrize("name", ["nowhere.txt", "empty.txt", "binary.txt"])
def test_without_a_usable_input_nothing_is_written(framing, tmp_path, name):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(b"\0\1\2")
    for output in ("r.html", "reports"):
        code, _, err = framing("report", name, "-o", output)
        assert code == 3
        assert f"Error: {name}: " in err
        assert not (tmp_path / output).exists()


def test_inputs_without_any_article_are_a_fault(framing, tmp_path):
    jsonl(tmp_path / "in.jsonl", "")
    code, out, err = framing("report", "in.jsonl")
    assert (code, out) == (3, "")
    assert err.startswith("Error: in.jsonl: empty: there is no record in it. Give a file that holds some.\n")


@pytest.mark.parametrize("given", ["article", "tags"])
def test_a_model_folder_that_is_damaged_is_exit_code_4(framing, article, tags, tmp_path, given):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "framing.json").write_text("{")
    code, _, err = framing("report", article if given == "article" else tags, "--model", "model")
    assert code == 4
    assert "framing.json' is damaged" in err


def test_a_model_for_another_codebook_is_exit_code_4(framing, article, tmp_path):
    model_folder(tmp_path / "model", codebook="other 9.9")
    code, _, err = framing("report", article, "--model", "model")
    assert code == 4
    assert "'other 9.9'" in err


def test_when_nothing_can_be_written_it_is_exit_code_3(framing, article, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    for output in ("r.html", "reports"):
        code, _, err = framing("report", article, "-o", output)
        assert code == 3
        assert "can't be written (No space left on device)" in err


@pytest.mark.parametrize("arguments", [["report"], ["report", "--format", "json"]])
def test_a_reader_that_has_had_enough_is_no_error(tags, tmp_path, arguments):
    command = subprocess.Popen(
        [sys.executable, "-m", "framing", *arguments, tmp_path / tags], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert command.stdout is not None
    command.stdout.close()
    _, err = command.communicate()
    assert (command.returncode, [line for line in err.decode().splitlines() if "Note:" not in line]) == (0, [])


def test_help_ends_with_a_line_to_paste(framing):
    code, out, _ = framing("report", "--help")
    assert code == 0
    assert out.rstrip().endswith(report.EPILOG)


def test_two_pages_are_refused_on_stdout_before_any_is_written(framing, article, tags):
    code, out, err = framing("report", article, tags, "--format", "html")
    assert (code, out) == (2, "")
    assert "one page each" in err


def test_an_output_whose_name_is_too_long_is_exit_code_3(framing, article):
    for output in ("长" * 300, "长" * 300 + ".html"):
        code, _, err = framing("report", article, "-o", output)
        assert (code, "can't be written (File name too long)" in err) == (3, True)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_exit_code_3(tags, tmp_path):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "framing", "report", tmp_path / tags], stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 3
    assert done.stderr.decode().splitlines()[-1].startswith("Error: standard output can't be written (No space left")
