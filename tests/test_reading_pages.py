"""HTML pages → articles. All pages are our own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from framing.reading.pages import read_page

PARAGRAPHS = [
    "昨天下午，南山市公布了新的公交改革方案，全市四十二条线路将在三个月内调整。",
    "“以前等车要半个小时，现在十分钟就有一班。”市民李桂兰说。她每天要从北门坐到钢厂。",
    "钱从哪里来？",
    "市交通局表示，资金由财政和公交集团共同承担，票价暂时不变；不过，学者提醒说，客流若不回升，补贴就会越来越重。",
]
CHROME_ABOVE = "<nav><ul><li><a href='/'>首页</a></li><li><a href='/a'>新闻</a></li></ul></nav>"
CHROME_BELOW = """
<p>（责任编辑：王小明）</p>
<div class="related"><h3>相关推荐</h3><ul><li><a href="x">震惊！他竟然这样坐公交</a></li>
<li><a href="y">公交车上的秘密，看完沉默了</a></li></ul></div>
<div class="comments"><p>网友甲：说得好，支持一下，希望早点开通到我们村的那一条线路。</p></div>
<footer>版权所有 南山新闻网 未经授权不得转载</footer>"""


def page(body: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>南山公交大调整：谁来买单？_南山新闻网</title>
<meta property="og:site_name" content="南山新闻网"><meta property="article:published_time" content="2026-02-07"></head>
<body>{CHROME_ABOVE}<article><h1>南山公交大调整：谁来买单？</h1>
<div class="info">2026-02-07 10:20 来源：南山新闻网</div>
<div>{body}</div></article>{CHROME_BELOW}</body></html>"""


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{p}</p>\n" for p in PARAGRAPHS),
        "<br><br>".join(PARAGRAPHS),
        "".join(f"<p><span>\u3000\u3000{p}</span></p>" for p in PARAGRAPHS),
    ],
    ids=["paragraphs", "line breaks", "spans"],
)
def test_title_body_source_and_date_come_from_the_page_and_chrome_does_not(body: str) -> None:
    found = read_page(page(body))
    assert (found.title, found.source, found.date) == ("南山公交大调整：谁来买单？", "南山新闻网", "2026-02-07")
    assert [line.strip() for line in found.body.split("\n")] == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("", None, ""),
        ("<html></html>", None, ""),
        ("<html><body><p>今天下雨。</p></body></html>", None, "今天下雨。"),
        ("<p>今天下雨，我没有出门。</p>", None, "今天下雨，我没有出门。"),
        ("<title>雨 - 渡口网</title><p>今天<b>下</b>雨。</p>", "雨", "今天下雨。"),
        ("<title>深度｜谁在等雨</title><p>今天下雨。</p>", "深度｜谁在等雨", "今天下雨。"),
        ("<title>南山-北山公路通车</title><p>今天通车。</p>", "南山-北山公路通车", "今天通车。"),
        ("只有文字，没有标签。", None, "只有文字，没有标签。"),
    ],
)
def test_a_page_with_next_to_nothing_in_it_gives_what_there_is(text: str, title: str | None, body: str) -> None:
    found = read_page(text)
    assert (found.title, found.body) == (title, body)


def test_without_cleaning_all_visible_text_is_the_body_a_line_per_block() -> None:
    found = read_page(page("<p>船来了。</p><script>var 雾;</script><!-- 藏 -->"), clean=False)
    assert found.title == "南山公交大调整：谁来买单？"
    assert found.body.split("\n")[:5] == [
        "首页",
        "新闻",
        "南山公交大调整：谁来买单？",
        "2026-02-07 10:20 来源：南山新闻网",
        "船来了。",
    ]
    assert "雾" not in found.body
    assert "藏" not in found.body


@pytest.mark.parametrize(
    "text", ["<!--" * 20_000, "<script" * 20_000, "<div>" * 20_000 + "字", '<a href="' * 20_000, "<" * 50_000]
)
def test_a_malformed_page_is_read_or_found_empty_but_does_not_fail(text: str) -> None:
    assert len(read_page(text).body) <= len(text)


def test_trafilatura_is_imported_only_for_pages() -> None:
    program = "import sys, framing.reading; print('trafilatura' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )
