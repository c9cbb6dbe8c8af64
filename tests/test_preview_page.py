"""The preview's page in a real browser: what it shows, what it keeps, where it leads, and that no text becomes markup.

The checks are functions in two tables, for the page alone and for the page with its server; each is told by its name where
it fails. FILMC_SOAK runs the big counts.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bought import at, bought_film
from previewing import HERE, SEEK, Staged, chromium, heard, messages_of, staged, until

from filmc.tools.shot_table import Row, as_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

SOAK = bool(os.environ.get("FILMC_SOAK"))


def few(many: int, usual: int) -> int:
    return many if SOAK else usual


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def done(checks: list[Callable[..., None]], *given: Any) -> None:
    """Do all checks; fail with what all of them found."""
    found = []
    for check in checks:
        try:
            check(*given)
        except Exception as error:
            if SOAK:
                raise
            found.append(f"{check.__name__}: {type(error).__name__}: {error}")
    assert not found, "\n\n".join(found)


# ---- the page alone

TOLD_FILM = """\
film Noon
    size: 160x90
    budget: 9 USD

character MEI
    appearance: woman of thirty, red coat

act One

scene kitchen: INT. KITCHEN - DAY
    ambience: rain
    music: hushed piano

    shot waits: wide, push in, 1s
        Mei waits.
        sfx: door creaks
        text (title, 0.2s-0.8s): Noon

    shot asks: medium, on MEI, auto
        MEI (sad): Where is he? 🎬 李华
            zh: 他在哪里？

scene hall: INT. HALL - DAY

    transition: dissolve 0.5s

    shot comes: wide, 1s
        Nobody comes.

credits
    Directed by: Ida
