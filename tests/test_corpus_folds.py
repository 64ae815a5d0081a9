"""Folds: every article in exactly one, one document never on both sides, sizes alike, the seed decides."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.corpus import AnnotatedArticle, AnnotatedSentence, grouped_folds, nested_part
from framing.errors import UsageError


def article(id: str, *, doc: str | None = None, sentences: int = 1) -> AnnotatedArticle:
    meta = {} if doc is None else {"doc": doc}
    return AnnotatedArticle(id, None, None, meta, (AnnotatedSentence("一句。"),) * sentences)


corpora = st.lists(st.tuples(st.sampled_from([None, *"abcdefgh"]), st.integers(1, 30)), min_size=1, max_size=40).map(
    lambda rows: [article(f"id{i}", doc=doc, sentences=n) for i, (doc, n) in enumerate(rows)]
)


@given(corpora, st.integers(2, 6), st.integers(0, 9))
@settings(max_examples=200, deadline=None)
def test_folds_are_a_partition_that_keeps_documents_whole_and_sizes_alike(
    articles: list[AnnotatedArticle], k: int, seed: int
) -> None:
    groups = {a.group for a in articles}
    if len(groups) < k:
        with pytest.raises(UsageError, match=f"{k} folds cannot be made of {len(groups)} documents"):
            grouped_folds(articles, k, seed)
        return
    folds = grouped_folds(articles, k, seed)
    assert sorted(i for fold in folds for i in fold) == list(range(len(articles)))
    assert len(folds) == k
    assert all(folds)
    assert sum(len({articles[i].group for i in fold}) for fold in folds) == len(groups)
    longest = max(sum(len(a.sentences) for a in articles if a.group == g) for g in groups)
    sizes = [sum(len(articles[i].sentences) for i in fold) for fold in folds]
    assert max(sizes) - min(sizes) <= longest


def ids_by_fold(articles: list[AnnotatedArticle], seed: int) -> list[list[str]]:
    return [sorted(articles[i].id for i in fold) for fold in grouped_folds(articles, 3, seed)]


def test_the_same_seed_gives_the_same_folds_whatever_the_order_of_articles() -> None:
    articles = [article(f"id{i}", doc=f"doc{i % 7}", sentences=1 + i % 4) for i in range(20)]
    assert ids_by_fold(articles, 13) == ids_by_fold(articles[::-1], 13)


def test_another_seed_gives_other_folds() -> None:
    articles = [article(f"id{i}") for i in range(20)]
    assert ids_by_fold(articles, 13) != ids_by_fold(articles, 14)


@pytest.mark.parametrize("k", [-1, 0, 1])
def test_fewer_than_two_folds_are_refused(k: int) -> None:
    with pytest.raises(UsageError, match="Ask for at least 2 folds"):
        grouped_folds([article("a"), article("b")], k, 13)


@given(corpora, st.integers(0, 9), st.floats(0.01, 1), st.floats(0.01, 1))
@settings(max_examples=200, deadline=None)
def test_a_part_has_its_share_of_sentences_in_whole_documents_and_lies_within_every_larger_part(
    articles: list[AnnotatedArticle], seed: int, share: float, other: float
) -> None:
    share, larger = sorted((share, other))
    part = nested_part(articles, share, seed)
    held, total = sum(len(articles[i].sentences) for i in part), sum(len(a.sentences) for a in articles)
    longest = max(sum(len(a.sentences) for a in articles if a.group == g) for g in {a.group for a in articles})
    assert share * total <= held + 1e-9 < share * total + longest + 1e-6
    assert set(part) <= set(nested_part(articles, larger, seed))
    assert {i for i, a in enumerate(articles) if a.group in {articles[k].group for k in part}} == set(part)
