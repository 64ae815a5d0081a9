"""The audit: every group with its rates, what differs beyond chance in words, and what is too small to say."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import Prediction
from framing.evaluation.audit import Audit, audit, audit_decisions
from framing.evaluation.audit_table import audit_remarks, audit_tables

LABELS = ("blame", "sourcing")
NAMES = {"us": "美国那边说都怪别人。", "china": "中国那边说都怪别人。"}


def articles(number: int, **meta: Any) -> list[AnnotatedArticle]:
    """As many that name the US as name China, four sentences each, all with blame."""
    return [
        AnnotatedArticle(f"{side}{i}", None, None, meta, (AnnotatedSentence(text, {"blame": ((6, 8),)}),) * 4)
        for i in range(number)
        for side, text in NAMES.items()
    ]


def predictions(gold: list[AnnotatedArticle], found: dict[str, float]) -> list[Prediction]:
    """Blame is found in this share of the sentences that name either."""
    rng = np.random.default_rng(7)
    return [
        Prediction([{"blame": None} if rng.random() < found[a.id.rstrip("0123456789")] else {} for _ in a.sentences])
        for a in gold
    ]


def audited(number: int, us: float, china: float) -> Audit:
    gold = articles(number)
    return audit(gold, predictions(gold, {"us": us, "china": china}), LABELS, resamples=4000)


def printed(found: Audit) -> str:
    console = Console(width=250, highlight=False)
    with console.capture() as captured:
        for table in audit_tables(found, "en"):
            console.print(table)
    return "\n".join([captured.get(), *audit_remarks(found, "en")])


@pytest.fixture(scope="module")
def unfair() -> Audit:
    return audited(20, 0.3, 0.9)


def test_nothing_to_compare_is_said() -> None:
    found = audit([], [], LABELS, resamples=10)
    assert found.dimensions == ()
    assert list(audit_remarks(found, "en")) == ["The corpus has no two groups of sentences to compare"]
    assert found.to_record()["comparisons"] == 0


def test_gold_and_predictions_that_do_not_pair_up_are_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        audit(articles(1), [], LABELS)


def test_sizes_and_rates_of_a_group(unfair: Audit) -> None:
    [actor] = (d for d in unfair.dimensions if d.id == "actor")
    [us] = (g for g in actor.groups if g.id == "us")
    assert (us.articles, us.documents, us.sentences, us.gold) == (20, 20, 80, 80)
    missed, ratio = us.rates["missed"], us.rates["given_per_gold"]
    assert missed
    assert ratio
    assert missed.value == pytest.approx(1 - us.given / 80)
    assert ratio.value == pytest.approx(us.given / 80)
    assert missed.low < missed.value < missed.high


def test_a_side_whose_devices_are_missed_more_is_flagged_with_a_reason(unfair: Audit) -> None:
    flagged = {(c.dimension, c.group, c.against, c.rate) for c in unfair.contrasts if c.is_flagged}
    assert ("side", "us not china", "china not us", "missed") in flagged
    text = printed(unfair)
    assert "‡ One named, not the other, the US, not China against China, not the US: share missed 0." in text
    assert ", beyond chance as well" in text


def test_sides_treated_alike_are_not_flagged() -> None:
    assert not any(c.differs for c in audited(20, 0.6, 0.6).contrasts)


@pytest.mark.parametrize(("number", "judged"), [(4, False), (7, False), (8, True)])
def test_a_group_below_30_sentences_or_5_documents_is_listed_not_judged(number: int, judged: bool) -> None:
    found = audited(number, 0.0, 1.0)  # four sentences a document
    [side] = (d for d in found.dimensions if d.id == "side")
    assert [g.is_judged for g in side.groups] == [judged] * 2
    assert bool(side.contrasts) is judged
    assert ("the US, not China °" in printed(found)) is not judged


def test_documents_are_resampled_so_passages_of_one_count_as_one() -> None:
    gold = [AnnotatedArticle(a.id, None, None, {"doc": a.id[:2]}, a.sentences) for a in articles(20)]
    found = audit(gold, predictions(gold, {"us": 0.1, "china": 0.9}), LABELS, resamples=100)
    assert {g.documents for d in found.dimensions for g in d.groups} == {1}
    assert found.contrasts == []


def test_matrices_give_what_predictions_give() -> None:
    gold = articles(10)
    predicted = predictions(gold, {"us": 0.3, "china": 0.8})
    given = np.array([[label in s for label in LABELS] for p in predicted for s in p.labels], np.bool_)
    truth = np.array([[label in s.labels for label in LABELS] for a in gold for s in a.sentences], np.bool_)
    assert audit_decisions(gold, truth, given, LABELS, resamples=200) == audit(gold, predicted, LABELS, resamples=200)


def test_a_record_is_json_with_names_reasons_and_the_signature_last(unfair: Audit) -> None:
    record = json.loads(json.dumps(unfair.to_record()))
    assert list(record) == ["dimensions", "least", "comparisons", "correction", "differ", "flagged", "signature"]
    assert record["comparisons"] == len(unfair.contrasts)
    assert 0 < record["flagged"] <= record["differ"]
    [side] = (d for d in record["dimensions"] if d["id"] == "side")
    assert side["groups"][0]["name"] == {"zh": "提美国不提中国", "en": "the US, not China"}
    assert side["groups"][0]["judged"] is True
    reasons = [d["reason"] for d in side["differences"] if d["flagged"]]
    assert all("仍超出偶然" in reason["zh"] for reason in reasons)
    assert all("reason" not in d for d in side["differences"] if not d["differs"])
    assert record["signature"].startswith("audit:Benjamini-Hochberg|actors:1.")
    assert "|articles:40|documents:40|sentences:160|" in record["signature"]
