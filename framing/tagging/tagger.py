"""Article → tagged article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from framing.article import Article, Sentence, TaggedArticle, TaggedSentence
from framing.codebook import Codebook, load_codebook
from framing.errors import ModelError, UsageError
from framing.tagging.cues import CueMatcher, cues_hash
from framing.tagging.decoding import Array, SentenceLogits, calibrated_scores, findings, join_windows
from framing.tagging.encoding import Encoder
from framing.tagging.lexicon import LEXICON_FILE, Lexicon
from framing.tagging.manifest import CODEBOOK_FILE, Manifest, Preset, check_files, load_manifest, model_folder
from framing.tagging.session import Session


@dataclass(frozen=True)
class Tagger:
    """A loaded model with the thresholds it is used with."""

    manifest: Manifest
    codebook: Codebook
    thresholds: Mapping[str, float]
    encoder: Encoder
    cues: CueMatcher
    lexicon: Lexicon | None
    session: Session

    @classmethod
    def load(
        cls, folder: Path | None = None, *, codebook: Codebook | None = None, workers: int | None = None
    ) -> Tagger:
        """Load a model folder; None: the model that comes with the project.

        codebook: what the labels mean; None: the folder's own, if it brings one, else the project's.
        workers: sentences tagged at the same time.
        Raises ModelError if files are missing or damaged or the codebook is not the model's.
        """
        folder = model_folder(folder)
        manifest = load_manifest(folder)
        codebook = codebook or model_codebook(folder)
        _check_codebook(manifest, codebook)
        check_files(folder, manifest)
        encoder = Encoder(
            _load_tokenizer(folder / "tokenizer.json"), manifest.max_tokens, normalised=manifest.normalised
        )
        session = Session(folder / "model.onnx", workers)
        lexicon = Lexicon.load(folder / LEXICON_FILE) if LEXICON_FILE in manifest.files else None
        return cls(manifest, codebook, manifest.thresholds["balanced"], encoder, CueMatcher(codebook), lexicon, session)

    @property
    def signature(self) -> str:
        """ "name version" of the model."""
        return self.manifest.signature

    def with_thresholds(
        self, threshold: float | None = None, preset: Preset = "balanced", labels: Collection[str] | None = None
    ) -> Tagger:
        """The same model with other thresholds: one for all labels, or a preset; and only some labels.

        Raises UsageError for a threshold outside [0, 1] or an unknown label.
        """
        if threshold is not None and not 0 <= threshold <= 1:
            raise UsageError("The threshold {x} is not a probability. Give a number from 0 to 1.", x=threshold)
        wanted = (
            {self.codebook.device(label).id for label in labels} if labels is not None else set(self.manifest.labels)
        )
        chosen = {
            label: value if threshold is None else threshold
            for label, value in self.manifest.thresholds[preset].items()
            if label in wanted
        }
        return replace(self, thresholds=chosen)

    def tag(self, article: Article, *, all_scores: bool = False) -> TaggedArticle:
        """Tag one article; `all_scores` keeps the scores of every label, present or not."""
        return self.tag_many([article], all_scores=all_scores)[0]

    def tag_many(self, articles: Sequence[Article], *, all_scores: bool = False) -> list[TaggedArticle]:
        """Tag several articles; each comes out as it would alone."""
        logits = iter(self.logits([s.text for article in articles for s in article.sentences]))
        return [
            TaggedArticle(
                article,
                tuple(self._decode(sentence, next(logits), all_scores) for sentence in article.sentences),
                self.signature,
                self.codebook.signature,
            )
            for article in articles
        ]

    def logits(self, sentences: Sequence[str]) -> list[SentenceLogits]:
        """What the network says of each sentence before calibration and thresholds."""
        windows = self.encoder.encode(sentences)
        outputs = self.session.run([window for per_sentence in windows for window in per_sentence])
        return [
            join_windows(per_sentence, list(islice(outputs, len(per_sentence))), self.cues.find(sentence), told)
            for sentence, per_sentence, told in zip(sentences, windows, self._told(sentences), strict=True)
        ]

    def _told(self, sentences: Sequence[str]) -> Iterator[Array | None]:
        """What the lexicon says of each sentence; None where the model has none."""
        return (self.lexicon.logits(sentence) if self.lexicon else None for sentence in sentences)

    def _decode(self, sentence: Sentence, logits: SentenceLogits, all_scores: bool) -> TaggedSentence:
        scores = calibrated_scores(logits, self.manifest)
        found = findings(sentence.text, logits, scores, self.thresholds, self.manifest)
        return TaggedSentence(sentence, found, scores if all_scores else None)


def model_codebook(folder: Path) -> Codebook:
    """The codebook of a model folder: its own where it brings one, else the project's."""
    own = folder / CODEBOOK_FILE
    return load_codebook(own if own.is_file() else None)


def _check_codebook(manifest: Manifest, codebook: Codebook) -> None:
    if manifest.codebook != codebook.signature or set(manifest.labels) != set(codebook.label_ids):
        raise ModelError(
            "The model {model} was trained with the codebook '{its}' ({its_number} labels), but '{codebook}' "
            "({number} labels) is in use. Use that codebook, or train a model for this one with `framing train`.",
            model=manifest.signature, its=manifest.codebook, its_number=len(manifest.labels),
            codebook=codebook.signature, number=len(codebook.label_ids),
        )  # fmt: skip
    if manifest.cues != cues_hash(codebook):
        raise ModelError(
            "The cues of codebook '{codebook}' have changed since the model {model} was trained, and it has learnt "
            "how much they count. Restore them, or train again with `framing train`.",
            codebook=codebook.signature,
            model=manifest.signature,
        )


def _load_tokenizer(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(
            "'{path}' is no tokenizer: {error}. Copy the whole model folder again.", path=path, error=error
        ) from error
