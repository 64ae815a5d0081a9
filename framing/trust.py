"""How far a device's marks may be relied on: a grade, the figures it rests on, and both in words.

`framing.evaluation.trust` gives grades, a model's `framing.json` keeps them, whatever shows a device shows its grade.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from framing.message import SEMICOLON, Lang, Message, listed, message
from framing.validation import RuleError

Grade = Literal["A", "B", "C"]
Doubt = Literal["support", "f1", "agreement"]

LOW: Grade = "C"
"""The grade with which every mark of a device has to be checked; whatever shows the device then says so."""

LEGEND = message("A: reliable enough for counts; B: usable in counts with the interval; C: check every mark by reading")

_REASONS: dict[tuple[Grade, Doubt | None], Message] = {
    ("A", None): message("reliable enough for counts"),
    ("B", "support"): message(
        "usable in counts with the interval, though measured on few cases; read the passages you cite"
    ),
    ("B", "f1"): message("usable in counts with the interval; read the passages you cite"),
    ("B", "agreement"): message(
        "usable in counts with the interval, though not shown to be a matter on which coders agree; "
        "read the passages you cite"
    ),
    ("C", "support"): message("too few cases in real text to tell how good it is; check every mark by reading"),
    ("C", "f1"): message("measured too weak on real text; check every mark by reading"),
    ("C", "agreement"): message("coders themselves often disagree on it; check every mark by reading"),
}


class Trust(BaseModel):
    """One device of one model, measured on real text that the model did not learn from.

    f1 and low, the lower end of its 95% interval, are None without a gold case; support: gold cases; agreement:
    positive agreement (F1) with a second coder, None where it is not known. All but `support` are in [0, 1].
    doubt: which of these keeps the device from the next better grade; None for A, which is the best.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    grade: Grade
    doubt: Doubt | None
    f1: Annotated[float, Field(ge=0, le=1)] | None
    low: Annotated[float, Field(ge=0, le=1)] | None
    support: Annotated[int, Field(ge=0)]
    agreement: Annotated[float, Field(ge=0, le=1)] | None

    @property
    def is_low(self) -> bool:
        """Whether every mark of the device has to be checked."""
        return self.grade == LOW

    @property
    def reason(self) -> Message:
        """What the grade means, and what stands against a better one."""
        return _REASONS[self.grade, self.doubt]

    @property
    def figures(self) -> Message:
        """What the grade rests on."""
        f1 = message("F1 undefined")
        if self.f1 is not None and self.low is not None:
            f1 = message("F1 {f1:.2f} (95% interval from {low:.2f})", f1=self.f1, low=self.low)
        agreement = message("agreement with a second coder unknown")
        if self.agreement is not None:
            agreement = message("agreement with a second coder {agreement:.2f}", agreement=self.agreement)
        return listed([f1, message("gold cases: {support}", support=self.support), agreement], SEMICOLON)

    @model_validator(mode="after")
    def _grade_and_doubt_fit(self) -> Trust:
        if (self.grade, self.doubt) not in _REASONS:
            raise RuleError(
                message("grade {grade} with the doubt {doubt} has no meaning", grade=self.grade, doubt=self.doubt)
            )
        return self


def low_by_reason(trust: Mapping[str, Trust], labels: Iterable[str], lang: Lang) -> dict[str, list[str]]:
    """Why a grade is low, in words → those of `labels` of which that is so, in their order."""
    groups: dict[str, list[str]] = {}
    for label in labels:
        if label in trust and trust[label].is_low:
            groups.setdefault(trust[label].reason.text(lang), []).append(label)
    return groups
