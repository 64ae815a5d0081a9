"""Lines that ask the reader for something: to follow, scan, download or share; to log in, or to look elsewhere.

Reports speak of all that, too: that someone was made to scan a code, what a city follows, which post was deleted.
So a line has to begin as such requests do and to hold nothing that only a report would say. What ends in a stop
has to name a thing of the platforms besides: 二维码, 公众号, 在看. Patterns are over simplified script, as in
`phrases.py`; those that end in `_LINE` match whole lines.
"""

from __future__ import annotations

import re

from framing.reading.phrases import one_of

_REST = r"[^。！？!?]"  # what follows a loose beginning, up to the end of the line: no sentence
_OPENING = r"(?:\W|请|欢迎|快|来|也|可以?|用|使用|打开|手机|微信|立即|马上|赶紧|记得|更多[^\s，。]{0,6}){0,6}"
_REPORTED = r"(?!.*(?:被|骗|却|才|称|[了后时][，,。]|的人))"

# To follow, scan, download
_DO = one_of("点击 长按 扫描 扫码 识别 戳 轻触 微信扫一扫")
_FOLLOW = one_of("关注 搜索")
_THINGS = one_of("二维码 蓝字 名片 阅读原文 公众号 星标 在看 小程序 使用完整服务 客户端 APP")
_LOOSE_THINGS = one_of("关注 下载 收听 进入 原文 大图 图片 加载")
_THEN = one_of(r"\W 即?可 [和与并] 关注 查看 进入 下载 加入 添加 [加入进]群 阅读 打开 了解 获取 订阅 参与 收听 支持")
_SHARE = one_of("点赞 转发 分享 在看 推荐 订阅 关注 三连 一键三连")
_LIKE = one_of("赞 在看 星标")
FOLLOW = re.compile(one_of("关注 订阅 公众号 星标 长按 扫[码描一] 下载"), re.I)

