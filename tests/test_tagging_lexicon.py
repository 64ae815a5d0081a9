"""The lexicon: the same n-grams in training and tagging, the same logits after a journey through its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import ModelError
from framing.tagging.lexicon import Lexicon, character_grams

LEXICON = Lexicon(
    grams=["赢", "赢麻", "麻了"],
    idf=np.array([1.0, 2.0, 2.0]),
    weights=np.array([[10, 0], [127, 0], [100, -127]], np.int8),
    scales=np.array([0.1, 0.01]),
    intercepts=np.array([-3.0, -1.0]),
)


def test_a_sentence_is_read_as_all_its_runs_of_one_to_four_characters() -> None:
    assert character_grams("赢麻了") == ["赢", "麻", "了", "赢麻", "麻了", "赢麻了"]


def test_script_case_and_white_space_make_no_difference() -> None:
    assert character_grams("贏麻  了 GDP") == character_grams("赢麻\n了 gdp")


def test_logits_are_those_of_a_regression_over_unit_length_tf_idf() -> None:
    values = np.array([1.0 * (1 + np.log(2)), 2.0])  # 赢 twice, 赢麻 once
    told = values @ np.array([[1.0, 0.0], [12.7, 0.0]]) / np.linalg.norm(values)
    assert LEXICON.logits("赢麻，赢") == pytest.approx(told + LEXICON.intercepts, abs=1e-5)


def test_a_sentence_without_a_known_run_says_the_intercepts() -> None:
    assert LEXICON.logits("下雨").tolist() == LEXICON.logits("").tolist() == [-3.0, -1.0]


def test_a_saved_lexicon_says_the_same(tmp_path: Path) -> None:
    LEXICON.save(tmp_path / "lexicon.npz")
    loaded = Lexicon.load(tmp_path / "lexicon.npz")
    assert loaded.grams == LEXICON.grams
    assert loaded.logits("赢麻了") == pytest.approx(LEXICON.logits("赢麻了"), abs=1e-5)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_a_damaged_file_is_said_to_be_one(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "lexicon.npz").write_bytes(content)
    with pytest.raises(ModelError, match="is no lexicon"):
        Lexicon.load(tmp_path / "lexicon.npz")


@given(st.text(max_size=60))
def test_every_run_stands_in_the_text_and_any_text_can_be_read(text: str) -> None:
    assert all(1 <= len(gram) <= 4 for gram in character_grams(text))
    assert np.isfinite(LEXICON.logits(text)).all()