"""
CONTRAST = """() => {
  const parse = (text) => {
    const found = text.match(/[\\d.]+/g).map(Number);
    const scaled = text.startsWith("color(") ? found.slice(0, 3).map((part) => part * 255) : found.slice(0, 3);
    return [...scaled, found[3] ?? 1];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
  const ground = (element) => {
    const above = [];
    for (let each = element; each; each = each.parentElement) above.push(parse(getComputedStyle(each).backgroundColor));
    const wave = element.closest(".block")?.querySelector(".wave");
    if (wave && wave.getBoundingClientRect().top < element.getBoundingClientRect().bottom) above.unshift(parse(getComputedStyle(wave).fill));
    return above.reverse().reduce((under, colour) => over(colour, under), [255, 255, 255]);
  };
  const light = (colour) => colour.map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const bad = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    const style = getComputedStyle(element);
    if (!text || !element.checkVisibility({ visibilityProperty: true }) || element.closest(".screen, .unseen, option") || parseFloat(style.fontSize) === 0) continue;
    seen += 1;
    const under = ground(element);
    const [one, other] = [light(over(parse(style.color), under)), light(under)];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) bad.push(`${ratio.toFixed(2)} ${element.className || element.tagName}: ${text.slice(0, 30)}`);
  }
  return { bad, seen };
}"""
CONTROLS = """() => [...document.querySelectorAll("button, input, select, [role=slider], [role=separator], audio, video[controls], dialog[open]")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".unseen"))
  .map((each) => ({
    name: (each.getAttribute("aria-label") || document.getElementById(each.getAttribute("aria-labelledby") ?? "")?.textContent || [...(each.labels ?? [])].map((label) => label.textContent).join(" ") || (each.matches("input, select") ? "" : each.textContent) || "").trim(),
    what: `${each.tagName} ${each.id || each.className}`, width: each.offsetWidth, height: each.offsetHeight, small: each.matches(".block, .link, .head, .split, [type=range]"),
  }))"""
ACCESS = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const said = (each) => each.outerHTML.slice(0, 100);
  const ids = all("[id]").map((each) => each.id);
  const refers = (each) => ["aria-labelledby", "aria-controls", "for"].flatMap((name) => (each.getAttribute(name) ?? "").split(" ").filter(Boolean));
  const wanted = { slider: ["aria-valuemin", "aria-valuemax", "aria-valuenow"], separator: ["aria-valuemin", "aria-valuemax", "aria-valuenow"], progressbar: ["aria-valuemax", "aria-valuenow"], tab: ["aria-selected", "aria-controls"], tabpanel: ["aria-labelledby"], dialog: ["aria-labelledby"], group: ["aria-label"] };
  return {
    "an id is there twice": ids.filter((id, at) => ids.indexOf(id) !== at),
    "it refers to nothing": all("[aria-labelledby], [aria-controls], [for]").filter((each) => refers(each).some((id) => !document.getElementById(id))).filter((each) => !each.matches("dialog:not([open])")).map(said),
    "a picture has no words, and does not say that it needs none": all("img:not([alt])").map(said),
    "its role wants more": Object.entries(wanted).flatMap(([role, names]) => all(role === "dialog" ? "dialog" : `[role=${role}]`).filter((each) => names.some((name) => !each.hasAttribute(name)))).map(said),
    "it comes before its turn": all("[tabindex]").filter((each) => each.tabIndex > 0).map(said),
    "it is hidden and takes the focus": all("[aria-hidden=true] :is(button, input, select, [tabindex='0'])").map(said),
    "a button in a button": all("button button, button input, a button").map(said),
    "not one heading of all": all("h1").length === 1 ? [] : all("h1").map(said),
    "no language": document.documentElement.lang ? [] : ["html"],
    "a list of other things": all("ul > :not(li), ol > :not(li), dl > :not(dt, dd)").map(said),
    "a table without a head": all("table").filter((each) => !each.querySelector("th") && !each.closest("#help")).map(said),
  };
}"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, video[controls], audio[controls], [tabindex='0']")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0 && !each.disabled).map((each) => each.id || each.dataset.key || each.textContent)"""
FOCUSED = """() => {
  const each = document.activeElement;
  const style = getComputedStyle(each);
  const before = getComputedStyle(each, "::before");
  const drawn = (of) => of.outlineStyle !== "none" && parseFloat(of.outlineWidth) >= 2;
  return { name: each.id || each.dataset?.key || each.textContent, seen: drawn(style) || drawn(before) || each.matches("#player"), body: each === document.body };
}"""
CUT = """() => [...document.querySelectorAll(".slug span, .sums dd")].filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > each.parentElement.getBoundingClientRect().right + 1).map((each) => each.textContent)"""
"""What is never shortened, and runs out of its box."""
CROSSED = """() => [...document.querySelectorAll(".block:has(.wave) > span")].filter((each) => each.getBoundingClientRect().bottom > each.parentElement.querySelector(".wave").getBoundingClientRect().top).map((each) => each.textContent)"""
WIDE = """() => document.documentElement.scrollWidth - innerWidth"""
PLACES = """() => {
  for (const each of document.querySelectorAll(".block, .card")) each.dispatchEvent(new MouseEvent("dblclick", { bubbles: true }));
}"""
VIEWS = ("film", "board")
TABS = ("script", "takes", "problems", "money", "export")
HARMFUL = """() => [
  ...document.querySelectorAll("body script, iframe, object, embed, base, link:not([href^='/page/']), form, style, [onerror], [onload], [onclick], a[href^=javascript]"),
  ...[...document.querySelectorAll("[src], [href]")].filter((each) => !/^(\\/media\\/|\\/page\\/|#)/.test(each.getAttribute("src") ?? each.getAttribute("href"))),
].map((each) => each.outerHTML.slice(0, 120)).concat(window.hurt ? ["it ran"] : [])"""


