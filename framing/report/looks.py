"""How a family looks: its colour on paper and on black, its line under the text, its style in a terminal.

Colour never stands alone: in print the kind of line differs, and the device's name always follows the evidence.
The colours were searched for contrast of at least 4.5 : 1 with the page and for distance (CIE76 ≥ 22) under
normal sight and simulated protanopia, deuteranopia and tritanopia (Machado et al. 2009).
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.codebook import Codebook

PAPER, NIGHT = "#fbfaf6", "#191816"


@dataclass(frozen=True, slots=True)
class Look:
    """`line` is a CSS text-decoration style with its thickness; `terminal` a rich style."""

    light: str
    dark: str
    line: str
    terminal: str


LOOKS = (
    Look("#1d4fb8", "#7ea6f5", "solid 2px", "blue"),
    Look("#a6410f", "#e08a4d", "double 1.5px", "red"),
    Look("#0f7a52", "#3fdba4", "dotted 2.5px", "green"),
    Look("#752a75", "#e2b3de", "wavy 1.2px", "magenta"),
)


def family_looks(codebook: Codebook) -> dict[str, Look]:
    """A look for each family, in codebook order; they repeat when there are more families than looks."""
    return {family.id: LOOKS[i % len(LOOKS)] for i, family in enumerate(codebook.families)}
