"""Scores become tables that are Markdown too, in both languages, with what is undefined said in words."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.table import Table

from framing.codebook import load_codebook
from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import Prediction, Recorded, Scores, compare, score
from framing.evaluation.table import (
    calibration_remarks,
    calibration_table,
    comparison_table,
    label_remarks,
    label_table,
    reliability_table,
    summary_remarks,
    summary_table,
)

CODEBOOK = load_codebook()
CLIQUE, GLORY = (CODEBOOK.device(id) for id in ("clique", "glory"))


def printed(table: Table) -> list[list[str]]:
    """The cells of a printed table, its rule left out."""
    console = Console(file=io.StringIO(), width=200)
    console.print(table)
    lines = console.file.getvalue().strip().splitlines()  # type: ignore[attr-defined]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [row for row in rows if not set("".join(row)) <= {"-"}]


@pytest.fixture(scope="module")
def scores() -> Scores:
    sentence = AnnotatedSentence("他们抱团。", {"clique": ((2, 4),)})
    gold = [AnnotatedArticle("a", None, None, {}, (sentence,) * 4)]
    predicted = Prediction([{"clique": [(2, 4)]}] * 2 + [{}] * 2, [{"clique": 0.5, "glory": 0.0}] * 4)
    return score(gold, [predicted], ["clique", "glory"], resamples=20)


def test_the_summary_has_a_row_for_each_system_and_every_score_its_interval(scores: Scores) -> None:
    cells = ["0.667 [0.667, 0.667]", "undefined", "1.000 [1.000, 1.000]", "0.250 [0.250, 0.250]", "undefined"]
    assert printed(summary_table({"tiny [x]": scores, "cue list": scores}, Recorded(), "en")) == [
        ["System", "Micro-F1", "Macro-F1", "Evidence F1", "Mix error (lower is better)", "ECE (lower is better)"],
        ["tiny [x]", *cells],
        ["cue list", *cells],
    ]


def test_recorded_scores_stand_below_and_say_so_with_the_spread_over_seeds_last(scores: Scores) -> None:
    known = Recorded(
        {"tiny, seed 14": {"micro_f1": {"value": 0.5, "low": 0.4, "high": 0.6}, "macro_f1": None}},
        2, {"micro_f1": {"mean": 0.5835, "sd": 0.1181}},
    )  # fmt: skip
    _, _, seed, mean = printed(summary_table({"tiny": scores}, known, "en"))
    assert seed == ["tiny, seed 14 (recorded)", "0.500 [0.400, 0.600]", *["undefined"] * 4]
    assert mean == ["mean ± sd of 2 seeds (recorded)", "0.584 ± 0.118", *["undefined"] * 4]
    assert list(summary_remarks({"tiny": scores}, known, "en"))[-1].startswith("(recorded): measured on this same")


def test_differences_have_a_sign_an_interval_and_a_p_value() -> None:
    gold = [
        AnnotatedArticle(f"a{i}", None, None, {}, (AnnotatedSentence("抱团", {"clique": ((0, 2),)}),) * 5) for i in "12"
    ]
    found, none = [Prediction([{"clique": None}] * 5)] * 2, [Prediction([{}] * 5)] * 2
    [row] = printed(comparison_table(compare(gold, {"A": found, "B": none}, ["clique"], resamples=9), "en"))[1:]
    assert row == ["B", *["-1.000 [-1.000, -1.000] p=0.100"] * 2, "undefined", "+1.000 [+1.000, +1.000] p=0.100"]


def test_calibration_is_a_table_by_device_and_one_of_bins() -> None:
    sentence = AnnotatedSentence("他们抱团。", {"clique": ((2, 4),)})
    gold = [AnnotatedArticle(f"a{i}", None, None, {}, (sentence,) * 10) for i in range(6)]
    predicted = [Prediction([{}] * 10, [{"clique": 0.9, "glory": 0.02}] * 10)] * 6
    found = score(gold, predicted, ["clique", "glory"], resamples=20).calibration
    assert found is not None
    assert printed(calibration_table(found, CODEBOOK, "en")) == [
        ["Device", "Number", "ECE (lower is better)", "By chance", "Brier score"],
        ["All", "60", "0.100 [0.100, 0.100]", "0.031", "0.005 [0.005, 0.005]"],
        [f"{CLIQUE.en} clique", "60", "0.100 [0.100, 0.100]", "0.031", "0.010 [0.010, 0.010]"],
        [f"{GLORY.en} glory", "0", "undefined", "undefined", "0.000 [0.000, 0.000]"],
    ]
    assert printed(reliability_table(found.pooled, "en"))[1:] == [
        ["0.900–0.900", "60", "0.900", "1.000 [1.000, 1.000]"]
    ]
    assert list(calibration_remarks(found, CODEBOOK, "en")) == [
        f"Fewer than 50 scores of 0.05 or more, so ECE is undefined: {GLORY.en} glory"
    ]


def test_each_label_has_a_row_in_the_order_given(scores: Scores) -> None:
    assert printed(label_table(scores, CODEBOOK, "zh")) == [
        ["手法", "标准答案", "预测", "精确率", "召回率", "F1"],
        [f"{CLIQUE.zh} clique", "4", "2", "1.000", "0.500", "0.667 [0.667, 0.667]"],
        [f"{GLORY.zh} glory", "0", "0", "无定义", "无定义", "无定义"],
    ]


def test_remarks_say_in_words_what_is_undefined_and_what_the_mean_leaves_out(scores: Scores) -> None:
    assert list(label_remarks(scores, CODEBOOK, "en")) == [
        f"No gold case, so recall and F1 are undefined and macro-F1 leaves it out: {GLORY.en} glory",
        f"Fewer than 5 gold cases, so macro-F1 leaves it out: {CLIQUE.en} clique",
        f"Never predicted, so precision is undefined: {GLORY.en} glory",
    ]
    assert list(summary_remarks({"tiny 0.1.0": scores, "cue list": scores}, Recorded(), "en")) == [
        "No label has 5 gold cases, so macro-F1 is undefined: tiny 0.1.0, cue list",
        "Gives no score for every label, or fewer than 50 scores of 0.05 or more, so ECE is undefined: "
        "tiny 0.1.0, cue list",
    ]


def test_remarks_come_in_both_languages(scores: Scores) -> None:
    assert list(label_remarks(scores, CODEBOOK, "zh"))[2] == f"从未预测，精确率无定义：{GLORY.zh} glory"


def test_a_system_without_evidence_is_named() -> None:
    gold = [AnnotatedArticle("a", None, None, {}, (AnnotatedSentence("抱团", {"clique": ((0, 2),)}),) * 5)]
    scores = score(gold, [Prediction([{"clique": None}] * 5)], ["clique"])
    remark, _ = summary_remarks({"TF-IDF + LR": scores}, Recorded(), "en")
    assert remark.startswith("Gives no evidence")
    assert remark.endswith("evidence F1 is undefined: TF-IDF + LR")
