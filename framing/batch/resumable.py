"""Tagged articles → a JSONL file that an interrupted run can go on with.

A run writes OUT.part, which becomes OUT when all is done, and beside it OUT.manifest.json, which says what
the run was made with. A resumed run reads its inputs again and compares them, article by article, with what is
written; from the first that is missing on, it tags.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from framing import __version__
from framing.batch.files import write_whole, writing
from framing.batch.options import TagOptions
from framing.batch.results import tag_stream
from framing.errors import UsageError
from framing.message import SEMICOLON, Message, listed, message, place
from framing.progress import Progress
from framing.reading import Columns, Reading
from framing.tagging import Tagger

_FILE = "file "  # stands before a file's name among the facts


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did: articles and sentences it tagged, and articles that were there already."""

    articles: int
    sentences: int
    kept: int = 0


def part_path(output: Path) -> Path:
    """Where an unfinished run's output lies."""
    return Path(f"{output}.part")


def manifest_path(output: Path) -> Path:
    """Where it is written what a run was made with."""
    return Path(f"{output}.manifest.json")


def write_tagged(
    readings: Iterator[Reading], tagger: Tagger, options: TagOptions, output: Path, *,
    inputs: Sequence[str], encoding: str | None = None, columns: Columns = Columns(), resume: bool = False,
    total: int | None = None, progress: Progress | None = None,
) -> Run:  # fmt: skip
    """Tag `readings` and write them to `output`, one line each, in order. Where there is none, nothing is written.

    tagger: one that `options` were applied to. inputs, encoding, columns: what `readings` come from. total: how many
    readings there are, if known. Raises UsageError when resuming what was begun in another way or from other
    articles, OutputError when the disk is full.
    """
    part, manifest = part_path(output), _manifest(tagger, options, inputs, encoding, columns)
    earlier = next((path for path in (part, output) if path.exists()), None) if resume else None
    kept = end = 0
    if earlier:
        _check_manifest(output, manifest)
        kept, end = _compare(earlier, readings, tagger)
    first = next(readings, None)
    if first is None and (not kept or earlier == output):
        return Run(0, 0, kept)
    write_whole(manifest_path(output), json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    if earlier == output:
        with writing(part):
            shutil.copyfile(output, part)
    todo = readings if first is None else chain([first], readings)
    results: Iterable[Any] = tag_stream(todo, lambda: tagger, options)
    if progress:
        results = progress.track(results, message("tagging"), total=None if total is None else max(0, total - kept))
    articles = sentences = 0
    with _appending(part, end) as write:
        for result in results:
            write(result.to_line())
            articles, sentences = articles + 1, sentences + len(result.tagged.sentences)
    with writing(output):
        part.replace(output)
    return Run(articles, sentences, kept)


@contextmanager
def _appending(path: Path, end: int) -> Iterator[Callable[[bytes], None]]:
    """Gives what writes a line to a file, of which the first `end` bytes are kept."""
    with writing(path):
        stream = path.open("r+b" if end else "wb")
        stream.truncate(end)
        stream.seek(end)

    def write(line: bytes) -> None:
        with writing(path):
            stream.write(line)
            stream.flush()

    try:
        yield write
    finally:
        with writing(path), stream:
            os.fsync(stream.fileno())


def _manifest(
    tagger: Tagger, options: TagOptions, inputs: Sequence[str], encoding: str | None, columns: Columns
) -> dict[str, Any]:  # fmt: skip
    return {
        "framing": __version__, "model": tagger.signature, "files": tagger.manifest.files,
        "codebook": tagger.codebook.signature,
        "options": {**asdict(options), "encoding": encoding, "columns": columns.asked()}, "inputs": list(inputs),
    }  # fmt: skip


def _check_manifest(output: Path, manifest: Mapping[str, Any]) -> None:
    """Raise UsageError unless the earlier run was made with the same things; its inputs are compared later."""
    path = manifest_path(output)
    try:
        earlier = json.loads(path.read_bytes())
        made_with, now = _facts(earlier), _facts(manifest)
    except (OSError, ValueError, TypeError, KeyError):
        raise UsageError(
            "'{path}' is missing or damaged, so how '{output}' was begun is not known. "
            "Leave --resume out to start afresh.",
            path=path,
            output=output,
        ) from None
    changed = [
        message("{name} was {before}, is {now}", name=_named(name), before=made_with.get(name), now=value)
        for name, value in now.items()
        if made_with.get(name) != value
    ]
    if changed:
        raise UsageError(
            "'{output}' was begun in another way: {changed}. Do as then, or leave --resume out to start afresh.",
            output=output,
            changed=listed(changed, SEMICOLON),
        )


def _facts(manifest: Mapping[str, Any]) -> dict[str, str]:
    """What must stay the same for a run to go on, as it is written in JSON."""
    facts = {"framing": manifest["framing"], "model": manifest["model"], "codebook": manifest["codebook"]}
    facts |= {f"{_FILE}{name}": hash[:23] for name, hash in manifest["files"].items()}
    facts |= {name.replace("_", "-"): value for name, value in manifest["options"].items()}
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in facts.items()}


def _named(fact: str) -> Message | str:
    return message("the model's {file}", file=fact.removeprefix(_FILE)) if fact.startswith(_FILE) else fact


def _compare(path: Path, readings: Iterator[Reading], tagger: Tagger) -> tuple[int, int]:
    """How many articles are written, and where the last whole line ends; so many readings are taken.

    Raises UsageError at the first that is not the inputs' article in its place.
    """
    kept = end = 0
    with path.open("rb") as lines:
        for line in lines:
            if not line.endswith(b"\n"):
                break
            if (reading := next(readings, None)) is None:
                raise UsageError(
                    "'{path}' holds more than the {kept} articles of the inputs. Leave --resume out to start afresh.",
                    path=path,
                    kept=kept,
                )
            article = reading.article
            expected = {
                "id": article.id, "title": article.title, "text": article.text,
                "model": tagger.signature, "codebook": tagger.codebook.signature,
            }  # fmt: skip
            try:
                record = json.loads(line)
                other = next((name for name in expected if record[name] != expected[name]), None)
            except (ValueError, TypeError, KeyError):
                raise UsageError(
                    "'{path}', line {line}: damaged. Leave --resume out to start afresh.", path=path, line=kept + 1
                ) from None
            if other:
                raise UsageError(
                    "'{path}', line {line}: its {field} is not as for '{id}', the article the inputs have there "
                    "({origin}). Leave --resume out to start afresh.",
                    path=path, line=kept + 1, field=other, id=article.id, origin=place(reading.origin),
                )  # fmt: skip
            kept, end = kept + 1, end + len(line)
    return kept, end
