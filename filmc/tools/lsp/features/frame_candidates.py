"""Frames of other shots that could be typed: each under a name by which the shot is found from where the caret is."""

from __future__ import annotations

from collections.abc import Iterator

from filmc.frontend.screenplay import fold
from filmc.ir.film import Film, Scene, Shot
from filmc.tools.lsp.features.candidate import Candidate
from filmc.tools.lsp.features.caret import Caret
from filmc.tools.lsp.features.priced_candidates import shot_at
from filmc.tools.lsp.script import Page


def frames(page: Page, caret: Caret) -> Iterator[Candidate]:
    """Yield the first and the last frame of every labelled shot but the one at the caret, those of its scene first."""
    film, here = page.script.film, shot_at(page, caret.start)
    home = next((scene for scene in film.scenes if here in scene.shots), None)
    known = _Labels(film, home)
    for scene in sorted(film.scenes, key=lambda scene: scene is not home):
        for shot in scene.shots:
            if shot.label and shot is not here:
                yield from _both(shot, known.name(scene, shot, caret.typed), f"{scene.label or scene.id}.{shot.label}")


def _both(shot: Shot, name: str, whole: str) -> Iterator[Candidate]:
    for moment in ("last", "first"):
        detail = f"the {moment} frame of {shot.number}, {shot.size.name}"
        yield Candidate(f"{name}.{moment}", "shot", detail, also=(whole, shot.label or ""), card=shot.id)


class _Labels:
    """What labels mean in the scene `home`: its own shots, else the first of the film that is called so."""

    def __init__(self, film: Film, home: Scene | None) -> None:
        self._meant: dict[str, Shot] = {}
        for scene in (*((home,) if home else ()), *film.scenes):
            for shot in scene.shots:
                if shot.label:
                    self._meant.setdefault(fold(shot.label), shot)

    def name(self, scene: Scene, shot: Shot, typed: str) -> str:
        """Return the shortest name of a shot that goes on with what is typed and means no other."""
        label = shot.label or shot.number
        begun = scene.label and fold(typed).startswith(fold(f"{scene.label}."))
        if self._meant.get(fold(label)) is shot and not begun:
            return label
        return f"{scene.label}.{label}" if scene.label else shot.number
