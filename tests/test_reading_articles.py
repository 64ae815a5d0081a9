"""A title and a body → an article."""

from __future__ import annotations

import pytest

from framing.article import Sentence, content_id
from framing.reading import article_from_text


def test_sentences_are_numbered_after_the_title_and_their_offsets_count_in_the_body() -> None:
    article = article_from_text("渡口", " 船来了。\n雾散了。", source="渡口报", date="2026-01-02", meta={"topic": "雾"})
    assert article.sentences == (
        Sentence(0, None, None, "渡口"),
        Sentence(1, 1, 5, "船来了。"),
        Sentence(2, 6, 10, "雾散了。"),
    )
    assert (article.source, article.date, article.meta) == ("渡口报", "2026-01-02", {"topic": "雾"})


@pytest.mark.parametrize(("title", "first"), [(None, 0), ("渡口", 1)])
def test_the_body_and_its_gaps_rebuild_the_text(title: str | None, first: int) -> None:
    article = article_from_text(title, "\u3000\u3000船来了。\n\n雾散了\u200b")
    gaps = list(article.gaps())
    body = [sentence.text for sentence in article.sentences if not sentence.is_title]
    assert "".join(gap + text for gap, text in zip(gaps, [*body, ""], strict=True)) == article.text
    assert article.sentences[first].start == 2


def test_an_id_is_kept_or_made_from_the_content() -> None:
    assert article_from_text(None, "船来了。", id="x").id == "x"
    assert article_from_text("渡口", "船来了。").id == content_id("渡口", "船来了。")
