"""Options of tagging: what a record remembers of them, and when the model's known errors hold."""

from __future__ import annotations

import pytest
from stub_tagger import CODEBOOK, LABELS, manifest, stub

from framing.batch import TagOptions
from framing.errors import InputError, UsageError
from framing.mix import ErrorCounts

COUNTS = ErrorCounts(40, 10, 12, 500)


@pytest.mark.parametrize(
    ("options", "record"),
    [
        (TagOptions(), {}),
        (TagOptions(all_scores=True), {}),
        (TagOptions(threshold=0.0), {"threshold": 0.0}),
        (TagOptions(preset="recall", labels=("clique", "alarm")), {"preset": "recall", "labels": ["clique", "alarm"]}),
    ],
)
def test_a_record_holds_what_differs_from_the_defaults_and_bears_on_the_labels(options, record):
    assert options.to_record() == record
    assert TagOptions.from_record(record).to_record() == record


@pytest.mark.parametrize(
    "record",
    [
        {"threshold": "0.3"}, {"preset": "best"}, {"preset": []}, {"labels": "clique"}, {"labels": [1]}, {"x": 1},
        [], "a", None,
    ],
)  # fmt: skip
def test_options_no_one_wrote_are_refused(record):
    with pytest.raises(InputError, match="options"):
        TagOptions.from_record(record)


def test_the_errors_hold_at_the_models_own_thresholds_for_every_label_and_family():
    ids = [*LABELS, *(family.id for family in CODEBOOK.families)]
    assert TagOptions(all_scores=True).known_errors(manifest()) == dict.fromkeys(ids, COUNTS)


@pytest.mark.parametrize(
    "options", [TagOptions(threshold=0.5), TagOptions(preset="precision"), TagOptions(preset="recall")]
)
def test_at_other_thresholds_no_errors_are_known(options):
    assert options.known_errors(manifest()) == {}


def test_for_some_labels_the_errors_of_these_hold_and_no_familys():
    assert TagOptions(labels=("clique",)).known_errors(manifest()) == {"clique": COUNTS}


@pytest.mark.parametrize(
    "options", [TagOptions(labels=("clik",)), TagOptions(threshold=1.1), TagOptions(threshold=float("nan"))]
)
def test_what_the_tagger_refuses_is_wrong_usage(options):
    with pytest.raises(UsageError):
        options.applied_to(stub())


def test_grades_hold_at_the_models_own_thresholds_only():
    grade = {"grade": "C", "doubt": "f1", "f1": 0.3, "low": 0.1, "support": 20, "agreement": None}
    made = manifest(trust={"clique": grade, "alarm": grade})
    for options in (TagOptions(), TagOptions(all_scores=True), TagOptions(labels=("clique",))):
        assert options.known_trust(made) == made.trust
    for options in (TagOptions(threshold=0.5), TagOptions(preset="precision"), TagOptions(preset="recall")):
        assert options.known_trust(made) == {}