PROMPT_LINE = re.compile(
    rf"真诚赞赏[，,]手留余香|还没有人赞赏.{{0,20}}|{_REPORTED}(?:"
    # by what platforms have: these may end in a stop
    rf"(?!.*[:：]$){_OPENING}(?:{_DO}.{{0,14}}{_THINGS}(?:{_THEN}.{{0,20}})?|{_FOLLOW}.{{0,6}}{_THINGS}(?:\W.{{0,20}})?)"
    rf"|{_OPENING}扫[码描二].{{0,4}}(?:下载|关注|加群|入群|进群|添加).{{0,20}}"
    r"|(?:请?打开|请?用|请?使用)?微信扫一扫(?:\W{0,3}(?:分享|关注|[上下]方|二维码|可打开|即可|加入|添加|赞赏).{0,12})?\W{0,3}"
    rf"|点(?:个|亮|一?下)?(?:[右下]下?[方角])?\W?{_LIKE}[”」]?(?:吧|支持|一下|再走)?[！!~～]*"
    rf"(?:[\s、，,和与或+＋]*(?:{_SHARE}|{_LIKE}|收藏|评论|留言|让更多|\d[\d.万wk]*)[^。]{{0,15}}[。！!]?)?"
    rf"|(?:(?:如果|若|觉得|喜欢|看完|文末|最后)[^。！？]{{0,12}}[，,！!？?\s]+)?(?:也|还)?(?:欢迎|请|记得|求|别忘了?)"
    r"(?:(?![不别勿求]).){0,6}(?:点赞|转发|在看|三连)[^。]{0,16}"
    rf"|\W{{0,4}}(?:如果|若|要是)?[你您]?(?:也|还)?(?:喜欢|觉得)(?:我|这|本|文|不错|有[用趣]|好|还).{{0,14}}[，,！!？?\s]+"
    rf"(?:欢迎|请|不妨|记得|别忘了?).{{0,8}}(?:{_SHARE}|支持|赞赏|打赏|拍手).{{0,32}}"
    rf"|如果.{{0,12}}对[你您]有.{{0,3}}(?:用|帮助|启发)[，,].{{0,4}}(?:欢迎|请|不妨).{{0,8}}(?:{_SHARE}|打赏).{{0,24}}"
    r"|[【\[（(].{0,20}请关注.{1,14}[】\])）]"
    # buttons and notes of pages
    rf"|{_OPENING}{_DO}{_REST}{{0,10}}{_LOOSE_THINGS}(?:我们|更多|专题|查看|[上下]方|全文|评论|大图|[，,\s]{_REST}{{1,8}})?[，,！!>＞\s]{{0,2}}"
    rf"|{_OPENING}关注(?:我们?|本[号站]|该公众号)\W*"
    rf"|请?打开(?:{_REST}{{0,8}}(?:APP|客户端|小程序)|\S{{0,8}}?[\s，,]*(?=..(?:更多|精彩|全文|完整|原文|最新)))"
    rf"[\s，,]*(?:查看|体验|阅读){_REST}{{0,12}}"
    r"|请?(?:继续)?往下(?:阅读|看|滑动)(?:查看)?(?:更多|全文|内容|正文)?[\s.…↓]{0,4}"
    rf"|收录于\s*(?:(?:合集|话题|专辑|专栏|[#＃]){_REST}{{0,20}})?"
    r"|(?:\S{1,10}[\s|｜]\s*)?\W{0,4}(?:点击|现在|欢迎|请)?(?:立即|马上)(?:下载|订阅|购买)"
    r"\s*(?:\S{0,8}(?:APP|客户端|版|报|刊|会员|全文))?[\s！!>＞]{0,3}"
    rf"|(?:免费|立即|欢迎|点[击我])?订阅电子报(?:[，,\s]{_REST}{{1,12}})?[\s！!>＞]{{0,3}}"
    r"|广告|AD|赞助内容|ADVERTISEMENT|预览时标签不可点|继续滑动看下一个|分享(?:给朋友|让更多人看到)[:：]?|已无更多数据"
    rf"|在小说阅读器{_REST}{{0,12}}|[：:，,。\s]{{6,}}\s*视频\s.*轻点两下取消.*|字级?[号体]?设[定置]\s*[:：].*"
    r"|打赏(?:作者|支持|一下|本文|小编)?(?:\s*[\d.]+\s*元?)?[\s！!~～]{0,3}"
    rf"|{_REST}{{0,20}}[，,\s]尽在\S{{2,14}}(?:APP|客户端|(?<!互联)(?<!因特)网)[！!]?"
    r"|(?:请|点击)?在?浏览器中(?:查看|打开)(?:[此本该](?:邮件|网页|链接|页面))?\W{0,3}"
    r"|展开(?:剩余|全文|更多)\s*(?:\d+\s?%?|内容|评论|回复)?[\s.…>＞]{0,3}"
    r"|没有更多(?:内容|数据|评论|文章|新闻)?[了啦]?[\s.…~～]{0,3}"
    r"|(?:点击)?加载(?:更多|失败|中)(?:[，,\s]*(?:请?点击|请)?(?:重试|刷新|稍[候后](?:再试)?|稍等))?(?:评论|内容|新闻)?[\s.…！!]{0,4}"
    r")",
    re.I,
)

