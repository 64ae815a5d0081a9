"""What a grade means is said in both languages, and a low grade always says why."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from framing.trust import LEGEND, Doubt, Grade, Trust, low_by_reason


def trust(grade: Grade, doubt: Doubt | None, **figures: Any) -> Trust:
    known = {"f1": 0.62, "low": 0.4, "support": 18, "agreement": 0.8}
    return Trust(grade=grade, doubt=doubt, **{**known, **figures})


MEANINGFUL = [("A", None), *((grade, doubt) for grade in ("B", "C") for doubt in get_args(Doubt))]


@pytest.mark.parametrize(("grade", "doubt"), MEANINGFUL)
def test_every_grade_has_a_reason_in_both_languages(grade: Grade, doubt: Doubt | None) -> None:
    reason = trust(grade, doubt).reason
    assert re.search("[一-鿿]", reason.text("zh"))
    assert not re.search("[一-鿿]", reason.text("en"))


@pytest.mark.parametrize("doubt", get_args(Doubt))
def test_a_low_grade_asks_to_check_every_mark(doubt: Doubt) -> None:
    assert trust("C", doubt).is_low
    assert trust("C", doubt).reason.text("en").endswith("; check every mark by reading")
    assert trust("C", doubt).reason.text("zh").endswith("每处标记都要自己读过")


@pytest.mark.parametrize(("grade", "doubt"), [("A", "f1"), ("B", None), ("C", None)])
def test_only_the_best_grade_is_without_a_doubt(grade: Grade, doubt: Doubt | None) -> None:
    with pytest.raises(ValidationError, match="has no meaning"):
        trust(grade, doubt)


def test_the_figures_behind_a_grade_are_told() -> None:
    found = trust("B", "f1").figures
    assert found.text("en") == "F1 0.62 (95% interval from 0.40); gold cases: 18; agreement with a second coder 0.80"
    assert found.text("zh") == "F1 0.62（95% 区间下端 0.40）；标准答案 18 例；与第二位编码者的一致程度 0.80"


def test_what_is_not_known_is_not_told_as_zero() -> None:
    found = trust("C", "support", f1=None, low=None, support=0, agreement=None).figures
    assert found.text("en") == "F1 undefined; gold cases: 0; agreement with a second coder unknown"


def test_the_legend_has_all_three_grades() -> None:
    assert all(f"{grade}: " in LEGEND.text("en") and f"{grade}：" in LEGEND.text("zh") for grade in get_args(Grade))


def test_low_grades_are_grouped_by_their_reason_in_the_order_asked_for() -> None:
    known = {"a": trust("C", "f1"), "b": trust("A", None), "c": trust("C", "support"), "d": trust("C", "f1")}
    assert list(low_by_reason(known, "dcbax", "en").values()) == [["d", "a"], ["c"]]
    assert low_by_reason(known, "b", "en") == {}
