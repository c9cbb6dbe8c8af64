"""The words that say where and when a shot plays: tables from the pen's terms to English and Chinese words.

Longest match wins. A meaning may carry a rank, `street` or `street 2`: where several places are named, the highest
rank decides, then the one named first. Rank 0 marks words that only surround a place (`school corridor` is a corridor).
"""

from __future__ import annotations

from typing import Final

from filmc.lower.lexicon import Table
from filmc.lower.panel import Place

PLACES: Final[Table] = {
    "classroom 2": "classroom | class room | lecture hall | exam hall | exam room | examination room | schoolroom"
    " | 教室 | 课室 | 課室 | 考场 | 考場 | 课堂",
    "classroom 0": "blackboard | rows of desks | wooden desks | 黑板 | 课桌",
    "corridor 2": "corridor | hallway | hall way | passage | passageway | 走廊 | 过道 | 過道 | 楼道",
    "office 2": "office | visa office | meeting room | conference room | workplace | cubicle | bureau | newsroom"
    " | 办公室 | 辦公室 | 签证处 | 会议室 | 签证中心 | 出入境大厅",
    "restaurant 2": "restaurant | diner | cafe | café | canteen | teahouse | tea house | bar | bistro | noodle shop"
    " | food stall | dining hall | coffee shop | 餐厅 | 餐廳 | 饭馆 | 饭店 | 酒楼 | 茶馆 | 茶餐厅 | 咖啡馆 | 咖啡厅"
    " | 食堂 | 酒吧 | 面馆",
    "bedroom 2": "bedroom | dormitory | dorm | dorm room | hotel room | nursery | 卧室 | 臥室 | 睡房 | 宿舍"
    " | 房间里的床 | 寝室",
    "living-room 2": "living room | lounge | parlour | parlor | sitting room | 客厅 | 客廳",
    "living-room 1": "apartment | flat | home | house | rented room | study | cottage | cabin | 家中 | 家里 | 公寓"
    " | 出租屋 | 书房 | 屋内",
    "kitchen 2": "kitchen | galley | bakery kitchen | 厨房 | 廚房 | 后厨",
    "gallery 2": "gallery | art gallery | museum | exhibition | exhibition hall | 画廊 | 畫廊 | 美术馆 | 博物馆"
    " | 展厅",
    "library 2": "library | map room | archive | bookshop | book store | bookstore | reading room"
    " | 图书馆 | 圖書館 | 书店 | 书库 | 档案室",
    "hospital 2": "hospital | ward | clinic | sickroom | operating room | laboratory | lab | 医院 | 醫院 | 病房"
    " | 诊所 | 实验室",
    "shop 2": "shop | store | supermarket | market stall | boutique | grocery | convenience store | mall | post office"
    " | 商店 | 超市 | 店铺 | 便利店 | 邮局 | 商场",
    "station 2": "station | train station | railway station | platform | subway | metro | underground station"
    " | airport"
    " | terminal | bus stop | 车站 | 火车站 | 站台 | 月台 | 地铁站 | 地铁 | 机场 | 候车室",
    "train 3": "train carriage | train compartment | inside the train | train car | carriage | compartment"
    " | subway car"
    " | 车厢 | 列车上 | 火车上",
    "train 1": "train | tram | bus | 火车 | 列车 | 电车 | 公交车 | 巴士",
    "car 2": "inside the car | car interior | back seat | driver's seat | cockpit of the car | 车内 | 车里 | 驾驶室"
    " | 驾驶座",
    "car 1": "car | taxi | cab | truck | van | 汽车 | 出租车 | 轿车 | 跑车",
    "stage 2": "stage | theatre | theater | auditorium | concert hall | opera house | studio | recording studio"
    " | podium"
    " | 舞台 | 剧院 | 剧场 | 礼堂 | 演播室 | 音乐厅 | 录音棚",
    "temple 2": "temple | shrine | church | cathedral | monastery | palace | throne room | pagoda | 寺庙 | 庙 | 寺"
    " | 神殿 | 教堂 | 宫殿 | 大殿 | 龙宫",
    "cave 2": "cave | cavern | grotto | mine | tunnel | dungeon | lair | 洞穴 | 山洞 | 岩洞 | 隧道 | 洞窟 | 地牢",
    "underwater 3": "underwater | under water | under the sea | beneath the waves | sea floor | seabed | ocean floor"
    " | deep sea | coral reef | 水下 | 海底 | 水底 | 深海",
    "street 2": "street | alley | lane | avenue | sidewalk | pavement | night market | market | crossroads | crossing"
    " | chinatown | intersection | 街道 | 街头 | 街上 | 大街 | 街 | 小巷 | 巷子 | 巷 | 胡同 | 夜市 | 路口 | 马路"
    " | 集市",
    "street 1": "downtown | town | 闹市",
    "bridge 2": "bridge | suspension bridge | overpass | viaduct | 大桥 | 桥 | 橋 | 桥上 | 天桥",
    "road 2": "road | highway | motorway | racetrack | race track | freeway | country road | 公路 | 高速公路 | 赛道"
    " | 道路 | 乡间小路",
    "park 2": "park | garden | playground | plaza | square | cemetery | 公园 | 公園 | 花园 | 庭院 | 广场 | 操场边",
    "school-yard 2": "school yard | schoolyard | school gate | campus | sports field | school playground"
    " | running track"
    " | 校园 | 校園 | 操场 | 校门 | 校门口",
    "school-yard 0": "school | university | college | 学校 | 學校 | 大学 | 中学",
    "village 2": "village | hamlet | farmyard | farm | old town | water town | 村庄 | 村莊 | 村子 | 乡村 | 村口"
    " | 古镇 | 水乡 | 小镇 | 农家",
    "city-skyline 3": "city far below | city below | over a city | above a city | science fiction city | sci fi city"
    " | futuristic city | 城市上空 | 未来城市",
    "city-skyline 2": "skyline | cityscape | above the city | over the city | megacity | metropolis"
    " | 天际线 | 都市 | 外滩",
    "city-skyline 1": "city | 城市 | 上海 | shanghai | hong kong | 香港 | new york | tokyo | 东京",
    "rooftop 2": "rooftop | roof | roof top | balcony | terrace | 屋顶 | 天台 | 楼顶 | 阳台",
    "mountain 2": "mountain | mountains | peak | cliff | valley | hill | hilltop | hillside | canyon | summit | 山"
    " | 山顶 | 山峰 | 悬崖 | 山谷 | 峡谷 | 山上 | 群山",
    "snow 3": "snowy mountain | snow mountain | snow capped mountain | snowy mountain road | snowfield | snow field"
    " | glacier | snowy road | ice field | arctic | tundra | ski slope | 雪山 | 雪地 | 雪原 | 冰川 | 冰原 | 雪路",
    "field 2": "field | meadow | grassland | prairie | farmland | rice field | wheat field | paddy | 田野 | 草原"
    " | 草地 | 麦田 | 稻田 | 原野",
    "desert 2": "desert | dune | wasteland | sand sea | 沙漠 | 沙丘 | 荒漠 | 戈壁",
    "sea 3": "harbour | harbor | quay | pier | dock | wharf | marina | jetty | 港口 | 码头 | 海港 | 渔港",
    "sea 2": "sea | ocean | open water | at sea | deck | boat | ship | waves | strait | 海 | 海上 | 大海 | 海洋"
    " | 海面 | 船上 | 甲板 | 怒海",
    "beach 3": "beach | shore | seashore | seaside | by the sea | coast | lighthouse | rocks | reef | headland | 灯塔"
    " | 礁石 | 海滩 | 沙滩 | 海边 | 海邊 | 海岸",
    "river 2": "river | lake | stream | pond | riverside | river bank | waterfall | creek | canal | 河 | 河边 | 湖"
    " | 湖边 | 溪 | 江边 | 小溪 | 瀑布 | 池塘",
    "forest 2": "forest | wood | woods | jungle | grove | bamboo grove | 森林 | 树林 | 樹林 | 竹林 | 丛林 | 林间",
    "space 2": "space | outer space | orbit | galaxy | cosmos | universe | asteroid belt | nebula | 太空 | 宇宙"
    " | 星河 | 银河 | 星际",
    "spaceship 3": "spaceship interior | spaceship | space ship | starship | space station | cockpit | control room"
    " | bridge of the ship | command deck | airlock | 飞船 | 太空船 | 空间站 | 驾驶舱 | 控制室 | 指挥舱",
    "sky 2": "sky | in the air | clouds | mid air | above the clouds | heavens | 天空 | 云端 | 空中 | 云层 | 高空",
    "ruins 2": "ruin | ruins | rubble | abandoned city | battlefield | wreckage | 废墟 | 遗迹 | 战场 | 残垣",
    "plain-room 0": "room | chamber | hall | 房间 | 房間 | 大厅 | 室内",
    "void 3": "void | black screen | black card | black frame | title card | intertitle"
        " | 字幕卡 | 黑场 | blackness | nothingness | limbo | white void | 虚空 | 黑屏 | 黑暗中 | 虚无",
}  # fmt: skip

