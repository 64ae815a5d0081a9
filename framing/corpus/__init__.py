"""Annotated articles: load and check them, split them into folds, name their state by a hash."""

from framing.corpus.annotated import AnnotatedArticle, AnnotatedSentence, Span, data_hash
from framing.corpus.folds import grouped_folds
from framing.corpus.loading import load_corpus

__all__ = ["AnnotatedArticle", "AnnotatedSentence", "Span", "data_hash", "grouped_folds", "load_corpus"]
