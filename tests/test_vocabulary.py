"""The standard library of film words: broad enough, whole, told apart by name, by number and on screen."""

from __future__ import annotations

import re
import runpy
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from filmc.base.diagnostic import Notes
from filmc.frontend.declare import declare
from filmc.frontend.library import library
from filmc.frontend.printer import format_file
from filmc.frontend.screenplay import Declaration, Kind, Names, fold
from filmc.ir.film import CameraMove
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import Mix, Move, SoundWord, TransitionWord, Treatment, Word
from filmc.ir.words import Words, words
from filmc.lower.camera import CameraState, camera_at, placement
from filmc.lower.fragments import check_fragment

AT_LEAST: dict[Kind, int] = {
    "size": 14, "angle": 12, "move": 36, "setup": 28, "performance": 36, "blocking": 26,
    "transition": 18, "look": 16, "light": 16, "mood": 20, "sound": 60,
}  # fmt: skip
IN_A_SHOT: tuple[Kind, ...] = ("size", "angle", "move", "setup", "light", "look", "performance", "blocking")
"""Kinds that stand side by side in a shot's phrases, where one name must mean one thing."""

TOLD_APART: tuple[Kind, ...] = ("size", "angle", "performance", "look", "light", "mood", "transition", "setup")
"""Kinds whose words must differ in more than their names and prompts."""

REACH = {
    "pan": (-14, 14), "tilt": (-9, 9), "roll": (-20, 20), "truck": (-0.25, 0.25), "pedestal": (-0.25, 0.25),
    "dolly": (-0.25, 0.6), "zoom": (0.85, 1.8), "orbit": (-35, 35), "shake": (0, 1), "focus": (-1, 1),
}  # fmt: skip
"""How far a move may go without leaving what is drawn around a panel."""

FRAMES = 96
VISIBLE = 0.05
"""Of the frame's width: two moves must once be that far apart, in some plane, to be seen as two."""

DOCS = Path(__file__).parent.parent / "docs"

CHINESE = re.compile("[\u4e00-\u9fff]")


@cache
def names() -> Names:
    return declare(Notes(), library())


@cache
def vocabulary() -> Words:
    return words(Notes(), names())


@cache
def all_words(kind: Kind) -> tuple[Word, ...]:
    return tuple(word_of(kind, declaration) for declaration in names().all(kind))


def word_of(kind: Kind, declaration: Declaration) -> Word:
    word = vocabulary().find(kind, declaration.name.value)
    assert word, declaration.name.value
    return word


def numbers(word: Word) -> str:
    return repr(word.model_dump(exclude={"name", "also", "meaning", "prompt", "avoid"}))


def test_the_library_compiles_without_a_word() -> None:
    notes = Notes()
    found = declare(notes, library())
    table = words(notes, found)
    for kind in AT_LEAST:
        for declaration in found.all(kind):
            assert table.find(kind, declaration.name.value)
    assert notes.found == []


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_are_enough_words_of_each_kind(kind: Kind) -> None:
    assert len(all_words(kind)) >= AT_LEAST[kind]


@pytest.mark.parametrize("kind", AT_LEAST)
def test_every_word_is_whole(kind: Kind) -> None:
    notes = Notes()
    for word, declared in zip(all_words(kind), names().all(kind), strict=True):
        assert word.meaning, word.name
        assert "\n" not in word.meaning, word.name
        assert word.prompt.strip(), word.name
        assert not word.prompt.rstrip().endswith((",", ".")), word.name
        assert any(CHINESE.search(name) for name in word.also), word.name
        assert any(name.isascii() for name in word.also), word.name
        check_fragment(notes, word.prompt, frozenset({"subject", *word.parameters}), declared.name.span)
    assert notes.found == []


@pytest.mark.parametrize("kinds", [*((kind,) for kind in AT_LEAST), IN_A_SHOT], ids="-".join)
def test_one_name_means_one_thing(kinds: tuple[Kind, ...]) -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for kind in kinds:
        for word in all_words(kind):
            for name in (word.name, *word.also):
                owners[fold(name)].append(f"{kind} {word.name}")
    assert {name: owner for name, owner in owners.items() if len(owner) > 1} == {}


@pytest.mark.parametrize("kind", TOLD_APART)
def test_words_differ_in_more_than_their_names(kind: Kind) -> None:
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in all_words(kind):
        alike[numbers(word)].append(word.name)
    assert [group for group in alike.values() if len(group) > 1] == []


