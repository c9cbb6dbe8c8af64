"""Two speakers in one clip, and a model that moves the mouth of the only face it sees: which mouth moves in the film."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from screen import frames_of

from filmc.base.diagnostic import Notes
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.world import DiskWorld, MemoryWorld
from filmc.frontend.value import Size
from filmc.lower.faces import Face, Staging
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph, job_graph
from filmc.lower.masks import alone
from filmc.lower.options import Options
from filmc.lower.request import FaceLipSyncRequest, LipSyncRequest, MergeRequest
from filmc.lower.target import Target
from filmc.produce.assembly import assemble
from filmc.produce.choice import add, pick
from filmc.produce.locked import Block, Lock, Take
from filmc.produce.models import known_models
from filmc.produce.origin import Origin
from filmc.produce.plan.plan import Plan
from filmc.produce.plan.planner import plan_of
from filmc.produce.shoot.order import inputs_of
from filmc.produce.survey import Surveyed
from filmc.render.encode import Quality, encode
from filmc.render.planes import Frame, to_planes
from filmc.session import Lowered, Session

CAST = """\
character ANN
    appearance: woman of thirty, long black hair

character BEN
    appearance: man of forty, short brown hair

"""
FILM = f"""\
film Two Mouths
    fps: 12

{CAST}scene field: EXT. FIELD - DAY

    shot both: medium, static, 3s
        with: ANN left, BEN right
        ANN (at 0.25s): Do you remember?
        BEN (at 1.75s): Everything.
"""
CONFIG = """\
target = "t"

