"""Measure sentence splitting beside sentencex and pySBD, or try it on random texts.

    .venv/bin/python scripts/splitting.py                  # print the tables
    .venv/bin/python scripts/splitting.py --write          # put them into docs/splitting.md
    .venv/bin/python scripts/splitting.py --fuzz 200000    # the properties in the tests, on as many random texts

The hard cases are tests/splitting_cases.yaml. Where the annotated articles lie beside the project, the boundaries
are compared with theirs, too. Needs the extra `[test]`.
"""

from __future__ import annotations

import argparse
import inspect
import json
import random
import runpy
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pysbd
import sentencex
import yaml
from marked import fill, table

from framing.reading import split_sentences
from framing.reading.characters import SPACES
from framing.reading.marks import TRIMMED

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "splitting_cases.yaml"
TESTS = ROOT / "tests" / "test_reading_splitting.py"
PAGE = ROOT / "docs" / "splitting.md"
SHARED = ROOT.parent / "shared"
STOPS = "。！？!?…；”’」』）】"

Splitter = Callable[[str], list[str]]


@dataclass(frozen=True)
class Article:
    """A text with the places where its annotators end a sentence, as offsets.

    skipped: stretches of which the annotation says nothing.
    """

    text: str
    ends: frozenset[int]
    skipped: tuple[tuple[int, int], ...] = ()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="fill docs/splitting.md")
    parser.add_argument("--fuzz", type=int, metavar="N", help="try N random texts instead")
    parser.add_argument("--seed", type=int, default=0, help="of the random texts")
    arguments = parser.parse_args()
    parts = {"cases": cases_table, "differences": differences, "speed": speed_table, "boundaries": boundaries_table}
    if not any(SHARED.glob("*/*.jsonl")):
        del parts["boundaries"]  # what the page says of them stays
    if arguments.fuzz is not None:
        fuzz(arguments.fuzz, random.Random(arguments.seed))
    elif arguments.write:
        fill(PAGE, parts)
    else:
        print("\n\n".join(make() for make in parts.values()))


def load_cases(path: Path = CASES) -> dict[str, list[tuple[str, list[str]]]]:
    """The hard cases by group, each as a text and its sentences."""
    groups: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {group: [_parted(case) for case in cases] for group, cases in groups.items()}


def _parted(case: str) -> tuple[str, list[str]]:
    return case.replace("¦", ""), [_stripped(part) for part in case.split("¦")]


def splitters() -> dict[str, Splitter]:
    """What is compared; sentences without the white space around them."""
    by_pysbd = pysbd.Segmenter(language="zh", clean=False)

    def parts(split: Callable[[str], list[str]], text: str) -> list[str]:
        return [part for part in map(_stripped, split(text)) if part]

    return {
        "framing": lambda text: [text[start:end] for start, end in split_sentences(text)],
        "sentencex": partial(parts, lambda text: list(sentencex.segment("zh", text))),
        "pySBD": partial(parts, by_pysbd.segment),
    }


def cases_table() -> str:
    groups, systems = load_cases(), splitters()
    rows = [
        [group, len(cases), *(sum(split(text) == expected for text, expected in cases) for split in systems.values())]
        for group, cases in groups.items()
    ]
    total = ["**all**", *(f"**{sum(column)}**" for column in list(zip(*rows, strict=True))[1:])]
    texts = [text for cases in groups.values() for text, _ in cases]
    changed = [sum(_changed(text, split(text)) > 0 for text in texts) for split in systems.values()]
    characters = [sum(_changed(text, split(text)) for text in texts) for split in systems.values()]
    return _table(
        ["group", "cases", *systems],
        [*rows, total, ["texts changed", "", *changed], ["characters lost or added", "", *characters]],
    )


def differences() -> str:
    """The cases in which framing's splitting is not the expected one."""
    split = splitters()["framing"]
    rows = [
        [group, " ¦ ".join(expected), " ¦ ".join(split(text))]
        for group, cases in load_cases().items()
        for text, expected in cases
        if split(text) != expected
    ]
    return _table(["group", "expected", "framing"], rows)


def speed_table() -> str:
    """Rough: processor time over the texts of all cases, and of one line of several lengths."""
    text = "\n".join(text for cases in load_cases().values() for text, _ in cases)
    line = "老周说：“桥要拆了，别再等。”大家没有回答；风停了。水位是12.5米……谁知道呢？"
    megabytes = (1, 2, 4, 20)
    rows = []
    for name, split in splitters().items():
        seconds, count = _timed(split, text * 3)
        own = name == "framing"
        rows.append([name, f"{count / seconds:,.0f}"])
        rows[-1] += [f"{_timed(split, line * _times(line, n))[0]:.1f}" if own else "" for n in megabytes]
    return _table(["", "sentences/s", *(f"{n} MB on one line, s" for n in megabytes)], rows)


