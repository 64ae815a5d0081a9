"""HTML pages → articles. All pages are our own; tests/pages/html holds whole ones, in the layouts of many sites."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from framing.errors import InputError
from framing.reading.encodings import decode
from framing.reading.pages import read_page

PAGES = Path(__file__).parent / "pages" / "html"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))
# What these pages say in ways that are not understood yet: a name with its office, a name behind ◎, an outlet
# without a label in a line of labels.
NOT_FOUND = {("thepaper-1", "author"), ("ltn-1", "author"), ("print-1", "source")}
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


def saved(name: str) -> tuple[str, dict[str, object]]:
    path = PAGES / f"{name}.html"
    text, _ = decode(path.read_bytes(), path=path.name, html=True)
    return text, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_the_body_of_a_saved_page_is_the_article_to_the_character(name: str) -> None:
    text, gold = saved(name)
    assert read_page(text).body.split("\n") == gold["body"]


@pytest.mark.parametrize("name", NAMES)
def test_title_author_source_and_date_are_found_where_the_page_says_them(name: str) -> None:
    text, gold = saved(name)
    found = read_page(text)
    for detail in ("title", "author", "source", "date"):
        if (name, detail) not in NOT_FOUND:
            assert (detail, getattr(found, detail)) == (detail, gold[detail])


@pytest.mark.parametrize("name", NAMES)
def test_every_visible_line_is_body_title_or_cut(name: str) -> None:
    text, _ = saved(name)
    if name == "toutiao-2":  # its article is in a script, so that no line of it is visible
        return
    found, lines = read_page(text), read_page(text, clean=False).body.split("\n")
    kept = set(found.body.split("\n")) | {found.title}
    assert {(cut.line, cut.text) for cut in found.cut} >= {
        (number, line) for number, line in enumerate(lines, start=1)
        if line not in kept and not any(line.startswith(text) for text in kept if text)
    }  # fmt: skip


def test_pages_of_unknown_sites_are_read_as_well() -> None:
    bodies = [(read_page(text, layouts=()).body.split("\n"), gold["body"]) for text, gold in map(saved, NAMES)]
    assert sum(found == gold for found, gold in bodies) >= 0.9 * len(NAMES)


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
    assert (found.title, found.source, found.date) == ("南山公交大调整：谁来买单？", "南山新闻网", "2026-02-07T10:20")
    assert found.body.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("", None, ""),
        ("<html></html>", None, ""),
        ("<html><frameset><frame src=a><frame src=b></frameset></html>", None, ""),
        ("<html><body><p>今天下雨。</p></body></html>", None, "今天下雨。"),
        ("<p>今天下雨，我没有出门。</p>", None, "今天下雨，我没有出门。"),
        ("<title>雨 - 渡口网</title><p>今天<b>下</b>雨。</p>", "雨", "今天下雨。"),
        ("<title>深度｜谁在等雨</title><p>今天下雨。</p>", "深度｜谁在等雨", "今天下雨。"),
        ("<title>南山-北山公路通车</title><p>今天通车。</p>", "南山-北山公路通车", "今天通车。"),
        ("只有文字，没有标签。", None, "只有文字，没有标签。"),
        ("<p>今天下雨。<p>明天", None, "今天下雨。\n明天"),  # tags left open
        ("<p>今天下雨。</p><!-- 没有结束", None, "今天下雨。"),
        ("<p>今天\0下雨。</p>", None, "今天下雨。"),
        ('<?xml version="1.0" encoding="big5"?><html><meta charset="gb2312"><p>今天下雨。</p>', None, "今天下雨。"),
    ],
)
def test_a_page_with_next_to_nothing_in_it_gives_what_there_is(text: str, title: str | None, body: str) -> None:
    found = read_page(text)
    assert (found.title, found.body) == (title, body)


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("今天<span>下</span><a href='x'>雨</a>。", "今天下雨。"),
        ("今天\n  下雨。", "今天下雨。"),  # a line end between wide characters is nothing, between words a space
        ("It\n rains。", "It rains。"),
        ("今天&#19979;雨&mdash;&mdash;大&amp;急。", "今天下雨——大&急。"),
        ("今\u200b天下雨。", "今天下雨。"),
        ("十平方米（m<sup>2</sup>）<sup>[3]</sup>。", "十平方米（m2）。"),
        ("今天<noscript>今天</noscript><span style='display: none'>藏</span><b hidden>藏</b>下雨。", "今天下雨。"),
        ("今天下雨。<br/>明天也下。", "今天下雨。\n明天也下。"),
    ],
)
def test_inline_text_stays_whole_and_what_is_hidden_stays_out(markup: str, body: str) -> None:
    assert read_page(f"<p>{markup}</p>").body == body


@pytest.mark.parametrize(
    "text",
    [
        "<h1>渡口社区</h1><p>请登录后查看全文。</p><form><input><button>登录</button></form>",
        "<div>扫码登录</div><p>登录即代表您同意用户协议。</p>",
        "<p>当前环境异常，完成验证后即可继续访问。</p>",
        "<p>该内容已被发布者删除。</p>",
        "<ul><li><a href='a'>首页</a></li><li><a href='b'>新闻</a></li></ul>",
    ],
)
def test_a_page_that_holds_no_article_is_said_to_hold_none(text: str) -> None:
    with pytest.raises(InputError, match=r"^no article found: .* save it again"):
        read_page(text)


@pytest.mark.parametrize("name", ["tooltip", "keywords", "copyright", "share", "stock"])
def test_a_word_with_a_telling_class_does_not_take_its_paragraph_along(name: str) -> None:
    first = PARAGRAPHS[0].replace("公交改革", f"<span class='{name}'>公交改革</span>")
    assert read_page(page("".join(f"<p>{p}</p>" for p in (first, *PARAGRAPHS[1:])))).body.split("\n") == PARAGRAPHS


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
    ("name", "title", "source"),
    [
        ("渡口的早晨_时政_石桥网", "渡口的早晨", "石桥网"),
        ("渡口的早晨 - 石桥日报", "渡口的早晨", "石桥日报"),
        ("渡口的早晨 | 時政 | 石橋新聞", "渡口的早晨", "石橋新聞"),
        ("渡口的早晨--城事论坛", "渡口的早晨", "城事论坛"),
        ("雾_一个不短于十二个字的副标题在这里_石桥网", "雾_一个不短于十二个字的副标题在这里", "石桥网"),
        ("渡口的早晨 - 下", "渡口的早晨 - 下", None),
        ("COVID-19_石桥网", "COVID-19", "石桥网"),
        ("渡口的早晨" + " | 时政" * 20 + " | 全部", "渡口的早晨" + " | 时政" * 20 + " | 全部", None),
        ("渡口的早晨" + " | 时政" * 20 + " | 石桥网", "渡口的早晨", "石桥网"),
        ("石桥网", "石桥网", None),
    ],
)
def test_the_site_s_name_behind_a_title_is_no_part_of_it(name: str, title: str, source: str | None) -> None:
    found = read_page(f"<title>{name}</title><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>")
    assert (found.title, found.source) == (title, source)


@pytest.mark.parametrize("part", [" | 时政", "_时政", " - 时政", "_", " -"])
def test_a_title_of_many_parts_takes_no_longer(part: str) -> None:
    start = time.process_time()
    read_page(f"<title>渡口{part * 200} | 全部</title><p>{PARAGRAPHS[0]}</p>")
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<!--" * 100_000, ""),
        ("<script" * 100_000, ""),
        ('<a href="' * 100_000, ""),
        ("<div>" * 100_000 + PARAGRAPHS[0], PARAGRAPHS[0]),
        ("<p>" + "<span>" * 100_000 + PARAGRAPHS[0], PARAGRAPHS[0]),
        ("<title>" + "_雨" * 50_000 + f"</title><p>{PARAGRAPHS[0]}", PARAGRAPHS[0]),
        ("<a href=x>首页</a> " * 20_000 + f"<p>{PARAGRAPHS[0]}", PARAGRAPHS[0]),
        (f"<p class='{'aB-' * 50_000}' style='{'display :' * 50_000}'>{PARAGRAPHS[0]}", PARAGRAPHS[0]),
        ('<script type="application/ld+json">' + "[" * 100_000 + f"</script><p>{PARAGRAPHS[0]}", PARAGRAPHS[0]),
    ],
    ids=["comments", "scripts", "links", "nested blocks", "nested spans", "title", "one line", "attributes", "json"],
)  # fmt: skip
def test_a_malformed_page_is_read_to_its_end_in_time(text: str, body: str) -> None:
    began = time.process_time()
    assert read_page(text).body == body
    assert time.process_time() - began < 4


def test_time_grows_with_a_page_s_length_only() -> None:
    """A hundred thousand paragraphs take some ten seconds; here a fifth of them, to save time."""
    began = time.process_time()
    assert len(read_page(f"<p>{PARAGRAPHS[0]}</p>" * 20_000).body.split("\n")) == 20_000
    assert time.process_time() - began < 8


def test_trafilatura_is_not_needed_to_read_pages() -> None:
    program = "import sys, framing.reading; print('trafilatura' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "False\n"
    )
