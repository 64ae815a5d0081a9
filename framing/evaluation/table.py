"""Scores as tables to read: rich tables whose lines are Markdown too, so they can be pasted into a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from framing.codebook import Codebook, Lang
from framing.evaluation.scores import MACRO_SUPPORT, Estimate, LabelScores, Scores

_WORDS: dict[str, dict[Lang, str]] = {
    "system": {"zh": "系统", "en": "System"},
    "micro_f1": {"zh": "微平均 F1", "en": "Micro-F1"},
    "macro_f1": {"zh": "宏平均 F1", "en": "Macro-F1"},
    "evidence_f1": {"zh": "证据 F1", "en": "Evidence F1"},
    "mix_error": {"zh": "构成误差（越低越好）", "en": "Mix error (lower is better)"},
    "label": {"zh": "手法", "en": "Device"},
    "support": {"zh": "标准答案", "en": "Gold"},
    "predicted": {"zh": "预测", "en": "Predicted"},
    "precision": {"zh": "精确率", "en": "Precision"},
    "recall": {"zh": "召回率", "en": "Recall"},
    "f1": {"zh": "F1", "en": "F1"},
    "undefined": {"zh": "无定义", "en": "undefined"},
    "no_gold": {
        "zh": "没有标准答案，召回率和 F1 无定义，不计入宏平均 F1",
        "en": "No gold case, so recall and F1 are undefined and macro-F1 leaves it out",
    },
    "few_gold": {
        "zh": f"标准答案少于 {MACRO_SUPPORT} 个，不计入宏平均 F1",
        "en": f"Fewer than {MACRO_SUPPORT} gold cases, so macro-F1 leaves it out",
    },
    "not_predicted": {"zh": "从未预测，精确率无定义", "en": "Never predicted, so precision is undefined"},
    "no_micro_f1": {"zh": "没有标准答案，微平均 F1 无定义", "en": "No gold case, so micro-F1 is undefined"},
    "no_macro_f1": {
        "zh": f"没有一个手法有 {MACRO_SUPPORT} 个标准答案，宏平均 F1 无定义",
        "en": f"No label has {MACRO_SUPPORT} gold cases, so macro-F1 is undefined",
    },
    "no_evidence_f1": {
        "zh": "不给证据，或没有标对一处，证据 F1 无定义",
        "en": "Gives no evidence or found nothing that is in the gold, so evidence F1 is undefined",
    },
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "、", "en": ", "},
}  # fmt: skip
_REASONS: dict[str, Callable[[LabelScores], bool]] = {
    "no_gold": lambda s: s.support == 0,
    "few_gold": lambda s: 0 < s.support < MACRO_SUPPORT,
    "not_predicted": lambda s: s.predicted == 0,
}


def summary_table(systems: Mapping[str, Scores], lang: Lang) -> Table:
    """One row per system name: the four scores of the whole corpus with their 95% intervals."""
    columns = ("micro_f1", "macro_f1", "evidence_f1", "mix_error")
    table = _table("system", *columns, lang=lang)
    for name, scores in systems.items():
        table.add_row(name, *(_cell(getattr(scores, column), lang) for column in columns))
    return table


def label_table(scores: Scores, codebook: Codebook, lang: Lang) -> Table:
    """One row per label of one system, in codebook order."""
    table = _table("label", "support", "predicted", "precision", "recall", "f1", lang=lang)
    for label, s in scores.labels.items():
        values = (_value(s.precision, lang), _value(s.recall, lang), _cell(s.f1, lang))
        table.add_row(_name(label, codebook, lang), str(s.support), str(s.predicted), *values)
    return table


def summary_remarks(systems: Mapping[str, Scores], lang: Lang) -> Iterator[str]:
    """In words: which scores of the whole corpus are undefined, why, and for which systems."""
    for column in ("micro_f1", "macro_f1", "evidence_f1"):
        names = [name for name, scores in systems.items() if getattr(scores, column) is None]
        yield from _remark(f"no_{column}", names, lang)


def label_remarks(scores: Scores, codebook: Codebook, lang: Lang) -> Iterator[str]:
    """In words: which labels have undefined scores, and which ones macro-F1 leaves out."""
    for reason, applies in _REASONS.items():
        names = [_name(label, codebook, lang) for label, s in scores.labels.items() if applies(s)]
        yield from _remark(reason, names, lang)


def _remark(reason: str, names: Sequence[str], lang: Lang) -> Iterator[str]:
    if names:
        yield _WORDS[reason][lang] + _WORDS["colon"][lang] + _WORDS["comma"][lang].join(names)


def _table(first: str, *others: str, lang: Lang) -> Table:
    table = Table(box=box.MARKDOWN)
    table.add_column(_WORDS[first][lang], no_wrap=True)
    for word in others:
        table.add_column(_WORDS[word][lang], no_wrap=True, justify="right")
    return table


def _name(label: str, codebook: Codebook, lang: Lang) -> str:
    return f"{codebook.device(label).name(lang)} {label}"


def _value(estimate: Estimate | None, lang: Lang) -> str:
    return _WORDS["undefined"][lang] if estimate is None else f"{estimate.value:.3f}"


def _cell(estimate: Estimate | None, lang: Lang) -> str:
    if estimate is None:
        return _value(None, lang)
    # The brackets of an interval would be markup to rich.
    return f"{estimate.value:.3f} \\[{estimate.low:.3f}, {estimate.high:.3f}]"
