"""Packed files → their bytes, a piece at a time, with an eye on how much comes out.

A small packed file can unpack to more than any memory holds. So what must be held at once, a whole text or one
line, may not be both larger than LARGEST and more than HIGHEST_RATIO times what it was packed to; text shrinks to
a third or a tenth. Where a file breaks off, the whole lines before that place are given.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from framing.errors import InputError
from framing.reading.extra import extra_module
from framing.reading.kinds import kind_of

LARGEST = 200_000_000  # bytes unpacked
HIGHEST_RATIO = 200  # of bytes unpacked to bytes packed
_CHUNK = 1 << 16  # bytes unpacked at once
_ZSTD_STEP = 1 << 10  # bytes packed that are unpacked at once; they can become 32 MB
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # what encrypted files of the new formats start with, too


class _DamagedError(Exception):
    """The packed data can't be unpacked from here on."""


class Unpacked(io.BufferedReader):
    """The whole lines of a packed file as one stream, which ends early where the file is damaged."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._whole = _WholeLines(chunks)
        super().__init__(self._whole)

    def check(self) -> None:
        """Raise the InputError that ended the stream, if one did; ask when the last line is read."""
        if self._whole.fault:
            raise self._whole.fault


class _WholeLines(io.RawIOBase):
    """Holds back what follows the last line end, until more comes or the file is known to be whole."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._ready = memoryview(b"")
        self._held: list[bytes] = []
        self.fault: InputError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready and self._fill():
            pass
        size = min(len(buffer), len(self._ready))
        buffer[:size], self._ready = self._ready[:size], self._ready[size:]
        return size

    def _fill(self) -> bool:
        """Take the next piece; False where there is none."""
        try:
            chunk = next(self._chunks, None)
        except InputError as fault:
            self.fault, self._held = fault, []
            return False
        end = 0 if chunk is None else chunk.rfind(b"\n") + 1
        if chunk is None or end:
            self._ready = memoryview(b"".join([*self._held, chunk[:end] if chunk else b""]))
            self._held = []
        if chunk is not None:
            self._held.append(chunk[end:])
        return chunk is not None


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """A file for reading line by line, unpacked as its name says. Raises OSError; all else `Unpacked.check` does."""
    packing = _packing(path)
    with path.open("rb") as file:
        yield Unpacked(_unpacked(file, packing, path, by_line=True)) if packing else file


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines of a file, as bytes. Raises OSError, and InputError behind the last whole line of a damaged one."""
    with opened(path) as stream:
        yield from stream
        if isinstance(stream, Unpacked):
            stream.check()


def read_whole(path: Path) -> bytes:
    """All bytes of a file, unpacked as its name says. Raises OSError and InputError."""
    packing = _packing(path)
    with path.open("rb") as file:
        return b"".join(_unpacked(file, packing, path, by_line=False)) if packing else file.read()


def check_archive(path: Path) -> None:
    """Raise InputError unless the file is a zip archive, as .docx and .xlsx are, of a sane size."""
    with path.open("rb") as file:
        start = file.read(4)
    suffix = path.suffix.lower()
    if not start:
        raise without_bytes(path)
    if start == _OLD_OFFICE:
        raise InputError(
            "is encrypted, or of the format before 2007. Open it, take the password off and save it as {suffix}.",
            suffix=suffix, path=str(path),
        )  # fmt: skip
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(member.file_size, member.compress_size) for member in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise not_of_its_kind(path) from None
    for unpacked, packed in (*sizes, (sum(u for u, _ in sizes), sum(p for _, p in sizes))):
        check_size(unpacked, packed, path)


def check_size(unpacked: int, packed: int, path: Path) -> None:
    """Raise InputError for a size in bytes that no text unpacks to."""
    if unpacked > LARGEST and unpacked > HIGHEST_RATIO * packed:
        raise InputError(
            "unpacks from {packed:.1f} MB to {unpacked:,.0f} MB or more, as no text does. "
            "If it is one, unpack it first and give that.",
            packed=packed / 1e6, unpacked=unpacked / 1e6, path=str(path),
        )  # fmt: skip


def without_bytes(path: Path) -> InputError:
    """The fault of an empty file."""
    return InputError("empty: it holds not a single byte. Get the file again.", path=str(path))


def not_of_its_kind(path: Path) -> InputError:
    """The fault of a file that is something else than its name says, or damaged."""
    return InputError(
        "is no {suffix} file in spite of its name, or it is damaged. Get the file again, or save it anew as {suffix}.",
        suffix=path.suffix.lower(), path=str(path),
    )  # fmt: skip


def _packing(path: Path) -> str:
    kind = kind_of(path)
    return kind.packing if kind else ""


def _unpacked(file: BinaryIO, packing: str, path: Path, *, by_line: bool) -> Iterator[bytes]:
    """The pieces of a packed file. Raises InputError where it breaks off, is damaged or grows out of all measure."""
    total = held = 0
    try:
        for chunk in _gunzip(file) if packing == ".gz" else _unzstd(file):
            total, held = total + len(chunk), held + len(chunk)
            if by_line and b"\n" in chunk:
                held = len(chunk) - chunk.rfind(b"\n") - 1
            if held > LARGEST:
                check_size(total, file.tell(), path)
            yield chunk
    except EOFError:
        raise InputError(
            "breaks off: its packed data is incomplete, as after an interrupted download. Get the file again.",
            path=str(path),
        ) from None
    except _DamagedError as error:
        if not total:
            raise not_of_its_kind(path) from None
        raise InputError("is damaged inside ({error}). Get the file again.", error=error, path=str(path)) from None


def _gunzip(file: BinaryIO) -> Iterator[bytes]:
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            while chunk := stream.read1(_CHUNK):
                yield chunk
    except (gzip.BadGzipFile, zlib.error) as error:
        raise _DamagedError(error) from None


def _unzstd(file: BinaryIO) -> Iterator[bytes]:
    zstandard = extra_module("zstandard", "files")
    frame = None
    try:
        while packed := file.read(_ZSTD_STEP):
            while packed:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                yield frame.decompress(packed)
                packed, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    except zstandard.ZstdError as error:
        raise _DamagedError(error) from None
    if frame:
        raise EOFError
