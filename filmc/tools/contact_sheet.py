"""The contact sheet's folder: PNG sheets, a page with players, and the takes under names that players understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from urllib.parse import quote

from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import cache_home, write_whole
from filmc.ir.film import Film
from filmc.produce.disk import writing
from filmc.produce.ledger.budget import shown
from filmc.produce.view import show
from filmc.render.brought import SORTS
from filmc.render.contact_sheet import Cell, Progress, Row, Sheet
from filmc.render.media import kind
from filmc.tools.contact_page import contact_page
from filmc.tools.production import Production
from filmc.tools.take_list import Entry, Listed

_ENDINGS = {
    "png": ".png",
    "jpeg": ".jpg",
    "webp": ".webp",
    "mp4": ".mp4",
    "matroska": ".webm",
    "avi": ".avi",
    "mpegts": ".ts",
    "wav": ".wav",
    "w64": ".w64",
    "flac": ".flac",
    "ogg": ".ogg",
    "mp3": ".mp3",
    "aiff": ".aiff",
}
_FOLDER = "takes"
_FAINT = ("stale", "rejected", "failed its check")


def write_sheet(film: Production, jobs: Sequence[Listed], out: Path) -> list[Path]:
    """Write the sheet of `jobs` into the folder `out` and return its files, the page first.

    Faults E1020 and E1021 where the folder can not be written.
    """
    seen = [job for job in jobs if job.entries]
    title = film.lowered.film.settings.title or film.desk.film.stem
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
    places = _places(out, seen)
    page = contact_page(title, seen, places, _headings(film.lowered.film))
    files = [out / "index.html", *_pictures(film, seen, title, out)]
    with writing(out):
        write_whole(files[0], page.encode())
    return files


def _places(out: Path, jobs: Sequence[Listed]) -> dict[str, str]:
    """Link every whole take into the folder; return digest → relative address."""
    named = {
        _file_name(job, entry, entry.path): entry.path
        for job in jobs
        for entry in job.entries
        if entry.path is not None
    }
    in_the_way = set(show(out / _FOLDER, named))
    return {path.name: quote(f"{_FOLDER}/{name}") for name, path in named.items() if name not in in_the_way}


def _file_name(job: Listed, entry: Entry, path: Path) -> str:
    """Return a name for people, without anything that a shell or a file system takes amiss."""
    name = "".join(letter if letter.isalnum() else "-" for letter in job.job).strip("-") or "take"
    return f"{name[:60]}-{entry.number}-{entry.take.digest[:6]}{_ending(path)}"


def _ending(path: Path) -> str:
    with path.open("rb") as file:
        return _ENDINGS.get(kind(file.read(400)), "")


def _headings(film: Film) -> dict[str, str]:
    return {shot.id: f"{shot.number}  {shot.id}" for shot in film.shots}


def _pictures(film: Production, jobs: Sequence[Listed], title: str, out: Path) -> Iterator[Path]:
    for number, data in enumerate(sheets_of(film.lowered.film, jobs, title, film.console.progress), 1):
        path = out / (f"sheet-{number}.png" if number > 1 else "sheet.png")
        with writing(path):
            write_whole(path, data)
        yield path


def sheets_of(film: Film, jobs: Sequence[Listed], title: str, tell: Progress) -> Iterator[bytes]:
    """Yield the sheets of `jobs`, in their order, as PNG files."""
    aspect = Fraction(film.settings.width, film.settings.height)
    sheet = Sheet(title, aspect, cache_home() / "sounds", find_ffmpeg(), tell)
    yield from sheet.pages(list(_rows(jobs, _headings(film))))


def _rows(jobs: Sequence[Listed], headings: Mapping[str, str]) -> Iterator[Row]:
    """Yield a row for each shot, and one for each job that belongs to none."""
    rows: dict[str, list[Listed]] = {}
    for job in jobs:
        rows.setdefault(job.shot or f"\0{job.job}", []).append(job)
    for key, members in rows.items():
        cells = tuple(_cell(job, entry) for job in members for entry in job.entries)
        number, _, name = headings.get(key, "").partition("  ")
        first = members[0]
        yield Row(number or first.kind or "—", name or first.job.removeprefix(f"{first.kind} "), cells)


def _cell(job: Listed, entry: Entry) -> Cell:
    take = entry.take
    what = job.job.removeprefix(f"{job.shot} ") if job.shot else job.kind
    made = take.model or ("made elsewhere" if take.how is None else "")
    return Cell(
        path=entry.path,
        sort=SORTS.get(job.kind, "picture"),
        captions=(
            f"{what} · take {entry.number}{' · plays' if entry.plays else ''}",
            entry.state + (f": {take.rejected}" if entry.state == "rejected" else ""),
            " · ".join(part for part in (made, shown(take.price) if take.price else "") if part),
            f"{'pinned' if entry.pinned else 'chosen'} by {entry.chosen}" if entry.chosen else "",
        ),
        framed=bool(entry.chosen),
        faint=entry.state in _FAINT and not entry.plays,
    )
