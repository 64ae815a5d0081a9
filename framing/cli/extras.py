"""Parts of the package that need more than the light install."""

from __future__ import annotations

import importlib
from typing import Any

from framing.errors import UsageError


def training_module(name: str) -> Any:
    """The module `framing.training.<name>`. Raises UsageError where the extra `[train]` is not installed."""
    try:
        return importlib.import_module(f"framing.training.{name}")
    except ImportError as error:
        raise UsageError(
            "This needs the package '{name}'. Install what training needs: pip install 'framing[train]'",
            name=error.name,
        ) from error
