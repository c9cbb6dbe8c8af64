"""What is on the front of the trunk: collars, lapels, belts, plates, aprons, ties and scarves."""

from __future__ import annotations

from filmc.lower.colours import darker, lighter, mix
from filmc.lower.panel import Colour, Garment
from filmc.render.draw.figures.clothes import Wardrobe, centre, down, edge, hanging_cloth
from filmc.render.draw.figures.pen import Pen, hull
from filmc.render.draw.figures.skeleton import Skeleton


def paint_front(pen: Pen, bones: Skeleton, wardrobe: Wardrobe, *, away: bool) -> None:
    """Draw what is on the trunk: collar, lapels, belt, apron, scarf; from behind only what shows there."""
    top, girth = wardrobe.top, wardrobe.body.girth
    if not away:
        _front(pen, bones, wardrobe)
    elif top.cut in {"uniform", "armour", "coat"}:
        pen.line(
            [edge(bones, girth, 0.18, -0.8), edge(bones, girth, 0.22, 0.0), edge(bones, girth, 0.18, 0.8)],
            0.008,
            top.accent,
        )
    if scarf := wardrobe.first("scarf"):
        _scarf(pen, bones, girth, scarf, away=away)
    if (cape := wardrobe.first("cape")) and away:
        hanging_cloth(pen, bones, girth, cape)


def _front(pen: Pen, bones: Skeleton, wardrobe: Wardrobe) -> None:
    top, girth = wardrobe.top, wardrobe.body.girth
    shirt = wardrobe.first("shirt")
    match top.cut:
        case "suit" | "jacket" | "coat":
            _lapels(pen, bones, girth, top, shirt.colour if shirt else (240, 238, 232))
        case "uniform":
            _uniform(pen, bones, girth, top)
        case "robe":
            _crossed(pen, bones, girth, top)
        case "armour":
            _plates(pen, bones, girth, top)
        case "dress" | "gown":
            _neckline(pen, bones, wardrobe, 0.2 if top.cut == "gown" else 0.13)
            pen.line([edge(bones, girth, 0.64, s) for s in (-1.0, 0.0, 1.0)], 0.018, top.accent)
        case _:
            _collar(pen, bones, wardrobe, top)
    if tie := wardrobe.first("tie"):
        a, b, c, d = (centre(bones, girth, t, s) for t, s in ((0.05, 0.0), (0.5, -0.13), (0.58, 0.0), (0.5, 0.13)))
        pen.polygon([a, b, c, d], tie.colour)
        pen.ellipse(a, (0.014, 0.012), darker(tie.colour, 0.25))
    if apron := wardrobe.first("apron"):
        _apron(pen, bones, girth, apron)


def _neckline(pen: Pen, bones: Skeleton, wardrobe: Wardrobe, depth: float) -> None:
    girth, skin = wardrobe.body.girth, wardrobe.body.skin
    shape = [edge(bones, girth, -0.03, -0.9), centre(bones, girth, -0.02), edge(bones, girth, -0.03, 0.9),
        centre(bones, girth, depth * 0.6, 0.3),
             centre(bones, girth, depth), centre(bones, girth, depth * 0.6, -0.3)]  # fmt: skip
    pen.blob(shape, darker(skin, 0.08))
    pen.line([shape[0], shape[5], shape[4], shape[3], shape[2]], 0.006, darker(wardrobe.top.colour, 0.3))


def _collar(pen: Pen, bones: Skeleton, wardrobe: Wardrobe, top: Garment) -> None:
    girth = wardrobe.body.girth
    _neckline(pen, bones, wardrobe, 0.11)
    pen.line([centre(bones, girth, t) for t in (0.1, 0.5, 1.02)], 0.005, darker(top.colour, 0.3))
    for t in (0.25, 0.45, 0.65, 0.85):
        x, y = centre(bones, girth, t, 0.04)
        pen.ellipse((x, y), (0.005, 0.005), top.accent)
    for side in (-1, 1):
        flap = [
            edge(bones, girth, -0.04, 0.95 * side),
            centre(bones, girth, 0.1),
            centre(bones, girth, 0.17, 0.26 * side),
            centre(bones, girth, 0.05, 0.48 * side),
        ]
        pen.polygon(flap, darker(top.colour, 0.34))
        pen.polygon([(x, y - 0.004) for x, y in flap], lighter(top.colour, 0.14))


def _lapels(pen: Pen, bones: Skeleton, girth: float, top: Garment, shirt: Colour) -> None:
    deep = 0.58
    inner = [centre(bones, girth, -0.03, -0.34), centre(bones, girth, -0.03, 0.34), centre(bones, girth, deep)]
    pen.polygon(inner, shirt)
    pen.polygon([inner[0], centre(bones, girth, 0.12), inner[1]], darker(shirt, 0.22), 0.5)
    for side in (-1, 1):
        lapel = [centre(bones, girth, -0.04, 0.36 * side), centre(bones, girth, deep), centre(bones,
            girth, 0.3, 0.5 * side), centre(bones, girth, 0.22, 0.38 * side),
                 centre(bones, girth, 0.12, 0.52 * side)]  # fmt: skip
        pen.polygon([(x, y + 0.005) for x, y in lapel], darker(top.colour, 0.5))
        pen.polygon(lapel, lighter(top.colour, 0.1))
    pen.line([centre(bones, girth, deep), centre(bones, girth, 1.05)], 0.006, darker(top.colour, 0.5))
    for t in (0.66, 0.8):
        pen.ellipse(centre(bones, girth, t, 0.1), (0.007, 0.007), darker(top.colour, 0.5))
    pen.line([centre(bones, girth, 0.86, 0.4), centre(bones, girth, 0.85, 0.72)], 0.006, darker(top.colour, 0.45))


