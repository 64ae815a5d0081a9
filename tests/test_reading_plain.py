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
