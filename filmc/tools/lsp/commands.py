"""What a client can have done beside editing: `workspace/executeCommand`. Each is asked of a film; none spends money.

The first argument is the address of a file of the film (for `filmc.explain` a code); a shot is named as on the command
line. What costs money is answered with its price and with the command that a person may then give in a terminal.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.session import Session
from filmc.tools.lsp.aside import session_of
from filmc.tools.lsp.features.status import moneys, status
from filmc.tools.lsp.refusal import RefusedError
from filmc.tools.lsp.script import Script
from filmc.tools.lsp.standing import Work, at_desk


class Command(NamedTuple):
    """`do` is given the film and the words after its address; `title` is what a progress bar says."""

    title: str
    do: Callable[[Asked], Any]
    changes: bool = False
    """Whether the film stands otherwise afterwards."""


@record
class Asked:
    """A command as it is asked of a film: `words` are its arguments after the address."""

    script: Script
    words: tuple[str, ...]

    @property
    def session(self) -> Session:
        """The film as its texts stand."""
        return session_of(self.script)

    @property
    def film(self) -> Path:
        """The main film's path. RefusedError for a text on no disk."""
        if self.script.home.root is None:
            raise RefusedError("this text is not saved yet, so nothing is made of it")
        return self.script.home.root / self.script.main

    @property
    def shot(self) -> str:
        """The id of the shot that is named. RefusedError where there is none, or more than one."""
        named = self.word(0, "which shot is meant")
        found = [each for each in self.script.checked.film.shots if named in (each.id, each.label, each.number)]
        if len(found) != 1:
            raise RefusedError(f"{len(found) or 'no'} shots are called {named}")
        return found[0].id

    @property
    def work(self) -> tuple[Work, ...]:
        """The jobs of the shot. RefusedError where it is not known where the film stands."""
        self.known()
        return self.script.standing.of(self.shot)

    def known(self) -> None:
        """RefusedError where it is not known where the film stands."""
        if self.script.standing.trouble:
            raise RefusedError(self.script.standing.trouble)

    def word(self, at: int, what: str) -> str:
        """Return an argument. RefusedError where it is missing."""
        if at >= len(self.words):
            raise RefusedError(f"say {what}")
        return self.words[at]


# ---- what is told


def _status(asked: Asked) -> Any:
    return status(asked.script)


def _preview(asked: Asked) -> Any:
    """Return what to start in a terminal; the server itself runs no program."""
    shot = asked.shot if asked.words else None
    return {"run": ["filmc", "preview", str(asked.film)], "shot": shot}


def _prompt(asked: Asked) -> Any:
    """Return every order of a shot as it would be sent, without keys."""
    from filmc.tools.commands.prompt import shown  # noqa: PLC0415  -- providers only for who asks

    ordered = [each.surveyed for each in asked.work if each.surveyed.job.model]
    if not ordered:
        raise RefusedError(f"target {asked.script.standing.target} asks no model for {asked.shot}")
    told = at_desk(asked.session, asked.script.checked, lambda desk: [shown(desk, each) for each in ordered])
    return {"jobs": [each.object() for each in told], "text": "\n\n".join("\n".join(each.lines()) for each in told)}


def _takes(asked: Asked) -> Any:
    """Return the takes of every job of a shot, with where their files are."""
    from filmc.tools.take_list import listed, objects  # noqa: PLC0415

    surveyed = [each.surveyed for each in asked.work]
    return {"jobs": at_desk(asked.session, asked.script.checked, lambda desk: objects(listed(surveyed, desk.shelf)))}


