"""What makers of sound are asked for: no names in it, the right variant's voice, moods and instruments in any words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from filmc.ir.film import Appearance, Entity, Film, Guidance, Line, Sound, Theme
from filmc.ir.vocabulary import Mood, Performance, SoundWord
from filmc.lower.mood import instruments_in
from filmc.lower.request import SoundRequest
from filmc.lower.score import is_known, music_request, sound_request
from filmc.lower.voice import speech_request

SAD = Performance(name="sad", voice="sad", rate=0.85, pitch=0.95, energy=0.8)
WHISPER = Performance(name="whispering", voice="whispering", rate=0.9, energy=0.4)


def character(name, voice="", looks="", **variants):
    return Entity(
        name=name,
        kind="character",
        base=Appearance(variant=None, voice=voice, appearance=looks),
        variants=tuple(Appearance(variant=key, voice=words) for key, words in variants.items()),
    )


def asked(cast, speaker, variant=None, performances=()):
    film = Film(entities={entity.name: entity for entity in cast})
    said = Line(speaker=speaker, variant=variant, text="Hello.", language="en", performances=performances)
    return speech_request(film, said)


def test_performances_combine():
    request = asked([character("A", "old man")], "A", performances=(SAD, WHISPER))
    assert request.emotion == "sad, whispering"
    assert (request.rate, request.pitch, request.energy) == (0.765, 0.95, 0.32)


def test_a_variant_has_its_own_voice_or_the_base_one():
    cast = [character("A", "young man", OLD="old man", WET="")]
    assert [asked(cast, "A", variant).voice for variant in (None, "OLD", "WET")] == [
        "young man",
        "old man",
        "young man",
    ]


def test_a_name_is_no_part_of_a_request():
    assert asked([character("A", "man", "tall")], "A") == asked([character("Z", "man", "tall")], "Z")
    one, other = character("A", "man", "tall"), character("B", "man", "short")
    assert asked([one, other], "A") == asked([other, one], "A")


@pytest.mark.parametrize("looks", ["", "tall"])
def test_twins_have_two_voices(looks):
    cast = [character("A", "man", looks), character("B", "man", looks)]
    assert asked(cast, "A").identity != asked(cast, "B").identity


def test_who_is_not_declared_speaks_too():
    assert asked([], "VOICE").identity == "VOICE"


FAN = SoundWord(name="fan", recipe="fan", seconds=4.0, loop=True)
DOOR = SoundWord(name="door slams", recipe="door", seconds=1.2)


@pytest.mark.parametrize(
    ("sound", "request_"),
    [
        (Sound(kind="sfx", what="slam", word=DOOR), SoundRequest("door", "door slams slam", 1200, loop=False)),
        (Sound(kind="sfx", what="fan", word=FAN), SoundRequest("fan", "fan", 12000, loop=True)),
        (Sound(kind="ambience", what="door slams", word=DOOR), SoundRequest("door", "door slams", 12000, loop=True)),
        (Sound(kind="sfx", what="mailbox door creaks"), SoundRequest("creak", "mailbox door creaks", 2000, loop=False)),
        (Sound(kind="sfx", what="blorb"), SoundRequest("tick", "blorb", 2000, loop=False)),
    ],
    ids=lambda value: value.what if isinstance(value, Sound) else "",
)
def test_sounds(sound, request_):
    assert sound_request(sound) == request_
    assert is_known(sound) == (request_.recipe != "tick")


HUSHED = Mood(name="hushed", tempo=70, scale="lydian", energy=0.2, brightness=0.4, instruments=("piano", "pad"))
ACTION = Mood(name="action", tempo=150, scale="minor", energy=0.9, brightness=0.6, instruments=("drums", "strings"))


def music(theme, words=""):
    film = Film(themes={theme.name: theme} if theme else {})
    what = theme.name if theme else words
    return music_request(film, Sound(kind="music", what=what, theme=theme and theme.name), Fraction(81, 4))


def test_a_theme_says_all():
    request = music(
        Theme(
            name="letters",
            mood="astonished, hushed",
            moods=(HUSHED,),
            tempo="108 bpm, quiet but quick",
            bpm=108,
            instruments=("piano lead", "strings pad", "triangle"),
            guidance=Guidance(avoid=("vocals", "drums")),
        )
    )
    assert request.instruments == ("piano", "strings", "triangle")
    assert set(request.avoid) == {"choir", "drums"}
    assert (request.bpm, request.scale, request.milliseconds) == (108, "lydian", 20250)
    assert request.energy < 0.2
    assert "letters" not in request.identity


def test_two_moods_meet_in_the_middle_and_avoided_players_stay_away():
    request = music(Theme(name="x", moods=(HUSHED, ACTION), guidance=Guidance(avoid=("drums",))))
    assert (request.scale, request.bpm, request.energy) == ("lydian", 110, 0.55)
    assert request.instruments == ("piano", "pad", "strings")


@pytest.mark.parametrize(
    ("words", "scale", "tempo", "instrument"),
    [
        ("忧伤的钢琴，慢", "minor", (40, 60), "piano"),
        ("fast chase", "minor", (150, 200), "drums"),
        ("quiet but quick", "major", (100, 120), "piano"),
        ("calm, 61 bpm", "pentatonic", (61, 61), "pad"),
        ("古风，二胡", "pentatonic", (70, 90), "erhu"),
        ("gibberish", "major", (80, 95), "piano"),
    ],
)
def test_music_in_free_words(words, scale, tempo, instrument):
    request = music(None, words)
    assert request.scale == scale
    assert tempo[0] <= request.bpm <= tempo[1]
    assert instrument in request.instruments
    assert request.identity == words


@pytest.mark.parametrize(
    ("words", "instruments"),
    [
        ("piano lead, strings pad, triangle", ("piano", "strings", "triangle")),
        ("钢琴、弦乐和竖琴", ("piano", "strings", "harp")),
        ("ambient pad", ("pad",)),
        ("music box and double bass", ("music-box", "bass")),
        ("kazoo", ()),
    ],
)
def test_instruments_in_words(words, instruments):
    assert instruments_in(words) == instruments
