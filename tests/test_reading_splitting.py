"""Where sentences end. All sentences are our own."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
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
        ("他来了；她走了：就这样。", ["他来了；她走了：就这样。"]),
        ("涨了3.5%。跌了0.2个点。", ["涨了3.5%。", "跌了0.2个点。"]),
        ("太好了！😂😂明天见。", ["太好了！", "😂😂明天见。"]),
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


TEXT = st.text(alphabet="天地人。！？…，；：“”‘’「」『』（）《》\"'.?! \n\u3000\u200bAbc. 13[]①😂", max_size=80)


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
def test_a_sentence_split_alone_is_itself(text: str) -> None:
    for sentence in split(text):
        assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    "line",
    ["他说：“好。”" * 20_000, "“" * 200_000, "（" * 60_000 + "）" * 60_000, "。" + " " * 200_000 + "，", '"' * 200_000]
)  # fmt: skip
def test_the_time_taken_grows_with_the_text_and_no_faster(line: str) -> None:
    start = time.process_time()
    split_sentences(line)
    assert time.process_time() - start < 3


# Split by hand; sentencex drops nothing and keeps closing quotes, too, but leaves a comma to begin a sentence,
# runs past …… and past a bracketed sentence, and ends one inside the titles of works.
BY_HAND = [
    ["他说：“走吧。”", "她笑了。"],
    ["“真的吗？”，他问。"],
    ["他没有说话……", "我们也没有。"],
    ["我看了《你好！》，很好。"],
    ["《谁在说谎？》一书卖完了。"],
    ["（他没有来。）", "我走了。"],
    ["他说：“走。别回头。”", "然后关了门。"],
    ["涨了3.5%。", "跌了。"],
]


def test_more_of_a_hand_split_table_comes_out_right_than_with_sentencex() -> None:
    sentencex = pytest.importorskip("sentencex")
    ours = [split("".join(sentences)) == sentences for sentences in BY_HAND]
    theirs = [[s.strip() for s in sentencex.segment("zh", "".join(sentences))] == sentences for sentences in BY_HAND]
    assert all(ours)
    assert sum(theirs) < len(BY_HAND)


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
    assert f1 > 0.99
