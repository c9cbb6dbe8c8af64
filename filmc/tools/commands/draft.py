"""`filmc draft`: a model that converses turns a story, or a storyboard, into a .film screenplay."""

from __future__ import annotations

import argparse
import sys
from fractions import Fraction
from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.digest import digest_bytes
from filmc.base.record import record, replace
from filmc.base.source import Source
from filmc.base.world import OutsideProjectError, beside
from filmc.frontend.ast import Text as Words
from filmc.frontend.values import read_language
from filmc.lower.briefs import Draft
from filmc.lower.primer import introduced
from filmc.lower.story import Story, read_story
from filmc.produce.lock_text import one_line
from filmc.session import Checked, Session
from filmc.tools.commands.check import no_film, show, told, verdict
from filmc.tools.consent import Consent, DeclinedError
from filmc.tools.console import Console
from filmc.tools.drafting import Drafting, Text, Written
from filmc.tools.project import NoFilmError, Project, project_with
from filmc.tools.writers import (
    best,
    configure_writer,
    consent_of,
    dump,
    headed,
    keep_text,
    nothing_came,
    refused,
    stopped,
    thanks,
)

STORY = """\
The story is prose, or a storyboard as a table (Markdown, tabs, CSV), where each row becomes a shot. The target's model
for `chat` writes; what it writes is checked as any film is, and goes back to it with its faults, a few times at most.
What that can cost at most is shown, and asked about, before anything is sent; models on your own machine cost nothing.
An answer that was paid is never lost and never paid again: the same command goes on where it broke off. What is still
wrong at the end is written all the same, and told. A film that is there is not overwritten without --force.

  filmc draft story.txt                         story.film beside it, about two minutes long
  filmc draft story.txt --minutes 1 --language zh -o short.film
  filmc draft story.txt --prompt                what would be asked, for any chat page; nobody is asked"""

