"""A few random inputs of each kind, as scripts/fuzz.py throws by the hundred thousand: nothing escapes but what a user
can fix, offsets rebuild the text, nothing is invented, and no input becomes markup or a command to a terminal."""

from __future__ import annotations

import json
from random import Random

import pytest
from fuzzing import SUFFIXES, TARGETS, check, check_article, random_tagged
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.article import json_text
from framing.errors import FramingError
from framing.reading import article_from_text
from framing.reading.encodings import decode


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_stands_in_a_file_the_invariants_hold(target):
    @settings(max_examples=20, deadline=None, derandomize=True)
    @given(st.integers(0, 2**32))
    def run(seed):
        check(target, Random(seed))

    run()


@pytest.mark.parametrize("target", SUFFIXES)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=20, deadline=None, derandomize=True)
def test_bytes_that_are_no_file_of_the_kind_are_read_or_refused(target, data):
    check(target, Random(0), data)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(max_examples=100, deadline=None)
def test_every_text_is_rebuilt_from_its_sentences(text):
    article = article_from_text(None, text)
    if article.sentences:
        check_article(article)


@given(st.binary(max_size=100))
@settings(max_examples=200, deadline=None)
def test_all_bytes_are_decoded_or_refused_and_never_become_half_characters(data):
    try:
        text, encoding = decode(data, path="a.txt")
    except FramingError as fault:
        assert str(fault).startswith("a.txt: ")  # noqa: PT017
    else:
        text.encode()
        assert "\0" not in text
        assert "".encode(encoding) is not None


@given(st.recursive(st.text(max_size=9) | st.integers(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)))
@settings(max_examples=50, deadline=None)
def test_json_is_one_line_that_reads_back_the_same(value):
    text = json_text(value)
    assert (json.loads(text), len(text.splitlines())) == (value, 1)


def test_the_same_seed_makes_the_same_input():
    assert random_tagged(Random(7)) == random_tagged(Random(7))
