"""A stream of which the beginning was read to see what it holds, whole again."""

from __future__ import annotations

import io


class Rejoined(io.RawIOBase):
    """`beginning`, then what `rest` still gives, as it comes."""

    def __init__(self, beginning: bytes, rest: io.BufferedReader) -> None:
        self._beginning, self._rest = io.BytesIO(beginning), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        return self._beginning.readinto(buffer) or self._rest.readinto1(buffer)
