"""`framing evaluate`: how well systems tag annotated articles, and whether one is better than another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from framing.batch import refuse_to_read_output, write_whole
from framing.cli.evaluate_options import check_backbone, check_options
from framing.cli.language import said
from framing.cli.options import file_to_write
from framing.cli.systems import System, floor_systems, model_system, named_apart, remembered, tagged_system
from framing.cli.talk import Talk, counted
from framing.codebook import Codebook, load_codebook
from framing.corpus import AnnotatedArticle, Overlap, data_hash, find_overlaps, load_corpus
from framing.errors import UsageError
from framing.evaluation import Comparison, Recorded, Scores, compare, recorded, score
from framing.evaluation import table as tables
from framing.evaluation.floors import FOLDS
from framing.message import Lang, message
from framing.progress import Progress
from framing.tagging import Tagger
from framing.trust import Trust

EPILOG = "Try: framing evaluate corpus.jsonl --floors train.jsonl --json scores.json"

_WIDE = 250  # columns: in a narrow terminal the lines of a table wrap, but no number is cut off


def evaluate(
    corpus: Annotated[
        Path | None,
        typer.Argument(metavar="CORPUS.jsonl", help="Annotated articles, one record a line.", show_default=False),
    ] = None,
    model: Annotated[
        list[Path] | None,
        typer.Option("--model", metavar="DIR", help="A model folder, or several; without it the shipped model."),
    ] = None,
    tagged: Annotated[
        list[Path] | None,
        typer.Option("--tagged", metavar="FILE", help="The corpus as `framing tag` wrote it, a system like a model."),
    ] = None,
    floors: Annotated[
        Path | None,
        typer.Option("--floors", metavar="TRAIN.jsonl", help="Train simple systems on this corpus and compare."),
    ] = None,
    backbone: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="With --floors: an encoder, for the floor of frozen embeddings."),
    ] = None,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="Show for each device whether scores mean what they say.")
    ] = False,
    audit: Annotated[
        bool, typer.Option("--audit", help="Show whether the first system errs more for one side or kind of text.")
    ] = False,
    behaviour: Annotated[
        bool,
        typer.Option(
            "--behaviour", help="Show whether actors, script, spelling or a word's sense move labels; needs no corpus."
        ),
    ] = False,
    outside: Annotated[
        Path | None,
        typer.Option(
            "--outside", metavar="DIR", help="Check the models on sets that others labelled; needs no corpus."
        ),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="With --outside: all texts of a set, not 2,000 of them.")
    ] = False,
    allow_overlap: Annotated[
        bool, typer.Option("--allow-overlap", help="Go on though a system was trained on texts of the corpus.")
    ] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all scores and signatures to this file.")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of names and remarks.")] = "zh",
) -> int:
    """Score systems against annotated articles: F1, evidence, mix and calibration, each with a 95% interval.

    The first system is compared with every other one. Records with a fault are left out; the exit code is then 3.
    """
    target = file_to_write(json_file, "--json") if json_file else None
    if target:
        inputs = [path for path in (corpus, *(tagged or ()), floors) if path]
        refuse_to_read_output([str(path) for path in inputs], target, "--json")
    of_corpus = {"--audit": audit, "--tagged": tagged, "--floors": floors and not outside, "--calibration": calibration,
                 "--allow-overlap": allow_overlap}  # fmt: skip
    check_options(corpus, [name for name, given in of_corpus.items() if given], behaviour, outside, every)
    if backbone:
        check_backbone(backbone, floors)
    talk, console = Talk(), Console(width=_WIDE, highlight=False)
    taggers = [Tagger.load(folder) for folder in model] if model else [] if tagged else [Tagger.load(None)]
    codebook = _common_codebook(taggers)
    gold = load_corpus(corpus, codebook, on_fault=talk.fault) if corpus else []
    training = load_corpus(floors, codebook, on_fault=talk.fault) if floors else []
    if (corpus and not gold) or (floors and not training):
        return talk.exit_code
    if floors:
        _check_documents(training, floors)
    record: dict[str, Any] = {}
    if corpus:
        systems = _systems(taggers, tagged or (), gold, training, backbone, codebook, allow_overlap, talk)
        gold = [article for article in gold if all(article.id in system.predictions for system in systems)]
        if not gold:
            return talk.exit_code
        named = named_apart(systems)
        scores, comparisons = _measured(gold, named, codebook)
        past = _recorded(taggers, gold, named)
        trust = taggers[0].manifest.trust if taggers else {}  # of the model, whatever corpus it is shown here
        _print(scores, comparisons, past, codebook, trust, console, calibration, lang)
        record |= _record(scores, comparisons, past, named)
        if trust:
            record["trust"] = {label: found.model_dump() for label, found in trust.items()}
        if audit:
            from framing.cli.audit import print_audit  # like the two below: not for `--help` and other commands

            record["audit"] = print_audit(gold, systems[0], codebook, console, lang).to_record()
    models = taggers or ([Tagger.load(None)] if behaviour or outside else [])
    if (behaviour or outside) and codebook.signature != load_codebook().signature:
        raise UsageError(
            "--behaviour and --outside know the labels of '{own}' only, and the model's codebook is '{codebook}'. "
            "Leave them out, or name a model of that codebook.",
            own=load_codebook().signature, codebook=codebook.signature,
        )  # fmt: skip
    if behaviour:
        from framing.cli.behaviour import print_behaviour

        record["behaviour"] = [b.to_record() for b in print_behaviour(models, gold, codebook, console, lang)]
    if outside:
        from framing.cli.outside import print_outside

        checked = print_outside(outside, models, codebook, training, backbone, console, talk, lang, every=every)
        record["outside"] = checked.to_record()
    if target:
        write_whole(target, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return talk.exit_code


def _systems(
    taggers: Sequence[Tagger], tagged: Sequence[Path], gold: Sequence[AnnotatedArticle],
    training: Sequence[AnnotatedArticle], backbone: Path | None, codebook: Codebook, allow_overlap: bool, talk: Talk,
) -> list[System]:  # fmt: skip
    """Models, then tagged files, then floors. Raises UsageError for those that know the corpus already."""
    console = Console(stderr=True)
    systems = [tagged_system(path, gold, talk) for path in tagged]
    note = message("Comparing {articles} articles with what was trained on …", articles=len(gold))
    with console.status(said(note)):
        overlaps = find_overlaps(training, gold)
        of_models = [remembered(tagger.manifest, gold) for tagger in taggers]
    _check(overlaps, "--floors", allow_overlap, talk)
    for tagger, known in zip(taggers, of_models, strict=True):
        _check(known, message("the model {model}", model=tagger.signature), allow_overlap, talk)
    with console.status(said(message("Tagging {articles} articles …", articles=len(gold)))):
        models = [model_system(tagger, gold, known) for tagger, known in zip(taggers, of_models, strict=True)]
    systems = [*models, *systems]
    if training:
        note = message("Training floors on {articles} articles, a minute or two …", articles=len(training))
        with console.status(said(note)):
            systems += floor_systems(training, gold, codebook, overlaps, backbone, Progress(Console(quiet=True)))
    return systems


def _check_documents(training: Sequence[AnnotatedArticle], floors: Path) -> None:
    """Raise UsageError where the floors could not hold out documents to find their thresholds by."""
    documents = len({article.group for article in training})
    if documents < FOLDS:
        raise UsageError(
            "--floors needs articles of at least {folds} documents to learn from, and '{path}' has {documents}. "
            "Give more articles.",
            folds=FOLDS, path=floors, documents=documents,
        )  # fmt: skip


def _common_codebook(taggers: Sequence[Tagger]) -> Codebook:
    """The codebook of all models, the project's where there is none. Raises UsageError where they differ."""
    signatures = dict.fromkeys(tagger.codebook.signature for tagger in taggers)
    if len(signatures) > 1:
        raise UsageError(
            "The models have different codebooks ({codebooks}), so their scores say nothing of each other. "
            "Evaluate one after the other.",
            codebooks=", ".join(signatures),
        )
    return taggers[0].codebook if taggers else load_codebook()


