"""Tables of all kinds → articles. All texts are our own."""

from __future__ import annotations

import datetime
import decimal
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from table_files import WRITERS, pack, write_parquet

from framing.errors import InputError
from framing.message import Message
from framing.reading import Columns, Reading, read_inputs
from framing.reading.characters import is_blank

BODY = "船来了。雾散了。"
TABLES = [".csv", ".tsv", ".parquet", ".xlsx"]


def read(path: Path, **options: Any) -> tuple[list[Reading], list[str], list[str]]:
    faults: list[InputError] = []
    notes: list[Message] = []
    readings = list(read_inputs([str(path)], on_fault=faults.append, on_note=notes.append, **options))
    return readings, [str(fault) for fault in faults], [str(note) for note in notes]


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Writes records as a table of some kind; gives the file."""

    def write(*records: dict[str, str | None]) -> Path:
        WRITERS[request.param](tmp_path / f"news{request.param}", records)
        return tmp_path / f"news{request.param}"

    return write


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_table_of_old_excel_for_mac_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "news.csv"
    file.write_bytes("id,正文\r1,船来了。\r2,雾散了。\r".encode(encoding))
    readings, faults, _ = read(file)
    assert [(r.article.id, r.article.text, r.origin) for r in readings] == [
        ("1", "船来了。", f"{file}, line 2"),
        ("2", "雾散了。", f"{file}, line 3"),
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("title", "text"),
    [("title", "text"), ("Title", "content"), ("标题", "正文"), ("標題", "內容"), (" title ", " 内容")],
)
def test_columns_are_known_by_english_and_chinese_names(table: Any, title: str, text: str) -> None:
    readings, faults, notes = read(table({text: BODY, title: "渡口"}))
    assert [(r.article.title, r.article.text) for r in readings] == [("渡口", BODY)]
    assert (faults, notes) == ([], [])


def test_what_else_a_row_holds_goes_to_meta_and_an_empty_cell_nowhere(table: Any) -> None:
    readings, faults, _ = read(
        table(
            {"id": "007", "text": BODY, "来源": "渡口报", "日期": "2026-01-02", "topic": "雾", "": "?"},
            {"id": None, "text": BODY, "来源": None, "日期": None, "topic": None, "": None},
        )
    )
    assert faults == []
    first, second = (reading.article for reading in readings)
    assert (first.id, first.source, first.date, first.meta) == ("007", "渡口报", "2026-01-02", {"topic": "雾"})
    assert (second.source, second.date, second.meta) == (None, None, {})


def test_a_column_may_be_chosen_and_the_known_name_is_then_one_like_others(table: Any) -> None:
    file = table(
        {"text": "别的。", "body": BODY, "headline": "渡口", "编号": "7", "source": "甲", "outlet": "乙", "day": "1"}
    )
    chosen = Columns(text="body", title="HEADLINE", id="编号", source="outlet", date="day")
    ((reading,), faults, _) = read(file, columns=chosen)
    a = reading.article
    assert (a.text, a.title, a.id, a.source, a.date) == (BODY, "渡口", "7", "乙", "1")
    assert (a.meta, faults) == ({"text": "别的。", "source": "甲"}, [])


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (Columns(), "no column 'text', 'content' or '正文'. Columns found: 标题, body. Name"),
        (Columns(text="bodi"), "no column 'bodi'. Columns found: 标题, body. Did you mean 'body'?"),
        (Columns(text="body", title="标提"), "no column '标提'. Columns found: 标题, body."),
        (Columns(text="body", date="when"), "no column 'when'. Columns found: 标题, body."),
    ],
)
def test_a_missing_column_is_a_fault_that_names_those_there(table: Any, chosen: Columns, message: str) -> None:
    readings, (fault,), _ = read(table({"标题": "渡口", "body": BODY}), columns=chosen)
    assert readings == []
    assert message in fault


def test_two_columns_for_one_thing_are_a_fault_unless_one_is_chosen(table: Any) -> None:
    file = table({"正文": BODY, "content": "别的。"})
    assert "several columns for 'text': '正文', 'content'. Rename" in read(file)[1][0]
    assert read(file, columns=Columns(text="正文"))[0][0].article.text == BODY


@pytest.mark.parametrize("kind", TABLES)
def test_a_header_alone_is_a_fault(tmp_path: Path, kind: str) -> None:
    WRITERS[kind](tmp_path / f"a{kind}", [{"text": None}])
    if kind == ".parquet":
        write_parquet(tmp_path / "a.parquet", [{"text": BODY}])
        pyarrow.parquet.write_table(pyarrow.parquet.read_table(tmp_path / "a.parquet").slice(1), tmp_path / "a.parquet")
    readings, faults, _ = read(tmp_path / f"a{kind}")
    assert (readings, faults) == (
        [], [f"{tmp_path / f'a{kind}'}: empty: there is no record in it. Give a file that holds some."]
    )  # fmt: skip


def test_a_table_that_holds_nothing_is_a_fault(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet()
    (tmp_path / "a.csv").write_text("\n\n", encoding="utf-8")
    for name in ("a.xlsx", "a.csv"):
        assert "empty: there is no record in it" in read(tmp_path / name)[1][0]


def test_a_row_that_is_none_of_an_article_is_a_fault_by_its_line_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"title,text\n渡口,一。,多了\n渡口,\n渡口,{BODY}\n", encoding="utf-8")
    readings, faults, _ = read(tmp_path / "a.csv")
    assert [reading.origin for reading in readings] == [f"{tmp_path / 'a.csv'}, line 4"]
    assert [fault.split(": ")[0] for fault in faults] == [f"{tmp_path / 'a.csv'}, line {n}" for n in (2, 3)]


# Parquet


def parquet(path: Path, **values: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(values), path / "a.parquet")
    return path / "a.parquet"


def test_values_of_parquet_become_strings_and_what_is_nested_what_json_can_say(tmp_path: Path) -> None:
    day, moment = datetime.date(2026, 1, 2), datetime.datetime(2026, 1, 2, 3, 4)
    file = parquet(
        tmp_path,
        text=[BODY.encode()], id=[12], date=[day], at=[moment], price=[decimal.Decimal("1.50")], share=[0.5],
        whole=[12.0], nothing=[float("nan")], fine=[True], raw=[b"\xff\x00"],
        tags=[["雾", None]], deep=[{"at": moment, "n": [1, 2.5], "raw": b"\xff"}],
        late=pyarrow.array([1], pyarrow.timestamp("ns")), far=pyarrow.array([4_000_000], pyarrow.date32()),
        kind=pyarrow.array(["甲"]).dictionary_encode(),
    )  # fmt: skip
    ((reading,), faults, _) = read(file)
    assert faults == []
    assert (reading.article.id, reading.article.text, reading.article.date) == ("12", BODY, "2026-01-02")
    meta = dict(reading.article.meta)
    assert meta.pop("late").startswith("1970-01-01")
    assert meta.pop("far").startswith("12921")
    assert json.loads(json.dumps(meta)) == {
        "at": "2026-01-02T03:04:00", "price": "1.50", "share": "0.5", "whole": "12", "fine": "true", "raw": "ff00",
        "tags": ["雾", None], "deep": {"at": "2026-01-02T03:04:00", "n": [1.0, 2.5], "raw": "ff"}, "kind": "甲",
    }  # fmt: skip


def test_sentences_given_in_parquet_are_kept_and_win_over_the_text(tmp_path: Path) -> None:
    file = parquet(tmp_path, sentences=[["船来了，", "雾散了。"], None], text=["别的。", BODY])
    readings, faults, notes = read(file)
    assert [[s.text for s in r.article.sentences] for r in readings] == [
        ["船来了，", "雾散了。"],
        ["船来了。", "雾散了。"],
    ]
    assert faults == []
    assert notes == [f"{file}, line 1: 'text' and 'sentences' are not the same text; the sentences are read."]
    assert read(parquet(tmp_path, sentences=[["船来了。"]]))[0][0].article.text == "船来了。"


def test_a_string_that_is_no_utf_8_costs_no_row(tmp_path: Path) -> None:
    broken = pyarrow.array([b"\xe8\x88\xb9\xff", b"\xe9\x9b\xbe"]).view(pyarrow.string())
    several = pyarrow.ListArray.from_arrays([0, 1, 2], broken)
    readings, faults, _ = read(parquet(tmp_path, text=broken, tags=several))
    assert [(r.article.text, r.article.meta) for r in readings] == [("船\ufffd", {}), ("雾", {"tags": ["雾"]})]
    assert faults == []


def test_parquet_is_read_with_few_rows_in_memory(tmp_path: Path) -> None:
    records = [{"text": f"{number}{'雾' * 5000}"} for number in range(1500)]
    write_parquet(tmp_path / "a.parquet", records, use_dictionary=False, compression="none", write_batch_size=16)
    del records
    before, most = pyarrow.total_allocated_bytes(), 0
    for _ in read_inputs([str(tmp_path / "a.parquet")], on_fault=pytest.fail):
        most = max(most, pyarrow.total_allocated_bytes() - before)
    assert most < 8e6  # of 22.5


# Excel


def test_cells_of_excel_become_strings_as_they_are_written(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        day, moment, clock = (book.add_format({"num_format": f}) for f in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm"))
        sheet.write_row(0, 0, ["text", "id", "date", "at", "clock", "share", "fine", "formula", "wrong"])
        sheet.write_row(1, 0, [BODY, 12])
        sheet.write_datetime(1, 2, datetime.datetime(2026, 1, 2), day)
        sheet.write_datetime(1, 3, datetime.datetime(2026, 1, 2, 3, 4), moment)
        sheet.write_datetime(1, 4, datetime.time(3, 4), clock)
        sheet.write_row(1, 5, [0.5, True])
        sheet.write_formula(1, 7, '="a"&"b"', None, "ab")
        sheet.write_formula(1, 8, "=1/0", None, "#DIV/0!")
        sheet.write_string(2, 0, BODY)
        sheet.write_string(2, 1, "007")
    readings, faults, _ = read(tmp_path / "a.xlsx")
    first, second = (reading.article for reading in readings)
    assert (first.id, first.date, second.id, faults) == ("12", "2026-01-02", "007", [])
    assert first.meta == {
        "at": "2026-01-02T03:04:00", "clock": "03:04:00", "share": "0.5", "fine": "true", "formula": "ab",
    }  # fmt: skip


def test_the_first_sheet_with_a_text_is_read_and_lines_are_its_row_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("空")
        book.add_worksheet("说明").write_row(0, 0, ["作者", "年份"])
        sheet = book.add_worksheet("报道")
        sheet.write_row(3, 2, ["正文", "标题"])
        sheet.write_row(5, 2, [BODY, "渡口"])
        sheet.write_row(6, 2, ["", "没有正文"])
        book.add_worksheet("后来").write_row(0, 0, ["正文"])
    readings, faults, notes = read(file)
    assert [(r.origin, r.article.title, r.encoding) for r in readings] == [(f"{file}, line 6", "渡口", None)]
    assert [fault.split(": ")[0] for fault in faults] == [f"{file}, line 7"]
    assert notes == [f"{file}: read from its sheet '报道', the first of 4 with a column for the text."]


def test_where_no_sheet_has_a_text_the_columns_of_the_first_are_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("空")
        book.add_worksheet("说明").write_row(0, 0, ["作者", "年份"])
        book.add_worksheet("别的").write_row(0, 0, ["甲"])
    assert "Columns found: 作者, 年份." in read(tmp_path / "a.xlsx")[1][0]


def test_a_cell_far_from_the_others_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["text"])
        sheet.write(1_048_575, 16_383, "x")
    assert "reaches to row 1048576 and column 16384" in read(tmp_path / "a.xlsx")[1][0]


def test_a_format_far_from_the_cells_is_no_cell(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["text"])
        sheet.write_row(1, 0, [BODY])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert len(read(tmp_path / "a.xlsx")[0]) == 1


# All kinds, whatever the records

CHARACTERS = st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\u2028\u2029\ufffe\uffff")
WORDS = st.text(CHARACTERS | st.sampled_from(',;"\n \\'), max_size=30)
CELLS = WORDS.filter(lambda text: not is_blank(text))
BODIES = st.builds(lambda words: f"船{words}。", WORDS)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"id": CELLS, "text": BODIES},
        optional={"title": CELLS, "source": CELLS, "date": CELLS, "topic": CELLS, "说明": CELLS},
    ),
    min_size=1, max_size=6, unique_by=lambda record: record["id"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "packing"),
    [(kind, "") for kind in WRITERS] + [(kind, ".gz") for kind in (".jsonl", ".csv", ".tsv")] + [(".csv", ".zst")],
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=RECORDS)
def test_records_written_as_any_kind_are_read_back(
    tmp_path: Path, kind: str, packing: str, records: list[dict[str, str]]
) -> None:
    WRITERS[kind](tmp_path / f"news{kind}", records)
    readings, faults, _ = read(pack(tmp_path / f"news{kind}", packing) if packing else tmp_path / f"news{kind}")
    assert faults == []
    assert [_as_record(reading) for reading in readings] == [
        {name: value for name, value in record.items() if value is not None} for record in records
    ]


HOSTILE = [
    "../../etc/passwd",
    "a\nb",
    "=1+1",
    "{id}",
    "{0}",
    "%s",
    "007",
    "nan",
    "None",
    "‮gnp",
    "a" * 5000,
    "'\"",
    "🚢",
]


@pytest.mark.parametrize("kind", WRITERS)
def test_hostile_ids_stay_as_they_are_and_equal_ones_get_suffixes(tmp_path: Path, kind: str) -> None:
    WRITERS[kind](tmp_path / f"news{kind}", [{"id": id, "text": BODY} for id in [*HOSTILE, *HOSTILE, "007"]])
    readings, faults, notes = read(tmp_path / f"news{kind}")
    ids = [reading.article.id for reading in readings]
    assert ids == [*HOSTILE, *(f"{id}-2" for id in HOSTILE), "007-3"]
    assert (faults, len(notes)) == ([], len(HOSTILE) + 1)
    assert set(Counter(ids).values()) == {1}


def test_all_kinds_give_the_same_articles(tmp_path: Path) -> None:
    records = [{"id": str(n), "title": "渡口", "text": f"{n}{BODY}", "topic": "雾"} for n in range(3)]
    for kind, write in WRITERS.items():
        write(tmp_path / f"news{kind}", records)
    articles = [[r.article for r in read(tmp_path / f"news{kind}")[0]] for kind in WRITERS]
    assert len(articles[0]) == 3
    assert all(several == articles[0] for several in articles)


def _as_record(reading: Reading) -> dict[str, str]:
    a = reading.article
    fields = {"id": a.id, "text": a.text, "title": a.title, "source": a.source, "date": a.date, **a.meta}
    return {name: value for name, value in fields.items() if value is not None}
