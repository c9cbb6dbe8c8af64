"""ComfyUI, from its server's code: graphs that are checked node by node, a queue, a history that a restart forgets."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from emulators import books, media
from emulators.books import Answer, Job, Life
from emulators.faults import Fault, answers
from emulators.paid import Request
from emulators.vendor import VendorEmulator, on, told

from filmc.lower.request import (
    ClipRequest,
    EditRequest,
    EnhanceRequest,
    EnlargeRequest,
    LipSyncRequest,
    LoraEditRequest,
    MusicRequest,
    StillRequest,
)
from filmc.produce.protocol.facts import Settings
from vendors import Ask, Vendor

CHECKPOINTS = ["sd_xl_base_1.0.safetensors", "flux1-dev-fp8.safetensors", "juggernaut.safetensors"]
LORAS = ["film/Texture-Enhancer.safetensors", "rain.safetensors"]
ENCODERS = ["clip_l.safetensors", "t5xxl_fp8_e4m3fn_scaled.safetensors"]
UPLOADED = "an uploaded file"
POSES = "controlnet-openpose-sdxl-1.0.safetensors"
SWITCH = ["enable", "disable"]
ANY = None
WORDS = "words"

Kind = Any
"""A type of link, `words`, a list of choices, an uploaded file, or (type, least, most) of a number; None: anything."""
WHOLE, REAL = (int, 0, 2**64), (float, 0.0, 100.0)
SIDE = (int, 16, 16384)
STEP8 = (int, 0, 16384)

# class: (required inputs, optional inputs, outputs, is it an output node)
NODES: dict[str, tuple[dict[str, Kind], dict[str, Kind], tuple[str, ...], str]] = {
    "CheckpointLoaderSimple": ({"ckpt_name": CHECKPOINTS}, {}, ("MODEL", "CLIP", "VAE"), ""),
    "LoraLoader": (
        {"model": "MODEL", "clip": "CLIP", "lora_name": LORAS, "strength_model": (float, -100, 100), "strength_clip": (float, -100, 100)},
        {},
        ("MODEL", "CLIP"),
        "",
    ),
    "UNETLoader": ({"unet_name": ["wan2.2_ti2v_5B_fp16.safetensors", "wan2.1_flf2v_720p_14B_fp16.safetensors", "flux1-dev-kontext_fp8_scaled.safetensors"], "weight_dtype": ["default", "fp8_e4m3fn"]}, {}, ("MODEL",), ""),
    "CLIPLoader": ({"clip_name": ["umt5_xxl_fp8_e4m3fn_scaled.safetensors"], "type": ["stable_diffusion", "sd3", "wan"]}, {"device": ["default", "cpu"]}, ("CLIP",), ""),
    "VAELoader": ({"vae_name": ["wan2.2_vae.safetensors", "wan_2.1_vae.safetensors", "ae.safetensors"]}, {}, ("VAE",), ""),
    "CLIPVisionLoader": ({"clip_name": ["clip_vision_h.safetensors"]}, {}, ("CLIP_VISION",), ""),
    "CLIPVisionEncode": ({"clip_vision": "CLIP_VISION", "image": "IMAGE", "crop": ["center", "none"]}, {}, ("CLIP_VISION_OUTPUT",), ""),
    "LoraLoaderModelOnly": ({"model": "MODEL", "lora_name": LORAS, "strength_model": (float, -100, 100)}, {}, ("MODEL",), ""),
    "DualCLIPLoader": ({"clip_name1": ENCODERS, "clip_name2": ENCODERS, "type": ["sdxl", "sd3", "flux"]}, {"device": ["default", "cpu"]}, ("CLIP",), ""),
    "FluxGuidance": ({"conditioning": "CONDITIONING", "guidance": REAL}, {}, ("CONDITIONING",), ""),
    "FluxKontextImageScale": ({"image": "IMAGE"}, {}, ("IMAGE",), ""),
    "ReferenceLatent": ({"conditioning": "CONDITIONING"}, {"latent": "LATENT"}, ("CONDITIONING",), ""),
    "ConditioningZeroOut": ({"conditioning": "CONDITIONING"}, {}, ("CONDITIONING",), ""),
    "EmptySD3LatentImage": ({"width": SIDE, "height": SIDE, "batch_size": (int, 1, 4096)}, {}, ("LATENT",), ""),
    "ModelSamplingSD3": ({"model": "MODEL", "shift": REAL}, {}, ("MODEL",), ""),
    "CLIPTextEncode": ({"text": WORDS, "clip": "CLIP"}, {}, ("CONDITIONING",), ""),
    "EmptyLatentImage": ({"width": SIDE, "height": SIDE, "batch_size": (int, 1, 4096)}, {}, ("LATENT",), ""),
    "KSampler": (
        {
            "model": "MODEL", "positive": "CONDITIONING", "negative": "CONDITIONING", "latent_image": "LATENT", "seed": WHOLE,
            "steps": (int, 1, 10000), "cfg": REAL, "sampler_name": ["euler", "dpmpp_2m", "uni_pc"],
            "scheduler": ["normal", "karras", "simple"], "denoise": (float, 0.0, 1.0),
        },
        {},
        ("LATENT",),
        "",
    ),
    "VAEDecode": ({"samples": "LATENT", "vae": "VAE"}, {}, ("IMAGE",), ""),
    "VAEEncode": ({"pixels": "IMAGE", "vae": "VAE"}, {}, ("LATENT",), ""),
    "VAEEncodeForInpaint": ({"pixels": "IMAGE", "vae": "VAE", "mask": "MASK", "grow_mask_by": (int, 0, 64)}, {}, ("LATENT",), ""),
    "SetLatentNoiseMask": ({"samples": "LATENT", "mask": "MASK"}, {}, ("LATENT",), ""),
    "LoadImage": ({"image": UPLOADED}, {}, ("IMAGE", "MASK"), ""),
    "LoadImageMask": ({"image": UPLOADED, "channel": ["alpha", "red", "green", "blue"]}, {}, ("MASK",), ""),
    "LoadVideo": ({"file": UPLOADED}, {}, ("VIDEO",), ""),
    "LoadAudio": ({"audio": UPLOADED}, {}, ("AUDIO",), ""),
    "ImageCompositeMasked": ({"destination": "IMAGE", "source": "IMAGE", "x": STEP8, "y": STEP8, "resize_source": (bool, 0, 1)}, {"mask": "MASK"}, ("IMAGE",), ""),
    "ImagePadForOutpaint": ({"image": "IMAGE", "left": STEP8, "top": STEP8, "right": STEP8, "bottom": STEP8, "feathering": STEP8}, {}, ("IMAGE", "MASK"), ""),
    "Canny": ({"image": "IMAGE", "low_threshold": (float, 0.01, 0.99), "high_threshold": (float, 0.01, 0.99)}, {}, ("IMAGE",), ""),
    "ControlNetLoader": ({"control_net_name": ["controlnet-canny-sdxl-1.0.safetensors", "controlnet-depth-sdxl-1.0.safetensors", POSES]}, {}, ("CONTROL_NET",), ""),
    "ControlNetApplyAdvanced": (
        {"positive": "CONDITIONING", "negative": "CONDITIONING", "control_net": "CONTROL_NET", "image": "IMAGE", "strength": (float, 0, 10), "start_percent": (float, 0, 1), "end_percent": (float, 0, 1)},
        {"vae": "VAE"},
        ("CONDITIONING", "CONDITIONING"),
        "",
    ),
    "UpscaleModelLoader": ({"model_name": ["RealESRGAN_x4plus.pth"]}, {}, ("UPSCALE_MODEL",), ""),
    "ImageUpscaleWithModel": ({"upscale_model": "UPSCALE_MODEL", "image": "IMAGE"}, {}, ("IMAGE",), ""),
    "ImageScale": ({"image": "IMAGE", "upscale_method": ["nearest-exact", "lanczos"], "width": STEP8, "height": STEP8, "crop": ["disabled", "center"]}, {}, ("IMAGE",), ""),
    "Wan22ImageToVideoLatent": ({"vae": "VAE", "width": SIDE, "height": SIDE, "length": (int, 1, 16384), "batch_size": (int, 1, 4096)}, {"start_image": "IMAGE"}, ("LATENT",), ""),
    "WanFirstLastFrameToVideo": (
        {"positive": "CONDITIONING", "negative": "CONDITIONING", "vae": "VAE", "width": SIDE, "height": SIDE, "length": (int, 1, 16384), "batch_size": (int, 1, 4096)},
        {"clip_vision_start_image": "CLIP_VISION_OUTPUT", "clip_vision_end_image": "CLIP_VISION_OUTPUT", "start_image": "IMAGE", "end_image": "IMAGE"},
        ("CONDITIONING", "CONDITIONING", "LATENT"),
        "",
    ),
    "GetVideoComponents": ({"video": "VIDEO"}, {}, ("IMAGE", "AUDIO", "FLOAT"), ""),
    "CreateVideo": ({"images": "IMAGE", "fps": (float, 1, 120)}, {"audio": "AUDIO"}, ("VIDEO",), ""),
    "SaveVideo": ({"video": "VIDEO", "filename_prefix": WORDS, "format": ["auto", "mp4"], "codec": ["auto", "h264"]}, {}, (), "video"),
    "SaveImage": ({"images": "IMAGE", "filename_prefix": WORDS}, {}, (), "image"),
    "PreviewImage": ({"images": "IMAGE"}, {}, (), "image"),
    # Nodes that others have written, from their own code (comfyui_controlnet_aux, node_wrappers/), and as a user's own workflow has them.
    "DepthAnythingV2Preprocessor": ({"image": "IMAGE"}, {"ckpt_name": ["depth_anything_v2_vitg.pth", "depth_anything_v2_vitl.pth", "depth_anything_v2_vitb.pth", "depth_anything_v2_vits.pth"], "resolution": (int, 64, 16384)}, ("IMAGE",), ""),
    "DWPreprocessor": (
        {"image": "IMAGE"},
        {
            "detect_hand": SWITCH, "detect_body": SWITCH, "detect_face": SWITCH, "resolution": (int, 64, 16384),
            "bbox_detector": ["None", "yolox_l.torchscript.pt", "yolox_l.onnx"], "scale_stick_for_xinsr_cn": SWITCH,
            "pose_estimator": ["dw-ll_ucoco_384_bs5.torchscript.pt", "dw-ll_ucoco_384.onnx", "dw-ll_ucoco.onnx"],
        },
        ("IMAGE", "POSE_KEYPOINT"),
        "",
    ),
    "MouthMover": ({"video": "VIDEO", "audio": "AUDIO"}, {}, ("VIDEO",), ""),
    "TextToMusic": ({"tags": WORDS, "duration": (float, 1, 600), "noise_seed": WHOLE}, {}, ("AUDIO",), ""),
    "SaveAudioMP3": ({"audio": "AUDIO", "filename_prefix": WORDS}, {}, (), "audio"),
}  # fmt: skip


def frame(message: Any) -> bytes:
    """Return a websocket frame: text for JSON (or for a text that is none), else bytes."""
    data = (
        message
        if isinstance(message, bytes)
        else message.encode()
        if isinstance(message, str)
        else json.dumps(message).encode()
    )
    size = bytes([len(data)]) if len(data) < 126 else b"\x7e" + len(data).to_bytes(2)
    return (b"\x82" if isinstance(message, bytes) else b"\x81") + size + data


def length_of(graph: dict[str, Any]) -> float:
    """Return how many seconds a graph makes, as its nodes say."""
    said = {name: value for node in graph.values() for name, value in node["inputs"].items()}
    fps = said.get("fps", 0)
    return said["length"] / fps if "length" in said and fps else float(said.get("duration", 1))


def problem(kind: str, message: str, details: str) -> dict[str, Any]:
    return {"type": kind, "message": message, "details": details, "extra_info": {}}


def no(error: dict[str, Any], nodes: dict[str, Any] | None = None) -> Answer:
    return told({"error": error, "node_errors": nodes or {}}, 400)


class ComfyEmulator(VendorEmulator):
    """`http://127.0.0.1:8188`."""

    own_files = True

    def __init__(self, life: Life | None = None, **terms: Any) -> None:
        super().__init__(life, **terms)
        self.graphs: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {}
        """By job: its graph, its own data, its node that makes a file."""
        self.inputs: set[str] = set()
        self.lacks: set[str] = set()
        """Classes of nodes that are not installed."""
        self.said: list[Any] = [
            {"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 1}}}},
            b"a preview",
            "no JSON",
        ]
        """What is told on the websocket to whoever listens."""
        self.listeners: list[str] = []

    def upgraded(self, handler: BaseHTTPRequestHandler) -> None:
        """`/ws`: tell what is said while a job runs, then keep the line open."""
        key = handler.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        proof = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        head = f"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: {proof}\r\n\r\n"
        self.listeners.append(handler.path)
        handler.wfile.write(head.encode() + b"".join(frame(message) for message in self.said))
        handler.wfile.flush()
        if handler.rfile.read(1):  # whoever listens says only that it leaves
            handler.wfile.write(b"\x88\x02\x03\xe8")

    def refused(self, _: Request) -> Answer | None:
        return None

    def ident(self, job: Job) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, job.id))

    def under(self, ident: str) -> Job | None:
        found = next((job for job in self.books.jobs.values() if self.ident(job) == ident), None)
        return None if found is None or found.life.forgotten else found

    @on("POST", r"(?:/api)?/upload/image", "upload")
    def take(self, request: Request) -> Answer:
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        parts = {
            part.get_param("name", header="content-disposition"): part
            for part in BytesParser().parsebytes(head + request.body).get_payload()
        }
        name = parts["image"].get_filename() if "image" in parts else None
        if not name:
            return 400, b""
        folder = parts["subfolder"].get_payload(decode=True).decode() if "subfolder" in parts else ""
        kept = name.replace(".", " (1).")  # as it is where another file has that name
        self.inputs.add(f"{folder}/{kept}" if folder else kept)
        return told({"name": kept, "subfolder": folder, "type": "input"})

    @on("GET", r"(?:/api)?/object_info/(\w+)", "other")
    def node(self, _: Request, name: str) -> Answer:
        if name not in NODES:
            return told({})
        required = {
            key: [kind] if isinstance(kind, list | str) else [str(kind)] for key, kind in NODES[name][0].items()
        }
        return told({name: {"input": {"required": required}, "output": NODES[name][2]}})

    @on("POST", r"(?:/api)?/prompt", "submit")
    def queue_prompt(self, request: Request) -> Answer:
        asked = request.json
        graph = asked.get("prompt")
        if graph is None:
            return no(problem("no_prompt", "No prompt provided", "No prompt provided"))
        for ident, node in graph.items():
            if node.get("class_type") not in NODES.keys() - self.lacks:
                return no(
                    problem(
                        "invalid_prompt",
                        f"Cannot execute because node {node.get('class_type')} does not exist.",
                        f"Node ID '#{ident}'",
                    )
                )
        makers = [ident for ident, node in graph.items() if NODES[node["class_type"]][3]]
        if not makers:
            return no(problem("prompt_no_outputs", "Prompt has no outputs", ""))
        wrong: dict[str, Any] = {}
        for maker in makers:
            self.check(graph, maker, wrong)
        if wrong:
            details = "\n".join(
                f"{each['message']}: {each['details']}" for node in wrong.values() for each in node["errors"]
            )
            return no(problem("prompt_outputs_failed_validation", "Prompt outputs failed validation", details), wrong)
        saver = next((ident for ident in makers if graph[ident]["class_type"].startswith("Save")), makers[0])
        data = {**asked.get("extra_data", {}), "client_id": asked.get("client_id", ""), "create_time": 0}
        job = self.books.place(str(data.get("filmc", "")), NODES[graph[saver]["class_type"]][3], length_of(graph), 0)
        self.graphs[job.id] = graph, data, saver
        return told({"prompt_id": self.ident(job), "number": len(self.graphs), "node_errors": {}})

    def check(self, graph: dict[str, Any], ident: str, wrong: dict[str, Any]) -> None:
        """Check a node and all that lead to it."""
        node = graph[ident]
        required, optional, _, _ = NODES[node["class_type"]]
        errors = []
        for name, kind in {**required, **optional}.items():
            if name not in node["inputs"]:
                if name in required:
                    errors.append(problem("required_input_missing", "Required input is missing", name))
                continue
            value = node["inputs"][name]
            if isinstance(value, list):
                source = graph.get(value[0])
                if source is None:
                    errors.append(
                        problem("exception_during_validation", "Exception when validating node", f"'{value[0]}'")
                    )
                    continue
                made = NODES[source["class_type"]][2][value[1]]
                linked = {float: "FLOAT", int: "INT"}.get(kind[0]) if isinstance(kind, tuple) else kind
                if made != linked:
                    errors.append(
                        problem(
                            "return_type_mismatch",
                            "Return type mismatch between linked nodes",
                            f"{name}, received_type({made}) mismatch input_type({linked})",
                        )
                    )
                self.check(graph, value[0], wrong)
            elif fault := self.unlike(name, value, kind):
                errors.append(fault)
        if errors:
            wrong[ident] = {"errors": errors, "dependent_outputs": [], "class_type": node["class_type"]}

    def unlike(self, name: str, value: Any, kind: Kind) -> dict[str, Any] | None:
        choices = self.inputs if kind is UPLOADED else kind
        if isinstance(choices, list | set) and value not in choices:
            return problem("value_not_in_list", "Value not in list", f"{name}: {value!r} not in {sorted(choices)}")
        if isinstance(kind, tuple):
            whole = isinstance(value, kind[0]) or (kind[0] is float and isinstance(value, int))
            if not whole:
                return problem("invalid_input_type", "Failed to convert an input value", f"{name}, {value}")
            if value < kind[1]:
                return problem("value_smaller_than_min", "Value smaller than min", f"{name}")
            if value > kind[2]:
                return problem("value_bigger_than_max", "Value bigger than max", f"{name}")
        if isinstance(kind, str) and kind.isupper():
            return problem("bad_linked_input", "Bad linked input, must be a length-2 list", name)
        return None

    def item(self, job: Job) -> list[Any]:
        graph, data, saver = self.graphs[job.id]
        return [1, self.ident(job), graph, data, [saver]]

    @on("GET", r"(?:/api)?/queue", "other")
    def queue(self, _: Request) -> Answer:
        at_work = [
            self.item(job) for job in self.books.jobs.values() if self.books.running(job) and not job.life.forgotten
        ]
        return told({"queue_running": at_work[:1], "queue_pending": at_work[1:]})

    @on("GET", r"(?:/api)?/history/([^/]+)", "poll")
    def history(self, _: Request, ident: str) -> Answer:
        job = self.under(ident)
        return told(self.entries([job] if job else []))

    @on("GET", r"(?:/api)?/history", "lookup")
    def histories(self, _: Request) -> Answer:
        return told(self.entries([job for job in self.books.jobs.values() if not job.life.forgotten]))

    def entries(self, jobs: list[Job]) -> dict[str, Any]:
        # one that was taken out of the queue leaves no trace; one that was interrupted does
        return {
            self.ident(job): self.entry(job)
            for job in jobs
            if not self.books.running(job) and job.id not in self.taken_out
        }

    @property
    def taken_out(self) -> set[str]:
        return getattr(self, "_taken_out", set())

    def entry(self, job: Job) -> dict[str, Any]:
        ident, stage = self.ident(job), self.stage(job)
        messages: list[Any] = [["execution_start", {"prompt_id": ident}]]
        if stage == "cancelled":
            messages.append(["execution_interrupted", {"prompt_id": ident, "node_id": "6"}])
        elif stage == "failed":
            messages.append(
                [
                    "execution_error",
                    {
                        "prompt_id": ident,
                        "node_id": "6",
                        "node_type": "KSampler",
                        "exception_type": "torch.OutOfMemoryError",
                        "exception_message": "Allocation on device",
                    },
                ]
            )
        else:
            messages.append(["execution_success", {"prompt_id": ident}])
        good = stage == "succeeded"
        status = {"status_str": "success" if good else "error", "completed": good, "messages": messages}
        return {"prompt": self.item(job), "outputs": self.outputs(job) if good else {}, "status": status, "meta": {}}

    def outputs(self, job: Job) -> dict[str, Any]:
        graph, _, saver = self.graphs[job.id]
        if job.life.files == ():
            return {}
        suffix = {"image": "png", "video": "mp4", "audio": "mp3"}[job.life.family]
        file = {"filename": f"{job.id} ü.{suffix}", "subfolder": "film", "type": "output"}
        made: dict[str, Any] = {"audio" if suffix == "mp3" else "images": [file]}
        if suffix == "mp4":
            made["animated"] = [True]
        peeks = [ident for ident, node in graph.items() if node["class_type"] == "PreviewImage"]
        return {
            **{peek: {"images": [{"filename": "peek.png", "subfolder": "", "type": "temp"}]} for peek in peeks},
            saver: made,
        }

    def made(self, job: Job) -> tuple[bytes, ...]:
        return (media.mp3(1.0, job.id),) if job.life.family == "audio" else (job.media,)

    @on("GET", r"(?:/api)?/view", "file")
    def file(self, request: Request) -> Answer:
        asked = {name: values[0] for name, values in parse_qs(request.query).items()}
        job = self.books.jobs.get(asked.get("filename", "").partition(" ")[0])
        if job is None or asked.get("subfolder") != "film" or asked.get("type") != "output":
            return 404, b""
        return 200, self.made(job)[0]

    @on("POST", r"(?:/api)?/queue", "cancel")
    def take_out(self, request: Request) -> Answer:
        for ident in request.json.get("delete", []):
            job = self.under(ident)
            if job and self.books.running(job):
                self.books.call_off(job)
                self._taken_out = {*self.taken_out, job.id}
        return 200, b""

    @on("POST", r"(?:/api)?/interrupt", "cancel")
    def interrupt(self, request: Request) -> Answer:
        """As old servers do it: whatever runs is stopped, whoever is named."""
        del request
        first = next((job for job in self.books.jobs.values() if self.books.running(job)), None)
        if first:
            self.books.call_off(first)
        return 200, b""


def workflow(folder: Path, name: str, graph: dict[str, Any]) -> str:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(graph))
    return str(path)


def titled(class_type: str, title: str = "", **inputs: Any) -> dict[str, Any]:
    return {"class_type": class_type, "inputs": inputs, "_meta": {"title": title}}


def settings(folder: Path) -> Settings:
    lips = {
        "7": titled("LoadVideo", "the clip, filmc:clip", file=""),
        "8": titled("LoadAudio", "filmc:track", audio=""),
        "9": titled("MouthMover", video=["7", 0], audio=["8", 0]),
        "10": titled("SaveVideo", "filmc:result", video=["9", 0], filename_prefix="lips", format="mp4", codec="auto"),
    }
    tune = {
        "1": titled("TextToMusic", "filmc:prompt=tags filmc:seconds filmc:seed", tags="", duration=10.0, noise_seed=1),
        "2": titled("SaveAudioMP3", "filmc:result", audio=["1", 0], filename_prefix="tune"),
    }
    picture = {
        "1": titled("CheckpointLoaderSimple", "filmc:checkpoint", ckpt_name="?"),
        "2": titled("LoadImage", "filmc:reference-1", image=""),
        "3": titled("LoadImage", "filmc:reference-2", image=""),
        "4": titled(
            "ImageCompositeMasked", destination=["2", 0], source=["2", 0], x=0, y=0, resize_source=False, mask=["3", 1]
        ),
        "5": titled("CLIPTextEncode", "filmc:prompt", text="", clip=["1", 1]),
        "6": titled("PreviewImage", images=["4", 0]),
        "7": titled("SaveImage", "filmc:result", images=["4", 0], filename_prefix="x"),
    }
    return Settings(
        options={
            "own-lips.lip-sync": workflow(folder, "lips", lips),
            "own-sound.music": workflow(folder, "tune", tune),
            "own-image.still": workflow(folder, "picture", picture),
            "own-image.checkpoint": "juggernaut.safetensors",
            "sdxl.steps": "24",
        }
    )


def says(error: dict[str, Any], nodes: dict[str, Any] | None = None) -> Fault:
    return answers(400, no(error, nodes)[1])


def clip(prompt: str = "rain runs over the cobbles, camera pushes in") -> ClipRequest:
    return ClipRequest(prompt, "blur", "16/9", 5000)


STILL = StillRequest(
    "a girl under an umbrella, night, rain", "blur, text", "16/9", (("texture-enhancer", 0.6), ("rain", 0.35))
)
SIZE = (("size", "1280x720"), ("seed", "7"))
FIVE = (("seconds", "5"), *SIZE)
LISTED = {
    "4": {
        "class_type": "CheckpointLoaderSimple",
        "errors": [problem("value_not_in_list", "Value not in list", "ckpt_name: 'x' not in []")],
    }
}

VENDOR = Vendor(
    name="comfyui",
    emulator=ComfyEmulator,
    keys={},
    asks={
        "a still with LoRAs": Ask("sdxl", STILL, how=SIZE),
        "a plain still": Ask("sdxl", StillRequest("an empty street", "", "9/16"), how=(("size", "720x1280"),)),
        "a place mended": Ask(
            "sdxl",
            EditRequest("fix", "a red umbrella", "", "16/9", box=(0.1, 0.1, 0.2, 0.2)),
            {"picture": "png", "mask": "png"},
            SIZE,
        ),
        "a wider picture": Ask(
            "sdxl",
            EditRequest("extend", "more street", "", "21/9", edges=(0, 0, 0.25, 0.25)),
            {"picture": "png 640x360"},
            SIZE,
        ),
        "another look": Ask("sdxl", EditRequest("restyle", "ink drawing", "", "16/9"), {"picture": "png"}, SIZE),
        "another look, edges kept": Ask(
            "sdxl",
            EditRequest("restyle", "ink drawing", "", "16/9", keep=("canny", 0.6, 0.0, 0.8)),
            {"picture": "png"},
            SIZE,
        ),
        "another look, depth kept": Ask(
            "sdxl",
            EditRequest("restyle", "ink drawing", "", "16/9", keep=("depth", 0.7, 0.1, 1.0)),
            {"picture": "png"},
            SIZE,
        ),
        "another look by LoRAs, pose kept": Ask(
            "sdxl",
            LoraEditRequest("restyle", "spring", "", "16/9", keep=("pose", 1.0, 0.0, 0.5), loras=STILL.loras),
            {"picture": "png"},
            SIZE,
        ),
        "a place mended, depth kept": Ask(
            "sdxl",
            EditRequest("fix", "a red umbrella", "", "16/9", box=(0.1, 0.1, 0.2, 0.2), keep=("depth", 0.5, 0.0, 0.8)),
            {"picture": "png", "mask": "png"},
            SIZE,
        ),
        "Flux": Ask("flux-dev", STILL, how=SIZE),
        "people as they are": Ask("flux-kontext", STILL, {"reference 1": "png", "reference 2": "png 320x180"}, SIZE),
        "nobody in particular": Ask("flux-kontext", StillRequest("an empty street", "", "9/16"), how=SIZE),
        "changed in words": Ask(
            "flux-kontext", EditRequest("restyle", "the same street in spring", "", "16/9"), {"picture": "png"}, SIZE
        ),
        "a clip from words": Ask("wan2-2-5b", clip(), how=FIVE),
        "a clip from a frame": Ask("wan2-2-5b", clip("雨停了，小梅跑过街道"), {"start": "png"}, FIVE),
        "a clip between frames": Ask("wan2-1-flf", clip(), {"start": "png", "end": "png 320x180"}, FIVE),
        "a larger still": Ask("upscale-still", EnlargeRequest("16/9"), {"picture": "png"}, (("size", "1920x1080"),)),
        "a larger clip": Ask("upscale", EnhanceRequest("16/9"), {"clip": "mp4 1"}, (("size", "1920x1080"),)),
        "own lips": Ask(
            "own-lips",
            LipSyncRequest("left", (0,), 2000),
            {"clip": "mp4 2", "voice 1": "wav 1", "track": "wav 2"},
            SIZE,
        ),
        "own tune": Ask(
            "own-sound", MusicRequest("quiet but quick", ("hushed",), "minor", 108, 0.4, 0.5, ("piano",), (), 21_000)
        ),
        "own picture": Ask("own-image", StillRequest("a girl", "", "16/9"), {"reference 1": "png"}, SIZE),
    },
    refusals={
        "a model that is not there": (
            says(problem("prompt_outputs_failed_validation", "Prompt outputs failed validation", ""), LISTED),
            "request",
        ),
        "a node that is not there": (
            says(problem("invalid_prompt", "Cannot execute because node X does not exist.", "Node ID '#6'")),
            "request",
        ),
        "no output": (says(problem("prompt_no_outputs", "Prompt has no outputs", "")), "request"),
        "server": (answers(500, b"500 Internal Server Error"), "unknown"),
    },
    ends={
        "out of memory": (Life(end="failed"), "failed"),
        "restarted": (books.LOST, "lost"),
        "nothing": (books.EMPTY_SUCCESS, "empty"),
    },
    settings=settings,
)
