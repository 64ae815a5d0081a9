"""Outside checks as a table to read, Markdown like those of scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich import box
from rich.markup import escape
from rich.table import Table

from framing.evaluation.outside import Checked, Outside, Ranking
from framing.evaluation.resampling import Estimate
from framing.evaluation.words import system_name
from framing.message import Lang

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "check": {"zh": "外部测试（AUC，0.5 为偶然）", "en": "Outside check (AUC, 0.5 is chance)"},
    "devices": {"zh": "手法", "en": "Devices"},
    "texts": {"zh": "文本（是/否）", "en": "Texts (yes/no)"},
    "alike": {"zh": "{name}：长度相近的文本之间", "en": "{name}: among texts of like length"},
    "correlation": {"zh": "{name}：与程度的秩相关", "en": "{name}: rank correlation with its degree"},
    "undefined": {"zh": "无定义", "en": "undefined"},
    "remark": {
        "zh": "这些数据集由他人按自己的定义标注，宽窄与本手册不同，从不用于训练。"
        "文本长度一栏只看字数：离 0.5 越远（不论高低），这个数据集越可只凭长短来分",
        "en": "Sets labelled by others, wider or narrower than our devices, never learnt from; "
        "text length knows nothing but the number of characters: the farther from 0.5, above or below, "
        "the more can be told in this set by length alone",
    },
}


def outside_table(outside: Outside, lang: Lang) -> Table:
    """Two rows a check, one column a system; a third row where labels are degrees."""
    table = Table(box=box.MARKDOWN)
    for word in ("check", "devices", "texts"):
        table.add_column(_WORDS[word][lang], no_wrap=True)
    for name in outside.checks[0].systems if outside.checks else ():
        table.add_column(escape(system_name(name, lang)), no_wrap=True, justify="right")
    for checked in outside.checks:
        name = checked.check.name[lang]
        _add(table, name, checked, lambda ranking: ranking.auc, lang)
        alike = _WORDS["alike"][lang].format(name=name)
        _add(table, alike, checked, lambda ranking: ranking.auc_alike, lang)
        if checked.check.graded:
            graded = _WORDS["correlation"][lang].format(name=name)
            _add(table, graded, checked, lambda ranking: ranking.correlation, lang)
    return table


def outside_remark(lang: Lang) -> str:
    return _WORDS["remark"][lang]


def _add(table: Table, name: str, checked: Checked, value: Callable[[Ranking], Estimate | None], lang: Lang) -> None:
    cells = (_cell(value(ranking), lang) for ranking in checked.systems.values())
    table.add_row(escape(name), ", ".join(checked.check.devices), f"{checked.positive}/{checked.negative}", *cells)


def _cell(estimate: Estimate | None, lang: Lang) -> str:
    return _WORDS["undefined"][lang] if estimate is None else escape(estimate.text())
