"""Timelines, painters and sounds for the tests of rendering, without a screenplay; and looking at what came out."""

from __future__ import annotations

import re
import subprocess
import wave
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from filmc.base.digest import digest_file
from filmc.base.ffmpeg import find_ffmpeg
from filmc.ir.film import CameraMove, Transition
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import Curve, Move, TransitionWord
from filmc.lower.panel import Light, Panel, Setting
from filmc.lower.timeline import Clip, Roll, Segment, SoundClip, Still, Text, Timeline
from filmc.produce.take import SoundTake
from filmc.render.clip import open_clip
from filmc.render.draw.layer import Drawing, Layer, Motion, Patch, Pixels
from filmc.render.draw.reach import Reach
from filmc.render.encode import DRAFT
from filmc.render.film import Means, Rendered, render_film
from filmc.render.planes import Frame, to_rgb
from filmc.render.studio import Painters, Studio

RATE = Fraction(24)


def solid(colour: tuple[int, int, int], width: int, height: int, alpha: int = 255) -> Pixels:
    """Return one colour, premultiplied."""
    image = np.empty((height, width, 4), np.uint8)
    image[..., :3] = np.array(colour) * alpha // 255
    image[..., 3] = alpha
    return image


def panel(seed: int = 1, roll: float = 0.0) -> Panel:
    """Return a panel that only its seed tells from others."""
    return Panel(
        1.0, Setting("void", True, "day", "", "", (), (), (), seed), "plain", 1.0, 1.0, 0.0, 0.0, Light(), 1.0, 0.0,
        roll, 0.0, "none", (), (),
    )  # fmt: skip


