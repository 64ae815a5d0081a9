"""Inputs as a user names them (files, folders, patterns) → the names of the files that are read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from framing.errors import UsageError
from framing.reading.kinds import SHOWN, kind_of


def expand_input(given: str) -> list[str]:
    """The files that an input names, in order; "-" is itself. Raises UsageError for a pattern that matches nothing.

    An input that isn't there is kept, to be reported in its turn.
    """
    if given == "-":
        return [given]
    # These two, unlike those of Path, raise nothing for a name too long, or one that may not be looked at.
    if os.path.isdir(given):  # noqa: PTH112
        return sorted(_files_in(given)) or [given]
    if os.path.exists(given) or not glob.has_magic(given):  # noqa: PTH110
        return [given]
    if not (found := _matches(given)):
        raise UsageError(
            "no file of a known kind ({kinds}) matches '{pattern}'. Check the pattern and its folder.",
            kinds=SHOWN, pattern=given,
        )  # fmt: skip
    return found


def _matches(pattern: str) -> list[str]:
    """The files of known kinds that a pattern matches, then those in the folders that it matches; each sorted."""
    if "**" in (parts := Path(pattern).parts):
        # glob would go round in a circle of links, again and again
        start = next(number for number, part in enumerate(parts) if glob.has_magic(part))
        base = str(Path(*parts[:start])) if start else ""
        within = ((file, Path(file).relative_to(base).parts) for file in _files_in(base or "."))
        return sorted(file for file, inner in within if _fits(inner, parts[start:]))
    found = sorted(glob.glob(pattern))  # noqa: PTH207 (a pattern may be absolute)
    files = [name for name in found if kind_of(name) and os.path.isfile(name)]  # noqa: PTH113
    return files + [file for name in found if os.path.isdir(name) for file in sorted(_files_in(name))]  # noqa: PTH112


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether the parts of a path are those of a pattern, where ** stands for any number of them."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_fits(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatch(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _files_in(folder: str) -> Iterator[str]:
    """Files of known kinds at any depth; names that start with a dot are passed over.

    Links to folders are followed, but no folder is looked into twice, nor one that holds `folder` itself. A folder
    that can't be looked into is given by its name, to be reported in its turn.
    """
    unreadable: list[str] = []
    seen = {_identity(str(above)) for above in Path(folder).resolve().parents}
    for root, folders, names in os.walk(
        folder, onerror=lambda error: unreadable.append(error.filename), followlinks=True
    ):
        if (here := _identity(root)) in seen:
            folders.clear()
            continue
        seen.add(here)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = "" if root == "." else f"{root.removeprefix('./').rstrip('/')}/"
        yield from (inside + name for name in names if name[0] != "." and kind_of(name))
    yield from unreadable


def _identity(folder: str) -> tuple[int, int] | str:
    try:
        status = os.stat(folder)  # noqa: PTH116
    except OSError:
        return folder
    return status.st_dev, status.st_ino
