"""Which files are read, by the ends of their names: `news.jsonl.gz` is JSONL packed with gzip."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

_TEXTS = (".txt", ".md", ".html", ".htm", ".srt", ".vtt")  # one article each
LINES = (".jsonl", ".csv", ".tsv")  # many articles, read line by line
_OTHERS = (".docx", ".xlsx", ".parquet")  # packed inside already
_PACKINGS = (".gz", ".zst")  # of texts and lines
_KINDS = (*_TEXTS, *LINES, *_OTHERS)
SHOWN = f"{' '.join(_KINDS)}; also {' '.join(_PACKINGS)}"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: `suffix` such as '.csv', `packing` '.gz', '.zst' or ''."""

    suffix: str
    packing: str = ""


def kind_of(path: str | PurePath) -> Kind | None:
    """The kind of a file by its name; None for one that isn't read here."""
    name = str(path).casefold()
    packing = next((end for end in _PACKINGS if name.endswith(end)), "")
    suffix = PurePath(name.removesuffix(packing)).suffix
    known = (*_TEXTS, *LINES) if packing else _KINDS
    return Kind(suffix, packing) if suffix in known else None


def ending(path: PurePath) -> str:
    """How a file's name ends, as far as it tells a kind: '.pdf', '.xlsx.gz', or ''."""
    packed = path.suffix.casefold() in _PACKINGS
    return "".join(path.suffixes[-2:]) if packed else path.suffix
