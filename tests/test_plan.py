"""The plan: what is bought, why, for how much; what makes it stale and what does not; and the file that is approved."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from plans import CONFIG, FILM, FILM_ID, Production, production
from pytest_snapshot.plugin import Snapshot

from filmc.base.fault import Fault
from filmc.frontend.value import Money
from filmc.lower.model import Model, Price
from filmc.lower.target import Target
from filmc.produce.choice import pick, pin, reject
from filmc.produce.hiring import Agency
from filmc.produce.ledger.budget import NO_RATES, Ceiling, Reservation, Scope
from filmc.produce.ledger.budget import shown as money
from filmc.produce.ledger.purchase import Intent
from filmc.produce.ledger.states import State
from filmc.produce.plan.ceilings import Account, ceilings_of, what_is_left
from filmc.produce.plan.held import held_back
from filmc.produce.plan.plan import Plan, Wish
from filmc.produce.plan.saved import dump, hold, read_plan, saved_text
from filmc.produce.survey import take_id
from filmc.produce.takes import wanted
from filmc.tools.cli import run
from filmc.tools.consent import Consent
from filmc.tools.console import Console
from filmc.tools.report.cells import width

DAY = date(2026, 11, 26)
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ALL = ("home/one still", "home/one clip", "home/two still", "home/two clip")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test a user of its own; nobody may be called."""

    def refused(*_: object) -> None:
        raise AssertionError("a plan calls nobody")

    for name, value in {"STORE": "store", "CACHE": "cache", "CONFIG": "config.toml"}.items():
        monkeypatch.setenv(f"FILMC_{name}", str(tmp_path / "user" / value))
    monkeypatch.setenv("FILMC_EMULATOR_URL", "http://127.0.0.1:9")
    monkeypatch.setattr(socket.socket, "connect", refused)


def film(tmp_path: Path, text: str = FILM, config: str = CONFIG) -> Production:
    return production(tmp_path / "film", text, config)


def order(made: Production, name: str, *, number: int = 1, goal: State = State.COMMITTED, cost: int = 100_000) -> None:
    """Note an order of a job in the ledger, as far as `goal`; the lock knows of nothing."""
    job = made.graph.jobs[name]
    assert job.model
    want = next(each.want for each in made.desk.survey(made.graph).jobs.values() if each.job.name == name)
    ident, ledger = f"{name} {number}", made.desk.ledger
    intent = Intent(ident, take_id(want, number), FILM_ID, "r", job.model.provider, job.shot, job.model.name)
    assert isinstance(ledger.reserve(intent, Money(cost, "USD"), (), at=NOON), Reservation)
    ledger.record(
        ident, State.INTENT, at=NOON, key=f"key {ident}", request="r", note=json.dumps({"name": name, "kind": job.kind})
    )
    if goal is State.UNKNOWN:
        ledger.record(ident, State.UNKNOWN, at=NOON, reason="no answer")
    if goal is State.COMMITTED:
        ledger.record(ident, State.SUBMITTED, at=NOON, job="job-7")
        ledger.record(ident, State.SUCCEEDED, at=NOON, url="https://secret.example/x?token=canary")
        ledger.record(ident, State.DOWNLOADED, at=NOON, file="f")
        ledger.record(ident, State.VERIFIED, at=NOON, digest=f"{number:064x}")
        ledger.commit(ident, at=NOON, billed=Money(cost, "USD"))


# ---- what is bought


def due(plan: Plan) -> list[tuple[str, int, int]]:
    return [(item.job, item.now, item.most) for item in plan.due]


def test_all_of_a_new_film_inputs_first(tmp_path: Path) -> None:
    made = film(tmp_path)
    plan = made.plan()
    assert due(plan) == [(name, 1, 1) for name in ALL]
    assert (dict(plan.cost), dict(plan.hoped), dict(plan.worst)) == (
        {"USD": 400_000},
        {"USD": 1_200_000},
        {"USD": 400_000},
    )
    clip = made.items()["home/one clip"]
    assert (clip.state, clip.follows, clip.expected, clip.expected_from) == (
        "blocked",
        ("home/one still",),
        Fraction(5),
        "default",
    )
    assert not (tmp_path / "user" / "store" / "ledger.sqlite").exists(), "planning notes nothing"
    assert plan == made.plan()