INSIDE: Final[frozenset[str]] = frozenset((
    "classroom", "corridor", "office", "restaurant", "bedroom", "living-room", "kitchen", "gallery", "library",
    "hospital", "shop", "train", "car", "stage", "cave", "spaceship", "plain-room",
))  # fmt: skip
"""Places that have walls around them."""

EITHER: Final[frozenset[str]] = frozenset(("station", "temple", "underwater", "space", "void", "ruins", "bridge"))
"""Places that may be inside or outside."""

OUTSIDE_OF: Final[dict[str, Place]] = {
    "classroom": "school-yard", "corridor": "school-yard", "office": "street", "restaurant": "street",
    "bedroom": "street", "living-room": "village", "kitchen": "village", "gallery": "street", "library": "school-yard",
    "hospital": "street", "shop": "street", "train": "station", "car": "road", "stage": "park", "cave": "mountain",
    "spaceship": "space", "plain-room": "plain-outside",
}  # fmt: skip
"""What one sees from outside, when the slugline says EXT. of a place with walls."""

HOURS: Final[Table] = {
    "night": "night | nighttime | midnight | late night | late at night | moonlight | moonlit | starlight | 夜"
    " | 夜晚 | 深夜 | 半夜"
    " | 晚上 | 午夜 | 夜里 | 夜间 | 晚",
    "dusk": "dusk | sunset | evening | twilight | golden hour | magic hour | 黄昏 | 傍晚 | 日落 | 夕阳 | 黃昏 | 晚霞",
    "dawn": "dawn | sunrise | daybreak | early morning | first light | 黎明 | 清晨 | 日出 | 拂晓 | 凌晨 | 晨",
    "day": "day | daytime | morning | noon | midday | afternoon | daylight | 日 | 白天 | 早上 | 上午 | 中午 | 下午"
    " | 午后 | 早晨",
}
HOURS_IN_PROSE: Final[Table] = {
    "night": "night falls | starry sky | starry night | under the stars | moonlight | moonlit | by moonlight"
    " | into the night"
    " | 夜幕 | 星空 | 月光 | 夜色 | 夜空",
    "dusk": "sunset | dusk | setting sun | golden hour | sun goes down | sun sets | 夕阳 | 日落 | 黄昏 | 晚霞",
    "dawn": "sunrise | dawn | rising sun | sun rises | first light | 日出 | 黎明 | 朝阳 | 晨光",
}
"""Prose names an hour in passing ("last night"), so only these phrases count there."""

