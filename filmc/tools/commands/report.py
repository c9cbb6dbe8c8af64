"""`filmc report`: what the film has cost."""

from __future__ import annotations

import argparse

from filmc.base.diagnostic import Notes
from filmc.lower.options import Options
from filmc.produce.desk import Desk
from filmc.produce.models import known_models
from filmc.produce.spending import InFilm, Spending, spending_of
from filmc.session import Checked, Session
from filmc.tools import paper
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.console import Console
from filmc.tools.desk_notes import beside
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.spending_page import Page, as_csv, as_html, as_text, objects
from filmc.tools.sums import Exchange

STORY = """\
What festivals and producers ask for: spending by tool and by stage, takes made for each shot and how many of them
play, the days of the making, and the sums; in one currency, too, where filmc.toml states rates.

  filmc report
  filmc report --html -o spending.html
  filmc report --csv > spending.csv"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `report` takes."""
    paper.configure(parser, "a page that prints well")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the page; return 1 where film, configuration or ledger have errors: what the ledger says is told anyhow."""
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    session = Session(project.world, project.main)
    checked = session.check()
    found = Notes()
    desk = session.desk(found, None)
    checked = beside(checked, desk, found)
    try:
        film = _in_film(session, checked, desk, console)
        page = Page(checked.film.settings.title, _spending(desk, film), Exchange.of(checked.film, desk.config.rates))
    finally:
        desk.close()
    _tell(arguments, console, checked, page)
    return int(not checked.ok)


def _in_film(session: Session, checked: Checked, desk: Desk, console: Console) -> InFilm:
    """Return which takes play; of a film with errors nobody can tell."""
    if not checked.ok:
        return InFilm()
    return InFilm.of(session.lower(checked, desk, Options(size=desk.target.size), console.progress).survey)


def _spending(desk: Desk, film: InFilm) -> Spending:
    ident = desk.lock.lock.film
    if ident is None or not desk.has_ledger:
        return spending_of((), (), film, {})
    purchases = [each for each in desk.ledger.purchases() if each.intent.film == ident]
    asked = {f"{each.intent.provider}:{each.intent.model}" for each in purchases}
    makes = {model.id: model.makes[0] for each in asked if (model := known_models().get(each)) and model.makes}
    return spending_of(purchases, desk.ledger.history(), film, makes)


def _tell(arguments: argparse.Namespace, console: Console, checked: Checked, page: Page) -> None:
    if console.as_json:
        console.answer(checked.ok, **told(checked), spending=objects(page))
        return
    text = (as_csv if arguments.csv else as_html if arguments.html else as_text)(page)
    paper.hand_over(arguments, console, text)
    show(checked, console)
