"""Props that the pen knows: the words for each, how wide it is in the world, its shape, where it is, its colour."""

from __future__ import annotations

from typing import Literal

from filmc.base.record import record
from filmc.lower.lexicon import Lexicon
from filmc.lower.panel import Colour

Stand = Literal["ground", "surface", "wall", "air", "held"]


@record
class Prop:
    """A kind of thing. `wide` is in heights of an adult, `tall` in its own widths; `stand` is where one finds it."""

    words: str
    wide: float
    tall: float
    stand: Stand
    colour: Colour


PROPS: dict[str, Prop] = {
    "desk": Prop("desk · school desk · writing desk · 课桌 · 书桌 · 写字台 · 办公桌",
        0.75, 0.7, "ground", (172, 122, 76)),
    "table": Prop("table · dining table · 桌子 · 餐桌 · 饭桌 · 圆桌", 0.8, 0.62, "ground", (158, 106, 66)),
    "chair": Prop("chair · stool · armchair · bench · 椅子 · 凳子 · 长椅", 0.32, 1.5, "ground", (150, 104, 66)),
    "bed": Prop("bed · 床", 1.2, 0.58, "ground", (92, 126, 168)),
    "door": Prop("door · gate · 门 · 大门", 0.55, 2.05, "wall", (142, 98, 64)),
    "window": Prop("window pane · 窗户", 0.6, 1.25, "wall", (226, 222, 212)),
    "mailbox": Prop("mailbox · letterbox · postbox · post box · letter box · 邮箱 · 信箱 · 邮筒",
        0.34, 2.0, "ground", (56, 128, 88)),
    "lamp": Prop("lamp · desk lamp · 台灯 · 灯", 0.16, 1.6, "surface", (240, 206, 130)),
    "candle": Prop("candle · 蜡烛", 0.05, 2.2, "surface", (240, 226, 196)),
    "fan": Prop("fan · ceiling fan · 电扇 · 风扇 · 吊扇", 0.7, 0.6, "air", (216, 218, 214)),
    "clock": Prop("clock · 时钟 · 钟 · 挂钟", 0.22, 1.0, "wall", (120, 82, 56)),
    "picture": Prop("poster · painting · framed picture · picture frame · portrait · 画 · 海报 · 相框",
        0.5, 0.82, "wall", (98, 140, 172)),
    "tv": Prop("tv · television · screen · monitor · 电视 · 屏幕 · 显示器", 0.6, 0.7, "wall", (92, 150, 190)),
    "flag": Prop("flag · banner · 旗 · 旗帜 · 国旗", 0.4, 1.4, "ground", (206, 52, 48)),
    "tree": Prop("tree · cherry tree · 树 · 大树 · 樱花树", 1.1, 1.45, "ground", (92, 142, 84)),
    "lantern": Prop("lantern · 灯笼", 0.24, 1.8, "air", (210, 58, 46)),
    "book": Prop("book · dictionary · novel · diary · notebook · 书 · 书本 · 课本 · 词典 · 日记",
        0.22, 0.56, "surface", (60, 104, 156)),
    "exercise-books": Prop("exercise book · pile of books · stack of books · 练习册 · 作业本 · 习题册 ·"
        " 一堆书 · 书堆",
        0.3, 0.66, "surface", (70, 116, 166)),
    "letter": Prop("letter · envelope · 信 · 信封 · 书信 · 回信", 0.14, 0.68, "held", (244, 236, 214)),
    "paper": Prop("exam paper · sheet of paper · note · test paper · page · document · 试卷 · 纸 · 卷子 · 纸条",
        0.14, 1.36, "surface", (240, 238, 228)),
    "phone": Prop("phone · smartphone · telephone · mobile · 手机 · 电话", 0.06, 1.95, "held", (48, 50, 60)),
    "laptop": Prop("laptop · computer · 电脑 · 笔记本电脑", 0.3, 0.74, "surface", (120, 126, 138)),
    "cup": Prop("cup · mug · tea · coffee · teacup · 杯子 · 茶 · 咖啡 · 茶杯",
        0.075, 1.2, "surface", (232, 228, 218)),
    "bowl": Prop("bowl · dish · noodles · dumplings · soup · meal · food · 碗 · 菜 · 面条 · 饺子 · 汤 · 饭菜 ·"
        " 食物",
        0.16, 0.72, "surface", (226, 232, 238)),
    "menu": Prop("menu · 菜单", 0.18, 1.34, "held", (150, 44, 44)),
    "bag": Prop("bag · backpack · schoolbag · handbag · 书包 · 包 · 背包",
        0.24, 1.12, "ground", (62, 98, 142)),
    "umbrella": Prop("umbrella · parasol · 伞 · 雨伞", 0.6, 1.0, "held", (206, 62, 66)),
    "sword": Prop("sword · blade · spear · 剑 · 刀 · 宝剑", 0.6, 0.7, "held", (214, 176, 82)),
    "microphone": Prop("microphone · mic · 麦克风 · 话筒", 0.05, 2.4, "held", (58, 60, 70)),
    "camera": Prop("film camera · photo camera · video camera · 相机 · 摄像机 · 照相机",
        0.16, 0.78, "held", (62, 64, 72)),
    "microscope": Prop("microscope · 显微镜", 0.18, 1.56, "surface", (74, 110, 158)),
    "globe": Prop("globe · 地球仪", 0.2, 1.14, "surface", (74, 136, 190)),
    "flower": Prop("flower · rose · bouquet · 花 · 花朵 · 玫瑰 · 鲜花", 0.1, 1.9, "held", (232, 112, 132)),
    "gift": Prop("gift · present · parcel · package · 礼物 · 包裹", 0.2, 1.0, "surface", (196, 66, 72)),
    "ball": Prop("ball · football · basketball · 球 · 足球 · 篮球", 0.14, 1.0, "ground", (226, 124, 52)),
    "balloon": Prop("balloon · 气球", 0.22, 1.75, "air", (222, 72, 78)),
    "kite": Prop("kite · 风筝", 0.4, 1.7, "air", (226, 92, 62)),
    "star": Prop("star · 星星", 0.2, 1.0, "air", (250, 220, 122)),
    "moon": Prop("moon · full moon · 月亮 · 圆月 · 明月", 0.5, 1.0, "air", (246, 236, 196)),
    "pencil": Prop("pencil · pen · brush · chalk · 铅笔 · 笔 · 毛笔 · 粉笔 · 钢笔", 0.1, 0.12, "held", (236, 178, 62)),
    "key": Prop("key · 钥匙", 0.06, 0.36, "held", (214, 176, 82)),
    "radio": Prop("radio · walkie-talkie · wireless · 收音机 · 无线电 · 电台", 0.16, 0.72, "surface", (150, 84, 54)),
    "map": Prop("map · sea chart · treasure map · 地图 · 海图", 0.34, 0.72, "surface", (236, 216, 168)),
    "ring": Prop("a ring · the ring · golden ring · gold ring · silver ring · wedding ring · 戒指 · 指环",
        0.03, 1.1, "held", (222, 182, 84)),
    "passport": Prop("passport · 护照", 0.09, 1.4, "held", (52, 62, 112)),
    "photo": Prop("photo · photograph · snapshot · polaroid · 照片 · 相片", 0.1, 1.12, "held", (132, 142, 156)),
    "bottle": Prop("bottle · wine · beer · 瓶子 · 酒瓶 · 瓶", 0.05, 3.1, "surface", (58, 112, 82)),
    "glass": Prop("glass of water · wine glass · glass of wine · drinking glass · 玻璃杯 · 水杯",
        0.05, 1.8, "surface", (164, 206, 226)),
    "knife": Prop("knife · dagger · 小刀 · 匕首 · 菜刀", 0.15, 0.16, "held", (112, 74, 50)),
    "torch": Prop("torch · flaming torch · 火把 · 火炬", 0.09, 3.3, "held", (122, 82, 52)),
    "guitar": Prop("guitar · violin · lute · pipa · 吉他 · 小提琴 · 琵琶", 0.24, 2.4, "held", (196, 122, 62)),
    "piano": Prop("piano · upright piano · 钢琴", 0.85, 0.84, "ground", (66, 46, 44)),
    "suitcase": Prop("suitcase · briefcase · luggage · 行李箱 · 手提箱 · 皮箱", 0.32, 0.9, "ground", (138, 90, 56)),
    "box": Prop("box · crate · casket · carton · treasure chest · 盒子 · 箱子 · 木箱 · 纸箱",
        0.26, 0.84, "surface", (182, 138, 92)),
    "crown": Prop("crown · tiara · 王冠 · 皇冠", 0.13, 0.8, "held", (226, 184, 74)),
    "mirror": Prop("mirror · looking glass · 镜子", 0.3, 1.36, "wall", (168, 128, 74)),
    "statue": Prop("statue · sculpture · monument · 雕像 · 雕塑", 0.42, 3.0, "ground", (186, 184, 176)),
    "fountain": Prop("fountain · 喷泉", 1.3, 0.74, "ground", (186, 184, 176)),
    "rock": Prop("rock · boulder · a stone · the stone · 岩石 · 石头 · 巨石", 0.5, 0.66, "ground", (122, 122, 124)),
    "shell": Prop("shell · seashell · conch · 贝壳 · 海螺", 0.08, 0.9, "held", (240, 208, 186)),
    "feather": Prop("feather · plume · quill · 羽毛", 0.16, 0.6, "held", (236, 234, 228)),
    "coin": Prop("coin · medal · 硬币 · 铜钱 · 金币 · 奖牌", 0.04, 1.0, "held", (218, 178, 82)),
    "newspaper": Prop("newspaper · magazine · 报纸 · 杂志", 0.24, 1.24, "held", (236, 232, 220)),
    "calendar": Prop("calendar · 日历 · 挂历", 0.24, 1.2, "wall", (196, 62, 56)),
    "object": Prop("gadget · device · machine · 机器 · 装置", 0.2, 0.8, "surface", (120, 132, 150)),
    "tabletop": Prop("", 2.0, 0.5, "ground", (150, 104, 68)),
    "sheet": Prop("", 0.2, 0.34, "surface", (240, 238, 228)),
    "car": Prop("car · taxi · van · bus · truck · sports car · sedan · 车 · 汽车 · 轿车 · 出租车 · 跑车 ·"
        " 公交车 · 赛车",
        2.3, 0.4, "ground", (200, 60, 54)),
    "bicycle": Prop("bicycle · bike · motorbike · motorcycle · 自行车 · 单车 · 摩托车",
        0.95, 0.62, "ground", (58, 118, 170)),
    "train": Prop("train · tram · subway · metro · 火车 · 列车 · 地铁 · 高铁", 5.0, 0.32, "ground", (64, 112, 168)),
    "boat": Prop("boat · ship · sailboat · raft · ferry · 船 · 小船 · 帆船 · 轮船", 1.9, 0.86, "ground", (150, 72, 58)),
    "plane": Prop("plane · airplane · aeroplane · aircraft · jet · 飞机", 2.6, 0.46, "air", (232, 236, 240)),
    "paper-plane": Prop("paper plane · paper airplane · paper aeroplane · 纸飞机", 0.3, 0.48, "air", (246, 246, 242)),
    "spaceship": Prop("spaceship · starship · spacecraft · airship · shuttle · ufo · flying car · drone · 飞船 ·"
        " 宇宙飞船 · 无人机 · 飞碟",
        2.4, 0.5, "air", (176, 186, 200)),
    "rocket": Prop("rocket · 火箭", 0.7, 2.6, "air", (206, 66, 58)),
}  # fmt: skip
"""Every kind; `figures/things.py` draws each."""

PROP_WORDS: Lexicon[str] = Lexicon(
    {word.strip(): kind for kind, prop in PROPS.items() for word in prop.words.split("·") if word.strip()}
)
"""The kind of thing that a word names."""
