"""Sound encoded in stretches and spliced: as good as encoded in one go, and an edit encodes what it touches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from screen import ffmpeg, heard, picture, sound_of, still, timeline, tone, write_wave

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.process import run
from filmc.lower.graph import master_graph
from filmc.lower.timeline import Clip, Timeline
from filmc.render import splice as splicing
from filmc.render import stretches
from filmc.render.boxes import find
from filmc.render.command import End, arguments, file_url
from filmc.render.loudness import SILENT, Loudness, loudness_of
from filmc.render.sound import make_sound
from filmc.render.splice import splice
from filmc.render.stretches import BARE, PACKET, Coder, Level, Raw, Stretch, cuts, divided, encoded
from filmc.render.track import Track, read_track

SECONDS = 6
AT = np.arange(48_000 * SECONDS + 300) / 48_000
"""Seconds of each sample; their number is no whole number of packets."""


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "STRETCH", 75)


@pytest.fixture
def coder(tmp_path: Path) -> Coder:
    (tmp_path / "stretches").mkdir()
    return Coder(find_ffmpeg(), 192, 0.15, tmp_path / "stretches")


def noise(level: float, seed: int = 1, length: int = AT.size) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, level, (length, 2))


def clicks(every: float, *sides: int) -> np.ndarray:
    sound = noise(0.001)
    for start in range(0, AT.size - 48, int(every * 48_000)):
        sound[start : start + 48, sides] += noise(0.4, start + 1, 48)[:, list(sides)]
    return sound


SOUNDS = {
    "a tone": 0.3 * np.sin(2 * np.pi * 440 * AT)[:, None] * (1, 0.5),
    "sides that part": 0.3 * np.stack([np.sin(100 * AT * AT), np.sin(9000 * AT - 90 * AT * AT)], 1),
    "noise": noise(0.1),
    "clicks": clicks(0.064, 0, 1),
    "clicks to the left": clicks(0.31, 0),
    "bursts": noise(0.2) * ((AT * 1.7 % 1) < 0.3)[:, None] + 0.1 * np.sin(2 * np.pi * 220 * AT)[:, None],
    "silence": np.zeros((AT.size, 2)),
}


AS_IT_IS = Level(0.0, 60.0)
"""No peak is as high."""


def spliced(sound: np.ndarray, out: Path, coder: Coder, level: Level = AS_IT_IS) -> list[Stretch]:
    parts = [encoded(raw, level, coder) for raw in divided(written(sound, out))]
    assert splice(parts, out)
    return parts


def whole(sound: np.ndarray, folder: Path, coder: Coder, level: Level = AS_IT_IS) -> Track:
    packets = -(-len(sound) // PACKET)
    return encoded(Raw(written(sound, folder / "whole"), 0, 0, packets, packets), level, coder).track


def written(sound: np.ndarray, beside: Path) -> Path:
    path = beside.with_suffix(".f32")
    path.write_bytes(sound.astype("<f4").tobytes())
    return path


def levels(sound: np.ndarray) -> np.ndarray:
    """Return the level of each packet's samples, in decibels."""
    count = len(sound) // PACKET
    return 10 * np.log10((sound[: count * PACKET].reshape(count, -1) ** 2).mean(axis=1) + 1e-12)


LIMITED = Level(9.0, -6.0)
"""What holds all of `SOUNDS` down but silence."""


def excess(sound: np.ndarray, folder: Path, coder: Coder, level: Level = AS_IT_IS) -> tuple[np.ndarray, np.ndarray]:
    """Return by how much more each packet is off in the spliced than in the whole one, near splices and elsewhere."""
    spliced(sound, folder / "spliced.m4a", coder, level)
    wanted = levelled(sound, folder, level)
    files = (folder / "spliced.m4a", whole(sound, folder, coder, level).path)
    ours, theirs = (levels(sound_of(path) - wanted) for path in files)
    near = np.zeros(len(ours), np.bool_)
    for cut in cuts(len(sound)):
        near[cut - 2 : cut + 18] = True  # a splice may lie that much later
    return (ours - theirs)[near], (ours - theirs)[~near]


def levelled(sound: np.ndarray, folder: Path, level: Level) -> np.ndarray:
    """Return the sound at its level, without any encoder."""
    if level == AS_IT_IS:
        return sound
    out = folder / "levelled.f32"
    graph = master_graph(level.gain, level.ceiling)
    ends = End(file_url(written(sound, folder / "plain")), BARE), End(file_url(out), {"f": "f32le"})
    assert run(arguments(find_ffmpeg(), ends[0], graph, ends[1])).code == 0
    return np.fromfile(out, "<f4").reshape(-1, 2)


