"""Annotated articles → training examples (one per sentence) in a `datasets.Dataset`, and batches of like length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from datasets import Dataset

from framing.corpus import AnnotatedArticle
from framing.tagging.encoding import Encoder, Window
from framing.training.recipe import Sampling

Batch = dict[str, torch.Tensor]
_BUCKET = 50
"""Batches sorted together: large enough for little padding, small enough to keep an epoch well mixed."""


def build_examples(articles: Sequence[AnnotatedArticle], labels: Sequence[str], encoder: Encoder) -> Dataset:
    """One row per sentence, in the order of the articles.

    article: index into `articles`; ids: token ids of its first window (later windows of the rare longer
    sentence are left to tagging); labels: indices of its labels; evidence: [token, label index] pairs, the
    token counted in ids.
    """
    index = {label: i for i, label in enumerate(labels)}
    rows: list[dict[str, Any]] = []
    for number, article in enumerate(articles):
        windows = encoder.encode([s.text for s in article.sentences])
        for sentence, (window, *_) in zip(article.sentences, windows, strict=True):
            evidence = [
                [token, index[label]]
                for label, spans in sentence.labels.items()
                for token in tokens_within(window, spans)
            ]
            rows.append({
                "article": number, "ids": list(window.ids),
                "labels": [index[label] for label in sentence.labels], "evidence": evidence,
            })  # fmt: skip
    return Dataset.from_list(rows)


def tokens_within(window: Window, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Positions in window.ids of the tokens that share a character with one of the spans."""
    return [
        position
        for position, (start, end) in enumerate(window.spans, start=1)
        if any(start < to and begin < end for begin, to in spans)
    ]


def batches(examples: Dataset, tokens_per_batch: int, labels: int, *, shuffle_seed: int | None) -> Iterator[Batch]:
    """Batches of at most `tokens_per_batch` tokens, padding counted, sentences of like length together.

    With `shuffle_seed` None the order is by length and `rows` says which examples a batch holds.
    """
    columns = examples.with_format(None)[:]
    for rows in plan_batches([len(ids) for ids in columns["ids"]], tokens_per_batch, shuffle_seed):
        yield _collate(columns, rows, labels)


def drawn(examples: Dataset, sampling: Sampling, labels: int, seed: int) -> list[int]:
    """Rows that an epoch sees, ascending, a row as often as it is seen; the fraction of a visit is drawn."""
    if sampling.rate is None:
        return list(range(len(examples)))
    present = label_matrix(examples, labels).astype(np.float64)
    shares = np.maximum(present.mean(axis=0), 1 / len(present))
    asked = (present * np.sqrt(sampling.rate / shares)).max(axis=1)
    visits = np.where(present.any(axis=1), np.minimum(asked, sampling.most), sampling.quiet)
    times = np.floor(visits + np.random.default_rng(seed).random(len(present))).astype(np.int64)
    return np.repeat(np.arange(len(present)), times).tolist()


def plan_batches(lengths: Sequence[int], budget: int, shuffle_seed: int | None) -> list[list[int]]:
    """Row numbers of each batch; a row longer than the budget is a batch of its own."""
    order = np.argsort(np.array(lengths), kind="stable")
    if shuffle_seed is None:
        return _fill(order.tolist(), lengths, budget)
    rng = np.random.default_rng(shuffle_seed)
    shuffled = rng.permutation(len(lengths))
    per_chunk = max(1, _BUCKET * budget // max(1, int(np.mean(lengths))))
    planned: list[list[int]] = []
    for start in range(0, len(shuffled), per_chunk):
        chunk = sorted(shuffled[start : start + per_chunk].tolist(), key=lambda row: lengths[row])
        planned += _fill(chunk, lengths, budget)
    return [planned[i] for i in rng.permutation(len(planned))]


def _fill(rows: Sequence[int], lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Cut rows sorted by length into runs whose padded size stays within the budget."""
    result: list[list[int]] = []
    current: list[int] = []
    for row in rows:
        if current and lengths[row] * (len(current) + 1) > budget:
            result.append(current)
            current = []
        current.append(row)
    return [*result, current] if current else result


def pad(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Token ids and attention mask, both (rows, longest). Which id pads is all one: the mask hides it."""
    ids = torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for k, row in enumerate(rows):
        ids[k, : len(row)] = torch.tensor(row)
        mask[k, : len(row)] = 1
    return ids, mask


def _collate(columns: dict[str, Any], rows: Sequence[int], labels: int) -> Batch:
    ids, mask = pad([columns["ids"][row] for row in rows])
    targets = torch.zeros(len(rows), labels)
    evidence = torch.zeros(*ids.shape, labels)
    for k, row in enumerate(rows):
        targets[k, columns["labels"][row]] = 1
        for token, label in columns["evidence"][row]:
            evidence[k, token, label] = 1
    return {"rows": torch.tensor(rows), "ids": ids, "mask": mask, "labels": targets, "evidence": evidence}


def label_matrix(examples: Dataset, labels: int) -> npt.NDArray[np.int8]:
    """(sentences, labels): 1 where the sentence carries the label."""
    matrix = np.zeros((len(examples), labels), np.int8)
    for row, present in enumerate(examples.with_format(None)["labels"]):
        matrix[row, present] = 1
    return matrix


def label_rates(examples: Dataset, labels: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Share of sentences and share of tokens that carry each label, (labels,) each, with one case added."""
    columns = examples.with_format(None)[:]
    sentences, tokens = np.ones(labels), np.ones(labels)
    for present, pairs in zip(columns["labels"], columns["evidence"], strict=True):
        sentences[present] += 1
        for _, label in pairs:
            tokens[label] += 1
    total = sum(len(ids) - 2 for ids in columns["ids"])
    rates = sentences / (len(examples) + 2), tokens / (total + 2)
    return torch.tensor(rates[0], dtype=torch.float32), torch.tensor(rates[1], dtype=torch.float32)
