"""A run that is interrupted loses little: resumed, it writes byte for byte what it would have written."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from stub_tagger import stub

from framing.batch import Run, TagOptions, write_tagged
from framing.batch import resumable as module
from framing.errors import OutputError, UsageError
from framing.reading import Reading, article_from_text

TEXTS = ["今天背刺。明天下雨。", "他们抱团。", "没有什么。", "据说如此。", "最后一篇。"]
READINGS = [Reading(article_from_text(None, text, id=f"a{n}"), f"{n}.txt", "utf-8") for n, text in enumerate(TEXTS)]


@pytest.fixture
def run(tmp_path):
    """Writes READINGS, or others, to tags.jsonl; gives the Run."""

    def write(readings=READINGS, *, resume=True, options=TagOptions(), tagger=None, **keywords):  # noqa: B008
        tagger = options.applied_to(tagger or stub())
        output = tmp_path / "tags.jsonl"
        return write_tagged(iter(readings), tagger, options, output, inputs=["in"], resume=resume, **keywords)

    return write


@pytest.fixture
def whole(run, tmp_path) -> bytes:
    """What a run writes that nothing interrupts; nothing of it is left in the folder."""
    assert run(resume=False) == Run(5, 6)
    content = (tmp_path / "tags.jsonl").read_bytes()
    (tmp_path / "tags.jsonl").unlink()
    (tmp_path / "tags.jsonl.manifest.json").unlink()
    return content


def interrupted_after(n: int):
    yield from READINGS[:n]
    raise KeyboardInterrupt


def interrupt(run, monkeypatch, n: int, **keywords) -> None:
    """A run that is stopped when n articles are written."""
    monkeypatch.setattr("framing.batch.results.CHUNK", 1)
    with pytest.raises(KeyboardInterrupt):
        run(interrupted_after(n), **keywords)


def test_a_line_per_article_in_order_and_no_part_left(whole, run, tmp_path):
    run()
    lines = whole.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a0", "a1", "a2", "a3", "a4"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["tags.jsonl", "tags.jsonl.manifest.json"]


def test_without_articles_nothing_is_written_and_an_older_output_stays(run, tmp_path):
    (tmp_path / "tags.jsonl").write_bytes(b"old")
    assert run([], resume=False) == Run(0, 0)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_resume_on_nothing_starts_afresh(whole, run, tmp_path):
    assert run() == Run(5, 6)
    assert (tmp_path / "tags.jsonl").read_bytes() == whole


@pytest.mark.parametrize("n", range(6))
def test_wherever_a_run_stops_it_goes_on_from_there(whole, run, tmp_path, monkeypatch, n):
    interrupt(run, monkeypatch, n, resume=False)
    assert not (tmp_path / "tags.jsonl").exists()
    assert run().kept == n
    assert (tmp_path / "tags.jsonl").read_bytes() == whole
    assert not (tmp_path / "tags.jsonl.part").exists()


@pytest.mark.parametrize("torn", [1, 5, 200])
def test_a_torn_last_line_is_written_again(whole, run, tmp_path, monkeypatch, torn):
    interrupt(run, monkeypatch, 3, resume=False)
    part = tmp_path / "tags.jsonl.part"
    part.write_bytes(part.read_bytes()[:-torn])
    assert run().kept == 2
    assert (tmp_path / "tags.jsonl").read_bytes() == whole


def test_a_run_may_be_interrupted_and_resumed_again_and_again(whole, run, tmp_path, monkeypatch):
    interrupt(run, monkeypatch, 1, resume=False)
    interrupt(run, monkeypatch, 3)
    assert run() == Run(2, 2, kept=3)
    assert (tmp_path / "tags.jsonl").read_bytes() == whole


def test_a_finished_output_has_nothing_to_do_and_is_not_touched(run, tmp_path):
    run()
    before = (tmp_path / "tags.jsonl").stat()
    assert run() == Run(0, 0, kept=5)
    assert (tmp_path / "tags.jsonl").stat().st_mtime_ns == before.st_mtime_ns


def test_a_finished_output_is_completed_when_articles_were_added(whole, run, tmp_path):
    run(READINGS[:3])
    assert run() == Run(2, 2, kept=3)
    assert (tmp_path / "tags.jsonl").read_bytes() == whole


def test_without_resume_a_part_is_thrown_away(whole, run, tmp_path, monkeypatch):
    interrupt(run, monkeypatch, 2, resume=False, options=TagOptions(threshold=0.99))
    assert run(resume=False) == Run(5, 6)
    assert (tmp_path / "tags.jsonl").read_bytes() == whole


def test_an_older_output_stays_until_the_new_one_is_complete(run, tmp_path, monkeypatch):
    (tmp_path / "tags.jsonl").write_bytes(b"old")
    interrupt(run, monkeypatch, 2, resume=False)
    assert (tmp_path / "tags.jsonl").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("keywords", "problem"),
    [
        ({"tagger": stub(version="0.2.0")}, "model was stub 0.1.0, is stub 0.2.0"),
        ({"tagger": stub(files={"model.onnx": "sha256:2"})}, "the model's model.onnx was None, is sha256:2"),
        ({"options": TagOptions(threshold=0.3)}, "threshold was null, is 0.3"),
        ({"options": TagOptions(preset="recall")}, "preset was balanced, is recall"),
        ({"options": TagOptions(labels=("clique",))}, r"labels was null, is \[\"clique\"\]"),
        ({"options": TagOptions(all_scores=True)}, "all-scores was false, is true"),
        ({"encoding": "big5"}, "encoding was null, is big5"),
    ],
)
def test_it_does_not_go_on_in_another_way(run, tmp_path, monkeypatch, keywords, problem):
    interrupt(run, monkeypatch, 2, resume=False)
    before = (tmp_path / "tags.jsonl.part").read_bytes()
    with pytest.raises(UsageError, match=problem):
        run(**keywords)
    assert (tmp_path / "tags.jsonl.part").read_bytes() == before


def test_another_codebook_or_version_of_framing_is_another_way(run, tmp_path, monkeypatch):
    interrupt(run, monkeypatch, 2, resume=False)
    manifest = tmp_path / "tags.jsonl.manifest.json"
    for name in ("codebook", "framing"):
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), name: "other 9.9"}))
        with pytest.raises(UsageError, match=f"{name} was other 9.9, is"):
            run()


@pytest.mark.parametrize(
    ("readings", "problem"),
    [
        (READINGS[::-1], "part', line 1: its id is not as for 'a4', the article the inputs have there"),
        (READINGS[:1], "holds more than the 1 articles of the inputs"),
        ([Reading(article_from_text(None, "改了。", id="a0"), "0.txt", None)], "line 1: its text is not as for 'a0'"),
    ],
)
def test_it_does_not_go_on_with_other_articles(run, monkeypatch, readings, problem):
    interrupt(run, monkeypatch, 2, resume=False)
    with pytest.raises(UsageError, match=problem):
        run(readings)


def test_records_of_another_model_are_noticed_even_if_the_manifest_was_overwritten(run, tmp_path):
    run(tagger=stub(version="0.0.1"))
    done = (tmp_path / "tags.jsonl").read_bytes()
    run(resume=False)
    (tmp_path / "tags.jsonl").write_bytes(done)
    with pytest.raises(UsageError, match="line 1: its model is not as for 'a0'"):
        run()


def test_a_damaged_line_in_the_middle_is_not_built_upon(run, tmp_path, monkeypatch):
    interrupt(run, monkeypatch, 3, resume=False)
    part = tmp_path / "tags.jsonl.part"
    part.write_bytes(part.read_bytes().replace(b'{"id": "a1"', b'{"id\0 "a1"'))
    with pytest.raises(UsageError, match=r"line 2: damaged\. Leave --resume out"):
        run()


@pytest.mark.parametrize("content", [None, b"", b"\xff", b"[]", b"{}"])
def test_without_a_sound_manifest_it_is_not_known_how_to_go_on(run, tmp_path, monkeypatch, content):
    interrupt(run, monkeypatch, 2, resume=False)
    manifest = tmp_path / "tags.jsonl.manifest.json"
    manifest.unlink()
    if content is not None:
        manifest.write_bytes(content)
    with pytest.raises(UsageError, match=r"manifest\.json' is missing or damaged"):
        run()


def test_when_the_disk_is_full_it_says_so_and_can_go_on_later(whole, run, tmp_path, monkeypatch):
    class Full:
        def __init__(self, stream):
            self.stream, self.left = stream, 2

        def write(self, line):
            self.left -= 1
            if self.left < 0:
                self.stream.write(line[:10])
                raise OSError(errno.ENOSPC, "No space left on device")
            self.stream.write(line)

        def __getattr__(self, name):
            return getattr(self.stream, name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.stream.close()

    real = Path.open
    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", lambda p, *a, **k: Full(real(p, *a)) if a == ("wb",) else real(p, *a, **k))
        with pytest.raises(OutputError, match=r"tags.jsonl.part' can't be written \(No space left on device\)"):
            run(resume=False)
    assert run() == Run(3, 3, kept=2)
    assert (tmp_path / "tags.jsonl").read_bytes() == whole


def test_parts_and_manifests_lie_beside_the_output():
    assert module.part_path(Path("a/b.jsonl")) == Path("a/b.jsonl.part")
    assert module.manifest_path(Path("a/b.jsonl")) == Path("a/b.jsonl.manifest.json")
