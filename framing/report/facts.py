"""What every form of a report says: the report itself, its rankings and its plain summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from framing import __version__
from framing.article import Sentence, TaggedArticle
from framing.codebook import Codebook, Device
from framing.message import Lang
from framing.mix import FamilyShare, LabelShare, Mix
from framing.report.words import Wording, wording
from framing.trust import LEGEND, LOW, Grade, Trust, low_by_reason

MOST_USED = 3  # devices named in a summary


@dataclass(frozen=True, slots=True)
class Report:
    """One tagged article with its mix; `cut` is the number of lines dropped as page chrome when it was read.

    options: what of the tagging was not the model's own choice (`threshold`, `preset`, `labels`), if anything.
    trust: by label, how far its marks may be relied on; none where that is not known of this tagging.
    """

    tagged: TaggedArticle
    mix: Mix
    codebook: Codebook
    cut: int = 0
    options: Mapping[str, Any] = field(default_factory=dict)
    trust: Mapping[str, Trust] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """What made the numbers, for citing them."""
        chosen = [f"{name}:{','.join(value) if name == 'labels' else value}" for name, value in self.options.items()]
        return " · ".join([f"framing {__version__}", self.tagged.model, self.tagged.codebook, *chosen])

    def was_looked_for(self, label: str) -> bool:
        """Whether tagging could find the label at all: otherwise "not found" says nothing."""
        return label in self.options.get("labels", self.codebook.label_ids)

    def grade(self, label: str) -> Grade | None:
        """None where it is not known."""
        return self.trust[label].grade if label in self.trust else None

    def is_low(self, label: str) -> bool:
        """Whether the marks of a device are to be checked one by one."""
        return self.grade(label) == LOW

    @property
    def has_low(self) -> bool:
        """Whether a device was found whose marks are to be checked one by one."""
        return any(share.count and self.is_low(label) for label, share in self.mix.labels.items())

    @property
    def corrected(self) -> bool:
        """Whether the model's errors were known, so that there are intervals to show."""
        return any(share.adjusted is not None for share in self.mix.labels.values())

    def heading(self, lang: Lang) -> str:
        return self.tagged.article.title or wording(lang).untitled


def named(report: Report, device: Device, lang: Lang) -> str:
    """A device's name, followed by its grade where that is a low one: "Sarcasm C"."""
    name = device.name(lang)
    return f"{name} {report.grade(device.id)}" if report.is_low(device.id) else name


def legend(lang: Lang) -> str:
    """What the grades mean."""
    return f"{wording(lang).grade} {LEGEND.text(lang)}"


def found_devices(report: Report) -> list[Device]:
    """The devices found at least once, most frequent first, then in codebook order."""
    counts = {label: share.count for label, share in report.mix.labels.items()}
    found = [device for device in report.codebook.devices if counts[device.id]]
    return sorted(found, key=lambda device: -counts[device.id])


def quotations(report: Report, label: str) -> list[tuple[Sentence, str]]:
    """The words that show one device and the sentence they stand in, in reading order."""
    return [
        (tagged.sentence, evidence.text)
        for tagged in report.tagged.sentences
        if label in tagged.labels
        for evidence in tagged.labels[label].evidence
    ]


def most_used(report: Report) -> list[Device]:
    """The few most frequent devices that occur more than once; empty if none does."""
    return [device for device in found_devices(report) if report.mix.labels[device.id].count > 1][:MOST_USED]


def summary(report: Report, lang: Lang) -> str:
    """The report in one or two sentences that need no explanation."""
    say, mix = wording(lang), report.mix
    if mix.sentences == 0:
        return say.summary_empty
    total = say.sentences(mix.sentences)
    if any(s.sentence.is_title for s in report.tagged.sentences):
        total += say.with_title
    if mix.tagged == 0:
        return say.summary_nothing.format(total=total)
    kinds = len(found_devices(report))
    text = say.summary_found.format(
        total=total,
        tagged=mix.tagged,
        share=say.percent(mix.tagged / mix.sentences),
        kinds=say.kinds(kinds),
    )
    top = most_used(report)
    if not top:
        return text + (say.summary_once if kinds > 1 else "")
    counts = (say.counted(device.name(lang), mix.labels[device.id].count) for device in top)
    text += say.summary_most.format(top=say.listed(counts))
    low = [device.name(lang) for device in top if report.is_low(device.id)]
    return text + (say.summary_low.format(names=say.listed(low)) if low else "")


def limits(report: Report, lang: Lang) -> list[tuple[str, str]]:
    """What the report cannot tell, as (claim, explanation)."""
    say, sentences = wording(lang), report.mix.sentences
    said = [say.limit_truth, say.limit_sides, say.limit_errors]
    if low := _low_devices(report, lang):
        claim, text = say.limit_low
        said.append((claim, text.format(groups=low)))
    said.append(say.limit_interval if report.corrected else say.limit_uncorrected)
    if sentences:
        claim, text = say.limit_length
        step = f"{100 / sentences:.0f}" if sentences <= 50 else f"{100 / sentences:.1f}"
        said.append((claim, text.format(total=say.sentences(sentences), step=step)))
    if has_voice(report):
        said.append(say.limit_voice)
    return said


def _low_devices(report: Report, lang: Lang) -> str:
    """The devices found whose grade is low, in groups with the reason; empty if there is none."""
    say, devices = wording(lang), {device.id: device for device in found_devices(report)}
    return say.semicolon.join(
        say.because.format(text=say.listed(devices[label].name(lang) for label in labels), reason=reason)
        for reason, labels in low_by_reason(report.trust, devices, lang).items()
    )


def has_voice(report: Report) -> bool:
    """Whether the codebook can tell quoted voices from the author's."""
    return any(share.quoted is not None for share in report.mix.labels.values())


def voices(share: FamilyShare) -> str:
    """ "author / quoted" of a device; a dash for a family, and where the two cannot be told apart."""
    if isinstance(share, LabelShare) and share.author is not None:
        return f"{share.author} / {share.quoted}"
    return "—"


def byline(report: Report, say: Wording) -> list[str]:
    """Source, author, date and id, as far as they are known, and what was cut away."""
    article = report.tagged.article
    author = article.meta.get("author")  # records may hold anything there
    known = (article.source, author if isinstance(author, str) else None, article.date, article.id)
    parts = [part for part in known if part]
    if report.cut:
        parts.append(say.cut(report.cut))
    return parts


def place(report: Report, sentence: Sentence, say: Wording) -> str:
    """How a reader finds a sentence: "title" or "sentence 3"."""
    return say.title_place if sentence.is_title else say.place.format(n=ordinal(report, sentence))


def ordinal(report: Report, sentence: Sentence) -> int:
    """The number of a body sentence for people: the first is 1, with a title before it or without."""
    return sentence.i + (not report.tagged.sentences[0].sentence.is_title)
