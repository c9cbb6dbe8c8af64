"""The whole pipeline on one screen, one line a stage: it hands each stage's best value to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from filmc.base.collector import undisturbed
from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.digest import digest, digest_file
from filmc.base.fault import Fault
from filmc.base.files import cache_home
from filmc.base.source import Source
from filmc.base.world import OutsideProjectError, World
from filmc.frontend.modules import load
from filmc.frontend.resolve import resolve
from filmc.frontend.screenplay import Screenplay
from filmc.ir.build import build_film
from filmc.ir.film import Film
from filmc.ir.passes import allot, estimated, settle
from filmc.ir.words import Words, blockings, words

if TYPE_CHECKING:
    from filmc.lower.timeline import Timeline
    from filmc.produce.take import SoundTake
    from filmc.render.delivery import Delivered, Options

LONG_PROMPT = 1000
"""Characters of a prompt fragment above which it is looked at even without braces."""

STAGES = ("ast", "film", "jobs", "timeline", "graph")
"""What can be dumped, in the order of the pipeline."""

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is, and of what."""


@dataclass(frozen=True)
class Checked:
    """What the text says: the film, and everything that there is to say against it.

    `film` is timed by estimates; `settled` is the film before that, with what was `said` until then.
    """

    film: Film
    settled: Film
    said: tuple[Diagnostic, ...]
    screenplay: Screenplay
    notes: Notes
    sources: Mapping[str, Source] = field(repr=False)

    @property
    def ok(self) -> bool:
        """No error stands in the way of a build."""
        return not self.notes.errors


@dataclass(frozen=True)
class Cut:
    """The film cut, with all that was made for it."""

    film: Film
    timeline: Timeline
    takes: Mapping[str, SoundTake]
    notes: Notes


@dataclass(frozen=True)
class Built:
    """What a build left: the film as it was really timed, and the files."""

    checked: Checked
    delivered: Delivered


@dataclass(frozen=True)
class Session:
    """One film of one project."""

    world: World
    main: str

    def check(self) -> Checked:
        """Read and judge the screenplay: free, offline, the same each time."""
        notes = Notes()
        with undisturbed():
            files = load(notes, self.world, self.main)
            screenplay = resolve(notes, files)
            vocabulary = words(notes, screenplay.names)
            _check_prompts(notes, vocabulary)
            told = build_film(notes, self.world, screenplay, vocabulary)
            settled = settle(notes, told, blockings(vocabulary, screenplay.names))
            said = tuple(notes)
            film = allot(notes, settled, estimated)
        notes = notes.in_order([file.source.file for file in files], strict=film.settings.strict)
        return Checked(film, settled, said, screenplay, notes, {file.source.file: file.source for file in files})

    def build(self, checked: Checked, out: Path, options: Options, tell: Progress) -> Built:
        """Make the film at `out`. Speech is made first: its real length sets the shots.

        Fault 09xx where the machine fails. A medium that can not be opened becomes a slate and a diagnostic.
        """
        from filmc.render.delivery import Order, deliver  # noqa: PLC0415 - arrays and codecs only for who builds

        cut = self.cut(checked, options, tell)
        if not cut.film.frames:
            raise Fault("E0909", "this film has no shot, so there is nothing to see", "add one: `shot medium, 4s`")
        delivered = deliver(cut.film, cut.timeline, cut.takes, Order(out, self.world.locate("."), options, tell))
        cut.notes.found.extend(delivered.rendered.faults)
        return Built(replace(checked, film=cut.film, notes=cut.notes), delivered)

    def cut(self, checked: Checked, options: Options, tell: Progress) -> Cut:
        """Make every sound, time the film by the real speech, and place it on its timeline."""
        from filmc.ir.select import select  # noqa: PLC0415 - as above
        from filmc.lower.breakdown import sound_jobs, speech_jobs  # noqa: PLC0415
        from filmc.lower.material import material_of, measured  # noqa: PLC0415
        from filmc.lower.place import place  # noqa: PLC0415
        from filmc.produce.jobs import lengths, make_jobs  # noqa: PLC0415
        from filmc.render.foreign import import_sounds  # noqa: PLC0415

        notes, store = Notes.of(checked.said), cache_home() / "sounds"
        film = select(options.sized(checked.settled), checked.film, options.scenes, options.shots)
        takes = make_jobs(speech_jobs(film), store, tell)
        film = allot(notes, film, measured(film, lengths(takes)))
        takes |= make_jobs(sound_jobs(film), store, tell)
        takes |= import_sounds(notes, film, self.world, store)
        material = material_of(film, lengths(takes), self.digest)
        return Cut(film, place(film, material, options.burned(film)), takes, notes)

    def pictures(self, checked: Checked, width: int, tell: Progress) -> dict[str, bytes]:
        """Return a picture of each shot by its number: JPEG files `width` pixels wide, timed by estimates."""
        from filmc.lower.material import material_of  # noqa: PLC0415 - as above
        from filmc.lower.place import place  # noqa: PLC0415
        from filmc.render.storyboard import storyboard  # noqa: PLC0415

        timeline = place(checked.film, material_of(checked.film, {}, self.digest))
        return storyboard(checked.film, timeline, self.world.locate("."), width, tell)

    def dump(self, checked: Checked, stage: str) -> str:
        """Return the stable text of one of `STAGES`. Sound is not made for it: lengths are estimates."""
        from filmc.frontend.dump import dump_ast  # noqa: PLC0415 - as above
        from filmc.ir.dump import dump_film  # noqa: PLC0415

        match stage:
            case "ast":
                return dump_ast(checked.screenplay.files[0])
            case "film":
                return dump_film(checked.film)
        return self._dump_lowered(checked.film, stage)

    def _dump_lowered(self, film: Film, stage: str) -> str:
        from filmc.lower.breakdown import sound_jobs, speech_jobs  # noqa: PLC0415 - as above
        from filmc.lower.dump import dump_jobs, dump_pictures, dump_timeline  # noqa: PLC0415
        from filmc.lower.graph import film_graphs  # noqa: PLC0415
        from filmc.lower.material import estimated_lengths, material_of  # noqa: PLC0415
        from filmc.lower.place import place  # noqa: PLC0415

        jobs = {**speech_jobs(film), **sound_jobs(film)}
        if stage == "jobs":
            return dump_pictures(film) + dump_jobs(jobs.values())
        timeline = place(film, material_of(film, estimated_lengths(film, jobs), self.digest))
        if stage == "timeline":
            return dump_timeline(timeline)
        return "".join(f"{graph}\n" for graph in film_graphs(timeline))

    def digest(self, path: str) -> str:
        """Return the digest of a project file's bytes; of its name where it can not be read."""
        try:
            return digest_file(self.world.locate(path))
        except (OSError, OutsideProjectError):
            return digest(path)


def _check_prompts(notes: Notes, vocabulary: Words) -> None:
    """Look at the author's own prompt fragments; most films have none, and then Jinja2 is not loaded."""
    own = [word for word in vocabulary.own if "{" in word.prompt or len(word.prompt) > LONG_PROMPT]
    if own:
        from filmc.lower.fragments import check_words  # noqa: PLC0415

        check_words(notes, own)
