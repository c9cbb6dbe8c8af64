"""Casting, staging and the drawing of people and things."""

from __future__ import annotations

import math
import pickle
import time
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest

from filmc.base.record import replace
from filmc.frontend.value import Length, Point
from filmc.ir.film import Appearance, Entity, Film, Line, Path, Presence, Settings, Shot
from filmc.ir.vocabulary import Angle, Blocking, Face, Setup, Size, Spot
from filmc.lower.casting import body_of, cast
from filmc.lower.panel import Body, Figure, Pose, Thing
from filmc.lower.persons import people_named
from filmc.lower.picture import panel_of
from filmc.lower.posing import EYES, eye_level
from filmc.lower.props import PROPS
from filmc.lower.staging import stage
from filmc.render.draw.figures.acting import View, sketch
from filmc.render.draw.figures.figure import MOUTHS, paint_figure, shown_of
from filmc.render.draw.figures.gait import PHASES
from filmc.render.draw.figures.poses import POSTURES, posture_of
from filmc.render.draw.figures.skeleton import pose
from filmc.render.draw.figures.things import KINDS, paint_thing
from filmc.render.draw.layer import Layer
from filmc.render.draw.memory import drawn_lately, learn, shared
from filmc.render.draw.picture import draw
from filmc.render.draw.reach import Reach
from filmc.render.sprite import _faced

ASPECT = 16 / 9
WINDOW = (0.0, 0.0, ASPECT, 1.0)
CALM = Face()
NAVY, RED, WHITE, BLACK = (36, 48, 88), (200, 54, 50), (240, 238, 232), (38, 38, 44)


def person(
    name: str, appearance: str = "", wardrobe: str = "", *variants: Appearance, also: tuple[str, ...] = ()
) -> Entity:
    base = Appearance(variant=None, appearance=appearance, wardrobe=wardrobe)
    return Entity(name=name, kind="character", also=also, base=base, variants=variants)


def worn(body: Body) -> dict[str, tuple[int, int, int]]:
    return {garment.cut: garment.colour for garment in body.garments}


# -- words to a body --------------------------------------------------------------------------------------------------

