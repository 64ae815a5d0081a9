"""From logits to evidence."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tagging.decoding import evidence_spans, join_windows
from framing.tagging.encoding import Window

SENTENCE = "昨天他们在背后捅了一刀，真狠。"
SPANS = [(i, i + 1) for i in range(len(SENTENCE))]


def logits(*strong: int, of: int = len(SENTENCE), weak: float = -6.0) -> np.ndarray:
    values = np.full(of, weak, np.float32)
    values[list(strong)] = 3.0
    return values


@pytest.mark.parametrize(
    ("strong", "evidence"),
    [
        ([4, 5, 6], ["在背后"]),  # neighbours are joined
        ([4, 5, 9, 10], ["在背后捅了一刀"]),  # and so are pieces a few characters apart
        ([0, 1, 2, 7, 8, 9], ["昨天他", "捅了一"]),
        ([0, 7, 8, 9], ["捅了一"]),  # a scrap beside a longer piece is noise
        ([9, 10, 11], ["一刀"]),  # a comma at the edge shows nothing
        ([11], ["，"]),  # unless there is nothing else
    ],
)
def test_evidence_is_the_joined_text_of_likely_tokens(strong: list[int], evidence: list[str]) -> None:
    found = evidence_spans(SENTENCE, logits(*strong), SPANS, [], 0.5)
    assert [SENTENCE[a:b] for a, b in found] == evidence


def test_a_label_without_a_likely_token_shows_its_strongest_ones() -> None:
    values = logits()
    values[7:10] = [-2.2, -2.0, -2.3]
    assert evidence_spans(SENTENCE, values, SPANS, [], 0.5) == [(7, 10)]


def test_a_sentence_without_tokens_is_its_own_evidence() -> None:
    assert evidence_spans("\u0007", np.zeros(0, np.float32), [], [], 0.5) == [(0, 1)]


@given(st.lists(st.floats(-8, 8, width=32), min_size=len(SENTENCE), max_size=len(SENTENCE)), st.floats(0.05, 0.8))
def test_evidence_lies_in_the_sentence_in_order_and_apart(values: list[float], threshold: float) -> None:
    found = evidence_spans(SENTENCE, np.array(values, np.float32), SPANS, [], threshold)
    assert found
    assert all(0 <= start < end <= len(SENTENCE) for start, end in found)
    assert all(before[1] < after[0] for before, after in itertools.pairwise(found))


def test_a_device_in_any_window_is_in_the_sentence_and_tokens_come_from_their_owner() -> None:
    first = Window((0, 5, 6, 2), ((0, 1), (1, 2)), (0, 1))
    second = Window((0, 6, 7, 2), ((1, 2), (2, 3)), (0, 2))
    joined = join_windows(
        [first, second],
        [
            (np.array([1.0, -3.0], np.float32), np.array([[1, 1], [2, 2]], np.float32)),
            (np.array([-2.0, 4.0], np.float32), np.array([[3, 3], [4, 4]], np.float32)),
        ],
        {"clique": [(0, 1)]},
    )
    assert joined.cues == {"clique": [(0, 1)]}
    assert joined.labels.tolist() == [1.0, 4.0]
    assert joined.spans == ((0, 1), (1, 2), (2, 3))
    assert joined.tokens[:, 0].tolist() == [1, 3, 4]


def test_a_cue_is_evidence_and_others_stay_what_they_are() -> None:
    assert evidence_spans(SENTENCE, logits(), SPANS, [(4, 8)], 0.5) == [(4, 8)]
    assert evidence_spans(SENTENCE, logits(0, 1, 2), SPANS, [(7, 11)], 0.5) == [(0, 3), (7, 11)]


@pytest.mark.parametrize(
    ("sentence", "first", "last", "evidence"),
    [
        ("他们“敞开大门”。", 3, 7, "敞开大门"),  # the mark that opens is outside
        ("他们“敞开大门”。", 2, 6, "敞开大门"),  # the mark that closes is outside
        ("他们“敞开大门”。", 2, 7, "“敞开大门”"),
        ("这（其实）是算计", 4, 7, "是算计"),
    ],
)
def test_half_a_pair_of_marks_is_not_evidence(sentence: str, first: int, last: int, evidence: str) -> None:
    values = logits(*range(first, last + 1), of=len(sentence))
    ((start, end),) = evidence_spans(sentence, values, [(i, i + 1) for i in range(len(sentence))], [], 0.5)
    assert sentence[start:end] == evidence
