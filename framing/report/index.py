"""The page that lists a folder's reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from framing.message import Lang
from framing.report.facts import Report, legend, most_used, named
from framing.report.looks import NIGHT, PAPER
from framing.report.page import environment
from framing.report.words import wording


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of the index: what is kept of a report once it is written. `file` is its name in the folder;
    `top` holds names and counts of the devices used most; `has_low`: one of them has a low grade."""

    file: str
    title: str
    source: str | None
    date: str | None
    sentences: int
    tagged: int
    top: tuple[tuple[str, int], ...]
    has_low: bool = False

    @property
    def href(self) -> str:
        return quote(self.file)


def index_entry(report: Report, file: str, lang: Lang) -> IndexEntry:
    """The line for a report written to `file`."""
    article, used = report.tagged.article, most_used(report)
    top = tuple((named(report, device, lang), report.mix.labels[device.id].count) for device in used)
    return IndexEntry(
        file, report.heading(lang) if article.title else article.id, article.source, article.date,
        report.mix.sentences, report.mix.tagged, top, any(report.is_low(device.id) for device in used),
    )  # fmt: skip


def render_index(entries: Sequence[IndexEntry], lang: Lang) -> str:
    """One self-contained page with a row and a link for every report, in the order given."""
    template = environment().get_template("index.html.j2")
    return template.render(
        entries=entries, legend=legend(lang) if any(entry.has_low for entry in entries) else "",
        say=wording(lang), looks={}, paper=PAPER, night=NIGHT, row_height=0,
    )  # fmt: skip
