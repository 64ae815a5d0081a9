"""The command line: one thin file per command; this one assembles them and turns errors into exit codes."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.exceptions import Abort, TyperException

from framing import __version__
from framing.cli import evaluate, labels, model, report, tag, train
from framing.cli.language import say, speak
from framing.cli.streams import open_streams, stdout_failed
from framing.cli.usage import wrong_usage
from framing.errors import FramingError
from framing.message import Lang, message

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


_INTERRUPTED = 130
# Files have errors of their own, so these are standard output's: sent to a full disk, or closed.
_OF_STDOUT = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"framing {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language of reports and messages.")] = None,
) -> None:
    if lang:
        context.default_map = _for_each(context.command, {"lang": lang})


def _for_each(group: Any, defaults: dict[str, Any]) -> dict[str, Any]:
    """These defaults for every command, those in groups too, in the form typer takes them."""
    return {
        name: _for_each(command, defaults) if hasattr(command, "commands") else defaults
        for name, command in group.commands.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, by default on what the shell gave.

    Exit codes: 0 done, 1 bug, 2 usage, 3 inputs failed, 4 model, 130 interrupted.
    """
    try:
        open_streams()
        speak(sys.argv[1:] if arguments is None else arguments)
        code = app(arguments, prog_name="framing", standalone_mode=False)
        if code == _INTERRUPTED:  # which typer makes of Ctrl-C
            raise KeyboardInterrupt
    except SystemExit:
        sys.exit(0)  # raised by typer and rich when the reader of a pipe, such as `head`, has had enough
    except TyperException as error:
        if fault := wrong_usage(error):
            say(message("Error: {fault}", fault=fault))
        sys.exit(error.exit_code)
    except FramingError as error:
        say(message("Error: {fault}", fault=error.whole))
        sys.exit(error.exit_code)
    except OSError as error:
        if error.errno not in _OF_STDOUT:
            raise
        say(message("Error: {fault}", fault=stdout_failed(error)))
        sys.exit(3)
    except (KeyboardInterrupt, Abort) as stopped:
        say(stopped.args[0] if stopped.args else message("Interrupted."))
        sys.exit(_INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)