SECOND = "        Mei sleeps.\n"
CASES: dict[str, tuple[str, Callable[[Production], None], list[tuple[str, int, int]]]] = {
    "nothing is due": (FILM, lambda made: made.make(ALL), []),
    "what is not made": (FILM, lambda made: made.make(ALL[:3]), [("home/two clip", 1, 1)]),
    "the candidates that are short": (
        FILM.replace(SECOND, f"{SECOND}        takes: 3\n"),
        lambda made: made.make(ALL),
        [("home/two still", 2, 2), ("home/two clip", 3, 3)],
    ),
    "none more once somebody chose": (
        FILM.replace(SECOND, f"{SECOND}        takes: 3\n"),
        lambda made: (made.make(ALL), choose(made, "home/two still"), choose(made, "home/two clip")),  # type: ignore[dict-item]
        [],
    ),
    "a rejected take is replaced": (FILM, lambda made: (made.make(ALL), refuse(made, ALL[3])), [(ALL[3], 1, 1)]),  # type: ignore[dict-item]
    "within the reroll": (
        FILM.replace(SECOND, f"{SECOND}        reroll: at most 3 takes\n"),
        lambda made: (made.make(ALL), refuse(made, ALL[3])),  # type: ignore[dict-item]
        [(ALL[3], 1, 2)],
    ),
    "not beyond the reroll": (
        FILM.replace(SECOND, f"{SECOND}        reroll: at most 1 takes\n"),
        lambda made: (made.make(ALL), refuse(made, ALL[3])),  # type: ignore[dict-item]
        [],
    ),
    "not beyond the reroll's money": (
        FILM.replace(SECOND, f"{SECOND}        takes: 4\n        reroll: at most 9 takes or 0.25 USD\n"),
        lambda made: made.make(ALL[:2]),
        [("home/two still", 2, 2), ("home/two clip", 2, 2)],
    ),
    "further takes share the shot's money": (
        FILM.replace(SECOND, f"{SECOND}        reroll: at most 9 takes or 0.65 USD\n"),
        lambda made: made.make(ALL[:2]),
        [("home/two still", 1, 5), ("home/two clip", 1, 1)],
    ),
    "not what is ordered already": (
        FILM,
        lambda made: (made.make(ALL[:3]), order(made, ALL[3], goal=State.UNKNOWN)),  # type: ignore[dict-item]
        [],
    ),
    "what was bought and is in no lock": (
        FILM,
        lambda made: (made.make(ALL[:3]), order(made, ALL[3])),  # type: ignore[dict-item]
        [],
    ),
    "the same is bought once": (
        FILM.replace("medium", "wide").replace("sleeps", "waits"),
        lambda _: None,
        [(name, 1, 1) for name in ALL],
    ),
}


def choose(made: Production, name: str) -> None:
    block = made.desk.lock.lock.block(name)
    assert block
    want = made.desk.survey(made.graph).jobs[name].want
    made.desk.change(lambda lock: lock.with_block(pick(block, block.takes[0], want.what, "Anna", "Monday")))


def refuse(made: Production, name: str) -> None:
    block = made.desk.lock.lock.block(name)
    assert block
    made.desk.change(lambda lock: lock.with_block(reject(block, block.takes[0], "no")))


@pytest.mark.parametrize("name", CASES)
def test_what_is_bought(name: str, tmp_path: Path) -> None:
    text, prepare, expected = CASES[name]
    made = film(tmp_path, text)
    prepare(made)
    assert due(made.plan()) == expected


def test_the_same_is_paid_once(tmp_path: Path) -> None:
    plan = film(tmp_path, FILM.replace("medium", "wide").replace("sleeps", "waits")).plan()
    assert [item.same_as for item in plan.due] == ["", "", *ALL[:2]]
    assert (plan.takes, dict(plan.cost), dict(plan.worst)) == (2, {"USD": 200_000}, {"USD": 200_000})
    assert dict(plan.hoped) == {"USD": 600_000}


