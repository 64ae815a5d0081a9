"""What each check is called, what its rate means and what would be ideal, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from framing.message import Lang


@dataclass(frozen=True, slots=True)
class CheckWords:
    """ideal: the best rate there is, 0 or 1."""

    ideal: int
    name: Mapping[Lang, str]
    meaning: Mapping[Lang, str]


def _words(ideal: int, zh: str, en: str, zh_meaning: str, en_meaning: str) -> CheckWords:
    return CheckWords(ideal, {"zh": zh, "en": en}, {"zh": zh_meaning, "en": en_meaning})


def _printing(zh: str, en: str, zh_meaning: str, en_meaning: str) -> CheckWords:
    return _words(
        0, zh, en, f"{zh_meaning}后，标法改变的（句子, 手法）占比", f"(sentence, device) changed by {en_meaning}"
    )


CHECKS: Mapping[str, CheckWords] = {
    "actor_swap": _words(
        0, "主体互换", "Actor swap", "换了国家、公司、球队或人之后，与多数标法不同的占比",
        "decisions unlike their sentence's majority when countries, companies, teams, persons are exchanged",
    ),
    "actor_found": _words(
        1, "主体互换：标出", "Actor swap: found", "换入各个主体的句子里，标出该句手法的占比",
        "fillings that are given the device of their sentence",
    ),
    "quiet": _words(
        1, "平静句：不标", "Quiet: none given", "没有手法的句子，换入各个主体后什么都没标的占比",
        "fillings of sentences without a device that are given none",
    ),
    "stance_swap": _words(
        0, "立场互换", "Stance swap", "褒贬或方向互换的两句中，只标出一句的占比",
        "pairs of praise and blame, or turned round, of which only one is given the device",
    ),
    "stance_found": _words(
        1, "立场互换：都标出", "Stance swap: both found", "褒贬或方向互换的两句都标出手法的占比",
        "pairs of praise and blame of which both are given the device",
    ),
    "script_and_punctuation": _printing(
        "字体与标点合计", "Script and punctuation", "换成另一种字体或标点（以下九项合计）",
        "the nine changes below, together",
    ),
    "traditional": _printing("简→繁", "To traditional", "转成繁体字", "traditional characters"),
    "taiwan": _printing("简→台湾", "To Taiwan", "转成台湾字形与用词", "Taiwan's characters and words"),
    "hong_kong": _printing("简→香港", "To Hong Kong", "转成香港字形与用词", "Hong Kong's characters and words"),
    "simplified": _printing("繁→简", "To simplified", "繁体字转成简体", "simplified characters"),
    "half_width": _printing("半角标点", "Half-width marks", "标点改成半角", "half-width punctuation"),
    "full_width": _printing("全角字母数字", "Full-width digits", "数字和字母改成全角", "full-width digits and letters"),
    "corner_quotes": _printing("引号 “”→「」", "Quotes “” to 「」", "引号改成直角引号", "corner brackets as quotes"),
    "double_corner_quotes": _printing(
        "引号 “”→『』", "Quotes “” to 『』", "引号改成双直角引号", "double corner brackets as quotes"
    ),
    "straight_quotes": _printing("引号 “”→\"\"", "Quotes “” to \"\"", "引号改成直引号", "straight quotes"),
    "spaces": _printing("字间空格", "Spaces", "汉字之间插入空格", "spaces between Chinese characters"),
    "spaces_around_latin": _printing(
        "中西文空格", "Spaces around Latin", "汉字与字母、数字之间加空格", "spaces around letters and digits"
    ),
    "typos": _printing("错别字", "Typos", "写错一两个字", "one or two slips of the pen"),
    "trailing_space": _printing("句尾空白", "Trailing space", "句尾加空白", "white space at the end"),
    "alone": _printing("单独标注", "Alone", "不成批而单独标注", "tagging it alone and not in a batch"),
    "order": _printing("另一次序", "Other order", "换一种次序标注", "another order of the batch"),
    "literal_figurative": _words(
        1, "字面与手法", "Literal/figurative", "同一个词，字面用时不标、作手法时标出，两句都对的占比",
        "pairs with both right: the word meant literally not tagged, the word as a device tagged",
    ),
    "mention": _words(
        1, "否定与提及", "Negation, mention", "只是否定、解释或提到这个手法的句子，没有误标的占比",
        "sentences that deny, define or name a device and are not given it",
    ),
    "quoted": _words(
        0, "直述与引语", "Quoted/asserted", "直述与放进引语的两句中，只标出一句手法的占比",
        "pairs of an assertion and its quotation of which only one is given the device",
    ),
    "quoted_found": _words(
        1, "直述与引语：都标出", "Quoted: both found", "直述与引语两句都标出手法的占比",
        "pairs of an assertion and its quotation of which both are given the device",
    ),
    "quoted_sourcing": _words(
        1, "引语加“引述”", "Quoted: sourcing", "引语标了“引述”而直述没标的占比",
        "pairs of which the quotation is given sourcing and the assertion is not",
    ),
}  # fmt: skip
"""By id, in the order of tables."""

SHOWN_BY_DEVICE = (
    "actor_swap", "actor_found", "script_and_punctuation", "literal_figurative", "mention", "quoted_found",
)  # fmt: skip

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "check": {"zh": "测试", "en": "Check"},
    "rate": {"zh": "比率 [95% 区间]", "en": "Rate [95%]"},
    "cases": {"zh": "个数", "en": "Cases"},
    "ideal": {"zh": "理想", "en": "Ideal"},
    "meaning": {"zh": "含义", "en": "What it is"},
    "device": {"zh": "手法", "en": "Device"},
    "pair": {"zh": "主体", "en": "Actors"},
    "no_case": {"zh": "没有可比的句子：", "en": "No sentence to compare: "},
    "width": {
        "zh": "区间由对句子重抽样得出；比率为 0% 或 100% 时区间没有宽度，请看个数。",
        "en": "Intervals resample sentences; at 0% or 100% they have no width, so read the number of cases.",
    },
    "tagged": {"zh": "共标注 {number:,} 句。", "en": "{number:,} sentences were tagged."},
}
