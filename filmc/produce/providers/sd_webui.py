"""Stable Diffusion WebUI (AUTOMATIC1111, Forge) with `--api`: stills, and repairs of them, in the answer."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from filmc.frontend.suggest import nearest
from filmc.lower.request import EditRequest, EnlargeRequest, LoraEditRequest, StillRequest
from filmc.produce.protocol.adapter import Asked, Written, as_set, not_possible, not_sent
from filmc.produce.protocol.at_once import AtOnce
from filmc.produce.protocol.base import Failed, Succeeded
from filmc.produce.protocol.carrying import bare, decoded, written
from filmc.produce.protocol.http import Broken, Reply
from filmc.produce.protocol.opening import Opening
from filmc.produce.protocol.remote import Question
from filmc.produce.protocol.shapes import sides_near, sides_of
from filmc.produce.protocol.told import told
from filmc.produce.protocol.verdict import FREE, Complaint, Meaning

LOGIN = "SD_WEBUI_LOGIN"
"""`user:password`, where the server was started with `--api-auth`."""
_FAILURE = "its own failure"
_PREPROCESSORS = {"pose": "openpose", "depth": "depth_midas"}
"""Where a kind of control has another name there."""


def open_provider(opening: Opening) -> WebUI:
    """Return Stable Diffusion WebUI."""
    return WebUI(opening)


class WebUI(AtOnce):
    """`POST /sdapi/v1/txt2img`, `/sdapi/v1/img2img` → pictures in base64."""

    codes: Mapping[str, Meaning] = {_FAILURE: "request"}

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self._listed: dict[str, list[str]] = {}
        self._controls = opening.memo("asked for")

    def sign(self, method: str, target: str, body: bytes) -> Mapping[str, str]:
        login = self.opening.keys.get(LOGIN)
        return {"authorization": f"Basic {base64.b64encode(login.reveal().encode()).decode()}"} if login else {}

    async def write(self, asked: Asked) -> Written:
        with as_set(asked):
            return await self._written(asked)

    async def _written(self, asked: Asked) -> Written:
        match asked.job.sent:
            case StillRequest() as what:
                loras = await self._loras(asked, what.loras)
                return written("/sdapi/v1/txt2img", {**self._common(asked, what, loras), **self._larger(asked, what)})
            case EditRequest() as what if what.repair in ("fix", "restyle") and "picture" in asked.files:
                loras = await self._loras(asked, what.loras) if isinstance(what, LoraEditRequest) else ""
                common = self._common(asked, what, loras)
                body = {**common, **self._change(asked, what), **await self._control(asked, what)}
                return written("/sdapi/v1/img2img", body)
            case EnlargeRequest() if "picture" in asked.files:
                return written("/sdapi/v1/extra-single-image", self._extras(asked))
            case _:
                raise not_possible(asked, "it makes stills, mends places in them, restyles and enlarges them")

    def _extras(self, asked: Asked) -> dict[str, Any]:
        width, height = sides_of(asked.job)
        return {
            "image": bare(asked.files["picture"]),
            "resize_mode": 1,  # to a size, not by a factor
            "upscaling_resize_w": width,
            "upscaling_resize_h": height,
            "upscaling_crop": True,
            "upscaler_1": self._how(asked)["upscaler"],
        }

    def _common(self, asked: Asked, what: StillRequest | EditRequest, loras: str) -> dict[str, Any]:
        how = self._how(asked)
        width, height = sides_near(what.aspect, int(how["area"]), 8)
        checkpoint = how.get("checkpoint")
        return {
            "prompt": what.prompt + loras,
            "negative_prompt": what.avoid,
            "seed": asked.seed,
            "width": width,
            "height": height,
            "steps": int(how["steps"]),
            "cfg_scale": float(how["cfg"]),
            "sampler_name": how["sampler"],
            "scheduler": how.get("scheduler"),
            "override_settings": {"sd_model_checkpoint": checkpoint} if checkpoint else None,
            "save_images": False,
            "send_images": True,
        }

    def _larger(self, asked: Asked, what: StillRequest) -> dict[str, Any]:
        """Return the second pass at the film's size, where that is more than the model makes well in one."""
        how = self._how(asked)
        width, height = sides_of(asked.job)
        if width * height <= int(how["area"]) * 1.25:
            return {}
        return {
            "enable_hr": True,
            "hr_upscaler": how.get("upscaler", "Latent"),
            "hr_resize_x": width // 8 * 8,
            "hr_resize_y": height // 8 * 8,
            "hr_second_pass_steps": 0,
            "denoising_strength": float(how.get("hires-strength", "0.4")),
        }

    def _change(self, asked: Asked, what: EditRequest) -> dict[str, Any]:
        how = self._how(asked)
        picture = {"init_images": [bare(asked.files["picture"])], "resize_mode": 1, "include_init_images": False}
        if what.repair == "restyle":
            return {**picture, "denoising_strength": float(how.get("restyle-strength", "0.6"))}
        if "mask" not in asked.files:
            raise not_possible(asked, "what may change in the picture is not said")
        return {
            **picture,
            "mask": bare(asked.files["mask"]),
            "mask_blur": 8,
            "inpainting_fill": 1,  # begin with what is there
            "inpaint_full_res": True,
            "inpaint_full_res_padding": 64,
            "inpainting_mask_invert": 0,  # white is what may change
            "denoising_strength": float(how.get("fix-strength", "0.75")),
        }

    async def _control(self, asked: Asked, what: EditRequest) -> dict[str, Any]:
        """Return the ControlNet unit that holds the rest of the picture."""
        if not what.keep:
            return {}
        kind, weight, start, end = what.keep
        unit = {
            "enabled": True,
            "module": _PREPROCESSORS.get(kind, kind),
            "model": self._how(asked).get(f"control-{kind}") or await self._control_model(asked, kind),
            "image": bare(asked.files["picture"]),
            "weight": weight,
            "guidance_start": start,
            "guidance_end": end,
            "resize_mode": "Crop and Resize",
            "control_mode": "Balanced",
            "pixel_perfect": True,
            "save_detected_map": False,  # else the map comes as one more picture
        }
        return {"alwayson_scripts": {"controlnet": {"args": [unit]}}}

    async def _control_model(self, asked: Asked, kind: str) -> str:
        """Return what the server calls its ControlNet model of a kind."""
        wanted = f"ControlNet model for {kind}"
        if wanted not in self._controls:
            self._controls[wanted] = await self._listed_control(asked, kind)
        return str(self._controls[wanted])

    async def _listed_control(self, asked: Asked, kind: str) -> str:
        listed = await self._names("/controlnet/model_list", "model_list")
        if not listed:
            raise not_sent(asked, "the picture that holds the rest", "the server does not tell its ControlNet models")
        found = next((name for name in listed if _PREPROCESSORS.get(kind, kind).split("_")[0] in name.lower()), None)
        if found is None:
            raise not_possible(asked, f"no ControlNet model for {kind} is there; name one by the option control-{kind}")
        return found

    async def _loras(self, asked: Asked, loras: tuple[tuple[str, float], ...]) -> str:
        """Return LoRAs as the prompt has them. The server is silent about one it lacks, so we ask first."""
        known = await self._names("/sdapi/v1/loras", "") if loras else []
        for name, _ in loras:
            if known and name not in known:
                near = nearest(name, known)
                raise not_possible(
                    asked, f"there is no LoRA `{name}`" + (f"; there is {', '.join(near)}" if near else "")
                )
        return "".join(f" <lora:{name}:{weight:g}>" for name, weight in loras)

    async def _names(self, path: str, member: str) -> list[str]:
        """Return the names that the server lists at `path`, asked for once; none where it does not."""
        if path not in self._listed:
            answer = await self.asked(Question("GET", path))
            if isinstance(answer, Broken) or answer.status != 200:
                return []
            said = answer.json.get(member) if isinstance(answer.json, dict) else answer.json
            self._listed[path] = list(_named(said)) if isinstance(said, list) else []
        return self._listed[path]

    def _how(self, asked: Asked) -> dict[str, str]:
        """Return how it is made: what the user sets for this provider goes before what the table says."""
        return {**dict(asked.job.how), **self.opening.settings.options}

    def ended(self, reply: Reply) -> Succeeded | Failed | None:
        if reply.status != 200 or not {"images", "image"} & {*told(reply)}:
            return None
        if not self.parts(reply):
            return Failed("empty", "success without a picture", FREE)
        return Succeeded(self.inside("image"), FREE)

    def parts(self, reply: Reply) -> tuple[bytes, ...]:
        said = told(reply)
        made = said.get("images", [said.get("image")])
        return tuple(_decoded(each) for each in made if isinstance(each, str) and each)

    def complaint(self, reply: Reply) -> Complaint:
        said = told(reply)
        detail = said.get("detail")
        if isinstance(detail, list):  # what is wrong with which field
            return Complaint("", "; ".join(f"{each.get('loc')}: {each.get('msg')}" for each in detail), FREE)
        ours = reply.status == 500 and {"error", "errors"} <= said.keys()
        words = [str(part) for part in (said.get("error"), detail, said.get("errors")) if part]
        return Complaint(_FAILURE if ours else "", ": ".join(dict.fromkeys(words)), FREE if said else None)


def _named(listed: list[Any]) -> Iterator[str]:
    for each in listed:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict):
            yield from (str(each[name]) for name in ("name", "alias") if each.get(name))


def _decoded(text: str) -> bytes:
    return decoded(text.partition(",")[2] if text.startswith("data:") else text)
