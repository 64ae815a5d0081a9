"""Plain text and Markdown files. All texts are our own."""

from __future__ import annotations

import pytest

from framing.reading.chrome import Cut, Found
from framing.reading.plain import read_markdown, read_plain

ESSAY = """---
tags: [渡口]
---

# 渡口的早晨

清晨六点，渡口已经有人在等船。![渡口](ferry.jpg)

## 等船的人 ##

雾很重，[看不见对岸](https://example.org/fog)。他说：**再等等**。

---

1. 先看风
2. 再看水

（责任编辑：李四）
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_of_all_kinds_are_one_kind(end: str) -> None:
    assert read_plain(f"渡口的早晨{end}{end}船来了。{end}雾散了。") == Found("渡口的早晨", "船来了。\n雾散了。")


def test_a_chinese_date_that_is_none_is_read_over() -> None:
    assert read_plain("渡口的早晨\n二〇二四年十十月五日\n清晨六点，渡口已经有人在等船。").date is None


def test_without_cleaning_nothing_is_cut_and_only_the_first_line_may_be_the_title() -> None:
    assert read_plain("渡口\n\n船来了。\n相关推荐", clean=False) == Found("渡口", "船来了。\n相关推荐")


def test_markdown_loses_its_heading_marks_images_and_addresses_and_keeps_the_rest() -> None:
    body = (
        "清晨六点，渡口已经有人在等船。\n\n等船的人\n\n雾很重，看不见对岸。他说：**再等等**。\n\n1. 先看风\n2. 再看水"
    )
    assert read_markdown(ESSAY) == Found("渡口的早晨", body, (Cut(13, "---"), Cut(18, "（责任编辑：李四）")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Found(None, "")),
        ("# 渡口", Found("渡口", "")),
        ("船来了。\n# 渡口", Found(None, "船来了。\n渡口")),
        ("## 渡口\n船来了。", Found("渡口", "船来了。")),  # the first line by the rule for plain text
        ("渡口的早晨\n\n船来了。\n\n# 一\n\n雾散了。", Found("渡口的早晨", "船来了。\n\n一\n\n雾散了。")),
        ("# C#\n船来了。", Found("C#", "船来了。")),
        ("# 渡口 ##\n船来了。", Found("渡口", "船来了。")),
        ("#井号不是标题\n船来了。", Found("#井号不是标题", "船来了。")),
    ],
)
def test_a_first_heading_of_the_highest_level_is_the_title(text: str, found: Found) -> None:
    assert read_markdown(text) == found


def test_markdown_without_cleaning_keeps_every_line() -> None:
    found = read_markdown(ESSAY, clean=False)
    assert (found.title, found.cut) == ("渡口的早晨", ())
    assert found.body.endswith("（责任编辑：李四）")


def test_counters_that_count_on_are_no_sections() -> None:
    prose = "清晨六点，渡口已经有人在等船。雾很重，看不见对岸。"
    for one, other in (("1", "2万"), ("1,000", "1,001"), ("1.5w", "2"), ("9", "1.5w")):
        text = f"{prose}\n{one}\n{prose}\n{other}\n{prose}"
        assert read_plain(text).body.startswith(prose)


@pytest.mark.parametrize("line", ["注释", "信源", "社会要闻"])
def test_a_word_that_may_head_a_list_heads_a_section_where_prose_follows_and_no_furniture_is_near(line: str) -> None:
    prose = "清晨六点，渡口已经有人在等船。雾很重，看不见对岸。"
    text = f"{prose * 4}\n{line}\n等船的人\n{prose}\n等船的船家，也在等雾散开"
    assert read_plain(text).body == text
    listed = f"{prose}\n{prose}\n{line}\n雾天行车的五个忠告与一个秘密\n3小时前\n渡口为什么总是有人在等\n5小时前"
    assert read_plain(listed).body == f"{prose}\n{prose}"


@pytest.mark.parametrize(
    "front", ["title: 渡口", "# 注\ntags:\n  - 雾\n- 船\n\n标题: 渡口\ndraft:", "date : 2026-03-01\n\n  续行"]
)
def test_front_matter_goes(front: str) -> None:
    assert read_markdown(f"---\n{front}\n---\n# 渡口\n\n船来了。") == Found("渡口", "船来了。")


@pytest.mark.parametrize("between", ["船来了。", "title: 渡口\n雾散了，船来了。", "# 渡口", ""])
def test_what_stands_between_two_rules_but_is_no_front_matter_stays(between: str) -> None:
    body = read_markdown(f"---\n{between}\n---\n雾散了。\n\n人走了。", clean=False).body
    assert body.startswith("---")
    assert all(line.removeprefix("# ") in body for line in between.split("\n"))


def test_images_and_links_before_a_title_do_not_shift_where_the_body_begins() -> None:
    text = "![渡口](ferry-in-the-fog.jpg)\n\n# [渡口](https://example.org/a-long-address)的早晨\n\n船来了。\n雾散了。"
    assert read_markdown(text) == Found("渡口的早晨", "船来了。\n雾散了。")
    text = "[船](https://example.org/a-long-address)来了。\n\n# 渡口\n\n雾散了。"
    assert read_markdown(text) == Found(None, "船来了。\n\n渡口\n\n雾散了。")


@pytest.mark.parametrize("fence", ["```", "~~~~", "   ```"])
def test_within_fenced_code_nothing_is_a_heading(fence: str) -> None:
    code = f"{fence}sh\n# make\n{fence}"
    assert read_markdown(f"{code}\n# 渡口\n船来了。", clean=False).body == f"{code}\n渡口\n船来了。"
    assert read_markdown(f"# 渡口\n{code}\n## 二\n船来了。", clean=False) == Found("渡口", f"{code}\n二\n船来了。")
    assert read_markdown(f"{fence}\n# 渡口", clean=False).body == f"{fence}\n# 渡口"
