"""A tiny training from recipe to folder: what it leaves, how it resumes, how it is unpacked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from framing.codebook import Codebook
from framing.errors import UsageError
from framing.progress import Progress
from framing.tagging import Tagger, load_manifest

pytest.importorskip("torch")

import torch
from safetensors.torch import load_file

from framing.training.export import read_weights
from framing.training.folder import unpack
from framing.training.model import FramingModel, load_encoder
from framing.training.pipeline import train_model
from framing.training.recipe import load_recipe
from framing.training.stages import open_workshop, predict_out_of_fold, train_final
from framing.training.writing import refuse_foreign_folder, replaced_folder


def workshop(recipe: Path, codebook: Codebook, work: Path, *, resume: bool):  # type: ignore[no-untyped-def]
    return open_workshop(load_recipe(recipe), codebook, work, resume=resume, log=print, progress=Progress())


def test_the_model_folder_holds_all_that_is_needed_and_nothing_else(tiny_model: Path) -> None:
    assert sorted(p.name for p in tiny_model.iterdir()) == [
        "README.md", "codebook.yaml", "config.json", "framing.json", "lexicon.npz", "model.onnx", "tokenizer.json",
        "tokenizer_config.json",
    ]  # fmt: skip


def test_the_manifest_says_from_what_and_how_it_was_made(tiny_model: Path) -> None:
    training = load_manifest(tiny_model).training
    assert training["data"]["articles"] == 24
    assert training["data"]["labels"] == {"boast": 24, "alarm_bell": 12}
    assert training["recipe"]["seed"] == 13
    assert training["data"]["hash"].startswith("sha256:")
    assert "torch" in training["versions"]


def test_error_rates_come_from_every_sentence_seen_out_of_fold(tiny_model: Path) -> None:
    errors = load_manifest(tiny_model).errors
    assert set(errors) == {"boast", "alarm_bell", "tone"}
    assert all(sum(table.model_dump().values()) == 24 * 6 for table in errors.values())


def test_the_scores_are_those_of_every_seed_of_the_floors_and_of_a_learning_curve(tiny_model: Path) -> None:
    scores = load_manifest(tiny_model).scores
    assert scores["seeds"]["13"]["micro_f1"] == scores["model"]["micro_f1"]
    assert set(scores["seeds"]) == {"13", "14"}
    assert len(scores["floors"]) == 3
    half, whole = scores["curve"]
    assert (half["sentences"], whole["sentences"]) == (12 * 6, 24 * 6)
    assert set(half["labels"]) == {"boast", "alarm_bell"}


def test_the_card_is_written_from_the_run(tiny_model: Path) -> None:
    card = (tiny_model / "README.md").read_text(encoding="utf-8")
    manifest = load_manifest(tiny_model)
    assert manifest.training["data"]["hash"] in card
    for said in (
        "**tiny 0.0.1**",
        "tiny 0.0.1, seed 14",
        "mean ± sd over 2 seeds",
        "144 (100%)",
        *manifest.scores["floors"],
    ):
        assert said in card


def test_a_model_is_not_judged_by_what_it_was_trained_on(
    tiny_recipe: Path, tiny_corpus_path: Path, tiny_dev_path: Path, tmp_path: Path
) -> None:
    recipe = tmp_path / "leaky.toml"
    text = tiny_recipe.read_text(encoding="utf-8").replace(str(tiny_dev_path), str(tiny_corpus_path))
    recipe.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="24 articles of the dev corpus"):
        train_model(
            load_recipe(recipe), tmp_path / "model", tmp_path / "work", resume=False, log=print, progress=Progress()
        )
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("share", ["0.01", "0.99"])
def test_a_part_too_small_or_too_large_for_the_curve_is_refused_before_anything_is_done(
    tiny_recipe: Path, tmp_path: Path, share: str
) -> None:
    recipe = tmp_path / "parts.toml"
    text = tiny_recipe.read_text(encoding="utf-8").replace("shares = [0.5]", f"shares = [{share}]")
    recipe.write_text(text, encoding="utf-8")
    kept = tmp_path / "work" / "final" / "best.safetensors"
    kept.parent.mkdir(parents=True)
    kept.touch()
    (tmp_path / "work" / "training.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=f"share {share} holds"):
        train_model(
            load_recipe(recipe), tmp_path / "model", tmp_path / "work", resume=False, log=print, progress=Progress()
        )
    assert kept.exists()


def test_the_labels_to_look_at_again_are_left_in_the_work_folder(tiny_model: Path) -> None:
    rows = (tiny_model.parent / "work" / "label-noise.csv").read_text(encoding="utf-8").splitlines()
    noise = load_manifest(tiny_model).training["label_noise"]
    assert len(rows) - 1 == sum(n for counts in noise.values() for n in counts.values())


def test_an_interrupted_training_goes_on_to_the_same_weights(
    tiny_recipe: Path, tiny_codebook: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = train_final(workshop(tiny_recipe, tiny_codebook, tmp_path / "whole", resume=False))
    shop = workshop(tiny_recipe, tiny_codebook, tmp_path / "torn", resume=False)

    class StoppedError(Exception):
        pass

    def stop_after_epoch_3(text: object) -> None:
        if "epoch 3:" in str(text):
            raise StoppedError

    object.__setattr__(shop, "log", stop_after_epoch_3)
    with pytest.raises(StoppedError):
        train_final(shop)
    resumed, outcome = train_final(workshop(tiny_recipe, tiny_codebook, tmp_path / "torn", resume=True))
    assert len(outcome.scores) > 3
    for name, tensor in whole.state_dict().items():
        assert torch.equal(tensor, resumed.state_dict()[name]), name


def test_finished_folds_are_not_trained_again(tiny_recipe: Path, tiny_codebook: Codebook, tmp_path: Path) -> None:
    first = predict_out_of_fold(workshop(tiny_recipe, tiny_codebook, tmp_path, resume=False))
    said: list[str] = []
    shop = workshop(tiny_recipe, tiny_codebook, tmp_path, resume=True)
    object.__setattr__(shop, "log", said.append)
    again = predict_out_of_fold(shop)
    assert said == []
    assert (first.sentence == again.sentence).all()


def test_another_recipe_does_not_resume_in_the_same_folder(
    tiny_recipe: Path, tiny_codebook: Codebook, tmp_path: Path
) -> None:
    workshop(tiny_recipe, tiny_codebook, tmp_path / "work", resume=False)
    other = tmp_path / "other.toml"
    other.write_text(tiny_recipe.read_text(encoding="utf-8").replace("folds = 2", "folds = 3"), encoding="utf-8")
    with pytest.raises(UsageError, match="another recipe"):
        workshop(other, tiny_codebook, tmp_path / "work", resume=True)


def test_untrained_heads_predict_the_rate_of_each_label(tiny_backbone: Path) -> None:
    torch.manual_seed(0)
    model = FramingModel(load_encoder(str(tiny_backbone)), 2).eval()
    model.start_at_log_odds(torch.tensor([0.2, 0.01]), torch.tensor([0.02, 0.001]))
    logits, tokens = model(torch.randint(5, 20, (8, 9)), torch.ones(8, 9, dtype=torch.long))
    assert torch.sigmoid(logits).mean(0).tolist() == pytest.approx([0.2, 0.01], rel=0.5)
    assert (tokens[:, [0, -1]] == FramingModel.OUTSIDE).all()


def test_padding_changes_nothing_in_the_float_network(tiny_backbone: Path) -> None:
    model = FramingModel(load_encoder(str(tiny_backbone)), 2).eval()
    ids = torch.randint(5, 20, (1, 9))
    padded = torch.cat([ids, torch.ones(1, 4, dtype=torch.long)], dim=1)
    mask = torch.cat([torch.ones(1, 9, dtype=torch.long), torch.zeros(1, 4, dtype=torch.long)], dim=1)
    alone, in_batch = model(ids, torch.ones_like(ids)), model(padded, mask)
    assert torch.allclose(alone[0], in_batch[0], atol=1e-5)
    assert torch.allclose(alone[1], in_batch[1][:, :9], atol=1e-5)


def test_unpacking_gives_a_float_checkpoint_near_the_shipped_file(
    tiny_model: Path, tiny_codebook: Codebook, tmp_path: Path
) -> None:
    difference = unpack(tiny_model, tmp_path / "float")
    assert difference["largest_score_difference"] < 0.1
    weights = read_weights(tiny_model / "model.onnx")
    encoder = load_encoder(str(tmp_path / "float"))
    for name, tensor in encoder.state_dict().items():
        assert torch.allclose(tensor, torch.from_numpy(weights[f"encoder.{name}"])), name
    heads = load_file(tmp_path / "float" / "framing_heads.safetensors")
    assert set(heads) == {"sentence.weight", "sentence.bias", "evidence.weight", "evidence.bias", "strongest"}


def test_unpacking_does_not_write_over_a_full_folder(tiny_model: Path, tiny_codebook: Codebook, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        unpack(tiny_model, tmp_path)
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "keep"


def test_an_unpacked_checkpoint_can_be_the_backbone_of_another_recipe(
    tiny_model: Path, tiny_recipe: Path, tiny_codebook: Codebook, tmp_path: Path
) -> None:
    unpack(tiny_model, tmp_path / "float")
    recipe = tmp_path / "next.toml"
    backbone = load_recipe(tiny_recipe).backbone
    recipe.write_text(
        tiny_recipe.read_text(encoding="utf-8").replace(backbone, str(tmp_path / "float")), encoding="utf-8"
    )
    shop = workshop(recipe, tiny_codebook, tmp_path / "work", resume=False)
    assert shop.new_model(13).encoder.config.hidden_size == 32


def test_the_int8_file_is_small_and_names_no_path_of_the_machine_that_made_it(tiny_model: Path) -> None:
    content = (tiny_model / "model.onnx").read_bytes()
    assert b"/work/" not in content
    assert b".py" not in content


def test_a_folder_is_replaced_only_when_all_went_well(tmp_path: Path) -> None:
    target = tmp_path / "model"
    target.mkdir()
    (target / "old").touch()

    def fail_halfway() -> None:
        with replaced_folder(target) as new:
            (new / "half").touch()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert [p.name for p in target.iterdir()] == ["old"]
    with replaced_folder(target) as new:
        (new / "whole").touch()
    assert [p.name for p in target.iterdir()] == ["whole"]
    assert [p.name for p in tmp_path.iterdir()] == ["model"]


def test_the_tagger_reads_what_training_wrote(tiny_model: Path, tiny_codebook: Codebook, tmp_path: Path) -> None:
    copied = shutil.copytree(tiny_model, tmp_path / "copy")
    assert Tagger.load(copied, codebook=tiny_codebook).signature == "tiny 0.0.1"
    config = json.loads((copied / "config.json").read_text(encoding="utf-8"))
    assert config["id2label"] == {"0": "boast", "1": "alarm_bell"}


def test_a_model_with_a_codebook_of_its_own_brings_it_along(tiny_model: Path) -> None:
    assert Tagger.load(tiny_model).codebook.signature == "tiny 1.0"


def test_what_we_did_not_make_is_never_replaced(tmp_path: Path) -> None:
    refuse_foreign_folder(tmp_path / "new", "framing.json")
    refuse_foreign_folder(tmp_path, "framing.json")
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UsageError, match="something else"):
        refuse_foreign_folder(tmp_path, "framing.json")
    (tmp_path / "framing.json").touch()
    refuse_foreign_folder(tmp_path, "framing.json")


def test_an_encoder_that_knows_no_pooling_layer_serves_as_well(tmp_path: Path) -> None:
    from transformers import DistilBertConfig, DistilBertModel

    config = DistilBertConfig(vocab_size=40, dim=32, n_layers=1, n_heads=2, hidden_dim=64, max_position_embeddings=32)
    DistilBertModel(config).save_pretrained(tmp_path)
    model = FramingModel(load_encoder(str(tmp_path)), 2).eval()
    logits, tokens = model(torch.randint(5, 20, (2, 7)), torch.ones(2, 7, dtype=torch.long))
    assert (logits.shape, tokens.shape) == ((2, 2), (2, 7, 2))
