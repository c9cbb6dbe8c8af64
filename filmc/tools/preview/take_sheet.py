"""The contact sheet of the takes, as `filmc takes --sheet` draws it, in one file to take away."""

from __future__ import annotations

import io
from contextlib import closing
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from filmc.base.diagnostic import Notes
from filmc.session import Session
from filmc.tools.contact_sheet import sheets_of
from filmc.tools.preview.said import RefusedError
from filmc.tools.project import Project
from filmc.tools.take_list import in_film_order, listed, strays
from filmc.tools.watch.reading import Version


def take_sheet(project: Project, version: Version) -> tuple[bytes, str, str]:
    """Return the file, its ending and its media type: a PNG, or PNG files in a ZIP file where one has no room for all.

    RefusedError (409) where there is no take yet.
    """
    film, survey = version.lowered.film, version.lowered.survey
    with closing(Session(project.world, project.main).desk(Notes(), version.desk.target.name)) as desk:
        jobs = listed(in_film_order(survey.jobs.values(), film), desk.shelf)
        jobs += strays(survey.lock, survey.jobs.values(), desk.shelf)
    seen = [job for job in jobs if job.entries]
    if not seen:
        raise RefusedError("there are no takes yet: what is drawn here is on the storyboard", 409)
    sheets = [*sheets_of(film, seen, film.settings.title, lambda *_: None)]
    if len(sheets) == 1:
        return sheets[0], ".png", "image/png"
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as file:
        for number, sheet in enumerate(sheets, 1):
            file.writestr(ZipInfo(f"sheet-{number}.png"), sheet)
    return packed.getvalue(), ".zip", "application/zip"
