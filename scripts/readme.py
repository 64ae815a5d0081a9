"""Fill the marked parts of README.md and README.zh.md from what they are about: nothing there is typed by hand.

    .venv/bin/python scripts/readme.py           # write
    .venv/bin/python scripts/readme.py --check   # exit 1 if a part is out of date

`demo` is what `framing report examples/article.txt` prints, its middle left out; `devices` comes from the
codebook, `scores` from the shipped model's manifest, `int8` from the last table in models/EXPERIMENTS.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from marked import fill, row

from framing.codebook import load_codebook
from framing.evaluation import Estimate, spread_text, system_name
from framing.message import Lang
from framing.tagging import load_manifest

ROOT = Path(__file__).resolve().parent.parent
FILES: dict[str, Lang] = {"README.md": "en", "README.zh.md": "zh"}
KEYS = ("micro_f1", "macro_f1", "evidence_f1")
HEAD, TAIL = 52, 14  # lines of the demo that are shown


def main() -> None:
    check = "--check" in sys.argv[1:]
    stale = [name for name, lang in FILES.items() if fill(ROOT / name, makers(lang), check=check)]
    print(f"{'out of date' if check else 'written'}: {', '.join(stale) or 'nothing'}")
    sys.exit(1 if check and stale else 0)


def makers(lang: Lang) -> dict[str, Callable[[], str]]:
    """What makes each marked part."""
    return {"demo": demo, "devices": lambda: devices(lang), "scores": lambda: scores(lang), "int8": int8}


def demo() -> str:
    """The report on the example article, as `make demo` prints it where there is no terminal."""
    command = [sys.executable, "-m", "framing", "report", "examples/article.txt"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    lines = [line.rstrip() for line in printed.rstrip().splitlines()]
    shown = lines if len(lines) <= HEAD + TAIL else [*lines[:HEAD], "…", *lines[-TAIL:]]
    return "\n".join(["```text", *shown, "```"])


def devices(lang: Lang) -> str:
    codebook = load_codebook()
    return "\n".join(
        f"| {family.name(lang)} | {', '.join(_both(d.zh, d.en, lang) for d in codebook.in_family(family.id))} |"
        for family in codebook.families
    )


def scores(lang: Lang) -> str:
    manifest = load_manifest()
    head = {
        "en": "| System | Micro-F1 | Macro-F1 | Evidence F1 |",
        "zh": "| 系统 | 微平均 F1 | 宏平均 F1 | 证据 F1 |",
    }[lang]
    systems = {f"**{manifest.signature}**": manifest.scores["model"], **manifest.scores["floors"]}
    rows = [row([system_name(name, lang), *(_interval(s[key]) for key in KEYS)]) for name, s in systems.items()]
    if spread := manifest.scores.get("spread"):
        seeds = len(manifest.scores["seeds"])
        name = {"en": f"mean ± sd over {seeds} seeds", "zh": f"{seeds} 个随机种子的均值 ± 标准差"}[lang]
        rows.insert(1, row([name, *(spread_text(spread[key]) if spread[key] else "–" for key in KEYS)]))
    return "\n".join([head, "|---|---|---|---|", *rows, "", f"`{manifest.scores['model']['signature']}`"])


def int8() -> str:
    text = (ROOT / "models" / "EXPERIMENTS.md").read_text(encoding="utf-8")
    tables: list[str] = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    return tables[-1].rstrip()


def _both(zh: str, en: str, lang: Lang) -> str:
    return f"{zh} ({en})" if lang == "en" else zh


def _interval(record: dict[str, float] | None) -> str:
    estimate = Estimate.from_record(record)
    return estimate.text() if estimate else "–"


if __name__ == "__main__":
    main()
