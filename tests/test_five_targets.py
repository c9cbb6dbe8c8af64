"""One film for five targets, from the plan to the last take, through the command line: plan, ledger and books agree.

By default it is a film of two shots; the soak makes all of *To Li Hua*, for every target, and lets one provider fail in each.
What a take costs is known three times: by the plan that it was bought by, by our own ledger, and by the vendor's books,
which are kept by tables of their own. They are compared to the unit.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from emulators import faults
from emulators.paid import TRUE
from studio import Purchase, Studio, studio
from test_vendor_tables import at_most
from vendors import vendors

LI_HUA = Path(__file__).parents[1] / "examples" / "to-li-hua"
SOAK = bool(os.environ.get("FILMC_SOAK"))
TWO_SHOTS = """\
film The Last Tram
    language: en

character ADA
    appearance: woman of sixty, short grey hair
    voice: old female, dry

character TOM
    appearance: young man, curly red hair
    voice: young male, quick

scene EXT. STOP - NIGHT
    music: hushed piano

    shot medium, on TOM, 3s
        with: TOM centre
        TOM (sad): Was that the last one?

    shot wide, pull out, 3s
        The two walk away.
        sfx: door creaks
"""
"""Each takes one clip of five seconds, and real speech fits into it."""
FILM = LI_HUA if SOAK else TWO_SHOTS
MANY = ["--size", "160x90", "--draft", "--quiet"]

TARGETS: dict[str, tuple[str, tuple[str, ...]]] = {
    "many vendors": (
        """
image = "jimeng:image-4-6"
video = "kling:v2-5-turbo-pro"
lip-sync = "kling:lip-sync"
speech = "dubbingx:speech"
music = "manual:suno"
""",
        ("jimeng", "kling", "dubbingx"),
    ),
    "one house and its neighbour": (
        """
image = "ark:seedream-4-5"
video = "ark:seedance-2-0-720p"
speech = "minimax:speech-2-8-hd"
music = "minimax:music-2-6"
""",
        ("ark", "minimax"),
    ),
    "one door for all": (
        """
image = "fal:flux-lora"
video = "fal:kling-v2-5-turbo-pro"
lip-sync = "fal:sync-lip-sync"
music = "fal:elevenlabs-music"
sound = "fal:mmaudio"
""",
        ("fal",),
    ),
    "one's own machine": (
        """
