"""What turns logits into decisions: calibration, thresholds, and how often those decisions err.

Everything here is learnt from out-of-fold predictions on the training articles, never from the articles a
model is judged by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import expit

from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle
from framing.evaluation.measures import MACRO_SUPPORT
from framing.tagging.cues import CueMatcher
from framing.tagging.manifest import Calibration, ErrorTable, Preset

Floats = npt.NDArray[np.floating]
Bools = npt.NDArray[np.bool_]

_PRIOR = 1.0
"""Precision of the belief that logits are calibrated and cues tell nothing; it matters for rare labels only."""
_BAGS = 100
_GRID = np.round(np.linspace(0.02, 0.9, 89), 4)
_EVIDENCE_GRID = np.round(np.linspace(0.05, 0.8, 16), 4)


def gold_matrix(articles: Sequence[AnnotatedArticle], labels: Sequence[str]) -> Bools:
    """(sentences, labels): whether the annotators gave the label."""
    return np.array([[label in s.labels for label in labels] for a in articles for s in a.sentences], np.bool_)


def cue_matrix(articles: Sequence[AnnotatedArticle], codebook: Codebook) -> Bools:
    """(sentences, labels): whether a cue of the label stands in the sentence."""
    matcher = CueMatcher(codebook)
    found = [matcher.find(s.text) for a in articles for s in a.sentences]
    return np.array([[label in hits for label in codebook.label_ids] for hits in found], np.bool_)


@dataclass(frozen=True)
class Readings:
    """What is known of sentences before any calibration: of the network, the cues and the lexicon.

    All (sentences, labels).
    """

    logits: Floats
    cues: Bools
    lexicon: Floats

    def where(self, chosen: Bools) -> Readings:
        """Only the chosen sentences; chosen: (sentences,)."""
        return Readings(self.logits[chosen], self.cues[chosen], self.lexicon[chosen])

    def of_label(self, column: int) -> npt.NDArray[np.float64]:
        """(sentences, 4): the three readings of one label, and a one."""
        three = (self.logits[:, column], self.cues[:, column], self.lexicon[:, column])
        return np.stack([*(reading.astype(np.float64) for reading in three), np.ones(len(self.logits))], axis=1)


def calibrate(features: npt.NDArray[np.float64], gold: Bools) -> Calibration:
    """Calibration of one label, drawn to the network's own logit when cases are few.

    features: (sentences, 4), as `Readings.of_label` gives them. gold: (sentences,). The penalised loss is convex;
    neither a cue nor the lexicon ever counts against its label.
    """
    start = np.array([1.0, 0.0, 0.0, 0.0])

    def penalised_loss(weights: npt.NDArray[np.float64]) -> float:
        z = features @ weights
        return float(np.logaddexp(0, z).sum() - z[gold].sum() + _PRIOR / 2 * ((weights - start) ** 2).sum())

    def gradient(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray(features.T @ (expit(features @ weights) - gold) + _PRIOR * (weights - start))

    bounds = [(0.05, None), (0, None), (0, None), (None, None)]
    found = minimize(penalised_loss, start, jac=gradient, method="L-BFGS-B", bounds=bounds).x
    slope, cue, lexicon, intercept = (round(float(value), 5) for value in found)
    return Calibration(slope=slope, cue=cue, lexicon=lexicon, intercept=intercept)


def scores_of(readings: Readings, calibration: Sequence[Calibration]) -> Floats:
    """(sentences, labels) calibrated probabilities, rounded as the tagger rounds them."""
    slopes, cues, told, intercepts = np.array([(c.slope, c.cue, c.lexicon, c.intercept) for c in calibration]).T
    rounded: Floats = np.round(
        expit(readings.logits * slopes + readings.cues * cues + readings.lexicon * told + intercepts), 4
    )
    return rounded


def choose_thresholds(scores: Floats, gold: Bools, document: npt.NDArray[np.int64]) -> dict[Preset, list[float]]:
    """Per preset, one threshold per label: the best F1; F0.5 where precision counts; F2 where recall does.

    Bagged: the mean of the best thresholds on resamples of documents (seeded), since the best threshold of a
    rare label on one sample is little more than chance.
    """
    weights = _resampled_weights(document)
    betas: dict[Preset, float] = {"balanced": 1.0, "precision": 0.5, "recall": 2.0}
    return {
        preset: [_bagged_best(scores[:, k], gold[:, k], weights, _f_beta(beta)) for k in range(gold.shape[1])]
        for preset, beta in betas.items()
    }


def _resampled_weights(document: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """(bags, sentences): how often each sentence's document is drawn."""
    rng = np.random.default_rng(13)
    number = int(document.max()) + 1
    drawn = rng.multinomial(number, np.full(number, 1 / number), size=_BAGS)
    return drawn[:, document].astype(np.float64)


