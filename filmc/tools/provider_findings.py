"""What `filmc doctor` finds of providers: the file of keys, where each key comes from, and whether they answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.source import Span
from filmc.base.world import World
from filmc.produce.config import Config, read_config
from filmc.produce.config_pages import NAME
from filmc.produce.models import known_providers, table_of
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.keys import key_file, keys_in_file
from filmc.produce.reach import Reach, reach
from filmc.produce.readiness import readiness
from filmc.tools.finding import Finding


def examine_providers(world: World, *, every: bool, asking: bool) -> Iterator[Finding]:
    """Yield what is found of the providers that the targets in `world` name, or of `every` known one.

    With `asking` the front page of each is asked for; nothing else is ever sent. What the chosen target needs and is
    not there is a fault, what others would need a note.
    """
    notes = Notes()
    config = read_config(notes, world)
    for note in notes.errors:
        yield Finding(_place(config, note.span), "fault", note.message, "; ".join(note.hints))
    if not config.agreed:
        yield Finding(NAME, "note", "it wants what you have not agreed to", "`filmc trust` shows it")
    yield _key_file()
    needed = _named(config, config.target)
    named = sorted({name for target in config.targets for name in _named(config, target)})
    names = known_providers() if every else named
    reached = asyncio.run(_reached(names, config.providers)) if asking else {}
    for name in names:
        yield _provider(name, fault=name in needed)
        if name in reached:
            yield _reach(name, reached[name], fault=name in needed)


def _place(config: Config, span: Span) -> str:
    """Return the file and line that a fault is about."""
    text = config.texts.get(span.file)
    return f"{span.file}:{text.position(span.start).line + 1}" if text else NAME


def _named(config: Config, target: str) -> set[str]:
    """Return the providers whose models a target names."""
    found = config.targets.get(target)
    return {model.provider for model in found.models.values()} if found else set()


def _key_file() -> Finding:
    path = key_file()
    try:
        names = keys_in_file()
    except Fault as fault:
        return Finding("file of keys", "fault", fault.message, "; ".join(fault.hints))
    if not path.exists():
        other = "keys can also come from the environment or the keyring"
        return Finding("file of keys", "ok", f"none at {path}; {other}")
    return Finding("file of keys", "ok", f"{path}, which only you can read: {', '.join(names) or 'it is empty'}")


def _provider(name: str, *, fault: bool) -> Finding:
    ready = readiness(name)
    if ready.fault is None:
        return Finding(f"provider {name}", "ok", ready.words)
    return Finding(
        f"provider {name}", "fault" if fault else "note", ready.fault.message, "; ".join(ready.fault.hints[:1])
    )


async def _reached(names: Sequence[str], settings: Mapping[str, Settings]) -> dict[str, Reach]:
    asked = [name for name in names if _address(name, settings)]
    came = await asyncio.gather(*(reach(table_of(name).facts, settings.get(name, Settings())) for name in asked))
    return dict(zip(asked, came, strict=True))


def _address(name: str, settings: Mapping[str, Settings]) -> str:
    return table_of(name).facts.address(settings.get(name, Settings()))


def _reach(name: str, came: Reach, *, fault: bool) -> Finding:
    if came.ok:
        return Finding(f"way to {name}", "ok", came.why)
    local = table_of(name).facts.local
    remedy = "start it, or set its address in [providers]" if local else "look at your network; filmc uses no proxy"
    return Finding(f"way to {name}", "fault" if fault else "note", came.why, remedy)
