"""Opening foreign media: by what the bytes are, never by what the name says.

A playlist named `shot.mp4` would make ffmpeg open the files that it lists; so a file's first bytes must be those of a
container that holds its own samples before any program sees it. Pictures are read by Pillow with three formats
switched on.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from filmc.base.fault import Fault
from filmc.render.draw.layer import Pixels

LARGEST = 64 << 20
"""Pixels of the largest picture that is opened (8192 × 8192)."""

_STILLS = "PNG, JPEG or WebP"
_MOVING = "MP4, MOV, MKV, WebM, AVI or MPEG-TS"
_SOUNDS = "WAV, FLAC, Ogg, MP3, M4A or AIFF"


def kind(head: bytes) -> str:
    """Return the container that a file's first 400 bytes show: a name of ours, or an empty string."""
    if head[:4] == b"RIFF" and len(head) >= 12:
        return {b"WAVE": "wav", b"AVI ": "avi", b"WEBP": "webp"}.get(head[8:12], "")
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "mp4"
    if head[:1] == b"\x47" and head[188:189] == b"\x47" and head[376:377] == b"\x47":
        return "mpegts"
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"):
        return "mp3"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    return next((name for magic, name in _MAGIC.items() if head.startswith(magic)), "")


_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"\x1a\x45\xdf\xa3": "matroska",
    b"fLaC": "flac",
    b"OggS": "ogg",
    b"ID3": "mp3",
    b"riff\x2e\x91\xcf\x11": "w64",
}
_PICTURES = {"png", "jpeg", "webp"}
_FILMS = {"mp4", "matroska", "avi", "mpegts"}
_HEARD = {"wav", "w64", "flac", "ogg", "mp3", "aiff", "mp4", "matroska"}


def require(path: Path, wanted: str) -> str:
    """Return the kind of the file at `path`, which must be a `picture`, `footage` or `sound`.

    Fault E0920 where it can not be read, E0921 where its bytes are something else.
    """
    try:
        with path.open("rb") as file:
            head = file.read(400)
    except OSError as error:
        raise Fault("E0920", f"{path.name} can not be read: {error.strerror}") from None
    found = kind(head)
    allowed, names = {
        "picture": (_PICTURES, _STILLS),
        "footage": (_FILMS, _MOVING),
        "sound": (_HEARD, _SOUNDS),
    }[wanted]
    if found not in allowed:
        said = f"is {found}" if found else "is no media file that filmc knows"
        raise Fault("E0921", f"{path.name} {said}, whatever its name says", f"use {names} for {wanted}")
    return found


def open_picture(path: Path) -> Pixels:
    """Return a picture file as premultiplied RGBA, upright as its EXIF tells.

    Fault E0920/E0921 as in `require`, E0922 where it is too large, E0923 where it is broken.
    """
    require(path, "picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as image:
                _check_size(path, image.size)
                return premultiplied(np.asarray(ImageOps.exif_transpose(image).convert("RGBA")))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(path) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise Fault("E0923", f"the picture {path.name} is broken: {error}") from None


def check_picture(path: Path) -> None:
    """Fault as in `open_picture`, at less than the price of opening: of a PNG only the check sums are read."""
    if require(path, "picture") != "png":
        open_picture(path)
        return
    try:
        with Image.open(path, formats=("PNG",)) as image:
            _check_size(path, image.size)
            image.verify()
    except Image.DecompressionBombError:
        raise _too_large(path) from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Fault("E0923", f"the picture {path.name} is broken: {error}") from None


def _check_size(path: Path, size: tuple[int, int]) -> None:
    if size[0] * size[1] > LARGEST:
        raise _too_large(path)


def _too_large(path: Path) -> Fault:
    return Fault(
        "E0922",
        f"the picture {path.name} has more than {LARGEST >> 20} megapixels",
        "make it smaller: a film's frame has 2 to 9",
    )


def premultiplied(image: Pixels) -> Pixels:
    """Return straight RGBA with its colours multiplied by alpha."""
    alpha = image[..., 3:].astype(np.uint16)
    if alpha.min() == 255:
        return np.ascontiguousarray(image)
    colour = (image[..., :3].astype(np.uint16) * alpha + 127) // 255
    return np.dstack([colour.astype(np.uint8), image[..., 3]])
