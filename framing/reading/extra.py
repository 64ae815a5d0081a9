"""Libraries that only some kinds of files need, and that come with an extra of the package."""

from __future__ import annotations

import importlib
from typing import Any

from framing.errors import InputError


def extra_module(name: str, extra: str) -> Any:
    """The module `name`. Raises InputError where the extra that brings it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise InputError(
            "to read it takes the package '{package}'. Install what is missing: pip install 'framing[{extra}]'",
            package=error.name or name, extra=extra,
        ) from error  # fmt: skip
