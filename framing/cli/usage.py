"""What typer finds wrong with a command line, in our words: what was found, what would be fine, the next step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from typer.exceptions import TyperException

from framing.errors import did_you_mean
from framing.message import Message, listed, message


def wrong_usage(error: TyperException) -> Message | None:
    """The fault in our words, in typer's where we have none; None where help was shown, as nothing was asked for.

    typer keeps the classes of these errors to itself, so they are told by their names.
    """
    fault: Any = error  # what an error carries depends on its class
    match type(error).__name__:
        case "NoArgsIsHelpError":
            return None
        case "NoSuchOption":
            return _no_such_option(fault.option_name, fault.ctx)
        case "MissingParameter":
            return message("Missing argument {name}. {example}", name=_name(fault.param), example=_example(fault.ctx))
        case "BadParameter" if isinstance(error.__cause__, ValidationError):
            return _bad_value(_name(fault.param), error.__cause__, fault.ctx)
        case "BadOptionUsage" if "requires" in error.message:
            return message("{option} needs a value. Give one after it, or leave it out.", option=fault.option_name)
        case "BadOptionUsage":
            return message("{option} takes no value. Leave out what is behind the =.", option=fault.option_name)
    if error.message.startswith("Missing command"):
        return message("Say what to do: the commands are {commands}.", commands=listed(_commands(fault.ctx.command)))
    if found := re.match(r"No such command '(.*?)'\.", error.message):
        return _no_such_command(found[1], fault.ctx)
    if found := re.match(r"Got unexpected extra argument\(s\) \((.*)\)", error.message):
        command = fault.ctx.command_path
        return message(
            "'{words}' is more than `{command}` takes; a name with spaces needs quotes. {example}",
            words=found[1], command=command, example=_example(fault.ctx),
        )  # fmt: skip
    return message("{text}. See `framing --help`.", text=error.format_message().rstrip("."))


def _no_such_option(option: str, context: Any) -> Message:
    command, commands = context.command_path, _commands(context.command)
    having = [name for name, one in commands.items() if option in _options(one)]
    if having:
        example = f"{command} {having[0]} … {option}"
        return message("{option} belongs after the command, as in `{example}`.", option=option, example=example)
    near = did_you_mean(option, _options(context.command))
    return message("No such option: {option}.{near} See `{command} --help`.", option=option, near=near, command=command)


def _no_such_command(word: str, context: Any) -> Message:
    commands = list(_commands(context.command))
    near = did_you_mean(word, commands)
    if not near and "report" in commands and Path(word).exists():
        near = message(" Did you mean `framing report {file}`?", file=word)
    return message(
        "No such command '{word}'.{near} The commands are {commands}.", word=word, near=near, commands=listed(commands)
    )


def _bad_value(option: str, error: ValidationError, context: Any) -> Message:
    fault = error.errors()[0]
    value = str(fault["input"])
    if choices := re.search(r"is not one of (.*)\.$", fault["msg"]):
        fine = re.findall(r"'([^']*)'", choices[1])
        return message(
            "{option} cannot be '{value}'.{near} Give one of {choices}.",
            option=option, value=value, near=did_you_mean(value, fine), choices=listed(fine),
        )  # fmt: skip
    if fault["type"] in {"float_parsing", "int_parsing"}:
        problem = message("that is no number")
    else:
        problem = message("{text}", text=fault["msg"])
    return message(
        "{option} cannot be '{value}': {problem}. {example}",
        option=option, value=value, problem=problem, example=_example(context),
    )  # fmt: skip


def _example(context: Any) -> Message:
    """The line to try that stands under each command's help."""
    return message("For example: {example}", example=(context.command.epilog or "").removeprefix("Try: "))


def _commands(command: Any) -> Mapping[str, Any]:
    return getattr(command, "commands", {})


def _options(command: Any) -> Iterable[str]:
    return [name for parameter in command.params for name in parameter.opts if name.startswith("-")] + ["--help"]


def _name(parameter: Any) -> str:
    """What the user knows it by: "--format", "RECIPE.toml"."""
    options = [name for name in parameter.opts if name.startswith("--")]
    return str(options[0] if options else parameter.metavar or parameter.name.upper())
