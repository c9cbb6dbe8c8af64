"""Rendering, measured on what comes out: pixels, frames, times, samples, decibels."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from screen import (
    PAINTERS,
    RATE,
    cut,
    ffmpeg,
    frames_of,
    heard,
    move,
    panel,
    render,
    sound_of,
    still,
    studio,
    timeline,
    times_of,
    tone,
    transition,
    write_wave,
)

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg, find_ffmpeg
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import TransitionWord
from filmc.lower.graph import ALLOWED, Filter, film_graphs, master_graph
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
from filmc.render.command import SAFE, End, file_url
from filmc.render.encode import DRAFT, FINAL
from filmc.render.extent import reach_of
from filmc.render.faces import blinks, envelope
from filmc.render.film import Means, render_film
from filmc.render.key import segment_key
from filmc.render.loudness import measure
from filmc.render.mix import DUCKED, mixed, place
from filmc.render.planes import Frame, to_planes, to_rgb
from filmc.render.transitions import mixer
from filmc.render.warp import IDENTITY, about, cover, scaled

WHOLE = FrameRange(0, 1000)


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


# Transitions

MIXES = [
    ("dissolve", ""), ("dip", ""), ("wipe", "left"), ("wipe", "down"), ("push", "left"), ("slide", "left"),
    ("iris", "out"), ("iris", "in"), ("clock", ""), ("blur", ""), ("whip", "left"), ("flash", ""), ("zoom", "in"),
    ("zoom", "out"), ("ripple", ""), ("glitch", ""), ("pixelate", ""), ("burn", ""),
]  # fmt: skip


def busy(seed: int) -> Frame:
    """Return a picture with something everywhere."""
    noise = np.random.default_rng(seed).integers(0, 255, (6, 10, 4)).astype(np.uint8)
    image = cv2.resize(noise, (320, 180), interpolation=cv2.INTER_CUBIC)
    image[..., 3] = 255
    frame = Frame(320, 180)
    cover(frame, to_planes(image), IDENTITY)
    return frame


def test_transitions_are_all_different_and_go_from_one_to_the_other() -> None:
    a, b = busy(1), busy(2)
    middles = {}
    for mix, direction in MIXES:
        mixes = mixer(TransitionWord(name=mix, mix=mix, direction=direction), 320, 180)
        first, *ways, last = (mixes(a, b, t).data.astype(int) for t in (0.001, 0.25, 0.45, 0.7, 0.999))
        assert np.abs(first - a.data).mean() < 4, mix
        assert np.abs(last - b.data).mean() < 4, mix
        assert np.array_equal(ways[1], mixes(a, b, 0.45).data), mix
        middles[mix, direction] = np.array(ways)
    for one, other in combinations(MIXES, 2):
        assert np.abs(middles[one] - middles[other]).mean() > 3, (one, other)


def test_a_transition_is_its_own_segment(tmp_path: Path) -> None:
    root = tmp_path
    red, blue = (still(picture(root / f"{i}.png", c), root) for i, c in enumerate([(200, 30, 30), (30, 30, 200)]))
    line = timeline([(Clip("a", red, 24), None), (Clip("b", blue, 24), transition("dissolve", 8))])
    assert [segment.film_range.length for segment in line.segments] == [16, 8, 16]
    render(line, root)
    reds = frames_of(root / "film.mp4", pixels="rgb24")[:, 10, 10, 0].astype(int)
    assert len(reds) == 40
    assert np.all(np.abs(reds[:16] - 200) < 6)
    assert np.all(np.diff(reds[15:25]) < 0)
    assert np.all(np.abs(reds[24:] - 30) < 6)


def test_fades_reach_their_colour(tmp_path: Path) -> None:
    white = still(picture(tmp_path / "w.png", (220, 220, 220)), tmp_path)
    fade = transition("fade-in", 10, colour="#000000")
    clip = Clip("a", white, 30, fade_in=fade, fade_out=transition("fade-out", 10, colour="#ff0000"))
    assert shown(clip, 0, tmp_path)[5, 5].max() < 40
    assert shown(clip, 15, tmp_path)[5, 5].min() > 215
    red = shown(clip, 29, tmp_path)[5, 5]
    assert red[0] > 220
    assert red[1] < 40


# Pictures of every kind


def test_every_kind_of_picture_shows(tmp_path: Path) -> None:
    root = tmp_path
    one = still(picture(root / "one.png", (200, 60, 60)), root)
    two = still(picture(root / "two.png", (60, 60, 200)), root)
    ffmpeg("-v", "error", "-f", "lavfi", "-i", "testsrc2=s=200x200:r=25:d=2", str(root / "clip.mp4"))
    kinds = {
        "still": one,
        "panel": panel(1),
        "frame": PanelFrame(panel(1), (move(("pan", (0.0, 10.0)), frames=10),), 9),
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


# Frames, times, keys


@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(25), Fraction(30000, 1001), Fraction(60)])
def test_no_frame_is_lost_and_none_is_late(rate: Fraction, tmp_path: Path) -> None:
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    clips = [(Clip(str(i), one, 3 + i * 7 % 11), None) for i in range(12)]
    clips += [(Clip("x", one, 1), None), (Clip("y", one, 40), None)]
    line = timeline(clips, (64, 64), rate=rate)
    render(line, tmp_path)
    times = times_of(tmp_path / "film.mp4")
    assert len(times) == line.frames
    ideal = [float(i / rate * 90000) for i in range(line.frames)]
    assert max(abs(a - b) for a, b in zip(times, ideal, strict=True)) <= 8  # showinfo's clock of 90 kHz rounds
    assert len(sound_of(tmp_path / "film.mp4")) == pytest.approx(float(line.frames / rate * 48000), abs=1)


def test_the_join_copies_every_frame_bit_by_bit(tmp_path: Path) -> None:
    line = timeline([(Clip(str(i), panel(i), 20), None) for i in range(3)])
    render(line, tmp_path)
    parts = sorted((tmp_path / "cache" / "segments").glob("*.mp4"))
    assert len(parts) == 3
    film = frames_of(tmp_path / "film.mp4")
    known = {frames_of(part).tobytes() for part in parts}
    assert {film[i : i + 20].tobytes() for i in (0, 20, 40)} == known
    sought = ffmpeg(
        "-v",
        "error",
        "-ss",
        "1.25",
        "-i",
        str(tmp_path / "film.mp4"),
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-",
    )
    assert sought.stdout == film[30].tobytes()


@pytest.mark.parametrize("title", ["It's: 50% \\ [x];{y}", "信" * 700, "line\nbreak\0nul", "\U0001f3ac \u202eevil"])
def test_a_title_is_only_a_title(title: str, tmp_path: Path) -> None:
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    render(timeline([(Clip("a", one, 5), None)], (64, 64), title=title), tmp_path)
    assert title.encode() in (tmp_path / "film.mp4").read_bytes()
    assert len(frames_of(tmp_path / "film.mp4", (64, 64))) == 5


def test_an_edit_makes_only_what_it_touches(tmp_path: Path) -> None:
    def film(second: int, word: str, name: str = "x") -> object:
        clips = [
            (Clip(f"{name}1", panel(1), 24), None),
            (Clip(f"{name}2", panel(second), 24), transition("dissolve", 6)),
            (Clip(f"{name}3", panel(3), 24, texts=(Text(word, "title", (), FrameRange(2, 20)),)), None),
        ]
        return timeline(clips)

    counts = [render(film(*way), tmp_path).made for way in [(2, "a"), (2, "a"), (2, "a", "y"), (2, "bb"), (5, "bb")]]
    assert counts == [4, 0, 0, 1, 2]


def test_a_key_knows_what_a_picture_depends_on(tmp_path: Path) -> None:
    where = studio(tmp_path)
    base = cut([(Clip("a", panel(1), 24), None)])[0]
    others = [
        cut([(Clip("a", panel(2), 24), None)])[0],
        cut([(Clip("a", panel(1), 25), None)])[0],
        cut([(Clip("a", panel(1), 24, (move(("pan", (0, 1)), frames=24),)), None)])[0],
    ]
    keys = {segment_key(segment, where, FINAL) for segment in [base, *others]}
    keys.add(segment_key(base, studio(tmp_path, (640, 360)), FINAL))
    assert len(keys) == 5
    assert segment_key(cut([(Clip("z", panel(1), 24), None)])[0], where, FINAL) in keys


def test_workers_make_what_one_process_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = timeline([(Clip(str(i), panel(i), 10), None) for i in range(5)])
    alone, together = tmp_path / "alone", tmp_path / "together"
    for folder in (alone, together):
        folder.mkdir()
    render(line, alone)
    monkeypatch.setattr("filmc.render.film._ALONE", 0)
    steps = []
    means = Means(together, together / "cache", DRAFT, PAINTERS, lambda *step: steps.append(step))
    render_film(line, {}, together / "film.mp4", means)
    assert (alone / "film.mp4").read_bytes() == (together / "film.mp4").read_bytes()
    assert [step for step in steps if step[2] == "picture"][-1] == (50, 50, "picture")


# Sound


def test_a_click_lands_on_its_frame(tmp_path: Path) -> None:
    click = np.zeros((4800, 1))
    click[:48] = 0.8
    takes = {"click": write_wave(tmp_path / "click.wav", click)}
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    line = timeline(
        [(Clip("a", one, 120), None)], (64, 64), sounds=tuple(heard("sfx", "click", n / 24, 0.1) for n in (24, 61, 97))
    )
    render(line, tmp_path, takes)
    loud = np.abs(sound_of(tmp_path / "film.mp4")[:, 0])
    for number in (24, 61, 97):
        at = number * 2000
        found = at - 2000 + int(np.argmax(loud[at - 2000 : at + 2000] > 0.5 * loud[at - 2000 : at + 2000].max()))
        assert abs(found - at) <= 96, (number, found - at)  # 2 ms


@pytest.mark.parametrize(
    ("name", "samples"),
    [
        ("quiet", lambda at: 0.01 * np.sin(2 * np.pi * 300 * at)),
        ("peaky", lambda at: 0.03 * np.sin(2 * np.pi * 200 * at) + 0.9 * ((at * 4) % 1 < 0.002)),
        ("between samples", lambda at: 0.7 * np.sin(2 * np.pi * 12000 * at + np.pi / 4)),
        ("noise", lambda at: np.random.default_rng(1).normal(0, 0.2, at.size).clip(-1, 1)),
    ],
)  # fmt: skip
def test_loudness_and_true_peak_are_as_asked(name: str, samples, tmp_path: Path) -> None:
    at = np.arange(48000 * 6) / 48000
    takes = {"s": write_wave(tmp_path / "s.wav", samples(at)[:, None])}
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    line = timeline([(Clip("a", one, 144), None)], (64, 64), sounds=(heard("music", "s", 0, 6),))
    result = render(line, tmp_path, takes)
    told = measure(End(file_url(tmp_path / "film.mp4"), SAFE), find_ffmpeg())
    print(name, told)
    assert told == result.loudness
    assert told.programme == pytest.approx(-16.0, abs=0.5)
    assert told.peak <= -1.0


def test_silence_stays_silent_and_as_long_as_the_picture(tmp_path: Path) -> None:
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    render(timeline([(Clip("a", one, 50), None)], (64, 64)), tmp_path)
    sound = sound_of(tmp_path / "film.mp4")
    assert len(sound) == pytest.approx(100_000, abs=1)
    assert np.abs(sound).max() < 1e-4


def mix(sounds, takes, seconds: float) -> np.ndarray:
    total = int(seconds * 48000)
    return np.concatenate(list(mixed(place(sounds, takes, total), total)))


def test_music_gives_way_to_speech(tmp_path: Path) -> None:
    takes = {"m": tone(tmp_path / "m.wav", 6, 3000, 0.2), "v": tone(tmp_path / "v.wav", 1.5, 200, 0.2)}
    music = mix([heard("music", "m", 0, 6)], takes, 6)
    both = mix([heard("music", "m", 0, 6), heard("speech", "v", 2, 1.5)], takes, 6)
    voice = mix([heard("speech", "v", 2, 1.5)], takes, 6)
    level = lambda part: 20 * np.log10(np.sqrt((part**2).mean()))  # noqa: E731 - a name for a formula
    under = both - voice
    assert level(under[96000:168000]) - level(music[96000:168000]) == pytest.approx(DUCKED, abs=0.3)
    assert level(under[:48000]) == pytest.approx(level(music[:48000]), abs=0.01)
    assert level(under[240000:]) == pytest.approx(level(music[240000:]), abs=0.01)
    assert np.abs(np.diff(under[:, 0])).max() < np.abs(np.diff(music[:, 0])).max() * 1.05  # no click on the way


def test_gains_pans_fades_offsets_and_loops(tmp_path: Path) -> None:
    takes = {"t": tone(tmp_path / "t.wav", 1.0, 480, 0.5)}
    rms = lambda part: np.sqrt((part**2).mean(axis=0))  # noqa: E731 - a name for a formula
    plain = mix([heard("speech", "t", 0, 1)], takes, 3)
    assert np.abs(plain[48000:]).max() == 0
    assert rms(mix([heard("speech", "t", 0, 1, gain=-6.0206)], takes, 1)) == pytest.approx(
        rms(plain[:48000]) / 2, rel=1e-3
    )
    left = rms(mix([heard("speech", "t", 0, 1, pan=-1.0)], takes, 1))
    assert left[1] == pytest.approx(0, abs=1e-6)
    looped = mix([heard("speech", "t", 0.5, 2.5, loop=True)], takes, 3)
    assert rms(looped[24000:144000]) == pytest.approx(rms(plain[:48000]), rel=1e-3)
    assert np.abs(np.diff(looped[24000:, 0])).max() < 0.04  # the seam is none
    late = mix([heard("speech", "t", 0, 1, offset=Fraction(1, 2))], takes, 1)
    assert np.abs(late[24000:]).max() == 0
    faded = mix([heard("speech", "t", 0, 1, fade_in=Fraction(1, 2), fade_out=Fraction(1, 4))], takes, 1)
    assert np.abs(faded[:200]).max() < 0.02
    assert np.abs(faded[-200:]).max() < 0.02
    early = mix([heard("speech", "t", -0.5, 1)], takes, 1)
    assert np.abs(early[:24000]).max() > 0.3
    assert np.abs(early[24000:]).max() == 0


def test_hundreds_of_sounds_at_once(tmp_path: Path) -> None:
    takes = {"t": tone(tmp_path / "t.wav", 0.5, 480, 0.5)}
    sounds = tuple(heard("sfx", "t", i / 100, 0.5) for i in range(600))
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    line = timeline([(Clip("a", one, 160), None)], (64, 64), sounds=sounds)
    assert render(line, tmp_path, takes).loudness.programme == pytest.approx(-16, abs=0.5)


# The machine


LONG_RUN = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from screen import *
folder = Path({folder!r})
line = timeline([(Clip(str(i), panel(i), 240), None) for i in range(6)], (1280, 720))
print("on", flush=True)
render(line, folder)
"""


