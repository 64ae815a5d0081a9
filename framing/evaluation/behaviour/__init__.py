"""How a tagger behaves where only who is spoken of, the printing or the sense of a word changes.

Sentences written for the purpose (`labels/behaviour/`) are changed in one respect at a time, after Ribeiro et al.,
2020, "Beyond accuracy: behavioral testing of NLP models with CheckList": invariance tests (actors, script,
punctuation, batches), and pairs of sentences in which the device is there and is not.
"""

from framing.evaluation.behaviour.measuring import Behaviour, measure
from framing.evaluation.behaviour.suite import Suite, load_suite
from framing.evaluation.behaviour.table import check_table, device_table, pair_table, remarks
from framing.evaluation.behaviour.tally import Check, Rate

__all__ = [
    "Behaviour",
    "Check",
    "Rate",
    "Suite",
    "check_table",
    "device_table",
    "load_suite",
    "measure",
    "pair_table",
    "remarks",
]
