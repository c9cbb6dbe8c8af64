"""What an edit costs: rows 5 to 9 and 18 of the table of goals, and one word of a caption in a film of five minutes.

    python bench/edit.py ASSETS [--rows edits long join exact memory caption] [--runs 3]

ASSETS is the folder of the yardstick film's stills and sounds (see `ref60.py`). What is compared is measured in turn in
one run: wall time and processor time (of a process and all its children), the medians of `--runs` and their ratio. On
a machine that others use, trust the processor's.
"""

from __future__ import annotations

import argparse
import compileall
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from ref60 import Peak  # noqa: E402 - beside this file
from ref_film import film  # noqa: E402

from filmc.base.ffmpeg import find_ffmpeg  # noqa: E402
from filmc.render.join import join  # noqa: E402

Cost = tuple[float, float]
"""Wall and processor seconds."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("assets", type=Path)
    parser.add_argument("--rows", nargs="*", default=list(ROWS), choices=ROWS)
    parser.add_argument("--runs", type=int, default=3, help="of each edit")
    parser.add_argument("--fulls", type=int, default=1, help="full renderings")
    parser.add_argument("--film", default="ref60")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation has its byte code
    compileall.compile_dir(HERE.parent / "filmc", quiet=1)
    print(f"load {os.getloadavg()[0]:.0f}", flush=True)
    for row in asked.rows:
        with tempfile.TemporaryDirectory(prefix="filmc-edit") as scratch:
            ROWS[row](Path(scratch), asked)


def edits(scratch: Path, asked: argparse.Namespace) -> None:
    """Rows 5 and 9: one of twelve shots has another still; a line of the narration is spoken elsewhere."""
    bars = {"picture": ("row 5, one shot of 12", 0.14), "sound": ("row 9, sound only", 0.06)}
    _compared(scratch, asked, [], bars)


def long(scratch: Path, asked: argparse.Namespace) -> None:
    """Row 6: one shot of ten minutes of 120, at 640 × 360."""
    more = ["--shots", "120", "--size", "640", "360"]
    _compared(scratch, asked, more, {"picture": ("row 6, one shot of 120, 640x360", 0.03)})


def _compared(scratch: Path, asked: argparse.Namespace, more: list[str], bars: dict[str, tuple[str, float]]) -> None:
    """Make the film once for every `--fulls`, and after each time every edit `--runs` times; what it made is forgotten."""
    whole: list[Cost] = []
    edited: dict[str, list[Cost]] = {edit: [] for edit in bars}
    for number in range(asked.fulls):
        cache = scratch / f"cache{number}"
        words = [asked.film, str(asked.assets), str(scratch / "film.mp4"), str(cache), *more]
        whole.append(_run(words))
        known = set(cache.rglob("*"))
        for _ in range(asked.runs):
            for edit in bars:
                edited[edit].append(_run([*words, "--edit", edit]))
                for path in set(cache.rglob("*")) - known:
                    path.unlink()
        shutil.rmtree(cache)
    for edit, (title, bar) in bars.items():
        _tell(title, "edit", edited[edit], "full", whole, bar)


def _run(words: list[str]) -> Cost:
    return _measured(lambda: _child([sys.executable, str(HERE / "ref_film.py"), *words]))


def _child(command: list[str], **environment: str) -> str:
    told = subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
    return told.stdout + told.stderr


def _measured(work: Callable[[], object]) -> Cost:
    before, start = _processor(), time.perf_counter()
    work()
    return time.perf_counter() - start, _processor() - before


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _tell(title: str, name: str, ours: list[Cost], other: str, theirs: list[Cost], bar: float) -> None:
    (wall, cpu), (their_wall, their_cpu) = (
        [statistics.median(column) for column in zip(*costs, strict=True)] for costs in (ours, theirs)
    )
    print(
        f"{title}: {name} {wall:.3f} s ({cpu:.3f} cpu) ÷ {other} {their_wall:.3f} s ({their_cpu:.3f} cpu)"
        f" = {wall / their_wall:.3f} (cpu {cpu / max(their_cpu, 1e-6):.3f}); must ≤ {bar}",
        flush=True,
    )


def joining(scratch: Path, asked: argparse.Namespace) -> None:
    """Row 7: the join against copying the film, and against ffmpeg's concat demuxer."""
    segments, heard, frames = _parts(scratch, asked)
    out, other, copied = scratch / "film.mp4", scratch / "concat.mp4", scratch / "copy.mp4"
    names = scratch / "names.txt"
    names.write_text("".join(f"file '{path}'\n" for path in segments))
    ffmpeg = find_ffmpeg().command("-f", "concat", "-safe", "0", "-i", str(names), "-i", str(heard), "-c", "copy")
    ours, plain, demuxed = [], [], []
    for _ in range(asked.runs * 5):
        ours.append(_measured(lambda: join(segments, heard, out, title="x", frames=frames, rate=Fraction(24))))
        plain.append(_measured(lambda: _child(["cp", str(out), str(copied)])))
    for _ in range(asked.runs):
        demuxed.append(_measured(lambda: _child([*ffmpeg, "-movflags", "+faststart", str(other)])))
    _tell(f"row 7, join of {out.stat().st_size >> 20} MiB", "join", ours, "cp", plain, 2.0)
    _tell("row 7", "join", ours[: len(demuxed)], "concat demuxer", demuxed, 0.2)