@pytest.mark.parametrize("name", [*SOUNDS, "bursts, limited", "clicks, limited"])
def test_a_splice_is_not_heard(name: str, tmp_path: Path, coder: Coder) -> None:
    sound, _, limited = name.partition(", ")
    near, far = excess(SOUNDS[sound], tmp_path, coder, LIMITED if limited else AS_IT_IS)
    print(f"{name}: {near.mean():+.2f} dB near splices, {far.mean():+.2f} dB elsewhere, at most {near.max():+.1f} dB")
    assert near.mean() < max(far.mean(), 0.0) + 0.5
    assert near.max() < max(far.max(), 0.0) + 3.0


@pytest.mark.parametrize("name", ["bursts", "a tone", "silence"])
def test_stretches_are_heard_as_the_whole_is(name: str, tmp_path: Path, coder: Coder) -> None:
    """As ffmpeg's own gates have it, of the spliced file."""
    sound = SOUNDS[name] * np.where(AT % 4 < 2, 1.0, 0.02)[:, None]  # what is soft passes neither gate
    parts = spliced(sound, tmp_path / "spliced.m4a", coder, LIMITED)
    told = loudness_of([part.heard for part in parts])
    answer = ffmpeg("-i", str(tmp_path / "spliced.m4a"), "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-")
    programme, peak = (float(re.findall(rf"{name}:\s+(\S+) ", answer.stderr.decode())[-1]) for name in ("I", "Peak"))
    assert told.programme == pytest.approx(programme, abs=0.11)
    assert told.peak == pytest.approx(max(peak, -120.0), abs=0.11)


