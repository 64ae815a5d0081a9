"""`framing.json` of a model folder: all that is ours about a model, checked when it is loaded.

The network says nothing about labels, thresholds or error rates; this file does, and only this file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from framing.errors import FramingError, ModelError, did_you_mean, nearest_name, reason
from framing.message import SEMICOLON, Message, listed, message
from framing.shipped import shipped_path
from framing.tagging.lexicon import LEXICON_FILE
from framing.trust import Trust
from framing.validation import RuleError, described

FILE_NAME = "framing.json"
CODEBOOK_FILE = "codebook.yaml"
NEEDED_FILES = {"model.onnx", "tokenizer.json"}
SHIPPED_MODEL = "models/framing-zh-mini"
_MOST_FAULTS = 5  # of one manifest; more than this in one message helps nobody
Preset = Literal["balanced", "precision", "recall"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Calibration(_Part):
    """score = sigmoid(slope · logit + cue · [a cue of the label stands in it] + lexicon · its logit + intercept).

    Platt scaling (Platt 1999) with two more readings of the sentence, learnt out of fold.
    """

    slope: float = Field(gt=0)
    cue: float = Field(ge=0)
    lexicon: float = Field(ge=0, default=0.0)
    intercept: float


class ErrorTable(_Part):
    """How the thresholded model did on sentences it was not trained on, for one label or family."""

    true_positive: int = Field(ge=0)
    false_positive: int = Field(ge=0)
    false_negative: int = Field(ge=0)
    true_negative: int = Field(ge=0)


class Manifest(_Part):
    """One model. Label order is the order of the network's outputs.

    trust: by label, as far as it was measured; a model that was not, or is older than grades, has none.
    """

    format: Literal[1] = 1
    name: str
    version: str
    summary: str
    codebook: str
    cues: str
    labels: tuple[str, ...]
    max_tokens: int = Field(ge=16)
    normalised: bool = False  # whether it was trained on texts as `normalise` writes them (since 0.2.0)
    files: dict[str, str]
    calibration: dict[str, Calibration]
    thresholds: dict[Preset, dict[str, Annotated[float, Field(ge=0, le=1)]]]
    evidence_threshold: float = Field(ge=0, le=1)
    errors: dict[str, ErrorTable]
    training: dict[str, Any]
    scores: dict[str, Any]
    quantisation: dict[str, Any]
    trust: dict[str, Trust] = Field(default_factory=dict)

    @property
    def signature(self) -> str:
        """ "name version", as written into every result."""
        return f"{self.name} {self.version}"

    @model_validator(mode="after")
    def _every_label_has_all_it_needs(self) -> Manifest:
        if missing := set(get_args(Preset)) - set(self.thresholds):
            raise RuleError(message("thresholds lacks the presets {presets}", presets=listed(sorted(missing))))
        tables: Mapping[str, Mapping[str, Any]] = {
            "calibration": self.calibration,
            **{f"thresholds.{preset}": table for preset, table in self.thresholds.items()},
        }
        for name, table in tables.items():
            if set(table) != set(self.labels):
                odd = sorted(set(table) ^ set(self.labels))
                raise RuleError(
                    message("{table} does not hold exactly the model's labels: {odd}", table=name, odd=listed(odd))
                )
        if odd := sorted(set(self.trust) - set(self.labels)):
            raise RuleError(message("trust holds what is no label of the model: {odd}", odd=listed(odd)))
        return self


def load_manifest(folder: Path | None = None) -> Manifest:
    """Read the manifest of a model folder (None: the shipped model). Raises ModelError."""
    folder = model_folder(folder)
    path = folder / FILE_NAME
    try:
        return Manifest.model_validate(json.loads(path.read_bytes()))
    except FileNotFoundError as error:
        raise ModelError(
            "'{folder}' is not a model folder: it has no {file}. Give a folder made by `framing train`.",
            folder=folder,
            file=FILE_NAME,
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValidationError as error:
        raise _damaged(path, listed(described(error, Manifest)[:_MOST_FAULTS], SEMICOLON)) from error
    except ValueError as error:
        raise _damaged(path, message("no valid JSON: {reason}", reason=error)) from error


def model_folder(folder: Path | None) -> Path:
    """The folder given, or the shipped model's. Raises ModelError when it does not exist."""
    if folder is None:
        try:
            return shipped_path(SHIPPED_MODEL)
        except FramingError as error:
            raise ModelError(error.message) from error
    if not folder.is_dir():
        near = nearest_name(folder) or _shipped_of_that_name(folder)
        raise ModelError(
            "There is no model folder '{folder}'.{near} Give one made by `framing train`, or none.",
            folder=folder, near=near,
        )  # fmt: skip
    return folder


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its hash in the manifest. Raises ModelError at the first that differs."""
    needed = NEEDED_FILES | ({LEXICON_FILE} if any(c.lexicon for c in manifest.calibration.values()) else set())
    if not set(manifest.files) >= needed:
        files = listed(sorted(needed - set(manifest.files)))
        raise _damaged(folder / FILE_NAME, message("it names no hash for {files}", files=files))
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(
                "The model folder '{folder}' lacks {file}. Copy the whole folder again, or train the model again.",
                folder=folder,
                file=name,
            )
        try:
            found = file_hash(path)
        except OSError as error:
            raise _unreadable(path, error) from error
        if found != expected:
            raise _damaged(path, message("its hash is not the one in {file}", file=FILE_NAME))


def file_hash(path: Path) -> str:
    """ "sha256:…" of a file."""
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return f"sha256:{digest.hexdigest()}"


def _unreadable(path: Path, error: OSError) -> ModelError:
    return ModelError("'{path}' cannot be read ({reason}). Check its permissions.", path=path, reason=reason(error))


def _damaged(path: Path, how: Message) -> ModelError:
    return ModelError(
        "'{path}' is damaged ({how}). Copy the whole folder again, or train the model again.", path=path, how=how
    )


def _shipped_of_that_name(folder: Path) -> Message | str:
    """What to do where the name of the shipped model was given, or nearly that."""
    name = Path(SHIPPED_MODEL).name
    return did_you_mean(folder.name, [name]) and message(" For the shipped model {name} leave --model out.", name=name)
