"""Annotated articles: load and check them, split them into folds, name their state by a hash, find shared texts."""

from framing.corpus.agreement import Agreement, agreement_by_label, agreement_over_all
from framing.corpus.annotated import AnnotatedArticle, AnnotatedSentence, Span, data_hash, short_hash
from framing.corpus.folds import grouped_folds, nested_part
from framing.corpus.loading import load_corpus
from framing.corpus.overlap import Overlap, find_overlaps, find_remembered, fingerprints, near_duplicates
from framing.corpus.references import (
    SourceText,
    apply_corrections,
    documents_of,
    is_references,
    load_references,
    load_texts,
    text_hash,
)

__all__ = [
    "Agreement",
    "AnnotatedArticle",
    "AnnotatedSentence",
    "Overlap",
    "SourceText",
    "Span",
    "agreement_by_label",
    "agreement_over_all",
    "apply_corrections",
    "data_hash",
    "documents_of",
    "find_overlaps",
    "find_remembered",
    "fingerprints",
    "grouped_folds",
    "is_references",
    "load_corpus",
    "load_references",
    "load_texts",
    "near_duplicates",
    "nested_part",
    "short_hash",
    "text_hash",
]
