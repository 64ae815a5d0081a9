"""Recipe, batches, decisions: the parts of training that can be seen without training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.codebook import Codebook
from framing.errors import UsageError

pytest.importorskip("torch")

from framing.training.decisions import (
    Readings,
    calibrate,
    choose_evidence_threshold,
    choose_thresholds,
    error_tables,
    macro_f1,
    micro_f1,
    scores_of,
)
from framing.training.examples import drawn, plan_batches
from framing.training.recipe import Sampling, load_recipe


@given(
    lengths=st.lists(st.integers(2, 200), min_size=1, max_size=120),
    budget=st.integers(16, 600),
    seed=st.one_of(st.none(), st.integers(0, 9)),
)
def test_every_example_is_in_one_batch_and_no_batch_exceeds_its_token_budget(
    lengths: list[int], budget: int, seed: int | None
) -> None:
    planned = plan_batches(lengths, budget, seed)
    assert sorted(row for batch in planned for row in batch) == list(range(len(lengths)))
    for batch in planned:
        assert len(batch) == 1 or len(batch) * max(lengths[row] for row in batch) <= budget


def test_batches_of_an_epoch_depend_on_its_seed_alone() -> None:
    lengths = list(np.random.default_rng(1).integers(5, 60, 300))
    assert plan_batches(lengths, 256, 7) == plan_batches(lengths, 256, 7) != plan_batches(lengths, 256, 8)


def test_an_epoch_sees_rare_labels_often_and_quiet_sentences_seldom() -> None:
    from datasets import Dataset

    labels = [[1]] * 10 + [[0]] * 490 + [[0, 1]] * 10 + [[]] * 490  # label 0 is in half, label 1 in a fiftieth
    examples = Dataset.from_dict({"labels": labels})
    sampling = Sampling(rate=0.08, most=1.5, quiet=0.25)
    seen = drawn(examples, sampling, 2, seed=7)
    rare, common, both, quiet = (
        sum(a <= row < b for row in seen) / (b - a) for a, b in ((0, 10), (10, 500), (500, 510), (510, 1000))
    )
    assert 1 <= rare <= 2  # sqrt(0.08 / 0.02) = 2 visits asked for, 1.5 at most
    assert common == pytest.approx(0.4, abs=0.08)  # sqrt(0.08 / 0.5)
    assert 1 <= both <= 2  # the rarest label decides
    assert quiet == pytest.approx(0.25, abs=0.07)
    assert seen == drawn(examples, sampling, 2, seed=7) != drawn(examples, sampling, 2, seed=8)
    assert drawn(examples, Sampling(), 2, seed=7) == list(range(1000))


def readings(logits: np.ndarray, cues: np.ndarray | None = None, lexicon: np.ndarray | None = None) -> np.ndarray:
    """The features of one label from what is known of it."""
    zeros = np.zeros_like(logits)
    columns = (logits, zeros > 0 if cues is None else cues, zeros if lexicon is None else lexicon)
    return Readings(*(column[:, None] for column in columns)).of_label(0)


def test_calibration_recovers_the_probabilities_behind_overconfident_logits() -> None:
    rng = np.random.default_rng(2)
    true = rng.normal(-1, 2, 20_000)
    gold = rng.random(20_000) < 1 / (1 + np.exp(-true))
    found = calibrate(readings(true * 3 + 1), gold)
    assert (found.cue, found.lexicon) == (0, 0)
    assert found.slope == pytest.approx(1 / 3, abs=0.02)
    assert found.intercept == pytest.approx(-1 / 3, abs=0.05)


def test_a_cue_counts_as_much_as_it_tells_beyond_the_logit_and_never_against_the_label() -> None:
    rng = np.random.default_rng(4)
    logits, cues = rng.normal(-2, 1, 20_000), rng.random(20_000) < 0.2
    telling = rng.random(20_000) < 1 / (1 + np.exp(-(logits + 2.0 * cues)))
    misleading = rng.random(20_000) < 1 / (1 + np.exp(-(logits - 2.0 * cues)))
    assert calibrate(readings(logits, cues), telling).cue == pytest.approx(2.0, abs=0.2)
    assert calibrate(readings(logits, cues), misleading).cue == 0


def test_a_lexicon_counts_as_much_as_it_tells_beyond_the_logit() -> None:
    rng = np.random.default_rng(8)
    logits, told = rng.normal(-2, 1, 20_000), rng.normal(0, 1, 20_000)
    gold = rng.random(20_000) < 1 / (1 + np.exp(-(logits + 0.7 * told)))
    assert calibrate(readings(logits, lexicon=told), gold).lexicon == pytest.approx(0.7, abs=0.1)
    assert calibrate(readings(logits, lexicon=-told), gold).lexicon == 0


def test_a_label_never_seen_keeps_a_calibration_of_its_own() -> None:
    found = calibrate(readings(np.linspace(-9, -5, 50)), np.zeros(50, np.bool_))
    assert found.slope > 0


def test_thresholds_part_what_can_be_parted_and_presets_lean_to_their_side() -> None:
    rng = np.random.default_rng(3)
    gold = (rng.random((4000, 2)) < 0.1).astype(np.bool_)
    scores = np.clip(rng.normal(np.where(gold, 0.55, 0.2), 0.12), 0, 1)
    chosen = choose_thresholds(scores, gold, np.arange(4000) // 20)
    for k in range(2):
        assert 0.3 < chosen["balanced"][k] < 0.5
        assert chosen["recall"][k] < chosen["balanced"][k] < chosen["precision"][k]


def test_a_label_without_a_case_gets_the_plain_threshold() -> None:
    chosen = choose_thresholds(np.full((10, 1), 0.3), np.zeros((10, 1), np.bool_), np.arange(10))
    assert chosen["balanced"] == [0.5]


def test_evidence_threshold_parts_marked_from_unmarked_tokens() -> None:
    logits, marked = np.array([-3.0, -1.0, 0.4, 2.0]), np.array([False, False, True, True])
    threshold = choose_evidence_threshold([logits] * 3, [marked] * 3)
    assert 1 / (1 + np.exp(1.0)) < threshold <= 0.6
    assert choose_evidence_threshold([], []) == 0.5


def test_error_tables_count_sentences_per_label_and_per_family(tiny_codebook: Codebook) -> None:
    gold = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], np.bool_)
    predicted = np.array([[1, 0], [1, 0], [0, 0], [0, 0]], np.bool_)
    tables = error_tables(predicted, gold, tiny_codebook)
    counts = {key: tuple(table.model_dump().values()) for key, table in tables.items()}
    assert counts == {"boast": (1, 1, 1, 1), "alarm_bell": (0, 0, 2, 2), "tone": (2, 0, 1, 1)}


def test_scores_are_rounded_as_the_tagger_rounds_them() -> None:
    found = calibrate(readings(np.array([0.0, 1.0])), np.array([False, True]))
    scores = scores_of(Readings(np.array([[0.3]]), np.array([[False]]), np.array([[0.0]])), [found])
    assert scores[0, 0] == round(scores[0, 0], 4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name = ", "not valid TOML"),
        ('name = "x"', "version"),
        ('name = "X Y"', "name"),
        ("[optimisation]\nepoch = 3", "optimisation: unknown key 'epoch'. Did you mean 'epochs'?"),
        ("[optimisation]\nprecision = 'fp8'", "optimisation.precision"),
    ],
)
def test_a_faulty_recipe_is_refused_with_the_key(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        load_recipe(path)


def test_a_missing_recipe_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.toml"):
        load_recipe(tmp_path / "nowhere.toml")


def test_paths_of_a_recipe_start_at_its_folder(tiny_recipe: Path) -> None:
    recipe = load_recipe(tiny_recipe)
    assert recipe.path(Path("../x.jsonl")) == (tiny_recipe.parent.parent / "x.jsonl").resolve()
    assert Path(recipe.backbone_path).is_dir()


def test_f1_sums_cells_or_averages_labels_and_is_undefined_without_a_case() -> None:
    gold = np.zeros((12, 3), np.bool_)
    gold[:6, 0], gold[0, 1] = True, True
    given = np.zeros_like(gold)
    given[:3, 0], given[5:9, 1] = True, True
    assert micro_f1(given, gold) == pytest.approx(2 * 3 / (7 + 7), abs=1e-4)
    assert macro_f1(given, gold) == pytest.approx(2 * 3 / (3 + 6), abs=1e-4)  # one label has five cases
    assert micro_f1(given, ~gold & gold) is None
    assert macro_f1(given, ~gold & gold) is None
