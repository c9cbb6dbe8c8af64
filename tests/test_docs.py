"""The pages tell the truth: their films compile, their commands run, what they name is there, their links lead somewhere."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest
from emulators import media
from jsonschema import Draft202012Validator
from PIL import Image
from vendors.ollama import OllamaEmulator

import filmc
from filmc.base.codes import catalogue
from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.world import MemoryWorld
from filmc.frontend.blocks import HEADINGS
from filmc.frontend.cues import CUES
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.session import Session
from filmc.tools import cli
from filmc.tools.cli import COMMANDS

ROOT = Path(filmc.__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
WRITTEN = [page for page in PAGES if page.name not in ("codes.md", "providers.md", "vocabulary.md")]
"""Pages by hand; what the others say is made and tested elsewhere."""

# ---- films on the pages

CAST = """\
character MEI
    also: 小梅
    appearance: girl of twelve, red coat
    as GROWN UP
        appearance: woman of thirty

character TOM
    appearance: tall man of forty, blue jacket

place KITCHEN
    appearance: small kitchen, one lamp

prop KETTLE
    appearance: dented tin kettle

theme evening
    mood: calm

scene kitchen: INT. KITCHEN - NIGHT
"""
"""What a page means by "declared elsewhere"."""

FILES = ("refs/menu.png", "refs/plane.png", "refs/mei.png", "archive/hall.mp4", "library/cast.film")
_FENCE = re.compile(r"^```film(\S*)(?: ([EWH]\d{4}))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A film on a page: whole, or the inside of a scene or a shot; `code` is the one fault that it shows."""

    page: Path
    line: int
    kind: str
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"

    @property
    def film(self) -> str:
        if self.kind == "scene":
            return f"{CAST}    note: as on the page\n\n{_indented(self.text, 4)}"
        if self.kind == "shot":
            return f"{CAST}\n    shot medium\n{_indented(self.text, 8)}"
        return self.text


