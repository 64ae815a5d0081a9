"""Train a model by a recipe; needs the extra [train].

    python scripts/train.py models/framing-zh-mini.toml
    python scripts/train.py models/framing-zh-mini.toml --resume    # after an interruption

The same as `framing train`; `--help` shows all options.
"""

from __future__ import annotations

import sys

from framing.cli import main

if __name__ == "__main__":
    main(["train", *sys.argv[1:]])