def boundaries_table() -> str:
    sets = {
        "silver articles as published": list(published()),
        "gold articles and passages, joined again": list(joined("gold/dev.jsonl")),
        "silver passages, joined again": list(joined("silver/train.jsonl")),
    }
    rows = [
        [title, f"{sum(len(a.ends) for a in articles):,}", *(_agreement(articles, s) for s in splitters().values())]
        for title, articles in sets.items()
    ]
    return _table(["", "boundaries", *(f"{name}: P / R / F1" for name in splitters())], rows)


def published() -> Iterator[Article]:
    """The annotated articles whose text, line breaks and all, is there as it was found."""
    silver = _records("silver/train.jsonl")
    for id, record in _records("raw/pool.jsonl").items():
        if id in silver:
            yield _placed(record["text"], silver[id]["sentences"][1:])


def joined(name: str) -> Iterator[Article]:
    """The other annotated texts, their body sentences joined: with a line break where the first has no stop."""
    found = _records("raw/pool.jsonl")
    for id, record in _records(name).items():
        if id not in found:
            sentences = record["sentences"][1:]
            yield _placed("".join(s + ("" if s[-1] in STOPS else "\n") for s in sentences), sentences)


def _placed(text: str, sentences: list[str]) -> Article:
    """Boundaries at line breaks between annotated sentences count; what is left out between them doesn't."""
    spans: list[tuple[int, int]] = []
    for sentence in sentences:
        start = text.index(sentence, spans[-1][1] if spans else 0)
        spans.append((start, start + len(sentence)))
    gaps = [(end, start) for (_, end), (start, _) in pairwise(spans)]
    left_out = [gap for gap in gaps if _stripped(text[slice(*gap)])]
    outer = [(0, spans[0][0]), (spans[-1][1], len(text))] if spans else [(0, len(text))]
    return Article(text, frozenset(end for end, _ in set(gaps) - set(left_out)), tuple(outer + left_out))


def _agreement(articles: list[Article], split: Splitter) -> str:
    hits = given = wanted = 0
    for article in articles:
        ours = {e for e in _ends(article.text, split(article.text)) if not any(a <= e <= b for a, b in article.skipped)}
        hits, given, wanted = hits + len(ours & article.ends), given + len(ours), wanted + len(article.ends)
    return f"{hits / given:.3f} / {hits / wanted:.3f} / {2 * hits / (given + wanted):.3f}"


def _ends(text: str, sentences: list[str]) -> Iterator[int]:
    position = 0
    for sentence in sentences:
        found = text.find(sentence, position)
        if found >= 0:  # pySBD changes some characters: such a sentence has no place
            position = found + len(sentence)
            yield position


def fuzz(count: int, rng: random.Random) -> None:
    """Every property of the tests on `count` random texts; prints the shortest texts that break one."""
    tests = runpy.run_path(str(TESTS))
    pieces: list[str] = tests["PIECES"]
    properties = {n: t.hypothesis.inner_test for n, t in tests.items() if getattr(t, "is_hypothesis_test", False)}
    finds: dict[str, str] = {}
    began = time.perf_counter()
    for _ in range(count):
        text = "".join(rng.choices(pieces, k=rng.randint(0, 60)))
        for name, holds in properties.items():
            cut = rng.randint(0, len(text))
            try:
                holds(*([text] if len(inspect.signature(holds).parameters) == 1 else [text[:cut], text[cut:]]))
            except AssertionError:
                finds[name] = min(text, finds.get(name, text), key=len)
    print(f"{count:,} texts, {len(properties)} properties, {time.perf_counter() - began:.0f} s, {len(finds)} broken")
    for name, text in finds.items():
        print(f"{name}: {text!r}")


def _records(name: str) -> Mapping[str, Any]:
    with (SHARED / name).open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def _stripped(text: str) -> str:
    match = TRIMMED.search(text)
    return match.group() if match else ""


def _changed(text: str, sentences: list[str]) -> int:
    """Characters of the text that are missing in the sentences, and those that are new there; no white space."""
    before, after = Counter(SPACES.sub("", text)), Counter(SPACES.sub("", "".join(sentences)))
    return sum(((before - after) + (after - before)).values())


def _timed(split: Splitter, text: str) -> tuple[float, int]:
    began = time.process_time()
    count = len(split(text))
    return time.process_time() - began, count


def _times(line: str, megabytes: int) -> int:
    return megabytes * 1_000_000 // len(line.encode())


def _table(head: list[str], rows: list[list[Any]]) -> str:
    return table(head, [[str(cell).replace("\n", "⏎") for cell in cells] for cells in rows])


if __name__ == "__main__":
    main()
