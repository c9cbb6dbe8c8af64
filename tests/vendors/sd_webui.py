"""Stable Diffusion WebUI, from its own code and that of its ControlNet extension: one call, one picture in base64."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

from emulators.books import Answer, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told
from PIL import Image

from filmc.lower.request import EditRequest, EnlargeRequest, LoraEditRequest, StillRequest
from filmc.produce.protocol.facts import Settings
from vendors import Ask, Vendor

LOGIN = "me:canary_webui_91"
BASIC = "Basic " + base64.b64encode(LOGIN.encode()).decode()
SAMPLERS = ["DPM++ 2M", "Euler a"]
SCHEDULERS = ["Automatic", "Karras"]
CHECKPOINTS = ["sd_xl_base_1.0.safetensors [31e35c80fc]"]
UPSCALERS = ["Latent", "None", "R-ESRGAN 4x+"]
CONTROL_MODELS = ["control_v11p_sd15_openpose [cab727d4]", "diffusers_xl_canny_mid [112a778d]"]
MODULES = ["none", "canny", "openpose", "depth_midas"]
UNIT = {
    "enabled", "module", "model", "image", "mask", "weight", "guidance_start", "guidance_end", "resize_mode",
    "control_mode", "pixel_perfect", "processor_res", "threshold_a", "threshold_b", "low_vram", "save_detected_map",
}  # fmt: skip


def failure(status: int, error: str, detail: str = "", errors: str = "") -> Answer:
    return told({"error": error, "detail": detail, "body": "", "errors": errors}, status)


def wrong(field: str, message: str) -> Answer:
    return told({"detail": [{"loc": ["body", field], "msg": message, "type": "value_error"}]}, 422)


class WebUIEmulator(VendorEmulator):
    """`http://127.0.0.1:7860`, started with `--api --api-auth`."""

    def refused(self, request: Request) -> Answer | None:
        return (
            None
            if request.headers.get("authorization") == BASIC
            else failure(401, "HTTPException", "Incorrect username or password")
        )

    @on("GET", "/sdapi/v1/loras", "other")
    def loras(self, _: Request) -> Answer:
        return told(
            [
                {"name": "texture-enhancer", "alias": "TextureEnhancer", "path": "/x.safetensors", "metadata": {}},
                {"name": "rain", "alias": "rain", "path": "/y", "metadata": {}},
            ]
        )

    @on("GET", "/controlnet/model_list", "other")
    def controls(self, _: Request) -> Answer:
        return told({"model_list": CONTROL_MODELS})

    @on("POST", "/sdapi/v1/txt2img", "submit")
    def from_text(self, request: Request) -> Answer:
        asked = request.json
        if asked.get("enable_hr") and (
            asked.get("hr_upscaler") not in UPSCALERS or asked["hr_resize_x"] % 8 or asked["hr_resize_y"] % 8
        ):
            return failure(500, "AssertionError", errors="could not find upscaler")
        return self._picture(asked)

    @on("POST", "/sdapi/v1/img2img", "submit")
    def from_picture(self, request: Request) -> Answer:
        asked = request.json
        if not asked.get("init_images"):
            return failure(404, "HTTPException", "Init image not found")
        for text in [*asked["init_images"], *([asked["mask"]] if asked.get("mask") else [])]:
            try:
                Image.open(io.BytesIO(base64.b64decode(text)))
            except OSError:
                return failure(500, "HTTPException", "Invalid encoded image")
        if asked.get("inpainting_fill", 0) not in range(4) or asked.get("resize_mode", 0) not in range(4):
            return wrong("inpainting_fill", "value is not a valid integer")
        return self._picture(asked)

    @on("POST", "/sdapi/v1/extra-single-image", "submit")
    def extras(self, request: Request) -> Answer:
        asked = request.json
        known = {"image", "resize_mode", "upscaling_resize_w", "upscaling_resize_h", "upscaling_crop", "upscaler_1"}
        if set(asked) - known or asked.get("resize_mode") not in (0, 1):
            return wrong("resize_mode", "value is not a valid integer")
        if asked["upscaler_1"] not in UPSCALERS:
            return failure(500, "AssertionError", errors="could not find upscaler")
        Image.open(io.BytesIO(base64.b64decode(asked["image"])))
        job = self.books.place("", "image")
        image = "" if job.life.files == () else base64.b64encode(job.media).decode()
        return told({"html_info": "", "image": image})

    def _picture(self, asked: dict[str, Any]) -> Answer:
        if field := misfit(asked):
            return wrong(field, "value is not a valid number")
        if asked.get("sampler_name") not in SAMPLERS or asked.get("scheduler", "Automatic") not in SCHEDULERS:
            return failure(404, "HTTPException", "Sampler not found")
        checkpoint = asked.get("override_settings", {}).get("sd_model_checkpoint", "sd_xl_base_1.0.safetensors")
        if not any(checkpoint in name for name in CHECKPOINTS):
            return failure(404, "HTTPException", "Model not found")
        for script, told_to in asked.get("alwayson_scripts", {}).items():
            if script != "controlnet":
                return failure(422, "HTTPException", f"always on script {script} not found")
            if fault := next((fault for unit in told_to["args"] if (fault := self.unit(unit))), None):
                return fault
        job = self.books.place("", "image", micros=0)
        images = [] if job.life.files == () else [base64.b64encode(job.media).decode()]
        return told({"images": images, "parameters": {"prompt": asked["prompt"]}, "info": json.dumps({"seed": 1})})

    def unit(self, unit: dict[str, Any]) -> Answer | None:
        if set(unit) - UNIT or unit["module"] not in MODULES or unit["model"] not in CONTROL_MODELS:
            return failure(500, "Exception", errors=f"RuntimeError: model not found: {unit.get('model')}")
        if not 0 <= unit["weight"] <= 2 or not 0 <= unit["guidance_start"] <= unit["guidance_end"] <= 1:
            return failure(500, "ValueError", errors="weight")
        if unit["resize_mode"] not in ("Just Resize", "Crop and Resize", "Resize and Fill"):
            return failure(500, "ValueError", errors="resize_mode")
        Image.open(io.BytesIO(base64.b64decode(unit["image"])))
        return None


def misfit(asked: dict[str, Any]) -> str:
    """Return the first field that is not what the schema wants."""
    if not 0 <= asked.get("denoising_strength", 0) <= 1:
        return "denoising_strength"
    sides = [side for side in ("width", "height") if not isinstance(asked.get(side), int) or asked[side] % 8]
    return next((name for name in ("seed", "steps") if not isinstance(asked.get(name, -1), int)), "".join(sides[:1]))


def says(status: int, error: str, detail: str = "", errors: str = "") -> Fault:
    return answers(status, failure(status, error, detail, errors)[1])


def settings(_: Path) -> Settings:
    return Settings(options={"checkpoint": "sd_xl_base_1.0.safetensors"})


SIZE = (("size", "1280x720"), ("seed", "7"))
STILL = StillRequest("1girl, umbrella, night, rain", "blur, text", "16/9")

VENDOR = Vendor(
    name="sd-webui",
    emulator=WebUIEmulator,
    keys={"SD_WEBUI_LOGIN": LOGIN},
    asks={
        "a still": Ask("sdxl", STILL, how=SIZE),
        "a larger picture": Ask("extras", EnlargeRequest("16/9"), {"picture": "png"}, (("size", "1920x1080"),)),
        "LoRAs, and a second pass": Ask(
            "sd15",
            StillRequest("street", "", "16/9", (("texture-enhancer", 0.6), ("rain", 0.35))),
            how=(("size", "1920x1080"),),
        ),
        "a place mended": Ask(
            "sdxl",
            EditRequest("fix", "a red umbrella", "blur", "16/9", box=(0.1, 0.1, 0.2, 0.2)),
            {"picture": "png", "mask": "png"},
            SIZE,
        ),
        "another look by LoRAs": Ask(
            "sdxl",
            LoraEditRequest("restyle", "spring", "", "16/9", loras=(("texture-enhancer", 0.6),)),
            {"picture": "png"},
            SIZE,
        ),
        "another look": Ask("sdxl", EditRequest("restyle", "ink drawing", "", "16/9"), {"picture": "png"}, SIZE),
        "another look, edges kept": Ask(
            "sdxl",
            EditRequest("restyle", "ink drawing", "", "16/9", keep=("canny", 0.6, 0.0, 0.8)),
            {"picture": "png"},
            SIZE,
        ),
        "another look, pose kept": Ask(
            "sd15",
            EditRequest("restyle", "ink drawing", "", "16/9", keep=("pose", 1.2, 0.1, 1.0)),
            {"picture": "png"},
            SIZE,
        ),
    },
    refusals={
        "wrong login": (says(401, "HTTPException", "Incorrect username or password"), "auth"),
        "no such sampler": (says(404, "HTTPException", "Sampler not found"), "request"),
        "no extension": (says(422, "HTTPException", "always on script controlnet not found"), "request"),
        "a field": (answers(422, wrong("width", "value is not a valid integer")[1]), "request"),
        "out of memory": (says(500, "OutOfMemoryError", errors="CUDA out of memory"), "request"),
        "a proxy before it": (answers(500, b"Internal Server Error"), "unknown"),
    },
    ends={"nothing": (Life(files=()), "empty")},
    one_answer=True,
    settings=settings,
)
