"""The command line: one thin file per command; this one assembles them and turns errors into exit codes."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import Abort, TyperException

from framing import __version__
from framing.cli import evaluate, labels, model, report, tag, train
from framing.errors import FramingError

app = typer.Typer(
    name="framing",
    help="Read Chinese articles and show how they are framed.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("report", epilog=report.EPILOG)(report.report)
app.command("tag", epilog=tag.EPILOG)(tag.tag)
app.command("labels", epilog=labels.EPILOG)(labels.labels)
app.command("evaluate", epilog=evaluate.EPILOG)(evaluate.evaluate)
app.command("train", epilog=train.EPILOG)(train.train)
app.add_typer(model.app, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"framing {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, by default on what the shell gave.

    Exit codes: 0 done, 1 bug, 2 usage, 3 inputs failed, 4 model, 130 interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal whose encoding lacks a character still gets the rest
    try:
        code = app(arguments, prog_name="framing", standalone_mode=False)
    except SystemExit:
        sys.exit(0)  # raised by typer and rich when the reader of a pipe, such as `head`, has had enough
    except TyperException as error:
        if message := error.format_message():  # none where help was shown because nothing was asked for
            typer.echo(f"Error: {message.rstrip('.')}. See `framing --help`.", err=True)
        sys.exit(error.exit_code)
    except FramingError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        # Files have errors of their own, so this is stdout, sent to a file. What it still holds goes nowhere, else
        # Python would try to write it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        typer.echo("Error: the disk is full, so the output is cut short. Make room, then run this again.", err=True)
        sys.exit(3)
    except (KeyboardInterrupt, Abort):
        typer.echo("Interrupted.", err=True)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