BODIES: list[tuple[str, str, str, object]] = [
    # appearance, wardrobe, what is asked, what it must be
    ("Chinese boy of fourteen, round face, short black hair", "", "age", "teen"),
    ("Chinese boy of fourteen, round face, short black hair", "", "face_shape", "round"),
    ("Chinese boy of fourteen, round face, short black hair", "", "hair", "short"),
    ("Chinese boy of fourteen, round face, short black hair", "", "hair_colour", BLACK),
    ("Chinese boy of fourteen", "", "skin", (242, 204, 172)),
    ("young man, same round face, short black hair", "", "age", "adult"),
    ("woman of thirty, hair tied back", "", "hair", "ponytail"),
    ("woman of thirty, hair tied back", "", "age", "adult"),
    ("a girl of 8 with pigtails", "", "age", "child"),
    ("a girl of 8 with pigtails", "", "hair", "twin"),
    ("little boy with messy hair", "", "age", "child"),
    ("little boy with messy hair", "", "hair", "spiky"),
    ("old man, white beard", "", "age", "elder"),
    ("old man, white beard", "", "beard", True),
    ("grandmother with a grey bun", "", "age", "elder"),
    ("grandmother with a grey bun", "", "hair", "bun"),
    ("bald man with square jaw", "", "hair", "none"),
    ("bald man with square jaw", "", "face_shape", "square"),
    ("balding clerk", "", "hair", "bald-crown"),
    ("long blonde curls", "", "hair", "curly"),
    ("long blonde hair", "", "hair", "long"),
    ("long blonde hair", "", "hair_colour", (222, 186, 116)),
    ("African woman, afro", "", "skin", (124, 80, 56)),
    ("pale teenager", "", "skin", (250, 224, 204)),
    ("tall thin man", "", "girth", 0.84),
    ("stout woman", "", "girth", 1.3),
    ("emerald dragon with golden mane", "", "kind", "dragon"),
    ("emerald dragon", "", "skin", (36, 132, 96)),
    ("a friendly robot", "", "kind", "robot"),
    ("small grey cat", "", "kind", "animal"),
    ("blue bird", "", "kind", "bird"),
    ("koi carp", "", "kind", "fish"),
    ("yellow plush mascot", "", "kind", "mascot"),
    ("purple monster", "", "kind", "creature"),
    ("十四岁的少年，圆脸，黑色短发", "", "age", "teen"),
    ("十四岁的少年，圆脸，黑色短发", "", "hair", "short"),
    ("十四岁的少年，圆脸，黑色短发", "", "hair_colour", BLACK),
    ("十四岁的少年，圆脸，黑色短发", "", "face_shape", "round"),
    ("白发苍苍的老爷爷，留着胡子", "", "age", "elder"),
    ("白发苍苍的老爷爷，留着胡子", "", "beard", True),
    ("十岁女孩，双马尾", "", "hair", "twin"),
    ("三十岁的女人，长发，身材苗条", "", "hair", "long"),
    ("三十岁的女人，长发，身材苗条", "", "girth", 0.84),
    ("一条红色的龙", "", "kind", "dragon"),
    ("机器人", "", "kind", "robot"),
    ("方脸的中年男人，光头", "", "face_shape", "square"),
    ("方脸的中年男人，光头", "", "hair", "none"),
]
CLOTHES: list[tuple[str, dict[str, tuple[int, int, int] | None]]] = [
    ("simple clean school uniform, sports shoes", {"uniform": None, "shoes": None}),
    ("red apron over a white blouse", {"apron": RED, "shirt": WHITE}),
    ("black and red sci-fi uniform", {"uniform": BLACK}),
    ("white shirt", {"shirt": WHITE}),
    ("silver armour, red cape, boots", {"armour": (186, 192, 200), "cape": RED, "boots": None}),
    ("navy suit, red tie, glasses", {"suit": NAVY, "tie": RED, "glasses": None}),
    ("a dress in red", {"dress": RED}),
    ("blue jeans, black leather jacket", {"trousers": (58, 104, 178), "jacket": BLACK}),
    ("jeans and a lab coat", {"trousers": (66, 92, 138), "coat": (238, 240, 240)}),
    ("straw hat, red scarf", {"hat": (220, 190, 120), "scarf": RED}),
    ("深蓝色长袍", {"robe": NAVY}),
    ("蓝白相间的校服，白色运动鞋", {"uniform": (58, 104, 178), "shoes": WHITE}),
    ("红色连衣裙", {"dress": RED}),
    ("黑色西装，戴眼镜", {"suit": BLACK, "glasses": None}),
    ("红围裙，白衬衫", {"apron": RED, "shirt": WHITE}),
]


@pytest.mark.parametrize(("appearance", "wardrobe", "asked", "answer"), BODIES)
def test_words_make_a_body(appearance: str, wardrobe: str, asked: str, answer: object) -> None:
    assert getattr(body_of(person("X", appearance, wardrobe)), asked) == answer


@pytest.mark.parametrize(("wardrobe", "answer"), CLOTHES)
def test_words_make_clothes(wardrobe: str, answer: dict[str, tuple[int, int, int] | None]) -> None:
    clothes = worn(body_of(person("X", "woman", wardrobe)))
    for cut, colour in answer.items():
        assert cut in clothes
        assert colour in {None, clothes[cut]}


def test_a_variant_keeps_face_skin_and_hair() -> None:
    grown = Appearance(variant="GROWN UP", appearance="young man", wardrobe="white shirt")
    entity = person("LI HUA", "Chinese boy of fourteen, round face, short black hair", "blue school uniform", grown)
    boy, man = body_of(entity), body_of(entity, "GROWN UP")
    assert (boy.age, man.age) == ("teen", "adult")
    assert (boy.skin, boy.hair_colour, boy.face_shape) == (man.skin, man.hair_colour, man.face_shape)
    assert worn(man)["shirt"] == WHITE
    assert "uniform" not in worn(man)


def test_renaming_and_reordering_change_nobody() -> None:
    crowd = [person(f"P{i}", words) for i, words in enumerate(("old man", "girl", "robot", "", "tall woman"))]
    one = cast(Film(entities={entity.name: entity for entity in crowd}))
    other = cast(Film(entities={entity.name: entity for entity in crowd[::-1]}))
    assert one == other


# -- no two alike -----------------------------------------------------------------------------------------------------


def figure(
    body: Body, *, size: float = 0.9, eye: float = 0.15, act: Pose = "stand", facing: str = "front", face: Face = CALM
) -> Figure:
    return Figure("n", body, ASPECT / 2, eye, size, 1.0, facing, act, face, "upright", (0.0, 0.0), (), False)  # type: ignore[arg-type]


