"""Small whole films that each prove one thing, by measuring the file that comes out."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from measure import RATE, SMALL, Result, build, distance, level, similarity
from screen import frames_of, times_of

import filmc
from filmc.frontend.value import Size
from filmc.ir.frames import snap
from filmc.lower.breakdown import speech_job
from filmc.lower.options import Options
from filmc.render.delivery import studio_of
from filmc.render.snapshot import snapshot
from filmc.tools.cli import run

PROJECTS = Path(__file__).parent / "projects"
SOAK = bool(os.environ.get("FILMC_SOAK"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for films, with a cache that all tests of this file share."""
    folder = tmp_path_factory.mktemp("films")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FILMC_CACHE", str(folder / "cache"))
        yield folder


def film(home: Path, name: str, options: Options | None = None) -> Result:
    return build(PROJECTS / name, home / f"{name}.mp4", options)


def told(home: Path, text: str, name: str, size: Size = SMALL) -> Result:
    (home / name).mkdir(exist_ok=True)
    (home / name / "main.film").write_text(text, "utf-8")
    return build(home / name, home / f"{name}.mp4", Options(size=size, quality="draft"))


# Mouths


def test_only_the_mouth_of_who_speaks_moves(home: Path) -> None:
    talk, thought, silent = (film(home, name) for name in ("talk", "thought", "silent"))
    assert np.array_equal(thought.frames, silent.frames)
    moved = np.abs(talk.frames.astype(np.int16) - thought.frames) > 12
    (ann, of_ann), (ben, of_ben) = talk.lines()
    assert (ann.speaker, ben.speaker) == ("ANN", "BEN")
    left, right = (moved[:, :, half].sum(axis=(1, 2)) for half in (slice(0, 96), slice(96, 192)))
    for mine, other, frames in ((left, right, of_ann), (right, left, of_ben)):
        during = slice(frames.start + 2, frames.end - 2)
        assert (mine[during] > 0).mean() > 0.4
        assert other[during].max() <= 2  # the encoder's own
    between = slice(of_ann.end + 4, of_ben.start - 1)
    assert moved[between].sum(axis=(1, 2)).max() <= 2
    rows = np.nonzero(moved)[1]
    assert np.ptp(np.percentile(rows, (2, 98))) < 0.15 * SMALL.height  # only mouths, not bodies


# Words


@pytest.fixture(scope="module")
def worded(home: Path) -> tuple[Result, np.ndarray]:
    """The film with its words, and where they are: what differs from the same film without any."""
    result = film(home, "captions")
    text = (PROJECTS / "captions" / "main.film").read_text("utf-8")
    bare = "\n".join(line for line in text.split("\n") if "text (" not in line and "subtitles:" not in line)
    return result, np.abs(result.frames.astype(np.int16) - told(home, bare, "wordless").frames)


def test_words_come_and_go_at_their_times_and_can_be_read(worded: tuple[Result, np.ndarray]) -> None:
    result, changes = worded
    for label, start, end in (("title", 24, 72), ("third", 36, 60), ("sign", 12, 48)):
        frames = result.shot(label).film_range
        seen = np.nonzero((changes[frames.start : frames.end] > 12).sum(axis=(1, 2)) > 20)[0]
        assert abs(seen[0] - start) <= 1, (label, seen)
        assert abs(seen[-1] + 1 - end) <= 1, (label, seen)
        middle = frames.start + (start + end) // 2
        letters = changes[middle] > 60
        near = cv2.dilate(letters.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool) & ~letters
        words = result.frames[middle]
        assert np.percentile(words[letters], 90) - np.median(words[near]) > 70, label  # light on its ground


def test_words_in_a_picture_lie_in_their_corners_and_stay_in_their_shot(worded: tuple[Result, np.ndarray]) -> None:
    result, changes = worded
    wall = result.shot("wall").film_range
    assert (changes[wall.start : wall.end] > 12).any(axis=(1, 2)).all()
    assert not (changes[wall.end : wall.end + 24] > 12).any()
    rows, columns = np.nonzero(changes[wall.start + 12] > 12)
    assert 0.28 * SMALL.height < rows.min() < rows.max() < 0.62 * SMALL.height
    assert 0.18 * SMALL.width < columns.min() < columns.max() < 0.82 * SMALL.width
    assert np.ptp(rows) > 0.12 * SMALL.height  # and fill it


