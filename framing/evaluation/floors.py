"""Floors: what a model has to beat. All see the same training sentences, never the test's labels.

`CueList` looks for the codebook's cues, `tfidf_floor` counts character n-grams, `embedding_floor` reads frozen
sentence embeddings; the last two end in one logistic regression a label. They need the extra `evaluate`.
"""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle, Span, grouped_folds
from framing.errors import UsageError
from framing.evaluation.predictions import Prediction
from framing.evaluation.resampling import Floats
from framing.script import to_simplified
from framing.tagging.cues import CueMatcher

FOLDS = 5
SEED = 13


class Floor(Protocol):
    """A simple system; its `name` goes into tables and signatures."""

    name: str

    def fit(self, articles: Sequence[AnnotatedArticle]) -> Floor:
        """Learn from annotated articles, forgetting earlier ones; returns itself."""

    def predict(self, articles: Sequence[AnnotatedArticle]) -> list[Prediction]:
        """One prediction per article, from its sentences' texts alone."""


class CueList:
    """A sentence has a device if one of the codebook's cues for it stands there; the cue is the evidence."""

    name = "cue list"

    def __init__(self, codebook: Codebook) -> None:
        self._matcher = CueMatcher(codebook)
        self._jieba = _optional("jieba")
        self._jieba.setLogLevel(logging.WARNING)

    def fit(self, articles: Sequence[AnnotatedArticle]) -> CueList:
        """Cues come from the codebook: nothing is learnt."""
        return self

    def predict(self, articles: Sequence[AnnotatedArticle]) -> list[Prediction]:
        return [Prediction([self._find(s.text) for s in article.sentences]) for article in articles]

    def _find(self, text: str) -> dict[str, list[Span]]:
        hits = self._matcher.find(text)
        if not hits:
            return {}
        borders = {len(text), *(start for _, start, _ in self._jieba.tokenize(to_simplified(text), HMM=False))}
        kept = {label: [span for span in spans if _respects(span, borders)] for label, spans in hits.items()}
        return {label: spans for label, spans in kept.items() if spans}


def _respects(span: Span, borders: set[int]) -> bool:
    # Characters of two words may meet by chance (赢学 in 双赢|学术), unlike those of one (大棒 in 大棒政策).
    return set(span) <= borders or not any(span[0] < border < span[1] for border in borders)


class LinearFloor:
    """Features of the sentence alone → one logistic regression a label; gives no evidence.

    features: has `fit_transform(texts)` and `transform(texts)`, shape (n_texts, n_features).
    Class weight (none or balanced) and threshold of each label are those with the best F1 on predictions for
    training sentences that were held out with their documents. A label that too few documents show scores 0.
    """

    def __init__(self, name: str, features: Any, labels: Sequence[str], **regression: Any) -> None:
        """regression: settings of scikit-learn's LogisticRegression, such as its solver and C."""
        self.name = name
        self._features = features
        self._labels = labels
        self._regression = regression
        self._models: dict[str, tuple[Any, float]] = {}

    def fit(self, articles: Sequence[AnnotatedArticle]) -> LinearFloor:
        sentences = [s for article in articles for s in article.sentences]
        # Vocabulary and weights see no labels, so that one pass over all training sentences gives nothing away.
        x = self._features.fit_transform([to_simplified(s.text) for s in sentences])
        fold = _fold_of_sentence(articles)
        self._models = {}
        for label in self._labels:
            y = np.array([label in s.labels for s in sentences])
            if model := self._fit_label(x, y, fold):
                self._models[label] = model
        return self

    def predict(self, articles: Sequence[AnnotatedArticle]) -> list[Prediction]:
        texts = [to_simplified(s.text) for article in articles for s in article.sentences]
        x = self._features.transform(texts)
        found: list[dict[str, None]] = [{} for _ in texts]
        scores = [dict.fromkeys(self._labels, 0.0) for _ in texts]
        for label, (model, threshold) in self._models.items():
            for i, probability in enumerate(model.predict_proba(x)[:, 1]):
                scores[i][label] = round(float(probability), 4)
                if probability >= threshold:
                    found[i][label] = None
        ends = np.cumsum([len(article.sentences) for article in articles]).tolist()
        return [Prediction(found[a:b], scores[a:b]) for a, b in pairwise([0, *ends])]

    def _fit_label(self, x: Any, y: NDArray[np.bool_], fold: NDArray[np.int64]) -> tuple[Any, float] | None:
        """The model for one label and its threshold; None if sentences with or without it are in one fold only."""
        if min(len(np.unique(fold[side])) for side in (y, ~y)) < 2:
            return None
        choices = []
        for class_weight in (None, "balanced"):
            held_out = np.zeros(len(y))
            for k in np.unique(fold):
                inside = fold != k
                held_out[~inside] = self._new(class_weight).fit(x[inside], y[inside]).predict_proba(x[~inside])[:, 1]
            threshold, f1 = best_threshold(held_out, y)
            choices.append((f1, threshold, class_weight))
        _, threshold, class_weight = max(choices, key=lambda choice: choice[0])
        return self._new(class_weight).fit(x, y), threshold

    def _new(self, class_weight: str | None) -> Any:
        return _optional("sklearn.linear_model").LogisticRegression(
            class_weight=class_weight, random_state=SEED, **self._regression
        )


