"""What the user has set of providers, as lowering is told it: files of his own by their digests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

from filmc.base.digest import digest_file
from filmc.produce.models import known_providers, table_of
from filmc.produce.protocol.facts import TAPES, Settings
from filmc.produce.protocol.hosting import OPTION


class Ways(TypedDict):
    """Fields of a `Target`."""

    voices: Mapping[str, Mapping[str, str]]
    options: Mapping[str, Mapping[str, str]]
    files: Mapping[str, str]


def ways_of(providers: Mapping[str, Settings]) -> Ways:
    """Return what has a part in how things are made; where a provider is, and whose account it is, have none."""
    counted = {name: _counted(name, settings.options) for name, settings in providers.items()}
    voices = {name: settings.voices for name, settings in providers.items()}
    said = {value for each in (*counted.values(), *voices.values()) for value in each.values()}
    files = {value: digest for value in said if (digest := _digest(value))}
    options = {
        name: {option: value if " " in option else files.get(value, value) for option, value in each.items()}
        for name, each in counted.items()
    }
    return {"voices": voices, "options": options, "files": files}


def _counted(provider: str, options: Mapping[str, str]) -> dict[str, str]:
    aside = table_of(provider).facts.aside if provider in known_providers() else ()
    return {name: value for name, value in options.items() if name not in (*TAPES, OPTION, *aside)}


def _digest(value: str) -> str:
    """Return the digest of the file that a value names (`FILE`, or `FILE | …`); empty where it names none here."""
    path = Path(value.partition("|")[0].strip()).expanduser()
    try:
        return f"sha256:{digest_file(path)[:16]}" if path.suffix and path.is_file() else ""
    except (OSError, ValueError, RuntimeError):
        return ""
