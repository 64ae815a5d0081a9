"""The phrases page chrome is made of, as patterns over simplified script (`simplified` maps the characters they need).

Gathered from portals, self-media platforms and Hong Kong sites; patterns ending in `_LINE` match whole lines.
"""

from __future__ import annotations

import re

_TRADITIONAL = (
    "萬與絲嚴個為爲舉樂書買於產億僅眾衆會傳體餘儲關興內冊寫軍擊劃剛創刪別務動區參發臺號後聽週國圖場壇聲備"
    "復頭娛審對尋導屬佈並廣開歸當錄懷戶掃報攝數無時術機權條來構標歡瀏遊點熱獻現電監碼礙籌籤組經給絡絕統繼"
    "續維編網聯藝薦獲營藍見觀視覽觸訂議訊記許論訪證評識訴詞譯話說説請讀謝財責購貼資賞讚贊車轉輕載輯運還進"
    "選採釋鐘鏈鍵長門間聞閱閲際險頁頂顧預頻題風饋馬駐"
)
_SIMPLIFIED = (
    "万与丝严个为为举乐书买于产亿仅众众会传体余储关兴内册写军击划刚创删别务动区参发台号后听周国图场坛声备"
    "复头娱审对寻导属布并广开归当录怀户扫报摄数无时术机权条来构标欢浏游点热献现电监码碍筹签组经给络绝统继"
    "续维编网联艺荐获营蓝见观视览触订议讯记许论访证评识诉词译话说说请读谢财责购贴资赏赞赞车转轻载辑运还进"
    "选采释钟链键长门间闻阅阅际险页顶顾预频题风馈马驻"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)


def simplified(text: str) -> str:
    """The text with the traditional characters these patterns need in simplified form; its length is kept."""
    return text.translate(_TO_SIMPLIFIED)


def _any(words: str) -> str:
    """A pattern for any of the words, which are patterns themselves and stand apart by white space."""
    return f"(?:{'|'.join(words.split())})"


# Times and counters
DATE = (
    r"(?:(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日|(?<![\d-])\d\d-\d\d(?![\d-]))"
)
_CLOCK = r"(?:[上下中]午|晚上?|凌晨)?\s*(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)"
_AGO = r"(?:\d+\s*(?:秒|分钟|小时|天|周|个?月|年)前|刚刚|(?:昨天|前天)(?=\s|$|\d))"
_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_COUNTED = r"[人次条篇]?" + _any(
    "评论 跟贴 回复 阅读量? 浏览 播放 点赞 赞 收藏 转发 分享 关注度? 粉丝 参与 文章数 获赞 赞同 喜欢"
)
_QUANTITY = r"\d[\d.,]*\s*(?:万|亿|[wWkK])?\+?"
_COUNT = rf"(?:{_QUANTITY}\s*{_COUNTED}|{_COUNTED}\s*[（(:：]?\s*{_QUANTITY}\s*[)）]?)"
TIMED = re.compile("|".join((_CLOCK, _AGO, _COUNT)), re.I)
LONE_NUMBER_LINE = re.compile(r"\d{1,7}")
LONE_DATE_LINE = re.compile(rf"(?:{DATE}|(?:19|20)\d\d\s*年(?:\s*\d{{1,2}}\s*月)?)\s*(?:{_WEEKDAY})?")

# Who made it, behind a label
_ROLE = r"(?:本文|文章|稿件?)?" + _any(
    "来源 转自 来自 原?作者 文 图 图文 文图 撰文 撰稿 采写 采访 记者 (?:责任|值班|运营|版面)?编辑 责编 主编 "
    "校对 审核 审校 "
    "排版 美编 摄影 编译 翻译 监制 监审 策划 统筹 出品 (?:发布|发表|更新|出版|阅读|创建)(?:时间|于)? 时间 "
    "日期 IP属地 "
    "字号 字数 首发 公众号 微信号 原标题 标签 关键词"
)
_FIELD = rf"(?<![^\W_]){_ROLE}\s*\\?[:：|｜丨/／]\s*[^\s|｜丨。，！？]{{1,24}}"
LABELLED = re.compile(_FIELD)
BYLINE_LINE = re.compile(
    rf"[（(【]?(?:{_ROLE}\s*\\?[|｜丨/／:：]\s*[^。，！？]{{0,30}}|[|｜丨]\s*[^\s\d|｜丨。，！？]{{1,16}})[)）】]?"
    r"|(?:作者|编辑|记者|撰文|撰稿|责编|来源)(?:\s+[^\s。，！？]{2,10}){1,3}"
)
DETAIL = re.compile("|".join((_FIELD, DATE, _CLOCK, _AGO, _WEEKDAY, _COUNT)), re.I)