SEASONS: Final[Table] = {
    "spring": "spring | springtime | cherry blossom | blossom | sakura | 春 | 春天 | 春日 | 樱花 | 桃花",
    "summer": "summer | summertime | midsummer | lush green | cicada | 夏 | 夏天 | 夏日 | 盛夏 | 蝉",
    "autumn": "autumn | fall colours | maple leaves | golden leaves | fallen leaves | autumnal | 秋 | 秋天 | 秋日"
    " | 枫叶 | 落叶 | 红叶",
    "winter": "winter | wintry | snowy | snow | snow covered | frost | frozen | icy | 冬 | 冬天 | 冬日 | 雪 | 冰雪"
    " | 积雪",
}
WEATHERS: Final[Table] = {
    "storm": "storm | thunderstorm | lightning | tempest | thunder | typhoon | stormy | raging sea | 暴风雨 | 雷电"
    " | 闪电 | 风暴 | 台风 | 雷雨 | 惊涛骇浪",
    "rain": "rain | rainy | raining | drizzle | downpour | in the rain | 雨 | 下雨 | 大雨 | 细雨 | 雨天 | 雨中",
    "clear": "quiet water | calm sea | calm water | quiet sea | clear sky | clear skies | the storm is over | sunny"
    " | the rain stops | the rain has stopped | 风平浪静 | 雨停 | 晴 | 晴空",
    "snow": "snowfall | snowing | snow falls | snowflake | blizzard | falling snow | 下雪 | 飘雪 | 雪花 | 大雪"
    " | 风雪 | 暴雪",
    "fog": "fog | foggy | mist | misty | haze | hazy | 雾 | 大雾 | 薄雾 | 雾气 | 迷雾",
    "cloud": "overcast | cloudy | grey sky | gray sky | gloomy sky | 阴天 | 多云 | 乌云",
    "wind": "windy | strong wind | gale | breeze | 大风 | 狂风 | 微风",
}  # fmt: skip

