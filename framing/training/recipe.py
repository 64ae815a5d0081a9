"""A training recipe: everything that decides what comes out, in one TOML file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from framing.errors import UsageError, nearest_name, reason
from framing.message import listed, message
from framing.validation import described

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Data(_Part):
    """Corpora, relative to the recipe's folder. `dev` is only ever scored, never learnt from."""

    # Annotated articles; a file name may hold `*`. Label data without texts needs `texts`, the folder where they are.
    train: Annotated[tuple[Path, ...], Field(min_length=1)]
    texts: Path | None = None
    corrections: tuple[Path, ...] = ()
    # Always trained on, never held out: what is decided and said of the model comes from `train`.
    authored: tuple[Path, ...] = ()
    # The same sentences as some of `train`, read by another: how far two readers agree.
    second: tuple[Path, ...] = ()
    dev: Path | None = None
    # A folder of texts that others labelled, as for `framing evaluate --outside`.
    outside: Path | None = None
    # Sentences of articles with these `meta.outlet_type` were sampled around words: error rates leave them out.
    sampled_outlet_types: tuple[str, ...] = ()


class Sampling(_Part):
    """How often an epoch sees a training sentence; drawn anew for each epoch.

    Repeat-factor sampling (Gupta, Dollár and Girshick, 2019, "LVIS"): a label that a share f of the sentences
    carries asks for sqrt(rate / f) visits, and a sentence gets what its rarest label asks for, at most `most`.
    Calibration, learnt afterwards on all sentences once, takes back the prevalence this distorts.
    """

    # The share at which a label's sentences are seen once an epoch; None: every sentence is.
    rate: Annotated[float, Field(gt=0, lt=1)] | None = None
    most: Annotated[float, Field(ge=1)] = 3.0
    quiet: Annotated[float, Field(gt=0, le=1)] = 1.0  # visits of a sentence without a label


class Optimisation(_Part):
    """One run of the optimiser."""

    epochs: Annotated[int, Field(ge=1)] = 5
    # Training ends after `patience` epochs that gain less than `min_gain` of validation average precision.
    patience: Annotated[int, Field(ge=1)] = 1
    min_gain: Annotated[float, Field(ge=0)] = 0.01
    learning_rate: Annotated[float, Field(gt=0)] = 2e-4
    head_learning_rate: Annotated[float, Field(gt=0)] = 1e-3
    weight_decay: Annotated[float, Field(ge=0)] = 0.01
    warmup: Annotated[float, Field(ge=0, lt=1)] = 0.06
    # Warm restarts (Loshchilov and Hutter, 2017, "SGDR"): the rates rise and fall `cycles` times, and each peak is
    # `restart` times the one before. The first of two cycles is a whole training by itself.
    cycles: Annotated[int, Field(ge=1)] = 1
    restart: Annotated[float, Field(gt=0, le=1)] = 0.5
    tokens_per_batch: Annotated[int, Field(ge=16)] = 1024
    evidence_weight: Annotated[float, Field(ge=0)] = 1.0
    evidence_positive_weight: Annotated[float, Field(gt=0)] = 2.0
    validation_share: Annotated[float, Field(gt=0, lt=0.5)] = 0.07
    precision: Literal["bf16", "float32"] = "bf16"
    sampling: Sampling = Sampling()


class Exchange(_Part):
    """Training sentences with other names in them (countries, companies, people …), drawn anew for each epoch."""

    names: Path | None = None  # a list like labels/exchanges.yaml; None: no exchange
    share: Annotated[float, Field(gt=0, le=1)] = 0.5  # of the sentences that hold such names


class LexiconSettings(_Part):
    """A linear model over character n-grams beside the network."""

    size: Annotated[int, Field(ge=0)] = 0  # n-grams kept; 0: no lexicon
    strength: Annotated[float, Field(gt=0)] = 20.0  # inverse of the L2 penalty


class Curve(_Part):
    """The learning curve: parts of the training articles to train on as well, each in (0, 1)."""

    shares: tuple[Annotated[float, Field(gt=0, lt=1)], ...] = ()


class Card(_Part):
    """Plain words for the model card that no run can know; each is left out where it is empty."""

    base_model: str = ""
    texts: str = ""
    annotators: str = ""
    dev_texts: str = ""
    ceiling: str = ""


class Recipe(_Part):
    """A whole recipe. `folder` is where the file lies; relative paths start there."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    summary: str
    backbone: str
    codebook: Path | None = None
    seed: int = 13
    # How many models are trained on all articles, from `seed` on; the first ships, the others show the spread.
    seeds: Annotated[int, Field(ge=1)] = 1
    folds: Annotated[int, Field(ge=2)] = 3
    max_tokens: Annotated[int, Field(ge=16, le=512)] = 192
    data: Data
    optimisation: Optimisation = Optimisation()
    exchange: Exchange = Exchange()
    lexicon: LexiconSettings = LexiconSettings()
    curve: Curve = Curve()
    card: Card = Card()
    folder: Path = Path()

    def path(self, relative: Path) -> Path:
        """A path of the recipe as one that can be opened."""
        return relative if relative.is_absolute() else (self.folder / relative).resolve()

    @property
    def backbone_path(self) -> str:
        """The backbone's folder if there is one, else the hub id as written."""
        local = self.path(Path(self.backbone))
        return str(local) if local.exists() or self.backbone.startswith((".", "/")) else self.backbone


def load_recipe(path: Path) -> Recipe:
    """Read and check a recipe. Raises UsageError that names every faulty key."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(
            "The recipe '{path}' cannot be read ({reason}).{near} Try models/framing-zh-mini.toml.",
            path=path, reason=reason(error), near=nearest_name(path) if isinstance(error, FileNotFoundError) else "",
        ) from error  # fmt: skip
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            "The recipe '{path}' is not valid TOML: {reason}. Mend it there.", path=path, reason=error
        ) from error
    try:
        return Recipe(**{**values, "folder": path.resolve().parent})
    except ValidationError as error:
        faults = listed(described(error, Recipe), message("\n  "))
        raise UsageError(
            "The recipe '{path}' does not validate; models/framing-zh-mini.toml is one that does:\n  {faults}",
            path=path, faults=faults,
        ) from error  # fmt: skip
