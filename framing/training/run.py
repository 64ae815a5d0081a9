"""One run of the optimiser: examples → trained network, with a checkpoint after every epoch.

Checkpoints are safetensors and JSON only. Batches and dropout depend on (seed, epoch) alone, so a resumed run
continues as the uninterrupted one would have.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from datasets import Dataset
from safetensors.torch import load_file, save_file
from sklearn.metrics import average_precision_score
from torch.nn.functional import binary_cross_entropy_with_logits

from framing.message import Message, message
from framing.progress import Progress
from framing.training.examples import Batch, batches, drawn, label_matrix, label_rates
from framing.training.model import FramingModel
from framing.training.predictions import Predictions
from framing.training.recipe import Optimisation
from framing.training.writing import whole_file

Log = Callable[[Message], None]


@dataclass(frozen=True)
class Outcome:
    """Of which epoch (from 1) the weights are, and every epoch's validation score (micro average precision)."""

    best_epoch: int
    scores: tuple[float, ...]
    seconds: float


def train(
    model: FramingModel, training: Dataset, validation: Dataset, settings: Optimisation,
    *, folder: Path, seed: int, log: Log, progress: Progress, varied: Callable[[int], Dataset] | None = None,
) -> Outcome:  # fmt: skip
    """Train `model` in place and leave the weights of its best validation epoch in it and in `folder`.

    varied: gives, for an epoch's draw, the training examples with other words and the same labels, in the same order.

    A folder that holds a checkpoint of an unfinished run is continued; a finished one is only loaded.
    """
    folder.mkdir(parents=True, exist_ok=True)
    labels = model.strongest.numel()
    _freeze_word_embeddings(model)
    optimiser = _optimiser(model, settings)
    state = _State.load(folder, model, optimiser)
    if state.epoch == 0:
        model.start_at_log_odds(*label_rates(training, labels))
    began = time.monotonic()
    while state.epoch < settings.epochs and state.stalled(settings.min_gain) < settings.patience:
        draw = seed * 1000 + state.epoch
        torch.manual_seed(draw)
        shown = training if varied is None else varied(draw)
        seen = shown.select(drawn(training, settings.sampling, labels, draw))
        planned = list(batches(seen, settings.tokens_per_batch, labels, shuffle_seed=draw))
        model.train()
        for k, batch in enumerate(
            progress.track(planned, message("epoch {epoch} of {epochs}", epoch=state.epoch + 1, epochs=settings.epochs))
        ):
            _set_rate(optimiser, settings, (state.epoch + (k + 0.5) / len(planned)) / settings.epochs)
            with precision(settings.precision):
                loss = _loss(model, batch, settings)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        state.finish_epoch(_average_precision(model, validation, settings, progress), time.monotonic() - began)
        began = time.monotonic()
        if state.best_epoch == state.epoch:
            _save(folder / "best.safetensors", dict(model.state_dict()))
        state.save(folder, model, optimiser)
        log(
            message(
                "epoch {epoch}: validation average precision {precision:.4f}, {seconds:.0f} s so far",
                epoch=state.epoch, precision=state.scores[-1], seconds=state.seconds,
            )
        )  # fmt: skip
    model.load_state_dict(load_file(folder / "best.safetensors"))
    return Outcome(state.best_epoch, tuple(state.scores), state.seconds)


@torch.no_grad()
def predict(model: FramingModel, examples: Dataset, settings: Optimisation, progress: Progress) -> Predictions:
    """Logits for every example, in the examples' order."""
    model.eval()
    labels = model.strongest.numel()
    sentence = np.zeros((len(examples), labels), np.float32)
    tokens: list[np.ndarray] = [np.zeros((0, labels), np.float16)] * len(examples)
    planned = list(batches(examples, 2 * settings.tokens_per_batch, labels, shuffle_seed=None))
    for batch in progress.track(planned, message("predicting")):
        with precision(settings.precision):
            logits, token_logits = model(batch["ids"], batch["mask"])
        for k, row in enumerate(batch["rows"].tolist()):
            sentence[row] = logits[k].float().numpy()
            tokens[row] = token_logits[k, 1 : int(batch["mask"][k].sum()) - 1].to(torch.float16).numpy()
    return Predictions(sentence, tokens)


@contextlib.contextmanager
def precision(name: str) -> Iterator[None]:
    """bf16 runs the matrix products in bfloat16 and keeps the weights in float32."""
    if name == "bf16":
        with torch.autocast("cpu", dtype=torch.bfloat16):
            yield
    else:
        yield


