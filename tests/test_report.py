"""What a film has cost: a ledger made by hand, and every page that is written of it."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest
from plans import CONFIG, FILM, FILM_ID, Production, production
from pytest_snapshot.plugin import Snapshot

from filmc.base.digest import digest_bytes
from filmc.frontend.value import Money
from filmc.produce.choice import add
from filmc.produce.ledger.budget import Rates, Reservation
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import State
from filmc.produce.locked import Block, Take
from filmc.produce.spending import InFilm, spending_of
from filmc.tools.cli import run
from filmc.tools.report.cells import width
from filmc.tools.spending_page import Page, as_csv, as_html, as_text
from filmc.tools.sums import Exchange

CANARY = "canary-4711"
"""Stands in every fact that could open something: no page may have it."""
OTHER = "0123456789abcdef"

BOOKS = [
    # day and hour, film, model, kind, job, micro-units, currency, how far it came
    ("2026-11-20T09", FILM_ID, "p:still-1", "still", "home/one still", 100_000, "USD", State.COMMITTED),
    ("2026-11-20T10", FILM_ID, "p:still-1", "still", "home/one still", 100_000, "USD", State.COMMITTED),
    ("2026-11-20T11", FILM_ID, "p:still-1", "still", "home/two still", 100_000, "USD", State.REFUSED),
    ("2026-11-21T23", FILM_ID, "q:clip-1", "clip", "home/one clip", 2_500_000, "CNY", State.COMMITTED),
    ("2026-11-22T00", FILM_ID, "q:clip-1", "clip", "home/one clip", 2_500_000, "CNY", State.FAILED_BILLED),
    ("2026-11-22T01", FILM_ID, "q:clip-1", "clip", "home/two clip", 2_500_000, "CNY", State.UNKNOWN),
    ("2026-11-23T12", FILM_ID, "r:song-1", "", "music 信", 900_000, "USD", State.COMMITTED),
    ("2026-11-24T12", OTHER, "p:still-1", "still", "home/one still", 700_000, "USD", State.COMMITTED),
]
WAY = (State.INTENT, State.SUBMITTED, State.SUCCEEDED, State.DOWNLOADED, State.VERIFIED, State.COMMITTED)


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"STORE": "store", "CACHE": "cache", "CONFIG": "config.toml"}.items():
        monkeypatch.setenv(f"FILMC_{name}", str(tmp_path / "user" / value))


def note(made: Production, number: int) -> None:
    """Note one purchase of `BOOKS`, with canaries in what could open something."""
    moment, film, maker, kind, name, micros, currency, goal = BOOKS[number]
    at, ledger, ident = datetime.fromisoformat(f"{moment}:00:00+00:00"), made.desk.ledger, f"{number}purchase"
    provider, _, model = maker.partition(":")
    shot = name.partition(" ")[0] if "/" in name else name
    intent = Intent(ident, f"{name}.{film}.{number}", film, "run", provider, shot, model)
    assert isinstance(ledger.reserve(intent, Money(micros, currency), (), at=at), Reservation)
    noted = {"name": name, **({"kind": kind} if kind else {})}
    facts = {
        State.INTENT: {"key": f"{CANARY}{number}", "request": CANARY, "note": json.dumps(noted)},
        State.SUBMITTED: {"job": f"job-{number}"},
        State.SUCCEEDED: {"url": f"https://x.example/?token={CANARY}"},
        State.DOWNLOADED: {"file": f"{CANARY}.mp4"},
        State.VERIFIED: {"digest": digest_bytes(str(number).encode())},
    }
    steps = WAY if goal is State.COMMITTED else (State.INTENT, goal)
    facts[State.REFUSED] = {"reason": "no <b>reason</b>", "kind": "content"}
    for state in steps:
        billed = Money(micros, currency) if state in (State.COMMITTED, State.FAILED_BILLED) else None
        ledger.record(
            ident,
            state,
            at=at,
            billed=billed,
            **facts.get(state, {"reason": "no <b>reason</b>"} if state is goal and goal is not State.COMMITTED else {}),
        )


@pytest.fixture
def made(tmp_path: Path) -> Production:
    """Return a film with a ledger; its lock has what was bought for shot one, and a take that was brought in."""
    found = production(
        tmp_path / "film",
        FILM.replace("film Letters", "film <i>信</i> & =Letters\n    budget: 20 CNY"),
        f'{CONFIG}\n[rates]\nUSD = "7 CNY"\n',
    )
    for number in range(len(BOOKS)):
        note(found, number)
    survey = found.desk.survey(found.graph)
    lock = replace(found.desk.lock.lock, film=FILM_ID)
    for number, name in ((0, "home/one still"), (1, "home/one still"), (3, "home/one clip")):
        want = survey.jobs[name].want
        block = lock.block(name) or Block(name)
        lock = lock.with_block(add(block, Take(digest_bytes(str(number).encode()), want.what, want.how)))
    brought = Take("e" * 64)
    found.desk.change(lambda _: lock.with_block(Block("home/two still", (brought,))))
    return found


# ---- what is counted


def test_every_amount_is_counted_once_in_each_table(made: Production) -> None:
    purchases = [each for each in made.desk.ledger.purchases() if each.intent.film == FILM_ID]
    found = spending_of(
        purchases, made.desk.ledger.history(), InFilm.of(made.desk.survey(made.graph)), {"r:song-1": "music"}
    )
    whole = ({"CNY": 5_000_000, "USD": 1_100_000}, {"CNY": 2_500_000})
    assert (dict(found.in_all.spent), dict(found.in_all.reserved)) == whole
    for table in (found.tools, found.stages, found.shots):
        assert sum(each.orders for each in table) == 7
        assert sum(each.spent.get("CNY", 0) for each in table) == 5_000_000
        assert sum(each.spent.get("USD", 0) for each in table) == 1_100_000
        assert sum(each.reserved.get("CNY", 0) for each in table) == 2_500_000
    assert [(each.name, each.orders, each.made, each.used) for each in found.stages] == [
        ("stills", 3, 2, 1),
        ("clips", 3, 1, 1),
        ("music", 1, 1, 0),
    ]
    assert [each.name for each in found.shots] == ["home/one", "home/two", "music 信"]
    assert [(str(day), takes) for day, takes in found.days] == [
        ("2026-11-20", 3),
        ("2026-11-21", 1),
        ("2026-11-22", 2),
        ("2026-11-23", 1),
    ]
    assert [(each.name, str(each.first), str(each.last)) for each in found.stages][1] == (
        "clips",
        "2026-11-21",
        "2026-11-22",
    )
    assert (found.playing, found.brought) == (1, 1)


@pytest.mark.usefixtures("made")
def test_a_renamed_shot_keeps_its_takes(tmp_path: Path) -> None:
    renamed = production(tmp_path / "film", FILM.replace("shot one", "shot uno"))
    purchases = renamed.desk.ledger.purchases()[:2]
    found = spending_of(purchases, (), InFilm.of(renamed.desk.survey(renamed.graph)), {})
    assert [each.name for each in found.shots] == ["home/uno"]


# ---- the pages


def page(made: Production) -> Page:
    purchases = [each for each in made.desk.ledger.purchases() if each.intent.film == FILM_ID]
    found = spending_of(
        purchases, made.desk.ledger.history(), InFilm.of(made.desk.survey(made.graph)), {"r:song-1": "music"}
    )
    film = made.checked.film
    return Page(film.settings.title, found, Exchange.of(film, made.desk.config.rates))


@pytest.mark.parametrize(("name", "shape"), [("page.txt", as_text), ("page.csv", as_csv), ("page.html", as_html)])
def test_page(name: str, shape, made: Production, snapshot: Snapshot) -> None:
    text = shape(page(made))
    assert CANARY not in text
    snapshot.assert_match(text.replace("\r\n", "\n"), name)


def test_text_is_aligned(made: Production) -> None:
    tables = as_text(page(made)).split("\n\n")[1:-1]
    for table in tables:
        _, header, *rows = table.rstrip("\n").split("\n")
        place = width(header[: header.index("first day")])
        assert all(width(row[: row.index("2026-")]) == place for row in rows)


def test_csv_adds_up(made: Production) -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(page(made)))))
    for table in ("tool", "stage", "shot", "in all"):
        for currency, spent in {"CNY": "5.00", "USD": "1.10"}.items():
            amounts = [Fraction(row["spent"]) for row in rows if (row["table"], row["currency"]) == (table, currency)]
            assert sum(amounts) == Fraction(spent)


class _Words(HTMLParser):
    """Collects what a browser would show, and every tag."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_html_is_inert_and_whole(made: Production) -> None:
    read = _Words()
    read.feed(as_html(page(made)))
    assert read.tags <= {
        "html",
        "meta",
        "title",
        "style",
        "h1",
        "h2",
        "p",
        "section",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "i",
    }
    assert set(read.attributes) <= {"lang", "charset", "name", "content", "style"}
    assert read.words.count("<i>信</i> & =Letters") == 2


