"""What a finished model is checked by beside its scores: behaviour, balance, and texts that others labelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from framing.corpus import AnnotatedArticle, find_overlaps
from framing.evaluation import Prediction
from framing.evaluation.audit import audit, audit_decisions
from framing.evaluation.behaviour import load_suite, measure
from framing.evaluation.outside import check_outside
from framing.evaluation.outside_sets import load_outside
from framing.message import message
from framing.tagging import Tagger
from framing.tagging.normalising import normalise
from framing.training.decisions import Bools
from framing.training.judging import floor_predictions, predictions_of
from framing.training.stages import Workshop


def behaviour_record(shop: Workshop, tagger: Tagger) -> dict[str, Any]:
    """`scores["behaviour"]`; empty for a codebook of one's own, whose labels the suite does not know."""
    if shop.recipe.codebook:
        return {}
    shop.log(message("behaviour suite"))
    return {"behaviour": measure(tagger, load_suite(tagger.codebook)).to_record()}


def audit_record(
    shop: Workshop, gold: Bools, given: Bools, dev: Sequence[AnnotatedArticle], predictions: Sequence[Prediction]
) -> dict[str, Any]:
    """`scores["audit"]`: error rates by group, out of fold on the training articles and on dev.

    gold, given: (sentences, labels), cross-fitted decisions beside the annotation.
    """
    labels, names = shop.codebook.label_ids, {"codebook": shop.codebook.signature}
    return {
        "audit": {
            "out_of_fold": audit_decisions(shop.articles, gold, given, labels, names=names).to_record(),
            "dev": audit(dev, predictions, labels, names=names).to_record(),
        }
    }


def outside_record(shop: Workshop, tagger: Tagger) -> dict[str, Any]:
    """`scores["outside"]`: how scores rank texts that others labelled; empty where the recipe names none."""
    if shop.recipe.data.outside is None or shop.recipe.codebook:
        return {}
    folder = shop.recipe.path(shop.recipe.data.outside)
    sets = load_outside(folder, on_note=shop.log, on_fault=lambda fault: shop.log(fault.whole))
    learnt = learnt_of(
        [*shop.articles, *shop.authored], [article for labelled in sets for article in labelled.articles]
    )
    if learnt:
        shop.log(message("{texts} of them stand in the training texts: left out", texts=len(learnt)))
    sets = [labelled.without(learnt) for labelled in sets]
    articles = [article for labelled in sets for article in labelled.articles]
    shop.log(message("{texts} texts that others labelled", texts=len(articles)))
    systems = {tagger.signature: predictions_of(tagger, articles), **floor_predictions(shop, articles)}
    ids = [article.id for article in articles]
    by_id = {name: dict(zip(ids, predictions, strict=True)) for name, predictions in systems.items()}
    return {"outside": check_outside(sets, by_id).to_record()}


def learnt_of(training: Sequence[AnnotatedArticle], texts: Sequence[AnnotatedArticle]) -> set[str]:
    """The ids of texts that training has seen: one of its sentences word for word, or a passage of a longer text."""
    sentences = {normalise(s.text).text for a in training for s in a.sentences}
    same = {a.id for a in texts if any(normalise(s.text).text in sentences for s in a.sentences)}
    return same | {overlap.test for overlap in find_overlaps(training, texts)}
