"""What the page may ask for beside the text: takes, purchases, places, exports. The emulator's books are the oracle."""

from __future__ import annotations

import io
import json
import math
import os
import struct
import threading
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from booths import SESSION, Preview
from emulators.books import STUCK, Life
from emulators.paid import PaidEmulator
from lot import TARGET, TWO_SHOTS, lot

from filmc.base.source import Source
from filmc.lower.options import Options
from filmc.produce.buying.counter import Step
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import State
from filmc.produce.schedule.event import Ended, Started
from filmc.produce.schedule.tally import Tally
from filmc.produce.schedule.task import Done, Limit, Task
from filmc.produce.take import SoundTake
from filmc.render.peaks import PER_SECOND, peaks
from filmc.tools.preview.attached import Attached
from filmc.tools.preview.elsewhere import Elsewhere
from filmc.tools.preview.feed import Feed, as_json
from filmc.tools.preview.gallery import Gallery
from filmc.tools.preview.making import PageBoard, Steps
from filmc.tools.preview.offers import GOOD_FOR
from filmc.tools.preview.opening import Opener
from filmc.tools.preview.pictures import Pictures
from filmc.tools.preview.pointing import pointed
from filmc.tools.preview.said import RefusedError
from filmc.tools.preview.sheet import sheet_of
from filmc.tools.preview.status import status
from filmc.tools.preview.waves import waves_of

SOAK = bool(os.environ.get("FILMC_SOAK"))
OTHER = "the-session-of-another-browser-of-ours"


@pytest.fixture
def paid() -> Iterator[PaidEmulator]:
    with PaidEmulator("none", life=Life(lasts=0)) as emulator:
        yield emulator


