"""Folds for out-of-fold predictions: what comes from one document is never on both sides."""

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
    groups: dict[str, list[int]] = {}
    for index, article in enumerate(articles):
        groups.setdefault(article.group, []).append(index)
    if not 2 <= k <= len(groups):
        raise UsageError(
            f"{k} folds cannot be made of {len(groups)} documents. "
            "Ask for at least 2 folds and at most as many as there are documents."
        )
    names = sorted(groups)
    random.Random(seed).shuffle(names)
    folds: list[list[int]] = [[] for _ in range(k)]
    sentences = [0] * k
    for name in names:
        # The second key fills empty folds first even when articles have no sentences.
        lightest = min(range(k), key=lambda fold: (sentences[fold], len(folds[fold])))
        folds[lightest] += groups[name]
        sentences[lightest] += sum(len(articles[i].sentences) for i in groups[name])
    return [sorted(fold) for fold in folds]
