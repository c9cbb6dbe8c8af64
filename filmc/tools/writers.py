"""What the commands in which a model writes have in common: who writes and for how much, what is told, what is kept."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.files import write_whole
from filmc.base.source import NOWHERE, Source
from filmc.frontend.parse import parse
from filmc.frontend.printer import format_file
from filmc.lower.proofs import shortcomings
from filmc.lower.request import WritingRequest
from filmc.produce.buying.outcome import Failed
from filmc.session import Checked, Session
from filmc.tools.commands.check import show, tell_fault, told
from filmc.tools.consent import Consent, said
from filmc.tools.console import Console
from filmc.tools.drafting import ROUNDS, Text, Written
from filmc.tools.project import NoFilmError
from filmc.tools.report.cells import count
from filmc.tools.sums import amount

REFUSED = 4
"""The exit code where nobody agreed."""
_MOST_ROUNDS = 20


def configure_writer(parser: argparse.ArgumentParser) -> None:
    """Say who writes, how often that is asked for, and what it may cost."""
    money = parser.add_argument_group("who writes, and what it may cost")
    money.add_argument("--target", metavar="TARGET", help="a target of filmc.toml that names a model for chat")
    money.add_argument("--model", metavar="MODEL", help="the model, as provider:model, whatever the target says")
    money.add_argument("--rounds", metavar="N", type=int, default=ROUNDS, help=f"answers at most (default: {ROUNDS})")
    money.add_argument("--anew", action="store_true", help="have it written once more, though it was written before")
    money.add_argument("--yes", "-y", action="store_true", help="agree to the price, unasked")
    money.add_argument("--max-cost", metavar="MONEY", help="agree to at most so much, as '1 CNY', unasked")


def consent_of(arguments: argparse.Namespace) -> Consent:
    """Return what the options say about money. NoFilmError for an amount or a number of rounds that is none."""
    if not 1 <= arguments.rounds <= _MOST_ROUNDS:
        raise NoFilmError(f"--rounds {arguments.rounds}: a text is asked for 1 to {_MOST_ROUNDS} times")
    return Consent(arguments.yes, amount("--max-cost", arguments.max_cost) if arguments.max_cost else None)


def best(session: Session, written: Written, finish: Callable[[Text], str]) -> tuple[str, Checked]:
    """Return the text that has the least wrong with it, the newest of equals, as `finish` makes it, and checked."""
    candidates = [(text, finish(text)) for text in reversed(written.texts)]
    checked = [(text, words, _checked(session, words, text, written)) for text, words in candidates]
    _, words, found = min(checked, key=lambda each: (not each[0].take.passes, len(each[2].notes.errors)))
    return words, found


def _checked(session: Session, words: str, text: Text, written: Written) -> Checked:
    """Return a text checked as the film's; E0845 where it is not all that was asked for."""
    checked, what = session.instead(words).check(), written.job.what
    assert isinstance(what, WritingRequest)
    for lack in shortcomings(len(checked.film.shots), what, cut=text.cut):
        checked.notes.add("E0845", NOWHERE, lack, "`--rounds` lets the model try more often")
    return checked


def headed(words: str, head: str) -> str:
    """Return a text with a comment at its head; in the house style, where it can be read whole."""
    source, notes = Source("main.film", f"# {head}\n\n{words}"), Notes()
    file = parse(notes, source)
    return source.text if notes.errors else format_file(file)


def keep_text(path: Path, text: str) -> None:
    """Write a text whole. OSError: the answer is in the store all the same, and the same command writes it again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode())


def stopped(checked: Checked, console: Console) -> int:
    """Tell why nobody was asked; return 1."""
    if console.as_json:
        console.answer(ok=False, **told(checked), message=checked.notes.errors[0].message)
    else:
        show(checked, console)
        console.say("nothing was asked")
    return 1


def refused(why: str, console: Console) -> int:
    """Tell that nobody agreed; return 4."""
    if console.as_json:
        console.answer(ok=False, message=why)
    else:
        console.say(f"filmc: {why}")
    return REFUSED


def nothing_came(written: Written, console: Console) -> int:
    """Tell that there is no text, and why; return the code."""
    why = "; ".join(written.troubles) or f"{count(written.answers, 'answer')} came, and nothing stands in any"
    tell_fault(Fault("E0844", f"{written.job.maker} has written nothing: {why}", _what_helps(written)), console)
    return written.code


def _what_helps(written: Written) -> str:
    """Return what to do about it; another try `anew` is none where the first has not even left."""
    if written.code == 6:
        return "nobody knows what became of the order, so it is not sent again: filmc reconcile"
    if any(isinstance(outcome, Failed) and not outcome.sent for outcome in written.outcomes):
        return "nothing was ordered: see that it can be reached (`filmc doctor --net`), then run the same command again"
    return "try `--anew`, another `--model`, or another wording"


def dump(written: Written) -> dict[str, object]:
    """Return what `--json` says of who wrote, and for how much."""
    spent = [{"micros": micros, "currency": currency} for currency, micros in sorted(written.spent.items())]
    return {"model": written.job.maker, "answers": written.answers, "spent": spent, "troubles": [*written.troubles]}


def thanks(written: Written) -> str:
    """Return the line that says who wrote, in how many answers, and what this run has spent."""
    cost = said({name: micros for name, micros in written.spent.items() if micros})
    return f"  written by {written.job.maker} in {count(written.answers, 'answer')}; spent now: {cost}"