def _loss(model: FramingModel, batch: Batch, settings: Optimisation) -> torch.Tensor:
    """Mean over sentences of the summed cross-entropies: one per label, one per label averaged over tokens."""
    logits, token_logits = model(batch["ids"], batch["mask"])
    tagging = binary_cross_entropy_with_logits(logits.float(), batch["labels"], reduction="none").sum(1).mean()
    token_logits = token_logits.float()
    inner = (token_logits[..., :1] > FramingModel.OUTSIDE).float()
    marking = binary_cross_entropy_with_logits(
        token_logits, batch["evidence"], reduction="none",
        pos_weight=torch.tensor(settings.evidence_positive_weight),
    )  # fmt: skip
    per_sentence = (marking * inner).sum((1, 2)) / inner.sum((1, 2)).clamp(min=1)
    return tagging + settings.evidence_weight * per_sentence.mean()


def _average_precision(model: FramingModel, validation: Dataset, settings: Optimisation, progress: Progress) -> float:
    """Micro-averaged average precision over all sentence–label cells, in [0, 1]; needs no thresholds."""
    scores = predict(model, validation, settings, progress).sentence
    return float(average_precision_score(label_matrix(validation, scores.shape[1]), scores, average="micro"))


def _freeze_word_embeddings(model: FramingModel) -> None:
    """A corpus this small moves the embeddings of the few words it holds away from all the others."""
    model.encoder.get_input_embeddings().weight.requires_grad_(False)


def _optimiser(model: FramingModel, settings: Optimisation) -> torch.optim.AdamW:
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            rate = settings.learning_rate if name.startswith("encoder.") else settings.head_learning_rate
            decay = settings.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [{"params": p, "lr": rate, "peak": rate, "weight_decay": decay} for (rate, decay), p in groups.items()],
        fused=True,
    )


def _set_rate(optimiser: torch.optim.AdamW, settings: Optimisation, done: float) -> None:
    """Linear warm-up, then linear decay to zero, in every cycle; `done` is the share of all steps in (0, 1)."""
    cycle, part = divmod(done * settings.cycles, 1)
    scale = part / settings.warmup if part < settings.warmup else (1 - part) / (1 - settings.warmup)
    scale *= settings.restart**cycle
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * scale


@dataclass
class _State:
    """Where a run stands; the only thing here that changes in place."""

    epoch: int
    scores: list[float]
    seconds: float

    @property
    def best_epoch(self) -> int:
        return 1 + int(np.argmax(self.scores))

    def stalled(self, min_gain: float) -> int:
        """How many of the last epochs in a row gained less than `min_gain` on the best before them."""
        count = 0
        for epoch in range(1, self.epoch):
            gained = self.scores[epoch] - max(self.scores[:epoch]) >= min_gain
            count = 0 if gained else count + 1
        return count

    def finish_epoch(self, score: float, seconds: float) -> None:
        self.epoch += 1
        self.scores.append(score)
        self.seconds += seconds

    @classmethod
    def load(cls, folder: Path, model: FramingModel, optimiser: torch.optim.AdamW) -> _State:
        """The state of the last finished epoch, its tensors put into model and optimiser; else a new start."""
        path = folder / "state.json"
        if not path.exists():
            return cls(0, [], 0.0)
        state = cls(**json.loads(path.read_text()))
        tensors = load_file(folder / f"epoch-{state.epoch}.safetensors")
        model.load_state_dict({k.removeprefix("model/"): v for k, v in tensors.items() if k.startswith("model/")})
        saved = optimiser.state_dict()
        saved["state"] = {}
        for key, tensor in tensors.items():
            if key.startswith("optimiser/"):
                _, number, name = key.split("/")
                saved["state"].setdefault(int(number), {})[name] = tensor
        optimiser.load_state_dict(saved)
        return state

    def save(self, folder: Path, model: FramingModel, optimiser: torch.optim.AdamW) -> None:
        """Tensors first, then the small file that points to them: an interruption leaves the old or the new."""
        tensors = {f"model/{name}": t for name, t in model.state_dict().items()}
        for number, slots in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser/{number}/{name}": t for name, t in slots.items()}
        _save(folder / f"epoch-{self.epoch}.safetensors", tensors)
        with whole_file(folder / "state.json") as part:
            part.write_text(json.dumps({"epoch": self.epoch, "scores": self.scores, "seconds": self.seconds}))
        (folder / f"epoch-{self.epoch - 1}.safetensors").unlink(missing_ok=True)


def _save(path: Path, tensors: dict[str, torch.Tensor]) -> None:
    with whole_file(path) as part:
        save_file({name: t.contiguous() for name, t in tensors.items()}, part)
