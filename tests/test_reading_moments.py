"""Days and times as pages print them → ISO 8601. All texts are our own."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.reading.moments import read_moment, without_days


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", None),
        ("2024年3月5日", "2024-03-05"),
        ("2024 03/05", "2024-03-05"),
        ("2024 3.5亿", None),
        ("民國113年3月5日", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"),
        ("03/25/2024", "2024-03-25"),
        ("25/03/2024", "2024-03-25"),
        ("03/03/2024", "2024-03-03"),
        ("03/05/2024", None),
        ("3月5日 08:12", None),
        ("2024年13月5日", None),
        ("2024年2月30日", None),
        ("2024年2月30日，又2024年3月1日", "2024-03-01"),
        ("1.2万阅读", None),
    ],
)
def test_a_day_is_read_if_it_names_its_year_and_can_be_read_in_one_way_only(text: str, date: str | None) -> None:
    assert read_moment(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("二〇二四年三月二十一日", "2024-03-21"),
        ("二零二四年十二月三十一日", "2024-12-31"),
        ("二○二四年十月十日", "2024-10-10"),
        ("一九九九年一月廿一日", "1999-01-21"),
        ("二〇二四年一月卅日", "2024-01-30"),
        ("二〇二四年十十月五日", None),
        ("二〇二四年三月二十十日", None),
        ("二〇二四年三月三十九日", None),
        ("二二〇二年三月五日", None),
        ("二〇二年三月五日", None),
    ],
)
def test_a_day_may_be_written_in_chinese_numerals(text: str, date: str | None) -> None:
    assert read_moment(text) == date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05 08:12", "2024-03-05T08:12"),
        ("2024/3/5 08:12:30", "2024-03-05T08:12:30"),
        ("24-3-5 08:12 来自 微博网页版", "2024-03-05T08:12"),
        ("Tue Mar 5 21:14:05 2024", "2024-03-05T21:14:05"),
        ("2024年3月5日（星期二）08：12", "2024-03-05T08:12"),
        ("2024年3月5日 下午3:05", "2024-03-05T15:05"),
        ("2024年3月5日 下午12:05", "2024-03-05T12:05"),
        ("2024年3月5日 上午12:05", "2024-03-05T00:05"),
        ("2024年3月5日 凌晨12:20", "2024-03-05T00:20"),
        ("2024年3月5日 中午1:20", "2024-03-05T13:20"),
        ("2024年3月5日 中午12:20", "2024-03-05T12:20"),
        ("2024年3月5日 中午11:50", "2024-03-05T11:50"),
        ("2024年3月5日 晚上8点20", "2024-03-05T20:20"),
        ("2024年3月5日 晚8時20分", "2024-03-05T20:20"),
        ("2024年3月5日 早上8点半", "2024-03-05T08:30"),
        ("2024年3月5日 晚上1:20", "2024-03-05T01:20"),
        ("2024年3月5日 晚上12:20", "2024-03-05"),  # its end or its beginning?
        ("2024年3月5日 3点建议", "2024-03-05"),
        ("March 5, 2024 3:20 PM", "2024-03-05T15:20"),
        ("March 5, 2024 at 3:20 p.m.", "2024-03-05T15:20"),
        ("2024-03-05 12:20 AM", "2024-03-05T00:20"),
        ("2024-03-05 12:20 PM", "2024-03-05T12:20"),
        ("2024-03-05 PM 3:20", "2024-03-05T15:20"),
        ("2024-03-05 3:20 Amy", "2024-03-05T03:20"),
        ("2024-03-05 15:20 PM", "2024-03-05T15:20"),
        ("2024-03-05 25:20", "2024-03-05"),
        ("2024-03-05 08:61", "2024-03-05"),
        ("2024-03-05 东平船队比分 08:12", "2024-03-05T08:12"),
        ("2024-03-05 今天渡口的船一共要开到天黑以后 08:12", "2024-03-05"),
    ],
)
def test_the_time_behind_a_day_is_that_of_24_hours(text: str, moment: str) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05T08:12:30+0800", "2024-03-05T08:12:30+08:00"),
        ("2024-03-05T08:12:30.123Z", "2024-03-05T08:12:30+00:00"),
        ("2024-03-05T08:12-05:00", "2024-03-05T08:12-05:00"),
        ("2024-03-05 08:12 +08:00", "2024-03-05T08:12+08:00"),
        ("Tue, 05 Mar 2024 08:12:30 +0800", "2024-03-05T08:12:30+08:00"),
        ("2024-03-05 14:00-16:00", "2024-03-05T14:00"),
        ("2024-03-05 08:00-10:00", "2024-03-05T08:00"),
        ("2024-03-05 08:12 Zhou", "2024-03-05T08:12"),
        ("2024-03-05 08:12Z渡口", "2024-03-05T08:12"),
    ],
)
def test_a_zone_is_kept_where_one_is_written(text: str, moment: str) -> None:
    assert read_moment(text) == moment


def test_days_are_blanked_in_place() -> None:
    assert without_days("渡口报 2024年3月5日 李四") == "渡口报           李四"


WORDS = st.sampled_from([
    *"0123456789十二三〇零廿卅年月日时点半:-/.T Z+", "2024", "二〇二四年", "民国", "Mar ", "下午", "晚上", "中午", "PM",
    "08:12",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=40))
def test_whatever_stands_there_gives_a_moment_or_none(text: str) -> None:
    moment = read_moment(text)
    assert moment is None or re.fullmatch(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?", moment)


@pytest.mark.parametrize("text", ["2024" * 80, "2024-" * 60, "2024" + " " * 300, "十" * 300, "下午 " * 100])
def test_no_text_takes_long_to_read(text: str) -> None:
    start = time.process_time()
    read_moment(text)
    assert time.process_time() - start < 0.1