[targets.t]
video = "emulator:clip-1"
speech = "emulator:voice-1"
lip-sync = "emulator:lips-1"
enhance = "emulator:better-1"
size = "192x108"
"""
RATE = Fraction(12)
WIDE, HIGH = 192, 108
SKIN, DARK = (214, 170, 140), (40, 10, 10)


# -- two faces drawn, and a model that moves the mouth of the only face it sees ----------------------------------------


def video(pictures: list[np.ndarray], path: Path) -> bytes:
    def frames() -> Iterator[Frame]:
        for picture in pictures:
            frame = Frame(WIDE, HIGH)
            planes = to_planes(np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)]))
            for plane, drawn in zip(frame.planes, (planes.y, planes.u, planes.v), strict=True):
                plane[:] = drawn
            yield frame

    encode(frames(), path, find_ffmpeg(), RATE, Quality("test", "veryfast", 12, 64, 0.15)).finish()
    return path.read_bytes()


def clip(path: Path, shade: int = 0) -> bytes:
    """Two faces before a wall, which moves a little, as clips do."""
    pictures = []
    for number in range(36):
        picture = np.full((HIGH, WIDE, 3), (70, 90, 120 + shade), np.uint8)
        picture[:, (number % 4) * 3 :: 24] = (90, 110, 140)
        for x in (60, 132):
            cv2.circle(picture, (x, 40), 18, SKIN, -1)
        pictures.append(picture)
    return video(pictures, path)


def moved_lips(shown: Path, track: Path, path: Path, lips: tuple[int, int, int] = DARK) -> bytes:
    """Return the clip with the mouth of the most prominent face open while the track is heard."""
    pictures = [picture.copy() for picture in frames_of(shown, (WIDE, HIGH), "rgb24")]
    skin = (np.abs(pictures[0].astype(int) - SKIN).sum(axis=2) < 60).astype(np.uint8)
    count, _, stats, middles = cv2.connectedComponentsWithStats(skin)
    faces = [number for number in range(1, count) if stats[number, cv2.CC_STAT_AREA] > 200]
    assert len(faces) == 1, "it is shown one face"
    x, y = (round(side) for side in middles[max(faces, key=lambda number: stats[number, cv2.CC_STAT_AREA])])
    with wave.open(str(track)) as sound:
        heard, samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16), sound.getframerate()
    for number, picture in enumerate(pictures):
        part = heard[round(number * samples / RATE) : round((number + 1) * samples / RATE)]
        if len(part) and np.abs(part).max() > 500:
            cv2.ellipse(picture, (x, y + 9), (7, 4), 0, 0, 360, lips, -1)
    return video(pictures, path)


def voice(seconds: float) -> bytes:
    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        tone = 9000 * np.sin(np.arange(round(8000 * seconds)) * 0.3)
        sound.writeframes(tone.astype(np.int16).tobytes())
    return file.getvalue()


@dataclass
class Set:
    """The film's folder; takes are made by what an order would send, and put into store and lock."""

    folder: Path

    @property
    def session(self) -> Session:
        return Session(DiskWorld(self.folder), "main.film")

    def lower(self) -> Lowered:
        return self._at_desk(lambda _, lowered: lowered)

    def plan(self) -> Plan:
        return self._at_desk(lambda desk, lowered: plan_of(lowered.film, lowered.graph, lowered.survey, desk))

    def states(self) -> dict[str, str]:
        found = self.lower().survey.jobs.values()
        return {each.job.name.removeprefix("field/both "): each.standing.state for each in found}

    def make(self, name: str, data: Callable[[dict[str, Path]], bytes], *, chosen: bool = False) -> None:
        def work(desk, lowered: Lowered) -> None:
            found: Surveyed = lowered.survey.jobs[f"field/both {name}"]
            playing = {
                each.job.name: each.standing.take.digest for each in lowered.survey.jobs.values() if each.standing.take
            }
            made = data(inputs_of(found.job, playing, desk.store, self.session.lab()))
            digest = desk.store.add(made, Origin(how="made", date="2026-11-26"))
            take = Take(digest, found.want.what, found.want.how, found.want.parts, model=found.job.maker)

            def change(lock: Lock) -> Lock:
                block = add(lock.block(found.want.name) or Block(found.want.name), take)
                return lock.with_block(pick(block, take, found.want.what, "A", "2026-11-26") if chosen else block)

            desk.change(change)

        self._at_desk(work)

    def assemble(self) -> bool:
        return self._at_desk(lambda desk, lowered: assemble(desk, lowered.survey, self.session.lab(), lambda *_: None))

    def take(self, name: str) -> Path:
        def found(desk, lowered: Lowered) -> Path:
            return desk.store.path(lowered.survey.jobs[f"field/both {name}"].standing.take.digest)

        return self._at_desk(found)

    def build(self, out: Path) -> np.ndarray:
        session, options = self.session, Options(size=Size(WIDE, HIGH), quality="draft")
        checked = session.check()
        built = session.build(checked, self.lower(), session.order(out, options, lambda *_: None))
        return frames_of(built.delivered.rendered.path, (WIDE, HIGH))

    def _at_desk(self, work):
        session = self.session
        desk = session.desk(Notes())
        try:
            return work(desk, session.lower(session.check(), desk, Options(size=Size(WIDE, HIGH)), lambda *_: None))
        finally:
            desk.close()


def speak(there: Set, folder: Path) -> None:
    there.make("speech 1", lambda _: voice(1.0))
    there.make("speech 2", lambda _: voice(0.9))
    there.make("clip", lambda _: clip(folder / "clip.mp4"))
    for name in ("lip-sync", "lip-sync 2"):
        there.make(name, lambda files, name=name: moved_lips(files["clip"], files["track"], folder / f"{name}.mp4"))


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Set]:
    home = tmp_path_factory.mktemp("mouths")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("STORE", "CACHE"):
            patch.setenv(f"FILMC_{name}", str(home / name.lower()))
        patch.setenv("FILMC_CONFIG", str(home / "config.toml"))
        patch.setenv("FILMC_EMULATOR_URL", "http://127.0.0.1:9")
        (home / "film").mkdir()
        (home / "film" / "main.film").write_text(FILM)
        (home / "film" / "filmc.toml").write_text(CONFIG)
        yield Set(home / "film")


