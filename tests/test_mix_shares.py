from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import CODEBOOK, ERRORS, sample_article, tagged, untitled

from framing.article import article_from_sentences
from framing.errors import InputError
from framing.mix import ErrorCounts, measure

WORDS = "盟友各打算盘"


def mix_of(*sentences: set[str], errors: dict[str, ErrorCounts] | None = None, codebook=CODEBOOK):
    article = article_from_sentences([WORDS] * len(sentences), id="x", title=None)
    return measure(tagged(article, [{label: [WORDS] for label in s} for s in sentences]), codebook, errors or {})


def test_an_article_without_sentences_has_undefined_shares_and_zero_counts():
    mix = measure(untitled(""), CODEBOOK, ERRORS)
    clique = mix.labels["clique"]
    assert (mix.sentences, mix.tagged, clique.count) == (0, 0, 0)
    assert (clique.share, clique.adjusted, clique.low, clique.high) == (None, None, None, None)
    assert mix.families["camp"].share is None


def test_every_label_and_family_is_listed_in_codebook_order_zeros_included():
    mix = mix_of(set())
    assert tuple(mix.labels) == CODEBOOK.label_ids
    assert tuple(mix.families) == tuple(family.id for family in CODEBOOK.families)
    assert {share.count for share in mix.labels.values()} == {0}


def test_a_sentence_counts_once_for_its_family_however_many_of_its_labels_it_carries():
    mix = mix_of({"clique", "betrayal", "coercion"}, {"clique"}, set(), {"alarm"})
    assert (mix.labels["clique"].count, mix.labels["clique"].share) == (2, 0.5)
    assert (mix.families["camp"].count, mix.families["camp"].share) == (2, 0.5)
    assert mix.tagged == 3


def test_the_title_counts_as_a_sentence():
    mix = measure(sample_article(), CODEBOOK, {})
    assert mix.sentences == 13
    assert mix.labels["game_metaphor"].count == 1  # found in the title only


def test_a_sentence_that_also_carries_sourcing_is_quoted():
    mix = mix_of({"clique", "sourcing"}, {"clique"}, {"clique"}, {"sourcing"})
    assert (mix.labels["clique"].author, mix.labels["clique"].quoted) == (2, 1)


def test_sourcing_itself_has_no_voice():
    sourcing = mix_of({"sourcing"}).labels["sourcing"]
    assert (sourcing.count, sourcing.author, sourcing.quoted) == (1, None, None)


def test_without_a_sourcing_label_in_the_codebook_no_voice_is_known():
    devices = tuple(d for d in CODEBOOK.devices if d.id != "sourcing")
    clique = mix_of({"clique"}, codebook=CODEBOOK.model_copy(update={"devices": devices})).labels["clique"]
    assert (clique.count, clique.author, clique.quoted) == (1, None, None)


def test_a_label_whose_errors_are_unknown_is_not_corrected():
    mix = mix_of({"clique", "alarm"}, errors={"clique": ErrorCounts(50, 10, 10, 500)})
    assert mix.labels["clique"].adjusted is not None
    assert (mix.labels["alarm"].share, mix.labels["alarm"].adjusted, mix.labels["alarm"].low) == (1.0, None, None)
    assert mix.families["camp"].adjusted is None


def test_a_label_of_another_codebook_is_refused_with_the_place_and_the_nearest_known_one():
    article = article_from_sentences(["盟友"], id="x", title=None)
    with pytest.raises(InputError, match=r"article 'x', sentence 0: label 'cliqe'.*Did you mean 'clique'"):
        measure(tagged(article, [{"cliqe": ["盟友"]}]), CODEBOOK, {})


def test_the_record_is_rounded_to_four_decimals_and_only_there():
    mix = mix_of({"clique"}, set(), set(), errors=ERRORS)
    record = mix.to_record()
    assert mix.labels["clique"].share == 1 / 3
    assert record["labels"]["clique"]["share"] == 0.3333
    assert set(record) == {"sentences", "tagged", "labels", "families"}
    assert list(record["labels"]["clique"]) == ["count", "share", "adjusted", "low", "high", "author", "quoted"]
    assert list(record["families"]["camp"]) == ["count", "share", "adjusted", "low", "high"]
    assert all(v == round(v, 4) for v in record["labels"]["alarm"].values())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sets(st.sampled_from(CODEBOOK.label_ids), max_size=6), max_size=12))
def test_the_numbers_of_a_mix_agree_with_each_other(sentences):
    mix = mix_of(*sentences, errors=ERRORS)
    assert mix.tagged == sum(map(bool, sentences)) <= mix.sentences == len(sentences)
    for label, share in mix.labels.items():
        assert share.count == sum(label in s for s in sentences)
        assert share.author is None or share.author + share.quoted == share.count
        if sentences:
            assert 0 <= share.low <= share.adjusted <= share.high <= 1
    for family, share in mix.families.items():
        counts = [mix.labels[d.id].count for d in CODEBOOK.in_family(family)]
        assert max(counts) <= share.count <= min(sum(counts), mix.tagged)
