"""What the tool says, it says in both languages: every template has its Chinese twin, and no twin is idle."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
import yaml

from framing.message import SEMICOLON, Message, listed, message, place

PACKAGE = Path(__file__).resolve().parent.parent / "framing"
TWINS_FILE = PACKAGE / "messages.zh.yaml"
TWINS: dict[str, str] = yaml.safe_load(TWINS_FILE.read_text(encoding="utf-8"))
ERRORS = {"FramingError", "UsageError", "InputError", "CodebookError", "ModelError", "OutputError"}
OF_PLACE = {"path", "line"}  # what an InputError's keywords say of its place, not of its template
# Here a message made elsewhere is passed on; everywhere else a template stands where it is used.
PASSED_ON = {
    "errors.py": "Message(template, values)",
    "message.py": "Message(template, values)",
    "codebook.py": "CodebookError(fault.message, path=str(path), line=fault.line)",
    "handwritten.py": "InputError(problem, path=str(path), line=line)",
    "tagging/manifest.py": "ModelError(error.message)",
}
# After what was found, another sentence or clause says what would be fine, or what to do.
STEP = re.compile("[.;?] |; |is one that does")


class Use(NamedTuple):
    """A call that takes a template: message(…), Message(…) or an error."""

    place: str
    name: str
    call: ast.Call


@cache
def uses() -> tuple[Use, ...]:
    found: list[Use] = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := _name(node.func)) in {"message", "Message", *ERRORS}:
                found.append(Use(f"{file.relative_to(PACKAGE)}:{node.lineno}", name, node))
    return tuple(found)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def literal(use: Use) -> str | None:
    first = use.call.args[0] if use.call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def templates() -> dict[str, Use]:
    return {template: use for use in uses() if (template := literal(use)) is not None}


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def words(template: str) -> str:
    """A template without its placeholders; where no letter is left there is nothing to translate."""
    return re.sub(r"\{\w*(:[^}]*)?\}", "", template)


def test_every_template_is_a_plain_literal() -> None:
    def is_fine(use: Use) -> bool:
        first = use.call.args[0]
        made_here = isinstance(first, ast.Call) and _name(first.func) in {"message", "listed"}
        passed_on = PASSED_ON.get(use.place.rpartition(":")[0]) == ast.unparse(use.call)
        joined = use.place.startswith("message.py") and ast.unparse(first).startswith("'{between}'.join")
        return literal(use) is not None or made_here or passed_on or joined

    assert [f"{use.place} {ast.unparse(use.call)[:80]}" for use in uses() if not is_fine(use)] == []


def test_every_template_gets_just_the_values_it_has_places_for() -> None:
    def wrong() -> Iterator[str]:
        for use in uses():
            template, names = literal(use), {keyword.arg for keyword in use.call.keywords}
            if template is None or None in names or len(use.call.args) > 1:
                continue  # values handed over in a mapping are seen only when it runs
            given = names - (OF_PLACE if use.name in {"InputError", "CodebookError"} else set())
            if given and given != placeholders(template):
                yield f"{use.place}: {given} for {placeholders(template)}"

    assert list(wrong()) == []


def test_every_template_has_a_chinese_twin() -> None:
    wanted = {t: use.place for t, use in templates().items() if re.search("[A-Za-z]", words(t))}
    assert {t: place for t, place in wanted.items() if t not in TWINS} == {}


def test_no_twin_is_idle_and_none_is_written_twice() -> None:
    assert [t for t in TWINS if t not in templates()] == []
    keys = [node.value for node, _ in yaml.compose(TWINS_FILE.read_text(encoding="utf-8")).value]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("english", TWINS)
def test_a_twin_has_the_same_places_and_ends_as_its_english_does(english: str) -> None:
    chinese = TWINS[english]
    assert placeholders(chinese) == placeholders(english)
    ends = {".": "。", "?": "？", ":": "：", "…": "…"}
    left, right = words(english).rstrip("\n "), words(chinese).rstrip("\n ")
    if english.rstrip()[-1] in ends:
        assert right.endswith(ends[left[-1]]) or chinese.endswith("}")
    elif left and not english.endswith("}"):
        assert right[-1:] not in {"。", "！"}, "a part of a sentence ends like one"


@pytest.mark.parametrize("english", TWINS)
def test_a_twin_is_chinese_with_chinese_punctuation(english: str) -> None:
    chinese = TWINS[english]
    if re.search("[A-Za-z]{2}", re.sub(r"`[^`]*`", "", words(english))):
        assert re.search("[一-鿿]", chinese), "no Chinese in it"
    assert not re.search("[一-鿿][,;:?!]|[,;:?!][一-鿿]|[一-鿿]\\.$", chinese), "half-width punctuation amid Chinese"
    assert not re.search(r"[一-鿿]'[^`]*'[一-鿿]", re.sub(r"`[^`]*`", "", chinese)), "quotation marks are “”"


def test_every_error_says_a_next_step() -> None:
    errors = {t: use.place for t, use in templates().items() if use.name in ERRORS}
    assert {t: place for t, place in errors.items() if not STEP.search(words(t))} == {}


def test_a_message_is_put_into_a_language_only_when_it_is_printed() -> None:
    said = message("{number:,} lines", number=1234)
    assert (str(said), said.text("en"), said.text("zh")) == ("1,234 lines", "1,234 lines", "1,234 行")


def test_values_that_are_messages_are_put_into_the_same_language() -> None:
    said = message("'{value}' is not {wanted}", value="x", wanted=message("a number"))
    assert (said.text("en"), said.text("zh")) == ("'x' is not a number", "“x”不是数字")


def test_a_template_without_values_needs_no_doubled_braces() -> None:
    assert str(message('such as {"text": "…"}')) == 'such as {"text": "…"}'


def test_values_with_braces_are_taken_as_they_are() -> None:
    assert str(message("line {line}", line="{line} {0}")) == "line {line} {0}"


def test_values_cannot_steer_the_terminal() -> None:
    assert str(message("{a}{b}", a="a\x1b[2J\nb", b=Path("c\u202ed"))) == "a [2J bc d"


def test_without_a_twin_the_english_is_said() -> None:
    assert message("never written down").text("zh") == "never written down"


@pytest.mark.parametrize(
    ("parts", "en", "zh"),
    [((), "", ""), (("a",), "a", "a"), (("a", 2, message("text")), "a, 2, text", "a、2、文本")],
)
def test_a_list_has_the_commas_of_its_language(parts: tuple[object, ...], en: str, zh: str) -> None:
    said = listed(parts)
    assert (said.text("en"), said.text("zh")) == (en, zh)


def test_the_parts_of_a_list_may_stand_between_others_than_commas() -> None:
    assert listed(["a", "{b}"], SEMICOLON).text("zh") == "a；{b}"
    assert str(listed("ab", Message("\n"))) == "a\nb"


@pytest.mark.parametrize(
    ("origin", "zh"),
    [
        ("-", "-"),
        ("a, b.txt", "a, b.txt"),
        ("n.jsonl, line 3", "n.jsonl，第 3 行"),
        ("x, line 2, line 9", "x, line 2，第 9 行"),
    ],
)
def test_the_line_of_a_place_is_told_in_the_language(origin: str, zh: str) -> None:
    said = message("{where}", where=place(origin))
    assert (said.text("en"), said.text("zh")) == (origin, zh)
