"""Fill the tables of labels/silver: what was coded, how far two coders agree, and how far they do with gold.

.venv/bin/python scripts/silver.py ../shared            # print
.venv/bin/python scripts/silver.py ../shared --write    # labels/silver/README.md
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from marked import fill, table
from readings import agreement_cells, agreement_table, records, relabelled, sentences_of

from framing.codebook import Codebook, load_codebook
from framing.corpus import AnnotatedArticle, documents_of, load_corpus, load_references, load_texts

FOLDER = Path(__file__).resolve().parent.parent / "labels" / "silver"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder with raw/lm and gold/dev.jsonl")
    parser.add_argument("--write", action="store_true", help="fill the data statement")
    arguments = parser.parse_args()
    codebook = load_codebook()
    files = [FOLDER / "annotation.jsonl", FOLDER / "second.jsonl"]
    texts = load_texts(arguments.shared / "raw" / "lm", {d for path in files for d in documents_of(path)})
    coded, again = (load_references(path, texts, codebook) for path in files)
    gold = load_corpus(arguments.shared / "gold" / "dev.jsonl", codebook)
    makers: dict[str, Callable[[], str]] = {
        "sizes": lambda: sizes(coded, again),
        "agreement": lambda: agreement(coded, again, gold, codebook),
    }
    if arguments.write:
        fill(FOLDER / "README.md", makers)
    else:
        print("\n\n".join(make() for make in makers.values()))


def sizes(coded: list[AnnotatedArticle], again: list[AnnotatedArticle]) -> str:
    """What there is, in a few numbers."""
    every = sentences_of(coded)
    picked = Counter(str(a.meta["picked"]).split(":")[0] for a in coded for _ in a.sentences)
    rows = [
        ("passages and excerpts", f"{len(coded):,}"),
        ("documents", f"{len({a.group for a in coded}):,}"),
        ("sentences", f"{len(every):,}"),
        *((f"of them picked as {name}", f"{number:,}") for name, number in picked.most_common()),
        ("without a device", f"{sum(not s.labels for s in every) / len(every):.0%}"),
        ("coded by two, each alone", f"{len(sentences_of(again)):,}"),
        ("sentences mended in the given corpus", sum(1 for _ in records(FOLDER / "corrections.jsonl"))),
    ]
    return table(("what", "number"), rows)


def agreement(
    coded: list[AnnotatedArticle], again: list[AnnotatedArticle], gold: list[AnnotatedArticle], codebook: Codebook
) -> str:
    """By device: cases; a coder alone beside the final labels; the same way of coding beside adjudicated gold."""
    final, adjudicated = {a.id: a for a in coded}, {a.id: a for a in gold}
    read = list(records(FOLDER / "dev-reading.jsonl"))
    twice = agreement_table(sentences_of([final[a.id] for a in again]), sentences_of(again), codebook)
    with_gold = agreement_table(
        sentences_of([adjudicated[r["id"]] for r in read]),
        [s for r in read for s in relabelled(adjudicated[r["id"]].sentences, r["labels"])],
        codebook,
    )
    total = Counter(label for s in sentences_of(coded) for label in s.labels)
    names = {d.id: f"{d.id} {d.zh}" for d in codebook.devices} | {"all": "all"}
    total["all"] = sum(total.values())
    rows = [
        (
            name,
            f"{total[key]:,}",
            *agreement_cells(twice[key])[2:5],
            *agreement_cells(with_gold[key])[:1],
            *agreement_cells(with_gold[key])[2:5],
        )
        for key, name in names.items()
    ]
    head = ("device", "cases", "second coder: both", "F1", "alpha", "gold: cases", "both", "F1", "alpha")
    return table(head, rows)


if __name__ == "__main__":
    main()