def _f_beta(beta: float) -> Callable[[Floats, Floats, Floats], Floats]:
    def measure(hits: Floats, predicted: Floats, actual: Floats) -> Floats:
        return (1 + beta**2) * hits / np.maximum(predicted + beta**2 * actual, 1e-9)

    return measure


def _bagged_best(
    scores: Floats, gold: Bools, weights: npt.NDArray[np.float64], measure: Callable[[Floats, Floats, Floats], Floats]
) -> float:
    order = np.argsort(-scores, kind="stable")
    # Sentences at or above each threshold are the first ones in descending order of score.
    reached = np.searchsorted(-scores[order], -_GRID, side="right")
    predicted = _cumulative(weights[:, order])[:, reached]
    hits = _cumulative(weights[:, order] * gold[order])[:, reached]
    actual = (weights @ gold)[:, None]
    best = _GRID[np.argmax(measure(hits, predicted, actual), axis=1)]
    return round(float(best[actual[:, 0] > 0].mean()), 4) if (actual > 0).any() else 0.5


def _cumulative(values: Floats) -> Floats:
    return np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)


def micro_f1(given: Bools, gold: Bools) -> float | None:
    """2 TP / (2 TP + FP + FN) over all cells, (sentences, labels); None without a gold case."""
    return round(float(2 * (given & gold).sum() / (given.sum() + gold.sum())), 4) if gold.any() else None


def macro_f1(given: Bools, gold: Bools) -> float | None:
    """The mean F1 of the labels with at least `MACRO_SUPPORT` gold cases; None if there is no such label."""
    found = [micro_f1(given[:, [k]], gold[:, [k]]) for k in np.flatnonzero(gold.sum(axis=0) >= MACRO_SUPPORT)]
    return round(float(np.mean([f1 for f1 in found if f1 is not None])), 4) if found else None


def choose_evidence_threshold(tokens: Sequence[Floats], marked: Sequence[Bools]) -> float:
    """The token probability that gives the best token F1 over labels found rightly; 0.5 when there are none.

    tokens, marked: per sentence and label it carries and was given, (tokens,) logits and annotation.
    """
    if not tokens:
        return 0.5
    p, truth = expit(np.concatenate(tokens).astype(np.float64)), np.concatenate(marked)
    scores = [2 * (truth & (p >= t)).sum() / max(1, truth.sum() + (p >= t).sum()) for t in _EVIDENCE_GRID]
    return float(_EVIDENCE_GRID[int(np.argmax(scores))])


def error_tables(predicted: Bools, gold: Bools, codebook: Codebook) -> dict[str, ErrorTable]:
    """Right and wrong decisions per label, and per family (a sentence has a family if it has any of its labels)."""
    columns: Mapping[str, list[int]] = {
        **{label: [k] for k, label in enumerate(codebook.label_ids)},
        **{
            family.id: [codebook.label_ids.index(device.id) for device in codebook.in_family(family.id)]
            for family in codebook.families
        },
    }
    return {key: _error_table(predicted[:, ks], gold[:, ks]) for key, ks in columns.items()}


def _error_table(predictions: Bools, annotations: Bools) -> ErrorTable:
    """Both (sentences, labels); a sentence counts as positive if any of the labels is there."""
    predicted, gold = np.asarray(predictions.any(axis=1)), np.asarray(annotations.any(axis=1))
    return ErrorTable(
        true_positive=int((predicted & gold).sum()), false_positive=int((predicted & ~gold).sum()),
        false_negative=int((~predicted & gold).sum()), true_negative=int((~predicted & ~gold).sum()),
    )  # fmt: skip
