"""The runs a recipe asks for: the model itself on all training articles, then one model per fold.

The fold models only serve to see the training data with fresh eyes: their predictions on the articles they
did not train on decide thresholds, calibration and error rates. Every stage leaves its result in the work
folder, so `--resume` goes on where an interrupted training stopped.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from framing.codebook import Codebook
from framing.corpus import Agreement, AnnotatedArticle, data_hash, find_overlaps, grouped_folds, nested_part
from framing.errors import UsageError
from framing.message import message
from framing.progress import Progress
from framing.tagging.encoding import Encoder
from framing.training.data import training_data
from framing.training.examples import build_examples
from framing.training.exchange import Exchanger, Exchanges, load_exchanges
from framing.training.model import FramingModel, load_encoder
from framing.training.predictions import Predictions
from framing.training.recipe import Optimisation, Recipe
from framing.training.run import Log, Outcome, predict, train
from framing.training.writing import refuse_foreign_folder


@dataclass(frozen=True)
class Workshop:
    """What every stage shares."""

    recipe: Recipe
    codebook: Codebook
    articles: Sequence[AnnotatedArticle]
    authored: Sequence[AnnotatedArticle]
    agreement: Mapping[str, Agreement]
    exchanges: Exchanges | None
    encoder: Encoder
    work: Path
    log: Log
    progress: Progress

    @property
    def data_hash(self) -> str:
        return data_hash([*self.articles, *self.authored])

    @property
    def folds(self) -> list[list[int]]:
        """Indices of the articles that each fold holds out."""
        return grouped_folds(self.articles, self.recipe.folds, self.recipe.seed)

    def varied(self, articles: Sequence[AnnotatedArticle], draw: int) -> Sequence[AnnotatedArticle]:
        """The articles as one epoch sees them: with other names, where the recipe asks for it."""
        if self.exchanges is None:
            return articles
        return Exchanger(self.exchanges).vary(articles, self.recipe.exchange.share, draw)

    def new_model(self, seed: int) -> FramingModel:
        """Pretrained encoder with untrained heads; the same weights for the same seed."""
        torch.manual_seed(seed)
        return FramingModel(load_encoder(self.recipe.backbone_path), len(self.codebook.label_ids))


def open_workshop(
    recipe: Recipe, codebook: Codebook, work: Path, *, resume: bool, log: Log, progress: Progress,
    dev: Sequence[AnnotatedArticle] = (),
) -> Workshop:  # fmt: skip
    """Load data and tokenizer, and the work folder: emptied, or kept if `resume` and made by the same recipe.

    dev: what the model will be judged by. Raises UsageError, before anything is emptied, where it overlaps with the
    training articles or a part of the learning curve cannot be made.
    """
    data = training_data(recipe, codebook, log)
    tokenizer = load_tokenizer(recipe.backbone_path)
    shop = Workshop(
        recipe,
        codebook,
        data.articles,
        data.authored,
        data.agreement,
        load_exchanges(recipe.path(recipe.exchange.names)) if recipe.exchange.names else None,
        Encoder(tokenizer, recipe.max_tokens),
        work,
        log,
        progress,
    )
    _refuse_overlap([*shop.articles, *shop.authored], dev)
    _refuse_impossible_parts(shop)
    _claim(shop, resume)
    log(
        message(
            "{articles} articles with {sentences} sentences and {authored} authored ones, {labels} labels",
            articles=len(data.articles), sentences=sum(len(a.sentences) for a in data.articles),
            authored=len(data.authored), labels=len(codebook.label_ids),
        )
    )  # fmt: skip
    return shop


def train_final(shop: Workshop) -> tuple[FramingModel, Outcome]:
    """The model that ships: all training articles but the few kept for early stopping."""
    return _train_on(shop, range(len(shop.articles)), "final")


def train_seed(shop: Workshop, seed: int) -> tuple[FramingModel, Outcome]:
    """The same training on the same articles from another seed: how much of a score is chance."""
    return _train_on(shop, range(len(shop.articles)), seed_stage(seed), seed=seed)


def train_share(shop: Workshop, share: float) -> tuple[FramingModel, Outcome]:
    """The same training on a part of the articles; a smaller part is within every larger one.

    Fewer sentences make fewer steps in an epoch, so a part is trained for more of them: the recipe's, divided by
    the root of the share, and never stopped early: few validation sentences would do so by chance. With equal epochs
    the curve would show above all how much longer training helps.
    """
    settings = shop.recipe.optimisation
    epochs = round(settings.epochs / share**0.5)
    longer = settings.model_copy(update={"epochs": epochs, "patience": epochs})
    return _train_on(shop, part_of(shop, share), share_stage(share), settings=longer)


def part_of(shop: Workshop, share: float) -> list[int]:
    """Indices of the articles that make up a share of the training sentences."""
    return nested_part(shop.articles, share, shop.recipe.seed)


def seed_stage(seed: int) -> str:
    """The name of the stage that trains from another seed."""
    return f"seed-{seed}"


def share_stage(share: float) -> str:
    """The name of the stage that trains on a share."""
    return f"share-{share:g}"


def predict_out_of_fold(shop: Workshop) -> Predictions:
    """For every training sentence, the logits of the fold model that never saw its document."""
    folds = shop.folds
    parts = [_predict_fold(shop, k, fold) for k, fold in enumerate(folds)]
    by_article: dict[int, tuple[np.ndarray, list[np.ndarray]]] = {}
    for fold, part in zip(folds, parts, strict=True):
        position = 0
        for article in fold:
            end = position + len(shop.articles[article].sentences)
            by_article[article] = part.sentence[position:end], part.tokens[position:end]
            position = end
    ordered = [by_article[i] for i in range(len(shop.articles))]
    return Predictions(np.concatenate([s for s, _ in ordered]), [t for _, tokens in ordered for t in tokens])


def _predict_fold(shop: Workshop, k: int, fold: Sequence[int]) -> Predictions:
    path = shop.work / f"fold-{k}" / "predictions.safetensors"
    if not path.exists():
        rest = sorted(set(range(len(shop.articles))) - set(fold))
        model, _ = _train_on(shop, rest, f"fold-{k}")
        held_out = build_examples([shop.articles[i] for i in fold], shop.codebook.label_ids, shop.encoder)
        predict(model, held_out, shop.recipe.optimisation, shop.progress).save(path)
    return Predictions.load(path)


def _train_on(
    shop: Workshop, indices: Sequence[int], name: str, *, seed: int | None = None, settings: Optimisation | None = None
) -> tuple[FramingModel, Outcome]:
    recipe, settings = shop.recipe, settings or shop.recipe.optimisation
    seed = recipe.seed if seed is None else seed
    chosen = [shop.articles[i] for i in indices]
    early = set(grouped_folds(chosen, _validation_folds(settings), recipe.seed + 1)[0])
    labels = shop.codebook.label_ids
    learnt = [*(a for i, a in enumerate(chosen) if i not in early), *shop.authored]
    training = build_examples(learnt, labels, shop.encoder)
    varied = None if shop.exchanges is None else (
        lambda draw: build_examples(shop.varied(learnt, draw), labels, shop.encoder)
    )  # fmt: skip
    validation = build_examples([a for i, a in enumerate(chosen) if i in early], labels, shop.encoder)
    shop.log(
        message(
            "{name}: {training} sentences to train on, {validation} for early stopping",
            name=name, training=len(training), validation=len(validation),
        )
    )  # fmt: skip
    model = shop.new_model(seed)
    outcome = train(
        model, training, validation, settings, varied=varied,
        folder=shop.work / name, seed=seed, log=lambda text: shop.log(message("{name}: {text}", name=name, text=text)),
        progress=shop.progress,
    )  # fmt: skip
    return model, outcome


def _refuse_overlap(training: Sequence[AnnotatedArticle], dev: Sequence[AnnotatedArticle]) -> None:
    if shared := find_overlaps(training, dev):
        raise UsageError(
            "{articles} articles of the dev corpus share text or a document with the training corpus, such as '{dev}' "
            "with '{train}': the model would be judged on its memory. Take them out of one of the two.",
            articles=len({pair.test for pair in shared}), dev=shared[0].test, train=shared[0].train,
        )  # fmt: skip


def _refuse_impossible_parts(shop: Workshop) -> None:
    """A part needs documents to stop by, and some must be left to decide its thresholds on."""
    needed = _validation_folds(shop.recipe.optimisation)
    for share in shop.recipe.curve.shares:
        part = set(part_of(shop, share))
        documents = len({shop.articles[i].group for i in part})
        if documents < needed or len(part) == len(shop.articles):
            raise UsageError(
                "The learning curve's share {share} holds {documents} documents; at least {needed} are needed, and "
                "some must be left over. Choose other shares in the recipe, or leave [curve] out.",
                share=share, documents=documents, needed=needed,
            )  # fmt: skip


def _validation_folds(settings: Optimisation) -> int:
    """As many folds as give one of the wanted size: the first of them is for early stopping."""
    return round(1 / settings.validation_share)


_TRAINS_NOTHING: dict[str, Any] = {
    **dict.fromkeys(("folder", "summary", "version", "card", "seeds", "curve"), True),
    "data": {"second": True, "outside": True},
}
"""What of a recipe may change between an interruption and `--resume`."""


def _claim(shop: Workshop, resume: bool) -> None:
    """Write into the work folder what it is for; refuse to resume another training."""
    described = shop.recipe.model_dump_json(exclude=_TRAINS_NOTHING) + shop.data_hash
    described += shop.exchanges.signature if shop.exchanges else ""
    fingerprint = hashlib.sha256((described + shop.codebook.signature).encode()).hexdigest()
    path = shop.work / "training.json"
    if resume and path.exists():
        if json.loads(path.read_text(encoding="utf-8"))["fingerprint"] != fingerprint:
            raise UsageError(
                "The work folder '{folder}' holds a training of another recipe or other data. "
                "Give another --work folder, or leave out --resume to start afresh.",
                folder=shop.work,
            )
        return
    refuse_foreign_folder(shop.work, path.name)
    for stage in shop.work.glob("*"):  # the marker last: an interruption here must not look like a new folder
        if stage.is_dir():
            shutil.rmtree(stage)
    path.unlink(missing_ok=True)
    shop.work.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"fingerprint": fingerprint, "recipe": shop.recipe.name}), encoding="utf-8")


def load_tokenizer(backbone: str) -> Tokenizer:
    """The backbone's fast tokenizer. Raises UsageError when it cannot be loaded."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(backbone, use_fast=True)
    except (OSError, ValueError) as error:
        raise UsageError(
            "The backbone '{backbone}' cannot be loaded. Give a Hugging Face id or a local folder, "
            "or make one here with `framing model backbone models/backbone`.",
            backbone=backbone,
        ) from error
    return tokenizer.backend_tokenizer
