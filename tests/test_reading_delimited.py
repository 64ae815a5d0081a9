"""CSV and TSV → rows; a broken row costs no other. All texts are our own."""

from __future__ import annotations

import csv
import io
import random
import time
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import InputError
from framing.reading.delimited import Row, read_rows
from framing.reading.encodings import Line

BODY = "船来了。雾散了。"


def read(*lines: str, delimiter: str = ",") -> tuple[list[Row], list[str]]:
    """The rows below the header, and the faults."""
    faults: list[InputError] = []
    numbered = (Line(number, line, "utf-8") for number, line in enumerate(lines, start=1))
    _, *rows = read_rows(numbered, delimiter=delimiter, path="news", on_fault=faults.append)
    return rows, [str(fault) for fault in faults]


def cells(rows: Iterable[Row]) -> list[list[str]]:
    return [list(row.cells) for row in rows]


def places(faults: list[str]) -> list[str]:
    return [fault.split(":")[0] for fault in faults]


def test_a_file_without_a_row_has_none() -> None:
    assert list(read_rows([], delimiter=",", path="news", on_fault=pytest.fail)) == []
    assert list(read_rows([Line(1, "\n", "utf-8")], delimiter=",", path="news", on_fault=pytest.fail)) == []


def test_a_row_may_span_lines_is_numbered_by_its_first_one_and_blank_ones_are_passed_over() -> None:
    rows, faults = read("\n", "id,text\r\n", '1,"船来了。\r\n', "\r\n", '雾散了。"\r\n', "\r\n", ",\r\n", "2,走吧。")
    assert [(row.number, list(row.cells)) for row in rows] == [
        (3, ["1", "船来了。\r\n\r\n雾散了。"]),
        (8, ["2", "走吧。"]),
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["id,text\r1,船。\r2,雾。"], [(2, ["1", "船。"]), (3, ["2", "雾。"])]),
        (["id,text\r1,船。\r\r2,雾。\r"], [(2, ["1", "船。"]), (4, ["2", "雾。"])]),
        (['id,text\r1,"船。\n', '雾。"\r2,走吧。\r'], [(2, ["1", "船。\n雾。"]), (4, ["2", "走吧。"])]),
        (['"i\rd",text\n', "1,船。\n"], [(2, ["1", "船。"])]),
        (["id,text\r\n", '1,"船。\r雾。"\r\n'], [(2, ["1", "船。\r雾。"])]),
    ],
)
def test_lines_may_end_as_those_of_old_excel_for_mac(lines: list[str], rows: list[tuple[int, list[str]]]) -> None:
    found, faults = read(*lines)
    assert ([(row.number, list(row.cells)) for row in found], faults) == (rows, [])


def test_tabs_separate_the_fields_of_tsv() -> None:
    assert cells(read("id\ttext\n", '1\t"一，\t二"\n', delimiter="\t")[0]) == [["1", "一，\t二"]]


def test_a_field_may_be_longer_than_the_csv_module_s_default_limit() -> None:
    rows, faults = read("text\n", "船。" * 100_000 + "\n")
    assert (len(rows[0].cells[0]), faults) == (200_000, [])


def test_of_rows_with_broken_quotes_each_is_a_fault_and_all_others_are_read() -> None:
    rows, faults = read(
        "id,title,text\n",
        f"1,甲,{BODY}\n",
        f'2,"乙,{BODY}\n',  # never closed
        f'3,丙,"{BODY}"\n',
        f"4,丁,{BODY}\n",
        '5,戊,"他说"走吧"了"\n',  # not doubled
        '6,己,"一行。\n',
        '两行。"\n',
        f'7,庚,"{BODY}\n',  # never closed, before a row without quotes
        f"8,辛,{BODY}\n",
        '9,壬,"他说""走吧""。"\n',
    )
    assert [row.cells[0] for row in rows] == ["1", "3", "4", "6", "8", "9"]
    assert rows[3].cells[2] == "一行。\n两行。"
    assert rows[5].cells[2] == '他说"走吧"。'
    assert places(faults) == ["news, line 3", "news, line 6", "news, line 9"]


def test_broken_rows_that_follow_each_other_are_each_a_fault() -> None:
    rows, faults = read("id,text\n", '1,"一。\n', '2,"二。\n', '3,"三。\n', "4,四。\n")
    assert (cells(rows), places(faults)) == ([["4", "四。"]], ["news, line 2", "news, line 3", "news, line 4"])