def test_a_burned_subtitle_stands_while_its_line_is_spoken(worded: tuple[Result, np.ndarray]) -> None:
    result, changes = worded
    start, end = result.shot("wall").film_range.end, result.shot("said").film_range.end
    ((_, spoken),) = result.lines()
    seen = np.nonzero((changes[start:end] > 12).sum(axis=(1, 2)) > 20)[0] + start
    assert abs(seen[0] - spoken.start) <= 1
    assert abs(seen[-1] + 1 - spoken.end) <= 1


# Pictures that hang together


@pytest.fixture(scope="module")
def joined(home: Path) -> Result:
    return film(home, "continuity")


def card() -> np.ndarray:
    picture = cv2.imread(str(PROJECTS / "continuity" / "card.png"), cv2.IMREAD_GRAYSCALE)
    return cv2.resize(picture, (SMALL.width, SMALL.height), interpolation=cv2.INTER_AREA)


def composed(result: Result, label: str, frame: int) -> np.ndarray:
    """Return a frame as it was before the encoder saw it."""
    timeline = result.cut.timeline
    clip = next(segment.clip for segment in timeline.segments if segment.clip.shot == result.shot(label).id)
    return snapshot(clip, frame % clip.frames, studio_of(timeline, PROJECTS / "continuity"))


def test_a_shot_begins_with_the_last_frame_of_another(joined: Result) -> None:
    assert distance(composed(joined, "first", -1), composed(joined, "second", 0)) == 0
    assert similarity(joined.seen("first")[-1], joined.seen("second")[0]) > 0.95
    assert similarity(joined.seen("first")[0], joined.seen("second")[0]) < 0.9


def test_a_shot_goes_from_its_start_picture_to_its_end_picture(joined: Result) -> None:
    morph = joined.seen("morph")
    assert similarity(morph[0], card()) > 0.9
    assert distance(composed(joined, "morph", -1), composed(joined, "first", 0)) == 0
    assert similarity(morph[-1], joined.seen("first")[0]) > 0.95


def test_an_insert_lies_in_its_quad(joined: Result) -> None:
    board = joined.seen("board")[24]
    width, height = SMALL.width, SMALL.height
    part = board[int(0.2 * height) : int(0.7 * height), int(0.2 * width) : int(0.6 * width)]
    wanted = cv2.resize(card(), part.shape[::-1], interpolation=cv2.INTER_AREA)
    assert similarity(part, wanted) > 0.7
    assert distance(part, wanted) < 8


def test_a_thing_goes_along_its_path(joined: Result) -> None:
    kite = joined.seen("kite").astype(np.int16)
    still = np.median(kite, axis=0)
    middles = [float(np.argwhere(np.abs(frame - still) > 25)[:, 1].mean()) / SMALL.width for frame in kite[[8, 50, 92]]]
    assert middles[0] == pytest.approx(0.2, abs=0.12)
    assert middles[2] == pytest.approx(0.8, abs=0.12)
    assert middles[0] < middles[1] < middles[2]


def test_footage_plays_its_own_frames(joined: Result) -> None:
    source = frames_of(PROJECTS / "continuity" / "street.mp4", _size(PROJECTS / "continuity" / "street.mp4"))[25:75]
    shown = joined.seen("archive")
    assert len(shown) == 50
    for number in (0, 17, 49):
        height = SMALL.height
        scaled = cv2.resize(
            source[number], (round(source.shape[2] * height / source.shape[1]), height), interpolation=cv2.INTER_AREA
        )
        near = [
            similarity(_fit(cv2.resize(each, scaled.shape[::-1], interpolation=cv2.INTER_AREA)), shown[number])
            for each in (source[number], source[(number + 25) % 50])
        ]
        assert near[0] > near[1]
        assert near[0] > 0.8


def _size(path: Path) -> tuple[int, int]:
    video = cv2.VideoCapture(str(path))
    return int(video.get(cv2.CAP_PROP_FRAME_WIDTH)), int(video.get(cv2.CAP_PROP_FRAME_HEIGHT))


