"""An id for every article of its own."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from framing.message import Message, message, place


class UniqueIds:
    """Remembers the ids of a run's articles. Linear in them, also where one id is given to all."""

    def __init__(self, on_note: Callable[[Message], None]) -> None:
        self._on_note = on_note
        self._taken: set[str] = set()
        self._latest: dict[str, int] = {}  # the last suffix of each id that was repeated, so that none is tried again

    def own(self, id: str, origin: str) -> str:
        """The id if no earlier article has it; else it gets the first free suffix -2, -3, …, and that is noted."""
        own = id
        if id in self._taken:
            self._latest[id] = next(n for n in count(self._latest.get(id, 1) + 1) if f"{id}-{n}" not in self._taken)
            own = f"{id}-{self._latest[id]}"
            self._on_note(
                message(
                    "{origin}: id '{id}' is taken by an earlier article; this one is now '{free}'.",
                    origin=place(origin), id=id, free=own,
                )
            )  # fmt: skip
        self._taken.add(own)
        return own
