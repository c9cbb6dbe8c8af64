"""How long a build takes that has nothing to do, beside ninja's on as many targets, each as a whole process.

    python bench/noop.py [RUNS]

Three rows: a film of 1,000 shots of which nothing was touched; the same after a comment was changed, so that it is
read again; and 10,000 artefacts. The film of 1,000 shots is really built (small and short, still some minutes the first
time; BENCH_FOLDER keeps it). No film has 10,000 assets, so that record is written by hand, through the same door as a
build's. ninja must be on the path.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from filmc.base.stamps import mark  # noqa: E402  -- the checkout's own
from filmc.tools.unchanged import Question, Record  # noqa: E402

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f617"
    "38550000000049454e44ae426082"
)
WORDS = ["build", "main.film", "-o", "out/film.mp4", "--draft"]


def write_film(folder: Path, shots: int) -> None:
    """Write a film of `shots` shots, each with a picture of its own to begin with."""
    (folder / "refs").mkdir(parents=True, exist_ok=True)
    lines = ["film Long", "    size: 32x18", "", "scene EXT. SEA - DAY"]
    for n in range(shots):
        (folder / "refs" / f"{n}.png").write_bytes(PIXEL)
        lines += [f"    shot s{n}: wide, push in, 2f", f"        start: refs/{n}.png", "        Waves roll."]
    (folder / "main.film").write_text("\n".join(lines) + "\n")


def write_ninja(folder: Path, targets: int) -> None:
    """Write a project of as many targets, each made of a file of its own, and make it."""
    folder.mkdir(parents=True, exist_ok=True)
    rules = "".join(f"build out/{n}: touch in/{n}\n" for n in range(targets))
    (folder / "build.ninja").write_text("rule touch\n  command = touch $out\n" + rules)
    (folder / "in").mkdir(exist_ok=True)
    for n in range(targets):
        (folder / "in" / str(n)).touch()
    subprocess.run(["ninja"], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def write_record(folder: Path, artefacts: int) -> None:
    """Write the record of a build that would have read `artefacts` files."""
    (folder / "in").mkdir(parents=True, exist_ok=True)
    paths = [folder / "in" / str(n) for n in range(artefacts)]
    for path in paths:
        path.write_bytes(b"x")
        os.utime(path, (1, 1))
    os.chdir(folder)
    question = Question(WORDS[1:], as_json=False, colour=False)
    time.sleep(2.1)  # until no stamp is young
    Record(question.key, time.time_ns(), [mark(str(path)) for path in paths], [], ("", "", "", b"")).keep(question.path)


def seconds(command: list[str], folder: Path, runs: int) -> float:
    """Return the median of `runs` runs."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def paired(ours: list[str], at: Path, theirs: list[str], there: Path, runs: int) -> tuple[float, float, float]:
    """Return the medians of both, and of their ratio run by run: what else runs on the machine slows down both."""
    pairs = [(seconds(ours, at, 1), seconds(theirs, there, 1)) for _ in range(runs)]
    mine, other = zip(*pairs, strict=True)
    return statistics.median(mine), statistics.median(other), statistics.median(a / b for a, b in pairs)


def row(name: str, mine: float, other: float, ratio: float, bar: str) -> None:
    print(f"{name:44}{mine * 1000:8.1f} ms{other * 1000:8.1f} ms{ratio:7.2f}   {bar}")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    if not shutil.which("ninja"):
        sys.exit("ninja is not on the path")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installation has its byte code
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(os.environ.get("BENCH_FOLDER", scratch)).resolve()
        os.environ.setdefault("FILMC_CACHE", str(home / "cache"))
        measure(home, runs)


def measure(home: Path, runs: int) -> None:
    filmc = [sys.executable, "-c", "import sys; from filmc.__main__ import main; sys.exit(main())", *WORDS]
    bare = [sys.executable, "-c", "pass"]
    film = home / "film"
    if not film.exists():
        write_film(film, 1_000)
    subprocess.run(filmc, cwd=film, check=True)
    for count in (1_000, 10_000):
        write_ninja(home / f"ninja{count}", count)
    time.sleep(2.5)  # until no stamp is young
    subprocess.run(filmc, cwd=film, check=True)
    ninja = ["ninja"]
    print(f"{'':44}{'filmc':>11}{'beside':>11}{'ratio':>7}   bar")
    row("--version, beside python -c pass", *paired([*filmc[:3], "--version"], film, bare, film, runs), "≤ 2")
    row("nothing touched, 1,000 shots", *paired(filmc, film, ninja, home / "ninja1000", runs), "≤ 6 (4)")
    text = (film / "main.film").read_text()
    reread = []
    for n in range(runs):
        (film / "main.film").write_text(f"# draft {n}\n{text}")
        reread.append(seconds(filmc, film, 1))
    (film / "main.film").write_text(text)
    print(f"{'a comment changed, 1,000 shots':44}{statistics.median(reread) * 1000:8.1f} ms{'':21}≤ 500 ms")
    write_record(home / "many", 10_000)
    row("10,000 artefacts", *paired(filmc, home / "many", ninja, home / "ninja10000", runs), "≤ 2 (1.5)")


if __name__ == "__main__":
    main()
