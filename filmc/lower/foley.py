"""Which recipe an author's free words for a sound mean, in English and Chinese."""

from __future__ import annotations

import re

_KEYS = (
    ("creak", "creak squeak hinge 吱 嘎 floorboard"),
    ("knock", "knock rap 敲门 叩门"),
    ("siren", "siren ambulance air-raid 警笛 警报 救护车"),
    ("phone", "phone telephone ringtone dial 电话 手机"),
    ("clock", "tick tock clock 滴答 钟表 时钟 闹钟 tick-tock alarm"),
    ("gong", "gong tam-tam 锣"),
    ("bell", "bell chime doorbell ring 铃 钟"),
    ("applause", "applause applaud clap 掌声 鼓掌 ovation 喝彩"),
    ("laugh", "laugh giggle chuckle 笑 laughter"),
    ("heartbeat", "heart heartbeat pulse 心跳"),
    ("breath", "breath breathe sigh pant gasp snore 呼吸 喘 叹 exhale snoring cough sneeze 鼾 咳 喷嚏"),
    (
        "explosion",
        (
            "explosion explode blast boom bomb detonate 爆炸 爆破 gunshot "
            "gun rifle pistol cannon firework firecracker 枪 炮 烟花 爆竹"
        ),
    ),
    ("thunder", "thunder lightning 雷 thunderclap thunderstorm"),
    ("roar", "roar growl bellow monster dragon 吼 咆哮 龙吟"),
    ("dog", "dog bark puppy howl 狗 犬 woof"),
    ("cat", "cat meow purr kitten 猫 喵"),
    ("horse", "horse hoof hooves gallop neigh 马蹄 马嘶 骑马"),
    ("birds", "bird birdsong chirp sparrow seagull crow swallow 鸟 songbird owl gull seagulls rooster 鸡鸣 打鸣"),
    ("insects", "insect cricket cicada bee mosquito 虫 蝉 蟋蟀 frog croak buzz 蛙 蜜蜂 蚊 嗡"),
    ("footsteps", "footstep step walk run footfall tread stride 脚步 跑 走路"),
    ("typing", "type typing keyboard typewriter 打字 键盘 office 办公室"),
    ("chalk", "chalk blackboard 粉笔 黑板"),
    ("writing", "write writing pen pencil scribble scratch 写字 笔"),
    ("page", "page leaf book 翻页 翻书"),
    ("paper", "paper envelope letter rustle crumple 纸 信封 信纸 cloth fabric 衣 布料"),
    ("camera", "camera shutter snapshot photo 快门 相机 拍照"),
    ("coins", "coin money cash 硬币 钱 铜板"),
    ("zip", "zip zipper 拉链"),
    ("switch", "switch click button 开关 按钮"),
    ("pop", "pop cork message notification 提示音 噗"),
    ("sword", "sword blade knife dagger 剑 刀"),
    ("glass", "glass shatter clink bottle 玻璃 碰杯 瓶 toast 干杯"),
    ("metal", "metal clang clank iron chain key lock 金属 铁 钥匙 锁"),
    ("train", "train railway subway metro rail 火车 列车 地铁 高铁 station 车站"),
    ("plane", "plane airplane jet aircraft helicopter 飞机"),
    ("traffic", "traffic street city road 车流 街道 马路 城市"),
    ("engine", "engine motor motorcycle motorbike tractor 引擎 发动机 马达 摩托 scooter"),
    ("car", "car honk horn brake taxi truck bus 汽车 喇叭 刹车 车 鸣笛"),
    ("laser", "laser zap blaster ray 激光 光束"),
    ("spaceship", "spaceship spacecraft starship ufo hyperdrive 飞船 太空"),
    ("magic", "magic spell sparkle twinkle shimmer glitter fairy 魔法 闪烁 施法"),
    ("whoosh", "whoosh swish swoosh whip arrow fly flutter wing 嗖 飞过 掠过 翅膀 bowstring 箭 弓 扑翼 振翅"),
    ("splash", "splash plunge dive 溅 落水 水花"),
    ("bubbles", "bubble underwater boil gurgle 气泡 水下 冒泡 沸"),
    ("rain", "rain drizzle downpour drip 雨"),
    ("snow", "snow snowfall 雪"),
    ("wind", "wind breeze gale storm gust howl 风 blizzard snowstorm tempest"),
    ("sea", "sea wave ocean surf harbour beach tide 海 浪 涛"),
    ("river", "river stream brook creek waterfall water fountain tap 溪 河 流水 瀑布 水"),
    ("fire", "fire flame burn campfire crackle 火 燃烧"),
    ("rumble", "rumble earthquake tremor shake quake collapse 隆隆 地震 震动"),
    ("drum", "drum impact hit punch thud fall bump stamp 鼓 撞 击 落地"),
    ("fan", "fan ventilator air-conditioner ventilation 风扇 空调 吊扇"),
    ("computer", "computer beep data terminal console robot 电脑 计算机"),
    ("machine", "machine factory machinery gear drill 机器 机械 工厂"),
    ("kitchen", "kitchen dish cook fry plate cutlery restaurant cafe canteen 厨房 炒 餐厅 碗 盘"),
    (
        "crowd",
        (
            "crowd people murmur shout scream yell chatter cheer voice walla audience children "
            "人群 人声 喊 尖叫 嘈杂 欢呼 classroom school market 教室 课堂 集市 食堂"
        ),
    ),
    ("door", "door gate drawer lid window mailbox 门 窗 抽屉 信箱 slam letterbox 邮箱"),
    ("room-tone", "room silence hush tone quiet 安静 寂静 室内"),
)
"""Recipes with the words that mean them; what something does stands before what it is (`door creaks`)."""

_LATIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
_ENDINGS = ("", "s", "es", "ed", "d", "ing", "ping", "ning", "ting", "ging", "bing", "y", "ies")


def recipe_for(words: str) -> str | None:
    """Return the recipe that `words` ("the mailbox door creaks", 远处的雷声) mean, or None."""
    spoken = set(_LATIN.findall(words.lower()))
    for recipe, keys in _KEYS:
        for key in keys.split():
            if (key in words) if not key.isascii() else any(_is_form(word, key) for word in spoken):
                return recipe
    return None


def _is_form(word: str, key: str) -> bool:
    """Tell whether `word` is `key` with an ending: creaks, typing, exploded, clapping."""
    return word.startswith(key[:-1]) and any(word in (key + end, key.removesuffix("e") + end) for end in _ENDINGS)
