"""Logits → labels with scores and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.article import Evidence, Finding
from framing.tagging.cues import Hits, Span
from framing.tagging.encoding import Window
from framing.tagging.manifest import Manifest

Array = npt.NDArray[np.float32]

_EDGE = " \t\n\r\u3000，。、；：！？,.;:!?·"
"""Signs that show no device when they stand at the edge of a piece of evidence."""
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】"}
_PARTNER = _PAIRS | {closing: opening for opening, closing in _PAIRS.items()}
# Both were the best of a few on held-out training sentences: a few characters between two pieces, such as 的 or
# a quotation mark, belong to both; a scrap beside a longer piece is noise.
_GAP = 3
_PIECE = 3


@dataclass(frozen=True, slots=True)
class SentenceLogits:
    """What the network says of one sentence, its windows joined.

    labels: (labels,). tokens: (tokens, labels) for all tokens of the sentence. spans: where they stand.
    cues: the codebook's cues found in the sentence, by label id. lexicon: (labels,), what its n-grams say.
    """

    labels: Array
    tokens: Array
    spans: tuple[Span, ...]
    cues: Hits
    lexicon: Array


def join_windows(
    windows: Sequence[Window], logits: Sequence[tuple[Array, Array]], cues: Hits, lexicon: Array | None = None
) -> SentenceLogits:
    """Join a sentence's windows: a device is in the sentence if it is in any of them.

    logits: per window (labels,) and (inner tokens, labels). lexicon: (labels,); None: the model has none.
    """
    return SentenceLogits(
        labels=np.max([labels for labels, _ in logits], axis=0),
        tokens=np.concatenate(
            [tokens[w.owned[0] : w.owned[1]] for w, (_, tokens) in zip(windows, logits, strict=True)]
        ),
        spans=tuple(span for w in windows for span in w.spans[w.owned[0] : w.owned[1]]),
        cues=cues,
        lexicon=np.zeros_like(logits[0][0]) if lexicon is None else lexicon,
    )


def calibrated_scores(logits: SentenceLogits, manifest: Manifest) -> dict[str, float]:
    """label id → calibrated probability, rounded to 4 decimals as it is written and compared everywhere."""
    return {
        label: round(
            _sigmoid(c.slope * float(logit) + c.cue * (label in logits.cues) + c.lexicon * float(told) + c.intercept), 4
        )
        for logit, told, label in zip(logits.labels, logits.lexicon, manifest.labels, strict=True)
        for c in (manifest.calibration[label],)
    }


def findings(
    sentence: str, logits: SentenceLogits, scores: Mapping[str, float],
    thresholds: Mapping[str, float], manifest: Manifest,
) -> dict[str, Finding]:  # fmt: skip
    """The labels of `thresholds` whose score reaches it, with their evidence, in the codebook's order."""
    found: dict[str, Finding] = {}
    for column, label in enumerate(manifest.labels):
        if label in thresholds and scores[label] >= thresholds[label]:
            tokens, cues = logits.tokens[:, column], logits.cues.get(label, ())
            spans = evidence_spans(sentence, tokens, logits.spans, cues, manifest.evidence_threshold)
            found[label] = Finding(scores[label], tuple(Evidence(a, b, sentence[a:b]) for a, b in spans))
    return found


def evidence_spans(
    sentence: str, token_logits: Array, spans: Sequence[Span], cues: Sequence[Span], threshold: float
) -> list[Span]:
    """Code-point spans of the tokens that show the device, near neighbours joined.

    Those are the tokens whose probability reaches `threshold`, and those inside a cue. A label that is present
    has evidence: when there is no such token, the strongest one and the neighbours at least half as likely are
    taken. A sentence without tokens gives itself.
    """
    if not spans:
        return [(0, len(sentence))]
    probabilities = 1 / (1 + np.exp(-token_logits.astype(np.float64)))
    chosen = probabilities >= threshold
    if cues:
        chosen |= [any(start < to and begin < end for begin, to in cues) for start, end in spans]
    if not chosen.any():
        chosen = _around_strongest(probabilities)
    joined: list[Span] = []
    for index in np.flatnonzero(chosen):
        start, end = spans[int(index)]
        if joined and start <= joined[-1][1] + _GAP:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    pieces = [(a, b) for a, b in (_trim(sentence, span) for span in joined) if a < b] or joined[:1]
    longest = max(end - start for start, end in pieces)
    return [(start, end) for start, end in pieces if end - start >= min(_PIECE, longest)]


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
    """Without signs at the edges that show nothing, and without half a pair of quotation marks or brackets."""
    start, end = span
    while start < end and _is_loose(sentence[start], sentence[start:end]):
        start += 1
    while end > start and _is_loose(sentence[end - 1], sentence[start:end]):
        end -= 1
    return start, end


def _is_loose(sign: str, piece: str) -> bool:
    return sign in _EDGE or _PARTNER.get(sign, "") not in piece


def _sigmoid(x: float) -> float:
    return float(1 / (1 + np.exp(-x)))
