"""Effects, measured: levels, lengths, seams, what differs from what."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hearing import centroid, check_sound, decibels, fingerprint

from filmc.lower.foley import recipe_for
from filmc.lower.request import SoundRequest
from filmc.produce.animatic.effects import RECIPES, effect
from filmc.produce.animatic.level import CEILING, loudness


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


@pytest.mark.parametrize(("milliseconds", "loop"), [(0, False), (7, True), (90, True)])
def test_however_short_a_sound_is_it_can_be_made(milliseconds, loop):
    for recipe in RECIPES:
        sound = effect(SoundRequest(recipe, "", milliseconds, loop))
        assert np.isfinite(sound).all(), recipe
        assert np.abs(sound).max() <= CEILING, recipe
