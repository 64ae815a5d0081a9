"""How the learning rate moves: up and down once, or once more in every cycle."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

import torch

from framing.training.recipe import Optimisation
from framing.training.run import _set_rate


def rate(done: float, **settings: float) -> float:
    optimiser = torch.optim.AdamW([{"params": [torch.nn.Parameter(torch.zeros(1))], "peak": 1.0}])
    _set_rate(optimiser, Optimisation.model_validate({"warmup": 0.1, **settings}), done)
    return float(optimiser.param_groups[0]["lr"])


def test_the_rate_rises_to_its_peak_and_falls_to_nothing() -> None:
    assert [rate(done) for done in (0.0, 0.05, 0.1, 0.55)] == pytest.approx([0, 0.5, 1, 0.5])
    assert rate(0.9999) < 0.001


@pytest.mark.parametrize("done", [0.0, 0.03, 0.2, 0.7, 0.99])
def test_the_first_cycle_is_a_training_by_itself_and_later_peaks_are_lower(done: float) -> None:
    assert rate(done / 2, cycles=2, restart=0.25) == pytest.approx(rate(done))
    assert rate((1 + done) / 2, cycles=2, restart=0.25) == pytest.approx(rate(done) / 4)