def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    program = LONG_RUN.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    assert run.stdout is not None
    run.stdout.readline()
    deadline = time.monotonic() + 20
    while not list(tmp_path.rglob("*.part")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.3)
    run.send_signal(signal.SIGINT)
    asked = time.monotonic()
    run.wait(10)
    run.stdout.close()
    assert time.monotonic() - asked < 4  # 2 s on a quiet machine
    time.sleep(0.3)
    assert not list(tmp_path.rglob("*.part"))
    assert not (tmp_path / "film.mp4").exists()
    busy = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in busy


def test_ffmpeg_is_found_checked_and_asked_in_its_own_dialect(tmp_path: Path) -> None:
    assert find_ffmpeg({}).path.exists()
    for name, text, code in (
        ("none", None, "E0901"),
        ("mute", "#!/bin/sh\nexit 0\n", "E0901"),
        ("old", "#!/bin/sh\necho ffmpeg version 4.4.2 Copyright\n", "E0902"),
    ):
        path = tmp_path / name
        if text:
            path.write_text(text)
            path.chmod(0o755)
        with pytest.raises(Fault) as caught:
            find_ffmpeg({"FILMC_FFMPEG": str(path)})
        assert caught.value.code == code
        assert caught.value.hints
    flags = {
        version: FFmpeg(Path("x"), version).graph_flag
        for version in ("5.1.9-0+deb12u1", "6.0", "7.0.2-static", "n9.0.2", "N-117")
    }
    assert list(flags.values()) == ["-filter_complex_script"] * 2 + ["-/filter_complex"] * 3


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    one = still(picture(tmp_path / "one.png", (90, 60, 60), (64, 64)), tmp_path)
    with pytest.raises(Fault) as caught:
        render(timeline([(Clip("a", one, 5), None)], (64, 64)), tmp_path)
    assert caught.value.code == "E0907"


@pytest.mark.parametrize(
    "build",
    [
        lambda: Filter("movie"),
        lambda: Filter("scale", (("filter", 1),)),
        lambda: Filter("volume", (("volume", "1,movie=x"),)),
        lambda: Filter("fps", (("fps", "24'[a];"),)),
    ],
)
def test_no_filter_is_built_that_is_not_on_the_list(build) -> None:
    with pytest.raises(ValueError, match=r"no number|not on the list"):
        build()


def test_graphs_are_stable_text() -> None:
    line = timeline([(Clip("a", Footage("x.mp4", "d", Fraction(0)), 24), None)], sounds=(heard("music", "m", 0, 1),))
    told = "\n".join(map(str, film_graphs(line)))
    assert told == "\n".join(map(str, film_graphs(line)))
    assert "footage: fps=fps=24:start_time=0, trim=start_frame=0, setpts=expr=PTS-STARTPTS, scale=width=320" in told
    assert "alimiter=limit=0.891251" in str(master_graph(0.0, -1.0))
    assert not any("movie" in name or "file" in option for name, options in ALLOWED.items() for option in options)
