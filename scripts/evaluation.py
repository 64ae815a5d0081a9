"""Fill the example in docs/evaluation.md with what `framing evaluate` prints for the shipped model.

.venv/bin/python scripts/evaluation.py ../shared/gold/dev.jsonl            # print
.venv/bin/python scripts/evaluation.py ../shared/gold/dev.jsonl --write    # docs/evaluation.md
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from marked import fill

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="annotated articles, as for `framing evaluate`")
    parser.add_argument("--write", action="store_true", help="fill docs/evaluation.md")
    arguments = parser.parse_args()
    if arguments.write:
        fill(ROOT / "docs" / "evaluation.md", {"example": lambda: example(arguments.corpus)})
    else:
        print(example(arguments.corpus))


def example(corpus: Path) -> str:
    """What the command prints, as a block of text."""
    command = [sys.executable, "-m", "framing", "evaluate", str(corpus), "--calibration", "--lang", "en"]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    lines = [line.rstrip() for line in printed.strip().splitlines()]
    return "\n".join(["```text", *lines, "```"])


if __name__ == "__main__":
    main()
