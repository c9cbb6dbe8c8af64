"""Films that a model writes, through the whole program: what is asked, what is paid, what is written."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from emulators import faults
from emulators.books import Life
from lot import TESTS, Answer
from vendors._chat import ChatEmulator
from vendors.deepseek import KEY, VENDOR, DeepSeekEmulator
from vendors.ollama import OllamaEmulator
from warm import warm

from filmc.base.failpoints import VARIABLE
from filmc.produce.buying.patience import Patience
from filmc.tools import cli

SOAK = bool(os.environ.get("FILMC_SOAK"))
PAID, FREE = "deepseek:flash", "ollama:gemma3-12b"
FILM = """\
film The Letter
    language: en

character MEI
    appearance: woman of thirty, red coat

scene home: INT. ROOM - NIGHT

    shot desk: medium, on MEI, 4s
        Mei writes a letter.

    shot door: close-up, on MEI, auto
        MEI (sad): Nobody answers.
"""
WRONG = FILM.replace("medium, on MEI, 4s", "medium, wide, on MEI, 4s")
WORSE = WRONG.replace("MEI (sad)", "TOM (sad)")
STORY = "A woman in a red coat writes a letter, and nobody answers.\n"


@dataclass
class House:
    """A folder with a story in it, and a model that answers as it is told to."""

    home: Path
    writer: ChatEmulator
    model: str
    said: Callable[[], Any]
    monkeypatch: pytest.MonkeyPatch
    config: Path

    def filmc(self, *words: str, stdin: bytes = b"") -> Answer:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = cli.run(words)
        told = self.said()
        return Answer(code, told.out, told.err)

    def draft(self, *words: str) -> Answer:
        return self.filmc("draft", "story.txt", "--model", self.model, *words)

    @property
    def film(self) -> str:
        return (self.home / "story.film").read_text("utf-8")

    def asked(self, number: int = -1) -> list[dict[str, str]]:
        """Return the turns of a request."""
        return json.loads(self.writer.seen[number][2])["messages"]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return warm(tmp_path_factory.mktemp("cache"))


@pytest.fixture(params=[DeepSeekEmulator])
def house(
    request: pytest.FixtureRequest,
    cache: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[House]:
    home = tmp_path / "film"
    home.mkdir()
    (home / "story.txt").write_text(STORY, "utf-8")
    emulator: type[ChatEmulator] = request.param
    model = FREE if emulator is OllamaEmulator else PAID
    with emulator() as writer:
        config = tmp_path / "config.toml"
        config.write_text(f'[providers.{model.partition(":")[0]}]\nbase = "{writer.url}"\n', "utf-8")
        for name, value in {"STORE": tmp_path / "store", "CACHE": cache, "CONFIG": config}.items():
            monkeypatch.setenv(f"FILMC_{name}", str(value))
        monkeypatch.setenv("DEEPSEEK_API_KEY", KEY)
        monkeypatch.chdir(home)
        yield House(home, writer, model, capsys.readouterr, monkeypatch, config)


on_this_machine = pytest.mark.parametrize("house", [OllamaEmulator], indirect=True)


@dataclass(frozen=True)
class Course:
    """How it goes: what is answered, what that comes to, how many answers are paid, and what the film then is."""

    answers: tuple[str | tuple[str, str], ...]
    code: int = 0
    charges: int = 1
    film: str = FILM
    told: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    """What the writer is told of its last answer."""
    words: tuple[str, ...] = ()


BOARD = "镜号,景别,画面,时长\n1,中景,女人写信,5s\n2,特写,信,3s\n3,全景,街道,4s\n"
THREE = FILM + "\n    shot street: wide, 4s\n        The street.\n"

COURSES: dict[str, Course] = {
    "right at once": Course((FILM,), told=("2 shots, 0:0", "in 1 answer; spent now: 0.000439 USD")),
    "in a fence": Course((f"Here it is:\n```film\n{FILM}```\nEnjoy!",)),
    "after a thought": Course((f"<think>```film\nno```</think>{FILM}",)),
    "badly laid out": Course((FILM.replace("    ", "  ").replace("\n\n\n", "\n"),)),
    "wrong, then right": Course(
        (WRONG, FILM),
        charges=2,
        told=("in 2 answers",),
        back=(
            "- line 9, `shot desk: medium, wide, on MEI, 4s`: ",
            "Write the whole",
        ),
    ),
    "never right": Course((WORSE, WRONG, WORSE), 1, 3, WRONG, ("E0504",)),
    "one answer only": Course((WRONG, FILM), 1, 1, WRONG, ("E0504",), words=("--rounds", "1")),
    "blank, then right": Course((" \n", FILM), charges=2),
    "blank": Course(("", " ", "```\n\n```"), 5, 3, "", ("E0844", "3 answers came, and nothing stands in any")),
    "prose": Course(("I can not do that.", FILM), charges=2, back=("line 1, `I can not do that.`",)),
    "no shot": Course(("film The Letter\n", FILM), charges=2, back=("- there is no shot in it",)),
    "cut off": Course(((FILM[:150], "length"), FILM), charges=2, back=("- it was cut off after 8,000 tokens",)),
    "always cut off": Course(((FILM, "length"),) * 3, 1, 3, FILM, ("E0845", "it was cut off after 8,000 tokens")),
    "too dear": Course((FILM,), 4, 0, "", ("costs 0.0", "more than 0.00001 USD"), words=("--max-cost", "0.00001 USD")),
    "dear enough for one": Course(
        (WRONG, FILM), 1, 1, WRONG, ("E0504", "may cost 0.0213 USD"), words=("--max-cost", "0.0213 USD")
    ),
    "unknown model": Course(
        (), 1, 0, "", ("E1014", "filmc knows no model `deepsek:flash`"), words=("--model", "deepsek:flash")
    ),
    "no writer": Course((), 1, 0, "", ("E1014", "makes no chat"), words=("--model", "vidu:q3-pro-720p")),
    "no key": Course((), 1, 0, "", ("E0842", "Kimi (Moonshot) has no key here"), words=("--model", "kimi:k3")),
    "no target": Course((), 1, 0, "", ("E1013",), words=("--target", "nowhere")),
}


@pytest.mark.parametrize("course", COURSES.values(), ids=COURSES)
def test_how_it_goes(course: Course, house: House) -> None:
    house.writer.answers = list(course.answers)
    words = ("--minutes", "0.5", *(() if "--max-cost" in course.words else ("--yes",)), *course.words)
    answer = house.draft(*words).refused(course.code, *course.told)
    assert house.writer.charges == house.writer.requests["submit"] == course.charges
    if course.film:
        head, _, rest = house.film.partition("\n\n")
        assert rest == course.film
        assert head.startswith(f"# Drafted by {PAID} on 20")
        assert head.endswith(" from story.txt (sha256 32886ccecf21).")
    else:
        assert not (house.home / "story.film").exists()
    if course.back:
        first, last, back = house.asked()
        assert (first["role"], last["role"], back["role"]) == ("user", "assistant", "user")
        assert first == house.asked(0)[0]
        assert last["content"] == (course.answers[0][0] if isinstance(course.answers[0], tuple) else course.answers[0])
        assert all(words in back["content"] for words in course.back), back["content"]
    assert KEY not in answer.err + answer.out
    if course.charges > 1:
        house.draft(*words, "--force").refused(course.code)
        assert house.writer.charges == course.charges, "what was paid is not paid again"


@on_this_machine
def test_a_model_on_this_machine_asks_for_nobodys_word(house: House) -> None:
    house.writer.answers = [FILM]
    told = json.loads(house.draft("--json").ok().out)
    assert (told["model"], told["spent"]) == (FREE, [{"currency": "USD", "micros": 0}])
    assert house.film.endswith(FILM)


def test_nobody_agrees(house: House) -> None:
    house.draft().refused(4, "at most 0.0", " an answer, 0.0", " in all for 3 answers, and nobody is here to agree")
    assert json.loads(house.draft("--json").out)["ok"] is False
    (house.home / "filmc.toml").write_text('[ceilings]\nrun = "0.01 USD"\n', "utf-8")
    house.draft("--yes").refused(4, "E0844", "may cost 0.01 USD")
    assert not house.writer.requests["submit"]


def test_a_strange_projects_addresses_are_not_obeyed(house: House) -> None:
    (house.home / "filmc.toml").write_text('[providers.deepseek]\nbase = "https://example.org"\n', "utf-8")
    house.draft("--yes").refused(1, "E1030")
    assert not house.writer.requests["submit"]


TROUBLES: dict[str, tuple[Any, int, tuple[str, ...]]] = {
    "no money": (VENDOR.refusals["no money"][0], 5, ("Insufficient Balance",)),
    "bad key": (VENDOR.refusals["bad key"][0], 5, ("Authentication Fails", "try `--anew`")),
    "lost": (faults.RESET_CHARGED, 6, ("filmc reconcile",)),
}


@pytest.mark.parametrize(("fault", "code", "words"), TROUBLES.values(), ids=TROUBLES)
def test_what_the_provider_does(fault: Any, code: int, words: tuple[str, ...], house: House) -> None:
    house.writer.script("submit", fault)
    house.draft("--yes").refused(code, "E0844", *words)
    house.writer.answers = [FILM]
    again = house.draft("--yes")
    if code == 6:
        again.refused(6, "E0844")
        assert house.writer.charges == 1, "what may have been paid is not ordered again"
    else:
        again.ok()


@on_this_machine
def test_a_model_that_is_not_reached_is_asked_by_the_same_command(house: House) -> None:
    house.monkeypatch.setattr(Patience, "pauses", lambda *_: repeat(0.0))
    reached = house.config.read_text("utf-8")
    house.config.write_text('[providers.ollama]\nbase = "http://127.0.0.1:1"\n', "utf-8")
    told = house.draft().refused(5, "E0844", "no connection to 127.0.0.1:1", "nothing was ordered", "doctor --net")
    assert "--anew" not in told.err
    house.config.write_text(reached, "utf-8")
    house.writer.answers = [FILM]
    house.draft().ok()


def test_what_is_held_back(house: House) -> None:
    house.writer.books.life = Life(end="content")
    house.draft("--yes").refused(5, "E0844", "the answer was held back")


POINTS = ("buying.after_submit", "buying.before_submit", "buying.before_store", "buying.before_tidy")


@pytest.mark.parametrize("point", POINTS if SOAK else POINTS[:1])
def test_a_killed_run_goes_on_with_what_was_paid(point: str, house: House) -> None:
    house.writer.answers = [WRONG, FILM]
    words = ["draft", "story.txt", "--model", PAID, "--yes"]
    path = os.pathsep.join((str(TESTS.parent), str(TESTS)))
    killed = subprocess.run(
        [sys.executable, "-m", "filmc", *words],
        env={**os.environ, "PYTHONPATH": path, VARIABLE: f"{point}=kill"},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr
    paid = house.writer.charges
    assert paid == (point != "buying.before_submit")
    assert not (house.home / "story.film").exists()
    if point == "buying.before_submit":  # it may have left
        house.draft("--yes").refused(6, "E0844")
        return
    house.draft("--yes").ok()
    assert house.writer.charges == 2
    assert [turn["role"] for turn in house.asked()] == ["user", "assistant", "user"]
    assert house.film.endswith(FILM)


def test_what_was_written_before_is_found_and_written_once_more_when_that_is_wanted(house: House) -> None:
    other = FILM.replace("The Letter", "A Letter")
    house.writer.answers = [FILM, other]
    house.draft("--yes").ok()
    house.draft("--yes").refused(2, "is there already: --force overwrites it")
    house.draft("-o", "again.film").ok()
    assert (house.home / "again.film").read_text("utf-8") == house.film
    house.draft("-o", "anew.film", "--anew", "--yes").ok()
    house.draft("-o", "last.film").ok()
    for name in ("anew", "last"):
        assert (house.home / f"{name}.film").read_text("utf-8").endswith(other)
    assert house.writer.charges == 2


def test_a_draft_is_a_film_as_any_and_its_price_is_the_films(house: House) -> None:
    (house.home / "filmc.toml").write_text(f'target = "t"\n[targets.t]\nchat = "{PAID}"\n', "utf-8")
    house.writer.answers = [FILM]
    house.filmc("draft", "story.txt", "-o", "main.film", "--yes").ok()
    house.filmc("check").ok()
    house.filmc("fmt", "--check").ok()
    lock = (house.home / "film.lock").read_text("utf-8")
    assert "job draft" in lock
    assert "verdict: passed" in lock
    spent = json.loads(house.filmc("report", "--json").ok().out)
    assert "writing" in json.dumps(spent)
    assert "committed" in house.filmc("ledger").ok().out
    takes = house.filmc("takes").ok()
    assert "flash · 0.000439 USD" in takes.out
    house.filmc("plan").ok()
    house.filmc("why", "desk").ok()
    assert house.writer.charges == 1


def test_a_storyboard_keeps_its_rows(house: House) -> None:
    (house.home / "story.txt").write_text(BOARD, "utf-8")
    house.writer.answers = [FILM, THREE]
    house.draft("--yes").ok()
    first, _, back = house.asked()
    assert "a storyboard of 3 rows" in first["content"]
    assert "2. 镜号: 2 | 景别: 特写 | 画面: 信 | 时长: 3s" in first["content"]
    assert "- the storyboard has 3 rows, and this film 2 shots" in back["content"]
    assert house.film.endswith(THREE)


def test_a_cast_that_is_there_is_used(house: House) -> None:
    cast = "character MEI\n    also: 小梅\n    外貌: woman of thirty\n    as OLD\n        appearance: white hair\n"
    (house.home / "library").mkdir()
    (house.home / "library" / "cast.film").write_text(cast, "utf-8")
    film = FILM.replace("character MEI\n    appearance: woman of thirty, red coat", "use library/cast.film")
    house.writer.answers = [film]
    house.draft("--yes", "--cast", "library/cast.film", "--language", "en").ok()
    first = house.asked()[0]
    assert "the line `use library/cast.film`" in first["content"]
    assert "- character MEI (also 小梅): woman of thirty; as OLD: white hair\n" in first["content"]
    assert "`language: en`" in first["content"]
    assert house.film.endswith(film)


def test_the_prompt_is_shown_and_nobody_is_asked(house: House) -> None:
    shown = house.filmc("draft", "story.txt", "--prompt").ok().out
    assert STORY in shown
    assert json.loads(house.filmc("draft", "story.txt", "--prompt", "--json").ok().out)["prompt"] + "\n" == shown
    piped = house.filmc("draft", "-", "-o", "x.film", "--prompt", stdin=STORY.encode()).ok().out
    assert piped == shown
    elsewhere = subprocess.run(
        [sys.executable, "-m", "filmc", "draft", "story.txt", "--prompt"],
        env={**os.environ, "PYTHONPATH": str(TESTS.parent), "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert elsewhere.stdout.decode() == shown, "equal in every process"
    assert sorted(path.name for path in house.home.iterdir()) == ["story.txt"]


MISTAKES: dict[str, tuple[tuple[str, ...], str]] = {
    "nothing there": (("nowhere.txt",), "nowhere.txt can not be read"),
    "a folder": (("..",), "can not be read"),
    "empty": (("empty.txt",), "empty.txt is empty"),
    "another encoding": (("gbk.txt",), "gbk.txt is not in UTF-8"),
    "no name for the film": (("-",), "needs -o FILM"),
    "another ending": (("story.txt", "-o", "film.txt"), "screenplays are written as .film"),
    "over the story": (("wrong.film", "--force"), "wrong.film is the story itself"),
    "no length": (("story.txt", "--minutes", "long"), "--minutes long: a number"),
    "no length at all": (("story.txt", "--minutes", "1/0"), "--minutes 1/0: a number"),
    "too long": (("story.txt", "--minutes", "90"), "0.1 to 7 minutes"),
    "no language": (("story.txt", "--language", "chinese please"), "is no language tag"),
    "no cast": (("story.txt", "--cast", "cast.film"), "there is no such file"),
    "a cast elsewhere": (("story.txt", "--cast", "../cast.film"), "it has to lie in the film's folder"),
    "a wrong cast": (("story.txt", "--cast", "wrong.film"), "has errors, as E0"),
    "no round": (("story.txt", "--rounds", "0"), "1 to 20 times"),
    "no money": (("story.txt", "--max-cost", "much"), "--max-cost much"),
}


@pytest.mark.parametrize(("words", "told"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(words: tuple[str, ...], told: str, house: House) -> None:
    (house.home / "empty.txt").write_bytes(b"\xef\xbb\xbf \n")
    (house.home / "gbk.txt").write_bytes("一封信".encode("gbk"))
    (house.home / "wrong.film").write_text("charakter MEI\n", "utf-8")
    house.filmc("draft", *words, "--model", PAID).refused(2, told)
    assert not house.writer.seen


def test_a_story_that_is_too_long(house: House) -> None:
    (house.home / "story.txt").write_text("字" * 20_001, "utf-8")
    house.draft("--yes").refused(1, "E0843", "60,003 bytes")
    (house.home / "story.txt").write_text("shot\tsize\n" + "1\twide\n" * 150, "utf-8")
    house.draft("--yes").refused(1, "E0843", "47,000 tokens")
    assert not house.writer.seen


SPOKEN = """\
film The Letter
    language: zh