@pytest.fixture
def preview(tmp_path: Path, paid: PaidEmulator, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    made = lot(tmp_path, paid)
    for name, value in made.environment.items():
        if name.startswith("FILMC_") and name != "FILMC_DEBUG":
            monkeypatch.setenv(name, value)
    with Preview(made) as opened:
        opened.door.sessions.append(OTHER)
        opened.read()
        yield opened


def until(true: Callable[[], Any]) -> Any:
    ends = time.monotonic() + 60
    while not (found := true()) and time.monotonic() < ends:
        time.sleep(0.01)
    assert found
    return found


# ---- buying


def offered(preview: Preview, **fields: Any) -> dict[str, Any]:
    answer = preview.ask("/offer", **fields)
    assert answer.status == 200, answer.body
    return {"plan": answer.json["base"], "worst": answer.json["worst"], "token": answer.json["token"]}


def test_what_is_offered_is_bought_once(preview: Preview, paid: PaidEmulator) -> None:
    offer = offered(preview, shot="kitchen/waits")
    assert paid.requests["submit"] == 0
    assert preview.ask("/buy", **offer).json == {"message": "it is being made"}
    until(lambda: preview.ends)
    assert preview.told("making")["ended"] == "bought 2 takes for 0.20 USD"
    assert (paid.charges, paid.charged) == (2, 200_000)
    assert preview.ask("/buy", **offer).status == 409
    states = {name: found.standing.state for name, found in preview.read().lowered.survey.jobs.items()}
    assert states["kitchen/waits clip"] == "fresh"
    assert states["kitchen/leaves still"] == "missing"
    assert (
        preview.ask("/offer", shot="kitchen/waits").json["message"]
        == "there is nothing to offer: nothing is to be bought"
    )
    takes_are_chosen(preview)
    assert paid.charges == 2


def test_what_is_over_budget_is_told_before(
    preview: Preview, paid: PaidEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pictures, "renew", lambda *_: None)
    preview.film.write_text(f"film Rain\n    budget: 0.30 USD\n\n{TWO_SHOTS}", "utf-8")

    def states() -> dict[str, str]:
        preview.booth.read(preview.read(), lambda *_: None)
        return {shot["id"]: shot["state"] for shot in preview.told("sheet")["shots"]}

    assert states() == {"kitchen/waits": "missing", "kitchen/leaves": "over"}
    sheet = preview.told("sheet")
    why = (
        "this film may cost 0.30 USD: 0.30 USD are spent or planned before it, 0.10 USD more are 0.10 USD too much. "
        "Raise `budget` in the script, or make it before the others: "
        "of takes that are made side by side, those that begin last are held back"
    )
    assert (
        sheet["shots"][1]["why"] == sheet["jobs"]["kitchen/leaves clip"]["why"] == sheet["money"]["held"]["why"] == why
    )
    assert sheet["money"]["ceilings"] == ["this film: 0.30 USD, 0.30 USD left"]
    assert preview.ask("/offer").json["held"]["jobs"] == 1
    preview.ask("/buy", **offered(preview))
    until(lambda: preview.ends)
    assert preview.told("making")["ended"].startswith("bought 3 takes for 0.30 USD; ")
    assert paid.charges == 3
    assert sorted(states().values()) == ["fresh", "over"], "which clip came first, the run has decided"
    assert preview.told("sheet")["money"]["buyable"] is False
    refused = preview.ask("/offer")
    assert (refused.status, "clip is over budget: this film may cost" in refused.json["message"]) == (409, True)


def test_what_is_made_and_what_is_next_is_told(preview: Preview) -> None:
    assert preview.booth.version
    plan = preview.booth.version.plan
    tasks = [Task(f"{item.job} #1", (), "provider", 10.0) for item in plan.due]
    assert [task.name for task in tasks][::2] == ["kitchen/waits still #1", "kitchen/leaves still #1"]
    steps, feed = Steps(), Feed()
    board = PageBoard(Tally(tasks, {"provider": Limit(1)}), str, feed, plan, steps)

    def shots() -> dict[str, Any]:
        board.draw(3.0)
        return json.loads(feed._newest["making"][1])["shots"]  # type: ignore[no-any-return]

    def step(state: State, progress: float | None, purchase: str = "p") -> None:
        intent = Intent(purchase, "take", "film", "run", "emulator")
        steps.see(Step(intent, state, progress=progress, name="kitchen/waits still"))

    making = {"kind": "still", "state": "making", "for": 3, "usual": 10, "percent": None}
    board.see(Started(tasks[0], 0.0))
    assert shots() == {
        "kitchen/waits": making,
        "kitchen/leaves": {"kind": "still", "state": "queued", "place": 2, "of": 3},
    }
    for state, progress, percent in (
        (State.INTENT, None, None), (State.SUBMITTED, 0.25, 25), (State.RUNNING, None, 25), (State.RUNNING, 7.0, 100),
    ):  # fmt: skip
        step(state, progress)
        assert shots()["kitchen/waits"]["percent"] == percent
    step(State.RUNNING, 0.5)
    step(State.RUNNING, 0.1, "another take of it")
    assert shots()["kitchen/waits"]["percent"] == 30
    step(State.SUCCEEDED, None)
    assert shots()["kitchen/waits"]["percent"] == 10
    board.see(Ended(tasks[0], Done(), 4.0, 4.0))
    board.see(Started(tasks[1], 4.0))
    assert shots()["kitchen/waits"] == {**making, "kind": "clip", "for": 0}
    assert shots()["kitchen/leaves"]["place"] == 1
    spoken, rest = Tally(tasks[:1], {"provider": Limit(1)}), Tally(tasks[1:], {"provider": Limit(1)})
    first = PageBoard(spoken, str, feed, plan, steps)
    for event in (Started(tasks[0], 0.0), Ended(tasks[0], Done(), 4.0, 4.0)):
        first.see(event)
    for told in (first, PageBoard(rest, str, feed, plan, steps, [spoken])):
        told.draw(4.0)
        found = json.loads(feed._newest["making"][1])
        assert (found["done"], found["total"], found["waiting"]) == (1, 4, 3), "all that was agreed to, from the start"
        assert bool(found["left"]) is (told is not first)


def takes_are_chosen(preview: Preview) -> None:
    """Choose, pin, reject, and take it all back: as the commands do."""
    job = "kitchen/waits still"
    jobs = preview.booth.version.lowered.survey.jobs  # type: ignore[union-attr]
    take = jobs[job].block.takes[0].digest  # type: ignore[union-attr]

    def do(action: str, **more: Any) -> tuple[int, str]:
        answer = preview.ask("/take", **{"job": job, "digest": take, "do": action, **more})
        preview.read()
        return answer.status, answer.json["message"]

    before = preview.here.lock
    assert do("unpick") == (409, "it is not what is chosen now: look again")
    assert do("pick")[0] == 200
    assert "chosen" in preview.here.lock
    assert do("pin")[0] == 200
    status_, words = do("reject")
    assert (status_, "E1051" in words) == (409, True)
    assert do("unpin")[0] == 200
    assert do("unpin")[0] == 409
    assert do("unpick")[0] == 200
    assert preview.here.lock == before
    assert do("reject", why=" wrong\n hands \ud83d")[1].endswith("is rejected: wrong hands ?")
    assert do("pick")[0] == 200
    assert do("unpick")[0] == 200
    assert preview.here.lock == before, "nothing is lost by choosing"
    assert do("eat")[0] == 400
    assert do("pick", digest="1")[0] == 404
    assert do("pick", job="kitchen/none still")[0] == 404
    assert preview.here.lock == before


REFUSED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "another amount": lambda offer: {**offer, "worst": "0.01 USD"},
    "another plan": lambda offer: {**offer, "plan": "0" * 64},
    "another token": lambda offer: {**offer, "token": "x" * 32},
    "another browser": lambda offer: {**offer, "session": OTHER},
    "no token": lambda offer: {name: value for name, value in offer.items() if name != "token"},
    "a list of tokens": lambda offer: {**offer, "token": [offer["token"]]},
    "nothing": lambda _: {"session": SESSION},
}


