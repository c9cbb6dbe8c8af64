"""Speech, measured: languages, voices, performances, and what marks a substitute."""

from __future__ import annotations

import numpy as np
import pytest
from hearing import QUIET, centroid, decibels, line, pitch

from filmc.produce.animatic import talker
from filmc.produce.animatic.level import loudness
from filmc.produce.animatic.speech import LEVEL, speak
from filmc.produce.animatic.synth import RATE
from filmc.produce.animatic.voices import voice_of

ENGINE = talker.find_engine()


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


@pytest.mark.parametrize("engine", [ENGINE, None])
def test_any_text_at_any_pace_gives_sound(engine):
    texts = ("", "\n", "。。。", "ー", "１２３", "ha " * 12)
    lines = [line(text, tag, "", rate=0, pitch=0, energy=0) for text in texts for tag in ("", "zh-Hant-HK", "ja")]
    for request, spoken in zip(lines, speak(lines, engine), strict=True):
        assert np.isfinite(spoken.samples).all(), request
        assert len(spoken.samples) > RATE // 10, request
        assert loudness(spoken.samples) > 0.005, request
