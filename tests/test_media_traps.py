"""Files that are not what their names say: ffmpeg must open nothing but the file it was given, Pillow no bomb."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from screen import ffmpeg, tone

from filmc.base.fault import Fault
from filmc.base.ffmpeg import find_ffmpeg
from filmc.render.footage import FootageReader
from filmc.render.media import check_picture, open_picture
from filmc.render.probe import probe
from filmc.render.sound import import_sound

HLS = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n{canary}\n#EXT-X-ENDLIST\n"
CONCAT = "ffconcat version 1.0\nfile {canary}\n"
DASH = """<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT1S"
profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet><Representation id="1" bandwidth="1"
mimeType="video/mp4"><BaseURL>{canary}</BaseURL></Representation></AdaptationSet></Period></MPD>"""
SDP = "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{canary}"/></svg>'
SRT = "1\n00:00:00,000 --> 00:00:01,000\n{canary}\n"
TEXTS = {"hls": HLS, "concat": CONCAT, "dash": DASH, "sdp": SDP, "svg": SVG, "srt": SRT, "lavfi": "movie={canary}"}
NAMES = ("mp4", "mov", "mkv", "png", "jpg", "wav", "srt", "ts")


@pytest.fixture(scope="module")
def den(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the file that nobody may open."""
    folder = tmp_path_factory.mktemp("den")
    made = ffmpeg(
        "-v",
        "error",
        "-f",
        "lavfi",
        "-i",
        "testsrc=s=64x64:d=1",
        "-f",
        "lavfi",
        "-i",
        "sine=d=1",
        "-shortest",
        str(folder / "canary.mp4"),
    )
    assert made.returncode == 0, made.stderr
    return folder


def dref_mov(path: Path, canary: Path) -> None:
    """Write a MOV whose samples lie in another file (an external data reference)."""
    data = canary.read_bytes()
    here = b"\x00\x00\x00\x0curl \x00\x00\x00\x01"  # a reference to the file itself
    there = f"file://{canary}".encode() + b"\0"
    body = b"url \x00\x00\x00\x00" + there
    grown = struct.pack(">I", len(body) + 4) + body
    extra = len(grown) - len(here)
    at = data.index(here)
    while at >= 0:
        for kind in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
            start = data.rindex(kind, 0, at + 1) - 4
            size = struct.unpack_from(">I", data, start)[0]
            data = data[:start] + struct.pack(">I", size + extra) + data[start + 4 :]
        data = data[:at] + grown + data[at + len(here) :]
        at = data.find(here, at + len(grown))
    path.write_bytes(data)


def traps(den: Path) -> list[Path]:
    """Return every text under every name, naming the canary absolutely and relatively."""
    files = []
    for kind, text in TEXTS.items():
        for ext in NAMES:
            for where in (str(den / "canary.mp4"), "canary.mp4", f"file:{den}/canary.mp4"):
                path = den / f"{kind}{len(files)}.{ext}"
                path.write_text(text.format(canary=where), "utf-8")
                files.append(path)
    return files


def refused(path: Path, out: Path) -> list[str]:
    """Return the codes with which the three openers refuse `path`."""
    binary = find_ffmpeg()
    openers = (
        lambda: probe(path, "footage", binary),
        lambda: FootageReader(binary, path, Fraction(0), (64, 64), Fraction(24)).read(0),
        lambda: import_sound(path, out, binary),
        lambda: open_picture(path),
        lambda: check_picture(path),
    )
    codes = []
    for opener in openers:
        with pytest.raises(Fault) as caught:
            opener()
        codes.append(caught.value.code)
    return codes


def test_texts_in_media_names_are_opened_as_none(den: Path, tmp_path: Path) -> None:
    for path in traps(den):
        assert refused(path, tmp_path / "out.wav") == ["E0921"] * 5, path.name