def _uniform(pen: Pen, bones: Skeleton, girth: float, top: Garment) -> None:
    for side in (-1, 1):
        panel = [edge(bones, girth, 0.06, 0.9 * side), edge(bones, girth, 0.3, 0.66 * side), edge(bones,
            girth, 0.95, 0.72 * side), edge(bones, girth, 1.0, 0.97 * side),
                 edge(bones, girth, 0.62, 0.97 * side), edge(bones, girth, 0.3, 0.98 * side)]  # fmt: skip
        pen.polygon(panel, mix(top.accent, top.colour, 0.15))
        pen.polygon(
            [
                edge(bones, girth, -0.04, 0.98 * side),
                edge(bones, girth, 0.05, 0.5 * side),
                centre(bones, girth, 0.1),
                centre(bones, girth, 0.0),
            ],
            top.accent,
        )
    pen.line([centre(bones, girth, t) for t in (0.08, 0.5, 1.03)], 0.009, top.accent)
    x, y = centre(bones, girth, 0.27, 0.34)
    pen.ellipse((x, y), (0.013, 0.015), top.accent)
    pen.ellipse((x, y), (0.007, 0.008), (206, 64, 56))


def _crossed(pen: Pen, bones: Skeleton, girth: float, top: Garment) -> None:
    pen.polygon(
        [centre(bones, girth, -0.03, -0.3), centre(bones, girth, -0.03, 0.3), centre(bones, girth, 0.3)],
        (238, 234, 226),
    )
    pen.line(
        [edge(bones, girth, -0.03, 0.9), centre(bones, girth, 0.25, 0.1), centre(bones, girth, 0.6, -0.4)],
        0.026,
        top.accent,
    )
    pen.line(
        [edge(bones, girth, -0.03, -0.9), centre(bones, girth, 0.25, -0.1), centre(bones, girth, 0.6, 0.4)],
        0.026,
        darker(top.accent, 0.12),
    )
    band = [edge(bones, girth, t, s) for t, s in ((0.6, -1.03), (0.6, 1.03), (0.72, 1.03), (0.72, -1.03))]
    pen.polygon(band, mix(top.accent, darker(top.colour, 0.5), 0.55))


def _plates(pen: Pen, bones: Skeleton, girth: float, top: Garment) -> None:
    pen.volume(
        [
            edge(bones, girth, t, s, 0.004)
            for t, s in ((0.05, -0.8), (0.05, 0.8), (0.35, 1.0), (0.6, 0.9), (0.6, -0.9), (0.35, -1.0))
        ],
        top.colour,
        1.6,
    )
    pen.line([centre(bones, girth, 0.1), centre(bones, girth, 0.6)], 0.008, lighter(top.colour, 0.6))
    for t in (0.66, 0.78, 0.9):
        pen.line(
            [edge(bones, girth, t, -0.97), edge(bones, girth, t + 0.03, 0.0), edge(bones, girth, t, 0.97)],
            0.01,
            darker(top.colour, 0.45),
        )
    pen.line([edge(bones, girth, 0.63, -1.0), edge(bones, girth, 0.63, 1.0)], 0.022, top.accent)


def _apron(pen: Pen, bones: Skeleton, girth: float, apron: Garment) -> None:
    low = hull([edge(bones, girth, 0.62, -0.82), edge(bones, girth, 0.62, 0.82), *down(bones, 0.8, 0.012)])
    pen.polygon([(x, y + 0.006) for x, y in low], darker(apron.colour, 0.5))
    path = pen.at(low)
    pen.canvas.polygon(path, pen.shading(path, apron.colour))
    bib = [centre(bones, girth, t, s) for t, s in ((0.24, -0.42), (0.24, 0.42), (0.66, 0.66), (0.66, -0.66))]
    pen.polygon(bib, apron.colour)
    for side in (-1, 1):
        pen.line(
            [centre(bones, girth, 0.25, 0.4 * side), edge(bones, girth, 0.0, 0.9 * side)],
            0.013,
            darker(apron.colour, 0.2),
        )
    pen.line([edge(bones, girth, 0.64, s) for s in (-0.98, 0.0, 0.98)], 0.014, darker(apron.colour, 0.25))
    x, y = centre(bones, girth, 0.92)
    pen.line(
        [(x - 0.04, y), (x - 0.036, y + 0.04), (x + 0.036, y + 0.04), (x + 0.04, y)], 0.005, darker(apron.colour, 0.35)
    )


def _scarf(pen: Pen, bones: Skeleton, girth: float, scarf: Garment, *, away: bool) -> None:
    wrap = [
        edge(bones, girth, -0.05, -1.3),
        edge(bones, girth, -0.06, 1.3),
        edge(bones, girth, 0.07, 1.25),
        centre(bones, girth, 0.12),
        edge(bones, girth, 0.07, -1.25),
    ]
    pen.blob(wrap, scarf.colour)
    pen.line(
        [edge(bones, girth, -0.01, -1.2), centre(bones, girth, 0.045), edge(bones, girth, -0.01, 1.2)],
        0.007,
        darker(scarf.colour, 0.35),
    )
    if not away:
        pen.volume(
            [centre(bones, girth, t, s) for t, s in ((0.06, 0.1), (0.06, 0.4), (0.55, 0.5), (0.57, 0.2))], scarf.colour
        )
        pen.line([centre(bones, girth, 0.5, 0.2), centre(bones, girth, 0.49, 0.49)], 0.008, scarf.accent)
