"""What people make: the card that asks for it, the file that comes back, and what may never happen on the way."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from emulators import media
from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import Lot, Near, lot
from PIL import Image
from watching import Watching

from filmc.base.ffmpeg import find_ffmpeg
from filmc.lower.job import Job, Kind
from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    LipSyncRequest,
    MusicRequest,
    PictureRequest,
    Request,
    SoundRequest,
    SpeechRequest,
    StillRequest,
)
from filmc.produce.hands.card import Card, file_name, short
from filmc.produce.hands.fitting import Measure, misfit
from filmc.produce.hands.page import page
from filmc.produce.hands.words import asking
from filmc.produce.models import table_of
from filmc.produce.protocol.shapes import plain_ratio

# ---- what is asked, in the tool's own form

STILL = StillRequest("a desk --by the window", "text, watermark", "640/274")
MUSIC = MusicRequest("letters", ("hushed",), "minor", 80, 0.4, 0.4, ("piano", "cello"), ("drums",), 30_000)
SPEECH = SpeechRequest("Good evening.", "en", "young woman, low", "MEI", "tired")
SEVEN = (("size", "640x274"), ("seed", "7"))
Given = tuple[tuple[str, str], ...]
ASKED: dict[str, tuple[tuple[str, Kind, Request | PictureRequest, Given], dict[str, str]]] = {
    # (model, kind, what, files that lie with it), what is on the page
    "a picture": (
        ("midjourney", "still", STILL, ()),
        {"Prompt": "a desk —by the window --ar 7:3 --seed 7 --no text, watermark"},
    ),
    "anime": (
        (
            "midjourney-niji",
            "still",
            StillRequest("a desk", "", "16/9"),
            (("reference 1", "r1.png"), ("reference 2", "r2.png")),
        ),
        {
            "Prompt": "a desk --ar 16:9 --niji 6 --seed 7",
            "": "Drag `r1.png`, `r2.png` into the prompt bar, as references.",
        },
    ),
    "a song": (
        ("suno", "music", MUSIC, ()),
        {
            "Style": "letters, hushed, 80 bpm, minor, piano, cello",
            "Exclude Styles": "drums",
            "Instrumental": "on",
            "Title": "kitchen/waits music",
            "": "Its length can not be set: a piece of at least 30 s is wanted, and its end is cut off in the film.",
        },
    ),
    "tags": (
        ("udio", "music", MUSIC, ()),
        {
            "Prompt": "letters, hushed, 80 bpm, minor, piano, cello",
            "Lyrics": "Instrumental",
            "": "Choose the clip length (32 or 130 s) that is enough for 30 s; its end is cut off in the film.",
        },
    ),
    "a clip": (
        ("kaiber", "clip", ClipRequest("she runs", "rain", "16/9", 5000), (("start", "start.png"), ("end", "end.png"))),
        {"Prompt": "she runs", "What must not be seen": "rain", "": "Begin with `start.png`."},
    ),
    "a repair": (
        ("photoshop", "still", EditRequest("extend", "more sky", "", "16/9"), (("picture", "picture.png"),)),
        {"Prompt": "extend: more sky", "": "The picture to be worked on is `picture.png`."},
    ),
    "a larger picture": (
        ("topaz", "still", EnlargeRequest("16/9"), (("picture", "picture.png"),)),
        {
            "Prompt": "the same picture, as large as the film or larger",
            "": "The picture to be worked on is `picture.png`.",
        },
    ),
    "mouths": (
        (
            "capcut",
            "lip-sync",
            LipSyncRequest("left", (500, 2000), 4000),
            (("clip", "clip.mp4"), ("voice 1", "voice-1.wav")),
        ),
        {
            "Prompt": "the mouth of the person on the left speaks the lines, which begin at 0.5 s, 2 s",
            "": "Work on `clip.mp4`.",
        },
    ),
    "a cleaner clip": (
        ("after-effects", "enhancement", EnhanceRequest("16/9"), (("clip", "clip.mp4"),)),
        {"Prompt": "the same clip, cleaner, as large as the film"},
    ),
    "a line": (
        ("web", "speech", SPEECH, ()),
        {"Line": "Good evening.", "Voice": "young woman, low, tired", "Language": "en"},
    ),
    "a sound": (
        ("web", "sound", SoundRequest("rain", "rain on a roof", 2000, loop=True), ()),
        {"Sound": "rain on a roof, as a loop without a seam"},
    ),
}


def job_of(model: str, kind: Kind, what: Request | PictureRequest) -> Job:
    found = table_of("manual").models[f"manual:{model}"]
    return Job(kind, what, found.id, "kitchen/waits", how=SEVEN, name=f"kitchen/waits {kind}", model=found)


@pytest.mark.parametrize("name", list(ASKED))
def test_a_tool_is_asked_in_its_own_form(name: str) -> None:
    (model, kind, what, given), told = ASKED[name]
    asked = asking(job_of(model, kind, what), {}, given)
    told = dict(told)
    step = told.pop("", None)
    assert {box.title: box.text for box in asked.boxes} == told
    assert asked.steps[:1] == ((step,) if step else asked.steps[:1])


def test_what_the_user_states_for_a_tool_is_in_its_prompt() -> None:
    (box,) = asking(job_of("midjourney", "still", STILL), {"version": "7", "sref": "12345 678", "sw": ""}).boxes
    assert box.text.endswith("--ar 7:3 --v 7 --seed 7 --sref 12345 678 --no text, watermark")


def test_every_model_by_hand_has_a_form_and_no_price() -> None:
    made = {need for model in table_of("manual").models.values() for need in model.makes}
    assert made == {"image", "video", "speech", "lip-sync", "music", "sound", "enhance", "enhance-still"}
    for model in table_of("manual").models.values():
        assert model.price is None, "what a tool costs is the user's own to state"
        assert model.sources.source
        assert model.sources.date > "2026"


CARD = Card(
    id="rh4ghk",
    name="kitchen-waits-clip",
    target="t",
    job="kitchen/waits clip",
    kind="clip",
    what="a" * 64,
    how="b" * 64,
    parts=[],
    provider="manual",
    model="kaiber",
    numbers=[1, 2],
    family="video",
    seconds="5",
    ratios=["7:3", "16:9"],
)


def test_a_text_of_the_author_does_not_break_the_page() -> None:
    job = job_of("kaiber", "clip", ClipRequest("a sign: ````STOP```` #1", "", "7/3", 5000))
    text = page(CARD, job, asking(job, {}), [], "cards")
    assert "`````text\na sign: ````STOP```` #1\n`````\n" in text
    assert "takes 1 to 2" in text
    assert "5 s long" in text


def test_a_prompt_that_is_too_long_is_told() -> None:
    job = job_of("suno", "music", MusicRequest("x" * 1200, (), "", 80, 0, 0, (), (), 1000))
    assert "signs and the tool takes 1000: shorten it" in page(CARD, job, asking(job, {}), [], "cards")


FITS: list[tuple[str, Measure, str | None]] = [
    ("just so", Measure("video", Fraction(5), 700, 300), None),
    ("a little short", Measure("video", Fraction(46, 10), 700, 300), None),
    ("too short", Measure("video", Fraction(44, 10), 700, 300), "W1083"),
    ("longer", Measure("video", Fraction(20), 700, 300), None),
    ("far too long", Measure("video", Fraction(21), 700, 300), "W1083"),
    ("no length told", Measure("video", None, 700, 300), None),
    ("the tool's shape", Measure("video", Fraction(5), 1920, 1080), None),
    ("nearly the shape", Measure("video", Fraction(5), 1536, 656), None),
    ("another shape", Measure("video", Fraction(5), 1000, 1000), "W1084"),
    ("upright", Measure("video", Fraction(5), 300, 700), "W1084"),
    ("a picture", Measure("image", None, 700, 300), "W1082"),
    ("a sound", Measure("audio", Fraction(5)), "W1082"),
]


@pytest.mark.parametrize(("seen", "code"), [each[1:] for each in FITS], ids=[each[0] for each in FITS])
def test_a_file_fits_its_card_or_it_is_said_why(seen: Measure, code: str | None) -> None:
    unfit = misfit(CARD, "x.mp4", seen)
    assert (unfit.code if unfit else None) == code


def test_a_piece_of_music_may_be_as_long_as_it_comes() -> None:
    card = CARD.model_copy(update={"family": "audio", "ratios": []})
    assert misfit(card, "x.mp3", Measure("audio", Fraction(400))) is None


NAMES = [
    ("kitchen/waits still", "kitchen-waits-still"),
    ("music 《给丽华》", "music-给丽华"),
    ("a/../b: c?*", "a-b-c"),
    ("CON", "CON-card"),
    ("inbox", "inbox-card"),
    ("///", "card-card"),
    ("x" * 300, "x" * 80),
    ("丽" * 300, "丽" * 26),
]


@pytest.mark.parametrize(("name", "file"), NAMES)
def test_a_job_is_called_as_any_file_system_takes_it(name: str, file: str) -> None:
    assert file_name(name) == file


def test_short_ids_are_no_part_of_a_hexadecimal_number() -> None:
    ids = {short(str(number), "how") for number in range(300)}
    assert len(ids) == 300
    assert not any(set(ident) <= set("0123456789abcdef") for ident in ids)
    assert short("1", "how") == short("1", "how")


@pytest.mark.parametrize(("aspect", "plain"), [("640/274", "7:3"), ("16/9", "16:9"), ("1", "1:1"), ("239/100", "12:5")])
def test_a_shape_is_told_plainly(aspect: str, plain: str) -> None:
    assert plain_ratio(aspect) == plain


# ---- the whole way

FILM = """\
scene kitchen: INT. KITCHEN - DAY
    music: quiet piano

    shot waits: wide, 1s
        Somebody waits.
        takes: 2

    shot leaves: medium, 1s
        Somebody leaves.
