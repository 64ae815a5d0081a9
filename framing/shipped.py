"""Where the files that come with the project lie: in the wheel, or in the checkout beside the package."""

from __future__ import annotations

from pathlib import Path

from framing.errors import FramingError

_PACKAGE = Path(__file__).resolve().parent


def shipped_path(relative: str) -> Path:
    """The path of a shipped file or folder such as "labels/codebook.yaml".

    Raises FramingError when the installation lacks it.
    """
    for root in (_PACKAGE / "_shipped", _PACKAGE.parent):
        if (root / relative).exists():
            return root / relative
    raise FramingError("'{path}' is missing from this installation. Reinstall with `pip install .`.", path=relative)