class Room:
    """The page, told of a film; each check begins with it as the server would tell it."""

    def __init__(self, stage: Staged, told: list[dict[str, Any]]) -> None:
        self.stage, self.page, self._told = stage, stage.page, told
        self.complaints = heard(stage.page)

    def message(self, topic: str) -> dict[str, Any]:
        return copy.deepcopy(next(each for each in self._told if each["topic"] == topic))

    def begin(self) -> None:
        self.stage.tell(*copy.deepcopy(self._told), {"topic": "making", "jobs": [], "ended": ""})
        text = self.message("sheet")["text"]
        until(self.page, "async () => (await import('/page/film.js')).now.sheet?.text", lambda found: found == text)
        self.view("film")
        self.tab("script")
        self.stage.asked.clear()

    def tell(self, message: dict[str, Any]) -> None:
        """Tell it, and wait until it has arrived."""
        topic = message["topic"]
        self.stage.tell({**message, "mark": (mark := random.random())})
        until(self.page, f"async () => (await import('/page/film.js')).now.{topic}?.mark", lambda found: found == mark)

    def view(self, name: str) -> None:
        self.page.evaluate("(id) => document.getElementById(id).click()", f"view-{name}")

    def tab(self, name: str) -> None:
        self.page.evaluate("(id) => document.getElementById(id).click()", f"tab-{name}")

    def look(self, *themes: str) -> Iterator[str]:
        """Yield each state of the page in which something else is seen: every pane and every dialog."""
        for theme in themes:
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            for dialog in self.dialogs():
                yield f"{theme} {dialog}"
            for view in VIEWS:
                self.view(view)
                for tab in TABS if view == "film" else TABS[:1]:
                    self.tab(tab)
                    yield f"{theme} {view} {tab}"

    def dialogs(self) -> Iterator[str]:
        """Yield each dialog's name while it is open."""
        self.view("film")
        self.tab("takes")
        money = self.message("sheet")["money"]
        self.stage.answers["/offer"] = {**money, **OFFER, "held": {"jobs": 2, "why": WHY}}
        takes = self.page.locator("#pane-takes")
        opens: dict[str, Callable[[], object]] = {
            "help": lambda: self.page.keyboard.press("?"),
            "length": lambda: self.page.keyboard.press("d"),
            "reject": lambda: pressed(takes, "Reject"),
            "compare": lambda: pressed(takes, "A / B"),
            "buy": lambda: self.page.evaluate("async () => (await import('/page/money.js')).offer()"),
        }
        for name, act in opens.items():
            act()
            opened = f"() => document.querySelectorAll('dialog[open]').length /* {name} */"
            until(self.page, opened, lambda count: count == 1)
            yield name
            self.page.keyboard.press("Escape")
            until(self.page, opened, lambda count: count == 0)


def pressed(box: Locator, words: str) -> None:
    """Press the first button with these words, wherever on the page it is just now."""
    box.locator("button", has_text=words).first.evaluate("(each) => each.click()")


WHY = "this film may cost 9.00 USD: 8.95 USD are spent or planned before it. Raise `budget` in the script"
OFFER = {
    "base": "b",
    "worst": "0.20 USD",
    "token": "t",
    "takes": 2,
    "cost": "0.20 USD",
    "by_provider": [{"provider": "emulator", "takes": 2, "worst": "0.20 USD"}],
}
MAKING = {
    "topic": "making",
    "jobs": [{"job": "kitchen/waits still", "for": 3, "usual": 10, "percent": 40}],
    "done": 1,
    "total": 4,
    "waiting": 2,
    "spent": "0.10 USD",
    "left": 9,
}


def states_have_words_and_colours(room: Room) -> None:
    sheet = room.message("sheet")
    words = {
        "animatic": "drawn",
        "fresh": "made",
        "stale": "stale",
        "missing": "to make",
        "failed": "failed",
        "unknown": "fate unknown",
        "blocked": "waits",
        "usable": "made otherwise",
        "over": "over budget",
    }
    seen = set()
    for state, word in words.items():
        for shot in sheet["shots"]:
            shot.update(state=state, why="its prompt changed", pinned=True)
        room.tell(sheet)
        found = room.page.evaluate(
            "() => [document.querySelector('.card .state'), document.querySelector('.block.shot')].map((each) => [each.textContent || each.title, each.title, getComputedStyle(each.matches('.state') ? each : each.querySelector('.state')).color])"
        )
        (card, _, colour), (_, title, _) = found
        assert card == word
        assert word in title
        assert "its prompt changed" in title
        seen.add(colour)
    assert len(seen) >= 4, seen
    assert room.page.locator(".card .foot .icon").count() == len(sheet["shots"])


