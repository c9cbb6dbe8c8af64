"""A shot and its model → what its clip is made from: its first picture, pictures of who and what is in it, or both.

Where a model takes only one of the two, the target says which (`clips-from`), and the first picture where it says
nothing. A shot whose author tells how it begins or ends (`start`, `end`, `frame`) begins with a picture all the same:
that is a wish, and the target's only a habit.
"""

from __future__ import annotations

from typing import Literal

from filmc.base.record import record
from filmc.base.source import Span
from filmc.ir.film import Shot
from filmc.lower.job import Input
from filmc.lower.model import Model
from filmc.lower.sheets import Sheets
from filmc.lower.shot_jobs import ShotJobs

Way = Literal["first", "references", "both"]


@record
class Beginnings:
    """How clips begin."""

    making: ShotJobs
    sheets: Sheets

    def way(self, shot: Shot) -> Way:
        """Return what the shot's clip is made from."""
        model = self.making.serves(shot, "video")
        modes = model.can.modes if model else ()
        if ("first-last-references" if shot.end else "first-references") in modes:
            return "both"
        able = "references" in modes and not _wishes(shot) and self._count(shot)
        wanted = self.making.clips_from == "references" or not {"first", "first-last"} & {*modes}
        return "references" if able and wanted else "first"

    def references(self, shot: Shot) -> tuple[Input, ...]:
        """Return the pictures of who and what is in the shot, for its clip."""
        makers = self.making.serves(shot, "video"), self.making.serves(shot, "image")
        return tuple(self.sheets.references(shot, *makers))

    def model(self, shot: Shot) -> Model | None:
        """Return the model of the shot's clip, with the lengths that it makes of what the clip is made from."""
        model = self.making.serves(shot, "video")
        return model.referring if model and self.way(shot) == "references" else model

    def tell_lost(self, shot: Shot, *, from_words: bool) -> None:
        """Note the pictures that the shot's clip is not made from: it begins with one, or its model takes none.

        What the still has been shown is in the clip's first picture; so only what is wished is missed. `from_words`:
        there is no still either.
        """
        model = self.making.serves(shot, "video")
        if model is None or self.way(shot) != "first":
            return
        given = bool([*self.sheets.given(shot)])
        if "references" in model.can.modes and (given or (self.making.clips_from == "references" and _wishes(shot))):
            count = self._count(shot)
            told = f"{model.id} takes a first picture or references, not both: {count} of these are left out"
            hint = f"leave {_named(shot)} out" if _wishes(shot) else 'say `clips-from = "references"` in the target'
            self.making.notes.add("W0837", _place(shot), told, f"{hint}, or `via:` a model that takes both")
        elif from_words and not model.can.references and any(map(_is_file, self._shown(shot))):
            told = f"{model.id} takes no references, and this target makes no still that could: words must do"
            self.making.notes.add("W0838", shot.span, told, "give the target an `image` model, or `via:` another")

    def _shown(self, shot: Shot) -> tuple[object, ...]:
        return self.sheets.shown(shot, self.making.serves(shot, "video"), self.making.serves(shot, "image"))

    def _count(self, shot: Shot) -> int:
        return len(self._shown(shot))


def _is_file(shown: object) -> bool:
    return isinstance(shown, str)


def _wishes(shot: Shot) -> bool:
    """Tell whether the author says with which pictures a shot begins or ends."""
    return bool(shot.start or shot.end or shot.frame)


def _named(shot: Shot) -> str:
    said = {"start": shot.start, "end": shot.end, "frame": shot.frame}
    return " and ".join(f"`{cue}`" for cue, value in said.items() if value)


def _place(shot: Shot) -> Span:
    """Return where it is said that a picture begins or ends the shot, else where it is said what to follow."""
    wishes = [node for node in (shot.start, shot.end, *shot.frame) if node]
    return wishes[0].span if wishes else shot.guidance.span
