"""The whole pipeline on one screen, one line a stage: it hands each stage's best value to the next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filmc.base.anchors import STILL, Places
from filmc.base.collector import undisturbed
from filmc.base.diagnostic import Diagnostic, Notes
from filmc.base.digest import digest
from filmc.base.fault import Fault
from filmc.base.files import cache_home
from filmc.base.memo import ONCE, Memo
from filmc.base.record import field, record, replace
from filmc.base.source import Source
from filmc.base.world import MemoryWorld, OutsideProjectError, World
from filmc.frontend.modules import load
from filmc.frontend.placed import placed
from filmc.frontend.resolve import assembled, resolve
from filmc.frontend.screenplay import Screenplay
from filmc.ir.build import build_film
from filmc.ir.film import Film
from filmc.ir.passes import allot, estimated, settle
from filmc.ir.placed import Placer
from filmc.ir.vocabulary import Word
from filmc.ir.words import Words, blockings, words

if TYPE_CHECKING:
    from filmc.lower.job import Job
    from filmc.lower.jobgraph import JobGraph
    from filmc.lower.material import Playing
    from filmc.lower.model import Need
    from filmc.lower.options import Options
    from filmc.lower.panels import Panels
    from filmc.lower.request import WritingRequest
    from filmc.lower.timeline import Timeline
    from filmc.produce.desk import Desk
    from filmc.produce.shoot.lab import Lab
    from filmc.produce.survey import Survey
    from filmc.produce.take import SoundTake
    from filmc.render.crew import Crew
    from filmc.render.delivery import Delivered, Order

LONG_PROMPT = 1000
"""Characters of a prompt fragment above which it is looked at even without braces."""

STAGES = ("ast", "film", "jobs", "timeline", "graph")
"""What can be dumped, in the order of the pipeline."""

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is, and of what."""


@record
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

    @property
    def loose(self) -> Checked:
        """The same, of which all but the notes may count from anchors: `places` leads to the text. It costs nothing."""
        return self

    @property
    def places(self) -> Places:
        """Where in the text is what counts from anchors in `loose`."""
        return STILL


class Rechecked(Checked):
    """What a text says that is checked again and again: film and trees get their places when they are asked for."""

    _anchored: Checked
    _placer: Placer

    @classmethod
    def of(cls, anchored: Checked, places: Places) -> Rechecked:
        """Return what was found, of which all but the notes count from anchors."""
        checked = cls.__new__(cls)
        checked.__dict__.update({name: getattr(anchored, name) for name in ("said", "notes", "sources")})
        checked.__dict__.update(_anchored=anchored, _placer=Placer(places))
        return checked

    @property
    def loose(self) -> Checked:
        """What was found as it was found."""
        return self._anchored

    @property
    def places(self) -> Places:
        """Where the anchors are."""
        return self._placer.places

    @cached_property
    def film(self) -> Film:
        """The film, timed by estimates."""
        with undisturbed():
            return self._placer.placed(self._anchored.film)

    @cached_property
    def settled(self) -> Film:
        """The film before it was timed."""
        with undisturbed():
            return self._placer.placed(self._anchored.settled)

    @cached_property
    def screenplay(self) -> Screenplay:
        """The trees, with names resolved."""
        with undisturbed():
            return assembled(Notes(), [placed(file) for file in self._anchored.screenplay.files])


@record
class Lowered:
    """The film timed by real speech as far as it is made, what must be made for it, and where that stands."""

    film: Film
    graph: JobGraph
    survey: Survey
    playing: Playing
    takes: Mapping[str, SoundTake]
    notes: Notes
    panels: Panels | None = None
    """Those that were made lately, for who lowers a film again and again."""


@record
class Cut:
    """The film cut, with all that was made for it."""

    film: Film
    timeline: Timeline
    takes: Mapping[str, SoundTake]
    notes: Notes


@record
class Built:
    """What a build left: the film as it was really timed and cut, and the files."""

    checked: Checked
    cut: Cut
    delivered: Delivered


class _Heard(NamedTuple):
    """How the film comes to its takes of speech: the scratch voices', and those that play from the store."""

    scratch: Callable[[Mapping[str, Job]], dict[str, SoundTake]]
    bought: Callable[[Playing], dict[str, SoundTake]]


