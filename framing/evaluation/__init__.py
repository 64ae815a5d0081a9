"""Systems + annotated articles → scores with intervals and a signature."""

from framing.evaluation.predictions import Prediction, prediction_from_tagged
from framing.evaluation.scores import Estimate, LabelScores, Scores, score

__all__ = ["Estimate", "LabelScores", "Prediction", "Scores", "prediction_from_tagged", "score"]
