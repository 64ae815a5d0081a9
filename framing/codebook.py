"""The codebook: which devices may be annotated, what each means, when to tag it and when not.

This is the only reader of `labels/codebook.yaml` and of users' own codebooks of the same form.
Families hold devices; both have an id for machines and a Chinese and an English name for people.
Nothing here knows the ids of any particular codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from framing.errors import CodebookError, UsageError, did_you_mean
from framing.shipped import shipped_path

Lang = Literal["zh", "en"]

MIN_EXAMPLES = 3
MAX_FAULTS = 20  # more than this on one screen helps nobody

_KINDS = {
    type(None): "nothing", dict: "a mapping", list: "a list", str: "text",
    bool: "true or false", int: "a number", float: "a number",
}  # fmt: skip


def _matches(pattern: str, wanted: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"{_quote(value)} is not {wanted}")
        return value

    return AfterValidator(check)


def _occurs_in_text(evidence: str, info: ValidationInfo) -> str:
    # `info.data` lacks "text" when the text itself is faulty, which is reported on its own.
    if evidence not in info.data.get("text", evidence):
        raise ValueError(f"{_quote(evidence)} does not occur in its text")
    return evidence


def _at_least(count: int) -> AfterValidator:
    # Unlike Field(min_length=…) this stays silent when an entry is faulty, which is reported on its own.
    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(entries) < count:
            raise ValueError(f"found {len(entries)} where at least {count} are needed")
        return entries

    return AfterValidator(check)


Id = Annotated[str, _matches("[a-z][a-z0-9_]*", "an id: use a–z, 0–9 and _, starting with a letter")]
Name = Annotated[str, _matches("[a-z][a-z0-9_-]*", "a name: use a–z, 0–9, _ and -, starting with a letter")]
Version = Annotated[str, _matches(r"[0-9]+\.[0-9]+", 'a version: write MAJOR.MINOR in quotes, such as "1.0"')]
Words = Annotated[str, Field(min_length=1)]
Quotation = Annotated[str, Field(min_length=1), AfterValidator(_occurs_in_text)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Text(_Part):
    """One text in both languages."""

    zh: Words
    en: Words

    def get(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh


class _Named(_Part):
    id: Id
    zh: Words
    en: Words

    def name(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.zh


class Family(_Named):
    """A group of devices that answer one question about an article."""


class Example(_Part):
    """A sentence that shows a device; each piece of `evidence` is a substring of `text`."""

    text: Words
    evidence: Annotated[tuple[Quotation, ...], _at_least(1)]


class Device(_Named):
    """One framing or rhetorical device: the label a sentence may carry.

    `cues` are words that often signal the device, for the cue-list baseline; no rule.
    """

    family: Id
    definition: Text
    tag: Text
    avoid: Text
    examples: Annotated[tuple[Example, ...], _at_least(MIN_EXAMPLES)]
    cues: tuple[Words, ...] = ()


class Codebook(_Part):
    """A versioned set of devices, in the order in which every table and vector lists them."""

    id: Name
    version: Version
    families: Annotated[tuple[Family, ...], _at_least(1)]
    devices: Annotated[tuple[Device, ...], _at_least(1)]

    @property
    def label_ids(self) -> tuple[str, ...]:
        return tuple(device.id for device in self.devices)

    @property
    def signature(self) -> str:
        """Id and version, such as "framing-zh 1.0"; written into every output."""
        return f"{self.id} {self.version}"

    def device(self, id: str) -> Device:
        """The device with this id. Raises UsageError with the nearest known id."""
        for device in self.devices:
            if device.id == id:
                return device
        raise UsageError(
            f"'{id}' is not a label of codebook {self.signature}.{did_you_mean(id, self.label_ids)} "
            "Run `framing labels` to see them all."
        )

    def in_family(self, family_id: str) -> tuple[Device, ...]:
        return tuple(device for device in self.devices if device.family == family_id)

    @model_validator(mode="after")
    def _is_consistent(self) -> Codebook:
        if faults := list(_contradictions(self)):
            raise ValueError("\n".join(faults))
        return self


def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook in this YAML file; None gives the shipped one, read once.

    Raises CodebookError with the path to each fault, one a line.
    """
    return _shipped() if path is None else _read(path)


@cache
def _shipped() -> Codebook:
    return _read(shipped_path("labels/codebook.yaml"))