def test_patterns_and_protocols_are_no_names_of_files(den: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        ffmpeg(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=s=16x16",
            "-frames:v",
            "1",
            "-update",
            "1",
            str(den / f"f{number:02d}.png"),
        )
    canary = den / "canary.mp4"
    for name in ("f%02d.png", "concat:canary.mp4|canary.mp4", "subfile,,start,0,end,0,,:canary.mp4", "-i"):
        assert refused(den / name, tmp_path / "out.wav") == ["E0920"] * 5, name
    shutil.copy(canary, den / "p%02d.mp4")
    assert probe(den / "p%02d.mp4", "footage", find_ffmpeg()).width == 64  # a file with such a name is only a file


OPEN_ALL = """
import sys
from fractions import Fraction
from pathlib import Path
from filmc.base.fault import Fault
from filmc.base.ffmpeg import find_ffmpeg
from filmc.render.footage import FootageReader
from filmc.render.probe import probe
from filmc.render.sound import import_sound
path, out, binary = Path(sys.argv[1]), Path(sys.argv[2]), find_ffmpeg()
for opener in (
    lambda: FootageReader(binary, path, Fraction(0), (64, 64), Fraction(24)).read(0),
    lambda: probe(path, "footage", binary),
    lambda: import_sound(path, out, binary),
):
    try:
        opener()
    except Fault as fault:
        print(fault)
"""


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace to see what is opened")
def test_a_film_with_its_samples_elsewhere_opens_no_other_file(den: Path) -> None:
    trap, log = den / "dref.mov", den / "strace.log"
    dref_mov(trap, den / "canary.mp4")
    watch = ["strace", "-f", "-e", "trace=openat,open,connect", "-o", str(log)]
    command = [sys.executable, "-c", OPEN_ALL, str(trap), str(den / "out.wav")]
    subprocess.run([*watch, *command], check=True, capture_output=True)
    seen = log.read_text("utf-8", "replace")
    assert seen.count("dref.mov") >= 3
    assert "canary" not in seen
    assert "AF_INET" not in seen


def test_the_whitelist_stops_what_the_first_bytes_let_through(den: Path) -> None:
    """The second wall alone: ffmpeg under our options refuses a playlist whose first bytes we had not looked at."""
    from filmc.render.command import SAFE, file_url

    trap = den / "wall.mp4"
    options = [part for name, value in SAFE.items() for part in (f"-{name}", value)]
    for text in (HLS, CONCAT):
        trap.write_text(text.format(canary="canary.mp4"), "utf-8")
        answer = ffmpeg("-v", "error", *options, "-i", file_url(trap), "-f", "null", "-")
        assert answer.returncode != 0
        assert b"whitelist" in answer.stderr or b"Invalid data" in answer.stderr


def bomb(width: int, height: int) -> bytes:
    """Return a PNG that says it is `width` × `height` and holds nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(30_000, 30_000), "E0922"),
        (bomb(9_000, 9_000), "E0922"),
        (bomb(640, 480)[:60], "E0923"),
        (bomb(640, 480), "E0923"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "E0923"),
        (b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0", "E0923"),
        (b"GIF89a" + bytes(40), "E0921"),
        (b"SIMPLE  =                    T", "E0921"),
        (b"", "E0921"),
    ],
)
def test_bombs_and_broken_pictures_are_refused(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    with pytest.raises(Fault) as caught:
        open_picture(path)
    assert caught.value.code == code


def test_pictures_stand_upright_and_keep_their_alpha(tmp_path: Path) -> None:
    from PIL import Image

    pixels = np.zeros((10, 20, 3), np.uint8)
    pixels[:, :10] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera on its side
    Image.fromarray(pixels).save(tmp_path / "side.jpg", exif=exif)
    upright = open_picture(tmp_path / "side.jpg")
    assert upright.shape[:2] == (20, 10)
    assert upright[2, 5, 0] > 240
    assert upright[17, 5, 0] < 20
    Image.fromarray(np.full((4, 4, 4), (200, 100, 50, 128), np.uint8)).save(tmp_path / "clear.png")
    assert open_picture(tmp_path / "clear.png")[0, 0].tolist() == [100, 50, 25, 128]


def test_foreign_sound_becomes_a_take(tmp_path: Path) -> None:
    tone(tmp_path / "in.wav", 1.0)
    ffmpeg("-v", "error", "-i", str(tmp_path / "in.wav"), "-ar", "44100", str(tmp_path / "in.mp3"))
    take = import_sound(tmp_path / "in.mp3", tmp_path / "out.wav", find_ffmpeg())
    assert (take.channels, abs(take.samples - 48000) < 3000) == (2, True)
    assert not list(tmp_path.glob("*.part"))
