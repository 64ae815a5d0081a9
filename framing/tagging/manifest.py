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

from framing.errors import FramingError, ModelError
from framing.shipped import shipped_path

FILE_NAME = "framing.json"
CODEBOOK_FILE = "codebook.yaml"
NEEDED_FILES = {"model.onnx", "tokenizer.json"}
SHIPPED_MODEL = "models/framing-zh-mini"
Preset = Literal["balanced", "precision", "recall"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Calibration(_Part):
    """score = sigmoid(slope · logit + cue · [a cue of the label stands in the sentence] + intercept).

    Platt scaling (Platt 1999) with one more feature, learnt out of fold.
    """

    slope: float = Field(gt=0)
    cue: float = Field(ge=0)
    intercept: float


class ErrorTable(_Part):
    """How the thresholded model did on sentences it was not trained on, for one label or family."""

    true_positive: int = Field(ge=0)
    false_positive: int = Field(ge=0)
    false_negative: int = Field(ge=0)
    true_negative: int = Field(ge=0)


class Manifest(_Part):
    """One model. Label order is the order of the network's outputs."""

    format: Literal[1] = 1
    name: str
    version: str
    summary: str
    codebook: str
    cues: str
    labels: tuple[str, ...]
    max_tokens: int = Field(ge=16)
    files: dict[str, str]
    calibration: dict[str, Calibration]
    thresholds: dict[Preset, dict[str, Annotated[float, Field(ge=0, le=1)]]]
    evidence_threshold: float = Field(ge=0, le=1)
    errors: dict[str, ErrorTable]
    training: dict[str, Any]
    scores: dict[str, Any]
    quantisation: dict[str, Any]

    @property
    def signature(self) -> str:
        """ "name version", as written into every result."""
        return f"{self.name} {self.version}"

    @model_validator(mode="after")
    def _every_label_has_all_it_needs(self) -> Manifest:
        if missing := set(get_args(Preset)) - set(self.thresholds):
            raise ValueError(f"thresholds lacks the presets {', '.join(sorted(missing))}")
        tables: Mapping[str, Mapping[str, Any]] = {
            "calibration": self.calibration,
            **{f"thresholds.{preset}": table for preset, table in self.thresholds.items()},
        }
        for name, table in tables.items():
            if set(table) != set(self.labels):
                odd = sorted(set(table) ^ set(self.labels))
                raise ValueError(f"{name} does not hold exactly the model's labels: {', '.join(odd)}")
        return self


def load_manifest(folder: Path | None = None) -> Manifest:
    """Read the manifest of a model folder (None: the shipped model). Raises ModelError."""
    folder = model_folder(folder)
    path = folder / FILE_NAME
    try:
        return Manifest.model_validate(json.loads(path.read_bytes()))
    except FileNotFoundError as error:
        raise ModelError(
            f"'{folder}' is not a model folder: it has no {FILE_NAME}. Give a folder made by `framing train`."
        ) from error
    except OSError as error:
        raise ModelError(f"'{path}' cannot be read ({error.strerror}). Check its permissions.") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()[:5])
        raise ModelError(f"'{path}' is damaged ({faults}). {_AGAIN}") from error
    except ValueError as error:
        raise ModelError(f"'{path}' is damaged (no valid JSON: {error}). {_AGAIN}") from error


def model_folder(folder: Path | None) -> Path:
    """The folder given, or the shipped model's. Raises ModelError when it does not exist."""
    if folder is None:
        try:
            return shipped_path(SHIPPED_MODEL)
        except FramingError as error:
            raise ModelError(str(error)) from error
    if not folder.is_dir():
        raise ModelError(f"There is no model folder '{folder}'. Give one made by `framing train`, or none.")
    return folder


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its hash in the manifest. Raises ModelError at the first that differs."""
    if not set(manifest.files) >= NEEDED_FILES:
        raise ModelError(f"'{folder / FILE_NAME}' names no hash for {' and '.join(sorted(NEEDED_FILES))}. {_AGAIN}")
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"The model folder '{folder}' lacks {name}. {_AGAIN}")
        if file_hash(path) != expected:
            raise ModelError(f"'{path}' is damaged: its hash is not the one in {FILE_NAME}. {_AGAIN}")


def file_hash(path: Path) -> str:
    """ "sha256:…" of a file."""
    with path.open("rb") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return f"sha256:{digest.hexdigest()}"


_AGAIN = "Copy the whole folder again, or train the model again."