def test_what_follows_a_new_still_is_bought_after_it(tmp_path: Path) -> None:
    film(tmp_path).make(ALL)
    made = film(tmp_path, FILM.replace("sleeps", "dreams"))
    still, clip = (made.items()[name] for name in ALL[2:])
    assert (still.state, still.reason, still.follows) == ("stale", "its prompt changed", ())
    assert (clip.state, clip.reason, clip.follows) == (
        "stale",
        "its prompt changed; it is made after its start",
        ("home/two still",),
    )
    assert [item.job for item in made.plan().due] == list(ALL[2:])
    order(made, ALL[2], goal=State.UNKNOWN)
    clip = made.items()[ALL[3]]
    assert (clip.state, clip.reason) == ("stale", "it waits for its start, which is ordered already")
    assert not made.plan().due, "a clip of the old still would be stale as soon as the new one is there"


def test_only_remake_replaces_what_another_model_made(tmp_path: Path) -> None:
    film(tmp_path).make(ALL)
    made = film(tmp_path, config=CONFIG.replace("still-1", "still-2"))
    assert {item.state for name, item in made.items().items() if "still" in name} == {"usable"}
    assert not made.plan().due
    for remake, bought in {
        (): ALL,
        ("two",): ALL[2:],
        ("home/one still",): ALL[:2],
        ("one clip",): (),
        ("1-2",): ALL[2:],
    }.items():
        assert tuple(item.job for item in made.plan(Wish(remake=remake)).due) == bought
    block = made.desk.lock.lock.block(ALL[0])
    assert block
    made.desk.change(lambda lock: lock.with_block(pin(block, block.takes[0], "0" * 64, "Anna", "Monday")))
    assert tuple(item.job for item in made.plan(Wish(remake=())).due) == ALL[2:]
    with pytest.raises(Fault, match="E0910"):
        made.plan(Wish(remake=("three",)))


def test_a_part_of_a_film_comes_with_what_it_needs(tmp_path: Path) -> None:
    made = film(tmp_path, FILM.replace(SECOND, f"{SECOND}        start: one.last\n"))
    whole = made.items()
    part = made.items(Wish(shots=("two",)))
    assert list(part) == ["home/one still", "home/one clip", "home/two clip"]
    assert part["home/two clip"] == whole["home/two clip"], "it asks for the same as in the whole film"
    assert list(made.items(Wish(shots=("one",)))) == list(ALL[:2])
    assert made.items(Wish(scenes=("home",))) == whole
    with pytest.raises(Fault, match="E0910"):
        made.plan(Wish(scenes=("street",)))


def test_without_a_key_nothing_is_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FILMC_EMULATOR_URL")
    items = film(tmp_path).items()
    assert {item.state for item in items.values()} == {"blocked"}
    assert "no way to order from emulator" in items[ALL[0]].reason
    assert "waits for its start" in items[ALL[1]].reason
    unpriced = production(tmp_path / "other", config=CONFIG.replace("still-1", "unpriced")).items()
    assert "no price for emulator:unpriced" in unpriced[ALL[0]].reason


def test_what_it_would_cost_is_told_without_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    production(tmp_path / "film")
    ready = json.loads(_printed(capsys, tmp_path / "film", "--json"))["plan"]
    monkeypatch.delenv("FILMC_EMULATOR_URL")
    assert "no way to order from emulator" in _printed(capsys, tmp_path / "film")
    assert json.loads(_printed(capsys, tmp_path / "film", "--json", "--without-keys"))["plan"] == ready
    imagined = Agency(tmp_path).imagined()
    assert imagined.lacking("emulator") is None
    with pytest.raises(Fault, match="only imagined"):
        imagined.hire("emulator")


