"""A workflow in ComfyUI's API format, in which a node's title says what is to be put there: `filmc:prompt`.

A title may name several slots, and which input each fills: `filmc:seed=noise_seed filmc:steps`. Where it does not, the
first input of the node that is usual for the slot is filled. A slot for a file that is not there takes its node with
it; a LoRA's node is repeated for each, or passed by where there is none, as is that of a control. What led only to a
node that is passed by goes with it: a server refuses a graph with a class of node that it lacks, wherever that stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from filmc.base.record import record

Node = dict[str, Any]
Value = str | int | float

_SLOT = re.compile(r"filmc:([a-z]+(?:-[a-z0-9]+)*)(?:=([A-Za-z_]\w*))?")
CONTROLS = ("canny", "depth", "pose")
"""What a picture can be held by; a workflow has a node `keep-KIND` for each that it knows, or `keep` for all."""
_FILE = ("image", "file", "video", "audio", "value")
_CONTROL = ("control_net_name", "value")
_KEEP = ("keep-weight", "keep-start", "keep-end")
_INPUTS: Mapping[str, tuple[str, ...]] = {
    "prompt": ("text", "prompt", "string", "value"),
    "avoid": ("text", "prompt", "string", "value"),
    "seed": ("seed", "noise_seed", "value"),
    "width": ("width", "value"),
    "height": ("height", "value"),
    "frames": ("length", "frames", "num_frames", "video_length", "value"),
    "fps": ("fps", "frame_rate", "value"),
    "seconds": ("seconds", "duration", "value"),
    "strength": ("denoise", "strength", "value"),
    "checkpoint": ("ckpt_name", "unet_name", "model_name", "value"),
    "control-model": _CONTROL,
    **{f"control-{kind}": _CONTROL for kind in CONTROLS},
    "steps": ("steps", "value"),
    "cfg": ("cfg", "value"),
    "guidance": ("guidance", "value"),
    "sampler": ("sampler_name", "value"),
    "scheduler": ("scheduler", "value"),
    "keep-weight": ("strength",),
    "keep-start": ("start_percent",),
    "keep-end": ("end_percent",),
    "left": ("left",),
    "top": ("top",),
    "right": ("right",),
    "bottom": ("bottom",),
    "start": _FILE,
    "end": _FILE,
    "picture": _FILE,
    "mask": _FILE,
    "clip": _FILE,
    "track": _FILE,
}
_WHOLE: Mapping[str, tuple[str, ...]] = {
    "size": ("width", "height"),
    "edges": ("left", "top", "right", "bottom"),
    "keep": _KEEP,
    **{f"keep-{kind}": _KEEP for kind in CONTROLS},
}
"""Slots that stand for several."""
_PASSED = ("model", "clip"), ("positive", "negative"), ("conditioning",)
"""Inputs that a node gives on as its outputs, in their order, with something added."""
_REFERENCE = "reference-"
_WITH = "with-"
"""What a node is titled that only does something with a file: it goes where the file is not there."""
RESULT = "result"
LORA = "lora"


class WorkflowError(ValueError):
    """A workflow that can not be used; its text says why."""


@record
class Slot:
    """A place to be filled: what with, at which node, in which of its inputs (empty: the usual one)."""

    name: str
    node: str
    into: str = ""


class Workflow:
    """A graph that is being filled."""

    def __init__(self, text: str) -> None:
        """Read a graph; WorkflowError where the text is none in API format."""
        self.nodes = _read(text)
        self._slots = [slot for ident, node in self.nodes.items() for slot in _slots_of(ident, node)]

    def has(self, name: str) -> bool:
        """Tell whether there is a slot `name`."""
        return any(slot.name == name for slot in self._slots)

    @property
    def files(self) -> set[str]:
        """The slots for files."""
        return {slot.name for slot in self._slots if is_file(slot.name)}

    def classes(self, name: str) -> list[str]:
        """Return the classes of the nodes that have the slot `name`."""
        return [self.nodes[slot.node]["class_type"] for slot in self._slots if slot.name == name]

    def fill(self, wishes: Mapping[str, Value]) -> None:
        """Put what is wished into its slots; what has no slot is left out. WorkflowError for a slot that can not be."""
        for slot in self._slots:
            node = self.nodes.get(slot.node)
            if node is not None and slot.name in wishes:
                node["inputs"][_input_of(slot, node)] = wishes[slot.name]

    def drop(self, name: str) -> None:
        """Take the nodes of slot `name` away, those that go with it, and whatever leads from them."""
        gone = {slot.node for slot in self._slots if slot.name in (name, f"{_WITH}{name}")}
        self.nodes = {ident: node for ident, node in self.nodes.items() if ident not in gone}
        for node in self.nodes.values():
            node["inputs"] = {key: value for key, value in node["inputs"].items() if not _leads_from(value, gone)}

    def pass_by(self, name: str) -> None:
        """Lead what comes into the nodes of slot `name` past them, and take away what led nowhere else."""
        for ident in dict.fromkeys(slot.node for slot in self._slots if slot.name == name):
            node = self.nodes.pop(ident)
            self._relink(ident, _passed(node))
            self._forsake(node)

    def hold(self, control: str | None) -> None:
        """Keep the node that holds a picture by `control` (None: nothing does), and pass by those of the others.

        WorkflowError where there is none.
        """
        names = [name for name in ("keep", *(f"keep-{kind}" for kind in CONTROLS)) if self.has(name)]
        used = next((name for name in (f"keep-{control}", "keep") if name in names), None) if control else None
        if control and not used:
            raise WorkflowError(f"no node is titled `filmc:keep-{control}`, or `filmc:keep` for any control")
        for name in names:
            if name != used:
                self.pass_by(name)

    def _forsake(self, node: Node) -> None:
        """Take the sources of a node that is gone away, if nothing else leads from them."""
        for source in [str(value[0]) for value in node["inputs"].values() if _leads_from(value, {*self.nodes})]:
            led = [value for each in self.nodes.values() for value in each["inputs"].values()]
            if source in self.nodes and not any(_leads_from(value, {source}) for value in led):
                self._forsake(self.nodes.pop(source))

    def stack(self, loras: Sequence[tuple[str, float]]) -> None:
        """Repeat the node of the LoRA slot for each of `loras` (file, weight), one behind the other."""
        if not loras:
            self.pass_by(LORA)
            return
        for first in [slot.node for slot in self._slots if slot.name == LORA]:
            self._repeat(first, loras)

    def _repeat(self, first: str, loras: Sequence[tuple[str, float]]) -> None:
        idents = [first, *(f"{first}-{number}" for number in range(2, len(loras) + 1))]
        self._relink(first, [[idents[-1], place] for place in range(len(_passed(self.nodes[first])))])
        node = self.nodes[first]
        for before, ident, (file, weight) in zip([None, *idents], idents, loras, strict=False):
            inputs = dict(node["inputs"])
            inputs |= {key: weight for key in inputs if key.startswith("strength")} | {"lora_name": file}
            if before:
                inputs |= {key: [before, place] for place, key in enumerate(_passed_names(node))}
            self.nodes[ident] = {**node, "inputs": inputs}

    def _relink(self, ident: str, sources: Sequence[Any]) -> None:
        for node in self.nodes.values():
            for key, value in node["inputs"].items():
                if _leads_from(value, {ident}):
                    node["inputs"][key] = _output(sources, value[1])


def is_file(name: str) -> bool:
    """Tell whether a slot is one for a file."""
    return _INPUTS.get(name) is _FILE or name.startswith(_REFERENCE)


def is_result(node: Node) -> bool:
    """Tell whether a node makes what was asked for."""
    return f"filmc:{RESULT}" in _title(node).split()


def _slots_of(ident: str, node: Node) -> Iterator[Slot]:
    """Yield the slots that a node's title names. WorkflowError for one that nobody knows."""
    for name, into in _SLOT.findall(_title(node)):
        if name not in {*_INPUTS, *_WHOLE, RESULT, LORA} and not is_file(name.removeprefix(_WITH)):
            raise WorkflowError(f"node {ident} has a slot that filmc does not know: {name}")
        yield Slot(name, ident, into)
        for part in _WHOLE.get(name, ()):
            yield Slot(part, ident)


