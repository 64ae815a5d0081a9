from __future__ import annotations

import pytest
from report_samples import CODEBOOK

from framing.report.looks import LOOKS, NIGHT, PAPER, family_looks


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", LOOKS)
def test_small_text_in_a_family_colour_is_readable_by_day_and_by_night(look):
    assert contrast(look.light, PAPER) >= 4.5
    assert contrast(look.dark, NIGHT) >= 4.5


def test_families_differ_by_their_line_and_not_by_colour_alone():
    looks = family_looks(CODEBOOK)
    assert len({look.line for look in looks.values()}) == len(looks) == len(CODEBOOK.families)
