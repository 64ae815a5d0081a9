"""Files of many kinds on the command line, and which of their columns hold what. All texts are our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from table_files import PACKERS, WRITERS, pack

RECORD = {"no": "007", "headline": "渡口", "body": "今天背刺。", "outlet": "渡口报", "day": "2026-01-02"}
COLUMNS = [
    "--text-column", "body", "--title-column", "headline", "--id-column", "no", "--source-column", "outlet",
    "--date-column", "day",
]  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
def test_columns_may_be_named_for_tag_and_report(framing: Any, tmp_path: Path, kind: str) -> None:
    WRITERS[kind](tmp_path / f"news{kind}", [RECORD])
    for code, out, _ in (
        framing("tag", f"news{kind}", *COLUMNS),
        framing("report", f"news{kind}", *COLUMNS, "--format", "json"),
    ):
        record = json.loads(out)
        assert code == 0
        assert [record[name] for name in ("id", "title", "source", "date", "text")] == [
            "007", "渡口", "渡口报", "2026-01-02", "今天背刺。",
        ]  # fmt: skip


def test_a_missing_column_is_told_with_the_nearest_one(framing: Any, tmp_path: Path) -> None:
    WRITERS[".csv"](tmp_path / "news.csv", [RECORD])
    code, out, err = framing("tag", "news.csv", "--text-column", "bodi")
    assert (code, out) == (3, "")
    assert (
        "news.csv, line 1: no column 'bodi'. Columns found: no, headline, body, outlet, day. Did you mean 'body'?"
        in err
    )


def test_standard_input_has_columns_too(framing: Any) -> None:
    code, out, _ = framing("tag", "-", "--text-column", "body", stdin=json.dumps(RECORD).encode())
    assert (code, json.loads(out)["text"]) == (0, "今天背刺。")


def test_a_run_is_not_resumed_with_other_columns(framing: Any, tmp_path: Path) -> None:
    WRITERS[".csv"](tmp_path / "news.csv", [RECORD])
    assert framing("tag", "news.csv", "-o", "tags.jsonl", "--text-column", "body")[0] == 0
    code, _, err = framing("tag", "news.csv", "-o", "tags.jsonl", *COLUMNS, "--resume")
    assert code == 2
    assert "was begun in another way" in err
    assert framing("tag", "news.csv", "-o", "tags.jsonl", "--text-column", "body", "--resume")[0] == 0


@pytest.mark.parametrize("packing", [packing for packing in PACKERS if packing])
def test_what_tag_wrote_may_be_packed_for_report(framing: Any, tmp_path: Path, packing: str) -> None:
    WRITERS[".jsonl"](tmp_path / "news.jsonl", [{"id": "1", "text": "今天背刺。"}])
    assert framing("tag", "news.jsonl", "-o", "tags.jsonl", "--threshold", "0.95")[0] == 0
    pack(tmp_path / "tags.jsonl", packing)
    code, out, _ = framing("report", f"tags.jsonl{packing}", "--format", "json")
    assert code == 0
    assert json.loads(out)["sentences"][0]["labels"] == {}  # not tagged again
    code, _, err = framing("report", f"tags.jsonl{packing}", "--threshold", "0.5")
    assert code == 2
    assert "is tagged already" in err


def test_what_tag_wrote_and_then_broke_off_is_a_fault_behind_its_whole_lines(framing: Any, tmp_path: Path) -> None:
    WRITERS[".jsonl"](tmp_path / "news.jsonl", [{"id": str(n), "text": f"{n}今天背刺。"} for n in range(40)])
    assert framing("tag", "news.jsonl", "-o", "tags.jsonl")[0] == 0
    packed = pack(tmp_path / "tags.jsonl", ".gz")
    packed.write_bytes(packed.read_bytes()[:-100])
    code, out, err = framing("report", "tags.jsonl.gz", "--format", "md")
    assert code == 3
    assert "breaks off" in err
    assert out.count("\n---\n") > 3


def test_the_output_is_no_input_of_its_own_run_also_where_it_is_packed(framing: Any, tmp_path: Path) -> None:
    WRITERS[".jsonl"](tmp_path / "news.jsonl", [{"id": "1", "text": "今天背刺。"}])
    pack(tmp_path / "news.jsonl", ".gz")
    code, _, err = framing("tag", ".", "-o", "news.jsonl.gz")
    assert code == 2
    assert "would be read as input" in err


def test_help_names_the_kinds(framing: Any) -> None:
    _, out, _ = framing("tag", "--help")
    assert ".parquet" in out
    assert "--text-column" in out
