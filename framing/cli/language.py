"""Which language the tool speaks.

`--lang` decides both what is made for readers and what is said on stderr. Where it isn't given, readers get
Chinese and messages follow FRAMING_LANG or the system's locale (LC_ALL, LC_MESSAGES, LANG), else English.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from itertools import pairwise
from typing import get_args

import typer

from framing.message import Lang, Message

_OF_MESSAGES: ContextVar[Lang] = ContextVar("language of messages", default="en")
_LOCALE = ("FRAMING_LANG", "LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set decides, as in gettext


def speak(arguments: Sequence[str]) -> None:
    """Settle the language of messages for this run, before any option is understood."""
    _OF_MESSAGES.set(language_of_messages(arguments, os.environ))


def language_of_messages(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The language that the last `--lang` of a command line names, else the environment's."""
    named = [value for option, value in pairwise(arguments) if option == "--lang"]
    named += [a.removeprefix("--lang=") for a in arguments if a.startswith("--lang=")]
    if named and named[-1] in get_args(Lang):
        return "zh" if named[-1] == "zh" else "en"
    locale = next((environment[name] for name in _LOCALE if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def spoken() -> Lang:
    """The language of messages in this run."""
    return _OF_MESSAGES.get()


def said(message: Message) -> str:
    """The message in the language of this run."""
    return message.text(spoken())


def say(message: Message) -> None:
    """Print a message on stderr."""
    typer.echo(said(message), err=True)
