"""Grades by the rule: enough cases, then a good F1 that is surely good, then coders who agree."""

from __future__ import annotations

from typing import Any

import pytest

from framing.corpus import Agreement
from framing.evaluation import grades, known_agreement
from framing.evaluation.trust import DEMANDS
from framing.trust import Doubt, Grade, Trust


def graded(support: int, f1: float | None, low: float | None, agreement: float | None) -> Trust:
    estimate = None if f1 is None else {"value": f1, "low": low, "high": 1.0}
    return grades({"labels": {"clique": {"f1": estimate, "support": support}}}, {"clique": agreement})["clique"]


@pytest.mark.parametrize(
    ("support", "f1", "low", "agreement", "grade", "doubt"),
    [
        (0, None, None, None, "C", "support"),
        (3, 1.0, 1.0, 0.9, "C", "support"),  # resampling three cases can't show what a fourth would have done
        (9, 0.2, 0.0, 0.3, "C", "support"),  # too few to be called weak
        (10, 0.5, 0.3, 0.5, "B", "support"),
        (10, 0.49, 0.3, 0.5, "C", "f1"),
        (200, 0.0, 0.0, 0.9, "C", "f1"),  # never predicted
        (30, 0.6, 0.29, 0.9, "C", "support"),  # good, but perhaps by luck: the cases are too few or bunched
        (30, 0.6, 0.4, 0.49, "C", "agreement"),
        (30, 0.6, 0.4, None, "B", "f1"),
        (20, 0.7, 0.5, 0.7, "A", None),
        (19, 0.9, 0.8, 0.9, "B", "support"),
        (20, 0.69, 0.5, 0.7, "B", "f1"),
        (20, 0.7, 0.49, 0.7, "B", "support"),
        (20, 0.7, 0.5, 0.69, "B", "agreement"),
        (500, 0.95, 0.9, None, "B", "agreement"),  # nobody showed that people see it alike
        (500, 0.95, 0.9, 0.4, "C", "agreement"),  # however well a model imitates one of them
    ],
)
def test_a_device_has_the_best_grade_whose_demands_it_meets(
    support: int, f1: float | None, low: float | None, agreement: float | None, grade: Grade, doubt: Doubt | None
) -> None:
    found = graded(support, f1, low, agreement)
    assert (found.grade, found.doubt) == (grade, doubt)
    assert (found.support, found.f1, found.low, found.agreement) == (support, f1, low, agreement)


def test_a_better_grade_demands_more_of_everything() -> None:
    assert all(better > worse for better, worse in zip(DEMANDS["A"], DEMANDS["B"], strict=True))


def test_every_label_that_was_scored_has_a_grade_and_labels_of_unknown_agreement_too() -> None:
    record = {"f1": {"value": 0.9, "low": 0.8, "high": 1.0}, "support": 50}
    found = grades({"labels": {"clique": record, "alarm": record}}, {"clique": 0.9, "glory": 0.9})
    assert {label: trust.grade for label, trust in found.items()} == {"clique": "A", "alarm": "B"}
    assert grades({"labels": {}}, {}) == {}


def test_a_grade_is_kept_as_json_and_read_again() -> None:
    found = graded(20, 0.7, 0.5, 2 / 3)
    record: dict[str, Any] = found.model_dump()
    assert record == {"grade": "B", "doubt": "agreement", "f1": 0.7, "low": 0.5, "support": 20, "agreement": 0.6667}
    assert Trust.model_validate(record) == found


@pytest.mark.parametrize(
    ("first", "second", "both", "known"),
    [(0, 0, 0, None), (4, 5, 4, None), (5, 5, 4, 0.8), (2, 8, 2, 0.4), (300, 300, 0, 0.0)],
)
def test_agreement_on_a_handful_of_cases_is_not_known(first: int, second: int, both: int, known: float | None) -> None:
    assert known_agreement({"clique": Agreement(900, first, second, both, None, None)}) == {"clique": known}
