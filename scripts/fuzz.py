"""Throw random inputs at reading and at reports, and count what should never happen.

    .venv/bin/python scripts/fuzz.py --inputs 10000 --seed 1                    # drawn by hypothesis
    .venv/bin/python scripts/fuzz.py --inputs 10000 --seed 1 --engine atheris   # guided by coverage

What an input is and what must hold of it stands in tests/fuzzing.py. Each find is kept in --keep by its target and
seed, so that it can be run again; one that takes longer than a second is listed too.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path
from random import Random
from typing import Any

from marked import fill, row

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

SLOW = 1.0  # seconds


class Log:
    """What was run and what was found: the same exception at the same place is one find."""

    def __init__(self, engine: str, keep: Path) -> None:
        self.engine, self.keep, self.started = engine, keep, time.monotonic()
        self.inputs: Counter[str] = Counter()
        self.articles: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.slowest: dict[str, float] = {}
        self.finds: dict[tuple[str, str], tuple[int, str]] = {}

    def run(self, target: str, seed: int, data: bytes | None = None) -> None:
        """One input: that of `seed`, or these bytes."""
        from fuzzing import check

        begun = time.process_time()
        try:
            self.articles[target] += check(target, Random(seed), data)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}: {str(error)[:60]!r} at {Path(place.filename).name}:{place.lineno}"
            self._found(target, name, seed, data)
        took = time.process_time() - begun
        if took > SLOW and self.inputs[target]:  # the first of a kind loads what the others find loaded
            self._found(target, f"slower than {SLOW:g} s", seed, data)
        self.inputs[target] += 1
        self.seconds[target] += took
        self.slowest[target] = max(took, self.slowest.get(target, 0))
        if sum(self.inputs.values()) % 5000 == 0:
            print(f"{sum(self.inputs.values()):,} inputs, {len(self.finds)} finds", file=sys.stderr, flush=True)

    def _found(self, target: str, name: str, seed: int, data: bytes | None) -> None:
        times, first = self.finds.get((target, name), (0, f"seed {seed}"))
        if times == 0 and data is not None:
            self.keep.mkdir(parents=True, exist_ok=True)
            path = self.keep / f"find-{len(self.finds):03}{target}"
            path.write_bytes(data)
            first = str(path)
        self.finds[target, name] = (times + 1, first)

    def table(self) -> str:
        """Markdown: a row a target, then the finds."""
        rows = [
            "| target | inputs | articles read | CPU ms each | slowest, CPU s | finds |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        for target, inputs in self.inputs.items():
            finds = sum(1 for where, _ in self.finds if where == target)
            each = 1000 * self.seconds[target] / inputs
            cells = (
                target,
                f"{inputs:,}",
                f"{self.articles[target]:,}",
                f"{each:.1f}",
                f"{self.slowest[target]:.2f}",
                finds,
            )
            rows.append(row(cells))
        minutes = (time.monotonic() - self.started) / 60
        told = f"{sum(self.inputs.values()):,} inputs drawn by {self.engine} in {minutes:.0f} min"
        rows += ["", f"{told}; {len(self.finds)} kinds of finds."]
        rows += [f"- {target} ×{times}: {name} ({first})" for (target, name), (times, first) in self.finds.items()]
        return "\n".join(rows)


def with_hypothesis(log: Log, inputs: int, seed: int) -> None:
    """Targets, texts and seeds drawn by hypothesis, which likes what is odd; the structure around them is ours."""
    from fuzzing import SUFFIXES, TARGETS
    from hypothesis import HealthCheck, given, settings
    from hypothesis import seed as seeded
    from hypothesis import strategies as st

    # Half of the inputs hold what hypothesis makes itself, the other half is made from a seed.
    raw = st.none() | st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode())

    @seeded(seed)
    @settings(max_examples=inputs, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from((*TARGETS, *SUFFIXES)), st.integers(0, 2**63), st.booleans(), raw)
    def run(target: str, number: int, plain: bool, data: bytes | None) -> None:
        log.run(target, number, data if plain and target != "report" else None)

    run()


def with_atheris(log: Log, inputs: int, seed: int) -> None:
    """Bytes that libFuzzer changes so that new lines of our code are reached; ends the process."""
    import atheris

    with atheris.instrument_imports(include=["framing"]):
        import fuzzing

    def run(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        target, number = provider.PickValueInList(list(fuzzing.TARGETS)), provider.ConsumeInt(4)
        rest = provider.ConsumeBytes(fuzzing.LARGEST)
        log.run(target, number, rest if rest and target != "report" else None)
        if sum(log.inputs.values()) == inputs:
            print(log.table(), flush=True)
            os._exit(bool(log.finds))  # libFuzzer does not come back

    corpus = log.keep / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for index, content in enumerate(fuzzing.seeds()):
        (corpus / f"seed-{index}").write_bytes(content)
    atheris.Setup([sys.argv[0], f"-seed={seed}", "-verbosity=0", f"-max_len={fuzzing.LARGEST}", str(corpus)], run)
    atheris.Fuzz()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--keep", type=Path, default=ROOT / ".work" / "fuzz", help="Where finds are kept.")
    parser.add_argument("--write", action="store_true", help="Put the table into docs/faults.md (hypothesis only).")
    given: Any = parser.parse_args()
    log = Log(given.engine, given.keep)
    try:
        (with_hypothesis if given.engine == "hypothesis" else with_atheris)(log, given.inputs, given.seed)
    except ModuleNotFoundError as missing:
        sys.exit(f"Error: {missing}. Run: pip install {missing.name}")
    print(log.table())
    if given.write:
        fill(ROOT / "docs" / "faults.md", {"fuzzing": log.table})
    sys.exit(bool(log.finds))


if __name__ == "__main__":
    main()
