"""Every example as a film: built small, then looked at and listened to on the file that came out."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from measure import SMALL, Result, blank, build, cues, level, longest, motion, speech_band, steps
from PIL import Image
from screen import times_of

import filmc
from filmc.lower.languages import broader
from filmc.lower.options import Options

EXAMPLES = Path(filmc.__file__).parents[1] / "examples"
SOAK = bool(os.environ.get("FILMC_SOAK"))
PARTS = {"01-one-shot": (), "04-own-words": (), "05-short-film": ("door",), "to-li-hua": ("1",)}
"""The films, and of the long ones the scenes, that are enough for a daily run; FILMC_SOAK=1 builds all whole."""
ALL = sorted(path.parent.name for path in EXAMPLES.glob("*/main.film"))


@pytest.fixture(scope="module", params=ALL if SOAK else sorted(PARTS))
def example(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    home = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILMC_CACHE", str(home / "cache"))
        scenes = () if SOAK else PARTS.get(request.param, ())
        options = Options(size=SMALL, quality="draft", scenes=scenes)
        result = build(EXAMPLES / request.param, home / "out" / "film.mp4", options)
        assert result.cut
        yield result


def test_an_example_is_a_film(example: Result) -> None:
    """Every measure of every example is taken, then all faults are told at once: a build is dear."""
    faults = [f"{check.__name__}: {fault}" for check in CHECKS for fault in check(example)]
    assert not faults, "\n".join(faults)


def container(example: Result):
    """The file is what the film says: frames, times, size, tags, index first; sound as long as the picture."""
    film, told = example.film, example.told
    if example.built.delivered.rendered.faults:
        yield f"media: {example.built.delivered.rendered.faults}"
    if len(example.frames) != film.frames:
        yield f"{len(example.frames)} frames of {film.frames}"
    if abs(len(example.sound) / 48_000 - film.frames / film.settings.rate) > 0.5 / film.settings.rate:
        yield f"{len(example.sound)} samples for {film.frames} frames"
    for word in ("h264", "yuv420p(tv, bt709", f"{SMALL.width}x{SMALL.height}", "aac (LC)", "48000 Hz, stereo"):
        if word not in told:
            yield f"no {word} in {told}"
    times = times_of(example.path)
    wanted = [round(n * 90_000 / film.settings.rate) for n in range(film.frames)]
    if max(abs(a - b) for a, b in zip(times, wanted, strict=True)) > 1:
        yield "frames are not evenly spaced"
    data = example.path.read_bytes()
    if data.index(b"moov") > data.index(b"mdat"):
        yield "the index stands behind the samples"


def picture(example: Result):
    """Nothing is black or frozen that the film does not ask to be."""
    rate = float(example.film.settings.rate)
    allowed = np.zeros(len(example.frames), bool)
    for shot in example.film.shots:
        start, end = shot.film_range
        entering, leaving = shot.transition_in, shot.transition_out
        allowed[start : start + (entering.frames if entering else 0)] = True
        allowed[end - (leaving.frames if leaving else 0) : end] = True
    allowed[len(allowed) - example.film.credit_frames :] = True
    empty = blank(example.frames) & ~allowed
    if longest(empty) > 2:
        yield f"nothing to see for {longest(empty)} frames from {int(np.argmax(empty)) / rate:.2f}s"
    for shot in example.film.shots:
        start, end = shot.film_range
        moving = motion(example.frames[start:end])
        if (shot.cast or shot.camera or shot.lines) and longest(moving < 0.01) > 2 * rate:
            yield f"{shot.id} stands still for {longest(moving < 0.01) / rate:.1f}s"


def sound(example: Result):
    """As loud as asked, clear of clicks; who speaks is heard, and above everything else."""
    told = example.loudness
    if not example.cut.timeline.sounds:
        assert np.abs(example.sound).max() < 1e-4
        return
    if abs(told.programme - example.film.settings.loudness) > 0.5:
        yield f"{told.programme} LUFS"
    if told.peak > example.film.settings.true_peak:
        yield f"{told.peak} dBTP"
    if np.abs(example.sound).max() >= 1:
        yield "clipped"
    if abs(level(example.sound[:, 0]) - level(example.sound[:, 1])) > 3:
        yield "leans to one side"
    if any(each.bus == "music" for each in example.cut.timeline.sounds) and (gap := _silence(example.sound)) > 2:
        yield f"nothing is heard for {gap:.1f}s"
    speech, rest = example.bus("speech"), example.bus("sfx", "ambience", "music")
    for line, frames in example.lines():
        heard = level(example.heard(frames))
        said, other = (speech_band(part[slice(*_samples(example, frames))]) for part in (speech, rest))
        clear = level(said) - level(other)
        print(f"{example.path.parents[1].name:20} {line.speaker:12} {heard:6.1f} dB {clear:6.1f} dB clear")
        if heard < -40:
            yield f"nobody hears {line.text!r}: {heard:.0f} dB"
        if clear < 9:
            yield f"{line.text!r} is only {clear:.1f} dB above the rest"


def joints(example: Result):
    """No click where a sound begins or ends."""
    for sound in example.cut.timeline.sounds:
        alone = example.bus(sound.bus, ducked=False)
        for at in (sound.start, sound.start + sound.length):
            if (jump := steps(alone, round(at * 48_000))) > 0.02:
                yield f"{sound.bus} clicks by {jump:.3f} at {float(at):.2f}s"


def sidecars(example: Result):
    """Subtitles beside the film say what is said, when it is said."""
    delivered, rate = example.built.delivered, example.film.settings.rate
    end = float(example.film.frames / rate)
    by_language: dict[str, list[str]] = {}
    for line, _ in example.lines():
        for language, text in {line.language: line.text, **line.translations}.items():
            by_language.setdefault(broader(language), []).append(text)
    if len(delivered.sidecars) != 2 * len(by_language):
        yield f"{len(delivered.sidecars)} sidecars for {sorted(by_language)}"
    for path in delivered.sidecars:
        entries = cues(path)
        times = [time for start, stop, _ in entries for time in (start, stop)]
        if times != sorted(times) or times[-1] > end + 0.001:
            yield f"{path.name}: times out of order"
        said = "".join(by_language[path.suffixes[-2][1:]])
        shown = "".join(words for *_, words in entries)
        if _letters(said) != _letters(shown):
            yield f"{path.name}: other words than are spoken"


def cover(example: Result):
    """The poster is a picture."""
    if not example.film.cover:
        return
    image = np.asarray(Image.open(example.built.delivered.cover).convert("L"), np.float32)
    if image.shape != (SMALL.height, SMALL.width) or image.std() < 12:
        yield f"a poster of {image.shape}, spread {image.std():.1f}"


CHECKS = (container, picture, sound, joints, sidecars, cover)


def _samples(example: Result, frames):
    rate = example.film.settings.rate
    return max(round(frames.start * 48_000 / rate), 0), round(frames.end * 48_000 / rate)


def _silence(heard: np.ndarray) -> float:
    """Return the longest silence in seconds, in steps of a tenth."""
    quiet = np.array([level(part) < -60 for part in np.array_split(heard, len(heard) // 4_800)])
    return longest(quiet) / 10


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
