"""Agreement of two readings, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus import AnnotatedSentence, agreement_by_label, agreement_over_all
from framing.corpus.agreement import krippendorff_alpha


def sentence(text: str, **labels: tuple[int, int]) -> AnnotatedSentence:
    return AnnotatedSentence(text, {label: (span,) for label, span in labels.items()})


FIRST = [sentence("一二三四", clique=(0, 2)), sentence("五六七八", alarm=(0, 4)), sentence("九十")]
SECOND = [sentence("一二三四", clique=(1, 4)), sentence("五六七八"), sentence("九十", alarm=(0, 1))]


def test_each_label_counts_who_gave_it_and_who_did_both() -> None:
    found = agreement_by_label(FIRST, SECOND, ["clique", "alarm", "glory"])
    clique, alarm, glory = found.values()
    assert (clique.first, clique.second, clique.both, clique.f1, clique.alpha) == (1, 1, 1, 1.0, 1.0)
    assert clique.evidence == pytest.approx(2 * 1 / (2 + 3))  # one character shared of two and three
    assert (alarm.first, alarm.second, alarm.both, alarm.f1, alarm.evidence) == (1, 1, 0, 0.0, None)
    assert (glory.f1, glory.alpha, glory.evidence) == (None, None, None)


def test_all_labels_together_pool_their_cells() -> None:
    whole = agreement_over_all(FIRST, SECOND, ["clique", "alarm"])
    assert (whole.sentences, whole.first, whole.second, whole.both, whole.f1) == (3, 2, 2, 1, 0.5)


def test_alpha_is_that_of_a_published_example() -> None:
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", section A: binary data, two observers, ten
    # units; of the 20 values 10 pair as 0-0, 2 as 1-1 and 8 as 0-1; alpha = 0.095.
    assert krippendorff_alpha(1, 5, 1, 10) == pytest.approx(0.095, abs=5e-4)


def test_readings_of_different_sentences_are_refused() -> None:
    with pytest.raises(ValueError, match="different sentences"):
        agreement_over_all(FIRST, FIRST[:2], ["clique"])


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40))
def test_agreement_is_the_same_whoever_is_first_and_perfect_with_oneself(cells: list[tuple[bool, bool]]) -> None:
    one = [sentence(str(k), clique=(0, 1)) if a else sentence(str(k)) for k, (a, _) in enumerate(cells)]
    two = [sentence(str(k), clique=(0, 1)) if b else sentence(str(k)) for k, (_, b) in enumerate(cells)]
    there, back = (agreement_over_all(a, b, ["clique"]) for a, b in ((one, two), (two, one)))
    assert (there.f1, there.alpha) == (back.f1, back.alpha)
    assert agreement_over_all(one, one, ["clique"]).alpha in (1.0, None)
