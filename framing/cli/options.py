"""Options that several commands share, each declared once, and what their values mean together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from framing.batch import TagOptions
from framing.batch.files import writing
from framing.errors import UsageError, did_you_mean
from framing.message import Lang, message
from framing.reading.encodings import text_encoding
from framing.reading.kinds import SHOWN
from framing.tagging import Preset
from framing.tagging.manifest import model_folder
from framing.tagging.tagger import model_codebook

_ENCODINGS = ("utf-8", "utf-16", "gb18030", "gbk", "gb2312", "big5", "big5hkscs", "hz")  # Chinese is found in these

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help=f"Articles: files ({SHOWN}), folders, patterns, or - for standard input.",
        show_default=False,
    ),
]
ModelFolder = Annotated[
    Path | None, typer.Option("--model", metavar="DIR", help="A model folder; without it the shipped model.")
]
Threshold = Annotated[
    float | None,
    typer.Option(metavar="X", help="One threshold for all labels, from 0 to 1, instead of the model's own."),
]
Precision = Annotated[bool, typer.Option("--precision", help="The model's stricter thresholds: fewer false labels.")]
Recall = Annotated[bool, typer.Option("--recall", help="The model's looser thresholds: fewer labels missed.")]
Labels = Annotated[
    str | None, typer.Option("--labels", metavar="A,B", help="Look for these labels only, such as clique,betrayal.")
]
Encoding = Annotated[
    str | None, typer.Option(metavar="NAME", help="Read all inputs in this encoding instead of finding out.")
]
TextColumn = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The column of tables, or field of JSONL, that holds the article's body."),
]
TitleColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The same for the title.")]
IdColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The same for the id.")]
SourceColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The same for the source.")]
DateColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The same for the date.")]
ShowCut = Annotated[bool, typer.Option("--show-cut", help="Show what was cut around the articles, on stderr.")]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the report and of messages.")]
# `framing.cli.language.speak` has heard it before any command is called, so commands needn't look at it.
MessageLanguage = Annotated[Lang | None, typer.Option("--lang", help="Language of messages.")]


def tag_options(
    threshold: float | None, precision: bool, recall: bool, labels: str | None, model: Path | None, *,
    all_scores: bool = False,
) -> TagOptions:  # fmt: skip
    """The options together, labels by their ids. Raises UsageError where they contradict each other, and for labels
    that are not the model's."""
    if (threshold is not None) + precision + recall > 1:
        raise UsageError("--threshold, --precision and --recall each set the thresholds. Give one of them.")
    wanted = None if labels is None else tuple(dict.fromkeys(filter(None, map(str.strip, re.split("[,，、]", labels)))))
    if wanted == ():
        raise UsageError("--labels names no label. Give some, such as --labels clique,betrayal.")
    if wanted:
        book = model_codebook(model_folder(model))
        wanted = tuple(dict.fromkeys(book.device(word).id for word in wanted))
    preset: Preset = "precision" if precision else "recall" if recall else "balanced"
    return TagOptions(threshold, preset, wanted, all_scores)


def check_encoding(encoding: str | None) -> None:
    """Raise UsageError for an encoding that Python does not know, or knows for other things than texts."""
    if encoding is not None and text_encoding(encoding) is None:
        raise UsageError(
            "The encoding '{name}' is unknown.{near} Give one such as utf-8, gb18030 or big5.",
            name=encoding, near=did_you_mean(encoding.lower(), _ENCODINGS),
        )  # fmt: skip


def file_to_write(output: Path, option: str = "-o") -> Path:
    """The file that `option` names, behind a link too. Raises UsageError where no file can be, OutputError where
    the system won't say."""
    with writing(output):
        if not output.absolute().parent.is_dir():
            raise UsageError(
                "'{folder}' is not a folder. Make it first, or give another file to {option}.",
                folder=output.parent, option=option,
            )  # fmt: skip
        if output.exists() and not output.is_file():
            found = message("a folder") if output.is_dir() else message("not a plain file")
            raise UsageError(
                "'{path}' is {found}. Give a file to {option}, or leave {option} out.",
                path=output, found=found, option=option,
            )  # fmt: skip
        return output.resolve() if output.is_symlink() else output
