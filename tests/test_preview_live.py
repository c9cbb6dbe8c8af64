"""The preview's page with its server: no edit blanks the picture or loses the place, the last text wins, clicks reach the text.

One server, one browser, one page: the checks are done in their order. FILMC_SOAK runs the big counts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulators.books import Life
from emulators.paid import PaidEmulator
from lot import Lot, lot
from previewing import BROKEN, FILES, HERE, SEEK, Preview, chromium, heard, until
from test_preview_page import SOAK, done, few

if TYPE_CHECKING:
    from playwright.sync_api import Page

FILM = """\
film Noon
    size: 160x90
    budget: 9 USD

use library/cast.film

scene kitchen: INT. KITCHEN - DAY

    # the first
    shot waits: wide, 0.5s
        Mei waits.

    shot looks: medium, on MEI, 0.5s
        takes: 2
        Mei looks at the clock.

    shot asks: close-up, on MEI, auto
        MEI: Where is he? 李华 🎬

scene hall: INT. HALL - DAY

    shot comes: wide, 0.5s
        Nobody comes.
"""
HALFWAY = 6
"""A frame in the middle of a short shot."""
WINDOW = {"width": 900, "height": 600}
"""As small as a page is that has all its parts beside one another: its pixels are drawn without help, and cost the most."""
CAST = "character MEI\n    appearance: woman of thirty, red coat\n"
CONFIG = 'target = "t"\n\n[targets.t]\nimage = "emulator:still-1"\nsize = "160x90"\n'

PROBE = """() => {
  const canvas = new OffscreenCanvas(16, 9);
  const drawn = canvas.getContext("2d", { willReadFrequently: true });
  window.probe = { frames: 0, blank: [] };
  const look = () => {
    requestAnimationFrame(look);
    if (!document.getElementById("waiting").hidden) return;
    window.probe.frames += 1;
    const seen = document.querySelectorAll("#screen > .seen");
    if (seen.length !== 1) return void window.probe.blank.push(`${seen.length} are seen`);
    drawn.clearRect(0, 0, 16, 9);
    drawn.drawImage(seen[0], 0, 0, 16, 9);
    const light = drawn.getImageData(0, 0, 16, 9).data.reduce((sum, value, at) => sum + (at % 4 < 3 ? value : 0), 0) / 432;
    if (light < 12) window.probe.blank.push(`${seen[0].tagName} ${light} ready ${seen[0].readyState} seeking ${seen[0].seeking}`);
  };
  look();
}"""
PROBED = "() => window.probe"
KEPT = """async () => ({ zoom: document.querySelector(".rows").style.width, tab: document.querySelector("[aria-selected=true]").id,
  range: (await import("/page/player.js")).marks(), now: document.querySelector(".card.now")?.dataset.key })"""

UNMARKED = """async () => {
  const { mark, marks } = await import("/page/player.js");
  for (const [which, at] of Object.entries(marks())) if (at !== null) mark(which, at);
}"""


class Show:
    """The page and its server."""

    def __init__(self, preview: Preview, page: Page, paid: PaidEmulator) -> None:
        self.preview, self.page, self.paid = preview, page, paid

    def begin(self, text: str = FILM) -> None:
        """Have the film as it was at first, whole on the page, and paused in the middle of a shot."""
        if self.preview.text != text:
            self.preview.save(text)
        self.preview.reeled(self.page)
        self.go("kitchen/looks", HALFWAY)

    def go(self, shot: str, offset: int) -> None:
        starts = self.page.evaluate(
            "async () => Object.fromEntries((await import('/page/film.js')).now.sheet.shots.map((each) => [each.id, each.start]))"
        )
        self.page.evaluate("async () => (await import('/page/player.js')).pause()")
        self.page.evaluate(SEEK, starts[shot] + offset)

    def here(self) -> Mapping[str, Any]:
        return until(self.page, HERE)  # type: ignore[no-any-return]


def what_is_on_the_disk_is_shown(show: Show) -> None:
    show.begin()
    assert until(show.page, FILES) == {"main.film": FILM, "library/cast.film": CAST}
    assert show.page.locator(".card").count() == 4
    assert show.page.title() == "Noon — filmc"


# ---- no frame is blank


def broken(show: Show) -> None:
    show.preview.change("shot waits: wide", "shot waits: wide, ???")
    until(show.page, BROKEN)
    assert show.page.locator("#banner").is_visible()


def mended(show: Show) -> None:
    show.preview.save(FILM)
    until(show.page, BROKEN, lambda found: not found)
    assert not show.page.locator("#banner").is_visible()


def run(show: Show) -> None:
    show.page.click("#mute")
    show.page.click("#mute")  # after which space still means the film
    before = show.here()["frame"]
    show.page.keyboard.press("Space")
    until(show.page, HERE, lambda found: found["frame"] != before)
    show.page.keyboard.press("Space")
    stands = show.here()["frame"]
    assert until(show.page, HERE, lambda found: not found["playing"])["frame"] == stands


def sought(show: Show) -> None:
    for frame in (0, 20, 35, 3, 30):
        show.page.evaluate(SEEK, frame)


def turned(show: Show) -> None:
    for selector in ("#view-board", "#theme", "#view-film", "#theme"):
        show.page.click(selector)
    show.page.set_viewport_size({"width": 960, "height": 500})
    show.page.set_viewport_size(WINDOW)  # type: ignore[arg-type]


GESTURES: dict[str, Callable[[Show], None]] = {
    "the shot that is seen is edited": lambda show: show.preview.change("looks at the clock", "looks at the door"),
    "another shot is edited": lambda show: show.preview.change("Nobody comes", "Tom comes"),
    "its size is edited": lambda show: show.preview.change("looks: medium", "looks: close-up"),
    "it becomes longer": lambda show: show.preview.change("on MEI, 0.5s", "on MEI, 0.7s"),
    "a shot is put before it": lambda show: show.preview.change(
        "    # the first\n", "    shot new: insert, 0.3s\n        A cup.\n\n    # the first\n"
    ),
    "the shot before it goes": lambda show: show.preview.change("    shot new: insert, 0.3s\n        A cup.\n\n", ""),
    "an error": broken,
    "its end": mended,
    "it runs": run,
    "it is sought": sought,
    "it is turned": turned,
    "it is touched": lambda show: show.preview.save(show.preview.text),
}


def no_frame_is_blank(show: Show) -> None:
    show.begin()
    show.page.evaluate(PROBE)
    for _ in range(few(20, 1)):
        show.begin()
        for name, gesture in GESTURES.items():
            gesture(show)
            if name not in {"an error", "it runs", "it is sought", "it is turned"}:
                show.preview.reeled(show.page) if few(1, 0) or "edited" in name else show.preview.seen(show.page)
            found = show.page.evaluate(PROBED)
            assert not found["blank"], f"{name}: {found['blank'][:5]}"
    assert show.page.evaluate(PROBED)["frames"] > 50


# ---- the place is kept


def reloaded(show: Show) -> None:
    show.page.reload()
    show.preview.reeled(show.page)


def restarted(show: Show) -> None:
    show.preview.__exit__()
    show.preview.__enter__()
    show.page.evaluate("() => (window.before = true)")
    until(show.page, "() => document.getElementById('link').hidden")
    show.preview.seen(show.page)


SITUATIONS: dict[str, Callable[[Show], None]] = {
    "an edit": lambda show: show.preview.change("looks at the clock", "looks at the sky"),
    "an error": broken,
    "another length before it": lambda show: (
        mended(show),
        show.preview.change("waits: wide, 0.5s", "waits: wide, 0.9s"),
    )[1],
    "a reload": reloaded,
    **({"a restart": restarted} if SOAK else {}),  # else see test_preview_process, and a_lost_server_is_found_again
}


def the_place_is_kept(show: Show) -> None:
    for _ in range(few(40, 1)):
        show.begin()
        show.page.click("#tab-takes")
        show.page.keyboard.press("+")
        show.page.keyboard.press("i")
        kept = show.page.evaluate(KEPT)
        until(show.page, "() => location.hash", lambda hash_: f"looks&frame={HALFWAY}" in hash_)
        for name, change in SITUATIONS.items():
            change(show)
            if name != "an error":
                show.preview.seen(show.page)
            found = show.here()
            assert (found["shot"], found["offset"], found["playing"]) == ("kitchen/looks", HALFWAY, False), (
                f"{name}: {found}"
            )
            assert show.page.evaluate(KEPT) == kept, name
        show.page.keyboard.press("i")
        show.page.keyboard.press("0")
        show.page.click("#tab-script")


def the_last_text_wins(show: Show) -> None:
    show.begin()
    chance = random.Random(5)
    for burst in range(few(1000, 1)):
        for _ in range(chance.randint(2, 8)):
            show.preview.save(FILM.replace("Mei waits.", f"Mei waits {chance.randint(1, 99)}."))
        show.preview.save(FILM.replace("Mei waits.", f"Mei waits, burst {burst}."))
        show.preview.seen(show.page)


# ---- from the page to the text and back


def clicks_reach_the_text(show: Show) -> None:
    show.begin()
    sheet = show.page.evaluate(
        "async () => (({ shots, scenes, lines }) => ({ shots, scenes, lines }))((await import('/page/film.js')).now.sheet)"
    )
    places = [(kind, each["place"]) for kind in ("shots", "scenes", "lines") for each in sheet[kind]]
    chance = random.Random(1)
    for _ in range(few(500, 1)):
        kind, place = chance.choice(places)
        number = [each["place"] for each in sheet[kind]].index(place)
        show.page.evaluate(
            "([kind, number]) => document.querySelectorAll(`.block.${kind}`)[number].dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))",
            [kind[:-1], number],
        )
        opened = show.preview.until("open")
        assert Path(opened["file"]).samefile(show.preview.path)
        assert text_in(show.preview.text, opened["range"]) == FILM[place["start"] : place["end"]]
    cast = show.preview.here.home / "library" / "cast.film"
    cast.write_text(CAST.replace("appearance", "appearence"), "utf-8")
    until(
        show.page,
        "() => document.querySelector('#pane-problems .problem')?.textContent ?? ''",
        lambda text: "library/cast.film:2" in text,
    )
    show.page.evaluate("() => document.querySelector('#pane-problems .problem').click()")
    opened = show.preview.until("open")
    assert (Path(opened["file"]).name, opened["range"]["start"]["line"]) == ("cast.film", 1)
    cast.write_text(CAST, "utf-8")


def text_in(text: str, told: Mapping[str, Mapping[str, int]]) -> str:
    """Return what stands in a range of UTF-16 positions."""
    lines = text.splitlines(keepends=True)

    def offset(at: Mapping[str, int]) -> int:
        before = lines[at["line"]].encode("utf-16-le")[: at["character"] * 2].decode("utf-16-le")
        return len("".join(lines[: at["line"]])) + len(before)

    return text[offset(told["start"]) : offset(told["end"])]


def the_cursor_moves_the_playhead(show: Show) -> None:
    show.begin()
    for words, shot in (("Nobody comes", "hall/comes"), ("Mei waits", "kitchen/waits"), ("MEI: Where", "kitchen/asks")):
        line = FILM[: FILM.index(words)].count("\n")
        show.preview.say(cursor={"file": str(show.preview.path), "line": line, "character": 8})
        until(show.page, HERE, lambda found, shot=shot: found["shot"] == shot)


def the_credits_are_a_place_of_their_own(show: Show) -> None:
    """They roll to the end, a cursor leads there, and an edit leaves the playhead there."""
    text = f"{FILM}\ncredits\n    Directed by: Ida\n"
    show.begin(text)
    where = "() => document.getElementById('where').textContent"
    show.preview.say(cursor={"file": str(show.preview.path), "line": text.count("\n") - 1, "character": 8})
    until(show.page, where, lambda words: words.startswith("Credits 4"))
    begins = show.here()
    assert (begins["shot"], begins["offset"]) == ("credits", 0)
    show.preview.change("Nobody comes", "Tom comes")
    show.preview.reeled(show.page)
    show.page.evaluate(UNMARKED)
    show.page.evaluate(SEEK, begins["frame"] - 2)
    until(show.page, where, lambda words: "comes wide" in words)
    show.page.keyboard.press("Space")
    ended = until(show.page, HERE, lambda found: not found["playing"])
    assert ended["frame"] == ended["frames"] - 1
    show.preview.change("Ida", "Ida Lovelace")
    show.preview.reeled(show.page)
    assert show.here()["shot"] == "credits"
    show.page.keyboard.press("e")
    opened = show.preview.until("open")
    assert text_in(show.preview.text, opened["range"]) == "credits"
    show.page.keyboard.press("ArrowUp")
    show.page.keyboard.press("ArrowUp")
    assert show.here()["shot"] == "hall/comes"


def unsaved_text_is_shown(show: Show) -> None:
    show.begin()
    typed = FILM.replace("Nobody comes.", "Nobody comes, of course.")
    show.preview.say(text={"file": str(show.preview.path), "text": typed})
    until(show.page, FILES, lambda files: files["main.film"] == typed)
    show.preview.say(text={"file": str(show.preview.path), "text": None, "open": False})
    show.preview.seen(show.page)


def lengths_and_order_are_written(show: Show) -> None:
    show.begin()
    show.page.keyboard.press("d")
    show.page.locator("#ask input").fill("0.8")
    show.page.keyboard.press("Enter")
    until(show.page, "() => 0", lambda _: show.preview.text == FILM.replace("on MEI, 0.5s", "on MEI, 0.8s"))
    show.preview.seen(show.page)
    show.page.click("#view-board")
    show.page.locator('.card[data-key="kitchen/looks"]').drag_to(show.page.locator('.card[data-key="kitchen/waits"]'))
    until(
        show.page, "() => 0", lambda _: show.preview.text.index("shot looks") < show.preview.text.index("# the first")
    )
    show.preview.seen(show.page)
    assert (
        show.page.evaluate("() => [...document.querySelectorAll('.card')].map((each) => each.dataset.key)")[0]
        == "kitchen/looks"
    )
    show.page.click("#view-film")


# ---- money and takes


def takes_are_bought_and_chosen(show: Show) -> None:
    show.begin()
    assert show.paid.charges == 0, "watching and looking cost nothing"
    show.page.click("#tab-takes")
    show.page.locator(".about button", has_text="Make for").click()
    dialog = show.page.locator("#ask")
    dialog.get_by_text("Not now").click()
    assert show.paid.charges == 0
    show.page.locator(".about button", has_text="Make for").click()
    dialog.locator("button.main", has_text="Spend up to 0.20 USD").click()
    job = '[aria-label="kitchen/looks still"]'
    until(show.page, "(job) => document.querySelectorAll(`${job} .take`).length", lambda count: count == 2, job)
    assert show.paid.charges == 2
    plays = "(job) => [...document.querySelectorAll(`${job} .take`)].findIndex((each) => each.matches('.plays'))"
    second = show.page.locator(f"{job} .take").nth(1)
    second.get_by_role("button", name="Pick take").click()
    until(show.page, plays, lambda at: at == 1, job)
    second.get_by_role("button", name="Unpick take").click()
    until(show.page, plays, lambda at: at == 0, job)
    second.get_by_role("button", name="Pin take").click()
    until(show.page, plays, lambda at: at == 1, job)
    second.get_by_role("button", name="Unpin take").click()
    second.get_by_role("button", name="Reject take").click()
    show.page.locator("#ask input").fill("wrong hands")
    show.page.locator("#ask button.main").click()
    until(
        show.page,
        "(job) => document.querySelectorAll(`${job} .take`)[1].textContent",
        lambda text: "wrong hands" in text,
        job,
    )
    until(show.page, plays, lambda at: at == 0, job)
    assert show.paid.charges == 2
    show.page.click("#tab-script")


CHECKS: list[Callable[[Show], None]] = [
    what_is_on_the_disk_is_shown,
    no_frame_is_blank,
    the_place_is_kept,
    the_last_text_wins,
    clicks_reach_the_text,
    the_cursor_moves_the_playhead,
    the_credits_are_a_place_of_their_own,
    unsaved_text_is_shown,
    lengths_and_order_are_written,
    takes_are_bought_and_chosen,
]


def project(folder: Path, paid: PaidEmulator) -> Lot:
    here = lot(folder, paid, FILM, CONFIG)
    (here.home / "library").mkdir()
    (here.home / "library" / "cast.film").write_text(CAST, "utf-8")
    return here


def test_the_page_with_its_server(tmp_path: Path) -> None:
    with (
        chromium() as browser,
        PaidEmulator("none", life=Life(lasts=0)) as paid,
        Preview(project(tmp_path, paid)) as preview,
    ):
        page = browser.new_context(viewport=WINDOW, reduced_motion="reduce").new_page()
        complaints = heard(page)
        page.goto(preview.address)
        done(CHECKS, Show(preview, page, paid))
        gone = ("WebSocket", "ERR_CONNECTION_REFUSED", "Failed to load resource")  # while it was started anew
        assert [each for each in complaints if not any(words in each for words in gone)] == []
