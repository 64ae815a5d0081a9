"""Logits → labels with scores and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.article import Evidence, Finding
from framing.tagging.encoding import Window
from framing.tagging.manifest import Manifest

Array = npt.NDArray[np.float32]
Span = tuple[int, int]

_EDGE = " \t\n\r\u3000，。、；：！？,.;:!?·"
"""Signs that show no device when they stand at the edge of a piece of evidence."""


@dataclass(frozen=True, slots=True)
class SentenceLogits:
    """What the network says of one sentence, its windows joined.

    labels: (labels,). tokens: (tokens, labels) for all tokens of the sentence. spans: where they stand.
    """

    labels: Array
    tokens: Array
    spans: tuple[Span, ...]


def join_windows(windows: Sequence[Window], logits: Sequence[tuple[Array, Array]]) -> SentenceLogits:
    """Join a sentence's windows: a device is in the sentence if it is in any of them.

    logits: per window (labels,) and (inner tokens, labels).
    """
    return SentenceLogits(
        labels=np.max([labels for labels, _ in logits], axis=0),
        tokens=np.concatenate(
            [tokens[w.owned[0] : w.owned[1]] for w, (_, tokens) in zip(windows, logits, strict=True)]
        ),
        spans=tuple(span for w in windows for span in w.spans[w.owned[0] : w.owned[1]]),
    )


def calibrated_scores(logits: Array, manifest: Manifest) -> dict[str, float]:
    """label id → calibrated probability, rounded to 4 decimals as it is written and compared everywhere."""
    return {
        label: round(_sigmoid(c.slope * float(logit) + c.intercept), 4)
        for logit, label in zip(logits, manifest.labels, strict=True)
        for c in (manifest.calibration[label],)
    }


def findings(
    sentence: str, logits: SentenceLogits, scores: Mapping[str, float],
    thresholds: Mapping[str, float], manifest: Manifest,
) -> dict[str, Finding]:  # fmt: skip
    """The labels of `thresholds` whose score reaches it, with their evidence, in the codebook's order."""
    return {
        label: Finding(
            scores[label],
            tuple(
                Evidence(start, end, sentence[start:end])
                for start, end in evidence_spans(
                    sentence, logits.tokens[:, column], logits.spans, manifest.evidence_thresholds[label]
                )
            ),
        )
        for column, label in enumerate(manifest.labels)
        if label in thresholds and scores[label] >= thresholds[label]
    }


def evidence_spans(sentence: str, token_logits: Array, spans: Sequence[Span], threshold: float) -> list[Span]:
    """Code-point spans of the tokens whose probability reaches `threshold`, neighbours joined.

    A label that is present has evidence: when no token reaches the threshold, the strongest one and the
    neighbours at least half as likely are taken. A sentence without tokens gives itself.
    """
    if not spans:
        return [(0, len(sentence))]
    probabilities = 1 / (1 + np.exp(-token_logits.astype(np.float64)))
    chosen = probabilities >= threshold
    if not chosen.any():
        chosen = _around_strongest(probabilities)
    joined: list[Span] = []
    for index in np.flatnonzero(chosen):
        start, end = spans[int(index)]
        # One character between two pieces, such as 的 or a quotation mark, belongs to both.
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    trimmed = [_trim(sentence, span) for span in joined]
    return [span for span in trimmed if span[0] < span[1]] or [joined[0]]


def _around_strongest(probabilities: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    peak = int(np.argmax(probabilities))
    likely = probabilities >= probabilities[peak] / 2
    chosen = np.zeros(len(likely), np.bool_)
    for step in (-1, 1):
        at = peak
        while 0 <= at < len(likely) and likely[at]:
            chosen[at] = True
            at += step
    return chosen


def _trim(sentence: str, span: Span) -> Span:
    start, end = span
    while start < end and sentence[start] in _EDGE:
        start += 1
    while end > start and sentence[end - 1] in _EDGE:
        end -= 1
    return start, end


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))
