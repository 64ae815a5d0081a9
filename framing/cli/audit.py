"""`framing evaluate --audit`: whether a system errs more for one side or kind of text than for others."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich.console import Console

from framing.cli.systems import System
from framing.codebook import Codebook
from framing.corpus import AnnotatedArticle
from framing.evaluation.audit import RESAMPLES, Audit, audit
from framing.evaluation.audit_table import audit_remarks, audit_tables
from framing.message import Lang


def print_audit(
    gold: Sequence[AnnotatedArticle], system: System, codebook: Codebook, console: Console, lang: Lang
) -> Audit:
    """Audit one system and print what was found; gives it for a file."""
    predicted = [system.predictions[article.id] for article in gold]
    names = {**system.names, "codebook": codebook.signature}
    found = audit(gold, predicted, codebook.label_ids, names=names, resamples=RESAMPLES)
    for table in audit_tables(found, lang):
        console.print(table)
    for line in (*audit_remarks(found, lang), found.signature):
        typer.echo(line)
    return found
