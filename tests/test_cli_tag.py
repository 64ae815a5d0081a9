"""`framing tag` as a user meets it: what goes to stdout, to the file, to stderr, and the exit codes."""

from __future__ import annotations

import json

import pytest
from stub_tagger import CODEBOOK, jsonl, model_folder

from framing.cli import tag
from framing.tagging import Tagger

PAGE = "首页\n登录\n\n他们抱团了\n\n据说有人背刺了朋友，这件事让所有的人都觉得奇怪，谁也没有想到会这样。\n"


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text("他们抱团了\n\n据说有人背刺。\n", encoding="utf-8")
    return "a.txt"


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


# ── what it writes ───────────────────────────────────────────────────────────────────────────────────────


def test_results_go_to_stdout_and_the_summary_to_stderr(framing, article):
    code, out, err = framing("tag", article)
    assert (code, err) == (
        0, f"2 sentences in 1 article tagged with stub 0.1.0, codebook {CODEBOOK.signature}\n",
    )  # fmt: skip
    (record,) = records(out)
    assert list(record) == ["id", "title", "source", "date", "text", "meta", "model", "codebook", "sentences"]
    assert record["sentences"][0] == {
        "i": 0, "start": None, "end": None, "text": "他们抱团了",
        "labels": {"clique": {"score": 0.9526, "evidence": [{"start": 2, "end": 4, "text": "抱团"}]}},
    }  # fmt: skip
    assert list(record["sentences"][1]["labels"]) == ["betrayal", "sourcing"]


def test_an_output_file_holds_what_stdout_would(framing, article, tmp_path):
    _, expected, _ = framing("tag", article)
    code, out, _ = framing("tag", article, "-o", "tags.jsonl")
    assert (code, out) == (0, "")
    assert (tmp_path / "tags.jsonl").read_text(encoding="utf-8") == expected


def test_a_dash_stands_for_stdin_and_stdout(framing):
    code, out, _ = framing("tag", "-", "-o", "-", stdin='{"id": "x", "text": "他们抱团。"}'.encode())
    assert code == 0
    assert records(out)[0]["id"] == "x"


def test_articles_keep_the_order_of_the_inputs(framing, article, tmp_path):
    jsonl(tmp_path / "b.jsonl", {"id": "2", "text": "二。"}, {"id": "1", "sentences": ["一。", "二"]})
    _, out, err = framing("tag", "b.jsonl", article)
    assert [record["id"] for record in records(out)][:2] == ["2", "1"]
    assert "5 sentences in 3 articles" in err


@pytest.mark.parametrize(
    ("options", "labels", "remembered"),
    [
        ([], {"clique", "betrayal"}, None),
        (["--threshold", "0.97"], set(), {"threshold": 0.97}),
        (["--precision"], {"clique"}, {"preset": "precision"}),
        (["--recall"], {"clique", "betrayal"}, {"preset": "recall"}),
        (["--labels", " betrayal,,betrayal"], {"betrayal"}, {"labels": ["betrayal"]}),
        (["--recall", "--labels", "alarm"], set(), {"preset": "recall", "labels": ["alarm"]}),
    ],
)
def test_thresholds_and_labels_can_be_chosen(framing, options, labels, remembered):
    code, out, _ = framing("tag", "-", *options, stdin="他们抱团背刺。".encode())
    (record,) = records(out)
    assert code == 0
    assert set(record["sentences"][0]["labels"]) == labels
    assert record.get("options") == remembered


def test_all_scores_adds_the_score_of_every_label(framing, article):
    _, out, _ = framing("tag", article, "--all-scores")
    assert list(records(out)[0]["sentences"][0]["scores"]) == list(CODEBOOK.label_ids)


