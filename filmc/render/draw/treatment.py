"""A look, laid over drawn layers: what the lighting words do to colours, then the hand that seems to have drawn it.

Colours stay premultiplied. Whatever is a matrix (saturation, contrast, warmth, tint) is one matrix over red, green,
blue and alpha, so that offsets follow the coverage. Textures lie fixed in the picture's plane: patches have no seams.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from filmc.base.record import replace
from filmc.ir.vocabulary import Treatment
from filmc.lower.panel import Panel
from filmc.render.draw.layer import Layer, Patch, Pixels
from filmc.render.draw.places.palette import palette_of

Matrix = NDArray[np.float64]
_LUMA = np.array([0.2126, 0.7152, 0.0722])
"""BT.709."""
_MARGIN = 24
"""Pixels around a patch that the spatial effects may look at."""


def treat_layer(layer: Layer, panel: Panel) -> Layer:
    """Return `layer` in the panel's look and light, its patches with it."""
    image = treat(layer.image, panel, layer.scale, (layer.left, layer.top))
    blink = _treat_patch(layer, layer.blink, panel) if layer.blink else None
    mouths = tuple(_treat_patch(layer, patch, panel) for patch in layer.mouths)
    strides = tuple(_treat_patch(layer, patch, panel) for patch in layer.strides)
    return replace(layer, image=image, mouths=mouths, blink=blink, strides=strides)


def treat(image: Pixels, panel: Panel, scale: float = 720.0, origin: tuple[float, float] = (0.0, 0.0)) -> Pixels:
    """Return a premultiplied picture in the panel's look; `origin` is where it lies in the frame, in frame units."""
    out = _by_matrix(image, _colours(panel))
    if hand := _HANDS.get(panel.treatment):
        out = hand(out, scale, _corner(scale, origin))
    gains = _gains(panel, out.shape[:2], scale, origin)
    if gains is not None:
        out = _multiplied(out, gains)
    grain = (panel.grain + _GRAIN.get(panel.treatment, 0.0)) * min(scale / 720, 1.0)
    return _textured(out, _noise_tile(), grain * 34, _corner(scale, origin)) if grain else out


def _treat_patch(layer: Layer, patch: Patch, panel: Panel) -> Patch:
    """Treat a patch together with what surrounds it in the layer, then cut it out again."""

    def treated(image: Pixels) -> Pixels:
        height, width = image.shape[:2]
        x0, y0 = max(patch.x - _MARGIN, 0), max(patch.y - _MARGIN, 0)
        window = layer.image[y0 : patch.y + height + _MARGIN, x0 : patch.x + width + _MARGIN].copy()
        x, y = patch.x - x0, patch.y - y0
        window[y : y + height, x : x + width] = image
        origin = (layer.left + x0 / layer.scale, layer.top + y0 / layer.scale)
        return np.ascontiguousarray(treat(window, panel, layer.scale, origin)[y : y + height, x : x + width])

    return patch.through(treated)


def _corner(scale: float, origin: tuple[float, float]) -> tuple[int, int]:
    return round(origin[0] * scale), round(origin[1] * scale)


# --- colours: one matrix


def _by_matrix(image: Pixels, matrix: Matrix) -> Pixels:
    if np.allclose(matrix, np.eye(4), atol=1e-3):
        return image
    return _legal(_levels(cv2.transform(image, matrix.astype(np.float32))), image[:, :, 3])


def _legal(out: Pixels, alpha: NDArray[np.uint8]) -> Pixels:
    """Keep colours within their coverage, as premultiplied ones must be."""
    out[:, :, 3] = alpha
    return _levels(cv2.min(out, cv2.merge([alpha] * 4)))


def _levels(values: Any) -> Pixels:
    """Return what OpenCV made of 8-bit values, which its types call any array, as what it is."""
    return np.asarray(values, np.uint8)


def _affine(rgb: Matrix, offset: tuple[float, float, float] = (0.0, 0.0, 0.0)) -> Matrix:
    matrix = np.eye(4)
    matrix[:3, :3] = rgb
    matrix[:3, 3] = offset
    return matrix


