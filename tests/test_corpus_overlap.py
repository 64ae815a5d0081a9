"""Shared texts are found whatever their punctuation and script; set phrases that many writers use are not copies."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.codebook import load_codebook
from framing.corpus import (
    AnnotatedArticle,
    AnnotatedSentence,
    Overlap,
    find_overlaps,
    find_remembered,
    fingerprints,
    load_corpus,
    near_duplicates,
)

Find = Callable[[Sequence[AnnotatedArticle], Sequence[AnnotatedArticle]], Sequence[Overlap]]
METHODS: dict[str, Find] = {
    "shingles": find_overlaps,
    "fingerprints": lambda train, test: find_remembered(fingerprints(train), test),
}
ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def words(seed: int, length: int) -> str:
    """A text of nonsense: characters at random."""
    return "".join(chr(random.Random(f"{seed} {i}").randrange(0x4E00, 0x9000)) for i in range(length))


def article(id: str, *sentences: str, doc: str | None = None) -> AnnotatedArticle:
    meta = {} if doc is None else {"doc": doc}
    return AnnotatedArticle(id, None, None, meta, tuple(AnnotatedSentence(s) for s in sentences))


def overlapped(overlaps: Sequence[Overlap]) -> list[str]:
    return [overlap.test for overlap in overlaps]


COPY, ALSO_COPIED = words(1, 60), words(6, 60)
LONG, ALSO_LONG = ([words(seed, 45) for seed in range(start, start + 20)] for start in (200, 300))


@pytest.mark.parametrize("find", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize(
    ("train", "test", "overlaps"),
    [
        ([words(2, 80)], [words(3, 80)], False),
        ([COPY], [COPY], True),
        ([words(2, 50), COPY, words(3, 50)], [words(4, 100), COPY], True),
        (["“" + COPY[:30] + "，" + COPY[30:] + "。”"], [COPY[:30] + " " + COPY[30:] + "！"], True),
        ([COPY], [*LONG, COPY], True),
        ([*ALSO_LONG, COPY], [*LONG, COPY], False),
        ([*ALSO_LONG, COPY, ALSO_COPIED], [*LONG[:18], COPY, ALSO_COPIED], True),
        (["天气不错。"], ["天气不错。"], None),
        (["灣區與臺灣的關係正在發生極其複雜而又深遠的變化"], ["湾区与台湾的关系正在发生极其复杂而又深远的变化"], True),
        (["ＡＩ公司 OpenFuture 發布了第 12 代模型"], ["ai公司openfuture发布了第１２代模型"], True),
    ],
    ids=[
        "nothing in common", "the same", "a sentence in a longer text", "other punctuation", "a passage of an article",
        "a quotation in long articles", "two sentences of twenty", "the same few characters", "another script",
        "another width and case",
    ],
)  # fmt: skip
def test_copied_passages_overlap_and_quotations_in_long_articles_do_not(
    train: list[str], test: list[str], overlaps: bool | None, find: Find
) -> None:
    expected = find is find_overlaps if overlaps is None else overlaps  # None: too short for a fingerprint
    assert overlapped(find([article("a", *train)], [article("b", *test)])) == (["b"] if expected else [])


@pytest.mark.parametrize(("run", "overlaps"), [(20, False), (35, False), (39, True), (60, True)])
def test_a_run_of_39_characters_is_copied_and_a_shorter_one_may_be_a_set_phrase(run: int, overlaps: bool) -> None:
    train, test = article("a", words(2, 70), COPY[:run]), article("b", words(3, 70), COPY[:run])
    assert bool(find_overlaps([train], [test])) is overlaps


@pytest.mark.parametrize(("passages", "overlaps"), [(1, False), (2, False), (3, True), (5, True)])
def test_of_long_articles_100_shared_shingles_are_enough_though_no_tenth(passages: int, overlaps: bool) -> None:
    copied = [words(seed, 60) for seed in range(20, 20 + passages)]  # 45 shingles each, 15 more with what is beside
    train, test = ([words(seed + i, 180) for i in range(20)] for seed in (400, 500))
    found = find_overlaps([article("a", *train, *copied[::-1])], [article("b", *test, *copied)])
    assert bool(found) is overlaps
    assert all(overlap.share < 0.1 for overlap in found)


@pytest.mark.parametrize(("shared", "overlaps"), [(1, False), (2, True)])
def test_one_disclaimer_in_two_articles_of_ten_sentences_is_no_copy(shared: int, overlaps: bool) -> None:
    same = [words(seed, 30) for seed in range(shared)]
    train, test = ([*same, *(words(seed + i, 30) for i in range(10 - shared))] for seed in (600, 700))
    assert bool(find_remembered(fingerprints([article("a", *train)]), [article("b", *test)])) is overlaps


@pytest.mark.parametrize("find", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("copies", [50, 51, 60])
def test_a_story_that_an_agency_sent_to_many_papers_is_found(copies: int, find: Find) -> None:
    story = [words(seed, 60) for seed in (30, 31, 32)]
    corpus = [article(f"a{i}", words(1000 + i, 30), *story) for i in range(copies)]
    assert set(overlapped(find(corpus, [article("b", *story, words(33, 60))]))) == {"b"}
    assert find(corpus, [article("c", *LONG)]) == ()


@pytest.mark.parametrize("find", METHODS.values(), ids=METHODS)
def test_articles_of_one_id_or_one_document_overlap_without_a_word_in_common(find: Find) -> None:
    train = [article("a", words(2, 40)), article("p1", words(3, 40), doc="d1"), article("x", words(4, 40))]
    test = [article("a", words(5, 40)), article("p2", words(6, 40), doc="d1"), article("y", words(7, 40))]
    found = find(train, test)
    assert [(o.test, o.why, o.share, o.shared) for o in found] == [("a", "document", 0, 0), ("p2", "document", 0, 0)]


def test_an_overlap_says_whose_text_it_is_and_how_much_of_the_shorter_one() -> None:
    train = [article("a", COPY[:40]), article("b", words(2, 40))]
    assert find_overlaps(train, [article("c", COPY)]) == (Overlap("a", "c", "text", 1.0, 25),)


def test_a_footer_that_many_articles_carry_is_no_copy() -> None:
    corpus = [article(f"a{i}", words(i, 60), words(99, 60)) for i in range(60)]
    assert find_overlaps(corpus, [article("b", words(100, 60), words(99, 60))]) == ()
    assert find_overlaps(corpus[:9], [article("b", words(100, 60), words(99, 60))]) != ()


def test_near_duplicates_are_pairs_across_documents_each_named_once() -> None:
    corpus = [
        article("a", COPY, doc="d1"), article("b", COPY, doc="d1"), article("c", words(2, 60)), article("d", COPY),
    ]  # fmt: skip
    assert [(o.train, o.test) for o in near_duplicates(corpus)] == [("a", "d"), ("b", "d")]
    assert near_duplicates([]) == ()


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
@settings(max_examples=50, deadline=None)
def test_an_article_overlaps_itself_and_any_text_has_a_fingerprint(sentences: list[str]) -> None:
    one = article("a", *sentences)
    assert overlapped(find_overlaps([one], [one])) == ["a"]
    assert overlapped(find_remembered(json.loads(json.dumps(fingerprints([one]))), [one])) == ["a"]


def test_a_fingerprint_holds_no_text_and_is_the_same_everywhere() -> None:
    [printed] = fingerprints([article("a", "这一句话足够长，所以会被记住，别的不会。", "短句。")])
    assert printed == fingerprints([article("a", "短句。", "这一句话足够长，所以会被记住，别的不会。")])[0]
    assert len(printed) == 3 * 8
    assert printed.isascii()


@pytest.mark.parametrize("damaged", ["没有", "no base64!", "abc"])
def test_what_is_no_fingerprint_is_refused(damaged: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - binascii has its own words for each
        find_remembered([damaged], [article("a", COPY)])


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared")
def test_the_training_corpus_and_the_articles_models_are_judged_by_share_nothing() -> None:
    codebook = load_codebook()
    train, dev = (load_corpus(SHARED / name, codebook) for name in ("silver/train.jsonl", "gold/dev.jsonl"))
    assert find_remembered(fingerprints(train), dev) == ()
    assert find_overlaps(train, dev) == ()