def _read(path: Path) -> Codebook:
    data = _parse(path)
    if not isinstance(data, dict):
        found = "the file is empty" if data is None else f"found {_kind(data)}"
        raise CodebookError(f"{found}; a codebook is a mapping with {_keys(Codebook)}", path=str(path))
    try:
        return Codebook.model_validate(data)
    except ValidationError as error:
        faults = [line for fault in error.errors() for line in _describe(fault).splitlines()]
        if len(faults) > MAX_FAULTS:
            faults[MAX_FAULTS:] = [f"and {len(faults) - MAX_FAULTS} more faults"]
        raise CodebookError(f"\n{path}: ".join(faults), path=str(path)) from None


def _contradictions(book: Codebook) -> Iterator[str]:
    """Faults no single part can see: ids used twice, families that don't exist."""
    named = [(f"families[{i}]", family.id) for i, family in enumerate(book.families)]
    named += [(f"devices[{i}]", device.id) for i, device in enumerate(book.devices)]
    first: dict[str, str] = {}
    for place, id in named:
        # One namespace for both, because error counts and shares are looked up by either.
        if first.setdefault(id, place) != place:
            yield f"{place}.id: '{id}' is already the id of {first[id]}"
    families = [family.id for family in book.families]
    for i, device in enumerate(book.devices):
        if device.family not in families:
            yield (
                f"devices[{i}].family: '{device.family}' is not among the families "
                f"({', '.join(families)}).{did_you_mean(device.family, families)}"
            )


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice, of which plain YAML silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.MarkedYAMLError(
                        problem=f"the key '{key.value}' stands here a second time; keep one",
                        problem_mark=key.start_mark,
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _parse(path: Path) -> Any:
    """What the YAML file holds. Raises CodebookError, with the line where YAML knows it."""
    text, line = "", None
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return yaml.load(text, _Loader)
    except OSError as error:
        problem = f"cannot be read ({error.strerror}); give the path of a codebook in YAML"
    except UnicodeDecodeError as error:
        problem = f"byte {error.start} is not UTF-8; save the codebook as a text file in UTF-8"
    except yaml.MarkedYAMLError as error:
        problem = f"not valid YAML: {error.problem}"
        line = error.problem_mark.line + 1 if error.problem_mark else None
    except yaml.reader.ReaderError as error:
        problem = f"not valid YAML: the character {chr(error.character)!a} is not allowed"
        line = text.count("\n", 0, error.position) + 1
    except (ValueError, RecursionError) as error:
        # Dates such as 2026-99-99, and lists in lists in lists …
        problem = f"not valid YAML: {error}"
    raise CodebookError(problem, path=str(path), line=line)


def _describe(fault: Any) -> str:
    """One pydantic fault as "devices[3].tag.en: what was found; what would be fine", a line for each."""
    where = _place(fault["loc"])
    found = fault["input"]
    match fault["type"]:
        case "missing":
            problem = "is missing"
        case "extra_forbidden":
            where, key = _place(fault["loc"][:-1]), str(fault["loc"][-1])
            part = _part_at(fault["loc"][:-1])
            hint = did_you_mean(key, part.model_fields) or f" It may have {_keys(part)}."
            problem = f"unknown key {_quote(key)}.{hint}"
        case "string_type":
            problem = f"found {_kind(found)} where text is needed; if it is text, put it in quotes"
        case "string_too_short":
            problem = "is blank; write a text"
        case "tuple_type":
            problem = f"found {_kind(found)} where a list is needed"
        case "model_type":
            problem = f"found {_kind(found)} where a mapping with {_keys(_part_at(fault['loc']))} is needed"
        case "value_error":
            problem = str(fault["ctx"]["error"])
        case _:
            problem = fault["msg"]
    return f"{where}: {problem}" if where else problem


def _place(loc: Sequence[str | int]) -> str:
    """("devices", 3, "tag", "en") as "devices[3].tag.en"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).removeprefix(".")


def _part_at(loc: Sequence[str | int]) -> type[BaseModel]:
    """The model that describes this place of a codebook."""
    part: type[BaseModel] = Codebook
    for step in loc:
        if isinstance(step, str):
            annotation = part.model_fields[step].annotation
            part = (get_args(annotation) or (annotation,))[0]
    return part


def _keys(part: type[BaseModel]) -> str:
    return "the keys " + ", ".join(part.model_fields)


def _kind(value: object) -> str:
    """What a user sees in the YAML, not its Python type."""
    return _KINDS.get(type(value), f"a {type(value).__name__}")


def _quote(text: str, most: int = 40) -> str:
    return f"'{text}'" if len(text) <= most else f"'{text[:most]}…'"
