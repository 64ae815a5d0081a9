"""The network is run, or it is said why not and what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from framing.errors import ModelError
from framing.shipped import shipped_path
from framing.tagging.session import Session


@pytest.mark.parametrize("content", [b"", b"no network", b"\x08\x07" * 50])
def test_a_file_that_is_no_network_is_refused_with_a_next_step(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.onnx").write_bytes(content)
    with pytest.raises(ModelError, match=r"cannot be loaded by onnxruntime .*Copy the whole model folder") as refused:
        Session(tmp_path / "model.onnx")
    assert "请重新复制整个模型文件夹" in refused.value.text("zh")
    assert "\n" not in str(refused.value)


def test_another_kind_of_network_is_refused(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    value = onnx.helper.make_tensor_value_info
    x, y = value("x", onnx.TensorProto.FLOAT, [1]), value("y", onnx.TensorProto.FLOAT, [1])
    graph = onnx.helper.make_graph([onnx.helper.make_node("Identity", ["x"], ["y"])], "g", [x], [y])
    opset = [onnx.helper.make_opsetid("", 17)]
    onnx.save(onnx.helper.make_model(graph, opset_imports=opset, ir_version=8), tmp_path / "model.onnx")
    with pytest.raises(ModelError, match=r"another kind of network .*inputs and outputs are x, y"):
        Session(tmp_path / "model.onnx")


def test_without_onnxruntime_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match="pip install --force-reinstall onnxruntime"):
        Session(shipped_path("models/framing-zh-mini") / "model.onnx")
