"""Which options of `framing evaluate` go together: refused before the work, with what to do instead."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from framing.errors import UsageError, nearest_name


def check_options(
    corpus: Path | None, of_corpus: Sequence[str], behaviour: bool, outside: Path | None, every: bool
) -> None:
    """Raise UsageError where there is nothing to evaluate, or an option has nothing to say.

    of_corpus: the given options that say something of annotated articles only.
    """
    if of_corpus and not corpus:
        raise UsageError(
            "{option} needs annotated articles. Give CORPUS.jsonl as well, or leave it out.", option=of_corpus[0]
        )
    if every and not outside:
        raise UsageError("--all is for the texts of --outside. Give --outside DIR as well, or leave it out.")
    if not corpus and not behaviour and not outside:
        raise UsageError("There is nothing to evaluate. Give CORPUS.jsonl, or another check such as --behaviour.")
    if outside and not os.path.isdir(outside):  # noqa: PTH112 - unlike Path.is_dir it raises nothing for a name too long
        raise UsageError(
            "'{path}' is not a folder.{near} Give the folder of the sets to --outside.",
            path=outside, near=nearest_name(outside),
        )  # fmt: skip


def check_backbone(backbone: Path, floors: Path | None) -> None:
    """Raise UsageError where no floor wants it, and for what is no folder: it would be looked for in the network."""
    if not floors:
        raise UsageError("--backbone is for a floor. Give --floors TRAIN.jsonl as well, or leave it out.")
    if not os.path.isdir(backbone):  # noqa: PTH112 - unlike Path.is_dir it raises nothing for a name too long
        raise UsageError(
            "'{path}' is not a folder.{near} Give the folder of an encoder to --backbone.",
            path=backbone, near=nearest_name(backbone),
        )  # fmt: skip
