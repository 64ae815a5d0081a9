"""What a codebook may be, and how each fault is named."""

from __future__ import annotations

import contextlib
import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.codebook import MAX_FAULTS, Codebook, load_codebook
from framing.errors import CodebookError, InputError, UsageError

HANDBOOK = Path(__file__).parents[1] / "../shared/codebook.md"


def device(id: str, family: str) -> dict[str, Any]:
    def both() -> dict[str, str]:
        return {"zh": "说明", "en": "An explanation"}

    return {
        "id": id, "family": family, "zh": "名称", "en": "Name", "definition": both(), "tag": both(), "avoid": both(),
        "examples": [{"text": f"第{n}句话里有线索。", "evidence": ["线索"]} for n in "一二三"], "cues": ["线索"],
    }  # fmt: skip


BOOK: dict[str, Any] = {
    "id": "my-book",
    "version": "2.10",
    "families": [{"id": "tone", "zh": "语气", "en": "Tone"}, {"id": "frame_2", "zh": "框架", "en": "Frames"}],
    "devices": [device("calm", "tone"), device("angry", "tone"), device("human_interest", "frame_2")],
}


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str | bytes | object], Codebook]:
    """Loads a codebook from its text, its bytes or the data in it."""

    def load_as(content: object) -> Codebook:
        path = tmp_path / "book.yaml"
        if not isinstance(content, str | bytes):
            content = yaml.safe_dump(content, allow_unicode=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load_codebook(path)

    return load_as


def edited(place: str, value: object) -> dict[str, Any]:
    """BOOK with one place such as "devices[1].tag.en" set to `value`, or removed if `value` is `...`."""
    book = copy.deepcopy(BOOK)
    *steps, last = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", place)]
    part: Any = book
    for step in steps:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return book


def faults(load: Callable[[object], Codebook], content: object) -> list[str]:
    """The lines of the error, each without the path of the file, which all must carry."""
    with pytest.raises(CodebookError) as caught:
        load(content)
    lines = str(caught.value).splitlines()
    assert all(re.search(r"book\.yaml(:|, line \d+:) ", line) for line in lines), lines
    return [re.sub(r"^.*?book\.yaml(: |, )", "", line) for line in lines]


# ── a codebook of one's own ──────────────────────────────────────────────────────────────────────────────


def test_families_and_devices_may_be_anything(load):
    book = load(BOOK)
    assert book.signature == "my-book 2.10"
    assert book.label_ids == ("calm", "angry", "human_interest")
    assert [d.id for d in book.in_family("tone")] == ["calm", "angry"]
    assert book.in_family("no_such_family") == ()


def test_names_and_texts_come_in_both_languages(load):
    calm = load(BOOK).device("calm")
    assert (calm.name("zh"), calm.name("en")) == ("名称", "Name")
    assert (calm.tag.get("zh"), calm.tag.get("en")) == ("说明", "An explanation")
    assert load(BOOK).families[0].name("en") == "Tone"


def test_an_unknown_label_is_a_usage_error_with_the_nearest_one(load):
    with pytest.raises(UsageError, match=r"'angri' is not a label of codebook my-book 2\.10\. Did you mean 'angry'\?"):
        load(BOOK).device("angri")


def test_a_codebook_cannot_be_changed(load):
    with pytest.raises(ValueError, match="frozen"):
        load(BOOK).version = "3.0"


def test_a_byte_order_mark_and_outer_spaces_do_not_matter(load):
    content = yaml.safe_dump(edited("families[0].en", "  Tone\n"), allow_unicode=True)
    assert load(b"\xef\xbb\xbf" + content.encode()).families[0].en == "Tone"


def test_cues_may_be_left_out(load):
    assert load(edited("devices[0].cues", ...)).devices[0].cues == ()


def test_a_device_is_found_by_its_id_and_by_its_name_in_either_language_and_script(load):
    book = load(
        edited("devices[1].zh", "發火") | {"devices": [{**BOOK["devices"][0], "zh": "发火", "en": "Calm talk"}]}
    )
    for word in ("calm", "Calm", "发火", "發火", " calm talk "):
        assert book.device(word).id == "calm"


def test_an_id_comes_before_a_name(load):
    assert load(edited("devices[0].en", "angry")).device("angry").id == "angry"


def test_a_name_of_several_devices_asks_for_an_id(load):
    with pytest.raises(UsageError, match=r"name of several labels: calm, angry, human_interest. Give one of these ids"):
        load(BOOK).device("名称")


@pytest.mark.parametrize(
    ("word", "hint"), [("clam", "'calm'"), ("名称呢", "'名称'"), ("human interest", "'human_interest'")]
)
def test_an_unknown_device_gets_the_nearest_word(load, word, hint):
    with pytest.raises(UsageError, match=f"is not a label of codebook my-book 2.10. Did you mean {hint}"):
        load(BOOK).device(word)


def test_faults_are_told_in_chinese_too(load):
    with pytest.raises(CodebookError) as caught:
        load(edited("devices[1].avoid", {"zh": "", "fr": "x"}))
    assert [line.partition("book.yaml：")[2] for line in caught.value.text("zh").splitlines()] == [
        "devices[1].avoid.zh：是空白；请写上文字",
        "devices[1].avoid.en：缺少此项",
        "devices[1].avoid：没有“fr”这个键。这里可用的是键 zh、en。",
    ]


# ── files that are no codebook ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "the file is empty; a codebook is a mapping with the keys id, version, families, devices"),
        (b"# only a comment\n", "the file is empty;"),
        (b"- a\n- b\n", "found a list; a codebook is a mapping"),
        ("一句话", "found text; a codebook is a mapping"),
        (b"\x89PNG\r\n\x1a\n", "byte 0 is not UTF-8; save the codebook as a text file in UTF-8"),
        ("编码".encode("gb18030"), "byte 0 is not UTF-8"),
        (b"id: a\nversion: \x00", r"line 2: not valid YAML: the character '\x00' is not allowed"),
        (b"id: a\nfamilies: [\n", "line 3: not valid YAML: expected the node content"),
        (b"id: a\n\tversion: 1", "line 2: not valid YAML: found character '\\t'"),
        (b"id: !!python/object:os.system a", "line 1: not valid YAML: could not determine a constructor"),
        (b"id: a\n---\nid: b", "line 2: not valid YAML: but found another document"),
        (b"version: 2026-99-99", "not valid YAML: month must be in 1..12"),
        (b"[" * 999, "not valid YAML: maximum recursion depth exceeded"),
        (b"id: a\nversion: '1.0'\nid: b", "line 3: not valid YAML: the key 'id' stands here a second time; keep one"),
        (b"families:\n - {id: a, zh: b,\n    zh: c}", "line 3: not valid YAML: the key 'zh' stands here a second time"),
        (b"? [a]\n: b", "line 1: not valid YAML: found unhashable key"),
    ],
)
def test_a_file_that_is_no_codebook_is_refused_with_the_reason(load, content, fault):
    [line] = faults(load, content)
    assert line.startswith(fault)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(CodebookError, match=r"nowhere\.yaml: cannot be read \(No such file or directory\)"):
        load_codebook(tmp_path / "nowhere.yaml")
    with pytest.raises(CodebookError, match=r"cannot be read \(Is a directory\)"):
        load_codebook(tmp_path)


