"""Files into orders: as a data address, as bare base64, or as parts of a form; and JSON in one way of writing it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from filmc.base.record import record
from filmc.produce.protocol.adapter import Written
from filmc.produce.protocol.media import HEAD, media_type


def written(path: str, body: Any) -> Written:
    """Return an order whose body is JSON: equal bodies give equal bytes; members that are None are left out.

    ValueError for a number that JSON has no word for.
    """
    said = {name: value for name, value in body.items() if value is not None} if isinstance(body, dict) else body
    return Written(path, json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode())


def type_of(file: Path) -> str:
    """Return the media type that a file's bytes show; `application/octet-stream` where they show none."""
    with file.open("rb") as data:
        return media_type(data.read(HEAD)) or "application/octet-stream"


_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/wav": ".wav",
    "audio/mpeg": ".mp3",
    "audio/flac": ".flac",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
}


def suffix_of(file: Path) -> str:
    """Return what a file of its kind is usually named after: those of the store have no names."""
    return _SUFFIXES.get(type_of(file), "")


def digest_of(file: Path) -> str:
    """Return the digest of a file's bytes: what is sent before an order is sent once."""
    return sha256(file.read_bytes()).hexdigest()


def bare(file: Path) -> str:
    """Return a file in base64."""
    return base64.b64encode(file.read_bytes()).decode()


def decoded(text: object) -> bytes:
    """Return what is in base64; nothing where it is none."""
    try:
        return base64.b64decode(text) if isinstance(text, str) else b""
    except ValueError:
        return b""


def data_url(file: Path) -> str:
    """Return a file as a `data:` address."""
    return f"data:{type_of(file)};base64,{bare(file)}"


def references(files: Mapping[str, Path]) -> list[Path]:
    """Return the pictures of who and what is in it, in their order: `reference 2` before `reference 10`."""
    numbered = {int(role.rpartition(" ")[2]): file for role, file in files.items() if role.startswith("reference ")}
    return [numbered[number] for number in sorted(numbered)]


@record
class Part:
    """One field of a form: text, or a file (its place, or its bytes) with its name."""

    name: str
    value: str | Path | bytes
    file_name: str = ""


def form(path: str, parts: Iterable[Part]) -> Written:
    """Return an order whose body is `multipart/form-data`: equal parts give equal bytes."""
    bodies = [_body(part) for part in parts]
    border = "filmc-" + sha256(b"\0".join(bodies)).hexdigest()[:32]  # as unlike to occur inside as any random one
    lines = b"".join(b"--" + border.encode() + b"\r\n" + body + b"\r\n" for body in bodies)
    return Written(path, lines + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}")


def _body(part: Part) -> bytes:
    if isinstance(part.value, str):
        return f'Content-Disposition: form-data; name="{part.name}"\r\n\r\n{part.value}'.encode()
    name = part.file_name or part.name
    data = part.value if isinstance(part.value, bytes) else part.value.read_bytes()
    kind = media_type(data[:HEAD]) or "application/octet-stream"
    head = f'Content-Disposition: form-data; name="{part.name}"; filename="{name}"\r\n'
    return f"{head}Content-Type: {kind}\r\n\r\n".encode() + data
