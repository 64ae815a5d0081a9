"""The codebook: which devices may be annotated, what each means, when to tag it and when not.

This is the only reader of `labels/codebook.yaml` and of users' own codebooks of the same form.
Families hold devices; both have an id for machines and a Chinese and an English name for people.
Nothing here knows the ids of any particular codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from framing.errors import CodebookError, InputError, UsageError, did_you_mean
from framing.handwritten import load_yaml
from framing.message import Lang, Message, listed, message
from framing.script import to_simplified
from framing.shipped import shipped_path
from framing.validation import RuleError, described, keys_of, kind_of, most, quoted

MIN_EXAMPLES = 3
MAX_FAULTS = 20  # more than this on one screen helps nobody


def _matches(pattern: str, wanted: Message) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise RuleError(message("'{value}' is not {wanted}", value=quoted(value), wanted=wanted))
        return value

    return AfterValidator(check)


def _occurs_in_text(evidence: str, info: ValidationInfo) -> str:
    # `info.data` lacks "text" when the text itself is faulty, which is reported on its own.
    if evidence not in info.data.get("text", evidence):
        raise RuleError(message("'{evidence}' does not occur in its text", evidence=quoted(evidence)))
    return evidence


def _at_least(count: int) -> AfterValidator:
    # Unlike Field(min_length=…) this stays silent when an entry is faulty, which is reported on its own.
    def check(entries: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(entries) < count:
            raise RuleError(
                message("found {number} where at least {least} are needed", number=len(entries), least=count)
            )
        return entries

    return AfterValidator(check)


Id = Annotated[str, _matches("[a-z][a-z0-9_]*", message("an id: use a–z, 0–9 and _, starting with a letter"))]
Name = Annotated[str, _matches("[a-z][a-z0-9_-]*", message("a name: use a–z, 0–9, _ and -, starting with a letter"))]
Version = Annotated[str, _matches(r"[0-9]+\.[0-9]+", message('a version: write MAJOR.MINOR in quotes, such as "1.0"'))]
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

    def device(self, word: str) -> Device:
        """The device with this id, or else the only one of this name: English, or Chinese in either script.

        Raises UsageError with the nearest known word.
        """
        by_id = [device for device in self.devices if device.id == word]
        named = by_id or [d for d in self.devices if _alike(word) in (d.id, _alike(d.zh), _alike(d.en))]
        if len(named) == 1:
            return named[0]
        if named:
            ids = listed(device.id for device in named)
            raise UsageError(
                "'{word}' is the name of several labels: {ids}. Give one of these ids.", word=word, ids=ids
            )
        known = [*self.label_ids, *(name for device in self.devices for name in (device.zh, device.en))]
        raise UsageError(
            "'{word}' is not a label of codebook {codebook}.{near} Run `framing labels` to see them all.",
            word=word, codebook=self.signature, near=did_you_mean(word, known) or did_you_mean(_alike(word), known),
        )  # fmt: skip

    def in_family(self, family_id: str) -> tuple[Device, ...]:
        return tuple(device for device in self.devices if device.family == family_id)

    @model_validator(mode="after")
    def _is_consistent(self) -> Codebook:
        if faults := list(_contradictions(self)):
            raise RuleError(*faults)
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
    try:
        data = load_yaml(path, message("codebook"))
    except InputError as fault:
        raise CodebookError(fault.message, path=str(path), line=fault.line) from None
    if not isinstance(data, dict):
        found = message("the file is empty") if data is None else message("found {kind}", kind=kind_of(data))
        raise CodebookError(
            "{found}; a codebook is a mapping with {keys}", found=found, keys=keys_of(Codebook), path=str(path)
        )
    try:
        return Codebook.model_validate(data)
    except ValidationError as error:
        faults = most(described(error, Codebook), MAX_FAULTS)
        raise CodebookError(listed(faults, message("\n{path}: ", path=path)), path=str(path)) from None


def _alike(name: str) -> str:
    """A name as it is compared: in simplified script, capitals and spaces aside."""
    return to_simplified(name).casefold().strip()


def _contradictions(book: Codebook) -> Iterator[Message]:
    """Faults no single part can see: ids used twice, families that don't exist."""
    named = [(f"families[{i}]", family.id) for i, family in enumerate(book.families)]
    named += [(f"devices[{i}]", device.id) for i, device in enumerate(book.devices)]
    first: dict[str, str] = {}
    for place, id in named:
        # One namespace for both, because error counts and shares are looked up by either.
        if first.setdefault(id, place) != place:
            yield message("{place}.id: '{id}' is already the id of {first}", place=place, id=id, first=first[id])
    families = [family.id for family in book.families]
    for i, device in enumerate(book.devices):
        if device.family not in families:
            yield message(
                "devices[{i}].family: '{family}' is not among the families ({families}).{near}",
                i=i, family=device.family, families=listed(families), near=did_you_mean(device.family, families),
            )  # fmt: skip
