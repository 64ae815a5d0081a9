"""Which encoding bytes are in that carry no mark: each candidate reads them, and the reading that looks most like
Chinese wins.

Bytes of GB18030 are nearly always bytes of Big5 too, and the other way round; but read wrongly they turn into rare
characters, while four of five characters of any Chinese text are among the few hundred commonest. So even a headline
of a few characters tells (docs/faults.md compares with charset-normalizer).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

REPLACED = "\ufffd"  # stands where bytes could not be decoded

_SAMPLE = 1 << 14  # bytes looked at
_NARROW = ("utf-8", "gb18030", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_CERTAIN_WIDE = 0.7  # below this mean, pairs of bytes are taken for chance
_OF_DECLARED = 0.3  # what a page says of itself counts, but pages err
_LONG_ASCII = re.compile(rb"([\x00-\x7f])[\x00-\x7f]{7,}")  # its first byte may be the second of a character

# The commonest characters of written Chinese and of news, simplified and traditional, and its punctuation.
_COMMON = frozenset(
    "，。、；：？！“”‘’「」『』（）《》【】…—·　"
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连"
    "断深难近千周委素技备半办青省列习响约支般史感劳便团往历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属包火住调满县局照参红细引听该铁价严网媒视频友"
    "店钱买卖涨跌股票银贷房楼租售购费税讯息闻企司牌贸俄乌欧英德韩朝台湾港澳洲晨午晚夜早昨末季春夏秋冬雨雪雾云星船桥城镇村街园馆站客旅游飞航箭卫芯智脑模络码源创投融债险奖赛球胜负败冠逆袭击暴惊震曝怒骂批评突"
    "急紧终竟敢谁吗吧呢啊哪怎让跟吃喝玩乐病医药疫患护士校师考读孩女男父母爸妈婚爱恋谈笑哭怕惧恐危警察判罪刑案诉讼拘捕逃杀死伤亡失踪救援灾洪旱停供链禁令裁协签署宣透露悉获首席副峰访抵舰弹核武攻防势双竞挑遇未"
    "背秘密故味居板"
    "這爲個國時來們於對會發動過說產種後學經進電裏現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題黨員總設長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東導壓爭濟階術極聯認權"
    "證採轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況溫傳許羣廣記觀織裝衆書覆兒須際驗連斷難備辦習響約勞團歷構稱準號維劃選標寫親養層卻專狀廠識適屬調滿縣參紅細聽該鐵價嚴網視頻錢買賣漲銀貸樓購費稅訊聞貿烏歐"
    "韓臺灣霧雲橋鎮園館遊飛衛腦絡碼創債險獎賽勝負敗襲擊驚罵評緊終誰嗎讓喫樂醫藥護師讀媽愛戀談懼訴訟殺傷蹤災鏈協簽獲峯訪艦彈勢雙競祕為著裡眾説衞乾隻週餘復複鬆徵製髮誌註託颱係繫彙匯檯颳啟"
)


def guess(data: bytes, declared: str | None = None) -> str:
    """The likeliest encoding, one that Chinese texts come in or the one declared. Linear in the bytes."""
    start = next(re.finditer(rb"[\x80-\xff]", data), None)
    narrow = _LONG_ASCII.sub(rb"\1 ", data[start.start() :][: 4 * _SAMPLE])[:_SAMPLE] if start else b""
    candidates = dict.fromkeys((declared, *_NARROW) if declared else _NARROW)
    scores = {name: _score(narrow, name) + _OF_DECLARED * (name == declared) for name in candidates}
    for name in _WIDE:
        if (score := _score(data[:_SAMPLE], name)) >= _CERTAIN_WIDE:
            scores[name] = score
    return max(scores, key=lambda name: scores[name])  # the first where several are alike


def is_wide(encoding: str) -> bool:
    """Whether even a line's end takes more than one byte."""
    return encoding.startswith(("utf-16", "utf-32"))


def is_text(text: str) -> bool:
    """Whether what was decoded is text with at most a few faults in it, and not something else altogether."""
    faults = sum(number for character, number in Counter(text).items() if _is_fault(character))
    allowed = len(text) // 10 + ("\0" not in text)
    return faults <= allowed and (2 * faults < len(text) or not text)


def _score(data: bytes, encoding: str) -> float:
    """The mean of the points of all characters that tell, by their bytes, from -3 to 1; 0 where none does."""
    characters = Counter(data.decode(encoding, errors="replace").removesuffix(REPLACED))
    told = {character: number for character, number in characters.items() if is_wide(encoding) or character > "\x7f"}
    points = _POINTS.get(encoding[:6], _points)
    bytes_of = {"utf-8": 3, "utf-16": 1, "utf-32": 1}.get(encoding[:6], 2)  # a character is one where all have as many
    weights = {c: number * (1 if c == REPLACED else bytes_of) for c, number in told.items()}
    return sum(weight * points(character) for character, weight in weights.items()) / (sum(weights.values()) or 1)


def _points(character: str) -> float:
    if character in _COMMON:
        return 1
    if "\u4e00" <= character <= "\u9fff":
        return 0
    return -3 if _is_fault(character) else -1 if unicodedata.category(character) in ("Co", "Cn") else -0.2


def _structural_points(character: str) -> float:
    """That bytes happen to be UTF-8 or UTF-32 is unlikely; so what the character is matters little."""
    return -3 if _is_fault(character) else 1 if character >= "\u0800" or character < "\x80" else 0.5


def _wide_points(character: str) -> float:
    """As `_points`, but ASCII can't be there by chance, and any ideograph speaks for it."""
    if character.isascii() and not _is_fault(character):
        return 1
    return max(_points(character), 0.5) if "\u4e00" <= character <= "\u9fff" else _points(character)


def _is_fault(character: str) -> bool:
    return character == REPLACED or (unicodedata.category(character) == "Cc" and character not in "\t\n\v\f\r\x1b\x85")


_POINTS = {"utf-8": _structural_points, "utf-16": _wide_points, "utf-32": _structural_points}
