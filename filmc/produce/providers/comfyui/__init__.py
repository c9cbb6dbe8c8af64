"""ComfyUI on the user's own machine: stills, repairs and clips by workflows, shipped or the user's own."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from filmc.base.assets import asset
from filmc.base.digest import digest_file
from filmc.frontend.suggest import nearest
from filmc.lower.request import EditRequest, EnlargeRequest, LoraEditRequest, StillRequest
from filmc.produce.protocol.adapter import OWN_REFERENCE, Asked, Written, not_possible, not_sent
from filmc.produce.protocol.base import (
    Cancelled,
    Failed,
    Handle,
    Known,
    Order,
    Progress,
    Running,
    TooLate,
    Unclear,
)
from filmc.produce.protocol.carrying import Part, form, type_of, written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question, Remote
from filmc.produce.protocol.told import listed, part, told
from filmc.produce.protocol.verdict import FREE, Complaint
from filmc.produce.providers.comfyui.history import OURS, ended, graph_of, reference_of
from filmc.produce.providers.comfyui.listening import Listener
from filmc.produce.providers.comfyui.wishes import wishes_of
from filmc.produce.providers.comfyui.workflow import LORA, RESULT, Workflow, WorkflowError, is_file

_LISTED = 1000
_NOT_THERE = {"value_not_in_list", "missing_node_type", "invalid_prompt"}
"""What a server says where it lacks a file, or a class of nodes (newer ones, older ones)."""
_SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "video/mp4": ".mp4", "audio/wav": ".wav"}


def open_provider(opening: Opening) -> ComfyUI:
    """Return ComfyUI."""
    return ComfyUI(opening)


class ComfyUI(Remote):
    """`POST /prompt` with a graph → prompt id; `/history/{id}` has it when it has ended, `/queue` before."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._uploaded: MutableMapping[str, str] = opening.memo("uploaded")
        self._loras: dict[str, list[str]] = {}
        self._listener = Listener(self.opening.base, OURS)

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        return {}

    # ---- an order

    async def write(self, asked: Asked) -> Written:
        kind = _kind(asked)
        try:
            workflow = Workflow(self._text(asked, kind))
            await self._filled(asked, workflow)
        except WorkflowError as error:
            raise not_possible(asked, f"its workflow for {kind}: {error}") from None
        except OSError as error:
            raise not_possible(asked, f"its workflow for {kind} can not be read: {error.strerror}") from None
        body = {"prompt": workflow.nodes, "client_id": OURS, "extra_data": {OURS: OWN_REFERENCE}}
        return written("/prompt", body)

    def _text(self, asked: Asked, kind: str) -> str:
        """Return the workflow: the user's own file for this model and kind, or the one that the table names."""
        assert asked.job.model
        setting = f"{asked.job.model.name}.{kind}"
        if own := self.opening.settings.options.get(setting):
            return Path(own).expanduser().read_text("utf-8", "replace")
        if shipped := dict(asked.job.model.options).get(kind):
            return (asset("stdlib") / "workflows" / f"{shipped}.json").read_text("utf-8")
        where = f'[providers.{self.name}.options] with "{setting}" = "FILE"'
        raise not_possible(asked, f"there is no workflow for {kind}; name your own by {where}")

    async def _filled(self, asked: Asked, workflow: Workflow) -> None:
        what = asked.job.sent
        files = {slot: file for role, file in asked.files.items() if is_file(slot := role.replace(" ", "-"))}
        keep = what.keep if isinstance(what, EditRequest) else None
        loras = what.loras if isinstance(what, StillRequest | LoraEditRequest) else ()
        needed = (*files, *([LORA] if loras else []), RESULT)
        if missing := [name for name in needed if not workflow.has(name)]:
            raise WorkflowError(f"no node is titled `filmc:{missing[0]}`")
        for slot in workflow.files - files.keys():
            workflow.drop(slot)
        workflow.hold(keep[0] if keep else None)
        workflow.stack([(await self._lora(asked, workflow, name), weight) for name, weight in loras])
        named = {slot: await self._upload(asked, slot, file) for slot, file in files.items()}
        workflow.fill({**wishes_of(asked, self._how(asked)), **named})

    def _how(self, asked: Asked) -> dict[str, str]:
        """Return how it is made: what the user sets for its model goes before what the table says."""
        assert asked.job.model
        mine = f"{asked.job.model.name}."
        own = self.opening.settings.options
        return {**dict(asked.job.how), **{name.removeprefix(mine): own[name] for name in own if name.startswith(mine)}}

    async def _lora(self, asked: Asked, workflow: Workflow, name: str) -> str:
        """Return the file of the LoRA called `name`, as the machine lists it."""
        node = workflow.classes(LORA)[0]
        found = {_stem(file): file for file in await self._listed(node)}
        if not found:
            return f"{name}.safetensors"  # nobody tells: the order itself will be refused where it is another
        if _stem(name) not in found:
            near = nearest(_stem(name), found)
            hint = f"; it has {', '.join(near)}" if near else ""
            raise not_possible(asked, f"there is no LoRA `{name}` on that machine{hint}")
        return found[_stem(name)]

    async def _listed(self, node: str) -> list[str]:
        """Return the files that a class of node can load, asked for once; none where the machine does not tell."""
        if node not in self._loras:
            answer = await self.asked(Question("GET", f"/object_info/{node}"))
            listed = _choices(answer, node) if isinstance(answer, Reply) else []
            if not listed:
                return []
            self._loras[node] = listed
        return self._loras[node]

    async def _upload(self, asked: Asked, slot: str, file: Path) -> str:
        """Send a file, once; return the name that it has there."""
        known = digest_file(file)
        if known not in self._uploaded:
            name = f"{OURS}-{known[:16]}{_SUFFIXES.get(type_of(file), '.png')}"
            parts = (Part("image", file, name), Part("type", "input"), Part("subfolder", OURS))
            order = form("/upload/image", parts)
            answer = await self.transport.call("POST", order.path, order.body, {"content-type": order.content_type})
            said = told(answer)
            if isinstance(answer, Broken) or answer.status != 200 or not said.get("name"):
                why = answer.reason if isinstance(answer, Broken) else f"it answered {answer.status}"
                raise not_sent(asked, f"the {slot}", why)
            folder = str(said.get("subfolder") or "")
            self._uploaded[known] = f"{folder}/{said['name']}" if folder else str(said["name"])
        return self._uploaded[known]

    # ---- its answers

    def accepted(self, order: Order, reply: Reply) -> Handle | None:
        ident = told(reply).get("prompt_id")
        return self.handle(ident) if reply.status == 200 and isinstance(ident, str) and ident else None

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        error, nodes = said.get("error"), part(said, "node_errors")
        words = [error.get("message"), error.get("details")] if isinstance(error, dict) else [error]
        kinds = {str(part(said, "error").get("type"))}
        for ident in nodes:
            node = part(nodes, ident)
            errors = listed(node, "errors")
            words += [f"{node.get('class_type')} ({ident}): {each.get('details')}" for each in errors]
            kinds |= {str(each.get("type")) for each in errors}
        if kinds & _NOT_THERE:
            words.append(f"`filmc models {self.name}:MODEL` lists what has to be there")
        return Complaint("", "; ".join(str(word) for word in words if word), FREE)

    def question(self, handle: Handle) -> Question:
        return Question("GET", f"/history/{handle.job}")

    async def progress(self, handle: Handle, reply: Reply) -> Progress | None:
        said = reply.json
        if reply.status != 200 or not isinstance(said, dict):
            return None
        if handle.job in said:
            self._listener.forget(handle.job)
            return ended(said[handle.job])
        queue = await self._queue()
        if queue is None:
            return None
        if handle.job in queue["queue_running"]:
            return Running(self._listener.share(handle.job, graph_of(queue["queue_running"][handle.job])))
        if handle.job in queue["queue_pending"]:
            return Running(0.0)
        again = await self.asked(self.question(handle))  # it may have ended between the two questions
        if isinstance(again, Broken) or again.status != 200 or not isinstance(again.json, dict):
            return None
        entry = again.json.get(handle.job)
        return ended(entry) if entry else Failed("lost", "the machine no longer knows this job", FREE)

    async def close(self) -> None:
        """As `Adapter.close`."""
        await self._listener.close()
        await super().close()

    async def _queue(self) -> dict[str, dict[str, Any]] | None:
        """Return the jobs that run and those that wait, by id; None where nobody says."""
        answer = await self.asked(Question("GET", "/queue"))
        said = told(answer)
        names = ("queue_running", "queue_pending")
        if isinstance(answer, Broken) or not all(isinstance(said.get(name), list) for name in names):
            return None
        return {name: {str(item[1]): item for item in said[name] if _is_job(item)} for name in names}

    async def cancel(self, handle: Handle) -> Cancelled | TooLate | Unclear:
        """As `Provider.cancel`. Old servers interrupt whatever runs: so it is ours, or nothing is sent."""
        queue = await self._queue()
        if queue is None:
            return Unclear("the machine does not say what runs")
        if handle.job in queue["queue_pending"]:
            return await self._stopped("/queue", {"delete": [handle.job]})
        if handle.job in queue["queue_running"]:
            return await self._stopped("/interrupt", {"prompt_id": handle.job})
        return TooLate("it neither waits nor runs there")

    async def _stopped(self, path: str, body: Any) -> Cancelled | Unclear:
        answer = await self.asked(Question("POST", path, written(path, body).body))
        done = isinstance(answer, Reply) and answer.status == 200
        return Cancelled(FREE) if done else self.unclear(answer)

    async def lookup(self, reference: str, path: str) -> Known | Unclear:
        queue = await self._queue()
        answer = await self.asked(Question("GET", f"/history?max_items={_LISTED}"))
        if queue is None or isinstance(answer, Broken) or answer.status != 200 or not isinstance(answer.json, dict):
            return self.unclear(answer)
        past = {ident: part(told(answer), ident).get("prompt") for ident in told(answer)}
        known = {**queue["queue_running"], **queue["queue_pending"], **past}
        return Known(tuple(self.handle(ident) for ident, item in known.items() if reference_of(item) == reference))


def _is_job(item: object) -> bool:
    """Tell whether an entry of the queue is one: number, id, graph, data, outputs."""
    return isinstance(item, list) and len(item) > 1


def _kind(asked: Asked) -> str:
    """Return what kind of workflow makes it."""
    match asked.job.sent:
        case StillRequest():
            return "still"
        case EditRequest() as edit:
            return edit.repair
        case EnlargeRequest():
            return "enlarge"
        case _:
            return asked.job.kind


def _stem(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2].removesuffix(".safetensors").lower()


def _choices(answer: Reply, class_name: str) -> list[str]:
    """Return the LoRAs that a node can load: a list, or (in newer servers) a word and a table with that list."""
    try:
        kind, *more = answer.json[class_name]["input"]["required"]["lora_name"]
        return [str(each) for each in (kind if isinstance(kind, list) else more[0]["options"])]
    except (TypeError, KeyError, IndexError, ValueError):
        return []