def test_the_other_lines_of_a_broken_row_are_named_in_its_fault_and_no_rows() -> None:
    rows, faults = read("id,text,topic\n", '1,"他说"走吧"。\n', "\n", "船，来了\n", '雾散了。",雾\n', "2,二。,船\n")
    assert cells(rows) == [["2", "二。", "船"]]
    assert places(faults) == ["news, line 2"]
    assert "everything up to line 5 is left out" in faults[0]


def test_a_quotation_mark_open_in_the_last_row_is_a_fault_and_the_rows_before_stay() -> None:
    rows, faults = read("id,text\n", "1,一。\n", '2,"二。\n')
    assert (cells(rows), places(faults)) == ([["1", "一。"]], ["news, line 3"])


def test_a_row_on_several_lines_with_more_fields_than_columns_swallowed_others() -> None:
    rows, faults = read("id,text,topic\n", '1,"一。,雾\n', '2,二",三,四\n', "5,五。,船\n")
    assert [row.cells[0] for row in rows] == ["5"]
    assert places(faults)[0] == "news, line 2"


@pytest.mark.parametrize("header", ['"a', '"a"b,text\n'])
def test_a_header_that_can_t_be_read_is_a_fault_of_the_file(header: str) -> None:
    with pytest.raises(InputError, match="news, line 1: no header"):
        read(header, "甲,乙\n")


def test_rows_are_read_one_at_a_time() -> None:
    def endless() -> Iterator[Line]:
        yield Line(1, "id,text\n", "utf-8")
        for number in range(2, 1000):
            assert number < 5, "read ahead"
            yield Line(number, f"{number},一。\n", "utf-8")

    rows = read_rows(endless(), delimiter=",", path="news", on_fault=pytest.fail)
    assert [next(rows).number for _ in range(4)] == [1, 2, 3, 4]


@pytest.mark.parametrize("line", ['a","\n', '"""\n', '1,"船\n', '1,"""\n', '"",""\n', "1,2\n"])
def test_time_is_linear_whatever_the_quotation_marks(line: str) -> None:
    start = time.process_time()
    read("id,text\n", '0,"open\n', *[line] * 20_000)
    assert time.process_time() - start < 4


def test_what_a_fault_breaks_off_comes_after_the_rows_and_faults_before() -> None:
    def damaged() -> Iterator[Line]:
        for number, text in enumerate(["id,text\n", "1,一。\n", '2,"二"二\n', '3,"三\n'], start=1):
            yield Line(number, text, "utf-8")
        raise InputError("breaks off.")

    faults: list[InputError] = []
    rows = read_rows(damaged(), delimiter=",", path="news", on_fault=faults.append)
    assert [next(rows).number for _ in range(2)] == [1, 2]
    with pytest.raises(InputError, match="breaks off"):
        next(rows)
    assert [fault.line for fault in faults] == [3]


TEXTS = st.text(st.sampled_from('一二。，,"\n\ta 1'), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=8), st.sampled_from(",\t"), st.booleans())
def test_what_the_csv_module_writes_is_read_back(rows: list[tuple[str, ...]], delimiter: str, quotes_all: bool) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL)
    writer.writerows([("id", "title", "text"), *rows])
    back, faults = read(*io.StringIO(written.getvalue(), newline="\n"), delimiter=delimiter)
    assert faults == []
    assert cells(back) == [list(row) for row in rows if any(cell.strip() for cell in row)]


@pytest.mark.parametrize("seed", range(20))
def test_quotation_marks_broken_at_random_cost_no_row_far_from_them(seed: int) -> None:
    chance = random.Random(seed)
    lines = [f'{number},"标题{number}","第一段，{number}。第二段。"\n' for number in range(300)]
    broken = sorted(chance.sample(range(0, 300, 3), 12))
    for number in broken:
        marks = [at for at, character in enumerate(lines[number]) if character == '"']
        at = chance.choice(marks)
        lines[number] = lines[number][:at] + chance.choice(["", '"x"']) + lines[number][at + 1 :]
    rows, faults = read("id,title,text\n", *lines)
    good = [str(number) for number in range(300) if number not in broken]
    assert set(good) <= {row.cells[0] for row in rows}
    assert all(row.cells[2] == f"第一段，{row.cells[0]}。第二段。" for row in rows if int(row.cells[0]) not in broken)
    assert {int(place.split()[-1]) - 2 for place in places(faults)} <= set(broken)
