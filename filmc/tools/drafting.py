"""Texts that a model writes for a film: asked for by the law of all that is bought, read back, and the best one chosen.

An answer that will not do goes back to its writer with what is wrong with it, within what was agreed on at the start.
Each is in store and ledger before it is read, so a run that broke off goes on with what was paid.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from filmc.base.fault import Fault
from filmc.base.record import field, record
from filmc.ir.film import Film
from filmc.lower.job import Job
from filmc.lower.jobgraph import JobGraph
from filmc.lower.model import Model
from filmc.lower.writing import Brief, writing_job
from filmc.produce.buying.outcome import Bought, Outcome, OverCeiling
from filmc.produce.desk import Desk
from filmc.produce.locked import Take
from filmc.produce.plan.ceilings import Account, ceilings_of
from filmc.produce.plan.plan import Plan
from filmc.produce.plan.planner import plan_of
from filmc.produce.protocol.judgement import answer_in
from filmc.produce.protocol.script import is_cut_off, script_in
from filmc.produce.shoot.accord import Accord
from filmc.produce.shoot.keep import keep, unnoted
from filmc.produce.store import Whole
from filmc.produce.survey import Survey, Surveyed
from filmc.produce.takes import wanted
from filmc.session import Session
from filmc.tools.bought import code_of
from filmc.tools.consent import Consent, DeclinedError, agreed, said, somebody_is_here
from filmc.tools.console import Console
from filmc.tools.purchasing import Purchasing
from filmc.tools.report.cells import count

ROUNDS = 3
"""Answers that are asked for at most, where the earlier ones will not do."""


@record
class Text:
    """A text that was written: its words, whether they were `cut` off, and the take that it is."""

    words: str
    cut: bool
    take: Take


@record
class Written:
    """What came of it: texts that are none but blank, in order, and what each purchase of this run came to."""

    job: Job
    texts: tuple[Text, ...]
    answers: int
    """How many answers there were, blank ones too, of this run and earlier ones."""
    outcomes: tuple[Outcome, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def code(self) -> int:
        """The exit code where no text came."""
        return code_of(self.outcomes, self.troubles) or 5

    @property
    def spent(self) -> dict[str, int]:
        """What the answers of this run have cost, in micro-units by currency."""
        sums: dict[str, int] = {}
        for bought in self.outcomes:
            if isinstance(bought, Bought):
                sums[bought.billed.currency] = sums.get(bought.billed.currency, 0) + bought.billed.micros
        return sums


@record
class Drafting:
    """One text of one film. `film` is as it stands before: its budget holds for what is written, too."""

    session: Session
    film: Film
    desk: Desk
    console: Console
    consent: Consent
    run: str = field(default_factory=lambda: uuid.uuid4().hex)

    def write(self, brief: Brief, *, anew: bool, rounds: int) -> Written:
        """Have `brief` written, or find it written; `anew`: once more, though it was written before.

        DeclinedError where nobody agrees. Faults E0842 where nobody can be asked, E0843 where the brief is too long.
        """
        writer = self._writer()
        purchasing = Purchasing(self.desk, self.session.lab, self.console, self.run)
        outcomes = purchasing.bring_home()
        job = self._job(brief, writer, rounds, anew=anew)
        graph = JobGraph({job.name: job}, {}, {})
        plan = plan_of(self.film, graph, self._surveyed(graph), self.desk)
        troubles: list[str] = []
        if plan.due:
            accord = self._agree(plan, job)
            purchasing.name_film()
            account = Account(self.desk.lock.lock.film or "", self.run, self.consent.max_cost)
            ceilings = (*ceilings_of(self.film, graph, self.desk.config, account), *accord.ceilings())
            shot = purchasing.shot(graph, plan.due, accord, ceilings)
            bought, troubles = shot.outcomes, shot.troubles
            outcomes += bought
        found = self._surveyed(graph).jobs[job.name]
        if not plan.due and found.standing.state in ("unknown", "blocked"):
            troubles = [found.standing.reason]
        return self._written(job, found, outcomes, troubles)

    def _writer(self) -> Model:
        model = self.desk.target.models.get("chat")
        if model is None:
            raise Fault(
                "E0842",
                f"the target `{self.desk.target.name}` names no model that writes",
                '`--model provider:model`, or `chat = "provider:model"` in filmc.toml',
                "`filmc models --need chat` lists them; `filmc draft STORY --prompt` asks nobody",
            )
        return model

    def _job(self, brief: Brief, writer: Model, rounds: int, *, anew: bool) -> Job:
        """Return the job of the newest try; of the next, where there is none or it is wanted `anew`."""
        bought, number = self.desk.bought, 1
        job = writing_job(brief, writer, number, rounds)
        while bought.of_want(wanted(job, job.name, {})):
            number += 1
            job = writing_job(brief, writer, number, rounds)
        job = writing_job(brief, writer, number if anew else max(number - 1, 1), rounds)
        if lacking := self.desk.lacking(job):
            raise Fault("E0842", f"there is no {lacking}", "`filmc doctor` tells which providers can be asked here")
        return job

    def _surveyed(self, graph: JobGraph) -> Survey:
        """Return where the text stands; answers that the ledger knows and the lock does not are noted first."""
        survey = self.desk.survey(graph)
        found = [surveyed for surveyed in survey.jobs.values() if unnoted(self.desk, surveyed)]
        if not found:
            return survey
        keep(self.desk, survey, found, self.session.lab())
        return self.desk.survey(graph)

    def _agree(self, plan: Plan, job: Job) -> Accord:
        """Return what was agreed on; what costs nothing needs nobody's word."""
        rates = self.desk.config.rates
        self.consent.check_ceiling(plan, rates)
        if any(plan.worst.values()) and not (self.consent.yes or self.consent.max_cost):
            _ask(plan, job, self.console)
        return Accord.on(plan, rates)

    def _written(self, job: Job, found: Surveyed, outcomes: Sequence[Outcome], troubles: Sequence[str]) -> Written:
        takes = [take for take in (found.block.takes if found.block else ()) if take.what == found.want.what]
        texts = tuple(text for take in takes if (text := self._text(take)) and text.words)
        ours = {each.intent.id for each in self.desk.bought.of_want(found.want)}  # others may have been brought home
        about = tuple(each for each in outcomes if isinstance(each, OverCeiling) or each.intent in ours)
        return Written(job, texts, len(takes), about, tuple(troubles))

    def _text(self, take: Take) -> Text | None:
        """Return the text that a take is; None where its bytes are not there."""
        found = self.desk.store.look(take.digest)
        said = answer_in(found.path) if isinstance(found, Whole) else None
        return Text(script_in(said), is_cut_off(said), take) if said else None


def _ask(plan: Plan, job: Job, console: Console) -> None:
    [item] = plan.due
    unit, rounds = said({item.unit.currency: item.unit.micros} if item.unit else {}), item.most
    most = f" an answer, {said(plan.worst)} in all for {count(rounds, 'answer')}" if rounds > 1 else ""
    told = f"{job.maker} is asked for at most {unit}{most}"
    if not somebody_is_here(console):
        raise DeclinedError(f"{told}, and nobody is here to agree: --yes or --max-cost")
    console.say(f"{told}.")
    if not agreed("Ask it? [y/N] "):
        raise DeclinedError("nothing was asked")
