"""The tagger: the same labels alone and in company, evidence where it says, clear words when a model is no good."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.article import Article, TaggedArticle
from framing.codebook import Codebook, load_codebook
from framing.errors import ModelError, UsageError
from framing.reading import article_from_text
from framing.tagging import Tagger, load_manifest

ARTICLES = [
    article_from_text("又赢了？", "队长说大赢特赢！天气转凉了。专家说快要崩溃了。"),
    article_from_text(None, "图书馆周一闭馆。" * 3 + "队长说大赢特赢！"),
    article_from_text(None, "他说，" * 60 + "末日来了。"),
    article_from_text(None, ""),
]


def test_what_was_learnt_is_found_with_its_evidence(tiny_tagger: Tagger) -> None:
    tagged = tiny_tagger.tag(article_from_text(None, "天气转凉了。队长说我们赢麻了！"))
    quiet, loud = tagged.sentences
    assert not quiet.labels
    assert "赢" in "".join(e.text for e in loud.labels["boast"].evidence)


def test_an_article_is_tagged_alone_as_in_company(tiny_tagger: Tagger) -> None:
    alone = [tiny_tagger.tag(a, all_scores=True) for a in ARTICLES]
    shuffled = list(range(len(ARTICLES))) * 3
    random.Random(1).shuffle(shuffled)
    together = tiny_tagger.tag_many([ARTICLES[i] for i in shuffled], all_scores=True)
    assert together == [alone[i] for i in shuffled]


def test_the_shipped_model_gives_the_same_scores_alone_and_in_company(shipped_tagger: Tagger) -> None:
    alone = [shipped_tagger.tag(a, all_scores=True) for a in ARTICLES]
    assert shipped_tagger.tag_many(ARTICLES, all_scores=True) == alone


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("我们赢麻了末日，。！？「」\n 　A1🙂𠮷\u200b"), max_size=60))
def test_evidence_is_the_text_at_its_offsets(tiny_tagger: Tagger, text: str) -> None:
    tagged = tiny_tagger.with_thresholds(0.0).tag(article_from_text(None, text))
    for sentence in tagged.sentences:
        assert set(sentence.labels) == {"boast", "alarm_bell"}
        for finding in sentence.labels.values():
            assert finding.evidence
            for e in finding.evidence:
                assert sentence.sentence.text[e.start : e.end] == e.text != ""


def test_the_far_end_of_a_very_long_sentence_is_read(tiny_tagger: Tagger) -> None:
    start = "图书馆周一闭馆，" * 40
    quiet, loud = tiny_tagger.logits([start + "天气转凉了。", start + "队长说大赢特赢！"])
    assert abs(quiet.tokens[-5:] - loud.tokens[-5:]).max() > 0.1
    assert len(loud.tokens) == len(loud.spans) == len(start) + 8


def test_thresholds_can_be_one_number_a_preset_or_for_some_labels_only(tiny_tagger: Tagger) -> None:
    article = ARTICLES[0]
    assert all(not s.labels for s in tiny_tagger.with_thresholds(1.0).tag(article).sentences)
    only = tiny_tagger.with_thresholds(0.0, labels=["boast"]).tag(article)
    assert {label for s in only.sentences for label in s.labels} == {"boast"}
    assert set(tiny_tagger.with_thresholds(preset="recall").thresholds) == {"boast", "alarm_bell"}


def test_scores_of_all_labels_come_only_when_asked_for(tiny_tagger: Tagger) -> None:
    assert tiny_tagger.tag(ARTICLES[0]).sentences[0].scores is None
    assert set(tiny_tagger.tag(ARTICLES[0], all_scores=True).sentences[0].scores or {}) == {"boast", "alarm_bell"}


def test_rows_are_ready_for_a_data_frame(tiny_tagger: Tagger) -> None:
    rows = tiny_tagger.with_thresholds(labels=["boast"]).tag(ARTICLES[1]).to_rows()
    assert [row["label"] for row in rows] == ["boast"]
    assert ARTICLES[1].text[rows[0]["start"] : rows[0]["end"]] == rows[0]["text"]


def test_a_record_written_by_tag_is_plain_json(tiny_tagger: Tagger) -> None:
    tagged: TaggedArticle = tiny_tagger.tag(ARTICLES[0])
    record = json.loads(json.dumps(tagged.to_record(), ensure_ascii=False))
    assert record["model"] == "tiny 0.0.1"
    assert record["codebook"] == "tiny 1.0"
    assert [s["i"] for s in record["sentences"]] == [0, 1, 2, 3]
    assert record["sentences"][0]["start"] is None


def test_an_article_without_sentences_is_tagged_as_such(tiny_tagger: Tagger) -> None:
    assert tiny_tagger.tag(Article("x", None, "", ())).sentences == ()


@pytest.mark.parametrize("threshold", [-0.1, 1.5])
def test_a_threshold_that_is_no_probability_is_refused(tiny_tagger: Tagger, threshold: float) -> None:
    with pytest.raises(UsageError, match="from 0 to 1"):
        tiny_tagger.with_thresholds(threshold)


def test_an_unknown_label_is_refused_with_the_nearest_one(tiny_tagger: Tagger) -> None:
    with pytest.raises(UsageError, match="boast"):
        tiny_tagger.with_thresholds(labels=["boost"])


def _broken(model: Path, target: Path) -> Path:
    shutil.copytree(model, target)
    return target


def test_a_model_for_another_codebook_is_refused(tiny_model: Path) -> None:
    with pytest.raises(ModelError, match=r"codebook 'tiny 1\.0'.*framing-zh"):
        Tagger.load(tiny_model, codebook=load_codebook())


def test_a_codebook_whose_cues_changed_is_refused(tiny_model: Path, tiny_codebook: Codebook) -> None:
    first, *rest = tiny_codebook.devices
    changed = tiny_codebook.model_copy(update={"devices": (first.model_copy(update={"cues": ("新词",)}), *rest)})
    with pytest.raises(ModelError, match=r"cues of codebook 'tiny 1\.0' have changed"):
        Tagger.load(tiny_model, codebook=changed)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_file_that_changed_is_found_by_its_hash(
    tiny_model: Path, tiny_codebook: Codebook, tmp_path: Path, name: str
) -> None:
    folder = _broken(tiny_model, tmp_path / "m")
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name}.*damaged"):
        Tagger.load(folder, codebook=tiny_codebook)


def test_a_missing_file_is_named(tiny_model: Path, tiny_codebook: Codebook, tmp_path: Path) -> None:
    folder = _broken(tiny_model, tmp_path / "m")
    (folder / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"lacks model\.onnx"):
        Tagger.load(folder, codebook=tiny_codebook)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "no valid JSON"),
        ("{", "no valid JSON"),
        ("[]", "damaged"),
        ('{"name": "x"}', "damaged"),
        ("\xff", "damaged"),
    ],
)
def test_a_damaged_manifest_is_refused_in_words(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "framing.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(ModelError, match=says):
        load_manifest(tmp_path)


def test_a_label_without_a_threshold_makes_a_manifest_damaged(tiny_model: Path, tmp_path: Path) -> None:
    content = json.loads((tiny_model / "framing.json").read_text(encoding="utf-8"))
    del content["thresholds"]["balanced"]["boast"]
    (tmp_path / "framing.json").write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ModelError, match=r"thresholds\.balanced.*boast"):
        load_manifest(tmp_path)


def test_a_folder_that_is_no_model_or_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a model folder"):
        load_manifest(tmp_path)
    with pytest.raises(ModelError, match="no model folder"):
        load_manifest(tmp_path / "nowhere")
