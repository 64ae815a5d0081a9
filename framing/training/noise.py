"""Where the annotation itself may be wrong: cells whose label and out-of-fold score disagree most.

A cell is one sentence and one label. Counts follow confident learning (Northcutt, Jiang and Chuang, 2021,
"Confident Learning: Estimating Uncertainty in Dataset Labels"): a label that is absent is doubted where the
score reaches the mean score of the cells that have it, one that is present where the score falls to the mean
score of the cells that lack it. The scores come from models that never saw the sentence's document.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import logit

from framing.corpus import AnnotatedArticle
from framing.training.decisions import Bools, Floats

_LEAST = 5e-5
"""Scores are rounded to 4 decimals: what is printed as 0 or 1 lies within this."""


@dataclass(frozen=True)
class Doubt:
    """One doubtful cell. given: whether the annotator gave the label; score: the model's, in [0, 1].

    margin: by how much the score passes the label's mean of the other kind of cells, in log-odds, at least 0;
    it makes rare and frequent labels, absent and present ones, comparable.
    """

    article: str
    sentence: int
    label: str
    given: bool
    score: float
    margin: float


def doubts(articles: Sequence[AnnotatedArticle], labels: Sequence[str], scores: Floats, gold: Bools) -> list[Doubt]:
    """The doubtful cells, the most doubtful first.

    scores, gold: (sentences, labels), in the order of the articles' sentences. A label that no sentence has, or
    every sentence, has nothing to be compared with and no doubts.
    """
    places = [(a.id, i) for a in articles for i in range(len(a.sentences))]
    found = []
    for k, label in enumerate(labels):
        of_label, given = scores[:, k], gold[:, k]
        if given.all() or not given.any():
            continue
        absent, present = of_label[~given].mean(), of_label[given].mean()
        margin = np.where(given, _log_odds(absent) - _log_odds(of_label), _log_odds(of_label) - _log_odds(present))
        found += [
            Doubt(*places[row], label, bool(given[row]), float(of_label[row]), round(float(margin[row]), 3))
            for row in np.flatnonzero(margin >= 0)
        ]
    return sorted(found, key=lambda d: (-d.margin, d.article, d.sentence, d.label))


def _log_odds(scores: Floats) -> Floats:
    return np.asarray(logit(np.clip(scores, _LEAST, 1 - _LEAST)))


def tally(found: Sequence[Doubt], labels: Sequence[str]) -> dict[str, dict[str, int]]:
    """label → {"missing": absent cells that look like present ones, "surplus": the reverse}."""
    return {
        label: {
            "missing": sum(d.label == label and not d.given for d in found),
            "surplus": sum(d.label == label and d.given for d in found),
        }
        for label in labels
    }


def worklist(found: Sequence[Doubt], articles: Sequence[AnnotatedArticle] | None = None) -> str:
    """CSV for a second reader, a doubtful cell a row; with `articles` the sentence's text as the last column."""
    texts = {(a.id, i): s.text for a in articles or () for i, s in enumerate(a.sentences)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["article", "sentence", "label", "given", "score", "margin", *(["text"] if articles else [])])
    for d in found:
        text = [texts[d.article, d.sentence]] if articles else []
        writer.writerow([d.article, d.sentence, d.label, int(d.given), f"{d.score:.4f}", d.margin, *text])
    return out.getvalue()
