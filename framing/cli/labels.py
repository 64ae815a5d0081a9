"""`framing labels`: show the codebook, explain one label, or check a codebook of one's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from framing.cli.language import said
from framing.codebook import Codebook, Device, Example, load_codebook
from framing.errors import FramingError, UsageError
from framing.message import Lang, Message, message
from framing.trust import LEGEND, Trust

EPILOG = "Try: framing labels clique --lang en"

_WIDEST = 100  # columns; longer lines are hard to read however wide the terminal
_NARROWEST = 12  # columns kept for the definitions however narrow it is
_WORDS: dict[Lang, dict[str, str]] = {
    "zh": {"tag": "标", "avoid": "不标", "examples": "例句", "cues": "线索词", "grade": "可信度"},
    "en": {"tag": "Tag", "avoid": "Don't tag", "examples": "Examples", "cues": "Cues", "grade": "Grade"},
}


def labels(
    label: Annotated[
        str | None,
        typer.Argument(metavar="LABEL", help="A label to explain, by id or name; without it all are listed."),
    ] = None,
    lang: Annotated[Lang, typer.Option("--lang", help="Language of names, texts and messages.")] = "zh",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with both languages and all texts.")] = False,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Check a codebook of your own instead.")
    ] = None,
) -> None:
    """Show what each label means, when to tag it and when not."""
    if check:
        if label or as_json:
            raise UsageError("--check looks at a whole file. Leave out the label and --json.")
        typer.echo(said(_verdict(check, load_codebook(check))))
        return
    book = load_codebook()
    shown = book if label is None else book.device(label)
    if as_json:
        typer.echo(shown.model_dump_json(indent=2))
        return
    console = Console(highlight=False)
    of_model, trust = _shipped_trust(book)
    if isinstance(shown, Codebook):
        page = _listing(book, of_model, trust, lang)
    else:
        page = _explanation(shown, book, of_model, trust.get(shown.id), lang, console)
    console.print(page, width=min(console.width, _WIDEST))


def _verdict(path: Path, book: Codebook) -> Message:
    return message(
        "{path}: {codebook} is valid: {devices} devices in {families} families.",
        path=path, codebook=book.signature, devices=len(book.devices), families=len(book.families),
    )  # fmt: skip


def _shipped_trust(book: Codebook) -> tuple[str, Mapping[str, Trust]]:
    """The shipped model and the grades it keeps, if it is there and for this codebook."""
    from framing.tagging import load_manifest

    try:
        manifest = load_manifest()
    except FramingError:
        return "", {}  # what the labels mean can be told without a model
    return manifest.signature, manifest.trust if manifest.codebook == book.signature else {}


def _listing(book: Codebook, model: str, trust: Mapping[str, Trust], lang: Lang) -> Group:
    """All labels by family: id, name, grade, definition."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="cyan", overflow="fold")
    table.add_column(overflow="fold")
    if trust:
        table.add_column()
    table.add_column(overflow="fold", min_width=_NARROWEST)
    for family in book.families:
        table.add_row(Text(family.id), Text(family.name(lang)), style="bold")
        for device in book.in_family(family.id):
            grade = [trust[device.id].grade if device.id in trust else "–"] if trust else []
            table.add_row(*map(Text, (device.id, device.name(lang), *grade, device.definition.get(lang))))
        table.add_row()
    if not trust:
        return Group(table, Text(book.signature, style="dim"))
    legend = f"{_WORDS[lang]['grade']} {LEGEND.text(lang)}"
    return Group(table, Text(legend), Text(f"{book.signature} · {model}", style="dim"))


def _explanation(
    device: Device, book: Codebook, model: str, trust: Trust | None, lang: Lang, console: Console
) -> Group:
    """Everything about one label."""
    words = _WORDS[lang]
    family = next(family for family in book.families if family.id == device.family)
    # Where the console shows no styles (a file, a pipe, a dumb terminal) brackets mark the evidence.
    examples = [_marked(example, styled=console.color_system is not None) for example in device.examples]
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(words["tag"], Text(device.tag.get(lang)))
    table.add_row(words["avoid"], Text(device.avoid.get(lang)))
    table.add_row(words["examples"], Text("\n").join(examples))
    table.add_row(words["cues"], Text("  ".join(device.cues)))
    if trust:
        said = (f"{trust.grade} {trust.reason.text(lang)}", trust.figures.text(lang), model)
        table.add_row(words["grade"], Text("\n".join(said)))
    return Group(
        Text.assemble((device.name(lang), "bold"), f"  {device.id} · {family.name(lang)} · {book.signature}"),
        Text(device.definition.get(lang)),
        Text(),
        table,
    )


def _marked(example: Example, *, styled: bool) -> Text:
    """The sentence with its evidence in bold and underlined, or in 【】."""
    pattern = "|".join(re.escape(piece) for piece in sorted(example.evidence, key=len, reverse=True))
    if not styled:
        return Text(re.sub(pattern, r"【\g<0>】", example.text))
    text = Text(example.text)
    text.highlight_regex(pattern, style="bold underline")
    return text
