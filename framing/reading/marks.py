"""The marks that sentence splitting goes by: what ends a sentence, what pairs, what stays with the one before."""

from __future__ import annotations

import re

from framing.reading.characters import SPACE

_HAN = "\u3400-\u9fff"

LINE = re.compile(r"[^\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]+")
TRIMMED = re.compile(f"[^{SPACE}](?:.*[^{SPACE}])?", re.DOTALL)
WORD = re.compile(r"[^\W_]")

CLOSING = dict(zip("“‘「『〝﹁﹃（(【［《〈〔｢〖", "”’」』〞﹂﹄）)】］》〉〕｣〗", strict=True))
STRAIGHT = '"＂'
TITLE_MARKS = "》〉"
BRACKETS = "）)］〕"  # not 】: what stands in 【】 is a heading, whatever number goes before it
MARK = re.compile("[" + re.escape("".join([*CLOSING, *CLOSING.values(), STRAIGHT])) + "]")
_QUOTES = "”’」』﹂﹄"

_STOP = r"(?:[。！？…⋯｡﹗﹖‼⁇⁈⁉]|(?<![A-Za-z0-9/])[!?](?!=)|[!?](?![A-Za-z0-9=&%#_/]))+"  # not in a.org/b?c=1
_DOTS = rf"\.{{3,}}|(?<=[{_HAN}])\.\."
_DOT = (
    rf"(?<=[{_HAN}])\.(?=[{_QUOTES}])"
    rf"|(?<=[^\W\d_])\.(?=[\"{_QUOTES})）]*\s+[\"“‘「『﹁﹃(（]?[^\W\d_a-z])"  # before a new beginning
)
_BROKEN_OFF = rf"—(?=[{_QUOTES}])"
_BEFORE_TIME_STAMP = r"(?=[\[［【]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\]］】])"
END = re.compile("|".join([_STOP, "；", _DOTS, _DOT, _BROKEN_OFF, _BEFORE_TIME_STAMP]))
ELLIPSIS = re.compile(r"[…⋯]+|\.{2,}")
LAST_WORD = re.compile(r"(?:^|[\W_])([^\W_]{1,3})$")

ABBREVIATION = re.compile(
    r"(?<![A-Za-z])(?:[A-Za-z]|Mrs?|Ms|Dr|Prof|Jr|Sr|St|Mt|Inc|Ltd|Co|Corp|Bros|vs|No|Vol|Fig|pp|eds?|cf|al|etc|Fr"
    r"|Gen|Gov|Sen|Rep|Lt|Col|Capt|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$"
    rf"|\.[A-Za-z]$|(?<![{_HAN}])[一二三四五六七八九十]+$"  # U.S., 一. 二.
)

_FOOTNOTE = r"[\[［〔]\d{1,3}(?:[-–,，]\d{1,3})*[\]］〕]|[⁰¹²³⁴-⁹]+|[①-⑳](?=\s*$)"  # elsewhere ① numbers a list
_EMOJI = "[😀-🙏🤌-🤿🥰-🥺🫠-🫸👊-👐💓-💟💩💪💯🎉🔥🌹❤\u200d\ufe0f🏻-🏿]+"  # faces, hands, hearts: no 👉, no ✅
_KAOMOJI = (
    r"[:;]-?(?:[()]|[DP](?![A-Za-z]))"
    rf"|[(（](?=[^()（）{_HAN}]{{0,9}}[_^▽ω´｀•≧≦￣⊙◕╥﹏Д])[^()（）{_HAN}]{{1,12}}[)）]"
)
TAIL = re.compile("|".join([_FOOTNOTE, _EMOJI, _KAOMOJI]))

GOES_ON = re.compile(rf"[{SPACE}]*[，、；：,;:·]|(?<=[…⋯.])等|(?<=[{_QUOTES}{STRAIGHT}])(?:的(?![确確])|之[类類])")
