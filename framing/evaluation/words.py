"""The words of score tables and the names of systems, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from framing.evaluation.calibration import BIN_SIZE, LOWEST_SCORE
from framing.evaluation.measures import MACRO_SUPPORT
from framing.message import Lang

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "system": {"zh": "系统", "en": "System"},
    "micro_f1": {"zh": "微平均 F1", "en": "Micro-F1"},
    "macro_f1": {"zh": "宏平均 F1", "en": "Macro-F1"},
    "evidence_f1": {"zh": "证据 F1", "en": "Evidence F1"},
    "mix_error": {"zh": "构成误差（越低越好）", "en": "Mix error (lower is better)"},
    "ece": {"zh": "校准误差（越低越好）", "en": "ECE (lower is better)"},
    "by_chance": {"zh": "其中偶然", "en": "By chance"},
    "brier": {"zh": "Brier 分数", "en": "Brier score"},
    "label": {"zh": "手法", "en": "Device"},
    "all_labels": {"zh": "全部", "en": "All"},
    "support": {"zh": "标准答案", "en": "Gold"},
    "predicted": {"zh": "预测", "en": "Predicted"},
    "precision": {"zh": "精确率", "en": "Precision"},
    "recall": {"zh": "召回率", "en": "Recall"},
    "f1": {"zh": "F1", "en": "F1"},
    "grade": {"zh": "可信度", "en": "Grade"},
    "because": {"zh": "{text}（{reason}）", "en": "{text} ({reason})"},
    "range": {"zh": "分数", "en": "Scores"},
    "number": {"zh": "个数", "en": "Number"},
    "mean_score": {"zh": "平均分数", "en": "Mean score"},
    "gold_share": {"zh": "标准答案占比", "en": "Share of gold"},
    "difference": {"zh": "与“{against}”之差", "en": "Difference from {against}"},
    "recorded": {"zh": "{name}（训练时所记）", "en": "{name} (recorded)"},
    "seeds": {"zh": "{seeds} 个种子的均值 ± 标准差（训练时所记）", "en": "mean ± sd of {seeds} seeds (recorded)"},
    "undefined": {"zh": "无定义", "en": "undefined"},
    "is_recorded": {
        "zh": "“训练时所记”：训练这个模型时在同一语料上测得，读自 framing.json，不是现在测的",
        "en": "(recorded): measured on this same corpus by the training run, read from framing.json, not measured now",
    },
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
        "en": f"No device has {MACRO_SUPPORT} gold cases, so macro-F1 is undefined",
    },
    "no_evidence_f1": {
        "zh": "不给证据，或没有标对一处，证据 F1 无定义",
        "en": "Gives no evidence or found nothing that is in the gold, so evidence F1 is undefined",
    },
    "no_ece": {
        "zh": f"没有每个手法的分数，或达到 {LOWEST_SCORE} 的分数分不出两组（每组 {BIN_SIZE} 个），校准误差无定义",
        "en": f"Gives no score for every device, or too few of {LOWEST_SCORE} or more for two bins of {BIN_SIZE}, "
        "so ECE is undefined",
    },
    "ece_not_recorded": {
        "zh": "训练时没有测校准，校准误差无定义",
        "en": "The training run did not measure calibration, so ECE is undefined",
    },
    "few_scores": {
        "zh": f"达到 {LOWEST_SCORE} 的分数分不出两组（每组 {BIN_SIZE} 个），校准误差无定义",
        "en": f"Too few scores of {LOWEST_SCORE} or more for two bins of {BIN_SIZE}, so ECE is undefined",
    },
    "colon": {"zh": "：", "en": ": "},
    "comma": {"zh": "、", "en": ", "},
}

_SYSTEMS: Mapping[str, Mapping[Lang, str]] = {
    "cue list": {"zh": "线索词表", "en": "cue list"},
    "text length": {"zh": "文本长度", "en": "text length"},
    "TF-IDF + LR": {"zh": "TF-IDF + 逻辑回归", "en": "TF-IDF + LR"},
    "frozen embeddings + LR": {"zh": "冻结句向量 + 逻辑回归", "en": "frozen embeddings + LR"},
}
_SEED = re.compile(r"(?P<model>.+), seed (?P<seed>\d+)")


def system_name(name: str, lang: Lang) -> str:
    """The name a reader sees of a system: floors and the other seeds of a model in words, all others as they are.

    Signatures and JSON keep the name itself, the same in all languages.
    """
    if name in _SYSTEMS:
        return _SYSTEMS[name][lang]
    if lang == "zh" and (of_seed := _SEED.fullmatch(name)):
        return f"{of_seed['model']}，种子 {of_seed['seed']}"
    return name
