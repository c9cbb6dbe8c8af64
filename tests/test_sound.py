"""Scratch sound, measured: levels, lengths, seams, pitches, what differs from what, and that bytes repeat."""

from __future__ import annotations

import hashlib
import itertools
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from filmc.lower.foley import recipe_for
from filmc.lower.request import MusicRequest, SoundRequest, SpeechRequest
from filmc.produce.animatic import talker
from filmc.produce.animatic.arrangement import arranged
from filmc.produce.animatic.effects import RECIPES, effect
from filmc.produce.animatic.form import planned
from filmc.produce.animatic.harmony import SCALES, Key, cadence, progression, voiced
from filmc.produce.animatic.instruments import BLOWS, PLAYERS, Tone
from filmc.produce.animatic.level import loudness
from filmc.produce.animatic.music import compose
from filmc.produce.animatic.speech import LEVEL, speak, speakable
from filmc.produce.animatic.synth import RATE, dice
from filmc.produce.animatic.voices import voice_of
from filmc.produce.sounds import make_sounds, sound_key

ENGINE = talker.find_engine()
QUIET = 10 ** (-55 / 20)


def decibels(sound):
    return 20 * np.log10(loudness(sound) + 1e-9)


def mono(sound):
    return sound if sound.ndim == 1 else sound.mean(axis=1)


