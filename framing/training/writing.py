"""Folders and files that training writes: whole or not at all, and never over what is not ours."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from framing.errors import UsageError


def refuse_foreign_folder(target: Path, marker: str | None = None) -> None:
    """Raise UsageError unless `target` is new, empty, or holds the file `marker`, so that we made it."""
    if target.is_dir() and (not any(target.iterdir()) or (marker and (target / marker).is_file())):
        return
    if target.exists():
        raise UsageError(
            "'{folder}' holds something else and will not be replaced. Give a new or empty folder.", folder=target
        )


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """A new folder that takes the place of `target` when all went well; else `target` stays as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        new, old = Path(scratch) / "new", Path(scratch) / "old"
        new.mkdir()
        yield new
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to; the file takes its name when all went well, so an interruption leaves the old one."""
    temporary = path.with_name(f"{path.name}.part")
    yield temporary
    temporary.replace(path)


def write_json(path: Path, content: Any) -> None:
    """UTF-8 with line feeds on every system, since the file's hash is kept."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def quiet_transformers() -> None:
    """Turn off its progress bars, which know nothing of terminals."""
    from transformers.utils import logging

    logging.disable_progress_bar()