def test_a_splice_where_the_windows_differ_is_heard(
    tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measure of the test above finds a splice that is none."""
    monkeypatch.setattr(stretches, "LEAD", 1)
    monkeypatch.setattr(splicing, "_windows", lambda track: iter([0] * track.samples))
    near, _ = excess(SOUNDS["a tone"], tmp_path, coder)
    assert near.max() > 20


@pytest.mark.parametrize("samples", [1, 1024, 112 * 1024, 113 * 1024, 240_001])
def test_every_sample_keeps_its_time(samples: int, tmp_path: Path, coder: Coder) -> None:
    sound = SOUNDS["sides that part"][:samples]
    parts = spliced(sound, tmp_path / "spliced.m4a", coder)
    ours, one = read_track(tmp_path / "spliced.m4a"), whole(sound, tmp_path, coder)
    assert (ours.durations, ours.samples, ours.skip, ours.timescale) == (one.durations, one.samples, one.skip, 48_000)
    assert len(parts) == 1 + max((samples // 1024 - 38) // 75, 0)
    assert len(sound_of(tmp_path / "spliced.m4a")) == samples
    for track in (ours, one):
        group = find(track.trak, b"mdia", b"minf", b"stbl", b"sbgp")
        assert group[4:8] == b"roll"
        assert int.from_bytes(group[12:16]) == one.samples


# What an edit makes


def film(folder: Path, blip: float, level: float = -30.0) -> tuple[Timeline, dict]:
    """Return a film of 5 s with a soft blip at `blip` seconds."""
    takes = {
        "music": write_wave(folder / "music.wav", (0.5 * SOUNDS["sides that part"]).astype(np.float32)),
        "blip": tone(folder / "blip.wav", 0.2, 880.0),
    }
    one = still(picture(folder / "one.png", (90, 60, 60), (64, 64)), folder)
    sounds = (heard("music", "music", 0, SECONDS), heard("sfx", "blip", blip, 0.2, gain=level))
    return timeline([(Clip("a", one, SECONDS * 24), None)], (64, 64), sounds=sounds), takes


def made(folder: Path, coder: Coder, line: Timeline, takes: dict) -> tuple[bytes, Loudness, set[str]]:
    """Make the sound; return its bytes, what was measured, and the names of the stretches that are new."""
    before = {path.name for path in coder.folder.glob("*.m4a")}
    loudness = make_sound(line, takes, folder / "sound.m4a", coder)
    return (folder / "sound.m4a").read_bytes(), loudness, {path.name for path in coder.folder.glob("*.m4a")} - before


def test_an_edit_encodes_the_seconds_in_which_it_is_heard(tmp_path: Path, coder: Coder) -> None:
    _, _, all_of_it = made(tmp_path, coder, *film(tmp_path, 1.0))
    moved, loudness, new = made(tmp_path, coder, *film(tmp_path, 2.0))
    assert len(all_of_it) == 4
    assert 1 <= len(new) <= 3, "what is around 1.0 and 2.0, and what that leads to"
    assert loudness.programme == pytest.approx(-16.0, abs=0.25)
    (tmp_path / "other").mkdir()
    assert made(tmp_path, replace(coder, folder=tmp_path / "other"), *film(tmp_path, 2.0))[0] == moved
    assert not made(tmp_path, coder, *film(tmp_path, 1.0))[2], "what was there is there"


def test_stretches_that_sound_alike_are_made_once(
    tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_now, encode = [], stretches._encode
    monkeypatch.setattr(stretches, "_encode", lambda *told: (made_now.append(told[2]), encode(*told)))
    line, _ = film(tmp_path, 1.0)
    _, loudness, new = made(tmp_path, coder, line, {})
    assert len(made_now) == len(new) == 3, "the second and the third are the same silence"
    assert loudness.programme <= SILENT
    assert len(sound_of(tmp_path / "sound.m4a")) == SECONDS * 48_000


def test_other_kilobits_are_other_stretches(tmp_path: Path, coder: Coder) -> None:
    made(tmp_path, coder, *film(tmp_path, 1.0))
    assert len(made(tmp_path, replace(coder, kilobits=160), *film(tmp_path, 1.0))[2]) == 4


def test_peaks_stay_under_the_ceiling_in_stretches_too(tmp_path: Path, coder: Coder) -> None:
    peaky = 0.03 * np.sin(2 * np.pi * 200 * AT) + 0.9 * ((AT * 4) % 1 < 0.002)
    line, takes = film(tmp_path, 1.0)
    takes["music"] = write_wave(tmp_path / "music.wav", peaky[:, None].astype(np.float32))
    _, loudness, new = made(tmp_path, coder, line, takes)
    assert loudness.programme == pytest.approx(-16.0, abs=0.5)
    assert loudness.peak <= -1.0
    assert len(new) >= 4


def test_only_what_has_peaks_is_limited(tmp_path: Path, coder: Coder) -> None:
    """A lower ceiling changes the stretches in which it is met, and those that a limiter would have to begin in."""
    sound = 0.1 * SOUNDS["a tone"] + clicks(0.064, 0, 1) * (AT < 1)[:, None]
    spliced(sound, tmp_path / "one.m4a", coder, Level(0.0, -6.0))
    before = set(coder.folder.glob("*.m4a"))
    spliced(sound, tmp_path / "two.m4a", coder, Level(0.0, -8.0))
    assert (len(before), len(set(coder.folder.glob("*.m4a")) - before)) == (4, 2)
    assert np.abs(sound_of(tmp_path / "two.m4a")).max() < 0.5


@pytest.mark.parametrize(("sharpness", "times"), [(1, 1), (3, 1), (8, 4)])
def test_a_draft_is_encoded_once(
    sharpness: int, times: int, tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the limiter will take away of syllables is known before; what is hardly more than peaks comes near."""
    made_now, encode = [], stretches._encode
    monkeypatch.setattr(stretches, "_encode", lambda *told: (made_now.append(told[2]), encode(*told)))
    line, takes = film(tmp_path, 1.0)
    voice = sum(np.cos(2 * np.pi * 90 * k * AT) / k for k in range(1, 30)) * np.abs(np.sin(9 * AT)) ** sharpness
    takes["music"] = write_wave(tmp_path / "music.wav", (0.2 * voice[:, None]).astype(np.float32))
    _, loudness, new = made(tmp_path, replace(coder, tolerance=0.5), line, takes)
    assert len(made_now) == len(new) == 4 * times
    assert (loudness.programme, loudness.peak <= -1.0) == (pytest.approx(-16.0, abs=0.6), True)


def test_stretches_that_do_not_fit_are_encoded_in_one_go(
    tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitting, loudness, _ = made(tmp_path, coder, *film(tmp_path, 1.0))
    monkeypatch.setattr(splicing, "_windows", lambda track: iter([None] * track.samples))
    other, told, _ = made(tmp_path, coder, *film(tmp_path, 1.0))
    assert other != fitting
    assert told.programme == loudness.programme
    assert read_track(tmp_path / "sound.m4a").durations == [(282, 1024), (1, 256)]


def test_windows_that_differ_move_the_splice(tmp_path: Path, coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    sound, seen = SOUNDS["a tone"], splicing._windows
    (cut, *_), later = cuts(len(sound)), 3

    def differing(track: Track) -> Iterator[int | None]:
        for number, window in enumerate(seen(track)):
            yield None if number < later else window

    monkeypatch.setattr(splicing, "_windows", differing)
    monkeypatch.setattr(stretches, "LEAD", 2)  # of more, both encoders would say the same
    before, after, *_ = spliced(sound, tmp_path / "later.m4a", coder)
    sizes = read_track(tmp_path / "later.m4a").sizes
    assert sizes[: cut + later] == before.part(0, cut + later).sizes
    assert sizes[cut + later : cut + 20] == after.part(cut + later, cut + 20).sizes
    assert before.part(cut, cut + 20).sizes != after.part(cut, cut + 20).sizes


def test_a_damaged_stretch_is_made_again(tmp_path: Path, coder: Coder) -> None:
    clean, _, new = made(tmp_path, coder, *film(tmp_path, 1.0))
    for name in sorted(new)[:2]:
        path = coder.folder / name
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0x10
        path.write_bytes(data)
    assert made(tmp_path, coder, *film(tmp_path, 1.0))[0] == clean
    assert not list(tmp_path.rglob("*.part"))
