"""pydantic's faults in our own words: where, what was found there, what would be fine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from framing.errors import did_you_mean
from framing.message import Message, listed, message

_KINDS = {
    type(None): message("nothing"), dict: message("a mapping"), list: message("a list"), tuple: message("a list"),
    str: message("text"), bool: message("true or false"), int: message("a number"), float: message("a number"),
}  # fmt: skip


class RuleError(ValueError):
    """What a rule of our own finds wrong, one message or several; where pydantic calls it, `described` tells it."""

    def __init__(self, *problems: Message) -> None:
        super().__init__(*problems)
        self.problems = problems


def described(error: ValidationError, whole: type[BaseModel]) -> list[Message]:
    """Each fault as "devices[3].tag.en: what was found; what would be fine". whole: the model that was validated."""
    return [told for fault in error.errors() for told in _described(fault, whole)]


def most(faults: Sequence[Message], limit: int) -> list[Message]:
    """At most `limit` faults, and how many more there are."""
    more = [message("and {number} more faults", number=len(faults) - limit)] if len(faults) > limit else []
    return [*faults[:limit], *more]


def keys_of(part: type[BaseModel]) -> Message:
    """ "the keys id, zh, en"."""
    return message("the keys {keys}", keys=listed(part.model_fields))


def kind_of(value: object) -> Message:
    """What a user sees in the file, not its Python type."""
    return _KINDS.get(type(value)) or message("a value of the kind '{kind}'", kind=type(value).__name__)


def quoted(text: object, most: int = 40) -> str:
    """At most `most` characters of it."""
    shown = str(text)
    return shown if len(shown) <= most else f"{shown[:most]}…"


def _described(fault: Any, whole: type[BaseModel]) -> Iterator[Message]:
    place = fault["loc"]
    if fault["type"] == "extra_forbidden":
        place = fault["loc"][:-1]
    where = _path(place)
    for problem in _problems(fault, whole):
        yield message("{where}: {problem}", where=where, problem=problem) if where else problem


def _problems(fault: Any, whole: type[BaseModel]) -> Sequence[Message]:
    kind, found, context = fault["type"], fault["input"], fault.get("ctx", {})
    if kind == "value_error" and isinstance(context["error"], RuleError):
        return context["error"].problems
    if kind == "extra_forbidden":
        return [_unknown_key(str(fault["loc"][-1]), _part_at(whole, fault["loc"][:-1]))]
    values = {"found": kind_of(found), "value": quoted(found)}
    match kind:
        case "missing":
            problem = message("is missing")
        case "string_type" | "path_type":
            problem = Message("found {found} where text is needed; if it is text, put it in quotes", values)
        case "string_too_short":
            problem = message("is blank; write a text")
        case "tuple_type" | "list_type":
            problem = Message("found {found} where a list is needed", values)
        case "model_type" | "dict_type":
            keys = _needed(whole, fault["loc"]) if kind == "model_type" else ""
            problem = Message("found {found} where a mapping{keys} is needed", {**values, "keys": keys})
        case "int_type" | "int_parsing" | "int_from_float":
            problem = Message("'{value}' is not a whole number", values)
        case "float_type" | "float_parsing":
            problem = Message("'{value}' is not a number", values)
        case "greater_than":
            problem = Message("{value} is too small; give more than {gt}", {**values, **context})
        case "greater_than_equal":
            problem = Message("{value} is too small; give {ge} or more", {**values, **context})
        case "less_than":
            problem = Message("{value} is too large; give less than {lt}", {**values, **context})
        case "less_than_equal":
            problem = Message("{value} is too large; give {le} or less", {**values, **context})
        case "too_short":
            problem = Message("found {actual_length} where at least {min_length} are needed", context)
        case "literal_error":
            fine = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
            hint = did_you_mean(str(found), fine)
            problem = message("'{value}' is not among {fine}.{hint}", value=quoted(found), fine=listed(fine), hint=hint)
        case "string_pattern_mismatch":
            problem = Message("'{value}' is not written as {pattern}", {**values, **context})
        case _:
            problem = message("{text}", text=fault["msg"])
    return [problem]


def _unknown_key(key: str, part: type[BaseModel]) -> Message:
    hint = did_you_mean(key, part.model_fields) or message(" It may have {keys}.", keys=keys_of(part))
    return message("unknown key '{key}'.{hint}", key=quoted(key), hint=hint)


def _needed(whole: type[BaseModel], place: Sequence[str | int]) -> Message:
    return message(" with {keys}", keys=keys_of(_part_at(whole, place)))


def _path(place: Sequence[str | int]) -> str:
    """("devices", 3, "tag", "en") as "devices[3].tag.en"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


def _part_at(whole: type[BaseModel], place: Sequence[str | int]) -> type[BaseModel]:
    """The model that describes this place."""
    part = whole
    for step in place:
        if isinstance(step, str) and step in part.model_fields:
            part = _model_in(part.model_fields[step].annotation) or part
    return part


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model in an annotation such as tuple[Device, ...]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for inner in get_args(annotation) if (model := _model_in(inner))), None)