def test_nothing_else_is_bought(preview: Preview, paid: PaidEmulator) -> None:
    for case, change in REFUSED.items():
        said = change(offered(preview))
        assert preview.ask("/buy", **said).status in (400, 409), case
    late = offered(preview)
    now = time.monotonic()
    preview.buyer.offers.clock = lambda: now + GOOD_FOR + 1
    assert preview.ask("/buy", **late).status == 409
    preview.buyer.offers.clock = time.monotonic
    stale = offered(preview)
    preview.film.write_text(TWO_SHOTS.replace("wide, 1s", "close-up, 1s"), "utf-8")
    assert preview.ask("/buy", **stale).status == 200
    until(lambda: preview.ends)
    assert preview.told("making")["ended"] == "the plan has changed meanwhile: nothing was bought"
    assert preview.ask("/offer").json["message"].startswith("save your text first")
    (preview.here.home / "filmc.toml").write_text(TARGET.replace("still-1", "unpriced"), "utf-8")
    preview.film.write_text(TWO_SHOTS, "utf-8")
    preview.read()
    assert preview.ask("/offer").status == 409
    assert preview.ask("/offer", shot="kitchen/none").status == 404
    assert preview.ask("/stop").json["message"] == "nothing is being made"
    assert (paid.charges, paid.requests["submit"]) == (0, 0)


