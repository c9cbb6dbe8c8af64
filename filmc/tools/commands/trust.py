"""`filmc trust`: read what a project's own filmc.toml wants of you, and let it be obeyed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.record import record
from filmc.produce.config import Config, own_config, read_config
from filmc.produce.config_pages import NAME
from filmc.produce.delicate import Change, changes
from filmc.produce.trust import revoke, trust
from filmc.tools.commands.check import no_film
from filmc.tools.consent import agreed, somebody_is_here
from filmc.tools.console import Console
from filmc.tools.project import NoFilmError, project_of
from filmc.tools.report import Found, terminal
from filmc.tools.report.cells import neutral
from filmc.tools.report.json import objects

STORY = """\
A film that you have downloaded may bring a filmc.toml. What it says of providers (where they are reached, and so where
your keys go), of prices and, where you have set ceilings, of rates is not obeyed until you have seen each value here
and agreed. It holds for this folder and these values: when one changes, you are asked again. Nothing else in the file
needs it, and no file of a project can name a proxy or a program, or raise a ceiling of yours.

  filmc trust
  filmc trust --yes         agree unasked, as scripts do
  filmc trust --revoke      obey it no longer"""

REFUSED = 4
"""The exit code where nobody agreed."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `trust` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="whose filmc.toml (default: this folder's)")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--yes", "-y", action="store_true", help="agree unasked")
    choice.add_argument("--revoke", action="store_true", help="take it back")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Show, ask and note; return 1 where the file has faults, 4 where nobody agreed. Faults E1031 and E1027."""
    try:
        project = project_of(arguments.film)
    except NoFilmError as missing:
        return no_film(console, missing)
    notes = Notes()
    config = read_config(notes, project.world)
    if notes.errors:
        return _faulty(notes, config, console)
    matter = _Matter(project.world.root, config, list(changes(config.matter, own_config())), console)
    return matter.revoke() if arguments.revoke else matter.agree(unasked=arguments.yes)


def _faulty(notes: Notes, config: Config, console: Console) -> int:
    """Tell what is wrong with the file, without its text: somebody may have written a key into it."""
    told = Found(notes.found, config.texts, console.colour)
    if console.as_json:
        console.answer(ok=False, message=notes.errors[0].message, diagnostics=objects(told))
    else:
        console.say(terminal.report(told))
    return 1


@record
class _Matter:
    """What is to be agreed on: the project's folder, its configuration, and what that would change."""

    folder: Path
    config: Config
    changes: Sequence[Change]
    console: Console

    def revoke(self) -> int:
        """Obey it no longer."""
        return self._answer("it is obeyed no longer" if revoke(self.folder) else "it was not trusted", trusted=False)

    def agree(self, *, unasked: bool) -> int:
        """Show it, ask, and note the answer."""
        if not self.changes:
            return self._answer("nothing in it needs your agreement", trusted=True)
        if not self.console.as_json:
            self.console.write("".join(f"{line}\n" for line in self._listed()))
        if self.config.agreed:
            return self._answer("you have agreed to this: it is obeyed", trusted=True)
        if not (unasked or (somebody_is_here(self.console) and agreed("Shall it be obeyed? [y/N] "))):
            return self._answer("nobody agreed, so it is not obeyed; --yes agrees", trusted=False, code=REFUSED)
        trust(self.folder, self.config.matter)
        return self._answer("from now on it is obeyed", trusted=True)

    def _listed(self) -> Iterator[str]:
        yield f"{neutral(str(self.folder / NAME))} wants:"
        for change in self.changes:
            yield f"\n  {_plain(change.name)}"
            yield f"    now   {_plain(change.now)}"
            yield f"    then  {_plain(change.then)}"
            if change.risk:
                yield f"    !     {neutral(change.risk)}"

    def _answer(self, said: str, *, trusted: bool, code: int = 0) -> int:
        path = str(self.folder / NAME)
        if self.console.as_json:
            told = [asdict(change) for change in self.changes]
            self.console.answer(ok=not code, path=path, trusted=trusted, changes=told, message=said)
        else:
            self.console.say(f"{neutral(path)}: {said}")
        return code


def _plain(text: str) -> str:
    """Return a stranger's text fit to be shown; an address so that no letter of it can be taken for another."""
    strange = "://" in text and not text.isascii()
    return f"{neutral(text)} (written {ascii(text)[1:-1]})" if strange else neutral(text)
