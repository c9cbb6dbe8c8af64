"""Draws the pictures of `docs/vocabulary.md`: one small film with a shot for every word, seen through the animatic.

Run by `make_vocabulary.py --pictures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np
from make_vocabulary import DRAWN, KINDS, picture_name
from numpy.typing import NDArray

from filmc.base.diagnostic import Notes
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.world import DiskWorld
from filmc.frontend.declare import declare
from filmc.frontend.library import library
from filmc.frontend.screenplay import Declaration, Kind
from filmc.ir.film import Film, Shot
from filmc.ir.vocabulary import TransitionWord
from filmc.ir.words import words
from filmc.lower.casting import cast
from filmc.lower.clips import clip_of
from filmc.lower.picture import panel_of
from filmc.lower.staging import Bodies
from filmc.render.clip import OpenClip, open_clip
from filmc.render.draw.picture import draw as draw_panel
from filmc.render.draw.type import paint_roll, paint_text
from filmc.render.planes import Frame, to_rgb
from filmc.render.studio import Painters, Studio
from filmc.render.transitions import mixer
from filmc.session import Session

Image = NDArray[np.uint8]

WIDTH, HEIGHT = 448, 252
SHOWN = (224, 126)
"""Size of a picture on the page."""
STRIP = (144, 81)
"""Size of each picture of a strip."""
STEPS = 5
QUALITY = 76

_HEAD = """film Vocabulary
    size: 448x252
    fps: 24

character MEI
    appearance: girl of sixteen, round face, fair skin, long black hair
    wardrobe: red coat, yellow scarf, dark trousers

character TOM
    appearance: man of forty, square face, short brown hair, beard
    wardrobe: blue jacket, grey trousers

character ANA
    appearance: old woman, oval face, grey hair in a bun, glasses
    wardrobe: green dress

prop LETTER
    appearance: white envelope with a red stamp

scene street: EXT. STREET - DAY
"""
_CAST = ("MEI", "TOM", "ANA")

_SHOTS: dict[Kind, str] = {
    "size": "shot {label}: {name}, on MEI, 1s",
    "angle": "shot {label}: medium, {name}, on MEI, 1s",
    "setup": "shot {label}: {name}{cast}, 1s",
    "move": "shot {label}: medium long, {name}, on MEI, 4s",
    "performance": "shot {label}: close-up, on MEI, 2s\n        MEI ({name}): Yes.",
    "blocking": "shot {label}: medium long, {name}, on MEI, 2s",
    "look": "shot {label}: medium long, on MEI, 1s\n        look: {name}",
    "light": "shot {label}: medium, on MEI, 1s\n        light: {name}",
}
"""How each kind is put into a shot. Transitions are mixed from `_BEFORE` and `_AFTER`."""

_BEFORE, _AFTER = "before", "after"
_PAIR = f"""    shot {_BEFORE}: medium, on MEI, 1s

    shot {_AFTER}: full, on TOM, 1s
