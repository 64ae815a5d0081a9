"""Progress of long work: a bar with time left, on stderr, only where someone is watching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from framing.message import Lang, Message

T = TypeVar("T")


class Progress:
    """Shows bars on stderr when it is a terminal; otherwise does nothing."""

    def __init__(self, console: Console | None = None, lang: Lang = "en") -> None:
        self._console, self._lang = console or Console(stderr=True), lang

    @property
    def is_shown(self) -> bool:
        return self._console.is_terminal

    def track(self, items: Iterable[T], what: Message, *, total: int | None = None) -> Iterator[T]:
        """Yield `items`, showing how far it is; `total` for items that have no length."""
        if not self.is_shown:
            yield from items
            return
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeElapsedColumn(), TimeRemainingColumn(),
        )  # fmt: skip
        # Standard output is left alone: results may be on their way through it.
        with Bars(*columns, console=self._console, transient=True, redirect_stdout=False) as bars:
            yield from bars.track(items, total=total, description=what.text(self._lang))
