"""`filmc.toml` and the user's own config → targets, ceilings and rates.

    target = "draft"                    # what `filmc build` makes when it is not told

    [targets.draft]
    inherits = "stills"
    video = "provider:model"
    size = "1280x720"

    [ceilings]                          # each one holds, wherever it stands: a project can not raise one
    run = "20 CNY"
    [ceilings.providers]
    provider = "500 CNY"

    [rates]
    USD = "7.1 CNY"                     # what one of it is worth, as you state it

    [prices]
    "provider:model" = "0.06 USD"       # what you pay for one unit, where the table says something else

    [providers.provider]                # in the user's own file; in a project's only after `filmc trust`
    region = "china"

The user's own file (FILMC_CONFIG, else `filmc/config.toml` in the usual place) says the same things for every project.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from filmc.base.diagnostic import Notes
from filmc.base.files import config_home
from filmc.base.source import Source, Span
from filmc.base.world import MemoryWorld, OutsideProjectError, World
from filmc.frontend.ast import Text
from filmc.frontend.suggest import nearest
from filmc.frontend.value import Money
from filmc.frontend.values import read_money, read_size
from filmc.lower.model import SCRATCH, Model, Need
from filmc.lower.target import ANIMATIC, Target
from filmc.produce.ledger.budget import MICROS, Rates
from filmc.produce.models import PricedModels, known_models
from filmc.produce.protocol.facts import TAPES, Settings
from filmc.produce.trust import is_trusted

NAME = "filmc.toml"
_NEEDS: tuple[Need, ...] = get_args(Need)


class _Target(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    inherits: str | None = None
    image: str | None = None
    video: str | None = None
    speech: str | None = None
    lip_sync: str | None = Field(default=None, alias="lip-sync")
    music: str | None = None
    sound: str | None = None
    enhance: str | None = None
    review: str | None = None
    chat: str | None = None
    size: str | None = None

    def named(self) -> dict[Need, str]:
        """Return the model's id for each need that is said."""
        return {need: said for need in _NEEDS if (said := getattr(self, need.replace("-", "_")))}


class _Ceilings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    film: str | None = None
    run: str | None = None
    providers: dict[str, str] = {}


class _Provider(BaseModel):
    model_config = ConfigDict(extra="forbid")

    base: str = ""
    region: str = ""
    voices: dict[str, str] = {}
    options: dict[str, str] = {}

    def read(self) -> Settings:
        return Settings(self.base, self.region, self.voices, self.options)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    store: str | None = None
    """Where takes are kept; read by `base/files.py`, and obeyed only in the user's own file."""
    target: str | None = None
    targets: dict[str, _Target] = {}
    ceilings: _Ceilings = _Ceilings()
    rates: dict[str, str] = {}
    prices: dict[str, str] = {}
    providers: dict[str, _Provider] = {}


_DELICATE = ("providers", "prices", "rates")


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent at most, as one file says it."""

    film: Money | None = None
    run: Money | None = None
    providers: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """What both files say. `targets` has `animatic` always; `limits` all hold at once.

    `known` are all models, at the prices that are paid.
    """

    targets: Mapping[str, Target]
    target: str = ANIMATIC.name
    limits: tuple[Limits, ...] = ()
    rates: Rates = field(default_factory=lambda: Rates({}))
    providers: Mapping[str, Settings] = field(default_factory=dict)
    known: Mapping[str, Model] = field(default_factory=known_models)
    matter: Mapping[str, Any] = field(default_factory=dict)
    """What the project's own file says that the user has to agree to; see `trust.py`."""
    agreed: bool = True
    """Whether he has."""
    untrusted: Span | None = None
    """Where that begins which therefore is not obeyed: none of it is in `rates`, `providers` or any price."""
    unagreed_rates: Span | None = None
    """Where rates of the project stand that are obeyed all the same: no ceiling of the user's may be held by them."""


