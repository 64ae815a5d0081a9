"""The sentences of the behaviour suite are checked when they are read; those that ship are enough for every device."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from framing.codebook import load_codebook
from framing.errors import InputError
from framing.evaluation.behaviour.checks import sentences_of
from framing.evaluation.behaviour.filling import swaps
from framing.evaluation.behaviour.suite import QUIET, SHIPPED_SUITE, load_suite
from framing.shipped import shipped_path

CODEBOOK = load_codebook()
SUITE = load_suite(CODEBOOK)
Spoil = Callable[[str, str], Path]


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """A copy of the shipped suite with other content in one file."""

    def made(name: str, content: str) -> Path:
        folder = tmp_path / "suite"
        shutil.copytree(shipped_path(SHIPPED_SUITE), folder)
        (folder / name).write_text(content, encoding="utf-8")
        return folder

    return made


@pytest.mark.parametrize(("file", "content", "problem"), [
    ("more.yaml", "clique: []", "unknown key 'more'."),
    ("mentions.yaml", "clique: {denid: [没有圈子。]}", "mentions.clique: unknown key 'denid'. Did you mean 'denied'?"),
    ("figurative.yaml", "cliqe: [[甲, 乙]]", "figurative: 'cliqe' is no label of framing-zh 1.0. Did"),
    ("stances.yaml", "clique: [[甲]]", "stances.clique[0]"),
    ("stances.yaml", "- 甲", "stances: found a list where a mapping"),
    ("stances.yaml", "", "stances: found nothing where a mapping"),
    ("swaps.yaml", "clique: {planet: ['{a}抱团。']}", "swaps.clique: 'planet' has no fillers"),
    ("swaps.yaml", "clique: {country: ['{c}抱团。']}", "needs the slots a, or a and b, in braces"),
    ("swaps.yaml", "clique: {country: ['中国抱团。']}", "needs the slots a, or a and b, in braces"),
    ("swaps.yaml", "clique: {country: ['{a抱团。']}", "needs the slots a, or a and b, in braces"),
    ("typos.yaml", "在: [", "line 1: not valid YAML"),
    ("typos.yaml", "在: 再\n在: 载\n", "line 2: not valid YAML: the key '在' stands here a second time"),
])  # fmt: skip
def test_a_fault_in_a_file_is_named(spoil: Spoil, file: str, content: str, problem: str) -> None:
    with pytest.raises(InputError) as fault:
        load_suite(CODEBOOK, spoil(file, content))
    assert problem in str(fault.value)


def test_a_file_that_is_missing_is_named(spoil: Spoil) -> None:
    folder = spoil("typos.yaml", "")
    (folder / "typos.yaml").unlink()
    with pytest.raises(InputError, match="typos: is missing"):
        load_suite(CODEBOOK, folder)


@pytest.mark.parametrize("device", CODEBOOK.label_ids)
def test_every_device_has_its_sentences(device: str) -> None:
    assert sum(map(len, SUITE.swaps[device].values())) >= 8
    assert len(SUITE.figurative[device]) >= 6
    assert SUITE.mentions[device].denied
    assert SUITE.mentions[device].defined
    assert len(SUITE.stances[device]) >= 1
    assert device == "sourcing" or len(SUITE.quotations[device]) >= 1


def test_there_are_forty_quiet_sentences_and_twelve_actors_of_each_kind() -> None:
    assert sum(map(len, SUITE.swaps[QUIET].values())) >= 40
    assert all(len({name for pair in pairs for name in pair}) >= 12 for pairs in SUITE.fillers.values())


def test_no_sentence_stands_there_twice() -> None:
    texts = [text for kinds in SUITE.swaps.values() for texts in kinds.values() for text in texts]
    pairs = (SUITE.stances, SUITE.figurative, SUITE.quotations)
    texts += [text for part in pairs for all_pairs in part.values() for pair in all_pairs for text in pair]
    texts += [text for mentions in SUITE.mentions.values() for text in mentions.all]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []
    assert len(sentences_of(SUITE, list(swaps(SUITE)))) == len(texts)


def test_the_hash_tells_one_state_of_the_suite_from_another() -> None:
    other = SUITE.model_copy(update={"typos": {"在": "再"}})
    assert SUITE.hash.startswith("sha256:")
    assert SUITE.hash == load_suite(CODEBOOK).hash != other.hash
