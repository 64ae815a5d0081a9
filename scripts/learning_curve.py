"""What more data would bring: the learning curve of a model, as a table and a picture, from its framing.json.

    .venv/bin/python scripts/learning_curve.py            # the table, as Markdown
    .venv/bin/python scripts/learning_curve.py --write    # docs/learning-curve.md and docs/learning-curve.svg

The curve itself is measured by `framing train` when the recipe asks for it ([curve] shares). The picture needs
matplotlib: pip install 'framing[docs]'.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marked import fill
from marked import table as markdown_table

from framing.evaluation.measures import MACRO_SUPPORT
from framing.tagging import Manifest, load_manifest

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 5  # small pictures in a row
Points = Sequence[dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a model folder; without it the shipped model")
    parser.add_argument("--write", action="store_true", help="fill docs/learning-curve.md and draw the picture")
    arguments = parser.parse_args()
    manifest = load_manifest(arguments.model)
    if not manifest.scores.get("curve"):
        parser.error(f"{manifest.signature} was trained without a curve; its recipe needs [curve] shares.")
    if not arguments.write:
        print(table(manifest))
        return
    fill(ROOT / "docs" / "learning-curve.md", {"curve": lambda: table(manifest)})
    draw(manifest, ROOT / "docs" / "learning-curve.svg")


def table(manifest: Manifest) -> str:
    """Overall scores, then average precision by label, a column per part of the corpus."""
    points = manifest.scores["curve"]
    head = [f"{p['share']:.0%}: {p['sentences']:,} sentences" for p in points]
    overall = {"micro_f1": "micro-F1", "macro_f1": "macro-F1", "mean_average_precision": "mean average precision"}
    rows = [
        [f"**{name}**", "", *(_number(p[key]) for p in points), _gain(points, key)] for key, name in overall.items()
    ]
    for label in _labels(manifest):
        values = [{"value": p["labels"][label]["average_precision"], **p} for p in points]
        support = manifest.scores["model"]["labels"][label]["support"]
        rows.append([label, str(support), *(_number(v["value"]) for v in values), _gain(values, "value")])
    titles = ["Average precision of", "gold cases", *head, "last doubling"]
    return markdown_table(titles, rows)


def draw(manifest: Manifest, path: Path) -> None:
    """A small picture per label and one of all together: average precision over sentences, on a logarithmic axis."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update(
        {"svg.hashsalt": "framing", "font.size": 8, "axes.spines.top": False, "axes.spines.right": False}
    )
    import matplotlib.pyplot as plt

    points, labels = manifest.scores["curve"], _labels(manifest)
    sizes = [p["sentences"] for p in points]
    curves = {
        "all: micro-F1": [p["micro_f1"] for p in points],
        "all: macro-F1": [p["macro_f1"] for p in points],
        **{label: [p["labels"][label]["average_precision"] for p in points] for label in labels},
    }
    rows = math.ceil(len(curves) / COLUMNS)
    figure, axes = plt.subplots(rows, COLUMNS, figsize=(10, 1.6 * rows), sharex=True, sharey=True)
    for axis, (name, values) in zip(axes.flat, curves.items(), strict=False):
        axis.plot(sizes, values, marker="o", markersize=3, color="#b3382c" if name.startswith("all") else "#2f5d8a")
        axis.set_title(name, fontsize=8)
        axis.set_xscale("log")
        axis.set_xticks(sizes, [f"{size / 1000:.1f}k" for size in sizes])
        axis.minorticks_off()
        axis.set_ylim(0, 1)
        axis.grid(axis="y", alpha=0.3)
    for axis in axes.flat[len(curves) - COLUMNS : len(curves)]:  # the lowest in each column
        axis.tick_params(labelbottom=True)
    for axis in axes.flat[len(curves) :]:
        axis.axis("off")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def _labels(manifest: Manifest) -> list[str]:
    """Those with enough gold cases for a curve to mean something."""
    measured = manifest.scores["model"]["labels"]
    return [label for label in manifest.labels if measured[label]["support"] >= MACRO_SUPPORT]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _gain(points: Points, key: str) -> str:
    """What the last doubling of the sentences brought; twice the sentences counted on the logarithmic axis."""
    before, last = points[-2], points[-1]
    if before[key] is None or last[key] is None:
        return "–"
    return f"{(last[key] - before[key]) / math.log2(last['sentences'] / before['sentences']):+.3f}"


if __name__ == "__main__":
    main()
