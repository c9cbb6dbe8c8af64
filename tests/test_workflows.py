"""Workflows as the user's own machine takes them: their slots, and what is said of those that can not be filled."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from emulators import faults, media
from emulators.adapter import numeric
from vendors import Ask
from vendors.comfyui import ComfyEmulator, titled

from filmc.base.assets import asset
from filmc.base.diagnostic import Notes
from filmc.base.fault import Fault
from filmc.base.world import MemoryWorld
from filmc.lower.job import Job
from filmc.lower.jobgraph import job_graph
from filmc.lower.model import Model
from filmc.lower.request import ClipRequest, EditRequest, PictureRequest, RepairKind, StillRequest
from filmc.lower.target import Target
from filmc.produce.models import known_models, table_of
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Cancelled, Order, Outcome, Refused, Running
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.opening import Opening
from filmc.produce.providers.comfyui import ComfyUI, open_provider
from filmc.produce.providers.comfyui.workflow import CONTROLS, Workflow, WorkflowError
from filmc.session import Session

WORKFLOWS = asset("stdlib") / "workflows"
SAVE = titled("SaveImage", "filmc:result", images=["1", 0], filename_prefix="x")
WRONG = {
    "no JSON": ("{", "it is no JSON"),
    "a list": ("[1]", "it is no workflow in API format"),
    "nothing": ("{}", "it is no workflow in API format"),
    "a node without inputs": ('{"1": {"class_type": "A"}}', "it is no workflow in API format"),
    "for the editor": ('{"nodes": [], "links": []}', "it is saved for the editor; export it in API format"),
    "an unknown slot": (
        json.dumps({"1": titled("A", "filmc:colour", x=1)}),
        "node 1 has a slot that filmc does not know: colour",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_workflow_is_told(name: str) -> None:
    text, why = WRONG[name]
    with pytest.raises(WorkflowError) as told:
        Workflow(text)
    assert str(told.value) == why


@pytest.mark.parametrize("path", sorted(WORKFLOWS.glob("*.json")), ids=lambda path: path.stem)
def test_shipped_workflows_have_what_they_are_asked_for(path: Path) -> None:
    workflow = Workflow(path.read_text("utf-8"))
    kinds = {name for model in table_of("comfyui").models.values() for name in dict(model.options).values()}
    assert path.stem in kinds, "no model is made by it"
    assert workflow.has("result")
    links = [value for node in workflow.nodes.values() for value in node["inputs"].values() if isinstance(value, list)]
    assert all(source in workflow.nodes for source, _ in links)


STILL = StillRequest("a girl", "", "16/9", (("texture-enhanzer", 0.5),))
ORPHAN = {"1": titled("LoadImage", "filmc:picture", image=""), "2": SAVE}
NO_INPUT = {"1": titled("A", "filmc:prompt", words=""), "2": SAVE}
LORA_ONLY = {"1": titled("A", "filmc:lora", lora_name=""), "2": SAVE}
EDIT = EditRequest("restyle", "ink", "", "16/9", keep=("depth", 1.0, 0.0, 1.0))
REFUSED: dict[str, tuple[Ask, dict[str, Any] | None, str]] = {
    "a LoRA that is not there": (Ask("sdxl", STILL), None, "it has texture-enhancer"),
    "no workflow": (Ask("own-image", replace(STILL, loras=())), None, '"own-image.still" = "FILE"'),
    "no slot for a file": (Ask("own-image", StillRequest("a", "", "1/1"), {"reference 1": "png"}), ORPHAN, "no node is titled `filmc:reference-1`"),
    "no slot for the control": (Ask("own-image", EDIT, {"picture": "png"}), ORPHAN, "no node is titled `filmc:keep-depth`, or `filmc:keep` for any control"),
    "no slot for LoRAs": (Ask("own-image", STILL), ORPHAN, "no node is titled `filmc:lora`"),
    "no result": (Ask("own-image", StillRequest("a", "", "1/1")), {"1": titled("A", "", x=1)}, "no node is titled `filmc:result`"),
    "no such input": (Ask("own-image", StillRequest("a", "", "1/1")), NO_INPUT, "node 1 has none of the inputs for `prompt`: text, prompt, string, value"),
    "a LoRA's node that is none": (Ask("own-image", StillRequest("a", "", "1/1")), LORA_ONLY, "A can not be passed by"),
    "another kind of request": (Ask("own-video", ClipRequest("rain", "", "16/9", 5000)), None, "there is no workflow for clip"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_workflow_can_not_do_is_told_before_anything_is_ordered(name: str, tmp_path: Path) -> None:
    ask, graph, why = REFUSED[name]
    options = {}
    if graph:
        (tmp_path / "own.json").write_text(json.dumps(graph))
        options = {f"own-image.{kind}": str(tmp_path / "own.json") for kind in ("still", "restyle")}
    with ComfyEmulator() as there, pytest.raises(Fault) as told:
        asyncio.run(opened(there, tmp_path, options).write(asked(ask.model, ask.what, tmp_path, ask.files)))
    assert told.value.code == "E1017"
    assert why in told.value.message
    assert not there.requests["submit"]


def test_a_file_that_is_gone_and_a_number_that_is_none_are_told(tmp_path: Path) -> None:
    plain = asked("own-image", StillRequest("a", "", "1/1"), tmp_path)
    for options, why in (
        ({"own-image.still": str(tmp_path / "gone.json")}, "can not be read"),
        ({"sdxl.steps": "many"}, "is no number"),
    ):
        made = plain if "own-image.still" in options else asked("sdxl", StillRequest("a", "", "1/1"), tmp_path)
        with ComfyEmulator() as there, pytest.raises(Fault, match=why):
            asyncio.run(opened(there, tmp_path, options).write(made))


def test_where_nobody_tells_of_loras_the_order_is_written_all_the_same(tmp_path: Path) -> None:
    ask = replace(STILL, loras=(("rain", 0.5),))
    with ComfyEmulator() as there:
        there.script("other", faults.ERROR_500)
        order = asyncio.run(opened(there, tmp_path, {}).write(asked("sdxl", ask, tmp_path)))
    assert json.loads(order.body)["prompt"]["2"]["inputs"]["lora_name"] == "rain.safetensors"


def test_a_picture_is_sent_once_and_a_waiting_job_is_taken_out_of_the_queue(tmp_path: Path) -> None:
    async def work(there: ComfyEmulator) -> None:
        comfy = opened(there, tmp_path, {})
        edit = asked("sdxl", EditRequest("restyle", "ink", "", "16/9"), tmp_path, {"picture": "png"})
        one = await comfy.write(edit)
        assert await comfy.write(edit) == one
        assert there.requests["upload"] == 1
        first, second = [await comfy.submit(Order(f"filmc-{n}", one.path, one.body)) for n in (1, 2)]
        assert isinstance(first, Accepted)
        assert isinstance(second, Accepted)
        assert isinstance(await comfy.cancel(second.handle), Cancelled)
        assert isinstance(await comfy.poll(first.handle), Running), "whose job runs is not interrupted"

    with ComfyEmulator() as there:
        asyncio.run(work(there))


HELD = """\
scene yard: EXT. YARD - NIGHT

    shot one: wide, 4s
        Rain.
        lora: rain 0.5
        lora: texture-enhancer 0.3
        start: refs/a.png
            {repair}
            keep: {control} 0.6 from 10% to 80%
