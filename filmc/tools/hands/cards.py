"""Order cards: one for everything that a person is to make; those that nobody waits for any more go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filmc.base.diagnostic import Diagnostic
from filmc.base.fault import Fault
from filmc.base.record import record
from filmc.produce.assembly import missing_part
from filmc.produce.desk import Desk
from filmc.produce.hands.page import page
from filmc.produce.hands.place import cards_home
from filmc.produce.plan.plan import Item, Plan, Wish
from filmc.produce.plan.planner import plan_of
from filmc.produce.protocol.carrying import type_of
from filmc.produce.protocol.facts import Settings
from filmc.produce.shoot.lab import Lab
from filmc.produce.shoot.order import inputs_of
from filmc.produce.survey import Survey, Surveyed
from filmc.session import Lowered
from filmc.tools.report.cells import count, neutral

if TYPE_CHECKING:
    from filmc.produce.hands.folder import CardFolder

_NAMED = 4
"""How many jobs a line names."""


@record
class Waiting:
    """The jobs that wait for hands, with the number of takes; and what there is to say of their cards."""

    home: str = ""
    jobs: tuple[tuple[str, int], ...] = ()
    notes: tuple[Diagnostic, ...] = ()

    @property
    def line(self) -> str:
        """What waits, in one line."""
        names = [job for job, _ in self.jobs]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        takes = count(sum(takes for _, takes in self.jobs), "take")
        return neutral(f"{takes} to be made by hand: {', '.join(names[:_NAMED])}{more}; see {self.home}/")

    def dump(self) -> dict[str, Any]:
        """Return what `--json` says of it."""
        return {"by_hand": [{"job": job, "takes": takes} for job, takes in self.jobs]}


NOTHING_WAITS = Waiting()


@dataclass
class Cards:
    """Writes cards for one desk."""

    desk: Desk
    lab: Lab

    @property
    def folder(self) -> CardFolder:
        """Where the film's cards are."""
        from filmc.produce.hands.folder import CardFolder  # noqa: PLC0415 - pydantic, only for who has cards

        return CardFolder(cards_home(self.desk.film))

    def write(self, lowered: Lowered, plan: Plan) -> Waiting:
        """Write a card for everything that `plan` wants of people, and remove what nobody waits for any more."""
        home = cards_home(self.desk.film)
        if not plan.by_hand and not home.is_dir():
            return NOTHING_WAITS
        try:
            home.mkdir(exist_ok=True)
            with self.folder.held():
                self._tidy(lowered)
                waiting = self._written(lowered, plan)
                self.folder.tidy()
        except OSError as error:
            unwritten = Fault("W1080", f"{home} can not be written: {error.strerror}", "the next build tries again")
            return Waiting(home.name, notes=(unwritten.diagnostic(),))
        return waiting

    def _tidy(self, lowered: Lowered) -> None:
        """Remove the cards of this target that the film, all of it, no longer needs."""
        ours = [card for card in self.folder.cards if card.target == self.desk.target.name]
        if not ours:
            return
        everything = plan_of(lowered.film, lowered.graph, lowered.survey, self.desk, Wish(remake=()))
        wants = {item.job: lowered.survey.jobs[item.job].want for item in everything.by_hand}
        wanted = {(job, want.what, want.how) for job, want in wants.items()}
        for card in ours:
            if card.request not in wanted:
                self.folder.remove(card)

    def _written(self, lowered: Lowered, plan: Plan) -> Waiting:
        jobs: list[tuple[str, int]] = []
        notes: list[Diagnostic] = []
        for item in plan.by_hand:
            found = lowered.survey.jobs[item.job]
            if item.follows or found.want.waits or found.unseen or missing_part(found, lowered.survey.jobs):
                continue
            try:
                self._write(found, item, lowered.survey)
            except (Fault, OSError) as trouble:
                why = trouble.message if isinstance(trouble, Fault) else trouble.strerror
                told = Fault("W1080", f"the card of {item.job} can not be written: {why}", "the next build tries again")
                notes.append(told.diagnostic(found.job.span))
            else:
                jobs.append((item.job, item.hands))
        return Waiting(self.folder.home.name, tuple(jobs), tuple(notes))

    def _write(self, found: Surveyed, item: Item, whole: Survey) -> None:
        from filmc.produce.hands.card import card_of  # noqa: PLC0415 - as above
        from filmc.produce.hands.words import asking  # noqa: PLC0415

        job, home = found.job, self.folder.home.name
        files = inputs_of(job, _playing(whole), self.desk.store, self.lab)
        given = [(role, f"{role.replace(' ', '-')}{_suffix(path)}") for role, path in files.items()]
        settings = self.desk.config.providers.get(item.provider, Settings())
        asked = asking(job, settings.options, given)
        card = card_of(found, self.desk.target.name, list(range(found.made + 1, found.made + 1 + item.hands)))
        copies = {name: files[role] for role, name in given}
        self.folder.write(card, copies, lambda named: page(named, job, asked, given, home))


def _playing(whole: Survey) -> dict[str, str]:
    return {name: each.standing.take.digest for name, each in whole.jobs.items() if each.standing.take}


_SUFFIXES: Mapping[str, str] = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "audio/mpeg": ".mp3",
    "audio/flac": ".flac",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "audio/mp4": ".m4a",
}


def _suffix(path: Path) -> str:
    """Return how a copy's name ends, by what its bytes show: takes have no suffix in the store."""
    return _SUFFIXES.get(type_of(path), path.suffix)
