"""Colour tables: what is read as one and what is refused, and what a table does to pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from measure import build

from filmc.base.fault import Fault
from filmc.frontend.value import Size
from filmc.render.delivery import Options
from filmc.render.draw.layer import Layer, Patch
from filmc.render.grade import graded, graded_frame, graded_layer, looked_up, read_cube
from filmc.render.planes import filled, to_rgb

Colour = tuple[float, float, float]


def swapped(r: float, g: float, b: float) -> Colour:
    return b, r, g


def inverted(r: float, g: float, b: float) -> Colour:
    return 1 - r, 1 - g, 1 - b


def three(size: int, colour: Callable[[float, float, float], Colour], head: str = "") -> str:
    at = [i / (size - 1) for i in range(size)]
    lines = ("{:.6f} {:.6f} {:.6f}".format(*colour(r, g, b)) for b in at for g in at for r in at)
    return f'TITLE "t"\n# a comment\n{head}LUT_3D_SIZE {size}\n\n' + "\n".join(lines) + "\n"


def table(folder: Path, text: str | bytes):
    path = folder / "t.cube"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_cube(path)


ONE = "LUT_1D_SIZE 3\n0 0 0\n0.5 0.25 1\n1 1 1\n"
TWO = three(2, inverted)
BAD = {
    "nothing": "",
    "no text": b"\xff\xfe\x00LUT_3D_SIZE 2",
    "no size": "0 0 0\n1 1 1\n",
    "a size of one": "LUT_3D_SIZE 1\n0 0 0\n",
    "a size too large": "LUT_3D_SIZE 66\n0 0 0\n",
    "a size without end": "LUT_1D_SIZE inf\n",
    "half a size": TWO.replace("SIZE 2", "SIZE 2.5"),
    "two sizes in one": TWO.replace("SIZE 2", "SIZE 2 2"),
    "a line short": TWO.rsplit("\n", 2)[0],
    "a line more": TWO + "0 0 0\n",
    "two numbers": TWO.rsplit(" ", 1)[0],
    "words": TWO.replace("1.000000", "one", 1),
    "not a number": TWO.replace("1.000000", "nan", 1),
    "infinite": TWO.replace("1.000000", "1e999", 1),
    "a domain upside down": "DOMAIN_MIN 1 1 1\nDOMAIN_MAX 0 0 0\n" + TWO,
    "half a domain": "DOMAIN_MIN 0 0\n" + TWO,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "far too long": b"0 0 0\n" * 3_000_000,
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Fault, match="broken") as found:
        table(tmp_path, BAD[name])
    assert found.value.code == "E0923"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Fault) as found:
        read_cube(tmp_path / "none.cube")
    assert found.value.code == "E0920"


COLOURS = np.random.default_rng(1).random((9, 7, 3)).astype(np.float32)


@pytest.mark.parametrize("size", [2, 5, 33, 65])
@pytest.mark.parametrize("colour", [swapped, inverted])
def test_a_table_of_three_dimensions(
    colour: Callable[[float, float, float], Colour], size: int, tmp_path: Path
) -> None:
    expected = np.stack(colour(*np.moveaxis(COLOURS, -1, 0)), -1)
    assert np.allclose(looked_up(COLOURS, table(tmp_path, three(size, colour))), expected, atol=0.02)


def test_a_table_of_one_dimension(tmp_path: Path) -> None:
    found = looked_up(np.array([[[0.25, 0.5, 0.75]]], np.float32), table(tmp_path, ONE))
    assert found[0, 0] == pytest.approx([0.25, 0.25, 1.0], abs=1e-5)


def test_a_domain(tmp_path: Path) -> None:
    found = looked_up(
        np.array([[[0.0, 0.3, 1.0]]], np.float32),
        table(tmp_path, three(3, lambda *c: c, "DOMAIN_MIN 0 0 0\nDOMAIN_MAX 0.6 0.6 0.6\n")),
    )
    assert found[0, 0] == pytest.approx([0.0, 0.5, 1.0], abs=1e-3)


def test_pictures_keep_their_cover(tmp_path: Path) -> None:
    turned = table(tmp_path, three(9, inverted))
    image = np.zeros((2, 3, 4), np.uint8)
    image[0] = (200, 100, 0, 255)
    image[1, 0] = (100, 50, 0, 128)
    found = graded(image, turned)
    assert np.array_equal(found[..., 3], image[..., 3])
    assert np.all(found[..., :3] <= found[..., 3:])
    assert np.abs(found[0, 0, :3].astype(int) - (55, 155, 255)).max() <= 1
    assert np.abs(found[1, 0, :3].astype(int) - (28, 78, 128)).max() <= 1
    layer = Layer(
        "a", image, 0, 0, 1, 1, mouths=(Patch(image, 0, 0),), blink=Patch(image, 0, 0), strides=(Patch(image, 0, 0),)
    )
    shown = graded_layer(layer, turned)
    assert shown.blink
    for part in (shown, *shown.mouths, shown.blink, *shown.strides):
        assert np.array_equal(part.image, found)
    frame = graded_frame(filled(8, 4, (200, 100, 40)), turned)
    assert np.abs(to_rgb(frame).astype(int) - (55, 155, 215)).max() <= 3


FILM = """\
look toned
    prompt: toned
    grade: {grade}

scene EXT. FIELD - DAY

    shot wide, 1s
        Grass.

    shot wide, 1s
        look: toned
        Grass.
"""


@pytest.mark.parametrize(("colour", "told"), [(inverted, []), (None, ["E0923"])])
def test_a_look_with_a_grade(
    colour: Callable[[float, float, float], Colour] | None, told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.cube").write_text(three(9, colour) if colour else "LUT_3D_SIZE 9\n")
    (tmp_path / "main.film").write_text(FILM.format(grade="a.cube"))
    result = build(tmp_path, tmp_path / "out.mp4", Options(size=Size(64, 36), quality="draft"))
    plain, toned = (result.frames[at].astype(int) for at in (12, 36))
    assert [note.code for note in result.built.checked.notes if note.code.startswith("E")] == told
    if told:
        assert np.abs(plain - toned).mean() < 2
    else:
        assert np.abs(plain.mean() + toned.mean() - 255) < 12
        assert np.abs(plain - toned).mean() > 30
