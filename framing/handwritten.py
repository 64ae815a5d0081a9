"""YAML files that people write: read with the line of a fault, and never with a key lost in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from framing.errors import InputError, nearest_name, reason
from framing.message import SEMICOLON, Message, listed, message
from framing.validation import described, most

_MOST_FAULTS = 20
Content = TypeVar("Content", bound=BaseModel)


def load_yaml(path: Path, kind: Message) -> Any:
    """What the file holds. kind: what it should be, such as "codebook". Raises InputError, with the line if known."""
    text, line = "", None
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return yaml.load(text, _Loader)
    except OSError as error:
        problem = message(
            "cannot be read ({reason}); give the path of a {kind} in YAML.{near}",
            reason=reason(error), kind=kind, near=nearest_name(path) if isinstance(error, FileNotFoundError) else "",
        )  # fmt: skip
    except UnicodeDecodeError as error:
        problem = message("byte {at} is not UTF-8; save the {kind} as a text file in UTF-8", at=error.start, kind=kind)
    except yaml.MarkedYAMLError as error:
        problem = message("not valid YAML: {reason}", reason=error.problem)
        line = error.problem_mark.line + 1 if error.problem_mark else None
    except yaml.reader.ReaderError as error:
        problem = message(
            "not valid YAML: the character {character} is not allowed", character=ascii(chr(error.character))
        )
        line = text.count("\n", 0, error.position) + 1
    except (ValueError, RecursionError) as error:
        # Dates such as 2026-99-99, and lists in lists in lists …
        problem = message("not valid YAML: {reason}", reason=error)
    raise InputError(problem, path=str(path), line=line)


def load_checked(path: Path, content: type[Content], kind: Message, like: str) -> Content:
    """The file as a value of the class `content`. like: a file that shows how. Raises InputError with every fault."""
    try:
        return content.model_validate(load_yaml(path, kind) or {})
    except ValidationError as error:
        raise InputError(
            "is no valid {kind} ({faults}). Write it as {like} is written.",
            kind=kind, faults=listed(most(described(error, content), _MOST_FAULTS), SEMICOLON), like=like,
            path=str(path),
        ) from None  # fmt: skip


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice, of which plain YAML silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    twice = message("the key '{key}' stands here a second time; keep one", key=key.value)
                    raise yaml.MarkedYAMLError(problem=twice, problem_mark=key.start_mark)  # type: ignore[arg-type]
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)
