"""From screenplay to time line: cases of `suite/passes` (what is settled and when) and `suite/sense` (what is noted)."""

from __future__ import annotations

import os
from fractions import Fraction
from random import Random

import filmmaker
import pytest
from film_outline import film_outline
from harness import Case, cases, check

from filmc.base.codes import catalogue
from filmc.base.diagnostic import Notes
from filmc.base.source import Source
from filmc.base.world import MemoryWorld
from filmc.frontend.dump import dump_ast
from filmc.frontend.modules import load
from filmc.frontend.parse import parse
from filmc.frontend.resolve import resolve
from filmc.ir.build import build_film
from filmc.ir.dump import dump_film
from filmc.ir.film import Entity, Film, Line
from filmc.ir.frames import RATES, FrameRange, Overlaps
from filmc.ir.passes import allot, estimated, settle
from filmc.ir.passes.speech import Spoken
from filmc.ir.words import blockings, words


def film_of(notes: Notes, files: dict[str, str], spoken: Spoken = estimated) -> Film:
    world = MemoryWorld({path: text.encode() for path, text in files.items()})
    screenplay = resolve(notes, load(notes, world, "main.film"))
    vocabulary = words(notes, screenplay.names)
    film = build_film(notes, world, screenplay, vocabulary)
    film = settle(notes, film, blockings(vocabulary, screenplay.names))
    return allot(notes, film, spoken)


def compile_case(notes: Notes, case: Case) -> Film:
    return film_of(notes, case.files)


@pytest.mark.parametrize("case", [*cases("passes"), *cases("sense")], ids=str)
def test_case(case: Case) -> None:
    """The lines after `>>>` are in the film's outline, in their order; there may be others between them."""
    film = check(case, compile_case)
    assert isinstance(film, Film)
    outline = iter(film_outline(film))
    for line in (case.outline or "").splitlines():
        if line:
            assert line in outline, f"{line!r} is not in:\n" + "\n".join(film_outline(film))


@pytest.mark.parametrize("name", RATES)
def test_a_thousand_shots_leave_no_gap_at_any_rate(name: str) -> None:
    shots = "".join(f"    shot wide, {1 + i % 7}.{i % 10}s\n        Rain.\n" for i in range(1000))
    film = film_of(Notes(), {"main.film": f"film Long\n    fps: {name}\nscene EXT. SEA - DAY\n{shots}"})
    end = 0
    for i, shot in enumerate(film.shots):
        assert shot.film_range.start == end
        seconds = Fraction(f"{1 + i % 7}.{i % 10}")
        assert abs(shot.film_range.length / RATES[name] - seconds) <= 1 / RATES[name] / 2
        end = shot.film_range.end
    assert film.frames == end == sum(shot.frames for shot in film.shots)


def test_ranges_that_overlap_are_found_as_by_looking_at_each() -> None:
    random = Random(13)
    for _ in range(200):
        ranges = sorted(FrameRange(at, at + random.randrange(6)) for at in random.choices(range(30), k=8))
        begins = random.randrange(30)
        wanted = FrameRange(begins, begins + random.randrange(9))
        each = [at for at, there in enumerate(ranges) if there.overlaps(wanted)]
        assert Overlaps(ranges).of(wanted) == each


def test_measured_lines_take_the_place_of_estimates() -> None:
    def spoken(line: Line, speaker: Entity | None) -> Fraction | None:
        assert speaker
        assert speaker.name == line.speaker
        return Fraction(5) if line.text == "Long." else None

    text = (
        "character MEI\n    appearance: girl\nscene INT. ROOM - DAY\n    shot on MEI\n        MEI: Long.\n"
        "        MEI: Short.\n"
    )
    long, short = film_of(Notes(), {"main.film": text}, spoken).shots[0].lines
    assert (long.shot_range.length, long.measured) == (120, True)
    assert (short.shot_range.start, short.measured) == (10 + 120 + 6, False)


def test_names_labels_and_spans_are_no_part_of_a_dump() -> None:
    text = "scene INT. ROOM - DAY\n    shot wide\n        Rain.\n"
    plain, spaced = (film_of(Notes(), {"main.film": each}) for each in (text, "\n\n# a comment\n" + text))
    assert plain == spaced
    assert dump_film(plain) == dump_film(spaced)
    assert "span" not in dump_film(plain)


@pytest.mark.parametrize("code", [code for code in catalogue() if code.startswith(("E05", "W05", "H05"))])
def test_examples_show_their_code_and_every_fix_mends_it(code: str) -> None:
    entry = catalogue()[code]
    assert code not in noted(entry.right.text, entry.right.files)
    assert not noted(entry.right.text, entry.right.files) - {code}, "a right example is right in every way"
    notes = Notes()
    film_of(notes, texts(entry.wrong.text, entry.wrong.files))
    (note, *_) = [note for note in notes if note.code == code]
    for fix in note.fixes:
        text = entry.wrong.text
        for edit in sorted(fix.edits, key=lambda edit: -edit.span.start):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert code not in noted(text, entry.wrong.files), fix.title


def noted(text: str, files: dict[str, bytes]) -> set[str]:
    notes = Notes()
    film_of(notes, texts(text, files))
    return {note.code for note in notes}


def texts(text: str, files: dict[str, bytes]) -> dict[str, str]:
    return {"main.film": text, **{path: data.decode() for path, data in files.items()}}


FILMS = 2000 if os.environ.get("FILMC_SOAK") == "1" else 30


def test_any_text_has_a_whole_time_line() -> None:
    """Random films, every other one damaged: shots follow each other without a gap, and nothing lies outside the film."""
    for seed in range(FILMS):
        rng = Random(seed)
        text = filmmaker.film(rng) if seed % 2 else filmmaker.mutate(rng, filmmaker.film(rng))
        film = film_of(Notes(), {"main.film": text})
        end = 0
        for shot in film.shots:
            assert 0 <= shot.film_range.start <= end, seed
            assert shot.film_range.length == shot.frames >= 1, seed
            end = shot.film_range.end
        assert film.frames == end + film.credit_frames, seed
        assert all(0 <= sound.film_range.start < sound.film_range.end <= film.frames for sound in film.sounds), seed
        assert len({shot.id for shot in film.shots}) == len(film.shots), seed
        assert dump_film(film)


def test_a_tree_prints_one_line_for_each_node() -> None:
    text = "film Rain\n    fps: 24\n\nscene a: INT. ROOM - DAY\n    shot b: wide\n        MEI (sad, V.O.): It\n            rains.\n"
    assert dump_ast(parse(Notes(), Source("main.film", text))).splitlines() == [
        "film 'Rain'",
        "  cue 'fps' '24'",
        "scene [a] 'INT. ROOM - DAY'",
        "  shot [b] 'wide'",
        "    cue 'MEI' ('sad', 'V.O.') 'It'",
        "      action 'rains.'",
    ]
