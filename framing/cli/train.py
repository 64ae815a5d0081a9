"""`framing train`: a recipe and an annotated corpus → a model folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from framing.cli import options as opt
from framing.cli.extras import training_module
from framing.cli.language import said, spoken
from framing.message import Message, message

EPILOG = "Try: framing train models/framing-zh-mini.toml -o .work/my-model --resume"


def train(
    recipe: Annotated[Path, typer.Argument(metavar="RECIPE.toml", help="What to train, from what, and how.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="DIR", help="The model folder; default models/NAME.")
    ] = None,
    work: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Checkpoints and results of each stage; default .work/NAME.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an interrupted training.")] = False,
    lang: opt.MessageLanguage = None,
) -> None:
    """Train a model: the network, thresholds from held-out folds, the int8 file, scores and the card."""
    from framing.progress import Progress
    from framing.training.recipe import load_recipe

    loaded = load_recipe(recipe)
    train_model = training_module("pipeline").train_model

    def log(text: Message) -> None:
        typer.echo(f"{time.strftime('%H:%M:%S')} {said(text)}", err=True)

    target = output or Path("models") / loaded.name
    manifest = train_model(
        loaded, target, work or Path(".work") / loaded.name, resume=resume, log=log, progress=Progress(lang=spoken())
    )
    done = message(
        "{model} is in {folder}; its card is {card}.",
        model=manifest.signature,
        folder=target,
        card=target / "README.md",
    )
    typer.echo(said(done))
