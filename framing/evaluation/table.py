"""Scores as tables to read: rich tables whose lines are Markdown too, so they can be pasted into a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich import box
from rich.markup import escape
from rich.table import Table

from framing.codebook import Codebook
from framing.evaluation import measures
from framing.evaluation.calibration import Reliabilities, Reliability
from framing.evaluation.comparison import Comparison, Difference
from framing.evaluation.measures import MACRO_SUPPORT
from framing.evaluation.recorded import COLUMNS, Recorded, estimate_in, spread_text
from framing.evaluation.resampling import Estimate
from framing.evaluation.scores import LabelScores, Scores
from framing.evaluation.words import WORDS, system_name
from framing.message import Lang
from framing.trust import LEGEND, LOW, Trust, low_by_reason

_REASONS: dict[str, Callable[[LabelScores], bool]] = {
    "no_gold": lambda s: s.support == 0,
    "few_gold": lambda s: 0 < s.support < MACRO_SUPPORT,
    "not_predicted": lambda s: s.predicted == 0,
}


def summary_table(systems: Mapping[str, Scores], recorded: Recorded, lang: Lang) -> Table:
    """One row per system name: the scores of the whole corpus with their 95% intervals; recorded ones below."""
    table = _table("system", *COLUMNS, lang=lang)
    for name, cells in _summary(systems, recorded, lang).items():
        table.add_row(escape(name), *(_or_undefined(cells[column], lang) for column in COLUMNS))
    return table


def _summary(systems: Mapping[str, Scores], recorded: Recorded, lang: Lang) -> dict[str, dict[str, str | None]]:
    """Row by the name shown → column → text, None where undefined."""
    rows = {
        system_name(name, lang): {column: _text(getattr(scores, column)) for column in COLUMNS}
        for name, scores in systems.items()
    }
    for name, record in recorded.records.items():
        rows[_recorded_name(name, lang)] = {column: _text(estimate_in(record, column)) for column in COLUMNS}
    if recorded.spread:
        found = {column: recorded.spread.get(column) for column in COLUMNS}
        rows[WORDS["seeds"][lang].format(seeds=recorded.seeds)] = {
            column: spread_text(s) if s else None for column, s in found.items()
        }
    return rows


def label_table(scores: Scores, codebook: Codebook, lang: Lang, trust: Mapping[str, Trust] | None = None) -> Table:
    """One row per label of one system, in codebook order; trust: its grades, if there are any."""
    graded = ["grade"] if trust else []
    table = _table("label", "support", "predicted", "precision", "recall", "f1", *graded, lang=lang)
    for label, s in scores.labels.items():
        values = [_value(s.precision, lang), _value(s.recall, lang), _cell(s.f1, lang)]
        values += [trust[label].grade if label in trust else "–"] if trust else []
        table.add_row(_name(label, codebook, lang), str(s.support), str(s.predicted), *values)
    return table


def comparison_table(comparisons: Sequence[Comparison], lang: Lang) -> Table:
    """One row per system: its scores minus those of the system all are compared with."""
    table = _table("difference", *measures.WHOLE, lang=lang, against=escape(system_name(comparisons[0].against, lang)))
    for comparison in comparisons:
        cells = (_difference(comparison.differences[column], lang) for column in measures.WHOLE)
        table.add_row(escape(system_name(comparison.system, lang)), *cells)
    return table


def calibration_table(calibration: Reliabilities, codebook: Codebook, lang: Lang) -> Table:
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
    """In words: which scores of the whole corpus are undefined, why, and for which rows; what was recorded."""
    rows = _summary(systems, recorded, lang)
    uncalibrated = [_recorded_name(n, lang) for n, record in recorded.records.items() if "calibration" not in record]
    undefined = {column: [name for name, cells in rows.items() if cells[column] is None] for column in COLUMNS}
    undefined["ece"] = [name for name in undefined["ece"] if name not in uncalibrated]
    for column, names in undefined.items():
        if f"no_{column}" in WORDS:
            yield from _remark(f"no_{column}", names, lang)
    yield from _remark("ece_not_recorded", uncalibrated, lang)
    if recorded.records:
        yield WORDS["is_recorded"][lang]


def label_remarks(scores: Scores, codebook: Codebook, lang: Lang) -> Iterator[str]:
    """In words: which labels have undefined scores, and which ones macro-F1 leaves out."""
    for reason, applies in _REASONS.items():
        names = [_name(label, codebook, lang) for label, s in scores.labels.items() if applies(s)]
        yield from _remark(reason, names, lang)


def trust_remarks(trust: Mapping[str, Trust], codebook: Codebook, lang: Lang) -> Iterator[str]:
    """In words: what grades mean, and which labels have a low one, why."""
    if trust:
        yield f"{WORDS['grade'][lang]} {LEGEND.text(lang)}"
    for reason, labels in low_by_reason(trust, trust, lang).items():
        text = WORDS["because"][lang].format(text=f"{WORDS['grade'][lang]} {LOW}", reason=reason)
        yield _remark_text(text, [_name(label, codebook, lang) for label in labels], lang)


def calibration_remarks(calibration: Reliabilities, codebook: Codebook, lang: Lang) -> Iterator[str]:
    """In words: which labels have too few scores to say anything about them."""
    names = [_name(label, codebook, lang) for label, r in calibration.labels.items() if r.ece is None]
    yield from _remark("few_scores", names, lang)


def _remark(reason: str, names: Sequence[str], lang: Lang) -> Iterator[str]:
    if names:
        yield _remark_text(WORDS[reason][lang], names, lang)


def _remark_text(said: str, names: Sequence[str], lang: Lang) -> str:
    return said + WORDS["colon"][lang] + WORDS["comma"][lang].join(names)


def _table(first: str, *others: str, lang: Lang, **values: str) -> Table:
    table = Table(box=box.MARKDOWN)
    table.add_column(WORDS[first][lang].format(**values), no_wrap=True)
    for word in others:
        table.add_column(WORDS[word][lang], no_wrap=True, justify="right")
    return table


def _name(label: str, codebook: Codebook, lang: Lang) -> str:
    return f"{codebook.device(label).name(lang)} {label}"


def _recorded_name(name: str, lang: Lang) -> str:
    return WORDS["recorded"][lang].format(name=system_name(name, lang))


def _text(estimate: Estimate | None) -> str | None:
    return None if estimate is None else estimate.text()


def _or_undefined(text: str | None, lang: Lang) -> str:
    return WORDS["undefined"][lang] if text is None else escape(text)


def _value(estimate: Estimate | None, lang: Lang) -> str:
    return _or_undefined(None if estimate is None else f"{estimate.value:.3f}", lang)


def _cell(estimate: Estimate | None, lang: Lang) -> str:
    return _or_undefined(_text(estimate), lang)


def _difference(found: Difference | None, lang: Lang) -> str:
    return _or_undefined(None if found is None else f"{found.estimate.text(signed=True)} p={found.p:.3f}", lang)
