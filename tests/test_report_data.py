from __future__ import annotations

import json
from dataclasses import replace

from report_samples import CODEBOOK, TRUST, report, sample_article, untitled

from framing.report import render_json


def test_the_json_form_is_the_tagged_article_with_its_mix():
    record = json.loads(render_json(report()))
    mix = record.pop("mix")
    assert record == json.loads(json.dumps(sample_article().to_record()))
    assert (mix["sentences"], mix["tagged"]) == (13, 11)


def test_every_label_and_family_is_listed_zeros_included():
    mix = json.loads(render_json(report()))["mix"]
    assert list(mix["labels"]) == list(CODEBOOK.label_ids)
    assert list(mix["families"]) == [family.id for family in CODEBOOK.families]
    assert mix["labels"]["blame"]["count"] == 0
    assert mix["labels"]["blame"]["share"] == 0.0
    assert mix["labels"]["blame"]["adjusted"] > 0


def test_undefined_numbers_are_null_and_chinese_is_readable():
    text = render_json(report(untitled("")))
    assert json.loads(text)["mix"]["labels"]["clique"]["share"] is None
    assert "关起门来抱团" in render_json(report())
    assert text.endswith("}\n")


def test_options_that_were_not_the_models_own_are_kept():
    assert "options" not in json.loads(render_json(report()))
    assert json.loads(render_json(replace(report(), options={"threshold": 0.5})))["options"] == {"threshold": 0.5}


def test_every_label_has_its_grade_and_an_unknown_one_is_null():
    known, unknown = (json.loads(render_json(report(graded=g)))["mix"] for g in (True, False))
    assert {label: share["grade"] for label, share in known["labels"].items()} == {
        label: trust.grade for label, trust in TRUST.items()
    }
    assert {share["grade"] for share in unknown["labels"].values()} == {None}
    assert "grade" not in known["families"]["camp"]