def _make(asked: Asked) -> Any:
    """Return what making a shot costs, and how a person has it made: nothing is bought by asking."""
    asked.known()
    standing, shot = asked.script.standing, asked.shot
    due = standing.due(shot)
    if any(item.cost is None for item in due):
        raise RefusedError(f"what {shot} costs is not known, so it is not offered")
    sums: dict[str, int] = {}
    for cost in (item.cost for item in due if item.cost):
        sums[cost.currency] = sums.get(cost.currency, 0) + cost.micros
    return {
        "shot": shot,
        "target": standing.target,
        "orders": [{"job": item.job, "model": item.maker, "takes": item.now, "why": item.reason} for item in due],
        "cost": moneys(sums),
        "price": standing.price(shot),
        "plan": standing.plan.base if standing.plan else "",
        "bought": False,
        "run": ["filmc", "build", str(asked.film), "--shot", shot, "--target", standing.target],
    }


def _price(asked: Asked) -> Any:
    """Return what finishing a shot costs, or the film."""
    asked.known()
    if asked.words:
        return {"shot": asked.shot, "price": asked.script.standing.price(asked.shot)}
    found = status(asked.script)
    return {name: found[name] for name in ("price", "cost", "orders", "target")}


# ---- what is done


def _pick(asked: Asked) -> Any:
    """Choose a take of a job, in the film's lock, as `filmc pick` does."""
    from filmc.produce.choice import pick  # noqa: PLC0415

    return _chosen(asked, pick)


def _pin(asked: Asked) -> Any:
    """Choose a take of a job for good, as `filmc pin` does."""
    from filmc.produce.choice import pin  # noqa: PLC0415

    return _chosen(asked, pin)


def _chosen(asked: Asked, choose: Callable[..., Any]) -> Any:
    """Choose a take by one of the choosing functions, signed with the name of the user's account: git is not asked."""
    from filmc.produce.choice import add, find  # noqa: PLC0415
    from filmc.produce.choosing import for_job  # noqa: PLC0415
    from filmc.produce.locked import Block  # noqa: PLC0415
    from filmc.produce.who import account, today  # noqa: PLC0415
    from filmc.tools.production import whole_survey  # noqa: PLC0415

    name, word = asked.word(0, "which job is meant"), asked.word(1, "which take is meant")

    def picked(desk: Any) -> Any:
        found = whole_survey(desk, asked.session.glance(asked.script.checked, desk).graph)
        surveyed = found.jobs.get(name)
        if surveyed is None:
            raise RefusedError(f"nothing is made as {name}")
        take = find(surveyed.block or Block(name), word)
        signed = (surveyed.want.what, account(), today())
        desk.change(lambda lock: for_job(lock, found, surveyed, lambda block: choose(add(block, take), take, *signed)))
        return {"job": name, "take": take.digest}

    return at_desk(asked.session, asked.script.checked, picked)


COMMANDS: Mapping[str, Command] = {
    "filmc.status": Command("looking where the film stands", _status),
    "filmc.price": Command("reckoning the price", _price),
    "filmc.preview": Command("", _preview),
    "filmc.prompt": Command("writing the orders", _prompt),
    "filmc.takes": Command("looking at the takes", _takes),
    "filmc.make": Command("reckoning the price", _make),
    "filmc.pick": Command("choosing the take", _pick, changes=True),
    "filmc.pin": Command("choosing the take", _pin, changes=True),
}
"""What is asked of a film."""
EXPLAIN = "filmc.explain"
"""Is asked of a code."""


def done(command: Command, asked: Asked) -> Any:
    """Do a command and return its answer. RefusedError, in words, for whatever stands in the way."""
    try:
        return command.do(asked)
    except Fault as fault:
        raise RefusedError(". ".join([str(fault), *fault.hints])) from None


def explained(code: str) -> dict[str, str]:
    """Return the longer story of a code, in Markdown. RefusedError where there is none."""
    from filmc.base.codes import catalogue  # noqa: PLC0415

    told = catalogue().get(code.upper())
    if told is None:
        raise RefusedError(f"there is no code {code}")
    wrong, right = (f"```film\n{example.text.rstrip()}\n```" for example in (told.wrong, told.right))
    why = textwrap.fill(told.why, 100)
    return {
        "code": told.code,
        "text": f"# {told.code} {told.title}\n\n{why}\n\nWrong:\n\n{wrong}\n\nRight:\n\n{right}\n",
    }
