"""File names for a folder with one file per article."""

from __future__ import annotations

import re
import unicodedata
from itertools import count

LONGEST = 80  # characters of a name without its suffix
_MOST_BYTES = 200  # of the same in UTF-8: file systems allow 255 with suffix, and a temporary name needs a few
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.I)  # on Windows, with any suffix


def safe_name(id: str) -> str:
    """A form of `id` that is a file name everywhere: letters and digits of any script, and - _ . within.

    Nothing in it leads to another folder, hides the file or means a device of Windows.
    """
    name = "".join(c if c.isalnum() or c in "-_." else "_" for c in unicodedata.normalize("NFC", id))
    # A leading - would look like an option to other programs.
    name = _shortened(name.lstrip(".-"), LONGEST).rstrip(".") or "article"
    # Windows reads the superscripts in COM¹ as digits.
    return f"_{name}"[:LONGEST] if _RESERVED.match(unicodedata.normalize("NFKC", name)) else name


class FileNames:
    """Hands out safe names, none of them twice, also where file systems don't tell upper from lower case."""

    def __init__(self, *taken: str) -> None:
        self._taken = {_folded(name) for name in taken}
        self._last: dict[str, int] = {}  # the number given last to each plain name

    def name_for(self, id: str) -> str:
        """The safe form of `id`, with -2, -3, … behind it where that is taken."""
        plain = safe_name(id)
        for n in count(self._last.get(plain, 0) + 1):
            ending = f"-{n}" if n > 1 else ""
            name = _shortened(plain, LONGEST - len(ending)) + ending
            if _folded(name) not in self._taken:
                break
        self._taken.add(_folded(name))
        self._last[plain] = n
        return name


def _shortened(name: str, longest: int) -> str:
    return name[:longest].encode()[:_MOST_BYTES].decode(errors="ignore")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
