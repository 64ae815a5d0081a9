"""What the tool says to a person, in English and in Chinese.

A message is written in English where it arises; `messages.zh.yaml`, beside this file, holds its Chinese twin
under the English words, as gettext does. It is put into one language only at the edge, where it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePath
from typing import Literal

import yaml

Lang = Literal["zh", "en"]

_CHINESE = Path(__file__).with_name("messages.zh.yaml")


@dataclass(frozen=True)
class Message:
    """A template for `str.format` and its values; a value may be a message itself.

    As with logging, a template without values is taken as it is: braces in it need no doubling.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: Lang = "en") -> str:
        """The whole message in one language; English where no Chinese was written."""
        template = self.template if lang == "en" else _chinese().get(self.template, self.template)
        if not self.values:
            return template
        return template.format_map({name: _shown(value, lang) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text("en")


OnNote = Callable[[Message], None]  # gets what a user should know though it stops nothing


def message(template: str, /, **values: object) -> Message:
    """Short for `Message(template, values)`."""
    return Message(template, values)


COMMA, SEMICOLON = Message(", "), Message("; ")


def listed(parts: Iterable[object], between: Message = COMMA) -> Message:
    """Several messages or names one after another."""
    named = {f"part{number}": part for number, part in enumerate(parts)}
    return Message("{between}".join(f"{{{name}}}" for name in named), {**named, "between": between})


def place(origin: str) -> Message | str:
    """Where something stands, such as "news.jsonl, line 3", as a message's value."""
    found = re.fullmatch(r"(.+), line (\d+)", origin, re.DOTALL)
    return message("{path}, line {line}", path=found[1], line=found[2]) if found else origin


def printable(text: str) -> str:
    """Foreign text on one line and without anything that moves the cursor or turns the writing round."""
    return "".join(c if c.isprintable() else " " for c in text)


def _shown(value: object, lang: Lang) -> object:
    """Values come from files, their names and the command line: nothing in them may steer a terminal."""
    if isinstance(value, Message):
        return value.text(lang)
    return printable(str(value)) if isinstance(value, (str, PurePath)) else value


@cache
def _chinese() -> Mapping[str, str]:
    templates: dict[str, str] = yaml.safe_load(_CHINESE.read_text(encoding="utf-8")) or {}
    return templates
