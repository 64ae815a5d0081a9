"""The network: a BERT encoder with one head that tags sentences and one that marks the evidence.

A device is often shown by a few characters, so a sentence's logit for a label is a linear reading of its first
and mean token vectors plus a learnt share of its strongest evidence token.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from framing.training.writing import quiet_transformers


class FramingModel(nn.Module):
    """input_ids, attention_mask: (batch, tokens) → sentence logits (batch, labels) and token logits.

    Logits of the special tokens and of padding are `OUTSIDE`, so that they never become evidence.
    """

    OUTSIDE = -30.0

    def __init__(self, encoder: Any, labels: int) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.sentence = nn.Linear(2 * hidden, labels)
        self.evidence = nn.Linear(hidden, labels)
        self.strongest = nn.Parameter(torch.full((labels,), 0.5))

    def start_at_log_odds(self, sentence_rates: torch.Tensor, token_rates: torch.Tensor) -> None:
        """Let the untrained heads predict each label's rate, so that the encoder isn't dragged there first.

        Both: (labels,), in (0, 1). Otherwise, with signals this sparse, the encoder collapses.
        """
        with torch.no_grad():
            nn.init.normal_(self.sentence.weight, std=0.01)
            nn.init.normal_(self.evidence.weight, std=0.01)
            self.evidence.bias.copy_(torch.logit(token_rates))
            self.sentence.bias.copy_(torch.logit(sentence_rates) - self.strongest * self.evidence.bias)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        inner = _inner_tokens(attention_mask)
        weights = inner.to(states.dtype).unsqueeze(-1)
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1)
        token_logits = self.evidence(self.dropout(states))
        token_logits = torch.where(inner.unsqueeze(-1), token_logits, self.OUTSIDE)
        pooled = torch.cat([states[:, 0], mean], dim=-1)
        strongest = token_logits.amax(1).clamp(min=-15)
        return self.sentence(self.dropout(pooled)) + self.strongest * strongest, token_logits


def _inner_tokens(attention_mask: torch.Tensor) -> torch.Tensor:
    """(batch, tokens) bool: tokens that are neither padding nor the first or the last of their sentence."""
    following = torch.cat([attention_mask[:, 1:], torch.zeros_like(attention_mask[:, :1])], dim=1)
    inner = (attention_mask * following).bool()
    return torch.cat([torch.zeros_like(inner[:, :1]), inner[:, 1:]], dim=1)


def load_encoder(backbone: str) -> Any:
    """The pretrained encoder from a local folder or a hub id, without its pooling layer."""
    from transformers import AutoModel

    quiet_transformers()
    return without_pooling(AutoModel.from_pretrained, backbone, attn_implementation="sdpa")


def without_pooling(make: Callable[..., Any], *arguments: Any, **settings: Any) -> Any:
    """An encoder without BERT's pooling layer, which nothing here reads; other kinds of encoder have none."""
    try:
        return make(*arguments, add_pooling_layer=False, **settings)
    except TypeError:
        return make(*arguments, **settings)
