"""Scores become tables that are Markdown too, in both languages, with what is undefined said in words."""

from __future__ import annotations

import io

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from framing.codebook import load_codebook
from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import (
    Comparison,
    Prediction,
    Recorded,
    Scores,
    compare,
    grades,
    score,
    seed_name,
    system_name,
)
from framing.evaluation.floors import CueList, embedding_floor, tfidf_floor
from framing.evaluation.recorded import COLUMNS
from framing.evaluation.table import (
    calibration_remarks,
    calibration_table,
    comparison_table,
    label_remarks,
    label_table,
    reliability_table,
    summary_remarks,
    summary_table,
    trust_remarks,
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


def test_undefined_scores_of_recorded_systems_are_explained_too(scores: Scores) -> None:
    known = Recorded(
        {
            "tiny, seed 14": {"micro_f1": None, "macro_f1": None, "evidence_f1": None, "calibration": None},
            "cue list": {"micro_f1": {"value": 0.5, "low": 0.4, "high": 0.6}},
        },
        2, {"micro_f1": {"mean": 0.5, "sd": 0.1}, "ece": {"mean": 0.1, "sd": 0.0}},
    )  # fmt: skip
    *remarks, _ = summary_remarks({"tiny": scores}, known, "en")
    named = {remark.rpartition(": ")[0]: remark.rpartition(": ")[2] for remark in remarks}
    assert [(said.split(",")[0], names) for said, names in named.items()] == [
        ("No gold case", "tiny, seed 14 (recorded)"),
        ("No device has 5 gold cases",
         "tiny, tiny, seed 14 (recorded), cue list (recorded), mean ± sd of 2 seeds (recorded)"),
        ("Gives no evidence or found nothing that is in the gold",
         "tiny, seed 14 (recorded), cue list (recorded), mean ± sd of 2 seeds (recorded)"),
        ("Gives no score for every device", "tiny, tiny, seed 14 (recorded)"),
        ("The training run did not measure calibration", "cue list (recorded)"),
    ]  # fmt: skip


def test_systems_have_names_in_both_languages_wherever_they_are_shown(scores: Scores) -> None:
    known = Recorded({"tiny, seed 14": {"micro_f1": None}, "frozen embeddings + LR": {"micro_f1": None}}, 2)
    rows = printed(summary_table({"tiny": scores, "cue list": scores}, known, "zh"))
    shown = ["tiny", "线索词表", "tiny，种子 14（训练时所记）", "冻结句向量 + 逻辑回归（训练时所记）"]
    assert [row[0] for row in rows[1:]] == shown
    assert any("线索词表" in remark for remark in summary_remarks({"cue list": scores}, Recorded(), "zh"))
    difference = Comparison("TF-IDF + LR", "cue list", dict.fromkeys(COLUMNS), "")
    head, [system, *_] = printed(comparison_table([difference], "zh"))
    assert (head[0], system) == ("与“线索词表”之差", "TF-IDF + 逻辑回归")


def test_every_floor_has_a_chinese_name_and_models_keep_theirs() -> None:
    floors = [CueList(CODEBOOK), tfidf_floor(["clique"]), embedding_floor(lambda _: np.zeros((0, 1)), ["clique"])]
    assert all(system_name(f.name, "en") == f.name != system_name(f.name, "zh") for f in floors)
    assert system_name(seed_name("tiny 0.1.0", 14), "zh") == "tiny 0.1.0，种子 14"
    assert system_name(seed_name("tiny 0.1.0", 14), "en") == "tiny 0.1.0, seed 14"
    assert system_name("tiny 0.1.0", "zh") == "tiny 0.1.0"


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
    predicted = [Prediction([{}] * 10, [{"clique": score, "glory": 0.02} for score in (0.8, 1.0) * 5])] * 6
    found = score(gold, predicted, ["clique", "glory"], resamples=20).calibration
    assert found is not None
    assert printed(calibration_table(found, CODEBOOK, "en")) == [
        ["Device", "Number", "ECE (lower is better)", "By chance", "Brier score"],
        ["All", "60", "0.100 [0.100, 0.100]", "0.029", "0.010 [0.010, 0.010]"],
        [f"{CLIQUE.en} clique", "60", "0.100 [0.100, 0.100]", "0.029", "0.020 [0.020, 0.020]"],
        [f"{GLORY.en} glory", "0", "undefined", "undefined", "0.000 [0.000, 0.000]"],
    ]
    assert printed(reliability_table(found.pooled, "en"))[1:] == [
        ["0.800–0.800", "30", "0.800", "1.000 [1.000, 1.000]"],
        ["1.000–1.000", "30", "1.000", "1.000 [1.000, 1.000]"],
    ]
    assert list(calibration_remarks(found, CODEBOOK, "en")) == [
        f"Too few scores of 0.05 or more for two bins of 25, so ECE is undefined: {GLORY.en} glory"
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
        "No device has 5 gold cases, so macro-F1 is undefined: tiny 0.1.0, cue list",
        "Gives no score for every device, or too few of 0.05 or more for two bins of 25, so ECE is undefined: "
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


def test_with_grades_the_label_table_has_a_column_more_and_remarks_say_what_they_mean(scores: Scores) -> None:
    trust = grades(scores.to_record(), {"clique": 0.9})
    head, clique, _ = printed(label_table(scores, CODEBOOK, "en", trust))
    assert (head[-1], clique[-1]) == ("Grade", "C")
    legend, *low = trust_remarks(trust, CODEBOOK, "en")
    assert legend.startswith("Grade A: reliable enough for counts;")
    assert low == [
        "Grade C (too few cases in real text to tell how good it is; check every mark by reading): "
        f"{CLIQUE.en} clique, {GLORY.en} glory"
    ]
    assert list(trust_remarks(trust, CODEBOOK, "zh"))[1].startswith("可信度 C（真实文本中例子太少")
    assert list(trust_remarks({}, CODEBOOK, "zh")) == []
