"""Suite + tagger → how it behaves: every sentence tagged alone on its page, all checks with their rates."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from framing import __version__
from framing.article import article_from_sentences
from framing.corpus import AnnotatedArticle
from framing.evaluation.behaviour import checks
from framing.evaluation.behaviour.changes import SCRIPT_AND_PUNCTUATION, Change, all_changes
from framing.evaluation.behaviour.filling import PAIRS, swaps
from framing.evaluation.behaviour.suite import Suite
from framing.evaluation.behaviour.tally import Check, Rate, Tally, check, rate
from framing.evaluation.resampling import RESAMPLES, SEED
from framing.tagging import Tagger

ALONE = 8
"""One sentence in so many is tagged again by itself, and again in another order."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a tagger behaves. checks: by id, as listed in `words.CHECKS`; pairs: flips by pair of actors ("中国/美国").

    tagged: how many sentences were tagged for it.
    """

    checks: Mapping[str, Check]
    pairs: Mapping[str, Rate]
    tagged: int
    signature: str

    def to_record(self) -> dict[str, Any]:
        """For JSON and `Manifest.scores["behaviour"]`."""
        return {
            "checks": {id: found.to_record() for id, found in self.checks.items()},
            "pairs": {pair: found.to_record() for pair, found in self.pairs.items()},
            "tagged": self.tagged,
            "signature": self.signature,
        }


def measure(tagger: Tagger, suite: Suite, corpus: Sequence[AnnotatedArticle] = ()) -> Behaviour:
    """Run all checks. The sentences of a corpus, each standing for itself, are printed in other ways as well."""
    filled = list(swaps(suite))
    sentences = list(dict.fromkeys([*checks.sentences_of(suite, filled), *_sentences(corpus)]))
    changes = {change.id: _printed(change, sentences) for change in all_changes(suite.typos)}
    texts = [f.text for swap in filled for f in swap.fillings] + sentences
    texts = list(dict.fromkeys([*texts, *(other for printed in changes.values() for other in printed.values())]))
    given = dict(zip(texts, labels_of(tagger, texts), strict=True))
    some = [text for text in sentences if zlib.crc32(text.encode()) % ALONE == 0]
    alone = {text: labels_of(tagger, [text])[0] for text in some}
    turned = dict(zip(some, reversed(labels_of(tagger, some[::-1])), strict=True))

    def again(other: checks.Given) -> list[Tally]:
        return [tally for text in some for tally in checks.differing(text, given[text], other[text])]

    by_change = {id: list(checks.changed(printed, given)) for id, printed in changes.items()}
    tallies: dict[str, Iterable[Tally]] = {
        "actor_swap": checks.actor_swap(filled, given),
        "actor_found": checks.actor_found(filled, given),
        "quiet": checks.quiet(filled, given),
        "stance_swap": checks.pair_flips(suite.stances, given),
        "stance_found": checks.both_found(suite.stances, given),
        "script_and_punctuation": [tally for id in SCRIPT_AND_PUNCTUATION for tally in by_change[id]],
        **by_change,
        "alone": again(alone),
        "order": again(turned),
        "literal_figurative": checks.literal_figurative(suite, given),
        "mention": checks.mention(suite, given),
        "quoted": checks.pair_flips(suite.quotations, given),
        "quoted_found": checks.both_found(suite.quotations, given),
        "quoted_sourcing": checks.quoted_sourcing(suite, given),
    }
    by_pair: defaultdict[str, list[Tally]] = defaultdict(list)
    for pair, tally in checks.actor_pairs(filled, given):
        by_pair[pair].append(tally)
    names = {
        "suite": suite.hash, "sentences": len(sentences), "articles": len(corpus) or None, "fillings": 2 * PAIRS,
        "system": tagger.signature, "codebook": tagger.codebook.signature, "bootstrap": RESAMPLES,
        "unit": "sentence", "seed": SEED, "version": __version__,
    }  # fmt: skip
    return Behaviour(
        checks={id: check(list(found), tagger.codebook.label_ids) for id, found in tallies.items()},
        pairs={pair: rate(found) for pair, found in by_pair.items()},
        tagged=len(texts) + 2 * len(some),
        signature="|".join(f"{key}:{value}" for key, value in names.items() if value is not None),
    )


def labels_of(tagger: Tagger, texts: Sequence[str]) -> list[frozenset[str]]:
    """The devices given to each text, which is an article of one sentence."""
    articles = [article_from_sentences([text], id=str(i), title=None) for i, text in enumerate(texts)]
    return [frozenset(tagged.sentences[0].labels) for tagged in tagger.tag_many(articles)]


def _sentences(corpus: Sequence[AnnotatedArticle]) -> list[str]:
    return [sentence.text for article in corpus for sentence in article.sentences]


def _printed(change: Change, sentences: Sequence[str]) -> dict[str, str]:
    """Text → changed, for the sentences that the change is tried on and makes another text of."""
    return {text: other for text in sentences if (other := change.of(text)) is not None}
