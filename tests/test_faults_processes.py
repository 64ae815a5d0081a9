"""What only a process of its own can show: closed and full streams, pipes that close, Ctrl-C, files under lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from stub_tagger import jsonl, model_folder

from framing.reading.guessing import guess

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = "渡口的船工抱团了。\n\n据说有人背刺。\n"
ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1", "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="shells and signals of POSIX")


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a line of shell, in which $framing is the command line."""
    environment = {**ENVIRONMENT, "framing": f"{sys.executable} -m framing"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("$framing labels --json | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}", 0, ""),
        ("$framing labels > /dev/full", 3, "standard output can't be written (No space left on device)"),
        ("$framing labels >&-", 3, "standard output can't be written (Bad file descriptor)"),
        ("$framing labels > /dev/null 2>&-", 0, ""),
        ("$framing tag - <&-", 3, "empty"),
    ],
)
def test_closed_and_full_streams_end_in_an_exit_code_and_never_in_a_traceback(tmp_path, command, code, said):
    done = shell(command, tmp_path)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["tag", "report"])
def test_who_has_read_enough_of_the_results_may_close_the_pipe(tmp_path, command):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name + ARTICLE, encoding="utf-8")
    done = shell(f"$framing {command} *.txt | head -n 1; exit ${{PIPESTATUS[0]}}", tmp_path)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("module", ["typer", "numpy", "framing.cli.tag"])
def test_ctrl_c_while_the_program_is_loaded_ends_it_quietly(tmp_path, module):
    """-v makes Python name every module when it is loaded, so that the moment can be chosen."""
    # It waits for its input, so that it can't be over before the signal comes.
    command = [sys.executable, "-v", "-m", "framing", "tag", "-"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT,
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        # A shell lets what it runs in the background ignore Ctrl-C, and so would the tests and all they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    with process:
        said = b""
        for line in process.stderr:
            said += line
            if line.startswith(f"import '{module}'".encode()):
                process.send_signal(signal.SIGINT)
                break
        else:
            pytest.fail(f"{module} is never loaded")
        said += process.stderr.read()
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert b"KeyboardInterrupt" not in said


# ── in this process, with a stub for the model ───────────────────────────────────────────────────────────


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without root's right to read everything."""
    if os.geteuid():
        yield
        return
    guess(b"\xff")  # loads the encodings, perhaps from a folder of root's
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_and_a_folder_one_may_not_read_are_faults_and_the_others_are_written(framing, tmp_path):
    tmp_path.chmod(0o755)
    for name in ("secret.txt", "secret.jsonl", "open.txt"):
        (tmp_path / name).write_text(f"{name}有人背刺。", encoding="utf-8")
    (tmp_path / "secret").mkdir()
    for name in ("secret", "secret.txt", "secret.jsonl"):
        (tmp_path / name).chmod(0)
    with as_nobody():
        code, out, err = framing("tag", "secret", "secret.txt", "secret.jsonl", "open.txt")
    (tmp_path / "secret").chmod(0o755)
    assert (code, len(out.splitlines())) == (3, 1)
    for name in ("secret", "secret.txt", "secret.jsonl"):
        assert f"Error: {name}: can't be read" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("tag", "in.jsonl", "-o", "locked/out.jsonl"),
        ("report", "in.jsonl", "-o", "locked"),
        ("report", "in.jsonl", "-o", "locked/reports"),
        ("report", "in.jsonl", "-o", "locked/r.html"),
    ],
)
def test_a_folder_one_may_not_write_into_is_exit_code_3(framing, tmp_path, arguments):
    jsonl(tmp_path / "in.jsonl", {"id": "1", "text": "有人背刺。"})
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked").chmod(0o555)
    tmp_path.chmod(0o755)
    with as_nobody():
        code, _, err = framing(*arguments)
    assert (code, "can't be written" in err) == (3, True), err
    assert list((tmp_path / "locked").iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to mount a small disk")
@pytest.mark.parametrize("arguments", [("tag", "-o", "disk/out.jsonl"), ("report", "-o", "disk/out")])
def test_a_disk_that_fills_up_leaves_nothing_half_written(framing, tmp_path, arguments):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        jsonl(tmp_path / "in.jsonl", *({"id": str(n), "text": f"第{n}个有人背刺。" * 200} for n in range(40)))
        code, _, err = framing(arguments[0], "in.jsonl", *arguments[1:])
        assert (code, "can't be written (no space left)" in err or "No space left" in err) == (3, True), err
        left = [path for path in disk.rglob("*") if path.is_file()]
        assert not (disk / "out.jsonl").exists()
        assert [path.name for path in left if path.name.startswith(".")] == []
        assert all(
            path.read_text(encoding="utf-8").rstrip().endswith("</html>") for path in left if "html" in path.name
        )
        if arguments[0] == "tag":
            lines = (disk / "out.jsonl.part").read_bytes().splitlines(keepends=True)
            assert len(lines) > 1
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_model_one_may_not_read_is_exit_code_4(framing, tmp_path):
    (tmp_path / "a.txt").write_text("据说有人背刺。", encoding="utf-8")
    model = model_folder(tmp_path / "model", files={"model.onnx": "sha256:0", "tokenizer.json": "sha256:0"})
    for name in ("model.onnx", "tokenizer.json"):
        (model / name).write_bytes(b"")
    for path in (model / "model.onnx", model / "framing.json"):
        path.chmod(0)
        tmp_path.chmod(0o755)
        with as_nobody():
            code, out, err = framing("tag", "a.txt", "--model", "model")
        path.chmod(0o644)
        assert (code, out) == (4, ""), err
        assert f"'model/{path.name}'" in err
