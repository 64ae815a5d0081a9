"""From bytes to articles: kinds of input, encodings, page chrome, sentence splitting."""

from __future__ import annotations

from framing.reading.articles import Reading, article_from_text
from framing.reading.chrome import Cut
from framing.reading.columns import Columns
from framing.reading.files import read_inputs
from framing.reading.folders import expand_input
from framing.reading.splitting import split_sentences

__all__ = ["Columns", "Cut", "Reading", "article_from_text", "expand_input", "read_inputs", "split_sentences"]