def read_config(notes: Notes, world: World) -> Config:
    """Return the configuration of the project in `world`. Codes E1012 (malformed), E1013 and E1014 (unknown names)."""
    own = [(source, parsed) for source in _own() if (parsed := _parsed(notes, source))]
    theirs = [(source, parsed) for source in _of(world) if (parsed := _parsed(notes, source))]
    theirs = [(source, _untaped(notes, source, file)) for source, file in theirs]
    matter = {name: said for _, file in theirs for name, said in _delicate(file).items()}
    agreed = not matter or is_trusted(world.locate(""), matter)
    unheard = [] if agreed else [name for name in matter if name != "rates" or _has_ceilings(own)]
    files = [*own, *((source, _without(file, unheard)) for source, file in theirs)]
    providers = _settings(file for _, file in files)
    voices = {name: settings.voices for name, settings in providers.items()}
    reader = _Reader(notes, PricedModels(known_models(), dict(_Reader(notes, {}).prices(files))), voices)
    tables = {name: (source, table) for source, file in files for name, table in file.targets.items()}
    targets = {name: reader.target(name, tables) for name in tables}
    chosen = next((file.target for _, file in reversed(files) if file.target), ANIMATIC.name)
    rates = {pair: rate for source, file in files for pair, rate in reader.rates(source, file)}
    return Config(
        {**targets, ANIMATIC.name: ANIMATIC},
        chosen,
        tuple(reader.limits(source, file) for source, file in files),
        Rates(rates),
        providers,
        reader.known,
        matter,
        agreed,
        _place(theirs[0][0], unheard[0]) if unheard else None,
        None if agreed or "rates" in unheard or "rates" not in matter else _place(theirs[0][0], "rates"),
    )


def _untaped(notes: Notes, source: Source, file: _File) -> _File:
    """Return a project's file without what it says of cassettes (E1087): only the user's own says that."""
    providers: dict[str, _Provider] = {}
    for name, said in file.providers.items():
        if way := next((way for way in TAPES if way in said.options), None):
            told = "only your own configuration can say that answers are recorded or replayed"
            notes.add("E1087", _place(source, way), told, "take it out of this file")
        options = {option: text for option, text in said.options.items() if option not in TAPES}
        providers[name] = said.model_copy(update={"options": options})
    return file.model_copy(update={"providers": providers})


def own_config() -> Config:
    """Return what the user's own file says, for every project; its faults are told where a project is read."""
    return read_config(Notes(), MemoryWorld({}))


def _settings(files: Iterable[_File]) -> dict[str, Settings]:
    """Return what is said of each provider: what a later file leaves open stays as an earlier one has it."""
    found: dict[str, Settings] = {}
    for file in files:
        for name, said in file.providers.items():
            found[name] = found.get(name, Settings()).under(said.read())
    return found


def _delicate(file: _File) -> dict[str, Any]:
    """Return what a project's file says that could send keys elsewhere, or make money look smaller than it is."""
    said = file.model_dump(include=set(_DELICATE), exclude_defaults=True)
    return {name: said[name] for name in _DELICATE if said.get(name)}


def _has_ceilings(own: Iterable[tuple[Source, _File]]) -> bool:
    """Tell whether the user has set ceilings that a project's rates could bend."""
    return any(file.ceilings != _Ceilings() for _, file in own)


def _without(file: _File, names: Iterable[str]) -> _File:
    return file.model_copy(update={name: {} for name in names})


def chosen_target(notes: Notes, config: Config, name: str | None) -> Target:
    """Return the target called `name` (None: the configured one); E1013 and the animatic where there is none."""
    wanted = name or config.target
    found = config.targets.get(wanted)
    if found is None:
        near = nearest(wanted, config.targets)
        hint = f"did you mean `{near[0]}`?" if near else f"there are: {', '.join(sorted(config.targets))}"
        notes.add("E1013", Span(NAME, 0, 0), f"there is no target `{wanted}`", hint)
    return found or ANIMATIC


def with_model(notes: Notes, config: Config, target: Target, need: Need, said: str) -> Target:
    """Return the target with the model that the command line names for a need; E1014 where it is none."""
    model = _Reader(notes, config.known).model(Source("--model", said), need, said)
    return replace(target, models={**target.models, need: model}) if model else target


def _own() -> Iterator[Source]:
    path = config_home()
    if path.is_file():
        yield Source(str(path), path.read_text("utf-8", "replace"))


def _of(world: World) -> Iterator[Source]:
    try:
        if world.exists(NAME):
            yield Source(NAME, world.read(NAME).decode("utf-8", "replace"))
    except (OSError, OutsideProjectError):
        return


