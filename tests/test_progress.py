"""A bar is shown to who is watching, and never gets between a command and its output."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from framing.message import message
from framing.progress import Progress


def test_off_a_terminal_nothing_is_shown(capsys):
    progress = Progress()
    assert not progress.is_shown
    assert list(progress.track(range(3), message("tagging"))) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("items", "total"), [(range(3), None), (iter(range(3)), 3), (iter(range(3)), None)])
def test_on_a_terminal_results_still_go_to_stdout(capsys, items, total):
    screen = io.StringIO()
    progress = Progress(Console(file=screen, force_terminal=True, width=80))
    assert progress.is_shown
    for item in progress.track(items, message("tagging"), total=total):
        print(item)
    assert "tagging" in screen.getvalue()
    assert capsys.readouterr().out == "0\n1\n2\n"


def test_the_bar_is_in_the_language_it_is_given():
    screen = io.StringIO()
    list(Progress(Console(file=screen, force_terminal=True, width=80), "zh").track([1], message("tagging")))
    assert "标注" in screen.getvalue()
