"""What is wrong in a configuration is told at its place, and what stands there is not shown."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from inside import Inside, inside

from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.base.source import Source
from filmc.produce.models import read_table
from filmc.produce.providers import registry
from filmc.produce.providers.registry import GROUP
from filmc.produce.toml_page import Page

__all__ = ["inside"]

FILM = "scene yard: EXT. YARD - NIGHT\n\n    shot one: wide, 4s\n        Rain.\n"
HEAD = 'target = "t"\n[targets.t]\nimage = "emulator:still-1"\n'

WRONG = {
    "no TOML": ('[targets.t]\nimage = "a\n', "E1012", "2:11"),
    "too deep": ("a = " + "[" * 5_000, "E1012", "1:5005"),
    "too many digits": (f"[rates]\nUSD = {'1' * 5_000}\n", "E1012", "3:1"),
    "a key that nobody knows": (HEAD + '\n[ceilings]\nrun = "1 USD"\nlift = true\n', "E1012", "7:1"),
    "a value of another kind": ("[targets.t]\nimage = 3\n", "E1012", "2:9"),
    "a value inside a line": ('providers = { emulator = { base = "", options = { one = 1 } } }\n', "E1012", "1:57"),
    "no such target": ('target = "s"\n' + HEAD.partition("\n")[2], "E1013", "1:10"),
    "a heir of nobody": (HEAD + '[targets.u]\ninherits = "v"\n', "E1013", "5:12"),
    "a circle of heirs": (
        'target = "u"\n[targets.u]\ninherits = "v"\n[targets.v]\ninherits = "u"\n',
        "E1013",
        "5:12",
    ),
    "no such model": ('target = "t"\n[targets.t]\nvideo = "emulator:nope"\n', "E1014", "3:9"),
    "a model for another need": (HEAD + 'speech = "emulator:still-1"\n', "E1014", "4:10"),
    "no money": (HEAD + '[prices]\n"emulator:still-1" = "cheap"\n', "E0410", "5:23"),
    "a price for nobody": (HEAD + '[prices]\n"emulator:stil-1" = "0.01 USD"\n', "E1032", "5:1"),
    "a price for what is paid by tokens": ('prices = {"deepseek:flash" = "1 USD"}\n', "E1032", "1:11"),
    "no size": (HEAD + "# a heading in another way\nsize = 'huge'\n", "E0413", "5:9"),
    "no such region": (HEAD + '[providers.kling]\nregion = "chima"\n', "E0841", "5:10"),
    "the same, in one line": (HEAD + '[providers]\nkling.region = "mars"\n', "E0841", "5:16"),
}


@pytest.mark.parametrize("name", WRONG)
def test_it_is_told_where_it_stands(name: str, inside: Inside) -> None:
    text, code, place = WRONG[name]
    (inside.user / "config.toml").write_text(text, "utf-8")
    inside.write(FILM, "")
    for words in ("plan", "build", "prompt one"):
        answer = inside.filmc(*words.split())
        assert answer.code, words
        assert f"[{code}]" in answer.err, answer.err
        assert f"config.toml:{place}\n" in answer.err, answer.err


def test_what_stands_there_is_not_shown(inside: Inside) -> None:
    inside.write(FILM, 'colour = "sk-canary-in-a-wrong-place"\n')
    answer = inside.filmc("plan")
    assert "filmc.toml:1:1" in answer.err
    assert "canary" not in answer.err + answer.out


def test_the_known_regions_are_named(inside: Inside) -> None:
    (inside.user / "config.toml").write_text('[providers.kling]\nregion = "chima"\n', "utf-8")
    inside.write(FILM, "")
    told = inside.filmc("plan").err
    assert "kling has no region `chima`" in told
    assert "did you mean `china`? it has: global, china" in told


def test_the_model_that_a_price_was_meant_for_is_named(inside: Inside) -> None:
    """Before anybody agrees to it, too."""
    for name, hint in (("emulator:stil-1", "did you mean `emulator:still-1`?"), ("no:such", "take its price out")):
        inside.write(FILM, f'[prices]\n"{name}" = "1 USD"\n')
        for command in ("plan", "trust"):
            assert hint in inside.filmc(command).refused(1, "E1032").err


def test_an_address_of_ones_own_may_have_any_region(inside: Inside) -> None:
    text = '[providers.kling]\nregion = "mars"\nbase = "https://relay.example.com"\n'
    (inside.user / "config.toml").write_text(text, "utf-8")
    inside.write(FILM, "")
    assert "E0841" not in inside.filmc("plan").err


def leaves(said: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in said.items():
        yield (*above, key), value
        if isinstance(value, dict):
            yield from leaves(value, (*above, key))


def test_a_table_that_has_not_the_form_is_told_by_its_line() -> None:
    text = '[models.a]\nmakes = ["video"]\nmodes = [\n  "text",\n  "fly",\n]\n'
    with pytest.raises(Fault, match=r"line 3: `models\.a\.modes\.1`: input should be 'text'"):
        read_table("example", text)
    with pytest.raises(Fault, match=r"line 3: `models\.a\.flies`: extra inputs"):
        read_table("example", text.replace("modes", "flies"))
    price = '[models.a]\nmakes = ["video"]\nprice = {unit = "0.07 USD each", per = "take", date = "2026-11-01"}\n'
    with pytest.raises(Fault, match=r"line 3: `models\.a\.price\.unit`: string should match"):
        read_table("example", price)


def test_a_provider_whose_package_is_broken_is_told_of() -> None:
    for broken in ("no_such_module_here", "json"):
        entry = EntryPoint("acme", broken, GROUP)
        with pytest.raises(Fault, match="the provider acme can not be loaded"):
            registry._loaded(entry)


HARD = """\
# a = "b"
"quoted key" = 'c # d'
a.b."c.d" = [1, [2, {x = "]"}], "}"]   # and a comment
long = \"\"\"
e = "f"
\\"\"\" g\"\"\"
date = 1979-05-27T07:32:00Z
[t."u v".w]
i = { j = { k = -1.5e3, l = [ ] }, "m n" = true }
"""


def pages() -> Iterator[Path]:
    yield from sorted((asset("stdlib") / "models").glob("*.toml"))


@pytest.mark.parametrize("text", [HARD, *(path.read_text("utf-8") for path in pages())], ids=lambda text: text[:20])
def test_every_key_and_every_value_has_its_place(text: str) -> None:
    page = Page(Source("x.toml", text))
    said = dict(leaves(page.said))
    assert {*said} <= {*page.places}
    for path, value in said.items():
        key, span = page.key(*path), page.value(*path)
        assert path[-1] in text[key.start : key.end]
        if not isinstance(value, dict):
            assert tomllib.loads(f"x = {text[span.start : span.end]}")["x"] == value, path