def what_is_being_made_is_told(room: Room) -> None:
    shot, other = (each["id"] for each in room.message("sheet")["shots"][:2])
    words = f'.card[data-key="{shot}"] .state'
    for percent, told in ((40, "being made 40 %"), (None, "being made ~30 %")):
        made = {"kind": "still", "state": "making", "percent": percent, "for": 3, "usual": 10}
        waits = {"kind": "clip", "state": "queued", "place": 2, "of": 5}
        room.tell({**MAKING, "shots": {shot: made, other: waits}})
        assert room.page.locator(words).text_content() == told
        assert room.page.locator(f'.card[data-key="{other}"] .state').text_content() == "queued 2 of 5"
    pane = room.page.locator("#pane-money").text_content() or ""
    assert "1 of 4 done, 0.10 USD spent" in pane
    assert "kitchen/waits still (40 %, 3 s)" in pane
    for tab in ("money", "takes"):
        room.tab(tab)
        assert room.page.locator(f"#pane-{tab} button", has_text="Make").count() == 0, "one purchase at a time"
    assert "being made 40 %" in (room.page.locator('[aria-label="kitchen/waits still"] header').text_content() or "")
    room.tell({"topic": "making", "jobs": [], "ended": "bought 4 takes for 0.40 USD"})
    assert room.page.locator("#said").text_content() == "bought 4 takes for 0.40 USD"
    assert room.page.locator(words).text_content() != "being made ~30 %"
    assert "The last purchase: bought 4 takes" in (room.page.locator("#pane-money").text_content() or "")


def a_lost_server_is_found_again(room: Room) -> None:
    room.page.evaluate(SEEK, 30)
    room.tab("takes")
    place = until(room.page, HERE)
    hidden = "() => document.getElementById('link').hidden"
    room.stage.lose()
    until(room.page, hidden, lambda found: not found)
    assert "Start it again" in (room.page.locator("#link").text_content() or "")
    until(room.page, hidden)
    room.tell(room.message("sheet"))
    assert until(room.page, HERE) == place
    assert room.page.locator("#tab-takes").get_attribute("aria-selected") == "true"


def an_error_moves_nothing(room: Room) -> None:
    place = "() => JSON.stringify([...document.querySelectorAll('#screen, #tabs, #timeline')].map((each) => each.getBoundingClientRect()))"
    before = room.page.evaluate(place)
    room.tell({**room.message("problems"), "broken": True, "message": "`2.5` is no word " * 20})
    assert room.page.locator("#banner").is_visible()
    assert room.page.evaluate(place) == before, "half a line is an error: the page would jump while one types"


def what_is_over_budget_is_told(room: Room) -> None:
    sheet = room.message("sheet")
    sheet["money"].update(held={"jobs": 2, "why": WHY}, ceilings=["this film: 9.00 USD, 0.05 USD left"], buyable=True)
    sheet["shots"][0].update(state="over", why=WHY)
    room.tell(sheet)
    room.page.evaluate(SEEK, 0)
    room.tab("money")
    pane = room.page.locator("#pane-money")
    assert "this film: 9.00 USD, 0.05 USD left" in (pane.text_content() or "")
    assert "2 jobs are over budget: this film may cost" in (pane.text_content() or "")
    assert pane.locator(".held code").text_content() == "budget"
    assert pane.locator("button.main").text_content() == "Make as much as may be spent …"
    room.tab("takes")
    assert "Raise budget in the script" in (room.page.locator(".about").text_content() or "")
    for jobs, told in ((0, False), (2, True)):
        room.stage.answers["/offer"] = {**OFFER, "held": {"jobs": jobs, "why": WHY}}
        room.page.evaluate("async () => (await import('/page/money.js')).offer()")
        text = room.page.locator("#ask").text_content() or ""
        assert ("over budget" in text, "null" in text) == (told, False), text
        room.page.evaluate("() => document.getElementById('ask').close()")


def what_is_heard_has_its_wave(room: Room) -> None:
    sheet = room.message("sheet")
    wave = {"shape": "1" * 32, "seconds": 0.5, "loop": True, "fades": [0.1, 0.1]}
    count = {name: len(sheet[name]) for name in ("lines", "sounds")}
    told = {"topic": "waves", "text": sheet["text"], "per_second": 20, "lines": [wave], "sounds": [None, wave]}
    waves = "() => [...document.querySelectorAll('.wave')].map((each) => each.parentElement.title)"
    room.tell(told)
    first = until(room.page, waves, lambda found: len(found) == 2)
    assert count["lines"] == 1
    assert any("MEI" in title for title in first)
    assert room.page.evaluate(CROSSED) == [], "a wave through words strikes them out"
    room.tell({**told, "text": "of another film", "lines": [None], "sounds": []})
    sheet["lines"][0]["start"] += 3
    room.tell(sheet)
    assert until(room.page, waves, lambda found: len(found) == 2) == first, "kept where the words are as they were"
    sheet["lines"][0]["text"] = "Where was he?"
    room.tell(sheet)
    assert until(room.page, waves, lambda found: len(found) == 1) == [title for title in first if "MEI" not in title]
    room.tell({**told, "lines": [None], "sounds": [None] * count["sounds"]})