"""
SEES = {"canny": "Canny", "depth": "DepthAnythingV2Preprocessor", "pose": "DWPreprocessor"}
REPAIRS = {"restyle": "restyle: spring", "fix": "fix (box 10% 10% 20% 20%): a lamp"}


@pytest.mark.parametrize(("repair", "control"), list(itertools.product(REPAIRS, SEES)))
def test_what_a_film_holds_on_to_arrives_with_its_loras(repair: str, control: str, tmp_path: Path) -> None:
    job = lowered(HELD.format(repair=REPAIRS[repair], control=control))
    graph = arrived(job, tmp_path, roles={"picture", *(["mask"] if repair == "fix" else [])})
    sampler = node(graph, "KSampler")
    apply = graph[sampler["positive"][0]]["inputs"]
    assert sampler["negative"] == [sampler["positive"][0], 1], "one control holds both"
    assert (apply["strength"], apply["start_percent"], apply["end_percent"]) == (0.6, 0.1, 0.8)
    seen = graph[apply["image"][0]]
    assert seen["class_type"] == SEES[control]
    assert graph[seen["inputs"]["image"][0]]["inputs"]["image"].startswith("filmc/"), "it is the picture that was sent"
    assert {"canny": "canny", "depth": "depth", "pose": "openpose"}[control] in node(graph, "ControlNetLoader")[
        "control_net_name"
    ]
    assert classes(graph) & {*SEES.values()} == {SEES[control]}, "nodes for others need not be there"
    last = graph[sampler["model"][0]]["inputs"]
    first = graph[last["model"][0]]["inputs"]
    assert (first["lora_name"], first["strength_model"]) == ("rain.safetensors", 0.5)
    assert (last["lora_name"], last["strength_model"]) == ("film/Texture-Enhancer.safetensors", 0.3)
    words = graph[graph[sampler["positive"][0]]["inputs"]["positive"][0]]["inputs"]
    assert words["clip"][0] == sampler["model"][0], "the words are read with the same LoRAs"


def test_a_users_own_control_goes_before_the_shipped_one(tmp_path: Path) -> None:
    job = lowered(HELD.format(repair=REPAIRS["restyle"], control="depth"))
    own = {"sdxl.control-depth": "controlnet-canny-sdxl-1.0.safetensors", "sdxl.control-pose": "elsewhere"}
    graph = arrived(job, tmp_path, own, roles={"picture"})
    assert node(graph, "ControlNetLoader")["control_net_name"] == own["sdxl.control-depth"]


def test_nodes_that_are_not_there_are_told_with_where_to_look(tmp_path: Path) -> None:
    with ComfyEmulator() as there:
        there.lacks = {"DWPreprocessor"}
        for control, good in (("canny", True), ("pose", False)):
            told = ordered(
                there, lowered(HELD.format(repair=REPAIRS["restyle"], control=control)), tmp_path, {}, {"picture"}
            )
            assert isinstance(told, Accepted) == good, told
    assert isinstance(told, Refused)
    assert "DWPreprocessor" in told.message
    assert "filmc models comfyui:" in told.message


REQUIRED = {
    ("CheckpointLoaderSimple", "ckpt_name"): "checkpoints",
    ("UNETLoader", "unet_name"): "diffusion_models",
    ("CLIPLoader", "clip_name"): "text_encoders",
    ("DualCLIPLoader", "clip_name1"): "text_encoders",
    ("DualCLIPLoader", "clip_name2"): "text_encoders",
    ("VAELoader", "vae_name"): "vae",
    ("CLIPVisionLoader", "clip_name"): "clip_vision",
    ("UpscaleModelLoader", "model_name"): "upscale_models",
    ("ControlNetLoader", "control_net_name"): "controlnet",
}


@pytest.mark.parametrize(
    "model",
    [model for model in table_of("comfyui").models.values() if not model.name.startswith("own-")],
    ids=lambda model: model.name,
)
def test_a_model_says_what_its_workflows_need_and_they_can_what_it_says(model: Model) -> None:
    flows = {kind: shipped(name) for kind, name in model.options if (WORKFLOWS / f"{name}.json").exists()}
    nodes = [node for flow in flows.values() for node in flow.nodes.values()]
    files = {
        f"{REQUIRED[node['class_type'], name]}/{value}"
        for node in nodes
        for name, value in node["inputs"].items()
        if (node["class_type"], name) in REQUIRED
    }
    assert {said.partition(" (")[0] for said in model.requires if "/" in said} == files
    assert any("comfyui_controlnet_aux" in said for said in model.requires) == bool(
        {*SEES.values()} & {node["class_type"] for node in nodes} - {"Canny"}
    )
    held = model.can.controlled or [kind for kind in flows if kind in get_args(RepairKind)]
    for kind, flow in flows.items():
        controls = {control for control in CONTROLS if flow.has(f"keep-{control}")}
        assert controls == ({*model.can.controls} if kind in held else set()), kind
        assert flow.has("lora") == bool(model.can.loras), kind


SHARES = {
    "nothing is said": ([], None),
    "by node": ([{"type": "progress_state", "data": {"prompt_id": "JOB", "nodes": {"1": {"value": 1, "max": 1}, "16": {"value": 10, "max": 20}}}}], (1 + 12) / 31),
    "by older servers": ([{"type": "progress", "data": {"prompt_id": "JOB", "node": "16", "value": 20, "max": 20}}], 24 / 31),
    "of another job": ([{"type": "progress", "data": {"prompt_id": "x", "node": "16", "value": 20, "max": 20}}], None),
    "nonsense": ([{"type": "progress_state", "data": {"prompt_id": "JOB", "nodes": [1]}}, {"type": "progress", "data": 3}], None),
}  # fmt: skip


@pytest.mark.parametrize("name", SHARES)
def test_how_far_a_job_is_can_be_heard(name: str, tmp_path: Path) -> None:
    said, share = SHARES[name]

    async def work(there: ComfyEmulator) -> None:
        comfy = opened(there, tmp_path, {"sdxl.steps": "24"})
        order = await comfy.write(
            asked("sdxl", EditRequest("restyle", "ink", "", "16/9"), tmp_path, {"picture": "png"})
        )
        outcome = await comfy.submit(Order("filmc-1", order.path, order.body))
        assert isinstance(outcome, Accepted)
        there.said += json.loads(json.dumps(said).replace("JOB", outcome.handle.job))
        told = await comfy.poll(outcome.handle)
        while told == Running(None) and (share is not None or not there.listeners):
            await asyncio.sleep(0.01)
            told = await comfy.poll(outcome.handle)
        await asyncio.sleep(0.05)
        assert await comfy.poll(outcome.handle) == Running(share and pytest.approx(share))
        assert there.listeners == ["/ws?clientId=filmc"]
        await comfy.close()

    with ComfyEmulator() as there:
        asyncio.run(asyncio.wait_for(work(there), 10))


def lowered(film: str) -> Job:
    """Return the repair that a film orders of SDXL."""
    session = Session(MemoryWorld({"main.film": film.encode(), "refs/a.png": b"a"}), "main.film")
    notes, known = Notes(), known_models()
    graph = job_graph(notes, session.check().film, Target("t", {"image": known["comfyui:sdxl"]}, known), session.digest)
    assert not list(notes), [str(note) for note in notes]
    return next(job for job in graph.jobs.values() if isinstance(job.what, EditRequest))


def ordered(there: ComfyEmulator, job: Job, folder: Path, options: dict[str, str], roles: Collection[str]) -> Outcome:
    """Order a job of the emulator with a picture for each role."""
    files = {role: folder / f"{role}.png" for role in roles}
    for file in files.values():
        file.write_bytes(media.png())

    async def order() -> Outcome:
        comfy = opened(there, folder, options)
        written = await comfy.write(Asked(job, 1, files))
        return await comfy.submit(Order("filmc-1", written.path, written.body))

    return asyncio.run(order())


def arrived(job: Job, folder: Path, options: dict[str, str] | None = None, *, roles: Collection[str]) -> dict[str, Any]:
    """Return the graph that a machine has been given for a job; it has checked each node of it."""
    with ComfyEmulator() as there:
        assert isinstance(ordered(there, job, folder, options or {}, roles), Accepted)
        [(graph, _, _)] = there.graphs.values()
    return graph


def node(graph: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the inputs of the only node of a class."""
    [found] = [each for each in graph.values() if each["class_type"] == kind]
    return found["inputs"]


def classes(graph: dict[str, Any]) -> set[str]:
    return {each["class_type"] for each in graph.values()}


def shipped(name: str) -> Workflow:
    return Workflow((WORKFLOWS / f"{name}.json").read_text("utf-8"))


def opened(there: ComfyEmulator, folder: Path, options: dict[str, str]) -> ComfyUI:
    facts = table_of("comfyui").facts
    settings = Settings(base=there.url, options=options)
    return open_provider(Opening(facts, {}, Answers(folder / "answers"), settings, resolve=numeric))


def asked(model: str, what: PictureRequest, folder: Path, files: Any = None) -> Asked:
    found = table_of("comfyui").models[f"comfyui:{model}"]
    kind = "clip" if isinstance(what, ClipRequest) else "still"
    job = Job(kind, what, found.id, "a job", how=(*found.options, ("seconds", "5")), name="a job", model=found)
    given = {role: folder / f"{number}.png" for number, role in enumerate(files or {})}
    for file in given.values():
        file.write_bytes(media.png())
    return Asked(job, 1, given)
