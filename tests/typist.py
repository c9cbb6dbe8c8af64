"""Somebody at a keyboard: `project(rng)` is what is written so far, `edited(rng, project)` what it is an edit later.

An edit is what authors, editors and their mishaps do: words typed, lines and blocks inserted, deleted, doubled and
moved, syntax broken and mended, names changed in one place or everywhere, declarations and settings, line ends,
characters that nobody sees, files that come and go.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from filmmaker import film, mutate

Project = dict[str, bytes]
MAIN = "main.film"

LINES = (
    *("film Another", "act Two", "scene INT. KITCHEN - DAY", "scene s0: EXT. STREET", "cover", "credits"),
    *("use cast.film", "use missing.film", "character MEI", "character NOBODY", "place KITCHEN", "prop 红灯笼"),
    *("look rainy", "sound creak", "blocking stroll", "theme drift", "size tiny", "setup duo (NEAR, FAR)"),
    *("    fps: 25", "    strict: yes", "    language: zh", "    look: rainy", "    takes: 3", "    subtitles: zh, en"),
    *("    appearance: tall", "    also: 小梅, THE TALL ONE", "    as OLD", "    prompt: soft {{ NEAR }}", "    ambience: rain"),
    *("    reroll: at most 3 takes", "    expect: same face", "    avoid: text", "    reference: refs/a.png", "    seed: 7"),
    *("    shot wide, 3s", "    shot shot0x0: close-up on MEI, push in", "    shot tiny, duo (MEI, LI HUA), stroll"),
    *("    transition: dissolve 9s", "transition: dip to black", "    with: MEI left, LI HUA as OLD", "    music: drift"),
    *("    # a comment", "# at the margin", "", "    Rain, and nothing else.", "stray words", "  uneven", "\ttabbed"),
    *("        start: shot0x0.last", "        end: s0.shot0x1.at 1s", "        start: refs/a.png", "        source: a.mp4"),
    *("        look: rainy", "        footage: evidence", "        music: stop", "        sfx: creak", "        ambience: creak"),
    *("        MEI (sad", "        LI HUA (O.S.): It rains.", "            en: So it does.", "        NOBODY: Hm.", "        Mei walks."),
    *("        text (0s-99s): Later", "        camera: pan left 9s, then creep", "        with: 老师 right, ENVELOPE", "        light: dusk"),
)  # fmt: skip
WORDS = (
    " and",
    "李华",
    "🎬",
    "e\u0301",
    "\0",
    "\u202e",
    "\u2028",
    "\u200b",
    ":",
    "：",
    "(",
    ")",
    ", ",
    "#",
    "!",
    "@",
    "  ",
)
NAMES = (
    "MEI",
    "LI HUA",
    "老师",
    "Ольга",
    "José",
    "rainy",
    "creak",
    "shot0x0",
    "s0",
    "STREET",
    "ENVELOPE",
    "OLD",
    "shot",
)
FILES = ("refs/a.png", "a.mp4", "refs/b.png", "creak.wav")


def project(rng: Random) -> Project:
    """Return a film, an example, or a film in two files."""
    kind = rng.randrange(8)
    if kind == 0:
        return dict(rng.choice(examples()))
    text = film(rng)
    if kind == 1:
        blocks = text.split("\n\n")
        shared = [block for block in blocks if block.startswith(("character", "place", "look", "sound", "size"))]
        others = [block for block in blocks if block not in shared]
        return {
            MAIN: "\n\n".join(("use cast.film", *others)).encode(),
            "cast.film": "\n\n".join(shared).encode() + b"\n",
        }
    return {MAIN: text.encode(), "cast.film": b"prop LAMP\n    appearance: brass\n", FILES[0]: b"", FILES[3]: b""}


@cache
def examples() -> tuple[Project, ...]:
    """Return the smaller examples with their files; what is in pictures is no matter here."""
    homes = [main.parent for main in sorted((Path(__file__).parents[1] / "examples").glob(f"*/{MAIN}"))]
    found = [
        {
            path.relative_to(home).as_posix(): path.read_bytes() if path.suffix == ".film" else b""
            for path in home.rglob("*.*")
        }
        for home in homes
    ]
    return tuple(files for files in found if len(files[MAIN]) < 6000)


def edited(rng: Random, files: Project) -> Project:
    """Return the project after one edit, mostly of its main file."""
    if rng.random() < 0.06:
        name = rng.choice(FILES)
        return {path: data for path, data in files.items() if path != name} if name in files else {**files, name: b""}
    films = [path for path in files if path.endswith(".film")]
    path = MAIN if rng.random() < 0.85 or len(films) < 2 else rng.choice([each for each in films if each != MAIN])
    text = files[path].decode("utf-8", "surrogateescape")
    return {**files, path: rng.choice(EDITS)(rng, text).encode("utf-8", "surrogateescape")}


def _typed(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + rng.choice(WORDS) + text[at:]


def _erased(rng: Random, text: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + text[at + rng.randint(1, 9) :]


def _line_put_in(rng: Random, text: str) -> str:
    lines = text.split("\n")
    lines.insert(rng.randint(0, len(lines)), rng.choice(LINES))
    return "\n".join(lines)


def _line_changed(rng: Random, text: str) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    match rng.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(rng.randrange(len(lines)), lines.pop(at))
        case 3:
            lines[at] = "    " + lines[at]
        case 4:
            lines[at] = lines[at].removeprefix("    ")
        case _:
            lines[at] = rng.choice((f"{lines[at]} (and", lines[at].replace(":", ""), lines[at].replace(")", "", 1)))
    return "\n".join(lines)


def _block_changed(rng: Random, text: str) -> str:
    blocks = text.split("\n\n")
    at = rng.randrange(len(blocks))
    match rng.randrange(4):
        case 0:
            del blocks[at]
        case 1:
            blocks.insert(rng.randrange(len(blocks)), blocks[at])
        case 2:
            blocks.insert(rng.randrange(len(blocks)), blocks.pop(at))
        case _:
            others = film(rng).split("\n\n")
            blocks.insert(at, rng.choice(others))
    return "\n\n".join(blocks)


def _renamed(rng: Random, text: str) -> str:
    name, other = rng.sample(NAMES, 2)
    return text.replace(name, other, rng.choice((-1, 1)))


def _declaration_changed(rng: Random, text: str) -> str:
    lines = text.split("\n")
    declared = [at for at, line in enumerate(lines) if line.partition(" ")[0] in DECLARED]
    if not declared:
        return f"{text}\ncharacter MEI\n"
    at = rng.choice(declared)
    match rng.randrange(3):
        case 0:
            lines.insert(at + 1, rng.choice(LINES))
        case 1:
            lines[at] += rng.choice((" II", "x", " (NEAR, FAR)"))
        case _:
            lines[min(at + 1, len(lines) - 1)] += " more"
    return "\n".join(lines)


def _line_ends(rng: Random, text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return rng.choice((plain, plain.replace("\n", "\r\n"), plain.replace("\n", "\r"), text.replace("\n", "\r\n", 1)))


DECLARED = (
    "film", "character", "place", "prop", "look", "theme", "sound", "light", "mood", "size", "angle", "move", "setup",
    "performance", "blocking", "transition",
)  # fmt: skip
EDITS: tuple[Callable[[Random, str], str], ...] = (
    *(_typed, _typed, _erased, _line_put_in, _line_put_in, _line_put_in, _line_changed, _line_changed),
    *(_block_changed, _block_changed, _renamed, _declaration_changed, _line_ends, mutate),
)