character MEI
    appearance: woman of thirty

scene home: INT. ROOM - NIGHT

    shot desk: medium, on MEI, auto
        text (title): 信
            style: bold
        MEI (sad): 没有人回信。

        MEI: 水开了。
            en: The water boils.
        # hers
"""
TRANSLATED = (
    SPOKEN.replace(
        "            style: bold\n", "            style: bold\n            en: The Letter\n            ja: 手紙\n"
    )
    .replace("没有人回信。\n", "没有人回信。\n            en: Nobody answers.\n            ja: 誰も返事をくれない。\n")
    .replace("The water boils.\n", "The water boils.\n            ja: お湯が沸いた。\n")
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_translations_that_are_missing(ends: str, house: House) -> None:
    film = house.home / "main.film"
    film.write_bytes(SPOKEN.replace("\n", ends).encode())
    words = ("translate", "--to", "en, ja", "--model", PAID)
    first = "1 en: The Letter\n1 ja：手紙\n- 2 en: Nobody answers.\n2 ja: 誰も返事をくれない。\n9 en: no\n3 en: no\n"
    house.writer.answers = [first, f"{first}3 ja: お湯が沸いた。"]
    house.filmc(*words).refused(4, "nobody is here to agree")
    house.filmc(*words, "--yes").ok()
    assert film.read_bytes().decode() == TRANSLATED.replace("\n", ends)
    asked, _, back = house.asked()
    assert "2 | MEI (sad) | cmn | 没有人回信。" in asked["content"]
    assert "3 en" not in asked["content"]
    assert "3 ja" in back["content"]
    house.filmc("check").ok()
    assert "nothing is missing" in house.filmc(*words).ok().err
    assert house.writer.charges == 2


def test_a_translation_that_does_not_come(house: House) -> None:
    (house.home / "main.film").write_text(SPOKEN, "utf-8")
    house.writer.answers = ["1 en: The Letter", "What?", ""]
    house.filmc("translate", "--to", "en", "--model", PAID, "--yes").refused(1, "into en not translated: 没有人回信。")
    assert "            en: The Letter\n" in (house.home / "main.film").read_text("utf-8")
    house.filmc("translate", "--to", "klingon please").refused(2, "is no language tag")
