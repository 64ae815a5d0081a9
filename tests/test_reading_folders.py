"""Folders and patterns → files, whatever stands in them."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.reading import expand_input, read_inputs
from framing.reading.kinds import Kind, kind_of

BODY = "船来了。雾散了。"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", Kind(".txt")), ("A.TXT", Kind(".txt")), ("a.b.jsonl", Kind(".jsonl")),
        ("a.jsonl.gz", Kind(".jsonl", ".gz")),
        ("a.html.ZST", Kind(".html", ".zst")), ("a.docx", Kind(".docx")), ("a.docx.gz", None), ("a.xlsx.zst", None),
        ("a.gz", None), ("a.txt.gz.zst", None), (".txt", None), (".gz", None), ("", None), ("txt", None),
        ("a.txt.part", None), ("a.tar.gz", None), ("a.pdf", None),
    ],
)  # fmt: skip
def test_a_file_s_kind_is_told_by_the_end_of_its_name(name: str, kind: Kind | None) -> None:
    assert kind_of(name) == kind


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(BODY, encoding="utf-8")


def found(given: Path | str, folder: Path) -> list[str]:
    return [str(Path(file).relative_to(folder)) for file in expand_input(str(given))]


def test_all_files_of_known_kinds_are_found_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b.srt",
        "a/c.docx",
        "a/d.parquet",
        "e.tsv.gz",
        ".f.txt",
        ".g/h.txt",
        "i.pdf",
        "j.txt.zst",
        "k",
        "l.xlsx",
    )
    assert found(tmp_path, tmp_path) == ["a/c.docx", "a/d.parquet", "b.srt", "e.tsv.gz", "j.txt.zst", "l.xlsx"]


def test_links_are_followed_but_no_folder_is_read_twice(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt", "in/sub/b.txt", "out/c.txt", "out/deep/d.txt")
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "up").symlink_to("..")
    (tmp_path / "in" / "root").symlink_to("/")
    (tmp_path / "in" / "sub" / "back").symlink_to("../../in")
    (tmp_path / "in" / "link").symlink_to("../out")
    (tmp_path / "in" / "link2").symlink_to("../out")
    (tmp_path / "out" / "round").symlink_to("../in")
    (tmp_path / "in" / "broken.txt").symlink_to("nowhere.txt")
    files = ["in/a.txt", "in/broken.txt", "in/link/c.txt", "in/link/deep/d.txt", "in/sub/b.txt"]
    assert found(tmp_path / "in", tmp_path) == files
    assert found(tmp_path / "in" / "**", tmp_path) == files
    assert found(tmp_path / "in" / "**" / "b.*", tmp_path) == ["in/sub/b.txt"]


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("**/*.txt", ["a.txt", "b/c.txt", "b/d/e.txt"]),
        ("**", ["a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.md"]),
        ("b/**", ["b/c.txt", "b/d/e.txt", "b/d/f.md"]),
        ("**/d/*", ["b/d/e.txt", "b/d/f.md"]),
        ("**/d/**/f.*", ["b/d/f.md"]),
        ("b/*", ["b/c.txt", "b/d/e.txt", "b/d/f.md"]),
        ("[ab]*", ["a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.md"]),
    ],
)
@pytest.mark.parametrize("absolute", [True, False])
def test_patterns(
    tmp_path: Path, pattern: str, files: list[str], absolute: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "b/c.txt", "b/d/e.txt", "b/d/f.md", ".g/h.txt")
    monkeypatch.chdir(tmp_path)
    if absolute:
        assert found(tmp_path / pattern, tmp_path) == files
    else:
        assert expand_input(pattern) == files


def test_an_unreadable_folder_is_a_fault_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "shut/b.txt", "z.txt")
    scan = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    faults: list[InputError] = []
    assert len(list(read_inputs([str(tmp_path)], on_fault=faults.append))) == 2
    assert [fault.path for fault in faults] == [str(tmp_path / "shut")]
    assert "Permission denied" in str(faults[0])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_a_fault_and_does_not_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    faults: list[InputError] = []
    assert list(read_inputs([str(tmp_path)], on_fault=faults.append)) == []
    assert "is a pipe or a device" in str(faults[0])


def test_fifty_thousand_files_are_found_at_once_and_none_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"{number}.txt" for number in range(1000)]
    walk = [(str(tmp_path / str(folder)), [], names) for folder in range(50)]
    monkeypatch.setattr(os, "walk", lambda folder, **options: iter(walk))
    start = time.process_time()
    files = expand_input(str(tmp_path))
    assert (len(files), files == sorted(files)) == (50_000, True)
    assert time.process_time() - start < 2
