"""One small tree of errors; each says in both languages what was found, where, and what to do."""

from __future__ import annotations

import errno
import time
from pathlib import Path

import pytest

from framing.errors import (
    CodebookError,
    FramingError,
    InputError,
    ModelError,
    UsageError,
    did_you_mean,
    nearest_name,
    reason,
)
from framing.message import message


@pytest.mark.parametrize(
    ("error", "code"), [(FramingError, 1), (UsageError, 2), (InputError, 3), (CodebookError, 3), (ModelError, 4)]
)
def test_every_error_is_a_framing_error_with_its_exit_code(error: type[FramingError], code: int) -> None:
    assert issubclass(error, FramingError)
    assert error("x").exit_code == code


def test_an_error_is_english_to_python_and_chinese_to_who_wants_it() -> None:
    error = UsageError("The threshold {x} is not a probability. Give a number from 0 to 1.", x=2)
    assert str(error) == "The threshold 2 is not a probability. Give a number from 0 to 1."
    assert error.text("zh") == "阈值 2 不是概率。请给出 0 到 1 之间的数。"


@pytest.mark.parametrize(
    ("place", "en", "zh"),
    [
        ({}, "is missing", "缺少此项"),
        ({"path": "a.jsonl"}, "a.jsonl: is missing", "a.jsonl：缺少此项"),
        ({"path": "a.jsonl", "line": 3}, "a.jsonl, line 3: is missing", "a.jsonl，第 3 行：缺少此项"),
    ],
)
def test_the_place_stands_in_front(place: dict[str, object], en: str, zh: str) -> None:
    error = InputError("is missing", **place)
    assert (error.text("en"), error.text("zh")) == (en, zh)


def test_a_fault_gets_its_place_later_and_stays_of_its_kind() -> None:
    fault = CodebookError("found {kind}", kind=message("a list")).at("book.yaml", 2)
    assert isinstance(fault, CodebookError)
    assert (str(fault), fault.path, fault.line) == ("book.yaml, line 2: found a list", "book.yaml", 2)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("clik", " Did you mean 'clique'?"),
        ("clique", " Did you mean 'clique'?"),
        ("标提", " Did you mean '标题'?"),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_offered_if_it_is_near(word: str, hint: str) -> None:
    assert str(did_you_mean(word, ["clique", "betrayal", "标题"])) == hint


def test_the_nearest_name_in_the_same_folder_is_offered(tmp_path: Path) -> None:
    (tmp_path / "article.txt").touch()
    assert str(nearest_name(tmp_path / "artcle.txt")) == f" Did you mean '{tmp_path / 'article.txt'}'?"
    assert nearest_name(tmp_path / "quite-different") == ""
    assert nearest_name(tmp_path / "nowhere" / "article.txt") == ""


def test_no_name_is_offered_in_a_folder_of_very_many(tmp_path: Path) -> None:
    for number in range(1001):
        (tmp_path / f"{number}.txt").touch()
    start = time.process_time()
    assert all(nearest_name(tmp_path / f"{number}.tx") == "" for number in range(20))
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("error", "en", "zh"),
    [
        (OSError(errno.EISDIR, "Is a directory"), "Is a directory", "这是一个文件夹"),
        (OSError(errno.ENETDOWN, "Network is down"), "Network is down", "Network is down"),
        (OSError("odd"), "odd", "odd"),
    ],
)  # fmt: skip
def test_the_reason_of_the_system_is_in_both_languages_where_it_is_a_usual_one(
    error: OSError, en: str, zh: str
) -> None:
    said = message("{reason}", reason=reason(error))
    assert (said.text("en"), said.text("zh")) == (en, zh)