PARTICLES: Final[Table] = {
    "rain": "rain | raining | downpour | drizzle | 雨 | 下雨",
    "snow": "snowfall | snowing | snowflake | blizzard | falling snow | 雪花 | 下雪 | 飘雪 | 大雪 | 风雪",
    "fireflies": "firefly | fireflie | fireflies | glow worm | glowing specks | 萤火虫 | 螢火蟲 | 流萤",
    "sparks": "spark | welding | 火花 | 火星",
    "smoke": "smoke | wisp of smoke | steam | fumes | vapour | 烟 | 烟雾 | 蒸汽 | 青烟 | 浓烟",
    "bubbles": "bubble | 气泡 | 泡泡 | 水泡",
    "dust": "dust | dusty | motes | sandstorm | 灰尘 | 尘埃 | 尘土 | 沙尘",
    "embers": "ember | cinder | ash | ashes | 余烬 | 灰烬 | 火烬",
    "confetti": "confetti | streamers | party popper | 彩带 | 彩纸 | 礼花 | 纸屑",
    "stars": "shooting star | meteor | meteor shower | 流星 | 流星雨",
    "fire": "fire | flame | burning | burns | ablaze | blaze | inferno | in flames | 火焰 | 燃烧 | 大火 | 烈火 | 火海",
    "splash": "splash | splashes | sea spray | crashing waves | waves crash | 浪花 | 水花 | 飞溅 | 溅起",
}
DRIFTING: Final[Table] = {
    "envelopes": "envelopes | envelope | letters | 信封 | 信件 | 书信",
    "paper": "papers | paper | pages | sheets | exam papers | 纸 | 纸张 | 试卷 | 书页",
    "petals": "petal | blossom | cherry blossom | flower | sakura | 花瓣 | 樱花 | 落花",
    "leaves": "leaf | leave | leaves | 叶 | 树叶 | 落叶 | 枫叶",
    "snow": "snow | 雪",
    "stars": "stars | 星星",
}
"""Things that fill the air only when they are said to move: the sentence must hold a word of `MOTION` too."""
MOTION: Final[Table] = {
    "moves": "drift | drifting | fall | falling | fell | fly | flies | flying | float | floating | swirl | swirling"
    " | rain down"
    " | flutter | fluttering | scatter | shower | dance in the air | blow | whirl | tumble down | dancing"
    " | 飘 | 飛 | 飞 | 落 | 洒 | 纷纷 | 飞舞 | 散 | 漫天 | 飄",
}