@pytest.mark.parametrize("how", ["stop", "close"])
def test_what_is_being_made_can_be_called_off(how: str, preview: Preview, paid: PaidEmulator) -> None:
    paid.books.life = Life(lasts=1e9)
    first, second = offered(preview), offered(preview)
    assert preview.ask("/buy", **first).status == 200
    until(lambda: paid.requests["submit"] >= 2)
    assert preview.ask("/buy", **second).json["message"] == "something is being made already"
    shot = until(lambda: (found := preview.told("making")["shots"]["kitchen/waits"]).get("percent") and found)
    assert (shot["kind"], shot["state"], shot["percent"]) == ("still", "making", 50), "as its provider says"
    assert 50 in [job["percent"] for job in preview.told("making")["jobs"]]
    assert states(preview) == {"making"}, "nobody need reconcile what somebody waits for"
    if how == "stop":
        assert preview.ask("/stop").status == 200
    else:
        preview.buyer.close()
    until(lambda: preview.ends)
    assert preview.told("making")["ended"] == "stopped; 2 orders called off; what is there is not bought again"
    assert paid.requests["cancel"] >= 1
    assert paid.requests["submit"] == 2
    assert "making" not in states(preview)


def states(preview: Preview) -> set[str]:
    """Return the states of the shots, as a sheet would tell them now."""
    version = preview.read()
    timeline = version.session.laid(version.lowered, Options())
    return {shot["state"] for shot in sheet_of(version, timeline, preview.booth.gallery)["shots"]}


def test_what_is_ordered_elsewhere_is_followed_without_a_save(
    preview: Preview, paid: PaidEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Pictures, "renew", lambda *_: None)
    again: list[str] = []
    elsewhere = Elsewhere(preview.reader, preview.booth, lambda: preview.buyer.is_buying, lambda: again.append("take"))

    def told(state: str) -> bool:
        elsewhere.look()
        return {shot["state"] for shot in preview.told("sheet")["shots"]} == {state}

    def known() -> list[str]:
        """Return the jobs at the provider that are told as awaited."""
        assert preview.booth.version
        return [each.facts["job"] for each in preview.booth.version.plan.unfinished if "job" in each.facts]

    paid.books.life = STUCK
    first = preview.here.start("build", "--yes", "--draft")
    until(lambda: paid.requests["submit"] == 2)
    preview.booth.read(preview.read(), lambda *_: None)  # the lock has changed: it has the film's id now
    assert told("making")
    for job in paid.books.jobs.values():
        job.life = replace(job.life, lasts=0, end="failed", refund=True)
    first.communicate()
    assert told("failed")
    second = preview.here.start("build", "--yes", "--draft")
    until(lambda: told("making") and len(known()) == 2)
    second.kill()
    second.communicate()
    until(lambda: told("unknown"))
    number = preview.told("sheet")["serial"], preview.booth.feed._count
    assert told("unknown")
    assert (preview.told("sheet")["serial"], preview.booth.feed._count) == number, "nothing is told twice"
    assert not again
    for job in paid.books.jobs.values():
        job.life = replace(job.life, lasts=0)
    preview.here.filmc("resume").ok()
    until(lambda: told("missing"))  # the clips, which nobody has ordered
    assert again == ["take"]


# ---- places


def recording(folder: Path) -> tuple[str, Path]:
    """A program that notes its arguments, in a file."""
    program, out = folder / "my editor", folder / "said"
    program.write_text(f'#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done > "{out}"\n')
    program.chmod(0o755)
    return str(program), out


def test_a_place_is_opened_by_the_template(preview: Preview, tmp_path: Path) -> None:
    program, out = recording(tmp_path)
    object.__setattr__(preview.acts, "editor", Opener(f"'{program}' -g {{file}}:{{line}}:{{column}} '$(touch x)'", {}))
    start = TWO_SHOTS.index("shot leaves")
    assert preview.ask("/open", file="main.film", start=start).status == 200
    assert until(lambda: out.exists() and out.read_text()).splitlines() == ["-g", f"{preview.film}:6:5", "$(touch x)"]
    preview.booth.sources = {"main.film": Source("main.film", "one\ntwo 🎬 three\n")}
    out.unlink()
    assert preview.ask("/open", file="main.film", start=0, line=2, column=7).status == 200
    assert f"{preview.film}:2:7" in until(lambda: out.exists() and out.read_text())
    for fields, code in [
        ({"file": "../main.film", "start": 0}, 404),
        ({"file": ".env", "start": 0}, 404),
        ({"file": "main.film"}, 400),
    ]:
        assert preview.ask("/open", **fields).status == code


