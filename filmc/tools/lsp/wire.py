"""Messages on a stream: each a head of `Content-Length: N` and a body of N bytes of JSON.

A thread reads, so that what has come while a film was checked is known before the next check begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from typing import BinaryIO

BIGGEST = 64 * 1024 * 1024
"""Bytes that a message may have: eight times the largest file."""
_LONGEST_LINE = 4096


class GarbledError(Exception):
    """The stream holds no messages: nothing after this can be understood."""


def bodies(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the body of each message until the stream ends; GarbledError where a head tells no length."""
    while (length := _head(stream)) is not None:
        body = stream.read(length)
        if len(body) < length:
            return
        yield body


def _head(stream: BinaryIO) -> int | None:
    """Read a head and return the length that it tells; None at the end of the stream."""
    length: int | None = None
    while line := stream.readline(_LONGEST_LINE):
        name, colon, value = line.partition(b":")
        if not line.strip():
            if length is not None:
                return length
        elif not colon:
            raise GarbledError(line[:80])
        elif name.strip().lower() == b"content-length":
            length = _length(value)
    return None


def _length(value: bytes) -> int:
    if not value.strip().isdigit() or int(value) > BIGGEST:
        raise GarbledError(value[:80])
    return int(value)


def read_aside(stream: BinaryIO, take: Callable[[bytes], None], ended: Callable[[str], None]) -> None:
    """Read messages in a thread: `take` gets each body, `ended` is called once at the end, with what went wrong."""

    def read() -> None:
        try:
            for body in bodies(stream):
                take(body)
            ended("")
        except (GarbledError, OSError, ValueError) as fault:
            ended(f"{type(fault).__name__}: {fault}")

    Thread(target=read, daemon=True, name="reader").start()
