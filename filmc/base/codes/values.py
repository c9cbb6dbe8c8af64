"""Codes of the stage: values. A cue is where it should be, but what it says can not be read."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_PLACE = """place ROOM
    appearance: a bare room with one window

character MEI
    appearance: woman of thirty

"""


def _film(setting: str) -> Example:
    """Return a film with one setting."""
    return Example(
        f"film Rain\n    {setting}\n\n{_PLACE}scene room: INT. ROOM - NIGHT\n\n    shot window: medium, static, 4s\n"
        "        MEI looks at the rain.\n"
    )


def _shot(cue: str, heading: str = "medium, static, 4s") -> Example:
    """Return a film with one more cue, of one line or several, in its first shot; a second shot comes after it."""
    lines = "".join(f"        {line}\n" for line in cue.splitlines())
    return Example(
        f"{_PLACE}scene room: INT. ROOM - NIGHT\n\n    shot window: {heading}\n        MEI looks at the rain.\n{lines}"
        "\n    shot street: wide, static, 4s\n        Rain on the street.\n"
    )


def _between(cue: str) -> Example:
    """Return a film of two shots with a cue between them."""
    return Example(
        f"{_PLACE}scene room: INT. ROOM - NIGHT\n\n    shot window: medium, static, 4s\n        MEI looks at rain.\n"
        f"\n    {cue}\n\n    shot street: wide, static, 4s\n        Rain on the street.\n"
    )


def _word(kind: str, cue: str) -> Example:
    """Return a film that declares the word `rainy` of a kind, with one cue, and uses it."""
    use = {"look": "look: rainy", "light": "light: rainy", "performance": "MEI (rainy): It rains."}.get(kind, "")
    phrase = "rainy" if kind in ("move", "angle") else "static"
    film = _shot(use, f"medium, {phrase}, 4s").text
    return Example(f"{kind} rainy\n    meaning: as on a day of rain\n    prompt: in the rain\n    {cue}\n\n{film}")


CODES: tuple[Code, ...] = (
    Code(
        "E0401",
        "bad-duration",
        "a time that can not be read",
        "Times are seconds (`5s`), milliseconds (`750ms`), a clock (`0:05`, `1:02.5`) or whole frames of the film"
        " (`120f`); a span has a start and an end, `1s-3s`.",
        _between("transition: dissolve 1.5f"),
        _between("transition: dissolve 12f"),
    ),
    Code(
        "E0402",
        "unit-of-time",
        "a time with no unit, or with one that is none",
        "A bare number could be seconds or frames, and the two differ by a factor of 24; so a time always says which.",
        _shot("start: street.at 2q"),
        _shot("start: street.at 2s"),
    ),
    Code(
        "E0403",
        "time-below-zero",
        "a duration of nothing, or a moment before the beginning",
        "What lasts, lasts longer than zero; moments count from the start of their shot or scene.",
        _shot("sfx (at -1s): rain"),
        _shot("sfx (at 1s): rain"),
    ),
    Code(
        "E0404",
        "backward-span",
        "a span that ends before it begins",
        "A span goes from its first time or share to its second, which must be the larger.",
        _shot("text (lower third, 3s-1s): Ten years later"),
        _shot("text (lower third, 1s-3s): Ten years later"),
    ),
    Code(
        "E0405",
        "bad-place",
        "a place in the picture that can not be read",
        "A point has two distances from the top left corner, across and down; a box has four: left, top, width, height."
        " Distances are shares of the frame (`60%`) or pixels of the film (`640px`).",
        _shot("path (hand): 40 60 -> 42 50"),
        _shot("path (hand): 40% 60% -> 42% 50%"),
    ),
    Code(
        "E0406",
        "outside-frame",
        "a point or a box outside the frame",
        "The frame goes from `0% 0%` at its top left to `100% 100%` at its bottom right. What lies outside would"
        " never be seen.",
        _shot("path (hand): 40% 60% -> 142% 50%"),
        _shot("path (hand): 40% 60% -> 100% 50%"),
    ),
    Code(
        "E0407",
        "no-area",
        "a box or an extension of no size",
        "The last two numbers of a box are its width and height, not its other corner; both are above zero.",
        _shot("frame:\n    fix (box 40% 55% 0% 10%): a clean school badge"),
        _shot("frame:\n    fix (box 40% 55% 12% 10%): a clean school badge"),
    ),
    Code(
        "E0408",
        "crossed-quad",
        "four corners whose sides cross",
        "The corners of a shape follow its outline: top left, top right, bottom right, bottom left. In another order a"
        " picture placed in it would be folded over itself.",
        _shot("text (quad 12% 20%, 86% 70%, 88% 22%, 14% 68%): OPEN"),
        _shot("text (quad 12% 20%, 88% 22%, 86% 70%, 14% 68%): OPEN"),
    ),
    Code(
        "E0409",
        "bad-level",
        "a level that can not be read",
        "Sound levels are decibels, mostly below zero: `-14dB` is quiet, `0dB` as loud as the sound was made.",
        _shot("ambience (under -14): rain"),
        _shot("ambience (under -14dB): rain"),
    ),
    Code(
        "E0410",
        "bad-money",
        "an amount of money that can not be read",
        "An amount names its currency, before or after: `980 CNY`, `¥980`, `$12.50`. filmc never guesses whose dollars"
        " or whose yen it may spend.",
        _film("budget: 980"),
        _film("budget: 980 CNY"),
    ),
    Code(
        "E0411",
        "unknown-currency",
        "a currency that filmc does not know",
        "Currencies are written by their three letters (ISO 4217) or by a sign that can mean only one here: ¥ and 元"
        " are CNY, $ is USD, € is EUR, £ is GBP. Japanese yen are `JPY`.",
        _film("budget: 980 CNN"),
        _film("budget: 980 CNY"),
    ),
    Code(
        "E0412",
        "bad-aspect",
        "an aspect ratio that can not be read",
        "The aspect is the width of the frame over its height: `16:9`, `2.39:1`, `9:16`.",
        _film("aspect: cinema"),
        _film("aspect: 2.39:1"),
    ),
    Code(
        "E0413",
        "bad-size",
        "a size that can not be read",
        "The size of the film is a height (`720p`, `1080p`, `4K`) or a width and a height (`1920x1080`), in pixels.",
        _film("size: huge"),
        _film("size: 1080p"),
    ),
    Code(
        "E0414",
        "bad-number",
        "a number or a percentage that can not be read",
        "Numbers are digits with a point, as `0.6`; shares have their sign, as `80%`.",
        _word("look", "saturation: lots"),
        _word("look", "saturation: 1.2"),
    ),
    Code(
        "E0415",
        "out-of-range",
        "a number that is too small or too large",
        "The number can be read, but nothing can be done with it here. The hint names the bounds.",
        _shot("reroll: at most 1000 takes"),
        _shot("reroll: at most 6 takes"),
    ),
    Code(
        "E0416",
        "bad-degrees",
        "an angle that can not be read",
        "Angles are degrees, with or without the unit: `20`, `20deg`, `-15°`.",
        _word("angle", "pitch: steep"),
        _word("angle", "pitch: 30"),
    ),
    Code(
        "E0417",
        "bad-colour",
        "a colour that can not be read",
        "Colours are written as on the web, `#ffaa66` or `#fa6`, or by a common name such as `black`.",
        _word("light", "colour: orangish"),
        _word("light", "colour: #ffaa66"),
    ),
    Code(
        "E0418",
        "bad-switch",
        "neither yes nor no",
        "This setting is on or off. Write `yes` or `no`.",
        _film("strict: perhaps"),
        _film("strict: yes"),
    ),
    Code(
        "E0419",
        "unknown-choice",
        "a word that is not among the possible ones",
        "Only a few words can stand here, and this is none of them. The hint names the nearest.",
        _shot("footage: evidance"),
        _shot("footage: explained"),
    ),
    Code(
        "E0420",
        "empty-list-part",
        "a list with an empty part",
        "Between two commas, or after the last one, there is nothing.",
        _shot("", heading="medium,, static, 4s"),
        _shot("", heading="medium, static, 4s"),
    ),
    Code(
        "E0421",
        "bad-phrase",
        "a phrase that can not be read",
        "A phrase is words of film, then perhaps names in parentheses, then perhaps a time.",
        _shot("with: MEI", heading="over the shoulder (MEI, 4s"),
        _shot("with: MEI", heading="medium, on MEI, 4s"),
    ),
    Code(
        "E0422",
        "bad-sequence",
        "a camera sequence without a move",
        "A camera cue names its moves in order, each with its time or without: `static 1s, then pan left`.",
        _shot("camera: 1s, then pan left"),
        _shot("camera: static 1s, then pan left"),
    ),
    Code(
        "E0423",
        "bad-transition",
        "a transition without a name",
        "A transition names what it is, then how long it lasts: `dissolve 0.5s`. Without a transition there is a cut.",
        _between("transition: 0.5s"),
        _between("transition: dissolve 0.5s"),
    ),
    Code(
        "E0424",
        "bad-placement",
        "a place without anybody in it",
        "`with` says who is in the picture, then where: `MEI left near`.",
        _shot("with: left"),
        _shot("with: MEI left"),
    ),
    Code(
        "E0425",
        "bad-slugline",
        "a scene that does not say where it is",
        "A scene begins with `INT.` (inside), `EXT.` (outside) or both, then the place, then a dash and the time of"
        " day. Chinese pages write 内景 and 外景.",
        Example(f"{_PLACE}scene room: ROOM - NIGHT\n\n    shot window: medium, 4s\n        Rain.\n"),
        Example(f"{_PLACE}scene room: INT. ROOM - NIGHT\n\n    shot window: medium, 4s\n        Rain.\n"),
    ),
    Code(
        "E0426",
        "bad-frame-reference",
        "neither a file nor a frame of a shot",
        "A picture is named by its file, or by a shot and a frame of it: `desk.first`, `desk.last`, `desk.at 2s`.",
        _shot("start: street"),
        _shot("start: street.first"),
    ),
    Code(
        "E0427",
        "bad-axis",
        "a curve of a camera axis that can not be read",
        "An axis has a name and its values in order, `dolly 0 -> 0.15`; several axes stand between commas.",
        _word("move", "axes: dolly"),
        _word("move", "axes: dolly 0 -> 0.15"),
    ),
    Code(
        "E0428",
        "bad-trait",
        "a trait that can not be read",
        "Traits are names with a number, or alone: `brows -0.6, eyes 0.7, tears`.",
        _word("performance", "face: 0.6 brows"),
        _word("performance", "face: brows 0.6"),
    ),
    Code(
        "E0429",
        "bad-lora",
        "a LoRA that can not be read",
        "A LoRA has a name and a weight: `texture-enhancer 0.6`.",
        _word("look", "lora: texture-enhancer (0.6)"),
        _word("look", "lora: texture-enhancer 0.6"),
    ),
    Code(
        "E0430",
        "bad-reroll",
        "a bound on retries that can not be read",
        "Trying again costs money, so it has a bound: a number of takes, an amount of money, or both, `at most 6 takes"
        " or 20 CNY`.",
        _shot("reroll: until it is good"),
        _shot("reroll: at most 6 takes or 20 CNY"),
    ),
    Code(
        "E0431",
        "bad-control",
        "a control that can not be read",
        "What to keep of a picture has a name, a strength, and the share of the steps in which it counts: `canny 0.6"
        " from 0% to 80%`.",
        _shot("start: street.first\n    keep: canny a lot"),
        _shot("start: street.first\n    keep: canny 0.6 from 0% to 80%"),
    ),
    Code(
        "E0432",
        "unknown-rate",
        "a frame rate that no film has",
        "Films run at 23.976, 24, 25, 29.97, 30, 48, 50, 59.94 or 60 frames a second. The three odd ones are exact"
        " fractions over 1001.",
        _film("fps: 26"),
        _film("fps: 25"),
    ),
    Code(
        "E0433",
        "bad-language",
        "a language that can not be read",
        "Languages are tags by BCP 47: `en`, `zh`, `yue`, `ja`, `pt-BR`. `zh` means Mandarin.",
        _film("language: English"),
        _film("language: en"),
    ),
)