def _parsed(notes: Notes, source: Source) -> _File | None:
    try:
        return _File.model_validate(tomllib.loads(source.text))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        start = source.line_starts[min(int(place[1]), len(source.line_starts)) - 1] if place else 0
        notes.add("E1012", source.span(start, start), f"this is no TOML: {error}", "mend that line")
    except ValidationError as invalid:
        for wrong in invalid.errors(include_url=False):
            where = ".".join(str(part) for part in wrong["loc"])
            word = str(wrong["loc"][-1]) if wrong["loc"] else ""
            notes.add("E1012", _place(source, word), f"`{where}`: {wrong['msg'].lower()}", _hint(word))
    return None


def _hint(word: str) -> str:
    """Return what helps with a wrong name."""
    if re.search(r"key|secret|token|password", word, re.IGNORECASE):
        return "no key belongs here: `filmc doctor` tells where keys are kept"
    return "see docs/commands.md"


def _place(source: Source, word: str) -> Span:
    """Return where `word` stands first in the file: good enough to find it."""
    at = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", source.text) if word else None
    return source.span(at.start(), at.end()) if at else source.span(0, 0)


class _Reader:
    """Turns what the files say into values; what can not be is noted where it stands."""

    def __init__(
        self, notes: Notes, known: Mapping[str, Model], voices: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._notes, self.known, self._voices = notes, known, voices or {}

    def target(self, name: str, tables: Mapping[str, tuple[Source, _Target]]) -> Target:
        """Return the target with all that it inherits."""
        chain: list[tuple[Source, _Target]] = []
        seen: set[str] = set()
        wanted: str | None = name
        while wanted and wanted != ANIMATIC.name:
            if wanted in seen or wanted not in tables:
                source = chain[-1][0]
                why = "inherits from itself" if wanted in seen else f"inherits from `{wanted}`, which is nowhere"
                self._notes.add("E1013", _place(source, wanted), f"the target `{name}` {why}", "name another target")
                break
            seen.add(wanted)
            chain.append(tables[wanted])
            wanted = tables[wanted][1].inherits
        models = {
            need: model
            for source, table in reversed(chain)
            for need, said in table.named().items()
            if said != SCRATCH and (model := self.model(source, need, said))
        }
        size = next(((source, table.size) for source, table in chain if table.size), None)
        shape = read_size(self._notes, _text(*size)) if size else None
        return Target(name, models, self.known, shape, self._voices)

    def limits(self, source: Source, file: _File) -> Limits:
        """Return the ceilings of one file."""
        said = file.ceilings
        providers = {name: money for name, text in said.providers.items() if (money := self._money(source, text))}
        return Limits(
            self._money(source, said.film) if said.film else None,
            self._money(source, said.run) if said.run else None,
            providers,
        )

    def rates(self, source: Source, file: _File) -> Iterator[tuple[tuple[str, str], Fraction]]:
        """Yield what one unit of a currency is worth in another."""
        for currency, text in file.rates.items():
            money = self._money(source, text)
            if money and money.micros:
                yield (currency.upper(), money.currency), Fraction(money.micros, MICROS)

    def prices(self, files: Iterable[tuple[Source, _File]]) -> Iterator[tuple[str, Money]]:
        """Yield what the user pays for one unit of a model."""
        for source, file in files:
            for model, text in file.prices.items():
                if money := self._money(source, text):
                    yield model, money

    def _money(self, source: Source, text: str) -> Money | None:
        return read_money(self._notes, _text(source, text))

    def model(self, source: Source, need: Need, said: str) -> Model | None:
        """Return the model that a file or an option names for a need; E1014 where it is none."""
        model = self.known.get(said)
        if model is None:
            near = nearest(said, self.known)
            hint = f"did you mean `{near[0]}`?" if near else "`animatic` is always there"
            self._notes.add("E1014", _place(source, said), f"filmc knows no model `{said}`", hint)
        elif need not in model.makes:
            made = ", ".join(model.makes)
            self._notes.add("E1014", _place(source, said), f"`{said}` makes no {need}", f"it makes: {made}")
            return None
        return model


def _text(source: Source, said: str) -> Text:
    return Text(said, _place(source, said))
