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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from filmc.base.diagnostic import Notes
from filmc.base.record import field, record, replace
from filmc.base.source import NOWHERE, Source, Span
from filmc.base.world import MemoryWorld, World
from filmc.frontend.suggest import nearest
from filmc.frontend.value import Money
from filmc.frontend.values import read_money, read_size
from filmc.lower.model import SCRATCH, Model, Need
from filmc.lower.target import ANIMATIC, ClipsFrom, Target
from filmc.produce.config_pages import own_pages, pages_of
from filmc.produce.file_settings import ways_of
from filmc.produce.ledger.budget import MICROS, Rates
from filmc.produce.models import PricedModels, known_models, known_providers, table_of
from filmc.produce.protocol.facts import TAPES, Settings
from filmc.produce.toml_page import Page
from filmc.produce.trust import is_trusted

if TYPE_CHECKING:
    from filmc.produce.config_file import FileForm, ProviderForm, Read, TargetForm

_DELICATE = ("providers", "prices", "rates")


@record
class Limits:
    """What may be spent at most, as one file says it."""

    film: Money | None = None
    run: Money | None = None
    providers: Mapping[str, Money] = field(default_factory=dict)


@record
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
    target_at: Span = NOWHERE
    """Where `target` is said."""
    texts: Mapping[str, Source] = field(default_factory=dict)
    """The files, with nothing in their lines: faults are told by line, and what somebody wrote there is not shown."""


def read_config(notes: Notes, world: World) -> Config:
    """Return the configuration of the project in `world`.

    Codes E1012 (malformed), E1013, E1014, E1032 and E0841 (unknown names), E1087.
    """
    pages = own_pages(), pages_of(world)
    own, theirs = ([*_read(notes, each)] for each in pages)
    theirs = [(page, _untaped(notes, page, file)) for page, file in theirs]
    matter = {name: said for _, file in theirs for name, said in _delicate(file).items()}
    agreed = not matter or is_trusted(world.locate(""), matter)
    unheard = [] if agreed else [name for name in matter if name != "rates" or _has_ceilings(own)]
    files = [*own, *((page, _without(file, unheard)) for page, file in theirs)]
    _check_regions(notes, files)
    _check_prices(notes, [*own, *theirs])
    providers = _settings(file for _, file in files)
    known = PricedModels(known_models(), dict(_Reader(notes, Target("")).prices(files)))
    reader = _Reader(notes, Target("", known=known, **ways_of(providers)))
    tables = {name: (page, table) for page, file in files for name, table in file.targets.items()}
    targets = {name: reader.target(name, tables) for name in tables}
    named = [(page.value("target"), file.target) for page, file in files if file.target]
    chosen_at, chosen = named[-1] if named else (NOWHERE, ANIMATIC.name)
    rates = {pair: rate for page, file in files for pair, rate in reader.rates(page, file)}
    return Config(
        {**targets, ANIMATIC.name: ANIMATIC},
        chosen,
        tuple(reader.limits(page, file) for page, file in files),
        Rates(rates),
        providers,
        known,
        matter,
        agreed,
        theirs[0][0].key(unheard[0]) if unheard else None,
        None if agreed or "rates" in unheard or "rates" not in matter else theirs[0][0].key("rates"),
        chosen_at,
        {page.source.file: page.blank for each in pages for page in each},
    )


def _read(notes: Notes, pages: Sequence[Page]) -> Iterator[Read]:
    if not pages:
        return iter(())
    from filmc.produce.config_file import read  # noqa: PLC0415 - pydantic, only for who has such a file

    return read(notes, pages)


def _untaped(notes: Notes, page: Page, file: FileForm) -> FileForm:
    """Return a project's file without what it says of cassettes (E1087): only the user's own says that."""
    providers: dict[str, ProviderForm] = {}
    for name, said in file.providers.items():
        if way := next((way for way in TAPES if way in said.options), None):
            told = "only your own configuration can say that answers are recorded or replayed"
            notes.add("E1087", page.key("providers", name, "options", way), told, "take it out of this file")
        options = {option: text for option, text in said.options.items() if option not in TAPES}
        providers[name] = said.model_copy(update={"options": options})
    return file.model_copy(update={"providers": providers})


def _check_regions(notes: Notes, files: Iterable[Read]) -> None:
    """Note regions that a provider has not (E0841): its usual address would be called instead."""
    for page, file in files:
        for name, said in file.providers.items():
            known = table_of(name).facts.regions if name in known_providers() else ()
            if said.region and known and said.region not in known and not said.base:
                near = nearest(said.region, known)
                there = f"it has: {', '.join(known)}"
                hint = f"did you mean `{near[0]}`? {there}" if near else there
                place = page.value("providers", name, "region")
                notes.add("E0841", place, f"{name} has no region `{said.region}`", hint)


def _check_prices(notes: Notes, files: Iterable[Read]) -> None:
    """Note prices that no model would ever be bought at (E1032), also those that nobody has agreed to yet."""
    known = known_models()
    for page, file in files:
        for name in file.prices:
            model, place = known.get(name), page.key("prices", name)
            if model is None:
                notes.add("E1032", place, f"filmc knows no model `{name}`", _meant(name, known, "take its price out"))
            elif model.price and model.price.tokens:
                told = f"`{name}` is paid by tokens: it has no price of a take"
                notes.add("E1032", place, told, "take it out; what its tokens cost stands in its table")


def _meant(said: str, known: Iterable[str], otherwise: str) -> str:
    """Return a hint with the nearest of the names that are `known`; `otherwise` where none is near."""
    near = nearest(said, known)
    return f"did you mean `{near[0]}`?" if near else otherwise