def tfidf_floor(labels: Sequence[str]) -> LinearFloor:
    """Character n-grams of 1 to 4, weighted by log frequency × inverse document frequency."""
    vectorizer = _optional("sklearn.feature_extraction.text").TfidfVectorizer(
        analyzer="char", ngram_range=(1, 4), min_df=2, sublinear_tf=True, dtype=np.float32
    )
    return LinearFloor("TF-IDF + LR", vectorizer, labels, solver="liblinear", C=10)


def embedding_floor(embed: Callable[[Sequence[str]], Floats], labels: Sequence[str]) -> LinearFloor:
    """Sentence embeddings of a frozen encoder, standardised. `embed` returns shape (n_texts, n_dimensions)."""
    preprocessing = _optional("sklearn.preprocessing")
    features = _optional("sklearn.pipeline").make_pipeline(
        preprocessing.FunctionTransformer(embed), preprocessing.StandardScaler()
    )
    return LinearFloor("frozen embeddings + LR", features, labels, solver="lbfgs", C=0.1, tol=1e-3, max_iter=100)


def _fold_of_sentence(articles: Sequence[AnnotatedArticle]) -> NDArray[np.int64]:
    of_article = np.zeros(len(articles), dtype=np.int64)
    for fold, indices in enumerate(grouped_folds(articles, FOLDS, SEED)):
        of_article[indices] = fold
    return np.repeat(of_article, [len(article.sentences) for article in articles])


def best_threshold(probabilities: Floats, y: NDArray[np.bool_]) -> tuple[float, float]:
    """The threshold t for which "probability >= t" has the highest F1 against `y`, and that F1.

    t lies midway between the probabilities it parts. Both arrays have shape (n,); `y` holds a true value.
    """
    order = np.argsort(-probabilities, kind="stable")
    ranked = probabilities[order]
    f1 = 2 * np.cumsum(y[order]) / (np.arange(1, len(y) + 1) + y.sum())
    # Equal probabilities fall on the same side: only the last of a run is a possible cut.
    f1[:-1][ranked[:-1] == ranked[1:]] = -1
    best = int(np.argmax(f1))
    return float(ranked[best : best + 2].mean()), float(f1[best])


def _optional(module: str) -> Any:
    try:
        with warnings.catch_warnings():
            # Where jieba was installed without bytecode, its first import warns about its own string escapes.
            warnings.simplefilter("ignore")
            return importlib.import_module(module)
    except ImportError:
        raise UsageError("Floors need scikit-learn and jieba. Install them: pip install 'framing[evaluate]'") from None
