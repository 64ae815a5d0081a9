"""framing: reads a Chinese news or self-media article and shows how it is framed."""

from __future__ import annotations

__version__ = "0.2.0"