def _indented(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" if line else "\n" for line in text.split("\n"))


def fences() -> Iterator[Fence]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for found in _FENCE.finditer(text):
            marks = [mark for mark in found[1].split(",") if mark]
            kind = next((mark for mark in marks if mark != "wrong"), "")
            assert ("wrong" in marks) == bool(found[2]), f"{page.name}: {found[0][:40]}"
            yield Fence(page, text.count("\n", 0, found.start()) + 1, kind, found[2] or "", found[3])


@pytest.mark.parametrize("fence", list(fences()), ids=str)
def test_films_compile(fence: Fence) -> None:
    assert fence.kind in ("", "scene", "shot")
    world = MemoryWorld({"main.film": fence.film.encode(), **dict.fromkeys(FILES, b"")})
    found = [note for note in Session(world, "main.film").check().notes if note.severity != "hint"]
    codes = {note.code for note in found}
    assert codes == ({fence.code} if fence.code else set()), [f"{note.code} {note.message}" for note in found]


@pytest.mark.parametrize("fence", [fence for fence in fences() if not fence.code and "：" not in fence.text], ids=str)
def test_films_are_in_the_house_style(fence: Fence) -> None:
    text = fence.film.rstrip("\n") + "\n"
    assert format_file(parse(Notes(), Source("main.film", text))) == text


# ---- commands on the pages

_COMMAND = re.compile(r"^ *(filmc [^\n]*)$", re.MULTILINE)
_INLINE = re.compile(r"`(filmc [^`\n]*)`")
_FILM = """\
scene exam: EXT. STREET - DAY

    shot desk: wide, 1s
        Rain.
"""


_TARGETS = """\
[targets.draft]
size = "96x54"

[targets.final]
video = "vidu:q3-pro-720p"
"""
_STORY = "It rains in the street, and nobody comes.\n"
_WRITER = "ollama:qwen3-vl-8b"
_SMALL = {"build": ["--size", "96x54", "--draft", "--quiet"], "watch": ["--size", "96x54", "--once"]}


def told_commands() -> dict[str, str]:
    """Return every command line that stands by itself on a page or in a command's story, with where it stands."""
    texts = {page.name: page.read_text("utf-8") for page in WRITTEN}
    texts |= {f"filmc {name} --help": import_module(f"filmc.tools.commands.{name}").STORY for name in COMMANDS}
    texts["filmc --help"] = cli._EPILOG
    return {_bare(line): where for where, text in texts.items() for line in _COMMAND.findall(text) if _bare(line)}


def _bare(line: str) -> str:
    """Return a command line without what a reader is told of it, and without where its output goes."""
    return re.split(r"\s{2,}|\s#|\s>>?\s", line)[0].strip()


def arguments(command: str, folder: Path) -> list[str]:
    """Return a command's words with wild cards filled in, as a shell would."""
    words = shlex.split(command)[1:]
    return [
        name
        for word in words
        for name in (sorted(str(path.relative_to(folder)) for path in folder.glob(word)) if "*" in word else [word])
    ]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("main.film", "scenes/one.film", "my-film/main.film"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(_FILM, "utf-8")
    (tmp_path / "filmc.toml").write_text(_TARGETS, "utf-8")
    (tmp_path / "story.txt").write_text(_STORY, "utf-8")
    for name in ("clip", "other"):
        (tmp_path / f"{name}.mp4").write_bytes(media.marked(media.mp4(), name))
    monkeypatch.setenv("FILMC_STORE", str(cache / "store"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FILMC_CACHE", str(cache))
    return tmp_path


def before(words: list[str]) -> Iterator[list[str]]:
    """Yield what must have been done before a command can be typed."""
    if words[0] == "build" and "--plan" in words:
        yield ["plan", "-o", words[-1]]
    if words[0] == "pick":
        yield from (["take", "desk", f"{name}.mp4"] for name in ("clip", "other"))


_STAYS = ("filmc preview",)
"""Commands that go on until they are interrupted: `tests/test_preview*.py` run them."""


@contextmanager
def written_by_a_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let a model on this machine write a film, whatever it is asked."""
    with OllamaEmulator() as writer:
        writer.answers = [_FILM]  # for `translate` there is nothing to do
        target = f'target = "written"\n[targets.written]\nchat = "{_WRITER}"\n'
        config = folder / "own.toml"
        config.write_text(f'{target}[providers.ollama]\nbase = "{writer.url}"\n', "utf-8")
        monkeypatch.setenv("FILMC_CONFIG", str(config))
        monkeypatch.setenv("FILMC_STORE", str(folder / "store"))
        yield


@pytest.mark.parametrize("command", sorted(each for each in told_commands() if not each.startswith(_STAYS)))
def test_commands_run(
    command: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = arguments(command, project)
    if words[0] == "new":
        (project / words[1]).rename(project / "another")
    for earlier in before(words):
        assert cli.run(earlier) == 0
    small = _SMALL.get(words[0], [])
    with written_by_a_model(project, monkeypatch) if words[0] in ("draft", "translate") else nullcontext():
        assert cli.run([*words, *small]) == 0, f"{told_commands()[command]}: {capsys.readouterr().err}"


def inline_commands() -> list[str]:
    found = {line for page in WRITTEN for line in _INLINE.findall(page.read_text("utf-8")) if "…" not in line}
    return sorted(line.replace("COMMAND", "check") for line in found)


@pytest.mark.parametrize("command", inline_commands())
def test_commands_in_sentences_are_understood(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(command)[1:]
    code = 0
    try:
        cli._parser(words).parse_args(words)
    except SystemExit as left:  # --help and --version leave by 0
        code = int(left.code or 0)
    assert code == 0, capsys.readouterr().err


def test_the_page_of_commands_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name in COMMANDS:
        cli.run([name, "--help"])
        section = text.partition(f"## filmc {name}\n")[2].partition("\n## ")[0]
        assert section, name
        said = section + text.partition("## Every command\n")[2].partition("\n## ")[0]
        missing = [word for word in re.findall(r"--[a-z-]+", capsys.readouterr().out) if f"`{word}" not in said]
        assert not missing, name
    sources = [path.read_text("utf-8") for path in (ROOT / "filmc").rglob("*.py")]
    variables = {
        name for source in sources for name in re.findall(r"\b(?:FILMC_[A-Z]+|NO_COLOR|FORCE_COLOR)\b", source)
    }
    assert not [name for name in sorted(variables) if f"`{name}`" not in text]
    assert not [code for code in (0, 1, 2, 3, 4, 5, 6, 7, 70, 130) if f"| {code} |" not in text]


# ---- what the pages name


def test_the_reference_is_current() -> None:
    page = ROOT / "docs" / "language.md"
    made = runpy.run_path(str(page.with_name("make_language.py")))["page"]()
    assert page.read_text("utf-8") == made, "run: python docs/make_language.py"


def test_the_page_of_providers_is_current() -> None:
    page = ROOT / "docs" / "providers.md"
    made = runpy.run_path(str(page.with_name("make_providers.py")))["page"]()
    assert page.read_text("utf-8") == made, "run: python docs/make_providers.py"


def test_the_picture_is_that_of_the_opening_film() -> None:
    maker = runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))
    opening = next(fence for fence in fences() if fence.page.name == "README.md")
    assert maker["film"]() == opening.text
    with Image.open(maker["PICTURE"]) as picture:
        assert picture.width == maker["WIDTH"]
    shots = Session(MemoryWorld({"main.film": opening.text.encode()}), "main.film").check().film.shots
    assert (maker["WIDTH"] - maker["GAP"] * (len(shots) - 1)) % len(shots) == 0


def test_the_reference_has_every_cue() -> None:
    text = (ROOT / "docs" / "language.md").read_text("utf-8")
    cues = [kind for kind in CUES if "anywhere" not in kind.where]
    missing = [
        kind.key for kind in cues if f"| {' '.join(f'`{name}`' for name in (kind.key, *kind.also))} |" not in text
    ]
    assert not missing


def test_the_reference_has_every_heading() -> None:
    section = (ROOT / "docs" / "language.md").read_text("utf-8").partition("## Headings\n")[2].partition("\n## ")[0]
    assert not [word for word in (*HEADINGS, "as") if not re.search(rf"`{word}\b", section)]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_codes_are_in_the_catalogue(page: Path) -> None:
    assert not set(re.findall(r"\b[EWH]\d{4}\b", page.read_text("utf-8"))) - set(catalogue())


def test_the_table_of_stages_is_the_house() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    told = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    house = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in (ROOT / "filmc").iterdir()
        if not path.name.startswith("__") and path.name not in ("py.typed", "data")
    ]
    assert told == sorted(house)


_LATER = {"stdlib/models/", "tests/emulators/"}
"""Folders that the first provider makes."""


@lru_cache(maxsize=1)
def modules() -> set[str]:
    """Return the names of our Python files; what is installed beside them is not looked through."""
    found: set[str] = set()
    for _, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
        found |= {name for name in files if name.endswith(".py")}
    return found


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_named_files_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(r"`((?:filmc|grammar|stdlib|tests|docs|bench|examples|\.ci)/[\w./<>-]*)`", text)
    named += re.findall(r"\bpython (docs/\w+\.py)", text)
    missing = [name for name in named if not list(ROOT.glob(re.sub(r"<\w+>", "*", name.rstrip("/"))))]
    assert not set(missing) - _LATER
    assert set(re.findall(r"\b(\w+\.py)\b", text)) <= modules()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_named_targets_are_in_the_makefile(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"(?m)^    make ([a-z-]+)|`make ([a-z-]+)`", page.read_text("utf-8"))
    assert not [name for pair in targets for name in pair if name and not re.search(rf"(?m)^{name}:", makefile)]


def anchors(page: Path) -> set[str]:
    """Return the anchors that a code host makes of the page's headings."""
    heads = re.findall(r"(?m)^#+ (.+)$", re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^()\s]+)\)", text):
        if target.startswith(("http:", "https:")):
            continue
        path, _, anchor = target.partition("#")
        goal = page.parent / path if path else page
        assert goal.exists(), target
        assert not anchor or anchor in anchors(goal), target


# ---- diagnostics for programs

SCHEMA = json.loads((ROOT / "docs" / "diagnostics-schema.json").read_text("utf-8"))


@pytest.mark.parametrize("code", ["E0330", "E0502", "E0304", "W0516", "H0525"])
def test_diagnostics_are_as_the_schema_says(code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    film = tmp_path / "main.film"
    film.write_text(catalogue()[code].wrong.text, "utf-8")
    validator = Draft202012Validator(SCHEMA)
    for words in (["--json"], ["--format", "json"]):
        cli.run(["check", str(film), *words])
        answer = json.loads(capsys.readouterr().out)
        found = answer if isinstance(answer, list) else answer["diagnostics"]
        assert code in {note["code"] for note in found}
        validator.validate(answer)


def test_the_schema_is_one_and_refuses_what_is_none() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    place = {"line": 0, "character": 0, "byte": 0, "utf16": 0}
    note = {
        "code": "E0330",
        "severity": "error",
        "message": "there is no cue",
        "span": {"file": "main.film", "start": place, "end": place},
        "related": [],
        "hints": [],
        "fixes": [],
    }
    assert validator.is_valid([note])
    for change in ({"code": "330"}, {"severity": "fatal"}, {"span": {}}, {"fixes": [{}]}, {"surprise": 1}):
        assert not validator.is_valid([note | change]), change
    assert not validator.is_valid({"filmc": 1, "command": "check"})
