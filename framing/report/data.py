"""A report as data: the tagged article and its mix in one JSON object."""

from __future__ import annotations

from framing.article import json_text
from framing.report.facts import Report


def render_json(report: Report) -> str:
    """The object `framing tag` writes plus `mix` with each label's grade, indented, ending in a line feed."""
    options = {"options": dict(report.options)} if report.options else {}
    mix = report.mix.to_record()
    for label, share in mix["labels"].items():
        share["grade"] = report.grade(label)
    record = {**report.tagged.to_record(), **options, "mix": mix}
    return json_text(record, indent=2) + "\n"