def a_reason_is_typed(room: Room) -> None:
    room.tab("takes")
    pressed(room.page.locator("#pane-takes"), "Reject")
    room.page.keyboard.type("wrong")
    room.page.keyboard.press("Escape")
    assert not room.stage.asked
    pressed(room.page.locator("#pane-takes"), "Reject")
    room.page.keyboard.type("wrong hands")
    room.page.keyboard.press("Enter")
    until(room.page, "() => 0", lambda _: room.stage.asked)
    path, asked = room.stage.asked[-1]
    assert (path, asked["do"], asked["why"]) == ("/take", "reject", "wrong hands")


def all_of_it_is_reached_by_keys(room: Room) -> None:
    for view in VIEWS:
        room.view(view)
        room.tab("takes")
        room.page.evaluate("() => document.activeElement.blur()")
        wanted, found = set(room.page.evaluate(STOPS)), set()
        for _ in range(len(wanted) * 2 + 10):
            room.page.keyboard.press("Tab")
            focused = room.page.evaluate(FOCUSED)
            assert focused["body"] or focused["seen"], (
                f"{view}: {focused['name'][:40]} has the focus, and nobody sees it"
            )
            found.add(focused["name"])
            if wanted <= found:
                break
        assert wanted <= found, f"{view}: no key leads to {wanted - found}"


def text_stands_out(room: Room) -> None:
    sheet = room.message("sheet")
    for shot, state in zip(sheet["shots"], ("stale", "failed", "fresh"), strict=False):
        shot.update(state=state)
    room.tell(sheet)
    room.tell(
        {
            **room.message("problems"),
            "found": [
                {
                    "code": "E0101",
                    "severity": severity,
                    "message": "what",
                    "hints": ["how"],
                    "place": sheet["shots"][0]["place"],
                }
                for severity in ("error", "warning", "note")
            ],
        }
    )
    wave = {"shape": "1" * 32, "seconds": 0.5, "loop": True, "fades": [0, 0]}
    waves = {"lines": [wave], "sounds": [wave] * len(sheet["sounds"]), "per_second": 20}
    room.tell({"topic": "waves", "text": sheet["text"], **waves})
    until(room.page, "() => document.querySelectorAll('.wave').length", lambda count: count == 1 + len(sheet["sounds"]))
    room.page.evaluate("() => (document.getElementById('link').hidden = false)")
    for where in room.look("dark", "light"):
        found = room.page.evaluate(CONTRAST)
        assert found["seen"] > 60, where
        assert not found["bad"], f"{where}: {found['bad']}"


def all_of_it_has_names_and_room(room: Room) -> None:
    size = room.page.viewport_size
    for width in (1280, 390):
        room.page.set_viewport_size({"width": width, "height": 844})
        for where in room.look("dark"):
            assert room.page.evaluate(WIDE) <= 0, f"{width}: {where} is wider than the window"
            assert room.page.evaluate(CUT) == [], f"{width}: {where}"
            for each in room.page.evaluate(CONTROLS):
                assert each["name"], f"{where}: {each['what']} has no name"
                assert each["small"] or min(each["width"], each["height"]) >= 24, f"{where}: {each['what']} is small"
            for what, found in room.page.evaluate(ACCESS).items():
                assert not found, f"{where}: {what}: {found}"
    assert size
    room.page.set_viewport_size(size)


