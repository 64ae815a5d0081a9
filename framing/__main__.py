"""The command `framing`, also as `python -m framing`. Loading takes a moment, in which Ctrl-C ends it quietly too."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Load the command line and run it."""
    is_heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # it isn't under nohup
    if is_heeded:
        # Raised amid an import, KeyboardInterrupt would show a traceback, or be taken for a missing library.
        signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))
    from framing.cli import main as run

    if is_heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run(arguments)


if __name__ == "__main__":
    main()
