"""Scores as tables to read: rich tables whose lines are Markdown too, so they can be pasted into a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from framing.codebook import Codebook
from framing.evaluation import measures
from framing.evaluation.calibration import Calibration, Reliability
from framing.evaluation.comparison import Comparison, Difference
from framing.evaluation.recorded import COLUMNS, Recorded, estimate_in
from framing.evaluation.resampling import Estimate
from framing.evaluation.scores import MACRO_SUPPORT, LabelScores, Scores
from framing.evaluation.words import WORDS
from framing.message import Lang

_REASONS: dict[str, Callable[[LabelScores], bool]] = {
    "no_gold": lambda s: s.support == 0,
    "few_gold": lambda s: 0 < s.support < MACRO_SUPPORT,
    "not_predicted": lambda s: s.predicted == 0,
}


def summary_table(systems: Mapping[str, Scores], recorded: Recorded, lang: Lang) -> Table:
    """One row per system name: the scores of the whole corpus with their 95% intervals; recorded ones below."""
    table = _table("system", *COLUMNS, lang=lang)
    for name, scores in systems.items():
        table.add_row(escape(name), *(_cell(getattr(scores, column), lang) for column in COLUMNS))
    for name, record in recorded.records.items():
        cells = (_cell(estimate_in(record, column), lang) for column in COLUMNS)
        table.add_row(escape(WORDS["recorded"][lang].format(name=name)), *cells)
    if recorded.spread:
        spread = {column: f"{s['mean']:.3f} ± {s['sd']:.3f}" for column, s in recorded.spread.items() if s}
        cells = (spread.get(column, WORDS["undefined"][lang]) for column in COLUMNS)
        table.add_row(WORDS["seeds"][lang].format(seeds=recorded.seeds), *cells)
    return table


def label_table(scores: Scores, codebook: Codebook, lang: Lang) -> Table:
    """One row per label of one system, in codebook order."""
    table = _table("label", "support", "predicted", "precision", "recall", "f1", lang=lang)
    for label, s in scores.labels.items():
        values = (_value(s.precision, lang), _value(s.recall, lang), _cell(s.f1, lang))
        table.add_row(_name(label, codebook, lang), str(s.support), str(s.predicted), *values)
    return table


def comparison_table(comparisons: Sequence[Comparison], lang: Lang) -> Table:
    """One row per system: its scores minus those of the system all are compared with."""
    table = _table("difference", *measures.WHOLE, lang=lang, against=escape(comparisons[0].against))
    for comparison in comparisons:
        cells = (_difference(comparison.differences[column], lang) for column in measures.WHOLE)
        table.add_row(escape(comparison.system), *cells)
    return table


def calibration_table(calibration: Calibration, codebook: Codebook, lang: Lang) -> Table:
    """One row per label and one for all: expected calibration error and Brier score."""
    table = _table("label", "number", "ece", "by_chance", "brier", lang=lang)
    for name, r in [
        (WORDS["all_labels"][lang], calibration.pooled),
        *((_name(label, codebook, lang), r) for label, r in calibration.labels.items()),
    ]:
        by_chance = WORDS["undefined"][lang] if r.by_chance is None else f"{r.by_chance:.3f}"
        table.add_row(name, str(r.number), _cell(r.ece, lang), by_chance, _cell(r.brier, lang))
    return table


def reliability_table(reliability: Reliability, lang: Lang) -> Table:
    """One row per bin: what scores promise beside what the annotation holds."""
    table = _table("range", "number", "mean_score", "gold_share", lang=lang)
    for b in reliability.bins:
        table.add_row(f"{b.low:.3f}–{b.high:.3f}", str(b.number), f"{b.mean_score:.3f}", _cell(b.gold, lang))
    return table


def summary_remarks(systems: Mapping[str, Scores], recorded: Recorded, lang: Lang) -> Iterator[str]:
    """In words: which scores of the whole corpus are undefined, why, and for which systems; what was recorded."""
    for column in COLUMNS:
        names = [name for name, scores in systems.items() if getattr(scores, column) is None]
        if f"no_{column}" in WORDS:
            yield from _remark(f"no_{column}", names, lang)
    if recorded.records:
        yield WORDS["is_recorded"][lang]


def label_remarks(scores: Scores, codebook: Codebook, lang: Lang) -> Iterator[str]:
    """In words: which labels have undefined scores, and which ones macro-F1 leaves out."""
    for reason, applies in _REASONS.items():
        names = [_name(label, codebook, lang) for label, s in scores.labels.items() if applies(s)]
        yield from _remark(reason, names, lang)


def calibration_remarks(calibration: Calibration, codebook: Codebook, lang: Lang) -> Iterator[str]:
    """In words: which labels have too few scores to say anything about them."""
    names = [_name(label, codebook, lang) for label, r in calibration.labels.items() if r.ece is None]
    yield from _remark("few_scores", names, lang)


def _remark(reason: str, names: Sequence[str], lang: Lang) -> Iterator[str]:
    if names:
        yield WORDS[reason][lang] + WORDS["colon"][lang] + WORDS["comma"][lang].join(names)


def _table(first: str, *others: str, lang: Lang, **values: str) -> Table:
    table = Table(box=box.MARKDOWN)
    table.add_column(WORDS[first][lang].format(**values), no_wrap=True)
    for word in others:
        table.add_column(WORDS[word][lang], no_wrap=True, justify="right")
    return table


def _name(label: str, codebook: Codebook, lang: Lang) -> str:
    return f"{codebook.device(label).name(lang)} {label}"


def _value(estimate: Estimate | None, lang: Lang) -> str:
    return WORDS["undefined"][lang] if estimate is None else f"{estimate.value:.3f}"


def _cell(estimate: Estimate | None, lang: Lang) -> str:
    if estimate is None:
        return _value(None, lang)
    # The brackets of an interval would be markup to rich.
    return f"{estimate.value:.3f} \\[{estimate.low:.3f}, {estimate.high:.3f}]"


def _difference(found: Difference | None, lang: Lang) -> str:
    if found is None:
        return _value(None, lang)
    e = found.estimate
    return f"{e.value:+.3f} \\[{e.low:+.3f}, {e.high:+.3f}] p={found.p:.3f}"
