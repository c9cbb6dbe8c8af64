"""`filmc doctor`: look whether this machine has what filmc needs."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from filmc import __version__
from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import cache_home
from filmc.base.process import run as run_program
from filmc.tools.console import Console
from filmc.tools.finding import Finding
from filmc.tools.project import folder_world
from filmc.tools.provider_findings import examine_providers
from filmc.tools.report.cells import neutral

STORY = """\
Nothing is changed, and without --net nothing is sent anywhere. Every fault comes with what to do about it. Of the
providers that the targets of this folder name it tells where each key was found; never the key. With --net the front
page of each is asked for, without any key: that can not cost anything.

Keys come from the environment (the name of each is told), from `keys.toml` beside your own configuration, with lines
as NAME = "key" and readable only for you (chmod 600), or from the keyring: `keyring set filmc NAME`.

  filmc doctor
  filmc doctor --all          of every provider that is known
  filmc doctor --json"""

ENCODERS = ("libx264", "aac")
FILTERS = ("scale", "crop", "fps", "format", "aresample", "ebur128", "alimiter", "trim", "setpts")
ROOM = 2 * 1024**3
"""Bytes that should be free: a film of an hour at 1080p with its parts."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `doctor` takes."""
    parser.add_argument("--all", action="store_true", help="look at every known provider, not only those of targets")
    parser.add_argument("--net", action="store_true", help="look whether providers answer; sends no key, costs nothing")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print every finding; return 1 where one is a fault."""
    findings = [*examine(), *_providers(every=arguments.all, asking=arguments.net)]
    ok = all(finding.level != "fault" for finding in findings)
    if console.as_json:
        console.answer(ok, findings=[asdict(finding) for finding in findings])
        return int(not ok)
    for finding in findings:
        mark = {"ok": "✓", "note": "·", "fault": "✗"}[finding.level]
        console.write(f"{mark} {neutral(finding.what)}: {neutral(finding.found)}\n")
        if finding.remedy:
            console.write(f"    {neutral(finding.remedy)}\n")
    return int(not ok)


def examine() -> Iterator[Finding]:
    """Yield what was found, one thing after the other."""
    yield Finding("filmc", "ok", f"{__version__} with Python {sys.version.split()[0]}")
    yield from _ffmpeg()
    yield _shipped()
    yield _voice()
    yield _terminal()
    yield _writable("cache", cache_home())
    yield _writable("temporary files", Path(tempfile.gettempdir()))
    yield _room(Path.cwd())


def _providers(*, every: bool, asking: bool) -> Iterator[Finding]:
    try:
        yield from examine_providers(folder_world(), every=every, asking=asking)
    except Fault as fault:  # a table of models that can not be read
        yield Finding("providers", "fault", fault.message, "; ".join(fault.hints))


def _ffmpeg() -> Iterator[Finding]:
    try:
        ffmpeg = find_ffmpeg()
    except Fault as fault:
        yield Finding("ffmpeg", "fault", fault.message, "; ".join(fault.hints))
        return
    yield Finding("ffmpeg", "ok", f"{ffmpeg.version} at {ffmpeg.path}")
    for option, wanted in (("-encoders", ENCODERS), ("-filters", FILTERS)):
        listed = run_program([str(ffmpeg.path), "-hide_banner", option], timeout=20).output.decode("utf-8", "replace")
        missing = [name for name in wanted if f" {name} " not in listed]
        if missing:
            remedy = "unset FILMC_FFMPEG to use the one that comes along"
            yield Finding(f"ffmpeg {option[1:]}", "fault", f"{', '.join(missing)} missing", remedy)


def _shipped() -> Finding:
    try:
        fonts = list(asset("stdlib/fonts").glob("*.?tf"))
        asset("grammar/film.lark")
    except FileNotFoundError as missing:
        return Finding("grammar, vocabulary, fonts", "fault", str(missing), "reinstall filmc")
    if not fonts:
        return Finding("fonts", "fault", "none came along", "reinstall filmc")
    return Finding("grammar, vocabulary, fonts", "ok", f"complete, {len(fonts)} fonts")


def _voice() -> Finding:
    from filmc.produce.animatic.speech import voice_engine  # noqa: PLC0415  -- numpy is wanted only here

    engine = voice_engine()
    if engine:
        return Finding("voice", "ok", engine)
    return Finding("voice", "note", "none: lines are murmured", "pip install 'filmc[speech]' lets eSpeak NG speak them")


def _terminal() -> Finding:
    encoding = (sys.stdout.encoding or "").lower()
    if "utf" in encoding:
        return Finding("terminal", "ok", encoding)
    return Finding("terminal", "note", encoding or "unknown", "set LANG to a UTF-8 locale, as C.UTF-8")


def _writable(what: str, folder: Path) -> Finding:
    there = next(up for up in (folder, *folder.parents) if up.exists())
    if os.access(there, os.W_OK):
        return Finding(what, "ok", str(folder))
    return Finding(what, "fault", f"{folder} can not be written", "set FILMC_CACHE or TMPDIR to a folder that can")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    found = f"{free / 1024**3:.1f} GB free"
    if free < ROOM:
        return Finding("disk", "note", found, "a film of an hour takes about 2 GB")
    return Finding("disk", "ok", found)
