"""Report how articles are framed: on the terminal, as a page, Markdown or JSON.

    python scripts/report.py article.txt
    python scripts/report.py article.txt -o report.html
    python scripts/report.py tags.jsonl -o reports/     # of articles that batch_classify.py tagged

The same as `framing report`; `--help` shows all options.
"""

from __future__ import annotations

import sys

from framing.cli import main

if __name__ == "__main__":
    main(["report", *sys.argv[1:]])
