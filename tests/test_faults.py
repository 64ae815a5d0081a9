"""Whatever is broken, hostile or odd in an input: the exit code says so, stderr says what and where, the good
articles are written, and nothing half-written stays behind."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from fault_cases import FAULTS, HOSTILE_IDS, Fault
from stub_tagger import jsonl, manifest, model_folder

from framing.cli.talk import MOST_NOTES
from framing.tagging.manifest import file_hash

CASES = [pytest.param(fault, id=fault.what) for faults in FAULTS.values() for fault in faults]


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@pytest.mark.parametrize("fault", CASES)
def test_a_fault_is_told_and_what_is_good_is_written(framing, tmp_path, fault: Fault):
    fault.make(tmp_path)
    before = sorted(tmp_path.iterdir())
    code, out, err = framing(*fault.arguments, stdin=fault.stdin)
    assert code == fault.code, err
    told = [line for line in err.splitlines() if line.startswith(("Error:", "Note:"))]
    assert (told == []) if fault.said is None else any(fault.said in line for line in told), err
    assert len([json.loads(line) for line in out.splitlines()]) == fault.good
    assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in err.replace("\n", ""))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "arguments", [["-o", "out"], ["-o", "out", "--format", "md"], ["-o", "out", "--format", "json"]]
)
def test_ids_from_anywhere_name_files_in_the_folder_and_nowhere_else(framing, tmp_path, arguments):
    jsonl(
        tmp_path / "in.jsonl", *({"id": id, "text": f"第{n}个据说背刺。"} for n, id in enumerate(HOSTILE_IDS.values()))
    )
    code, _, err = framing("report", "in.jsonl", *arguments)
    assert code == 0, err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out"]
    written = [path for path in (tmp_path / "out").rglob("*") if path.stem != "index"]
    assert len(written) == len(HOSTILE_IDS)
    for path in written:
        assert path.parent == tmp_path / "out"
        assert len(path.name.encode()) < 255
        assert path.name.isprintable()
        assert not _CONTROLS.search(path.read_text(encoding="utf-8"))


def test_nothing_in_an_article_steers_the_terminal(framing, tmp_path):
    jsonl(tmp_path / "in.jsonl", {"id": "a\x9b2J", "title": "船\x1b]0;x\x07", "text": "据说\x9b31m有人\x85背刺\x00。"})
    for command in (["report"], ["report", "--format", "md"], ["tag"], ["report", "--format", "json"]):
        code, out, err = framing(*command, "in.jsonl")
        assert code == 0, err
        assert not _CONTROLS.search(out + err)


def test_a_model_full_of_rubbish_is_exit_code_4(framing, tmp_path):
    (tmp_path / "a.txt").write_text("据说有人背刺。", encoding="utf-8")
    model = model_folder(tmp_path / "model", files={"model.onnx": "sha256:0", "tokenizer.json": "sha256:0"})
    for name in ("model.onnx", "tokenizer.json"):
        (model / name).write_bytes(b"rubbish" * 100)
    code, out, err = framing("tag", "a.txt", "--model", "model")
    assert (code, out) == (4, "")
    assert "model.onnx' is damaged" in err
    hashes = {name: file_hash(model / name) for name in ("model.onnx", "tokenizer.json")}
    (model / "framing.json").write_text(manifest(files=hashes).model_dump_json(), encoding="utf-8")
    code, out, err = framing("tag", "a.txt", "--model", "model")
    assert (code, out) == (4, ""), err
    assert err.startswith("Error: ")


def test_an_encoding_that_is_not_utf_8_is_noted_once_unless_it_was_named(framing, tmp_path):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"第{name}条船据说背刺了渡口。", encoding="gb18030")
    _, _, err = framing("tag", "a.txt", "b.txt", "c.txt")
    assert [line for line in err.splitlines() if line.startswith("Note:")] == [
        "Note: a.txt was read as gb18030. If that is wrong, name its encoding with --encoding."
    ]
    assert "Note:" not in framing("tag", "a.txt", "--encoding", "gbk")[2]


def test_many_notes_of_a_kind_do_not_bury_the_rest(framing, tmp_path):
    jsonl(tmp_path / "in.jsonl", *({"id": "1", "text": f"第{n}条船。"} for n in range(100)), "{broken")
    code, out, err = framing("tag", "in.jsonl")
    assert (code, len(out.splitlines())) == (3, 100)
    assert sum(line.startswith("Note: in.jsonl, line") for line in err.splitlines()) == MOST_NOTES
    assert f"Note: {99 - MOST_NOTES} more like these." in err
    assert "Error: in.jsonl, line 101: broken JSON" in err
