"""Outside checks: does a device of ours mean what others mean by a word of theirs?

Sets labelled by others for their own questions, never learnt from. A device's score should rank the texts they call
metaphorical, ironic, offensive or bait above those they don't: AUC, 0.5 for chance, with a 95% interval resampling
texts. Their labels are wider or narrower than ours, so that a perfect tagger would not reach 1; what tells is the
distance to the floors, and to what a text's mere length gives; so AUC is told among texts of like length as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from framing import __version__
from framing.corpus import data_hash, short_hash
from framing.evaluation.outside_sets import LabelledSet
from framing.evaluation.predictions import Prediction
from framing.evaluation.ranking import auc, rank_correlation
from framing.evaluation.resampling import RESAMPLES, SEED, Estimate, Floats, percentile_interval, resample
from framing.message import Lang

LENGTH = "text length"
"""A system that knows nothing but how many characters a text has."""


@dataclass(frozen=True, slots=True)
class Check:
    """What one set asks of some devices, of which the highest score counts: texts with these labels above those.

    name: what the set calls the texts that should rank high. graded: its labels are degrees, so the rank correlation
    with them is measured as well.
    """

    set: str
    name: Mapping[Lang, str]
    devices: tuple[str, ...]
    positive: tuple[int, ...]
    negative: tuple[int, ...]
    graded: bool = False


_METAPHORS = ("metaphor", "war_metaphor", "game_metaphor")
_METAPHOR: Mapping[Lang, str] = {"zh": "CCL2018 隐喻", "en": "CCL2018, metaphor"}
_NOUN: Mapping[Lang, str] = {"zh": "CCL2018 名词隐喻", "en": "CCL2018, noun metaphor"}
_IRONY: Mapping[Lang, str] = {"zh": "Ciron 反讽（≥ 4 对 ≤ 2）", "en": "Ciron, irony (≥ 4 against ≤ 2)"}
_OFFENSIVE: Mapping[Lang, str] = {"zh": "COLD 冒犯", "en": "COLD, offensive"}
_SINA: Mapping[Lang, str] = {"zh": "HanCD 新浪标题党", "en": "HanCD Sina, clickbait"}
_TENCENT: Mapping[Lang, str] = {"zh": "HanCD 腾讯标题党", "en": "HanCD Tencent, clickbait"}
CHECKS = (
    Check("ccl2018_metaphor", _METAPHOR, _METAPHORS, (1, 2), (0,)),
    Check("ccl2018_metaphor", _METAPHOR, ("metaphor",), (1, 2), (0,)),
    Check("ccl2018_metaphor", _NOUN, _METAPHORS, (2,), (0,)),
    Check("ccl2018_metaphor", _NOUN, ("metaphor",), (2,), (0,)),
    Check("ciron", _IRONY, ("sarcasm",), (4, 5), (1, 2), graded=True),
    Check("cold", _OFFENSIVE, ("name_calling",), (1,), (0,)),
    Check("hancd_sina", _SINA, ("suspense",), (1,), (0,)),
    Check("hancd_sina", _SINA, ("hyperbole",), (1,), (0,)),
    Check("hancd_tencent", _TENCENT, ("suspense",), (1,), (0,)),
    Check("hancd_tencent", _TENCENT, ("hyperbole",), (1,), (0,)),
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """How one system ranks; None where undefined, or where the set has no degrees.

    auc_alike: AUC among texts of like length only, tenths of the set by number of characters. In some sets the texts
    of one kind are much shorter, so that a system could do well by length alone.
    """

    auc: Estimate | None
    auc_alike: Estimate | None
    correlation: Estimate | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: how many texts of either kind, and how each system ranks them."""

    check: Check
    positive: int
    negative: int
    systems: Mapping[str, Ranking]

    def to_record(self) -> dict[str, Any]:
        c = self.check
        return {
            "set": c.set, "name": dict(c.name), "devices": list(c.devices), "positive_labels": list(c.positive),
            "negative_labels": list(c.negative), "positive": self.positive, "negative": self.negative,
            "systems": {
                name: {
                    "auc": _record(r.auc), "auc_alike": _record(r.auc_alike), "correlation": _record(r.correlation),
                }
                for name, r in self.systems.items()
            },
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outside:
    """All checks that the sets at hand allow; the first system is the one that is checked."""

    checks: tuple[Checked, ...]
    signature: str

    def to_record(self) -> dict[str, Any]:
        """For JSON and `Manifest.scores["outside"]`: rounded to 4 decimals, null where undefined."""
        return {"checks": [checked.to_record() for checked in self.checks], "signature": self.signature}


def check_outside(
    sets: Sequence[LabelledSet], systems: Mapping[str, Mapping[str, Prediction]], *,
    resamples: int = RESAMPLES, seed: int = SEED,
) -> Outside:  # fmt: skip
    """Every check whose set is there. systems: name → article id → prediction, for all articles of the sets."""
    by_name = {s.name: s for s in sets}
    checks = [_checked(check, by_name[check.set], systems, resamples, seed) for check in CHECKS if check.set in by_name]
    held = ",".join(f"{s.name} {len(s.articles)} of {s.number} {short_hash(data_hash(s.articles))}" for s in sets)
    parts = {"systems": ",".join(systems), "sets": held, "bootstrap": resamples, "unit": "text", "seed": seed}
    return Outside(tuple(checks), "|".join(f"{k}:{v}" for k, v in {**parts, "version": __version__}.items()))


def _checked(
    check: Check, texts: LabelledSet, systems: Mapping[str, Mapping[str, Prediction]], resamples: int, seed: int
) -> Checked:
    grades = np.array(texts.grades)
    weights = resample([a.id for a in texts.articles], resamples, seed)
    asked = np.isin(grades, (*check.positive, *check.negative))
    positive = np.isin(grades, check.positive)
    scores = {
        name: np.array([device_score(predictions[a.id], check.devices) for a in texts.articles])
        for name, predictions in systems.items()
    }
    scores[LENGTH] = np.array([float(len(a.sentences[0].text)) for a in texts.articles])
    tenth = np.searchsorted(np.quantile(scores[LENGTH], np.arange(1, 10) / 10), scores[LENGTH]).astype(np.float64)

    def ranking(values: Floats) -> Ranking:
        return Ranking(
            _estimate(lambda w: auc(w[:, asked], values[asked], positive[asked]), weights),
            _estimate(lambda w: auc(w[:, asked], values[asked], positive[asked], tenth[asked]), weights),
            _estimate(lambda w: rank_correlation(w, values, grades.astype(np.float64)), weights)
            if check.graded
            else None,
        )

    return Checked(
        check, int(positive.sum()), int((asked & ~positive).sum()),
        {name: ranking(values) for name, values in scores.items()},
    )  # fmt: skip


def device_score(prediction: Prediction, devices: Sequence[str]) -> float:
    """The highest score of these devices in any sentence; of a system without scores 1 where it found one, else 0."""
    if prediction.scores is None:
        return float(any(device in found for found in prediction.labels for device in devices))
    return max((scores[device] for scores in prediction.scores for device in devices), default=0.0)


def _estimate(measure: Callable[[Floats], Floats], weights: Floats) -> Estimate | None:
    return percentile_interval(measure(np.ones((1, weights.shape[1]))), measure(weights))


def _record(estimate: Estimate | None) -> dict[str, float] | None:
    return None if estimate is None else estimate.to_record()
