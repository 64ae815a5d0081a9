"""The geometry of the drawings: bars of the mix by family, and the strip of sentences from first to last.

Horizontal places are percentages of the drawing's width, so that it fits any screen with its text unscaled.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.codebook import Family
from framing.message import Lang
from framing.mix import FamilyShare, LabelShare
from framing.report.facts import Report, place
from framing.report.words import Wording, wording
from framing.trust import LOW, Grade

SCALES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)  # where an axis may end; each divides into quarters or halves
ROW = 27  # height of a bar with its interval below, in CSS pixels


@dataclass(frozen=True, slots=True)
class Bar:
    """One share as a bar: `author` and `quoted` are widths, `adjusted`, `low` and `high` places, in % of the axis;
    `y` is its top in CSS pixels; `grade` is None for a family, and for a device of which it is not known."""

    name: str
    value: str
    author: float
    quoted: float
    adjusted: float | None
    low: float | None
    high: float | None
    y: int
    grade: Grade | None

    @property
    def is_low(self) -> bool:
        return self.grade == LOW


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars of one family: the family as a whole, then its devices that were found, most frequent first."""

    family: Family
    bars: tuple[Bar, ...]
    missing: tuple[str, ...]  # names of the devices not found
    description: str

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


@dataclass(frozen=True, slots=True)
class Strip:
    """One family along the article: for each sentence in order, whether it uses a device of the family."""

    family: Family
    cells: tuple[bool, ...]
    description: str


def axis_end(report: Report) -> float:
    """The share at the right end of every panel's axis: the first in SCALES that nothing exceeds."""
    shares = [*report.mix.families.values(), *(s for s in report.mix.labels.values() if s.count)]
    longest = max((max(s.share or 0, s.high or 0) for s in shares), default=0)
    return next(scale for scale in SCALES if longest <= scale)


def ticks(report: Report, lang: Lang) -> list[tuple[float, str]]:
    """Places on the axis in % and what to write there."""
    end = axis_end(report)
    return [(100 * part, wording(lang).percent(end * part)) for part in (0.0, 0.5, 1.0)]


def panels(report: Report, lang: Lang) -> list[Panel]:
    """One panel a family, in codebook order, all on one axis."""
    say, end = wording(lang), axis_end(report)
    return [_panel(report, family, lang, say, end) for family in report.codebook.families]


def _panel(report: Report, family: Family, lang: Lang, say: Wording, end: float) -> Panel:
    labels = report.mix.labels
    devices = report.codebook.in_family(family.id)
    found = sorted((d for d in devices if labels[d.id].count), key=lambda d: -labels[d.id].count)
    rows: list[tuple[str, FamilyShare, Grade | None]] = [(family.name(lang), report.mix.families[family.id], None)]
    rows += [(d.name(lang), labels[d.id], report.grade(d.id)) for d in found]
    return Panel(
        family,
        bars=tuple(_bar(*row, say, end, y=ROW * i) for i, row in enumerate(rows)),
        missing=tuple(d.name(lang) for d in devices if not labels[d.id].count and report.was_looked_for(d.id)),
        description=say.comma.join(_described(*row, say) for row in rows),
    )


def _bar(name: str, share: FamilyShare, grade: Grade | None, say: Wording, end: float, y: int) -> Bar:
    quoted = share.quoted or 0 if isinstance(share, LabelShare) else 0
    width = (share.share or 0) / end * 100
    quoted_width = width * quoted / share.count if quoted else 0.0
    adjusted, low, high = (None if v is None else v / end * 100 for v in (share.adjusted, share.low, share.high))
    value = say.bar_value.format(n=share.count, share=say.percent(share.share))
    return Bar(name, value, width - quoted_width, quoted_width, adjusted, low, high, y, grade)


def _described(name: str, share: FamilyShare, grade: Grade | None, say: Wording) -> str:
    text = f"{name} {say.sentences(share.count)} {say.percent(share.share)}"
    text += "" if share.low is None else f" [{say.span(share.low, share.high)}]"
    return say.graded.format(text=text, grade=grade) if grade else text


def strips(report: Report, lang: Lang) -> list[Strip]:
    """One strip a family, in codebook order; empty for an article without sentences."""
    sentences = report.tagged.sentences
    say, drawn = wording(lang), []
    for family in report.codebook.families:
        members = {device.id for device in report.codebook.in_family(family.id)}
        cells = tuple(not members.isdisjoint(s.labels) for s in sentences)
        places = say.comma.join(
            place(report, s.sentence, say) for s, used in zip(sentences, cells, strict=True) if used
        )
        description = say.glance_where.format(family=family.name(lang), count=say.sentences(sum(cells)), places=places)
        drawn.append(Strip(family, cells, description))
    return drawn
