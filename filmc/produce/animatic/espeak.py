"""A program of its own: speaks lines with eSpeak NG. Run as a script, never imported.

eSpeak NG is GPL and can bring its process down, so it lives in this one. On standard input each line is a
JSON object with `voice`, `text`, `rate`, `pitch` and `range`; on standard output each is answered by a JSON
line, `{"samples": N, "rate": HZ}` followed by N 16-bit samples, or `{"error": WHY}`.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

import espeakng_loader

_SYNCHRONOUS = 2
_UTF8 = 1
_RATE, _PITCH, _RANGE = 1, 3, 4
"""`espeak_PARAMETER` of speak_lib.h."""
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def main() -> None:
    """Answer requests until standard input ends. What the library prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    say = _speaker()
    for line in sys.stdin.buffer:
        _answer(answers, say(json.loads(line)))


def _speaker() -> Callable[[dict[str, Any]], tuple[dict[str, Any], bytes]]:
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    hertz = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), 0)
    heard = bytearray()

    def collect(samples: Any, number: int, _events: Any) -> int:
        if number > 0:
            heard.extend(ctypes.string_at(samples, number * 2))
        return 0

    callback = _CALLBACK(collect)
    library.espeak_SetSynthCallback(callback)

    def say(request: dict[str, Any], _keep: Any = callback) -> tuple[dict[str, Any], bytes]:
        if library.espeak_SetVoiceByName(request["voice"].encode()) != 0:
            return {"error": f"no voice {request['voice']}"}, b""
        for parameter, name in ((_RATE, "rate"), (_PITCH, "pitch"), (_RANGE, "range")):
            library.espeak_SetParameter(parameter, int(request[name]), 0)
        heard.clear()
        text = request["text"].encode() + b"\0"
        library.espeak_Synth(text, len(text), 0, 1, 0, _UTF8, None, None)
        library.espeak_Synchronize()
        return {"samples": len(heard) // 2, "rate": hertz}, bytes(heard)

    return say


def _answer(out: BinaryIO, said: tuple[dict[str, Any], bytes]) -> None:
    header, samples = said
    out.write(json.dumps(header).encode() + b"\n" + samples)
    out.flush()


if __name__ == "__main__":
    main()