def test_what_was_cut_is_counted_and_shown_on_demand(framing, tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    _, _, err = framing("tag", "page.txt")
    assert "2 lines cut around the text (--show-cut shows them)" in err
    _, out, err = framing("tag", "page.txt", "--show-cut")
    assert err.splitlines()[:2] == ["Cut: page.txt, line 1: 首页", "Cut: page.txt, line 2: 登录"]
    assert "首页" not in out


def test_cut_lines_cannot_send_commands_to_the_terminal(framing, tmp_path):
    (tmp_path / "page.txt").write_text(PAGE.replace("登录", "登录\x1b[2J"), encoding="utf-8")
    assert "\x1b" not in framing("tag", "page.txt", "--show-cut")[2]


def test_the_encoding_can_be_named(framing, tmp_path):
    (tmp_path / "a.txt").write_text("他們抱團。", encoding="big5")
    assert records(framing("tag", "a.txt", "--encoding", "big5")[1])[0]["text"] == "他們抱團。"


# ── resuming ─────────────────────────────────────────────────────────────────────────────────────────────


class Interrupting:
    """Stops at the second chunk, as Ctrl-C would."""

    def __init__(self):
        self.calls = 0

    def __call__(self, tagger, articles, *, all_scores=False):
        self.calls += 1
        if self.calls > 1:
            raise KeyboardInterrupt
        return self.tag_many(tagger, articles, all_scores=all_scores)

    tag_many = staticmethod(Tagger.tag_many)


def test_an_interrupted_run_says_how_to_go_on_and_then_does(framing, tmp_path, monkeypatch):
    jsonl(tmp_path / "in.jsonl", *({"id": str(n), "text": f"第{n}篇抱团。"} for n in range(4)))
    _, expected, _ = framing("tag", "in.jsonl")
    monkeypatch.setattr("framing.batch.results.CHUNK", 2)
    with monkeypatch.context() as patched:
        interrupting = Interrupting()
        patched.setattr(Tagger, "tag_many", lambda *a, **k: interrupting(*a, **k))
        code, _, err = framing("tag", "in.jsonl", "-o", "out.jsonl")
    assert code == 130
    assert "What is done is in 'out.jsonl.part'. Add --resume to the same command to go on." in err
    assert not (tmp_path / "out.jsonl").exists()
    code, _, err = framing("tag", "in.jsonl", "-o", "out.jsonl", "--resume")
    assert code == 0
    assert err.startswith("2 sentences in 2 articles tagged")
    assert err.endswith("; 2 articles had been tagged before\n")
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == expected
    assert framing("tag", "in.jsonl", "-o", "out.jsonl", "--resume") == (
        0, "", "Nothing to do: 'out.jsonl' holds all 4 articles\n",
    )  # fmt: skip


def test_resuming_with_other_options_is_wrong_usage(framing, article):
    framing("tag", article, "-o", "out.jsonl")
    code, _, err = framing("tag", article, "-o", "out.jsonl", "--resume", "--recall")
    assert code == 2
    assert "'out.jsonl' was begun in another way: preset was balanced, is recall" in err


# ── what can go wrong ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("nowhere.txt", None, "nowhere.txt: does not exist."),
        ("empty.txt", b"", "empty.txt: empty"),
        ("blank.txt", b" \n\n", "blank.txt: empty"),
        ("binary.txt", b"\x89PNG\0\0\x01", "binary.txt: this is a binary file"),
        ("empty.jsonl", b"", "empty.jsonl: empty"),
        ("a.pdf", b"%PDF", "a.pdf: '.pdf' is no kind read here"),
        ("a.jsonl", b'{"id": "1"}', "a.jsonl, line 1: the record has neither 'text' nor 'sentences'"),
        ("a.csv", b"id,name\n1,x\n", "a.csv, line 1: no column 'text'"),
    ],
)  # fmt: skip
def test_an_input_that_cannot_be_used_is_named_and_the_others_are_written(
    framing, article, tmp_path, name, content, message
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = framing("tag", name, article)
    assert code == 3
    assert f"Error: {message}" in err
    assert err.endswith("1 input could not be used: see above.\n")
    assert len(records(out)) == 1
    code, out, err = framing("tag", name, "-o", "out.jsonl")
    assert (code, out) == (3, "")
    assert "Nothing was tagged." in err
    assert not (tmp_path / "out.jsonl").exists()


def test_broken_records_are_listed_by_file_and_line(framing, tmp_path):
    jsonl(tmp_path / "in.jsonl", {"id": "1", "text": "一。"}, "{broken", "", {"id": "2"}, {"id": "3", "text": "三。"})
    code, out, err = framing("tag", "in.jsonl")
    assert code == 3
    assert [record["id"] for record in records(out)] == ["1", "3"]
    assert "Error: in.jsonl, line 2: broken JSON" in err
    assert "Error: in.jsonl, line 4: the record has neither" in err
    assert "2 inputs could not be used" in err


def test_inputs_without_any_article_are_a_fault(framing, tmp_path):
    jsonl(tmp_path / "in.jsonl", "", "")
    code, out, err = framing("tag", "in.jsonl")
    assert (code, out) == (3, "")
    assert err.startswith("Error: in.jsonl: empty: there is no record in it. Give a file that holds some.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument"),
        (["*.html"], "matches '*.html'"),
        (["a.txt", "--nonsense"], "No such option"),
        (["a.txt", "--labels", "clik"], "'clik' is not a label of codebook"),
        (["a.txt", "--labels", " ,"], "--labels names no label"),
        (["a.txt", "--threshold", "1.5"], "The threshold 1.5 is not a probability"),
        (["a.txt", "--threshold", "half"], "--threshold cannot be 'half'"),
        (["a.txt", "--threshold", "0.5", "--recall"], "Give one of them"),
        (["a.txt", "--precision", "--recall"], "Give one of them"),
        (["a.txt", "--encoding", "klingon"], "The encoding 'klingon' is unknown"),
        (["a.txt", "--encoding", "base64"], "The encoding 'base64' is unknown"),
        (["a.txt", "--resume"], "--resume goes on with a file"),
        (["a.txt", "-o", "nowhere/tags.jsonl"], "'nowhere' is not a folder"),
        (["a.txt", "-o", "."], "'.' is a folder"),
        (["a.txt", "-o", "a.txt"], "'a.txt' would be read as input"),
    ],
)
def test_what_cannot_work_is_wrong_usage_and_writes_nothing(framing, article, tmp_path, arguments, message):
    code, out, err = framing("tag", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


HASHES = {"model.onnx": "sha256:0", "tokenizer.json": "sha256:0"}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "There is no model folder 'model'"),
        (lambda path: path.mkdir(), "it has no framing.json"),
        (lambda path: (path.mkdir(), (path / "framing.json").write_text("{")), "framing.json' is damaged"),
        (
            lambda path: model_folder(path, files={"model.onnx": "sha256:0", "tokenizer.json": "sha256:0"}),
            "lacks model.onnx",
        ),
        (lambda path: model_folder(path, codebook="other 9.9"), "was trained with the codebook 'other 9.9'"),
    ],
    ids=["missing", "empty", "damaged manifest", "missing file", "another codebook"],
)
def test_a_model_that_cannot_be_used_is_exit_code_4(framing, article, tmp_path, make, message):
    make(tmp_path / "model")
    code, out, err = framing("tag", article, "--model", "model")
    assert (code, out) == (4, "")
    assert message in err


def test_when_nothing_can_be_written_it_is_exit_code_3(framing, article, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    code, _, err = framing("tag", article, "-o", "out.jsonl")
    assert code == 3
    assert "can't be written (No space left on device)" in err


def test_help_ends_with_a_line_to_paste(framing):
    code, out, _ = framing("tag", "--help")
    assert code == 0
    assert out.rstrip().endswith(tag.EPILOG)


def test_an_id_cannot_steer_the_terminal_from_a_note(framing, tmp_path):
    jsonl(tmp_path / "in.jsonl", *[{"id": "a\x1b[31m", "text": "据说。"}] * 2)
    code, _, err = framing("tag", "in.jsonl")
    assert (code, "\x1b" in err) == (0, False)


def test_where_help_was_shown_because_nothing_was_asked_for_there_is_no_empty_error(framing):
    code, out, err = framing("model")
    assert (code, "Usage: framing model" in out + err, "Error" in out + err) == (2, True, False)
