"""What a system says about an article, in the one form that scores compare with the annotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.article import TaggedArticle
from framing.corpus import AnnotatedArticle, Span

Prediction = Sequence[Mapping[str, "Sequence[Span] | None"]]
"""One article: for each annotated sentence its labels with evidence, None where a system gives no evidence."""


def prediction_from_tagged(tagged: TaggedArticle, gold: AnnotatedArticle) -> Prediction:
    """The findings in the sentences that `gold` annotates.

    A title that was put in front of the annotated sentences is nobody's gold and is left out.
    """
    annotated = tagged.sentences[len(tagged.sentences) - len(gold.sentences) :]
    return [
        {label: [(e.start, e.end) for e in finding.evidence] for label, finding in sentence.labels.items()}
        for sentence in annotated
    ]
