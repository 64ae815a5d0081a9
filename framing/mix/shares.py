"""The framing mix of one article: which devices it uses, in how many of its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from framing.article import TaggedArticle, TaggedSentence
from framing.codebook import Codebook
from framing.errors import InputError, did_you_mean
from framing.mix.correction import ErrorCounts, correct

SOURCING = "sourcing"  # the label that tells a quoted voice from the author's


@dataclass(frozen=True, slots=True)
class FamilyShare:
    """Sentences that carry a label of the family; each counts once.

    Shares are in [0, 1]. `share` is None for an article without sentences (undefined, not zero);
    `adjusted`, `low`, `high` are None then, and when the model's errors are not known.
    """

    count: int
    share: float | None
    adjusted: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class LabelShare(FamilyShare):
    """Sentences that carry the label, split by voice: author + quoted = count.

    A sentence is `quoted` when it also carries `sourcing`. Both are None for `sourcing` itself and
    where the codebook has no such label.
    """

    author: int | None
    quoted: int | None


@dataclass(frozen=True, slots=True)
class Mix:
    """Every label and family of the codebook in its order, zeros included; the title counts as a sentence."""

    sentences: int
    tagged: int  # sentences with at least one label
    labels: Mapping[str, LabelShare]
    families: Mapping[str, FamilyShare]

    def to_record(self) -> dict[str, Any]:
        """The object `mix` of a JSON report; shares rounded to 4 decimals."""
        return {
            "sentences": self.sentences,
            "tagged": self.tagged,
            "labels": {label: _rounded(share) for label, share in self.labels.items()},
            "families": {family: _rounded(share) for family, share in self.families.items()},
        }


def measure(tagged: TaggedArticle, codebook: Codebook, errors: Mapping[str, ErrorCounts]) -> Mix:
    """The mix of one article. `errors` holds the model's out-of-fold counts by label id and family id.

    Raises InputError when the article carries a label that the codebook does not have.
    """
    _check_labels(tagged, codebook)
    sentences = tagged.sentences
    return Mix(
        sentences=len(sentences),
        tagged=sum(bool(s.labels) for s in sentences),
        labels={label: _label_share(label, sentences, codebook, errors) for label in codebook.label_ids},
        families={family.id: _family_share(family.id, sentences, codebook, errors) for family in codebook.families},
    )


def _label_share(
    label: str, sentences: tuple[TaggedSentence, ...], codebook: Codebook, errors: Mapping[str, ErrorCounts]
) -> LabelShare:
    carrying = [s for s in sentences if label in s.labels]
    author = quoted = None
    if label != SOURCING and SOURCING in codebook.label_ids:
        quoted = sum(SOURCING in s.labels for s in carrying)
        author = len(carrying) - quoted
    return LabelShare(*_shares(len(carrying), len(sentences), errors.get(label)), author, quoted)


def _family_share(
    family: str, sentences: tuple[TaggedSentence, ...], codebook: Codebook, errors: Mapping[str, ErrorCounts]
) -> FamilyShare:
    members = {device.id for device in codebook.in_family(family)}
    count = sum(not members.isdisjoint(s.labels) for s in sentences)
    return FamilyShare(*_shares(count, len(sentences), errors.get(family)))


def _shares(
    count: int, sentences: int, errors: ErrorCounts | None
) -> tuple[int, float | None, float | None, float | None, float | None]:
    """count, share, adjusted, low, high."""
    if sentences == 0:
        return count, None, None, None, None
    share = count / sentences
    if errors is None:
        return count, share, None, None, None
    corrected = correct(count, sentences, errors)
    return count, share, corrected.adjusted, corrected.low, corrected.high


def _check_labels(tagged: TaggedArticle, codebook: Codebook) -> None:
    known = set(codebook.label_ids)
    for sentence in tagged.sentences:
        for label in sentence.labels:
            if label not in known:
                raise InputError(
                    "article '{id}', sentence {i}: label '{label}' is not in codebook {codebook}.{near} "
                    "Tag the article again with this codebook's model, or give the codebook it was tagged with.",
                    id=tagged.article.id, i=sentence.sentence.i, label=label, codebook=codebook.signature,
                    near=did_you_mean(label, known),
                )  # fmt: skip


def _rounded(share: FamilyShare) -> dict[str, Any]:
    return {name: round(v, 4) if isinstance(v, float) else v for name, v in asdict(share).items()}
