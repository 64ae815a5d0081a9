"""What a command says on stderr while it reads: faults, notes, what was cut; counted for its last line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from framing.cli.language import said, say
from framing.errors import InputError
from framing.message import Message, message, place
from framing.reading import Reading
from framing.reading.encodings import canonical

MOST_NOTES = 20  # of one kind that are said; more would bury the faults


class Talk:
    """Says things as they come and remembers how many."""

    def __init__(self, *, show_cut: bool = False, encoding: str | None = None) -> None:
        """encoding: that the user named, so that it needs no mention."""
        self._show_cut = show_cut
        self._noted: set[str] = set()
        self._notes: Counter[str] = Counter()  # by template
        self._encodings = {None, "utf-8", encoding and canonical(encoding)}
        self.faults = 0
        self.cut = 0

    @property
    def exit_code(self) -> int:
        return InputError.exit_code if self.faults else 0

    def fault(self, fault: InputError) -> None:
        """An input or record that cannot be used."""
        self.faults += 1
        say(message("Error: {fault}", fault=fault.whole))

    def note(self, note: Message) -> None:
        """Something to know though it stops nothing; the same is said once, and the like a few times."""
        if (text := said(note)) in self._noted:
            return
        self._notes[note.template] += 1
        if self._notes[note.template] <= MOST_NOTES:
            self._noted.add(text)
            say(message("Note: {note}", note=text))

    def reading(self, reading: Reading) -> None:
        """An article that was read: say if it is in an encoding not met before, show what was cut around it."""
        self.cut += len(reading.cut)
        if reading.encoding not in self._encodings:
            self._encodings.add(reading.encoding)
            self.note(
                message(
                    "{origin} was read as {encoding}. If that is wrong, name its encoding with --encoding.",
                    origin=place(reading.origin), encoding=reading.encoding,
                )
            )  # fmt: skip
        if self._show_cut:
            for cut in reading.cut:
                say(message("Cut: {origin}, line {line}: {text}", origin=reading.origin, line=cut.line, text=cut.text))

    def listen(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings, each shown as it passes."""
        for reading in readings:
            self.reading(reading)
            yield reading

    def close(self, summary: Message | None) -> int:
        """Say what was done and what was not; gives the exit code."""
        if unsaid := sum(max(0, number - MOST_NOTES) for number in self._notes.values()):
            say(message("Note: {number:,} more like these.", number=unsaid))
        if summary:
            say(summary)
        if self.faults:
            say(message("{inputs} could not be used: see above.", inputs=counted(self.faults, "input")))
        return self.exit_code


def counted(number: int, thing: str) -> Message:
    """ "1 article", "2 articles"; `thing` is one of those below."""
    return replace(_COUNTED[thing][number != 1], values={"number": number})


_COUNTED = {  # a thing, and several of it
    "article": (message("{number:,} article"), message("{number:,} articles")),
    "input": (message("{number:,} input"), message("{number:,} inputs")),
    "line": (message("{number:,} line"), message("{number:,} lines")),
    "report": (message("{number:,} report"), message("{number:,} reports")),
    "sentence": (message("{number:,} sentence"), message("{number:,} sentences")),
}
