"""Systems + annotated articles → scores with intervals and a signature, and how far systems differ."""

from framing.evaluation.comparison import Comparison, compare
from framing.evaluation.predictions import Prediction, match_tagged, prediction_from_tagged
from framing.evaluation.recorded import Recorded, recorded, spread
from framing.evaluation.resampling import Estimate
from framing.evaluation.scores import LabelScores, Scores, score

__all__ = [
    "Comparison",
    "Estimate",
    "LabelScores",
    "Prediction",
    "Recorded",
    "Scores",
    "compare",
    "match_tagged",
    "prediction_from_tagged",
    "recorded",
    "score",
    "spread",
]
