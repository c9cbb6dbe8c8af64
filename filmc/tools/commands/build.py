"""`filmc build`: make the film."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.record import replace
from filmc.base.source import Source
from filmc.frontend.ast import Text
from filmc.frontend.value import Size
from filmc.frontend.values import read_size
from filmc.lower.options import Options
from filmc.session import Built, Checked, Session
from filmc.tools.commands.check import no_film, show, told
from filmc.tools.consent import DeclinedError, consent_of
from filmc.tools.console import Console
from filmc.tools.desk_notes import beside
from filmc.tools.making import Made, Making, UntellableError, outcomes_told
from filmc.tools.plan_table import tight
from filmc.tools.project import NoFilmError, Project, project_of
from filmc.tools.record import is_settled, outcome_of, remember, witness_of
from filmc.tools.report import counted

STORY = """\
Makes the animatic: drawn panels in each shot's framing with the cast in place, the camera's moves, scratch voices,
music, effects, titles and subtitles. Free, offline, and the same each time.

With a target (in filmc.toml, or --target) it first buys what its plan lists, and asks before money is spent; where
nobody can answer, it needs --yes or --max-cost. What was made is never made again; a build that broke off goes on.

  filmc build                                out/<title>.mp4 beside the film
  filmc build main.film -o draft.mp4 --size 640x360
  filmc build --scene exam --subtitles burned --language en
  filmc build --shot exam/desk
  filmc build --target draft --max-cost '20 CNY'
  filmc build --plan plan.json               exactly that plan, or nothing"""

REFUSED = 4
"""The exit code where nobody agreed to spend."""
SILENCE = -70.0
"""LUFS: the gate of EBU R 128, below which nothing counts as sound."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `build` takes."""
    parser.add_argument("film", metavar="FILM", nargs="?", help="the film (default: the film of this folder)")
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write it (default: out/<title>.mp4)")
    parser.add_argument("--size", metavar="SIZE", help="as 640x360, 720p, 4K (default: the film's own)")
    parser.add_argument(
        "--language", metavar="LANG", help="of the burned subtitles (default: the first that is not spoken)"
    )
    parser.add_argument("--subtitles", choices=("burned", "sidecar", "none"), help="default: as the film says")
    parser.add_argument(
        "--scene", metavar="SCENE", action="append", help="only this scene: label or number; may repeat"
    )
    parser.add_argument("--shot", metavar="SHOT", action="append", help="only this shot: label, scene/label or 3-2")
    parser.add_argument("--draft", action="store_true", help="encode quickly: larger file, lesser picture")
    money = parser.add_argument_group("what it may buy")
    money.add_argument(
        "--target", metavar="TARGET", help="a target of filmc.toml (default: the one it names; animatic is free)"
    )
    money.add_argument("--yes", "-y", action="store_true", help="buy what the plan lists, unasked")
    money.add_argument("--max-cost", metavar="MONEY", help="buy for at most so much, as '20 CNY', unasked")
    money.add_argument("--plan", metavar="FILE", help="buy exactly what this plan lists; refused when it is stale")
    money.add_argument(
        "--remake",
        metavar="SHOT",
        nargs="?",
        const="",
        action="append",
        help="also where an earlier take would do: this shot, or all",
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Build the film; return 1 where screenplay or machine have faults, 2 where the output can not be written.

    Where money is involved: 4 refused, 5 a provider failed, 6 an outcome is not known; the film is made all the same.
    """
    try:
        project = project_of(arguments.film)
        options = _options(arguments)
        consent = consent_of(arguments)
    except NoFilmError as missing:
        return no_film(console, missing)
    witness = witness_of(project, arguments.film)
    session = Session(witness, project.main)
    checked, of_desk = session.check(), Notes()
    desk = session.desk(of_desk, consent.approved.target if consent.approved else arguments.target)
    checked = beside(checked, desk, of_desk)
    consent.check_rates(checked.notes, desk)
    out = Path(arguments.output) if arguments.output else default_output(project)
    refusal = refusal_of(out)
    if refusal or not checked.ok:
        return _stop(checked, refusal, console)
    began = time.monotonic()
    options = replace(options, size=options.size or desk.target.size)
    order = session.order(out, options, console.progress)
    making = Making(session, checked, desk, order, console, consent.max_cost)
    try:
        made = making.make(
            consent.wish(options.scenes, options.shots),
            lambda plan, earlier: consent.agree(
                plan, earlier, desk.config.rates, console, tight(plan, checked.film, desk)
            ),
        )
        built = session.build(checked, made.lowered, order)
        settled = is_settled(made, desk) and not arguments.plan
    except UntellableError as untellable:
        return _stop(replace(checked, notes=untellable.notes), "", console)
    except DeclinedError as declined:
        return _declined(checked, str(declined), console)
    except (Fault, OSError) as error:
        fault = Fault.of(error) if isinstance(error, OSError) else error
        return _stop(replace(checked, notes=Notes.of((*checked.notes, fault.diagnostic()))), "", console)
    finally:
        desk.close()
    built = replace(built, checked=replace(built.checked, notes=_all_notes(built, of_desk, made)))
    answer = {**_answer(built, time.monotonic() - began), **made.intake.dump(), **made.waiting.dump()}
    _tell(built, answer, console)
    for line in outcomes_told(made):
        console.say(f"  {line}")
    if consent.approved and not made.outcomes:
        console.say("  nothing was left to buy of this plan")
    if settled:
        remember(outcome_of(witness, built, made, answer))
    return made.code


def _all_notes(built: Built, of_desk: Notes, made: Made) -> Notes:
    """Return what there is to say of the film, of the target, of cards, and of files that lie among them.

    What there is to say of the lock is for the commands that are about takes.
    """
    of_target = (note for note in of_desk if not note.span.file)
    return Notes.of((*built.checked.notes, *of_target, *made.intake.notes, *made.waiting.notes))


def _options(arguments: argparse.Namespace) -> Options:
    options = Options(
        subtitles=arguments.subtitles,
        language=arguments.language,
        scenes=tuple(arguments.scene or ()),
        shots=tuple(arguments.shot or ()),
        quality="draft" if arguments.draft else "final",
    )
    return replace(options, size=size_of(arguments.size)) if arguments.size else options


def size_of(text: str) -> Size:
    """Return the size that was asked for on the command line. NoFilmError where it is none."""
    notes = Notes()
    size = read_size(notes, Text(text, Source("--size", text).span(0, len(text))))
    if size is None:
        raise NoFilmError(f"--size {text}: {next(iter(notes)).message}")
    return size


def default_output(project: Project) -> Path:
    """Return where the film goes when nobody says: `out/` beside it, with its name."""
    stem = project.path.stem if project.path.stem != "main" else project.path.parent.name
    kept = "".join(character if character.isalnum() or character in " -_" else "" for character in stem).strip()
    return project.path.parent / "out" / f"{kept or 'film'}.mp4"


def refusal_of(out: Path) -> str:
    """Return why the film can not be written to `out`, or nothing."""
    if out.is_dir():
        return f"{out} is a folder: name a file in it"
    if out.suffix.lower() != ".mp4":
        return f"{out}: films are written as .mp4"
    if out.parent.exists() and not out.parent.is_dir():
        return f"{out.parent} is not a folder"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return f"{out.parent} can not be made: {error.strerror}"
    return ""


def _stop(checked: Checked, refusal: str, console: Console) -> int:
    if console.as_json:
        console.answer(ok=False, **told(checked), message=refusal or checked.notes.errors[0].message)
    elif refusal:
        console.say(f"filmc: {refusal}")
    else:
        show(checked, console)
        console.say("nothing was made")
    return 2 if refusal else 1


def _declined(checked: Checked, why: str, console: Console) -> int:
    """Say that nothing was bought, and return the code of a refusal."""
    if console.as_json:
        console.answer(ok=False, **told(checked), message=why)
    else:
        show(checked, console)
        console.say(f"{why}; nothing was made. --target animatic is free")
    return REFUSED


def _answer(built: Built, seconds: float) -> dict[str, object]:
    """Return what `--json` says."""
    film, delivered = built.checked.film, built.delivered
    rendered = delivered.rendered
    return {
        **told(built.checked),
        "path": str(rendered.path),
        "bytes": rendered.path.stat().st_size,
        "width": film.settings.width,
        "height": film.settings.height,
        "loudness": rendered.loudness.programme,
        "true_peak": rendered.loudness.peak,
        "segments": {"made": rendered.made, "reused": rendered.reused},
        "subtitles": [str(path) for path in delivered.sidecars],
        "cover": str(delivered.cover) if delivered.cover else None,
        "took": round(seconds, 2),
    }


def _tell(built: Built, answer: Mapping[str, Any], console: Console) -> None:
    if console.as_json:
        console.answer(ok=True, **answer)
        return
    film, delivered = built.checked.film, built.delivered
    rendered = delivered.rendered
    show(built.checked, console)
    length = float(film.frames / film.settings.rate)
    size = f"{film.settings.width}×{film.settings.height}, {rendered.path.stat().st_size / 1e6:.1f} MB"
    silent = rendered.loudness.programme <= SILENCE
    heard = f"{rendered.loudness.programme:.1f} LUFS, peak {rendered.loudness.peak:.1f} dBTP"
    console.say(f"{rendered.path}")
    console.say(
        f"  {int(length // 60)}:{length % 60:04.1f}, {counted(len(film.shots), 'shot')}, {size}, "
        f"{'silent' if silent else heard}"
    )
    for path in (*delivered.sidecars, *([delivered.cover] if delivered.cover else [])):
        console.say(f"  {path}")
    console.say(f"  made in {answer['took']:.1f} s ({rendered.made} segments new, {rendered.reused} as they were)")
