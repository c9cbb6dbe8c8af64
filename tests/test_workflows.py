"""Workflows as the user's own machine takes them: their slots, and what is said of those that can not be filled."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from emulators import faults, media
from emulators.adapter import numeric
from vendors import Ask
from vendors.comfyui import ComfyEmulator, titled

from filmc.base.assets import asset
from filmc.base.fault import Fault
from filmc.lower.job import Job
from filmc.lower.request import ClipRequest, EditRequest, PictureRequest, StillRequest
from filmc.produce.models import table_of
from filmc.produce.protocol.adapter import Asked
from filmc.produce.protocol.answers import Answers
from filmc.produce.protocol.base import Accepted, Cancelled, Order, Running
from filmc.produce.protocol.facts import Settings
from filmc.produce.protocol.opening import Opening
from filmc.produce.providers.comfyui import ComfyUI, open_provider
from filmc.produce.providers.comfyui.workflow import Workflow, WorkflowError

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


@pytest.mark.parametrize("path", sorted((asset("stdlib") / "workflows").glob("*.json")), ids=lambda path: path.stem)
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
    "no slot for the control": (Ask("own-image", EDIT, {"picture": "png"}), ORPHAN, "no node is titled `filmc:keep`"),
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


SHARES = {
    "nothing is said": ([], None),
    "by node": ([{"type": "progress_state", "data": {"prompt_id": "JOB", "nodes": {"1": {"value": 1, "max": 1}, "9": {"value": 10, "max": 20}}}}], (1 + 12) / 33),
    "by older servers": ([{"type": "progress", "data": {"prompt_id": "JOB", "node": "9", "value": 20, "max": 20}}], 24 / 33),
    "of another job": ([{"type": "progress", "data": {"prompt_id": "x", "node": "9", "value": 20, "max": 20}}], None),
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
