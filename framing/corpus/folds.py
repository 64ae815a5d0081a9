"""Folds for out-of-fold predictions, and parts for learning curves: one document is never on both sides."""

from __future__ import annotations

import random
from collections.abc import Sequence

from framing.corpus.annotated import AnnotatedArticle
from framing.errors import UsageError


def grouped_folds(articles: Sequence[AnnotatedArticle], k: int, seed: int) -> list[list[int]]:
    """k disjoint lists of article indices, ascending, that together hold every article once.

    Articles of one `group` share a fold. Groups go, in an order drawn by `seed` from their sorted names,
    to the fold that has the fewest sentences so far, so two folds differ by at most the longest group.
    Raises UsageError unless 2 <= k <= number of groups.
    """
    groups = _by_group(articles)
    if not 2 <= k <= len(groups):
        raise UsageError(
            "{k} folds cannot be made of {documents} documents. "
            "Ask for at least 2 folds and at most as many as there are documents.",
            k=k,
            documents=len(groups),
        )
    names = _drawn(groups, seed)
    folds: list[list[int]] = [[] for _ in range(k)]
    sentences = [0] * k
    for name in names:
        # The second key fills empty folds first even when articles have no sentences.
        lightest = min(range(k), key=lambda fold: (sentences[fold], len(folds[fold])))
        folds[lightest] += groups[name]
        sentences[lightest] += sum(len(articles[i].sentences) for i in groups[name])
    return [sorted(fold) for fold in folds]


def nested_part(articles: Sequence[AnnotatedArticle], share: float, seed: int) -> list[int]:
    """Indices, ascending, of whole groups that together hold `share` of all sentences, in (0, 1], or a little more.

    Groups are taken in the order `seed` draws, so what a smaller share holds a larger one holds as well.
    """
    groups = _by_group(articles)
    lengths = [len(a.sentences) for a in articles]
    wanted = share * sum(lengths)
    part: list[int] = []
    held = 0
    for name in _drawn(groups, seed):
        if held >= wanted:
            break
        part += groups[name]
        held += sum(lengths[i] for i in groups[name])
    return sorted(part)


def _by_group(articles: Sequence[AnnotatedArticle]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for index, article in enumerate(articles):
        groups.setdefault(article.group, []).append(index)
    return groups


def _drawn(groups: dict[str, list[int]], seed: int) -> list[str]:
    names = sorted(groups)
    random.Random(seed).shuffle(names)
    return names