# ── faults inside ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("place", "value", "fault"),
    [
        ("versions", "1.0", "unknown key 'versions'. Did you mean 'version'?"),
        ("devices[1].exmaples", [], "devices[1]: unknown key 'exmaples'. Did you mean 'examples'?"),
        ("devices[1].tag.fr", "x", "devices[1].tag: unknown key 'fr'. It may have the keys zh, en."),
        ("devices[2].examples[1].note", "x", "devices[2].examples[1]: unknown key 'note'. It may have the keys"),
        ("devices[1].definition", ..., "devices[1].definition: is missing"),
        ("devices[1].avoid.en", ..., "devices[1].avoid.en: is missing"),
        ("devices[1].avoid.zh", " \u3000\n", "devices[1].avoid.zh: is blank; write a text"),
        ("devices[1].cues", ["a", ""], "devices[1].cues[1]: is blank"),
        ("families", [], "families: found 0 where at least 1 are needed"),
        ("devices", [], "devices: found 0 where at least 1 are needed"),
        ("families[0]", "tone", "families[0]: found text where a mapping with the keys id, zh, en is needed"),
        ("families[0].zh", 5, "families[0].zh: found a number where text is needed; if it is text, put it in quotes"),
        ("families[0].zh", None, "families[0].zh: found nothing where text is needed"),
        ("families[0].zh", False, "families[0].zh: found true or false where text is needed"),
        ("devices[0].cues", "线索", "devices[0].cues: found text where a list is needed"),
        ("id", "My book", "id: 'My book' is not a name"),
        ("version", 1.0, "version: found a number where text is needed"),
        ("version", "1", "version: '1' is not a version: write MAJOR.MINOR in quotes, such as \"1.0\""),
        ("version", "1.0.1", "version: '1.0.1' is not a version"),
        ("version", "v1.0", "version: 'v1.0' is not a version"),
        ("version", "１.０", "version: '１.０' is not a version"),
        ("devices[1].id", "calm", "devices[1].id: 'calm' is already the id of devices[0]"),
        ("devices[1].id", "tone", "devices[1].id: 'tone' is already the id of families[0]"),
        ("devices[1].id", "Angry", "devices[1].id: 'Angry' is not an id: use a–z, 0–9 and _"),
        ("devices[1].id", "1st", "devices[1].id: '1st' is not an id"),
        ("devices[1].id", "愤怒", "devices[1].id: '愤怒' is not an id"),
        ("devices[1].family", "tones", "devices[1].family: 'tones' is not among the families (tone, frame_2). Did you"),
        ("devices[0].examples[2]", ..., "devices[0].examples: found 2 where at least 3 are needed"),
        ("devices[0].examples[1].evidence", [], "devices[0].examples[1].evidence: found 0 where at least 1"),
        ("devices[0].examples[1].evidence", "线索", "devices[0].examples[1].evidence: found text where a list"),
        ("devices[0].examples[1].evidence", [""], "devices[0].examples[1].evidence[0]: is blank"),
        (
            "devices[2].examples[1].evidence",
            ["线索", "線索"],
            "devices[2].examples[1].evidence[1]: '線索' does not occur in its text",
        ),
    ],
)
def test_a_fault_is_named_by_its_path(load, place, value, fault):
    [line] = faults(load, edited(place, value))
    assert line.startswith(fault)


