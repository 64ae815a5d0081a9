"""Documents with marked parts: what stands between <!-- name --> and <!-- /name --> is made by a command."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path


def row(cells: Iterable[object]) -> str:
    """A row of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |"


def table(head: Sequence[object], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    return "\n".join(map(row, (head, ["---"] * len(head), *rows)))


def filled(text: str, makers: Mapping[str, Callable[[], str]]) -> str:
    """The document with every part that is marked in it made anew; makers of other parts are not asked."""
    for part, make in makers.items():
        pattern = re.compile(rf"(<!-- {part} -->\n).*?(<!-- /{part} -->)", re.DOTALL)
        if pattern.search(text):
            made = make()
            text = pattern.sub(lambda match, made=made: f"{match[1]}{made}\n{match[2]}", text)  # type: ignore[misc]
    return text


def fill(path: Path, makers: Mapping[str, Callable[[], str]], *, check: bool = False) -> bool:
    """Write the document's parts anew, or only look with `check`; true if they were out of date."""
    before = path.read_text(encoding="utf-8")
    after = filled(before, makers)
    if after != before and not check:
        path.write_text(after, encoding="utf-8")
    return after != before
