"""Type setting: every word is drawn as written, inside the frame, in whatever script; nothing in it is syntax."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from filmc.ir.frames import FrameRange
from filmc.lower.lettering import INKS, Lettering, lettering_of
from filmc.lower.timeline import Roll, Slate, Text
from filmc.render.draw.fonts import coverage, drawable, face, font_for, runs
from filmc.render.draw.type import STYLES, paint_roll, paint_sign, paint_slate, paint_text

WIDTH, HEIGHT = 640, 360
SMALL = (320, 180)
"""Where it is about whether, not about how well."""
LONG = 300
FRAMES = FrameRange(0, 24)

PIECES = [
    "'", '"', "''", '\\"', "\\", "\\\\", ":", ";", ",", "[", "]", "=", "%", "%%", "%{pts}", "%{eif\\:1\\:d}", "%{metadata\\:a}",
    "{", "}", "{{ 7*7 }}", "{% for i in x %}", "{\\an8}", "{\\pos(0,0)}", "\\N", "\\h", "<b>", "</i>", "<script>alert(1)</script>", "&amp;", "&#x41;",
    "[0:v]drawbox=c=red[v]", "movie=private.mp4", "',drawbox=t=fill,drawtext=text='", "$(id)", "`id`", "${HOME}", "| cat", "--", "-vf", "../../etc/passwd", "file:///etc/passwd", "http://example.com/a?b=c&d",
    "李华", "致李华", "龍馬", "ひらがな", "カタカナ", "한국어", "שלום", "مرحبا", "ไทย", "हिन्दी", "Ωμέγα", "Привет", "ñandú", "e\u0301", "ﬁ", "Ⅳ", "①",
    "🎬", "👩\u200d👩\u200d👧", "👍🏽", "🇨🇳", "❤️", "1️⃣", "\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x00", "\x07", "\x1b[31m", "\t", "\r", "\n", "\u2028", "\ue000", "\U000e0041", "\ud800",
    "。", "，", "！？", "「", "」", "（", "）", "“", "”", "——", "……", "　", " ", "  ", "NaN", "None", "null", "../", "a" * 60, "字" * 40,
]  # fmt: skip


def nasty(count: int) -> list[str]:
    """Return titles made of what has broken titles before."""
    dice = random.Random(25)
    titles = [*PIECES, "x" * 2000, "龍" * 2000, "word " * 400, "\n" * 50, ""]
    while len(titles) < count:
        titles.append("".join(dice.choices(PIECES, k=dice.randint(2, 9))))
    return titles


def seen(text: str) -> str:
    return "".join(character for character in drawable(text) if not character.isspace() and character != "\u200d")


def painted(text: str, style: str = "title", size: tuple[int, int] = (WIDTH, HEIGHT)) -> np.ndarray:
    return paint_text(Text(text, style, (), FRAMES), *size)


@pytest.mark.parametrize("style", STYLES)
def test_nasty_titles_are_drawn_inside_the_frame(style: str) -> None:
    for title in nasty(200) if style in {"title", "subtitle"} else nasty(60)[:60]:
        picture = painted(title, style)
        assert picture.shape == (HEIGHT, WIDTH, 4)
        assert (picture[..., :3] <= picture[..., 3:]).all(), f"not premultiplied: {title!r}"
        wanted = any(ord(character) not in range(0xFE00, 0xFE10) for character in seen(title))
        if wanted and style != "footage":
            assert picture[..., 3].max() > 60, f"nothing drawn: {title!r}"
        if style not in {"lower third", "footage"}:
            assert not picture[:, [0, -1], 3].any(), f"cut at the side: {title[:40]!r}"


def test_a_line_is_drawn_as_a_plain_type_setter_draws_it() -> None:
    for title in ["致李华", "It's 100% {done}: a\\b", "[x]=;'\"", "Привет, Ωμέγα!"]:
        board = (2000, 100)
        picture = painted(title, "quad", board)
        size, font = round(STYLES["quad"].size * 100), face("text", round(STYLES["quad"].size * 100))
        width = round(font.getlength(title))
        plain = Image.new("L", board, 0)
        y = round(100 / 2 - round(size * 1.32) / 2) + size * 0.66 + size * 0.36
        ImageDraw.Draw(plain).text((round(2000 / 2 - width / 2), y), title, fill=255, font=font, anchor="ls")
        assert np.abs(picture[..., 3].astype(int) - np.asarray(plain, int)).mean() < 0.6, title


def test_another_word_is_another_picture_and_the_same_the_same() -> None:
    titles = [title for title in nasty(120) if 0 < len(seen(title)) < 40]
    pictures = {title: painted(title).tobytes() for title in titles}
    assert all(pictures[title] == painted(title).tobytes() for title in titles[:10])
    shown = {" ".join(drawable(title).split()): pictures[title] for title in titles}
    assert len(set(shown.values())) == len(shown)


@pytest.mark.parametrize("encoding", ["gb2312", "big5", "euc_jp", "euc_kr"])
def test_the_signs_of_east_asia_are_there(encoding: str) -> None:
    wanted = (lambda c: "\uac00" <= c <= "\ud7a3") if encoding == "euc_kr" else str.isalpha
    missing = []
    for lead in range(0xA1, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                character = bytes([lead, trail]).decode(encoding)
            except UnicodeDecodeError:
                continue
            if wanted(character) and ord(character) not in coverage(font_for(character, "text")):
                missing.append(character)
    assert len(missing) <= 2, missing[:20]


def test_emoji_are_there() -> None:
    common = (
        "😀😂🤣😊😍🥰😎🤔😴😭😡🤯👻👽🤖🎃👍👎👏🙏💪🎬🎥📷🎞🎤🎧🎼🎹🎸🎻🥁🌧🌨⛄🔥🌊🌸🌳🍜🍵🚗🚀✈🚢🏠🏙🌉🐉🐟🐴🦊🐻📖✉📮✏🕰"
    )
    assert not [character for character in common if ord(character) not in coverage(font_for(character, "text"))]


def test_right_to_left_runs_stand_in_reading_order() -> None:
    assert [run.text.strip() for run in runs("שלום abc מרחבא", "text")] == ["מרחבא", "abc", "שלום"]
    assert runs("abc שלום def", "text")[0].text.strip() == "abc"


def test_cards_and_credits() -> None:
    slate = paint_slate(Slate("refs/a.png", "this file can not be opened"), WIDTH, HEIGHT)
    assert (slate[..., 3] == 255).all()
    assert slate[..., :3].std() > 5
    roll = paint_roll(Roll((("Director", "胡钧耀"), ("Cast", "A\nB\nC")), (0, 0, 0)), WIDTH, HEIGHT)
    assert roll.shape[0] > 2 * HEIGHT
    assert not roll[:HEIGHT, :, :3].any()
    assert not roll[-HEIGHT:, :, :3].any()
    assert paint_sign("EXAM", 120, 60, (255, 255, 255))[..., 3].max() > 200


STYLINGS = [
    ("", Lettering()),
    ("bold brush, white on black", Lettering(INKS["white"], INKS["black"], "bold", brush=True)),
    ("italic", Lettering(italic=True)),
    ("thin, red", Lettering(INKS["red"], weight="light")),
    ("large golden letters", Lettering(INKS["gold"], size=1.35)),
    ("small, on a blue ground", Lettering(ground=INKS["blue"], size=0.72)),
    ("黑底白字，毛笔", Lettering(INKS["white"], INKS["black"], brush=True)),
    ("红色大字", Lettering(INKS["red"], size=1.35)),
    ("handwritten on paper", Lettering(brush=True)),
    ("as on a ticket", Lettering()),
]


@pytest.mark.parametrize(("words", "wanted"), STYLINGS)
def test_words_of_style(words: str, wanted: Lettering) -> None:
    assert lettering_of(words) == wanted


def lettered(text: str, words: str, style: str = "title", size: tuple[int, int] = (WIDTH, HEIGHT)) -> np.ndarray:
    return paint_text(Text(text, style, (), FRAMES, lettering_of(words)), *size)


@pytest.mark.parametrize("words", [words for words, wanted in STYLINGS if wanted != Lettering()])
@pytest.mark.parametrize("style", ["title", "lower third", "quad"])
def test_style_changes_what_is_drawn_and_keeps_it_in_the_frame(words: str, style: str) -> None:
    assert not np.array_equal(lettered("Li Hua 李华", words, style, SMALL), painted("Li Hua 李华", style, SMALL))
    at = [words for words, _ in STYLINGS].index(words)
    for title in nasty(0)[at % 5 :: 5]:  # all of them, by one styling or another
        picture = lettered(title[:LONG], words, style, SMALL)  # how the longest are set, the plain styles tell
        assert (picture[..., :3] <= picture[..., 3:]).all(), f"not premultiplied: {title!r}"


def test_letters_have_their_ink_and_their_ground() -> None:
    picture = lettered("MMMM", "red on gold")
    solid = picture[picture[..., 3] > 250][:, :3]
    assert (np.abs(solid - np.array(INKS["red"])).max(1) < 12).sum() > 300
    ground = picture[(picture[..., 3] > 190) & (picture[..., 1] > 100)].astype(float)
    assert len(ground) > 2000
    assert np.abs(ground[:, :3] / ground[:, 3:] * 255 - np.array(INKS["gold"])).mean() < 8


def test_italics_lean_to_the_right() -> None:
    """The top of an I stands further to the right than its foot."""

    def lean(words: str) -> float:
        alpha = lettered("I", words)[..., 3].astype(float)
        alpha[alpha < 250] = 0
        rows = np.flatnonzero(alpha.any(axis=1))
        x = np.arange(WIDTH)
        top, foot = (float((alpha[row] * x).sum() / alpha[row].sum()) for row in (rows[2], rows[-3]))
        return (top - foot) / (rows[-3] - rows[2])

    assert abs(lean("")) < 0.03
    assert 0.15 < lean("italic") < 0.28
