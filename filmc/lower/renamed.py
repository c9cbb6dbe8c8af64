"""The film with other names: whoever is named in cues or in running text stands under a handle of the caller's."""

from __future__ import annotations

from collections.abc import Mapping

from filmc.ir.film import CameraMove, Film, FrameOf, Shot, Step
from filmc.ir.spotting import Spotter
from filmc.lower.mentions import mentions


class Renaming:
    """Handles in place of the names of a film's people, places and props; who has none keeps the name."""

    def __init__(self, film: Film, handles: Mapping[str, str]) -> None:
        self._handles = handles
        names = {name: one.name for one in film.entities.values() for name in (one.name, *one.also)}
        self._spotter = Spotter(names)

    def handle(self, name: str) -> str:
        """Return what stands for a declared `name`."""
        return self._handles.get(name, name)

    def over(self, text: str) -> str:
        """Return `text` with handles in place of names, whichever of their names was written."""
        parts, end = [], 0
        for place, name in mentions(self._spotter, text):
            if name in self._handles:
                parts += [text[end : place.start], self._handles[name]]
                end = place.end
        return "".join([*parts, text[end:]]) if parts else text

    def film(self, film: Film) -> Film:
        """Return `film` renamed."""
        entities = {
            self.handle(name): entity.model_copy(update={"name": self._handles[name], "also": ()})
            if name in self._handles
            else entity
            for name, entity in film.entities.items()
        }
        asides = tuple(map(self.shot, film.asides))
        return film.with_shots(map(self.shot, film.shots)).model_copy(update={"entities": entities, "asides": asides})

    def shot(self, shot: Shot) -> Shot:
        """Return one shot of the film renamed."""
        handle, over = self.handle, self.over
        update = {
            "place": handle(shot.place) if shot.place else None,
            "slug_place": over(shot.slug_place),
            "subject": handle(shot.subject) if shot.subject else None,
            "setup_cast": {parameter: handle(name) for parameter, name in shot.setup_cast.items()},
            "cast": tuple(one.model_copy(update={"name": handle(one.name)}) for one in shot.cast),
            "props": tuple(map(handle, shot.props)),
            "camera": tuple(map(self._move, shot.camera)),
            "action": tuple(map(over, shot.action)),
            "lines": tuple(line.model_copy(update={"speaker": handle(line.speaker)}) for line in shot.lines),
            "paths": tuple(path.model_copy(update={"thing": over(path.thing)}) for path in shot.paths),
            "frame": self._steps(shot.frame),
            "start": self._frame(shot.start),
            "end": self._frame(shot.end),
        }
        return shot.model_copy(update=update)

    def _move(self, move: CameraMove) -> CameraMove:
        return move.model_copy(update={"toward": self.handle(move.toward)}) if move.toward else move

    def _frame(self, frame: FrameOf | None) -> FrameOf | None:
        return frame.model_copy(update={"steps": self._steps(frame.steps)}) if frame and frame.steps else frame

    def _steps(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(s.model_copy(update={"prompt": self.over(s.prompt)}) if s.prompt else s for s in steps)