def test_sums_in_one_currency() -> None:
    exchange = Exchange(Rates({("USD", "CNY"): Fraction(7)}), "CNY")
    assert exchange.told({}) == "nothing"
    assert exchange.told({"CNY": 10_000}) == "0.01 CNY"
    assert exchange.told({"USD": 1_000_000}) == "1.00 USD = 7.00 CNY"
    assert exchange.told({"CNY": 500_000, "USD": 1_000_000}) == "0.50 CNY + 1.00 USD = 7.50 CNY"
    assert exchange.told({"EUR": 1, "USD": 1}) == "0.000001 EUR + 0.000001 USD", "no rate, no sum"


# ---- the commands


def test_ledger(made: Production, capsys, snapshot: Snapshot) -> None:
    home = str(made.home)
    made.desk.close()
    assert run(["ledger", home, "--verify"]) == 0
    text = capsys.readouterr().out
    assert CANARY not in text
    assert "the ledger is whole: 52 events" in text
    snapshot.assert_match(text, "ledger.txt")
    assert run(["ledger", home, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert CANARY not in json.dumps(answer)
    assert [event["number"] for event in answer["events"]] == sorted(event["number"] for event in answer["events"])
    assert {event["film"] for event in answer["events"]} == {FILM_ID}
    assert (answer["spent"], answer["reserved"]) == ({"USD": 1_100_000, "CNY": 5_000_000}, {"CNY": 2_500_000})
    assert answer["ceilings"][0]["left"] == {"micros": 4_800_000, "currency": "CNY"}
    assert run(["ledger", home, "--all", "--json"]) == 0
    assert {event["film"] for event in json.loads(capsys.readouterr().out)["events"]} == {FILM_ID, OTHER}
    assert run(["ledger", home, "--all"]) == 0
    assert f"film {OTHER}" in capsys.readouterr().out


def test_the_ledger_of_every_film_needs_none(
    made: Production, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.desk.close()
    monkeypatch.chdir(tmp_path)
    assert run(["ledger"]) == 2
    capsys.readouterr()
    assert run(["ledger", "--all", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["events"]) == 52


def test_report(made: Production, tmp_path: Path, capsys) -> None:
    home, out = str(made.home), tmp_path / "out"
    made.desk.close()
    assert run(["report", home]) == 0
    text = capsys.readouterr().out
    assert "Spent 5.00 CNY + 1.10 USD = 12.70 CNY; reserved 2.50 CNY." in text
    for form in ("--csv", "--html"):
        assert run(["report", home, form, "-o", str(out)]) == 0
        assert "1.10" in out.read_text("utf-8-sig")
        assert CANARY not in out.read_text("utf-8-sig")
    capsys.readouterr()
    assert run(["report", home, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)["spending"]
    assert answer["in_all"]["spent"] == {"CNY": 5_000_000, "USD": 1_100_000}
    assert CANARY not in json.dumps(answer)
    assert {row["name"] for row in answer["stage"]} == {"stills", "clips", "other"}
    (made.home / "main.film").write_text("scene EXT. STREET - DAY\n    shot wide, pan lefft, 1s\n        Rain.\n")
    assert run(["report", home]) == 1
    assert "5.00 CNY" in capsys.readouterr().out, "what was spent is told of a film with errors, too"


@pytest.mark.parametrize(
    "words", [["ledger"], ["ledger", "--all"], ["ledger", "--verify"], ["report"], ["report", "--html"]]
)
def test_where_nothing_was_ordered(words: list[str], tmp_path: Path, capsys) -> None:
    production(tmp_path / "film")
    assert run([words[0], str(tmp_path / "film"), *words[1:]]) == 0
    assert re.search(r"(?i)nothing was ordered", capsys.readouterr().out)
    assert not (tmp_path / "user" / "store" / "ledger.sqlite").exists(), "looking makes no ledger"


def test_a_damaged_ledger_is_told(made: Production, tmp_path: Path, capsys) -> None:
    made.desk.close()
    path = tmp_path / "user" / "store" / "ledger.sqlite"
    path.write_bytes(path.read_bytes()[:9000])
    for command in ("ledger", "report"):
        assert run([command, str(made.home)]) == 1
        assert "E1001" in capsys.readouterr().err
