"""Floors: simple systems that learn from training articles alone, or from the codebook's cues."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.codebook import Codebook, Device, Example, Family, Text
from framing.corpus import AnnotatedArticle, AnnotatedSentence, Span
from framing.errors import UsageError
from framing.evaluation import Prediction, score
from framing.evaluation.floors import CueList, Floor, best_threshold, embedding_floor, tfidf_floor


def device(id: str, *cues: str) -> Device:
    text = Text(zh="无", en="none")
    examples = (Example(text="例句", evidence=("例句",)),) * 3
    return Device(
        id=id, family="f", zh=id, en=id, definition=text, tag=text, avoid=text, examples=examples, cues=cues
    )  # fmt: skip


def codebook(*devices: Device) -> Codebook:
    return Codebook(id="tiny", version="1.0", families=(Family(id="f", zh="族", en="family"),), devices=devices)


def article(id: str, *sentences: str | tuple[str, str]) -> AnnotatedArticle:
    """An article of plain sentences and of (sentence, label) pairs whose evidence is the whole sentence."""
    pairs = [(s, None) if isinstance(s, str) else s for s in sentences]
    return AnnotatedArticle(
        id=id, title=None, source=None, meta={},
        sentences=tuple(
            AnnotatedSentence(text, {} if label is None else {label: ((0, len(text)),)}) for text, label in pairs
        ),
    )  # fmt: skip


# Cue list.


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今天天气不错。", {}),
        ("他们抱团取暖。", {"clique": [(2, 4)]}),
        ("😀他们抱团。", {"clique": [(3, 5)]}),
        ("抱团的又抱团了。", {"clique": [(0, 2), (4, 6)]}),
        ("有人挥舞大棒。", {"coercion": [(4, 6)], "war_metaphor": [(4, 6)]}),
        ("有人揮舞大棒，還選邊。", {"coercion": [(4, 6)], "war_metaphor": [(4, 6)], "clique": [(8, 10)]}),
        ("这是一次双赢学术合作。", {}),
        ("又见赢学大师。", {"winology": [(2, 4)]}),
        ("大棒政策回来了。", {"coercion": [(0, 2)], "war_metaphor": [(0, 2)]}),
    ],
    ids=[
        "no cue", "evidence is the cue", "offsets are code points", "every place", "a cue of two devices",
        "traditional script", "across two words by chance", "a phrase the dictionary lacks", "within a longer word",
    ],
)  # fmt: skip
def test_a_cue_is_a_device_and_its_own_evidence(text: str, found: dict[str, list[Span]]) -> None:
    book = codebook(
        device("clique", "抱团", "選邊"), device("winology", "赢学"), device("coercion", "大棒"),
        device("war_metaphor", "大棒"),
    )  # fmt: skip
    assert CueList(book).fit([]).predict([article("a", text)]) == [Prediction([found])]


def test_a_codebook_without_cues_finds_nothing() -> None:
    assert CueList(codebook(device("clique"))).predict([article("a", "他们抱团。")]) == [Prediction([{}])]


# Floors that learn.

TRAINING = [
    article(
        f"a{i}", ("他们又在抱团排挤新人", "clique"), "今天的天气还算不错", ("这简直是一场灾难", "alarm"), "明天照常上班"
    )
    for i in range(8)
]
UNSEEN = [article("b", "几家厂商抱团排挤别人", "后天照常上班"), article("c", "对行业来说是一场灾难")]


def found(predicted: Sequence[Prediction]) -> list[object]:
    return [prediction.labels for prediction in predicted]


def letters(texts: Sequence[str]) -> np.ndarray:
    """A frozen "encoder": how often a few characters occur."""
    return np.array([[text.count(c) for c in "抱团排灾难常气"] for text in texts], dtype=np.float64)


@pytest.mark.parametrize(
    "make", [tfidf_floor, lambda labels: embedding_floor(letters, labels)], ids=["tfidf", "frozen"]
)
def test_a_floor_learns_devices_from_the_training_sentences_and_gives_no_evidence(make) -> None:  # type: ignore[no-untyped-def]
    floor: Floor = make(["clique", "alarm", "glory"])
    predicted = floor.fit(TRAINING).predict(UNSEEN)
    assert found(predicted) == [[{"clique": None}, {}], [{"alarm": None}]]
    assert score(UNSEEN, predicted, ["clique"]).evidence_f1 is None


def test_a_floor_that_learns_gives_a_probability_for_every_label_and_0_for_one_it_could_not_learn() -> None:
    [article_b, _] = tfidf_floor(["clique", "alarm", "glory"]).fit(TRAINING).predict(UNSEEN)
    assert article_b.scores is not None
    first, second = article_b.scores
    assert list(first) == ["clique", "alarm", "glory"]
    assert 1 > first["clique"] > 0.5 > second["clique"] > 0 == first["glory"]


def test_a_cue_list_gives_no_probabilities() -> None:
    assert CueList(codebook(device("clique", "抱团"))).predict(UNSEEN)[0].scores is None


def test_a_floor_learns_the_same_twice_and_forgets_what_it_learnt_before() -> None:
    floor = tfidf_floor(["clique", "alarm"])
    first = floor.fit(TRAINING).predict(UNSEEN)
    unlabelled = [article(f"n{i}", "一句平常的话", "又一句平常的话") for i in range(8)]
    assert found(floor.fit(unlabelled).predict(UNSEEN)) == [[{}, {}], [{}]]
    assert floor.fit(TRAINING).predict(UNSEEN) == first


def test_the_test_labels_do_not_matter_to_a_prediction() -> None:
    floor = tfidf_floor(["clique", "alarm"]).fit(TRAINING)
    labelled = [article("b", ("几家厂商抱团排挤别人", "alarm"), ("后天照常上班", "alarm")), UNSEEN[1]]
    assert floor.predict(labelled) == floor.predict(UNSEEN)


def test_a_label_that_only_one_document_has_or_that_all_sentences_have_is_never_predicted() -> None:
    everywhere = [article(f"a{i}", ("又见抱团", "clique")) for i in range(8)]
    assert found(tfidf_floor(["clique"]).fit(everywhere).predict(UNSEEN)) == [[{}, {}], [{}]]
    once = [*TRAINING, article("x", ("后天照常上班", "glory"))]
    assert found(tfidf_floor(["glory"]).fit(once).predict(UNSEEN)) == [[{}, {}], [{}]]


def test_fewer_documents_than_folds_cannot_train_a_floor() -> None:
    with pytest.raises(UsageError, match="5 folds cannot be made of 2 documents"):
        tfidf_floor(["clique"]).fit(TRAINING[:2])


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jieba", None)
    with pytest.raises(UsageError, match=r"pip install 'framing\[evaluate\]'"):
        CueList(codebook(device("clique", "抱团")))


# Thresholds.


@pytest.mark.parametrize(
    ("probabilities", "y", "threshold", "f1"),
    [
        ([0.9, 0.8, 0.1], [True, True, False], 0.45, 1.0),
        ([0.9, 0.8, 0.1], [True, False, True], 0.1, 0.8),
        ([0.2, 0.9, 0.3], [False, True, False], 0.6, 1.0),
        ([0.5, 0.5, 0.5], [False, True, False], 0.5, 0.5),
        ([0.3], [True], 0.3, 1.0),
    ],
)
def test_the_best_threshold_has_the_best_f1(
    probabilities: list[float], y: list[bool], threshold: float, f1: float
) -> None:
    assert best_threshold(np.array(probabilities), np.array(y)) == pytest.approx((threshold, f1))


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.4, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_no_other_threshold_is_better(rows: list[tuple[float, bool]]) -> None:
    from sklearn.metrics import f1_score

    probabilities, y = np.array([p for p, _ in rows]), np.array([t or i == 0 for i, (_, t) in enumerate(rows)])
    threshold, f1 = best_threshold(probabilities, y)
    assert f1 == pytest.approx(f1_score(y, probabilities >= threshold))
    assert f1 == pytest.approx(max(f1_score(y, probabilities >= t) for t in set(probabilities)))