def exact(scratch: Path, asked: argparse.Namespace) -> None:
    """Row 8: the joined film's frames are the segments', evenly spaced; its size against one encoding."""
    segments, heard, frames = _parts(scratch, asked)
    out, single = scratch / "film.mp4", scratch / "single.mp4"
    join(segments, heard, out, title="x", frames=frames, rate=Fraction(24))
    parts = [line for path in segments for line in _frame_hashes(path)]
    same = parts == _frame_hashes(out)
    print(f"row 8: {len(parts)} frames, joined == segments: {same}; spaced evenly: {_spacing(out)}", flush=True)
    raw = subprocess.Popen(
        find_ffmpeg().command("-i", str(out), "-an", "-f", "yuv4mpegpipe", "-"), stdout=subprocess.PIPE
    )
    whole = find_ffmpeg().command("-i", "pipe:0", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", str(single))
    subprocess.run(whole, stdin=raw.stdout, check=True)
    video = sum(path.stat().st_size for path in segments)
    print(f"row 8: segments ÷ single encode of their own frames = {video / single.stat().st_size:.3f}; must ≤ 1.15")


def _parts(scratch: Path, asked: argparse.Namespace) -> tuple[list[Path], Path, int]:
    """Make the film; return its segments in order (found by watching the join), its sound and its frames."""
    cache = scratch / "cache"
    program = (
        "import sys, json; import ref_film; from filmc.render import film as f; old = f.join\n"
        "def told(segments, sound, *a, **k): print(json.dumps([[str(s) for s in segments], str(sound)])); "
        "return old(segments, sound, *a, **k)\n"
        "f.join = told; ref_film.main()"
    )
    words = [asked.film, str(asked.assets), str(scratch / "film.mp4"), str(cache)]
    told = _child(
        [sys.executable, "-c", program, *words], PYTHONPATH=f"{HERE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    )
    import json  # noqa: PLC0415 - for this row only

    segments, heard = json.loads(told.splitlines()[0])
    return [Path(path) for path in segments], Path(heard), film(asked.film, asked.assets).frames


def _frame_hashes(path: Path) -> list[str]:
    told = _child(find_ffmpeg().command("-i", str(path), "-an", "-f", "framemd5", "-"))
    return [line.rsplit(",", 1)[1].strip() for line in told.splitlines() if line and not line.startswith("#")]


def _spacing(path: Path) -> bool:
    told = _child(find_ffmpeg().command("-i", str(path), "-an", "-c", "copy", "-f", "framemd5", "-"))
    rows = [line.split(",") for line in told.splitlines() if line and not line.startswith("#")]
    times = sorted(int(row[2]) for row in rows)
    return {b - a for a, b in zip(times, times[1:], strict=False)} == {int(rows[0][3])}


def memory(scratch: Path, asked: argparse.Namespace) -> None:
    """Row 18: peak memory of making 12, 48 and 120 shots at 320 × 180."""
    for shots in (12, 48, 120):
        words = [
            asked.film,
            str(asked.assets),
            str(scratch / "film.mp4"),
            "--shots",
            str(shots),
            "--size",
            "320",
            "180",
        ]
        process = subprocess.Popen([sys.executable, str(HERE / "ref_film.py"), *words], stdout=subprocess.DEVNULL)
        peak = Peak(process.pid)
        assert process.wait() == 0
        print(f"row 18, {shots} shots at 320x180: peak {peak.stop() / 2**20:.0f} MiB", flush=True)


CAPTIONED = 60


def captioned(word: str) -> str:
    """Return a film of five minutes: 60 shots of 5 s, each with a caption; `word` stands in that of shot 31."""
    shots = (
        f"    shot medium, push in, 5s\n        Ann {('looks up', 'waits', 'walks to the door')[k % 3]}.\n"
        f"        caption: Day {k + 1}, {word if k == 30 else 'evening'}\n"
        for k in range(CAPTIONED)
    )
    return "character ANN\n    appearance: woman of thirty, red coat\n\nscene INT. ROOM - NIGHT\n" + "\n".join(shots)


def caption(scratch: Path, asked: argparse.Namespace) -> None:
    """One word of one caption in five minutes, by the command line."""
    main, cache = scratch / "main.film", scratch / "cache"
    build = [sys.executable, "-m", "filmc", "build", str(main), "-o", str(scratch / "film.mp4"), "--size", "640x360"]
    whole, edited = [], []
    for word, costs in (("morning", whole), *((f"noon {run}", edited) for run in range(asked.runs))):
        main.write_text(captioned(word))
        told: list[str] = []
        costs.append(_measured(lambda: told.append(_child(build, FILMC_CACHE=str(cache)))))  # noqa: B023 - done at once
        counts = re.search(r"\((\d+) segments new, (\d+) as they were", told[0])
        print(f"caption: {counts[0] if counts else told[0]}", flush=True)
    _tell("caption, 60 shots of 5 s, 640x360", "edit", edited, "full", whole, 0.04)


ROWS = {
    "edits": edits, "long": long, "join": joining, "exact": exact, "memory": memory, "caption": caption,
}  # fmt: skip


if __name__ == "__main__":
    main()
