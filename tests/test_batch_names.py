"""Ids become file names that are safe on every system and never meet."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.batch.names import LONGEST, FileNames, safe_name


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("", "article"), (".", "article"), ("..", "article"), ("-", "article"), ("/", "_"), ("\0", "_"),
        ("a_3f9", "a_3f9"), ("2025-03-11.v2", "2025-03-11.v2"), ("新闻第3条", "新闻第3条"), ("𠮷野", "𠮷野"),
        ("../../etc/passwd", "_.._etc_passwd"), ("C:\\x", "C__x"), ("a b\n*?", "a_b___"), (".hidden", "hidden"),
        ("--help", "help"), ("end.", "end"), ("😅", "_"),
        ("con", "_con"), ("NUL.txt", "_NUL.txt"), ("com1", "_com1"), ("LPT¹", "_LPT¹"), ("console", "console"),
        ("字" * 200, "字" * 66), ("a" * 200, "a" * 80), ("𠮷" * 200, "𠮷" * 50),
    ],
)  # fmt: skip
def test_a_safe_name_keeps_what_it_can_of_the_id(id, name):
    assert safe_name(id) == name


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_id_gives_the_name_of_a_visible_file_in_the_same_folder(id):
    name = safe_name(id)
    assert 0 < len(name) <= LONGEST
    assert len(f".{name}-9999.html.99999999".encode()) <= 255
    assert name not in {".", ".."}
    assert name[0] not in ".-"
    assert name[-1] not in ". "
    assert PurePosixPath(name).name == name == PureWindowsPath(name).name
    assert not PureWindowsPath(name + ".html").is_reserved()


def test_names_do_not_meet_even_where_case_and_composition_do_not_count():
    names = FileNames("index")
    ids = ["a", "A", "a-2", "a/", "a_", "Index", "é", unicodedata.normalize("NFD", "é"), "ｅ", "e", "x" * 90, "x" * 91]
    given_out = [names.name_for(id) for id in ids]
    assert given_out[:6] == ["a", "A-2", "a-2-2", "a_", "a_-2", "Index-2"]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in given_out}) == len(ids)
    assert max(map(len, given_out)) == LONGEST
