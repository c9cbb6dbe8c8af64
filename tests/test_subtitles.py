"""Subtitles: what is read, for how long, broken where; and what the files say."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

import pytest

from filmc.ir.frames import RATES, FrameRange
from filmc.lower.linebreak import wrapped
from filmc.lower.subtitles import CJK_LINE, GAP, LATIN_LINE, cells, events
from filmc.lower.timeline import Subtitle
from filmc.render.exports.srt import srt
from filmc.render.exports.vtt import vtt

LONG_ZH = "都这么久了，怎么还没有回信呢？我把心里的话都写进去了，不知道会不会有人懂。其实我一直在等，等到花都开了又谢。"
LONG_EN = "I wrote to you every week, and every week I walked down to the mailbox, and every week there was nothing in it at all."


def said(start: int, end: int, text: str, language: str = "en") -> Subtitle:
    return Subtitle(FrameRange(start, end), {language: text}, "A", on_screen=True)


@pytest.mark.parametrize(
    ("text", "language", "limit"),
    [
        (LONG_ZH, "cmn", CJK_LINE),
        (LONG_EN, "en", LATIN_LINE),
        ("x" * 300, "en", LATIN_LINE),
        ("。" * 90, "cmn", CJK_LINE),
    ],
)
def test_long_lines_become_pages_of_two(text: str, language: str, limit: int) -> None:
    found = events([said(0, 240, text, language)], language, Fraction(24), 1000)
    assert "".join("".join(event.lines) for event in found).replace(" ", "") == text.replace(" ", "")
    assert all(len(event.lines) <= 2 for event in found)
    assert all(cells(line) <= limit for event in found for line in event.lines) or set(text) == {"。"}
    assert all(a.film_range.end <= b.film_range.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        LONG_ZH,
        "他说：“你好！”然后（笑着）走了，再也没有回来。" * 4,
        "「ありがとう」と言って、彼は静かに去っていった。" * 3,
    ],
)
def test_no_line_begins_or_ends_with_the_wrong_sign(text: str) -> None:
    for width in range(8, 40, 2):
        lines = wrapped(text, lambda line, width=width: cells(line) <= width)
        assert not [line for line in lines if line[0] in "，。！？）」”、"], width
        assert not [line for line in lines if line[-1] in "（「“"], width


def test_words_stay_whole() -> None:
    lines = wrapped(LONG_EN, lambda line: len(line) <= 20)
    assert " ".join(lines) == LONG_EN


@pytest.mark.parametrize(
    ("text", "language", "lines"),
    [
        (
            "火を止めてからです。沸騰すると香りが飛んでしまいますから、絶対に忘れないでくださいね。",
            "ja",
            [
                ("火を止めてからです。",),
                ("沸騰すると香りが飛ん", "でしまいますから、"),
                ("絶対に忘れないでくださいね。",),
            ],
        ),
        (
            "I wrote to you every week, and you never came.",
            "en",
            [("I wrote to you every", "week, and you never came.")],
        ),
    ],
)
def test_an_upright_frame_has_short_lines(text: str, language: str, lines: list[tuple[str, ...]]) -> None:
    found = events([said(0, 240, text, language)], language, Fraction(24), 1000, 9 / 16)
    assert [event.lines for event in found] == lines


def test_a_short_word_stays_a_second_where_there_is_room() -> None:
    first, second, third = events(
        [said(0, 6, "No."), said(10, 40, "Yes."), said(100, 106, "Oh.")], "en", Fraction(24), 110
    )
    assert first.film_range == FrameRange(0, 10 - GAP)
    assert second.film_range == FrameRange(10, 40)
    assert third.film_range == FrameRange(100, 110)  # the film ends


def test_two_at_once_are_one_event_with_dashes() -> None:
    (event,) = events([said(0, 40, "One"), said(4, 44, "Two")], "en", Fraction(24), 100)
    assert event.lines == ("- One", "- Two")
    assert event.film_range == FrameRange(0, 44)


def test_only_lines_that_have_the_language() -> None:
    found = events([said(0, 40, "你好", "cmn"), said(50, 90, "Hello")], "en", Fraction(24), 100)
    assert [event.lines for event in found] == [("Hello",)]


TIME = re.compile(r"(\d\d):(\d\d):(\d\d)[,.](\d\d\d)")


@pytest.mark.parametrize("name", RATES)
def test_times_are_within_half_a_millisecond_of_the_frame(name: str) -> None:
    rate, frame = RATES[name], 100_003
    for text in (srt(found := events([said(frame, frame + 70, "x")], "en", rate, 200_000), rate), vtt(found, rate)):
        match = TIME.search(text)
        assert match
        hours, minutes, seconds, thousandths = map(int, match.groups())
        told = Fraction(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths, 1000)
        assert abs(told - frame / rate) <= Fraction(1, 2000)


@pytest.mark.parametrize(
    "text", ["<i>a</i>", "a --> b", "{\\an8}a", "a & b", "</c>", "1\n\n00:00:00,000 --> 00:00:09,000\nx"]
)
def test_words_are_data(text: str) -> None:
    found = events([said(0, 40, text)], "en", Fraction(24), 100)
    sub, web = srt(found, Fraction(24)), vtt(found, Fraction(24))
    assert sub.count("-->") == 1 == web.count("-->")
    assert "<" not in sub
    assert "<" not in web
    assert sub.strip().count("\n\n") == 0