"""

_HALVES = {"fade-out": (0.0, 0.5), "fade-in": (0.5, 0.5)}
"""Fades show one half of a dip: where it begins, and how much of it."""


_ALONE = "Mei waits."
_ACTION = {
    **dict.fromkeys(("establishing", "empty frame", "symmetrical", "leading lines"), "Nobody is there."),
    **dict.fromkeys(("insert", "cutaway", "read the page", "table top", "detail", "macro"), "A letter on a table."),
    **dict.fromkeys(("group", "line-up", "master", "re-establishing"), "Mei, Tom and Ana wait."),
    "hands": "Mei holds a letter.",
}
"""What happens in the shots that are not about one who waits."""

_OF_THINGS = ("detail", "macro")


@dataclass(frozen=True)
class Sketch:
    """A word and the label of the shot that shows it."""

    kind: Kind
    name: str
    parameters: tuple[str, ...]
    label: str

    def text(self) -> str:
        """Return the shot as a line or two of film."""
        named = ("TOM",) if self.parameters == ("VIEWER",) else _CAST[: len(self.parameters)]
        cast = f" ({', '.join(named)})" if named else ""
        shot = _SHOTS[self.kind].format(label=self.label, name=self.name, cast=cast)
        if self.name in _OF_THINGS:
            shot = shot.replace(", on MEI", "")
        action = "" if self.kind == "blocking" else f"        {_ACTION.get(self.name, _ALONE)}\n"
        return f"    {shot}\n{action}"


def draw(folder: Path) -> None:
    """Draw every picture into `folder`, and take away what no word has any more."""
    folder.mkdir(exist_ok=True)
    made = set()
    for name, image in pictures():
        cv2.imwrite(str(folder / name), image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        made.add(name)
    for old in folder.glob("*.jpg"):
        if old.name not in made:
            old.unlink()


def pictures() -> Iterator[tuple[str, Image]]:
    """Yield each picture with the name of its file: one frame, or for what moves a strip."""
    names = declare(Notes(), library())
    sketches = [
        Sketch(kind, word.name.value, _parameters(word), f"w{kind}{number}")
        for kind in KINDS
        if kind in _SHOTS
        for number, word in enumerate(names.all(kind))
    ]
    with TemporaryDirectory() as folder:
        desk = Desk.of(Path(folder), _HEAD + _PAIR + "\n".join(["", *(sketch.text() for sketch in sketches)]))
        for sketch in sketches:
            strip = sketch.kind == "move"
            image = _strip(desk.frames(sketch.label, STEPS)) if strip else _small(next(desk.frames(sketch.label, 1)))
            yield picture_name(sketch.kind, sketch.name), image
        if "transition" in DRAWN:
            yield from _transitions(desk, [word.name.value for word in names.all("transition")])


def _parameters(word: Declaration) -> tuple[str, ...]:
    return tuple(name.value for name in word.block.heading.parameters)


def _transitions(desk: Desk, names: list[str]) -> Iterator[tuple[str, Image]]:
    before, after = (desk.frame(label) for label in (_BEFORE, _AFTER))
    vocabulary = words(Notes(), declare(Notes(), library()))
    for name in names:
        word = vocabulary.get(TransitionWord, name)
        assert word, name
        mix = mixer(word, WIDTH, HEIGHT)
        start, length = _HALVES.get(word.mix, (0.0, 1.0))
        steps = [mix(before, after, start + length * (step + 0.5) / STEPS) for step in range(STEPS)]
        yield picture_name("transition", name), _strip(to_rgb(step) for step in steps)


@dataclass(frozen=True)
class Desk:
    """The film, ready to be looked at shot by shot."""

    film: Film
    studio: Studio
    bodies: Bodies
    shots: dict[str, Shot]

    @classmethod
    def of(cls, folder: Path, text: str) -> Desk:
        """Return the desk with the film `text`, which must have no error."""
        (folder / "main.film").write_text(text, "utf-8")
        checked = Session(DiskWorld(folder), "main.film").check()
        assert checked.ok, [note for note in checked.notes.found if note.severity == "error"]
        painters = Painters(draw_panel, paint_text, paint_roll)
        studio = Studio(WIDTH, HEIGHT, Fraction(24), folder, {}, painters, find_ffmpeg())
        shots = {shot.label or shot.id: shot for shot in checked.film.shots}
        return cls(checked.film, studio, cast(checked.film), shots)

    def frame(self, label: str) -> Frame:
        """Return the middle frame of a shot."""
        shot = self.shots[label]
        frame = Frame(WIDTH, HEIGHT)
        self._open(shot).draw(shot.frames // 2, frame)
        return frame

    def frames(self, label: str, count: int) -> Iterator[Image]:
        """Yield `count` frames of a shot, evenly from its first to its last (one: from its middle)."""
        shot = self.shots[label]
        opened = self._open(shot)
        for step in range(count):
            target = Frame(WIDTH, HEIGHT)
            opened.draw(round(step * (shot.frames - 1) / (count - 1)) if count > 1 else shot.frames // 2, target)
            yield to_rgb(target)

    def _open(self, shot: Shot) -> OpenClip:
        return open_clip(clip_of(self.film, shot, lambda one: panel_of(self.film, one, self.bodies), str), self.studio)


def _small(image: Image, size: tuple[int, int] = SHOWN) -> Image:
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _strip(images: Iterator[Image]) -> Image:
    small = [_small(image, STRIP) for image in images]
    gap = np.full((STRIP[1], 3, 3), 255, np.uint8)
    return np.hstack([piece for image in small for piece in (image, gap)][:-1])
