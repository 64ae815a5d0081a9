"""What a user can cause, and therefore fix. Each error says what was found, what would be fine, the next step.

    FramingError              anything below; the command line prints it without a traceback
    ├── UsageError            exit 2   unknown option, pattern that matches nothing, bad recipe
    ├── InputError            exit 3   missing, empty, unreadable or broken input, by file and line
    │   └── CodebookError     exit 3   a codebook that does not validate, with the path to the fault
    ├── OutputError           exit 3   a result that cannot be written: a full disk, a read-only folder
    └── ModelError            exit 4   a model that is missing, damaged or does not fit the codebook

Anything else that escapes is a bug (exit 1).
"""

from __future__ import annotations

import difflib
import errno
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from framing.message import Lang, Message, message, place

_MOST_NAMES = 1000  # of a folder that are compared with one that isn't there; it takes milliseconds


class FramingError(Exception):
    """Base of all errors a user can fix: `UsageError("'{name}' is unknown. …", name=name)`.

    `str(error)` is the whole message in English, `error.text("zh")` in Chinese.
    """

    exit_code = 1

    def __init__(self, template: str | Message, /, **values: object) -> None:
        self.message = Message(template, values) if isinstance(template, str) else template
        super().__init__(template)

    @property
    def whole(self) -> Message:
        """What is said of it, with its place where it has one."""
        return self.message

    def text(self, lang: Lang = "en") -> str:
        """The same in one language."""
        return self.whole.text(lang)

    def __str__(self) -> str:
        return self.text("en")


class UsageError(FramingError):
    """The command was called in a way that cannot work."""

    exit_code = 2


class InputError(FramingError):
    """An input, or one record of it, cannot be used.

    `path` and `line` (from 1) say where; they are put in front of the message when known.
    """

    exit_code = 3

    def __init__(
        self, template: str | Message, /, *, path: str | None = None, line: int | None = None, **values: object
    ) -> None:
        super().__init__(template, **values)
        self.path, self.line = path, line

    def at(self, path: str, line: int | None = None) -> InputError:
        """The same fault with the place where it was found."""
        return type(self)(self.message, path=path, line=line)

    @property
    def whole(self) -> Message:
        if self.path is None:
            return self.message
        where = message("{path}, line {line}", path=self.path, line=self.line) if self.line else place(self.path)
        return message("{where}: {problem}", where=where, problem=self.message)


OnFault = Callable[[InputError], None]  # gets what cannot be used, while the others go on


class CodebookError(InputError):
    """A codebook does not validate; the message names the path to the fault."""


class OutputError(FramingError):
    """A result cannot be written: the disk is full, the folder read-only."""

    exit_code = 3


class ModelError(FramingError):
    """A model folder cannot be used."""

    exit_code = 4


_REASONS = {
    errno.ENOENT: message("No such file or directory"),
    errno.EACCES: message("Permission denied"),
    errno.EPERM: message("Operation not permitted"),
    errno.EISDIR: message("Is a directory"),
    errno.ENOTDIR: message("Not a directory"),
    errno.ENOSPC: message("No space left on device"),
    errno.ENAMETOOLONG: message("File name too long"),
    errno.EROFS: message("Read-only file system"),
    errno.EIO: message("Input/output error"),
}


def reason(error: OSError) -> Message | str:
    """Why the system refused, as far as it says; meant as a message's value."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like this one, if any is like it at all."""
    least = 0.6 if word.isascii() else 0.5  # many Chinese words have two characters, so that one may be wrong
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=least)), None)


def did_you_mean(word: str, known: Iterable[str]) -> Message | str:
    """' Did you mean …?' for the nearest known word, or '' when nothing is near; meant as a message's value."""
    near = nearest(word, known)
    return message(" Did you mean '{near}'?", near=near) if near else ""


def nearest_name(path: Path) -> Message | str:
    """The same for a file or folder that isn't there: the nearest name where it was looked for, if few are there."""
    try:
        there = [entry.name for entry in islice(path.parent.iterdir(), _MOST_NAMES + 1)]
    except (OSError, ValueError):
        return ""  # the folder isn't there either, or may not be looked into
    if len(there) > _MOST_NAMES:
        return ""
    near = nearest(path.name, [name for name in there if name != path.name])
    return message(" Did you mean '{near}'?", near=path.with_name(near)) if near else ""
