"""Records of JSONL → articles. All texts are our own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.article import Evidence, Finding, TaggedArticle, TaggedSentence, content_id, json_text
from framing.errors import InputError
from framing.message import Message
from framing.reading import Columns, Reading, article_from_text
from framing.reading.characters import SPACE, is_blank
from framing.reading.encodings import Line
from framing.reading.records import article_from_record, is_told_twice, parse_record, read_jsonl

BODY = "船来了。雾散了。"


def sentences(record: dict[str, Any]) -> list[tuple[int | None, int | None, str]]:
    return [(s.start, s.end, s.text) for s in article_from_record(record).sentences]


def read(reader: Any, *lines: str, **options: Any) -> tuple[list[Reading], list[str]]:
    faults: list[InputError] = []
    source = (Line(number, line, "utf-8") for number, line in enumerate(lines, start=1))
    readings = list(reader(source, path="news", on_fault=faults.append, **options))
    return readings, [str(fault) for fault in faults]


def test_a_record_with_text_is_split_here_and_its_text_stays_as_it_is() -> None:
    article = article_from_record({"text": f"\u3000\u3000{BODY}\n"})
    assert (article.title, article.text) == (None, f"\u3000\u3000{BODY}\n")
    assert [(s.start, s.end) for s in article.sentences] == [(2, 6), (6, 10)]


@pytest.mark.parametrize(
    ("title", "placed"),
    [
        (None, [(0, 2, "渡口"), (3, 7, "船来了。")]),
        ("渡口", [(None, None, "渡口"), (0, 4, "船来了。")]),
        ("别的", [(None, None, "别的"), (0, 2, "渡口"), (3, 7, "船来了。")]),
        ("  ", [(0, 2, "渡口"), (3, 7, "船来了。")]),
    ],
)
def test_given_sentences_are_kept_and_the_title_is_the_first_or_in_front(title: str | None, placed: list[Any]) -> None:
    assert sentences({"title": title, "sentences": ["渡口", "船来了。"]}) == placed


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("船来了，\n\n雾散了。", [(0, 4, "船来了，"), (6, 10, "雾散了。")]),
        ("别的文字。", [(0, 4, "船来了，"), (5, 9, "雾散了。")]),
    ],
)
def test_sentences_given_beside_their_text_lie_in_it_and_beside_another_are_joined(text: str, placed: Any) -> None:
    assert sentences({"text": text, "sentences": ["船来了，", "雾散了。"]}) == placed


def test_an_id_is_made_from_the_content_and_a_number_is_an_id_as_written() -> None:
    assert article_from_record({"text": BODY}).id == content_id(None, BODY)
    assert article_from_record({"text": BODY, "id": 7}).id == "7"
    assert article_from_record({"title": "渡口", "sentences": ["渡口", BODY]}).id == content_id("渡口", BODY)


def test_all_other_fields_are_merged_into_meta() -> None:
    article = article_from_record(
        {"text": BODY, "source": "渡口报", "date": "2026-01-02", "meta": {"a": 1}, "topic": "雾", "labels": []}
    )
    assert (article.source, article.date, article.meta) == (
        "渡口报",
        "2026-01-02",
        {"a": 1, "topic": "雾", "labels": []},
    )


def test_the_output_of_tag_is_read_back_as_the_article_it_came_from() -> None:
    article = article_from_text("渡口", BODY, id="x", source="渡口报", meta={"topic": "雾"})
    finding = Finding(0.9, (Evidence(0, 1, "船"),))
    tagged = TaggedArticle(article, tuple(TaggedSentence(s, {"essence": finding}) for s in article.sentences), "m", "c")
    assert article_from_record(json.loads(json.dumps(tagged.to_record()))) == article


@pytest.mark.parametrize(
    ("number", "id"),
    [
        ("7", "7"),
        ("1.10", "1.10"),
        ("12.0", "12.0"),
        ("1e3", "1e3"),
        ("-0.50", "-0.50"),
        ("12345678901234567890", None),
    ],
)
def test_a_number_is_an_id_as_it_is_written_and_elsewhere_a_number(number: str, id: str | None) -> None:
    (reading,), _ = read(read_jsonl, f'{{"text": "{BODY}", "id": {number}, "n": {number}}}')
    assert reading.article.id == (id or number)
    assert json.loads(json.dumps(reading.article.meta)) == {"n": json.loads(number)}


PIECES = st.sampled_from([*SPACE, "船来了。", "雾散了！", "“走吧。”", "渡口", "\n"])


@settings(max_examples=200, deadline=None)
@given(st.none() | st.lists(PIECES).map("".join), st.lists(PIECES, max_size=12).map("".join))
def test_whatever_stands_between_sentences_a_tagged_record_is_read_as_the_article_it_was(
    title: str | None, text: str
) -> None:
    article = article_from_text(None if title is None or is_blank(title) else title, text + "好。", id="x")
    tagged = TaggedArticle(article, tuple(TaggedSentence(s, {}) for s in article.sentences), "m", "c")
    record = parse_record(json_text(tagged.to_record()))
    assert article_from_record(record) == article
    assert not is_told_twice(record, article_from_record(record))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "broken JSON"),
        ('{"text": NaN}', "broken JSON: NaN is not JSON"),
        ('{"text": "一。", "n": 1e999}', "broken JSON: 1e999 is too large a number"),
        (f'{{"text": "一。", "n": {"9" * 5000}}}', "broken JSON: a number of 5000 digits is too long"),
        ('{"text": "\u200b\u2060"}', "holds nothing that can be seen"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("[1]", "this line is a list, not an object"),
        ("null", "this line is null"),
        ('{"title": "渡口"}', "neither 'text' nor 'sentences'"),
        ('{"text": " \\u3000"}', "empty 'text'"),
        ('{"text": 3}', "'text' is a number, not a string"),
        ('{"text": ["a"]}', "'text' is a list, not a string"),
        ('{"sentences": "船来了。"}', "'sentences' is not a list of strings"),
        ('{"sentences": []}', "at least one"),
        ('{"sentences": ["船来了。", 1]}', "item 1 is a number"),
        ('{"sentences": ["船来了。", " "]}', "empty one: item 1"),
        ('{"sentences": [{"text": "船"}, "雾"]}', "item 0 is an object"),
        ('{"text": "船", "title": {}}', "'title' is an object"),
        ('{"text": "船", "meta": [1]}', "'meta' is a list"),
        ('{"text": "船\\ud800"}', "lone surrogate"),
        ('{"text": "船", "meta": {"\\udfff": 1}}', "lone surrogate"),
    ],
)
def test_a_broken_record_is_a_fault_by_file_and_line_and_the_others_go_on(line: str, message: str) -> None:
    readings, faults = read(read_jsonl, json.dumps({"text": BODY}), "", line, json.dumps({"text": BODY}))
    assert [reading.origin for reading in readings] == ["news, line 1", "news, line 4"]
    assert len(faults) == 1
    assert faults[0].startswith("news, line 3: ")
    assert message in faults[0]


def test_a_whole_character_beyond_the_basic_plane_may_be_escaped() -> None:
    readings, faults = read(read_jsonl, '{"text": "\\ud83d\\ude00船。"}')
    assert (readings[0].article.text, faults) == ("😀船。", [])


def test_records_are_read_one_at_a_time() -> None:
    def endless() -> Iterator[Line]:
        for number in range(1, 1000):
            assert number < 4, "read ahead"
            yield Line(number, json.dumps({"text": BODY}), "utf-8")

    readings = read_jsonl(endless(), path="news", on_fault=lambda fault: pytest.fail(str(fault)))
    assert [next(readings).origin for _ in range(3)][-1] == "news, line 3"


def test_fields_may_be_chosen_and_the_known_name_is_then_one_like_others() -> None:
    record = {"body": BODY, "text": "别的。", "headline": "渡口", "no": 7, "id": "x"}
    (reading,), faults = read(read_jsonl, json.dumps(record), columns=Columns(text="body", title="headline", id="no"))
    a = reading.article
    assert (a.text, a.title, a.id, a.meta, faults) == (BODY, "渡口", "7", {"text": "别的。", "id": "x"}, [])


def test_a_record_without_the_chosen_text_is_a_fault_and_a_field_in_no_record_one_of_the_file() -> None:
    lines = [json.dumps({"body": BODY, "when": "2026"}), json.dumps({"text": BODY}), json.dumps({"body": BODY})]
    readings, faults = read(read_jsonl, *lines, columns=Columns(text="body", date="when", title="tittle"))
    assert [reading.article.date for reading in readings] == ["2026", None]
    assert faults == [
        "news, line 2: no column 'body'. Columns found: text.",
        "news: no column 'tittle'. Columns found: body, when, text.",
    ]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("船来了，\n\n雾散了。", []),
        (None, []),
        ("别的文字。", ["news, line 1: 'text' and 'sentences' are not the same text; the sentences are read."]),
    ],
)
def test_sentences_that_are_another_text_win_and_that_is_noted(text: str | None, notes: list[str]) -> None:
    told: list[Message] = []
    line = json.dumps({"text": text, "sentences": ["船来了，", "雾散了。"]})
    (reading,), faults = read(read_jsonl, line, on_note=told.append)
    assert [s.text for s in reading.article.sentences] == ["船来了，", "雾散了。"]
    assert ([str(note) for note in told], faults) == (notes, [])
