"""Scores become tables that are Markdown too, in both languages, with what is undefined said in words."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.table import Table

from framing.codebook import load_codebook
from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import Scores, score
from framing.evaluation.table import label_remarks, label_table, summary_remarks, summary_table

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
    return score(gold, [[{"clique": [(2, 4)]}] * 2 + [{}] * 2], ["clique", "glory"], resamples=20)


def test_the_summary_has_a_row_for_each_system_and_every_score_its_interval(scores: Scores) -> None:
    assert printed(summary_table({"tiny 0.1.0": scores, "cue list": scores}, "en")) == [
        ["System", "Micro-F1", "Macro-F1", "Evidence F1", "Mix error (lower is better)"],
        ["tiny 0.1.0", "0.667 [0.667, 0.667]", "undefined", "1.000 [1.000, 1.000]", "0.250 [0.250, 0.250]"],
        ["cue list", "0.667 [0.667, 0.667]", "undefined", "1.000 [1.000, 1.000]", "0.250 [0.250, 0.250]"],
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
    assert list(summary_remarks({"tiny 0.1.0": scores, "cue list": scores}, "en")) == [
        "No label has 5 gold cases, so macro-F1 is undefined: tiny 0.1.0, cue list"
    ]


def test_remarks_come_in_both_languages(scores: Scores) -> None:
    assert list(label_remarks(scores, CODEBOOK, "zh"))[2] == f"从未预测，精确率无定义：{GLORY.zh} glory"


def test_a_system_without_evidence_is_named() -> None:
    gold = [AnnotatedArticle("a", None, None, {}, (AnnotatedSentence("抱团", {"clique": ((0, 2),)}),) * 5)]
    scores = score(gold, [[{"clique": None}] * 5], ["clique"])
    [remark] = summary_remarks({"TF-IDF + LR": scores}, "en")
    assert remark.startswith("Gives no evidence")
    assert remark.endswith("evidence F1 is undefined: TF-IDF + LR")
