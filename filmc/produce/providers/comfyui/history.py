"""What ComfyUI tells of its jobs: whose they are, how they ended, which files they made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from filmc.produce.protocol.base import Failed, Result, Succeeded
from filmc.produce.protocol.media import Family
from filmc.produce.protocol.told import part
from filmc.produce.protocol.verdict import FREE
from filmc.produce.providers.comfyui.workflow import is_result

OURS = "filmc"
"""Where in a job's own data our reference stands."""
_FAMILIES: Mapping[Family, str] = {
    "video": ".mp4 .webm .mov .mkv .gif",
    "audio": ".wav .flac .mp3 .ogg .opus .m4a",
    "image": ".png .jpg .jpeg .webp",
}


def reference_of(item: Any) -> str:
    """Return our reference in a job as the queue and the history have it: number, id, graph, data, outputs."""
    data = item[3] if isinstance(item, list) and len(item) > 3 else None
    return str(data.get(OURS, "")) if isinstance(data, dict) else ""


def graph_of(item: Any) -> dict[str, Any]:
    """Return the graph of a job as the queue and the history have it."""
    graph = item[2] if isinstance(item, list) and len(item) > 2 else None
    return graph if isinstance(graph, dict) else {}


def ended(entry: dict[str, Any]) -> Succeeded | Failed:
    """Return how a job ended, by its entry in the history."""
    messages = dict(part(entry, "status").get("messages") or ())
    if "execution_interrupted" in messages:
        return Failed("cancelled", "it was interrupted", FREE)
    if error := messages.get("execution_error"):
        return Failed("failed", f"{error.get('node_type')}: {error.get('exception_message')}", FREE)
    results = _results(entry)
    return Succeeded(results, FREE) if results else Failed("empty", "success without a file", FREE)


def _results(entry: dict[str, Any]) -> tuple[Result, ...]:
    """Return the files of the node that is titled as the result, else all; kept ones first, then moving ones."""
    outputs = part(entry, "outputs")
    graph = graph_of(entry.get("prompt"))
    ours = [ident for ident in outputs if is_result(graph.get(ident, {}))]
    files = [file for ident in ours or outputs for made in outputs[ident].values() for file in _files(made)]
    found = [(family, file) for family in _FAMILIES for file in files if _is(family, file["filename"])]
    found.sort(key=lambda each: each[1].get("type") == "temp")
    return tuple(Result(_view(file), family) for family, file in found)


def _files(made: Any) -> list[dict[str, str]]:
    return [file for file in made if isinstance(file, dict) and file.get("filename")] if isinstance(made, list) else []


def _is(family: Family, name: str) -> bool:
    return Path(name).suffix.lower() in _FAMILIES[family].split()


def _view(file: Mapping[str, str]) -> str:
    return "/view?" + urlencode({name: file.get(name, "") for name in ("filename", "subfolder", "type")})