FEATURES: Final[Table] = {
    "window": "window | tall windows | 窗 | 窗户 | 窗边",
    "board": "blackboard | chalkboard | whiteboard | 黑板 | 白板",
    "lamp": "lamp | desk lamp | street lamp | streetlight | lamppost | 灯 | 路灯 | 台灯",
    "neon": "neon | neon sign | cyberpunk | 霓虹 | 霓虹灯 | 赛博朋克",
    "lantern": "lantern | red lanterns | 灯笼 | 燈籠",
    "candle": "candle | candlelight | 蜡烛 | 烛光",
    "sakura": "sakura | cherry blossom | cherry tree | blossom tree | 樱花 | 樱花树 | 桃花",
    "flowers": "flower | wildflower | rose | sunflower | 鲜花 | 花海 | 向日葵",
    "fire": "fire | flame | burning | ablaze | in flames | inferno | 火焰 | 燃烧 | 大火 | 火海 | 着火",
    "tower": "tower | skyscraper | spire | oriental pearl | oriental pearl tower | 塔 | 高塔 | 摩天大楼 | 东方明珠",
    "pearl": "oriental pearl | oriental pearl tower | pearl tower | 东方明珠",
    "scifi": "sci fi | science fiction | futuristic | cyberpunk | future | hologram | holographic | spacecraft"
    " | flying car | 科幻 | 未来 | 赛博朋克 | 全息 | 飞行汽车",
    "cliff": "cliff | precipice | 悬崖 | 崖",
    "moon": "moon | paper moon | full moon | crescent | moonlight | moonlit | 月亮 | 明月 | 月光 | 满月",
    "sun": "sun | sunny | sunlight | 太阳 | 阳光",
    "stars": "stars | starry | milky way | 星空 | 繁星 | 星星 | 银河",
    "rainbow": "rainbow | 彩虹",
    "planet": "planet | mars | saturn | 行星 | 星球 | 火星表面",
    "earth": "earth | 地球",
    "books": "books | bookshelf | bookcase | pile of books | 书 | 书架 | 书堆",
    "plant": "plant | potted plant | houseplant | 盆栽 | 绿植 | 植物",
    "clock": "clock | wall clock | 时钟 | 挂钟",
    "fan": "ceiling fan | fan | 风扇 | 吊扇",
    "pagoda": "pagoda | 宝塔 | 塔楼 | 亭",
    "bamboo": "bamboo | 竹 | 竹林",
    "pine": "pine | conifer | fir | spruce | 松 | 松树",
    "palm": "palm | palm tree | tropical | 椰树 | 棕榈",
    "bunting": "festival | festive | carnival | 节日 | 庆典",
    "dark": "dark | dim | gloomy | shabby | cramped | 昏暗 | 阴暗 | 狭小 | 黑暗",
    "empty": "empty | bare | deserted | 空荡 | 空无一人",
    "waterfall": "waterfall | cascade | 瀑布",
    "boat": "boat | sailing boat | fishing boat | ship | harbour | harbor | quay | pier | marina"
    " | 港口 | 码头 | 船 | 小船 | 渔船 | 帆船",
    "rocks": "rocky beach | rocky coast | rocky shore | rocks | reef | headland | 礁石 | 岩岸",
    "lighthouse": "lighthouse | 灯塔",
    "quay": "harbour | harbor | quay | pier | dock | wharf | jetty | marina | 港口 | 码头 | 海港 | 渔港",
    "sea": "sea outside | sea view | view of the sea | overlooking the sea | ocean view | 窗外的海 | 海景",
    "tram": "tram | tram rails | tram stop | streetcar | 电车 | 有轨电车",
    "stop": "tram stop | bus stop | 车站牌 | 公交站",
    "vast": "cathedral | as high as | endless | enormous hall | huge hall | vast | towering | 大教堂 | 巨大 | 无尽",
    "small": "small office | small room | tiny room | little room | little office | 小房间 | 小办公室",
    "river": "river | riverside | 江 | 河",
    "moonlight": "moonlight | moonlit | 月光",
    "map": "map table | wall map | map on the wall | map room | 地图",
    "white": "white void | white background | 白色空间 | 纯白",
}

SIGNS: Final[Table] = {
    "board": "blackboard | chalkboard | whiteboard | board | 黑板 | 白板",
    "sign": "sign | banner | signboard | neon | shop front | plaque | poster | 招牌 | 横幅 | 牌匾 | 标语 | 牌子 | 海报",
    "letter": "letter | envelope | note | postcard | exam paper | 信 | 信纸 | 纸条 | 明信片 | 试卷",
    "screen": "screen | monitor | phone | laptop | tablet | 屏幕 | 手机 | 电脑 | 显示器",
    "book": "book | notebook | cover of | 书 | 课本 | 封面 | 笔记本",
}