def everything_leads_to_its_place(room: Room) -> None:
    sheet = room.message("sheet")
    kinds = ("shots", "scenes", "lines", "captions", "sounds", "transitions")
    wanted = {
        (each["place"]["file"], each["place"]["start"], each["place"]["end"])
        for kind in kinds
        for each in sheet[kind]
        if each["place"]
    }
    wanted.add(tuple(sheet["credits"]["place"][name] for name in ("file", "start", "end")))
    room.page.evaluate(PLACES)
    found = until(room.page, "() => 0", lambda _: len(room.stage.asked) >= len(wanted)) or room.stage.asked
    assert {(asked["file"], asked["start"], asked["end"]) for path, asked in found if path == "/open"} == wanted
    text = sheet["files"][0]["text"]
    line = sheet["lines"][0]
    assert line["text"] in text[line["place"]["start"] : line["place"]["end"]], (
        "offsets are characters, not units of UTF-16"
    )


def a_line_of_the_script_leads_there(room: Room) -> None:
    text = room.message("sheet")["files"][0]["text"]
    for words in ("MEI (sad)", "Nobody comes."):
        number = text[: text.index(words)].count("\n") + 1
        room.page.locator(f'.line[data-line="{number}"]').dblclick()
        until(room.page, "() => 0", lambda _: room.stage.asked)
        path, asked = room.stage.asked.pop()
        assert (path, asked["start"]) == ("/open", text.index(words)), words
        room.stage.asked.clear()
        shot = "kitchen/asks" if "MEI" in words else "hall/comes"
        assert until(room.page, HERE)["shot"] == shot


def a_long_script_is_quick(room: Room) -> None:
    sheet = room.message("sheet")
    file, last = sheet["files"][0], sheet["shots"][-1]
    more = 10_000
    at = file["text"].index("    shot comes")
    file["text"] = file["text"][:at] + "    # a remark\n" * more + file["text"][at:]
    last["place"]["line"] += more
    room.tell(sheet)
    assert room.page.evaluate("() => document.querySelectorAll('.line').length") < 1000
    room.page.evaluate(SEEK, last["start"])
    marked = until(room.page, "() => [...document.querySelectorAll('.line.now')].map((each) => each.textContent)")
    assert "shot comes" in marked[0]
    assert room.page.evaluate("() => document.querySelectorAll('.line').length") < 2000


def two_hundred_shots_keep_their_elements(room: Room) -> None:
    sheet = room.message("sheet")
    shot = sheet["shots"][0]
    many = [{**shot, "id": f"kitchen/{number}", "number": f"1-{number}", "start": number * 24} for number in range(200)]
    sheet["shots"], sheet["film"]["frames"] = many, 200 * 24
    sheet["scenes"] = [{**sheet["scenes"][0], "frames": 4800, "shots": [each["id"] for each in many]}]
    room.tell(sheet)
    room.page.evaluate("() => document.querySelectorAll('.card, .block.shot').forEach((each) => (each.kept = true))")
    many[7]["action"] = "Something else."
    room.tell(sheet)
    new = room.page.evaluate(
        "() => [...document.querySelectorAll('.card, .block.shot')].map((each) => Boolean(each.kept))"
    )
    assert (len(new), new.count(False)) == (400, 2)


def a_film_of_nothing_is_shown(room: Room) -> None:
    sheet = room.message("sheet")
    room.tell(
        {
            **sheet,
            "shots": [],
            "scenes": [],
            "lines": [],
            "sounds": [],
            "captions": [],
            "transitions": [],
            "credits": None,
            "film": {**sheet["film"], "frames": 0},
        }
    )
    room.view("board")
    assert "No shots yet" in (room.page.locator("#storyboard").text_content() or "")
    assert room.page.locator("#waiting").text_content() == "There is no shot yet to be seen."
    for key in (" ", "ArrowRight", "ArrowDown", "j", "End", "e", "d", "i"):
        room.page.keyboard.press(key if key != " " else "Space")


def an_unknown_price_has_no_button(room: Room) -> None:
    sheet = room.message("sheet")
    sheet["money"].update(buyable=False, why_not="nobody knows what kitchen/waits still costs", takes=3)
    room.tell(sheet)
    room.tab("money")
    assert "nobody knows what" in (room.page.locator("#pane-money").text_content() or "")
    assert room.page.locator("#pane-money button", has_text="Make").count() == 0
    room.tab("takes")
    assert room.page.locator("#pane-takes button", has_text="Make for").count() == 0


