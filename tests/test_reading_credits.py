"""Author, source and date in the lines around an article. All names are our own."""

from __future__ import annotations

import time

import pytest

from framing.reading.credits import Byline, is_outlet, read_byline, read_dateline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("作者：李四", Byline("李四")),
        ("参考信源：2026-03-01 08:00·渡口报——《桥修好了》", Byline()),
        ("【参考资料】2026年3月1日 渡口报", Byline()),
        ("参考消息网 2026-03-01 08:00", Byline(source="参考消息网", date="2026-03-01T08:00")),
        ("管理员 2026-03-01 08:00", Byline(date="2026-03-01T08:00")),
        ("文｜李四", Byline("李四")),
        ("（文/李四）", Byline("李四")),
        ("撰文：陳小滿", Byline("陳小滿")),
        ("作者 李四", Byline("李四")),
        ("【文/渡口网专栏作者 李四】", Byline("李四")),
        ("來源：渡口報", Byline(source="渡口報")),
        ("来源：渡口报　作者：李四", Byline("李四", "渡口报")),
        ("2026-03-01 08:00:10　来源: 渡口夜话", Byline(source="渡口夜话", date="2026-03-01T08:00:10")),
        ("2026年03月01日06:12 | 来源：渡口报", Byline(source="渡口报", date="2026-03-01T06:12")),
        ("以下文章来源于渡口札记 ，作者李四", Byline("李四", "渡口札记")),
        ("記者黃品安／東嶼報導", Byline("黃品安")),
        ("2026-03-01 00:36 聯島新聞網／ 記者 高若華 ／南灣報導", Byline("高若華", "聯島新聞網", "2026-03-01T00:36")),
        ("原创 南岸 渡口夜话 2026年3月1日 22:15 湖北", Byline("南岸", "渡口夜话", "2026-03-01T22:15")),
        ("2026-03-01 21:06·铁道边的小马", Byline("铁道边的小马", date="2026-03-01T21:06")),
        ("2026-03-01 08:15 渡口报 李四", Byline("李四", "渡口报", "2026-03-01T08:15")),
        ("图片来源：渡口报", Byline()),
        ("责任编辑：李四", Byline()),
        ("编辑于 2026-03-01 23:12・IP 属地上海", Byline(date="2026-03-01T23:12")),
        ("等船的人", Byline()),
    ],
)
def test_a_byline_says_who_where_and_when(line: str, byline: Byline) -> None:
    assert read_byline(line) == byline


@pytest.mark.parametrize(
    ("paragraph", "byline"),
    [
        ("石桥日报4月8日讯（记者 林一舟）从本周末起，渡口通航。", Byline("林一舟", "石桥日报")),
        ("（島嶼通訊社記者王立群北城5日電）渡口今天通航。", Byline("王立群", "島嶼通訊社")),
        ("【海灣明報專訊】渡口今天通航。", Byline(source="海灣明報")),
        ("本报讯（记者 林一舟）渡口今天通航。", Byline("林一舟")),
        ("记者来了，船没有来。", Byline()),
    ],
)
def test_a_wire_names_itself_at_its_start(paragraph: str, byline: Byline) -> None:
    assert read_dateline(paragraph) == byline


def test_outlets_are_known_by_how_their_names_end() -> None:
    assert all(map(is_outlet, ["渡口报", "石桥网", "聯島新聞網", "渡口周刊", "Ferry Times"]))
    assert not any(map(is_outlet, ["李四", "南岸夜话", "老船家"]))


@pytest.mark.parametrize("line", ["作者：" * 100, "记者" * 150, "2024-" * 60, " " * 300, "(" * 300, "文/" * 10_000])
def test_no_line_takes_long_to_read(line: str) -> None:
    start = time.process_time()
    read_byline(line)
    read_dateline(line)
    assert time.process_time() - start < 0.2
