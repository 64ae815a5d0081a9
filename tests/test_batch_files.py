"""Results are written whole or not at all, and never over what is being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.batch import refuse_to_read_output, write_whole
from framing.errors import OutputError, UsageError


def test_a_file_is_replaced_as_a_whole_and_nothing_else_stays_behind(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("old", encoding="utf-8")
    write_whole(path, "新\n")
    assert path.read_bytes() == "新\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_says_what_to_do(tmp_path, monkeypatch):
    path = tmp_path / "a.html"
    path.write_text("old", encoding="utf-8")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match=r"can't be written \(No space left on device\)\. Make room"):
        write_whole(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("in/a.txt", "in/deep/tags.jsonl", "in/report.json", "tags.jsonl"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("inputs", "output"),
    [
        (["in/a.txt", "tags.jsonl"], "tags.jsonl"),
        (["in"], "in/deep/tags.jsonl"),
        (["."], "in/deep"),
        (["in"], "in"),
        (["*.jsonl"], "tags.jsonl"),
        (["in/**"], "in/deep/tags.jsonl"),
    ],
)
def test_an_output_among_the_inputs_is_refused(folder, inputs, output):
    with pytest.raises(UsageError, match="would be read as input"):
        refuse_to_read_output(inputs, Path(output))


@pytest.mark.parametrize(
    ("inputs", "output"),
    [
        (["in"], "tags.jsonl"),
        (["."], "new.jsonl"),  # nothing there that could be read yet
        (["."], "in/report.json"),  # of no kind that is read
        (["in/deep/tags.jsonl"], "in/deep"),  # reports beside what they report on
        (["-", "nowhere.txt", "*.html"], "tags.jsonl"),
    ],
)
def test_an_output_elsewhere_is_fine(folder, inputs, output):
    refuse_to_read_output(inputs, Path(output))


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path):
    path = tmp_path / ("长" * 83 + ".html")
    write_whole(path, "text")
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [(path.name, "text")]