def sprite(shown: Figure, scale: float = 240.0, view: View = View()) -> Layer:  # noqa: B008
    return paint_figure(shown, scale, WINDOW, view)[-1]


def on_frame(layer: Layer, height: int) -> np.ndarray:
    sheet = np.zeros((height, round(height * ASPECT), 4), np.float32)
    y, x = round(layer.top * layer.scale), round(layer.left * layer.scale)
    image = layer.image[max(-y, 0) :, max(-x, 0) :][: height - max(y, 0), : sheet.shape[1] - max(x, 0)]
    sheet[max(y, 0) : max(y, 0) + image.shape[0], max(x, 0) : max(x, 0) + image.shape[1]] = image
    return sheet


def test_thirty_strangers_are_told_apart() -> None:
    words = ("boy", "girl", "man", "woman", "old man", "", "woman of thirty", "teenager", "Chinese man", "学生")
    crowd = {f"P{i}": person(f"P{i}", words[i % 10]) for i in range(30)}
    bodies = list(cast(Film(entities=crowd)).values())
    drawn = [
        sheet[:, 60:140] for sheet in (on_frame(sprite(figure(b, size=0.9 * b.height), 120.0), 120) for b in bodies)
    ]
    assert len(drawn) == 30
    nearest = min(np.abs(a - b).mean() for a, b in combinations(drawn, 2))
    assert nearest > 2.0, nearest


def test_somebody_has_the_same_colours_in_every_shot() -> None:
    body = body_of(person("X", "Chinese boy of fourteen", "red shirt, blue trousers"))
    for size, facing, act in (
        (0.9, "front", "stand"),
        (0.9, "left", "walk"),
        (1.9, "right", "stand"),
        (0.5, "back", "stand"),
        (2.7, "front", "raise"),
    ):
        image = sprite(figure(body, size=size, eye=0.3, facing=facing, act=act)).image  # type: ignore[arg-type]
        solid = image[image[:, :, 3] == 255][:, :3].astype(int)
        near = np.abs(solid - np.array(RED)).max(1) < 40
        assert near.mean() > 0.08, (size, facing)


# -- framing ----------------------------------------------------------------------------------------------------------

SIZES = [
    ("full", 0.85, "whole"),
    ("cowboy", 1.55, "waist"),
    ("medium", 1.9, "chest"),
    ("medium close-up", 2.7, "chest"),
    ("close-up", 4.0, "head"),
]


def shot(size: Size, *present: Presence, action: str = "", **more: object) -> Shot:
    said = {"action": (action,) if action else ()}
    base = {"id": "s/1", "number": "1-1", "angle": Angle(name="eye level"), "where": "INT", "slug_place": "classroom"}
    return Shot(**{**base, **said, **more, "size": size, "cast": present})  # type: ignore[arg-type]


def sized(name: str = "medium", figure_: float = 1.9, aim: str = "chest") -> Size:
    return Size(name=name, figure=figure_, aim=aim)  # type: ignore[arg-type]


CROWD = [
    person("ANN", "woman, long brown hair", "green dress"), person("BOB", "tall man", "grey suit"),
        person("KID", "boy of eight", "red shirt"),
    person("LI HUA", "Chinese boy of fourteen", "school uniform", also=("李华", "Li Hua")),
]  # fmt: skip
CAR = Entity(name="TAXI", kind="prop", base=Appearance(variant=None, appearance="a yellow taxi"))
FILM = Film(entities={entity.name: entity for entity in (*CROWD, CAR)}, settings=Settings())
CAST = cast(FILM)


@pytest.mark.parametrize(("name", "scale", "aim"), SIZES)
def test_a_size_crops_as_its_name_says(name: str, scale: float, aim: str) -> None:
    (ann,), _ = stage(FILM, shot(sized(name, scale, aim), Presence(name="ANN")), CAST, ASPECT)
    layer = paint_figure(ann, 360.0, WINDOW)[-1]
    head = 0.17 * ann.size
    assert ann.size == pytest.approx(scale * CAST["ANN", None].height, rel=0.02)
    assert 0.08 < ann.eye < 0.52
    top = layer.top
    assert ann.eye - 0.75 * head - 0.02 < top < ann.eye - 0.3 * head
    assert layer.blink
    eyes = layer.top + (layer.blink.y + layer.blink.image.shape[0] / 2) / layer.scale
    assert eyes == pytest.approx(ann.eye, abs=0.02 + 0.03 * head)