def _check(overlaps: Sequence[Overlap], trained: object, allow: bool, talk: Talk) -> None:
    """Say overlaps on stderr. Raises UsageError unless they are allowed."""
    articles = list(dict.fromkeys(overlap.test for overlap in overlaps))
    if articles and not allow:
        raise UsageError(
            "The corpus and what was trained on ({trained}) overlap in {articles}, such as '{id}': they share text or "
            "a document, and scores would be those of a memory. Give other articles, or insist with --allow-overlap.",
            articles=counted(len(articles), "article"), id=articles[0], trained=trained,
        )  # fmt: skip
    if articles:
        talk.note(
            message(
                "the corpus and what was trained on ({trained}) overlap in {articles}, so the scores flatter; "
                "the signature says overlap:{number}.",
                articles=counted(len(articles), "article"), number=len(articles), trained=trained,
            )
        )  # fmt: skip


def _measured(
    gold: Sequence[AnnotatedArticle], systems: Mapping[str, System], codebook: Codebook
) -> tuple[dict[str, Scores], list[Comparison]]:
    labels, signature = codebook.label_ids, codebook.signature
    predictions = {name: [system.predictions[a.id] for a in gold] for name, system in systems.items()}
    scores = {
        name: score(gold, predicted, labels, names={**systems[name].names, "system": name, "codebook": signature})
        for name, predicted in predictions.items()
    }
    return scores, compare(gold, predictions, labels, names={"codebook": signature})


def _recorded(taggers: Sequence[Tagger], gold: Sequence[AnnotatedArticle], systems: Mapping[str, System]) -> Recorded:
    """What the first model's training run measured on these very articles and is not measured now."""
    if not taggers:
        return Recorded()
    manifest = taggers[0].manifest
    return recorded(manifest.scores, manifest.signature, data_hash(gold)).without(systems)


def _print(
    systems: Mapping[str, Scores], comparisons: Sequence[Comparison], known: Recorded, codebook: Codebook,
    trust: Mapping[str, Trust], console: Console, with_calibration: bool, lang: Lang,
) -> None:  # fmt: skip
    first = next(iter(systems.values()))
    console.print(tables.summary_table(systems, known, lang))
    _say(tables.summary_remarks(systems, known, lang))
    if comparisons:
        console.print(tables.comparison_table(comparisons, lang))
    console.print(tables.label_table(first, codebook, lang, trust))
    _say(tables.label_remarks(first, codebook, lang))
    _say(tables.trust_remarks(trust, codebook, lang))
    if with_calibration and first.calibration:
        console.print(tables.calibration_table(first.calibration, codebook, lang))
        _say(tables.calibration_remarks(first.calibration, codebook, lang))
        console.print(tables.reliability_table(first.calibration.pooled, lang))
    _say(scores.signature for scores in systems.values())
    _say(comparison.signature for comparison in comparisons)
    _say(record["signature"] for record in known.records.values())


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _record(
    scores: Mapping[str, Scores], comparisons: Sequence[Comparison], known: Recorded, systems: Mapping[str, System]
) -> dict[str, Any]:
    """Everything, for JSON."""
    return {
        "systems": {name: s.to_record() for name, s in scores.items()},
        "differences": [comparison.to_record() for comparison in comparisons],
        "recorded": known.to_record(),
        "overlaps": {name: [asdict(o) for o in s.overlaps] for name, s in systems.items() if s.overlaps},
    }