# Buttons and menus
BUTTON = re.compile(
    _any(
        r"分享(?:至|到|给)? 分享至好友和朋友圈 点赞 赞 收藏 评论 留言 转发 举报 反馈 举报/反馈 投诉 回复 "
        r"\+?(?:已?关注|订阅) 登[录入] 注册 "
        r"搜[索寻] 打印 列印 复制链接 微信 微博 QQ空间 QQ 朋友圈 Facebook WhatsApp Twitter Telegram Line "
        r"申请入驻 听新闻 听全文 朗读 "
        r"播放 重播 倍速 全屏 字号[:：]? 字体 [大中小] A[+-]? 展开(?:全文|更多|剩余)? 收起 阅读(?:全文|原文) "
        r"查看(?:原文|更多|全部) "
        r"返回(?:顶部|首页) 回到顶部 打开APP 下载APP 在看 广告 AD 原创 无障碍浏览 进入关怀版 首页 主页 正文 "
        r"上一篇 下一篇 扫一扫 手机看 "
        r"发布于 发布 投稿 取消 允许 知道了 加载中 往期回顾 全部 更多 赏 喜欢作者"
    ),
    re.I,
)
MENU_WORD = re.compile(
    _any(
        "(?:网站)?(?:首页|主页) 新闻 资讯 要闻 时政 国际 国内 港闻 即时 财经 娱乐 体育 科技 汽车 军事 房产 "
        "教育 时尚 视频 图片 直播 "
        "评论 博客 论坛 发现 登[录入] 注册 更多 搜索"
    ),
    re.I,
)
BREADCRUMB_LINE = re.compile(
    r"您?(?:现在|当前|所在)的?位置\s*[:：].*|(?:首页|主页|.{2,10}?(?:首页|网))\s*[>＞›»→].*|.*[>＞›»]\s*正文.*"
)

# Lists around the article
_LISTED = _any("推荐 阅读 内容 资讯 新闻 文章 报[道导] 热文 热点 热榜 回顾 评论 留言 跟贴 要闻 消息 话题 视频")
_WHICH = _any(
    "相关 热[点门] 最[新热] 推荐 精[彩选] 往期 延伸 更多 今日 本周 编辑 网友 全部 即时 头条 大家 [您你]可能感兴趣的"
)
_SOURCES = _any("参考(?:信源|资料|文献|来源|链接|新闻)? (?:资料|信息|消息|新闻|素材)来源 信源")
HEADING_LINE = re.compile(
    rf"{_WHICH}(?:精彩|相关|精选|热门|最新)?{_LISTED}|{_SOURCES}|"
    + _any(
        r"猜[您你](?:喜欢|感兴趣) [您你]可能(?:也|还)?(?:喜欢|感兴趣) 可能感兴趣 为[您你]推荐 "
        r"大家(?:都|还)在[看搜] (?:\d+小时)?热[门榜] 热搜榜? "
        r"(?:发表|我要|写)(?:评论|留言) 评论区? 注释 "
        r"(?:体育|娱乐|财经|科技|汽车|教育|房产|手机|数码|军事|旅游|艺术|健康|国际|国内|社会)要闻"
    )
)
RELATED_LINE = re.compile(r"[【\[▎▍]?\s*(?:延伸|相关|推荐|更多)(?:阅读|报[道导]|文章|新闻|内容)\s*[:：|｜】\]]\s*\S.*")

