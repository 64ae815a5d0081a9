"""Names of persons, accounts, outlets and places, as far as their form shows them."""

from __future__ import annotations

import re

_LONGEST_NAME = 16  # characters
_NAME = re.compile(r"(?=.*[^\W\d_])[^。！？!?，,；;：:、“”‘’「」…《》【】\[\]]+")
PLACE = (
    r"(?:中国)?(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东"
    r"|海南|四川|"
    r"贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)[省市]?"
)
_SURNAMES = (
    "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦尤许許何吕呂施张張孔曹严嚴华華金魏陶姜戚谢謝邹鄒"
    "喻柏水窦竇章云苏蘇潘葛奚范彭郎鲁魯韦韋昌马馬苗凤鳳方俞任袁柳鲍鮑史唐费費廉岑薛雷贺賀倪汤湯滕殷罗羅毕畢郝"
    "邬鄔安常乐樂于時时傅皮卞齐齊康伍余元卜顾顧孟平黄黃和穆萧蕭尹姚邵湛汪祁毛禹狄米贝貝明臧计計伏成戴谈談宋茅"
    "庞龐熊纪紀舒屈项項祝董梁杜阮蓝藍闵閔席季麻强強贾賈路娄婁危江童颜顏郭梅盛林刁钟鍾徐邱丘骆駱高夏蔡田樊胡凌"
    "霍虞万萬支柯昝管卢盧莫房裘缪繆解应應宗丁宣邓鄧郁单單杭洪包诸諸左石崔吉钮龚龔程嵇邢裴陆陸荣榮翁荀羊甄曲家"
    "封芮羿储儲靳段富巫乌烏焦巴弓牧谷车車侯宓蓬全班仰秋仲伊宫宮宁寧仇栾欒甘厉厲祖武符刘劉景詹束龙龍叶葉幸司黎"
    "白蒲邰赖賴卓屠蒙池乔喬闻聞党黨翟谭譚贡貢姬申冉桑桂牛边邊燕尚农農温溫庄莊柴瞿阎閻连連习習向古易廖步耿匡文"
    "寇欧歐聂聶关關简簡饶饒曾沙丰游巩鞏"
)
PERSON = re.compile(
    rf"(?:(?:欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|公孙|公孫|慕容|令狐)"
    rf"|[{_SURNAMES}])\s?[\u4e00-\u9fff]{{1,2}}"
)


SIGNATURE = re.compile(rf"[\[【]\s*{PERSON.pattern}\s*[\]】]")


def is_name(text: str) -> bool:
    """Whether a line or word may be the name of a person, an account or an outlet: short, with letters, no stops."""
    return len(text) <= _LONGEST_NAME and bool(_NAME.fullmatch(text))