image = "comfyui:sdxl"
video = "comfyui:wan2-2-5b"
speech = "espeak:default"
music = "ace-step:v1-5-base"
""",
        ("comfyui", "ace-step"),
    ),
}
FAILS = {
    "many vendors": "kling",
    "one house and its neighbour": "ark",
    "one door for all": "fal",
    "one's own machine": "comfyui",
}
RATES = '\n[rates]\nUSD = "7.1 CNY"\n'


def config(target: str) -> str:
    """Return the configuration: the target, and one of its voices alone."""
    models = TARGETS[target][0]
    speech = "".join(line for line in models.splitlines(keepends=True) if line.startswith("speech"))
    size = 'size = "160x90"\n'
    return f'target = "t"\n\n[targets.t]\n{size}{models}\n[targets.voices]\n{size}{speech}{RATES}'


@pytest.fixture
def there(request: pytest.FixtureRequest, tmp_path: Path):
    target = request.param
    with studio(tmp_path, FILM, config(target), *TARGETS[target][1]) as found:
        yield found


def made_whole(there: Studio) -> dict[str, int]:
    """Build all of it; return what one take of each job costs, by the plan that bought it.

    In a whole film the voices are made first, as one does who wants to know the sum to the unit: `auto` shots are as long
    as their lines, so a plan by scratch voices can have clips that are longer, or one too many.
    """
    prices: dict[str, int] = {}
    for target in ("voices", "t") if SOAK else ("t",):
        plan, before = there.plan("--target", target), (sum(there.charges().values()), sum(there.charged().values()))
        prices |= {item.job: item.price for item in plan}
        there.filmc("build", "--yes", "--target", target, *MANY).ok()
        charges, charged = sum(there.charges().values()) - before[0], sum(there.charged().values()) - before[1]
        assert charges == sum(item.takes for item in plan), "what was planned, and no more"
        if not any(at_most(item.model) for item in plan):
            assert charged == sum(item.takes * item.price for item in plan), "to the unit"
    return prices


def agreed(there: Studio, prices: dict[str, int]) -> list[Purchase]:
    """Hold plan, ledger and books against each other; return what was bought."""
    bought = [each for each in there.purchases() if each.state == "committed"]
    wrong = [
        (take, prices[take.job])
        for take in bought
        if take.amount > prices[take.job] or (take.amount < prices[take.job] and not at_most(take.model))
    ]
    assert not wrong, "a take costs what its plan said, or less where that was a bound"
    ours = {name: [take.amount for take in bought if take.provider == name] for name in there.there}
    assert there.charged() == {name: sum(amounts) for name, amounts in ours.items()}, "ledger and books are the same"
    assert there.charges() == {name: len(amounts) for name, amounts in ours.items()}
    return bought


@pytest.mark.parametrize("there", TARGETS if SOAK else [*TARGETS][:2], indirect=True)
def test_a_film_is_made_as_planned_and_what_is_rejected_anew_at_its_price(there: Studio) -> None:
    prices = made_whole(there)
    assert len(prices) > 4
    agreed(there, prices)
    before = there.charged(), there.charges()
    there.filmc("build", *MANY).ok()
    assert (there.charged(), there.charges()) == before, "nothing is bought twice"
    assert not there.plan()
    job = next(take.job for take in there.purchases() if take.kind == "clip")
    there.filmc("reject", *job.split(), "1", "--why", "too dark").ok()
    again = {item.job: item.price for item in there.plan()}
    assert job in again
    assert again.items() <= prices.items()
    there.filmc("build", "--yes", *MANY).ok()
    assert [take.job for take in agreed(there, prices)].count(job) == 2


@pytest.mark.parametrize("there", TARGETS if SOAK else ["one door for all"], indirect=True)
def test_one_fails_midway_and_the_rest_is_made(there: Studio) -> None:
    """It costs what its pages say: nothing where no order was taken, and what a failed job is charged."""
    failing = next(name for name in FAILS.values() if name in there.there)
    vendor = next(each for each in vendors().values() if each.name == failing)
    emulator = there.there[failing]
    planned = [item for item in there.plan() if item.model.startswith(f"{failing}:")]
    emulator.script("submit", TRUE, faults.BAD_REQUEST, faults.RESET_UNREAD, TRUE)
    ends = next(life for life, kind in vendor.ends.values() if kind == "failed")
    emulator.books.lives += [None, replace(ends, lasts=0)]
    first = there.filmc("build", "--yes", *MANY)
    assert first.code in (5, 6), first.err
    assert 0 < emulator.charges < len(planned)
    costs(there, failing)
    for _ in range(2):  # what is unknown waits for its user, what was refused is asked for again
        last = there.filmc("build", "--yes", *MANY)
    assert last.code in (0, 4, 5, 6), last.err
    costs(there, failing)


def costs(there: Studio, failing: str) -> None:
    """See that the books have what the ledger has, or what it knows that it does not know."""
    ours = [each for each in there.purchases() if each.provider == failing]
    open_ones = sum(each.amount for each in ours if each.state == "unknown")
    paid = sum(each.amount for each in ours if each.state in ("committed", "failed-billed", "expired", "cancelled"))
    assert paid <= there.charged()[failing] <= paid + open_ones


def test_the_animatic_asks_nobody(tmp_path: Path) -> None:
    free = config("one door for all").replace('target = "t"', 'target = "animatic"')
    with studio(tmp_path, TWO_SHOTS.replace(", 3s", ", 1s"), free, "fal") as there:
        there.filmc("build", *MANY).ok()
        assert there.charges() == {"fal": 0}
