"""The model card, written from the run: nothing in it is typed by hand but the plain words around the figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from framing.codebook import Codebook
from framing.evaluation import Estimate, seed_name, spread_text
from framing.evaluation.behaviour import Rate
from framing.evaluation.behaviour.words import CHECKS, SHOWN_BY_DEVICE
from framing.tagging import Manifest
from framing.trust import LEGEND, LOW, low_by_reason


def write_card(manifest: Manifest, codebook: Codebook, folder: Path) -> None:
    """Write README.md into the model folder."""
    environment = Environment(
        loader=PackageLoader("framing.training"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=False, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["interval"] = _interval
    environment.filters["number"] = _number
    environment.filters["spread"] = _spread
    environment.filters["figure"] = _figure
    environment.filters["rate"] = Rate.from_record
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    text = environment.get_template("card.md.j2").render(
        m=manifest, card=manifest.training["recipe"]["card"], codebook=codebook, megabytes=round(size),
        systems=_systems(manifest), legend=LEGEND, low_grade=LOW,
        low=low_by_reason(manifest.trust, manifest.labels, "en"),
        behaviour_words=CHECKS, behaviour_devices=SHOWN_BY_DEVICE,
    )  # fmt: skip
    (folder / "README.md").write_text(text, encoding="utf-8")


def _systems(manifest: Manifest) -> dict[str, Any]:
    """Name → scores: the model, its other seeds, the floors; nothing if it was not judged."""
    if "model" not in (scores := manifest.scores):
        return {}
    _, *others = scores["seeds"].items()
    seeds = {seed_name(manifest.signature, seed): record for seed, record in others}
    return {manifest.signature: scores["model"], **seeds, **scores["floors"]}


def _interval(record: Mapping[str, float] | None) -> str:
    estimate = Estimate.from_record(record)
    return estimate.text() if estimate else "undefined"


def _spread(found: Mapping[str, float] | None) -> str:
    return spread_text(found) if found else "–"


def _number(record: Mapping[str, float] | None) -> str:
    return f"{record['value']:.2f}" if record else "–"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
