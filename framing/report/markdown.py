"""A report in Markdown, for notes, repositories and documents.

Evidence is set in <b> and devices in <sup>: Markdown's own ** fails beside Chinese quotation marks
(CommonMark does not see them as the edge of a word), and renderers know these two tags.
"""

from __future__ import annotations

import re

from framing.article import TaggedSentence
from framing.message import Lang
from framing.report.facts import Report, byline, found_devices, legend, limits, named, summary, voices
from framing.report.segments import paragraphs, segments
from framing.report.words import wording

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&$])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LIST = re.compile(r"^(\s*\d*)([-+.)])")  # what would make a list at the start of a line


def render_markdown(report: Report, lang: Lang) -> str:
    """The whole report: summary, mix, article with its marks, limits, signature."""
    say = wording(lang)
    title = next((s for s in report.tagged.sentences if s.sentence.is_title), None)
    blocks = [
        "# " + (_marked(report, title, lang) if title else say.untitled),
        escape(" · ".join(byline(report, say))),
        summary(report, lang),
    ]
    if report.mix.tagged:
        blocks += [f"## {say.families}", _mix(report, lang)]
        blocks += [legend(lang)] if report.trust else []
    if any(not s.sentence.is_title for s in report.tagged.sentences):
        blocks += [f"## {say.article}", *_body(report, lang)]
    blocks += [f"## {say.limits}", "\n".join(f"- **{claim}** {text}" for claim, text in limits(report, lang))]
    blocks += [f"## {say.cite}", escape(report.signature)]
    return "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line; what would steer a terminal becomes U+FFFD."""
    one_line = _CONTROL.sub("�", re.sub(r"\s*[\n\r]\s*", " ", text))
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", one_line))


def _mix(report: Report, lang: Lang) -> str:
    """Families in bold, under each the devices found, most frequent first."""
    say, found = wording(lang), found_devices(report)
    headings = [say.device, say.count, say.share, say.adjusted, say.interval, f"{say.author} / {say.quoted}"]
    headings += [say.grade] if report.trust else []
    rows = [headings, ["---", *["---:"] * (len(headings) - 1)]]
    for family in report.codebook.families:
        whole = (f"**{escape(family.name(lang))}**", report.mix.families[family.id], "")
        members = [
            (escape(d.name(lang)), report.mix.labels[d.id], report.grade(d.id) or "—")
            for d in found
            if d.family == family.id
        ]
        for name, share, grade in [whole, *members]:
            interval = say.span(share.low, share.high)
            numbers = [str(share.count), say.percent(share.share), say.percent(share.adjusted), interval]
            rows.append([name, *numbers, voices(share), *([grade] if report.trust else [])])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _body(report: Report, lang: Lang) -> list[str]:
    """The paragraphs of the body, without the white space at their edges."""
    texts = (
        "".join(escape(p) if isinstance(p, str) else _marked(report, p, lang) for p in block.pieces).strip()
        for block in paragraphs(report.tagged)
        if not isinstance(block, str)
    )
    return [text for text in texts if text]


def _marked(report: Report, tagged: TaggedSentence, lang: Lang) -> str:
    text = ""
    for segment in segments(tagged, report.codebook.label_ids):
        words = escape(segment.text)
        names = " ".join(escape(named(report, report.codebook.device(label), lang)) for label in segment.closing)
        text += (f"<b>{words}</b>" if segment.devices else words) + (f"<sup>{names}</sup>" if names else "")
    return text
