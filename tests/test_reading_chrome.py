"""What is cut from a page dump, and what never is. All pages and texts are our own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.reading import Cut, read_inputs
from framing.reading.chrome import Found, find_article, first_line_title
from framing.reading.plain import read_markdown, read_plain

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))
DUMPS = sorted((Path(__file__).parent / "pages" / "dumps").glob("*.txt"))
SHARED = Path(__file__).parent.parent.parent / "shared"
PROSE = "清晨六点，渡口已经有人在等船。雾很重，看不见对岸。"


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_title_and_body_of_a_page_dump_come_out_whole_and_nothing_else(page: Path) -> None:
    found = find_article(page.read_text(encoding="utf-8"))
    assert [found.title, *lines(found.body)] == lines(page.with_suffix(".gold").read_text(encoding="utf-8"))


@pytest.mark.parametrize("dump", DUMPS, ids=[dump.stem for dump in DUMPS])
def test_an_invented_dump_of_each_kind_yields_its_article_and_what_it_says_of_it(dump: Path) -> None:
    gold = json.loads(dump.with_suffix(".json").read_text(encoding="utf-8"))
    found = read_plain(dump.read_text(encoding="utf-8"))
    assert found.title == gold["title"]
    assert lines(found.body) == lines(gold["body"])
    assert (found.author, found.source, found.date) == (gold["author"], gold["source"], gold["date"])


CLEAN = {
    "diary": f"3月2日\n{PROSE}\n3月3日\n停工。\n3月4日\n{PROSE}",
    "lines that quote buttons": f"{PROSE}\n点赞。\n“分享。”\n“收藏。”\n{PROSE}",
    "a subhead like that of a list": f"{PROSE}\n\n相关推荐\n\n{PROSE}\n{PROSE}",
    "a row of dated items amid an article": f"{PROSE}\n国债收益率2022-04-28\n船票指数2022-04-28\n雾天指数2022-04-28\n"
    + "\n".join([PROSE * 4] * 4),
    "a request not to share": f"{PROSE}\n恳请大家不要再转发，我会记住这次教训\n{PROSE}",
    "verses of equal length": "\n".join(["我在岸边等一只不知道从哪里来的船啊"] * 8),
    "headlines of equal length": "\n".join(["渡口的早晨有三百个人在等同一只船过河去"] * 8),
    "nothing": "",
    "one sentence": "今天下雨，我没有出门。",
    "one line without a full stop": "今天下雨",
    "prose": f"{PROSE}\n{PROSE}\n\n船家说，再等等。",
    "subheads": f"{PROSE}\n\n一、等船的人\n\n{PROSE}\n\n二、船家\n\n{PROSE}",
    "numbered sections": f"{PROSE}\n\n01\n\n{PROSE}\n\n02\n\n{PROSE}",
    "chronicle": f"这一年的记录。\n\n1月3日\n{PROSE}\n\n1月9日\n{PROSE}",
    "poem": "轻的是雾，\n重的是船，\n雾来了又去，\n船还在岸边。",
    "poem without marks": "我在岸边等\n等一只船\n等一场雾\n散开",
    "refrain": f"{PROSE}\n\n等船的人啊\n等船的人啊\n你从哪里来",
    "shopping list": "- 白菜\n- 萝卜\n- 豆腐\n- 一斤面",
    "numbered list": f"{PROSE}\n1. 先看风\n2. 再看水\n3. 最后看天",
    "dialogue": "“走吗？”\n“再等等。”\n“等什么？”\n“等雾散。”",
    "interview": "记者：您好！\n船家：你好。\n记者：今天开船吗？\n船家：不开，雾太大。\n记者：明天呢\n船家：看天。",
    "verses before prose": "我在岸边等一只船\n" * 8 + f"注 3\n{PROSE}",
    "a subhead that heads lists elsewhere": f"{PROSE}\n\n最新消息\n\n{PROSE}{PROSE}\n\n{PROSE}",
    "a statement amid the text": f"{PROSE}\n声明：本文人物均为虚构。\n{PROSE}{PROSE}\n{PROSE}",
    "ellipsis": f"{PROSE}\n……\n{PROSE}",
    "table of prices": f"{PROSE}\n| 船票 | 12元 |\n| 月票 | 300元 |",
    "latin": "He waited for the boat all morning. It did not come.\nThe fog stayed until noon, and then it rained.",
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN.keys())
def test_a_text_without_page_furniture_stays_whole_and_untitled(text: str) -> None:
    assert find_article(text) == Found(None, text)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (f"渡口的早晨\n{PROSE}", "渡口的早晨", PROSE),
        (f"渡口的早晨\n\n{PROSE}", "渡口的早晨", PROSE),
        (f"船呢？！\n\n{PROSE}", "船呢？！", PROSE),
        (f"“再等等”：渡口的早晨\n一\n{PROSE}", "“再等等”：渡口的早晨", f"一\n{PROSE}"),
        ("等船\n\n雾来了又去\n船还在岸边", "等船", "雾来了又去\n船还在岸边"),
        (f"各位乡亲：\n{PROSE}", None, f"各位乡亲：\n{PROSE}"),
        (f"“再等等！”\n{PROSE}", None, f"“再等等！”\n{PROSE}"),
        (f"1. 渡口\n{PROSE}", None, f"1. 渡口\n{PROSE}"),
        (f"雾很重，\n{PROSE}", None, f"雾很重，\n{PROSE}"),
        ("等船\n雾来了又去\n船还在岸边\n人也在", None, "等船\n雾来了又去\n船还在岸边\n人也在"),
    ],
)
def test_a_short_first_line_without_a_stop_and_with_a_body_after_it_is_the_title(
    text: str, title: str | None, body: str
) -> None:
    assert find_article(text) == Found(title, body)
    found_title, rest = first_line_title(text)
    assert (found_title, rest.strip()) == (title, body)


def test_the_title_of_a_page_head_is_the_line_nearest_to_time_and_source_not_the_longest() -> None:
    headlines = "雨季来了，城里的排水沟准备好了吗\n三年没修的路终于修好了一半\n一个人守着一座山的三十年"
    found = find_article(f"{headlines}\n渡口的早晨与一条看不见的船\n2026-03-01 08:00 来源：渡口报\n{PROSE}")
    assert found.title == "渡口的早晨与一条看不见的船"
    assert found.body == PROSE


def test_a_deck_below_the_title_does_not_take_its_place() -> None:
    found = find_article(
        f"渡口的早晨与一条看不见的船\n那些每天在雾里等船去上学的孩子们\n2026-03-01 08:00 渡口报\n{PROSE}"
    )
    assert found.title == "渡口的早晨与一条看不见的船"


def test_a_subhead_below_the_page_head_belongs_to_the_body() -> None:
    found = find_article(f"渡口的早晨与一条船\n2026-03-01 08:00\n等船的人\n{PROSE}")
    assert found.title == "渡口的早晨与一条船"
    assert found.body == f"等船的人\n{PROSE}"
    assert found.cut == (Cut(2, "2026-03-01 08:00"),)


@pytest.mark.parametrize(
    "line",
    [
        "图片来源：渡口报",
        "（图源网络）",
        "![渡口](ferry.jpg)",
        "* * *",
        "———",
        "广告",
        "长按二维码关注我们",
        "延伸阅读：雾里的人",
    ],
)
def test_within_the_body_image_credits_ornaments_prompts_and_links_are_cut(line: str) -> None:
    assert find_article(f"{PROSE}\n{line}\n{PROSE}") == Found(None, f"{PROSE}\n\n{PROSE}", (Cut(2, line),))


@pytest.mark.parametrize(
    "tail",
    [
        "（责任编辑：李四）",
        "END",
        "参考资料：\n《渡口志》，1998年\n雾的成因——2026-01-02 10:00·气象报",
        "本文经授权转载，未经许可不得转载。",
        "相關新聞\n山洪沖毀小橋\n村口的樹",
        "分享至\n收藏\n赞 12",
        "雾天行车的五个忠告\n老司机 12评论 3小时前\n为什么雾总在清晨\n气象迷 5评论 昨天 08:00",
        "雾天行车\n\n雾天行车\n\n老司机\n2026-03-01 10:00:00\n早晨喝水\n\n早晨喝水\n\n水先生\n2026-03-01 11:00:00",
    ],
)
def test_behind_the_body_lists_statements_and_references_are_cut(tail: str) -> None:
    found = find_article(f"{PROSE}\n{PROSE}\n\n{tail}")
    assert found.body == f"{PROSE}\n{PROSE}"
    assert [cut.text for cut in found.cut] == lines(tail)


def test_what_the_page_adds_to_the_last_line_is_cut_from_it() -> None:
    found = find_article(f"{PROSE}\n{PROSE}返回搜狐，查看更多\n责任编辑：")
    assert found == Found(None, f"{PROSE}\n{PROSE}", (Cut(2, "返回搜狐，查看更多"), Cut(3, "责任编辑：")))


def test_a_title_known_from_elsewhere_is_not_looked_for_and_not_repeated_in_the_body() -> None:
    found = find_article(f"渡口\n等船的人\n{PROSE}", title="渡口")
    assert found == Found("渡口", f"等船的人\n{PROSE}", (Cut(1, "渡口"),))


def test_the_mark_of_original_work_is_no_part_of_the_title() -> None:
    assert find_article(f"原创 渡口的早晨\n老王\n2026-03-01 08:00\n{PROSE}").title == "渡口的早晨"


@pytest.mark.parametrize(
    ("head", "title", "author", "source", "date"),
    [
        ("渡口的早晨与一条船\n2026-03-01 08:00 来源：渡口报", "渡口的早晨与一条船", None, "渡口报", "2026-03-01T08:00"),
        ("渡口的早晨\n原创 南岸 渡口夜话 2026年3月1日", "渡口的早晨", "南岸", "渡口夜话", "2026-03-01"),
        ("渡口的早晨\n老船家\n2026-03-01 08:00", "渡口的早晨", "老船家", None, "2026-03-01T08:00"),
        ("陈望舒\n\n渡口的早晨", "渡口的早晨", "陈望舒", None, None),
        ("渡口的早晨\n\n陈望舒\n", "渡口的早晨", "陈望舒", None, None),
        ("微博正文\n老船家\n26-3-1 08:00", None, "老船家", None, "2026-03-01T08:00"),
        ("渡口的早晨", "渡口的早晨", None, None, None),
    ],
)
def test_author_source_and_date_come_from_the_head_and_a_name_is_no_title(
    head: str, title: str | None, author: str | None, source: str | None, date: str | None
) -> None:
    found = find_article(f"{head}\n{PROSE}\n{PROSE}")
    assert (found.title, found.author, found.source, found.date) == (title, author, source, date)
    assert found.body == f"{PROSE}\n{PROSE}"


@pytest.mark.parametrize(
    ("tail", "author", "source"),
    [("作者：陈望舒", "陈望舒", None), ("[陈望舒]", "陈望舒", None), ("来源：渡口报\n责任编辑：李四", None, "渡口报")],
)
def test_author_and_source_come_from_below_the_body_if_the_head_names_none(
    tail: str, author: str | None, source: str | None
) -> None:
    found = find_article(f"{PROSE}\n{PROSE}\n{tail}")
    assert (found.author, found.source, found.body) == (author, source, f"{PROSE}\n{PROSE}")
    assert [cut.text for cut in found.cut] == tail.split("\n")


@pytest.mark.parametrize(
    "wall",
    [
        "登录/注册\n扫码登录\n获取验证码\n忘记密码？",
        "微信\n环境异常\n当前环境异常，完成验证后即可继续访问\n去验证",
        "该内容已被发布者删除",
        "首页\n分享\n收藏\n相关推荐",
    ],
)
def test_a_page_that_is_nothing_but_furniture_has_no_body_and_no_title(wall: str) -> None:
    found = find_article(wall)
    assert (found.title, found.body) == (None, "")
    assert [cut.text for cut in found.cut] == wall.split("\n")


@pytest.mark.parametrize("mark", ["\u200b", "\u200f", "\u202a", "\ue60c", "\ufeff", "\u00ad"])
@pytest.mark.parametrize("line", ["责任编辑：李四", "相关推荐", "长按识别二维码关注我们", "版权所有 渡口网"])
def test_marks_that_show_nothing_do_not_hide_furniture(line: str, mark: str) -> None:
    middle = len(line) // 2
    assert find_article(f"{PROSE}\n{PROSE}\n{mark}{line[:middle]}{mark}{line[middle:]}").body == f"{PROSE}\n{PROSE}"


LONG = {
    "prose": f"{PROSE}\n" * 5_000,
    "short lines": "等船的人\n" * 5_000,
    "list": "".join(f"雾天的第{i}个忠告与秘密\n老王\n10:{i % 60:02d}\n" for i in range(1_500)),
    "headings": "相关推荐\n雾天行车的五个忠告与一个秘密\n" * 2_500,
    "one line": PROSE * 100_000,
    "half images": "![a](" * 200_000,
    "spaces in a heading": "# x" + " " * 100_000 + "y",
    "front matter without an end": "---\ntitle: x\n" + "- : x\n" * 20_000,
    "fences": "```\n~~~\n" * 20_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_time_grows_no_faster_than_the_text(text: str) -> None:
    start = time.process_time()
    read_plain(text)
    read_markdown(text)
    assert time.process_time() - start < 3


def sentences() -> st.SearchStrategy[str]:
    clause = st.text("天地人山水风来去在有的了船", min_size=4, max_size=24)
    return st.lists(clause, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")


@given(
    st.lists(st.lists(sentences(), min_size=1, max_size=3).map("".join), min_size=1, max_size=8),
    st.sampled_from(["\n", "\n\n"]),
)
@settings(max_examples=60, deadline=None)
def test_an_article_of_full_sentences_is_never_cut(paragraphs: list[str], between: str) -> None:
    text = between.join(paragraphs)
    assert find_article(text) == Found(None, text)


def page_lines() -> st.SearchStrategy[str]:
    known = [
        "",
        PROSE,
        "渡口的早晨",
        "2026-03-01 08:00",
        "0",
        "分享至",
        "相关推荐",
        "作者：李四",
        "等船……",
        "首页 > 新闻 > 正文",
    ]
    return st.lists(
        st.one_of(st.sampled_from(known), st.text("天地人。！，： 1a\u3000", max_size=12)), max_size=30
    ).map("\n".join)


@given(page_lines())
@settings(max_examples=60, deadline=None)
def test_the_body_is_made_of_lines_of_the_file_in_their_order(text: str) -> None:
    given_lines = iter(text.split("\n"))
    assert all(any(line in given for given in given_lines) for line in lines(find_article(text).body))


@given(page_lines())
@settings(max_examples=60, deadline=None)
def test_every_line_is_title_body_or_cut_and_none_is_lost_or_doubled(text: str) -> None:
    found = find_article(text)
    out = [*([found.title] if found.title else []), *lines(found.body), *(cut.text for cut in found.cut)]
    assert sorted("".join(part.split()) for part in out) == sorted(
        "".join(line.split()) for line in lines(text) if line.strip("\u3000 ")
    )


@given(page_lines())
@settings(max_examples=60, deadline=None)
def test_what_was_cut_is_named_by_its_line_in_the_file(text: str) -> None:
    for cut in find_article(text).cut:
        assert text.split("\n")[cut.line - 1].strip("\u3000 ").endswith(cut.text)


def seeds() -> Iterator[tuple[Path, dict[str, object]]]:
    gold = SHARED / "gold" / "dev.jsonl"
    if gold.is_file():
        with gold.open(encoding="utf-8") as lines_of_gold:
            records = {r["id"]: r for r in map(json.loads, lines_of_gold)}
        yield from ((seed, records[seed.stem]) for seed in sorted((SHARED / "seeds").glob("*.txt")))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared page dumps are not here")
def test_the_shared_page_dumps_yield_the_sentences_their_coders_saw() -> None:
    def loosely(title: str) -> str:
        return "".join(character for character in title if character.isalnum())

    for seed, record in seeds():
        (reading,) = read_inputs([str(seed)], on_fault=lambda fault: pytest.fail(str(fault)))
        title, *body = [sentence.text for sentence in reading.article.sentences]
        gold_title, *gold_body = record["sentences"]  # type: ignore[misc]
        assert body == gold_body, f"{seed.name}: the body differs"
        assert loosely(title) == loosely(gold_title), f"{seed.name}: the title differs"