"""
TARGET = """\
target = "t"
[targets.t]
image = "manual:midjourney"
music = "manual:suno"
size = "160x90"
"""
PAID = TARGET + 'video = "emulator:clip-1"\n'
PRICED = '[prices]\n"manual:midjourney" = "0.05 USD"\n'


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Lot]:
    with PaidEmulator("none", life=Life(lasts=0)) as paid:
        made = lot(tmp_path, paid, FILM, TARGET)
        made.user.mkdir(exist_ok=True)
        yield Near(made.home, made.user, paid)


def picture(path: Path, turn: int = 0, size: tuple[int, int] = (320, 180)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.linear_gradient("L").rotate(turn).resize(size).convert("RGB").save(path, "PNG")
    return lain(path)


def sound(path: Path, seconds: float) -> Path:
    path.write_bytes(media.wav(seconds))
    return lain(path)


def lain(path: Path) -> Path:
    """Make a file one that lies there for a while: whether it is still written to need not be waited for."""
    long_ago = time.time() - 10
    os.utime(path, (long_ago, long_ago))
    return path


def cards(here: Lot) -> dict[str, dict[str, Any]]:
    found = [json.loads(path.read_text("utf-8")) for path in (here.home / "cards").glob("*/card.json")]
    return {card["job"]: card for card in found}


def build(here: Lot, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(here.filmc("build", "--json", "--draft", *words).ok().out)
    return answer


def apart(here: Lot, **more: str) -> Lot:
    """Return the lot with filmc in processes of its own."""
    return Lot(here.home, here.user, here.paid, more)


def waiting(answer: dict[str, Any]) -> dict[str, int]:
    return {each["job"]: each["takes"] for each in answer["by_hand"]}


def codes(answer: dict[str, Any]) -> list[str]:
    return sorted(note["code"] for note in answer["diagnostics"])


def test_from_the_card_to_the_film(here: Lot) -> None:
    told = here.filmc("plan").ok().out
    assert "nothing to buy" in told
    assert "kitchen/waits still   manual:midjourney  2 takes  it was never made" in told
    assert waiting(build(here)) == {"music quiet piano": 1, "kitchen/waits still": 2, "kitchen/leaves still": 1}
    home, asked = here.home / "cards", cards(here)
    text = (home / "kitchen-waits-still.md").read_text("utf-8")
    assert "Somebody waits" in text
    assert "--ar 16:9" in text
    assert asked["kitchen/waits still"]["numbers"] == [1, 2]
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    build(here)
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before, "nothing new is nothing written"

    ident = asked["kitchen/leaves still"]["id"]
    picture(home / "kitchen-waits-still" / "user_A_desk (1).png")
    picture(home / "inbox" / f"desk_{ident.upper()}-v2.png", 40)
    picture(home / "inbox" / "no card.png", 50)
    picture(home / "inbox" / f"{ident} {asked['music quiet piano']['id']}.png", 50)
    picture(home / "inbox" / f"{ident}.png.crdownload", 60)
    picture(home / "kitchen-leaves-still" / "square.png", 70, (180, 180))
    picture(home / "music-quiet-piano" / "cover.png", 80)
    sound(home / "music-quiet-piano" / "short.wav", 1.0)
    (home / "music-quiet-piano" / "page.html").write_text("<html>")
    answer = build(here)
    assert {(each["job"], each["file"]) for each in answer["taken_in"]} == {
        ("kitchen/waits still", "user_A_desk (1).png"),
        ("kitchen/leaves still", f"desk_{ident.upper()}-v2.png"),
    }
    assert codes(answer) == ["W1081", "W1081", "W1082", "W1083", "W1084", "W1085"]
    assert waiting(answer) == {"music quiet piano": 1, "kitchen/waits still": 1}
    assert (home / "kitchen-waits-still" / "taken" / "user_A_desk (1).png").is_file()
    assert cards(here)["kitchen/waits still"]["numbers"] == [2]
    assert (home / "inbox" / f"{ident}.png.crdownload").is_file()

    told = json.loads(here.filmc("takes", "--json").ok().out)
    playing = {job["job"]: take for job in told["jobs"] for take in job["takes"]}
    assert playing["kitchen/leaves still"]["model"] == "midjourney"
    assert playing["kitchen/leaves still"]["verdict"] == "passed"
    assert json.loads(here.filmc("ledger", "--json", "--all").ok().out)["spent"] == {}, "no price was stated"

    for path in (*(home / "inbox").iterdir(), *(home / "music-quiet-piano").glob("*.*")):
        if path.name != "card.json":
            path.unlink()
    (home / "kitchen-leaves-still" / "square.png").unlink()
    sound(home / "music-quiet-piano" / "Untitled.wav", 9.0)
    here.filmc("pick", "waits", "still", "1", "--quiet").ok()
    answer = build(here)
    assert not answer["by_hand"], "one that was picked is enough"
    assert not cards(here)
    assert not list(home.glob("*.md"))
    build(apart(here))
    picture(home / "kitchen-waits-still" / "late.png", 30)
    assert codes(build(apart(here))) == ["W1081"], "a build that has a record of nothing new sees it, too"
    shutil.rmtree(home)
    assert not build(here)["by_hand"], "nothing in it was the only copy"
    assert not here.paid.requests


def test_a_picture_that_is_there_is_enlarged_by_hand(here: Lot) -> None:
    film = "scene kitchen: INT. KITCHEN - DAY\n\n    shot waits: wide, 1s\n        Somebody waits.\n"
    here.write(film, TARGET.replace('music = "manual:suno"', 'enhance-still = "manual:topaz"'))
    assert list(waiting(build(here))) == ["kitchen/waits still"], "there is nothing to be enlarged yet"
    home = here.home / "cards"
    still = picture(home / "kitchen-waits-still" / "a.png").read_bytes()
    assert waiting(build(here)) == {"kitchen/waits still enlarged": 1}
    text = (home / "kitchen-waits-still-enlarged.md").read_text("utf-8")
    assert "as large as the film" in text
    assert "best as large as 160×90" in text
    (given,) = (home / "kitchen-waits-still-enlarged" / "given").iterdir()
    assert f"The picture to be worked on is `{given.name}`." in text
    assert given.read_bytes() == still
    picture(home / "kitchen-waits-still-enlarged" / "b.png", 10, (640, 360))
    assert not waiting(build(here))
    assert not here.paid.requests


def test_what_waits_for_hands_is_shown(here: Lot) -> None:
    shown = here.filmc("prompt", "waits", "still").ok().out
    assert "--ar 16:9" in shown
    assert "cards/kitchen-waits-still.md" in shown, "no provider is asked how it would write it"
    assert "wants 2 takes by hand" in here.filmc("why", "waits").ok().out


def test_people_may_begin_whatever_is_agreed_on(here: Lot) -> None:
    here.write(FILM, TARGET.replace("manual:midjourney", "emulator:still-1"))
    here.filmc("build").refused(4, "nobody is here to agree")
    assert list(cards(here)) == ["music quiet piano"]
    assert not here.paid.requests


def test_a_card_that_nobody_waits_for_goes(here: Lot) -> None:
    build(here)
    before = cards(here)
    here.write(FILM.replace("shot waits", "shot lingers"), TARGET)
    build(here)
    after = cards(here)
    assert "kitchen/waits still" not in after
    assert after["kitchen/lingers still"]["id"] == before["kitchen/waits still"]["id"], "it asks for the same"

    here.write(FILM.replace("Somebody leaves", "Nobody leaves"), TARGET)
    picture(here.home / "cards" / "kitchen-leaves-still" / "x.png")
    answer = build(here)
    assert [each["job"] for each in answer["taken_in"]] == ["kitchen/leaves still"], "it was made for that request"
    assert waiting(answer)["kitchen/leaves still"] == 1, "and the film asks for another now"
    assert cards(here)["kitchen/leaves still"]["id"] != before["kitchen/leaves still"]["id"]
    assert here.filmc("takes", "leaves").ok().out.count("midjourney") == 1

    build(here, "--target", "animatic")
    assert len(cards(here)) == 3, "another target says nothing of them"
    here.write(FILM, TARGET.replace("manual:midjourney", "emulator:still-1"))
    here.filmc("build", "--draft", "--max-cost", "1 USD", "--quiet").ok()
    assert list(cards(here)) == ["music quiet piano"]


def test_nothing_is_bought_before_what_it_begins_with_is_made(here: Lot) -> None:
    here.write(FILM, PAID)
    bought = ("--yes",)
    plan = json.loads(here.filmc("plan", "--json").ok().out)["plan"]
    assert plan["cost"] == []
    assert {item["job"]: item["hands"] for item in plan["items"] if item["hands"]} == {
        "music quiet piano": 1,
        "kitchen/waits still": 2,
        "kitchen/leaves still": 1,
    }
    build(here)
    picture(here.home / "cards" / "kitchen-leaves-still" / "early.png")
    answer = build(here, *bought)
    assert [each["job"] for each in answer["taken_in"]] == ["kitchen/leaves still"]
    assert here.paid.charges == 1, "its clip only"

    here.write(FILM.replace("Somebody leaves.", "Nobody leaves.\n        avoid: rain"), PAID)
    told = json.loads(here.filmc("plan", "--json").ok().out)["plan"]["items"]
    assert "it waits for its start, which a person makes" in {item["reason"] for item in told}, (
        "with the old still it would be bought twice"
    )
    build(here, *bought)
    assert here.paid.charges == 1


SPOKEN = """\
character TOM
    voice: young man

