"""How well the article is found in saved pages and page dumps, beside trafilatura alone.

    .venv/bin/python scripts/extraction.py            # print the tables
    .venv/bin/python scripts/extraction.py --write    # fill the marked parts of docs/extraction.md
    .venv/bin/python scripts/extraction.py --known-layouts off    # pages only, as if no site were known

Bodies are compared as their characters without white space. M is the size of the matching blocks of an optimal
alignment (rapidfuzz `LCSseq`, the longest common subsequence); precision = M / characters found, recall = M /
characters of the gold body; both are summed over the pages of a row before they are divided. A body is exact if
its characters are the gold body's, line breaks aside. Title, author, source and date are right if they equal the
gold, null included.

"trafilatura" is with the settings used before (`favor_precision`, minimum size 60, no comments, no tables);
"its defaults" is `trafilatura.bare_extraction(page)` as it comes. For dumps the comparison is the whole file taken
as body.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

from marked import fill, table
from rapidfuzz.distance import LCSseq
from trafilatura import bare_extraction
from trafilatura.settings import use_config

from framing.reading.chrome import Found
from framing.reading.encodings import decode
from framing.reading.pages import read_page
from framing.reading.plain import read_plain

ROOT = Path(__file__).resolve().parent.parent
PAGES, DUMPS = ROOT / "tests/pages/html", ROOT / "tests/pages"
SEEDS, SEED_GOLD = ROOT.parent / "shared/seeds", ROOT.parent / "shared/gold/dev.jsonl"
DETAILS = ("title", "author", "source", "date")


@dataclass(frozen=True, slots=True)
class Case:
    """A file read: its name, its kind, its text, and the gold."""

    name: str
    kind: str
    text: str
    gold: Found


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over one or more files; sums of them are scores again."""

    files: int
    matching: int
    found: int
    gold: int
    exact: int
    right: tuple[int, ...]  # of DETAILS

    def __add__(self, other: Score) -> Score:
        return Score(
            self.files + other.files, self.matching + other.matching, self.found + other.found,
            self.gold + other.gold, self.exact + other.exact,
            tuple(a + b for a, b in zip(self.right, other.right, strict=True)),
        )  # fmt: skip

    @property
    def precision(self) -> float | None:
        return self.matching / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.matching / self.gold if self.gold else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="fill docs/extraction.md")
    parser.add_argument("--known-layouts", choices=["on", "off"], default="on")
    parser.add_argument("--only", default="", help="pages whose file name starts so, several with commas")
    arguments = parser.parse_args()
    makers = {
        "pages": lambda: page_table(arguments.only, known=arguments.known_layouts == "on"),
        "generic": generic_table,
        "dumps": dump_table,
    }
    if arguments.write:
        print(f"written: {fill(ROOT / 'docs/extraction.md', makers)}")
    elif arguments.only or arguments.known_layouts == "off":
        print(makers["pages"]())
    else:
        print("\n\n".join(make() for make in makers.values()))


def page_table(only: str = "", *, known: bool = True) -> str:
    """One row per kind of page and one for all of them."""
    starts = tuple(filter(None, only.split(",")))
    read = read_page if known else partial(read_page, layouts=())
    cases = [case for case in page_cases() if not starts or case.name.startswith(starts)]
    return _table(cases, {"": read, "trafilatura": _trafilatura, "its defaults": _trafilatura_defaults})


def generic_table() -> str:
    """All pages in one row, read as if no site were known."""
    return _table(list(page_cases()), {"": partial(read_page, layouts=())}, only_sum=True)


def dump_table() -> str:
    """One row per set of plain-text files."""
    return _table(list(dump_cases()), {"": read_plain, "whole file": lambda text: Found(None, text)})


def page_cases() -> Iterator[Case]:
    for gold in sorted(PAGES.glob("*.json")):
        page = gold.with_suffix(".html")
        record = json.loads(gold.read_text(encoding="utf-8"))
        text, _ = decode(page.read_bytes(), path=page.name, html=True)
        yield Case(gold.stem, gold.stem.rsplit("-", 1)[0], text, _found(record, "\n".join(record["body"])))


def dump_cases() -> Iterator[Case]:
    """Dumps of tests/pages (gold: title, body), of tests/pages/dumps, and of the seeds where they are at hand."""
    for path in sorted(DUMPS.glob("*.gold")):
        title, _, body = path.read_text(encoding="utf-8").partition("\n")
        yield Case(path.stem, "first dumps", _text(path.with_suffix(".txt")), Found(title or None, body))
    for path in sorted((DUMPS / "dumps").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        body = record["body"] if isinstance(record["body"], str) else "\n".join(record["body"])
        yield Case(path.stem, "dumps", _text(path.with_suffix(".txt")), _found(record, body))
    if SEED_GOLD.exists():
        with SEED_GOLD.open(encoding="utf-8") as lines:
            records = {record["id"]: record for record in map(json.loads, lines)}
        for path in sorted(SEEDS.glob("*.txt")):
            if record := records.get(path.stem):
                sentences = record["sentences"][1:] if record["title"] else record["sentences"]
                yield Case(path.stem, "real dumps", _text(path), Found(record["title"], "\n".join(sentences)))


def _text(path: Path) -> str:
    return decode(path.read_bytes(), path=path.name)[0]


def _found(record: dict[str, str | None], body: str) -> Found:
    title, author, source, date = (record.get(detail) for detail in DETAILS)
    return Found(title, body, author=author, source=source, date=date)


def score(found: Found, gold: Found) -> Score:
    """One file's counts."""
    ours, theirs = _characters(found.body), _characters(gold.body)
    return Score(
        1, LCSseq.similarity(ours, theirs), len(ours), len(theirs), ours == theirs,
        tuple(getattr(found, detail) == getattr(gold, detail) for detail in DETAILS),
    )  # fmt: skip


def _characters(text: str) -> str:
    return "".join(text.split())


def _table(cases: Sequence[Case], readers: dict[str, Callable[[str], Found]], *, only_sum: bool = False) -> str:
    head = ["kind", "files"]
    for name in readers:
        head += [f"{name} {column}".strip() for column in ("precision", "recall", "exact")]
        head += list(DETAILS) if not name else []
    rows = [] if only_sum else [
        _row(kind, list(group), readers) for kind, group in groupby(cases, key=lambda case: case.kind)
    ]  # fmt: skip
    rows.append(_row("all", cases, readers))
    return table(head, rows)


def _row(kind: str, cases: Sequence[Case], readers: dict[str, Callable[[str], Found]]) -> list[str]:
    cells = [kind, str(len(cases))]
    for name, read in readers.items():
        total = _sum(score(read(case.text), case.gold) for case in cases)
        cells += [_share(total.precision), _share(total.recall), str(total.exact)]
        cells += [str(right) for right in total.right] if not name else []
    return cells


def _sum(scores: Iterable[Score]) -> Score:
    return sum(scores, start=Score(0, 0, 0, 0, 0, (0,) * len(DETAILS)))


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _trafilatura(page: str) -> Found:
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "60")
    config.set("DEFAULT", "EXTENSIVE_DATE_SEARCH", "off")
    document = bare_extraction(
        page, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True, config=config
    )
    return Found(document.title, document.text or "") if document else Found(None, "")


def _trafilatura_defaults(page: str) -> Found:
    document = bare_extraction(page, with_metadata=True)
    return Found(document.title, document.text or "") if document else Found(None, "")


if __name__ == "__main__":
    main()
