"""The articles a recipe trains on: corpora, label data whose texts lie elsewhere, and what a second reading mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.codebook import Codebook
from framing.corpus import (
    Agreement,
    AnnotatedArticle,
    agreement_by_label,
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
    """articles: folds hold them out in turn. authored: always trained on, never decided or judged by.

    agreement: by label, on the articles that a second annotator read as well; empty where there are none.
    """

    articles: list[AnnotatedArticle]
    authored: list[AnnotatedArticle]
    agreement: dict[str, Agreement]


def training_data(recipe: Recipe, codebook: Codebook, log: Log) -> TrainingData:
    """Load all that the recipe names.

    Raises UsageError for a pattern that matches nothing or an id that two files share, InputError for broken records.
    """
    articles = _load(recipe, recipe.data.train, codebook)
    for path in _paths(recipe, recipe.data.corrections):
        articles, changed = apply_corrections(articles, path, codebook)
        log(message("{number} sentences mended by {path}", number=changed, path=path))
    authored, second = (_load(recipe, paths, codebook) for paths in (recipe.data.authored, recipe.data.second))
    _refuse_repeats([*articles, *authored])
    agreement = _agreement_of_readers(articles, second, codebook.label_ids)
    if recipe.data.outside and not recipe.path(recipe.data.outside).is_dir():
        raise UsageError(
            "'{path}', the recipe's `outside`, is no folder. Give the folder of the sets, or leave it out.",
            path=recipe.path(recipe.data.outside),
        )
    return TrainingData(articles, authored, agreement)


def _agreement_of_readers(
    articles: Iterable[AnnotatedArticle], second: Iterable[AnnotatedArticle], labels: Sequence[str]
) -> dict[str, Agreement]:
    """Label → agreement on the articles read twice; none where there is none. Raises UsageError for another article."""
    read = {a.id: a for a in articles}
    if unknown := [a.id for a in second if a.id not in read]:
        raise UsageError(
            "The second reading of '{id}' has no first one among the training articles. Take it out of `second`.",
            id=unknown[0],
        )
    if other := [a.id for a in second if [s.text for s in a.sentences] != [s.text for s in read[a.id].sentences]]:
        raise UsageError(
            "The second reading of '{id}' is of other sentences than the first. Take it out of `second`.", id=other[0]
        )
    pairs = [(s, t) for a in second for s, t in zip(read[a.id].sentences, a.sentences, strict=True)]
    return agreement_by_label([s for s, _ in pairs], [t for _, t in pairs], labels) if pairs else {}


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


def _refuse_repeats(articles: Iterable[AnnotatedArticle]) -> None:
    """An article in two files would be learnt from and held out at once."""
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise UsageError(
                "The recipe's corpora hold the article '{id}' twice. Leave one of the files out, or rename it.",
                id=article.id,
            )
        seen.add(article.id)
