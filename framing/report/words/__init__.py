"""Every word a report says in its own voice, in both languages. Names and explanations of devices and
families are not here: they come from the codebook."""

from __future__ import annotations

from framing.errors import UsageError
from framing.message import Lang, listed
from framing.report.words.en import EN
from framing.report.words.wording import Wording
from framing.report.words.zh import ZH

__all__ = ["Wording", "wording"]

_WORDINGS: dict[str, Wording] = {"zh": ZH, "en": EN}


def wording(lang: Lang) -> Wording:
    """The words of this language. Raises UsageError for a language reports are not written in."""
    if lang not in _WORDINGS:
        raise UsageError(
            "Reports are written in {languages}, not in '{lang}'. Give one of these.",
            languages=listed(_WORDINGS), lang=lang,
        )  # fmt: skip
    return _WORDINGS[lang]
