"""What a line of a page looks like by itself. All lines are our own."""

from __future__ import annotations

import time

import pytest

from framing.reading.shapes import Shape, shape_of


@pytest.mark.parametrize(
    ("shape", "lines"),
    [
        (Shape.PROSE, ["雾散了，船来了。", "他说：“走吧。”", "雾" * 61, "船来了吗？" * 9]),
        (Shape.PLAIN, ["渡口的早晨", "等一只船", "你愿意等吗？", "雾来了又去，", "……", "？"]),
        (Shape.NUMBER, ["0", "12", "20481", "1,904", "2.3万"]),
        (Shape.CLOCK, ["08:12", "01:15:30", "[00:12]"]),
        (Shape.WALL, ["获取验证码", "请先登录后查看", "該內容已被發布者刪除", "还没有账号？立即注册"]),
        (Shape.START, ["3,186 人赞同了该回答"]),
        (
            Shape.FOOTER,
            ["- END -", "※ 文章網址: https://example.org/b", "關鍵字：渡口．雾", "《 渡口報 》（ 2026年3月6日 05 版）"],
        ),
        (Shape.IMAGE, ["▲渡口的清晨。（圖／李四攝）", "老人在等船。（李四攝）", "圖為渡口。記者李四／攝影", "+4"]),
        (Shape.DATE, ["2026-02-07", "2026年2月7日", "2026年2月7日 星期六", "2月7日", "2026年2月"]),
        (
            Shape.META,
            ["2026-02-07 07:49:03", "老王 12评论 3小时前", "318文章数 1204关注度", "阅读 10.6万", "14:30·渡口"],
        ),
        (
            Shape.BYLINE,
            ["作者：李四", "文｜李四", "|渡口有点冷", "编辑|李四", "来源：渡口报 作者：李四", "收藏", "分享至"],
        ),
        (Shape.BYLINE, ["撰文：陳小滿", "原创 南岸 渡口夜话 2026年1月30日", "（文/李四）", r"编辑 \| 李四"]),
        (
            Shape.NAVIGATION,
            ["首页 > 新闻 > 正文", "您当前的位置：渡口网", "主頁 | 即時 | 港聞 | 副刊", "新闻 体育 财经 更多"],
        ),
        (Shape.PROMPT, ["点击上方蓝字关注我们", "长按识别二维码", "点个在看，让更多人看到", "預覽時標籤不可點"]),
        (Shape.IMAGE, ["图片来源：渡口报", "（图源网络）", "圖／渡口報", "[图片]", "ferry-1.jpg"]),
        (Shape.RULE, ["***", "————", "▼", "◆ ◆ ◆"]),
        (
            Shape.HEADING,
            ["相关推荐", "热点推荐", "【延伸阅读】", "相關文章：", "猜你喜欢", "最新资讯 >>", "参考资料：", "头条要闻"],
        ),
        (Shape.RELATED, ["延伸阅读：雾里的人", "相關報道｜霧裡的人"]),
        (Shape.FOOTER, ["特别声明：以上内容为用户上传。", "责任编辑：李四", "（完）", "END", "參考資料：《渡口志》"]),
        (Shape.NOTICE, ["版权所有 渡口网", "本文未经授权不得转载。", "© 2026 渡口日報", "文章仅代表作者观点"]),
        (
            Shape.CITATION,
            [
                "渡口一年比一年冷清，雾一年比一年重——2026-02-05 17:59·渡口报",
                "[1] 李四：渡口的雾是怎样散的，又是怎样来的[N] 2025-11-02",
            ],
        ),
        (Shape.TEASER, ["清晨六点，渡口已经有人在等。雾很重...", "雾天行车的五个忠告，第一…"]),
    ],
)
def test_a_line_has_the_shape_of_its_kind(shape: Shape, lines: list[str]) -> None:
    assert {line: shape_of(line).name for line in lines} == dict.fromkeys(lines, shape.name)


@pytest.mark.parametrize(
    "line",
    [
        "3人死亡",
        "人人都在转发的谎言",
        "我的微博",
        "记者来了",
        "来源成谜的一封信",
        "枯藤 老树 昏鸦 小桥",
        "共几回 16",
        "2026，再见",
        "谁在点赞谁在骂",
    ],
)
def test_words_of_chrome_within_a_title_or_verse_do_not_make_it_chrome(line: str) -> None:
    assert shape_of(line) is Shape.PLAIN


@pytest.mark.parametrize(
    "line", ["2月" * 150, " 1" * 150, "作者：" * 100, "点击" * 150, "首页 " * 100, "(" * 300, "1" * 300]
)
def test_no_line_takes_long_to_judge(line: str) -> None:
    start = time.process_time()
    shape_of(line)
    assert time.process_time() - start < 0.2
