"""The sentences of the behaviour suite, `labels/behaviour/*.yaml`: one file for each field of `Suite`.

This is the only reader of those files; what each holds is said in its first lines. Nothing in them may ever be
trained on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from framing.codebook import Codebook
from framing.errors import InputError, did_you_mean
from framing.handwritten import load_yaml
from framing.message import Message, listed, message
from framing.shipped import shipped_path
from framing.validation import described, most

SHIPPED_SUITE = "labels/behaviour"
QUIET = "quiet"
"""Stands in `Suite.swaps` where other entries have a device: sentences that carry none."""
_MOST_FAULTS = 20

Words = Annotated[str, Field(min_length=1)]
Pair = tuple[Words, Words]
PerDevice = dict[str, tuple[Pair, ...]]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Mentions(_Part):
    """Sentences with the words of a device but without the device: it is denied, defined, or the word is named."""

    denied: tuple[Words, ...] = ()
    defined: tuple[Words, ...] = ()
    named: tuple[Words, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.denied, *self.defined, *self.named)


class Suite(_Part):
    """All sentences, by device id.

    swaps: device (or `QUIET`) → kind of actor → texts with the slots {a} and {b}; fillers: kind → pairs of actors.
    stances: pairs that both carry the device. figurative: [literal, as the device]. quotations: [asserted, quoted].
    typos: what is right → what is written instead.
    """

    fillers: dict[str, Annotated[tuple[Pair, ...], Field(min_length=1)]]
    swaps: dict[str, dict[str, tuple[Words, ...]]]
    stances: PerDevice
    figurative: PerDevice
    mentions: dict[str, Mentions]
    quotations: PerDevice
    typos: dict[str, str]

    @property
    def hash(self) -> str:
        """ "sha256:" and twelve digits, which tell one state of the suite from another."""
        return f"sha256:{hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]}"


def load_suite(codebook: Codebook, folder: Path | None = None) -> Suite:
    """The suite in a folder; None: the one that comes with the project.

    Raises InputError that names every fault: a file that cannot be read, an unknown key, a device that is not in the
    codebook, a kind without fillers, a slot other than {a} and {b}.
    """
    folder = folder or shipped_path(SHIPPED_SUITE)
    parts = {path.stem: load_yaml(path, message("part of the suite")) for path in sorted(folder.glob("*.yaml"))}
    try:
        suite = Suite.model_validate(parts)
    except ValidationError as error:
        raise _fault(described(error, Suite), folder) from None
    if faults := list(_contradictions(suite, codebook)):
        raise _fault(faults, folder)
    return suite


def _fault(faults: list[Message], folder: Path) -> InputError:
    shown = listed(most(faults, _MOST_FAULTS))
    return InputError("{faults}. Mend the suite, or restore its files.", faults=shown, path=str(folder))


def _contradictions(suite: Suite, codebook: Codebook) -> Iterator[Message]:
    """Faults that no single part can see."""
    fields = ("swaps", "stances", "figurative", "mentions", "quotations")
    for field in fields:
        for device in getattr(suite, field):
            if device not in codebook.label_ids and (field, device) != ("swaps", QUIET):
                yield message(
                    "{field}: '{device}' is no label of {codebook}.{near}",
                    field=field, device=device, codebook=codebook.signature,
                    near=did_you_mean(device, codebook.label_ids),
                )  # fmt: skip
    for device, kinds in suite.swaps.items():
        for kind, texts in kinds.items():
            if kind not in suite.fillers:
                yield message("swaps.{device}: '{kind}' has no fillers", device=device, kind=kind)
            for text in texts:
                if not slots(text) or not slots(text) <= {"a", "b"}:
                    yield message(
                        "swaps.{device}: '{text}' needs the slots a, or a and b, in braces", device=device, text=text
                    )


def slots(text: str) -> set[str]:
    """The names in braces; '' where the braces are broken."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {""}
