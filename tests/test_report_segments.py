from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import CODEBOOK, one_sentence, sample_article, tagged, untitled

from framing.article import (
    Article,
    Evidence,
    Finding,
    Sentence,
    TaggedSentence,
    article_from_sentences,
    number_sentences,
)
from framing.report.segments import Paragraph, merged, paragraphs, segments

ORDER = CODEBOOK.label_ids
TEXT = "这群墙头草的算盘珠子"


def cut(text, labels):
    return [(s.text, s.devices, s.closing) for s in segments(one_sentence(text, labels), ORDER)]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({}, [(TEXT, (), ())]),
        (
            {"name_calling": ["墙头草"]},
            [("这群", (), ()), ("墙头草", ("name_calling",), ("name_calling",)), ("的算盘珠子", (), ())],
        ),
        (  # evidence inside other evidence
            {"sarcasm": ["墙头草的算盘"], "name_calling": ["墙头草"]},
            [
                ("这群", (), ()),
                ("墙头草", ("sarcasm", "name_calling"), ("name_calling",)),
                ("的算盘", ("sarcasm",), ("sarcasm",)),
                ("珠子", (), ()),
            ],
        ),
        (  # evidence that crosses other evidence
            {"sarcasm": ["这群墙头草"], "metaphor": ["草的算盘珠子"]},
            [
                ("这群墙头", ("sarcasm",), ()),
                ("草", ("metaphor", "sarcasm"), ("sarcasm",)),
                ("的算盘珠子", ("metaphor",), ("metaphor",)),
            ],
        ),
        (  # touching evidence of one device is one
            {"sarcasm": ["这群", "墙头草"]},
            [("这群墙头草", ("sarcasm",), ("sarcasm",)), ("的算盘珠子", (), ())],
        ),
        ({"alarm": []}, [(TEXT, (), ("alarm",))]),  # without evidence it is named at the end
    ],
)
def test_a_sentence_is_cut_at_every_edge_of_evidence_and_names_devices_where_theirs_ends(labels, expected):
    assert cut(TEXT, labels) == expected


SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 10)).filter(lambda s: s[0] < s[1]), max_size=4)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(ORDER), SPANS, max_size=5))
def test_segments_rebuild_the_sentence_and_cover_exactly_the_evidence(spans):
    labels = {label: Finding(0.9, tuple(Evidence(s, e, TEXT[s:e]) for s, e in found)) for label, found in spans.items()}
    row = segments(TaggedSentence(Sentence(0, 0, 10, TEXT), labels), ORDER)
    assert "".join(segment.text for segment in row) == TEXT
    position = 0
    for segment in row:
        for place in range(position, position + len(segment.text)):
            covering = {label for label, found in spans.items() if any(s <= place < e for s, e in found)}
            assert set(segment.devices) == covering
        position += len(segment.text)
    closed = [label for segment in row for label in segment.closing]
    assert all(closed.count(label) == max(1, len(merged(f.evidence))) for label, f in labels.items())


def rebuilt(article):
    blocks = paragraphs(article)
    pieces = [[b] if isinstance(b, str) else b.pieces for b in blocks]
    return "".join(p if isinstance(p, str) else p.sentence.text for block in pieces for p in block)


def test_paragraphs_lose_no_character_of_the_body():
    article = sample_article()
    assert rebuilt(article) == article.article.text


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["甲。", "乙！", "\n", "　　", " ", "\r\n", "\n\n"]), max_size=12))
def test_paragraphs_rebuild_any_body(parts):
    text, placed = "", []
    for part in parts:
        if part.strip():
            placed.append((len(text), len(text) + len(part), part))
        text += part
    article = Article("x", None, text, number_sentences(None, placed))
    assert rebuilt(tagged(article, [{}] * len(placed))) == text


def test_a_line_break_between_sentences_parts_paragraphs_and_one_inside_a_sentence_does_not():
    text = "前半，\n后半。\n\n　　下一段。"
    placed = [(0, 7, text[:7]), (11, 15, text[11:])]
    blocks = paragraphs(tagged(Article("x", None, text, number_sentences(None, placed)), [{}, {}]))
    first, breaks, second = blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert breaks == "\n\n"
    assert first.pieces[0].sentence.text == "前半，\n后半。"
    assert second.pieces[0] == "　　"


def test_an_empty_body_has_no_paragraph():
    assert paragraphs(untitled("")) == []


def test_the_title_is_no_part_of_the_body():
    article = tagged(article_from_sentences(["标题", "正文。"], id="x", title="标题"), [{}, {}])
    assert rebuilt(article) == "正文。"