def _saturation(amount: float) -> Matrix:
    return _affine(np.eye(3) * amount + np.outer(np.ones(3), _LUMA) * (1 - amount))


def _contrast(amount: float, lift: float = 0.0) -> Matrix:
    """Stretch about a middle grey; `lift` raises everything by a share of white."""
    offset = 0.45 * (1 - amount) + lift
    return _affine(np.eye(3) * amount, (offset, offset, offset))


def _gain(r: float, g: float, b: float) -> Matrix:
    return _affine(np.diag([r, g, b]))


def _warmth(amount: float) -> Matrix:
    return _gain(1 + 0.16 * amount, 1 + 0.02 * amount, 1 - 0.18 * amount)


def _colours(panel: Panel) -> Matrix:
    look = _MATRICES.get(panel.treatment, np.eye(4)) @ _paper_matrix(panel)
    return _light_matrix(panel) @ _grade_matrix(panel) @ look


def _grade_matrix(panel: Panel) -> Matrix:
    return _contrast(panel.contrast) @ _saturation(panel.saturation) @ _warmth(panel.warmth)


def _paper_matrix(panel: Panel) -> Matrix:
    """Return what brightens dark hours in looks that are drawn on paper: the night is a wash there, not black."""
    if panel.treatment not in _ON_PAPER:
        return np.eye(4)
    palette = palette_of(panel.setting)
    level = sum(palette.room if panel.setting.interior else palette.light) / 3
    return _gain(*(min(max(1.0 / level, 1.0) ** 0.6, 1.8),) * 3)


_ON_PAPER: frozenset[Treatment] = frozenset(("ink", "watercolour", "sketch"))


def _light_matrix(panel: Panel) -> Matrix:
    light = panel.light
    matrix = _contrast(light.contrast) @ _warmth(light.warmth) @ _gain(*(light.brightness,) * 3)
    if light.colour:
        tint = np.array(light.colour, np.float64) / 255
        tint /= max(float(tint @ _LUMA), 0.2)
        matrix = _gain(*(0.65 + 0.35 * np.minimum(tint, 1.8)).tolist()) @ matrix
    return matrix


_SEPIA = _affine(np.array([[0.42, 0.66, 0.17], [0.36, 0.60, 0.15], [0.27, 0.47, 0.12]]))
_MATRICES: dict[Treatment, Matrix] = {
    "3d": _contrast(1.06) @ _saturation(1.08),
    "anime": _contrast(1.08, 0.02) @ _saturation(1.32),
    "ink": _contrast(1.18, 0.1) @ _gain(1.02, 1.0, 0.94) @ _saturation(0.26),
    "noir": _contrast(1.75, -0.06) @ _saturation(0.0),
    "watercolour": _contrast(0.88, 0.12) @ _saturation(1.45),
    "oil": _contrast(1.12) @ _saturation(1.2) @ _warmth(0.25),
    "documentary": _contrast(0.94) @ _saturation(0.66) @ _gain(0.99, 1.01, 0.97),
    "neon": _affine(np.diag([1.04, 0.86, 1.14]), (0.02, -0.03, 0.05)) @ _contrast(1.2, -0.15) @ _saturation(1.4),
    "sketch": _saturation(0.0),
    "pixel": _contrast(1.1) @ _saturation(1.3),
    "vintage": _contrast(0.9, 0.04) @ (_SEPIA * 0.72 + np.diag([0.28, 0.28, 0.28, 0.28])),
}
_GRAIN: dict[Treatment, float] = {"noir": 0.22, "documentary": 0.12, "vintage": 0.3}


# --- light over the frame


