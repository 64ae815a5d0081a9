"""Which column of a table holds what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from framing.errors import InputError, did_you_mean
from framing.message import message

_MOST_SHOWN = 20
FIELDS = ("text", "title", "id", "source", "date")
_KNOWN = {
    "text": "text", "content": "text", "正文": "text", "内容": "text", "內容": "text",
    "title": "title", "标题": "title", "標題": "title", "source": "source", "来源": "source", "來源": "source",
    "date": "date", "日期": "date", "id": "id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a user asked for; where one is None, known names are looked for in a table.

    Known: text, content, 正文, 内容; title, 标题; source, 来源; date, 日期; id; in traditional script too.
    Records of JSONL have no other names than those of the fields here.
    """

    text: str | None = None
    title: str | None = None
    id: str | None = None
    source: str | None = None
    date: str | None = None

    def asked(self) -> dict[str, str]:
        """Field → column, for those asked for."""
        return {field: column for field, column in asdict(self).items() if column is not None}


def placed(header: Sequence[str], columns: Columns, *, needs_text: bool = True) -> dict[str, int]:
    """Field → place in the header, of those that are there. Raises InputError where one can't be told."""
    asked = {field: _place(header, field, column) for field, column in columns.asked().items()}
    free = [(place, _KNOWN.get(name.casefold())) for place, name in enumerate(header) if place not in asked.values()]
    known = {field: [place for place, its in free if its == field] for field in FIELDS if field not in asked}
    for field, found in known.items():
        if len(found) > 1:
            raise _several(field, [header[place] for place in found])
    where = asked | {field: found[0] for field, found in known.items() if found}
    if needs_text and "text" not in where:
        raise InputError(
            "no column 'text', 'content' or '正文'. Columns found: {found}. Name the article's body so, "
            "or say with --text-column which it is.",
            found=shown(header),
        )
    return where


def has_text(header: Sequence[str], columns: Columns) -> bool:
    """Whether the column of the article's body is there."""
    if columns.text is not None:
        return any(_same(name, columns.text) for name in header)
    return any(_KNOWN.get(name.casefold()) == "text" for name in header)


def missing(column: str, found: Collection[str]) -> InputError:
    """The fault of a column that was asked for and isn't there."""
    return InputError(
        "no column '{column}'. Columns found: {found}.{near}",
        column=column, found=shown(found), near=did_you_mean(column, found),
    )  # fmt: skip


def shown(found: Collection[str] | Mapping[str, object]) -> object:
    """Columns as a message lists them, the first of very many."""
    named = [name for name in found if name]
    return ", ".join(named[:_MOST_SHOWN]) + (", …" if len(named) > _MOST_SHOWN else "") or message("none")


def _place(header: Sequence[str], field: str, column: str) -> int:
    """Where the column stands: by its exact name, else in whatever case."""
    exact = [place for place, name in enumerate(header) if name == column.strip()]
    found = exact or [place for place, name in enumerate(header) if _same(name, column)]
    if not found:
        raise missing(column, header)
    if len(found) > 1:
        raise _several(field, [header[place] for place in found])
    return found[0]


def _same(name: str, column: str) -> bool:
    return name.casefold() == column.strip().casefold()


def _several(field: str, alike: Sequence[str]) -> InputError:
    return InputError(
        "several columns for '{field}': {alike}. Rename all but one, or choose with --{field}-column.",
        field=field, alike=", ".join(f"'{name}'" for name in alike),
    )  # fmt: skip