def test_all_faults_are_reported_at_once_each_on_its_line(load):
    book = edited("devices[2].examples[0].evidence", ["无"])
    book["version"] = "one"
    book["families"][1]["en"] = ""
    assert [line.split(":")[0] for line in faults(load, book)] == [
        "version", "families[1].en", "devices[2].examples[0].evidence[0]",
    ]  # fmt: skip


def test_ids_used_twice_and_unknown_families_are_reported_together(load):
    assert faults(load, edited("families[1].id", "tone")) == [
        "families[1].id: 'tone' is already the id of families[0]",
        "devices[2].family: 'frame_2' is not among the families (tone, tone).",
    ]


def test_a_flood_of_faults_is_cut(load):
    lines = faults(load, edited("families", [{}] * 30))
    assert len(lines) == MAX_FAULTS + 1
    assert lines[-1] == f"and {30 * 3 - MAX_FAULTS} more faults"


def test_a_codebook_error_is_an_input_error():
    assert CodebookError.exit_code == InputError.exit_code == 3


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
TREES = st.recursive(
    SCALARS, lambda t: st.lists(t, max_size=3) | st.dictionaries(st.text(max_size=5), t, max_size=3), max_leaves=5
)
PLACES = (
    "id", "version", "families", "families[0]", "families[1].id", "devices", "devices[1]", "devices[1].family",
    "devices[1].tag", "devices[1].tag.zh", "devices[0].examples", "devices[0].examples[1]",
    "devices[0].examples[1].text", "devices[0].examples[1].evidence", "devices[2].cues",
)  # fmt: skip
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(place=st.sampled_from(PLACES), value=TREES)
def test_whatever_stands_in_a_place_gives_a_codebook_or_a_codebook_error(load, place, value):
    with contextlib.suppress(CodebookError):
        assert isinstance(load(edited(place, value)), Codebook)


@QUICK
@given(content=st.binary(max_size=60) | st.text(alphabet="ab:-[]{}&*!|>'\"# \n\t?", max_size=40))
def test_whatever_the_file_holds_is_a_codebook_error(load, content):
    with pytest.raises(CodebookError):
        load(content)


# ── the codebook that ships ──────────────────────────────────────────────────────────────────────────────

SHIPPED = load_codebook()


def test_the_shipped_codebook_is_read_once():
    assert load_codebook() is SHIPPED
    assert SHIPPED.signature == "framing-zh 1.0"


def test_it_has_26_devices_in_4_families_in_family_order():
    assert [len(SHIPPED.in_family(family.id)) for family in SHIPPED.families] == [5, 5, 7, 9]
    by_family = [d for family in SHIPPED.families for d in SHIPPED.in_family(family.id)]
    assert by_family == list(SHIPPED.devices)


@pytest.mark.skipif(not HANDBOOK.exists(), reason="the coders' handbook is not here")
def test_it_agrees_with_the_coders_handbook_and_repeats_none_of_its_sentences():
    handbook = HANDBOOK.read_text(encoding="utf-8")
    assert [(d.id, d.zh) for d in SHIPPED.devices] == re.findall(r"^\| `(\w+)` \| (\S+) \|", handbook, re.MULTILINE)
    texts = [example.text for d in SHIPPED.devices for example in d.examples]
    assert not [t for t in texts if any(t[i : i + 8] in handbook for i in range(len(t) - 7))]


@pytest.mark.parametrize("device", SHIPPED.devices, ids=SHIPPED.label_ids)
def test_each_device_has_short_texts_distinct_examples_and_8_to_25_cues(device):
    assert len(device.definition.zh) <= 25, "one line of `framing labels` at 80 columns"
    assert len(device.definition.en) <= 111
    assert len({example.text for example in device.examples}) == len(device.examples) >= 3
    assert all(e.text.count(piece) == 1 for e in device.examples for piece in e.evidence), "evidence is unambiguous"
    assert 8 <= len(device.cues) == len(set(device.cues)) <= 25
    assert sum(device.zh in example.text for example in device.examples) <= 1, "the name itself gives it away"


def test_no_example_stands_twice_and_english_texts_are_english():
    texts = [example.text for d in SHIPPED.devices for example in d.examples]
    assert len(set(texts)) == len(texts)
    names = [d.en for d in SHIPPED.devices] + [f.en for f in SHIPPED.families]
    assert all(name.isascii() for name in names)
    assert len({d.en for d in SHIPPED.devices}) == len({d.zh for d in SHIPPED.devices}) == 26