def _fit(picture: np.ndarray) -> np.ndarray:
    """Return a picture as it fills the small frame: scaled to cover it, cut around its middle."""
    height, width = picture.shape
    scale = max(SMALL.width / width, SMALL.height / height)
    large = cv2.resize(picture, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    top, left = (large.shape[0] - SMALL.height) // 2, (large.shape[1] - SMALL.width) // 2
    return large[top : top + SMALL.height, left : left + SMALL.width]


# Sound


@pytest.fixture(scope="module")
def heard(home: Path) -> Result:
    return film(home, "hearing")


def over(sound: np.ndarray, start: float, end: float) -> float:
    """Return the level of a sound between two seconds."""
    return level(sound[round(start * RATE) : round(end * RATE)])


def test_music_gives_way_to_a_line_and_comes_back(heard: Result) -> None:
    plain, under = heard.bus("music", ducked=False), heard.bus("music")
    spoken = next(frames for _, frames in heard.lines())
    start, end = float(spoken.start / 24), float(spoken.end / 24)
    lost = over(plain, start + 0.1, end - 0.3) - over(under, start + 0.1, end - 0.3)
    assert 6 <= lost <= 12
    assert over(under, start - 1, start - 0.2) == pytest.approx(over(plain, start - 1, start - 0.2), abs=0.1)
    assert over(under, end + 0.6, end + 1.4) == pytest.approx(over(plain, end + 0.6, end + 1.4), abs=0.1)


def test_a_line_is_heard_before_its_picture_is_seen(heard: Result) -> None:
    (_, spoken), shot = list(heard.lines())[1], heard.shot("late")
    assert shot.film_range.start - spoken.start == 24
    speech = heard.bus("speech")
    cut = shot.film_range.start / 24
    assert over(speech, cut - 0.9, cut - 0.1) > -40
    assert over(speech, cut - 2, cut - 1.05) < -90


def test_music_fades_and_stops(heard: Result) -> None:
    music = heard.bus("music", ducked=False)
    stop = heard.shot("quiet").film_range.start / 24
    before, fading, gone = (over(music, stop + at, stop + at + 0.5) for at in (-0.5, 1.4, 2.1))
    assert before > -45
    assert before - fading > 3
    assert gone < -100


def test_beds_cross_where_scenes_meet(heard: Result) -> None:
    wind, sea = (clip for clip in heard.cut.timeline.sounds if clip.bus == "ambience")
    border = heard.shot("late").film_range.start / 24
    assert wind.start + wind.length - border == border - sea.start == Fraction(1, 4)
    beds = heard.bus("ambience", ducked=False)
    levels = [over(beds, border + at, border + at + 0.25) for at in (-2, -0.125, 2)]
    assert min(levels) > -52  # audible
    assert min(levels[0], levels[2]) - 4 < levels[1] < max(levels[0], levels[2]) + 4


def test_an_auto_shot_is_as_long_as_its_line_and_its_handles(heard: Result) -> None:
    shot = heard.shot("late")
    take = heard.cut.takes[speech_job(heard.film, shot.lines[0]).key]
    assert shot.frames == max(snap(take.seconds - 1 + Fraction(3, 5), Fraction(24)), 48)


# Time


def test_a_rate_that_is_no_whole_number_is_kept_exactly(home: Path) -> None:
    result = film(home, "ntsc")
    rate = Fraction(24000, 1001)
    assert result.film.settings.rate == rate
    times = times_of(result.path)
    assert len(times) == result.film.frames == len(result.frames)
    assert all(abs(Fraction(time, 90_000) - n / rate) < Fraction(1, 45_000) for n, time in enumerate(times))
    assert abs(len(result.sound) - result.film.frames / rate * RATE) <= 1


def test_the_end_roll_begins_at_once_and_ends_with_its_last_name(home: Path) -> None:
    result = film(home, "ntsc")
    roll = result.frames[-result.film.credit_frames :]
    assert len(roll) / 24 == pytest.approx(3 + 3 * 1.2, abs=0.1)
    lit = np.nonzero(roll.reshape(len(roll), -1).max(axis=1) > 80)[0]
    assert lit[0] < 24
    assert len(roll) - lit[-1] < 24


def test_a_fade_ends_in_its_colour_and_lasts_as_written(home: Path) -> None:
    result = film(home, "ntsc")
    last = result.frames[: -result.film.credit_frames]
    light = last.reshape(len(last), -1).mean(axis=1)
    assert light[-1] < 2
    assert 23 <= np.argmin(np.abs(light[::-1] - 0.97 * light[-40])) <= 26


# Edits


def test_an_unchanged_film_is_not_made_again_and_an_edit_makes_only_what_it_touches(home: Path) -> None:
    (home / "edit").mkdir()
    shutil.copy(PROJECTS / "edit" / "main.film", home / "edit")
    main, out, options = home / "edit" / "main.film", home / "edit" / "film.mp4", Options(size=SMALL, quality="draft")

    def made() -> int:
        return build(main.parent, out, options).built.delivered.rendered.made

    assert made() == 4
    first = out.read_bytes()
    assert made() == 0
    assert out.read_bytes() == first
    main.write_text(main.read_text().replace("(title): Two", "(title): Three"))
    assert made() == 1
    main.write_text(main.read_text().replace("Good morning", "Good evening"))
    assert made() == 0  # a voice over changes no picture
    main.write_text(main.read_text().replace("shot c: wide, static, 2s", "shot see: wide, static, 2s"))
    assert made() == 0


@pytest.mark.parametrize(
    ("asked", "shape", "files"),
    [
        (("--size", "160x90"), (156, 90, 160), {"film.en.srt", "film.ja.srt", "film.zh.srt"}),
        (("--size", "90p"), (156, 90, 160), {"film.en.srt"}),
        (("--scene", "second"), (48, 270, 480), set()),
        (("--shot", "b", "--size", "160x90"), (72, 90, 160), {"film.en.srt"}),
        (("--shot", "1-1", "--size", "160x90", "--subtitles", "none"), (48, 90, 160), set()),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_build_makes_what_it_is_asked_for(tmp_path: Path, asked, shape, files) -> None:
    out = tmp_path / "film.mp4"
    assert run(["build", str(PROJECTS / "edit" / "main.film"), "-o", str(out), "--draft", *asked]) == 0
    assert frames_of(out, shape[:0:-1]).shape == shape
    there = {path.name for path in tmp_path.iterdir()}
    assert files <= there
    if not files:
        assert there == {"film.mp4"}


def test_subtitles_are_burned_in_the_language_that_is_asked_for(home: Path) -> None:
    plain, ja, en = (
        film(
            home, "edit", Options(size=SMALL, quality="draft", shots=("b",), subtitles=mode, language=language)
        ).frames.astype(np.int16)
        for mode, language in (("none", None), ("burned", "ja"), ("burned", "en"))
    )
    for one, other in combinations((plain, ja, en), 2):
        assert (np.abs(one - other) > 60).sum() > 100


# Every word of the library on the screen


STDLIB = Path(filmc.__file__).parents[1] / "stdlib"


def names(kind: str) -> list[str]:
    return re.findall(rf"(?m)^{kind} ([^(\n]+)$", (STDLIB / f"{kind}s.film").read_text("utf-8"))


def alike(seen: dict[str, np.ndarray], least: float) -> list[str]:
    """Return the pairs that differ by less than `least` in the frame in which they differ most."""
    return [
        f"{one} = {other} ({apart:.1f})"
        for one, other in combinations(seen, 2)
        if (apart := np.abs(seen[one] - seen[other]).mean(axis=(1, 2)).max()) < least
    ]


def test_every_transition_is_seen_and_no_two_are_alike(home: Path) -> None:
    words = names("transition")
    pairs = (
        f"    shot a{n}: static, 2s\n        start: card.png\n\n    transition: {word}\n\n"
        f"    shot b{n}: static, 2s\n        start: dark.png\n\n"
        for n, word in enumerate(words)
    )
    (home / "transitions").mkdir()
    shutil.copy(PROJECTS / "continuity" / "card.png", home / "transitions")
    cv2.imwrite(
        str(home / "transitions" / "dark.png"), cv2.imread(str(PROJECTS / "continuity" / "card.png"))[::-1] // 3
    )
    result = told(home, f"scene EXT. FIELD - DAY\n\n{''.join(pairs)}", "transitions", Size(96, 54))
    seen = {}
    for n, word in enumerate(words):
        join = result.shot(f"b{n}").film_range.start
        seen[word] = result.frames[join - 40 : join + 40].astype(np.int16)
        fades = (result.shot(f"a{n}").transition_out, result.shot(f"b{n}").transition_in)
        leaving, entering = (fade.frames if fade else 0 for fade in fades)
        first, *between, last = result.frames[join - leaving - 2 : join + entering + 2]
        mixed = sum(distance(frame, first) > 2 and distance(frame, last) > 2 for frame in between)
        lasts = leaving + entering  # some begin and end too gently to be seen
        assert lasts * 0.5 <= mixed <= lasts, word
    assert not alike(seen, 4.0)


def test_every_move_is_seen_and_no_two_are_alike(home: Path) -> None:
    words = names("move")[:: 1 if SOAK else 3]
    cast = "character ANN\n    appearance: woman of thirty, long black hair\n    wardrobe: red dress\n\n"
    shots = "".join(
        f"    shot m{n}: medium full, {word}, 0.25s\n        ANN waits.\n\n" for n, word in enumerate(words)
    )
    result = told(
        home, f"{cast}scene EXT. SEA - DAY\n\n{shots}", "moves", Size(96, 54)
    )  # no trees: it is drawn 60 times
    seen = {word: result.seen(f"m{n}").astype(np.int16) for n, word in enumerate(words)}
    assert not alike(seen, 1.0)
