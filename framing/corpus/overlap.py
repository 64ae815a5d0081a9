"""Do two corpora share texts? A model tested on what it was trained on is tested on its memory.

Texts are compared by their shingles: all runs of 16 characters, after punctuation, white space and the difference
of scripts are taken away (Broder, 1997, "On the resemblance and containment of documents"). An inverted index
finds the pairs that share any, so the time grows with the texts and not with their pairs.

What counts as copied is the share of the *shorter* text's shingles that stand in the other as well (Broder's
containment), since a passage may stand in a whole article. Names of conferences, set phrases of officials and
quoted sentences make two texts share a run of characters too: among 1,552 real articles of different sources
those runs had at most 35 characters (20 shingles), while copied passages shared 43 and more. So a pair overlaps
when it shares at least 24 shingles, which is a run of 39 characters, and a tenth of the shorter text; or half of
a shorter text, however short; or 100 shingles, however long the texts.

What stands in more than 50 articles of the training corpus is most often a notice or a footer, and not counted.
A story that an agency sent to all of them is counted again: there one article holds half of the text tested.

A model's fingerprints keep whole sentences of 16 characters and more, since hashes of all shingles would be as long
as the texts. There a pair overlaps when it shares two sentences and a tenth of the shorter text's, or half of them.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from framing.corpus.annotated import AnnotatedArticle
from framing.script import to_simplified

WIDTH = 16
_SHARE = 0.1
_COMMON = 50
_BYTES = 6  # of a hash in a fingerprint: two of a million texts meet by chance once in hundreds of corpora

Why = Literal["document", "text"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two articles, by id, that should not both be trained on and tested on.

    why: they come from one document (or have one id), or they share text. share: how much of the shorter text
    stands in the other, in [0, 1]. shared: how many distinct shingles (or sentences) that is.
    """

    train: str
    test: str
    why: Why
    share: float
    shared: int


@dataclass(frozen=True, slots=True)
class _Sketch:
    id: str
    names: frozenset[bytes]
    pieces: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class _Rule:
    """How many shared pieces make a copy: `least` and a tenth of the shorter text, or half of it, or `plenty`."""

    least: int
    plenty: float

    def is_copy(self, shared: int, shorter: int) -> bool:
        return shared >= self.plenty or (shared >= min(self.least, shorter / 2) and shared >= _SHARE * shorter)


_SHINGLES = _Rule(24, 100)
_SENTENCES = _Rule(2, inf)


def find_overlaps(train: Sequence[AnnotatedArticle], test: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """Every pair of a training and a test article that overlaps, in the order of `test`, most shared text first."""
    return _overlaps([_by_shingles(a) for a in train], [_by_shingles(a) for a in test], _SHINGLES)


def near_duplicates(articles: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """Pairs of articles that share text though their groups differ, so that folds would part them."""
    number, group = {a.id: i for i, a in enumerate(articles)}, {a.id: a.group for a in articles}
    sketches = [_by_shingles(a) for a in articles]
    return tuple(
        o for o in _overlaps(sketches, sketches, _SHINGLES)
        if number[o.train] < number[o.test] and group[o.train] != group[o.test]
    )  # fmt: skip


def fingerprints(articles: Iterable[AnnotatedArticle]) -> list[str]:
    """One short string an article, for a model to remember what it was trained on without keeping the texts.

    Each is the base64 of six-byte hashes: of id and document, then of every sentence of 16 characters or more.
    """
    return [_encoded(_names(article), _sentences(article)) for article in articles]


def find_remembered(known: Sequence[str], test: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """The overlaps of `test` with the articles behind `fingerprints`, by whole sentences.

    Two shared sentences suffice if they are a tenth of the shorter text's, and one if it is half of them; only
    those of 16 characters or more count. Articles of the training are called by their number: "1", "2", …
    Raises ValueError for what is no fingerprint.
    """
    train = [_decoded(text, str(number)) for number, text in enumerate(known, start=1)]
    return _overlaps(train, [_Sketch(a.id, _names(a), _sentences(a)) for a in test], _SENTENCES)


def _overlaps(train: Sequence[_Sketch], test: Sequence[_Sketch], rule: _Rule) -> tuple[Overlap, ...]:
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for number, sketch in enumerate(train):
        for key in (*sketch.names, *sketch.pieces):
            holders[key].append(number)
    found = []
    for sketch in test:
        named = {number for name in sketch.names for number in holders.get(name, ())}
        shared = _shared([holders[piece] for piece in sketch.pieces if piece in holders], len(sketch.pieces))
        pairs = [_overlap(train[n], sketch, shared[n], n in named, rule) for n in sorted(named | shared.keys())]
        found += sorted((pair for pair in pairs if pair), key=lambda pair: -pair.shared)
    return tuple(found)


def _shared(held: Sequence[Sequence[int]], pieces: int) -> Counter[int]:
    """Training article → how many of a text's `pieces` it shares; held: who holds each of the known ones.

    Common pieces count where an article holds half of the text. Of their holders 50 are looked at, so that the time
    stays linear: a story that stands in more articles is found in these.
    """
    shared = Counter(n for numbers in held if len(numbers) <= _COMMON for n in numbers)
    common = Counter(n for numbers in held if len(numbers) > _COMMON for n in numbers[:_COMMON])
    return shared | Counter({n: c + shared[n] for n, c in common.items() if c + shared[n] >= pieces / 2})


def _overlap(train: _Sketch, test: _Sketch, shared: int, is_named: bool, rule: _Rule) -> Overlap | None:
    shorter = max(1, min(len(train.pieces), len(test.pieces)))
    if not is_named and not (shared and rule.is_copy(shared, shorter)):
        return None
    return Overlap(train.id, test.id, "document" if is_named else "text", round(shared / shorter, 4), shared)


def _by_shingles(article: AnnotatedArticle) -> _Sketch:
    text = "".join(_letters(s.text) for s in article.sentences)
    windows = {text[i : i + WIDTH] for i in range(max(1, len(text) - WIDTH + 1))} - {""}
    # Python's own hash, of eight bytes: these never leave the process.
    return _Sketch(article.id, _names(article), frozenset(map(hash, windows)))


def _sentences(article: AnnotatedArticle) -> frozenset[bytes]:
    texts = {_letters(s.text) for s in article.sentences}
    return frozenset(_hash(text) for text in texts if len(text) >= WIDTH)


def _names(article: AnnotatedArticle) -> frozenset[bytes]:
    # No text holds a line feed after _letters, so a name is never taken for a text.
    return frozenset(_hash(f"\n{name}") for name in (article.id, article.group))


def _letters(text: str) -> str:
    """Only letters and digits, simplified, of one width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", to_simplified(text)).casefold() if c.isalnum())


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).digest()


def _encoded(names: frozenset[bytes], sentences: frozenset[bytes]) -> str:
    # There is one name if the article is its own document.
    return base64.b64encode(b"".join([min(names), max(names), *sorted(sentences)])).decode()


def _decoded(fingerprint: str, id: str) -> _Sketch:
    content = base64.b64decode(fingerprint, validate=True)
    hashes = [content[i : i + _BYTES] for i in range(0, len(content), _BYTES)]
    return _Sketch(id, frozenset(hashes[:2]), frozenset(hashes[2:]))
