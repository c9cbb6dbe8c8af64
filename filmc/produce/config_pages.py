"""Where configuration stands: the user's own file and the project's, as far as they are there."""

from __future__ import annotations

from filmc.base.files import config_home
from filmc.base.source import Source
from filmc.base.world import OutsideProjectError, World
from filmc.produce.toml_page import Page

NAME = "filmc.toml"


def own_pages() -> list[Page]:
    """Return the user's own file, where there is one."""
    path = config_home()
    return [Page(Source(str(path), path.read_text("utf-8", "replace")))] if path.is_file() else []


def pages_of(world: World) -> list[Page]:
    """Return the project's file, where there is one."""
    try:
        there = world.read(NAME) if world.exists(NAME) else None
    except (OSError, OutsideProjectError):
        return []
    return [] if there is None else [Page(Source(NAME, there.decode("utf-8", "replace")))]