def centroid(sound):
    power = np.abs(np.fft.rfft(mono(sound))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def pitch(sound):
    """Median fundamental of the voiced parts, by autocorrelation."""
    found = []
    for start in range(0, len(sound) - 2048, 1024):
        part = sound[start : start + 2048].astype(float)
        echo = np.fft.irfft(np.abs(np.fft.rfft(part, 4096)) ** 2)[:2048]
        lag = RATE // 500 + int(np.argmax(echo[RATE // 500 : RATE // 60]))
        if np.sqrt(np.mean(part**2)) > 0.04 and echo[lag] > 0.5 * echo[0]:
            found.append(RATE / lag)
    return float(np.median(found))


def fingerprint(sound):
    """Spectrum in half octaves and loudness over time, each of unit length: what an ear tells sounds apart by."""
    power = np.abs(np.fft.rfft(mono(sound))) ** 2
    octaves = np.log2(np.maximum(np.fft.rfftfreq(len(sound), 1 / RATE), 20) / 20) * 2
    spectrum = np.sqrt(np.bincount(octaves.astype(int), power, 24)[:24])
    shape = np.array([np.sqrt(np.mean(part**2)) for part in np.array_split(mono(sound), 60)])
    return np.concatenate([spectrum / np.linalg.norm(spectrum), shape / np.linalg.norm(shape)])


def check_sound(sound, seconds):
    assert len(sound) == round(seconds * RATE)
    assert sound.dtype == np.float32
    assert np.isfinite(sound).all()
    assert 0.005 < np.abs(sound).max() <= 0.98


# Effects


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_sounds_once_and_as_a_loop(recipe):
    once = effect(SoundRequest(recipe, recipe, 2000, loop=False))
    check_sound(once, 2)
    assert np.abs(once[0]).max() < 1e-3
    assert np.abs(once[-1]).max() < 1e-3
    loop = effect(SoundRequest(recipe, recipe, 4000, loop=True))
    check_sound(loop, 4)
    steps = np.abs(np.diff(loop, axis=0)).max(axis=0)
    assert (np.abs(loop[0] - loop[-1]) <= steps).all(), "the end does not join the start"
    wanted = RECIPES[recipe][1]
    assert decibels(loop) == pytest.approx(wanted, abs=2.5)


def test_no_two_recipes_sound_alike():
    prints = {recipe: fingerprint(effect(SoundRequest(recipe, "", 2500, loop=False))) for recipe in RECIPES}
    near = {
        (a, b): round(float(np.linalg.norm(prints[a] - prints[b])), 3) for a, b in itertools.combinations(prints, 2)
    }
    assert min(near.values()) > 0.25, sorted(near.items(), key=lambda pair: pair[1])[:5]


@pytest.mark.parametrize(
    ("recipe", "plain", "other", "measure", "factor"),
    [
        ("thunder", "thunder", "distant thunder", loudness, 0.6),
        ("siren", "siren", "远处的警笛", centroid, 0.95),
        ("dog", "dog barks", "small dog barks", centroid, 1.15),
        ("laugh", "man laughs", "child laughs", centroid, 1.1),
        ("bell", "church bell", "small bell", centroid, 1.5),
        ("drum", "drum", "soft drum", loudness, 0.7),
    ],
)
def test_words_change_a_sound(recipe, plain, other, measure, factor):
    before, after = (measure(effect(SoundRequest(recipe, words, 2500, loop=False))) for words in (plain, other))
    assert (after <= before * factor) if factor < 1 else (after >= before * factor)


@pytest.mark.parametrize(
    ("words", "recipe"),
    [
        ("mailbox door creaks", "creak"), ("a door slams", "door"), ("knocking", "knock"), ("远处的雷声", "thunder"),
        ("footsteps in the snow", "footsteps"), ("they are clapping", "applause"), ("电话铃响", "phone"),
        ("she types quickly", "typing"), ("a bottle breaks", "glass"), ("waves", "sea"), ("大雨", "rain"),
        ("crickets", "insects"), ("狗叫", "dog"), ("distant traffic", "traffic"), ("ceiling fan", "fan"),
        ("心跳声", "heartbeat"), ("the dragon roars", "roar"), ("翻书", "page"), ("blorb", None), ("", None),
    ],
)  # fmt: skip
def test_free_words_find_their_recipe(words, recipe):
    assert recipe_for(words) == recipe
    assert recipe is None or recipe in RECIPES


# Music


def piece(identity="a", seconds=20.0, **changes):
    plain = MusicRequest(identity, (), "major", 96, 0.5, 0.5, ("piano", "strings"), (), round(seconds * 1000))
    return replace(plain, **changes)


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


# Speech


def line(text="The night train leaves at nine.", language="en", voice="woman", identity="a", **how):
    return SpeechRequest(text, language, voice, identity, **how)


def said(*requests):
    return speak(requests, ENGINE)


def test_four_languages_are_spoken():
    lines = [
        (line("夜里的火车九点开，没有人在等她。", "cmn"), 2.4, 4.6),
        (line("夜班火車九點開出，冇人等佢。", "yue"), 2.0, 4.2),
        (line("The night train leaves at nine. Nobody waits for her.", "en"), 2.8, 4.8),
        (line("よる の きしゃ は くじ に でます。", "ja"), 1.4, 3.2),
    ]
    for (request, least, most), spoken in zip(lines, said(*(each[0] for each in lines)), strict=True):
        assert not spoken.substitute, request
        assert least < len(spoken.samples) / RATE < most, request
        assert decibels(spoken.samples) == pytest.approx(LEVEL, abs=1)
        assert np.abs(spoken.samples).max() <= 0.98
        assert np.abs(spoken.samples[[0, -1]]).max() < QUIET


def test_voices_are_as_their_words_say():
    man, woman, girl, elder, twin = (
        each.samples
        for each in said(
            line(voice="man"), line(), line(voice="little girl"), line(voice="old man"), line(identity="b")
        )
    )
    assert pitch(man) * 1.3 < pitch(woman) < pitch(girl) * 1.1
    assert len(elder) > len(man) * 1.05
    assert not np.array_equal(woman, twin)


def test_a_hundred_characters_with_the_same_words_have_their_own_voices():
    voices = [voice_of("young male, soft", str(n)) for n in range(100)]
    assert len({(v.variant, round(v.pitch, 3), round(v.tract, 3)) for v in voices}) == 100
    assert not any(v.female for v in voices)
    assert all(v.female for v in (voice_of("女声，温柔", str(n)) for n in range(20)))


@pytest.mark.parametrize(
    ("how", "measure", "factor"),
    [
        ({"emotion": "sad", "rate": 0.85}, len, 1.12),
        ({"emotion": "excited", "rate": 1.15}, len, 0.92),
        ({"emotion": "shouting", "energy": 1.5}, loudness, 1.2),
        ({"emotion": "whispering", "energy": 0.4}, loudness, 0.5),
        ({"emotion": "whispering"}, centroid, 1.5),
        ({"pitch": 1.2}, pitch, 1.1),
    ],
)
def test_a_performance_is_heard(how, measure, factor):
    plain, played = (measure(each.samples) for each in said(line(), line(**how)))
    assert (played <= plain * factor) if factor < 1 else (played >= plain * factor)


def test_what_can_not_be_read_is_marked():
    kanji, reading, strange, nothing, rude = said(
        line("手紙を書いた。", "ja"),
        line("手紙（てがみ）を書（か）いた。", "ja"),
        line("bla bla", "xx"),
        line("😀", "en"),
        line("-v [[x]] <speak> \0 \u202e $(rm)", "en"),
    )
    assert kanji.substitute
    assert len(kanji.samples) > 0.8 * RATE
    assert not reading.substitute
    assert strange.substitute
    assert nothing.substitute
    assert loudness(nothing.samples) > 0
    assert not rude.substitute


def test_without_an_engine_murmurs_mark_the_time():
    short, long = speak([line("Yes."), line("The night train leaves at nine. Nobody waits.")], None)
    assert short.substitute
    assert long.substitute
    assert len(short.samples) < RATE
    assert 2 * RATE < len(long.samples) < 5 * RATE
    assert decibels(long.samples) == pytest.approx(LEVEL - 6, abs=1)
    assert centroid(long.samples) < 600


# The cache


REQUESTS = {
    "line": line("Hello there."),
    "kanji": line("手紙", "ja"),
    "music": piece(seconds=3),
    "door": SoundRequest("door", "", 800, loop=False),
    "unknown": SoundRequest("no such recipe", "", 500, loop=False),
}


def test_sounds_are_made_once(tmp_path):
    steps = []
    first = make_sounds(REQUESTS, tmp_path, lambda *step: steps.append(step))
    assert set(first) == set(REQUESTS)
    assert [step[:2] for step in steps] == [(n, 4) for n in range(1, 5)], "two lines are one job"
    assert {key for key, take in first.items() if take.substitute} == {"kanji"}
    assert first["music"].seconds == 3
    assert first["music"].channels == 2
    assert make_sounds(REQUESTS, tmp_path, lambda *_: pytest.fail("made again")) == first
    first["door"].path.write_bytes(first["door"].path.read_bytes()[:1000])
    assert make_sounds(REQUESTS, tmp_path) == first
    assert not list(tmp_path.glob("*.part"))


def test_two_processes_make_the_same_bytes(tmp_path):
    script = (
        "import sys, hashlib, pathlib; sys.path.insert(0, 'tests'); import test_sound as t\n"
        "takes = t.make_sounds(t.REQUESTS, pathlib.Path(sys.argv[1]))\n"
        "print(*(hashlib.sha256(takes[key].path.read_bytes()).hexdigest() for key in t.REQUESTS))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script, tmp_path / run], capture_output=True, check=True).stdout
        for run in "ab"
    ]
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == len(REQUESTS)


def test_work_in_parallel_gives_the_same(tmp_path):
    many = {f"m{n}": piece(str(n), 10) for n in range(5)} | {f"l{n}": line(f"Line {n}.") for n in range(14)}
    takes = make_sounds(many, tmp_path)
    assert len({hashlib.sha256(take.path.read_bytes()).digest() for take in takes.values()}) == len(many)
    alone = make_sounds({"m3": many["m3"]}, tmp_path / "alone")
    assert alone["m3"].path.read_bytes() == takes["m3"].path.read_bytes()


def test_no_voice_and_a_broken_one_give_substitutes(tmp_path, monkeypatch):
    broken = tmp_path / "espeak-ng"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    for wish in ("none", str(broken)):
        monkeypatch.setenv("FILMC_ESPEAK", wish)
        assert make_sounds({"l": line()}, tmp_path)["l"].substitute
    monkeypatch.delenv("FILMC_ESPEAK")
    assert not make_sounds({"l": line()}, tmp_path)["l"].substitute


def test_a_system_program_can_speak(tmp_path, monkeypatch):
    """A stand-in for `espeak-ng` that answers on standard output as it does: a WAV file of unknown length."""
    program = tmp_path / "speaker"
    program.write_text(
        f"#!{sys.executable}\n"
        "import struct, sys, math\n"
        "assert sys.argv[1:3] == ['-v', 'en-us+' + sys.argv[2][6:]] and sys.stdin.read() == '-x hello'\n"
        "body = b''.join(struct.pack('<h', int(9000 * math.sin(n / 20))) for n in range(22050))\n"
        "head = struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', 0x7ffff024, b'WAVE', b'fmt ', 16, 1, 1, 22050, 44100, 2, 16,"
        " b'data', 0x7ffff000)\n"
        "sys.stdout.buffer.write(head + body)\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("FILMC_ESPEAK", str(program))
    take = make_sounds({"l": line("-x hello")}, tmp_path)["l"]
    assert not take.substitute
    assert 0.7 < take.seconds < 1.6


def test_a_crashed_engine_is_started_again():
    with talker._Talker() as speaker:
        good = talker.Utterance("en-us", "Hello.", 160, 50, 50)
        assert speaker.say(good)
        speaker._process.kill()
        speaker._process.wait()
        assert speaker.say(good) is None
        assert speaker.say(good)


def test_keys_name_what_is_asked():
    requests = [*REQUESTS.values(), line("Hello there.", identity="b"), piece(seconds=3.001)]
    assert len({sound_key(request, ENGINE) for request in requests}) == len(requests)
    assert sound_key(line(), ENGINE) != sound_key(line(), None)
    assert sound_key(piece(), ENGINE) == sound_key(piece(), None)
    assert speakable(line("ひらがな", "ja"))
    assert not speakable(line("漢字", "ja"))
