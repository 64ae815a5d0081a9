"""The model reads every way of writing as one, and every character it reads has its place in the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.tagging.normalising import normalise

TEXTS = st.text(st.sampled_from('他說「贏」『了』‘。’"是" 吗?ab1.5,3:00（好）(x) 　\n８％…'), max_size=60)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("他說「贏了」。", "他说“赢了”。"),
        ("『真的』嗎", "“真的”吗"),
        ('他说"赢了"吗', "他说“赢了”吗"),
        ('一个"落单的引号', '一个"落单的引号'),
        ("真的吗?是的,他说.", "真的吗？是的，他说。"),
        ("涨了3.5,约1,200元", "涨了3.5，约1,200元"),
        ("在10:30开会(线上)", "在10:30开会（线上）"),
        ("用 iPhone 14 拍", "用iPhone 14拍"),
        (" 好。\n", "好。"),
        (" a b ", "a b"),
        ("中 国　人", "中国人"),
        ("see e.g. this (one)?", "see e.g. this (one)?"),
        ("", ""),
        ("「好，『真好』」", "“好，“真好””"),
        ("“好，‘真好’”", "“好，“真好””"),
        ("it’s 「好」", "it’s“好”"),
        ("ＧＤＰ涨８％", "GDP涨8%"),
        ("(1)第一", "（1）第一"),
        ("中…… 好", "中……好"),
    ],
)
def test_ways_of_writing_become_one(written: str, read: str) -> None:
    assert normalise(written).text == read


@given(TEXTS)
def test_every_character_has_its_place_in_the_original(text: str) -> None:
    found = normalise(text)
    assert len(found.positions) == len(found.text)
    assert list(found.positions) == sorted(set(found.positions))
    assert all(0 <= place < len(text) for place in found.positions)


@given(TEXTS)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


def test_even_a_sentence_of_nothing_but_marks_takes_no_time() -> None:
    for text in (",", " ", "(", '"', "中 "):
        assert len(normalise(text * 200_000).positions) <= 400_000


def test_a_part_is_found_again_in_the_original_with_the_spaces_inside_it() -> None:
    text = "这 就 是 赢 学"
    found = normalise(text)
    start = found.text.index("赢学")
    a, b = found.original(start, start + 2)
    assert text[a:b] == "赢 学"
    assert found.original(0, 0) == (0, 0)
    assert found.original(len(found.text), len(found.text)) == (9, 9)
