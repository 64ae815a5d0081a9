"""A report in the terminal: readable at 80 columns, without colour, and piped into a file."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from framing.article import TaggedSentence
from framing.message import Lang
from framing.mix import FamilyShare
from framing.report.chart import axis_end
from framing.report.facts import Report, byline, found_devices, legend, limits, named, ordinal, summary
from framing.report.looks import family_looks
from framing.report.segments import merged
from framing.report.words import Wording, wording
from framing.report.wrapping import wrap

MAX_WIDTH = 100  # longer lines are hard to read, however wide the window
BAR = 16  # cells of a bar that reaches the end of the axis
GRADE = 3  # cells of a grade with the space behind it, taken from the bars
EIGHTHS = " ▏▎▍▌▋▊▉"  # a cell filled from the left by eighths

# An article is foreign text: nothing in it may move the cursor or change the terminal. One character for one,
# so that evidence keeps its place.
_CONTROLS = dict.fromkeys((*range(32), 127, *range(128, 160)), "�")
_CONTROLS.update({ord(space): " " for space in "\n\r\t"})


def render_terminal(report: Report, console: Console, lang: Lang) -> None:
    """Print the report. Colour repeats what underlines and the lines of names below each sentence say."""
    say, width = wording(lang), min(console.width, MAX_WIDTH)

    def show(text: str, style: str = "", *, bullet: str = "") -> None:
        for line in wrap(Text(_plain(text), style), width, first=bullet, rest=" " * len(bullet)):
            console.print(line, no_wrap=True, overflow="fold", crop=False)

    show(report.heading(lang), "bold")
    show(" · ".join(byline(report, say)), "dim")
    console.print()
    show(summary(report, lang))
    if report.mix.tagged:
        console.print()
        show(say.families, "bold underline")
        console.print(_mix(report, lang, say), width=width)
        if report.trust:
            show(legend(lang), "dim")
        console.print()
        show(say.tagged_sentences, "bold underline")
        for line in _sentences(report, lang, say, width):
            console.print(line, no_wrap=True, overflow="fold", crop=False)
        if untagged := report.mix.sentences - report.mix.tagged:
            show(say.others(untagged), "dim")
    console.print()
    show(say.limits, "bold underline")
    for claim, explanation in limits(report, lang):
        show(f"{claim}{say.space}{explanation}", bullet="- ")
    console.print()
    show(f"{say.cite_hint}{report.signature}", "dim")


def _mix(report: Report, lang: Lang, say: Wording) -> Table:
    """Families and the devices found in them. The bar is last, where a terminal that draws it wider does no harm."""
    looks, end, graded = family_looks(report.codebook), axis_end(report), bool(report.trust)
    length = BAR - GRADE if graded else BAR
    table = Table.grid(padding=(0, 2, 0, 0))
    headings = [say.device, *([""] if graded else []), say.count, say.share]
    headings += [say.adjusted, say.interval] if report.corrected else []
    for number in range(len(headings)):
        table.add_column(justify="right" if number else "left", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_row(*(Text(heading, "dim") for heading in headings), "")

    def add(name: Text, share: FamilyShare, style: str, grade: str = "") -> None:
        cells = [name, *([Text(grade)] if graded else []), Text(str(share.count)), Text(say.percent(share.share))]
        if report.corrected:
            cells += [Text(say.percent(share.adjusted)), Text(say.span(share.low, share.high))]
        table.add_row(*cells, Text(_bar((share.share or 0) / end, length), style))

    found = found_devices(report)
    for family in report.codebook.families:
        style = looks[family.id].terminal
        add(Text(family.name(lang), f"bold {style}"), report.mix.families[family.id], style)
        for device in found:
            if device.family == family.id:
                low = "dim" if report.is_low(device.id) else ""
                name = Text("  " + device.name(lang), low)
                add(name, report.mix.labels[device.id], f"{low} {style}", report.grade(device.id) or "—")
    return table


def _bar(part: float, length: int) -> str:
    full, rest = divmod(round(part * length * 8), 8)
    return ("█" * full + EIGHTHS[rest]).rstrip()


def _sentences(report: Report, lang: Lang, say: Wording, width: int) -> Iterator[Text]:
    """Every sentence with a device, its evidence underlined, and below it the names with their evidence."""
    looks = family_looks(report.codebook)
    margin = cell_len(say.title_place) + 2
    for tagged in report.tagged.sentences:
        if tagged.labels:
            number = say.title_place if tagged.sentence.is_title else str(ordinal(report, tagged.sentence))
            yield from wrap(_highlighted(report, tagged), width, first=_right(number, margin), rest=" " * margin)
            names = Text("  ").join(
                Text.assemble(
                    (f"[{named(report, device, lang)}]", looks[device.family].terminal),
                    " " + _plain(" / ".join(e.text for e in tagged.labels[device.id].evidence)),
                )
                for device in report.codebook.devices
                if device.id in tagged.labels
            )
            yield from wrap(names, width, first=" " * margin, rest=" " * margin)


def _right(text: str, cells: int) -> str:
    """`text` set flush right, two cells before the text that follows."""
    return " " * (cells - 2 - cell_len(text)) + text + "  "


def _highlighted(report: Report, tagged: TaggedSentence) -> Text:
    looks, text = family_looks(report.codebook), Text(_plain(tagged.sentence.text))
    for label, finding in tagged.labels.items():
        style = f"underline {looks[report.codebook.device(label).family].terminal}"
        for start, end in merged(finding.evidence):
            text.stylize(style, start, end)
    return text


def _plain(text: str) -> str:
    return text.translate(_CONTROLS)
