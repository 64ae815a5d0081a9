"""TaggedArticle → Mix: counts and shares of every device, corrected for the model's known errors."""

from __future__ import annotations

from framing.mix.correction import ErrorCounts
from framing.mix.shares import FamilyShare, LabelShare, Mix, measure

__all__ = ["ErrorCounts", "FamilyShare", "LabelShare", "Mix", "measure"]
