"""The size of a picture by its header, and masks with holes: against Pillow, which reads and writes them all."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from filmc.produce.protocol.pixels import holed, size_of

WRITTEN: dict[str, tuple[str, dict[str, Any]]] = {
    "png": ("RGB", {"format": "PNG"}),
    "grey png": ("L", {"format": "PNG"}),
    "jpeg": ("RGB", {"format": "JPEG"}),
    "progressive jpeg": ("RGB", {"format": "JPEG", "progressive": True}),
    "a camera's jpeg": ("RGB", {"format": "JPEG", "exif": b"Exif\0\0" + bytes(60_000)}),
    "lossy webp": ("RGB", {"format": "WEBP"}),
    "lossless webp": ("RGB", {"format": "WEBP", "lossless": True}),
    "webp with alpha": ("RGBA", {"format": "WEBP"}),
}


@pytest.mark.parametrize("row", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("size", [(1, 1), (640, 360), (1021, 773)])
def test_a_picture_has_the_size_of_its_header(row: Any, size: tuple[int, int], tmp_path: Path) -> None:
    mode, how = row
    Image.radial_gradient("L").resize(size).convert(mode).save(tmp_path / "picture", **how)
    assert size_of(tmp_path / "picture") == size


@pytest.mark.parametrize("row", WRITTEN.values(), ids=WRITTEN)
def test_a_damaged_header_gives_no_size_and_no_error(row: Any, tmp_path: Path) -> None:
    mode, how = row
    whole = io.BytesIO()
    Image.new(mode, (300, 200)).save(whole, **how)
    for length in range(64):
        (tmp_path / "picture").write_bytes(whole.getvalue()[:length])
        assert size_of(tmp_path / "picture") in (None, (300, 200))


def test_a_mask_is_clear_where_it_was_white(tmp_path: Path) -> None:
    mask = Image.new("L", (160, 90))
    mask.paste(255, (40, 20, 120, 70))
    mask.save(tmp_path / "mask.png")
    made = Image.open(io.BytesIO(holed(tmp_path / "mask.png", (640, 360))))
    assert made.size == (640, 360)
    alpha = made.convert("RGBA").getchannel("A")
    assert (alpha.getpixel((320, 180)), alpha.getpixel((20, 20))) == (0, 255)


def test_what_is_no_mask_is_told(tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_bytes(b"no picture")
    with pytest.raises(OSError, match="is no mask"):
        holed(tmp_path / "mask.png", (64, 64))
