"""The learning curve: the same training on parts of the corpus, each judged on the same articles.

A model trained on a part gets calibration and thresholds from the training sentences outside that part, so
here, too, nothing is decided on sentences that were learnt from, or on those it is judged by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from framing.corpus import AnnotatedArticle, data_hash, short_hash
from framing.evaluation.measures import MACRO_SUPPORT
from framing.tagging.lexicon import Lexicon
from framing.training.decisions import Bools, Floats, Readings, cue_matrix, gold_matrix, macro_f1, micro_f1
from framing.training.examples import build_examples
from framing.training.held_out import Decisions, held_out, learn
from framing.training.lexicon import lexicon_logits, lexicon_of, train_lexicon
from framing.training.model import FramingModel
from framing.training.predictions import Predictions
from framing.training.run import predict
from framing.training.stages import Workshop, part_of, share_stage, train_share


def learning_curve(
    shop: Workshop, whole: FramingModel, decisions: Decisions, dev: Sequence[AnnotatedArticle]
) -> list[dict[str, Any]]:
    """One record per share of the recipe, ascending, and one for the whole corpus: sizes and scores on `dev`.

    whole, decisions: the model trained on everything, and what turns its logits into decisions.
    """
    if not shop.recipe.curve.shares:
        return []
    points = [_point(shop, share, dev) for share in sorted(shop.recipe.curve.shares)]
    sizes = len(shop.articles), sum(len(a.sentences) for a in shop.articles)
    logits = _predicted(shop, lambda: whole, dev, f"final/{_name_of(dev)}")
    readings = _readings(shop, logits, train_lexicon(shop), dev)
    return [*points, _record(shop, 1.0, sizes, decisions, readings, dev)]


def _point(shop: Workshop, share: float, dev: Sequence[AnnotatedArticle]) -> dict[str, Any]:
    chosen = part_of(shop, share)
    trained = cache(lambda: train_share(shop, share)[0])
    stage = share_stage(share)
    rest = [a for i, a in enumerate(shop.articles) if i not in set(chosen)]
    outside = _predicted(shop, trained, rest, f"{stage}/rest.safetensors")
    lexicon, labels = lexicon_of(shop, chosen, stage), len(shop.codebook.label_ids)
    told = lexicon_logits(lexicon, rest, labels)
    decisions = learn(held_out(rest, shop.codebook, outside, told, [range(len(rest))]))
    sizes = len(chosen), sum(len(shop.articles[i].sentences) for i in chosen)
    logits = _predicted(shop, trained, dev, f"{stage}/{_name_of(dev)}")
    return _record(shop, share, sizes, decisions, _readings(shop, logits, lexicon, dev), dev)


def _name_of(dev: Sequence[AnnotatedArticle]) -> str:
    return f"dev-{short_hash(data_hash(dev)).removeprefix('sha256:')}.safetensors"


def _predicted(
    shop: Workshop, trained: Callable[[], FramingModel], articles: Sequence[AnnotatedArticle], name: str
) -> Floats:
    """(sentences, labels) logits, kept in the work folder; the model is only trained or loaded where they lack."""
    path = shop.work / name
    if not path.exists():
        examples = build_examples(articles, shop.codebook.label_ids, shop.encoder)
        predict(trained(), examples, shop.recipe.optimisation, shop.progress).save(path)
    return Predictions.load(path).sentence


def _readings(shop: Workshop, logits: Floats, lexicon: Lexicon | None, dev: Sequence[AnnotatedArticle]) -> Readings:
    told = lexicon_logits(lexicon, dev, len(shop.codebook.label_ids))
    return Readings(logits, cue_matrix(dev, shop.codebook), told)


def _record(
    shop: Workshop, share: float, sizes: tuple[int, int], decisions: Decisions, readings: Readings,
    dev: Sequence[AnnotatedArticle],
) -> dict[str, Any]:  # fmt: skip
    gold = gold_matrix(dev, shop.codebook.label_ids)
    scores = decisions.scores(readings)
    given = decisions.given(scores)
    labels = {
        label: {
            "f1": micro_f1(given[:, [k]], gold[:, [k]]),
            "average_precision": _average_precision(scores[:, k], gold[:, k]),
        }
        for k, label in enumerate(shop.codebook.label_ids)
    }
    enough = [label for k, label in enumerate(shop.codebook.label_ids) if gold[:, k].sum() >= MACRO_SUPPORT]
    return {
        "share": share, "articles": sizes[0], "sentences": sizes[1], "micro_f1": micro_f1(given, gold),
        "macro_f1": macro_f1(given, gold),
        "mean_average_precision": _mean([labels[label]["average_precision"] for label in enough]),
        "labels": labels,
    }  # fmt: skip


def _average_precision(scores: Floats, gold: Bools) -> float | None:
    """Area under the precision–recall curve, which needs no threshold; None without a gold case."""
    return round(float(average_precision_score(gold, scores)), 4) if gold.any() else None


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), 4) if known else None
