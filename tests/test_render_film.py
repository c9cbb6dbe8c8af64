"""Whole films: transitions and segments, frames and times, keys, workers, interrupts."""

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
from screen import (
    PAINTERS,
    cut,
    ffmpeg,
    frames_of,
    heard,
    move,
    panel,
    picture,
    render,
    shown,
    sound_of,
    still,
    studio,
    timeline,
    times_of,
    transition,
)
from toil import toil

from filmc.base.fault import Fault
from filmc.base.ffmpeg import FFmpeg, find_ffmpeg
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import TransitionWord
from filmc.lower.graph import ALLOWED, Filter, film_graphs, master_graph
from filmc.lower.timeline import (
    Clip,
    Footage,
    Text,
)
from filmc.render.encode import DRAFT, FINAL
from filmc.render.film import Means, render_film
from filmc.render.key import segment_keys
from filmc.render.planes import Frame, to_planes
from filmc.render.transitions import mixer
from filmc.render.warp import IDENTITY, cover

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
    keys = {*segment_keys([base, *others], where, FINAL), *segment_keys([base], studio(tmp_path, (640, 360)), FINAL)}
    assert len(keys) == 5
    assert set(segment_keys(cut([(Clip("z", panel(1), 24), None)]), where, FINAL)) <= keys


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


# The machine


PATIENCE = 120.0
"""Seconds until a machine counts as dead."""

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
    deadline = time.monotonic() + PATIENCE
    while not list(tmp_path.rglob("*.part")):
        assert run.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    before = toil()
    run.send_signal(signal.SIGINT)
    run.wait(PATIENCE)
    run.stdout.close()
    assert toil() - before < 4  # to go on would take some twenty
    assert not list(tmp_path.rglob("*.part"))
    assert not (tmp_path / "film.mp4").exists()
    while str(tmp_path) in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout:
        assert time.monotonic() < deadline + PATIENCE, "something goes on"
        time.sleep(0.1)


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
