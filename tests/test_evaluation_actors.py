"""Whom a sentence names: the longest name counts, in either script, and words that hold one by chance name nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.errors import InputError
from framing.evaluation.actors import ActorFinder, load_actors

ACTORS = load_actors()
FINDER = ActorFinder(ACTORS)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("", set()),
        ("天气不错。", set()),
        ("美国加了关税。", {"us"}),
        ("美國加了關稅，南韓觀望。", {"us", "south_korea"}),
        ("中美两国又谈了一轮。", {"china", "us"}),
        ("白宫没有回应。", {"us"}),
        ("美国国务院没有回应。", {"us"}),  # not China's 国务院
        ("中国台湾的队伍来了。", {"taiwan"}),
        ("臺灣的隊伍來了。", {"taiwan"}),
        ("他们在集中美国的订单。", {"us"}),  # 集中 + 美国, not 中美
        ("香港警队来了。", {"hong_kong", "police"}),
        ("北京时间八点开会。", set()),
        ("印度尼西亚的橡胶涨价了。", set()),
        ("集团军正在演练。", set()),
        ("警方与示威者对峙。", {"police", "protesters"}),
        ("特区政府随后回应。", {"hong_kong_government"}),
        ("俄乌都说准备好了。", {"russia", "ukraine"}),
    ],
)
def test_a_sentence_names_those_whose_names_stand_in_it(sentence: str, named: set[str]) -> None:
    assert FINDER.find(sentence) == named


def test_every_name_of_the_shipped_list_finds_its_actor_and_chance_words_find_nobody() -> None:
    for actor in ACTORS.actors:
        assert [name for name in actor.names if actor.id not in FINDER.find(name)] == []
    assert [word for word in ACTORS.nobody if FINDER.find(word)] == []


def test_the_signature_changes_with_a_name() -> None:
    changed = ACTORS.model_copy(update={"nobody": (*ACTORS.nobody, "美国队长")})
    assert changed.signature != ACTORS.signature
    assert changed.signature.startswith(f"{ACTORS.version}-")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "version: is missing"),
        ("version: '1'\nactors: [{id: a, zh: 甲, en: A}]", "actors[0].names: is missing"),
        ("version: '1'\nactors: [{id: a, zh: 甲, en: A, names: [甲], colour: red}]", "unknown key 'colour'"),
        ("version: '1'\nactors: [{id: a, zh: 甲, en: A, names: [甲]}, {id: a, zh: 乙, en: B, names: [乙]}]", "twice"),
        ("version: '1'\nactors: [{id: a, zh: 甲, en: A, names: [甲]}]\nopposed: [[a, b]]", "no actor 'b'"),
        ("version: [", "not valid YAML"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_a_list_with_a_fault_is_an_input_error_that_names_the_file(
    content: str | None, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "actors.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as fault:
        load_actors(path)
    assert str(fault.value).startswith(str(path))
    assert said in str(fault.value)
