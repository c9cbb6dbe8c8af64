"""Canonical bytes and SHA-256: the only place that hashes, so that equal things have equal names everywhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any


def canonical(value: Any) -> bytes:
    """Return JSON of `value` with sorted keys and no space, in UTF-8; the same value always gives the same bytes."""
    import json  # noqa: PLC0415  -- the digest of bytes needs none

    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def digest(value: Any) -> str:
    """Return the SHA-256 of a JSON-able `value` as 64 hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def digest_bytes(data: bytes) -> str:
    """Return the SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hex digits; OSError where it can not be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seed(*parts: str) -> int:
    """Return a 63-bit number that depends on `parts` alone, for repeatable drawing and synthesis."""
    return int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:8], "big") >> 1
