"""Parsed files → `Screenplay`: what is declared, which blocks tell the film, and whether every key means something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from filmc.base.diagnostic import Edit, Fix, Label, Notes
from filmc.base.memo import ONCE, Memo
from filmc.base.source import Span
from filmc.frontend.ast import Block, Cue, File, Text
from filmc.frontend.cue_check import check_cues
from filmc.frontend.declare import declare
from filmc.frontend.hints import another_name, renames
from filmc.frontend.library import LibraryFile
from filmc.frontend.people import check_people, check_unused
from filmc.frontend.screenplay import Names, Screenplay, fold
from filmc.frontend.strangers import Stranger, explain

_STORY = ("act", "scene")
_ONCE = ("film", "cover", "credits")


def resolve(notes: Notes, files: Sequence[File], memo: Memo = ONCE) -> Screenplay:
    """Return the screenplay that `modules.load` found the files of: the main one first.

    What is wrong is noted and stays in the tree: blocks are never dropped for their faults, but of two blocks that may
    stand once the first counts, and only the main file tells the story.
    """
    screenplay = assembled(notes, files, memo)
    names, (main, *others) = screenplay.names, files
    used = [file for file in others if not isinstance(file, LibraryFile)]
    for file in used:
        _check_library(notes, file)
    for file in (main, *used):
        _check_keys(notes, names, file, memo)
    _check_story(notes, screenplay, memo)
    check_unused(notes, names, main, memo)
    return screenplay


def assembled(notes: Notes, files: Sequence[File], memo: Memo = ONCE) -> Screenplay:
    """Return the screenplay as `resolve` does, noting only what is declared or said twice."""
    main = files[0]
    names = declare(notes, files, memo)
    once = {word: _only(notes, main, word) for word in _ONCE}
    story = tuple(
        item
        for item in main.items
        if isinstance(item, Cue) or (isinstance(item, Block) and item.heading.word in _STORY)
    )
    return Screenplay(tuple(files), names, once["film"], story, once["cover"], once["credits"])


def scenes(screenplay: Screenplay) -> tuple[Block, ...]:
    """Return the scenes in order."""
    return tuple(item for item in screenplay.story if isinstance(item, Block) and item.heading.word == "scene")


def _only(notes: Notes, main: File, word: str) -> Block | None:
    """Return the first block with the heading `word`; note any other."""
    found = [block for block in main.blocks if block.heading.word == word]
    for block in found[1:]:
        label = Label(found[0].heading.span, "this one counts")
        notes.add("E0315", block.heading.span, f"a film has one `{word}`", "join the two blocks", labels=[label])
    return found[0] if found else None


def _check_library(notes: Notes, file: File) -> None:
    for block in file.blocks:
        if block.heading.word in (*_STORY, *_ONCE):
            message = f"this `{block.heading.word}` plays no part: the file is used by another"
            notes.add("W0316", block.heading.span, message, "a used file gives only what it declares")


def _check_keys(notes: Notes, names: Names, file: File, memo: Memo) -> None:
    strangers = check_cues(notes, names, "top", file.items)
    for block in file.blocks:
        strangers += memo.nest(notes, _check_whole, names.spelt, block)
    told = [block for block in file.blocks if block.heading.word not in ("film", "use")]
    explain(notes, names, strangers, told[0].span.part(0, 0) if told else Span(file.source.file, 0, 0))


def _check_whole(notes: Notes, memo: Memo, names: Names, block: Block) -> list[Stranger]:
    return [stranger for each in (block, *block.blocks) for stranger in memo.recall(notes, _check_block, names, each)]


def _check_block(notes: Notes, names: Names, block: Block) -> list[Stranger]:
    return check_cues(notes, names, block.heading.word, block.body)


def _check_story(notes: Notes, screenplay: Screenplay, memo: Memo) -> None:
    all_scenes = scenes(screenplay)
    if not all_scenes:
        _no_scenes(notes, screenplay.files[0])
    _check_labels(notes, all_scenes)
    check_people(notes, screenplay.names, all_scenes, memo)
    for scene in all_scenes:
        memo.recall(notes, _check_shots, scene)


def _check_shots(notes: Notes, scene: Block) -> None:
    shots = [block for block in scene.blocks if block.heading.word == "shot"]
    if not shots:
        _no_shot(notes, scene)
    _check_labels(notes, shots)


def _no_shot(notes: Notes, scene: Block) -> None:
    at = scene.heading.span
    fix = Fix("add a shot", (Edit(Span(at.file, scene.span.end, scene.span.end), "\n    shot medium"),))
    notes.add("W0318", at, "this scene has no shot, so nothing of it is seen", "add `shot medium`", fixes=[fix])


def _no_scenes(notes: Notes, main: File) -> None:
    start = Span(main.source.file, 0, 0)
    words = {block.heading.word for block in main.blocks}
    if words and words.isdisjoint(_ONCE):
        notes.add("W0319", start, "this file only declares: there is nothing to see", "another film can `use` it")
    else:
        notes.add("E0317", start, "this film has no scene", "begin one: `scene INT. KITCHEN - DAY`")


def _check_labels(notes: Notes, blocks: Iterable[Block]) -> None:
    first: dict[str, Text] = {}
    for label in [block.heading.label for block in blocks]:
        if label is None:
            continue
        if "." in label.value:
            notes.add(
                "E0320",
                label.span,
                f"the label `{label.value}` holds a full stop",
                "`scene.shot` is how a shot is named",
                fixes=renames(label.span, [label.value.replace(".", "-")]),
            )
        other = first.setdefault(fold(label.value), label)
        if other is not label:
            message = f"the label `{label.value}` is taken"
            labels = [Label(other.span, "here first")]
            notes.add("E0304", label.span, message, "choose another", labels=labels, fixes=[another_name(label)])
