"""How many articles there are, for the time left."""

from __future__ import annotations

import pytest
from table_files import PACKERS, WRITERS, pack

from framing.batch import count_articles


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub.txt").mkdir()
    contents = {
        "a.txt": "一。", "sub.txt/b.md": "二。", "c.jsonl": '{}\n\n{}\n{"text": "三"}',
        "d.csv": 'id,text\n1,"四\n\n四，""四"""\n2,五\n', "gb.csv": "id,正文\n1,六\n", "empty.csv": "", "e.pdf": "七",
    }  # fmt: skip
    for name, text in contents.items():
        (tmp_path / name).write_text(text, encoding="gb18030")
    return tmp_path


@pytest.mark.parametrize(
    ("inputs", "count"),
    [
        ([], 0), (["nowhere.txt"], 0), (["a.txt"], 1), (["a.txt", "a.txt"], 1), (["c.jsonl"], 3), (["d.csv"], 2),
        (["gb.csv"], 1), (["empty.csv"], 0), (["e.pdf"], 0), (["*.csv"], 3), (["."], 8), (["**"], 8),
        (["a.txt", "-"], None),
    ],
)  # fmt: skip
def test_articles_are_counted_without_reading_them(folder, inputs, count):
    assert count_articles(inputs) == count


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("packing", PACKERS)
def test_every_kind_is_counted(tmp_path, kind, packing):
    WRITERS[kind](tmp_path / f"news{kind}", [{"id": str(number), "text": "一。"} for number in range(70)])
    file = pack(tmp_path / f"news{kind}", packing) if packing else tmp_path / f"news{kind}"
    is_known = not packing or kind in {".jsonl", ".csv", ".tsv"}
    assert count_articles([str(file)]) == (70 if is_known else 0)


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.jsonl.gz", "a.csv.zst"])
def test_what_is_damaged_counts_nothing(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK")
    assert count_articles([str(tmp_path / name)]) == 0
