"""The words that describe how somebody looks, in English and Chinese: one table, read by `casting`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from filmc.lower.colours import COLOURS
from filmc.lower.lexicon import Lexicon
from filmc.lower.panel import Colour

Sense = Literal[
    "colour", "adjective", "age", "gender", "kind", "girth", "height", "skin", "people", "hair", "hairstyle",
    "eyes", "beard", "face", "garment", "outfit",
]  # fmt: skip
Meaning = tuple[Sense, object]
"""What a word is about, and its value there."""


def _words(sense: Sense, table: Mapping[Any, str]) -> dict[str, Meaning]:
    return {word.strip(): (sense, value) for value, words in table.items() for word in words.split("·")}


AGES = {
    "child": "child · kid · toddler · little boy · little girl · small boy · small girl · baby · schoolchild · infant ·"
    "小孩 · 孩子 · 儿童 · 小男孩 · 小女孩 · 幼童 · 男孩 · 女孩 · 小朋友 · 婴儿",
    "teen": "teen · teenager · teenage · adolescent · boy · girl · schoolboy · schoolgirl · pupil ·"
    " high-school student ·"
    "middle-school student · 少年 · 少女 · 中学生 · 高中生 · 初中生 · 十几岁 · 学生",
    "adult": "man · woman · adult · young man · young woman · lady · gentleman · young adult · middle-aged · guy ·"
    "young male · young female · 男人 · 女人 · 青年 · 年轻人 · 男子 · 女子 · 中年 · 年轻男子 · 年轻女子 · 成年 ·"
    " 大叔 · 阿姨 ·"
    "大学生 · 女士 · 先生 · 小伙子",
    "elder": "old · elderly · elder · aged · grandmother · grandfather · grandma · grandpa · granny · old man ·"
    " old woman ·"
    "senior · sage · 老人 · 老爷爷 · 爷爷 · 奶奶 · 老奶奶 · 外婆 · 外公 · 老头 · 老太太 · 老年 · 老者 ·"
    " 白发苍苍 · 年老 · 老汉",
}
GENDERS = {
    "f": "woman · girl · lady · female · mother · mum · mom · grandmother · grandma · granny · sister · aunt · queen ·"
    "princess · waitress · actress · wife · daughter · schoolgirl · old woman · little girl · small girl ·"
    " young woman ·"
    "she · her · goddess · heroine · 女 · 女人 · 女孩 · 少女 · 女子 · 女士 · 母亲 · 妈妈 · 奶奶 · 老奶奶 · 外婆 ·"
    " 姐姐 · 妹妹 · 阿姨 ·"
    "姑娘 · 老太太 · 小女孩 · 女王 · 公主 · 年轻女子 · 女服务员 · 女生",
    "m": "man · boy · gentleman · male · father · dad · grandfather · grandpa · brother · uncle · king · prince ·"
    "waiter · actor · husband · son · schoolboy · old man · little boy · small boy · young man · he · his · god ·"
    " hero ·"
    "guy · 男 · 男人 · 男孩 · 少年 · 男子 · 先生 · 父亲 · 爸爸 · 爷爷 · 老爷爷 · 外公 · 哥哥 · 弟弟 · 大叔 ·"
    " 老头 · 小男孩 · 国王 ·"
    "王子 · 年轻男子 · 男生 · 小伙子 · 老汉",
}
KINDS = {
    "dragon": "dragon · sea dragon · serpent · wyrm · 龙 · 海龙 · 巨龙 · 恶龙 · 蛟",
    "robot": "robot · android · droid · cyborg · mech · automaton · 机器人 · 机甲 · 人形机器",
    "mascot": "mascot · plush · plushie · toy · captain potato · potato · teddy · 吉祥物 · 玩偶 · 公仔 · 土豆 · 薯队长",
    "animal": "dog · cat · puppy · kitten · wolf · fox · bear · lion · tiger · deer · rabbit · cow ·"
    " goat · sheep ·"
    "pig · panda · monkey · mouse · elephant · animal · 狗 · 猫 · 小狗 · 小猫 · 狼 · 狐狸 · 熊 · 狮子 ·"
    " 老虎 · 鹿 · 兔子 ·"
    "牛 · 羊 · 猪 · 熊猫 · 猴子 · 大象 · 动物",
    "horse": "horse · stallion · mare · pony · foal · colt · steed · unicorn · 马 · 白马 · 黑马 · 骏马 · 小马",
    "bird": "bird · eagle · crow · raven · owl · crane · dove · pigeon · sparrow · parrot · phoenix · seagull ·"
    " 鸟 · 鹰 ·"
    "乌鸦 · 猫头鹰 · 鹤 · 鸽子 · 麻雀 · 凤凰 · 海鸥",
    "fish": "fish · whale · shark · dolphin · carp · goldfish · 鱼 · 鲸 · 鲸鱼 · 鲨鱼 · 海豚 · 锦鲤 · 金鱼",
    "creature": "monster · creature · beast · demon · alien · ghost · spirit · giant · troll · ogre · imp ·"
    " 怪物 · 怪兽 ·"
    "妖怪 · 外星人 · 鬼 · 精灵 · 巨人 · 神兽",
}
GIRTHS = {
    0.84: "thin · slim · slender · skinny · lean · lanky · gaunt · 瘦 · 瘦削 · 苗条 · 消瘦 · 清瘦 · 纤细",
    1.1: "muscular · strong · athletic · broad · broad-shouldered · sturdy · burly · 强壮 · 健壮 · 魁梧 · 结实 · 肌肉",
    1.3: "fat · plump · chubby · stout · heavy · round-bellied · overweight · 胖 · 肥胖 · 圆润 · 丰满 · 微胖",
}
HEIGHTS = {
    1.1: "tall · lanky · towering · 高个 · 高大 · 高挑 · 魁梧",
    0.9: "tiny · petite · little · small · 矮 · 矮小 · 娇小 · 小个子",
}
SKINS: dict[object, str] = {
    (250, 224, 204): "pale · fair-skinned · fair skin · pale-skinned · 苍白 · 白皙 · 皮肤白",
    (242, 204, 172): "chinese · asian · japanese · korean · east asian · 中国 · 亚裔 · 华人 · 日本 · 韩国 · 东方",
    (246, 212, 186): "european · caucasian · british · american · french · german · russian · 欧洲 · 白人 · 外国",
    (214, 162, 122): "tanned · latina · latino · mexican · arab · sunburnt · weathered · 古铜 · 晒黑 · 黝黑",
    (178, 122, 84): "indian · brown-skinned · brown skin · south asian · 印度",
    (
        124,
        80,
        56,
    ): "black man · black woman · african · dark-skinned · dark skin · black girl · black boy · 黑人 · 非洲 · 深色皮肤",
}
HAIRSTYLES = {
    "none": "bald · shaved head · shaven · hairless · 光头 · 秃头",
    "bald-crown": "balding · bald crown · receding · thinning hair · 秃顶 · 谢顶 · 地中海",
    "short": "short hair · short-haired · cropped hair · crew cut · neat hair · buzz cut · 短发 · 平头 · 寸头 · 板寸",
    "bob": "bob · bobbed · chin-length · shoulder-length · 齐肩 · 波波头 · 学生头 · 齐耳",
    "long": "long hair · long-haired · flowing hair · waist-length · 长发 · 披肩发 · 披散",
    "ponytail": "ponytail · pony-tail · hair tied back · tied back · tied-back · 马尾 · 扎着头发 · 束发",
    "bun": "bun · topknot · hair up · chignon · 发髻 · 丸子头 · 盘发 · 盘着头发",
    "twin": "pigtails · twintails · twin tails · braids · two braids · plaits · 双马尾 · 辫子 · 麻花辫 · 羊角辫",
    "curly": "curly · curls · wavy · afro · frizzy · 卷发 · 卷 · 爆炸头",
    "spiky": "spiky · messy hair · tousled · unkempt · wild hair · 刺猬头 · 乱发 · 蓬乱",
}
FACES = {
    "round": "round face · round-faced · chubby cheeks · 圆脸 · 娃娃脸",
    "oval": "oval face · heart-shaped face · 瓜子脸 · 鹅蛋脸",
    "square": "square jaw · square-jawed · square face · strong jaw · 方脸 · 国字脸",
    "long": "long face · thin face · narrow face · gaunt face · 长脸 · 瘦脸 · 马脸",
}
GARMENTS = {
    "shirt": "shirt · t-shirt · tee · blouse · sweater · jumper · pullover · cardigan · hoodie · vest · top ·"
    " tunic · polo ·"
    "衬衫 · 衬衣 · 衣服 · 上衣 · 毛衣 · T恤 · 卫衣 · 汗衫 · 背心 · 短袖 · 针织衫",
    "jacket": "jacket · blazer · leather jacket · bomber · parka · 夹克 · 外套 · 皮衣 · 羽绒服 · 西装外套",
    "coat": "coat · overcoat · trench coat · raincoat · lab coat · duffle · 大衣 · 风衣 · 雨衣 · 白大褂 · 棉袄",
    "dress": "dress · sundress · qipao · cheongsam · 连衣裙 · 旗袍 · 长裙",
    "gown": "gown · ball gown · evening dress · wedding dress · 礼服 · 婚纱 · 晚礼服",
    "skirt": "skirt · pleated skirt · 裙子 · 短裙 · 百褶裙",
    "trousers": "trousers · pants · jeans · slacks · leggings · 裤子 · 长裤 · 牛仔裤 · 西裤",
    "shorts": "shorts · 短裤",
    "apron": "apron · 围裙",
    "uniform": "uniform · school uniform · sailor uniform · tracksuit · jumpsuit · overalls · spacesuit · space suit ·"
    "sci-fi uniform · 校服 · 制服 · 运动服 · 军装 · 工作服 · 宇航服 · 航天服 · 警服",
    "robe": "robe · robes · hanfu · kimono · monk's robe · 长袍 · 汉服 · 道袍 · 袍子 · 和服 · 袈裟",
    "armour": "armour · armor · breastplate · chainmail · 盔甲 · 铠甲 · 战甲",
    "suit": "suit · tuxedo · three-piece suit · business suit · 西装 · 西服 · 正装",
    "hat": "hat · straw hat · fedora · beret · bonnet · 帽子 · 草帽 · 礼帽",
    "cap": "cap · baseball cap · peaked cap · 鸭舌帽 · 棒球帽",
    "helmet": "helmet · 头盔",
    "scarf": "scarf · shawl · 围巾 · 红领巾 · 披肩",
    "tie": "tie · necktie · bow tie · 领带 · 领结",
    "glasses": "glasses · spectacles · sunglasses · goggles · 眼镜 · 墨镜 · 护目镜",
    "shoes": "shoes · sports shoes · sneakers · trainers · heels · sandals · 鞋 · 鞋子 · 运动鞋 · 皮鞋 · 高跟鞋 · 布鞋",
    "boots": "boots · boot · 靴子 · 长靴",
    "cape": "cape · cloak · mantle · 斗篷 · 披风",
}
OUTFITS: dict[object, str] = {
    "apron white shirt": "waitress · waiter · barista · chef · cook · baker · 服务员 · 厨师 · 店员",
    "white coat": "doctor · scientist · professor · chemist · 医生 · 科学家 · 教授",
    "navy uniform cap": "police · policeman · policewoman · officer · guard · pilot · captain · 警察 · 保安 ·"
    " 机长 · 船长",
    "grey suit": "businessman · businesswoman · clerk · lawyer · boss · manager · examiner · 老板 · 经理 · 律师 · 考官",
    "green uniform": "soldier · postman · mailman · 士兵 · 邮递员 · 军人",
    "white uniform": "astronaut · nurse · 宇航员 · 护士",
    "silver armour": "knight · warrior · 骑士 · 武士 · 战士 · 将军",
    "orange robe": "monk · 和尚 · 僧人",
    "blue uniform": "student · pupil · schoolboy · schoolgirl · 学生 · 中学生 · 高中生",
}
NOUNS: dict[str, Meaning] = {
    **_words("hair", {"": "hair · haired · fringe · mane · 鬃 · 头发 · 发"}),
    **_words("eyes", {"": "eyes · eyed · eye · 眼睛 · 眼 · 瞳"}),
    **_words("beard", {"": "beard · bearded · moustache · mustache · goatee · 胡子 · 胡须 · 络腮胡"}),
    **_words("people", {"": "skin · face · skinned · person · people · scales · fur · body · metal · 皮肤 · 脸 ·"
    " 鳞 · 毛 · 身体"}),
    **_words("adjective", {"short": "short · 短", "long": "long · 长", "dark": "dark · deep ·"
    " 深", "light": "light · bright · pastel · 浅 · 淡"}),
}  # fmt: skip


def _numbers() -> dict[str, Meaning]:
    teens = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
    young = ("five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    chinese = dict(zip(("十三", "十四", "十五", "十六", "十七", "十八"), ["teen"] * 6, strict=True))
    grown = dict.fromkeys(("twenty", "thirty", "forty", "fifty", "二十", "三十", "四十", "五十"), "adult")
    old = dict.fromkeys(("sixty", "seventy", "eighty", "ninety", "六十", "七十", "八十", "九十"), "elder")
    little = dict.fromkeys(("六岁", "七岁", "八岁", "九岁", "十岁"), "child")
    ages = {**dict.fromkeys(young, "child"), **dict.fromkeys(teens, "teen"), **chinese, **grown, **old, **little}
    digits = {str(n): age_of(n) for n in range(3, 100)}
    return {word: ("age", (age,)) for word, age in {**ages, **digits}.items()}


def age_of(years: int) -> str:
    """Return the time of life that somebody of `years` is drawn in."""
    return "child" if years < 12 else "teen" if years < 19 else "adult" if years < 60 else "elder"


def _all_words() -> dict[str, tuple[Meaning, ...]]:
    tables: list[dict[str, Meaning]] = [
        {word: ("colour", value) for word, value in COLOURS.items()},
        {word + "色": ("colour", value) for word, value in COLOURS.items() if not word.isascii()},
        NOUNS, _numbers(), _words("age", AGES), _words("gender", GENDERS), _words("kind", KINDS),
        _words("girth", GIRTHS), _words("height", HEIGHTS), _words("skin", SKINS),
        _words("hairstyle", HAIRSTYLES), _words("face", FACES), _words("garment", GARMENTS),
        _words("outfit", OUTFITS), {"黑发": ("hair", COLOURS["黑"]), "白发": ("hair", COLOURS["白"])},
        {"金发": ("hair", COLOURS["blond"]), "红发": ("hair", COLOURS["ginger"]), "银发": ("hair", COLOURS["银"])},
        {"灰发": ("hair", COLOURS["灰"]), "棕发": ("hair", COLOURS["brown"])},
    ]  # fmt: skip
    words: dict[str, tuple[Meaning, ...]] = {}
    for table in tables:
        for word, meaning in table.items():
            words[word] = (*words.get(word, ()), meaning)
    return words


LOOKS: Lexicon[tuple[Meaning, ...]] = Lexicon(_all_words())
"""Every word above; a word may mean several things at once (`grandmother`: an elder, a woman)."""

INHERENT: dict[str, Colour] = {
    "jeans": (66, 92, 138), "牛仔裤": (66, 92, 138), "lab coat": (238, 240, 240), "白大褂": (238, 240, 240),
    "wedding dress": (246, 242, 238), "婚纱": (246, 242, 238), "tuxedo": (34, 34, 42), "raincoat": (236, 196, 64),
    "雨衣": (236, 196, 64), "leather jacket": (62, 46, 40), "皮衣": (44, 38, 38), "straw hat": (220, 190, 120),
    "草帽": (220, 190, 120), "红领巾": (206, 44, 40), "spacesuit": (232, 234, 238), "宇航服": (232, 234, 238),
    "armour": (150, 158, 170), "armor": (150, 158, 170), "盔甲": (150, 158, 170), "铠甲": (150, 158, 170),
    "chainmail": (140, 146, 156), "helmet": (150, 158, 170), "头盔": (150, 158, 170),
}  # fmt: skip
"""Colours that a garment has by itself when its words name none."""
