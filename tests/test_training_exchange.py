"""Other names in the same sentence: who stands there changes, the labels and what shows them stay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("torch")

from framing.codebook import load_codebook
from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.errors import InputError
from framing.evaluation.behaviour import load_suite
from framing.training.exchange import Exchanger, Exchanges, load_exchanges, moved, replaced

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("甲国", "乙国", "丙丁联邦")
EXCHANGES = Exchanges(version="1", lists=(PLACES, ("男人", "女人")), guards=("甲国时间",))
EXCHANGER = Exchanger(EXCHANGES)


def sentence(text: str, **evidence: str) -> AnnotatedSentence:
    spans = {label: ((text.index(words), text.index(words) + len(words)),) for label, words in evidence.items()}
    return AnnotatedSentence(text, spans)


def exchanged(text: str, seed: int, **evidence: str) -> tuple[str, dict[str, str]]:
    got = EXCHANGER.exchange(sentence(text, **evidence), np.random.default_rng(seed))
    return got.text, {label: got.text[slice(*spans[0])] for label, spans in got.labels.items()}


@given(st.integers(0, 10_000))
def test_evidence_moves_with_its_words(seed: int) -> None:
    text, evidence = exchanged("甲国又在乙国背后捅刀，甲国笑了。", seed, betrayal="背后捅刀", sarcasm="甲国笑")
    first, second = text.split("又在")[0], text.split("又在")[1].split("背后")[0]
    assert text == f"{first}又在{second}背后捅刀，{first}笑了。"
    assert first != second
    assert {first, second} <= set(PLACES)
    assert evidence == {"betrayal": "背后捅刀", "sarcasm": f"{first}笑"}


@given(st.integers(0, 10_000))
def test_evidence_that_ends_within_a_name_takes_the_whole_new_one(seed: int) -> None:
    text, evidence = exchanged("可笑的乙国", seed, sarcasm="可笑的乙")
    assert evidence == {"sarcasm": text}


def test_a_guarded_word_a_sentence_without_names_and_traditional_script() -> None:
    assert exchanged("甲国时间九点", 1)[0] == "甲国时间九点"
    plain = sentence("河边修路")
    assert EXCHANGER.exchange(plain, np.random.default_rng(1)) is plain
    assert {exchanged("這是甲國", seed)[0][:2] for seed in range(20)} == {"这是"}


def test_the_draw_decides_and_about_the_share_is_changed() -> None:
    articles = [AnnotatedArticle(str(k), None, None, {}, (sentence("男人说"),)) for k in range(400)]
    texts = [a.sentences[0].text for a in EXCHANGER.vary(articles, 0.5, 3)]
    assert texts == [a.sentences[0].text for a in EXCHANGER.vary(articles, 0.5, 3)]
    assert 60 < texts.count("女人说") < 140  # half of them drawn, half of those get the other name


@given(st.text("abc", max_size=12), st.data())
def test_what_no_edit_touches_is_found_again(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edits = [(start, end, data.draw(st.text("XY", min_size=1, max_size=4)))] if start < end else []
    span = data.draw(st.sampled_from([(0, start), (end, len(text))]))
    if span[0] < span[1]:
        new = moved(span, edits)
        assert replaced(text, edits)[slice(*new)] == text[slice(*span)]


def test_the_shipped_list_is_valid_and_keeps_to_itself() -> None:
    exchanges = load_exchanges(ROOT / "labels" / "exchanges.yaml")
    names = {name for names in exchanges.lists for name in names}
    assert len(names) > 300
    assert not names & set(exchanges.guards)
    invented = load_suite(load_codebook()).fillers
    assert not names & {
        name for kind in ("company", "team", "person", "fans") for pair in invented[kind] for name in pair
    }


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("version: '1'\nlists: [[甲, 乙], [乙, 丙]]\n", "'乙'"),
        ("version: '1'\nlists: [[甲]]\n", "lists"),
        ("[", "YAML"),
    ],
)
def test_a_faulty_list_is_refused_with_its_fault(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "names.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load_exchanges(path)
