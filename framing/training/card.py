"""The model card, written from the run: nothing in it is typed by hand but the plain words around the figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from framing.codebook import Codebook
from framing.tagging import Manifest


def write_card(manifest: Manifest, codebook: Codebook, folder: Path) -> None:
    """Write README.md into the model folder."""
    environment = Environment(
        loader=PackageLoader("framing.training"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=False, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["interval"] = _interval
    environment.filters["number"] = _number
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    text = environment.get_template("card.md.j2").render(
        m=manifest, card=manifest.training["recipe"]["card"], codebook=codebook, megabytes=round(size)
    )
    (folder / "README.md").write_text(text, encoding="utf-8")


def _interval(estimate: Mapping[str, float] | None) -> str:
    if estimate is None:
        return "undefined"
    return f"{estimate['value']:.3f} [{estimate['low']:.3f}, {estimate['high']:.3f}]"


def _number(estimate: Any) -> str:
    return "–" if estimate is None else f"{estimate['value']:.2f}"