def takes_are_put_before_each_other(room: Room) -> None:
    sheet = room.message("sheet")
    name = next(name for name, job in sheet["jobs"].items() if job["kind"] == "still")
    job, first = sheet["jobs"][name], sheet["jobs"][name]["takes"][0]
    job["takes"] = [
        {
            **first,
            "number": number,
            "digest": f"{number:064}",
            "plays": number == 2,
            "chosen": None,
            "pinned": False,
            "media": f"{number:032}",
        }
        for number in range(1, 21)
    ]
    room.tell(sheet)
    room.page.evaluate(SEEK, next(shot["start"] for shot in sheet["shots"] if shot["id"] == job["shot"]))
    room.tab("takes")
    assert room.page.locator(f'[aria-label="{name}"] .take').count() == 20
    room.page.locator(f'[aria-label="{name}"] button', has_text="A / B").click()
    seen = "() => [...document.querySelectorAll('.pair figure')].filter((each) => each.checkVisibility()).map((each) => each.querySelector('b').textContent)"
    assert room.page.evaluate(seen) == ["A: take 2, plays", "B: take 20"]
    room.page.evaluate(
        "() => document.getElementById('compare').dispatchEvent(new KeyboardEvent('keydown', { key: ' ' }))"
    )
    for key, wanted in (("a", ["A: take 2, plays"]), ("b", ["B: take 20"]), ("b", ["A: take 2, plays", "B: take 20"])):
        room.page.keyboard.press(key)
        assert room.page.evaluate(seen) == wanted
    room.page.locator(".strip button", has_text="Take 7").click()
    room.page.locator(".pair .b button", has_text="Pick").click()
    until(room.page, "() => 0", lambda _: room.stage.asked)
    assert room.stage.asked[-1] == ("/take", {"job": name, "digest": f"{7:064}", "do": "pick"})
    room.page.keyboard.press("Escape")
    assert not room.page.locator("#compare").is_visible()


def lengths_are_dragged_and_let_go(room: Room) -> None:
    sheet = room.message("sheet")
    shot = sheet["shots"][0]
    room.page.evaluate(SEEK, 0)
    edge = room.page.locator(".edge.here")
    box = edge.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for escape in (True, False):
        room.page.mouse.move(*middle)
        room.page.mouse.down()
        room.page.mouse.move(middle[0] + 80, middle[1])
        assert "(+" in (room.page.locator(".stretch").text_content() or "")
        if escape:
            room.page.keyboard.press("Escape")
        room.page.mouse.up()
        assert not room.page.locator(".stretch").is_visible()
        if not escape:
            until(room.page, "() => 0", lambda _: room.stage.asked)
        assert bool(room.stage.asked) is not escape
    path, asked = room.stage.asked.pop()
    assert path == "/write"
    assert asked["frames"] > shot["frames"]
    assert {**asked, "frames": 0} == {
        "what": "length",
        "shot": shot["id"],
        "frames": 0,
        "base": sheet["files"][0]["digest"],
    }


def cards_are_moved_by_keys(room: Room) -> None:
    sheet = room.message("sheet")
    ids = [shot["id"] for shot in sheet["shots"]]
    room.view("board")
    for number, key, before in ((1, "Alt+ArrowUp", ids[0]), (0, "Alt+ArrowDown", ids[2]), (1, "Alt+ArrowDown", None)):
        room.stage.asked.clear()
        room.page.locator(f'.card[data-key="{ids[number]}"]').focus()
        room.page.keyboard.press(key)
        until(room.page, "() => 0", lambda _: room.stage.asked)
        assert room.stage.asked[0][1] == {
            "what": "order",
            "shot": ids[number],
            "before": before,
            "base": sheet["files"][0]["digest"],
        }


