"""Check the articles written for labels/corpus, and fill the tables of its data statement.

.venv/bin/python scripts/corpus.py                             # check, print the tables
.venv/bin/python scripts/corpus.py --against ../shared         # look for runs of characters shared with these texts too
.venv/bin/python scripts/corpus.py --against ../shared --write # fill labels/corpus/README.md

The exit code is 1 where the corpus is short of what its data statement promises, each shortfall on a line.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from marked import fill, table
from readings import AGREEMENT_HEAD, agreement_cells, agreement_table, records, relabelled, sentences_of

from framing.codebook import Codebook, load_codebook
from framing.corpus import Agreement, AnnotatedArticle, AnnotatedSentence, load_corpus, near_duplicates
from framing.script import to_simplified
from framing.tagging.cues import CueMatcher

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "labels" / "corpus"
SECOND = FOLDER / "agreement" / "second.jsonl"
RUN = 16  # characters: a run this long in another's text is a copy
WANTED: dict[str, float] = {
    "articles": 200, "sentences": 5000, "topics": 14, "registers": 8, "cases": 150, "lookalikes": 40,
    "quiet": 0.3, "second": 0.1,
}  # fmt: skip


@dataclass(frozen=True)
class Authored:
    """The articles, the minimal pairs, and what a second reader made of some articles, by id."""

    articles: Sequence[AnnotatedArticle]
    pairs: Sequence[AnnotatedArticle]
    second: Mapping[str, Sequence[AnnotatedSentence]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="texts that nothing may be copied from")
    parser.add_argument("--write", action="store_true", help="fill the data statement")
    arguments = parser.parse_args()
    codebook = load_codebook()
    authored = load_authored(codebook)
    makers: dict[str, Callable[[], str]] = {
        "sizes": lambda: sizes(authored),
        "topics": lambda: topics(authored),
        "devices": lambda: devices(authored, codebook),
    }
    if arguments.write:
        fill(FOLDER / "README.md", makers)
    else:
        print("\n\n".join(make() for make in makers.values()))
    short = [
        *shortfalls(authored, codebook),
        *alike_sentences(authored.articles),
        *(copied_runs(authored, arguments.against) if arguments.against else ()),
    ]
    print(*short, sep="\n", file=sys.stderr)
    return 1 if short else 0


def load_authored(codebook: Codebook) -> Authored:
    """All of labels/corpus. A second reading holds labels only, for articles that are there."""
    loaded = [a for path in sorted(FOLDER.glob("*.jsonl")) for a in load_corpus(path, codebook)]
    articles = [a for a in loaded if "pair" not in a.meta]
    by_id = {a.id: a for a in articles}
    second = {record["id"]: relabelled(by_id[record["id"]].sentences, record["labels"]) for record in records(SECOND)}
    return Authored(articles, [a for a in loaded if "pair" in a.meta], second)


def sizes(authored: Authored) -> str:
    """What there is, in a few numbers."""
    every = sentences_of(authored.articles)
    lengths = np.array([len(s.text) for s in every])
    rows = [
        ("articles", len(authored.articles)),
        ("sentences, titles included", f"{len(every):,}"),
        ("without a device", f"{np.mean([not s.labels for s in every]):.0%}"),
        ("devices given", f"{sum(len(s.labels) for s in every):,}"),
        ("characters a sentence, mean ± sd", f"{lengths.mean():.0f} ± {lengths.std():.0f}"),
        ("minimal pairs", len(authored.pairs) // 2),
        (
            "read a second time",
            f"{len(authored.second)} articles, {sum(map(len, authored.second.values())):,} sentences",
        ),
    ]
    return table(("what", "number"), rows)


def topics(authored: Authored) -> str:
    """Articles by topic and register."""
    registers = sorted({a.meta["register"] for a in authored.articles})
    found = Counter((a.meta["topic"], a.meta["register"]) for a in authored.articles)
    names = sorted({topic for topic, _ in found})
    rows = [
        (topic, *(found[topic, r] or "" for r in registers), sum(found[topic, r] for r in registers)) for topic in names
    ]
    total = ("all", *(sum(found[t, r] for t in names) for r in registers), len(authored.articles))
    return table(("topic", *(r.replace("_", " ") for r in registers), "all"), [*rows, total])


def devices(authored: Authored, codebook: Codebook) -> str:
    """By device: cases, those with one of the codebook's cues, look-alikes, pairs, and agreement of two readers."""
    counted, read = counts(authored, codebook), agreements(authored, codebook)
    rows = [
        (
            f"{d.id} {d.zh}", counted.cases[d.id], f"{counted.with_cue[d.id] / max(1, counted.cases[d.id]):.0%}",
            counted.lookalikes[d.id], counted.pairs[d.id], *agreement_cells(read[d.id]),
        )
        for d in codebook.devices
    ]  # fmt: skip
    head = ("device", "cases", "with a cue", "look-alikes", "pairs", *AGREEMENT_HEAD)
    return table(head, [*rows, ("all", sum(counted.cases.values()), "", "", "", *agreement_cells(read["all"]))])


