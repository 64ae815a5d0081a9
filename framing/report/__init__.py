"""Mix → terminal, HTML, Markdown and JSON, and an index of many reports."""

from __future__ import annotations

from framing.report.data import render_json
from framing.report.facts import Report
from framing.report.index import IndexEntry, index_entry, render_index
from framing.report.markdown import render_markdown
from framing.report.page import render_html
from framing.report.terminal import render_terminal

__all__ = [
    "IndexEntry",
    "Report",
    "index_entry",
    "render_html",
    "render_index",
    "render_json",
    "render_markdown",
    "render_terminal",
]
