"""Writing results: all of a file or nothing, and never over what is being read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from framing.errors import OutputError, UsageError, reason
from framing.reading.kinds import kind_of


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write `path` into an OutputError; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            "'{path}' can't be written ({reason}). Make room, or write to another place.",
            path=path,
            reason=reason(error),
        ) from error


def write_whole(path: Path, text: str) -> None:
    """Write a file in UTF-8, all of it or nothing: a reader never meets half a file. Raises OutputError."""
    partial = path.with_name(f".framing-{os.getpid()}")  # short, for the name itself may be as long as can be
    with writing(path):
        try:
            partial.write_text(text, encoding="utf-8", newline="\n")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)


def refuse_to_read_output(inputs: Sequence[str], output: Path, option: str = "-o") -> None:
    """Raise UsageError where an earlier `output` (a file or a folder, named by `option`) would be read as an input."""
    if not output.exists():
        return
    there = output.resolve()
    is_readable = output.is_dir() or kind_of(output) is not None
    for given in inputs:
        if any(there == path or (is_readable and path in there.parents) for path in named_paths(given)):
            raise UsageError(
                "'{output}' would be read as input: it is, or lies in, '{given}'. "
                "Write to another place with {option}, or move it away first.",
                output=output,
                given=given,
                option=option,
            )


def named_paths(given: str) -> Iterator[Path]:
    """What an input names, as absolute paths."""
    if given == "-":
        return
    # os.path.exists, unlike Path.exists, raises nothing for a name too long, or one that may not be looked at.
    names = [given] if os.path.exists(given) else glob.glob(given, recursive=True)  # noqa: PTH110, PTH207
    for name in names:
        yield Path(name).resolve()