# Statements below the article
FOOTER_LINE = re.compile(
    rf"[（(【\[「]?\s*(?:{_SOURCES}|"
    + _any("(?:特别|免责|版权)?声明 版权说明 (?:本文)?(?:责任|值班)编辑 (?:本文)?责编 原标题 稿件来源 上一篇 下一篇")
    + r")\s*\\?[:：|｜】\])）].*|[—\-\s]*(?:END|全文完|本文完|完)[—\-\s]*"
    r"|[（(【](?:END|全文完|本文完|完|责任编辑.{0,10}|编辑\s.{1,10})[)）】]|返回搜狐[，,]?\s*查看更多.*|举报/反馈",
    re.I,
)
_NOTICE_START = re.compile(
    r"[（(【\[*※☆#—\s]*"
    + _any(
        "本(?:文|网|站|平台|公众号|号|报|作品|篇|图) 以上 版权 未经 转载 图片 文章 图文 部分 声明 注 免责 © "
        "Copyright Notice All 侵 联系 "
        "如[有需涉] 欢迎 网站 .{0,3}ICP 授权 原创 禁止 谢绝 任何 文中 文字 内容"
    ),
    re.I,
)
_NOTICE = re.compile(
    _any(
        r"未经.{0,12}(?:授权|许可|允许|书面) (?:禁止|谢绝|严禁|不得|请勿).{0,6}转载 "
        r"转载.{0,8}(?:注明|联系|授权|请) 侵删 联系.{0,8}删除 "
        r"侵权.{0,10}(?:删|联系|告知) 版权.{0,6}(?:所有|归) 著作权 [不仅]代表.{0,16}(?:立场|观点|意见) "
        r"仅供参考[，。].*(?:风险|投资) "
        r"不构成.{0,8}(?:投资|建议) 用户上传并发布 信息存储服务 rights\sreserved copyright © ICP[备证] "
        r"公网安备 许可证号 不良信息 "
        r"(?:图|图片|素材|内容|文字).{0,4}来[源自]于?网络 cookies?.{0,30}(?:使用|同意|accept) ^Notice\s*:"
    ),
    re.I,
)

# Between the lines of the article
_ASKED = _any("点击 长按 扫描 扫码 识别 戳 轻触 微信扫一扫 (?:欢迎)?关注 搜索")
_ASKED_FOR = _any(
    "关注 二维码 蓝字 名片 阅读原文 下载 收听 公众号 星标 在看 小程序 使用完整服务 客户端 APP 进入 原文 大图 图片 加载"
)
PROMPT_LINE = re.compile(
    rf".{{0,12}}{_ASKED}.{{0,14}}{_ASKED_FOR}.{{0,16}}"
    r"|打开.{0,8}(?:查看|体验|阅读).{0,12}|收录于.{0,20}|点(?:个|亮)?.{0,3}(?:赞|在看|星标).{0,16}|.{0,8}(?:立即|马上)(?:下载|订阅|购买).{0,10}"
    r"|广告|AD|赞助内容|ADVERTISEMENT|Advertisement|预览时标签不可点|继续滑动看下一个|在小说阅读器中沉浸阅读|.{0,6}订阅电子报.{0,10}"
)
_PICTURE = _any("图片? 题图 配图 头图 封面图? 资料图片? 视频 图文 图像 截图")
IMAGE_LINE = re.compile(
    rf"[（(\[【▲△▼]?\s*{_PICTURE}均?(?:来源|源自?|来自|提供|via)\s*[:：|｜/ ]?.{{0,40}}"
    r"|[（(\[【]\s*(?:图片?|资料图片?|网上图片|视频|动图|表情)[^。]{0,12}[)）\]】]|(?:图片?|摄影)\s*\\?[|｜丨/／]\s*.{1,24}"
    r"|!\[[^\]]*\]\([^)]*\)|(?:https?://)?\S+\.(?:jpe?g|png|gif|webp)|图片|视频|图集|组图"
)
RULE_LINE = re.compile(r"[\s\-—–_=~～*＊·•・.。◆◇■□●○★☆▼▽▲△↓#＃+]+")
CITATION_LINE = re.compile(
    rf"[^。]*(?:—|－|-{{2}}|\s|·|\[[A-Z]\][^。]*)\s*{DATE}\s*(?:{_CLOCK})?\s*[·•|,，]?\s*[^\s。，！？；]{{0,16}}"
)
LAST_WORDS = re.compile(
    r"[\s（(\[【]*(?:返回搜狐[，,]?\s*查看更多|(?:责任编辑|责编)\s*[:：]\s*\S{1,10}|举报/反馈|(?:展开|阅读)全文)[\s)）\]】]*$"
)
MARKER = re.compile(r"^[\[【]?(?:原创|转载)[\]】]?\s+(?=\S)")  # Sohu and WeChat put it in front of the title


def is_notice(text: str) -> bool:
    """Whether a line states rights or disclaims; it has to begin like such a statement, too."""
    return bool(_NOTICE_START.match(text) and _NOTICE.search(text))