_LONGEST = Fraction(7)
"""Minutes of a draft, at most."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `draft` takes."""
    parser.add_argument("story", metavar="STORY", help="a text file with the story or the storyboard; - reads it here")
    parser.add_argument(
        "-o", "--output", metavar="FILM", help="where to write it (default: the story's name, as .film)"
    )
    parser.add_argument("--minutes", metavar="N", default="2", help="how long the film is to be (default: 2)")
    parser.add_argument("--language", metavar="LANG", help="what is spoken, as zh (default: the story's own)")
    parser.add_argument("--cast", metavar="FILM", help="a .film file with characters, places, looks that it is to use")
    parser.add_argument("--force", action="store_true", help="overwrite the film where it is there")
    parser.add_argument("--prompt", action="store_true", help="print what a model would be asked, and ask nobody")
    configure_writer(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Draft the film; return 1 where it was written with errors, 2 where story or output will not do.

    Where money is involved: 4 refused, 5 the provider failed, 6 an outcome is not known, and then nothing was written.
    """
    try:
        order = _order(arguments)
        consent = consent_of(arguments)
    except NoFilmError as wrong:
        return no_film(console, wrong)
    if arguments.prompt:
        return _show_prompt(order, console)
    if order.project.path.exists() and not arguments.force:
        return no_film(console, NoFilmError(f"{order.project.path} is there already: --force overwrites it"))
    return _drafted(order, arguments, consent, console)


@record
class _Order:
    """What is to be written, from which story (its name and the digest of its bytes), and where."""

    brief: Draft
    story: str
    digest: str
    project: Project


def _order(arguments: argparse.Namespace) -> _Order:
    name, data = _read(arguments.story)
    project = project_with(_output(arguments))
    brief = Draft(_story(name, data), _minutes(arguments.minutes), _language(arguments.language))
    return _Order(_with_cast(brief, arguments.cast, project), name, digest_bytes(data), project)


def _read(named: str) -> tuple[str, bytes]:
    try:
        if named == "-":
            return "standard input", sys.stdin.buffer.read()
        return one_line(Path(named).name), Path(named).read_bytes()
    except OSError as error:
        raise NoFilmError(f"{named} can not be read: {error.strerror}") from None


def _story(name: str, data: bytes) -> Story:
    try:
        story = read_story(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoFilmError(f"{name} is not in UTF-8: save it so, and try again") from None
    if not story.text:
        raise NoFilmError(f"{name} is empty: there is no story in it")
    return story


def _output(arguments: argparse.Namespace) -> Path:
    if arguments.output is None and arguments.story == "-":
        raise NoFilmError("a story from standard input needs -o FILM")
    out = Path(arguments.output) if arguments.output else Path(arguments.story).with_suffix(".film")
    if out.suffix.lower() != ".film":
        raise NoFilmError(f"{out}: screenplays are written as .film")
    if arguments.story != "-" and out.resolve() == Path(arguments.story).resolve():
        raise NoFilmError(f"{out} is the story itself: name another file with -o")
    if out.is_dir() or (out.parent.exists() and not out.parent.is_dir()):
        raise NoFilmError(f"{out} can not be written: a folder is not where one should be")
    return out


def _minutes(written: str) -> Fraction:
    try:
        minutes = Fraction(written)
    except (ValueError, ZeroDivisionError):
        raise NoFilmError(f"--minutes {written}: a number, as 2 or 0.5") from None
    if not Fraction(1, 10) <= minutes <= _LONGEST:
        raise NoFilmError(f"--minutes {written}: one draft has 0.1 to {_LONGEST} minutes; draft more act by act")
    return minutes


def _language(written: str | None) -> str:
    if written is None:
        return ""
    notes, source = Notes(), Source("--language", written)
    language = read_language(notes, Words(written, source.span(0, len(written))))
    if language is None:
        raise NoFilmError(f"--language {written}: {next(iter(notes)).message}")
    return written


def _with_cast(brief: Draft, cast: str | None, project: Project) -> Draft:
    """Return the brief with what the file `cast` declares. NoFilmError where it can not be used from that film."""
    if cast is None:
        return brief
    try:
        named = Path(cast).resolve().relative_to(project.path.parent.resolve()).as_posix()
        main = beside(project.main, named)
    except (ValueError, OutsideProjectError):
        raise NoFilmError(f"--cast {cast}: it has to lie in the film's folder, or in a folder of that") from None
    if not project.world.exists(main):
        raise NoFilmError(f"--cast {cast}: there is no such file")
    checked = Session(project.world, main).check()
    if checked.notes.errors:
        first = checked.notes.errors[0]
        raise NoFilmError(
            f"--cast {cast} has errors, as {first.code}: {first.message}; `filmc check {cast}` shows them"
        )
    return replace(brief, cast=named, declared=tuple(introduced(checked.screenplay.names)))


def _show_prompt(order: _Order, console: Console) -> int:
    if console.as_json:
        console.answer(ok=True, prompt=order.brief.prompt)
    else:
        console.write(order.brief.prompt + "\n")
    return 0


def _drafted(order: _Order, arguments: argparse.Namespace, consent: Consent, console: Console) -> int:
    session, notes = Session(order.project.world, order.project.main), Notes()
    nothing = session.instead("").check()
    order.project.path.parent.mkdir(parents=True, exist_ok=True)
    desk = session.desk(notes, arguments.target, {"chat": arguments.model} if arguments.model else None)
    consent.check_rates(notes, desk)
    try:
        if notes.errors:
            return stopped(replace(nothing, notes=notes), console)
        drafting = Drafting(session, nothing.film, desk, console, consent)
        written = drafting.write(order.brief, anew=arguments.anew, rounds=arguments.rounds)
    except DeclinedError as declined:
        return refused(str(declined), console)
    finally:
        desk.close()
    if not written.texts:
        return nothing_came(written, console)
    text, checked = best(session, written, lambda text: headed(text.words, _head(order, text, written)))
    keep_text(order.project.path, text)
    return _told(order, written, checked, console)


def _head(order: _Order, text: Text, written: Written) -> str:
    """Return what the film says at its head of where it comes from."""
    return f"Drafted by {written.job.maker} on {text.take.made} from {order.story} (sha256 {order.digest[:12]})."


def _told(order: _Order, written: Written, checked: Checked, console: Console) -> int:
    if console.as_json:
        console.answer(checked.ok, film=str(order.project.path), **told(checked), **dump(written))
        return 0 if checked.ok else 1
    show(checked, console)
    console.say(f"{order.project.path}")
    console.say(f"  {verdict(checked)}")
    for line in (thanks(written), *(f"  {trouble}" for trouble in written.troubles)):
        console.say(line)
    return 0 if checked.ok else 1