def test_each_mouth_moves_only_while_its_owner_speaks(there: Set, tmp_path: Path) -> None:
    speak(there, tmp_path)
    assert there.states()["merge"] == "missing"
    before = there.build(tmp_path / "before.mp4")
    assert there.assemble()
    assert not there.assemble(), "once"
    after = there.build(tmp_path / "after.mp4")
    moved = np.abs(after.astype(np.int16) - before) > 25
    left, right = (moved[:, :, half].sum(axis=(1, 2)) > 4 for half in (slice(0, 96), slice(96, 192)))
    first, second = (line.shot_range for line in there.lower().film.shots[0].lines)
    for mine, other, (start, end) in ((left, right, first), (right, left, second)):
        assert mine[start + 1 : end - 1].mean() > 0.9, (start, end, np.nonzero(mine))
        assert not other[start:end].any()
        assert mine.sum() <= end - start + 2, "and at no other time"
    ground, merged = (frames_of(there.take(name), (WIDE, HIGH)).astype(np.int16) for name in ("clip", "merge"))
    assert np.abs(merged - ground[: len(merged)])[:, :, 94:98].mean() < 1.0, "between them nothing is changed"
    assert len(merged) == 36


def test_other_takes_that_give_the_same_bytes_are_put_together_once(there: Set, tmp_path: Path) -> None:
    if there.states()["merge"] != "fresh":
        speak(there, tmp_path)
        there.assemble()
    before = there.take("merge")
    padded = there.take("lip-sync 2").read_bytes() + b"\0\0\0\x08free"
    there.make("lip-sync 2", lambda _: padded, chosen=True)
    assert there.states()["merge"] == "stale"
    assert there.assemble()
    assert there.take("merge") == before, "else nothing was tried"
    assert there.states()["merge"] == "fresh"
    assert not there.assemble(), "or a build would never end"


def test_what_is_chosen_anew_makes_stale_what_is_made_of_it(there: Set, tmp_path: Path) -> None:
    if there.states()["merge"] != "fresh":
        speak(there, tmp_path)
        there.assemble()
    item = {each.job.removeprefix("field/both "): each for each in there.plan().items}
    assert (item["lip-sync"].now, item["merge"].now, item["merge"].cost, item["merge"].here) == (0, 0, None, 0)
    assert item["enhancement"].now == 1
    base = there.plan().base

    other = (90, 20, 60)
    there.make(
        "lip-sync 2", lambda files: moved_lips(files["clip"], files["track"], tmp_path / "x.mp4", other), chosen=True
    )
    states = there.states()
    assert (states["clip"], states["lip-sync"], states["lip-sync 2"], states["merge"]) == (
        "fresh",
        "fresh",
        "fresh",
        "stale",
    )
    plan = there.plan()
    assert [each.job for each in plan.items if each.here] == ["field/both merge"]
    assert plan.base != base
    base = plan.base
    assert there.assemble()
    assert there.states()["merge"] == "fresh"
    assert there.plan().base == base, "what is put together here is no part of what is approved"

    there.make("clip", lambda _: clip(tmp_path / "y.mp4", 60), chosen=True)
    states = there.states()
    assert [states[name] for name in ("lip-sync", "lip-sync 2", "merge")] == ["stale"] * 3
    assert not there.assemble(), "nothing is merged out of mouths of another clip"
    follows = {each.job.removeprefix("field/both "): each for each in there.plan().items}
    assert (follows["merge"].here, follows["enhancement"].follows) == (1, ("field/both merge",))


# -- who is asked for what ---------------------------------------------------------------------------------------------


def graph(
    shot: str, model: str = "emulator:lips-1", notes: Notes | None = None, video: str = "emulator:clip-1"
) -> JobGraph:
    text = f"{CAST}scene yard: EXT. YARD - DAY\n\n    shot one: {shot}"
    session = Session(MemoryWorld({"main.film": text.encode()}), "main.film")
    checked = session.check()
    assert checked.ok, [note.message for note in checked.notes.errors]
    known = known_models()
    target = Target("t", {"video": known[video], "lip-sync": known[model]}, known)
    return job_graph(notes if notes is not None else Notes(), checked.film, target, session.digest)


