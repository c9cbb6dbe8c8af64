"""What the tables say of models and providers, fact by fact, in words for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from filmc.base.record import record
from filmc.lower.model import Model, Need
from filmc.produce.delicate import priced
from filmc.produce.ledger.budget import shown
from filmc.produce.protocol.facts import Facts

_PICTURES: frozenset[Need] = frozenset({"image", "video", "enhance", "enhance-still"})
_MOVING: frozenset[Need] = frozenset({"video"})
_SPEAKING: frozenset[Need] = frozenset({"speech"})
_MUSIC: frozenset[Need] = frozenset({"music"})
_MOUTHS: frozenset[Need] = frozenset({"lip-sync"})
_TALKING: frozenset[Need] = frozenset({"review", "chat"})
_ALL: frozenset[Need] = frozenset()
"""Said of every model."""


@record
class Fact:
    """One thing that can be said of a model: `name` as tables call it, for models that make one of `needs`."""

    name: str
    label: str
    needs: frozenset[Need]
    say: Callable[[Model], str]

    def concerns(self, models: Iterable[Model]) -> bool:
        """Tell whether one of the models is of a kind for which this says something."""
        return not self.needs or any(self.needs & set(model.makes) for model in models)


@record
class Told:
    """A fact told: `unknown` where nobody says so, and the value is a guess or none."""

    label: str
    value: str
    unknown: bool = False

    def __str__(self) -> str:
        return f"{self.value} (not found: assumed)" if self.unknown else self.value


def told(model: Model, among: Iterable[Model] = ()) -> Iterator[Told]:
    """Yield what is known of `model`, in a fixed order; beside others, the same facts for all of them."""
    models = (model, *among)
    for fact in FACTS:
        if fact.concerns(models) and any(map(fact.say, models)):
            yield Told(fact.label, fact.say(model), fact.name in model.sources.unknown)
    yield Told("not found at all", _unnamed(model))
    yield Told("facts from", _source(model.sources.source, model.sources.date))


def lengths_of(model: Model) -> str:
    """Return the legal lengths: `1 to 16 s`, `5, 10 s`."""
    return f"{_steps(model.lengths)} s" if model.lengths else "any"


def price_of(model: Model) -> str:
    """Return the price with its date and source: `0.10 USD a second (2026-07-10: the vendor's page)`."""
    if model.price is None:
        return "not stated: it is not bought until you state one in [prices]"
    return f"{cost_of(model)}{_COUNTED[model.counts]} ({_source(model.price.source, model.price.date)})"


_COUNTED = {"plain": "", "Chinese twice": ", a Chinese one counts twice", "tags": ", those of its emotions too"}


def cost_of(model: Model) -> str:
    """Return the price alone; `free` where it costs nothing."""
    return "free" if model.price and not model.price.unit.micros else priced(model)


def short_cost(model: Model) -> str:
    """Return the price in a few letters: `0.10 USD/s`."""
    per = {"take": "/take", "second": "/s", "character": "/char"}
    if model.price is None:
        return "no price"
    return f"{shown(model.price.unit)}{per[model.price.per]}" if model.price.unit.micros else "free"


def _steps(lengths: Sequence[Fraction]) -> str:
    """Return numbers in order, those that follow each other as `3 to 7`."""
    runs: list[list[Fraction]] = []
    for length in lengths:
        if runs and length == runs[-1][-1] + 1:
            runs[-1].append(length)
        else:
            runs.append([length])
    parts = [[f"{_number(run[0])} to {_number(run[-1])}"] if len(run) > 2 else map(_number, run) for run in runs]
    return ", ".join(part for each in parts for part in each)


def _number(value: Fraction) -> str:
    return f"{float(value):g}"


def _source(source: str, date: str) -> str:
    return ": ".join(part for part in (date, source) if part) or "not told"


def _unnamed(model: Model) -> str:
    """Return what was not found and is no fact of the list."""
    names = {fact.name for fact in FACTS}
    return ", ".join(name for name in model.sources.unknown if name not in names) or "nothing"


def _yes(known: bool) -> str:  # noqa: FBT001 -- it is said, not chosen
    return "yes" if known else "no"


def _list(values: Iterable[object], otherwise: str = "none") -> str:
    return ", ".join(map(str, values)) or otherwise


def _words(known: Mapping[str, str], otherwise: str) -> str:
    """Return words of ours, with the vendor's where it has others."""
    return _list((ours if theirs in ("", ours) else f"{ours}={theirs}" for ours, theirs in known.items()), otherwise)


def _most(number: int) -> str:
    return f"up to {number}" if number else "none"


def _voices(model: Model) -> str:
    return "; ".join(f"{voice.id} ({voice.words})" for voice in model.can.voices) or "none known by name"


def _chat(model: Model) -> str:
    chat = model.can.chat
    if chat is None:
        return "not stated"
    held = {"schema": "a form that is given", "object": "any JSON object", "none": "nothing"}[chat.json]
    sees = f"sees up to {chat.pictures} pictures" if chat.pictures else "sees nothing"
    return f"{sees}; answers are held to {held}, and have at most {chat.output:,} tokens"


def _axes(model: Model) -> str:
    return f"up to {model.can.axes_at_once}" if model.can.axes_at_once else "any"


