from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.mix.correction import ErrorCounts, correct

FEW = st.integers(0, 400)
ERROR_COUNTS = st.builds(ErrorCounts, FEW, FEW, FEW, FEW)
SENTENCES_AND_COUNT = st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
PERFECT = ErrorCounts(10**6, 0, 0, 10**6)
USELESS = ErrorCounts(0, 0, 0, 0)


@settings(max_examples=200, deadline=None)
@given(SENTENCES_AND_COUNT, ERROR_COUNTS)
def test_a_corrected_share_lies_in_its_interval_and_both_are_shares(sizes, errors):
    sentences, count = sizes
    corrected = correct(count, sentences, errors)
    assert 0 <= corrected.low <= corrected.adjusted <= corrected.high <= 1


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), FEW, FEW, FEW, FEW)
def test_more_flagged_sentences_never_mean_a_lower_share_when_a_flag_is_evidence(sentences, a, b, c, d):
    (fn, fp), (tp, tn) = sorted((a, b)), sorted((c, d))
    errors = ErrorCounts(tp + fp, fp, fn, tn + fn)  # so ppv ≥ ½ ≥ for
    shares = [correct(count, sentences, errors).adjusted for count in range(sentences + 1)]
    assert all(fewer <= more + 1e-12 for fewer, more in pairwise(shares))


@pytest.mark.parametrize("count", [0, 1, 9, 20])
def test_a_faultless_model_is_left_as_it_is(count):
    corrected = correct(count, 20, PERFECT)
    assert (corrected.low, corrected.adjusted, corrected.high) == pytest.approx([count / 20] * 3, abs=1e-5)


def test_a_model_nobody_checked_says_nothing():
    corrected = correct(5, 10, USELESS)
    assert corrected.adjusted == pytest.approx(0.5)
    assert corrected.low < 0.1
    assert corrected.high > 0.9


def test_what_was_not_flagged_may_still_be_there():
    assert correct(0, 50, ErrorCounts(30, 10, 40, 500)).adjusted > 0


@pytest.mark.parametrize(
    ("count", "sentences", "errors"),
    [
        (9, 52, ErrorCounts(60, 20, 15, 900)),
        (0, 12, ErrorCounts(3, 4, 9, 200)),
        (12, 12, ErrorCounts(80, 5, 2, 40)),
        (300, 2000, ErrorCounts(50, 30, 30, 700)),
    ],
)
def test_it_agrees_with_drawing_the_rates_and_then_the_sentences(count, sentences, errors):
    rng = np.random.default_rng(13)
    draws = 200_000
    ppv = rng.beta(errors.true_positive + 0.5, errors.false_positive + 0.5, draws)
    false_omission = rng.beta(errors.false_negative + 0.5, errors.true_negative + 0.5, draws)
    shares = (rng.binomial(count, ppv) + rng.binomial(sentences - count, false_omission)) / sentences
    corrected = correct(count, sentences, errors)
    assert corrected.adjusted == pytest.approx(shares.mean(), abs=0.002)
    step = 1 / sentences + 0.003
    assert corrected.low == pytest.approx(np.quantile(shares, 0.05), abs=step)
    assert corrected.high == pytest.approx(np.quantile(shares, 0.95), abs=step)


def test_a_shorter_article_has_a_wider_interval():
    errors = ErrorCounts(60, 20, 15, 900)
    widths = [c.high - c.low for c in (correct(n // 5, n, errors) for n in (10, 50, 500))]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 2 * widths[2]
