"""Media of the page by ids that say nothing: no path is ever part of an address, and what has no id is not served."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from pathlib import Path

from filmc.base.record import record
from filmc.render.media import kind

_KINDS = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "matroska": "video/webm",
    "avi": "video/x-msvideo",
    "mpegts": "video/mp2t",
    "wav": "audio/wav",
    "w64": "audio/wav",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "aiff": "audio/aiff",
}
_ROOM = 32 * 1024 * 1024
"""Bytes of pictures that are kept in memory, a thousand; those go first that were not asked for longest."""


@record
class Medium:
    """What an id stands for: bytes, or a file."""

    kind: str
    """Its media type."""
    data: bytes = b""
    path: Path | None = None


class Gallery:
    """What may be served. An id is the same for the same medium, as long as the server lives, and in no other one."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)
        self._media: dict[str, Medium] = {}
        self._lock = threading.Lock()

    def find(self, ident: str) -> Medium | None:
        """Return the medium of an id, or None."""
        with self._lock:
            return self._media.get(ident)

    def hang(self, path: Path) -> str:
        """Return the id of the file at `path`, by which it is served from now on. Its kind is what its bytes show."""
        name = f"file {path}".encode("utf-8", "surrogateescape")
        known = self._media.get(self._named(name))
        return self._add(name, known or Medium(_kind_of(path), path=path))

    def draw(self, name: str, data: bytes, kind: str = "image/jpeg") -> str:
        """Return the id of bytes that are called `name` (equal names are equal bytes)."""
        ident = self._add(f"data {name}".encode(), Medium(kind, data))
        self._make_room()
        return ident

    def take_down(self, ident: str) -> None:
        """Serve it no more."""
        with self._lock:
            self._media.pop(ident, None)

    def ident(self, name: str) -> str | None:
        """Return the id of bytes that were drawn by this name, while they are kept; they are kept on, then."""
        ident = self._named(f"data {name}".encode())
        with self._lock:
            medium = self._media.pop(ident, None)
            if medium is None:
                return None
            self._media[ident] = medium
        return ident

    def _named(self, name: bytes) -> str:
        return hmac.new(self._secret, name, hashlib.sha256).hexdigest()[:32]

    def _add(self, name: bytes, medium: Medium) -> str:
        ident = self._named(name)
        with self._lock:
            self._media.pop(ident, None)  # so that it is the youngest
            self._media[ident] = medium
        return ident

    def _make_room(self) -> None:
        with self._lock:
            taken = sum(len(medium.data) for medium in self._media.values())
            for ident, medium in list(self._media.items()):
                if taken <= _ROOM:
                    return
                if medium.data:
                    taken -= len(medium.data)
                    del self._media[ident]


def _kind_of(path: Path) -> str:
    """Return the media type of a file; of what is none that we know, one that no browser shows."""
    try:
        with path.open("rb") as file:
            return _KINDS.get(kind(file.read(400)), "application/octet-stream")
    except OSError:
        return "application/octet-stream"
