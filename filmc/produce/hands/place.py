"""Where order cards lie: asked for by every build, which has none as a rule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from filmc.base.stamps import CARDS


def cards_home(film: Path) -> Path:
    """Return the folder of cards of the film at `film`: `cards` beside a `main.film`, else named as the film."""
    return film.with_name(CARDS if film.stem == "main" else f"{film.stem}.{CARDS}")


def watched(film: Path) -> Iterator[Path]:
    """Yield what is to be looked at again to know that something was dropped among a film's cards."""
    home = cards_home(film)
    if not home.is_dir():
        yield home
        return
    from filmc.produce.hands.folder import CardFolder  # noqa: PLC0415 - pydantic, only for who has cards

    yield from CardFolder(home).watched
