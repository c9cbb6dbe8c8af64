"""`filmc models`: which models are known, what they can and what they cost."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, get_args

from filmc.base.diagnostic import Notes
from filmc.frontend.suggest import nearest
from filmc.lower.model import Model, Need
from filmc.produce.config import Config, read_config
from filmc.produce.readiness import Readiness, readiness
from filmc.tools.commands.check import no_film
from filmc.tools.console import Console
from filmc.tools.model_list import as_comparison, as_list, as_sheet
from filmc.tools.project import NoFilmError, folder_world
from filmc.tools.report import Found, terminal
from filmc.tools.report.json import objects

STORY = """\
What each model makes, how long its clips can be, from what, and the price with the date on which it was found; and
whether it could be asked now. The whole name of one tells everything that is known of it, with sources, and what could
not be found out; several whole names are set side by side. Any other word is a provider, or a part of a name. Prices
of your own (`[prices]`) count. Nobody is asked.

  filmc models
  filmc models --need video
  filmc models pro --need video     only those that are called something with `pro`"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `models` takes."""
    parser.add_argument("words", metavar="WORD", nargs="*", help="providers, parts of names, or whole names")
    parser.add_argument("--need", choices=get_args(Need), help="only those that make this")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """List, tell or compare; return 2 where nothing is called so, 1 where filmc.toml has faults. Fault E1015."""
    notes = Notes()
    config = read_config(notes, folder_world())
    known = config.known
    if notes.errors:
        return _faulty(notes, config, console)
    try:
        models = _chosen(known, arguments.words, arguments.need)
    except NoFilmError as unknown:
        return no_film(console, unknown)
    ready = {name: readiness(name) for name in dict.fromkeys(model.provider for model in models)}
    if console.as_json:
        console.answer(ok=True, models=[_object(model, ready[model.provider]) for model in models])
        return 0
    if config.untrusted:
        console.say("the prices and addresses of this project's own filmc.toml do not count: `filmc trust` shows them")
    columns = shutil.get_terminal_size((160, 24)).columns
    whole = bool(arguments.words) and all(word in known for word in arguments.words)
    if whole and len(models) > 1:
        lines = as_comparison(models, columns)
    elif whole:
        lines = as_sheet(models[0], ready[models[0].provider], columns)
    else:
        lines = as_list(models, ready, columns)
    console.write("".join(f"{line}\n" for line in lines))
    return 0


def _faulty(notes: Notes, config: Config, console: Console) -> int:
    told = Found(notes.found, config.texts, console.colour)
    if console.as_json:
        console.answer(ok=False, message=notes.errors[0].message, diagnostics=objects(told))
    else:
        console.say(terminal.report(told))
    return 1


def _chosen(known: Mapping[str, Model], words: Sequence[str], need: Need | None) -> list[Model]:
    """Return the models that one of `words` means (all where there are none) and that make what is needed."""
    found: dict[str, Model] = {}
    for word in words:
        means = {word: known[word]} if word in known else _answering(known, word)
        if not means:
            raise NoFilmError(f"no model is called {word}; {_hint(known, word)}")
        found |= means
    chosen = found if words else known
    models = [model for model in chosen.values() if need is None or need in model.makes]
    if not models:
        raise NoFilmError(f"none of these makes {need}" if words else f"no known model makes {need}")
    return models


def _hint(known: Mapping[str, Model], word: str) -> str:
    near = nearest(word, {*known, *(model.provider for model in known.values())})
    return f"did you mean {near[0]}?" if near else "`filmc models` lists them"


def _answering(known: Mapping[str, Model], word: str) -> dict[str, Model]:
    """Return the models of the provider that is called so, or else those that have the word in their names."""
    of_provider = {name: model for name, model in known.items() if model.provider == word}
    return of_provider or {name: model for name, model in known.items() if word.casefold() in name.casefold()}


def _object(model: Model, ready: Readiness) -> dict[str, Any]:
    """Return a model for programs: numbers as numbers, no key."""
    price = model.price
    return {
        "id": model.id,
        "provider": ready.facts.title,
        "makes": model.makes,
        "lengths": [float(length) for length in model.lengths],
        "price": price and {**price.unit._asdict(), "per": price.per, "date": price.date, "source": price.source},
        "counts": model.counts,
        "takes": float(model.takes),
        "at_once": model.at_once,
        "per_second": model.per_second,
        "pool": model.pool,
        "seconds": model.seconds,
        "options": dict(model.options),
        "can": asdict(model.can),
        "source": model.sources.source,
        "date": model.sources.date,
        "unknown": model.sources.unknown,
        "ready": ready.fault is None,
        "lacks": ready.fault.message if ready.fault else None,
        "keys": dict(ready.keys),
    }
