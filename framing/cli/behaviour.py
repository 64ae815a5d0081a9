"""`framing evaluate --behaviour`: how a model behaves where only actors, printing or the sense of a word changes."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.console import Console

from framing.cli.language import said
from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle
from framing.evaluation.behaviour import (
    Behaviour,
    check_table,
    device_table,
    load_suite,
    measure,
    pair_table,
    remarks,
)
from framing.message import Lang, message
from framing.tagging import Tagger


def print_behaviour(
    taggers: Sequence[Tagger], corpus: Sequence[AnnotatedArticle], codebook: Codebook, console: Console, lang: Lang
) -> list[Behaviour]:
    """Run the suite on each model and print what was found; gives it for a file.

    corpus: articles whose sentences are printed in other ways as well as those of the suite.
    """
    suite = load_suite(codebook)
    found = []
    for tagger in taggers:
        note = message("Running the behaviour suite with {model}, a minute or more …", model=tagger.signature)
        with Console(stderr=True).status(said(note)):
            behaviour = measure(tagger, suite, corpus)
        for table in (
            check_table(behaviour, lang), device_table(behaviour, codebook, lang), pair_table(behaviour, lang),
        ):  # fmt: skip
            console.print(table)
        for line in (*remarks(behaviour, lang), behaviour.signature):
            typer.echo(line)
        found.append(behaviour)
    return found
