"""`framing report`: how each article is framed, to read on the terminal, as a page, Markdown or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import typer

from framing.batch import TaggedReading, count_articles, read_or_tag, refuse_to_read_output
from framing.cli import options as opt
from framing.cli.language import spoken
from framing.cli.talk import Talk
from framing.codebook import load_codebook
from framing.errors import FramingError, InputError
from framing.message import message
from framing.mix import ErrorCounts, measure
from framing.progress import Progress
from framing.reading import Columns
from framing.tagging import Manifest, Tagger, load_manifest
from framing.trust import Trust

EPILOG = "Try: framing report examples/article.txt -o report.html"


def report(
    inputs: opt.Inputs,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE_OR_FOLDER",
            help="One article: a file .html, .md or .json. Several: a folder. Without it: a summary on the terminal.",
        ),
    ] = None,
    format: Annotated[
        Literal["html", "md", "json"] | None,
        typer.Option(help="Without it the file's suffix decides; in a folder html."),
    ] = None,
    lang: opt.Language = "zh",
    model: opt.ModelFolder = None,
    threshold: opt.Threshold = None,
    precision: opt.Precision = False,
    recall: opt.Recall = False,
    labels: opt.Labels = None,
    encoding: opt.Encoding = None,
    text_column: opt.TextColumn = None,
    title_column: opt.TitleColumn = None,
    id_column: opt.IdColumn = None,
    source_column: opt.SourceColumn = None,
    date_column: opt.DateColumn = None,
    show_cut: opt.ShowCut = False,
) -> int:  # fmt: skip
    """Show how each article is framed: its mix of devices, with intervals, and the words that show them.

    Inputs may also be what `framing tag` wrote; they are then not tagged again.
    """
    options = opt.tag_options(threshold, precision, recall, labels, model)
    opt.check_encoding(encoding)
    from framing.cli.places import choose_place  # templates take a while to load: not for `--help`
    from framing.report import Report

    place = choose_place(output, format, lang)
    if place.path:
        refuse_to_read_output(inputs, place.path)
    talk = Talk(show_cut=show_cut, encoding=encoding)
    results = read_or_tag(
        inputs, cache(lambda: options.applied_to(Tagger.load(model))), options,
        on_fault=talk.fault, on_note=talk.note, on_reading=talk.reading, encoding=encoding,
        columns=Columns(text_column, title_column, id_column, source_column, date_column),
    )  # fmt: skip
    progress = Progress(lang=spoken())
    if progress.is_shown and (place.path or not sys.stdout.isatty()):
        results = progress.track(results, message("reading and tagging"), total=count_articles(inputs))
    manifest, codebook, reported = _manifest(model), load_codebook(), 0
    for result in results:
        try:
            errors, trust = _known(result, manifest, talk)
            mix = measure(result.tagged, codebook, errors)
        except InputError as fault:
            talk.fault(fault.at(result.origin))
            continue
        place.add(Report(result.tagged, mix, codebook, result.cut, result.options.to_record(), trust))
        reported += 1
    if not reported and not talk.faults:
        raise InputError("There is no article in the inputs. Give files or folders that hold some.")
    return talk.close(place.close())


def _manifest(folder: Path | None) -> Callable[[], Manifest | None]:
    """Reads the model's manifest when it is asked for; None where no model was named and none came along."""

    @cache
    def read() -> Manifest | None:
        try:
            return load_manifest(folder)
        except FramingError:
            if folder:
                raise
            return None

    return read


def _known(
    result: TaggedReading, read_manifest: Callable[[], Manifest | None], talk: Talk
) -> tuple[Mapping[str, ErrorCounts], Mapping[str, Trust]]:
    """The model's error counts and grades that hold for this article; says so where there are no counts."""
    manifest, model = read_manifest(), result.tagged.model
    if manifest is None or manifest.signature != model:
        talk.note(
            message(
                "shares are not corrected: the errors of '{model}' are not known. Give its folder to --model.",
                model=model,
            )
        )
        return {}, {}
    errors = result.options.known_errors(manifest)
    if not errors:
        talk.note(message("shares are not corrected: the model's errors are known at its own thresholds only."))
    return errors, result.options.known_trust(manifest)
