"""Tag many articles: every sentence with the devices it uses, one article a line of JSON.

    python scripts/batch_classify.py articles/ 'more/*.jsonl' -o tags.jsonl
    python scripts/batch_classify.py articles/ 'more/*.jsonl' -o tags.jsonl --resume    # after an interruption

Reads one article after another, so that memory stays small however many there are, and tags them on all cores.
The same as `framing tag`; `--help` shows all options.
"""

from __future__ import annotations

import sys

from framing.cli import main

if __name__ == "__main__":
    main(["tag", *sys.argv[1:]])
