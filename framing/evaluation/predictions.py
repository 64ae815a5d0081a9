"""What a system says about an article, in the one form that scores compare with the annotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.article import TaggedArticle
from framing.corpus import AnnotatedArticle, Span


@dataclass(frozen=True, slots=True)
class Prediction:
    """One article, sentence by sentence as it is annotated.

    labels: the labels found, each with its evidence, None where a system gives no evidence.
    scores: label id → probability in [0, 1] for every label, found or not; None where a system gives none.
    """

    labels: Sequence[Mapping[str, Sequence[Span] | None]]
    scores: Sequence[Mapping[str, float]] | None = None


def prediction_from_tagged(tagged: TaggedArticle, gold: AnnotatedArticle) -> Prediction:
    """The findings in the sentences that `gold` annotates, and the scores of all labels if they were kept.

    A title that was put in front of the annotated sentences is nobody's gold and is left out.
    """
    annotated = tagged.sentences[len(tagged.sentences) - len(gold.sentences) :]
    scores = [sentence.scores for sentence in annotated if sentence.scores is not None]
    return Prediction(
        labels=[
            {label: [(e.start, e.end) for e in finding.evidence] for label, finding in sentence.labels.items()}
            for sentence in annotated
        ],
        scores=scores if len(scores) == len(annotated) else None,
    )


def match_tagged(tagged: Mapping[str, TaggedArticle], gold: Sequence[AnnotatedArticle]) -> dict[str, Prediction]:
    """Id → prediction, of the articles of `gold` that were tagged under the same id with the same sentences."""
    return {
        article.id: prediction_from_tagged(found, article)
        for article in gold
        if (found := tagged.get(article.id)) and _has_sentences(found, article)
    }


def score_matrix(predicted: Sequence[Prediction], labels: Sequence[str]) -> NDArray[np.float64] | None:
    """(sentences, labels) scores; None unless every sentence has a score for every label."""
    sentences = [s for p in predicted for s in p.scores or ()]
    if len(sentences) < sum(len(p.labels) for p in predicted) or any(set(labels) - s.keys() for s in sentences):
        return None
    return np.array([[s[label] for label in labels] for s in sentences]).reshape(len(sentences), len(labels))


def _has_sentences(tagged: TaggedArticle, gold: AnnotatedArticle) -> bool:
    texts, wanted = [s.sentence.text for s in tagged.sentences], [s.text for s in gold.sentences]
    # One more at most: a title that was put in front.
    return texts == wanted or (texts[1:] == wanted and tagged.sentences[0].sentence.is_title)
