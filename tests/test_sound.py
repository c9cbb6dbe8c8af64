"""Sounds as takes: made once, in parallel, the same bytes every time, whatever becomes of the speech engine."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hearing import line, piece

from filmc.lower.request import SoundRequest
from filmc.produce.animatic import talker
from filmc.produce.animatic.speech import speakable
from filmc.produce.sounds import make_sounds, sound_key

ENGINE = talker.find_engine()

REQUESTS = {
    "line": line("Hello there."),
    "kanji": line("手紙", "ja"),
    "music": piece(seconds=3),
    "door": SoundRequest("door", "", 800, loop=False),
    "unknown": SoundRequest("no such recipe", "", 500, loop=False),
}


def test_sounds_are_made_once(tmp_path):
    steps = []
    first = make_sounds(REQUESTS, tmp_path, lambda *step: steps.append(step))
    assert set(first) == set(REQUESTS)
    assert [step[:2] for step in steps] == [(n, 4) for n in range(1, 5)], "two lines are one job"
    assert {key for key, take in first.items() if take.substitute} == {"kanji"}
    assert first["music"].seconds == 3
    assert first["music"].channels == 2
    assert make_sounds(REQUESTS, tmp_path, lambda *_: pytest.fail("made again")) == first
    first["door"].path.write_bytes(first["door"].path.read_bytes()[:1000])
    assert make_sounds(REQUESTS, tmp_path) == first
    assert not list(tmp_path.glob("*.part"))


def test_two_processes_make_the_same_bytes(tmp_path):
    script = (
        f"import sys, hashlib, pathlib; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_sound as t\n"
        "takes = t.make_sounds(t.REQUESTS, pathlib.Path(sys.argv[1]))\n"
        "print(*(hashlib.sha256(takes[key].path.read_bytes()).hexdigest() for key in t.REQUESTS))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script, tmp_path / run], capture_output=True, check=True).stdout
        for run in "ab"
    ]
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == len(REQUESTS)


def test_work_in_parallel_gives_the_same(tmp_path):
    many = {f"m{n}": piece(str(n), 10) for n in range(5)} | {f"l{n}": line(f"Line {n}.") for n in range(14)}
    takes = make_sounds(many, tmp_path)
    assert len({hashlib.sha256(take.path.read_bytes()).digest() for take in takes.values()}) == len(many)
    alone = make_sounds({"m3": many["m3"]}, tmp_path / "alone")
    assert alone["m3"].path.read_bytes() == takes["m3"].path.read_bytes()


def test_an_interrupt_ends_the_work_and_leaves_nothing_half_written(tmp_path):
    script = (
        f"import sys, pathlib; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_sound as t\n"
        "work = {str(n): t.piece(str(n), 8) for n in range(60)}\n"
        "t.make_sounds(work, pathlib.Path(sys.argv[1]), lambda *_: print('one', flush=True))"
    )
    process = subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=20)
    assert b"KeyboardInterrupt" in complaint
    assert not list(tmp_path.glob("*.part"))
    assert 1 <= len(list(tmp_path.glob("*.wav"))) < 30


def test_no_voice_and_a_broken_one_give_substitutes(tmp_path, monkeypatch):
    broken = tmp_path / "espeak-ng"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    for wish in ("none", str(broken)):
        monkeypatch.setenv("FILMC_ESPEAK", wish)
        assert make_sounds({"l": line()}, tmp_path)["l"].substitute
    monkeypatch.delenv("FILMC_ESPEAK")
    assert not make_sounds({"l": line()}, tmp_path)["l"].substitute


def test_a_system_program_can_speak(tmp_path, monkeypatch):
    """A stand-in for `espeak-ng` that answers on standard output as it does: a WAV file of unknown length."""
    program = tmp_path / "speaker"
    program.write_text(
        f"#!{sys.executable}\n"
        "import struct, sys, math\n"
        "assert sys.argv[1:3] == ['-v', 'en-us+' + sys.argv[2][6:]] and sys.stdin.read() == '-x hello'\n"
        "body = b''.join(struct.pack('<h', int(9000 * math.sin(n / 20))) for n in range(22050))\n"
        "head = struct.pack('<4sI4s4sIHHIIHH4sI', b'RIFF', 0x7ffff024, b'WAVE', b'fmt ', 16, 1, 1, 22050, 44100, 2, 16,"
        " b'data', 0x7ffff000)\n"
        "sys.stdout.buffer.write(head + body)\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("FILMC_ESPEAK", str(program))
    take = make_sounds({"l": line("-x hello")}, tmp_path)["l"]
    assert not take.substitute
    assert 0.7 < take.seconds < 1.6


def test_a_crashed_engine_is_started_again():
    with talker._Talker() as speaker:
        good = talker.Utterance("en-us", "Hello.", 160, 50, 50)
        assert speaker.say(good)
        speaker._process.kill()
        speaker._process.wait()
        assert speaker.say(good) is None
        assert speaker.say(good)


def test_keys_name_what_is_asked():
    requests = [*REQUESTS.values(), line("Hello there.", identity="b"), piece(seconds=3.001)]
    assert len({sound_key(request, ENGINE) for request in requests}) == len(requests)
    assert sound_key(line(), ENGINE) != sound_key(line(), None)
    assert sound_key(piece(), ENGINE) == sound_key(piece(), None)
    assert speakable(line("ひらがな", "ja"))
    assert not speakable(line("漢字", "ja"))
