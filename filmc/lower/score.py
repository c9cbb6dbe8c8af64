"""Sounds and music of the film → what a maker of sound is asked for."""

from __future__ import annotations

from fractions import Fraction

from filmc.ir.film import Film, Sound, Theme
from filmc.ir.vocabulary import Mood
from filmc.lower.foley import recipe_for
from filmc.lower.mood import PLAIN, Feeling, feeling, instruments_in, turned
from filmc.lower.request import MusicRequest, SoundRequest
from filmc.lower.said import called, said, said_in

EFFECT = Fraction(2)
"""Seconds of an effect whose word says no length."""
LOOP = Fraction(12)
"""Seconds of a loop, at least: long enough that the ear does not hear it come back."""
UNKNOWN = "tick"
"""The recipe of words that mean no sound that we know: a small neutral touch."""


def sound_request(sound: Sound) -> SoundRequest:
    """Return the request for an effect or ambience.

    A declared word says recipe and length, free words are looked up, and where neither tells (see `is_known`)
    it is a small neutral touch.
    """
    word = sound.word
    loop = sound.kind == "ambience" or bool(word and word.loop)
    seconds = Fraction(word.seconds).limit_denominator(1000) if word else EFFECT
    return SoundRequest(
        recipe=_recipe(sound) or UNKNOWN,
        words=_words(sound),
        milliseconds=round(1000 * (max(seconds, LOOP) if loop else seconds)),
        loop=loop,
    )


def _words(sound: Sound) -> str:
    """Return the author's words, with what a declared word stands for; of an own one its name is no part."""
    if sound.word is None:
        return sound.what
    only = sound.word.own and called(sound.word, sound.what)
    return " ".join(dict.fromkeys([said(sound.word), *(() if only else (sound.what,))]))


def is_known(sound: Sound) -> bool:
    """Tell whether we know what the sound's words mean; the caller warns where not."""
    return _recipe(sound) is not None


def _recipe(sound: Sound) -> str | None:
    return (sound.word and sound.word.recipe) or recipe_for(sound.what)


def music_request(film: Film, sound: Sound, seconds: Fraction) -> MusicRequest:
    """Return the request for `seconds` of the music that `sound` names: a theme, or words that describe it.

    The theme's words are its identity, not its name. Words that are no mood and no instrument still tell one
    piece from another.
    """
    theme = film.themes.get(sound.theme or "")
    return _theme_music(theme, seconds) if theme else _free_music(sound.what, seconds)


def _theme_music(theme: Theme, seconds: Fraction) -> MusicRequest:
    told = said_in(theme.mood, [word for word in theme.moods if word.own])
    words = f"{told}, {theme.tempo}"
    mood = turned(_mean(theme.moods) if theme.moods else feeling(words) or PLAIN, words)
    avoid = tuple(name for part in theme.guidance.avoid for name in instruments_in(part))
    asked = tuple(name for part in theme.instruments for name in instruments_in(part))
    return MusicRequest(
        identity="; ".join((told, theme.tempo, ", ".join(theme.instruments))),
        moods=tuple(said(word) for word in theme.moods),
        scale=mood.scale,
        bpm=round(theme.bpm or mood.tempo, 2),
        energy=round(mood.energy, 3),
        brightness=round(mood.brightness, 3),
        instruments=asked or tuple(name for name in mood.instruments if name not in avoid),
        avoid=avoid,
        milliseconds=round(1000 * seconds),
    )


def _free_music(words: str, seconds: Fraction) -> MusicRequest:
    mood = turned(feeling(words) or PLAIN, words)
    return MusicRequest(
        identity=words,
        moods=(),
        scale=mood.scale,
        bpm=round(mood.tempo, 2),
        energy=round(mood.energy, 3),
        brightness=round(mood.brightness, 3),
        instruments=instruments_in(words) or mood.instruments,
        avoid=(),
        milliseconds=round(1000 * seconds),
    )


def _mean(moods: tuple[Mood, ...]) -> Feeling:
    """Several moods at once: numbers in the middle, scale of the first, a few players of each."""
    number = len(moods)
    players = dict.fromkeys(name for mood in moods for name in mood.instruments[: 4 if number == 1 else 2])
    return Feeling(
        moods[0].scale,
        sum(mood.tempo for mood in moods) / number,
        sum(mood.energy for mood in moods) / number,
        sum(mood.brightness for mood in moods) / number,
        tuple(players),
    )