def test_a_low_angle_looms_and_a_high_one_does_not() -> None:
    def seen(pitch: float) -> Figure:
        return stage(FILM, shot(sized(), Presence(name="ANN"), angle=Angle(name="a", pitch=pitch)), CAST, ASPECT)[0][0]

    low, level, high = seen(25), seen(0), seen(-25)
    assert low.size > level.size > high.size
    assert low.eye < level.eye < high.eye


def side(one: Figure) -> str:
    share = one.x / ASPECT
    return "left" if share < 0.45 else "right" if share > 0.55 else "centre"


STAGED: list[tuple[str, tuple[Presence, ...], dict[str, str]]] = [
    ("two face each other", (Presence(name="ANN"), Presence(name="BOB")), {"ANN": "left right", "BOB": "right left"}),
    ("sides are kept", (Presence(name="ANN", spot=Spot(side="right")), Presence(name="BOB", spot=Spot(side="left"))),
     {"ANN": "right left", "BOB": "left right"}),
    ("one alone", (Presence(name="ANN"),), {"ANN": "centre front"}),
    ("three", (Presence(name="ANN"), Presence(name="BOB"), Presence(name="KID")),
     {"ANN": "left right", "BOB": "centre front", "KID": "right left"}),
    ("told to face us", (Presence(name="ANN", spot=Spot(facing="front")), Presence(name="BOB")), {"ANN": "left front", "BOB": "right left"}),
    ("over the shoulder", (Presence(name="BOB", spot=Spot(side="left", depth="near", facing="back")),
        Presence(name="ANN", spot=Spot(side="right"))),
     {"BOB": "left back", "ANN": "right left"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "present", "answer"), STAGED, ids=[case[0] for case in STAGED])
def test_staging(why: str, present: tuple[Presence, ...], answer: dict[str, str]) -> None:
    figures, _ = stage(FILM, shot(sized(), *present), CAST, ASPECT)
    assert {one.name: f"{side(one)} {one.facing}" for one in figures} == answer, why


def test_over_the_shoulder_the_near_one_is_larger_nearer_and_cut() -> None:
    near = Presence(name="BOB", spot=Spot(side="left", depth="near", facing="back"))
    figures, _ = stage(FILM, shot(sized("mcu", 2.7), near, Presence(name="ANN", spot=Spot(side="right"))), CAST, ASPECT)
    bob, ann = figures
    assert bob.size > 1.2 * ann.size
    assert bob.depth < ann.depth
    assert bob.x - 0.13 * bob.size < 0
    assert not sprite(bob).mouths


def test_faces_never_hide_each_other() -> None:
    for count, scale in ((2, 4.0), (3, 2.7), (4, 1.9)):
        figures, _ = stage(
            FILM,
            shot(sized("s", scale), *(Presence(name=e.name, spot=Spot(side="left")) for e in CROWD[:count])),
            CAST,
            ASPECT,
        )
        places = sorted((one.x, one.size) for one in figures)
        for (ax, a), (bx, b) in pairwise(places):
            assert bx - ax > 0.07 * (a + b)


def test_who_is_only_heard_and_who_looks_are_not_seen() -> None:
    voice = Line(speaker="BOB", text="x", language="en", voice_over=True)
    heard = shot(sized(), Presence(name="ANN"), Presence(name="BOB", by="speech"), lines=(voice,))
    assert [one.name for one in stage(FILM, heard, CAST, ASPECT)[0]] == ["ANN"]
    pov = shot(
        sized(), Presence(name="ANN"), Presence(name="BOB"), setup=Setup(name="POV"), setup_cast={"VIEWER": "BOB"}
    )
    assert [one.name for one in stage(FILM, pov, CAST, ASPECT)[0]] == ["ANN"]


ACTED: list[tuple[str, Pose]] = [
    ("Li Hua sleeps on a pile of exercise books.", "sleep"), ("Li Hua writes a letter.", "write"),
        ("Li Hua runs.", "run"),
    ("Li Hua walks to the door.", "walk"), ("Li Hua sits.", "sit"), ("李华趴在桌上睡着了。", "sleep"), ("李华跑向门口。", "run"),
    ("李华坐着。", "sit"), ("Li Hua waves.", "wave"), ("Li Hua reads.", "read"), ("Nothing moves.", "stand"),
]  # fmt: skip


@pytest.mark.parametrize(("action", "answer"), ACTED)
def test_action_words_pose(action: str, answer: Pose) -> None:
    figures, _ = stage(FILM, shot(sized(), Presence(name="LI HUA"), action=action), CAST, ASPECT)
    assert figures[0].pose == answer


def test_action_is_about_whom_it_names() -> None:
    action = "Ann sits at the table. Bob runs past."
    figures, _ = stage(FILM, shot(sized(), Presence(name="ANN"), Presence(name="BOB"), action=action), CAST, ASPECT)
    assert [one.pose for one in figures] == ["sit", "run"]


def test_travel_vanishing_and_paths() -> None:
    go = Presence(name="ANN", blocking=Blocking(name="cross", action="walk", travel=(0.4, 0.0)))
    (ann,), _ = stage(FILM, shot(sized("wide", 0.35, "whole"), go), CAST, ASPECT)
    assert ann.travel[0] == pytest.approx(0.4 * ASPECT)
    assert ann.facing == "right"
    assert ann.x + ann.travel[0] / 2 == pytest.approx(ASPECT / 2, abs=0.1)
    smoke = shot(sized(), Presence(name="LI HUA"), action="Li Hua turns into a wisp of smoke and is gone.")
    assert stage(FILM, smoke, CAST, ASPECT)[0][0].vanishes
    points = tuple(Point(Length(Fraction(x, 100), "%"), Length(Fraction(1, 2), "%")) for x in (40, 60))
    brush = shot(sized(), Presence(name="ANN"), paths=(Path(thing="paper plane", points=points),))
    (plane,) = stage(FILM, brush, CAST, ASPECT)[1]
    assert plane.kind == "paper-plane"
    assert np.allclose(plane.path, ((0.4 * ASPECT, 0.5), (0.6 * ASPECT, 0.5)))


def test_things_of_a_shot() -> None:
    _, things = stage(
        FILM, shot(sized(), Presence(name="LI HUA"), action="Li Hua writes. A red lamp, a cup."), CAST, ASPECT
    )
    found = {thing.kind: thing for thing in things}
    assert found.keys() == {"desk", "lamp", "cup"}
    assert found["lamp"].colour == RED
    assert found["lamp"].y < found["desk"].y
    _, (taxi,) = stage(FILM, shot(sized("wide", 0.35, "place"), props=("TAXI",), action="It drives by."), CAST, ASPECT)
    assert (taxi.kind, taxi.colour) == ("car", (240, 200, 62))
    assert taxi.travel[0] > 0
    _, (*_, letter) = stage(
        FILM, shot(sized("detail", 9.0, "hands"), Presence(name="ANN"), action="A letter."), CAST, ASPECT
    )
    assert letter.width > 0.7


# -- drawing ----------------------------------------------------------------------------------------------------------

ANN = CAST["ANN", None]


def test_what_one_process_has_drawn_another_need_not_draw() -> None:
    ann = figure(ANN, size=1.9, eye=0.3)
    drawn_lately()
    memory = shared("tried here")
    mine = memory.drawn(ann, lambda: paint_figure(ann, 200.0, WINDOW))
    memory.drawn(lambda: None, lambda: mine)
    sent = pickle.dumps(drawn_lately())
    assert drawn_lately() == [], "it is told once, and what can not be sent is not told"
    memory = shared("tried here")
    learn(pickle.loads(sent))
    theirs = memory.drawn(ann, lambda: pytest.fail("it was told how this looks"))
    assert drawn_lately() == [], "what was told is not told back"
    for ours, other in zip(mine, theirs, strict=True):
        assert np.array_equal(ours.image, other.image)
        for patch, same in zip((*ours.mouths, ours.blink), (*other.mouths, other.blink), strict=True):
            assert (patch is None) == (same is None)
            assert not patch or np.array_equal(patch.image, same.image), "and how it speaks and blinks"


def test_mouths_and_blink_change_their_own_place_only() -> None:
    layer = sprite(figure(ANN, size=2.7, eye=0.4), 360.0)
    assert len(layer.mouths) == len(MOUTHS)
    shapes = {(patch.x, patch.y, patch.image.shape) for patch in layer.mouths}
    assert len(shapes) == 1
    closed, *opening = (patch.image.astype(int) for patch in layer.mouths)
    here = layer.image[layer.mouths[0].y :, layer.mouths[0].x :][: closed.shape[0], : closed.shape[1]]
    assert np.abs(closed - here).mean() < 0.3
    dark = [int((image[:, :, :3].sum(2) < 300).sum()) for image in opening]
    assert dark == sorted(dark)
    assert dark[-1] > 1.5 * dark[0]
    for image in opening:
        changed = np.abs(image - closed).max(2) > 12
        assert changed.any()
        assert not changed[:2].any()
        assert not changed[:, :2].any()
        assert not changed[:, -2:].any()
    assert layer.blink
    y, x = layer.blink.y, layer.blink.x
    under = layer.image[y : y + layer.blink.image.shape[0], x : x + layer.blink.image.shape[1]].astype(int)
    assert (np.abs(under - layer.blink.image).max(2) > 60).mean() > 0.03


@pytest.mark.parametrize("act", list(POSTURES))
def test_every_pose_paints_from_every_side(act: Pose) -> None:
    for facing in ("front", "left", "right", "back"):
        layer = sprite(figure(ANN, size=0.6, eye=0.4, act=act, facing=facing), 200.0)
        assert (layer.image[:, :, 3] > 0).sum() > 0.05 * 200 * 200 * 0.36
        assert layer.image[:, :, :3].max(2).astype(int).max() <= 255
        assert np.all(layer.image[:, :, :3] <= layer.image[:, :, 3:])


def test_staging_and_skeleton_agree_on_where_the_eyes_are() -> None:
    body = body_of(person("X", "man"))
    for act, height in EYES.items():
        head = pose(body, posture_of(act, "upright"), 9.0).head
        assert -head[1] - 0.055 * 0.17 == pytest.approx(height, abs=0.03), act
    for age, words in (("child", "girl of 8"), ("teen", "teenager"), ("elder", "old man")):
        body = body_of(person("X", words))
        bones = pose(body, posture_of("stand", "upright"), 9.0)
        assert body.age == age
        assert -bones.head[1] - 0.055 * bones.build.head == pytest.approx(
            eye_level(body, "stand") / body.height, abs=0.012
        )


@pytest.mark.parametrize("kind", ["dragon", "creature", "robot", "animal", "horse", "bird", "fish", "mascot"])
def test_creatures_paint_and_speak(kind: str) -> None:
    body = body_of(person("X", f"blue {'monster' if kind == 'creature' else 'dog' if kind == 'animal' else kind}"))
    assert body.kind == kind
    layer = sprite(figure(body, size=0.5, eye=0.4, facing="right"))
    assert len(layer.mouths) == len(MOUTHS)
    assert (layer.image[:, :, 3] > 200).sum() > 1500
    assert eye_level(body, "stand") > 0.1


WHOLE = {"size": 0.7, "eye": 0.2}


@pytest.mark.parametrize("act", ["walk", "run"])
@pytest.mark.parametrize("words", ["man in a coat", "girl of 8 in a dress", "brown dog", "white horse"])
def test_who_goes_has_a_stride(words: str, act: Pose) -> None:
    layer = sprite(figure(body_of(person("X", words)), act=act, facing="right", **WHOLE))
    assert len(layer.strides) == PHASES - 1
    height, width = layer.image.shape[:2]
    pictures = [layer.image]
    for patch in layer.strides:
        assert patch.x + patch.image.shape[1] <= width
        assert patch.y + patch.image.shape[0] <= height
        pictures.append(_faced(layer, (0, False, len(pictures))))
    low = height - height // 4
    changes = [np.abs(a[low:].astype(int) - b[low:]).max(2) > 60 for a, b in pairwise([*pictures, pictures[0]])]
    assert (
        min(change.mean() for change in changes) > 0.01
    )  # legs go in every phase, and round from the last to the first
    assert len({picture.tobytes() for picture in pictures}) == PHASES


def test_legs_that_are_not_seen_are_not_painted() -> None:
    assert not sprite(figure(ANN, act="stand", **WHOLE)).strides
    assert not sprite(figure(ANN, size=3.0, eye=0.4, act="walk")).strides


@pytest.mark.parametrize("act", ["walk", "run"])
def test_feet_keep_to_the_ground(act: Pose) -> None:
    """The body rises by the motion's hop as much as the legs say: at every phase some foot is near the ground, or all fly."""
    shown = figure(body_of(person("X", "man")), act=act, facing="right", **WHOLE)
    hop = sprite(shown).motion.hop
    ground = [
        sketch(shown, View(), k / PHASES).ground - hop * abs(math.sin(math.tau * k / PHASES)) for k in range(PHASES)
    ]
    lowest = max(ground)
    assert lowest - ground[0] < 0.02
    assert max(lowest - height for height in ground) < (0.02 if act == "walk" else 0.2)


def test_every_thing_paints_in_its_colour() -> None:
    assert KINDS.keys() == PROPS.keys()
    for kind, prop in PROPS.items():
        wide = min(0.4, 0.5 / prop.tall)
        layers = [
            paint_thing(Thing(kind, kind, colour, 0.9, 0.5, wide, 1.0, (0.0, 0.0), ()), 240.0, WINDOW)
            for colour in (prop.colour, (40, 60, 200))
        ]
        usual, blue = layers
        assert usual
        assert blue
        assert (usual.image[:, :, 3] > 128).sum() > 60, kind
        assert usual.image.shape[1] < 2.8 * wide * 240, kind


def test_what_is_out_of_the_picture_is_not_painted() -> None:
    far = figure(ANN, eye=5.0)
    assert paint_figure(far, 200.0, WINDOW) == []
    assert paint_thing(Thing("b", "ball", RED, 9.0, 0.5, 0.2, 1.0, (0.0, 0.0), ()), 200.0, WINDOW) is None


WINDOWS = {
    "the frame": WINDOW, "more to the left": (-0.6, 0.0, ASPECT, 1.0), "more on all sides": (-0.5, -0.4, ASPECT + 0.5, 1.6),
    "a corner": (0.9, 0.4, ASPECT, 1.0), "the knees and less": (0.0, 0.0, ASPECT, 0.7), "elsewhere": (5.0, 0.0, 6.0, 1.0),
}  # fmt: skip


@pytest.mark.parametrize("act", ["stand", "sit", "lie", "walk", "run", "fly"])
@pytest.mark.parametrize("travel", [(0.0, 0.0), (0.7, 0.0)])
def test_the_part_of_a_window_that_shows_somebody_shows_them_alike(act: Pose, travel: tuple[float, float]) -> None:
    shown = replace(figure(ANN, act=act), travel=travel)
    parts = {name: shown_of(shown, window, View()) for name, window in WINDOWS.items()}
    assert parts["more to the left"] == parts["the frame"], "nothing of them is cut there"
    for name, window in WINDOWS.items():
        whole, part = paint_figure(shown, 90.0, window), paint_figure(shown, 90.0, parts[name])
        assert [layer.name for layer in part] == [layer.name for layer in whole], name
        for one, other in zip(part, whole, strict=True):
            assert np.array_equal(one.image, other.image), name
            assert (one.left, one.top, len(one.strides)) == (other.left, other.top, len(other.strides)), name


def test_a_picture_is_the_same_each_time_and_in_time() -> None:
    panel = panel_of(FILM, shot(sized(), Presence(name="ANN"), Presence(name="BOB"), action="They drink tea."), CAST)
    assert panel == panel_of(
        FILM, shot(sized(), Presence(name="ANN"), Presence(name="BOB"), action="They drink tea."), CAST
    )
    begin = time.process_time()
    one = draw(panel, 180, Reach(0.1, 0.1, 0.1, 0.1))
    assert time.process_time() - begin < 5
    other = draw(panel, 180, Reach(0.1, 0.1, 0.1, 0.1))
    assert [layer.name for layer in one.layers] == [layer.name for layer in other.layers]
    assert all(np.array_equal(a.image, b.image) for a, b in zip(one.layers, other.layers, strict=True))
    assert one.layers[0].image[:, :, 3].min() == 255
    depths = [layer.depth for layer in one.layers]
    assert depths == sorted(depths, reverse=True)


# -- who is meant -----------------------------------------------------------------------------------------------------

NAMED: list[tuple[str, list[tuple[str, int]]]] = [
    ("A woman in a red coat waits by the sea.", [("woman in a red coat waits by the sea", 1)]),
    ("Two guards walk past.", [("guard", 2)]), ("Everybody writes.", [("everybody", 6)]),
    ("A queue without end.", [("queue", 6)]), ("Nobody is here, no people.", []), ("A photo of a man.", []),
    ("The man's hat.", []), ("一个穿红衣服的女孩在哭。", [("穿红衣服的 女孩", 1)]), ("两个老人坐着。", [("老人", 2)]),
    ("The old man sits.", [("old man", 1)]), ("A horse runs through the gallery.", [("horse", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), NAMED)
def test_people_without_a_declaration_are_named(text: str, answer: list[tuple[str, int]]) -> None:
    assert [(person.phrase, person.count) for person in people_named(text)] == answer


MEANT: list[tuple[str, tuple[str, ...], dict[str, Pose]]] = [
    ("Paper planes fly around Ann.", ("ANN",), {"ANN": "stand"}),
    ("Ann sits. Snow falls.", ("ANN",), {"ANN": "sit"}),
    ("Below her lies the city.", ("ANN",), {"ANN": "stand"}),
    ("She runs.", ("ANN",), {"ANN": "run"}),
    ("Ann and Bob run.", ("ANN", "BOB"), {"ANN": "run", "BOB": "run"}),
    ("Bob's dog runs past Ann.", ("ANN", "BOB"), {"ANN": "stand", "BOB": "stand"}),
    ("They sit at a table.", ("ANN", "BOB"), {"ANN": "sit", "BOB": "sit"}),
    ("Smiling, Bob bows to Ann.", ("ANN", "BOB"), {"ANN": "stand", "BOB": "bow"}),
]


@pytest.mark.parametrize(("action", "present", "answer"), MEANT)
def test_a_verb_belongs_to_its_subject(action: str, present: tuple[str, ...], answer: dict[str, Pose]) -> None:
    staged = shot(sized(), *(Presence(name=name) for name in present), action=action)
    figures, _ = stage(FILM, staged, CAST, ASPECT)
    assert {one.name: one.pose for one in figures if one.name in answer} == answer


EXTRAS: list[tuple[str, tuple[str, ...], Size, int]] = [
    ("A woman in a red coat waits.", (), sized("wide", 0.35, "place"), 1),
    ("Everybody writes.", (), sized("wide", 0.35, "place"), 6),
    ("Everybody writes.", ("ANN",), sized("wide", 0.35, "place"), 1),
    ("The girl waits.", ("ANN",), sized(), 1),
    ("Two people wait.", ("ANN", "BOB"), sized(), 2),
    ("A guard hands Ann a letter.", ("ANN",), sized(), 2),
    ("A woman's hand.", (), sized("detail", 9.0, "hands"), 0),
    ("A crowd cheers behind Ann.", ("ANN",), sized("close-up", 4.0, "head"), 1),
]


@pytest.mark.parametrize(("action", "present", "size", "count"), EXTRAS)
def test_extras(action: str, present: tuple[str, ...], size: Size, count: int) -> None:
    staged = shot(size, *(Presence(name=name) for name in present), action=action)
    figures, _ = stage(FILM, staged, CAST, ASPECT)
    assert len(figures) == count


KNOWN: list[tuple[str, str, str]] = [
    ("SHIP", "dark spaceship, ugly and sharp", "spaceship"), ("RADIO", "wooden box with a dial", "radio"),
    ("SWORD", "old bronze sword", "sword"), ("FLUXER", "a humming thing of glass", "object"),
    ("THE MAP", "creased parchment", "map"), ("BIKE", "red bicycle", "bicycle"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "appearance", "kind"), KNOWN)
def test_a_declared_prop_is_always_drawn(name: str, appearance: str, kind: str) -> None:
    prop = Entity(name=name, kind="prop", base=Appearance(variant=None, appearance=appearance))
    film = Film(entities={name: prop})
    _, things = stage(film, shot(sized("detail", 9.0, "hands"), props=(name,), action="It hums."), {}, ASPECT)
    assert kind in {thing.kind for thing in things}


def test_the_first_thing_named_is_what_an_insert_shows() -> None:
    _, things = stage(FILM, shot(sized("detail", 9.0, "hands"), action="The radio hums on the desk."), CAST, ASPECT)
    assert [thing.kind for thing in things if abs(thing.x - ASPECT / 2) < 0.01][-1] == "radio"
