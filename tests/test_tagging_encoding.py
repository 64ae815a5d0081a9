"""What the model sees, and where in the sentence it stands."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from framing.script import to_simplified
from framing.shipped import shipped_path
from framing.tagging.encoding import Encoder, window_bounds

CHINESE = st.text(st.sampled_from("「經濟」背刺，。！？…… 　５０％Aa1.5\u200b\t\n🙂𠮷①ﷺ㍿（）"), max_size=80)


@cache
def encoder(max_tokens: int = 192) -> Encoder:
    from tokenizers import Tokenizer

    return Encoder(Tokenizer.from_file(str(shipped_path("models/framing-zh-mini/tokenizer.json"))), max_tokens)


@given(length=st.integers(0, 400), size=st.integers(3, 60))
def test_every_token_is_owned_by_exactly_one_window(length: int, size: int) -> None:
    owned = [i for _, _, first, last in window_bounds(length, size, size // 3) for i in range(first, last)]
    assert owned == list(range(length))


@given(length=st.integers(1, 400), size=st.integers(3, 60))
def test_no_window_is_longer_than_the_model_reads_and_each_holds_what_it_owns(length: int, size: int) -> None:
    for start, end, first, last in window_bounds(length, size, size // 3):
        assert 0 <= start <= first <= last <= end <= length
        assert end - start <= size


@given(st.text(max_size=60))
def test_simplifying_keeps_every_offset(text: str) -> None:
    assert len(to_simplified(text)) == len(text)


def test_traditional_characters_reach_the_model_as_simplified_ones() -> None:
    assert to_simplified("「經濟」脫鉤 GDP ５０％") == "「经济」脱钩 GDP ５０％"
    (traditional,), (simplified,) = encoder().encode(["經濟脫鉤"]), encoder().encode(["经济脱钩"])
    assert traditional == simplified


@settings(deadline=None)
@given(CHINESE)
def test_token_spans_lie_inside_the_sentence_and_never_run_backwards(sentence: str) -> None:
    ((window, *rest),) = encoder().encode([sentence])
    assert not rest
    assert len(window.ids) == len(window.spans) + 2
    assert all(0 <= start <= end <= len(sentence) for start, end in window.spans)
    assert list(window.spans) == sorted(window.spans)


def test_widths_and_odd_blanks_are_normalised_without_moving_offsets() -> None:
    sentence = "高达５０％的\u200b税"
    ((window,),) = encoder().encode([sentence])
    covered = {i for start, end in window.spans for i in range(start, end)}
    assert covered == set(range(len(sentence)))


def test_a_sentence_longer_than_the_model_reads_is_windowed_and_no_character_is_lost() -> None:
    sentence = "他们说这回又赢了，" * 60
    (windows,) = encoder(64).encode([sentence])
    assert len(windows) > 1
    assert all(len(w.ids) <= 64 for w in windows)
    owned = [span for w in windows for span in w.spans[w.owned[0] : w.owned[1]]]
    assert {i for start, end in owned for i in range(start, end)} == set(range(len(sentence)))


def test_an_empty_sentence_still_gives_one_window() -> None:
    assert [len(w) for w in encoder().encode(["", " "])] == [1, 1]
