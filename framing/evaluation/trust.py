"""Which grade a device gets. The thresholds stand here and nowhere else; what grades mean stands in `framing.trust`.

A grade answers one question: may a reader who counts with this device believe the count? Three things can forbid it,
and they are looked at in this order:

1. *Support.* With few gold cases nothing else can be known: three cases, all found, have F1 1 with the interval
   [1, 1], because resampling three cases can't show what a fourth would have done. So there must be cases first, and
   too few of them are called that, never "weak". An F1 that is good enough with an interval that reaches too low is
   the same want of cases: they are few, or bunched in few documents.
2. *F1*, as it is. It isn't divided by the coders' agreement, though that is the most a model can be asked for: where
   coders agree at 0.60, a model at 0.55 has learnt nearly all there is to learn, and its count is no better for it.
   At 0.70, of ten marks seven are right and of ten cases seven are found; below 0.50 more marks are wrong than right,
   or more cases are missed than found.
3. *Agreement* with a second coder, in the same measure (the F1 of one reading with the other as truth). A
   device that coders don't see alike can't be counted, however well a model imitates one of them. For rare devices it
   nearly equals Krippendorff's alpha, for which 0.67 is the customary least for tentative conclusions (Krippendorff
   2004, "Content Analysis", ch. 11). Where it isn't known, nothing was shown: B at best.

A device has the best grade of which it meets all demands; A and B demand, at least,

    A: 20 cases, F1 0.70, its 95% interval from 0.50, agreement 0.70
    B: 10 cases, F1 0.50, its 95% interval from 0.30, agreement 0.50 or not known

and C is the rest. F1 is measured at the model's own thresholds, so grades say nothing of marks made at others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from framing.corpus import Agreement
from framing.evaluation.measures import MACRO_SUPPORT
from framing.evaluation.resampling import Estimate
from framing.trust import Doubt, Grade, Trust


class Demands(NamedTuple):
    """What a grade demands, each at least."""

    support: int
    f1: float
    low: float
    agreement: float


DEMANDS: Mapping[Grade, Demands] = {
    "A": Demands(support=20, f1=0.70, low=0.50, agreement=0.70),
    "B": Demands(support=10, f1=0.50, low=0.30, agreement=0.50),
}


def grades(scores: Mapping[str, Any], agreement: Mapping[str, float | None]) -> dict[str, Trust]:
    """Label → trust, for every label of `scores`, a record made by `Scores.to_record`.

    agreement: label → positive agreement with a second coder; None, or no such label: not known.
    """
    return {label: _trust(record, agreement.get(label)) for label, record in scores["labels"].items()}


def known_agreement(found: Mapping[str, Agreement]) -> dict[str, float | None]:
    """Label → positive agreement; None where two coders saw fewer than MACRO_SUPPORT cases each, on average.

    Agreement is an F1 too, and below that number it is mostly chance.
    """
    return {
        label: a.f1 if a.f1 is not None and a.first + a.second >= 2 * MACRO_SUPPORT else None
        for label, a in found.items()
    }


def _trust(record: Mapping[str, Any], agreement: float | None) -> Trust:
    f1, support = Estimate.from_record(record["f1"]), record["support"]
    doubts = {grade: _doubt(demands, support, f1, agreement) for grade, demands in DEMANDS.items()}
    grade: Grade = next((grade for grade, doubt in doubts.items() if doubt is None), "C")
    better: dict[Grade, Grade] = {"B": "A", "C": "B"}
    return Trust(
        grade=grade, doubt=doubts[better[grade]] if grade in better else None,
        f1=f1.value if f1 else None, low=f1.low if f1 else None, support=support,
        agreement=None if agreement is None else round(agreement, 4),
    )  # fmt: skip


def _doubt(demands: Demands, support: int, f1: Estimate | None, agreement: float | None) -> Doubt | None:
    """The first of the demands that is not met."""
    if f1 is None or support < demands.support:
        return "support"
    if f1.value < demands.f1:
        return "f1"
    if f1.low < demands.low:
        return "support"
    # Unknown agreement is taken for just enough for a B.
    if (DEMANDS["B"].agreement if agreement is None else agreement) < demands.agreement:
        return "agreement"
    return None
