"""`framing train`: recipe → model folder, in the order a reader would expect."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from framing.codebook import load_codebook
from framing.corpus import AnnotatedArticle, fingerprints, load_corpus, near_duplicates
from framing.evaluation import grades, known_agreement
from framing.message import message
from framing.progress import Progress
from framing.tagging import Manifest, Tagger
from framing.tagging.cues import cues_hash
from framing.tagging.lexicon import LEXICON_FILE
from framing.tagging.manifest import FILE_NAME
from framing.training.card import write_card
from framing.training.checks import audit_record, behaviour_record, outside_record
from framing.training.curve import learning_curve
from framing.training.decisions import Bools, Floats, choose_evidence_threshold, error_tables, macro_f1, micro_f1
from framing.training.examples import tokens_within
from framing.training.export import BLOCK
from framing.training.folder import versions, write_manifest, write_network
from framing.training.held_out import Decisions, HeldOut, cross_fitted, held_out, learn
from framing.training.judging import compare_with_float, judge, predictions_of
from framing.training.lexicon import lexicon_out_of_fold, train_lexicon
from framing.training.model import FramingModel
from framing.training.noise import doubts, tally, worklist
from framing.training.predictions import Predictions
from framing.training.recipe import Recipe
from framing.training.run import Log, Outcome
from framing.training.stages import Workshop, open_workshop, predict_out_of_fold, seed_stage, train_final, train_seed
from framing.training.writing import refuse_foreign_folder, replaced_folder, whole_file

WORKLIST = "label-noise.csv"
"""In the work folder: labels of the training corpus that a second reader should look at, the most doubtful first."""


def train_model(recipe: Recipe, target: Path, work: Path, *, resume: bool, log: Log, progress: Progress) -> Manifest:
    """Train, decide, export, judge, and put the finished folder in the place of `target`.

    work: checkpoints and intermediate results; with `resume` a training of the same recipe goes on there.
    Raises UsageError and InputError for what the user can fix; `target` stays as it was until the end.
    """
    codebook = load_codebook(recipe.path(recipe.codebook) if recipe.codebook else None)
    dev = load_corpus(recipe.path(recipe.data.dev), codebook) if recipe.data.dev else []
    refuse_foreign_folder(target, FILE_NAME)  # now, rather than after hours
    shop = open_workshop(recipe, codebook, work, resume=resume, log=log, progress=progress, dev=dev)
    model, outcome = train_final(shop)
    out_of_fold = predict_out_of_fold(shop)
    log(message("thresholds, calibration and error rates from the folds"))
    told = lexicon_out_of_fold(shop)
    sentences = held_out(shop.articles, codebook, out_of_fold.sentence, told, shop.folds)
    decisions = learn(sentences)
    manifest = _manifest(shop, outcome, decisions, _evidence_threshold(shop, out_of_fold, decisions, sentences))
    scores, given = cross_fitted(sentences)
    manifest = _measured_out_of_fold(shop, manifest, sentences, scores, given)
    with replaced_folder(target) as folder:
        manifest = _exported(shop, model, manifest, folder)
        if dev:
            manifest = _judged(shop, manifest, model, decisions, folder, dev)
            manifest = _checked(shop, manifest, folder, sentences, given, dev)
            write_manifest(manifest, folder)
        write_card(manifest, codebook, folder)
    return manifest


def _exported(shop: Workshop, model: FramingModel, manifest: Manifest, folder: Path) -> Manifest:
    """Write the network and the manifest that goes with it; gives the manifest with the hashes of its files."""
    shop.log(message("export to int8 ONNX"))
    if lexicon := train_lexicon(shop):
        lexicon.save(folder / LEXICON_FILE)
    manifest = manifest.model_copy(update={"files": write_network(shop, model, folder)})
    write_manifest(manifest, folder)
    return manifest


def _measured_out_of_fold(
    shop: Workshop, manifest: Manifest, sentences: HeldOut, scores: Floats, given: Bools
) -> Manifest:
    """The manifest with error rates, F1 and label noise on the training sentences; leaves the noise's worklist.

    scores, given: (sentences, labels), cross-fitted.
    """
    natural = np.array([_is_natural(shop, a) for a in shop.articles])[sentences.article]
    errors = error_tables(given[natural], sentences.gold[natural], shop.codebook) if natural.any() else {}
    doubtful = doubts(shop.articles, shop.codebook.label_ids, scores, sentences.gold)
    with whole_file(shop.work / WORKLIST) as part:
        part.write_text(worklist(doubtful, shop.articles), encoding="utf-8")
    shop.log(message("{number} doubtful labels are listed in {path}", number=len(doubtful), path=shop.work / WORKLIST))
    measured = {
        "out_of_fold": {"micro_f1": micro_f1(given, sentences.gold), "macro_f1": macro_f1(given, sentences.gold)},
        "label_noise": tally(doubtful, shop.codebook.label_ids),
    }
    return manifest.model_copy(update={"errors": errors, "training": {**manifest.training, **measured}})


def _is_natural(shop: Workshop, article: AnnotatedArticle) -> bool:
    return article.meta.get("outlet_type") not in shop.recipe.data.sampled_outlet_types


def _evidence_threshold(
    shop: Workshop, out_of_fold: Predictions, decisions: Decisions, held_out_sentences: HeldOut
) -> float:
    given = decisions.given(decisions.scores(held_out_sentences.readings))
    labels = shop.codebook.label_ids
    sentences = [s for a in shop.articles for s in a.sentences]
    windows = shop.encoder.encode([s.text for s in sentences])
    tokens, marked = [], []
    for sentence, (window, *_), logits, found in zip(sentences, windows, out_of_fold.tokens, given, strict=True):
        for k, label in enumerate(labels):
            if found[k] and label in sentence.labels:
                positions = [position - 1 for position in tokens_within(window, sentence.labels[label])]
                tokens.append(logits[:, k])
                marked.append(np.isin(np.arange(len(logits)), positions))
    return choose_evidence_threshold(tokens, marked)


def _manifest(shop: Workshop, outcome: Outcome, decisions: Decisions, evidence_threshold: float) -> Manifest:
    """All that is known before anything is measured or written."""
    recipe, labels = shop.recipe, shop.codebook.label_ids
    learnt = [*shop.articles, *shop.authored]
    return Manifest(
        name=recipe.name, version=recipe.version, summary=recipe.summary, codebook=shop.codebook.signature,
        cues=cues_hash(shop.codebook), labels=labels, max_tokens=recipe.max_tokens, normalised=True, files={},
        calibration=dict(zip(labels, decisions.calibration, strict=True)),
        thresholds={preset: dict(zip(labels, t, strict=True)) for preset, t in decisions.thresholds.items()},
        evidence_threshold=evidence_threshold, errors={}, scores={}, quantisation={},
        training={
            "recipe": recipe.model_dump(mode="json", exclude={"folder"}),
            "data": {
                "hash": shop.data_hash, "articles": len(shop.articles), "authored": len(shop.authored),
                "sentences": sum(len(a.sentences) for a in shop.articles),
                "authored_sentences": sum(len(a.sentences) for a in shop.authored),
                "labels": {label: sum(label in s.labels for a in learnt for s in a.sentences) for label in labels},
            },
            "fingerprints": fingerprints(learnt),
            "near_duplicates": len(near_duplicates(learnt)),
            "best_epoch": outcome.best_epoch, "validation_average_precision": [round(s, 4) for s in outcome.scores],
            "seconds": round(outcome.seconds), "versions": versions(),
        },
    )  # fmt: skip


def _judged(
    shop: Workshop, manifest: Manifest, model: FramingModel, decisions: Decisions, folder: Path,
    dev: list[AnnotatedArticle],
) -> Manifest:  # fmt: skip
    """The manifest with scores on articles nothing was learnt from: model, other seeds, floors, learning curve."""
    shop.log(message("scores on {articles} articles of {corpus}", articles=len(dev), corpus=shop.recipe.data.dev))
    tagger = Tagger.load(folder, codebook=shop.codebook)
    taggers = {str(shop.recipe.seed): tagger, **_other_seeds(shop, manifest)}
    sentences = [s.text for a in dev for s in a.sentences]
    return manifest.model_copy(
        update={
            "scores": {**judge(shop, taggers, dev), "curve": learning_curve(shop, model, decisions, dev)},
            "quantisation": {
                "scheme": f"int8 in blocks of {BLOCK} weights, activations in blocks as well",
                **compare_with_float(model, tagger, shop.encoder, sentences),
            },
        }
    )


def _checked(
    shop: Workshop, manifest: Manifest, folder: Path, sentences: HeldOut, given: Bools, dev: list[AnnotatedArticle]
) -> Manifest:
    """The manifest with grades, and with what behaviour, balance and others' texts say of the model."""
    tagger = Tagger.load(folder, codebook=shop.codebook)
    checks = {
        **behaviour_record(shop, tagger),
        **audit_record(shop, sentences.gold, given, dev, predictions_of(tagger, dev)),
        **outside_record(shop, tagger),
    }
    return manifest.model_copy(
        update={
            "scores": {**manifest.scores, **checks},
            "trust": grades(manifest.scores["model"], known_agreement(shop.agreement)),
        }
    )


def _other_seeds(shop: Workshop, manifest: Manifest) -> dict[str, Tagger]:
    """Seed → the same model trained from it, with the same decisions, exported to the work folder."""
    taggers = {}
    for seed in range(shop.recipe.seed + 1, shop.recipe.seed + shop.recipe.seeds):
        model, _ = train_seed(shop, seed)
        target = shop.work / seed_stage(seed) / "model"
        with replaced_folder(target) as folder:
            _exported(shop, model, manifest, folder)
        taggers[str(seed)] = Tagger.load(target, codebook=shop.codebook)
    return taggers
