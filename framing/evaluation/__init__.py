"""Systems + annotated articles → scores with intervals and a signature, and how far systems differ."""

from framing.evaluation.comparison import Comparison, compare
from framing.evaluation.predictions import Prediction, match_tagged, prediction_from_tagged
from framing.evaluation.recorded import Recorded, recorded, seed_name, spread, spread_text
from framing.evaluation.resampling import Estimate
from framing.evaluation.scores import LabelScores, Scores, score
from framing.evaluation.trust import grades, known_agreement
from framing.evaluation.words import system_name

__all__ = [
    "Comparison",
    "Estimate",
    "LabelScores",
    "Prediction",
    "Recorded",
    "Scores",
    "compare",
    "grades",
    "known_agreement",
    "match_tagged",
    "prediction_from_tagged",
    "recorded",
    "score",
    "seed_name",
    "spread",
    "spread_text",
    "system_name",
]
