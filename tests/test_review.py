"""The first look at a take: whole, as long as ordered, something to be seen or heard; and a clip's single moments."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from filmc.base.fault import Fault
from filmc.base.ffmpeg import find_ffmpeg
from filmc.render.moment import moment_of
from filmc.render.review import review, undecodable
from filmc.render.shown import shown

FFMPEG = find_ffmpeg()


def made(path: Path, source: str, *options: str) -> Path:
    command = FFMPEG.command("-f", "lavfi", "-i", source, *options, str(path))
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return path


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("takes")
    yuv = ("-pix_fmt", "yuv420p", "-c:v", "libx264")
    made(home / "ramp.mp4", "nullsrc=s=64x48:r=10:d=2,geq=lum='40+5*N':cb=128:cr=128", *yuv)
    made(home / "black.mp4", "color=black:s=64x48:r=10:d=2", *yuv)
    made(home / "tone.wav", "sine=frequency=440:duration=2")
    made(home / "silence.wav", "anullsrc=r=8000:cl=mono", "-t", "2")
    Image.new("RGB", (32, 32), (90, 20, 20)).save(home / "red.png")
    Image.new("RGB", (32, 32), (0, 0, 0)).save(home / "black.png")
    (home / "cut.mp4").write_bytes((home / "ramp.mp4").read_bytes()[:-900])
    (home / "page.mp4").write_bytes(b"<!doctype html><title>no</title>" * 40)
    return home


VERDICTS = [
    ("ramp.mp4", "video/mp4", 2, "passed"),
    ("ramp.mp4", "video/mp4", 5, "failed: it lasts 2.00s where 5.00s were ordered"),
    ("black.mp4", "video/mp4", 2, "failed: there is nothing to be seen in it: it is black"),
    ("tone.wav", "audio/wav", 2, "passed"),
    ("tone.wav", "audio/wav", 9, "failed: it lasts 2.00s where 9.00s were ordered"),
    ("silence.wav", "audio/wav", None, "failed: it is silent"),
    ("red.png", "image/png", None, "passed"),
    ("black.png", "image/png", None, "failed: there is nothing to be seen in it: it is black"),
    ("page.mp4", "video/mp4", 2, "failed: page.mp4 is no media file that filmc knows, whatever its name says"),
]


@pytest.mark.parametrize(("name", "kind", "seconds", "verdict"), VERDICTS)
def test_verdicts(shelf: Path, name: str, kind: str, seconds: int | None, verdict: str) -> None:
    ordered = Fraction(seconds) if seconds else None
    assert review(shelf / name, kind, ordered, FFMPEG) == verdict


@pytest.mark.parametrize(
    ("name", "kind", "good"),
    [
        ("ramp.mp4", "video/mp4", True),
        ("black.mp4", "video/mp4", True),
        ("tone.wav", "audio/wav", True),
        ("red.png", "image/png", True),
        ("cut.mp4", "video/mp4", False),
        ("page.mp4", "video/mp4", False),
        ("tone.wav", "video/mp4", False),
        ("ramp.mp4", "image/png", False),
    ],
)
def test_what_can_not_be_decoded_is_told(shelf: Path, name: str, kind: str, good: bool) -> None:  # noqa: FBT001
    assert (undecodable(shelf / name, kind, FFMPEG) is None) == good


@pytest.mark.parametrize(("moment", "frame"), [("first", 0), ("last", 19), ("1", 10), ("99", 19)])
def test_a_moment_of_a_clip(shelf: Path, tmp_path: Path, moment: str, frame: int) -> None:
    picture = moment_of(shelf / "ramp.mp4", moment, tmp_path / "frame.png", FFMPEG)
    with Image.open(picture) as image:
        shown = np.asarray(image.convert("L")).mean()
        assert image.size == (64, 48)
    assert abs(shown - (40 + 5 * frame - 16) * 255 / 219) < 3
    written = picture.stat().st_mtime_ns
    assert moment_of(shelf / "ramp.mp4", moment, picture, FFMPEG).stat().st_mtime_ns == written, "it is made once"


def test_a_moment_of_no_clip(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(Fault) as told:
        moment_of(shelf / "page.mp4", "last", tmp_path / "frame.png", FFMPEG)
    assert told.value.code == "E0921"
    assert not (tmp_path / "frame.png").exists()


def pixels(file: Path) -> np.ndarray:
    with Image.open(file) as picture:
        return np.asarray(picture.convert("L"))


SHOWN = [("ramp.mp4", 8, 8), ("ramp.mp4", 2, 2), ("red.png", 8, 1)]


@pytest.mark.parametrize(("name", "most", "count"), SHOWN)
def test_a_take_is_shown_from_its_first_frame_to_its_last(
    shelf: Path, tmp_path: Path, name: str, most: int, count: int
) -> None:
    kind = "image/png" if name.endswith("png") else "video/mp4"
    files = shown(shelf / name, kind, most, tmp_path, FFMPEG)
    assert files == shown(shelf / name, kind, most, tmp_path, FFMPEG)
    assert len(files) == count
    light = [float(pixels(file).mean()) for file in files]
    assert light == sorted(light)
    if count > 1:  # the ramp has grown by 5 levels a frame, stretched to full range
        assert light[-1] - light[0] == pytest.approx(19 * 5 * 255 / 219, abs=6)


def test_what_is_shown_is_small(shelf: Path, tmp_path: Path) -> None:
    Image.new("RGB", (1600, 900), (90, 20, 20)).save(shelf / "large.png")
    assert pixels(shown(shelf / "large.png", "image/png", 8, tmp_path, FFMPEG)[0]).shape == (432, 768)


def test_words_are_decodable_when_they_are_json(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"choices": []}')
    (tmp_path / "b").write_text('{"choices": ')
    assert undecodable(tmp_path / "a", "application/json", FFMPEG) is None
    assert undecodable(tmp_path / "b", "application/json", FFMPEG) == "b is no JSON"
