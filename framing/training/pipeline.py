"""`framing train`: recipe → model folder, in the order a reader would expect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.codebook import load_codebook
from framing.corpus import AnnotatedArticle, load_corpus
from framing.progress import Progress
from framing.tagging import Manifest, Tagger
from framing.tagging.cues import cues_hash
from framing.tagging.manifest import FILE_NAME, ErrorTable
from framing.training.card import write_card
from framing.training.decisions import (
    calibrate,
    choose_evidence_threshold,
    choose_thresholds,
    cue_matrix,
    error_tables,
    gold_matrix,
    scores_of,
)  # fmt: skip
from framing.training.examples import tokens_within
from framing.training.export import BLOCK
from framing.training.folder import versions, write_manifest, write_network
from framing.training.judging import compare_with_float, judge, summary
from framing.training.model import FramingModel
from framing.training.recipe import Recipe
from framing.training.run import Log, Outcome, Predictions
from framing.training.stages import Workshop, open_workshop, predict_out_of_fold, train_final
from framing.training.writing import refuse_foreign_folder, replaced_folder


def train_model(recipe: Recipe, target: Path, work: Path, *, resume: bool, log: Log, progress: Progress) -> Manifest:
    """Train, decide, export, judge, and put the finished folder in the place of `target`.

    work: checkpoints and intermediate results; with `resume` a training of the same recipe goes on there.
    Raises UsageError and InputError for what the user can fix; `target` stays as it was until the end.
    """
    codebook = load_codebook(recipe.path(recipe.codebook) if recipe.codebook else None)
    dev = load_corpus(recipe.path(recipe.data.dev), codebook) if recipe.data.dev else []
    refuse_foreign_folder(target, FILE_NAME)  # now, rather than after hours
    shop = open_workshop(recipe, codebook, work, resume=resume, log=log, progress=progress)
    model, outcome = train_final(shop)
    out_of_fold = predict_out_of_fold(shop)
    log("thresholds, calibration and error rates from the folds")
    decided = decide(shop, out_of_fold)
    with replaced_folder(target) as folder:
        log("export to int8 ONNX")
        files = write_network(shop, model, folder)
        manifest = _manifest(shop, outcome, decided, files)
        write_manifest(manifest, folder)
        if dev:
            log(f"scores on {len(dev)} articles of {recipe.data.dev}")
            manifest = _judged(shop, manifest, model, folder, dev)
            write_manifest(manifest, folder)
        write_card(manifest, codebook, folder)
    return manifest


def decide(shop: Workshop, out_of_fold: Predictions) -> dict[str, Any]:
    """The parts of the manifest that turn logits into decisions."""
    labels = shop.codebook.label_ids
    gold = gold_matrix(shop.articles, labels)
    article = np.repeat(np.arange(len(shop.articles)), [len(a.sentences) for a in shop.articles])
    cues = cue_matrix(shop.articles, shop.codebook)
    calibration = [calibrate(out_of_fold.sentence[:, k], cues[:, k], gold[:, k]) for k in range(len(labels))]
    scores = scores_of(out_of_fold.sentence, cues, calibration)
    thresholds = choose_thresholds(scores, gold, article)
    natural = np.array([_is_natural(shop, a) for a in shop.articles])[article]
    predicted = scores >= np.array(thresholds["balanced"])
    return {
        "calibration": dict(zip(labels, calibration, strict=True)),
        "thresholds": {preset: dict(zip(labels, t, strict=True)) for preset, t in thresholds.items()},
        "evidence_threshold": _evidence_threshold(shop, out_of_fold, predicted),
        "errors": error_tables(predicted[natural], gold[natural], shop.codebook) if natural.any() else {},
        "out_of_fold": _out_of_fold_f1(predicted, gold),
    }


def _is_natural(shop: Workshop, article: AnnotatedArticle) -> bool:
    return article.meta.get("outlet_type") not in shop.recipe.data.sampled_outlet_types


def _evidence_threshold(shop: Workshop, out_of_fold: Predictions, predicted: npt.NDArray[np.bool_]) -> float:
    labels = shop.codebook.label_ids
    sentences = [s for a in shop.articles for s in a.sentences]
    windows = shop.encoder.encode([s.text for s in sentences])
    tokens, marked = [], []
    for sentence, (window, *_), logits, given in zip(sentences, windows, out_of_fold.tokens, predicted, strict=True):
        for k, label in enumerate(labels):
            if given[k] and label in sentence.labels:
                positions = [position - 1 for position in tokens_within(window, sentence.labels[label])]
                tokens.append(logits[:, k])
                marked.append(np.isin(np.arange(len(logits)), positions))
    return choose_evidence_threshold(tokens, marked)


def _out_of_fold_f1(predicted: npt.NDArray[np.bool_], gold: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Micro- and macro-F1 on all training sentences, out of fold; slightly optimistic, as thresholds saw them."""
    hits, sums = (predicted & gold).sum(0), predicted.sum(0) + gold.sum(0)
    return {
        "micro_f1": round(float(2 * hits.sum() / sums.sum()), 4),
        "macro_f1": round(float((2 * hits / np.maximum(sums, 1)).mean()), 4),
    }


def _manifest(shop: Workshop, outcome: Outcome, decided: dict[str, Any], files: dict[str, str]) -> Manifest:
    recipe = shop.recipe
    errors: dict[str, ErrorTable] = decided["errors"]
    return Manifest(
        name=recipe.name, version=recipe.version, summary=recipe.summary,
        codebook=shop.codebook.signature,
        cues=cues_hash(shop.codebook), labels=shop.codebook.label_ids, max_tokens=recipe.max_tokens,
        files=files, calibration=decided["calibration"], thresholds=decided["thresholds"],
        evidence_threshold=decided["evidence_threshold"], errors=errors, scores={}, quantisation={},
        training={
            "recipe": recipe.model_dump(mode="json", exclude={"folder"}),
            "data": {
                "hash": shop.data_hash, "articles": len(shop.articles),
                "sentences": sum(len(a.sentences) for a in shop.articles),
                "labels": {
                    label: sum(label in s.labels for a in shop.articles for s in a.sentences)
                    for label in shop.codebook.label_ids
                },
            },
            "best_epoch": outcome.best_epoch, "validation_average_precision": [round(s, 4) for s in outcome.scores],
            "seconds": round(outcome.seconds), "out_of_fold": decided["out_of_fold"], "versions": versions(),
        },
    )  # fmt: skip


def _judged(
    shop: Workshop, manifest: Manifest, model: FramingModel, folder: Path, dev: list[AnnotatedArticle]
) -> Manifest:
    tagger = Tagger.load(folder, codebook=shop.codebook)
    sentences = [s.text for a in dev for s in a.sentences]
    return manifest.model_copy(
        update={
            "scores": summary(judge(shop, tagger, dev)),
            "quantisation": {
                "scheme": f"int8 in blocks of {BLOCK} weights, activations in blocks as well",
                **compare_with_float(model, tagger, shop.encoder, sentences),
            },
        }
    )
