"""The systems that `framing evaluate` compares, as predictions on one corpus, and whether they know it already."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.article import TaggedArticle
from framing.batch import TagOptions, read_or_tag
from framing.batch.tagged import is_tagged_file
from framing.cli.extras import training_module
from framing.cli.talk import Talk
from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle, Overlap, data_hash, find_remembered, short_hash
from framing.errors import InputError, ModelError, UsageError, nearest_name
from framing.evaluation import Prediction, match_tagged, prediction_from_tagged
from framing.evaluation.floors import CueList, Floor, embedding_floor, tfidf_floor
from framing.progress import Progress
from framing.tagging import Manifest, Tagger


@dataclass(frozen=True)
class System:
    """What one system says of the articles of a corpus, by their ids.

    train: the hash of what it learnt from, where that is known, and overlaps the pairs of these articles and those.
    options: with which a model was run, if not as usual.
    """

    name: str
    predictions: Mapping[str, Prediction]
    train: str | None = None
    overlaps: Sequence[Overlap] = ()
    options: TagOptions | None = None

    @property
    def names(self) -> dict[str, object]:
        """For signatures: its name, and what else moves its numbers."""
        known = len({overlap.test for overlap in self.overlaps})
        options = ",".join(f"{k}={v}" for k, v in self.options.to_record().items()) if self.options else None
        return {
            "system": self.name, "train": self.train and short_hash(self.train),
            "overlap": known or None, "options": options or None,
        }  # fmt: skip


def model_system(tagger: Tagger, gold: Sequence[AnnotatedArticle], overlaps: Sequence[Overlap]) -> System:
    """A model, run now."""
    tagged = tagger.tag_many([article.to_article() for article in gold], all_scores=True)
    predictions = {a.id: prediction_from_tagged(t, a) for t, a in zip(tagged, gold, strict=True)}
    train = tagger.manifest.training.get("data", {}).get("hash")
    return System(tagger.signature, predictions, train, overlaps)


def remembered(manifest: Manifest, gold: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """Where a model's training articles overlap these, as far as its manifest keeps their fingerprints."""
    try:
        return find_remembered(manifest.training.get("fingerprints", ()), gold)
    except (TypeError, ValueError):
        raise ModelError(
            "framing.json of {model} is damaged: training.fingerprints are no fingerprints. "
            "Copy the whole folder again, or train the model again.",
            model=manifest.signature,
        ) from None


def tagged_system(path: Path, gold: Sequence[AnnotatedArticle], talk: Talk) -> System:
    """What `framing tag` wrote; articles that it lacks are reported. Raises InputError where there is no such file."""
    if not os.path.exists(path):  # noqa: PTH110 - unlike Path.exists it raises nothing for a name too long
        raise InputError(
            "does not exist.{near} Give a .jsonl file that `framing tag` wrote.",
            near=nearest_name(path), path=str(path),
        )  # fmt: skip
    if not is_tagged_file(path):
        raise UsageError("'{path}' is no output of `framing tag`. Give a .jsonl file that it wrote.", path=path)
    results = list(
        read_or_tag(
            [str(path)], _no_model, TagOptions(),
            on_fault=talk.fault, on_note=talk.note, on_reading=talk.reading,
        )
    )  # fmt: skip
    articles: dict[str, TaggedArticle] = {result.tagged.article.id: result.tagged for result in results}
    predictions = match_tagged(articles, gold)
    if missing := [article.id for article in gold if article.id not in predictions]:
        talk.fault(
            InputError(
                "{missing} of {articles} articles are not there with the same id and sentences, such as '{id}'; "
                "all systems are scored on the others. Tag the corpus itself: `framing tag CORPUS.jsonl`.",
                path=str(path), missing=len(missing), articles=len(gold), id=missing[0],
            )
        )  # fmt: skip
    models = dict.fromkeys(result.tagged.model for result in results)
    return System(f"{', '.join(models)} ({path.name})", predictions, options=results[0].options if results else None)


def floor_systems(
    training: Sequence[AnnotatedArticle], gold: Sequence[AnnotatedArticle], codebook: Codebook,
    overlaps: Sequence[Overlap], backbone: Path | None, progress: Progress,
) -> list[System]:  # fmt: skip
    """The floors, all trained now on the same sentences; frozen embeddings where a backbone is given."""
    makers: list[Callable[[], Floor]] = [lambda: CueList(codebook), lambda: tfidf_floor(codebook.label_ids)]
    if backbone:
        embed = training_module("judging").frozen_embeddings(str(backbone), progress)
        makers.append(lambda: embedding_floor(embed, codebook.label_ids))
    systems = []
    for make in makers:
        floor = make()
        predictions = floor.fit(training).predict(gold)
        by_id = {a.id: p for a, p in zip(gold, predictions, strict=True)}
        systems.append(System(floor.name, by_id, data_hash(training), overlaps))
    return systems


def named_apart(systems: Sequence[System]) -> dict[str, System]:
    """By name; a name that came before gets a number."""
    named: dict[str, System] = {}
    for system in systems:
        count = sum(other.name == system.name for other in named.values())
        named[f"{system.name} #{count + 1}" if count else system.name] = system
    return named


def _no_model() -> Tagger:
    raise AssertionError("a tagged file needs no model")
