"""What the page may ask to be done, by name. Each is done in a thread of its own, and answers with a JSON object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from filmc.base.digest import digest_bytes
from filmc.base.record import record
from filmc.tools.preview.booth import Booth
from filmc.tools.preview.buying import Buyer
from filmc.tools.preview.choosing import choose
from filmc.tools.preview.editor import Editor
from filmc.tools.preview.opening import span_of
from filmc.tools.preview.said import RefusedError, Said
from filmc.tools.preview.take_sheet import take_sheet
from filmc.tools.preview.writing import Writer
from filmc.tools.project import Project
from filmc.tools.storyboards import FORMS
from filmc.tools.watch.reading import Version

Act = Callable[[Said], Mapping[str, Any]]
"""Does it. RefusedError with words for the page; Fault and OSError of the machine."""


@record
class Acts:
    """What can be done with the film that is shown."""

    project: Project
    booth: Booth
    editor: Editor
    buyer: Buyer

    def table(self) -> Mapping[str, Act]:
        """Return all of them by the names of their routes."""
        writer = Writer(self.editor)
        return {
            "take": lambda said: {"message": choose(self.project, self._film(), said)},
            "write": lambda said: writer.write(self.project, self._film(), said),
            "open": self._open,
            "offer": lambda said: self.buyer.offer(self._film(), said),
            "buy": lambda said: {"message": self.buyer.buy(self._film(), said)},
            "stop": lambda _: {"message": self.buyer.stop()},
            "export": self._export,
        }

    def _film(self) -> Version:
        if self.booth.version is None:
            raise RefusedError("there is no film yet", 409)
        return self.booth.version

    def _open(self, said: Said) -> Mapping[str, Any]:
        """Show a place of the text. By line and column it is one of the newest text, else one of the film's."""
        name = said.text("file")
        known = self.booth.sources if said.has("line") or not self.booth.version else self._film().checked.sources
        source = known.get(name)
        if source is None or name.startswith("stdlib:"):
            raise RefusedError("that is no file of this film", 404)
        self.editor.open(self.project.world.locate(name), source, span_of(source, said))
        return {"message": ""}

    def _export(self, said: Said) -> Mapping[str, Any]:
        """Make a file to take away; it is served by its id."""
        version, kind = self._film(), said.text("kind")
        data, ending, media_type = take_sheet(self.project, version) if kind == "takes" else self._storyboard(kind)
        ident = self.booth.gallery.draw(f"export {digest_bytes(data)}", data, media_type)
        what = " - takes" if kind == "takes" else ""
        return {"media": ident, "name": f"{version.lowered.film.settings.title}{what}{ending}"}

    def _storyboard(self, kind: str) -> tuple[bytes, str, str]:
        """Return the storyboard in a form, its ending and its media type."""
        film, form = self._film().lowered.film, FORMS.get(kind)
        if form is None:
            raise RefusedError(f"there is {', '.join(FORMS)}, takes", 404)
        if not self.booth.drawn:
            raise RefusedError("its pictures are still being drawn: try again in a moment", 409)
        language = "zh" if film.settings.language in ("cmn", "zh", "yue") else "en"
        try:
            return form.make(film, self.booth.pictures(), language), form.ending, form.kind
        except ValueError as error:  # no shot could be drawn
            raise RefusedError(str(error), 409) from None
