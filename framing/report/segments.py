"""A tagged sentence as a row of segments cut at every edge of evidence, and a body as its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from framing.article import Evidence, TaggedArticle, TaggedSentence

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a sentence under the same evidence from its first to its last character.

    `devices`: label ids whose evidence covers it; `closing`: those whose evidence ends with it. A device
    without evidence closes with the sentence.
    """

    text: str
    devices: tuple[str, ...]
    closing: tuple[str, ...]


def segments(tagged: TaggedSentence, order: Sequence[str]) -> list[Segment]:
    """The segments of a sentence, which concatenate to its text; labels in each follow `order`."""
    text = tagged.sentence.text
    spans = {label: merged(tagged.labels[label].evidence) for label in order if label in tagged.labels}
    for label, found in spans.items():
        spans[label] = found or [(len(text), len(text))]
    edges = sorted({0, len(text)}.union(*(edge for found in spans.values() for edge in found)))
    return [
        Segment(
            text[start:end],
            devices=tuple(label for label, found in spans.items() if any(s <= start < e for s, e in found)),
            closing=tuple(label for label, found in spans.items() if any(e == end for _, e in found)),
        )
        for start, end in pairwise(edges)
    ]


def merged(evidence: Sequence[Evidence]) -> list[Span]:
    """The spans of one device in order, with those that touch or overlap made one."""
    spans: list[Span] = []
    for start, end in sorted((e.start, e.end) for e in evidence):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences with the white space around them, as printed between two line breaks."""

    pieces: tuple[TaggedSentence | str, ...]


def paragraphs(tagged: TaggedArticle) -> list[Paragraph | str]:
    """The body as paragraphs and, between them, the line breaks that part them. Nothing is lost:
    the texts of all pieces and the line breaks concatenate to the article's text.
    """
    body = [s for s in tagged.sentences if not s.sentence.is_title]
    blocks: list[Paragraph | str] = []
    pieces: list[TaggedSentence | str] = []
    for gap, sentence in zip(tagged.article.gaps(), [*body, None], strict=True):
        before, breaks, after = _split_at_line_breaks(gap)
        pieces += [before] if before else []
        if breaks:
            blocks += [Paragraph(tuple(pieces)), breaks] if pieces else [breaks]
            pieces = [after] if after else []
        if sentence is not None:
            pieces.append(sentence)
    return [*blocks, Paragraph(tuple(pieces))] if pieces else blocks


def _split_at_line_breaks(gap: str) -> tuple[str, str, str]:
    """What stands before the first line break, from the first to the last, and after the last."""
    places = [i for i, character in enumerate(gap) if character in "\n\r"]
    if not places:
        return gap, "", ""
    return gap[: places[0]], gap[places[0] : places[-1] + 1], gap[places[-1] + 1 :]