def test_every_move_is_seen_to_be_another() -> None:
    tracks = {move.name: track(move) for move in moves()}
    near = {
        (one, other): apart
        for one, other in combinations(tracks, 2)
        if (apart := float(np.abs(tracks[one] - tracks[other]).max())) < VISIBLE
    }
    assert near == {}


def test_no_move_leaves_what_is_drawn() -> None:
    outside = [
        (move.name, curve.axis)
        for move in moves()
        for curve in move.axes
        if min(curve.values) < REACH[curve.axis][0] or max(curve.values) > REACH[curve.axis][1]
    ]
    assert outside == []


def test_what_the_animatic_can_do_is_all_named() -> None:
    mixes = {word.mix for word in all_words("transition") if isinstance(word, TransitionWord)}
    treatments = {getattr(word, "treatment", "") for word in all_words("look")}
    assert (set(get_args(Mix)) - mixes, set(get_args(Treatment)) - treatments) == (set(), set())


def test_every_sound_has_a_recipe() -> None:
    from filmc.produce.animatic.effects import RECIPES

    named = {word.recipe for word in all_words("sound") if isinstance(word, SoundWord)}
    assert named == set(RECIPES)


def test_the_library_is_formatted() -> None:
    assert [file.source.file for file in library() if format_file(file) != file.source.text] == []


CREW_TABLE: dict[Kind, str] = {
    "size": "大远景=extreme wide, 远景=very wide, 全景=full, 中景=medium, 中近景=tight medium, 近景=medium close-up, "
    "特写=close-up, 大特写=big close-up, MCU=medium close-up, ecu=extreme close-up, wide shot=wide",
    "angle": "仰拍=low angle, 俯拍=high angle, 平视=eye level, 鸟瞰=bird's eye, 荷兰角=dutch, top shot=overhead",
    "move": "固定=static, 推=push in, 拉=pull out, 摇=pan right, 移=truck right, 跟=follow, 升=pedestal up, "
    "降=pedestal down, 甩=whip pan right, 环绕=orbit right, 手持=handheld, 希区柯克变焦=dolly zoom in, locked=static",
    "setup": "过肩=over the shoulder, 双人=two shot, 主观=POV, 反应镜头=reaction, 空镜=empty frame, "
    "OTS=over the shoulder",
    "performance": "悲伤=sad, 愤怒=angry, 低语=whispering, sobbing=crying",
    "blocking": "走=walk, walks=walk, 跑=run, sat down=sit down, 回头=look back",
    "transition": "叠化=dissolve, 淡入=fade from black, 淡出=fade to black, 划=wipe left, 闪白=flash, cut to=cut",
    "look": "水墨=ink-wash, 赛博朋克=neon-cyberpunk, film noir=film-noir",
    "light": "逆光=backlight, 烛光=candlelight, magic hour=golden hour",
    "mood": "紧张=tense, 史诗=epic, wonder=astonished",
    "sound": "mailbox door creaks=mailbox, 脚步声=footsteps, 雷声=thunder, ceiling fan=fan",
}


@pytest.mark.parametrize("kind", CREW_TABLE)
def test_a_crew_writes_as_it_is_used_to(kind: Kind) -> None:
    wanted = dict(entry.split("=") for entry in CREW_TABLE[kind].split(", "))
    found = {written: vocabulary().find(kind, written) for written in wanted}
    assert {written: word and word.name for written, word in found.items()} == wanted


def test_the_page_shows_the_library() -> None:
    made = runpy.run_path(str(DOCS / "make_vocabulary.py"))["page"]()
    assert (DOCS / "vocabulary.md").read_text("utf-8") == made, "run: python docs/make_vocabulary.py"


def moves() -> Iterable[Move]:
    return (word for word in all_words("move") if isinstance(word, Move))


def track(move: Move) -> np.ndarray:
    """Where four planes of the picture are in each frame of the move, all in frame widths (as a corner shows them)."""
    camera = (CameraMove(move=move, shot_range=FrameRange(0, FRAMES)),)
    return np.array([seen(camera_at(camera, frame), frame) for frame in range(FRAMES)])


def seen(state: CameraState, frame: int) -> tuple[float, ...]:
    planes = [placement(state, depth, 16 / 9, frame) for depth in (0.6, 1.0, 3.0, 20.0)]
    corners = [(plane.scale / 2, plane.roll * 0.0175 / 2, plane.dx, plane.dy) for plane in planes]
    return (*(measure for corner in corners for measure in corner), state.focus * 0.2)
