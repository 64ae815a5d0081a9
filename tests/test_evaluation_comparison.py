"""Two systems on the same resamples: the difference, its interval and its p-value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import Comparison, Prediction, compare, score
from framing.evaluation.comparison import difference

GOLD = [
    AnnotatedArticle(f"a{i:02}", None, None, {}, (AnnotatedSentence("他们抱团。", {"clique": ((2, 4),)}),) * 4)
    for i in range(40)
]


def system(seed: int, right: float) -> list[Prediction]:
    """Finds each gold case with probability `right`."""
    rng = np.random.default_rng(seed)
    return [Prediction([{"clique": [(2, 4)]} if rng.random() < right else {} for _ in a.sentences]) for a in GOLD]


def compared(first: list[Prediction], second: list[Prediction]) -> Comparison:
    [comparison] = compare(GOLD, {"first": first, "second": second}, ["clique"], resamples=400)
    return comparison


@given(st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_a_system_differs_from_itself_by_exactly_0_with_p_1(seed: int) -> None:
    same = system(seed, 0.5)
    for found in compared(same, same).differences.values():
        assert found is not None
        assert (found.estimate.value, found.estimate.low, found.estimate.high, found.p) == (0, 0, 0, 1)


def test_a_difference_is_that_of_the_scores_and_changes_its_sign_with_the_order() -> None:
    bad, good = system(1, 0.3), system(2, 0.9)
    there, back = compared(bad, good), compared(good, bad)
    scores = [score(GOLD, predicted, ["clique"]).micro_f1 for predicted in (bad, good)]
    found, reverse = there.differences["micro_f1"], back.differences["micro_f1"]
    assert found
    assert reverse
    assert scores[0]
    assert scores[1]
    assert found.estimate.value == pytest.approx(scores[1].value - scores[0].value)
    assert reverse.estimate.value == -found.estimate.value
    assert (reverse.estimate.low, reverse.estimate.high) == pytest.approx((-found.estimate.high, -found.estimate.low))
    assert reverse.p == found.p


def test_a_clear_difference_has_a_small_p_and_an_interval_without_0_and_chance_has_neither() -> None:
    clear = compared(system(1, 0.3), system(2, 0.9)).differences["micro_f1"]
    chance = compared(system(1, 0.5), system(3, 0.5)).differences["micro_f1"]
    assert clear
    assert chance
    assert clear.p == pytest.approx(1 / 401)
    assert clear.estimate.low > 0
    assert chance.p > 0.05
    assert chance.estimate.low < 0 < chance.estimate.high


def test_p_is_that_of_a_t_test_where_articles_have_one_number_each() -> None:
    from scipy.stats import ttest_1samp

    differences = np.random.default_rng(5).normal(0.2, 1, 80)
    drawn = np.random.default_rng(6).choice(differences, (5000, 80)).mean(axis=1)
    found = difference(np.array([differences.mean()]), drawn)
    assert found is not None
    assert found.p == pytest.approx(ttest_1samp(differences, 0).pvalue, abs=0.02)


def test_where_a_score_is_undefined_for_one_so_is_the_difference() -> None:
    without_evidence = [Prediction([{"clique": None}] * 4) for _ in GOLD]
    found = compared(system(1, 0.5), without_evidence)
    assert found.differences["evidence_f1"] is None
    assert found.to_record()["evidence_f1"] is None
    assert found.differences["micro_f1"] is not None


def test_every_other_system_is_compared_with_the_first() -> None:
    systems = {name: system(seed, 0.5) for seed, name in enumerate("abc")}
    found = compare(GOLD, systems, ["clique"], resamples=20, names={"codebook": "framing-zh 1.0"})
    assert [(c.system, c.against) for c in found] == [("b", "a"), ("c", "a")]
    assert found[0].signature.startswith("system:b|against:a|codebook:framing-zh 1.0|articles:40|documents:40|")
    assert compare(GOLD, {"alone": system(1, 0.5)}, ["clique"]) == []
