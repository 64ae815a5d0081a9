"""What a network says of every sentence, in memory and in a safetensors file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from framing.training.writing import whole_file


@dataclass(frozen=True)
class Predictions:
    """sentence: (sentences, labels) logits. tokens: per sentence (inner tokens, labels) logits, float16."""

    sentence: np.ndarray
    tokens: list[np.ndarray]

    def save(self, path: Path) -> None:
        """Write all to one file; an interruption leaves none or all of it."""
        lengths = np.array([len(t) for t in self.tokens], np.int32)
        tensors = {"sentence": self.sentence, "tokens": np.concatenate(self.tokens), "lengths": lengths}
        with whole_file(path) as part:
            save_file(tensors, part)

    @classmethod
    def load(cls, path: Path) -> Predictions:
        """What `save` wrote."""
        tensors = load_file(path)
        return cls(tensors["sentence"], np.split(tensors["tokens"], np.cumsum(tensors["lengths"])[:-1]))
