"""What a command says on stderr while it reads: faults, notes, what was cut; counted for its last line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import typer

from framing.errors import InputError
from framing.reading import Reading


class Talk:
    """Says things as they come and remembers how many."""

    def __init__(self, *, show_cut: bool = False) -> None:
        self._show_cut = show_cut
        self._noted: set[str] = set()
        self.faults = 0
        self.cut = 0

    @property
    def exit_code(self) -> int:
        return InputError.exit_code if self.faults else 0

    def fault(self, fault: InputError) -> None:
        """An input or record that cannot be used."""
        self.faults += 1
        typer.echo(f"Error: {printable(str(fault))}", err=True)

    def note(self, note: str) -> None:
        """Something to know though it stops nothing; the same thing is said once."""
        if note not in self._noted:
            self._noted.add(note)
            typer.echo(f"Note: {printable(note)}", err=True)

    def reading(self, reading: Reading) -> None:
        """An article that was read: show what was cut around it."""
        self.cut += len(reading.cut)
        if self._show_cut:
            for cut in reading.cut:
                typer.echo(f"Cut: {reading.origin}, line {cut.line}: {printable(cut.text)}", err=True)

    def listen(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """The readings, each shown as it passes."""
        for reading in readings:
            self.reading(reading)
            yield reading

    def close(self, summary: str | None) -> int:
        """Say what was done and what was not; gives the exit code."""
        if summary:
            typer.echo(summary, err=True)
        if self.faults:
            typer.echo(f"{counted(self.faults, 'input')} could not be used: see above.", err=True)
        return self.exit_code


def counted(number: int, thing: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def printable(text: str) -> str:
    """Foreign text on one line and without anything that moves the cursor."""
    return "".join(c if c.isprintable() else " " for c in text)