# Whole pages that hold no article
_LOG_IN = "登[录入]"
_CODE = "验证码"
_UNUSUAL = "环境异常"
_GONE = r"已(?:经)?被?.{0,6}删除"
_ON = "(?:enable|启用|开启)"
_MORE = "(?:更多|全文|完整|全部|原文|评论|剩余|精彩)"
_PAGE = "(?:内容|文章|页面|帖子|链接|微博|网页)"
_ASKED_FOR = "[你您](?:所|要)?(?:访问|查看|浏览|找|请求)的"
_SORRY = r"(?:抱歉|对不起|很?遗憾)[，,\s]*"
_MISSING = rf"(?:不存在|{_GONE}|无法(?:查看|显示|访问)|已失效|违规)"
WALL_LINE = re.compile(
    one_of(
        # to log in
        rf"(?:扫码|账号|密码|短信|{_CODE}|手机号?|微信|QQ|快速|立即|一键)(?:快[速捷])?{_LOG_IN} 获取{_CODE} "
        rf"(?:请输入)?(?:手机号码?|密码|{_CODE}) 忘记密码[？?]? 去验证 (?:立即|免费|新用户)注册 "
        rf"(?:还?没有|已有)[账帐]号[？?，,\s]*(?:(?:去|请|点击|立即|马上|免费)*(?:注册|{_LOG_IN}))? "
        rf".{{0,6}}{_LOG_IN}即代表.{{0,30}} "
        rf"(?:.{{1,6}}[，,\s])?请先?{_LOG_IN}(?:或注册|[账帐]号"
        rf"|[后以再]?\W?(?:查看|阅读|继续|发[表布]|评论|参与){_REST}{{0,8}})?\W{{0,3}} "
        rf"(?:您?需要?|请)?{_LOG_IN}[后以](?:即可|可|继续)?(?:查看|阅读|浏览|访问)"
        rf"(?:{_REST}{{0,3}}{_MORE}[^。！？，]{{0,8}})? "
        # to pay
        r"(?:[此本该][文篇]?(?:内容|文章)?)?仅?限(?:付费)?(?:会员|订[阅户]者?)(?:阅读|查看|观看|收[看听])?\W{0,2} "
        r"(?:立即|请)?(?:订阅|开通会员|付费)(?:会员)?[后以，,]?(?:即可)?(?:继续)?(?:阅读|解锁|查看)"
        rf"{_REST}{{0,3}}{_MORE}{_REST}{{0,6}} "
        # to prove that one is human
        rf"(?:当前|你的|您的)?{_UNUSUAL}\W{{0,2}} (?:(?:当前|你的|您的)?{_UNUSUAL}[，,\s]*)?(?:请{_REST}{{0,8}})?"
        r"完成(?:安全|[上下]方|以下|滑块|人机|图形)?的?验证(?:[后以，,](?:即可)?(?:继续)?(?:访问|浏览|阅读))?\W{0,2} "
        rf"(?:.{{0,12}}(?:请|需要|please|to)\W{{0,2}})?(?:[你您]的浏览器)?{_ON}.{{0,6}}JavaScript.{{0,40}} "
        r"Just\sa\smoment\W* .{0,30}(?:verify|checking).{0,30}(?:human|browser).{0,20} "
        # nothing there
        rf"(?:{_SORRY}.{{0,14}}|{_ASKED_FOR}|[该此本]|这[个篇条])?{_PAGE}(?:可能|暂时|因.{{2,8}})?"
        rf"{_MISSING}(?:[，,、或了]{_REST}{{0,16}})? "
        rf"(?:{_SORRY}|{_ASKED_FOR}).{{0,14}}{_PAGE}.{{0,10}}{_MISSING}.{{0,20}} "
        r"(?:错误|Error|HTTP)?\s?(?:404|403|502)(?:[\s-]{1,3}(?:Not\sFound|Forbidden|Bad\sGateway|Error"
        rf"|{_REST}{{0,10}}(?:找不到|不存在|出错|错误|禁止){_REST}{{0,8}}))?"
    ),
    re.I,
)
WALL = re.compile(
    rf"请.{{0,8}}{_LOG_IN}|{_LOG_IN}[后并]|扫码登|{_CODE}|完成.{{0,4}}验证|{_UNUSUAL}|{_GONE}|被.{{0,8}}删除|无法查看"
    rf"|页面不存在|访问(?:受限|异常|过于)|(?:{_ON}|需要)\s*JavaScript",
    re.I,
)  # within the text of a page too short for an article
