"""Lines that ask the reader for something, and sentences of reports that only speak of it. All lines are our own."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from framing.reading.chrome import find_article
from framing.reading.shapes import Shape, shape_of

PAGES = Path(__file__).parent / "pages"
PROSE = "清晨六点，渡口已经有人在等船。雾很重，看不见对岸，灯一盏一盏地亮了，谁也没有说话。" * 3
ORDINARY = [
    *("骗子要求她立即购买礼品卡。", "他让我马上购买保健品。", "苹果用户应立即下载更新", "订阅电子报的人少了。"),
    *("没有更多选择了。", "展开更多合作", "往下看，是万丈深渊。", "加载中的人生", "收录于全集的有三首。"),
    *("消防员扩大搜索范围，进入山区。", "搜索进入第三天", "识别图片进入新阶段", "监管部门关注APP收费"),
    *("多地关注儿童下载游戏问题。", "多地关注儿童下载游戏问题", "关注公众号成了新生意", "关注小程序乱象"),
    *("打开手机查看新闻。", "打开手机查看新闻", "扫描二维码后，钱就被转走了。", "老人扫描二维码后被骗"),
    *("警方提醒：不要扫描陌生二维码。", "手机识别二维码越来越快", "学校要求学生关注公众号。"),
    *("扫码关注才能点餐，合理吗", "打赏主播花光积蓄", "商机尽在互联网", "广告人的一天", "公众号停更"),
    *("点名称赞基层干部", "点赞基层干部", "点赞！这些老师了不起", "点赞。"),
    *("他请求大家转发这条消息", "家属希望网友转发寻人启事", "他喜欢旅行，记得分享照片"),
    *("平台回应称，该内容违规，已下架。", "目前，该微博已被删除。", "该微博已被删除。", "论文不存在抄袭，学校回应"),
    *("疫苗完成临床验证", "环境异常寒冷", "付费阅读市场增长", "仅限会员购买的商品", "房间号是404 没人"),
    *("他登录后继续发布谣言", "他申请登录系统未果", "请登录官网查询成绩", "没有账号怎么办"),
    *("公司网>内部人士透露", "视频来自现场目击者，引发关注。", "图片提供了重要线索。"),
]
REQUESTS = [
    *("立即下载", "城事APP 立即下载", "立即订阅", "打赏", "打赏作者", "没有更多了", "加载更多", "展开剩余72%"),
    *(
        "点击上方蓝字关注我们",
        "长按识别二维码",
        "长按二维码关注我们。",
        "请点击下方名片关注我们",
        "微信扫一扫关注该公众号",
    ),
    *(
        "點個在看，讓更多人看到",
        "点赞、在看、转发，让更多邻居看到。",
        "如果喜欢，欢迎点赞转发！",
        "欢迎关注我们的公众号",
    ),
    *("關注公眾號：渡口夜話", "搜索公众号“渡口夜话”", "扫码下载城事APP", "更多内容请关注公众号", "点击“阅读原文”"),
    *(
        "打开APP查看更多精彩内容",
        "打开渡口新闻 查看精彩图片",
        "点击查看大图",
        "点击进入专题",
        "海量资讯，尽在渡口新闻APP",
    ),
]
WALLS = [
    *("请先登录", "發表評論前，請先登錄", "登录后查看更多", "还没有账号？立即注册", "订阅后即可阅读全文"),
    *("抱歉，您访问的页面不存在", "抱歉，該文章已被作者刪除。", "此内容因违规无法查看", "404 Not Found"),
    *("当前环境异常，完成验证后即可继续访问。", "请启用JavaScript后刷新"),
]


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_line_between_paragraphs_stays_in_the_body(line: str) -> None:
    assert find_article(f"{PROSE}\n{line}\n{PROSE}").body == f"{PROSE}\n{line}\n{PROSE}"
    assert shape_of(line) in (Shape.PROSE, Shape.PLAIN)


@pytest.mark.parametrize("line", REQUESTS)
def test_a_request_to_the_reader_goes(line: str) -> None:
    assert shape_of(line) is Shape.PROMPT
    assert find_article(f"{PROSE}\n{line}\n{PROSE}").body == f"{PROSE}\n\n{PROSE}"


@pytest.mark.parametrize("line", WALLS)
def test_a_wall_is_known(line: str) -> None:
    assert shape_of(line) is Shape.WALL


def bodies() -> list[str]:
    told = [json.loads(path.read_text(encoding="utf-8"))["body"] for path in sorted(PAGES.glob("*/*.json"))]
    plain = [path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.gold"))]
    return ["\n".join(body) if isinstance(body, list) else body for body in told if body] + plain


def test_no_line_of_an_article_of_ours_is_a_request_a_wall_or_a_menu() -> None:
    lines = [line for body in bodies() for line in body.split("\n") if line.strip()]
    assert len(lines) > 300
    assert [line for line in lines if shape_of(line) in (Shape.PROMPT, Shape.WALL, Shape.NAVIGATION)] == []


@pytest.mark.parametrize(
    "line",
    [
        *(
            "点击" * 150,
            "请" * 300,
            "扫码" * 150,
            "关注" * 150,
            "点赞、" * 100,
            "欢迎，" * 100,
            "登录" * 150,
            "抱歉，" * 100,
        ),
        *(
            "打开 " * 100,
            "，尽在" * 100,
            "更多a" * 100,
            "请先登录" * 70,
            "a " * 150,
            ">" * 300,
            "网>" * 150,
            "图片" * 150,
        ),
    ],
)
def test_no_line_takes_long_to_judge(line: str) -> None:
    start = time.process_time()
    shape_of(line)
    assert time.process_time() - start < 0.2
