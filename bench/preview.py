"""Save → seen: rows 15 to 17 of the table of goals, in a warm process, on a film of 60 s whose pictures are drawn.

    python bench/preview.py [--edits 20] [--kinds caption camera action size line] [--everywhere]

Each edit changes one shot of 5 s of twelve. Told are medians and the 95th percentile of: reading
and placing the film anew, the shot's picture (480p, JPEG), and the film file renewed as a draft of 854 × 480, all in
milliseconds of wall time, and the processor's for the last.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path

from filmc.base.world import DiskWorld
from filmc.frontend.value import Size
from filmc.lower.material import material_of
from filmc.lower.place import place
from filmc.render.delivery import Options, studio_of
from filmc.render.preview import picture_of, standing_crew
from filmc.session import Session

SHOTS = 12
SIZES = ("medium", "close-up", "wide", "medium close-up")
ACTIONS = ("looks up", "waits by the window", "walks to the door", "sits down", "runs away")
CAMERAS = ("push in", "pan left", "pull out", "static")
PLACES = ("INT. KITCHEN - NIGHT", "EXT. HARBOUR - DAY", "EXT. STREET - NIGHT", "INT. OFFICE - DAY")


def film_of(edited: int, kind: str, turn: int) -> str:
    """Return the film with shot number `edited` changed in the way `kind`, for the `turn`th time."""
    lines = ["character ANN", "    appearance: woman of thirty, red coat", "", "character BOB",
             "    appearance: old man, grey beard, dark hat", ""]  # fmt: skip
    for k in range(SHOTS):
        turned = turn if k == edited else 0
        if k % 3 == 0:
            lines += [f"scene {PLACES[k // 3]}", "    music: calm piano" if k == 0 else "", ""]
        size = SIZES[(k + (turned if kind == "size" else 0)) % len(SIZES)]
        camera = CAMERAS[(k + (turned if kind == "camera" else 0)) % len(CAMERAS)]
        action = ACTIONS[(k + (turned if kind == "action" else 0)) % len(ACTIONS)]
        lines += [f"    shot {size}, {camera}, 5s", f"        Ann {action}, Bob looks at her.",
                  f"        caption: Day {k + 1}{f', the {turned}th' if turned and kind == 'caption' else ''}"]  # fmt: skip
        if k % 4 == 1:
            lines.append(f"        ANN: This is day {k}{f' or {turned}' if kind == 'line' and turned else ''}.")
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--kinds", nargs="*", default=["caption", "camera", "action", "size", "line"])
    parser.add_argument(
        "--everywhere", action="store_true", help="each time another shot, not the same again and again"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="filmc-preview") as scratch, standing_crew() as crew:
        os.environ["FILMC_CACHE"] = str(Path(scratch) / "cache")
        bench = Bench(Path(scratch), crew)
        bench.edit(-1, "none", 0)
        for kind in asked.kinds:
            shots = [(5 * turn + 1) % SHOTS if asked.everywhere else 4 for turn in range(asked.edits + 1)]
            rows = [bench.edit(shot, kind, turn + 1) for turn, shot in enumerate(shots)][1:]
            columns = list(zip(*rows, strict=True))
            told = "  ".join(
                f"{name} {statistics.median(column):.0f} (p95 {sorted(column)[int(len(column) * 0.95)]:.0f})"
                for name, column in zip(NAMES, columns, strict=True)
            )
            print(f"{kind:8} {told}", flush=True)


NAMES = ("read", "cpu", "picture", "cpu", "saved→picture", "file", "cpu", "saved→file", "segments")


class Bench:
    def __init__(self, folder: Path, crew: object) -> None:
        self.folder, self.crew = folder, crew
        self.session = Session(DiskWorld(folder), "main.film")
        self.options = Options(size=Size(854, 480), quality="draft")

    def edit(self, edited: int, kind: str, turn: int) -> tuple[float, ...]:
        """Save the film and show it; return the times."""
        (self.folder / "main.film").write_text(film_of(edited, kind, turn), "utf-8")
        start, cpu = time.perf_counter(), time.process_time()
        checked = self.session.check()
        assert checked.ok, [note.message for note in checked.notes]
        film = self.options.sized(checked.film)
        timeline = place(film, material_of(film, {}, self.session.digest))
        read, cpu_read = time.perf_counter(), time.process_time()
        picture = picture_of(timeline, film.shots[edited].id, studio_of(timeline, self.folder, 854))
        assert picture
        seen, cpu_seen = time.perf_counter(), time.process_time()
        began, before = time.perf_counter(), self.processor()
        lowered = self.session.lower(checked, self.session.desk(checked.notes), self.options, lambda *_: None)
        order = self.session.order(self.folder / "film.mp4", self.options, lambda *_: None, self.crew)
        built = self.session.build(checked, lowered, order)
        end = time.perf_counter()
        seconds = (
            read - start, cpu_read - cpu, seen - read, cpu_seen - cpu_read, seen - start,
            end - began, self.processor() - before, end - began + read - start,
        )  # fmt: skip
        return *(1000 * each for each in seconds), built.delivered.rendered.made

    def processor(self) -> float:
        """Return the processor seconds that this process, its workers and their encoders have used."""
        own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in own) + sum(map(_used, self.crew._crew))


def _used(worker: object) -> float:
    fields = Path(f"/proc/{worker.process.pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
