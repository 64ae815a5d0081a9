"""`framing tag`: which devices each sentence uses, with evidence, one article a line of JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort

from framing.batch import Run, TagOptions, count_articles, part_path, refuse_to_read_output, tag_stream, write_tagged
from framing.cli import options as opt
from framing.cli.language import spoken
from framing.cli.talk import Talk, counted
from framing.errors import InputError, UsageError
from framing.message import SEMICOLON, listed, message
from framing.progress import Progress
from framing.reading import Columns, Reading, read_inputs
from framing.tagging import Tagger

EPILOG = "Try: framing tag examples/articles.jsonl -o tags.jsonl"


def tag(
    inputs: opt.Inputs,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Write to this file, not to stdout.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where an interrupted run to the same file stopped.")
    ] = False,
    model: opt.ModelFolder = None,
    threshold: opt.Threshold = None,
    precision: opt.Precision = False,
    recall: opt.Recall = False,
    labels: opt.Labels = None,
    all_scores: Annotated[
        bool, typer.Option("--all-scores", help="Add the scores of all labels, present or not.")
    ] = False,
    encoding: opt.Encoding = None,
    text_column: opt.TextColumn = None,
    title_column: opt.TitleColumn = None,
    id_column: opt.IdColumn = None,
    source_column: opt.SourceColumn = None,
    date_column: opt.DateColumn = None,
    show_cut: opt.ShowCut = False,
    lang: opt.MessageLanguage = None,
) -> int:
    """Tag every sentence with the devices it uses and the words that show them.

    Each article becomes one line of JSON, in the order of the inputs.

    A file appears when it is complete; until then it is OUT.jsonl.part.
    """
    options = opt.tag_options(threshold, precision, recall, labels, model, all_scores=all_scores)
    opt.check_encoding(encoding)
    target = None if output in (None, Path("-")) else opt.file_to_write(output)
    if target:
        refuse_to_read_output(inputs, target)
    elif resume:
        raise UsageError("--resume goes on with a file. Give the one that was begun with -o.")
    talk = Talk(show_cut=show_cut, encoding=encoding)
    columns = Columns(text_column, title_column, id_column, source_column, date_column)
    readings = talk.listen(
        read_inputs(inputs, on_fault=talk.fault, on_note=talk.note, encoding=encoding, columns=columns)
    )
    tagger = options.applied_to(Tagger.load(model))
    if target:
        run = _to_file(
            readings, tagger, options, target, inputs=inputs, encoding=encoding, columns=columns, resume=resume
        )
    else:
        run = _to_stdout(readings, tagger, options, inputs)
    return _close(talk, run, tagger, target)


def _to_file(
    readings: Iterator[Reading], tagger: Tagger, options: TagOptions, target: Path, *,
    inputs: Sequence[str], encoding: str | None, columns: Columns, resume: bool,
) -> Run:  # fmt: skip
    progress = Progress(lang=spoken())
    total = count_articles(inputs) if progress.is_shown else None
    try:
        return write_tagged(
            readings, tagger, options, target, inputs=inputs, encoding=encoding, columns=columns,
            resume=resume, total=total, progress=progress,
        )  # fmt: skip
    except KeyboardInterrupt:
        if not part_path(target).exists():
            raise
        raise Abort(
            message(
                "Interrupted. What is done is in '{path}'. Add --resume to the same command to go on.",
                path=part_path(target),
            )
        ) from None


def _to_stdout(readings: Iterator[Reading], tagger: Tagger, options: TagOptions, inputs: Sequence[str]) -> Run:
    articles = sentences = 0
    results = tag_stream(readings, lambda: tagger, options)
    progress = Progress(lang=spoken())
    if progress.is_shown and not sys.stdout.isatty():  # a bar amid the results would be in the way
        results = progress.track(results, message("tagging"), total=count_articles(inputs))
    for result in results:
        typer.echo(result.to_line(), nl=False)
        articles, sentences = articles + 1, sentences + len(result.tagged.sentences)
    return Run(articles, sentences)


def _close(talk: Talk, run: Run, tagger: Tagger, target: Path | None) -> int:
    """Say what was done."""
    if not run.articles and not run.kept:
        if not talk.faults:
            raise InputError("There is no article in the inputs. Give files or folders that hold some.")
        return talk.close(message("Nothing was tagged."))
    kept = counted(run.kept, "article")
    if run.kept and not run.articles:
        done = [message("Nothing to do: '{path}' holds all {articles}", path=target, articles=kept)]
    else:
        done = [
            message(
                "{sentences} in {articles} tagged with {model}, codebook {codebook}",
                sentences=counted(run.sentences, "sentence"), articles=counted(run.articles, "article"),
                model=tagger.signature, codebook=tagger.codebook.signature,
            )
        ]  # fmt: skip
        if run.kept:
            done.append(message("{articles} had been tagged before", articles=kept))
    if talk.cut:
        lines = counted(talk.cut, "line")
        done.append(message("{lines} cut around the text (--show-cut shows them)", lines=lines))
    return talk.close(listed(done, SEMICOLON))
