"""The yardstick film by our renderer: `python bench/ref_film.py ref60 ASSETS OUT [CACHE]`."""

from __future__ import annotations

import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from ref_pens import draw_panel, paint_roll, paint_text

from filmc.base.digest import digest_file
from filmc.ir.film import CameraMove, Transition
from filmc.ir.frames import FrameRange
from filmc.ir.vocabulary import Curve, Move, TransitionWord
from filmc.lower.timeline import Clip, Segment, SoundClip, Still, Text, Timeline
from filmc.produce.take import SoundTake
from filmc.render.encode import FINAL
from filmc.render.film import Means, render_film
from filmc.render.studio import Painters

FILMS = {"ref60": (1920, 1080, 12), "ref20": (1280, 720, 4), "draft480": (854, 480, 12)}
LONG, LAP = 120, 12


def film(name: str, assets: Path) -> Timeline:
    width, height, shots = FILMS[name]
    grow = Move(name="push", axes=(Curve(axis="zoom", values=(1.0, 1.15)),), ease="linear")
    dissolve = Transition(word=TransitionWord(name="dissolve"), frames=LAP)
    title = (Text("The Quiet Harbour", "title", (), FrameRange(12, 96)),)
    clips = []
    for k in range(shots):
        frames = LONG + (LAP if k < shots - 1 else 0)
        path = f"s{k + 1:02d}.png"
        picture = Still(path, digest_file(assets / path))
        camera = (CameraMove(move=grow, shot_range=FrameRange(0, LONG + LAP)),)
        clips.append(Clip(f"s{k}", picture, frames, camera, texts=title if k == 0 else ()))
    segments = []
    for k, clip in enumerate(clips):
        at = k * LONG
        if k:
            lap = FrameRange(LONG, LONG + LAP)
            segments.append(Segment(FrameRange(at, at + LAP), clips[k - 1], lap, dissolve, clip))
        start = LAP if k else 0
        segments.append(Segment(FrameRange(at + start, at + LONG), clip, FrameRange(start, LONG)))
    sounds = [
        SoundClip("speech", "narration", Fraction(10 * i + 1), Fraction(13, 5)) for i in range(max(1, shots // 2))
    ]
    sounds.append(SoundClip("music", "music", Fraction(0), Fraction(shots * 5), fade_out=Fraction(1)))
    return Timeline(
        "The Quiet Harbour", Fraction(24), width, height, shots * LONG, -16.0, -1.0, tuple(segments), tuple(sounds),
        (), "en",
    )  # fmt: skip


def main() -> None:
    name, assets, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    takes = {
        "narration": SoundTake(assets / "narration.wav", 124800, 2),
        "music": SoundTake(assets / "music.wav", 70 * 48000, 2),
    }
    with tempfile.TemporaryDirectory() as scratch:
        cache = Path(sys.argv[4]) if len(sys.argv) > 4 else Path(scratch)
        painters = Painters(draw_panel, paint_text, paint_roll)
        render_film(film(name, assets), takes, out, Means(assets, cache, FINAL, painters, lambda *_: None))


if __name__ == "__main__":
    main()
