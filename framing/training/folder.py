"""The model folder: network, tokenizer, Hub-layout config, our manifest, card, notice — and back to floats."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from framing.tagging.encoding import Encoder
from framing.tagging.manifest import (
    CODEBOOK_FILE,
    FILE_NAME,
    Manifest,
    check_files,
    file_hash,
    load_manifest,
    model_folder,
)
from framing.training.export import export_float, quantise, read_weights
from framing.training.model import FramingModel, without_pooling
from framing.training.stages import Workshop
from framing.training.writing import quiet_transformers, refuse_foreign_folder, replaced_folder, write_json

_PACKAGES = ("torch", "transformers", "datasets", "scikit-learn", "onnx", "onnxruntime", "tokenizers", "numpy")
_TOKENIZER, _TOKENIZER_CONFIG, _NOTICE = "tokenizer.json", "tokenizer_config.json", "NOTICE"
_HEADS_FILE = "framing_heads.safetensors"


def write_network(shop: Workshop, model: FramingModel, folder: Path) -> dict[str, str]:
    """model.onnx, tokenizer, config.json, and the backbone's NOTICE and own codebook if any; file name → hash."""
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "float.onnx"
        export_float(model, exact)
        quantise(exact, folder / "model.onnx")
    write_tokenizer(shop.recipe.backbone_path, shop.encoder, folder)
    labels = shop.codebook.label_ids
    config = model.encoder.config.to_dict() | {
        "architectures": ["FramingModel"], "problem_type": "multi_label_classification",
        "id2label": dict(enumerate(labels)), "label2id": {label: i for i, label in enumerate(labels)},
    }  # fmt: skip
    write_json(folder / "config.json", {k: v for k, v in config.items() if not k.startswith("_")})
    _copy_notice(Path(shop.recipe.backbone_path), folder)
    if shop.recipe.codebook:
        shutil.copyfile(shop.recipe.path(shop.recipe.codebook), folder / CODEBOOK_FILE)
    return {path.name: file_hash(path) for path in sorted(folder.iterdir())}


def write_tokenizer(backbone: str, encoder: Encoder, folder: Path) -> None:
    """The tokenizer as training used it, and the backbone's words on its special tokens."""
    from transformers import AutoTokenizer

    encoder.save(folder / _TOKENIZER)
    with tempfile.TemporaryDirectory() as scratch:
        AutoTokenizer.from_pretrained(backbone).save_pretrained(scratch)
        shutil.copyfile(Path(scratch) / _TOKENIZER_CONFIG, folder / _TOKENIZER_CONFIG)


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """framing.json, readable and stable, so that a change shows in a diff."""
    write_json(folder / FILE_NAME, manifest.model_dump())


def versions() -> dict[str, str]:
    """Of Python and of every package that decides what training computes."""
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in _PACKAGES}}


def unpack(folder: Path | None, target: Path) -> dict[str, float]:
    """Rebuild a float32 checkpoint in `target`: the encoder in Hugging Face form, the heads in a file beside it.

    The encoder opens with `AutoModel.from_pretrained(target)` and can be a recipe's backbone. Returns how far
    the rebuilt network is from the shipped file, on the codebook's own examples. Raises ModelError or UsageError.
    """
    folder = model_folder(folder)
    manifest = load_manifest(folder)
    check_files(folder, manifest)
    refuse_foreign_folder(target)
    weights = {name: torch.from_numpy(array.copy()) for name, array in read_weights(folder / "model.onnx").items()}
    with replaced_folder(target) as new:
        model = _rebuild(folder, weights, len(manifest.labels))
        model.encoder.save_pretrained(new)
        heads = {name: tensor for name, tensor in model.state_dict().items() if not name.startswith("encoder.")}
        save_file(heads, new / _HEADS_FILE, metadata={"labels": ",".join(manifest.labels)})
        for name in (_TOKENIZER, _TOKENIZER_CONFIG):
            shutil.copyfile(folder / name, new / name)
        _copy_notice(folder, new)
        return _compare_unpacked(folder, model)


def _copy_notice(source: Path, target: Path) -> None:
    """The licence of weights goes wherever the weights go."""
    if (source / _NOTICE).is_file():
        shutil.copyfile(source / _NOTICE, target / _NOTICE)


def _rebuild(folder: Path, weights: dict[str, torch.Tensor], labels: int) -> FramingModel:
    from transformers import AutoConfig, AutoModel

    quiet_transformers()
    config = AutoConfig.for_model(**_encoder_config(folder))
    model = FramingModel(without_pooling(AutoModel.from_config, config), labels)
    model.load_state_dict(weights)
    return model.eval()


def _encoder_config(folder: Path) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for ours in ("architectures", "problem_type", "id2label", "label2id"):
        config.pop(ours, None)
    return config


def _compare_unpacked(folder: Path, model: FramingModel) -> dict[str, float]:
    from framing.tagging import Tagger
    from framing.training.judging import compare_with_float

    tagger = Tagger.load(folder)
    sentences = [example.text for device in tagger.codebook.devices for example in device.examples]
    return dict(compare_with_float(model, tagger, tagger.encoder, sentences))
