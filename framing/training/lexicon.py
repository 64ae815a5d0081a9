"""Annotated sentences → the lexicon of a model folder, and what lexicons say of sentences they never saw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from framing.corpus import AnnotatedArticle
from framing.message import message
from framing.tagging.lexicon import LEXICON_FILE, Lexicon, character_grams
from framing.training.decisions import Bools, Floats, gold_matrix
from framing.training.stages import Workshop
from framing.training.writing import whole_file

_SEEN = 3  # sentences an n-gram stands in before it is looked at
_FEW = 100  # sentences below which every n-gram is looked at


def fit_lexicon(sentences: Sequence[str], gold: Bools, size: int, strength: float) -> Lexicon:
    """Learn from sentences and what they carry, (sentences, labels), keeping the `size` most telling n-grams.

    Those are the ones with the largest weight for any label when all are in; the rest is then learnt without.
    strength: inverse of the L2 penalty.
    """
    least = _SEEN if len(sentences) >= _FEW else 1
    counter = TfidfVectorizer(analyzer=character_grams, min_df=least, sublinear_tf=True)
    values = counter.fit_transform(sentences)
    weights, _ = _regressions(values, gold, strength)
    kept = np.sort(np.argsort(-np.abs(weights).max(axis=0), kind="stable")[:size])
    weights, intercepts = _regressions(normalize(values[:, kept]), gold, strength)
    scales = np.maximum(np.abs(weights).max(axis=1), 1e-9) / 127
    grams = counter.get_feature_names_out()[kept].tolist()
    return Lexicon(
        grams, counter.idf_[kept], np.round(weights / scales[:, None]).T.astype(np.int8), scales, intercepts
    )  # fmt: skip


def _regressions(values: npt.ArrayLike, gold: Bools, strength: float) -> tuple[Floats, Floats]:
    """Weights (labels, n-grams) and intercepts (labels,); a label without cases, or always there, tells nothing."""
    weights, intercepts = [], []
    for column in gold.T:
        if column.all() or not column.any():
            weights.append(np.zeros(values.shape[1]))  # type: ignore[union-attr]
            intercepts.append(10.0 if column.all() else -10.0)
            continue
        found = LogisticRegression(C=strength, solver="liblinear", max_iter=200).fit(values, column)
        weights.append(found.coef_[0])
        intercepts.append(found.intercept_[0])
    return np.array(weights), np.array(intercepts)


def lexicon_logits(lexicon: Lexicon | None, articles: Sequence[AnnotatedArticle], labels: int) -> Floats:
    """(sentences, labels): what a lexicon says of every sentence; zeros where there is none."""
    sentences = [s.text for a in articles for s in a.sentences]
    if lexicon is None:
        return np.zeros((len(sentences), labels))
    return np.array([lexicon.logits(sentence) for sentence in sentences])


def train_lexicon(shop: Workshop) -> Lexicon | None:
    """The lexicon that ships, learnt from all articles; None where the recipe wants none."""
    return lexicon_of(shop, range(len(shop.articles)), "final")


def lexicon_out_of_fold(shop: Workshop) -> Floats:
    """(sentences, labels), in the order of the training articles: each by a lexicon that never saw its document."""
    logits: dict[int, Floats] = {}
    for number, fold in enumerate(shop.folds):
        held = set(fold)
        lexicon = lexicon_of(shop, [i for i in range(len(shop.articles)) if i not in held], f"fold-{number}")
        for i in fold:
            logits[i] = lexicon_logits(lexicon, [shop.articles[i]], len(shop.codebook.label_ids))
    return np.concatenate([logits[i] for i in range(len(shop.articles))])


def lexicon_of(shop: Workshop, indices: Sequence[int], stage: str) -> Lexicon | None:
    """Learnt from these articles and the authored ones; kept in the work folder, since it takes minutes."""
    settings = shop.recipe.lexicon
    if settings.size == 0:
        return None
    path = shop.work / "lexicon" / stage / LEXICON_FILE
    if not path.exists():
        shop.log(message("lexicon: {stage}", stage=stage))
        articles = shop.varied([*(shop.articles[i] for i in indices), *shop.authored], shop.recipe.seed)
        sentences = [s.text for a in articles for s in a.sentences]
        found = fit_lexicon(sentences, gold_matrix(articles, shop.codebook.label_ids), settings.size, settings.strength)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as part:
            found.save(part)
    return Lexicon.load(path)
