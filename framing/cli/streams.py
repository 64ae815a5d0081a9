"""Standard input, output and error as the shell left them: closed, full, or with no one reading."""

from __future__ import annotations

import io
import os
import sys

from framing.errors import reason
from framing.message import Message, message

_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


def open_streams() -> None:
    """Give every closed stream something to stand on: nothing to read; an output that fails when it is used,
    as for other programs; no one to talk to. And let a terminal whose encoding lacks a character have the rest."""
    for name, mode in _MODES.items():
        if getattr(sys, name) is None:
            # Opened for reading only, standard output says at the first line that it can't be written.
            nothing = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            setattr(sys, name, open(nothing, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 (it stays open)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def stdout_failed(error: OSError) -> Message:
    """Say why standard output can't be written. What it still holds goes nowhere, else Python would try to write it
    once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return message(
        "standard output can't be written ({reason}), so it is cut short. Make room or send it elsewhere, then run "
        "this again.",
        reason=reason(error),
    )