SOURCE = Source("main.film", "film Rain\n# 桌🎬x\n")
KNOWN: dict[str, tuple[dict[str, str], list[str]]] = {
    "by its own word": ({"FILMC_EDITOR": "ed {line} {file}", "VISUAL": "code"}, ["ed", "2", "/f/it's.film"]),
    "without a file": ({"FILMC_EDITOR": "ed -x"}, ["ed", "-x", "/f/it's.film"]),
    "code": ({"VISUAL": "code --wait"}, ["code", "-g", "/f/it's.film:2:6"]),
    "subl": ({"EDITOR": "/usr/bin/subl -w"}, ["/usr/bin/subl", "/f/it's.film:2:5"]),
    "gvim": ({"VISUAL": "vim", "EDITOR": "gvim -f"}, ["gvim", "--remote-silent", "+call cursor(2,10)", "/f/it's.film"]),
    "the terminal of VS Code": ({"EDITOR": "vim", "TERM_PROGRAM": "vscode"}, ["code", "-g", "/f/it's.film:2:6"]),
    "the terminal of Neovim": (
        {"NVIM": "/run/a b", "EDITOR": "nvim"},
        ["nvim", "--server", "/run/a b", "--remote-expr", "execute(['drop ' .. fnameescape('/f/it''s.film'), 'call cursor(2,10)'])"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", KNOWN)
def test_known_editors_are_told_the_place(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    environ, command = KNOWN[case]
    started: list[list[str]] = []
    monkeypatch.setattr("filmc.tools.preview.opening._start", started.append)
    monkeypatch.setattr("filmc.tools.preview.opening.shutil.which", lambda name: name)
    Opener(None, environ).open(Path("/f/it's.film"), SOURCE, SOURCE.span(14, 15))
    assert started == [command]


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "say how your editor is opened"), ({"EDITOR": "vim"}, "vim opens no window"),
        ({"FILMC_EDITOR": "'"}, "no command"), ({"FILMC_EDITOR": "/no/such/program"}, "can not be started"),
        ({"FILMC_EDITOR": "false"}, "has ended with 1"),
    ],
)  # fmt: skip
def test_an_editor_that_can_not_be_opened_is_told(environ: dict[str, str], words: str) -> None:
    with pytest.raises(RefusedError, match=words):
        Opener(None, environ).open(Path("/f/main.film"), SOURCE, SOURCE.span(0, 0))


# ---- an editor that is attached

POINTED = """\
film Rain
    fps: 24

character MEI
    appearance: a person of thirty

place ROOM
    appearance: bare

scene a: EXT. STREET - DAY
    ambience: rain

    shot one: wide, 2s
        Rain.

    # next
    shot two: medium, 2s
        text (lower third, 1s-2s): Later
        MEI (at 0.5s): Hello.

scene b: INT. ROOM - DAY
    shot three: wide, 2s
        Dark.

credits
    Directed by: Ida
"""
AT = {
    0: None,
    4: (1, 48),
    7: (2, 96),
    9: (0, 0),
    10: (0, 0),
    13: (0, 0),
    14: (0, 0),
    16: (1, 48),
    17: (1, 72),
    18: (1, 60),
    21: (2, 96),
    24: (3, 144),
    99: (3, 144),
}


@pytest.mark.parametrize("above", [0, 2], ids=["", "moved"])
def test_every_line_has_its_frame(above: int, preview: Preview) -> None:
    preview.film.write_text(POINTED, "utf-8")
    preview.read()
    preview.film.write_text("# above\n" * above + POINTED, "utf-8")
    version = preview.read()
    film, file = version.lowered.film, version.checked.screenplay.files[0]
    found = {line: pointed(film, file, line + above) for line in AT}
    parts = [*(shot.id for shot in film.shots), "credits"]
    assert {line: at and (parts.index(at[0]), at[1]) for line, at in found.items()} == AT


def test_a_cursor_is_heard_by_those_who_are_there(preview: Preview) -> None:
    editor = Attached(preview.here.home, io.StringIO(), lambda _: None, preview.booth.go_to)
    line = TWO_SHOTS[: TWO_SHOTS.index("Somebody leaves")].count("\n")
    said = {"cursor": {"file": str(preview.film), "line": line, "character": 3}}
    editor.listen(io.BytesIO(json.dumps(said).encode()))
    assert preview.told("cursor") == {"topic": "cursor", "shot": "kitchen/leaves", "frame": 24}
    assert preview.booth.feed._passing == {"cursor"}


NOISE = [
    b"", b"\n", b"{", b"[]", b"7", b'"x"', b"null", b"\xff\xfe", b"[" * 90_000, b'{"text": 7}', b'{"text": {}}', b'{"text": {"file": 7}}',
    b'{"text": {"file": "/etc/passwd", "text": "x"}}', b'{"text": {"file": "../x", "text": "x"}}', b'{"text": {"file": "a\\u0000b", "text": "x"}}',
    b'{"cursor": {"file": "FILM", "line": -1}}', b'{"cursor": {"file": "FILM", "line": 1e99}}', b'{"cursor": {"file": "FILM", "line": true}}',
    b'{"cursor": []}', b'{"edited": {"id": 1, "done": true}}', b'{"edited": {"id": "x"}}', b'{"text": {"file": "FILM", "text": [1]}}',
]  # fmt: skip


def test_what_an_editor_can_not_mean_is_passed_over(preview: Preview) -> None:
    changed: list[dict[str, bytes]] = []
    editor = Attached(preview.here.home, io.StringIO(), lambda texts: changed.append(dict(texts)), lambda *_: None)
    last = json.dumps({"text": {"file": str(preview.film), "text": "film Rain\n"}}).encode()
    noise = b"\n".join(NOISE).replace(b"FILM", str(preview.film).encode())
    editor.listen(io.BytesIO(noise + b"\n" + last))
    assert changed == [{"main.film": b"film Rain\n"}]


def test_an_editor_is_told_how_the_film_stands(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    version = preview.booth.version
    assert version
    monkeypatch.setattr(Pictures, "renew", lambda *_: None)
    preview.booth.read(version, lambda *_: None)
    assert [file["file"] for file in preview.told("sheet")["files"]] == ["main.film"], "no other text is told"
    told = dict(status(preview.told("sheet"))) | dict(status(preview.told("problems")))
    assert told["film"] == {"title": "Untitled", "seconds": 2.0, "shots": 2}
    assert told["money"]["cost"] == "0.40 USD"
    assert told["state"] == {"kitchen/waits": "missing", "kitchen/leaves": "missing"}
    assert told["problems"]["error"] == 0


def test_who_listens_hears_the_newest_and_not_what_has_passed() -> None:
    import asyncio

    async def heard(count: int) -> list[Any]:
        listening = feed.listen()
        found = [json.loads(await anext(listening)) for _ in range(count)]
        threading.Thread(target=feed.mention, args=("cursor", {"shot": "b"})).start()
        found.append(json.loads(await anext(listening)))
        await listening.aclose()
        return found

    feed = Feed()
    feed.tell("sheet", {"serial": 1})
    feed.tell("sheet", {"serial": 2, "file": "\udcff.film"})
    feed.mention("cursor", {"shot": "a"})
    for _ in range(2):
        assert asyncio.run(heard(1)) == [
            {"topic": "sheet", "serial": 2, "file": "?.film"},
            {"topic": "cursor", "shot": "b"},
        ]
    assert feed._listeners == {}


# ---- exports and texts


def test_takes_are_taken_away_on_a_sheet(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    assert preview.ask("/export", kind="takes").json["message"].startswith("there are no takes yet")
    preview.ask("/buy", **offered(preview))
    until(lambda: preview.ends)
    preview.read()
    for tallest, ending, begins in ((6000, "png", b"\x89PNG"), (1, "zip", b"PK")):
        monkeypatch.setattr("filmc.render.contact_sheet._TALLEST", tallest)
        answer = preview.ask("/export", kind="takes").json
        assert answer["name"] == f"Untitled - takes.{ending}"
        medium = preview.booth.gallery.find(answer["media"])
        assert medium
        assert medium.data.startswith(begins)


HEARD = """\
character MEI
    appearance: woman of thirty

scene kitchen: INT. KITCHEN - DAY
    ambience: rain
    music: hushed piano

    shot asks: wide, auto
        MEI: Where is he?
        sfx: door creaks
"""


def test_what_is_heard_has_a_shape(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    preview.film.write_text(HEARD, "utf-8")
    version = preview.read()
    cut = version.session.cut(version.lowered, Options(), lambda *_: None)
    gallery, film = preview.booth.gallery, version.lowered.film
    told = waves_of(cut, gallery)
    assert (len(told["lines"]), len(told["sounds"])) == (1, len(film.sounds))
    for one, clip in zip([*told["lines"], *told["sounds"]], cut.timeline.sounds, strict=True):
        shape = gallery.find(one["shape"])
        assert shape
        assert len(shape.data) == math.ceil(cut.takes[clip.key].seconds * PER_SECOND)
        assert 0 < max(shape.data) <= 255
        assert (one["seconds"], one["loop"]) == (float(clip.length), clip.loop)
    monkeypatch.setattr("filmc.tools.preview.waves.peaks", None)
    assert waves_of(cut, gallery) == told, "a shape is reckoned once"
    silent = replace(cut, timeline=replace(cut.timeline, sounds=cut.timeline.sounds[1:]))
    assert waves_of(silent, gallery)["lines"] == [None], "a line that is not spoken has none"
    assert waves_of(silent, gallery)["sounds"] == told["sounds"]
    assert waves_of(replace(cut, takes={}), Gallery())["lines"] == [None]


def test_pictures_that_are_asked_for_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("filmc.tools.preview.gallery._ROOM", 20)
    gallery = Gallery()
    old = gallery.draw("old", b"0123456789")
    other = gallery.draw("other", b"0123456789")
    assert gallery.ident("old") == old
    gallery.draw("new", b"0123456789")
    assert gallery.find(old)
    assert not gallery.find(other)
    assert not gallery.ident("other")


@pytest.mark.parametrize(
    ("samples", "wanted"),
    [
        ([0] * 4800, [0, 0]), ([32767] + [0] * 4799, [255, 0]), ([0] * 2400 + [-32768], [0, 255]),
        ([8192] * 2400, [128]), ([0, -8192] * 1200, [128]),
    ],
)  # fmt: skip
def test_a_shape_tells_the_loudest_sample(samples: list[int], wanted: list[int], tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "x.wav"), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    assert [*peaks(SoundTake(tmp_path / "x.wav", len(samples), 1))] == wanted


def test_an_export_waits_for_the_pictures(preview: Preview) -> None:
    assert preview.ask("/export", kind="csv").status == 409
    preview.booth.drawn = True
    answer = preview.ask("/export", kind="csv").json
    assert answer["name"] == "Untitled.csv"
    medium = preview.booth.gallery.find(answer["media"])
    assert medium
    assert b"Somebody waits." in medium.data
    assert preview.ask("/export", kind="gif").json["message"] == "there is no picture to show"
    assert preview.ask("/export", kind="exe").status == 404


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\u2028\u2029",
    '"};alert(1);//',
    "javascript:alert(1)",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_data(text: str) -> None:
    assert json.loads(as_json({"x": text}))["x"] == text.replace("\ud800", "?")
