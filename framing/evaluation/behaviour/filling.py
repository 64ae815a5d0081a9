"""Sentences with slots for actors → the same sentences about several pairs of them, each pair both ways round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.evaluation.behaviour.suite import QUIET, Pair, Suite

PAIRS = 3
"""Pairs of actors put into every sentence, hence twice as many fillings."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One sentence with its slots filled. pair: who is in it, in the gazetteer's order; turned: {a} is the second."""

    text: str
    pair: Pair
    turned: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """All fillings of one sentence, which carries `device`; None: it carries none."""

    template: str
    device: str | None
    fillings: tuple[Filling, ...]


def swaps(suite: Suite) -> Iterator[Swap]:
    """Every sentence with its fillings, in the order of the suite."""
    turn: dict[str, int] = {}
    for device, kinds in suite.swaps.items():
        for kind, texts in kinds.items():
            for template in texts:
                turn[kind] = turn.get(kind, -1) + 1
                chosen = pairs_in_turn(suite.fillers[kind], turn[kind])
                fillings = tuple(filled(template, pair, way) for pair in chosen for way in (False, True))
                yield Swap(template, None if device == QUIET else device, fillings)


def pairs_in_turn(pairs: tuple[Pair, ...], turn: int) -> list[Pair]:
    """`PAIRS` of them: the first one always, the others as they take turns from sentence to sentence."""
    first, *others = pairs
    number = min(PAIRS - 1, len(others))
    return [first, *(others[(turn * number + i) % len(others)] for i in range(number))]


def filled(template: str, pair: Pair, turned: bool) -> Filling:
    a, b = reversed(pair) if turned else pair
    return Filling(template.format(a=a, b=b), pair, turned)
