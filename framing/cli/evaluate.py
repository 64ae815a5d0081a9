"""`framing evaluate`: how well the model tags annotated articles, beside simple floors."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from framing.batch import write_whole
from framing.cli.options import file_to_write
from framing.codebook import Codebook, Lang
from framing.corpus import AnnotatedArticle, load_corpus
from framing.errors import InputError, UsageError
from framing.evaluation import Prediction, Scores, prediction_from_tagged, score
from framing.evaluation.floors import CueList, tfidf_floor
from framing.evaluation.table import label_remarks, label_table, summary_remarks, summary_table
from framing.tagging import Tagger

EPILOG = "Try: framing evaluate corpus.jsonl --floors train.jsonl --json scores.json"

_WIDE = 200  # columns: in a narrow terminal the lines of a table wrap, but no number is cut off


def evaluate(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS.jsonl", help="Annotated articles, one record a line.")],
    model: Annotated[
        Path | None, typer.Option("--model", metavar="DIR", help="A model folder; without it the shipped model.")
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="TRAIN.jsonl", help="Train simple systems on this corpus and compare."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all scores and signatures to this file.")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of names and remarks.")] = "zh",
) -> int:
    """Score a model against annotated articles: F1, evidence and mix, each with a 95% interval over articles.

    Records with a fault are reported and left out; the exit code is then 3.
    """
    target = file_to_write(json_file, "--json") if json_file else None
    tagger = Tagger.load(model)
    talk = Console(stderr=True)
    faults: list[InputError] = []

    def report(fault: InputError) -> None:
        faults.append(fault)
        typer.echo(f"Error: {fault}", err=True)

    gold = load_corpus(corpus, tagger.codebook, on_fault=report)
    training = load_corpus(floors, tagger.codebook, on_fault=report) if floors else []
    if not gold or (floors and not training):
        return InputError.exit_code
    _refuse_overlap(gold, training)
    with talk.status(f"Tagging {len(gold)} articles …"):
        predictions = {tagger.signature: _tag(tagger, gold)}
    if training:
        with talk.status(f"Training floors on {len(training)} articles, a minute or two …"):
            predictions |= _floors(training, gold, tagger.codebook)
    labels, signature = tagger.codebook.label_ids, tagger.codebook.signature
    systems = {
        name: score(gold, prediction, labels, system=name, codebook=signature)
        for name, prediction in predictions.items()
    }
    _print(systems, tagger.codebook, lang)
    if target:
        records = {name: scores.to_record() for name, scores in systems.items()}
        write_whole(target, json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    return InputError.exit_code if faults else 0


def _tag(tagger: Tagger, gold: Sequence[AnnotatedArticle]) -> list[Prediction]:
    tagged = tagger.tag_many([article.to_article() for article in gold])
    return [prediction_from_tagged(t, article) for t, article in zip(tagged, gold, strict=True)]


def _floors(
    training: Sequence[AnnotatedArticle], gold: Sequence[AnnotatedArticle], codebook: Codebook
) -> dict[str, list[Prediction]]:
    return {
        floor.name: floor.fit(training).predict(gold) for floor in (CueList(codebook), tfidf_floor(codebook.label_ids))
    }


def _refuse_overlap(gold: Sequence[AnnotatedArticle], training: Sequence[AnnotatedArticle]) -> None:
    shared = sorted({a.group for a in gold} & {a.group for a in training})
    if shared:
        raise UsageError(
            f"{len(shared)} documents are in both corpora, such as '{shared[0]}': floors would be tested on what "
            "they were trained on. Give --floors a corpus of other articles."
        )


def _print(systems: Mapping[str, Scores], codebook: Codebook, lang: Lang) -> None:
    model = next(iter(systems.values()))
    console = Console(width=_WIDE, highlight=False)
    console.print(summary_table(systems, lang))
    for remark in summary_remarks(systems, lang):
        typer.echo(remark)
    console.print(label_table(model, codebook, lang))
    for remark in label_remarks(model, codebook, lang):
        typer.echo(remark)
    for scores in systems.values():
        typer.echo(scores.signature)
