"""The house rules: five floors whose imports only go down, small documented modules, a light base, no pickles."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "framing").rglob("*.py"))
FLOORS = (
    {
        "errors",
        "message",
        "validation",
        "script",
        "article",
        "handwritten",
        "codebook",
        "progress",
        "shipped",
        "trust",
    },
    {"reading", "tagging", "mix", "corpus"},
    {"batch", "report", "evaluation"},
    {"training", "web"},
    {"cli", "framing", "__main__"},  # "framing" is the package's own __init__.py
)
# On the ground and under the roof the rooms lean on each other; in between, neighbours keep apart.
SHARED_FLOORS = {0, len(FLOORS) - 1}
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
ONLY_IN_EXTRAS = (
    "accelerate", "datasets", "docx", "jieba", "onnx", "pandas", "pyarrow", "python_calamine", "scipy", "sklearn",
    "torch", "transformers", "zstandard",
)  # fmt: skip
MAX_LINES = 300


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in FILES}


def room(module: str) -> str:
    """The part of the house a module lies in: framing.reading.html → reading."""
    return module.split(".")[1] if "." in module else module


def imported(module: str) -> Iterator[str]:
    """The modules of the house that `module` imports, wherever in the file; `__version__` is nobody's room."""
    file = MODULES[module]
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            for name in (alias.name for alias in node.names if alias.name != "__version__"):
                if origin in MODULES:
                    yield f"{origin}.{name}" if f"{origin}.{name}" in MODULES else origin


IMPORTS = {module: set(imported(module)) - {module} for module in MODULES}


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode != 0:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in MODULES} <= set(FLOOR)


def test_imports_only_go_down_and_neighbours_on_a_floor_do_not_import_each_other() -> None:
    def is_allowed(module: str, target: str) -> bool:
        here, there = FLOOR[room(module)], FLOOR[room(target)]
        return there < here or room(module) == room(target) or here == there in SHARED_FLOORS

    wrong = [f"{m} imports {t}" for m, targets in IMPORTS.items() for t in targets if not is_allowed(m, t)]
    assert wrong == []


def test_no_imports_run_in_a_circle() -> None:
    graphlib.TopologicalSorter(IMPORTS).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_and_stays_a_room_one_can_know(module: str) -> None:
    source = MODULES[module].read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "the module has no docstring"
    assert len(source.splitlines()) <= MAX_LINES


def test_everything_up_to_a_report_runs_without_what_only_the_extras_bring() -> None:
    base = [m for m in MODULES if FLOOR[room(m)] <= 1 or room(m) in {"batch", "report", "framing", "cli"}]
    program = (
        f"import importlib, sys\nfor name in {base!r}: importlib.import_module(name)\n"
        f"print(*(name for name in {ONLY_IN_EXTRAS!r} if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, ""), run.stderr


def test_no_tracked_file_is_a_pickle() -> None:
    def is_pickle(file: Path) -> bool:
        with file.open("rb") as stream:
            head = stream.read(2)
        named_so = file.suffix in {".pkl", ".pickle", ".joblib", ".pt", ".pth"}
        return named_so or (len(head) == 2 and head[0] == 0x80 and 2 <= head[1] <= 5)

    assert [str(file.relative_to(ROOT)) for file in tracked_files() if is_pickle(file)] == []


@pytest.mark.parametrize(
    ("file", "pattern"),
    [
        ("pyproject.toml", r'^version = "(.+)"$'),
        ("CITATION.cff", r"^version: (.+)$"),
        ("CHANGELOG.md", r"^## (\S+) \(\d{4}-\d{2}-\d{2}\)$"),
    ],
)
def test_the_version_is_the_same_wherever_it_is_written(file: str, pattern: str) -> None:
    from framing import __version__

    found = re.search(pattern, (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    assert found[1] == __version__
