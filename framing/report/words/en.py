"""English."""

from __future__ import annotations

from framing.report.words.wording import Wording

EN = Wording(
    html_lang="en",
    kicker="Framing report",
    untitled="(untitled)",
    sentence_count=("{n} sentence", "{n} sentences"),
    kind_count=("{n} device", "{n} different devices"),
    cut_count=("{n} line of page clutter left out", "{n} lines of page clutter left out"),
    counted_name="{name} ({n})",
    comma=", ",
    semicolon="; ",
    space=" ",
    quote=("“", "”"),
    with_title=" (title included)",
    summary_empty="There is no sentence to read in this article.",
    summary_nothing="Of {total}, none was found to use a framing device.",
    summary_found="Of {total}, {tagged} ({share}) used at least one framing device; {kinds} in all.",
    summary_most=" Used most: {top}.",
    summary_once=" Each was found in a single sentence.",
    summary_low=" Of these, only grade C, so that every mark is to be checked by reading: {names}.",
    families="The mix of devices",
    families_hint="Each bar is the share of sentences that use the device. One sentence can use several, "
    "so the bars add up to more than the whole.",
    glance_hint="Each cell is one sentence, from the title to the last; a filled cell uses a device of that family. "
    "Click a family's name to hide or show its marks in the text.",
    glance_where="{family}: {count}. {places}",
    article="The article",
    article_hint="Underlined words are the evidence: they are why the model named the device written small "
    "behind them. Each family has its own kind of line.",
    tagged_sentences="Sentences that use a device",
    untagged=("In {n} other sentence no device was found.", "In {n} other sentences no device was found."),
    more_quotes=("{n} more place", "{n} more places"),
    notes="What the devices mean",
    notes_hint="Every device found here, with its definition and the words it was found in. "
    "Click the words to see them in the text.",
    numbers="All the numbers",
    limits="What this cannot tell you",
    limits_link="It makes mistakes: what this cannot tell you",
    cite="How to cite",
    cite_hint="When you cite these numbers, name what made them: ",
    not_found="Not found: ",
    when="When it counts and when it does not",
    tag="Counts",
    avoid="Does not count",
    examples="Examples",
    bar_value="{n} · {share}",
    key_quoted="of these, sentences that quote others (told apart for single devices only)",
    key_found="sentences that use it",
    key_interval="share corrected for the model's known errors, with its 90% interval",
    device="Device",
    count="Count",
    share="Share",
    adjusted="Corrected",
    interval="90% interval",
    grade="Grade",
    graded="{text} (grade {grade})",
    grade_why="{grade}: {reason}",
    because="{text} ({reason})",
    author="Author",
    quoted="Quoted",
    of_sentences="share of all sentences",
    title_place="title",
    place="sentence {n}",
    limit_truth=(
        "It names devices; it does not judge truth.",
        "A marked sentence need not be wrong, and an unmarked one need not be right. Every article has to choose "
        "an angle; a frame is a choice of emphasis, not a fault.",
    ),
    limit_sides=(
        "It takes no side.",
        "Praise or blame, the same device gets the same mark, whoever it is aimed at. Many devices do not make "
        "a bad article; please do not rank outlets or writers by them.",
    ),
    limit_errors=(
        "The marks are a model's, and the model makes mistakes.",
        "It marks what it should not and misses what it should mark. It sees the text alone, not the background "
        "and not what is left unsaid. Before you rely on a mark, read the sentence yourself.",
    ),
    limit_low=(
        "The marks of some devices can't be relied on yet.",
        "Of grade C are here: {groups}.",
    ),
    limit_interval=(
        "“Corrected” and the interval are estimates.",
        "On annotated articles it had not learned from, the model's mistakes were counted; the corrected share "
        "reckons back from them. If it errs as often here, the true share lies in the interval nine times out of "
        "ten. The less an article resembles those, the less this holds.",
    ),
    limit_uncorrected=(
        "These shares are not corrected.",
        "No record of the model's errors applies to this tagging, so there are counts but no intervals. The true "
        "shares may be higher or lower.",
    ),
    limit_length=(
        "The shorter the article, the coarser the numbers.",
        "This one has {total}: one more or less changes a share by about {step} percentage points. "
        "Between two articles that differ by a sentence or two, nobody can say which uses a device more.",
    ),
    limit_voice=(
        "“Author” and “quoted” are a rough split.",
        "Once a sentence quotes anyone, all its devices count as quoted, even where the author's own words "
        "stand beside the quotation.",
    ),
    index_title="Framing reports",
    index_count=("{n} article", "{n} articles"),
    index_caution="Differences between articles may be chance: see the intervals in each report.",
    index_article="Article",
    index_sentences="Sentences",
    index_tagged="Sentences with a device",
    index_top="Used most",
)
