"""Trained network → the ONNX file that ships, and back.

Matrices become int8 in blocks of 32 weights, each with its scale, and are multiplied with activations that are
quantised block by block too (`MatMulNBits`, accuracy level 4). So no token's result depends on another token's
size, nor on the batch, and the result is nearest to float32 of all schemes tried (`scripts/compare_int8.py`).
Word embeddings become int8 with a scale per row.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from framing.training.model import FramingModel

Array = npt.NDArray[Any]
BLOCK = 32
_WORDS = "encoder.embeddings.word_embeddings.weight"
_HEADS = ("evidence.", "sentence.")
_PARAMETERS = ("encoder.", *_HEADS, "strongest")


def export_float(model: FramingModel, path: Path) -> None:
    """Write the network as float32 ONNX. Inputs (batch, tokens); every weight bears its parameter's name.

    A weight that the exporter transposed is named `<parameter>.T`.
    """
    model.eval()
    model.encoder.config._attn_implementation = "eager"
    ids = torch.randint(5, 100, (2, 7))
    shapes = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens")}
    # The exporter remarks on packages that nothing here needs, and the second time on every weight.
    for name in ("torch.onnx", "onnx_ir", "onnxscript"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, (ids, torch.ones_like(ids)), str(path), dynamo=True, external_data=False, verbose=False,
            input_names=["input_ids", "attention_mask"], output_names=["logits", "token_logits"],
            dynamic_shapes={"input_ids": shapes, "attention_mask": shapes},
        )  # fmt: skip
    graph_file = onnx.load(path)
    _name_weights(graph_file.graph, {k: v.numpy() for k, v in model.state_dict().items()})
    onnx.save(graph_file, path)


def quantise(float_path: Path, target: Path) -> None:
    """float32 ONNX → int8 ONNX. The heads stay in float: they are small and decide."""
    graph_file = quantise_matrices(onnx.load(float_path), BLOCK)
    _quantise_word_embeddings(graph_file.graph)
    # Nothing about the machine that made the file travels with it.
    graph_file.doc_string = ""
    for node in graph_file.graph.node:
        node.doc_string = ""
        del node.metadata_props[:]
    onnx.save(graph_file, target)


def quantise_matrices(graph_file: Any, block: int) -> Any:
    """The encoder's matrices in 8 bits, one scale per `block` weights of an output; changes `graph_file`."""
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.ERROR)
    others = [n.name for n in graph_file.graph.node if n.op_type == "MatMul" and not _reads_encoder_weight(n)]
    quantizer = MatMulNBitsQuantizer(
        graph_file, bits=8, block_size=block, is_symmetric=True, accuracy_level=4, nodes_to_exclude=others
    )
    quantizer.process()
    return quantizer.model.model


def read_weights(path: Path) -> dict[str, Array]:
    """Parameter name → float32 array, from a float or int8 ONNX file written by this module."""
    tensors = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    weights: dict[str, Array] = {}
    for name, tensor in tensors.items():
        if name.endswith("_Q8"):  # (outputs, blocks, block), 128 stands for zero
            stem = name.removesuffix(".T_Q8")
            scale = tensors[name.removesuffix("_Q8") + "_scales"].reshape(*tensor.shape[:2], 1)
            values = ((tensor.astype(np.float32) - 128) * scale).reshape(len(tensor), -1)
        elif name.endswith("_rows"):
            stem, values = name.removesuffix("_rows"), tensor * tensors[name.removesuffix("_rows") + "_row_scales"]
        elif name.endswith(".T"):
            stem, values = name.removesuffix(".T"), tensor.T
        elif tensor.dtype == np.float32:
            stem, values = name, tensor
        else:  # shapes and positions
            continue
        if stem.startswith(_PARAMETERS) and not stem.endswith(("_scales", "_row_scales")):
            weights[stem] = np.ascontiguousarray(values, np.float32)
    return weights


def _name_weights(graph: Any, state: Mapping[str, Array]) -> None:
    transposed: dict[tuple[int, ...], list[str]] = {}
    for name, array in state.items():
        transposed.setdefault(array.T.shape, []).append(name)
    for tensor in graph.initializer:
        if tensor.name in state or tensor.data_type != onnx.TensorProto.FLOAT or len(tensor.dims) != 2:
            continue
        values = numpy_helper.to_array(tensor)
        for name in transposed.get(values.shape, []):
            if np.array_equal(values, state[name].T):
                _rename(graph, tensor, f"{name}.T")
                break


def _rename(graph: Any, tensor: Any, name: str) -> None:
    for node in graph.node:
        for i, used in enumerate(node.input):
            if used == tensor.name:
                node.input[i] = name
    tensor.name = name


def _reads_encoder_weight(node: Any) -> bool:
    return any(name.endswith(".weight.T") and not name.startswith(_HEADS) for name in node.input)


def _quantise_word_embeddings(graph: Any) -> None:
    """Gather(float rows) → Gather(int8 rows) · Gather(scale of the row)."""
    tensor = next(t for t in graph.initializer if t.name == _WORDS)
    values = numpy_helper.to_array(tensor)
    scale = np.maximum(np.abs(values).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
    rows = np.rint(values / scale).astype(np.int8)
    at, gather = next((i, n) for i, n in enumerate(graph.node) if n.op_type == "Gather" and n.input[0] == _WORDS)
    ids, output = gather.input[1], gather.output[0]
    make = onnx.helper.make_node
    replacement = [
        make("Gather", [f"{_WORDS}_rows", ids], ["word_rows"], "word_rows"),
        make("Gather", [f"{_WORDS}_row_scales", ids], ["word_scales"], "word_scales"),
        make("Cast", ["word_rows"], ["word_rows_float"], "word_rows_float", to=onnx.TensorProto.FLOAT),
        make("Mul", ["word_rows_float", "word_scales"], [output], "word_embeddings"),
    ]
    graph.node.remove(gather)
    for offset, node in enumerate(replacement):
        graph.node.insert(at + offset, node)
    graph.initializer.remove(tensor)
    graph.initializer.extend([
        numpy_helper.from_array(rows, f"{_WORDS}_rows"), numpy_helper.from_array(scale, f"{_WORDS}_row_scales"),
    ])  # fmt: skip
