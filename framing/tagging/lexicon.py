"""Short runs of characters and how much each tells of each label: a third reading beside network and cues.

A linear model over character n-grams knows a rare device's wording after few cases, where a network needs many, and it
errs in other places. How much it counts is learnt out of fold (see `Calibration`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from framing.errors import ModelError
from framing.tagging.normalising import normalise

LEXICON_FILE = "lexicon.npz"
_LONGEST = 4
_SPACES = re.compile(r"[\s\0]+")  # NUL parts the n-grams of the file
Floats = npt.NDArray[np.floating]


def character_grams(sentence: str) -> list[str]:
    """All runs of one to four characters, normalised and in lower case, white space as one space."""
    text = _SPACES.sub(" ", normalise(sentence).text.lower())
    return [text[k : k + size] for size in range(1, _LONGEST + 1) for k in range(len(text) - size + 1)]


@dataclass(frozen=True)
class Lexicon:
    """Logistic regression over TF-IDF of character n-grams (sublinear term frequency, unit length).

    grams: (grams,). idf: (grams,). weights: (grams, labels) int8, each label's times its scale. scales, intercepts:
    (labels,).
    """

    grams: Sequence[str]
    idf: Floats
    weights: npt.NDArray[np.int8]
    scales: Floats
    intercepts: Floats

    @cached_property
    def _places(self) -> dict[str, int]:
        return {gram: place for place, gram in enumerate(self.grams)}

    def logits(self, sentence: str) -> npt.NDArray[np.float32]:
        """(labels,): what the sentence's n-grams say; a sentence without a known one says the intercepts."""
        places = self._places
        found = Counter(places[gram] for gram in character_grams(sentence) if gram in places)
        if not found:
            return self.intercepts.astype(np.float32)
        rows = np.fromiter(found.keys(), np.int64)
        values = (1 + np.log(np.fromiter(found.values(), np.float64))) * self.idf[rows]
        told = values @ self.weights[rows].astype(np.float64) / np.linalg.norm(values)
        return (told * self.scales + self.intercepts).astype(np.float32)

    def save(self, path: Path) -> None:
        """Write it without pickles; the n-grams as UTF-8, NUL between them."""
        packed = np.frombuffer("\0".join(self.grams).encode(), np.uint8)
        with path.open("wb") as file:  # a handle: to a name numpy would add .npz
            np.savez_compressed(
                file, grams=packed, idf=self.idf.astype(np.float32), weights=self.weights,
                scales=self.scales.astype(np.float32), intercepts=self.intercepts.astype(np.float32),
            )  # fmt: skip

    @classmethod
    def load(cls, path: Path) -> Lexicon:
        """What `save` wrote. Raises ModelError for anything else."""
        try:
            with np.load(path, allow_pickle=False) as file:
                grams = file["grams"].tobytes().decode().split("\0")
                found = cls(grams, file["idf"], file["weights"], file["scales"], file["intercepts"])
            if not len(found.grams) == len(found.idf) == len(found.weights):
                raise ValueError(f"{len(found.grams)} n-grams for {len(found.weights)} weights")
            return found
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(
                "'{path}' is no lexicon: {error}. Copy the whole model folder again.", path=path, error=error
            ) from error
