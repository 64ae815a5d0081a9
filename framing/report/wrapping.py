"""Line breaking for Chinese in a terminal: between any two characters, but no closing mark at the start of a line,
no opening mark at its end, and no break inside a number or a bracketed name. (rich breaks at spaces only.)"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

_OPENING, _CLOSING = "“‘「『（《〈【〔", "，。、；：？！”’」』）》〉】〕…—,.;:?!)%"
_UNIT = re.compile(rf"[{_OPENING}]*(?:\[[^\[\]]+\]|[!-Z^-~]+|\S)[{_CLOSING}]*|\s")


def wrap(text: Text, width: int, *, first: str = "", rest: str = "") -> Iterator[Text]:
    """The lines of `text`, each at most `width` cells wide; the first begins with `first`, the others with `rest`."""
    breaks, column = [], cell_len(first)
    for unit in _UNIT.finditer(text.plain):
        cells = cell_len(unit[0])
        if column + cells > width and not unit[0].isspace():
            breaks.append(unit.start())
            column = cell_len(rest)
        column += cells
    for number, line in enumerate(text.divide([b for b in breaks if b > 0])):
        line.rstrip()
        yield Text(rest if number else first).append_text(line)
