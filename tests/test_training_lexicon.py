"""Learning a lexicon: what tells is kept, what ships says what was learnt, and a label without cases stays silent."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("sklearn")
pytest.importorskip("torch")

from framing.training.lexicon import fit_lexicon

NEUTRAL = ["今天下雨", "河边修路", "市集开张", "学生放学", "公交改道", "村里晒谷"]
SENTENCES = [*NEUTRAL, *(f"{s}，这回赢麻了" for s in NEUTRAL)] * 3
GOLD = np.array([["赢麻" in s, False] for s in SENTENCES])


def test_it_tells_new_sentences_apart_by_the_runs_that_did() -> None:
    lexicon = fit_lexicon(SENTENCES, GOLD, size=20, strength=20)
    assert lexicon.logits("他们又说赢麻了")[0] > 0 > lexicon.logits("他们又说下雨")[0]


def test_only_the_most_telling_runs_are_kept() -> None:
    lexicon = fit_lexicon(SENTENCES, GOLD, size=5, strength=20)
    assert len(lexicon.grams) == 5
    assert all(set(gram) <= set("，这回赢麻了") for gram in lexicon.grams)


def test_a_label_without_cases_is_as_good_as_excluded() -> None:
    assert fit_lexicon(SENTENCES, GOLD, size=20, strength=20).logits("他们又说赢麻了")[1] < -5
