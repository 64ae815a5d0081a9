"""Differences between groups: corrected for their number, and freed of what the devices explain."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import false_discovery_control, ttest_1samp

from framing.evaluation.comparison import difference
from framing.evaluation.contrasts import Side, benjamini_hochberg, contrasts, corrected, significance
from framing.evaluation.rates import Cells, totals
from framing.evaluation.resampling import resample

DOCUMENTS = 60


def sides(gold: np.ndarray, given: np.ndarray, first: np.ndarray) -> tuple[Side, Side]:
    """Every sentence is a document of its own; first: (S,) which are in the first group."""
    number = np.arange(len(gold))
    cells, weights = Cells(gold, given, number, number), resample([f"{i:03}" for i in number], 2000)
    once = np.ones((1, len(gold)))
    one, other = (Side(totals(cells, m, once), totals(cells, m, weights), int(m.sum())) for m in (first, ~first))
    return one, other


def by_rate(gold: np.ndarray, given: np.ndarray, first: np.ndarray):
    return {c.rate: c for c in corrected(contrasts("d", "g", None, *sides(gold, given, first)))}


@pytest.mark.parametrize(
    ("p", "adjusted"),
    [
        ([], []),
        ([0.03], [0.03]),
        ([0.01, 0.02, 0.03, 0.5], [0.04, 0.04, 0.04, 0.5]),
        ([0.5, 0.01], [0.5, 0.02]),
        ([0.9, 0.8], [0.9, 0.9]),
    ],
)
def test_p_values_are_adjusted_as_by_hand(p: list[float], adjusted: list[float]) -> None:
    assert benjamini_hochberg(np.array(p)) == pytest.approx(adjusted)


def test_p_values_are_adjusted_as_scipy_does() -> None:
    p = np.random.default_rng(3).random(50) ** 3
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p, method="bh"))


def test_groups_treated_alike_do_not_differ() -> None:
    rng = np.random.default_rng(0)
    gold = rng.random((DOCUMENTS, 3)) < 0.5
    given = gold ^ (rng.random(gold.shape) < 0.2)
    found = by_rate(gold, given, np.arange(DOCUMENTS) % 2 == 0)
    assert set(found) == {"micro_f1", "false_positives", "missed", "given_per_gold"}
    assert not any(c.differs for c in found.values())


def test_a_group_whose_labels_are_missed_more_is_flagged() -> None:
    rng = np.random.default_rng(1)
    first = np.arange(DOCUMENTS) < DOCUMENTS // 2
    gold = rng.random((DOCUMENTS, 3)) < 0.5
    given = gold & (rng.random(gold.shape) < np.where(first, 0.3, 0.9)[:, None])
    missed = by_rate(gold, given, first)["missed"]
    assert missed.is_flagged
    assert missed.value - missed.other == pytest.approx(missed.difference.estimate.value)
    assert missed.difference.estimate.low > 0
    assert missed.remaining.estimate.value == pytest.approx(missed.difference.estimate.value, abs=0.1)


def test_a_group_that_only_has_the_harder_device_differs_but_is_not_flagged() -> None:
    rng = np.random.default_rng(2)
    number = 400
    hard = np.arange(number) % 2 == 0  # label 1 is found in three of ten sentences, label 0 in nine, in either group
    gold = np.stack([~hard, hard], axis=1)
    given = gold & (rng.random(gold.shape) < [0.9, 0.3])
    first = np.where(hard, np.arange(number) % 8 != 0, np.arange(number) % 8 == 1)  # mostly hard ones
    missed = by_rate(gold, given, first)["missed"]
    assert missed.differs
    assert not missed.is_flagged
    assert abs(missed.remaining.estimate.value) < abs(missed.difference.estimate.value) / 3


@pytest.mark.parametrize("documents", [6, 15])
def test_p_of_few_documents_is_that_of_a_t_test_not_of_a_normal_distribution(documents: int) -> None:
    rng = np.random.default_rng(documents)
    values = rng.normal(size=documents)
    values += 1.1 * values.std() * 3 / np.sqrt(documents) - values.mean()  # a t of about 3
    drawn = rng.choice(values, (20_000, documents)).mean(axis=1)
    found = significance(np.array([values.mean()]), drawn, documents)
    plain = difference(np.array([values.mean()]), drawn)
    assert found
    assert plain
    assert found.p == pytest.approx(ttest_1samp(values, 0).pvalue, rel=0.25)
    assert plain.p < found.p / 2


def test_a_rate_that_is_undefined_on_one_side_is_not_compared() -> None:
    gold = np.array([[True], [False]] * 10)
    found = by_rate(gold, gold, np.arange(20) % 2 == 0)
    assert set(found) == {"false_positives"}


def test_a_record_holds_both_differences_and_whether_they_stand() -> None:
    gold = np.array([[True]] * 20)
    record = by_rate(gold, gold, np.arange(20) % 2 == 0)["missed"].to_record()
    same = {"value": 0.0, "low": 0.0, "high": 0.0, "p": 1.0, "adjusted": 1.0}
    assert record == {
        "group": "g", "against": None, "rate": "missed", "value": 0.0, "other": 0.0,
        "difference": same, "remaining": same, "differs": False, "flagged": False,
    }  # fmt: skip
