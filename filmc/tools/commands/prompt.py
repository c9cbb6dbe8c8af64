"""`filmc prompt`: show what would be asked of a model, to the letter."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.lower.job import Job
from filmc.produce.desk import Desk
from filmc.produce.hands.card import file_name
from filmc.produce.hands.place import cards_home
from filmc.produce.hands.words import asking
from filmc.produce.protocol.facts import Settings
from filmc.produce.shoot.draft import Draft, draft, roles_of
from filmc.produce.survey import Surveyed
from filmc.tools import production
from filmc.tools.console import Console
from filmc.tools.production import Production
from filmc.tools.report.cells import neutral

STORY = """\
Of everything that a model makes for a shot: who is asked, the prompt as it is sent with every name in it, what goes
with it, and the request itself in the provider's own words. No key is in it, nothing is sent, and nothing is spent.

  filmc prompt desk --target final        all jobs of the shot, as this target asks for them
  filmc prompt desk clip --target final   one of them

  SHOT   a label, scene/label, or number as 3-2; if need be with the kind: `waits clip`; or a job's name: `MEI sheet`"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `prompt` takes."""
    parser.add_argument("shot", metavar="SHOT", nargs="+", help="the shot, or the job of it that is meant")
    production.configure(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Show; faults E1052, and E1013 where the target makes nothing by a model."""
    return production.opened(arguments, console, lambda film: _prompt(film, arguments.shot))


@record
class Shown:
    """One job with its order."""

    job: Job
    roles: Mapping[str, str]
    order: Draft

    @property
    def words(self) -> str:
        """What is asked in words, as they are sent: where pictures are placed in a prompt, with what places them."""
        sent = self.job.sent
        words = str(getattr(sent, "prompt", "") or getattr(sent, "text", "") or getattr(sent, "words", ""))
        return next((text for text in _texts(self.order.body) if words and words in text), words)

    def object(self) -> dict[str, Any]:
        """Return it as JSON."""
        job = self.job
        return {
            "job": job.name,
            "model": job.maker,
            "prompt": self.words,
            "avoid": getattr(job.sent, "avoid", ""),
            "how": dict(job.how),
            "files": dict(self.roles),
            "request": {"method": self.order.method, "path": self.order.path, "type": self.order.content_type},
            "body": self.order.body,
            "not_told": self.order.why_not,
        }

    def lines(self) -> Iterator[str]:
        """Yield it for people."""
        sent = self.job.sent
        yield f"{self.job.name}, asked of {self.job.maker}"
        yield f"  {self.words}"
        if avoid := getattr(sent, "avoid", ""):
            yield f"  avoid: {avoid if isinstance(avoid, str) else ', '.join(avoid)}"
        yield from (f"  {name}: {value}" for name, value in self.job.how)
        yield from (f"  {role}: {what}" for role, what in self.roles.items())
        if self.order.why_not:
            yield f"  the request itself can not be told before it is sent: {self.order.why_not}"
            return
        yield f"  {self.order.method} {self.order.path} ({self.order.content_type})"
        yield from (f"    {line}" for line in _text(self.order.body).splitlines())


def _texts(body: Any) -> Iterator[str]:
    """Yield every text in an order's JSON, in its order."""
    match body:
        case dict():
            for value in body.values():
                yield from _texts(value)
        case list():
            for value in body:
                yield from _texts(value)
        case str():
            yield body


def _text(body: Any) -> str:
    return body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, indent=2)


def _prompt(film: Production, words: Sequence[str]) -> int:
    asked = [each for each in film.jobs_of(words) if each.job.model]
    if not asked:
        target = film.desk.target.name
        raise Fault("E1013", f"target {target} asks no model for {' '.join(words)}", "`--target` names another")
    found = [shown(film.desk, each) for each in asked]
    if film.console.as_json:
        film.console.answer(ok=True, jobs=[each.object() for each in found])
        return 0
    text = "\n\n".join("\n".join(map(neutral, each.lines())) for each in found)
    film.console.write(f"{text}\n")
    return 0


def shown(desk: Desk, surveyed: Surveyed) -> Shown:
    """Return the order for a job as it would be sent."""
    roles = roles_of(surveyed)
    if desk.by_hand(surveyed.job):
        return Shown(surveyed.job, roles, _by_hand(desk, surveyed.job, roles))
    return Shown(surveyed.job, roles, draft(surveyed, desk.agency, roles))


def _by_hand(desk: Desk, job: Job, roles: Mapping[str, str]) -> Draft:
    """Return what the order card of a job asks a person for, box by box."""
    provider = job.maker.partition(":")[0]
    options = desk.config.providers.get(provider, Settings()).options
    asked = asking(job, options, [(role, role) for role in roles])
    boxes = {**{box.title: box.text for box in asked.boxes}, "With it": [*asked.steps]}
    return Draft("by hand:", f"{cards_home(desk.film).name}/{file_name(job.name)}.md", "order card", boxes)
