"""The codebook's cues in a sentence: a second reading beside the network's.

Words that often signal a device are written down in the codebook; a network trained on few cases of a rare
device can't know them all. How much a cue counts is learnt out of fold (see `Calibration`), never assumed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from framing.codebook import Codebook
from framing.tagging.normalising import normalise

Span = tuple[int, int]
Hits = Mapping[str, Sequence[Span]]


class CueMatcher:
    """Finds the cues of a codebook, in either script, wherever they stand and however the sentence is punctuated."""

    def __init__(self, codebook: Codebook) -> None:
        labels: dict[str, list[str]] = {}
        for device in codebook.devices:
            for cue in device.cues:
                labels.setdefault(normalise(cue).text, []).append(device.id)
        self._labels = list(labels.values())
        self._automaton = AhoCorasick(list(labels))

    def find(self, sentence: str) -> dict[str, list[Span]]:
        """label id → code-point spans of its cues, in order; labels without a cue are left out."""
        found: dict[str, list[Span]] = {}
        read = normalise(sentence)
        for cue, start, end in self._automaton.find_matches_as_indexes(read.text, overlapping=True):
            for label in self._labels[cue]:
                found.setdefault(label, []).append(read.original(start, end))
        return found


def cues_hash(codebook: Codebook) -> str:
    """ "sha256:…" of all cues: a model learnt how much these count, so it must meet the same ones again."""
    cues = {device.id: sorted(device.cues) for device in codebook.devices}
    content = json.dumps(cues, ensure_ascii=False, sort_keys=True)
    return f"sha256:{hashlib.sha256(content.encode()).hexdigest()}"