def _title(node: Node) -> str:
    meta = node.get("_meta")
    return str(meta.get("title", "")) if isinstance(meta, dict) else ""


def _read(text: str) -> dict[str, Node]:
    try:
        graph = json.loads(text)
    except (ValueError, RecursionError):
        raise WorkflowError("it is no JSON") from None
    if isinstance(graph, dict) and isinstance(graph.get("nodes"), list):
        raise WorkflowError("it is saved for the editor; export it in API format")
    whole = isinstance(graph, dict) and all(
        isinstance(node, dict) and isinstance(node.get("inputs"), dict) and isinstance(node.get("class_type"), str)
        for node in graph.values()
    )
    if not whole or not graph:
        raise WorkflowError("it is no workflow in API format")
    return {str(ident): node for ident, node in graph.items()}


def _input_of(slot: Slot, node: Node) -> str:
    usual = _INPUTS.get(slot.name, _FILE)
    found = slot.into or next((name for name in usual if name in node["inputs"]), "")
    if not found:
        wanted = ", ".join(usual)
        raise WorkflowError(f"node {slot.node} has none of the inputs for `{slot.name}`: {wanted}")
    return found


def _leads_from(value: Any, nodes: set[str]) -> bool:
    return isinstance(value, list) and len(value) == 2 and str(value[0]) in nodes


def _output(sources: Sequence[Any], place: object) -> Any:
    """Return what comes in where output `place` of a node that is passed by had led. WorkflowError: it has no such."""
    if not isinstance(place, int) or not 0 <= place < len(sources):
        raise WorkflowError(f"a node leads from output {place} of one that is passed by, and has {len(sources)}")
    return sources[place]


def _passed_names(node: Node) -> tuple[str, ...]:
    """Return the inputs that a node gives on, in the order of its outputs."""
    inputs = node["inputs"]
    found = next((names for names in _PASSED if names[0] in inputs), ())
    return tuple(name for name in found if name in inputs)


def _passed(node: Node) -> list[Any]:
    names = _passed_names(node)
    if not names:
        raise WorkflowError(f"{node['class_type']} can not be passed by: it has neither model nor conditioning")
    return [node["inputs"][name] for name in names]