def _rate(model: Model) -> str:
    per_second = f", {model.per_second:g} a second" if model.per_second else ""
    return f"{model.at_once} at once{per_second}"


FACTS: tuple[Fact, ...] = (
    Fact("makes", "makes", _ALL, lambda model: _list(model.makes)),
    Fact("price", "price", _ALL, price_of),
    Fact("lengths", "lengths", frozenset({"video", "music", "sound"}), lengths_of),
    Fact(
        "reference_lengths",
        "lengths from references alone",
        frozenset({"video"}),
        lambda model: lengths_of(model.referring) if model.reference_lengths else "",
    ),
    Fact("modes", "made from", _PICTURES, lambda model: _list(model.can.modes, "not stated")),
    Fact("ratios", "shapes", _PICTURES, lambda model: _list(model.can.ratios, "any, or as the first frame")),
    Fact("sizes", "sizes", _PICTURES, lambda model: _list(model.can.sizes, "any, or as its name says")),
    Fact("references", "reference pictures", _PICTURES, lambda model: _most(model.can.references)),
    Fact("repairs", "repairs", _PICTURES, lambda model: _list(model.can.repairs)),
    Fact("negative", "what to avoid", _PICTURES, lambda model: _yes(model.can.negative)),
    Fact("seed", "seed", _PICTURES | _SPEAKING | _MUSIC, lambda model: _yes(model.can.seed)),
    Fact("camera", "camera numbers", _MOVING, lambda model: _list(model.can.camera)),
    Fact("axes_at_once", "of them in one clip", _MOVING, _axes),
    Fact("presets", "camera presets", _MOVING, lambda model: _list(model.can.presets)),
    Fact("brush", "motion brush", _MOVING, lambda model: _most(model.can.brush)),
    Fact("holds", "still regions", _MOVING, lambda model: _yes(model.can.holds)),
    Fact("loras", "LoRAs", _PICTURES, lambda model: _most(model.can.loras)),
    Fact("controls", "control pictures", _PICTURES, lambda model: _list(model.can.controls)),
    Fact(
        "controlled",
        "repairs that they hold",
        _PICTURES,
        lambda model: _list(model.can.controlled, "all") if model.can.controls else "",
    ),
    Fact("audio", "sound of its own", _MOVING, lambda model: _yes(model.can.audio)),
    Fact("excludes", "not together", _PICTURES, lambda model: _list(" and ".join(pair) for pair in model.can.excludes)),
    Fact("faces", "faces", _MOUTHS, lambda model: model.can.faces),
    Fact("languages", "languages", _SPEAKING, lambda model: _words(model.can.languages, "not stated")),
    Fact("emotions", "emotions", _SPEAKING, lambda model: _words(model.can.emotions, "none")),
    Fact("voices", "voices", _SPEAKING, _voices),
    Fact("voiced", "a voice must be named", _SPEAKING, lambda model: _yes(model.can.voiced)),
    Fact("chat", "conversation", _TALKING, _chat),
    Fact("exclusions", "styles to avoid", _MUSIC, lambda model: _yes(model.can.exclusions)),
    Fact("text", "longest text", _ALL, lambda model: f"{model.can.text}" if model.can.text else "not stated"),
    Fact("style", "prompts as", _PICTURES | _MUSIC, lambda model: model.can.style),
    Fact("language", "prompts in", _PICTURES | _MUSIC, lambda model: model.can.language or "any language"),
    Fact("at_once", "jobs", _ALL, _rate),
    Fact("seconds", "a job lasts about", _ALL, lambda model: f"{model.seconds:g} s"),
    Fact("takes", "takes until one will do", _ALL, lambda model: f"about {_number(model.takes)}"),
    Fact("requires", "has to be there", _ALL, lambda model: _list(model.requires, "")),
    Fact("wire", "its name there", _ALL, lambda model: model.wire or model.name),
    Fact(
        "options", "sent with it", _ALL, lambda model: _list((f"{name}={value}" for name, value in model.options), "")
    ),
)


def told_of_provider(facts: Facts) -> Iterator[Told]:
    """Yield what is known of a provider, in a fixed order."""
    able, ways = facts.abilities, [" with ".join(f"`{name}`" for name in way) for way in facts.keys]
    yield Told("keys", " or ".join(way or "none" for way in ways) or "none")
    yield Told("where keys and prices are found", facts.page or "not told")
    yield Told("addresses", _list((f"{url} ({region})" for region, url in facts.bases.items()), "none"))
    yield Told("files come from", _list(sorted(facts.hosts), "its own address only"))
    yield Told("a lost order is found again", _yes(able.lookup))
    yield Told("a job can be stopped", _yes(able.cancel))
    yield Told("an order sent twice", REPEATS[able.idempotency])
    yield Told("results stay there for", _lifetime(able.result_lifetime))
    yield Told("runs on your own machine", _yes(facts.local))
    yield Told("facts from", _source(facts.source, facts.date))


REPEATS = {
    "none": "is made and billed twice: filmc never sends one twice",
    "replay": "gets the first answer again",
    "reject": "is refused",
    "expire": "gets the first answer again, for a time",
}


def _lifetime(seconds: int | None) -> str:
    if seconds is None:
        return "not told"
    return f"{seconds / 3600:g} hours"
