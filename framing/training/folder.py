"""The model folder: network, tokenizer, Hub-layout config, our manifest, card, notice — and back to floats."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from framing.codebook import Codebook
from framing.errors import UsageError
from framing.tagging.manifest import FILE_NAME, Manifest, check_files, file_hash, load_manifest, model_folder
from framing.training.backbone import NOTICE
from framing.training.export import export_float, quantise, read_weights
from framing.training.model import FramingModel
from framing.training.stages import Workshop

_PACKAGES = ("torch", "transformers", "datasets", "scikit-learn", "onnx", "onnxruntime", "tokenizers", "numpy")
_HEADS_FILE = "framing_heads.safetensors"


@contextmanager
def replaced_folder(target: Path) -> Iterator[Path]:
    """A new folder that takes the place of `target` when all went well; else `target` stays as it was."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as scratch:
        folder = Path(scratch) / "new"
        folder.mkdir()
        yield folder
        if target.exists():
            target.rename(Path(scratch) / "old")
        folder.rename(target)


def write_network(shop: Workshop, model: FramingModel, folder: Path) -> dict[str, str]:
    """model.onnx, tokenizer.json, config.json and NOTICE; returns file name → hash."""
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "float.onnx"
        export_float(model, exact)
        quantise(exact, folder / "model.onnx")
    shop.encoder.save(folder / "tokenizer.json")
    labels = shop.codebook.label_ids
    config = model.encoder.config.to_dict() | {
        "architectures": ["FramingModel"], "problem_type": "multi_label_classification",
        "id2label": dict(enumerate(labels)), "label2id": {label: i for i, label in enumerate(labels)},
    }  # fmt: skip
    config = {k: v for k, v in config.items() if not k.startswith("_")}
    _write_json(folder / "config.json", config)
    if _is_e5(shop.recipe.backbone_path):
        (folder / "NOTICE").write_text(NOTICE, encoding="utf-8")
    return {path.name: file_hash(path) for path in sorted(folder.iterdir())}


def write_manifest(manifest: Manifest, folder: Path) -> None:
    """framing.json, readable and stable, so that a change shows in a diff."""
    _write_json(folder / FILE_NAME, manifest.model_dump())


def versions() -> dict[str, str]:
    """Of Python and of every package that decides what training computes."""
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in _PACKAGES}}


def unpack(folder: Path | None, target: Path, codebook: Codebook) -> dict[str, float]:
    """Rebuild a float32 checkpoint in `target`: the encoder in Hugging Face form, the heads in a file beside it.

    The encoder opens with `AutoModel.from_pretrained(target)` and can be a recipe's backbone. Returns how far
    the rebuilt network is from the shipped file (`compare_unpacked`). Raises ModelError or UsageError.
    """
    folder = model_folder(folder)
    manifest = load_manifest(folder)
    check_files(folder, manifest)
    if target.exists() and any(target.iterdir()):
        raise UsageError(f"'{target}' is not empty. Give a new folder.")
    weights = {name: torch.from_numpy(array.copy()) for name, array in read_weights(folder / "model.onnx").items()}
    with replaced_folder(target) as new:
        model = _rebuild(folder, weights, len(manifest.labels))
        model.encoder.save_pretrained(new)
        heads = {name: tensor for name, tensor in model.state_dict().items() if not name.startswith("encoder.")}
        save_file(heads, new / _HEADS_FILE, metadata={"labels": ",".join(manifest.labels)})
        shutil.copyfile(folder / "tokenizer.json", new / "tokenizer.json")
        _write_json(
            new / "tokenizer_config.json",
            {
                "tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<s>", "eos_token": "</s>",
                "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
                "mask_token": "<mask>",
            },
        )  # fmt: skip
        return _compare_unpacked(folder, model, codebook)


def _rebuild(folder: Path, weights: dict[str, torch.Tensor], labels: int) -> FramingModel:
    from transformers import AutoConfig, AutoModel

    config = AutoConfig.for_model(**_encoder_config(folder))
    model = FramingModel(AutoModel.from_config(config, add_pooling_layer=False), labels)
    model.load_state_dict(weights)
    return model.eval()


def _encoder_config(folder: Path) -> dict[str, Any]:
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for ours in ("architectures", "problem_type", "id2label", "label2id"):
        config.pop(ours, None)
    return config


def _compare_unpacked(folder: Path, model: FramingModel, codebook: Codebook) -> dict[str, float]:
    """Decisions of the float network and of the shipped file on the codebook's own examples."""
    from framing.tagging import Tagger
    from framing.training.judging import compare_with_float

    tagger = Tagger.load(folder, codebook=codebook)
    sentences = [example.text for device in codebook.devices for example in device.examples]
    return dict(compare_with_float(model, tagger, tagger.encoder, sentences))


def _is_e5(backbone: str) -> bool:
    notice = Path(backbone) / "NOTICE"
    return notice.exists() and notice.read_text(encoding="utf-8") == NOTICE


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
