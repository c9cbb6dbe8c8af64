"""Draws `docs/pictures/readme.png`: the README's own film, a frame of each shot. `python docs/make_pictures.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from filmc.base.world import DiskWorld
from filmc.lower.material import material_of
from filmc.lower.place import place
from filmc.render.delivery import studio_of
from filmc.render.snapshot import snapshot
from filmc.session import Session

README = Path(__file__).parents[1] / "README.md"
PICTURE = Path(__file__).with_name("pictures") / "readme.png"
WIDTH, GAP = 960, 8
"""Pixels of the whole picture, and of the paper between its frames."""
SHOWN = 0.6
"""Where in each shot the frame is taken: the line is being said, the camera is on its way."""

Pixels = NDArray[np.uint8]


def film() -> str:
    """Return the film with which the README opens."""
    found = re.search(r"^```film\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found, "the README shows no film"
    return found[1]


def frames(text: str, root: Path) -> Iterator[Pixels]:
    """Yield a frame of each shot of the film `text`, with its subtitles, all so wide that they fit into one row."""
    (root / "main.film").write_text(text, "utf-8")
    session = Session(DiskWorld(root), "main.film")
    checked = session.check()
    assert checked.ok, [note.message for note in checked.notes.errors]
    timeline = place(checked.film, material_of(checked.film, {}, session.digest), burn=checked.film.settings.language)
    count = len(timeline.segments)
    studio = studio_of(timeline, root, (WIDTH - GAP * (count - 1)) // count)
    for segment in timeline.segments:
        yield snapshot(segment.clip, round(segment.clip.frames * SHOWN), studio)


def row(pictures: list[Pixels]) -> Pixels:
    """Return the pictures side by side on white paper."""
    paper = np.full((pictures[0].shape[0], GAP, 3), 255, np.uint8)
    parts = [part for picture in pictures for part in (picture, paper)]
    return np.hstack(parts[:-1])


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        drawn = list(frames(film(), Path(folder)))
    PICTURE.parent.mkdir(exist_ok=True)
    Image.fromarray(row(drawn)).save(PICTURE, optimize=True)