@record
class Session:
    """One film of one project."""

    world: World
    main: str

    def check(self, memo: Memo = ONCE) -> Checked:
        """Read and judge the screenplay: free, offline, the same each time.

        Who checks it again and again hands on one `memo`: what has not changed since is not judged again.
        """
        notes = Notes()
        memo.begin()
        with undisturbed():
            files = load(notes, self.world, self.main, memo)
            screenplay = resolve(notes, files, memo)
            vocabulary = words(notes, screenplay.names, memo)
            _check_prompts(notes, vocabulary, memo)
            told = build_film(notes, self.world, screenplay, vocabulary, memo)
            settled = settle(notes, told, blockings(vocabulary, screenplay.names), memo)
            said = tuple(notes)
            film = allot(notes, settled, estimated, memo)
        if memo.anchors:
            notes, said = _at_places(memo.anchors.places, notes, said)
        sources = {file.source.file: file.source for file in files}
        notes = notes.in_order(list(sources), strict=film.settings.strict)
        checked = Checked(film, settled, said, screenplay, notes, sources)
        return Rechecked.of(checked, memo.anchors.places) if memo.anchors else checked

    def instead(self, text: str) -> Session:
        """Return the session of the same film with `text` for its main file, which need not be on the disk."""
        return replace(self, world=MemoryWorld({self.main: text.encode()}, self.world))

    def faults(self, answer: Path, what: WritingRequest) -> str:
        """Return what is wrong with the text in a model's answer, in words for its writer; empty where it will do."""
        from filmc.lower.proofs import proofs  # noqa: PLC0415 - models and their answers only for who asks them
        from filmc.lower.translating import missing  # noqa: PLC0415
        from filmc.produce.protocol.judgement import answer_in  # noqa: PLC0415
        from filmc.produce.protocol.script import is_cut_off, script_in  # noqa: PLC0415

        said = answer_in(answer)
        if what.wanted:
            return missing(script_in(said), what.wanted)
        checked = self.instead(script_in(said)).check()
        shots = len(checked.film.shots)
        return proofs(checked.sources[self.main], checked.notes.found, shots, what, cut=is_cut_off(said))

    def build(self, checked: Checked, lowered: Lowered, order: Order) -> Built:
        """Make the film of what there is, as `order` says.

        Fault 09xx where the machine fails. A medium that can not be opened becomes a slate and a diagnostic.
        """
        from filmc.produce.caches import using  # noqa: PLC0415 - arrays and codecs only for who builds
        from filmc.render.delivery import deliver  # noqa: PLC0415

        with using(cache_home()):
            cut = self.cut(lowered, order.options, order.tell)
            if not cut.film.frames:
                raise Fault("E0909", "this film has no shot, so there is nothing to see", "add one: `shot medium, 4s`")
            delivered = deliver(cut.film, cut.timeline, cut.takes, order)
        cut.notes.found.extend(delivered.rendered.faults)
        return Built(replace(checked, film=cut.film, notes=cut.notes), cut, delivered)

    def prepare(self, lowered: Lowered, order: Order, but: Collection[str]) -> None:
        """Encode ahead what does not show the shots `but`, for which takes are still to come. Fault 09xx as `build`."""
        from filmc.render.delivery import prepare  # noqa: PLC0415 - as above

        cut = self.cut(lowered, order.options, order.tell)
        prepare(cut.timeline, cut.takes, order, but)

    def order(self, out: Path, options: Options, tell: Progress, crew: Crew | None = None) -> Order:
        """Return the order for a film file at `out`; `crew` are workers that are kept for the next one."""
        from filmc.render.delivery import Order  # noqa: PLC0415 - as above

        return Order(out, self.world.locate("."), options, tell, crew)

    def desk(self, notes: Notes, target: str | None = None, models: Mapping[Need, str] | None = None) -> Desk:
        """Open the film's production desk for `target` (None: the configured one). What is wrong with it is noted.

        `models` are those that the command line names, whatever the target says.
        """
        from filmc.produce.desk import open_desk  # noqa: PLC0415 - as above

        return open_desk(notes, self.world, self.world.locate(self.main), target, models)

    def lower(self, checked: Checked, desk: Desk, options: Options, tell: Progress) -> Lowered:
        """Time the film by real speech, and tell what must be made for the desk's target and where that stands.

        What is asked of models is always asked for the whole film at the target's own size: a part of it, or another
        size of the file, asks for nothing else. Scratch speech is made for that: it is free. Nothing is bought.
        """
        from filmc.produce.jobs import make_jobs  # noqa: PLC0415 - as above
        from filmc.render.foreign import import_takes  # noqa: PLC0415

        cache = cache_home() / "sounds"
        heard = _Heard(lambda jobs: make_jobs(jobs, cache, tell), lambda said: import_takes(said, cache))
        return self._lowered(checked, desk, options, heard)

    def glance(self, checked: Checked, desk: Desk) -> Lowered:
        """Tell the same as `lower`, by what there is already: nothing is made and no program runs.

        A line that was never spoken is as long as it is estimated to be.
        """
        from filmc.lower.options import Options  # noqa: PLC0415 - as above
        from filmc.produce.jobs import kept_jobs, kept_takes  # noqa: PLC0415

        cache = cache_home() / "sounds"
        heard = _Heard(lambda jobs: kept_jobs(jobs, cache), lambda said: kept_takes(said, cache))
        return self._lowered(checked, desk, Options(size=desk.target.size), heard)

    def _lowered(self, checked: Checked, desk: Desk, options: Options, heard: _Heard) -> Lowered:
        from filmc.ir.select import select  # noqa: PLC0415 - as above
        from filmc.lower.breakdown import speech_jobs  # noqa: PLC0415
        from filmc.lower.jobgraph import job_graph, speech_graph  # noqa: PLC0415
        from filmc.lower.material import measured  # noqa: PLC0415
        from filmc.produce.jobs import lengths  # noqa: PLC0415
        from filmc.produce.playing import lost, playing  # noqa: PLC0415

        notes = Notes.of(checked.said)
        shown = select(options.sized(checked.settled), checked.film, options.scenes, options.shots)
        whole = shown if desk.idle else replace(options, size=desk.target.size).sized(checked.settled)
        takes = heard.scratch(speech_jobs(whole))
        spoken = speech_graph(whole, desk.target)
        said = playing(spoken, desk.survey(spoken))
        takes |= heard.bought(said)
        film = allot(notes, shown, measured(shown, lengths(takes), said))
        asked = film if whole == shown else allot(Notes(), whole, measured(whole, lengths(takes), said))
        graph = job_graph(notes, asked, desk.target, self.digest)
        if film.settings.strict:  # what a model can not be told is a warning else
            notes = notes.in_order([file.source.file for file in checked.screenplay.files], strict=True)
        survey = desk.survey(graph)
        notes.found.extend(lost(survey))
        return Lowered(film, graph, survey, playing(graph, survey), takes, notes)

    def cut(self, lowered: Lowered, options: Options, tell: Progress) -> Cut:
        """Make or fetch every sound, and place the film on its timeline, each shot with the best picture there is."""
        from filmc.lower.breakdown import sound_jobs  # noqa: PLC0415 - as above
        from filmc.produce.jobs import make_jobs  # noqa: PLC0415
        from filmc.render.foreign import import_sounds, import_takes  # noqa: PLC0415

        film, notes, cache = lowered.film, lowered.notes, cache_home() / "sounds"
        made = make_jobs(sound_jobs(film), cache, tell)
        made |= import_sounds(notes, film, self.world, cache)
        takes = {**lowered.takes, **made, **import_takes(lowered.playing, cache)}
        return Cut(film, self.laid(replace(lowered, takes=takes), options), takes, notes)

    def laid(self, lowered: Lowered, options: Options) -> Timeline:
        """Return the film cut with the sounds that it has: none is made for it."""
        from filmc.lower.material import material_of  # noqa: PLC0415 - as above
        from filmc.lower.place import place  # noqa: PLC0415
        from filmc.produce.jobs import lengths  # noqa: PLC0415

        film, takes = lowered.film, lowered.takes
        material = material_of(film, lengths(takes), self.digest, lowered.playing, lowered.panels)
        return place(film, material, options.burned(film))

    def lab(self) -> Lab:
        """Return what a shoot works with: how takes are looked at, frames taken out of clips, and files found."""
        from filmc.render.lab import lab_of  # noqa: PLC0415 - as above

        return lab_of(self.world.locate, self.faults)

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

        if stage == "ast":
            return dump_ast(checked.screenplay.files[0])
        if stage == "film":
            return dump_film(checked.film)
        return self._dump_lowered(checked.film, stage)

    def _dump_lowered(self, film: Film, stage: str) -> str:
        from filmc.lower.breakdown import sound_jobs, speech_jobs  # noqa: PLC0415 - as above
        from filmc.lower.dump import dump_jobs, dump_timeline  # noqa: PLC0415
        from filmc.lower.graph import film_graphs  # noqa: PLC0415
        from filmc.lower.jobgraph import job_graph  # noqa: PLC0415
        from filmc.lower.material import estimated_lengths, material_of  # noqa: PLC0415
        from filmc.lower.place import place  # noqa: PLC0415
        from filmc.lower.target import ANIMATIC  # noqa: PLC0415

        jobs = {**speech_jobs(film), **sound_jobs(film)}
        timeline = place(film, material_of(film, estimated_lengths(film, jobs), self.digest))
        match stage:
            case "jobs":
                return dump_jobs(job_graph(Notes(), film, ANIMATIC, self.digest), timeline)
            case "timeline":
                return dump_timeline(timeline)
        return "".join(f"{graph}\n" for graph in film_graphs(timeline))

    def digest(self, path: str) -> str:
        """Return the digest of a project file's bytes; of its name where it can not be read."""
        from filmc.render.kept import digest_of  # noqa: PLC0415 - as above

        try:
            return digest_of(self.world.locate(path))
        except (OSError, OutsideProjectError):
            return digest(path)


def _at_places(places: Places, notes: Notes, said: tuple[Diagnostic, ...]) -> tuple[Notes, tuple[Diagnostic, ...]]:
    """Return the notes, and those that were `said` first, at their places in the text."""
    moved = Notes()
    moved.adopt([note.moved(places.span) for note in said])
    first = tuple(moved)
    moved.adopt([note.moved(places.span) for note in notes])
    return moved, first


def _check_prompts(notes: Notes, vocabulary: Words, memo: Memo) -> None:
    """Look at the author's own prompt fragments; most films have none, and then Jinja2 is not loaded."""
    own = [word for word in vocabulary.own if "{" in word.prompt or len(word.prompt) > LONG_PROMPT]
    if own:
        memo.recall(notes, _check_words, *own)


def _check_words(notes: Notes, *words: Word) -> None:
    from filmc.lower.fragments import check_words  # noqa: PLC0415 - as above

    check_words(notes, words)
