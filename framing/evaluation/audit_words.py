"""The words of an audit, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from framing.evaluation.contrasts import Contrast
from framing.message import Lang

AUDIT_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "articles": {"zh": "文章", "en": "Articles"},
    "sentences": {"zh": "句子", "en": "Sentences"},
    "gold": {"zh": "标准答案", "en": "Gold"},
    "given": {"zh": "预测", "en": "Predicted"},
    "micro_f1": {"zh": "微平均 F1", "en": "Micro-F1"},
    "false_positives": {"zh": "每句误标", "en": "Wrong labels a sentence"},
    "missed": {"zh": "漏标率", "en": "Share missed"},
    "given_per_gold": {"zh": "预测/标准答案", "en": "Predicted/gold"},
    "undefined": {"zh": "无定义", "en": "undefined"},
    "rest": {"zh": "其余", "en": "the rest"},
    "reason": {
        "zh": "{dimension}，{group} 对 {against}：{rate} {value:.3f} 对 {other:.3f}，差 {difference}"
        "（p={adjusted:.4f}）；扣除手法构成后 {remaining}（p={remaining_adjusted:.4f}），{verdict}",
        "en": "{dimension}, {group} against {against}: {rate} {value:.3f} against {other:.3f}, {difference} "
        "(p={adjusted:.4f}); allowing for the devices that occur {remaining} (p={remaining_adjusted:.4f}), {verdict}",
    },
    "flagged": {"zh": "仍超出偶然", "en": "beyond chance as well"},
    "explained": {"zh": "未超出偶然", "en": "within chance"},
    "judged": {
        "zh": "共比较 {comparisons} 次（以来源文档重抽样，p 值按 Benjamini–Hochberg 校正）："
        "差异超出偶然 {differ} 处，其中手法构成解释不了的 {flagged} 处",
        "en": "{comparisons} comparisons (resampling documents, p-values adjusted by Benjamini–Hochberg): "
        "{differ} differ beyond chance, {flagged} of them in a way the devices that occur don't explain",
    },
    "small": {
        "zh": "带 ° 的组不足 {sentences} 句或 {documents} 个文档，只列出，不判断",
        "en": "Groups marked ° have fewer than {sentences} sentences or {documents} documents: listed, not judged",
    },
    "mark": {
        "zh": "†：与所比的组（无对组时为该项其余各组）之差超出偶然；‡：而且手法构成解释不了",
        "en": "†: differs beyond chance from the other group of its pair, or from all others; "
        "‡: and the devices that occur there don't explain it",
    },
    "nothing": {"zh": "语料里没有可以比较的两组句子", "en": "The corpus has no two groups of sentences to compare"},
}


def reason(
    contrast: Contrast, dimension: Mapping[Lang, str], group: Mapping[Lang, str], against: Mapping[Lang, str] | None
) -> dict[Lang, str]:
    """What the difference is, and whether the devices that occur account for it."""
    return {lang: _reason(contrast, dimension[lang], group[lang], (against or {}).get(lang), lang) for lang in _LANGS}


_LANGS: tuple[Lang, ...] = ("zh", "en")


def _reason(contrast: Contrast, dimension: str, group: str, against: str | None, lang: Lang) -> str:
    rate = AUDIT_WORDS[contrast.rate][lang]
    return AUDIT_WORDS["reason"][lang].format(
        dimension=dimension, group=group, against=against or AUDIT_WORDS["rest"][lang],
        rate=rate[0].lower() + rate[1:], value=contrast.value, other=contrast.other,
        difference=contrast.difference.estimate.text(signed=True), adjusted=contrast.adjusted,
        remaining=contrast.remaining.estimate.text(signed=True), remaining_adjusted=contrast.remaining_adjusted,
        verdict=AUDIT_WORDS["flagged" if contrast.is_flagged else "explained"][lang],
    )  # fmt: skip
