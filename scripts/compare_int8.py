"""How the int8 scheme was chosen: label flips, speed and batch independence of several schemes beside float32.

    .venv/bin/python scripts/compare_int8.py models/framing-zh-mini.toml --work .work/framing-zh-mini \\
        --corpus ../shared/gold/dev.jsonl

Needs the extra `[train]` and the work folder of a finished training, for its float weights and thresholds.
Every scheme is run twice: each sentence alone (one thread each), and in batches sorted by length. "moves" is
how far a sentence's score goes, at most, when its neighbours in the batch change.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort
from marked import row
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from safetensors.torch import load_file

from framing.codebook import load_codebook
from framing.corpus import load_corpus
from framing.tagging import Tagger
from framing.tagging.encoding import Encoder, Window
from framing.tagging.manifest import Calibration
from framing.tagging.session import usable_cores
from framing.training.data import training_data
from framing.training.decisions import Readings, scores_of
from framing.training.export import export_float, quantise_matrices
from framing.training.model import FramingModel, load_encoder
from framing.training.recipe import Recipe, load_recipe
from framing.training.stages import load_tokenizer

Floats = npt.NDArray[np.floating]
BUDGET = 1024  # tokens a batch, padding counted
CALIBRATION = 160  # sentences for the static scheme


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="where thresholds come from; default: the shipped model")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    recipe, codebook = load_recipe(arguments.recipe), load_codebook()
    encoder = Encoder(load_tokenizer(recipe.backbone_path), recipe.max_tokens)
    texts = [s.text for a in load_corpus(arguments.corpus, codebook) for s in a.sentences]
    texts.sort(key=lambda text: len(encoder.encode([text])[0][0].ids))
    windows = [w[0] for w in encoder.encode(texts)]
    decide = _Decisions.of(Tagger.load(arguments.model), texts)
    with TemporaryDirectory() as folder:
        exact = Path(folder) / "float.onnx"
        export_float(_trained(recipe, arguments.work, len(codebook.label_ids)), exact)
        seen = [s.text for a in training_data(recipe, codebook, print).articles for s in a.sentences]
        calibration = [w[0] for w in encoder.encode(seen[:: max(1, len(seen) // CALIBRATION)])]
        schemes = {"float32": exact, **dict(_quantised(exact, Path(folder), calibration))}
        reference = _alone(_session(exact, 1), windows)
        print("| scheme | MB | alone, sentences/s | batched, sentences/s | flips, % of labels given | moves |")
        print("|---|---|---|---|---|---|")
        for name, path in schemes.items():
            print(_row(name, path, windows, reference, decide, arguments.rounds), flush=True)


@dataclass(frozen=True)
class _Decisions:
    """What turns the logits of the sentences into decisions."""

    calibration: list[Calibration]
    thresholds: Floats
    cues: npt.NDArray[np.bool_]
    lexicon: Floats

    @classmethod
    def of(cls, tagger: Tagger, texts: Sequence[str]) -> _Decisions:
        labels, none = tagger.manifest.labels, np.zeros(len(tagger.manifest.labels))
        return cls(
            [tagger.manifest.calibration[label] for label in labels],
            np.array([tagger.thresholds[label] for label in labels]),
            np.array([[label in hits for label in labels] for hits in map(tagger.cues.find, texts)]),
            np.array([tagger.lexicon.logits(text) if tagger.lexicon else none for text in texts]),
        )

    def scores(self, logits: Floats) -> Floats:
        return scores_of(Readings(logits, self.cues, self.lexicon), self.calibration)


def _row(name: str, path: Path, windows: Sequence[Window], reference: Floats, decide: _Decisions, rounds: int) -> str:
    one, many = _session(path, 1), _session(path, usable_cores())
    alone, alone_rate = _timed(lambda: _alone(one, windows), rounds)
    batched, batched_rate = _timed(lambda: _batched(many, windows), rounds)
    expected = decide.scores(reference) >= decide.thresholds
    flips = ((decide.scores(alone) >= decide.thresholds) != expected).sum() / expected.sum()
    moves = np.abs(decide.scores(alone) - decide.scores(batched)).max()
    cells = [
        name, f"{path.stat().st_size / 1e6:.0f}", f"{alone_rate:.0f}", f"{batched_rate:.0f}",
        f"{100 * flips:.1f}", f"{moves:.4f}",
    ]  # fmt: skip
    return row(cells)


def _quantised(exact: Path, folder: Path, calibration: Sequence[Window]) -> Iterator[tuple[str, Path]]:
    layers = [n.name for n in onnx.load(exact).graph.node if n.op_type == "MatMul" and _has_weight(n)]
    for reduce_range in (False, True):
        path = folder / f"dynamic{reduce_range}.onnx"
        quantize_dynamic(
            exact, path, nodes_to_quantize=layers, op_types_to_quantize=["MatMul"], per_channel=True,
            reduce_range=reduce_range, weight_type=QuantType.QInt8,
        )  # fmt: skip
        yield f"dynamic, {7 if reduce_range else 8} bits", path
    path = folder / "static.onnx"
    quantize_static(
        exact, path, _Reader(calibration), quant_format=QuantFormat.QDQ, nodes_to_quantize=layers,
        op_types_to_quantize=["MatMul"], per_channel=True, reduce_range=True,
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
    )  # fmt: skip
    yield "static QDQ, 7 bits", path
    for block in (32, 128):
        path = folder / f"blocks{block}.onnx"
        onnx.save(quantise_matrices(onnx.load(exact), block), path)
        yield f"MatMulNBits, 8 bits, blocks of {block}", path


class _Reader(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, windows: Sequence[Window]) -> None:
        self._feeds = iter([_feed([window]) for window in windows])

    def get_next(self) -> dict[str, npt.NDArray[np.int64]] | None:
        return next(self._feeds, None)


def _has_weight(node: Any) -> bool:
    return any(name.startswith("encoder.") and name.endswith(".weight.T") for name in node.input)


def _trained(recipe: Recipe, work: Path, labels: int) -> FramingModel:
    model = FramingModel(load_encoder(recipe.backbone_path), labels)
    model.load_state_dict(load_file(work / "final" / "best.safetensors"))
    model.eval()
    return model


def _session(path: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _feed(windows: Sequence[Window]) -> dict[str, npt.NDArray[np.int64]]:
    width = max(len(w.ids) for w in windows)
    ids, mask = np.ones((len(windows), width), np.int64), np.zeros((len(windows), width), np.int64)
    for number, window in enumerate(windows):
        ids[number, : len(window.ids)], mask[number, : len(window.ids)] = window.ids, 1
    return {"input_ids": ids, "attention_mask": mask}


def _alone(session: ort.InferenceSession, windows: Sequence[Window]) -> Floats:
    with ThreadPoolExecutor(usable_cores()) as pool:
        return np.concatenate(list(pool.map(lambda w: session.run(["logits"], _feed([w]))[0], windows)))


def _batched(session: ort.InferenceSession, windows: Sequence[Window]) -> Floats:
    results, batch = [], [windows[0]]
    for window in [*windows[1:], None]:
        if window is None or len(window.ids) * (len(batch) + 1) > BUDGET:
            results.append(session.run(["logits"], _feed(batch))[0])
            batch = []
        if window is not None:
            batch.append(window)
    return np.concatenate(results)


def _timed(work: Callable[[], Floats], rounds: int) -> tuple[Floats, float]:
    """The result, and rows a second of the fastest round: what others take from the machine only slows it."""
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - began)
    return result, len(result) / min(seconds)


if __name__ == "__main__":
    main()