@dataclass(frozen=True)
class Counts:
    """By device: sentences that have it, those of them with a cue of it, look-alikes, minimal pairs."""

    cases: Counter[str]
    with_cue: Counter[str]
    lookalikes: Counter[str]
    pairs: Counter[str]


def counts(authored: Authored, codebook: Codebook) -> Counts:
    cues, every = CueMatcher(codebook), sentences_of(authored.articles)
    return Counts(
        Counter(label for s in every for label in s.labels),
        Counter(label for s in every for label in s.labels if label in cues.find(s.text)),
        Counter(label for a in authored.articles for labels in a.meta["lookalikes"].values() for label in labels),
        Counter(a.meta["pair"] for a in authored.pairs if a.meta["side"] == "with"),
    )


def agreements(authored: Authored, codebook: Codebook) -> dict[str, Agreement]:
    twice = [a for a in authored.articles if a.id in authored.second]
    first, second = sentences_of(twice), [s for a in twice for s in authored.second[a.id]]
    return agreement_table(first, second, codebook)


def shortfalls(authored: Authored, codebook: Codebook) -> Iterator[str]:
    """What the data statement promises and the corpus lacks."""
    every, counted = sentences_of(authored.articles), counts(authored, codebook)
    there: dict[str, float] = {
        "articles": len(authored.articles), "sentences": len(every),
        "topics": len({a.meta["topic"] for a in authored.articles}),
        "registers": len({a.meta["register"] for a in authored.articles}),
        "quiet": float(np.mean([not s.labels for s in every])),
        "second": sum(map(len, authored.second.values())) / len(every),
    }  # fmt: skip
    for name, number in there.items():
        if number < WANTED[name]:
            yield f"{name}: {number:.3g}, wanted {WANTED[name]}"
    for kind, found in (("cases", counted.cases), ("lookalikes", counted.lookalikes)):
        for label in codebook.label_ids:
            if found[label] < WANTED[kind]:
                yield f"{kind} of {label}: {found[label]}, wanted {WANTED[kind]}"
    for pair in near_duplicates(authored.articles):
        yield f"{pair.train} and {pair.test} share {pair.shared} runs of {RUN} characters"


def alike_sentences(articles: Sequence[AnnotatedArticle], share: float = 0.5) -> Iterator[str]:
    """Pairs of sentences in which half of the shorter one's runs of five characters stand in the other as well."""
    holders: dict[str, list[int]] = defaultdict(list)
    every = [(a.id, bare(s.text)) for a in articles for s in a.sentences]
    pieces = [{text[k : k + 5] for k in range(len(text) - 4)} for _, text in every]
    for number, grams in enumerate(pieces):
        common = Counter(other for gram in grams for other in holders[gram])
        for other, shared in common.items():
            if shared > share * min(len(grams), len(pieces[other])) and min(len(grams), len(pieces[other])) > 8:
                yield f"alike: {every[other][0]} “{every[other][1]}” and {every[number][0]} “{every[number][1]}”"
        for gram in grams:
            holders[gram].append(number)


def bare(text: str) -> str:
    """Without script, punctuation and white space."""
    simplified = to_simplified(unicodedata.normalize("NFKC", text))
    return "".join(c for c in simplified if c.isalnum())


def copied_runs(authored: Authored, shared: Path) -> list[str]:
    """Runs of 16 characters that stand in a text of the folder too, punctuation and script left aside."""
    ours = [(a.id, bare(s.text)) for a in [*authored.articles, *authored.pairs] for s in a.sentences]
    known = np.unique(np.concatenate([run_hashes(text) for _, text in ours]))
    hit = np.unique(np.concatenate([shared_with(known, run_hashes(text)) for text in foreign_texts(shared)]))
    return [
        f"{identifier} shares “{text[k : k + RUN]}” with a text of {shared}"
        for identifier, text in ours
        for k in np.flatnonzero(np.isin(run_hashes(text), hit))[:1]
    ]


def shared_with(known: npt.NDArray[np.uint64], found: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Those of `found` that are in `known`, which is sorted: its order saves sorting it again for every text."""
    there: npt.NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, found), len(known) - 1)] == found
    return found[there]


def run_hashes(text: str) -> npt.NDArray[np.uint64]:
    """A 64-bit hash of every run of 16 characters."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    number = max(0, len(codes) - RUN + 1)
    hashes, factor = np.zeros(number, np.uint64), 1
    for k in range(RUN):
        hashes += codes[k : k + number] * np.uint64(factor)
        factor = factor * 6364136223846793005 % 2**64
    return hashes


def foreign_texts(folder: Path) -> Iterator[str]:
    """Every text of the folder's JSONL and text files."""
    for path in sorted(folder.rglob("*.txt")):
        yield bare(path.read_text(encoding="utf-8"))
    for path in sorted([*folder.rglob("*.jsonl"), *folder.rglob("*.jsonl.gz")]):
        for record in records(path):
            strings = [value for value in record.values() if isinstance(value, str)]
            yield bare("\n".join([*strings, *(s for s in record.get("sentences", ()) if isinstance(s, str))]))


if __name__ == "__main__":
    sys.exit(main())
