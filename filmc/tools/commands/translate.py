"""`filmc translate`: a model that converses fills in the translations that a film's lines lack."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from filmc.base.diagnostic import Edit, Notes
from filmc.base.files import write_whole
from filmc.base.record import replace
from filmc.base.source import Source
from filmc.frontend.ast import Text
from filmc.frontend.values import read_language
from filmc.lower.translating import Translation, edits, translations_in, words_of
from filmc.session import Checked, Session
from filmc.tools.commands.check import no_film
from filmc.tools.consent import Consent, DeclinedError
from filmc.tools.console import Console
from filmc.tools.drafting import Drafting, Written
from filmc.tools.project import NoFilmError, Project, project_of
from filmc.tools.report.cells import count
from filmc.tools.writers import configure_writer, consent_of, dump, nothing_came, refused, stopped, thanks

STORY = """\
Every line of dialogue and every caption of the film's own file that has no translation into a language of --to gets
one, written under it; subtitles in that language are made of them. What is there already stays as it is, and nothing
else in the file changes. Who translates, and what that costs, is as with `filmc draft STORY`.

  filmc translate --to en
  filmc translate main.film --to en,ja"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `translate` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("--to", metavar="LANGS", required=True, help="the languages, as en or en,ja")
    configure_writer(parser)


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Fill in what is missing; return 1 where the film has errors or a translation did not come.

    Where money is involved: 4 refused, 5 the provider failed, 6 an outcome is not known, and then nothing was changed.
    """
    try:
        project, tags, consent = project_of(arguments.film), _tags(arguments.to), consent_of(arguments)
    except NoFilmError as wrong:
        return no_film(console, wrong)
    session = Session(project.world, project.main)
    checked = session.check()
    if not checked.ok:
        return stopped(checked, console)
    brief = Translation(tuple(words_of(checked.film, project.main)), tags)
    if not brief.wanted:
        return _told({}, brief, None, console)
    return _translated(project, checked, brief, (arguments, consent), console)


def _tags(written: str) -> Mapping[str, str]:
    """Return each language by its tag in the film's terms → as it is written."""
    found: dict[str, str] = {}
    for tag in (each.strip() for each in written.split(",")):
        notes = Notes()
        language = read_language(notes, Text(tag, Source("--to", tag).span(0, len(tag))))
        if language is None:
            raise NoFilmError(f"--to {written}: {next(iter(notes)).message}")
        found.setdefault(language, tag)
    return found


def _translated(
    project: Project,
    checked: Checked,
    brief: Translation,
    asked: tuple[argparse.Namespace, Consent],
    console: Console,
) -> int:
    arguments, consent = asked
    session, notes = Session(project.world, project.main), Notes()
    desk = session.desk(notes, arguments.target, {"chat": arguments.model} if arguments.model else None)
    consent.check_rates(notes, desk)
    try:
        if notes.errors:
            return stopped(replace(checked, notes=notes), console)
        drafting = Drafting(session, checked.film, desk, console, consent)
        written = drafting.write(brief, anew=arguments.anew, rounds=arguments.rounds)
    except DeclinedError as declined:
        return refused(str(declined), console)
    finally:
        desk.close()
    came = {mark: words for text in written.texts for mark, words in translations_in(text.words).items()}
    kept = {mark: came[mark] for mark in brief.wanted if mark in came}
    if not kept:
        return nothing_came(written, console)
    source = checked.sources[project.main]
    new = _edited(source.text, tuple(edits(source, checked.screenplay.files[0], brief.lines, kept)))
    if (after := session.instead(new).check()).notes.errors:
        return stopped(after, console)
    if not _replaced(project.path, source.text, new):
        changed = f"{project.path} was changed meanwhile: run the same command again, nothing is paid twice"
        return no_film(console, NoFilmError(changed))
    return _told(kept, brief, written, console)


def _edited(text: str, found: tuple[Edit, ...]) -> str:
    for edit in sorted(found, key=lambda each: each.span.start, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _replaced(path: Path, before: str, after: str) -> bool:
    """Write the file anew, its line ends and byte order mark as they were; False where it is another one by now."""
    data = path.read_bytes()
    if data.decode("utf-8-sig", "replace") != before:
        return False
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    if b"\r\n" in data and "\r\n" in before:
        after = after.replace("\r\n", "\n").replace("\n", "\r\n")
    write_whole(path.resolve(), mark + after.encode())
    return True


def _told(kept: Mapping[str, str], brief: Translation, written: Written | None, console: Console) -> int:
    lacking = [mark for mark in brief.wanted if mark not in kept]
    if console.as_json:
        fields = dump(written) if written else {}
        console.answer(not lacking, translated=len(kept), lacking=lacking, **fields)
        return 1 if lacking else 0
    console.say(f"{count(len(kept), 'translation')} written" if kept else "nothing is missing")
    if written:
        console.say(thanks(written))
    for mark in lacking:
        number, tag = mark.split()
        console.say(f"  into {tag} not translated: {brief.lines[int(number) - 1].words}")
    return 1 if lacking else 0
