"""What pydantic finds is told in our words: where, what was found, what would be fine; in both languages."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from framing.message import listed, message
from framing.validation import RuleError, described, kind_of, most, quoted


def _refuse(text: str) -> str:
    if text == "bad":
        raise RuleError(message("the file is empty"), message("is missing"))
    return text


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(min_length=1), AfterValidator(_refuse)]
    kind: Literal["left", "right"] = "left"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    share: float = Field(0.5, gt=0, le=1)
    count: int = Field(1, ge=1, lt=9)
    code: str = Field("a", pattern="^[a-z]$")
    inner: tuple[Inner, ...] = ()
    some: tuple[str, ...] = Field(("a",), min_length=1)
    named: dict[str, Inner] = {}
    perhaps: Inner | None = None


@pytest.mark.parametrize(
    ("given", "en", "zh"),
    [
        ({"shares": 1}, "unknown key 'shares'. Did you mean 'share'?", "没有“shares”这个键。您是不是"),
        ({"inner": [{"nam": "x", "name": "x"}]}, "inner[0]: unknown key 'nam'. Did you", "inner[0]："),
        ({"inner": [{"zzz": 1, "name": "x"}]}, "unknown key 'zzz'. It may have the keys name, kind.", "name、kind"),
        ({"named": {"a": {"nam": 1, "name": "x"}}}, "named.a: unknown key 'nam'. Did you", "named.a："),
        ({"perhaps": {"nam": 1, "name": "x"}}, "perhaps: unknown key 'nam'. Did you mean 'name'?", "perhaps："),
        ({"inner": [{}]}, "inner[0].name: is missing", "inner[0].name：缺少此项"),
        ({"inner": [{"name": ""}]}, "inner[0].name: is blank; write a text", "是空白；请写上文字"),
        ({"inner": [{"name": 3}]}, "inner[0].name: found a number where text is needed", "却是数字"),
        ({"inner": [{"name": "x", "kind": "lef"}]}, "'lef' is not among left, right. Did you", "left、right"),
        ({"some": []}, "some: found 0 where at least 1 are needed", "只有 0 项，至少要有 1 项"),
        ({"inner": 3}, "inner: found a number where a list is needed", "这里应为列表，却是数字"),
        ({"perhaps": []}, "found a list where a mapping with the keys name, kind is", "键值对（含键 name、kind）"),
        ({"named": "x"}, "named: found text where a mapping is needed", "这里应为键值对，却是文本"),
        ({"share": 0}, "share: 0 is too small; give more than 0", "0 太小"),
        ({"share": 2}, "share: 2 is too large; give 1.0 or less", "2 太大"),
        ({"share": "half"}, "share: 'half' is not a number", "“half”不是数字"),
        ({"count": 0}, "count: 0 is too small; give 1 or more", "最小为 1"),
        ({"count": 9}, "count: 9 is too large; give less than 9", "应小于 9"),
        ({"count": 1.5}, "count: '1.5' is not a whole number", "“1.5”不是整数"),
        ({"code": "A"}, "code: 'A' is not written as ^[a-z]$", "不合格式"),
        ({"share": None}, "share: ", "share："),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(given: dict[str, object], en: str, zh: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Outer.model_validate(given)
    [fault] = described(refused.value, Outer)
    assert en in fault.text("en")
    assert zh in fault.text("zh")


def test_a_rule_of_our_own_may_find_several_faults() -> None:
    with pytest.raises(ValidationError) as refused:
        Inner.model_validate({"name": "bad"})
    assert [str(fault) for fault in described(refused.value, Inner)] == ["name: the file is empty", "name: is missing"]


def test_many_faults_are_cut() -> None:
    assert str(listed(most([message("is missing")] * 5, 2))) == "is missing, is missing, and 3 more faults"
    assert len(most([message("is missing")] * 2, 2)) == 2


def test_a_value_is_called_by_what_stands_in_the_file() -> None:
    assert [str(kind_of(v)) for v in (None, {}, [], "", True, 1, 1.0, {1})] == [
        "nothing", "a mapping", "a list", "text", "true or false", "a number", "a number", "a value of the kind 'set'",
    ]  # fmt: skip


def test_long_values_are_shortened() -> None:
    assert quoted("长" * 99) == "长" * 40 + "…"
