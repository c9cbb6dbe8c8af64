"""What a file is by its first bytes, for the few kinds that providers deliver."""

from __future__ import annotations

from typing import Literal

Family = Literal["image", "video", "audio", "text"]

HEAD = 16
"""Bytes that are enough to tell."""

_STARTS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x1aE\xdf\xa3": "video/webm",
    b"ID3": "audio/mpeg",
    b"\xff\xfb": "audio/mpeg",
    b"\xff\xf3": "audio/mpeg",
    b"\xff\xf2": "audio/mpeg",
    b"fLaC": "audio/flac",
    b"OggS": "audio/ogg",
}
_RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}


def media_type(head: bytes) -> str | None:
    """Return the media type of a file that begins with `head` (`HEAD` bytes), or None: a page, a playlist, anything.

    A JSON object is told by its first letter only: whoever reads it finds out.
    """
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head.lstrip()[:1] == b"{":
        return "application/json"
    if head[4:8] == b"ftyp":  # ISO base media; the brand tells sound from pictures
        return "audio/mp4" if head[8:11] == b"M4A" else "video/mp4"
    return next((kind for start, kind in _STARTS.items() if head.startswith(start)), None)


def is_of(family: str, kind: str | None) -> bool:
    """Tell whether a media type is one of `family`; what is said in words comes as JSON."""
    return kind == "application/json" if family == "text" else (kind or "").startswith(f"{family}/")
