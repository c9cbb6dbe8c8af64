"""Sound files of the project and of the store → takes of ours: each decoded once, by the format that its bytes show."""

from __future__ import annotations

from pathlib import Path

from filmc.base.diagnostic import Notes
from filmc.base.digest import digest_file
from filmc.base.fault import Fault
from filmc.base.ffmpeg import find_ffmpeg
from filmc.base.files import store_home
from filmc.base.world import World
from filmc.ir.film import Film
from filmc.lower.breakdown import sound_file
from filmc.lower.material import Playing, file_key
from filmc.produce.animatic.wav import read_take
from filmc.produce.store import blob
from filmc.produce.take import SoundTake
from filmc.render.sound import import_sound


def import_sounds(notes: Notes, film: Film, world: World, cache: Path) -> dict[str, SoundTake]:
    """Return a take for every sound file that the film plays, by `file_key`; one that can not be opened is noted."""
    takes: dict[str, SoundTake] = {}
    played = {path: sound for sound in film.sounds if (path := sound_file(film, sound))}
    for path, sound in played.items():
        try:
            real = world.locate(path)
            key = file_key(digest_file(real))
            out = cache / f"{key}.wav"
            takes[key] = read_take(out) or import_sound(real, out, find_ffmpeg())
        except Fault as fault:
            notes.add(fault.code, sound.span, fault.message, *fault.hints)
        except OSError as error:
            notes.add("E0601", sound.span, f"`{path}` can not be read: {error.strerror}")
    return takes


def import_takes(playing: Playing, cache: Path) -> dict[str, SoundTake]:
    """Return everything heard that plays from the store, as takes by `file_key`. Fault E092x: it holds no sound."""
    takes: dict[str, SoundTake] = {}
    for key in playing.heard.values():
        out = cache / f"{key}.wav"
        source = blob(store_home(), key.removeprefix(file_key("")))
        takes[key] = read_take(out) or import_sound(source, out, find_ffmpeg())
    return takes