def own_config() -> Config:
    """Return what the user's own file says, for every project; its faults are told where a project is read."""
    return read_config(Notes(), MemoryWorld({}))


def _settings(files: Iterable[FileForm]) -> dict[str, Settings]:
    """Return what is said of each provider: what a later file leaves open stays as an earlier one has it."""
    found: dict[str, Settings] = {}
    for file in files:
        for name, said in file.providers.items():
            found[name] = found.get(name, Settings()).under(said.read())
    return found


def _delicate(file: FileForm) -> dict[str, Any]:
    """Return what a project's file says that could send keys elsewhere, or make money look smaller than it is."""
    said = file.model_dump(include=set(_DELICATE), exclude_defaults=True)
    return {name: said[name] for name in _DELICATE if said.get(name)}


def _has_ceilings(own: Iterable[Read]) -> bool:
    """Tell whether the user has set ceilings that a project's rates could bend."""
    return any(file.ceilings.are_set for _, file in own)


def _without(file: FileForm, names: Iterable[str]) -> FileForm:
    return file.model_copy(update={name: {} for name in names})


def chosen_target(notes: Notes, config: Config, name: str | None) -> Target:
    """Return the target called `name` (None: the configured one); E1013 and the animatic where there is none."""
    wanted = name or config.target
    found = config.targets.get(wanted)
    if found is None:
        hint = _meant(wanted, config.targets, f"there are: {', '.join(sorted(config.targets))}")
        notes.add("E1013", NOWHERE if name else config.target_at, f"there is no target `{wanted}`", hint)
    return found or ANIMATIC


def with_model(notes: Notes, config: Config, target: Target, need: Need, said: str) -> Target:
    """Return the target with the model that the command line names for a need; E1014 where it is none."""
    common = replace(ANIMATIC, known=config.known)
    model = _Reader(notes, common).model(NOWHERE, need, said)
    return replace(target, models={**target.models, need: model}) if model else target


class _Reader:
    """Turns what the files say into values; what can not be is noted where it stands.

    `common` is what every target has: the known models, and what the user has set.
    """

    def __init__(self, notes: Notes, common: Target) -> None:
        self._notes, self._common = notes, common

    def target(self, name: str, tables: Mapping[str, tuple[Page, TargetForm]]) -> Target:
        """Return the target with all that it inherits."""
        chain = list(self._chain(name, tables))
        models = {
            need: model
            for one, page, table in reversed(chain)
            for need, said in table.named().items()
            if said != SCRATCH and (model := self.model(page.value("targets", one, need), need, said))
        }
        sizes = (page.text(table.size, "targets", one, "size") for one, page, table in chain if table.size)
        size = next(sizes, None)
        shape = read_size(self._notes, size) if size else None
        clips_from: ClipsFrom = next((table.clips_from for _, _, table in chain if table.clips_from), "first")
        return replace(self._common, name=name, models=models, size=shape, clips_from=clips_from)

    def _chain(
        self, name: str, tables: Mapping[str, tuple[Page, TargetForm]]
    ) -> Iterator[tuple[str, Page, TargetForm]]:
        """Yield a target's table and those that it inherits from, each with its name and where it stands."""
        seen = {name}
        wanted: str | None = name
        while wanted and wanted != ANIMATIC.name:
            page, table = tables[wanted]
            yield wanted, page, table
            place, wanted = page.value("targets", wanted, "inherits"), table.inherits
            if wanted and wanted != ANIMATIC.name and (wanted in seen or wanted not in tables):
                why = "inherits from itself" if wanted in seen else f"inherits from `{wanted}`, which is nowhere"
                self._notes.add("E1013", place, f"the target `{name}` {why}", "name another target")
                return
            seen.add(wanted or "")

    def limits(self, page: Page, file: FileForm) -> Limits:
        """Return the ceilings of one file."""
        said, providers = file.ceilings, dict[str, Money]()
        for name, text in said.providers.items():
            if money := self._money(page, text, "ceilings", "providers", name):
                providers[name] = money
        return Limits(
            self._money(page, said.film, "ceilings", "film") if said.film else None,
            self._money(page, said.run, "ceilings", "run") if said.run else None,
            providers,
        )

    def rates(self, page: Page, file: FileForm) -> Iterator[tuple[tuple[str, str], Fraction]]:
        """Yield what one unit of a currency is worth in another."""
        for currency, text in file.rates.items():
            money = self._money(page, text, "rates", currency)
            if money and money.micros:
                yield (currency.upper(), money.currency), Fraction(money.micros, MICROS)

    def prices(self, files: Iterable[Read]) -> Iterator[tuple[str, Money]]:
        """Yield what the user pays for one unit of a model."""
        for page, file in files:
            for model, text in file.prices.items():
                if money := self._money(page, text, "prices", model):
                    yield model, money

    def _money(self, page: Page, text: str, *path: str) -> Money | None:
        return read_money(self._notes, page.text(text, *path))

    def model(self, place: Span, need: Need, said: str) -> Model | None:
        """Return the model that a file or an option names for a need; E1014 at `place` where it is none."""
        model = self._common.known.get(said)
        if model is None:
            hint = _meant(said, self._common.known, "`animatic` is always there")
            self._notes.add("E1014", place, f"filmc knows no model `{said}`", hint)
        elif need not in model.makes:
            made = ", ".join(model.makes)
            self._notes.add("E1014", place, f"`{said}` makes no {need}", f"it makes: {made}")
            return None
        return model
