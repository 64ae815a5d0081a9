"""The network itself, run by onnxruntime.

Every window is run alone: an article's labels can't depend on its neighbours, whatever scheme the file is
quantised with, and no work goes into padding. Speed comes from running several windows at once, one thread each.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from framing.errors import ModelError
from framing.message import listed
from framing.tagging.decoding import Array
from framing.tagging.encoding import Window


class Session:
    """Runs windows of tokens through the network of a model folder."""

    def __init__(self, path: Path, workers: int | None = None) -> None:
        """workers: windows run at the same time; None takes the number of usable cores."""
        try:
            import onnxruntime as ort
        except ImportError as error:
            raise ModelError(
                "onnxruntime cannot be loaded ({error}). Install it again: pip install --force-reinstall onnxruntime",
                error=error,
            ) from error
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own exception classes share no useful base
            raise ModelError(
                "'{path}' cannot be loaded by onnxruntime ({error}). "
                "Copy the whole model folder again, or update onnxruntime: pip install -U onnxruntime",
                path=path, error=" ".join(str(error).split()),
            ) from error  # fmt: skip
        found = [port.name for port in (*self._session.get_inputs(), *self._session.get_outputs())]
        if sorted(found[:2]) != ["attention_mask", "input_ids"] or len(found) != 4:
            raise ModelError(
                "'{path}' is another kind of network (its inputs and outputs are {found}). "
                "Give a folder made by `framing train`.",
                path=path, found=listed(found),
            )  # fmt: skip
        self._workers = workers or usable_cores()

    def run(self, windows: Sequence[Window]) -> Iterator[tuple[Array, Array]]:
        """For each window, in order: logits (labels,) and token logits (inner tokens, labels)."""
        if self._workers == 1 or len(windows) < 2:
            yield from map(self._run_one, windows)
            return
        with ThreadPoolExecutor(self._workers) as pool:
            yield from pool.map(self._run_one, windows)

    def _run_one(self, window: Window) -> tuple[Array, Array]:
        ids = np.array([window.ids], np.int64)
        logits, tokens = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return logits[0], tokens[0, 1:-1]


def usable_cores() -> int:
    """Cores this process may use, which on shared machines are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
