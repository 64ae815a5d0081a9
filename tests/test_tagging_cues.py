"""Cues of the codebook in a sentence."""

from __future__ import annotations

from framing.codebook import Codebook, load_codebook
from framing.tagging.cues import CueMatcher, cues_hash


def test_a_cue_is_found_where_it_stands_for_every_label_that_has_it() -> None:
    found = CueMatcher(load_codebook()).find("他打出最后一张王牌，又挥起大棒。")
    assert found["game_metaphor"] == found["stranglehold"] == [(7, 9)]
    assert found["coercion"] == found["war_metaphor"] == [(13, 15)]


def test_traditional_script_has_the_same_cues_at_the_same_places() -> None:
    matcher = CueMatcher(load_codebook())
    assert matcher.find("眾所周知，盟友陽奉陰違。") == matcher.find("众所周知，盟友阳奉阴违。") != {}


def test_a_sentence_without_a_cue_has_none(tiny_codebook: Codebook) -> None:
    assert CueMatcher(tiny_codebook).find("") == {}
    assert CueMatcher(tiny_codebook).find("天气转凉了。") == {}


def test_the_hash_knows_the_cues_and_nothing_else(tiny_codebook: Codebook) -> None:
    renamed = tiny_codebook.model_copy(update={"version": "9.9"})
    first, *rest = tiny_codebook.devices
    other = tiny_codebook.model_copy(update={"devices": (first.model_copy(update={"cues": ("新词",)}), *rest)})
    assert cues_hash(renamed) == cues_hash(tiny_codebook) != cues_hash(other)
