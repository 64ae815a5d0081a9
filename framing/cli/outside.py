"""`framing evaluate --outside`: how a model's scores rank texts that others labelled, beside the floors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from framing.cli.language import said
from framing.cli.systems import System, floor_systems, model_system, named_apart, remembered
from framing.cli.talk import Talk
from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle
from framing.errors import UsageError
from framing.evaluation.floors import CueList
from framing.evaluation.outside import Outside, check_outside
from framing.evaluation.outside_sets import MOST_TEXTS, load_outside
from framing.evaluation.outside_table import outside_remark, outside_table
from framing.message import Lang, message
from framing.progress import Progress
from framing.tagging import Tagger


def print_outside(
    folder: Path, taggers: Sequence[Tagger], codebook: Codebook, training: Sequence[AnnotatedArticle],
    backbone: Path | None, console: Console, talk: Talk, lang: Lang, *, every: bool,
) -> Outside:  # fmt: skip
    """Check the models on the sets of a folder and print what was found; gives it for a file.

    training: what the floors that need any learn from; every: all texts of a set, not a part drawn by chance.
    """
    most = None if every else MOST_TEXTS
    sets = load_outside(folder, most=most, on_note=talk.note, on_fault=talk.fault)
    articles = [article for labelled in sets for article in labelled.articles]
    for tagger in taggers:
        if known := {overlap.test for overlap in remembered(tagger.manifest, articles)}:
            talk.note(
                message(
                    "{texts} of the texts were in what the model {model} was trained on, so its figures flatter.",
                    texts=len(known), model=tagger.signature,
                )
            )  # fmt: skip
    note = message("Tagging {texts} texts that others labelled …", texts=len(articles))
    with Console(stderr=True).status(said(note)):
        systems = [model_system(tagger, articles, ()) for tagger in taggers]
        systems += _floors(training, articles, codebook, backbone, talk)
    named = named_apart(systems)
    found = check_outside(sets, {name: system.predictions for name, system in named.items()})
    console.print(outside_table(found, lang))
    for line in (outside_remark(lang), found.signature):
        typer.echo(line)
    return found


def _floors(
    training: Sequence[AnnotatedArticle], articles: Sequence[AnnotatedArticle], codebook: Codebook,
    backbone: Path | None, talk: Talk,
) -> list[System]:  # fmt: skip
    """All floors where there is something to learn from, else the one that learns nothing, if it can be had."""
    if training:
        return floor_systems(training, articles, codebook, (), backbone, Progress(Console(quiet=True)))
    try:
        floor = CueList(codebook)
    except UsageError as missing:
        talk.note(missing.message)
        return []
    return [System(floor.name, {a.id: p for a, p in zip(articles, floor.predict(articles), strict=True)})]
