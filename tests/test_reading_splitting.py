"""Where sentences end. All sentences are our own."""

from __future__ import annotations

import json
import random
import runpy
import sys
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.reading import split_sentences

SPACE = " \t\n\r\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\u3000", "\u200b\ufeff"])
def test_a_text_without_a_character_to_read_has_no_sentence(text: str) -> None:
    assert split_sentences(text) == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("今天下雨", ["今天下雨"]),
        ("下雨了。我们没带伞。", ["下雨了。", "我们没带伞。"]),
        ("真的吗？！不可能！！他走了。", ["真的吗？！", "不可能！！", "他走了。"]),
        ("真的吗?不可能!他走了。", ["真的吗?", "不可能!", "他走了。"]),
        ("他没有说话……我们也没有。", ["他没有说话……", "我们也没有。"]),
        ("他没有说话......我们也没有。", ["他没有说话......", "我们也没有。"]),
        ("苹果、梨、桃……等等，都卖完了。", ["苹果、梨、桃……等等，都卖完了。"]),
        ("我……我不知道。", ["我……我不知道。"]),
        ("他来了；她走了：就这样。", ["他来了；她走了：就这样。"]),
        ("烧！；抢！；都不许！", ["烧！；抢！；都不许！"]),
        (f"{'字' * 59}；完。", [f"{'字' * 59}；", "完。"]),
        (f"{'字' * 58}；完。", [f"{'字' * 58}；完。"]),
        ("涨了3.5%。跌了0.2个点。", ["涨了3.5%。", "跌了0.2个点。"]),
        ("太好了！😂😂明天见。", ["太好了！😂😂", "明天见。"]),
        ("太好了！😂😂", ["太好了！😂😂"]),
        ("此事已有定论。[12]无人再提。①", ["此事已有定论。[12]", "无人再提。①"]),
    ],
)
def test_end_marks_end_a_sentence_and_runs_of_them_stay_together(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他说：“走吧。”她笑了。", ["他说：“走吧。”", "她笑了。"]),
        ("她說：「走吧！」然後關門。", ["她說：「走吧！」", "然後關門。"]),
        ("他写道：“山高。水长。路远。”我们都沉默了。", ["他写道：“山高。水长。路远。”", "我们都沉默了。"]),
        ("她問：「你聽過『不要！』這首歌嗎？」我搖頭。", ["她問：「你聽過『不要！』這首歌嗎？」", "我搖頭。"]),
        ("“真的吗？”，他问。", ["“真的吗？”，他问。"]),
        ("“真的吗？”他问。", ["“真的吗？”", "他问。"]),
        ('他说:"走吧。"她笑了。', ['他说:"走吧。"', "她笑了。"]),
        ("“第一段没有收尾。还有一句。", ["“第一段没有收尾。", "还有一句。"]),
        ("走吧。”她笑了。", ["走吧。”", "她笑了。"]),
        ("他说：“走吧。 ”她笑了。", ["他说：“走吧。 ”", "她笑了。"]),
    ],
)
def test_a_quotation_stays_whole_and_a_closing_quote_stays_with_its_sentence(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他来了（真的！）然后走了。", ["他来了（真的！）然后走了。"]),
        ("（他没有来。）我走了。", ["（他没有来。）", "我走了。"]),
        ("（真的！）我走了。", ["（真的！）", "我走了。"]),
        ("我看了《你好！》，很好。", ["我看了《你好！》，很好。"]),
        ("《谁在说谎？》一书卖完了。", ["《谁在说谎？》一书卖完了。"]),
        ("1）你好。2）再见。", ["1）你好。", "2）再见。"]),
    ],
)
def test_an_end_mark_in_a_bracket_or_title_leaves_the_sentence_around_it_whole(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("钱从哪里来\n银行不肯借。\n\n三、出路\n没有。", ["钱从哪里来", "银行不肯借。", "三、出路", "没有。"]),
        ("一行\r\n二行\u2028三行", ["一行", "二行", "三行"]),
        ("\u3000\u3000段首缩进。\u200b", ["段首缩进。"]),
        ("1. 先看价格\n2. 再看质量", ["1. 先看价格", "2. 再看质量"]),
    ],
)
def test_a_line_break_ends_a_sentence_so_headings_need_no_full_stop(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("He said so. 我们都信了。", ["He said so.", "我们都信了。"]),
        ("U.S. Steel Inc. 宣布裁员。", ["U.S. Steel Inc. 宣布裁员。"]),
        ("作者 J. K. Smith 来过。", ["作者 J. K. Smith 来过。"]),
        ("见 https://example.org/a?b=1。然后回来。", ["见 https://example.org/a?b=1。", "然后回来。"]),
        ("网址是 www.example.org 别记错。", ["网址是 www.example.org 别记错。"]),
    ],
)
def test_a_latin_full_stop_ends_only_a_latin_sentence(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_a_missing_quote_costs_no_more_than_its_own_line() -> None:
    assert split("“他走了。她来了。\n“好。”他说。坐下。") == ["“他走了。", "她来了。", "“好。”", "他说。", "坐下。"]


def test_two_quotes_too_far_apart_are_no_quotation() -> None:
    assert len(split("“开头。" + "中间还有一句话。" * 100 + "结尾。”")) == 102


SIMPLIFIED_TO_TRADITIONAL = str.maketrans("“”‘’", "「」『』")
# What random texts are made of here and in `scripts/splitting.py --fuzz N`.
PIECES = [
    *"天地人我的等。！？…，；：“”‘’「」『』（）()《》【】\"'.?! \n\u3000\u200b\u00a0Abc.13[]①😂—_^#/=~²",
    "我……我", "。”", "”的", "——”", "[00:12]", "[12]", "...", "U.S. ", "字" * 59 + "；",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_offsets_rise_and_what_lies_between_sentences_is_white_space(text: str) -> None:
    position = 0
    for start, end in split_sentences(text):
        assert position <= start < end
        assert text[position:start].strip(SPACE) == ""
        assert text[start:end] == text[start:end].strip(SPACE)
        position = end
    assert text[position:].strip(SPACE) == ""


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_a_sentence_split_alone_is_itself_if_its_line_has_no_quotation_beyond_the_limit(text: str) -> None:
    if all(len(line) <= 250 for line in text.splitlines()):
        for sentence in split(text):
            assert split(sentence) == [sentence]


@given(TEXT, TEXT)
@settings(max_examples=200, deadline=None)
def test_a_line_break_ends_a_sentence_anywhere_and_lines_know_nothing_of_each_other(before: str, after: str) -> None:
    offset = len(before) + 1
    moved = [(start + offset, end + offset) for start, end in split_sentences(after)]
    assert split_sentences(f"{before}\n{after}") == split_sentences(before) + moved


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_white_space_around_a_text_changes_nothing(text: str) -> None:
    assert split_sentences(f"\u3000{text} \n") == [(start + 1, end + 1) for start, end in split_sentences(text)]


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_traditional_quotes_split_as_simplified_ones_do(text: str) -> None:
    text = text.translate({ord(mark): None for mark in "「」『』"})
    assert split_sentences(text.translate(SIMPLIFIED_TO_TRADITIONAL)) == split_sentences(text)


UNITS = [
    "他说：“好。”", "“", "”", '"', "（", "）", "。", ".", "…", "—", "——”", "（！）", "—（。）", "《！》", "。，",
    "我…我", "；", "“。", "[00:12]", "。 ", "a.)", "a. ", "！(^", "！[1", "字..", "。①", "a!", "。^", " ", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_the_time_taken_grows_with_the_text_and_no_faster(unit: str) -> None:
    start = time.process_time()
    split_sentences(unit * (100_000 // len(unit)))
    assert time.process_time() - start < 3  # about 0.1 s; what is quadratic takes minutes


@pytest.mark.parametrize("line", ["—" * 100_000 + "字" + "（！）" * 30_000, "。" + " " * 100_000 + "，"])
def test_nor_does_it_when_every_mark_looks_back_or_ahead(line: str) -> None:
    start = time.process_time()
    split_sentences(line)
    assert time.process_time() - start < 3


CASES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "splitting_cases.yaml").read_text("utf-8"))
# Rules that met these would do harm elsewhere; docs/splitting.md shows what comes out instead.
NOT_MET = {
    "墙上刷着“先修路！”“先通水！”两条标语。",
    "他说：'走吧。'¦她笑了。",
    "他说：”走吧。“¦她笑了。",
    "“走吧。“¦她笑了。",
    "他在Yahoo!奇摩上班。¦我也是。",
    "水位涨到12.5米.¦还在涨。",
    "他去了U.S. ¦我留在家里。",
    "要么涨价——谁买？——要么关门。",
    "太好了！[doge]¦明天见。",
    "#旧桥要拆吗？#这个话题火了。",
    "他写道：“桥会老。”（第3页）¦人也会。",
}


@pytest.mark.parametrize("case", [case for cases in CASES.values() for case in cases])
def test_a_hard_case_is_split_as_by_a_careful_annotator(case: str) -> None:
    is_met = split(case.replace("¦", "")) == [part.strip(SPACE) for part in case.split("¦")]
    assert is_met == (case not in NOT_MET)


def test_the_hard_cases_are_many_and_none_is_there_twice() -> None:
    cases = [case for group in CASES.values() for case in group]
    assert len(cases) >= 200
    assert len(set(cases)) == len(cases)
    assert set(cases) >= NOT_MET


@pytest.fixture(scope="module")
def script() -> dict[str, object]:
    pytest.importorskip("pysbd")
    pytest.importorskip("sentencex")
    folder = Path(__file__).parent.parent / "scripts"
    sys.path.insert(0, str(folder))
    try:
        return runpy.run_path(str(folder / "splitting.py"))
    finally:
        sys.path.remove(str(folder))


def test_more_of_the_hard_cases_come_out_right_than_with_sentencex_or_pysbd(script) -> None:
    total = next(line for line in script["cases_table"]().splitlines() if line.startswith("| **all**"))
    cases, ours, sentencex, pysbd = (int(cell.strip(" *")) for cell in total.split("|")[2:6])
    assert ours == cases - len(NOT_MET)
    assert ours > sentencex > pysbd


def test_the_page_shows_what_the_script_prints(script) -> None:
    page = (Path(__file__).parent.parent / "docs" / "splitting.md").read_text("utf-8")
    assert script["cases_table"]() in page
    assert script["differences"]() in page


def test_the_random_texts_of_the_script_break_no_property(script, capsys) -> None:
    script["fuzz"](50, random.Random(1))
    assert ", 0 broken" in capsys.readouterr().out


SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
def test_boundaries_agree_with_those_of_the_annotated_articles() -> None:
    def records(name: str) -> dict[str, dict[str, object]]:
        with (SHARED / name).open(encoding="utf-8") as lines:
            return {r["id"]: r for r in map(json.loads, lines)}

    ours, theirs = set(), set()
    silver = records("silver/train.jsonl")
    for id, article in records("raw/pool.jsonl").items():
        if id not in silver:
            continue
        text, position, starts, ends = str(article["text"]), 0, [], []
        for sentence in silver[id]["sentences"][1:]:  # type: ignore[index]
            starts.append(text.index(sentence, position))
            position = starts[-1] + len(sentence)
            ends.append(position)
        inner = [(end, text[end:start].isspace() or end == start) for end, start in zip(ends, starts[1:], strict=False)]
        theirs |= {(id, end) for end, is_joint in inner if is_joint}
        skipped = [(end, start) for (end, joint), start in zip(inner, starts[1:], strict=True) if not joint]
        ours |= {
            (id, end)
            for _, end in split_sentences(text)
            if starts[0] < end < ends[-1] and not any(a <= end <= b for a, b in skipped)
        }
    f1 = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    assert f1 > 0.995
