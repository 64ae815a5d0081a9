"""The form of the words; the texts themselves are in zh.py and en.py."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[str, str]  # (claim, explanation)


@dataclass(frozen=True, slots=True)
class Wording:
    """One language. A pair of texts is (for one, for any other number)."""

    html_lang: str
    kicker: str
    untitled: str
    sentence_count: tuple[str, str]
    kind_count: tuple[str, str]
    cut_count: tuple[str, str]
    counted_name: str
    comma: str
    semicolon: str
    space: str  # between two sentences
    quote: tuple[str, str]  # what stands before and after quoted words

    with_title: str
    summary_empty: str
    summary_nothing: str
    summary_found: str
    summary_most: str
    summary_once: str
    summary_low: str

    families: str
    families_hint: str
    glance_hint: str
    glance_where: str
    article: str
    article_hint: str
    tagged_sentences: str
    untagged: tuple[str, str]
    more_quotes: tuple[str, str]
    notes: str
    notes_hint: str
    numbers: str
    limits: str
    limits_link: str
    cite: str
    cite_hint: str
    not_found: str
    when: str
    tag: str
    avoid: str
    examples: str

    bar_value: str
    key_found: str
    key_quoted: str
    key_interval: str
    device: str
    count: str
    share: str
    adjusted: str
    interval: str
    grade: str
    graded: str
    grade_why: str
    because: str
    author: str
    quoted: str
    of_sentences: str
    title_place: str
    place: str

    limit_truth: Point
    limit_sides: Point
    limit_errors: Point
    limit_low: Point
    limit_interval: Point
    limit_uncorrected: Point
    limit_length: Point
    limit_voice: Point

    index_title: str
    index_count: tuple[str, str]
    index_caution: str
    index_article: str
    index_sentences: str
    index_tagged: str
    index_top: str

    def sentences(self, count: int) -> str:
        return _numbered(self.sentence_count, count)

    def kinds(self, count: int) -> str:
        return _numbered(self.kind_count, count)

    def cut(self, count: int) -> str:
        return _numbered(self.cut_count, count)

    def others(self, count: int) -> str:
        return _numbered(self.untagged, count)

    def more(self, count: int) -> str:
        return _numbered(self.more_quotes, count)

    def articles(self, count: int) -> str:
        return _numbered(self.index_count, count)

    def counted(self, name: str, count: int) -> str:
        return self.counted_name.format(name=name, n=count)

    def listed(self, items: Iterable[str]) -> str:
        return self.comma.join(items)

    def quoting(self, text: str) -> str:
        return text.join(self.quote)

    def percent(self, share: float | None) -> str:
        """A share in [0, 1] as a whole percentage; a dash where it is undefined."""
        if share is None:
            return "—"
        return "<1%" if 0 < share < 0.01 else f"{share:.0%}"

    def span(self, low: float | None, high: float | None) -> str:
        """An interval of shares, such as "9–25%"."""
        if low is None or high is None:
            return "—"
        return f"{low * 100:.0f}–{high * 100:.0f}%"


def _numbered(forms: tuple[str, str], count: int) -> str:
    return forms[count != 1].format(n=count)