scene kitchen: INT. KITCHEN - DAY

    shot waits: wide
        TOM waits.
        TOM: Good evening.
"""


def test_a_clip_waits_for_the_line_that_says_how_long_it_is(here: Lot) -> None:
    here.write(SPOKEN, 'target = "t"\n[targets.t]\nspeech = "manual:web"\nvideo = "emulator:clip-5"\nsize = "160x90"\n')
    assert waiting(build(here, "--yes")) == {"kitchen/waits speech 1": 1}
    told = json.loads(here.filmc("plan", "--json").ok().out)["plan"]["items"]
    assert {item["job"]: item["reason"] for item in told if item["kind"] == "clip"} == {
        "kitchen/waits clip": "it waits for its speech, which a person makes"
    }
    sound(here.home / "cards" / "kitchen-waits-speech-1" / "take 7.wav", 6.0)
    assert not build(here, "--yes")["by_hand"]
    (order,) = here.paid.books.jobs.values()
    assert here.paid.charges == 1
    assert order.seconds == 10, "the line is longer than five seconds"


def test_what_it_has_cost_is_noted_once(here: Lot) -> None:
    (here.user / "config.toml").write_text(PRICED)
    build(here)
    picture(here.home / "cards" / "kitchen-leaves-still" / "a.png")
    for point in ("reserved", "verified"):
        assert apart(here, FILMC_FAILPOINT=f"ledger.after_{point}=kill").filmc("take").code != 0
    told = here.filmc("take").ok()
    assert "taken in: kitchen/leaves still ← a.png for 0.05 USD" in told.err
    ledger = json.loads(here.filmc("ledger", "--json").ok().out)
    assert ledger["spent"] == {"USD": 50_000}
    assert not ledger["reserved"] or set(ledger["reserved"].values()) == {0}
    picture(here.home / "cards" / "kitchen-waits-still" / "a.png")
    assert "0.05 USD" in here.filmc("take").ok().err
    assert json.loads(here.filmc("ledger", "--json").ok().out)["spent"] == {"USD": 100_000}
    assert not here.paid.requests


def test_a_file_that_is_being_copied_is_waited_for(here: Lot) -> None:
    build(here)
    whole = picture(here.home.parent / "whole.png", 33).read_bytes()
    place = here.home / "cards" / "kitchen-leaves-still" / "slow.png"

    def copy() -> None:
        with place.open("wb") as file:
            for part in (whole[:400], whole[400:800], b"", b"", b"", whole[800:]):
                file.write(part)
                file.flush()
                time.sleep(0.4)

    copying = threading.Thread(target=copy)
    copying.start()
    time.sleep(0.1)
    told = here.filmc("take")
    copying.join()
    assert "taken in: kitchen/leaves still ← slow.png" in told.ok().err


def test_watch_takes_files_in(here: Lot) -> None:
    build(here)
    with Watching(apart(here)) as seen:
        seen.until("preview")
        picture(here.home / "cards" / "kitchen-leaves-still" / "a.png", 20)
        event = until(seen, lambda event: bool(event.get("taken_in")))
        assert event["plays"] == ["kitchen/leaves still"]
        sound(here.home / "cards" / "music-quiet-piano" / "a.wav", 0.5)
        until(seen, lambda event: "W1083" in [note["code"] for note in event.get("diagnostics", ())])
        sound(here.home / "cards" / "music-quiet-piano" / "b.wav", 5)
        until(seen, lambda event: bool(event.get("taken_in")))
    assert not here.paid.requests


def until(seen: Watching, right: Callable[[Any], bool]) -> Any:
    while not right(event := seen.until("film")):
        continue
    return event


def test_a_clip_comes_back_for_a_chosen_still(here: Lot) -> None:
    """What a card begins with lies beside it; a clip is judged by its length and shape."""
    here.write(FILM, TARGET + 'video = "manual:kaiber"\n')
    build(here)
    picture(here.home / "cards" / "kitchen-leaves-still" / "a.png", 20)
    assert "kitchen/leaves clip" in waiting(build(here)), "its still has come"
    place = here.home / "cards" / "kitchen-leaves-clip"
    assert (place / "given" / "start.png").read_bytes() == (
        here.home / "cards" / "kitchen-leaves-still" / "taken" / "a.png"
    ).read_bytes()
    assert "(kitchen-leaves-clip/given/start.png)" in (here.home / "cards" / "kitchen-leaves-clip.md").read_text(
        "utf-8"
    )
    clip(place / "black.mp4", "color=black:s=160x90:d=1")
    clip(place / "long.mp4", "testsrc=s=160x90:d=18")
    clip(place / "right.mp4", "testsrc=s=160x90:d=2")
    answer = build(here)
    assert [each["file"] for each in answer["taken_in"]] == ["right.mp4"]
    assert codes(answer) == ["W1083", "W1085"]
    assert "kitchen/leaves clip" not in waiting(answer)


def clip(path: Path, source: str) -> None:
    command = [find_ffmpeg().path, "-v", "error", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", path]
    subprocess.run(command, check=True)


def test_a_film_that_was_sent_can_not_reach_out_of_its_folder(here: Lot) -> None:
    """Links in place of what filmc writes, and a card that names foreign files: nothing outside is touched."""
    here.write(FILM, TARGET + 'video = "manual:kaiber"\n')
    build(here)
    place, mine = here.home / "cards" / "kitchen-leaves-clip", here.home.parent / "mine"
    picture(here.home / "cards" / "kitchen-leaves-still" / "a.png", 20)
    for folder in (mine / "given", place):
        folder.mkdir(parents=True)
    for name in ("start.png", "letter.txt", "card.json"):
        (mine / "given" / name).write_text("mine")
    (here.home / "cards" / "kitchen-leaves-clip.md").symlink_to(mine / "given" / "letter.txt")
    (place / "given").symlink_to(mine / "given")
    (place / "card.json").symlink_to(mine / "given" / "card.json")
    (here.home / "cards" / "kitchen-waits-clip").symlink_to(mine)
    assert "kitchen/leaves clip" in waiting(build(here))
    assert (place / "given" / "start.png").read_bytes()[:4] == b"\x89PNG"

    card = json.loads((place / "card.json").read_text("utf-8"))
    card["given"] += ["../../../../mine/given/letter.txt", "/etc/hostname"]
    (place / "card.json").write_text(json.dumps(card))
    here.write(FILM, TARGET)
    build(here)
    assert not place.exists()
    assert {path.read_text() for path in (mine / "given").iterdir()} == {"mine"}
    assert len(list((mine / "given").iterdir())) == 3


def test_a_folder_that_can_not_be_written_stops_no_film(here: Lot) -> None:
    (here.home / "cards").write_text("a file of the user's")
    answer = build(here)
    assert codes(answer) == ["W1080"]
    assert Path(answer["path"]).is_file()
