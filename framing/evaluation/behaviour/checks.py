"""What is checked, as tallies: from sentences and the labels given to them to hits and cases.

A *decision* is whether one device is given to one sentence. `Given` holds those of the tagger by text.

Actor swap. A sentence s is filled in n ways. For each device d that any filling gives, k of the n do:

    flips(s, d) = min(k, n − k),  cases(s, d) = n,  rate = Σ flips / Σ cases

that is: the share of (filling, device) decisions that differ from the majority decision of their sentence, among
the sentences and devices for which any filling gives the device. An even split counts half of its decisions.

Changes, and stances, quotations, batches, which also compare just two texts: the share of (sentence, device) pairs
for which one gives the device and the other does not, among those for which either does. That is a stricter rate
(one minus the Jaccard index), since where two disagree nothing is left of them that agrees.

All other rates are shares of sentences or pairs that come out right; the docstrings say of which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from framing.evaluation.behaviour.filling import Swap
from framing.evaluation.behaviour.suite import PerDevice, Suite
from framing.evaluation.behaviour.tally import Tally

Given = Mapping[str, frozenset[str]]
SOURCING = "sourcing"


def actor_swap(swaps: Iterable[Swap], given: Given) -> Iterator[Tally]:
    """Decisions that depend on who is spoken of."""
    for swap in swaps:
        decisions = [given[f.text] for f in swap.fillings]
        for device in sorted(frozenset().union(*decisions)):
            number = sum(device in labels for labels in decisions)
            flips = min(number, len(decisions) - number)
            yield Tally(swap.template, device, flips, len(decisions))


def actor_pairs(swaps: Iterable[Swap], given: Given) -> Iterator[tuple[str, Tally]]:
    """The same decisions by the pair that fills the slots: ("中国/美国", its part). In an even split, the fillings that
    lack the device are those that flip."""
    for swap in swaps:
        decisions = [given[f.text] for f in swap.fillings]
        for device in sorted(frozenset().union(*decisions)):
            majority = 2 * sum(device in labels for labels in decisions) >= len(decisions)
            for filling, labels in zip(swap.fillings, decisions, strict=True):
                flipped = (device in labels) != majority
                yield "/".join(filling.pair), Tally(swap.template, device, int(flipped))


def actor_found(swaps: Iterable[Swap], given: Given) -> Iterator[Tally]:
    """Fillings that are given the device of their sentence: a tagger that finds nothing has no flips either."""
    for swap in swaps:
        if swap.device:
            found = sum(swap.device in given[f.text] for f in swap.fillings)
            yield Tally(swap.template, swap.device, found, len(swap.fillings))


def quiet(swaps: Iterable[Swap], given: Given) -> Iterator[Tally]:
    """Fillings of quiet sentences that are given no device."""
    for swap in swaps:
        if not swap.device:
            yield Tally(swap.template, None, sum(not given[f.text] for f in swap.fillings), len(swap.fillings))


def pair_flips(pairs: PerDevice, given: Given) -> Iterator[Tally]:
    """Pairs of which just one text is given the pair's device, among those of which either is."""
    for device, texts in pairs.items():
        for first, second in texts:
            found = [device in given[first], device in given[second]]
            if any(found):
                yield Tally(first, device, int(not all(found)))


def both_found(pairs: PerDevice, given: Given) -> Iterator[Tally]:
    """Pairs of which both texts are given the pair's device."""
    for device, texts in pairs.items():
        for first, second in texts:
            yield Tally(first, device, int(device in given[first] and device in given[second]))


def literal_figurative(suite: Suite, given: Given) -> Iterator[Tally]:
    """Pairs with both right: the device given where it is one, not given where its word is meant literally."""
    for device, texts in suite.figurative.items():
        for literal, figurative in texts:
            yield Tally(literal, device, int(device not in given[literal] and device in given[figurative]))


def mention(suite: Suite, given: Given) -> Iterator[Tally]:
    """Sentences that deny, define or name a device and are not given it."""
    for device, mentions in suite.mentions.items():
        for text in mentions.all:
            yield Tally(text, device, int(device not in given[text]))


def quoted_sourcing(suite: Suite, given: Given) -> Iterator[Tally]:
    """Pairs of which the quotation is given `sourcing` and the assertion is not."""
    for device, texts in suite.quotations.items():
        for asserted, quoted in texts:
            yield Tally(asserted, device, int(SOURCING in given[quoted] and SOURCING not in given[asserted]))


def changed(changes: Mapping[str, str], given: Given) -> Iterator[Tally]:
    """Decisions that differ between a text and its changed form. changes: text → changed."""
    for text, other in changes.items():
        yield from differing(text, given[text], given[other])


def differing(text: str, before: frozenset[str], after: frozenset[str]) -> Iterator[Tally]:
    """Devices given in either, each a hit where it is not given in both."""
    for device in sorted(before | after):
        yield Tally(text, device, int((device in before) != (device in after)))


def sentences_of(suite: Suite, swaps: Sequence[Swap]) -> list[str]:
    """All sentences of the suite that stand for themselves, each once: of a swap its first filling."""
    pairs = (suite.stances, suite.figurative, suite.quotations)
    texts = [swap.fillings[0].text for swap in swaps]
    texts += [text for per_device in pairs for all_pairs in per_device.values() for pair in all_pairs for text in pair]
    texts += [text for mentions in suite.mentions.values() for text in mentions.all]
    return list(dict.fromkeys(texts))
