"""Tagged articles become predictions for the sentences that were annotated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from framing.article import Article, Evidence, Finding, TaggedArticle, TaggedSentence, number_sentences
from framing.corpus import AnnotatedArticle, AnnotatedSentence
from framing.evaluation import Prediction, match_tagged, prediction_from_tagged
from framing.evaluation.predictions import score_matrix


def annotated(*texts: str, title: str | None = None) -> AnnotatedArticle:
    return AnnotatedArticle("a1", title, None, {}, tuple(AnnotatedSentence(text) for text in texts))


def tagged(texts: Sequence[str], *, title: str | None = None, id: str = "a1") -> TaggedArticle:
    """抱团 is clique, with a score of 0.9; all other scores are 0.1."""
    sentences = number_sentences(title, [(0, len(text), text) for text in texts])
    marked = tuple(
        TaggedSentence(
            s,
            {"clique": Finding(0.9, (Evidence(at, at + 2, "抱团"),))} if (at := s.text.find("抱团")) >= 0 else {},
            {"clique": 0.9 if "抱团" in s.text else 0.1},
        )
        for s in sentences
    )
    return TaggedArticle(Article(id, title, "\n".join(texts), sentences), marked, "m 1", "c 1")


def test_findings_and_scores_of_the_annotated_sentences_are_taken() -> None:
    found = prediction_from_tagged(tagged(["他们抱团。", "下雨了。"]), annotated("他们抱团。", "下雨了。"))
    assert found == Prediction([{"clique": [(2, 4)]}, {}], [{"clique": 0.9}, {"clique": 0.1}])


def test_a_title_that_nobody_annotated_is_left_out() -> None:
    found = prediction_from_tagged(tagged(["下雨了。"], title="又见抱团"), annotated("下雨了。", title="又见抱团"))
    assert found == Prediction([{}], [{"clique": 0.1}])


@pytest.mark.parametrize(
    ("texts", "title", "id", "is_matched"),
    [
        (["他们抱团。", "下雨了。"], None, "a1", True),
        (["他们抱团。", "下雨了。"], "标题", "a1", True),
        (["下雨了。"], "他们抱团。", "a1", True),
        (["他们抱团。", "下雨了。"], None, "a2", False),
        (["他们抱团。下雨了。"], None, "a1", False),
        (["别的。", "他们抱团。", "下雨了。"], None, "a1", False),
        (["他们抱团。"], None, "a1", False),
    ],
    ids=[
        "the same", "a title in front", "its first sentence is the title", "another id", "split otherwise",
        "a sentence in front that is no title", "a sentence short",
    ],
)  # fmt: skip
def test_a_tagged_article_is_matched_by_id_and_equal_sentences(
    texts: list[str], title: str | None, id: str, is_matched: bool
) -> None:
    found = match_tagged({id: tagged(texts, title=title, id=id)}, [annotated("他们抱团。", "下雨了。")])
    assert list(found) == (["a1"] if is_matched else [])


def test_scores_of_several_articles_become_one_matrix_in_the_order_of_labels() -> None:
    predicted = [Prediction([{}], [{"a": 0.1, "b": 0.2}]), Prediction([{}, {}], [{"b": 0.4, "a": 0.3}] * 2)]
    matrix = score_matrix(predicted, ["b", "a"])
    assert matrix is not None
    assert np.array_equal(matrix, [[0.2, 0.1], [0.4, 0.3], [0.4, 0.3]])
    assert score_matrix([*predicted, Prediction([{}])], ["b", "a"]) is None
    assert score_matrix(predicted, ["c"]) is None
