"""`filmc models`: what it lists, tells and compares, and that it fits a small terminal."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from inside import Inside, inside

from filmc.lower.model import Model
from filmc.produce.models import KnownModels, read_table
from filmc.produce.readiness import Readiness
from filmc.tools.model_facts import FACTS, lengths_of, price_of, short_cost, told
from filmc.tools.model_list import as_comparison, as_list, as_sheet
from filmc.tools.report.cells import width

__all__ = ["inside"]

TABLE = """\
[provider]
title = "Example 例子"
bases = {{ global = "https://api.example.com" }}
keys = [["A_KEY"], ["B_KEY", "C_KEY"]]
page = "https://example.com/keys"
source = "the pages, 2026"
date = "2026-11-01"
result_lifetime = 7200
idempotency = "replay"

[models.one]
makes = ["video"]
modes = ["text", "first", "first-last"]
{more}
source = "the page of models"
date = "2026-11-02"

[models.two]
makes = ["image", "enhance"]
"""


def table(more: str = "") -> tuple[list[Model], dict[str, Readiness]]:
    read = read_table("example", TABLE.format(more=more))
    return list(read.models.values()), {"example": Readiness(read.facts, {"A_KEY": "environment"})}


LENGTHS = [
    ("[]", "any"),
    ("[5]", "5 s"),
    ("[5, 10]", "5, 10 s"),
    ("[10, 5]", "5, 10 s"),
    ("[1, 2]", "1, 2 s"),
    ("[1, 2, 3]", "1 to 3 s"),
    ("[0.5, 1, 2, 3, 4, 6, 8, 9, 10]", "0.5, 1 to 4, 6, 8 to 10 s"),
    ("[2.5, 3.5, 4.5]", "2.5 to 4.5 s"),
]


@pytest.mark.parametrize(("said", "shown"), LENGTHS)
def test_lengths_are_short(said: str, shown: str) -> None:
    assert lengths_of(table(f"lengths = {said}")[0][0]) == shown


PRICES = [
    ("", "no price", "not stated: it is not bought until you state one in [prices]"),
    ('price = {unit = "0.07 USD", per = "second", date = "2026-11-01", source = "its page"}', "0.07 USD/s", "0.07 USD a second (2026-11-01: its page)"),
    ('price = {unit = "0.35 CNY", per = "take", date = "2026-11-01"}', "0.35 CNY/take", "0.35 CNY a take (2026-11-01)"),
    ('price = {unit = "0.000015 USD", per = "character", date = "2026-11-01"}', "0.000015 USD/char", "0.000015 USD a character (2026-11-01)"),
    ('counts = "Chinese twice"\nprice = {unit = "0.00003 USD", per = "character", date = "2026-11-01"}', "0.00003 USD/char, zh twice", "0.00003 USD a character (2026-11-01)"),
    ('price = {unit = "0 USD", per = "take", date = "2026-11-01", source = "yours"}', "free", "free (2026-11-01: yours)"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "short", "shown"), PRICES)
def test_prices_have_their_unit_and_date(said: str, short: str, shown: str) -> None:
    model = table(said)[0][0]
    assert (short_cost(model), price_of(model)) == (short, shown)


def test_what_was_not_found_is_said() -> None:
    model = table('text = 2500\nunknown = ["text", "negative", "what happens on Sundays"]')[0][0]
    known = {each.label: str(each) for each in told(model)}
    assert known["longest text"] == "2500 (not found: assumed)"
    assert known["what to avoid"] == "no (not found: assumed)"
    assert known["seed"] == "no"
    assert known["not found at all"] == "what happens on Sundays"
    assert known["facts from"] == "2026-11-02: the page of models"
    assert "emotions" not in known, "it does not speak"


STATED = [
    ("minimax:speech-2-8-hd", "characters that are paid", "as the line has them, a Chinese one twice"),
    ("elevenlabs:v3", "characters that are paid", "as the line has them, with those of its emotions in brackets"),
    ("kling:v1-std", "limits shared with", "the pool clips"),
    ("fal:flux-lora", "limits shared with", "the pool account"),
    ("ark:seedance-2-0-720p", "limits shared with", None),
    ("ark:seedance-2-0-720p", "characters that are paid", None),
]


@pytest.mark.parametrize(("name", "label", "value"), STATED)
def test_how_it_counts_and_with_whom_it_shares_is_told_where_it_is_stated(
    name: str, label: str, value: str | None, inside: Inside
) -> None:
    assert {each.label: each.value for each in told(KnownModels()[name])}.get(label) == value
    (model,) = json.loads(inside.filmc("models", name, "--json").ok().out)["models"]
    known = KnownModels()[name]
    assert (model["pool"], model["counts"]) == (known.pool, known.counts)


def test_every_field_of_a_table_has_words() -> None:
    """Who adds a fact to tables says here how it is told."""
    from filmc.lower.capabilities import Capabilities
    from filmc.produce.model_forms import _Model

    elsewhere = {"can", "source", "date", "unknown", "last_frame", "per_second"}
    assert {*_Model.model_fields, *Capabilities.__dataclass_fields__} - elsewhere == {fact.name for fact in FACTS}


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_no_line_is_wider_than_it_has_to_be(columns: int) -> None:
    known = KnownModels()
    models = list(known.values())
    ready = {model.provider: Readiness(table()[1]["example"].facts) for model in models}
    longest = max(len(name) for name in known)
    lists = [*as_list(models, ready, columns)]
    sheets = [line for model in models for line in as_sheet(model, ready[model.provider], columns)]
    pairs = [line for one, two in pairwise(models) for line in as_comparison([one, two], columns)]
    assert max(map(width, lists)) <= max(columns, 80 + longest - 24)
    assert max(map(width, [*sheets, *pairs])) <= max(columns, 80)
    assert not [line for line in [*lists, *sheets, *pairs] if line != line.rstrip()]


def test_a_list_a_sheet_and_a_comparison() -> None:
    models, ready = table('lengths = [5, 10]\nprice = {unit = "0.07 USD", per = "second", date = "2026-11-01"}')
    assert list(as_list(models, ready, 90)) == [
        "Example 例子 is ready: A_KEY from the environment",
        "  example:one  video           5, 10 s  text first first-last  0.07 USD/s  2026-11-01",
        "  example:two  image, enhance                                  no price",
    ]
    assert list(as_list(models, ready, 76)) == [
        "Example 例子 is ready: A_KEY from the environment",
        "  example:one",
        "    video           5, 10 s  text first first-last  0.07 USD/s  2026-11-01",
        "  example:two",
        "    image, enhance                                  no price",
    ]
    sheet = "\n".join(as_sheet(models[0], ready["example"], 80))
    for line in (
        "example:one\n  makes                    video\n",
        "  keys                             A_KEY or B_KEY with C_KEY\n",
        "  an order sent twice              gets the first answer again\n",
        "  results stay there for           2 hours\n",
        "  facts from                       2026-11-01: the pages, 2026",
    ):
        assert line in sheet
    compared = list(as_comparison(models, 100))
    middle = compared.index("the same of all:")
    assert [line.split()[0] for line in compared[:3]] == ["example:one", "makes", "price"]
    assert any(line.startswith("lengths") for line in compared[:middle])
    assert any(line.startswith("  seed ") for line in compared[middle:])


# ---- the command

CHOSEN = [
    ("vidu", {"vidu"}),
    ("Q3-PRO", {"vidu"}),
    ("vidu elevenlabs:v3", {"vidu", "elevenlabs"}),
    ("--need speech", {"elevenlabs", "emulator"}),
    ("--need speech elevenlabs", {"elevenlabs"}),
]


@pytest.mark.parametrize(("words", "providers"), CHOSEN)
def test_words_choose(words: str, providers: set[str], inside: Inside) -> None:
    models = json.loads(inside.filmc("models", "--json", *words.split()).ok().out)["models"]
    assert {model["id"].partition(":")[0] for model in models} >= providers
    assert len({model["id"] for model in models}) == len(models)
    if "--need" in words:
        assert all("speech" in model["makes"] for model in models)


WRONG = [
    ("vidoo", 2, "did you mean vidu?"),
    ("vidu:q3-pro-720", 2, ""),
    ("zzzzzz", 2, "`filmc models` lists them"),
    ("--need lip-sync elevenlabs", 2, "none of these makes lip-sync"),
]


@pytest.mark.parametrize(("words", "code", "hint"), WRONG)
def test_what_is_not_there_is_told(words: str, code: int, hint: str, inside: Inside) -> None:
    answer = inside.filmc("models", *words.split())
    if words == "vidu:q3-pro-720":
        assert "vidu:q3-pro-720p" in answer.ok().out, "a part of a name"
    else:
        answer.refused(code, hint)


def test_own_prices_are_shown_as_own(inside: Inside) -> None:
    (inside.user / "config.toml").write_text('[prices]\n"emulator:unpriced" = "0.02 EUR"\n', "utf-8")
    assert "0.02 EUR/take  your own\n" in inside.filmc("models", "emulator").ok().out
    assert "0.02 EUR a take (your own configuration)" in inside.filmc("models", "emulator:unpriced").ok().out
    (model,) = json.loads(inside.filmc("models", "emulator:unpriced", "--json").ok().out)["models"]
    assert model["price"] == {
        "micros": 20_000,
        "currency": "EUR",
        "per": "take",
        "date": "",
        "source": "your own configuration",
    }


def test_json_is_whole(inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDU_API_KEY", "canary")
    answer = inside.filmc("models", "vidu:q3-turbo-720p", "--json").ok()
    (model,) = json.loads(answer.out)["models"]
    assert (model["ready"], model["keys"], model["lacks"]) == (True, {"VIDU_API_KEY": "environment"}, None)
    assert (model["lengths"][0], model["can"]["references"], model["unknown"]) == (3.0, 7, ["text"])
    assert "canary" not in answer.out
    monkeypatch.delenv("VIDU_API_KEY")
    (model,) = json.loads(inside.filmc("models", "vidu:q3-turbo-720p", "--json").ok().out)["models"]
    assert (model["ready"], model["lacks"]) == (False, "Vidu has no key here")
