"""The articles a recipe trains on: corpora, label data whose texts lie elsewhere, and what a second reading mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from framing.codebook import Codebook
from framing.corpus import (
    AnnotatedArticle,
    apply_corrections,
    documents_of,
    is_references,
    load_corpus,
    load_references,
    load_texts,
)
from framing.errors import UsageError
from framing.message import message
from framing.training.recipe import Recipe
from framing.training.run import Log


@dataclass(frozen=True)
class TrainingData:
    """articles: folds hold them out in turn. authored: always trained on, never decided or judged by."""

    articles: list[AnnotatedArticle]
    authored: list[AnnotatedArticle]


def training_data(recipe: Recipe, codebook: Codebook, log: Log) -> TrainingData:
    """Load all that the recipe names.

    Raises UsageError for a pattern that matches nothing or an id that two files share, InputError for broken records.
    """
    articles = _load(recipe, recipe.data.train, codebook)
    for path in _paths(recipe, recipe.data.corrections):
        articles, changed = apply_corrections(articles, path, codebook)
        log(message("{number} sentences mended by {path}", number=changed, path=path))
    return TrainingData(_without_repeats(articles), _without_repeats(_load(recipe, recipe.data.authored, codebook)))


def _load(recipe: Recipe, patterns: Iterable[Path], codebook: Codebook) -> list[AnnotatedArticle]:
    paths = _paths(recipe, patterns)
    references = [path for path in paths if is_references(path)]
    if references and recipe.data.texts is None:
        raise UsageError(
            "'{path}' holds labels without texts, and the recipe does not say where the texts are. "
            "Add `texts = \"FOLDER\"` to its [data].",
            path=references[0],
        )  # fmt: skip
    wanted = {document for path in references for document in documents_of(path)}
    texts = load_texts(recipe.path(recipe.data.texts), wanted) if recipe.data.texts and wanted else {}
    return [
        article
        for path in paths
        for article in (
            load_references(path, texts, codebook) if path in references else load_corpus(path, codebook)
        )
    ]  # fmt: skip


def _paths(recipe: Recipe, patterns: Iterable[Path]) -> list[Path]:
    """Files in the recipe's order; those of a pattern by name."""
    return [path for pattern in patterns for path in _matching(recipe, pattern)]


def _matching(recipe: Recipe, pattern: Path) -> list[Path]:
    if "*" not in pattern.name:
        return [recipe.path(pattern)]
    folder = recipe.path(pattern.parent)
    if not (found := sorted(folder.glob(pattern.name))):
        raise UsageError(
            "The recipe's pattern '{pattern}' matches no file in '{folder}'. Give files that are there.",
            pattern=pattern, folder=folder,
        )  # fmt: skip
    return found


def _without_repeats(articles: list[AnnotatedArticle]) -> list[AnnotatedArticle]:
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise UsageError(
                "The recipe's corpora hold the article '{id}' twice. Leave one of the files out, or rename it.",
                id=article.id,
            )
        seen.add(article.id)
    return articles
