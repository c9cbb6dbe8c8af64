"""The command line: exit codes, what goes to which stream, JSON on every command, and files that are left alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import filmc
from filmc.tools.cli import COMMANDS, run

GOOD = "scene EXT. STREET - DAY\n\n    shot wide, 1s\n        Rain.\n"
BAD = "scene EXT. STREET - DAY\n\n    shot wide, pan lefft, 1s\n        Rain.\n"
Output = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep takes and cache where the test is."""
    monkeypatch.setenv("FILMC_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FILMC_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "main.film"
    path.write_text(GOOD)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.film"
    path.write_text(BAD)
    return path


CASES = [
    (("check", "{film}"), 0),
    (("check", "{broken}"), 1),
    (("check", "{film}", "{broken}"), 1),
    (("check", "{nowhere}"), 2),
    (("fmt", "{film}"), 0),
    (("fmt", "--check", "{broken}"), 0),
    (("table", "{film}"), 0),
    (("table", "{film}", "--csv"), 0),
    (("table", "{broken}"), 1),
    (("dump", "{film}", "--stage", "ast"), 0),
    (("dump", "{film}", "--stage", "film"), 0),
    (("dump", "{film}", "--stage", "jobs"), 0),
    (("dump", "{film}", "--stage", "timeline"), 0),
    (("dump", "{film}", "--stage", "graph"), 0),
    (("dump", "{broken}"), 1),
    (("explain",), 0),
    (("explain", "E0801"), 0),
    (("explain", "0801"), 0),
    (("explain", "E9999"), 2),
    (("completion", "bash"), 0),
    (("completion", "zsh"), 0),
    (("completion", "fish"), 0),
    (("completion", "powershell"), 0),
    (("build", "{broken}"), 1),
    (("build", "{film}", "-o", "{folder}"), 2),
    (("build", "{film}", "-o", "{folder}/film.avi"), 2),
    (("build", "{film}", "--size", "huge"), 2),
    (("new", "{folder}"), 2),
    (("takes", "--film", "{film}"), 0),
    (("takes", "1-1", "--film", "{film}"), 0),
    (("takes", "--film", "{broken}"), 1),
    (("takes", "--film", "{nowhere}"), 2),
    (("why", "1-1", "--film", "{film}"), 0),
    (("why", "2-1", "--film", "{film}"), 1),
    (("pick", "1-1", "1", "--film", "{film}"), 1),
    (("reject", "1-1", "1", "--why", "no", "--film", "{film}"), 1),
    (("pin", "1-1", "still", "--film", "{film}"), 1),
    (("unpick", "1-1", "still", "--film", "{film}"), 0),
    (("take", "1-1", "{nowhere}", "--film", "{film}"), 1),
    (("store", "path"), 0),
    (("store", "verify"), 0),
    (("gc", "--dry-run"), 0),
]


def filled(words: tuple[str, ...], film: Path, broken: Path) -> list[str]:
    places = {"film": film, "broken": broken, "nowhere": film.parent / "nowhere.film", "folder": film.parent}
    return [word.format(**places) for word in words]


@pytest.mark.parametrize(
    ("words", "code"), CASES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_exit_codes(words: tuple[str, ...], code: int, film: Path, broken: Path, capsys: Output) -> None:
    assert run(filled(words, film, broken)) == code
    streams = capsys.readouterr()
    assert "Traceback" not in streams.err
    if code:
        assert streams.err.strip() or streams.out.strip()


@pytest.mark.parametrize(
    ("words", "code"), CASES, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_json_is_one_object_and_nothing_else(
    words: tuple[str, ...], code: int, film: Path, broken: Path, capsys: Output
) -> None:
    assert run([*filled(words, film, broken), "--json"]) == code
    answers = capsys.readouterr().out
    if words[:2] == ("check", "{film}") and len(words) > 2:
        return  # several films: an object each
    answer = json.loads(answers)
    assert answer["filmc"] == 1
    assert answer["command"] == words[0]
    assert answer["ok"] is (code == 0)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_teaches(name: str, capsys: Output) -> None:
    assert run([name, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"filmc {name}" in text
    assert len(text) > 300


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("chekc",), "there is no command 'chekc'; did you mean 'check'?"),
        (("keep", "desk", "2"), "there is no command 'keep'; did you mean 'pick'?"),
        (("build", "--sise", "320x180"), "filmc build: there is no option '--sise'; did you mean '--size'?"),
        (("plan", "--exitcode=3"), "there is no option '--exitcode'; did you mean '--exit-code'?"),
        (("explain", "E0801", "E0802"), "filmc explain: there is no place for 'E0802' here"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_a_slip_is_answered_with_the_nearest(words: tuple[str, ...], told: str, capsys: Output) -> None:
    assert run(words) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("columns", [40, 60, 120])
def test_the_shot_table_is_as_wide_as_the_terminal(
    columns: int, film: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run(["table", str(film)]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= columns


SOUNDS = """\
scene INT. ROOM - DAY
    ambience: the room
    shot wide, 2s
        A.
    shot wide, 2s
        ambience: the street
        sfx (at 1.5s): a bang
        B.
    dissolve 1s
    shot wide, 2s
        ambience: the sea
        C.
    shot wide, 2s
        D.
"""


def test_the_shot_table_lists_sounds_with_the_shot_that_says_them(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "main.film"
    path.write_text(SOUNDS, "utf-8")
    assert run(["table", str(path), "--json"]) == 0
    found = [row["sound"] for row in json.loads(capsys.readouterr().out)["table"]]
    assert found == ["the room", "the street / a bang", "the sea", "the room"]


def test_formats_of_check(broken: Path, capsys: Output) -> None:
    run(["check", str(broken), "--format", "short"])
    assert capsys.readouterr().out.startswith("broken.film:3:16: error[E")
    run(["check", str(broken), "--format", "sarif"])
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"
    run(["check", str(broken), "--format", "json"])
    assert json.loads(capsys.readouterr().out)[0]["span"]["start"]["line"] == 2


@pytest.mark.parametrize(
    "case",
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour(
    case: tuple[tuple[str, ...], dict[str, str], bool], broken: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    options, environment, coloured = case
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run(["check", str(broken), *options])
    assert ("\x1b[" in capsys.readouterr().err) is coloured


def test_fmt_changes_only_what_it_should(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "main.film"
    path.write_text("scene   EXT. STREET - DAY\n\n\n  shot wide\n      Rain.  \n")
    assert run(["fmt", "--check", str(path)]) == 1
    assert run(["fmt", "--diff", str(path)]) == 0
    assert "+scene EXT. STREET - DAY" in capsys.readouterr().out
    assert path.read_text().startswith("scene   EXT.")
    assert run(["fmt", str(path)]) == 0
    assert path.read_text() == "scene EXT. STREET - DAY\n\n    shot wide\n        Rain.\n"
    path.write_bytes(b"scene EXT. \xff\n")
    assert run(["fmt", str(path)]) == 1
    assert path.read_bytes() == b"scene EXT. \xff\n"


def test_the_film_of_the_folder_is_meant(film: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    monkeypatch.chdir(film.parent)
    assert run(["check"]) == 0
    film.rename(film.with_name("other.film"))
    assert run(["check"]) == 0
    (film.parent / "third.film").write_text(GOOD)
    assert run(["check"]) == 2
    assert "say which" in capsys.readouterr().err
    Path("third.film").unlink()
    Path("a folder.film").mkdir()
    assert run(["check"]) == 0, "a folder is no film"
    assert "1 scene, 1 shot, 0:01.0" in capsys.readouterr().err


@pytest.mark.usefixtures("capsys")
def test_a_new_film_checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "my-first film"]) == 0
    assert run(["check", "my-first film/main.film"]) == 0
    assert "My first film" in (tmp_path / "my-first film" / "main.film").read_text()
    assert run(["fmt", "--check", "my-first film/main.film"]) == 0
    assert run(["new", "my-first film"]) == 2


def test_a_table_for_spreadsheets_holds_no_formula(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "main.film"
    path.write_text("scene EXT. A - DAY\n    shot wide\n        =HYPERLINK(1)\n")
    assert run(["table", str(path), "--csv"]) == 0
    assert "'=HYPERLINK(1)" in capsys.readouterr().out


def process(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "filmc", *words]
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1]), **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


def test_as_a_process(film: Path) -> None:
    assert process("--version").stdout.strip() == f"filmc {filmc.__version__}"
    assert process("check", str(film), LC_ALL="C", PYTHONIOENCODING="ascii").returncode == 0
    command = f"{sys.executable} -m filmc explain | head -1"
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    piped = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env, check=False)
    assert not piped.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("build", "{film}", "-o", "{folder}/film.mp4", "--size", "64x36"), 0),
        (("check", "{broken}"), 1),
        (("plan", "{film}", "--json"), 0),
        (("nonsense",), 2),
        (("watch", "{film}", "--once", "--size", "64x36"), 0),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else str(each),
)
@pytest.mark.parametrize("deaf", ["stdout", "stderr"])
@pytest.mark.parametrize("closed", [False, True], ids=["unread", "closed"])
def test_what_nobody_reads_stops_no_work(
    deaf: str, words: tuple[str, ...], code: int, film: Path, broken: Path, *, closed: bool
) -> None:
    """As behind `| head`, or where there is no stream at all: the work is done, and its exit code is that of the work."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "filmc", *filled(words, film, broken)]
    if closed:
        command = ["bash", "-c", f'exec "$@" {1 if deaf == "stdout" else 2}>&-', "-", *command]
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    other = "stdout" if deaf == "stderr" else "stderr"
    for _ in range(2 if words[0] == "build" else 1):  # the second time nothing has changed
        done = subprocess.run(command, env=env, check=False, **{deaf: writer, other: subprocess.PIPE})
        assert (done.returncode, b"Traceback" in (done.stderr or b"")) == (code, False), done.stderr
    os.close(writer)
    assert words[0] != "build" or (film.parent / "film.mp4").exists()


def test_a_server_whose_stdin_is_closed_has_heard_all() -> None:
    command = ["bash", "-c", 'exec "$@" <&-', "-", sys.executable, "-m", "filmc", "lsp"]
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=60)
    assert "a fault in filmc" not in done.stderr
    assert done.returncode < 2


def test_help_does_not_load_the_compiler() -> None:
    loaded = "import sys; from filmc.tools.cli import run; run(['--help']); print(sorted(set(sys.modules) & {'lark', 'pydantic', 'numpy', 'cv2', 'PIL', 'jinja2'}))"
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, env=env, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_check_loads_no_picture_or_sound(film: Path) -> None:
    loaded = f"import sys; from filmc.tools.cli import run; run(['check', {str(film)!r}]); print(sorted(set(sys.modules) & {{'numpy', 'cv2', 'PIL', 'jinja2', 'ffmpeg'}}))"
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, env=env, check=True)
    assert answer.stdout.splitlines()[-1] == "[]"


def test_a_free_build_loads_neither_network_nor_templates() -> None:
    loaded = "import sys, filmc.tools.commands.build; print(sorted(set(sys.modules) & {'httpx', 'jinja2', 'lark'}))"
    env = {**os.environ, "PYTHONPATH": str(Path(filmc.__file__).parents[1])}
    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, env=env, check=True)
    assert answer.stdout == "[]\n"
