"""An order card for people: a page that says what it is for, what to paste where, and where the result goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from filmc.lower.job import Job

if TYPE_CHECKING:
    from filmc.produce.hands.card import Card
    from filmc.produce.hands.words import Asking

_THINGS = {"image": "picture", "video": "video", "audio": "sound"}
Given = Sequence[tuple[str, str]]
"""Role and name of each file that lies with a card."""


def page(card: Card, job: Job, asked: Asking, given: Given, home: str) -> str:
    """Return the card as Markdown. `home` is the folder of cards, as people name it."""
    return "\n".join(_lines(card, job, asked, given, home)) + "\n"


def _lines(card: Card, job: Job, asked: Asking, given: Given, home: str) -> Iterator[str]:
    takes = len(card.numbers)
    yield f"# {job.name}"
    yield ""
    yield f"To be made with **{card.model}**: {'one take' if takes == 1 else f'{takes} takes'}. Card `{card.id}`."
    yield ""
    for box in asked.boxes:
        yield from (f"## {box.title}", "", *_fenced(box.text), "")
    yield from _limits(job, asked)
    yield from _given(card, asked, given)
    yield from ("## What is wanted", "", *(f"- {line}" for line in _wanted(card, job)), "")
    yield from ("## Where it goes", "", *_way(card, home))


def _fenced(text: str) -> Iterator[str]:
    """Yield a text ready to be copied: in a fence that is longer than any in it."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}text", text, fence)


def _limits(job: Job, asked: Asking) -> Iterator[str]:
    assert job.model
    most = job.model.can.text
    for box in asked.boxes:
        if most and len(box.text) > most:
            yield f"*{box.title}* has {len(box.text)} signs and the tool takes {most}: shorten it."
            yield ""


def _given(card: Card, asked: Asking, given: Given) -> Iterator[str]:
    if given or asked.steps:
        yield from ("## With it", "")
        yield from (f"- {role}: [{name}]({card.name}/given/{name})" for role, name in given)
        yield from (f"- {step}" for step in asked.steps)
        yield ""


def _wanted(card: Card, job: Job) -> Iterator[str]:
    takes = f"take {card.numbers[0]}" if len(card.numbers) == 1 else f"takes {card.numbers[0]} to {card.numbers[-1]}"
    yield f"a {_THINGS[card.family]}, for {takes}"
    if card.ratios:
        size = dict(job.how).get("size", "").replace("x", "×")
        yield f"shape {' or '.join(card.ratios)}{f', best as large as {size}' if size else ''}"
    if seconds := card.wanted_seconds:
        yield f"{float(seconds):g} s long; what is longer is cut off at its end"


def _way(card: Card, home: str) -> Iterator[str]:
    yield f"Put the file, called as it comes from the tool, into `{home}/{card.name}/`; or into `{home}/inbox/`"
    yield f"with `{card.id}` somewhere in its name, set apart by a space, `-`, `_` or a dot. More candidates than"
    yield "asked for are welcome."
    yield ""
    yield "The next `filmc build` takes it in, as does `filmc take`, or `filmc watch` at once. It is checked, copied"
    yield f"into the store, and moved to `{home}/{card.name}/taken/`; what is wrong stays, and you are told why."
    yield "This card goes when its takes are there, or when the film asks for something else."
