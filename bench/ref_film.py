"""The yardstick film by our renderer: `python bench/ref_film.py ref60 ASSETS OUT [CACHE] [--edit picture|sound]`.

An edit is to the shot in the middle: `picture` gives it another still, `sound` moves a line of the narration.
`--shots`, `--size` and `--draft` make a longer, smaller or quicker film of the same kind.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from ref_pens import draw_panel, paint_roll, paint_text

from filmc.base.digest import digest_file
from filmc.ir.film import CameraMove, Transition
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import Curve, Move, TransitionWord
from filmc.lower.timeline import Clip, Segment, SoundClip, Still, Text, Timeline
from filmc.produce.take import SoundTake
from filmc.render.encode import DRAFT, FINAL
from filmc.render.film import Means, render_film
from filmc.render.studio import Painters

FILMS = {"ref60": (1920, 1080, 12), "ref20": (1280, 720, 4), "draft480": (854, 480, 12)}
STILLS = 12
LONG, LAP = 120, 12
SPEECH_EVERY = 10

PAINTERS = Painters(draw_panel, paint_text, paint_roll)


def takes_of(assets: Path) -> dict[str, SoundTake]:
    return {
        "narration": SoundTake(assets / "narration.wav", 124800, 2),
        "music": SoundTake(assets / "music.wav", 70 * 48000, 2),
    }


def film(name: str, assets: Path, shots: int = 0, size: tuple[int, int] | None = None, edit: str = "") -> Timeline:
    width, height, usual = FILMS[name]
    width, height = size or (width, height)
    shots = shots or usual
    clips = [_clip(k, k + (1 if edit == "picture" and k == shots // 2 else 0), shots, assets) for k in range(shots)]
    return Timeline(
        "The Quiet Harbour", Fraction(24), width, height, shots * LONG, -16.0, -1.0, tuple(_segments(clips)),
        tuple(_sounds(shots, edit)), (), "en",
    )  # fmt: skip


def _clip(k: int, still: int, shots: int, assets: Path) -> Clip:
    """Return shot `k`; no two shots of a long film move alike, so that none is made for another."""
    path = f"s{still % STILLS + 1:02d}.png"
    zoom = 1.15 + (k // STILLS) / 1000 + (0.01 if still != k else 0.0)
    grow = Move(name="push", axes=(Curve(axis="zoom", values=(1.0, zoom)),), ease="linear")
    camera = (CameraMove(move=grow, shot_range=FrameRange(0, LONG + LAP)),)
    title = (Text("The Quiet Harbour", "title", (), FrameRange(12, 96)),) if k == 0 else ()
    return Clip(
        f"s{k}", Still(path, digest_file(assets / path)), LONG + (LAP if k < shots - 1 else 0), camera, texts=title
    )


def _segments(clips: list[Clip]) -> list[Segment]:
    dissolve = Transition(word=TransitionWord(name="dissolve"), frames=LAP)
    segments = []
    for k, clip in enumerate(clips):
        at = k * LONG
        if k:
            lap = FrameRange(LONG, LONG + LAP)
            segments.append(Segment(FrameRange(at, at + LAP), clips[k - 1], lap, dissolve, clip))
        start = LAP if k else 0
        segments.append(Segment(FrameRange(at + start, at + LONG), clip, FrameRange(start, LONG)))
    return segments


def _sounds(shots: int, edit: str) -> list[SoundClip]:
    seconds = shots * LONG // 24
    lines = [Fraction(at) for at in range(1, max(seconds - 3, 2), SPEECH_EVERY)]
    if edit == "sound":
        lines[len(lines) // 2] += Fraction(1, 2)
    sounds = [SoundClip("speech", "narration", at, Fraction(13, 5)) for at in lines]
    music = SoundClip("music", "music", Fraction(0), Fraction(seconds), fade_out=Fraction(1), loop=seconds > 70)
    return [*sounds, music]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=FILMS)
    parser.add_argument("assets", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("cache", type=Path, nargs="?")
    parser.add_argument("--edit", default="", choices=("", "picture", "sound"))
    parser.add_argument("--shots", type=int, default=0)
    parser.add_argument("--size", type=int, nargs=2, metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--draft", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        means = Means(
            asked.assets, asked.cache or Path(scratch), DRAFT if asked.draft else FINAL, PAINTERS, lambda *_: None
        )
        size = tuple(asked.size) if asked.size else None
        line = film(asked.name, asked.assets, asked.shots, size, asked.edit)
        rendered = render_film(line, takes_of(asked.assets), asked.out, means)
    print(f"made {rendered.made} reused {rendered.reused}")


if __name__ == "__main__":
    main()
