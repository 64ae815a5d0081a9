"""How good the finished model is: scores on real text beside the floors, and what quantisation changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from framing.corpus import AnnotatedArticle, data_hash, short_hash
from framing.evaluation import Prediction, Scores, prediction_from_tagged, score, seed_name, spread
from framing.evaluation.floors import CueList, embedding_floor, tfidf_floor
from framing.message import message
from framing.progress import Progress
from framing.tagging import Tagger
from framing.tagging.cues import cues_hash
from framing.tagging.decoding import join_windows
from framing.tagging.encoding import Encoder
from framing.training.decisions import Readings, scores_of
from framing.training.examples import pad, plan_batches
from framing.training.model import FramingModel, load_encoder
from framing.training.recipe import Optimisation
from framing.training.run import precision
from framing.training.stages import Workshop, load_tokenizer
from framing.training.writing import whole_file

_EMBEDDED_TOKENS = 192  # of a sentence; hardly one is longer


def predictions_of(tagger: Tagger, articles: Sequence[AnnotatedArticle]) -> list[Prediction]:
    """What a model says of annotated articles, with all scores."""
    tagged = tagger.tag_many([a.to_article() for a in articles], all_scores=True)
    return [prediction_from_tagged(t, a) for t, a in zip(tagged, articles, strict=True)]


def judge(shop: Workshop, taggers: Mapping[str, Tagger], dev: Sequence[AnnotatedArticle]) -> dict[str, Any]:
    """`Manifest.scores`: the model that ships, all its seeds with their mean and deviation, and the floors.

    taggers: seed → the model trained from it; the first ships. Models and floors learnt from the same sentences.
    Reliability tables are kept for the model that ships only.
    """
    predictions: dict[str, list[Prediction]] = {}
    for seed, tagger in taggers.items():
        name = seed_name(tagger.signature, seed) if predictions else tagger.signature
        predictions[name] = predictions_of(tagger, dev)
    model, *_ = predictions
    scores = {name: _score(shop, dev, predicted, name) for name, predicted in predictions.items()}
    seeds = {seed: s.to_record(bins=False) for seed, s in zip(taggers, scores.values(), strict=True)}
    floors = floor_predictions(shop, dev)
    return {
        "model": scores[model].to_record(),
        "seeds": seeds,
        "spread": spread(list(seeds.values())),
        "floors": {
            name: _score(shop, dev, predicted, name).to_record(bins=False) for name, predicted in floors.items()
        },
    }


def _score(shop: Workshop, dev: Sequence[AnnotatedArticle], predicted: Sequence[Prediction], system: str) -> Scores:
    names = {"system": system, "train": short_hash(shop.data_hash), "codebook": shop.codebook.signature}
    return score(dev, predicted, shop.codebook.label_ids, names=names)


def floor_predictions(shop: Workshop, dev: Sequence[AnnotatedArticle]) -> dict[str, list[Prediction]]:
    """What the floors say; kept in the work folder, since training them takes minutes."""
    judged_on, cues = (short_hash(h).removeprefix("sha256:") for h in (data_hash(dev), cues_hash(shop.codebook)))
    path = shop.work / "floors" / f"{judged_on}-{cues}.json"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        labels, recipe = shop.codebook.label_ids, shop.recipe
        embed = frozen_embeddings(recipe.backbone_path, shop.progress, recipe.optimisation)
        found, learnt = {}, [*shop.articles, *shop.authored]
        for floor in (CueList(shop.codebook), tfidf_floor(labels), embedding_floor(embed, labels)):
            shop.log(message("floor: {name}", name=floor.name))
            found[floor.name] = [asdict(prediction) for prediction in floor.fit(learnt).predict(dev)]
        with whole_file(path) as part:
            part.write_text(json.dumps(found), encoding="utf-8")
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return {name: [Prediction(**record) for record in records] for name, records in loaded.items()}


def frozen_embeddings(
    backbone: str, progress: Progress, settings: Optimisation | None = None
) -> Callable[[Sequence[str]], npt.NDArray[np.float64]]:
    """texts → mean token vectors of the untrained backbone, (texts, hidden); settings: batch size and precision."""
    encoder, settings = load_encoder(backbone).eval(), settings or Optimisation()
    tokens_of = Encoder(load_tokenizer(backbone), _EMBEDDED_TOKENS)

    @torch.no_grad()
    def embed(texts: Sequence[str]) -> npt.NDArray[np.float64]:
        ids = [list(windows[0].ids) for windows in tokens_of.encode(texts)]
        vectors = np.zeros((len(texts), encoder.config.hidden_size))
        planned = plan_batches([len(row) for row in ids], 2 * settings.tokens_per_batch, None)
        for rows in progress.track(planned, message("embedding")):
            tokens, mask = pad([ids[row] for row in rows])
            with precision(settings.precision):
                states = encoder(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
            vectors[rows] = ((states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)).numpy()
        return vectors

    return embed


def compare_with_float(
    model: FramingModel, tagger: Tagger, encoder: Encoder, sentences: Sequence[str]
) -> dict[str, float | int]:
    """Decisions of the shipped file beside those of the float32 network, over `sentences` × labels.

    flips: decisions that differ. flipped_of_positive: flips per decision for a label by the float32 network.
    """
    read = tagger.logits(sentences)
    shipped, lexicon = np.stack([r.labels for r in read]), np.stack([r.lexicon for r in read])
    exact = np.stack([_float_logits(model, windows) for windows in encoder.encode(sentences)])
    calibration = [tagger.manifest.calibration[label] for label in tagger.manifest.labels]
    thresholds = np.array([tagger.thresholds[label] for label in tagger.manifest.labels])
    cues = np.array([[label in hits for label in tagger.manifest.labels] for hits in map(tagger.cues.find, sentences)])
    of_shipped, of_exact = (scores_of(Readings(x, cues, lexicon), calibration) for x in (shipped, exact))
    flips = int(((of_shipped >= thresholds) != (of_exact >= thresholds)).sum())
    positive = int((of_exact >= thresholds).sum())
    return {
        "sentences": len(sentences), "cells": int(of_exact.size), "positive": positive, "flips": flips,
        "flipped_of_positive": round(flips / max(1, positive), 4), "flipped_of_cells": round(flips / of_exact.size, 6),
        "mean_score_difference": round(float(np.abs(of_shipped - of_exact).mean()), 5),
        "largest_score_difference": round(float(np.abs(of_shipped - of_exact).max()), 4),
    }  # fmt: skip


@torch.no_grad()
def _float_logits(model: FramingModel, windows: Sequence[Any]) -> npt.NDArray[np.floating]:
    outputs = []
    for window in windows:
        ids = torch.tensor([window.ids])
        labels, tokens = model(ids, torch.ones_like(ids))
        outputs.append((labels[0].numpy(), tokens[0, 1:-1].numpy()))
    return join_windows(windows, outputs, {}).labels
