from __future__ import annotations

import re
from dataclasses import fields

import pytest

from framing.errors import UsageError
from framing.report.words import Wording, wording


def texts(value):
    return [value] if isinstance(value, str) else list(value)


@pytest.mark.parametrize("field", [field.name for field in fields(Wording)])
def test_both_languages_say_the_same_things_with_the_same_blanks(field):
    zh, en = (texts(getattr(wording(lang), field)) for lang in ("zh", "en"))
    assert len(zh) == len(en)
    for one, other in zip(zh, en, strict=True):
        assert set(re.findall(r"{\w+}", one)) == set(re.findall(r"{\w+}", other))


def test_an_unknown_language_is_refused_with_those_that_would_do():
    with pytest.raises(UsageError, match="zh, en, not in 'fr'"):
        wording("fr")


@pytest.mark.parametrize(
    ("share", "text"), [(None, "—"), (0.0, "0%"), (0.001, "<1%"), (0.01, "1%"), (0.173, "17%"), (1.0, "100%")]
)
def test_shares_are_whole_percentages_and_undefined_is_not_zero(share, text):
    assert wording("zh").percent(share) == text


def test_an_interval_is_two_percentages_or_a_dash():
    assert wording("zh").span(0.09, 0.251) == "9–25%"
    assert wording("zh").span(None, None) == "—"


@pytest.mark.parametrize(("count", "text"), [(0, "0 sentences"), (1, "1 sentence"), (2, "2 sentences")])
def test_english_counts_in_singular_and_plural(count, text):
    assert wording("en").sentences(count) == text