def no_text_becomes_markup(room: Room) -> None:
    kept = {"topic", "id", "state", "digest", "media", "kind", "severity", "do", "target", "language", "rung"}

    def hostile(value: Any, text: str, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: hostile(each, text, key) for key, each in value.items()}
        if isinstance(value, list):
            return [hostile(each, text, name) for each in value]
        return value if not isinstance(value, str) or name in {*kept, "shots", "jobs", "shot"} else text

    sheet, problems = room.message("sheet"), room.message("problems")
    for shot in sheet["shots"]:
        shot["state"] = "stale"
    problems.update(
        broken=True,
        found=[
            {"code": "E0101", "severity": "error", "message": "m", "hints": ["h"], "place": sheet["shots"][0]["place"]}
        ],
    )
    room.tab("takes")
    for text in attacks()[:: few(1, 6)]:
        room.tell(hostile(sheet, text))
        room.tell(hostile(problems, text))
        room.tell(
            {
                "topic": "making",
                "jobs": [{"job": text, "for": 1}],
                "shots": {sheet["shots"][0]["id"]: {"kind": text, "state": text, "for": 1}},
                "done": 0,
                "total": 1,
                "waiting": 0,
                "spent": text,
                "left": 1,
            }
        )
        room.tell({"topic": "making", "jobs": [], "ended": text})
        assert room.page.evaluate(HARMFUL) == [], text
        assert text.split("\n")[0].strip()[:30] in (room.page.evaluate("() => document.body.textContent") or ""), text


def attacks() -> list[str]:
    """Return 60 texts that would do something if they were markup."""
    acts = ("window.hurt=1", "alert(1)", "fetch('/buy',{method:'POST'})")
    forms = (
        "<script>{}</script>", "<img src=x onerror={}>", "<svg onload={}>", "<svg/onload={}>", "<iframe srcdoc='<script>{}</script>'>", "<a href='javascript:{}'>x</a>",
        '"><script>{}</script>', "' onmouseover='{}", '" onfocus="{}" autofocus="', "</textarea><script>{}</script>", "</style><script>{}</script>", "<!--><script>{}</script>",
        "<math><mtext><style><img src=x onerror={}>", "<details open ontoggle={}>", "<body onload={}>", "<input autofocus onfocus={}>", "javascript:{}", "${{{}}}", "{{{{{}}}}}", "<base href=//x/><script>{}</script>",
    )  # fmt: skip
    return [form.format(act) for form in forms for act in acts]


ALONE: list[Callable[[Room], None]] = [
    states_have_words_and_colours,
    what_is_being_made_is_told,
    a_lost_server_is_found_again,
    an_error_moves_nothing,
    what_is_over_budget_is_told,
    what_is_heard_has_its_wave,
    a_reason_is_typed,
    all_of_it_is_reached_by_keys,
    text_stands_out,
    all_of_it_has_names_and_room,
    everything_leads_to_its_place,
    a_line_of_the_script_leads_there,
    a_long_script_is_quick,
    two_hundred_shots_keep_their_elements,
    a_film_of_nothing_is_shown,
    an_unknown_price_has_no_button,
    takes_are_put_before_each_other,
    lengths_are_dragged_and_let_go,
    cards_are_moved_by_keys,
    no_text_becomes_markup,
]


def test_the_storyboard_as_a_page_fits_a_telephone(browser: Browser) -> None:
    row = Row(
        "1-1", "extreme wide", "Fog on the water. " * 5, "4.0s", "push in, pan right", "ODD: Come. " * 9, "harbour"
    )
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content(as_html("The Last Ferry", [row, row], "en", {}))
    assert page.evaluate(WIDE) <= 0
    page.close()


def test_the_page_alone(browser: Browser, tmp_path: Path) -> None:
    with at(tmp_path):
        film = bought_film(tmp_path, takes=2, text=TOLD_FILM)
        told = list(messages_of(film.path.parent))
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    stage = staged(context)
    complaints = heard(stage.page)
    stage.open()
    found = [{"code": "E0317", "severity": "error", "message": "no scene", "hints": ["begin one"], "place": None}]
    stage.tell({"topic": "problems", "broken": True, "message": "no scene", "found": found})
    waiting = "() => document.getElementById('waiting').textContent"
    until(stage.page, waiting, lambda text: text == "There is no film yet: no scene.begin one")
    assert not stage.page.locator(".gutter p").filter(visible=True).count(), "rows of nothing"
    stage.page.keyboard.press("?")
    assert stage.page.locator("#help").is_visible()
    stage.page.keyboard.press("Escape")
    room = Room(stage, told)

    def begun(check: Callable[[Room], None]) -> Callable[[Room], None]:
        def begin(room: Room) -> None:
            room.begin()
            check(room)

        begin.__name__ = check.__name__
        return begin

    done([begun(check) for check in ALONE], room)
    assert complaints == [], "errors, or what the page's policy forbids"
    context.close()
