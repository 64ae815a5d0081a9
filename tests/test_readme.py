"""The READMEs tell the truth: their figures are the shipped model's, their commands exist."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from framing.cli import app

ROOT = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.zh.md": "zh"}


def part(readme: str, name: str) -> str:
    text = (ROOT / readme).read_text(encoding="utf-8")
    found = re.search(rf"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, flags=re.DOTALL)
    assert found, f"{readme} has no part {name}"
    return found[1]


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("name", ["devices", "scores"])
def test_tables_are_what_codebook_and_model_say(readme: str, name: str) -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "readme.py"))[name](READMES[readme])
    assert part(readme, name) == made


@pytest.mark.parametrize("readme", READMES)
def test_the_demo_shows_the_shipped_model(readme: str) -> None:
    from framing.tagging import load_manifest

    assert load_manifest().signature in part(readme, "demo")


@pytest.mark.parametrize("readme", READMES)
def test_every_command_shown_exists(readme: str) -> None:
    commands = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}
    commands |= {group.name for group in app.registered_groups if group.name}
    shown = re.findall(r"^\$ framing (\w+)", (ROOT / readme).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert shown
    assert set(shown) <= commands


@pytest.mark.parametrize("readme", READMES)
def test_every_file_linked_to_exists(readme: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = ((ROOT / readme).read_text(encoding="utf-8") for readme in READMES)
    assert english.count("\n## ") == chinese.count("\n## ")
    assert re.findall("<!-- .*? -->", english) == re.findall("<!-- .*? -->", chinese)
