"""A report as one self-contained page: no script, no network, inline style and drawings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from framing.article import TaggedSentence
from framing.codebook import Device
from framing.message import Lang
from framing.report.chart import ROW, panels, strips, ticks
from framing.report.facts import (
    Report,
    byline,
    found_devices,
    has_voice,
    legend,
    limits,
    named,
    place,
    quotations,
    summary,
    voices,
)
from framing.report.looks import NIGHT, PAPER, family_looks
from framing.report.segments import Segment, paragraphs, segments
from framing.report.words import wording
from framing.trust import LOW

QUOTATIONS_SHOWN = 5  # of each device, before the rest is folded away
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
TITLE_LENGTH = 60  # characters of an article's title in the title of its page


@dataclass(frozen=True, slots=True)
class Mark:
    """A segment as the page shows it. `layers`: the families that cover it, each with the lane (from 0) in
    which its line runs below the text; `weak`: those of which only devices of a low grade do; `tags`: the
    devices to name behind it."""

    text: str
    layers: tuple[tuple[str, int], ...]
    weak: frozenset[str]
    hint: str
    tags: tuple[Device, ...]


def render_html(report: Report, lang: Lang) -> str:
    """The whole page. Everything from the article is escaped; nothing in it can become markup."""
    say = wording(lang)
    return environment().get_template("report.html.j2").render(
        report=report,
        say=say,
        lang=lang,
        looks=family_looks(report.codebook),
        paper=PAPER,
        night=NIGHT,
        row_height=ROW,
        page_title=report.heading(lang)[:TITLE_LENGTH],
        title=next((s for s in report.tagged.sentences if s.sentence.is_title), None),
        body=paragraphs(report.tagged),
        marks=lambda sentence: marks(sentence, report, lang),
        byline=byline(report, say),
        summary=summary(report, lang),
        panels=panels(report, lang),
        ticks=ticks(report, lang),
        strips=strips(report, lang),
        found=found_devices(report),
        quotations=lambda device: quotations(report, device.id),
        shown=QUOTATIONS_SHOWN,
        place=lambda sentence: place(report, sentence, say),
        limits=limits(report, lang),
        has_voice=has_voice(report),
        voices=voices,
        legend=legend(lang),
        low=LOW,
        named=lambda device: named(report, device, lang),
    )  # fmt: skip


def marks(sentence: TaggedSentence, report: Report, lang: Lang) -> list[Mark]:
    """The marks of one sentence, in order.

    In a run of adjoining evidence every family keeps one lane, so that its line is not broken where
    another family's evidence begins or ends; the lanes are as few as the run has families.
    """
    devices = {device.id: device for device in report.codebook.devices}
    families = [family.id for family in report.codebook.families]
    marked: list[Mark] = []
    for run in _runs(segments(sentence, report.codebook.label_ids)):
        present = {devices[label].family for segment in run for label in segment.devices}
        lanes = {family: lane for lane, family in enumerate(f for f in families if f in present)}
        for segment in run:
            covering = {devices[label].family for label in segment.devices}
            good = {devices[label].family for label in segment.devices if not report.is_low(label)}
            marked.append(
                Mark(
                    segment.text,
                    tuple((family, lane) for family, lane in lanes.items() if family in covering),
                    frozenset(covering - good),
                    " · ".join(
                        _hint(report, devices[label], sentence.labels[label].score, lang) for label in segment.devices
                    ),
                    tuple(devices[label] for label in segment.closing),
                )
            )
    return marked


def _hint(report: Report, device: Device, score: float, lang: Lang) -> str:
    """Name and score, with the grade where it is known; a low one says why."""
    say, text = wording(lang), f"{device.name(lang)} {score:.0%}"
    if device.id not in report.trust:
        return text
    found = report.trust[device.id]
    why = say.grade_why.format(grade=found.grade, reason=found.reason.text(lang))
    return say.graded.format(text=text, grade=why if found.is_low else found.grade)


def _runs(row: list[Segment]) -> list[list[Segment]]:
    """Segments grouped so that adjoining ones with evidence stay together."""
    runs: list[list[Segment]] = []
    for segment in row:
        if runs and segment.devices and runs[-1][-1].devices:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return runs


def _shown(value: object) -> object:
    """What a template puts in; a page can't hold control characters, so they are made visible, one for one."""
    return value.translate(_CONTROLS) if isinstance(value, str) else value


@cache
def environment() -> Environment:
    """The templates, with everything escaped that is not marked as safe, and no silent blanks."""
    made = Environment(
        loader=PackageLoader("framing.report"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    made.filters["percentage"] = lambda value: Markup(f"{value:.2f}%")
    return made