def told(jobs: JobGraph) -> list[tuple[str, str]]:
    """Return each mouth and merge, with what it begins with."""
    mine = (job for job in jobs.jobs.values() if job.kind in ("lip-sync", "merge"))
    return [(job.name.removeprefix("yard/one "), job.inputs[0].job.removeprefix("yard/one ")) for job in mine]


TWO = "medium, 6s\n        with: ANN left, BEN right\n        ANN: One.\n        BEN: Two.\n"
CASES: dict[str, tuple[str, str, list[tuple[str, str]], list[str]]] = {
    "one face only": (TWO, "emulator:lips-1", [("lip-sync", "clip"), ("lip-sync 2", "clip"), ("merge", "clip")], []),
    "a face by its place": (TWO, "sync:lipsync-2", [("lip-sync", "clip"), ("lip-sync 2", "lip-sync")], []),
    "a face of those found": (TWO, "kling:lip-sync", [("lip-sync", "clip"), ("lip-sync 2", "lip-sync")], []),
    "alone": ("medium, 4s\n        ANN: One.\n", "emulator:lips-1", [("lip-sync", "clip")], []),
    "one of two speaks": (
        "medium, 4s\n        with: ANN left, BEN right\n        BEN: Two.\n",
        "emulator:lips-1",
        [("lip-sync", "clip"), ("merge", "clip")],
        [],
    ),
    "the other is not seen": (
        "medium, 4s\n        with: ANN\n        ANN: One.\n        BEN (O.S.): Two.\n",
        "emulator:lips-1",
        [("lip-sync", "clip")],
        [],
    ),
    "the other turns his back": (
        "over the shoulder (BEN, ANN), 4s\n        BEN: Two.\n        ANN: One.\n",
        "emulator:lips-1",
        [("lip-sync", "clip")],
        [],
    ),
    "nobody says where they stand": (
        "medium, 4s\n        with: ANN, BEN\n        ANN: One.\n        BEN: Two.\n",
        "kling:lip-sync",
        [("lip-sync", "clip"), ("lip-sync 2", "lip-sync")],
        ["W0834"],
    ),
    "faces at one place": (
        "medium, 4s\n        with: ANN left box 30% 20% 30% 40%, BEN right box 35% 25% 30% 40%\n        ANN: One.\n        Ben waits.\n",
        "emulator:lips-1",
        [("lip-sync", "clip"), ("merge", "clip")],
        [],
    ),
    "a face at the place of another": (
        "medium, 4s\n        with: ANN left, BEN right box 20% 10% 25% 60%\n        ANN: One.\n",
        "emulator:lips-1",
        [],
        ["E0833"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_whom_a_pass_is_for(name: str) -> None:
    shot, model, wanted, codes = CASES[name]
    notes = Notes()
    assert told(graph(shot, model, notes)) == wanted
    assert [note.code for note in notes if note.code[1:3] == "08"] == codes
    assert all(note.hints and note.span.file for note in notes)


def whats(jobs: JobGraph, kind: str) -> list[Job]:
    return [job for job in jobs.jobs.values() if job.kind == kind]


def test_regions_sides_and_billed_seconds() -> None:
    jobs = graph(TWO, "fal:kling-lip-sync")
    one, two = whats(jobs, "lip-sync")
    assert isinstance(one.what, FaceLipSyncRequest)
    assert isinstance(two.what, FaceLipSyncRequest)
    assert (one.what.side, two.what.side) == ("left", "right")
    assert (one.what.region, two.what.region) == ((0, 0, 0.5, 1), (0.5, 0, 0.5, 1))
    assert (one.billed, two.billed) == (10, 10), "6 s are billed as 10"
    (merge,) = whats(jobs, "merge")
    assert merge.what == MergeRequest((one.what.region, two.what.region), 6000)
    assert merge.model is None
    boxed = graph(TWO.replace("ANN left", "ANN left box 10% 5% 30% 60%"))
    assert whats(boxed, "lip-sync")[0].what.region == (0.1, 0.05, 0.3, 0.6)  # type: ignore[union-attr]
    alone_in_it = whats(graph(CASES["alone"][0]), "lip-sync")[0].what
    assert type(alone_in_it) is LipSyncRequest, "who is alone is asked for as ever"


def test_unsaid_sides_are_those_of_the_staging() -> None:
    jobs = graph(CASES["nobody says where they stand"][0], "kling:lip-sync")
    assert [job.what.side for job in whats(jobs, "lip-sync")] == ["left", "right"]  # type: ignore[union-attr]


def test_a_clip_in_parts_is_joined_before_its_mouths() -> None:
    jobs = graph(TWO.replace("6s", "12s"), video="emulator:clip-5")
    (join,) = whats(jobs, "join")
    assert [each.job for each in join.inputs] == ["yard/one clip", "yard/one clip 2"]
    assert told(jobs)[0] == ("lip-sync", "join")


def face(left: float, top: float, right: float, bottom: float) -> Face:
    return Face("X", (left, top, right, bottom), "side")


PARTS = {
    "side by side": (face(0.2, 0.1, 0.4, 0.5), face(0.6, 0.1, 0.8, 0.5), (0, 0, 0.5, 1)),
    "one above the other": (face(0.4, 0.5, 0.6, 0.8), face(0.45, 0.1, 0.65, 0.4), (0, 0.45, 1, 0.55)),
    "a little over": (face(0.2, 0.1, 0.42, 0.5), face(0.4, 0.1, 0.6, 0.5), (0, 0, 0.4, 1)),
    "far over": (face(0.2, 0.1, 0.5, 0.5), face(0.4, 0.1, 0.6, 0.5), None),
    "within": (face(0.3, 0.3, 0.4, 0.4), face(0.2, 0.1, 0.6, 0.5), None),
}


@pytest.mark.parametrize("name", PARTS)
def test_the_part_in_which_a_face_is_alone(name: str) -> None:
    mine, other, wanted = PARTS[name]
    part = alone(mine, [other])
    assert part == (other if wanted is None else wanted)
    assert alone(replace(mine, by="box"), [other]) != other, "the author knows"


STAGED = {
    "a two shot": "two shot (ANN, BEN), 4s\n",
    "wide": "wide, 4s\n        with: ANN left, BEN right\n",
    "close": "close-up, 4s\n        with: ANN left, BEN right\n",
    "sitting": "medium, 4s\n        with: ANN left sitting, BEN right\n",
    "a push": "medium, push in, 4s\n        with: ANN left, BEN right\n",
    "split screen": "split screen (ANN, BEN), 4s\n",
}


@pytest.mark.parametrize("name", STAGED)
def test_faces_are_where_the_pen_draws_them(name: str) -> None:
    from filmc.lower.material import material_of
    from filmc.render.draw.figures.acting import View, sketch

    text = f"{CAST}scene yard: EXT. YARD - DAY\n\n    shot one: {STAGED[name]}        ANN: One.\n"
    film = Session(MemoryWorld({"main.film": text.encode()}), "main.film").check().film
    shot = film.shots[0]
    panel = material_of(film, {}, lambda path: path).panels(shot)
    halves = panel.halves or (panel,)
    faces = Staging(film).faces(shot)
    assert [one.name for one in faces] == ["ANN", "BEN"]
    drawn = [(number, figure) for number, half in enumerate(halves) for figure in half.figures]
    assert len(drawn) == 2
    for number, figure in drawn:
        mouth = sketch(figure, View()).mouth
        assert mouth
        x = ((mouth[0] + mouth[2]) / 2 / halves[number].aspect + number) / len(halves)
        y = (mouth[1] + mouth[3]) / 2
        holding = [one for one in faces if one.box[0] < x < one.box[2] and one.box[1] < y < one.box[3]]
        assert len(holding) == 1, (x, y, [one.box for one in faces])
