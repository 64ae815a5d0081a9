"""What a user can cause, and therefore fix. Each error says what was found, what would be fine, the next step.

    FramingError              anything below; the command line prints it without a traceback
    ├── UsageError            exit 2   unknown option, pattern that matches nothing, bad recipe
    ├── InputError            exit 3   missing, empty, unreadable or broken input, by file and line
    │   └── CodebookError     exit 3   a codebook that does not validate, with the path to the fault
    └── ModelError            exit 4   a model that is missing, damaged or does not fit the codebook

Anything else that escapes is a bug (exit 1).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class FramingError(Exception):
    """Base of all errors a user can fix; `str(error)` is the whole message."""

    exit_code = 1


class UsageError(FramingError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class InputError(FramingError):
    """An input, or one record of it, cannot be used.

    `path` and `line` (from 1) say where; they are put in front of the message when known.
    """

    exit_code = 3

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        self.path, self.line, self.message = path, line, message
        where = ", ".join(part for part in (path, f"line {line}" if line else None) if part)
        super().__init__(f"{where}: {message}" if where else message)


class CodebookError(InputError):
    """A codebook does not validate; the message names the path to the fault."""


class ModelError(FramingError):
    """A model folder cannot be used."""

    exit_code = 4


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' Did you mean …?' for the nearest known word, or '' when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean '{near[0]}'?" if near else ""
