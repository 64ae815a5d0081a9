"""Where reports go: to the terminal, as text to stdout, to one file, or to a folder with one file each."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

import typer
from rich.console import Console

from framing.batch import FileNames, write_whole
from framing.batch.files import writing
from framing.cli.options import file_to_write
from framing.cli.talk import counted
from framing.errors import UsageError, nearest
from framing.message import Lang, Message, message
from framing.report import (
    IndexEntry,
    Report,
    index_entry,
    render_html,
    render_index,
    render_json,
    render_markdown,
    render_terminal,
)

Format = Literal["html", "md", "json"]

_SUFFIXES: dict[str, Format] = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}
_OTHER_FILES = {".txt", ".pdf", ".doc", ".docx", ".csv", ".xlsx", ".jsonl"}  # files to a user, and no folders


class Place(Protocol):
    """Takes reports one after another."""

    @property
    def path(self) -> Path | None:
        """The file or folder; None for stdout."""

    def add(self, report: Report) -> None: ...

    def close(self) -> Message | None:
        """Finish; gives what to say about it on stderr."""


def choose_place(output: str | None, format: Format | None, lang: Lang) -> Place:
    """The place that `-o` and `--format` ask for. Raises UsageError where they ask for none.

    A name with a known suffix is a file, unless there is a folder of that name; any other is a folder.
    """
    if output is None or output == "-":
        return Terminal(lang) if format is None else Stdout(format, lang)
    if not output.strip():
        raise UsageError("-o names nothing. Give a file or a folder, such as -o report.html.")
    with writing(Path(output)):
        return _named_place(output, format, lang)


def _named_place(output: str, format: Format | None, lang: Lang) -> Place:
    path = Path(output)
    by_name = _SUFFIXES.get(path.suffix.lower())
    names_file = by_name or path.suffix.lower() in _OTHER_FILES or path.is_file()
    is_folder = path.is_dir() or output.endswith(("/", os.sep))
    if not names_file and not is_folder and (near := nearest(path.suffix.lower(), (".html", ".md", ".json"))):
        raise UsageError(
            "'{name}' ends in no kind of report. Did you mean '{near}'? For a folder write '{name}/'.",
            name=output, near=path.with_suffix(near),
        )  # fmt: skip
    if not names_file or is_folder:
        return Folder(path, format or "html", lang)
    if (kind := format or by_name) is None:
        raise UsageError("'{name}' does not say what kind of report it is. End it in .html, .md or .json.", name=output)
    return OneFile(file_to_write(path), kind, lang)


class Terminal:
    """A summary for reading on the screen."""

    path = None

    def __init__(self, lang: Lang) -> None:
        self._lang, self._console, self._is_first = lang, Console(highlight=False), True

    def add(self, report: Report) -> None:
        if not self._is_first:
            self._console.print()
            self._console.rule(style="dim")
        render_terminal(report, self._console, self._lang)
        self._is_first = False

    def close(self) -> None:
        return None


class Stdout:
    """The text of reports, one after another; of pages the only one, at the end, since two are no page."""

    path = None

    def __init__(self, format: Format, lang: Lang) -> None:
        self._format, self._render, self._added, self._page = format, _renderer(format, lang), 0, ""

    def add(self, report: Report) -> None:
        if self._format == "html":
            if self._added:
                raise UsageError("There are several articles, and one page each. Give a folder to write to with -o.")
            self._page = self._render(report)
        else:
            rule = "\n---\n\n" if self._added and self._format == "md" else ""
            _to_stdout(rule + self._render(report))
        self._added += 1

    def close(self) -> None:
        _to_stdout(self._page)


class OneFile:
    """One report in a file, written when it is clear that it is the only one."""

    def __init__(self, path: Path, format: Format, lang: Lang) -> None:
        self.path, self._render = path, _renderer(format, lang)
        self._report: Report | None = None

    def add(self, report: Report) -> None:
        if self._report:
            raise UsageError(
                "'{path}' is one file, but there are several articles. Give a folder, such as -o reports.",
                path=self.path,
            )
        self._report = report

    def close(self) -> Message | None:
        if self._report is None:
            return None
        write_whole(self.path, self._render(self._report))
        sentences = counted(len(self._report.tagged.sentences), "sentence")
        signature = self._report.signature
        return message(
            "'{path}' written: {sentences}, {signature}", path=self.path, sentences=sentences, signature=signature
        )


class Folder:
    """A file for each report, named after the article's id, and for pages an index of them."""

    def __init__(self, path: Path, format: Format, lang: Lang) -> None:
        if path.exists() and not path.is_dir():
            raise UsageError("'{path}' is not a folder. Give another name to -o.", path=path)
        self.path, self._format, self._lang = path, format, lang
        self._render = _renderer(format, lang)
        self._names = FileNames("index")
        self._entries: list[IndexEntry] = []

    def add(self, report: Report) -> None:
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        file = f"{self._names.name_for(report.tagged.article.id)}.{self._format}"
        write_whole(self.path / file, self._render(report))
        self._entries.append(index_entry(report, file, self._lang))

    def close(self) -> Message | None:
        if not self._entries:
            return None
        done = message(
            "{reports} written to '{folder}'", reports=counted(len(self._entries), "report"), folder=self.path
        )
        if self._format != "html":
            return done
        write_whole(self.path / "index.html", render_index(self._entries, self._lang))
        return message("{done}; open '{page}'", done=done, page=self.path / "index.html")


def _to_stdout(text: str) -> None:
    typer.echo(text.encode(), nl=False)  # UTF-8 whatever the terminal's encoding


def _renderer(format: Format, lang: Lang) -> Callable[[Report], str]:
    renderers: dict[Format, Callable[[Report], str]] = {
        "html": lambda report: render_html(report, lang),
        "md": lambda report: render_markdown(report, lang),
        "json": render_json,
    }
    return renderers[format]
