"""Training sentences as seen by models that were not trained on them, and what is learnt from them.

Calibration and thresholds are learnt from all of these sentences. What is *said* of their quality (error rates,
F1, doubtful labels) is cross-fitted: the decisions on one fold are those learnt from the other folds, else the
thresholds would have seen the answers they are measured by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle
from framing.tagging.manifest import Calibration, Preset
from framing.training.decisions import (
    Bools,
    Floats,
    Readings,
    calibrate,
    choose_thresholds,
    cue_matrix,
    gold_matrix,
    scores_of,
)


@dataclass(frozen=True)
class Decisions:
    """One calibration and, per preset, one threshold for each label, in the order of labels."""

    calibration: Sequence[Calibration]
    thresholds: Mapping[Preset, Sequence[float]]

    def scores(self, readings: Readings) -> Floats:
        """(sentences, labels) calibrated probabilities."""
        return scores_of(readings, self.calibration)

    def given(self, scores: Floats) -> Bools:
        """(sentences, labels): whether the label is given at its balanced threshold."""
        return np.asarray(scores >= np.array(self.thresholds["balanced"]))


@dataclass(frozen=True)
class HeldOut:
    """Sentences as read by models that never saw their documents, and what annotators gave them.

    gold: (sentences, labels). article, document, fold: (sentences,) whole numbers; what was learnt from other folds
    may be tried on this one.
    """

    readings: Readings
    gold: Bools
    article: npt.NDArray[np.int64]
    document: npt.NDArray[np.int64]
    fold: npt.NDArray[np.int64]

    def where(self, chosen: Bools) -> HeldOut:
        """Only the chosen sentences; chosen: (sentences,)."""
        return HeldOut(
            self.readings.where(chosen), self.gold[chosen],
            self.article[chosen], self.document[chosen], self.fold[chosen],
        )  # fmt: skip


def held_out(
    articles: Sequence[AnnotatedArticle], codebook: Codebook, logits: Floats, lexicon: Floats,
    folds: Sequence[Sequence[int]],
) -> HeldOut:  # fmt: skip
    """Logits of network and lexicon, in the order of the articles' sentences, beside annotation and cues.

    folds hold article indices.
    """
    fold_of = {article: number for number, fold in enumerate(folds) for article in fold}
    lengths = [len(a.sentences) for a in articles]
    _, document = np.unique([a.group for a in articles], return_inverse=True)
    return HeldOut(
        Readings(logits, cue_matrix(articles, codebook), lexicon), gold_matrix(articles, codebook.label_ids),
        np.repeat(np.arange(len(articles)), lengths),
        np.repeat(document, lengths),
        np.repeat([fold_of[i] for i in range(len(articles))], lengths),
    )  # fmt: skip


def learn(sentences: HeldOut) -> Decisions:
    """Calibration, then thresholds on the calibrated scores."""
    columns = range(sentences.gold.shape[1])
    calibration = [calibrate(sentences.readings.of_label(k), sentences.gold[:, k]) for k in columns]
    scores = scores_of(sentences.readings, calibration)
    return Decisions(calibration, choose_thresholds(scores, sentences.gold, sentences.document))


def cross_fitted(sentences: HeldOut) -> tuple[Floats, Bools]:
    """(scores, given), both (sentences, labels): every fold decided by what the other folds teach."""
    scores = np.zeros(sentences.gold.shape)
    given = np.zeros(sentences.gold.shape, np.bool_)
    for fold in np.unique(sentences.fold):
        here = sentences.fold == fold
        decisions = learn(sentences.where(~here))
        scores[here] = decisions.scores(sentences.readings.where(here))
        given[here] = decisions.given(scores[here])
    return scores, given
