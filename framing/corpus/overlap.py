"""Do two corpora share texts? A model tested on what it was trained on is tested on its memory.

Texts are compared by their shingles: all runs of 16 characters, after punctuation, white space and the difference
of scripts are taken away (Broder, 1997, "On the resemblance and containment of documents"). An inverted index
finds the pairs that share any, so the time grows with the texts and not with their pairs.

What counts as copied is the share of the *shorter* text's shingles that stand in the other as well (Broder's
containment), since a passage may stand in a whole article. Names of conferences, set phrases of officials and
quoted sentences make two texts share a run of characters too: among 1,552 real articles of different sources
those runs had at most 35 characters (20 shingles), while copied passages shared 43 and more. So a pair overlaps
when it shares at least 24 shingles, which is a run of 39 characters, and a tenth of the shorter text; or half of
a shorter text, however short. What stands in more than 50 articles of one corpus is a notice or a footer, and
not counted.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from framing.corpus.annotated import AnnotatedArticle
from framing.script import to_simplified

WIDTH = 16
COPIED_SHINGLES = 24
COPIED_SHARE = 0.1
_COMMON = 50
_BYTES = 6  # of a hash: two of a million texts meet by chance once in hundreds of corpora

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
    pieces: frozenset[bytes]


def find_overlaps(train: Sequence[AnnotatedArticle], test: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """Every pair of a training and a test article that overlaps, in the order of `test`, most shared text first."""
    return _overlaps([_by_shingles(a) for a in train], [_by_shingles(a) for a in test], COPIED_SHINGLES)


def near_duplicates(articles: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """Pairs of articles that share text though their groups differ, so that folds would part them."""
    number, group = {a.id: i for i, a in enumerate(articles)}, {a.id: a.group for a in articles}
    return tuple(
        o for o in find_overlaps(articles, articles)
        if number[o.train] < number[o.test] and group[o.train] != group[o.test]
    )  # fmt: skip


def fingerprints(articles: Iterable[AnnotatedArticle]) -> list[str]:
    """One short string an article, for a model to remember what it was trained on without keeping the texts.

    Each is the base64 of six-byte hashes: of id and document, then of every sentence of 16 characters or more.
    """
    return [_encoded(_by_sentences(article)) for article in articles]


def find_remembered(known: Sequence[str], test: Sequence[AnnotatedArticle]) -> tuple[Overlap, ...]:
    """The overlaps of `test` with the articles behind `fingerprints`, by whole sentences.

    One shared sentence of 16 characters or more suffices if it is a tenth of the shorter text. Articles of the
    training are called by their number: "1", "2", … Raises ValueError for what is no fingerprint.
    """
    train = [_decoded(text, str(number)) for number, text in enumerate(known, start=1)]
    return _overlaps(train, [_by_sentences(a) for a in test], 1)


def _overlaps(train: Sequence[_Sketch], test: Sequence[_Sketch], copied: int) -> tuple[Overlap, ...]:
    holders: dict[bytes, list[int]] = defaultdict(list)
    for number, sketch in enumerate(train):
        for key in (*sketch.names, *sketch.pieces):
            holders[key].append(number)
    found = []
    for sketch in test:
        named = {number for name in sketch.names for number in holders.get(name, ())}
        held = (holders.get(piece, ()) for piece in sketch.pieces)
        shared = Counter(number for numbers in held if len(numbers) <= _COMMON for number in numbers)
        pairs = [_overlap(train[n], sketch, shared[n], n in named, copied) for n in sorted(named | shared.keys())]
        found += sorted((pair for pair in pairs if pair), key=lambda pair: -pair.shared)
    return tuple(found)


def _overlap(train: _Sketch, test: _Sketch, shared: int, is_named: bool, copied: int) -> Overlap | None:
    shorter = max(1, min(len(train.pieces), len(test.pieces)))
    is_copied = shared >= min(copied, shorter / 2) and shared >= COPIED_SHARE * shorter and shared > 0
    if not is_named and not is_copied:
        return None
    return Overlap(train.id, test.id, "document" if is_named else "text", round(shared / shorter, 4), shared)


def _by_shingles(article: AnnotatedArticle) -> _Sketch:
    text = "".join(_letters(s.text) for s in article.sentences)
    windows = {text[i : i + WIDTH] for i in range(max(1, len(text) - WIDTH + 1))} - {""}
    return _Sketch(article.id, _names(article), frozenset(map(_hash, windows)))


def _by_sentences(article: AnnotatedArticle) -> _Sketch:
    texts = {_letters(s.text) for s in article.sentences}
    return _Sketch(article.id, _names(article), frozenset(_hash(text) for text in texts if len(text) >= WIDTH))


def _names(article: AnnotatedArticle) -> frozenset[bytes]:
    # No text holds a line feed after _letters, so a name is never taken for a text.
    return frozenset(_hash(f"\n{name}") for name in (article.id, article.group))


def _letters(text: str) -> str:
    """Only letters and digits, simplified, of one width and case."""
    return "".join(c for c in unicodedata.normalize("NFKC", to_simplified(text)).casefold() if c.isalnum())


def _hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).digest()


def _encoded(sketch: _Sketch) -> str:
    names = sorted(sketch.names)  # one if the article is its own document
    return base64.b64encode(b"".join([names[0], names[-1], *sorted(sketch.pieces)])).decode()


def _decoded(fingerprint: str, id: str) -> _Sketch:
    content = base64.b64decode(fingerprint, validate=True)
    hashes = [content[i : i + _BYTES] for i in range(0, len(content), _BYTES)]
    return _Sketch(id, frozenset(hashes[:2]), frozenset(hashes[2:]))
