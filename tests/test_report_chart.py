from __future__ import annotations

from dataclasses import replace

import pytest
from report_samples import CODEBOOK, report, untitled

from framing.report.chart import SCALES, axis_end, panels, strips, ticks


@pytest.mark.parametrize("errors", [True, False])
def test_nothing_drawn_leaves_the_axis(errors):
    made = report(errors=errors)
    assert axis_end(made) in SCALES
    for panel in panels(made, "zh"):
        for bar in panel.bars:
            places = [bar.author + bar.quoted, bar.adjusted, bar.low, bar.high]
            assert all(0 <= place <= 100.001 for place in places if place is not None)


def test_a_panel_shows_its_family_then_the_devices_found_and_names_the_others():
    contest = panels(report(), "zh")[1]
    assert [bar.name for bar in contest.bars] == ["胜负", "打脸反噬", "卡脖子"]
    assert contest.missing == ("赢学", "危机渲染", "颂扬底气")
    assert contest.bars[0].value == "2 句 · 15%"


def test_the_part_of_a_bar_that_quotes_others_is_its_share_of_the_count():
    clique = next(bar for bar in panels(report(), "zh")[0].bars if bar.name == "小圈子")
    assert clique.quoted == pytest.approx(clique.author)


def test_a_strip_has_a_cell_for_every_sentence_and_tells_where_the_family_is():
    contest = strips(report(), "zh")[1]
    assert contest.cells == tuple(i in (6, 10) for i in range(13))
    assert contest.description == "胜负：2 句。第 6 句、第 10 句"


def test_an_empty_article_has_strips_without_cells_and_bars_without_length():
    made = report(untitled(""))
    assert [strip.cells for strip in strips(made, "zh")] == [()] * len(CODEBOOK.families)
    assert {bar.author for panel in panels(made, "zh") for bar in panel.bars} == {0.0}
    assert [place for place, _ in ticks(made, "zh")] == [0, 50, 100]


def test_a_device_nobody_looked_for_is_not_called_missing():
    chosen = replace(report(), options={"labels": ["clique", "alarm"]})
    assert panels(chosen, "zh")[1].missing == ("危机渲染",)
    assert chosen.signature.endswith(" · labels:clique,alarm")


def test_a_bar_has_its_devices_grade_and_a_family_none():
    camp, *_, rhetoric = panels(report(graded=True), "zh")
    assert [(bar.name, bar.grade, bar.is_low) for bar in camp.bars[:2]] == [
        ("阵营", None, False), ("小圈子", "B", False),
    ]  # fmt: skip
    assert {bar.name for bar in rhetoric.bars if bar.is_low} == {"其他比喻", "反讽嘲弄", "悬念钩子"}
    assert "小圈子 2 句 15% [8–23%]（可信度 B）" in camp.description
    assert not any(bar.grade for panel in panels(report(), "zh") for bar in panel.bars)