def _printed(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> str:
    assert run(["plan", str(folder), *words]) == 0
    found = capsys.readouterr()
    return found.out if "--json" in words else found.out + found.err


def test_history_tells_how_many_takes_a_good_one_needs(tmp_path: Path) -> None:
    shots = "".join(f"    shot s{n}: wide, 4s\n        {n} birds.\n\n" for n in range(4))
    made = film(tmp_path, f"scene home: EXT. ROOM - DAY\n\n{shots}")
    for number, bought in enumerate((2, 1, 4)):
        assert made.items()["home/s3 still"].expected_from == "default"
        for take in range(1, bought + 1):
            order(made, f"home/s{number} still", number=take)
    still = made.items()["home/s3 still"]
    assert (still.expected, still.expected_from) == (Fraction(7, 3), "history")
    assert still.hoped == Money(240_000, "USD"), "rounded up, as fine as the price"
    assert still.cost == Money(100_000, "USD")


def test_a_length_that_speech_will_set_is_told(tmp_path: Path) -> None:
    text = FILM.replace("wide, 4s\n        Mei waits.\n", "wide\n        Mei waits.\n        MEI: Soon.\n")
    made = film(tmp_path, text, CONFIG + 'speech = "emulator:voice-1"\n')
    told = {name: item.caution for name, item in made.items().items() if item.caution}
    assert told == {"home/one clip": "its length may change with its speech"}
    made.make(("home/one speech 1",))
    assert not any(item.caution for item in made.items().values())


# ---- what makes a plan stale


def priced(made: Production, change: Callable[[Price], Price]) -> None:
    """Let every model of the target have another price."""

    def other(model: Model) -> Model:
        return replace(model, price=change(model.price) if model.price else None)

    target = made.desk.target
    made.desk.target = Target(target.name, {need: other(model) for need, model in target.models.items()}, target.known)
    jobs = {name: replace(job, model=other(job.model) if job.model else None) for name, job in made.graph.jobs.items()}
    made.graph = replace(made.graph, jobs=jobs)


def edit(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def edited(text: str) -> str:
        for before, after in pairs:
            assert before in text
            text = text.replace(before, after)
        return text

    return edited


RICH = FILM.replace("film Letters\n", "film Letters\n    budget: 9 USD\n").replace(
    SECOND, f"{SECOND}        takes: 2\n        reroll: at most 4 takes or 3 USD\n        seed: 7\n"
)
STALE_FILM = {
    "the action": [edit(("Mei waits", f"Mei {verb}")) for verb in ("runs", "sings", "leaves", "等", "waits, smiling")],
    "the looks": [edit(("short black", f"{hair}")) for hair in ("long black", "red", "no")],
    "the length": [edit(("wide, 4s", f"wide, {seconds}s")) for seconds in (3, 5, 8)],
    "the size of the shot": [edit(("wide, 4s", f"{size}, 4s")) for size in ("close-up", "full", "medium")],
    "the candidates": [edit(("takes: 2", f"takes: {takes}")) for takes in (1, 3, 4)],
    "the reroll": [
        edit(("at most 4 takes or 3 USD", bound)) for bound in ("at most 5 takes", "at most 4 takes or 0.25 USD")
    ],
    "the seed": [edit(("seed: 7", "seed: 8"))],
    "the model": [edit(("takes: 2", "takes: 2\n        via: emulator:clip-5"))],
    "the budget": [edit(("9 USD", budget)) for budget in ("8 USD", "9 EUR", "10 USD")],
    "a shot less": [
        edit(
            (
                "    shot two: medium, 4s\n        Mei sleeps.\n        takes: 2\n        reroll: at most 4 takes or 3 USD\n        seed: 7\n",
                "",
            )
        )
    ],
    "a shot more": [edit(("    shot two", "    shot new: wide, 2s\n        Rain.\n\n    shot two"))],
}
STALE_CONFIG = {
    "the target's model": [edit(("still-1", "still-2")), edit(("clip-1", "clip-5"))],
    "the target's name": [edit(('"t"', '"u"'), ("targets.t]", "targets.u]"))],
    "a ceiling": [
        lambda text, line=line: f"{text}\n[ceilings]\n{line}\n"
        for line in ('run = "5 USD"', 'film = "5 USD"', 'providers = {emulator = "5 USD"}')
    ],
    "a rate": [lambda text, rate=rate: f'{text}\n[rates]\nCNY = "{rate} USD"\n' for rate in ("0.14", "0.15")],
}
STALE_DESK: dict[str, Callable[[Production], object]] = {
    "a price": lambda made: priced(made, lambda price: replace(price, unit=Money(110_000, "USD"))),
    "a currency": lambda made: priced(made, lambda price: replace(price, unit=Money(100_000, "EUR"))),
    "the day of a price": lambda made: priced(made, lambda price: replace(price, date="2026-12-01")),
    "what a price is for": lambda made: priced(made, lambda price: replace(price, per="second")),
    "a take": lambda made: made.make(ALL[:1]),
    "a choice": lambda made: choose(made, ALL[3]),
    "a rejection": lambda made: refuse(made, ALL[3]),
    "an order": lambda made: order(made, ALL[0], goal=State.INTENT),
    "an unclear order": lambda made: order(made, ALL[0], goal=State.UNKNOWN),
    "a bill": lambda made: order(made, ALL[0]),
}  # fmt: skip


def started(tmp_path: Path, text: str = RICH, config: str = CONFIG) -> Production:
    """Return a film of which one clip is made, and that has bought before."""
    made = film(tmp_path, text, config)
    if not made.desk.lock.lock.film:
        made.desk.change(lambda lock: replace(lock, film=FILM_ID))
        made.make(ALL[2:])
    return made


@pytest.mark.parametrize("name", [*STALE_FILM, *STALE_CONFIG])
def test_another_film_or_configuration_makes_a_plan_stale(name: str, tmp_path: Path) -> None:
    before = started(tmp_path).plan()
    saved = read_plan(saved_text(before, DAY), "plan.json")
    bases = {before.base}
    edits = STALE_FILM.get(name) or STALE_CONFIG[name]
    for change in edits:
        of_film = name in STALE_FILM
        now = started(tmp_path, change(RICH) if of_film else RICH, CONFIG if of_film else change(CONFIG)).plan()
        bases.add(now.base)
        with pytest.raises(Fault, match="E1070"):
            hold(saved, now)
    assert len(bases) == len(edits) + 1


@pytest.mark.parametrize("name", STALE_DESK)
def test_another_state_of_things_makes_a_plan_stale(name: str, tmp_path: Path) -> None:
    made = started(tmp_path)
    before = made.plan()
    STALE_DESK[name](made)
    now = made.plan()
    assert now.base != before.base
    with pytest.raises(Fault, match="E1070"):
        hold(read_plan(saved_text(before, DAY), "plan.json"), now)


NEUTRAL = {
    "a comment": edit(("scene home", "# on the hill\nscene home")),
    "a note": edit(("        Mei waits.\n", "        Mei waits.\n        note: ask the crew\n")),
    "white space": edit(("\n\nscene", "\n\n\n\nscene")),
    "another title": edit(("film Letters", "film Words")),
    "a renamed character": edit(("MEI", "ANNA"), ("Mei", "Anna")),
    "a renamed shot": edit(("shot one", "shot uno")),
    "a renamed scene": edit(("scene home", "scene house")),
    "a scene without a label": edit(("scene home: INT", "scene INT")),
    "shots in another order": lambda text: (
        text.partition("    shot one")[0]
        + "    shot two"
        + text.partition("    shot two")[2]
        + "\n    shot one: wide, 4s\n        Mei waits.\n"
    ),
    "the same again": lambda text: text,
}


@pytest.mark.parametrize("name", NEUTRAL)
def test_a_neutral_edit_leaves_a_plan_good(name: str, tmp_path: Path) -> None:
    before = started(tmp_path).plan()
    now = started(tmp_path, NEUTRAL[name](RICH)).plan()
    assert now.base == before.base
    hold(read_plan(saved_text(before, DAY), "plan.json"), now)


# ---- the file


def test_what_is_saved_is_read(tmp_path: Path) -> None:
    made = started(tmp_path)
    order(made, ALL[0], goal=State.UNKNOWN)
    plan = made.plan(Wish(shots=("one", "two"), remake=("two",)))
    text = saved_text(plan, DAY)
    saved = read_plan(text, "plan.json")
    assert (saved.base, saved.items, saved.wish, saved.target) == (plan.base, plan.items, plan.wish, "t")
    assert saved.expires == date(2026, 12, 3)
    assert text == saved_text(made.plan(plan.wish), DAY)
    assert "key " not in text
    assert [each["state"] for each in json.loads(text)["unfinished"]] == ["unknown"]


@pytest.mark.parametrize(("made", "warned"), [(date(2020, 1, 1), True), (date(2999, 1, 1), False)])
def test_an_old_plan_is_told_and_obeyed(made: date, warned: bool, tmp_path: Path, capsys) -> None:  # noqa: FBT001
    plan = film(tmp_path).plan()
    consent = Consent(approved=read_plan(saved_text(plan, made), "plan.json"))
    assert consent.agree(plan, lambda _: plan, NO_RATES, Console()).jobs == dict.fromkeys(ALL, 1)
    assert ("prices may have moved" in capsys.readouterr().err) == warned


BAD = {
    "no JSON": ("{", "E1071"),
    "a list": ("[]", "E1071"),
    "deep": ("[" * 100_000, "E1071"),
    "empty": ("{}", "E1071"),
    "newer": ('{"filmc_plan": 2, "all": "else"}', "E1072"),
}
CHANGED: dict[str, Callable[[dict], object]] = {
    "a field more": lambda plan: plan.update(key="secret"),
    "a field less": lambda plan: plan.pop("target"),
    "a count as text": lambda plan: plan["items"][0].update(now="1"),
    "a negative count": lambda plan: plan["items"][0].update(now=-1),
    "no fraction": lambda plan: plan["items"][0].update(units="1/0"),
    "no digest": lambda plan: plan.update(base="abc"),
    "no day": lambda plan: plan.update(expires="2026-02-31"),
    "no state": lambda plan: plan["items"][0].update(state="good"),
    "no money": lambda plan: plan["items"][0].update(cost={"micros": 1.5, "currency": "USD"}),
}


@pytest.mark.parametrize("name", [*BAD, *CHANGED])
def test_what_is_no_plan_is_refused(name: str, tmp_path: Path) -> None:
    if name in BAD:
        text, code = BAD[name]
    else:
        plan = json.loads(saved_text(film(tmp_path).plan(), DAY))
        CHANGED[name](plan)
        text, code = json.dumps(plan), "E1071"
    with pytest.raises(Fault, match=code) as caught:
        read_plan(text, "plan.json")
    assert caught.value.hints


@pytest.mark.parametrize(("field", "value"), [("now", 2), ("most", 9), ("recipe", "0" * 64), ("units", "3")])
def test_a_plan_changed_by_hand_is_refused(field: str, value: object, tmp_path: Path) -> None:
    now = film(tmp_path).plan()
    plan = json.loads(saved_text(now, DAY))
    hold(read_plan(json.dumps(plan), "plan.json"), now)
    plan["items"][0][field] = value
    with pytest.raises(Fault, match="changed by hand"):
        hold(read_plan(json.dumps(plan), "plan.json"), now)


# ---- ceilings


def test_every_stated_ceiling_holds(tmp_path: Path) -> None:
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "config.toml").write_text('[ceilings]\nrun = "1 USD"\nproviders = {emulator = "5 EUR"}\n')
    made = film(tmp_path, RICH, CONFIG + '\n[ceilings]\nfilm = "8 USD"\nrun = "2 USD"\n')
    usd = lambda units: Money(units * 10**6, "USD")  # noqa: E731
    account = Account(FILM_ID, "r9", usd(4))
    assert set(ceilings_of(made.checked.film, made.graph, made.desk.config, account)) == {
        Ceiling(Scope(film=FILM_ID), usd(9)),
        Ceiling(Scope(film=FILM_ID), usd(8)),
        Ceiling(Scope(run="r9"), usd(1)),
        Ceiling(Scope(run="r9"), usd(2)),
        Ceiling(Scope(run="r9"), usd(4)),
        Ceiling(Scope(provider="emulator"), Money(5_000_000, "EUR")),
        Ceiling(Scope(film=FILM_ID, shot="home/two"), usd(3)),
    }


HELD: dict[str, tuple[str, str, dict[str, tuple[int, str, str]]]] = {
    "nothing stated": (FILM, "", {}),
    "enough": (FILM, '[ceilings]\nrun = "0.40 USD"', {}),
    "by the run": (
        FILM, '[ceilings]\nrun = "0.25 USD"',
        {"home/two still": (1, "0.05 USD", ""), "home/two clip": (1, "0.05 USD", "home/two still")},
    ),
    "by a provider": (FILM, '[ceilings.providers]\nemulator = "0.35 USD"\nother = "0 USD"', {"home/two clip": (1, "0.05 USD", "")}),
    "by what was spent": (FILM, '[ceilings]\nfilm = "0.45 USD"', {"home/two clip": (1, "0.05 USD", "")}),
    "in another currency": (FILM, '[ceilings]\nrun = "0.60 EUR"\n[rates]\nUSD = "2 EUR"', {"home/two clip": (1, "0.20 EUR", "")}),
    "without a rate": (FILM, '[ceilings]\nrun = "9 EUR"', {job: (1, "", by) for job, by in zip(ALL, ("", ALL[0], "", ALL[2]), strict=True)}),
    "by the shot": (FILM.replace("short black hair", "tall") + "        reroll: at most 0.10 USD\n", "", {"home/two clip": (1, "0.10 USD", "")}),
    "some takes of it": (
        FILM.replace("wide, 4s", "wide, 4s\n        takes: 3"), '[ceilings]\nrun = "0.20 USD"',
        {ALL[0]: (1, "0.10 USD", ""), ALL[1]: (3, "0.10 USD", ALL[0]), ALL[2]: (1, "0.10 USD", ""), ALL[3]: (1, "0.10 USD", ALL[2])},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HELD)
def test_what_a_ceiling_holds_back_is_known_before(name: str, tmp_path: Path) -> None:
    text, config, wanted = HELD[name]
    made = film(tmp_path, text, f"{CONFIG}\n{config}\n")
    made.desk.change(lambda lock: replace(lock, film=FILM_ID))
    if "spent" in name:
        order(made, "home/one clip", goal=State.UNKNOWN, cost=200_000)
    ceilings = ceilings_of(made.checked.film, made.graph, made.desk.config, Account(FILM_ID, ""))
    left = what_is_left(ceilings, made.desk.bought.all, made.desk.config.rates)
    held = held_back(made.plan(), left, made.desk.config.rates)
    by = {job: money(each.excess.by) if each.excess else "" for job, each in held.items()}
    assert {job: (each.takes, by[job], each.after) for job, each in held.items()} == wanted


# ---- what people and programs read

SHOWN = """\
film 信 Letters
    budget: 7 CNY

character MEI
    appearance: woman of thirty

scene 家: INT. ROOM - DAY

    shot 等: wide, 4s
        Mei waits.
        takes: 3
        reroll: at most 5 takes

    shot two: medium, 4s
        Mei sleeps.
        start: 等.last

    shot three: close-up, 4s
        A clock.
"""


def shown(tmp_path: Path) -> Production:
    made = film(tmp_path, SHOWN, CONFIG + '\n[rates]\nUSD = "7.1 CNY"\n')
    made.desk.change(lambda lock: replace(lock, film=FILM_ID))
    made.make(("家/three still",))
    order(made, "家/three clip", goal=State.UNKNOWN)
    return made


def test_the_table(tmp_path: Path, snapshot: Snapshot, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    shown(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    assert run(["plan", str(tmp_path / "film")]) == 0
    text = capsys.readouterr().out
    snapshot.assert_match(text, "table.txt")
    header, _, *rows = text.split("\n\n")[1].split("\n")
    price = width(header[: header.index("Unit price")])
    assert all(width(row[: row.index("0.10 USD/")]) == price for row in rows if "0.10 USD/" in row)
    assert run(["plan", str(tmp_path / "film")]) == 0
    assert capsys.readouterr().out == text


def test_the_object(tmp_path: Path, snapshot: Snapshot) -> None:
    text = json.dumps(dump(shown(tmp_path).plan()), ensure_ascii=False, indent=2)
    digests = list(dict.fromkeys(re.findall(r"[0-9a-f]{64}", text)))
    assert len(digests) == 6, "the base and a recipe for each job"
    for number, digest in enumerate(digests):
        text = text.replace(digest, f"digest {number}")
    snapshot.assert_match(text, "plan.json")


def test_the_command(tmp_path: Path, capsys) -> None:
    film(tmp_path)
    home = str(tmp_path / "film")
    assert run(["plan", home, "--exit-code"]) == 3
    assert run(["plan", home, "--exit-code", "--target", "animatic"]) == 0
    assert run(["plan", home, "-o", str(tmp_path / "plan.json")]) == 0
    assert read_plan((tmp_path / "plan.json").read_text("utf-8"), "plan.json").items
    capsys.readouterr()
    assert run(["plan", home, "--json", "--shot", "one"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [item["job"] for item in answer["plan"]["items"]] == list(ALL[:2])
    assert run(["plan", home, "--target", "nowhere"]) == 1
    assert run(["plan", home, "--shot", "nobody"]) == 1
    assert run(["plan", home, "--remake", "nobody"]) == 1
    assert run(["plan", str(tmp_path / "nowhere.film")]) == 2


def test_names_are_no_part_of_what_is_asked(tmp_path: Path) -> None:
    """`wanted` and the recipe of a plan agree on what is a new request."""
    made = film(tmp_path)
    still = made.graph.jobs[ALL[0]]
    other = replace(still, name="x", label="y", shot="z")
    assert wanted(still, "a", {}).what == wanted(other, "b", {}).what