def draw_panel(panel: Panel, height: int, _reach: Reach) -> Drawing:
    """Draw a coloured ground, a far stripe, and a figure called `A` with four mouths."""
    aspect = 16 / 9
    chance = np.random.default_rng(panel.setting.seed)
    room = 0.5
    ground = solid(tuple(int(v) for v in chance.integers(40, 220, 3)), int(height * 3.6), height * 2)
    cv2.circle(ground, (ground.shape[1] // 2, height), height // 3, (200, 180, 40, 255), -1, cv2.LINE_AA)
    figure = solid((230, 60, 60), height // 4, height // 2)
    mouths = tuple(Patch(solid((0, 0, level * 80), 20, 4 + level * 4), 10, 10) for level in range(4))
    blink = Patch(solid((20, 20, 20), 10, 4), 40, 4)
    stripe = solid((30, 200, 90), height // 10, height, 160)
    return Drawing(
        aspect,
        (
            Layer("ground", ground, (aspect - 3.6) / 2, -room, height, 40.0),
            Layer("stripe", stripe, 1.2, 0.0, height, 2.0, Motion(travel=(0.2, 0.0))),
            Layer("A", figure, 0.6, 0.4, height, 1.0, Motion(breath=0.01), mouths, blink),
        ),
    )


def paint_text(text: Text, width: int, height: int) -> Pixels:
    """Paint words as a white bar."""
    image = np.zeros((height, width, 4), np.uint8)
    image[
        height * 3 // 4 : height * 3 // 4 + height // 10, width // 8 : width // 8 + min(len(text.text) * 8, width)
    ] = 255
    return image


def paint_roll(_roll: Roll, width: int, height: int) -> Pixels:
    """Paint credits as bars."""
    image = np.zeros((height * 2, width, 4), np.uint8)
    image[:: max(height // 5, 1), width // 3 : -width // 3] = 255
    return image


PAINTERS = Painters(draw_panel, paint_text, paint_roll)


def move(*curves: tuple[str, Sequence[float]], frames: int, ease: str = "linear") -> CameraMove:
    """Return one camera move over `frames`."""
    axes = tuple(Curve(axis=axis, values=tuple(values)) for axis, values in curves)
    return CameraMove(move=Move(name="m", axes=axes, ease=ease), shot_range=FrameRange(0, frames))


def transition(mix: str, frames: int, **settings: object) -> Transition:
    """Return a transition of `frames`."""
    return Transition(word=TransitionWord(name=mix, mix=mix, **settings), frames=frames)


def cut(clips: Iterable[tuple[Clip, Transition | None]]) -> tuple[Segment, ...]:
    """Return the segments of clips, each with the transition *into* it (whose frames both clips have)."""
    segments: list[Segment] = []
    at = 0
    queue = list(clips)
    for number, (clip, entering) in enumerate(queue):
        first = entering.frames if entering else 0
        leaving = queue[number + 1][1] if number + 1 < len(queue) else None
        last = clip.frames - (leaving.frames if leaving else 0)
        if entering:
            before = queue[number - 1][0]
            lap = FrameRange(before.frames - first, before.frames)
            segments.append(Segment(FrameRange(at, at + first), before, lap, entering, clip))
            at += first
        if last > first:
            segments.append(Segment(FrameRange(at, at + last - first), clip, FrameRange(first, last)))
            at += last - first
    return tuple(segments)


def timeline(
    clips: Iterable[tuple[Clip, Transition | None]], size: tuple[int, int] = (320, 180), **more: object
) -> Timeline:
    """Return a timeline of clips."""
    segments = cut(clips)
    settings = {
        "title": "A test", "rate": RATE, "loudness": -16.0, "true_peak": -1.0, "sounds": (), "subtitles": (),
        "language": "en", **more,
    }  # fmt: skip
    return Timeline(width=size[0], height=size[1], frames=segments[-1].film_range.end, segments=segments, **settings)  # type: ignore[arg-type]


def still(path: Path, root: Path) -> Still:
    """Return a picture file of the project `root`."""
    return Still(str(path.relative_to(root)), digest_file(path))


def studio(root: Path, size: tuple[int, int] = (320, 180), takes: dict[str, SoundTake] | None = None) -> Studio:
    """Return a studio for frames of `size`."""
    return Studio(*size, RATE, root, takes or {}, PAINTERS, find_ffmpeg())


def render(
    line: Timeline, folder: Path, takes: dict[str, SoundTake] | None = None, quality=DRAFT, painters=PAINTERS
) -> Rendered:
    """Render `line` to film.mp4 in `folder`."""
    means = Means(folder, folder / "cache", quality, painters, lambda *_: None)
    return render_film(line, takes or {}, folder / "film.mp4", means)


def ffmpeg(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run ffmpeg as a judge."""
    return subprocess.run(
        [*find_ffmpeg().command()[:1], "-hide_banner", "-nostdin", *arguments], check=False, capture_output=True
    )


def frames_of(path: Path, size: tuple[int, int] = (320, 180), pixels: str = "gray") -> np.ndarray:
    """Return all frames of a film."""
    depth = {"gray": 1, "rgb24": 3}[pixels]
    raw = ffmpeg(
        "-v", "error", "-i", str(path), "-an", "-f", "rawvideo", "-pix_fmt", pixels, "-fps_mode", "passthrough", "-"
    )
    assert raw.returncode == 0, raw.stderr
    assert not raw.stderr, raw.stderr
    shape = (-1, size[1], size[0]) + ((depth,) if depth > 1 else ())
    return np.frombuffer(raw.stdout, np.uint8).reshape(shape)


def sound_of(path: Path) -> np.ndarray:
    """Return a film's sound: samples × 2, 1.0 is full scale."""
    raw = ffmpeg("-v", "error", "-i", str(path), "-vn", "-f", "f32le", "-ar", "48000", "-ac", "2", "-")
    return np.frombuffer(raw.stdout, "<f4").reshape(-1, 2)


def times_of(path: Path) -> list[int]:
    """Return each frame's time in ticks of 1/(90000)."""
    told = ffmpeg(
        "-v", "info", "-i", str(path), "-an", "-vf", "settb=1/90000,showinfo", "-f", "null", "-"
    ).stderr.decode()
    return [int(pts) for pts in re.findall(r"pts: *(-?\d+)", told)]


def tone(path: Path, seconds: float, frequency: float = 440.0, level: float = 0.3, channels: int = 1) -> SoundTake:
    """Write a tone."""
    at = np.arange(int(seconds * 48000)) / 48000
    return write_wave(path, np.repeat((np.sin(2 * np.pi * frequency * at) * level)[:, None], channels, axis=1))


def write_wave(path: Path, samples: np.ndarray) -> SoundTake:
    """Write samples × channels as a take."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return SoundTake(path, len(samples), samples.shape[1])


def heard(bus: str, key: str, start: float, length: float, **more: object) -> SoundClip:
    """Return a sound on the time line."""
    return SoundClip(
        bus, key, Fraction(start).limit_denominator(48000), Fraction(length).limit_denominator(48000), **more
    )  # type: ignore[arg-type]


def picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> Path:
    """Write a picture of one colour with a white square in its middle."""
    image = np.full((size[1], size[0], 3), colour, np.uint8)
    image[size[1] // 2 - 20 : size[1] // 2 + 20, size[0] // 2 - 20 : size[0] // 2 + 20] = 255
    Image.fromarray(image).save(path)
    return path


def shown(clip: Clip, number: int, root: Path, takes=None) -> np.ndarray:
    """Return one frame of a clip as RGB."""
    where = studio(root, takes=takes)
    frame = Frame(where.width, where.height)
    opened = open_clip(clip, where)
    opened.draw(number, frame)
    opened.close()
    return to_rgb(frame)
