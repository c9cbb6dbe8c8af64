"""Pictures, measured on the frames that come out: colour, motion, faces, every kind of picture."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from screen import (
    RATE,
    ffmpeg,
    frames_of,
    move,
    panel,
    picture,
    render,
    shown,
    still,
    studio,
    timeline,
    write_wave,
)

from filmc.ir.frames import FrameRange
from filmc.lower.timeline import (
    Clip,
    Footage,
    Inset,
    Morph,
    Mouth,
    PanelFrame,
    Roll,
    Slate,
    Text,
)
from filmc.render.clip import open_clip
from filmc.render.encode import FINAL
from filmc.render.extent import reach_of
from filmc.render.faces import blinks, envelope
from filmc.render.planes import Frame, to_planes
from filmc.render.warp import about, cover, scaled

# Colour and motion


def test_colours_survive_the_way_through_the_encoder(tmp_path: Path) -> None:
    patches = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (128, 128, 128), (230, 200, 40), (20, 90, 160), (255, 255, 255)]
    image = np.repeat(np.repeat(np.array(patches, np.uint8)[None], 180, 0), 48, 1)
    Image.fromarray(image).save(tmp_path / "patches.png")
    line = timeline([(Clip("a", still(tmp_path / "patches.png", tmp_path), 12), None)], (336, 180))
    render(line, tmp_path, quality=FINAL)
    told = ffmpeg("-i", str(tmp_path / "film.mp4")).stderr.decode()
    assert "yuv420p(tv, bt709" in told
    film = frames_of(tmp_path / "film.mp4", (336, 180), "rgb24")[6].astype(int)
    for i, colour in enumerate(patches):
        got = film[60:120, i * 48 + 12 : i * 48 + 36].reshape(-1, 3).mean(0)
        assert np.abs(got - np.array(colour)).max() <= 2.5, (colour, got)


def dots(width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a picture of Gaussian dots, and where they are."""
    y, x = np.mgrid[0:height, 0:width]
    centres = np.array([(i * width / 6, j * height / 4) for i in range(1, 6) for j in range(1, 4)])
    total = sum(np.exp(-((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2) / (2 * 9.0**2)) for cx, cy in centres)
    grey = (40 + 170 * np.clip(total, 0, 1)).round().astype(np.uint8)
    return np.dstack([grey, grey, grey, np.full_like(grey, 255)]), centres


def located(luma: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Return the centre of mass of the dot at `near`."""
    x0, y0 = (near - 30).astype(int)
    part = luma[y0 : y0 + 61, x0 : x0 + 61].astype(float)
    part = np.clip(part - np.median(part) - 6, 0, None)
    ys, xs = np.mgrid[0 : part.shape[0], 0 : part.shape[1]]
    return np.array([(part * xs).sum(), (part * ys).sum()]) / part.sum() + (x0 + 0.5, y0 + 0.5)


def test_a_slow_push_in_does_not_shake() -> None:
    width, height, count = 1280, 720, 24
    image, centres = dots(1536, 864)
    planes, frame = to_planes(image), Frame(width, height)
    fit = scaled(width / 1536, height / 864)
    errors = []
    for n in range(count):
        matrix = about(width / 2, height / 2, scaled(1.0 + 0.15 * n / 131)) @ fit
        cover(frame, planes, matrix)
        for centre in centres:
            expected = (matrix @ [*centre, 1.0])[:2]
            errors.append(located(frame.y, expected) - expected)
    shake = np.diff(np.array(errors).reshape(count, len(centres), 2), axis=0)
    rms = float(np.sqrt((shake**2).mean()))
    print(f"shake {rms:.4f} px rms")
    assert rms <= 0.02


def test_layers_move_by_their_depth(tmp_path: Path) -> None:
    """A truck to the right shifts near things left, more than far ones; a pan shifts all alike."""

    def places(axis: str) -> tuple[float, float]:
        clip = Clip("a", panel(2), 24, (move((axis, (0.0, 8.0 if axis == "pan" else 0.1)), frames=24),))
        found = []
        for number in (0, 23):
            image = shown(clip, number, tmp_path).astype(int)
            red = (image[..., 0] > 200) & (image[..., 1] < 110) & (image[..., 2] < 110)
            yellow = np.abs(image - (200, 180, 40)).sum(axis=2) < 60
            found.append((np.nonzero(red)[1].min(), np.nonzero(yellow)[1].mean()))
        return found[0][0] - found[1][0], found[0][1] - found[1][1]

    near, far = places("truck")
    assert near > 20
    assert abs(far) < 8
    near, far = places("pan")
    assert near == pytest.approx(8 / 50 * 320, abs=3)


def test_a_panels_roll_turns_it(tmp_path: Path) -> None:
    level, tilted = (shown(Clip("a", panel(2, roll), 4), 0, tmp_path).astype(int) for roll in (0.0, 20.0))
    assert np.abs(level - tilted).mean() > 5


def test_reach_is_what_the_camera_sees_beyond_the_frame() -> None:
    aspect = 16 / 9
    assert reach_of((), 24, aspect) == reach_of((move(("zoom", (1.0, 1.4)), frames=24),), 24, aspect)
    right = reach_of((move(("pan", (0.0, 10.0)), frames=24),), 24, aspect)
    assert (right.left, right.right) == (0.0, pytest.approx(0.2, abs=0.01))
    out = reach_of((move(("zoom", (1.0, 0.8)), frames=24),), 24, aspect)
    assert out.left == out.right == out.up == out.down == pytest.approx(0.125, abs=0.002)


def test_what_stands_still_is_drawn_once_and_looks_the_same(tmp_path: Path) -> None:
    clip = Clip("a", panel(5), 24)
    where = studio(tmp_path)
    walking, jumping = open_clip(clip, where), open_clip(clip, where)
    frame, other = Frame(320, 180), Frame(320, 180)
    for number in range(12):
        walking.draw(number, frame)
    jumping.draw(11, other)
    assert np.array_equal(frame.data, other.data)


# Faces


def test_a_mouth_follows_its_voice(tmp_path: Path) -> None:
    at = np.arange(96000) / 48000
    loud = np.where((at > 0.5) & (at < 1.0), 0.4, 0.0) * np.sin(2 * np.pi * 200 * at)
    take = write_wave(tmp_path / "voice.wav", loud[:, None])
    levels = envelope(take.path, RATE)
    assert levels[:11].max() < 0.05
    assert levels[13:23].min() > 0.8
    assert levels[30:].max() < 0.05
    clip = Clip("a", panel(3), 60, mouths=(Mouth("A", "v", 6, 48),))
    seen = [shown(clip, number, tmp_path, {"v": take}) for number in (2, 24, 45)]
    assert np.abs(seen[2].astype(int) - seen[0])[60:100, 100:150].mean() < 4
    assert np.abs(seen[1].astype(int) - seen[0])[60:100, 100:150].max() > 60


def test_eyes_blink_now_and_then() -> None:
    shut = blinks(0, 24 * 60, RATE)
    times = int((np.diff(shut.astype(int)) == 1).sum())
    assert 10 <= times <= 28
    assert not np.array_equal(shut, blinks(1, 24 * 60, RATE))


# Pictures of every kind


def test_every_kind_of_picture_shows(tmp_path: Path) -> None:
    root = tmp_path
    one = still(picture(root / "one.png", (200, 60, 60)), root)
    two = still(picture(root / "two.png", (60, 60, 200)), root)
    ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc2=s=200x200:r=25:d=2", str(root / "clip.mp4"))
    kinds = {
        "still": one,
        "panel": panel(1),
        "frame": PanelFrame(panel(1), (move(("pan", (0.0, 10.0)), frames=10),), 9, 10),
        "slate": Slate("Shot 3", "the picture is gone"),
        "roll": Roll((("Director", "A"),), (0, 0, 0)),
        "morph": Morph(one, two),
        "footage": Footage("clip.mp4", "d", Fraction(1, 2)),
    }
    seen = {kind: shown(Clip("a", picture, 24), 12, root) for kind, picture in kinds.items()}
    for a, b in combinations(seen, 2):
        assert np.abs(seen[a].astype(int) - seen[b]).mean() > 2, (a, b)
    morph = Clip("a", kinds["morph"], 24)
    assert shown(morph, 0, root)[5, 5, 0] > 190
    assert shown(morph, 23, root)[5, 5, 2] > 190


def test_footage_is_the_same_from_wherever_it_is_read(tmp_path: Path) -> None:
    ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=2", "-g", "30", str(tmp_path / "clip.mp4"))
    clip = Clip("a", Footage("clip.mp4", "d", Fraction(1, 3)), 60)
    where = studio(tmp_path)
    opened, frame = open_clip(clip, where), Frame(320, 180)
    whole = []
    for number in range(30):
        opened.draw(number, frame)
        whole.append(frame.data.copy())
    for start in (1, 7, 20):
        fresh = open_clip(clip, where)
        fresh.draw(start, frame)
        assert np.array_equal(frame.data, whole[start]), start
        fresh.close()
    opened.draw(58, frame)  # past the end: its last frame stays
    assert len({data.tobytes() for data in whole}) == 30
    opened.close()


def test_footage_that_is_too_short_becomes_a_slate(tmp_path: Path) -> None:
    ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc2=s=64x64:r=24:d=1", str(tmp_path / "clip.mp4"))
    line = timeline([(Clip("1-1", Footage("clip.mp4", "d", Fraction(7)), 12), None)])
    assert [fault.code for fault in render(line, tmp_path).faults] == ["E0924"]
    assert len(frames_of(tmp_path / "film.mp4")) == 12


def test_insets_and_words_lie_where_they_should(tmp_path: Path) -> None:
    ground = still(picture(tmp_path / "g.png", (20, 20, 20)), tmp_path)
    card = np.zeros((50, 50, 4), np.uint8)
    card[:, :25] = (255, 0, 0, 255)
    Image.fromarray(card).save(tmp_path / "card.png")
    corners = ((0.1, 0.1), (0.4, 0.1), (0.4, 0.5), (0.1, 0.5))
    clip = Clip(
        "a", ground, 24, insets=(Inset("card.png", "d", corners, ""), Inset(None, "", corners, "")),
        texts=(Text("words", "title", (), FrameRange(0, 16)),),
    )  # fmt: skip
    image = shown(clip, 8, tmp_path)
    assert image[54, 50, 0] > 200
    assert image[54, 110].max() < 40
    assert image[140, 60].min() > 200
    assert shown(clip, 20, tmp_path)[140, 60].max() < 40


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.png", None, "E0920"),
        ("fake.png", b"#EXTM3U\nx.mp4\n", "E0921"),
        ("cut.png", b"\x89PNG\r\n\x1a\n", "E0923"),
    ],
)
def test_a_picture_that_can_not_be_opened_becomes_a_slate(
    name: str, data: bytes | None, code: str, tmp_path: Path
) -> None:
    from filmc.lower.timeline import Still

    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = render(timeline([(Clip("1-1", Still(name, "x"), 12), None)]), tmp_path)
    assert [fault.code for fault in result.faults] == [code]
    assert len(frames_of(tmp_path / "film.mp4")) == 12
