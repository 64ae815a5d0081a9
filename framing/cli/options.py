"""Options that several commands share, each declared once, and what their values mean together."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.batch import TagOptions
from framing.batch.files import writing
from framing.codebook import Lang
from framing.errors import UsageError
from framing.tagging import Preset

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Articles: files (.txt .md .html .jsonl .csv), folders, patterns, or - for standard input.",
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
ShowCut = Annotated[bool, typer.Option("--show-cut", help="Show what was cut around the articles, on stderr.")]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the report.")]


def tag_options(
    threshold: float | None, precision: bool, recall: bool, labels: str | None, *, all_scores: bool = False
) -> TagOptions:
    """The options together. Raises UsageError where they contradict each other."""
    if (threshold is not None) + precision + recall > 1:
        raise UsageError("--threshold, --precision and --recall each set the thresholds. Give one of them.")
    wanted = None if labels is None else tuple(dict.fromkeys(filter(None, map(str.strip, labels.split(",")))))
    if wanted == ():
        raise UsageError("--labels names no label. Give some, such as --labels clique,betrayal.")
    preset: Preset = "precision" if precision else "recall" if recall else "balanced"
    return TagOptions(threshold, preset, wanted, all_scores)


def check_encoding(encoding: str | None) -> None:
    """Raise UsageError for an encoding that Python does not know, or knows for other things than texts."""
    try:
        "".encode(encoding or "utf-8")
        b"a".decode(encoding or "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        raise UsageError(f"The encoding '{encoding}' is unknown. Give one such as utf-8, gb18030 or big5.") from None


def file_to_write(output: Path, option: str = "-o") -> Path:
    """The file that `option` names, behind a link too. Raises UsageError where no file can be, OutputError where
    the system won't say."""
    with writing(output):
        if not output.absolute().parent.is_dir():
            raise UsageError(f"'{output.parent}' is not a folder. Make it first, or give another file to {option}.")
        if output.exists() and not output.is_file():
            found = "a folder" if output.is_dir() else "not a plain file"
            raise UsageError(f"'{output}' is {found}. Give a file to {option}, or leave {option} out.")
        return output.resolve() if output.is_symlink() else output
