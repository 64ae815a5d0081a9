"""What a training run measured is shown beside new scores only if it was measured on the very same articles."""

from __future__ import annotations

from typing import Any

import pytest

from framing.evaluation import Estimate, Recorded, recorded, seed_name, spread, spread_text
from framing.evaluation.recorded import estimate_in

DATA = "sha256:0123456789abcdef"


def record(system: str, f1: float, data: str = "sha256:0123456789ab") -> dict[str, Any]:
    def estimate(value: float) -> dict[str, float]:
        return {"value": value, "low": value - 0.1, "high": value + 0.1}

    return {
        "micro_f1": estimate(f1), "macro_f1": estimate(f1 / 2), "evidence_f1": None, "mix_error": estimate(0.1),
        "calibration": {"ece": estimate(0.2)}, "signature": f"system:{system}|data:{data}|seed:13",
    }  # fmt: skip


MANIFEST = {
    "model": record("tiny 1.0.0", 0.6),
    "seeds": {"13": record("tiny 1.0.0", 0.6), "14": record("tiny 1.0.0, seed 14", 0.8)},
    "floors": {"cue list": record("cue list", 0.4)},
}


def test_the_other_seeds_and_the_floors_are_shown_and_the_model_itself_is_not() -> None:
    found = recorded(MANIFEST, "tiny 1.0.0", DATA)
    assert list(found.records) == ["tiny 1.0.0, seed 14", "cue list"]
    assert found.seeds == 2


def test_nothing_is_shown_for_other_articles_or_where_nothing_was_recorded() -> None:
    assert recorded(MANIFEST, "tiny 1.0.0", "sha256:ffffffffffff") == Recorded()
    assert recorded({}, "tiny 1.0.0", DATA) == Recorded()


def test_a_system_that_was_measured_anew_is_left_out() -> None:
    assert list(recorded(MANIFEST, "tiny 1.0.0", DATA).without({"cue list"}).records) == ["tiny 1.0.0, seed 14"]


def test_the_spread_is_the_mean_and_the_deviation_of_a_sample() -> None:
    found = recorded(MANIFEST, "tiny 1.0.0", DATA).spread
    assert found["micro_f1"] == {"mean": 0.7, "sd": pytest.approx(0.1414)}
    assert found["ece"] == {"mean": 0.2, "sd": 0}
    assert found["evidence_f1"] is None


def test_estimates_and_spreads_are_written_in_one_way() -> None:
    estimate = Estimate(0.6675, -0.0324, 0.7)
    assert (estimate.text(), estimate.text(2)) == ("0.667 [-0.032, 0.700]", "0.67 [-0.03, 0.70]")
    assert estimate.text(1, signed=True) == "+0.7 [-0.0, +0.7]"
    assert spread_text({"mean": 0.5835, "sd": 0.1}) == "0.584 ± 0.100"
    assert spread_text({"mean": 0.5835, "sd": 0.1}, 1) == "0.6 ± 0.1"


def test_another_seed_of_a_model_is_named_after_it() -> None:
    assert seed_name("tiny 1.0.0", 14) == seed_name("tiny 1.0.0", "14") == "tiny 1.0.0, seed 14"


def test_one_seed_has_no_spread() -> None:
    assert spread([record("a", 0.5)]) == spread([]) == {}


def test_what_was_not_measured_then_is_undefined() -> None:
    old = {"micro_f1": None, "signature": "data:x"}
    assert estimate_in(old, "micro_f1") is estimate_in(old, "ece") is estimate_in(old, "mix_error") is None
    assert estimate_in(record("a", 0.5), "ece") == Estimate(0.2, 0.1, 0.2 + 0.1)
