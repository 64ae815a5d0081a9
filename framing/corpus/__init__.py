"""Annotated articles: load and check them, split them into folds, name their state by a hash, find shared texts."""

from framing.corpus.annotated import AnnotatedArticle, AnnotatedSentence, Span, data_hash, short_hash
from framing.corpus.folds import grouped_folds, nested_part
from framing.corpus.loading import load_corpus
from framing.corpus.overlap import Overlap, find_overlaps, find_remembered, fingerprints, near_duplicates

__all__ = [
    "AnnotatedArticle",
    "AnnotatedSentence",
    "Overlap",
    "Span",
    "data_hash",
    "find_overlaps",
    "find_remembered",
    "fingerprints",
    "grouped_folds",
    "load_corpus",
    "near_duplicates",
    "nested_part",
    "short_hash",
]
