"""A tagger without a network: a device is found in a sentence where one of a few words stands. All the rest
(calibration, thresholds, decoding) is the real thing. Shared by the tests of batch and of the command line."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.cli import main
from framing.codebook import load_codebook
from framing.tagging import Manifest, Tagger
from framing.tagging.cues import CueMatcher, cues_hash
from framing.tagging.decoding import SentenceLogits

CODEBOOK = load_codebook()
LABELS = CODEBOOK.label_ids
WORDS = {"抱团": "clique", "背刺": "betrayal", "据说": "sourcing", "也许背刺": "betrayal"}
LOGITS = {"抱团": 3.0, "背刺": 2.0, "据说": 3.0, "也许背刺": 1.0}  # scores 0.95, 0.88, 0.95, 0.73
THRESHOLDS = {"balanced": 0.5, "precision": 0.9, "recall": 0.1}


def manifest(**changes: Any) -> Manifest:
    errors = {"true_positive": 40, "false_positive": 10, "false_negative": 12, "true_negative": 500}
    return Manifest.model_validate({
        "name": "stub", "version": "0.1.0", "summary": "for tests", "codebook": CODEBOOK.signature,
        "cues": cues_hash(CODEBOOK), "labels": LABELS, "max_tokens": 64, "files": {},
        "calibration": {label: {"slope": 1, "cue": 0, "intercept": 0} for label in LABELS},
        "thresholds": {preset: dict.fromkeys(LABELS, value) for preset, value in THRESHOLDS.items()},
        "evidence_threshold": 0.5,
        "errors": dict.fromkeys([*LABELS, *(family.id for family in CODEBOOK.families)], errors),
        "training": {}, "scores": {}, "quantisation": {}, **changes,
    })  # fmt: skip


@dataclass(frozen=True)
class StubTagger(Tagger):
    """Finds WORDS."""

    def logits(self, sentences: Sequence[str]) -> list[SentenceLogits]:
        return [_logits(sentence) for sentence in sentences]


def stub(**changes: Any) -> StubTagger:
    made = manifest(**changes)
    unused: Any = None
    return StubTagger(
        made,
        CODEBOOK,
        made.thresholds["balanced"],
        encoder=unused,
        cues=CueMatcher(CODEBOOK),
        lexicon=None,
        session=unused,
    )


def model_folder(path: Path, **changes: Any) -> Path:
    """A folder with a manifest and nothing else."""
    path.mkdir()
    (path / "framing.json").write_text(manifest(**changes).model_dump_json(), encoding="utf-8")
    return path


def command_line(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], folder: Path
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line in a folder with a stub as the shipped model; gives (exit code, stdout, stderr)."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FRAMING_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):  # messages are English, wherever this runs
        monkeypatch.delenv(name, raising=False)
    real = Tagger.load.__func__
    monkeypatch.setattr(Tagger, "load", classmethod(lambda cls, folder=None: real(cls, folder) if folder else stub()))

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["framing", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = (stream.decode() for stream in capsysbinary.readouterr())
        assert "Traceback" not in err
        return int(stopped.value.code or 0), out, err

    return run


def jsonl(path: Path, *records: Any) -> Path:
    """A file with one record a line; a string is written as it is."""
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def _logits(sentence: str) -> SentenceLogits:
    labels = np.full(len(LABELS), -5, np.float32)
    tokens = np.full((len(sentence), len(LABELS)), -5, np.float32)
    for word, label in WORDS.items():
        if (at := sentence.find(word)) >= 0:
            column = LABELS.index(label)
            labels[column] = LOGITS[word]
            tokens[at : at + len(word), column] = 3
    pieces = tuple((i, i + 1) for i in range(len(sentence)))
    return SentenceLogits(labels, tokens, pieces, cues={}, lexicon=np.zeros(len(LABELS), np.float32))
