"""Error rates of a group, by hand; and what they would be if every device erred alike everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from framing.evaluation.rates import RATES, Cells, Totals, expected, totals

# Four sentences, two labels; sentences 0 and 1 are of document 0, 2 of document 1, 3 of document 2.
GOLD = np.array([[1, 0], [1, 1], [0, 1], [0, 0]], np.bool_)
GIVEN = np.array([[1, 0], [0, 1], [0, 1], [1, 0]], np.bool_)
CELLS = Cells(GOLD, GIVEN, np.array([0, 0, 1, 2]), np.array([0, 0, 1, 2]))
ALL = np.ones(4, np.bool_)
ONCE = np.ones((1, 3))


def rates(member: np.ndarray, weights: np.ndarray = ONCE) -> dict[str, float]:
    of = totals(CELLS, member, weights)
    return {name: rate(of)[0] for name, rate in RATES.items()}


def test_rates_of_all_sentences() -> None:
    # gold 4, given 4, both 3: one wrong label in four sentences, one of four missed.
    assert rates(ALL) == {
        "micro_f1": pytest.approx(2 * 3 / 8), "false_positives": 0.25, "missed": 0.25, "given_per_gold": 1.0,
    }  # fmt: skip


def test_only_the_sentences_of_the_group_count() -> None:
    first = np.array([True, True, False, False])  # gold 3, given 2, both 2
    assert rates(first) == {
        "micro_f1": pytest.approx(4 / 5), "false_positives": 0, "missed": pytest.approx(1 / 3),
        "given_per_gold": pytest.approx(2 / 3),
    }  # fmt: skip


def test_a_document_drawn_twice_counts_twice_and_one_not_drawn_not_at_all() -> None:
    drawn = totals(CELLS, ALL, np.array([[2.0, 0, 1]]))
    assert drawn.sentences.tolist() == [5]
    assert (drawn.gold.tolist(), drawn.given.tolist(), drawn.both.tolist()) == ([[4, 2]], [[3, 2]], [[2, 2]])


@pytest.mark.parametrize("member", [np.zeros(4, np.bool_), np.array([False, False, False, True])])
def test_without_gold_only_wrong_labels_are_defined(member: np.ndarray) -> None:
    found = rates(member)
    assert {name for name, value in found.items() if not np.isnan(value)} <= {"false_positives"}


def test_what_is_expected_of_everyone_is_what_everyone_has() -> None:
    everyone = totals(CELLS, ALL, ONCE)
    made = expected(everyone, everyone)
    for name in ("sentences", "gold", "given", "both"):
        assert getattr(made, name) == pytest.approx(getattr(everyone, name))


def test_a_group_with_an_easy_label_is_expected_to_do_well_and_one_with_a_hard_label_badly() -> None:
    # Everywhere nine tenths of label 0 are found and one tenth of label 1; nothing is given wrongly.
    easy = Totals(np.array([10.0]), np.array([[10.0, 0]]), np.array([[9.0, 0]]), np.array([[9.0, 0]]))
    hard = Totals(np.array([10.0]), np.array([[0, 10.0]]), np.array([[0, 1.0]]), np.array([[0, 1.0]]))
    everyone = easy + hard
    missed = RATES["missed"]
    assert missed(easy)[0] == pytest.approx(missed(expected(easy, everyone))[0])
    assert missed(hard)[0] == pytest.approx(missed(expected(hard, everyone))[0])
    assert missed(hard)[0] - missed(easy)[0] == pytest.approx(0.8)


def test_a_label_that_is_wrongly_given_everywhere_is_expected_in_sentences_without_it() -> None:
    group = Totals(np.array([4.0]), np.array([[2.0]]), np.array([[2.0]]), np.array([[2.0]]))
    rest = Totals(np.array([6.0]), np.array([[0.0]]), np.array([[4.0]]), np.array([[0.0]]))
    # 4 wrong in the 8 sentences of both that lack it: half of the group's 2.
    assert RATES["false_positives"](expected(group, group + rest))[0] == pytest.approx((4 / 8 * 2) / 4)
