"""Music, measured: levels, lengths, balance, tuning, who plays, how it begins and ends."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hearing import check_sound, decibels, mono, piece

from filmc.produce.animatic.arrangement import arranged
from filmc.produce.animatic.form import planned
from filmc.produce.animatic.harmony import SCALES, Key, cadence, progression, voiced
from filmc.produce.animatic.instruments import BLOWS, PLAYERS, Tone
from filmc.produce.animatic.level import loudness
from filmc.produce.animatic.music import compose
from filmc.produce.animatic.synth import RATE, dice


@pytest.mark.parametrize(
    "request_",
    [
        piece(seconds=0.6),
        piece(seconds=4.321, scale="minor"),
        piece(scale="lydian", bpm=108, energy=0.3, instruments=("piano", "strings", "triangle"), avoid=("drums",)),
        piece(scale="phrygian", bpm=140, energy=0.9, instruments=("brass", "drums", "bass")),
        piece(scale="whole-tone", bpm=50, energy=0.1, instruments=("choir", "music-box"), brightness=0.1),
        piece(scale="harmonic-minor", instruments=("organ", "percussion"), brightness=1.0),
        piece(scale="pentatonic", instruments=("erhu", "guzheng")),
        piece(scale="dorian", instruments=("drums",)),
        piece(instruments=()),
    ],
    ids=lambda request: f"{request.scale}-{'-'.join(request.instruments)}-{request.milliseconds}",
)
def test_music_is_listenable(request_):
    music = compose(request_)
    check_sound(music, request_.milliseconds / 1000)
    assert decibels(music) == pytest.approx(-20, abs=1.5)
    assert np.abs(music[0]).max() < 1e-3
    assert np.abs(music[-1]).max() < 1e-3
    power = np.abs(np.fft.rfft(mono(music))) ** 2
    hertz = np.fft.rfftfreq(len(music), 1 / RATE)
    assert power[(hertz > 2500) & (hertz < 6000)].sum() < 0.25 * power.sum(), "harsh"
    assert power[hertz < 60].sum() < 0.3 * power.sum(), "boomy"


def test_a_longer_cut_begins_like_the_shorter_one():
    short, long = (mono(compose(piece(seconds=seconds)))[: 8 * RATE] for seconds in (20, 33))
    assert np.corrcoef(short, long)[0, 1] > 0.99


def test_a_cut_that_is_a_little_longer_is_the_same_until_its_end_comes_near():
    """To the last bit: what was encoded of it stays."""
    short, long = (compose(piece(seconds=seconds)) for seconds in (30.0, 30.1))
    differing = np.flatnonzero((short != long[: len(short)]).any(axis=1))
    assert differing[0] > 16 * RATE


def test_every_identity_is_another_piece():
    prints = [mono(compose(piece(name, 8))) for name in "abcdef"]
    assert max(np.corrcoef(a, b)[0, 1] for a, b in itertools.combinations(prints, 2)) < 0.5


@pytest.mark.parametrize("name", PLAYERS)
def test_an_instrument_plays_in_tune_and_ends(name):
    sound = PLAYERS[name](Tone(440.0, 1.0, 0.7))
    assert np.isfinite(sound).all()
    assert 0.02 < loudness(sound) < 0.4
    assert np.abs(sound[-1]) < 1e-3
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    tuned = sum(power[np.abs(hertz - 440 * k) < 12].sum() for k in range(1, 20)) / power.sum()
    assert tuned > 0.5 or name in ("triangle", "bell")


def test_blows_are_short():
    for blow in BLOWS.values():
        sound = blow(0.8)
        assert 0.01 < np.abs(sound).max() < 0.9
        assert len(sound) < RATE


@pytest.mark.parametrize(
    ("wanted", "avoided", "beats"), [(("drums",), (), True), (("drums",), ("drums",), False), ((), (), False)]
)
def test_only_who_is_wanted_plays(wanted, avoided, beats):
    request = piece(energy=0.9, instruments=("piano", *wanted), avoid=avoided, seconds=40)
    players = {note.player for note in arranged(planned(request), request)}
    assert bool(players & set(BLOWS)) == beats
    assert players - set(BLOWS) == {"piano"}


@pytest.mark.parametrize("scale", SCALES)
def test_harmony_moves_little_and_comes_home(scale):
    key = Key(57, scale)
    before = ()
    for degree in [*progression(key, dice(scale), 32), *cadence(key)]:
        chord = voiced(key.chord(degree), before)
        assert all(52 <= note <= 74 for note in chord)
        assert not before or max(min(abs(note - old) for old in before) for note in chord) <= 7
        before = chord
    assert {note % 12 for note in before} == set(key.chord(1))