def _gains(panel: Panel, size: tuple[int, int], scale: float, origin: tuple[float, float]) -> NDArray[np.uint8] | None:
    """Return a map of gains (128 is 1) for the key light's side and the vignette, or None where light is even."""
    key, vignette = panel.light.key, _VIGNETTE.get(panel.treatment, 0.0)
    if key in {"front", "none"} and not vignette:
        return None
    rows, columns = 24, 40
    y = (origin[1] + (np.arange(rows) + 0.5) / rows * size[0] / scale)[:, None]
    x = (origin[0] + (np.arange(columns) + 0.5) / columns * size[1] / scale)[None, :] / panel.aspect
    sides = {"left": 0.5 - x, "right": x - 0.5, "top": 0.5 - y, "below": y - 0.5, "back": -0.25 - 0 * x}
    gain = 1 + 0.5 * np.clip(sides.get(key, 0.0 * x), -0.7, 0.5) + 0 * x + 0 * y
    away = ((x - 0.5) * 2) ** 2 + ((y - 0.5) * 2) ** 2
    gain = gain * (1 - vignette * np.clip((away - 0.35) / 1.6, 0, 1))
    small = np.clip(gain * 128, 0, 255).astype(np.uint8)
    return cv2.resize(small, (size[1], size[0]), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


_VIGNETTE: dict[Treatment, float] = {"noir": 0.6, "vintage": 0.5, "neon": 0.3, "oil": 0.2, "sketch": 0.08}


def _multiplied(image: Pixels, gains: NDArray[np.uint8]) -> Pixels:
    full = cv2.merge([gains, gains, gains, np.full_like(gains, 128)])
    return _legal(_levels(cv2.multiply(image, full, scale=1 / 128)), image[:, :, 3])


# --- hands: what needs a look around each pixel


def _soft(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """3d: highlights bloom a little."""
    del corner
    return _bloom(image, scale * 0.022, 205, 0.22)


def _cel(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Anime: flat areas in few tones, small texture gone."""
    del scale, corner
    flat = _smoothed(image, 1)
    steps = np.arange(256)
    tones = 255 / 13
    rung = np.floor(steps / tones)
    within = np.clip((steps / tones - rung - 0.5) * 2.0 + 0.5, 0, 1)
    table = np.clip((rung + within) * tones, 0, 255).astype(np.uint8)
    return _where_solid(_legal(_levels(cv2.LUT(flat, table)), image[:, :, 3]), image)


def _where_solid(drawn: Pixels, image: Pixels) -> Pixels:
    """Keep what is soft (smoke, glows, mist) as it was: steps of tone would turn it into rings."""
    solid = np.clip((image[:, :, 3].astype(np.float32) - 212) / np.float32(43), 0, 1)
    return _levels(cv2.blendLinear(drawn, image, solid, 1 - solid))


def _wash(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Ink: brushed outlines over a thin wash on warm paper."""
    smooth = _smoothed(image, 2)
    lines = _edges(image, scale, 2.6)
    paper = _lighten(smooth, (247, 241, 228), 0.25)
    return _textured(_inked(paper, lines, (30, 28, 34), 0.95), _paper_tile(), 13, corner)


def _bleed(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Watercolour: pigment pools at the edges of shapes, paper shows through, tones run."""
    smooth = _smoothed(image, 2)
    pools = _edges(smooth, scale, 1.3)
    pools = _levels(cv2.GaussianBlur(pools, (0, 0), max(scale * 0.0016, 0.6)))
    out = _inked(_lighten(smooth, (252, 249, 240), 0.16), pools, (70, 80, 110), 0.5)
    return _textured(_textured(out, _paper_tile(), 10, corner), _pigment_tile(), 7, corner)


def _impasto(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Oil: dabs of one colour each, with the relief of the brush."""
    dab = max(round(scale * 0.009), 3) | 1
    small = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, min(dab, 11))
    big = cv2.resize(small, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_CUBIC)
    dabs = _legal(_kept_at_edges(_levels(big), image), image[:, :, 3])
    return _textured(dabs, _brush_tile(), 14, corner)


def _glow(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Neon: lights bloom wide, edges glint."""
    del corner
    return _bloom(_bloom(image, scale * 0.03, 176, 0.4), scale * 0.008, 196, 0.25)


def _pencil(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Sketch: pencil lines and hatching on paper."""
    grey = image[:, :, 0]
    soft = cv2.GaussianBlur(255 - grey, (0, 0), max(scale * 0.011, 1.2))
    dodge = cv2.divide(grey, np.maximum(255 - soft, 1), scale=255)
    lines = _edges(image, scale, 2.2)
    shading = np.clip((150 - grey.astype(np.int16)) * 1.2, 0, 120).astype(np.uint8)
    hatch = cv2.multiply(shading, _tiled(_hatch_tile(), grey.shape, corner), scale=1 / 255)
    tone = cv2.subtract(cv2.subtract(np.maximum(_levels(dodge), 140), cv2.convertScaleAbs(lines, alpha=0.62)), hatch)
    alpha = image[:, :, 3]
    page = cv2.merge([cv2.multiply(tone, alpha, scale=k / 255) for k in (0.985, 0.965, 0.925)] + [alpha])
    return _textured(_legal(_levels(page), alpha), _paper_tile(), 10, corner)


def _blocks(image: Pixels, scale: float, corner: tuple[int, int]) -> Pixels:
    """Pixel art: large square dots of few tones, hard edges. A hundred and forty-four dots make a frame's height."""
    dot = max(round(scale / 144), 2)
    height, width = image.shape[:2]
    left, top = corner[0] % dot, corner[1] % dot
    padded = cv2.copyMakeBorder(image, top, (-height - top) % dot, left, (-width - left) % dot, cv2.BORDER_REPLICATE)
    small = cv2.resize(padded, (padded.shape[1] // dot, padded.shape[0] // dot), interpolation=cv2.INTER_AREA)
    alpha = np.where(small[:, :, 3] > 110, 255, 0).astype(np.uint8)
    colours = cv2.divide(small[:, :, :3], cv2.merge([np.maximum(small[:, :, 3], 1)] * 3), scale=255)
    level = 255 / 9
    checker = (np.indices(alpha.shape).sum(0) % 2)[:, :, None] * (level * 0.35) - level * 0.17
    toned = np.clip(np.round((colours + checker) / level) * level, 0, 255).astype(np.uint8)
    small = np.dstack([np.minimum(toned, alpha[:, :, None]), alpha])
    big = np.repeat(np.repeat(small, dot, 0), dot, 1)
    return np.ascontiguousarray(big[top : top + height, left : left + width])


_Hand = Callable[[Pixels, float, tuple[int, int]], Pixels]
_HANDS: dict[Treatment, _Hand] = {
    "3d": _soft,
    "anime": _cel,
    "ink": _wash,
    "watercolour": _bleed,
    "oil": _impasto,
    "neon": _glow,
    "sketch": _pencil,
    "pixel": _blocks,
}


def _bloom(image: Pixels, sigma: float, threshold: int, strength: float) -> Pixels:
    """Let what is brighter than `threshold` shine over its surroundings, `sigma` pixels wide."""
    step = max(int(sigma / 2.5), 1)
    size = (max(image.shape[1] // step, 1), max(image.shape[0] // step, 1))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    bright = cv2.GaussianBlur(
        cv2.max(small, np.full_like(small, threshold)) - np.uint8(threshold), (0, 0), max(sigma / step, 0.6)
    )
    shine = cv2.resize(bright, (image.shape[1], image.shape[0]), interpolation=cv2.INTER_LINEAR)
    shone = _levels(cv2.scaleAdd(shine, strength * 255 / (255 - threshold), image))
    return _legal(shone, image[:, :, 3])


def _smoothed(image: Pixels, times: int) -> Pixels:
    """Run the small detail together; the coverage keeps its edge."""
    out: Pixels = image
    for _ in range(times):
        out = _levels(cv2.medianBlur(out, 5))
    return _kept_at_edges(out, image)


def _kept_at_edges(smooth: Pixels, image: Pixels) -> Pixels:
    """Take back the old pixels where smoothing changed the coverage: there it would leave dark corners."""
    changed = cv2.compare(cv2.absdiff(smooth[:, :, 3], image[:, :, 3]), np.zeros_like(image[:, :, 3]), cv2.CMP_GT)
    cv2.copyTo(image, changed, smooth)
    return smooth


def _edges(image: Pixels, scale: float, strength: float) -> NDArray[np.uint8]:
    """Return how much of an outline each pixel is (0..255)."""
    grey = cv2.GaussianBlur(image[:, :, 1], (0, 0), max(scale * 0.0012, 0.5))
    across = cv2.convertScaleAbs(cv2.Scharr(grey, cv2.CV_16S, 1, 0), alpha=strength * min(scale / 700, 1.4) / 16)
    down = cv2.convertScaleAbs(cv2.Scharr(grey, cv2.CV_16S, 0, 1), alpha=strength * min(scale / 700, 1.4) / 16)
    return _levels(np.maximum(_levels(cv2.add(across, down)), 14) - np.uint8(14))


def _inked(image: Pixels, lines: NDArray[np.uint8], ink: tuple[int, int, int], strength: float) -> Pixels:
    alpha = image[:, :, 3]
    colour = cv2.merge([cv2.convertScaleAbs(alpha, alpha=c / 255) for c in ink] + [alpha])
    weight = lines.astype(np.float32) * np.float32(strength / 255)
    return _legal(_levels(cv2.blendLinear(colour, image, weight, 1 - weight)), alpha)


def _lighten(image: Pixels, paper: tuple[int, int, int], share: float) -> Pixels:
    offset = (paper[0] / 255 * share, paper[1] / 255 * share, paper[2] / 255 * share)
    return _by_matrix(image, _affine(np.eye(3) * (1 - share), offset))


def _textured(image: Pixels, tile: NDArray[np.uint8], strength: float, corner: tuple[int, int]) -> Pixels:
    """Vary the brightness by a tile fixed to the picture's plane, by up to `strength` levels each way."""
    texture = _tiled(tile, image.shape[:2], corner)
    gain = cv2.convertScaleAbs(texture, alpha=strength / 128, beta=128 - strength)
    return _multiplied(image, gain.astype(np.uint8, copy=False))


def _tiled(tile: NDArray[np.uint8], size: tuple[int, ...], corner: tuple[int, int]) -> NDArray[np.uint8]:
    height, width = tile.shape
    moved = np.roll(tile, (-corner[1] % height, -corner[0] % width), (0, 1))
    down, across = -(-size[0] // height), -(-size[1] // width)
    return np.ascontiguousarray(np.tile(moved, (down, across))[: size[0], : size[1]])


def _tile(seed: int, blur: tuple[float, float], contrast: float) -> NDArray[np.uint8]:
    """Return 256 × 256 levels of seamless noise about 128, blurred by `blur` pixels across and down."""
    noise = np.random.default_rng(seed).normal(0, 1, (256, 256)).astype(np.float32)
    wide = cv2.copyMakeBorder(noise, 64, 64, 64, 64, cv2.BORDER_WRAP)
    if max(blur) > 0.2:
        wide = cv2.GaussianBlur(wide, (0, 0), max(blur[0], 0.2), sigmaY=max(blur[1], 0.2))
    inner = wide[64:-64, 64:-64]
    return _levels(np.clip(128 + inner / max(float(inner.std()), 1e-6) * contrast, 0, 255))


@cache
def _noise_tile() -> NDArray[np.uint8]:
    return _tile(11, (0.6, 0.6), 44)


@cache
def _paper_tile() -> NDArray[np.uint8]:
    return _tile(12, (1.1, 0.8), 40)


@cache
def _pigment_tile() -> NDArray[np.uint8]:
    return _tile(13, (15.0, 15.0), 46)


@cache
def _brush_tile() -> NDArray[np.uint8]:
    return _tile(14, (7.0, 1.0), 44)


@cache
def _hatch_tile() -> NDArray[np.uint8]:
    y, x = np.mgrid[0:256, 0:256]
    wave = np.sin((x + y) * (2 * np.pi * 36 / 256)) * 90 + 150
    rough = _tile(15, (1.0, 1.0), 40).astype(np.float64) - 128
    return _levels(np.clip(wave + rough, 0, 255))
