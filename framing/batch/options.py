"""How articles are tagged: thresholds, labels, scores. What a result must remember to be understood later."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from framing.errors import InputError
from framing.mix import ErrorCounts
from framing.tagging import Manifest, Preset, Tagger
from framing.trust import Trust


@dataclass(frozen=True, slots=True)
class TagOptions:
    """The defaults are the model's own choices.

    threshold: one for all labels, in [0, 1]. labels: only these, None for all. all_scores: keep the scores
    of labels that are not present too; it changes nothing else.
    """

    threshold: float | None = None
    preset: Preset = "balanced"
    labels: tuple[str, ...] | None = None
    all_scores: bool = False

    def applied_to(self, tagger: Tagger) -> Tagger:
        """The tagger with these thresholds. Raises UsageError for an unknown label or a threshold outside [0, 1]."""
        return tagger.with_thresholds(self.threshold, self.preset, self.labels)

    def to_record(self) -> dict[str, Any]:
        """What differs from the defaults and bears on which labels are present; empty for the defaults."""
        default = asdict(TagOptions())
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if name != "all_scores" and value != default[name]
        }

    @classmethod
    def from_record(cls, record: object) -> TagOptions:
        """The inverse of `to_record`. Raises InputError."""
        try:
            given = _Record.model_validate(record)
        except ValidationError:
            raise InputError("'options' is not what `framing tag` writes. Tag the article again.") from None
        return cls(given.threshold, given.preset, None if given.labels is None else tuple(given.labels))

    def known_errors(self, manifest: Manifest) -> dict[str, ErrorCounts]:
        """The model's errors by label and family id, as far as they hold with these options.

        They were counted at the model's own thresholds, so with others none is known. Where only some labels
        are looked for, theirs hold, but no family's.
        """
        if not self._thresholds_are_the_models_own:
            return {}
        wanted = manifest.errors if self.labels is None else self.labels
        return {id: ErrorCounts(**manifest.errors[id].model_dump()) for id in wanted if id in manifest.errors}

    def known_trust(self, manifest: Manifest) -> dict[str, Trust]:
        """The grades of the model's labels, as far as they hold with these options: at its own thresholds only."""
        return manifest.trust if self._thresholds_are_the_models_own else {}

    @property
    def _thresholds_are_the_models_own(self) -> bool:
        return self.threshold is None and self.preset == "balanced"


class _Record(BaseModel):
    """Options as JSON has them."""

    model_config = ConfigDict(strict=True, extra="forbid")

    threshold: float | None = None
    preset: Preset = "balanced"
    labels: list[str] | None = None
