"""An audit as tables to read, Markdown like those of scores, with what was found in words."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.markup import escape
from rich.table import Table

from framing.evaluation.audit import MIN_DOCUMENTS, MIN_SENTENCES, Audit, Audited, GroupRates
from framing.evaluation.audit_words import AUDIT_WORDS
from framing.evaluation.rates import RATES
from framing.message import Lang

_SIZES = ("articles", "sentences", "gold", "given")


def audit_tables(audit: Audit, lang: Lang) -> Iterator[Table]:
    """One table a dimension, one row a group; a dagger marks the rates that differ beyond chance."""
    for dimension in audit.dimensions:
        table = Table(box=box.MARKDOWN)
        table.add_column(escape(dimension.name[lang]), no_wrap=True)
        for word in (*_SIZES, *RATES):
            table.add_column(AUDIT_WORDS[word][lang], no_wrap=True, justify="right")
        for group in dimension.groups:
            name = escape(group.name[lang]) + ("" if group.is_judged else " °")
            sizes = (str(getattr(group, size)) for size in _SIZES)
            table.add_row(name, *sizes, *(escape(_cell(dimension, group, rate, lang)) for rate in RATES))
        yield table


def audit_remarks(audit: Audit, lang: Lang) -> Iterator[str]:
    """In words: how much was compared, what differs, first what the devices that occur do not explain."""
    if not audit.dimensions:
        yield AUDIT_WORDS["nothing"][lang]
        return
    record = audit.to_record()
    yield AUDIT_WORDS["small"][lang].format(sentences=MIN_SENTENCES, documents=MIN_DOCUMENTS)
    yield AUDIT_WORDS["mark"][lang]
    yield AUDIT_WORDS["judged"][lang].format(**{key: record[key] for key in ("comparisons", "differ", "flagged")})
    differing = [(c, dimension) for dimension in audit.dimensions for c in dimension.contrasts if c.differs]
    for contrast, dimension in sorted(differing, key=lambda pair: not pair[0].is_flagged):
        yield f"{'‡' if contrast.is_flagged else '†'} {dimension.reason(contrast)[lang]}"


def _cell(dimension: Audited, group: GroupRates, rate: str, lang: Lang) -> str:
    estimate = group.rates[rate]
    if estimate is None:
        return AUDIT_WORDS["undefined"][lang]
    [*found] = (c for c in dimension.contrasts if group.id in (c.group, c.against) and c.rate == rate and c.differs)
    return estimate.text() + "".join(" ‡" if c.is_flagged else " †" for c in found)
