"""How a tagger behaves, as tables to read: rich tables whose lines are Markdown too."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.markup import escape
from rich.table import Table

from framing.codebook import Codebook
from framing.evaluation.behaviour.measuring import Behaviour
from framing.evaluation.behaviour.tally import Rate
from framing.evaluation.behaviour.words import CHECKS, SHOWN_BY_DEVICE, WORDS
from framing.message import Lang

MOST_PAIRS = 10


def check_table(behaviour: Behaviour, lang: Lang) -> Table:
    """One row per check that has cases: its rate, of how many, what would be ideal, and what it means."""
    table = _table("check", "rate", "cases", "ideal", lang=lang)
    table.add_column(WORDS["meaning"][lang], no_wrap=True)
    for id, found in behaviour.checks.items():
        words, overall = CHECKS[id], found.overall
        if overall.denominator:
            ideal = f"{100 * words.ideal}%"
            table.add_row(escape(words.name[lang]), *_cells(overall), ideal, escape(words.meaning[lang]))
    return table


def device_table(behaviour: Behaviour, codebook: Codebook, lang: Lang) -> Table:
    """One row per device: the rates of the chief checks, each with its numerator and denominator."""
    table = Table(box=box.MARKDOWN)
    table.add_column(WORDS["device"][lang], no_wrap=True)
    for id in SHOWN_BY_DEVICE:
        table.add_column(f"{CHECKS[id].name[lang]} → {100 * CHECKS[id].ideal}%", no_wrap=True, justify="right")
    for device in codebook.devices:
        rates = [behaviour.checks[id].devices.get(device.id) for id in SHOWN_BY_DEVICE]
        table.add_row(f"{device.name(lang)} {device.id}", *(found.short() if found else "–" for found in rates))
    return table


def pair_table(behaviour: Behaviour, lang: Lang) -> Table:
    """The pairs of actors that flip most often, by the low end of the interval: few cases prove little."""
    table = _table("pair", "rate", "cases", lang=lang)
    worst = sorted(behaviour.pairs.items(), key=lambda item: -item[1].estimate.low if item[1].estimate else 0)
    for pair, found in worst[:MOST_PAIRS]:
        table.add_row(escape(pair), *_cells(found))
    return table


def remarks(behaviour: Behaviour, lang: Lang) -> Iterator[str]:
    """In words: which checks had nothing to compare, how to read intervals, and how much was tagged."""
    comma = {"zh": "、", "en": ", "}[lang]
    if without := [CHECKS[id].name[lang] for id, found in behaviour.checks.items() if not found.overall.denominator]:
        yield WORDS["no_case"][lang] + comma.join(without)
    yield WORDS["width"][lang]
    yield WORDS["tagged"][lang].format(number=behaviour.tagged)


def _table(first: str, *others: str, lang: Lang) -> Table:
    table = Table(box=box.MARKDOWN)
    table.add_column(WORDS[first][lang], no_wrap=True)
    for word in others:
        table.add_column(WORDS[word][lang], no_wrap=True, justify="right")
    return table


def _cells(rate: Rate) -> tuple[str, str]:
    return escape(rate.text()), f"{rate.numerator}/{rate.denominator}"
