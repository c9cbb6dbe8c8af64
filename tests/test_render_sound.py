"""Sound, measured on what comes out: samples, decibels, sync."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from screen import (
    heard,
    picture,
    render,
    sound_of,
    still,
    timeline,
    tone,
    write_wave,
)

from filmc.base.ffmpeg import find_ffmpeg
from filmc.lower.timeline import (
    Clip,
)
from filmc.render import loudness
from filmc.render.command import SAFE, End, file_url
from filmc.render.loudness import Heard, Loudness, loudness_of, measure
from filmc.render.mix import DUCKED, mixed, place

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


def test_three_hours_are_gated_at_once() -> None:
    """What is 10 LU softer than all that is heard does not count, nor what is not heard at all."""
    hours = Heard((-20.0, -50.0, -120.7) * 36_000, (-3.0,))
    assert loudness_of([hours, Heard((-20.0,), (-1.5, -9.0))]) == Loudness(-20.0, -1.5)


def test_a_sound_that_is_never_over_is_measured_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = tone(tmp_path / "t.wav", 2.0, 480)
    monkeypatch.setattr(loudness, "_PATIENCE", 0.0)
    with pytest.raises(TimeoutError):
        measure(End(file_url(take.path), SAFE), find_ffmpeg())


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
    assert level(under[96000:168000]) - level(music[96000:168000]) == pytest.approx(DUCKED["music"], abs=0.3)
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
