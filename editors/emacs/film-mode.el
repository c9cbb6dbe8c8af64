;;; film-mode.el --- Screenplays that compile to films  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Colours, indentation, an index of scenes and shots, and the language server (by Eglot) for .film files:
;;
;;     (add-to-list 'load-path "…/editors/emacs")
;;     (require 'film-mode)
;;     (add-hook 'film-mode-hook #'eglot-ensure)

;;; Code:

(require 'seq)
(require 'subr-x)

(defgroup film nil
  "Screenplays that compile to films."
  :group 'languages)

(defcustom film-indent-offset 4
  "Columns of a level."
  :type 'integer)

(defcustom film-program "filmc"
  "The compiler, by which the language server is started and films are checked."
  :type 'string)

;; made: headings cues words units
(defconst film-mode--headings
  '(
    "film" "use" "act" "cover" "credits" "character" "place" "prop" "look" "theme" "sound" "light" "mood" "size"
    "angle" "move" "setup" "performance" "blocking" "transition" "scene" "shot" "as")
  "Words of the film language: headings.")
(defconst film-mode--cues
  '(
    "title" "片名" "logline" "梗概" "aspect" "画幅" "size" "分辨率" "fps" "帧率" "language" "语言" "languages" "budget" "预算"
    "strict" "loudness" "true peak" "subtitles" "look" "风格" "light" "灯光" "光线" "lens" "焦距" "footage" "素材" "with" "人物"
    "camera" "运镜" "镜头" "text" "字幕" "caption" "style" "start" "首帧" "end" "尾帧" "frame" "修图" "insert" "fix" "extend"
    "layer" "restyle" "keep" "path" "hold" "source" "来源" "transition" "转场" "sfx" "音效" "ambience" "环境音" "music" "音乐"
    "also" "别名" "appearance" "外貌" "wardrobe" "服装" "manner" "性格" "voice" "声音" "avoid" "避免" "reference" "参考" "lora"
    "seed" "种子" "via" "takes" "条数" "reroll" "expect" "要求" "mood" "情绪" "tempo" "速度" "instruments" "乐器" "scale"
    "energy" "brightness" "file" "recipe" "lasts" "loop" "meaning" "prompt" "figure" "aim" "pitch" "roll" "yaw"
    "axes" "ease" "angle" "crop" "face" "rate" "bearing" "action" "travel" "mix" "direction" "colour" "color"
    "contrast" "warmth" "key" "grade" "treatment" "saturation" "grain" "subtitle" "note" "备注")
  "Words of the film language: cues.")
(defconst film-mode--words
  '(
    "realistic-3d" "realistic 3d" "3d animation" "3d" "cg" "写实3d" "三维动画" "3d动画写实" "photoreal" "photorealistic"
    "live action" "cinematic" "photographic" "写实" "真人" "电影感" "实拍" "anime" "japanese animation" "cel" "cel shading"
    "动漫" "日式动画" "二次元" "赛璐璐" "ink-wash" "ink wash" "chinese ink" "sumi-e" "ink painting" "水墨" "国画" "水墨画" "写意"
    "gongbi" "meticulous painting" "court painting" "silk painting" "工笔" "工笔画" "国风" "film-noir" "film noir" "noir"
    "黑色电影" "黑色电影风格" "black-and-white" "black and white" "b&w" "monochrome" "黑白" "黑白片" "watercolour" "watercolor"
    "aquarelle" "水彩" "水彩画" "oil-painting" "oil painting" "oil" "impasto" "classical painting" "油画" "油画风格"
    "impressionist" "impressionism" "plein air" "印象派" "印象派绘画" "documentary" "documentary style" "observational"
    "verite" "cinema verite" "纪录片" "纪实" "纪实风格" "neon-cyberpunk" "cyberpunk" "neon noir" "synthwave" "赛博朋克" "霓虹赛博"
    "赛博风" "science-fiction" "sci-fi" "science fiction" "hard sci-fi" "futuristic" "科幻" "硬科幻" "未来感" "fantasy-epic"
    "epic fantasy" "fantasy" "mythic" "奇幻" "史诗" "仙侠" "玄幻" "pencil-sketch" "pencil sketch" "sketch"
    "storyboard sketch" "graphite" "铅笔" "素描" "手绘线稿" "分镜草图" "colour-pencil" "color pencil" "coloured pencil" "crayon"
    "childlike drawing" "彩铅" "蜡笔" "儿童画" "pixel-art" "pixel art" "8-bit" "16-bit" "retro game" "像素" "像素风" "像素画"
    "vintage-film" "vintage film" "vintage" "old film" "super 8" "sepia" "home movie" "老电影" "复古" "胶片" "怀旧胶片"
    "technicolour" "technicolor" "golden age" "three-strip" "特艺彩色" "好莱坞黄金时代" "claymation" "clay" "stop motion"
    "stop-motion" "plasticine" "黏土" "粘土动画" "定格动画" "paper-cut" "paper cut" "papercut" "paper cutout" "layered paper"
    "剪纸" "纸艺" "皮影" "ukiyo-e" "ukiyoe" "woodblock print" "japanese print" "浮世绘" "木版画" "storybook" "picture book"
    "children's book" "illustration" "gouache" "绘本" "童话" "插画" "comic" "comic book" "graphic novel" "halftone"
    "manga" "漫画" "美漫" "漫画风" "pastel" "soft pastel" "candy colours" "symmetrical pastel" "马卡龙" "粉彩" "柔和色调"
    "dreamlike" "dreamy" "ethereal" "surreal" "dream sequence" "梦幻" "超现实" "梦境" "horror" "horror film" "gothic"
    "eerie look" "恐怖" "恐怖片" "哥特" "found-footage" "found footage" "vhs" "camcorder" "home video" "录像带" "伪纪录" "家庭录像"
    "blueprint" "technical drawing" "diagram" "explainer" "infographic" "蓝图" "示意图" "科普图解" "footsteps" "steps"
    "footstep" "walking sound" "footfalls" "footsteps approach" "footsteps fade" "脚步声" "脚步" "走路声" "running steps"
    "running footsteps" "running feet" "hurried steps" "跑步声" "奔跑声" "急促脚步声" "footsteps in snow" "snow crunch"
    "crunching snow" "steps in snow" "snow crunches" "boots in snow" "踏雪声" "踩雪声" "雪地脚步声" "door closes" "door"
    "door shuts" "door close" "closing door" "关门声" "门声" "door opens" "door open" "opening door" "开门声" "推门声"
    "door slams" "slam" "slamming door" "door bang" "摔门声" "砰的关门声" "mailbox" "mailbox door creaks" "mailbox creaks"
    "letterbox" "mailbox opens" "信箱声" "邮箱声" "信箱吱呀声" "door creaks" "creak" "creaking door" "hinge creaks"
    "squeaky hinge" "door creaking" "吱呀声" "门吱呀" "吱嘎声" "floor creaks" "creaking floor" "floorboard" "old boards"
    "地板吱呀声" "木板声" "knock" "knocks" "knocking" "knock on the door" "knocks at the door" "knocking on the door"
    "knock at the door" "敲门声" "敲门" "switch" "light switch" "click" "switch clicks" "lamp switched on" "开关声" "按键声"
    "tick" "tap" "soft tap" "small sound" "轻响" "嗒声" "轻敲声" "keys and lock" "lock" "keys" "key turns" "unlocking"
    "钥匙声" "开锁声" "bell" "bell rings" "school bell" "church bell" "bell tolls" "bell ringing" "ship bell" "small bell"
    "铃声" "钟声" "上课铃" "下课铃" "doorbell" "door bell" "doorbell rings" "ding-dong" "门铃" "门铃声" "phone" "phone rings"
    "telephone" "ringtone" "phone ringing" "电话铃" "电话声" "手机铃声" "message" "notification" "message tone" "phone buzzes"
    "ping" "消息提示音" "提示音" "信息声" "clock" "clock ticks" "ticking" "ticking clock" "tick-tock" "clock ticking"
    "wall clock" "钟表声" "滴答声" "时钟声" "alarm clock" "alarm" "alarm rings" "wake-up alarm" "闹钟" "闹铃" "gong"
    "gong strike" "temple bell" "temple gong" "锣声" "铜锣" "寺钟声" "wind" "wind blows" "wind howls" "breeze" "gale"
    "night wind" "mountain wind" "wind in the trees" "风声" "风" "呼啸的风" "rain" "rain falls" "rainfall" "raining"
    "drizzle" "downpour" "light rain" "heavy rain" "rain on the roof" "rain on the window" "雨声" "下雨声" "雨" "thunder"
    "thunderclap" "thunder rolls" "thunder and lightning" "thunder rumbles" "distant thunder" "雷声" "打雷" "雷鸣" "storm"
    "thunderstorm" "tempest" "storm rages" "storm rain" "rain storm" "暴风雨" "风暴声" "狂风暴雨" "snowstorm" "blizzard"
    "snow wind" "whistling wind" "暴风雪" "风雪声" "sea" "waves" "ocean" "surf" "sea waves" "waves crash" "calm sea"
    "ocean waves" "harbour" "海浪声" "海浪" "大海" "涛声" "river" "stream" "brook" "running water" "creek" "waterfall" "流水声"
    "溪流声" "河水声" "瀑布声" "splash" "splashes" "water splash" "falls into water" "plunge" "splashing" "落水声" "水花声" "溅水声"
    "bubbles" "bubbling" "underwater bubbles" "boiling" "boils" "气泡声" "冒泡声" "水泡声" "underwater" "underwater ambience"
    "under the sea" "deep water" "水下声" "水底声" "fire" "fire crackles" "flames" "campfire" "burning" "crackling fire"
    "fire burning" "fire crackling" "火焰声" "火声" "篝火声" "燃烧声" "explosion" "explodes" "blast" "boom" "detonation" "bomb"
    "爆炸声" "爆炸" "轰鸣爆炸" "rumble" "earthquake rumble" "low rumble" "ground shakes" "tremor" "隆隆声" "震动声" "地震声" "drum"
    "drum hit" "drum beat" "war drum" "taiko" "鼓声" "战鼓" "擂鼓" "impact" "hit" "thud" "punch" "body fall"
    "falls to the ground" "撞击声" "重击声" "落地声" "glass breaks" "glass" "breaking glass" "glass shatters" "window breaks"
    "glass breaking" "玻璃破碎声" "打碎玻璃" "碎玻璃" "glasses clink" "clink" "toast" "cheers" "glass clink" "dishes clink"
    "cups clink" "cutlery" "碰杯声" "干杯声" "metal clang" "metal" "clang" "metal hit" "iron" "clank" "金属声" "金属撞击声" "铁器声"
    "sword" "sword clash" "blade" "swords clash" "sword drawn" "剑声" "拔剑声" "刀剑声" "whoosh" "swish" "swoosh"
    "passes by fast" "whip by" "嗖声" "呼啸声" "飞过声" "roar" "roars" "monster roar" "dragon roar" "beast" "growl" "咆哮"
    "龙吟" "吼叫声" "怪兽吼叫" "laser" "laser shot" "ray gun" "zap" "blaster" "激光声" "激光枪" "光束声" "arrow" "bow and arrow"
    "arrow flies" "bowstring" "射箭声" "箭声" "弓弦声" "birds" "birdsong" "birds sing" "chirping" "bird" "songbirds"
    "birds chirping" "鸟鸣" "鸟叫声" "鸟声" "insects" "crickets" "cicadas" "crickets chirp" "summer night" "night insects"
    "evening insects" "虫鸣" "蝉鸣" "蟋蟀声" "夏夜虫鸣" "dog" "dog barks" "barking" "bark" "woof" "dog barking" "狗叫声" "犬吠" "狗"
    "cat" "cat meows" "meow" "kitten" "purr" "cat meowing" "猫叫声" "猫" "喵" "horse" "horse gallops" "hooves"
    "galloping" "horse hooves" "马蹄声" "马" "骑马声" "seagulls" "gulls" "gulls cry" "seabirds" "海鸥声" "海鸥" "owl"
    "owl hoots" "hoot" "night bird" "猫头鹰声" "夜鸟声" "rooster" "cock crows" "rooster crows" "cockerel" "公鸡打鸣" "鸡鸣"
    "frogs" "frog" "frogs croak" "croaking" "pond" "蛙声" "蛙鸣" "bees" "bee" "buzzing" "buzz" "fly buzzes" "mosquito"
    "蜜蜂声" "嗡嗡声" "蚊子声" "wings" "wing flaps" "flapping wings" "flutter" "wings beat" "wing beats" "翅膀声" "扑翼声" "振翅声"
    "crowd" "crowd murmur" "murmur" "people talking" "chatter" "walla" "school crowd" "school crowd far away"
    "distant crowd" "voices" "people murmuring" "人群声" "嘈杂人声" "人声鼎沸" "环境嘈杂" "applause" "applauds" "clapping"
    "audience claps" "ovation" "掌声" "鼓掌声" "喝彩" "cheering" "crowd cheers" "cheer" "hurrah" "欢呼声" "喝彩声" "laugh"
    "laughs" "laughter" "laughing" "giggle" "chuckle" "笑声" "大笑声" "heartbeat" "heart beats" "heart" "pulse" "心跳声"
    "心跳" "breath" "breathing" "breathes" "sigh" "sighs" "gasp" "exhale" "呼吸声" "叹息声" "喘息声" "snoring" "snores" "snore"
    "sleeping breath" "打鼾声" "鼾声" "cough" "coughs" "coughing" "sneeze" "clears throat" "咳嗽声" "喷嚏声" "清嗓声" "gunshot"
    "gun" "shot" "gun shot" "rifle" "pistol" "shots" "枪声" "开枪声" "fireworks" "firework" "firecrackers"
    "rocket bursts" "烟花声" "鞭炮声" "爆竹声" "cloth" "cloth rustles" "clothes rustle" "fabric" "coat rustles" "衣服声" "布料声"
    "衣料摩擦声" "restaurant" "restaurant ambience" "cafe" "canteen" "diner" "dining room" "restaurant crowd"
    "restaurant noise" "餐厅声" "饭店环境声" "食堂声" "classroom" "classroom ambience" "school ambience" "schoolroom" "教室声"
    "教室环境声" "课堂声" "office" "office ambience" "open-plan office" "office machines" "office noise" "办公室声" "办公室环境声"
    "traffic" "distant traffic" "street" "city" "street noise" "city ambience" "车流声" "马路声" "街道声" "城市声" "car"
    "car passes" "car drives by" "passing car" "汽车声" "汽车驶过" "车声" "car horn" "horn" "honk" "honks" "beep" "喇叭声" "鸣笛"
    "汽车喇叭" "engine" "engine runs" "motor" "engine starts" "engine idles" "engine running" "engine revs" "引擎声" "发动机声"
    "马达声" "motorcycle" "motorbike" "scooter" "bike engine" "摩托车声" "摩托声" "train" "train passes" "railway"
    "train wheels" "subway" "train passing" "火车声" "列车声" "地铁声" "plane" "airplane" "jet" "aircraft" "plane flies over"
    "plane passes" "飞机声" "飞机飞过" "喷气机声" "siren" "ambulance" "police siren" "fire engine" "sirens" "sirens far away"
    "distant siren" "警笛声" "救护车声" "警报声" "spaceship" "spacecraft" "starship" "ship hum" "spaceship flies by" "ufo"
    "spaceship hum" "engine hum" "飞船声" "太空船声" "宇宙飞船" "boat" "ship" "sail" "ship creaks" "rowing" "oars" "船声" "划船声"
    "木船声" "fan" "ceiling fan" "fan turns" "ventilator" "air conditioner" "风扇声" "电扇声" "吊扇声" "空调声" "machine" "factory"
    "machinery" "robot" "mechanism" "gears" "机器声" "机械声" "工厂声" "齿轮声" "computer" "computer beeps" "data" "beeping"
    "terminal" "console" "电脑声" "计算机声" "数据声" "typing" "keyboard" "types" "keystrokes" "keyboard clatter" "typewriter"
    "打字声" "键盘声" "敲键盘声" "writing" "pen on paper" "pen" "pencil" "scribbling" "pencil writing" "pen writing"
    "pencil scratches" "写字声" "笔声" "沙沙写字声" "chalk" "chalk on blackboard" "blackboard" "writes on the blackboard"
    "粉笔声" "黑板声" "paper" "paper rustles" "rustling paper" "letter" "envelope" "unfolds paper" "纸声" "纸张声" "拆信声" "信纸声"
    "page turns" "page" "page turn" "book page" "turning pages" "翻页声" "翻书声" "stamp" "rubber stamp" "stamps"
    "stapler" "stamp thud" "盖章声" "印章声" "camera shutter" "camera" "camera clicks" "shutter" "photo" "快门声" "相机声" "拍照声"
    "coins" "coin" "money" "coins jingle" "cash" "硬币声" "钱币声" "金币声" "zip" "zipper" "zips up" "bag zip" "拉链声" "拉链"
    "cooking" "kitchen" "frying" "sizzling" "dishes" "chopping" "厨房声" "炒菜声" "切菜声" "做饭声" "chair scrapes" "chair"
    "chair moves" "chair scrape" "pushes the chair back" "椅子声" "拖椅子声" "pouring" "pour" "pours" "pours water"
    "pours tea" "tea" "倒水声" "倒茶声" "dripping" "drip" "drips" "water drips" "tap drips" "滴水声" "水滴声" "elevator" "lift"
    "elevator ding" "lift arrives" "电梯声" "电梯到达声" "bicycle bell" "bike bell" "bicycle" "rings the bicycle bell"
    "自行车铃声" "车铃声" "hammer" "hammering" "hammer blows" "nails" "锤子声" "敲打声" "scissors" "snip" "cutting paper" "剪刀声"
    "剪纸声" "helicopter" "chopper" "rotor" "helicopter passes" "直升机声" "螺旋桨声" "drill" "power tool" "saw" "construction"
    "building site" "电钻声" "施工声" "工地声" "magic" "magic sparkle" "sparkle" "spell" "twinkle" "fairy dust"
    "magic shimmer" "shimmer" "魔法声" "施法声" "闪烁声" "transformation" "transforms" "turns into smoke" "appears"
    "vanishes" "dissolves" "变身声" "消失声" "变化声" "portal" "energy" "force field" "teleport" "power up" "能量声" "传送门" "传送声"
    "pop" "pops" "plop" "bubble pops" "cork" "啵声" "砰声" "瓶塞声" "riser" "tension riser" "swell" "build-up" "渐强音效"
    "紧张渐强" "room tone" "silence" "quiet room" "room" "air" "room ambience" "室内底噪" "房间底噪" "安静" "底噪" "night"
    "night ambience" "quiet night" "night sounds" "夜晚环境声" "夜晚声" "深夜" "forest" "forest ambience" "woods" "woodland"
    "leaves rustle" "森林声" "树林声" "树叶沙沙声" "desert wind" "desert" "sand" "dry wind" "沙漠风声" "沙漠" "space hum" "space"
    "outer space" "cosmic hum" "vacuum" "太空声" "宇宙声" "太空嗡鸣" "radio static" "static" "white noise" "radio hiss"
    "interference" "tuning" "电流声" "收音机杂音" "无线电杂音" "daylight" "natural light" "day light" "soft daylight" "自然光" "日光"
    "白天光" "golden hour" "golden light" "magic hour" "low sun" "黄金时刻" "金色阳光" "魔幻时刻" "blue hour" "twilight light"
    "after sunset" "蓝调时刻" "蓝色时刻" "暮光" "sunrise" "dawn light" "morning light" "first light" "晨光" "日出光" "清晨阳光"
    "harsh sun" "hard sun" "noon sun" "midday light" "正午" "烈日" "强烈阳光" "overcast" "cloudy light" "flat light"
    "soft grey light" "阴天" "阴天光" "平光" "moonlight" "moonlit" "night light" "moon" "月光" "月色" "夜光" "starlight"
    "night ambient" "dim night" "very dark" "星光" "微光" "夜色昏暗" "high key" "high-key" "bright and even" "beauty light"
    "高调" "高调光" "明亮均匀" "low key" "low-key" "dark and moody" "moody light" "低调" "低调光" "暗调" "chiaroscuro"
    "caravaggio light" "tenebrism" "dramatic light" "明暗对照" "伦勃朗式明暗" "戏剧光" "rembrandt" "rembrandt light"
    "triangle light" "three-quarter light" "伦勃朗光" "三角光" "hard light" "hard" "harsh light" "spot" "硬光" "直射光"
    "soft light" "soft" "diffused light" "softbox" "柔光" "散射光" "柔和光线" "three-point" "three-point lighting"
    "studio light" "interview light" "三点布光" "影棚光" "backlight" "backlit" "contre-jour" "back light"
    "against the light" "逆光" "背光" "rim light" "rim" "edge light" "kicker" "hair light" "轮廓光" "边缘光" "发光轮廓"
    "side light" "side lit" "split light" "half lit" "侧光" "分割光" "阴阳光" "top light" "top lit" "overhead light"
    "interrogation light" "顶光" "审讯光" "underlight" "under light" "uplight" "from below" "monster light" "底光" "脚光"
    "恐怖底光" "candlelight" "candle light" "candlelit" "lantern light" "烛光" "灯笼光" "油灯光" "firelight" "fire light"
    "campfire light" "by the fire" "火光" "篝火光" "炉火光" "lamplight" "practical light" "practicals" "warm lamp"
    "warm light" "table lamp" "台灯" "暖光" "灯光昏黄" "暖色灯光" "fluorescent" "office light" "strip light" "cold light"
    "sterile light" "荧光灯" "日光灯" "冷光" "办公室灯光" "neon light" "neon lit" "neon signs" "coloured neon" "霓虹灯" "霓虹灯光" "霓虹光"
    "screen light" "screen glow" "monitor light" "phone light" "blue glow" "屏幕光" "显示器光" "手机光" "window light"
    "light through the window" "north light" "vermeer light" "窗光" "窗户光" "窗边光" "god rays" "light shafts"
    "volumetric light" "sunbeams" "crepuscular rays" "丁达尔光" "光束" "体积光" "圣光" "dappled" "dappled light" "leaf shadows"
    "gobo" "tree shade" "斑驳" "树影光斑" "光斑" "blinds" "venetian blinds" "blind shadows" "slatted light" "百叶窗光" "百叶窗影"
    "headlights" "car headlights" "street light" "sodium light" "车灯" "路灯" "街灯光" "lightning" "lightning flash"
    "storm light" "strobe" "闪电" "雷电光" "频闪" "spotlight" "stage light" "follow spot" "limelight" "聚光灯" "追光" "舞台光"
    "emergency light" "red light" "alarm light" "police light" "红光" "警报灯" "警灯" "underwater light" "caustics"
    "water light" "sea light" "水下光" "水光" "波光" "calm" "peaceful" "serene" "tranquil" "still" "平静" "宁静" "安宁" "happy"
    "cheerful" "joyful" "merry" "bright" "欢快" "快乐" "愉快" "开心" "playful" "mischievous" "quirky" "whimsical" "cheeky"
    "俏皮" "顽皮" "诙谐" "funny" "comedic" "slapstick" "clownish" "滑稽" "搞笑" "喜剧" "romantic" "loving" "love theme"
    "tender love" "浪漫" "爱情" "甜蜜" "tender" "gentle" "intimate" "warm" "lullaby" "温柔" "温馨" "温暖" "hopeful" "uplifting"
    "optimistic" "inspiring" "promising" "希望" "充满希望" "励志" "triumphant" "victorious" "heroic" "glorious" "victory"
    "凯旋" "胜利" "英雄" "epic" "grand" "majestic" "monumental" "trailer" "宏大" "磅礴" "adventurous" "adventure" "daring"
    "journey" "quest" "冒险" "探险" "征途" "astonished" "wonder" "awe" "amazed" "marvel" "惊奇" "惊叹" "奇妙" "magical"
    "enchanted" "fairy-tale" "fantastic" "spellbound" "魔幻" "魔法" "hushed" "quiet" "whispered" "sparse" "静谧" "轻柔" "低回"
    "floating" "ambient" "空灵" "飘渺" "nostalgic" "wistful" "reminiscent" "bittersweet" "memory" "怀旧" "怀念" "追忆" "sad"
    "sorrowful" "mournful" "grief" "tearful" "悲伤" "哀伤" "悲痛" "melancholy" "melancholic" "lonely" "longing" "blue"
    "忧郁" "忧伤" "孤独" "惆怅" "tragic" "doomed" "lament" "elegy" "requiem" "悲剧" "悲壮" "挽歌" "tense" "suspenseful" "suspense"
    "nervous" "uneasy" "thriller" "紧张" "悬疑" "不安" "ominous" "foreboding" "threatening" "menacing" "dread" "不祥" "阴沉"
    "威胁" "scary" "frightening" "terrifying" "creepy" "惊悚" "诡异" "mysterious" "mystery" "enigmatic" "secretive"
    "curious" "神秘" "玄妙" "好奇" "action" "exciting" "chase" "fast action" "energetic" "动作" "追逐" "激烈" "刺激" "battle"
    "war" "fight" "combat" "clash" "战斗" "战争" "决战" "angry" "furious" "aggressive" "raging" "harsh" "愤怒" "狂暴" "激愤"
    "determined" "resolute" "driven" "marching" "working" "坚定" "奋斗" "进行曲" "solemn" "ceremonial" "sacred" "reverent"
    "hymn" "庄严" "肃穆" "神圣" "noble" "dignified" "proud" "stately" "honour" "崇高" "高贵" "自豪" "electronic" "technological"
    "cyber" "电子" "未来" "spacious" "cosmic" "vast" "endless" "浩瀚" "辽阔" "太空" "chinese classical" "oriental" "guofeng"
    "ancient chinese" "中国风" "古风" "festive" "celebration" "party" "holiday" "carnival" "喜庆" "节日" "欢庆" "热闹" "pastoral"
    "rural" "countryside" "nature" "folk" "田园" "乡村" "自然" "urban" "groovy" "jazzy" "lo-fi" "cool" "都市" "城市" "爵士" "慵懒"
    "corporate" "informative" "neutral" "科普" "商务" "中性" "heartwarming" "touching" "moving" "emotional" "reunion" "感人"
    "动人" "感动" "催泪" "farewell" "goodbye" "parting" "ending" "closing" "告别" "离别" "片尾" "extreme wide" "ews" "els" "xws"
    "extreme wide shot" "extreme long shot" "vista" "大远景" "极远景" "大远景镜头" "very wide" "vws" "vls" "very wide shot"
    "very long shot" "远景" "远景镜头" "wide" "ws" "ls" "wide shot" "long shot" "大全景" "广角全景" "medium long" "loose full"
    "loose full shot" "medium long shot" "小远景" "松全景" "full" "fs" "full shot" "full length" "full body" "head to toe"
    "全景" "全身" "全身镜头" "全景镜头" "medium full" "mfs" "mls" "medium full shot" "three-quarter length" "knee shot"
    "plan americain" "中全景" "小全景" "七分身" "cowboy" "cowboy shot" "american shot" "hip shot" "holster shot" "美式中景"
    "牛仔镜头" "medium" "ms" "medium shot" "mid shot" "waist shot" "half length" "中景" "半身" "中景镜头" "tight medium"
    "tight medium shot" "close medium" "rib shot" "中近景" "紧中景" "中近景镜头" "medium close-up" "mcu" "medium close up"
    "medium close" "bust shot" "chest shot" "head and shoulders" "近景" "胸像" "胸部以上" "近景镜头" "close-up" "cu" "close up"
    "close" "head shot" "face shot" "特写" "面部特写" "脸部特写" "特写镜头" "人物特写" "choker" "choker shot" "tight close-up"
    "tight close up" "紧特写" "喉部以上特写" "big close-up" "bcu" "big close up" "full face" "very close-up" "vcu" "大特写"
    "超近特写" "extreme close-up" "ecu" "xcu" "extreme close up" "extreme close" "极特写" "极大特写" "局部特写" "eyes" "eyes shot"
    "italian shot" "eye line shot" "眼部特写" "眼睛特写" "双眼特写" "mouth" "mouth shot" "lips shot" "lip close-up" "嘴部特写"
    "唇部特写" "hands" "hands shot" "hand close-up" "close-up of hands" "手部特写" "手特写" "feet" "feet shot" "foot close-up"
    "close-up of feet" "脚部特写" "足部特写" "detail" "detail shot" "product shot" "object close-up" "细节" "细节镜头" "物件特写"
    "macro" "macro shot" "extreme detail" "micro shot" "微距" "微距镜头" "eye level" "eye-level" "eye level angle"
    "straight on" "neutral angle" "平视" "平拍" "平角" "水平角度" "slight low angle" "slightly low angle" "low-ish angle" "微仰"
    "小仰角" "low angle" "low" "low angle shot" "la" "looking up" "仰拍" "仰视" "仰角" "低角度" "extreme low angle"
    "extreme low" "very low angle" "steep low angle" "大仰" "大仰拍" "极低角度" "worm's eye" "worm's eye view" "worms eye"
    "worm eye view" "from the floor looking up" "虫视" "虫视角" "蚂蚁视角" "slight high angle" "slightly high angle"
    "high-ish angle" "微俯" "小俯角" "high angle" "high" "high angle shot" "ha" "looking down" "俯拍" "俯视" "俯角" "高角度"
    "extreme high angle" "extreme high" "very high angle" "steep high angle" "大俯" "大俯拍" "极高角度" "bird's eye"
    "bird's eye view" "birds eye" "aerial view" "aerial" "drone view" "鸟瞰" "航拍" "航拍视角" "overhead" "top shot"
    "top-down" "top down" "god's eye" "god's eye view" "straight down" "顶拍" "顶视" "上帝视角" "正俯拍" "shoulder level"
    "shoulder-level" "shoulder height" "肩平" "肩部高度" "hip level" "hip-level" "waist level" "hip height" "腰平" "腰部高度"
    "knee level" "knee-level" "knee height" "child's eye level" "膝平" "膝部高度" "孩童视角" "ground level" "ground-level"
    "floor level" "贴地" "地平机位" "低机位" "dutch" "dutch angle" "dutch tilt" "canted" "canted angle" "oblique angle" "荷兰角"
    "斜角" "倾斜镜头" "斜拍" "dutch left" "canted left" "left dutch" "左倾斜" "左斜角" "extreme dutch" "extreme canted"
    "steep dutch" "大斜角" "极度倾斜" "low dutch" "low dutch angle" "canted low angle" "heroic dutch" "仰拍斜角" "低角度斜拍"
    "frontal" "front angle" "head-on" "planimetric" "正面拍摄" "正拍" "正面机位" "three-quarter" "three-quarter view"
    "three quarter angle" "3/4 view" "四分之三侧面" "前侧面" "斜侧" "profile" "side view" "side angle" "profile angle" "侧面拍摄"
    "侧拍" "侧面机位" "rear three-quarter" "rear three quarter" "back three-quarter" "three-quarter back" "后侧面" "侧后方"
    "rear" "rear view" "rear angle" "back angle" "背拍" "背面拍摄" "背后机位" "isometric" "isometric view" "isometric angle"
    "等距视角" "等轴视角" "locked" "locked off" "locked-off" "lock-off" "fixed" "still camera" "on sticks" "固定" "固定镜头" "静止"
    "定机位" "固定机位" "不动" "breathing camera" "subtle breathing" "呼吸感" "呼吸镜头" "drift" "drifting" "slow drift"
    "floating drift" "漂移" "缓缓漂移" "pan right" "pan" "pans right" "panning right" "右摇" "摇" "摇镜头" "向右摇" "横摇" "平摇"
    "pan left" "pans left" "panning left" "左摇" "向左摇" "whip pan right" "whip pan" "swish pan" "flash pan" "甩" "甩镜头"
    "甩镜" "右甩" "急摇" "whip pan left" "swish pan left" "flash pan left" "左甩" "向左甩" "pan there and back"
    "pan and return" "ping-pong pan" "back and forth pan" "往返摇" "来回摇" "search" "searching" "searching camera"
    "looking around" "scanning" "搜寻" "环视" "扫视" "tilt up" "tilt" "tilts up" "tilting up" "上摇" "摇上" "向上摇" "仰摇" "竖摇"
    "纵摇" "tilt down" "tilts down" "tilting down" "下摇" "摇下" "向下摇" "俯摇" "whip tilt up" "whip tilt" "swish tilt"
    "snap tilt" "上甩" "急速上摇" "whip tilt down" "swish tilt down" "snap tilt down" "下甩" "急速下摇" "diagonal pan"
    "pan and tilt" "diagonal sweep" "斜摇" "对角摇" "roll clockwise" "roll" "camera roll" "roll right" "旋转" "顺时针旋转" "滚转"
    "roll counterclockwise" "roll anticlockwise" "roll left" "逆时针旋转" "反向滚转" "dutch roll" "rolling dutch"
    "roll into dutch" "fall into dutch angle" "倾斜推入" "荷兰角旋转" "sway" "swaying" "rocking" "boat sway" "rocking camera"
    "摇晃" "左右摇晃" "船摇" "truck right" "truck" "trucks right" "crab right" "slide right" "lateral move right" "右移" "移"
    "移镜头" "横移" "向右移" "平移" "轨道横移" "truck left" "trucks left" "crab left" "slide left" "lateral move left" "左移" "向左移"
    "slider" "slider shot" "slider move" "short slide" "滑轨" "滑轨镜头" "tracking" "tracking shot" "tracking right"
    "track right" "travelling" "跟移" "跟移镜头" "向右跟移" "tracking left" "track left" "tracking shot left" "向左跟移" "左跟移"
    "pedestal up" "pedestal" "ped up" "pedestals up" "升" "升镜头" "垂直上升" "上升" "pedestal down" "ped down"
    "pedestals down" "降" "降镜头" "垂直下降" "下降" "crane up" "crane" "crane shot" "cranes up" "crane out" "摇臂" "摇臂升" "摇臂上升"
    "升拉" "crane down" "cranes down" "crane in" "摇臂降" "摇臂下降" "降推" "boom up" "jib up" "jib" "升臂" "吊臂上升" "boom down"
    "jib down" "降臂" "吊臂下降" "rise and tilt" "rise and tilt down" "rising tilt" "升起俯拍" "边升边俯" "drop and tilt"
    "sink and tilt up" "sinking tilt" "降落仰拍" "边降边仰" "drone rise" "drone up" "aerial rise" "drone pull back" "航拍升起"
    "无人机上升" "航拍拉升" "drone forward" "drone push" "aerial forward" "flyover" "fly over" "航拍前进" "无人机前飞" "飞越" "swoop"
    "swoop down" "swoop in" "dive in" "俯冲" "俯冲镜头" "扑下" "bungee" "bungee cam" "rubber band" "elastic zoom" "yo-yo"
    "蹦极" "弹跳镜头" "弹性镜头" "push in" "push" "push-in" "dolly in" "pushes in" "track in" "move in" "推" "推镜头" "推近" "推进"
    "前推" "推轨" "pull out" "pull" "pull-out" "pull back" "dolly out" "pulls out" "track out" "拉" "拉镜头" "拉远" "后拉"
    "creep in" "creeping in" "slow creep" "imperceptible push" "缓推" "慢推" "潜行推进" "creep out" "creeping out"
    "slow retreat" "缓拉" "慢拉" "rush in" "fast push" "charge in" "lunge" "race in" "急推" "快推" "冲近" "rush out"
    "fast pull out" "yank back" "急拉" "快拉" "zoom in" "zoom" "zooms in" "lens push" "变焦推" "变焦推近" "放大" "变焦" "zoom out"
    "zooms out" "lens pull" "变焦拉" "变焦拉远" "缩小" "crash zoom" "crash zoom in" "fast zoom in" "急速变焦" "冲击变焦" "急推变焦"
    "crash zoom out" "fast zoom out" "crash out" "急速拉远" "冲击拉远" "snap zoom" "snap zooms" "punch in" "step zoom"
    "stepped zoom" "顿挫变焦" "跳跃变焦" "三连推" "dolly zoom in" "dolly zoom" "vertigo" "vertigo effect" "zolly"
    "trombone shot" "希区柯克变焦" "滑动变焦" "眩晕镜头" "dolly zoom out" "reverse dolly zoom" "reverse vertigo" "contra zoom"
    "反向希区柯克变焦" "反向滑动变焦" "ken burns" "ken burns effect" "pan and zoom" "rostrum move" "肯伯恩斯" "平移缩放" "图片缓推"
    "orbit right" "orbit" "orbits right" "circle right" "环绕" "环绕镜头" "右环绕" "绕拍" "环拍" "环绕拍摄" "orbit left"
    "orbits left" "circle left" "左环绕" "向左环绕" "arc right" "arc" "arc shot" "arc in" "弧形" "弧线运动" "弧形推进" "arc left"
    "arc out left" "arc shot left" "左弧形" "弧形向左" "half orbit" "half circle" "180 orbit" "semicircle" "半环绕" "半圈环绕"
    "180度环绕" "full orbit" "360 orbit" "full circle" "360" "circling" "全环绕" "360度环绕" "环绕一周" "spiral" "spiral in"
    "corkscrew" "spiralling" "螺旋" "螺旋推进" "旋转推进" "spiral out" "spiralling out" "corkscrew out" "螺旋拉远" "旋转拉远"
    "handheld" "hand-held" "hand held" "handheld camera" "手持" "手持镜头" "手持跟拍" "shaky" "shaky cam" "shaky camera"
    "violent handheld" "晃动" "晃动镜头" "抖动" "earthquake" "quake" "camera shake" "impact shake" "震动" "地震镜头" "冲击震动"
    "follow" "steadicam" "steadicam follow" "following shot" "gimbal follow" "跟" "跟拍" "跟镜头" "斯坦尼康" "稳定器跟拍" "跟随" "跟摄"
    "lead" "leading" "leading shot" "walk-back" "lead the subject" "前跟" "倒退跟拍" "引领镜头" "running camera"
    "chase camera" "pursuit" "run and gun" "追拍" "奔跑跟拍" "fly through" "fly-through" "fpv" "fpv drone" "flying camera"
    "穿越" "穿越机" "穿越镜头" "飞行穿越" "reveal right" "reveal" "slide reveal" "reveal shot" "揭示" "揭示镜头" "移出" "reveal left"
    "slide reveal left" "左揭示" "向左揭示" "pull out reveal" "reveal pull-out" "pull back reveal" "widen to reveal" "拉出揭示"
    "拉开揭示" "rise reveal" "rise to reveal" "rising reveal" "升起揭示" "上升揭示" "tilt reveal" "feet to face"
    "tilt up reveal" "摇上揭示" "由脚摇到脸" "rack focus to background" "rack focus" "focus pull" "pull focus"
    "rack to background" "移焦" "变焦点" "焦点转移" "移焦到背景" "rack focus to foreground" "rack to foreground"
    "pull focus forward" "移焦到前景" "前景移焦" "rack focus to subject" "find focus" "come into focus" "rack to subject"
    "焦点归位" "由虚到实" "lose focus" "drift out of focus" "defocus" "blur out" "失焦" "由实到虚" "single" "single shot"
    "one shot of" "单人" "单人镜头" "clean single" "clean" "clean close-up" "clean shot" "干净单人" "净单" "dirty single"
    "dirty" "dirty over" "带肩单人" "带关系单人" "hero" "hero shot" "power shot" "英雄镜头" "英雄式构图" "portrait" "portrait shot"
    "to camera" "direct address" "looking into the lens" "肖像" "直视镜头" "对镜头" "reaction" "reaction shot"
    "listening shot" "cutaway reaction" "反应" "反应镜头" "from behind" "back of head" "behind the subject"
    "follow behind" "背影" "背影镜头" "背后跟拍" "walk-up" "walks to camera" "into close-up" "走近镜头" "走入特写" "rule of thirds"
    "thirds" "on the third" "lead room" "looking room" "三分法" "三分构图" "留出视线空间" "short side" "short-sided"
    "no looking room" "nose to the frame" "视线堵塞构图" "反向留白" "negative space" "alone in the frame" "lots of space"
    "empty space" "留白" "留白构图" "负空间" "over the shoulder" "over-the-shoulder" "ots" "os shot" "过肩" "过肩镜头" "过肩拍"
    "reverse over the shoulder" "reverse ots" "reverse over-the-shoulder" "反过肩" "反打过肩" "shot-reverse"
    "shot reverse shot" "reverse shot" "reverse angle" "正反打" "反打" "反打镜头" "two shot" "two-shot" "two hander" "双人"
    "双人镜头" "两人镜头" "双人中景" "关系镜头" "fifty-fifty" "50-50" "50/50" "fifty fifty" "face to face" "对半构图" "面对面" "对峙"
    "profile two shot" "profile two-shot" "side by side in profile" "侧面双人" "侧面双人镜头" "deep two shot" "depth two shot"
    "foreground and background" "deep staging" "纵深双人" "前后景双人" "back to back" "back-to-back" "背对背" "背靠背"
    "side by side" "shoulder to shoulder" "tandem" "并排" "并肩" "walk and talk" "walk-and-talk" "walking two shot"
    "边走边谈" "行走对话" "power play" "standing over" "dominance" "looming" "居高临下" "压迫构图" "three shot" "three-shot"
    "triangle" "三人" "三人镜头" "三角构图" "group" "group shot" "ensemble" "crowd shot" "everyone" "群像" "群戏" "多人镜头" "line-up"
    "lineup" "line up" "row of people" "一字排开" "横排" "audience" "from the audience" "over the crowd" "观众视角" "越过人群"
    "pov" "point of view" "point-of-view shot" "subjective" "first person" "主观" "主观镜头" "主观视角" "第一人称" "主观视点" "视点镜头"
    "through binoculars" "binoculars" "binocular view" "spyglass" "望远镜" "望远镜视角" "through a scope" "scope"
    "sniper scope" "telescope" "crosshair" "瞄准镜" "天文望远镜视角" "keyhole" "through a keyhole" "keyhole view" "钥匙孔" "锁孔视角"
    "security camera" "cctv" "surveillance" "surveillance camera" "监控" "监控视角" "监控画面" "on a screen" "screen"
    "on screen" "monitor" "phone screen" "video call" "屏幕" "屏幕画面" "显示屏里" "through a doorway" "doorway"
    "doorway shot" "frame within a frame" "门框" "门框构图" "框中框" "through a window" "window" "window shot"
    "from outside the window" "窗外" "透过窗户" "窗户构图" "mirror" "mirror shot" "in the mirror" "reflection" "镜中" "镜子"
    "镜像镜头" "split screen" "split-screen" "split frame" "分屏" "分割画面" "silhouette" "silhouette shot" "in silhouette"
    "剪影" "剪影镜头" "foreground frame" "foreground framing" "shooting through" "dirty foreground" "over the foreground"
    "前景遮挡" "前景构图" "透过前景" "through leaves" "through the bushes" "voyeur shot" "hidden camera" "透过树叶" "草丛视角" "偷窥视角"
    "establishing" "establishing shot" "es" "location shot" "建立镜头" "交代镜头" "定场镜头" "re-establishing"
    "re-establishing shot" "return to wide" "再建立镜头" "回全景" "master" "master shot" "wide master" "主镜头" "总角度" "全场镜头"
    "empty frame" "empty shot" "pillow shot" "scenery shot" "no people" "空镜" "空镜头" "景物镜头" "symmetrical" "symmetry"
    "symmetrical composition" "centred composition" "one-point perspective" "对称" "对称构图" "中心构图" "一点透视"
    "leading lines" "vanishing lines" "diagonal composition" "引导线" "引导线构图" "对角线构图" "insert" "insert shot" "插入"
    "插入镜头" "cutaway" "cutaway shot" "cut-away" "切出" "切出镜头" "旁跳镜头" "table top" "tabletop" "top shot of a table"
    "flat lay" "knolling" "桌面俯拍" "台面俯拍" "平铺俯拍" "read the page" "letter insert" "document insert" "text insert"
    "信件特写" "文件特写" "书信镜头" "inside the car" "car interior" "through the windscreen" "hood mount" "车内" "车内镜头" "挡风玻璃前"
    "two in the car" "car two shot" "front seats" "车内双人" "前排双人" "from the back seat" "back seat" "over the driver"
    "后座视角" "后排拍驾驶" "plain" "matter-of-fact" "flat" "平淡" "平静地说" "calmly" "composed" "at peace" "冷静" "淡定" "serious"
    "seriously" "earnest" "grave" "stern" "严肃" "认真" "郑重" "cold" "coldly" "icy" "distant" "aloof" "detached" "冷漠"
    "冷淡" "冷冷地" "tired" "weary" "wearily" "exhausted" "sleepy" "drowsy" "疲惫" "疲倦" "困倦" "累" "bored" "boredom"
    "listless" "indifferent" "无聊" "厌倦" "百无聊赖" "happily" "glad" "smiling" "高兴" "微笑" "delighted" "overjoyed" "beaming"
    "elated" "thrilled" "欣喜" "欢喜" "喜出望外" "excited" "excitedly" "eager" "enthusiastic" "breathless with joy" "兴奋"
    "激动" "迫不及待" "laughing out loud" "with a laugh" "chuckling" "大笑" "笑着" "笑" "笑道" "amused" "wry" "dryly" "teasing"
    "打趣" "调侃" "觉得好笑" "hopefully" "expectant" "wistful hope" "期待" "期盼" "proudly" "confident" "self-assured" "骄傲" "自信"
    "得意" "relieved" "relief" "with relief" "letting go" "如释重负" "松了口气" "释然" "gently" "tenderly" "kind" "kindly"
    "soft-spoken" "温和" "慈祥" "亲切" "lovingly" "in love" "adoring" "affectionate" "深情" "含情脉脉" "爱慕" "shy" "shyly"
    "bashful" "embarrassed" "coy" "害羞" "羞涩" "腼腆" "不好意思" "grateful" "gratefully" "thankful" "deeply moved" "感激" "感恩"
    "pleading" "begging" "imploring" "beseeching" "恳求" "哀求" "央求" "comforting" "consoling" "soothing" "reassuring"
    "安慰" "安抚" "宽慰" "friendly" "welcoming" "warm-hearted" "hospitable" "warmly" "友善" "热情" "友好" "和蔼" "polite"
    "politely" "formal" "courteous" "professional" "礼貌" "客气" "恭敬" "彬彬有礼" "sadly" "unhappy" "downcast" "伤心" "难过"
    "crying" "weeping" "in tears" "sobbing" "哭" "哭泣" "流泪" "哭着" "含泪" "heartbroken" "devastated" "grieving" "broken"
    "心碎" "悲恸" "痛不欲生" "disappointed" "let down" "dejected" "crestfallen" "失望" "失落" "沮丧" "reminiscing" "remembering"
    "dreamily" "若有所思" "guilty" "ashamed" "remorseful" "sorry" "apologetic" "愧疚" "内疚" "羞愧" "歉意" "resigned"
    "giving up" "helpless" "defeated" "hopeless" "无奈" "绝望" "认命" "叹气" "alone" "forlorn" "isolated" "寂寞" "孤单"
    "angrily" "anger" "mad" "cross" "生气" "恼怒" "怒" "enraged" "rage" "fury" "暴怒" "狂怒" "怒吼" "大发雷霆" "annoyed"
    "irritated" "impatient" "grumpy" "sulking" "不耐烦" "烦躁" "恼火" "不满" "menacingly" "sinister" "villainous" "阴险" "阴森"
    "恶狠狠" "contemptuous" "contempt" "scornful" "disdainful" "sneering" "mocking" "轻蔑" "鄙视" "不屑" "嘲讽" "disgusted"
    "disgust" "revolted" "repulsed" "厌恶" "恶心" "嫌弃" "sarcastic" "sarcastically" "ironic" "ironically" "deadpan" "讽刺"
    "挖苦" "阴阳怪气" "defiant" "defiantly" "stubborn" "rebellious" "unbroken" "倔强" "不服" "反抗" "resolved" "firm" "decisive"
    "坚决" "下定决心" "jealous" "envious" "bitter" "resentful" "嫉妒" "羡慕" "吃醋" "smug" "self-satisfied" "gloating" "cocky"
    "沾沾自喜" "洋洋得意" "傲慢" "afraid" "fearful" "frightened" "scared" "fearfully" "害怕" "恐惧" "惊恐" "畏惧" "terrified"
    "horrified" "panicking" "panic" "in terror" "惊骇" "惊慌" "恐慌" "吓坏" "nervously" "anxious" "worried" "焦虑" "担心"
    "hesitant" "hesitating" "hesitantly" "unsure" "stammering" "faltering" "犹豫" "迟疑" "吞吞吐吐" "结巴" "suspicious"
    "suspiciously" "wary" "doubtful" "sceptical" "skeptical" "怀疑" "警惕" "狐疑" "desperate" "desperately" "frantic"
    "at wit's end" "拼命" "走投无路" "急切" "surprised" "surprise" "startled" "taken aback" "惊讶" "吃惊" "意外" "shocked"
    "stunned" "thunderstruck" "speechless" "in disbelief" "震惊" "目瞪口呆" "难以置信" "awed" "in awe" "marvelling" "敬畏"
    "curiously" "inquisitive" "intrigued" "interested" "感兴趣" "疑惑地问" "thoughtful" "pensive" "thinking" "pondering"
    "musing" "沉思" "思考" "深思" "focused" "concentrated" "attentive" "absorbed" "intent" "专注" "认真倾听" "聚精会神" "confused"
    "puzzled" "baffled" "bewildered" "lost" "困惑" "迷茫" "迷惑" "不解" "mysteriously" "conspiratorial" "故弄玄虚" "意味深长"
    "dazed" "in a daze" "half asleep" "hypnotised" "numb" "drugged" "恍惚" "发呆" "出神" "迷糊" "robotic" "mechanical"
    "monotone" "machine-like" "artificial" "机械" "机器人语气" "毫无感情" "whispering" "whisper" "whispers" "under the breath"
    "低语" "耳语" "小声" "轻声" "悄悄" "shouting" "shout" "shouts" "yelling" "calling out" "screaming" "喊" "大喊" "喊叫" "呼喊" "大叫"
    "breathless" "out of breath" "panting" "gasping" "winded" "气喘吁吁" "喘息" "上气不接下气" "murmuring" "mumbling"
    "muttering" "to himself" "to herself" "to oneself" "喃喃" "自言自语" "嘟囔" "commanding" "ordering" "authoritative"
    "barking orders" "命令" "威严" "下令" "narrating" "narrator" "storytelling" "reading aloud" "documentary voice" "旁白语气"
    "叙述" "朗读" "解说" "drunk" "drunken" "tipsy" "slurring" "醉" "醉醺醺" "微醺" "urgent" "urgently" "hurried" "in a hurry"
    "alarmed" "急促" "急忙" "焦急" "着急" "in pain" "pained" "hurting" "wounded" "wincing" "痛苦" "疼痛" "忍痛" "stand" "stands"
    "standing" "stood" "is standing" "站" "站着" "站立" "伫立" "stand up" "stands up" "standing up" "stood up" "gets up"
    "got up" "rises to her feet" "rises to his feet" "站起" "站起来" "起身" "起立" "sit" "sits" "sitting" "sat" "is sitting"
    "seated" "坐" "坐着" "坐在" "sit down" "sits down" "sitting down" "sat down" "takes a seat" "坐下" "落座" "lie down"
    "lies on" "lies in" "lies still" "lying" "lay down" "lies down" "lying down" "is lying" "躺" "躺着" "躺下" "卧"
    "sleep" "sleeps" "sleeping" "asleep" "falls asleep" "fell asleep" "dozes" "dozes off" "naps" "睡" "睡着" "睡觉" "沉睡"
    "入睡" "打盹" "kneel" "kneels" "kneeling" "knelt" "kneels down" "drops to her knees" "drops to his knees" "跪" "跪着"
    "跪下" "跪地" "crouch" "crouches" "crouching" "crouched" "squats" "squatting" "ducks" "蹲" "蹲下" "蹲着" "下蹲" "wait"
    "waits" "waiting" "waited" "lingers" "等" "等待" "等着" "等候" "wake up" "wakes" "wakes up" "waking up" "woke up"
    "awakes" "awakens" "opens her eyes" "opens his eyes" "醒来" "醒" "惊醒" "睁开眼" "苏醒" "lean" "leans" "leaning" "leaned"
    "leans on" "leans against" "leans in" "props herself up" "props himself up" "倚" "倚靠" "靠着" "靠在" "斜倚" "shiver"
    "shivers" "shivering" "shivered" "trembles" "trembling" "shudders" "发抖" "颤抖" "哆嗦" "pray" "prays" "praying"
    "prayed" "folds her hands" "folds his hands" "makes a wish" "祈祷" "许愿" "合十" "祷告" "meditate" "meditates"
    "meditating" "sits cross-legged" "打坐" "冥想" "盘腿坐" "walk" "walks" "walking" "walked" "strolls" "strolling"
    "wanders" "wandering" "走" "走路" "行走" "漫步" "散步" "走着" "walk left" "walks left" "crosses left" "cross left"
    "walks to the left" "向左走" "往左走" "走向左边" "walk toward camera" "walks toward camera" "walks toward us"
    "walks towards us" "comes closer" "approaches" "approaching" "approached" "走近" "走来" "走向镜头" "迎面走来" "walk away"
    "walks away" "walking away" "walked away" "walks off" "wanders off" "走开" "走远" "离去" "转身离开" "cross the frame"
    "crosses the frame" "crosses" "crossing" "walks across" "walks past" "passes by" "穿过" "走过" "横穿" "路过"
    "pace up and down" "paces" "pacing" "paced" "paces up and down" "walks up and down" "踱步" "来回走" "徘徊" "stride"
    "marches" "marched" "strides" "striding" "strode" "行进" "大步走" "大步流星" "迈步" "sneak" "sneaks" "sneaking" "sneaked"
    "tiptoes" "tiptoeing" "creeps" "creeping" "蹑手蹑脚" "潜行" "悄悄走" "stagger" "staggers" "staggering" "staggered"
    "limps" "limping" "limped" "踉跄" "蹒跚" "跛行" "climb" "climbs" "climbing" "climbed" "clambers" "climbs up" "爬" "攀爬"
    "攀登" "爬上" "crawl" "crawls" "crawling" "crawled" "爬行" "匍匐" "run" "runs" "running" "ran" "sprints" "sprinting"
    "dashes" "races" "hurries" "跑" "奔跑" "跑步" "飞奔" "冲向" "狂奔" "run left" "runs left" "runs to the left" "sprints left"
    "向左跑" "往左跑" "chases" "chasing" "chased" "pursues" "pursuing" "runs after" "追" "追赶" "追上" "flee" "flees" "fleeing"
    "fled" "runs away" "ran away" "escapes" "escaping" "escaped" "逃" "逃跑" "逃走" "逃离" "enter" "enters" "entering"
    "entered" "comes in" "came in" "walks in" "walked in" "walks into" "steps in" "进入" "走进" "进来" "进门" "入画" "exit"
    "exits" "exiting" "exited" "leaves the room" "leaves the house" "leaves the frame" "leaves the shop" "goes out"
    "walks out" "steps out" "离开" "走出" "出去" "出门" "出画" "turn around" "turns around" "turning around" "turned around"
    "turns round" "turns away" "turns to face" "turns toward" "turns towards" "turns to him" "turns to her"
    "turns to us" "spins around" "转身" "回身" "转过身" "look back" "looks back" "looking back" "looked back"
    "turns his head" "turns her head" "glances back" "glances over" "回头" "回眸" "回头看" "扭头" "jump" "jumps" "jumping"
    "jumped" "leaps" "leaping" "leapt" "hops" "bounces" "跳" "跳起" "跳跃" "跃起" "蹦" "fall down" "falls down" "fell down"
    "falls over" "fell over" "collapses" "collapsing" "collapsed" "trips" "tripped" "stumbles" "faints" "fainted"
    "跌倒" "摔倒" "倒下" "倒地" "晕倒" "fall through the air" "plunges" "plunging" "plummets" "tumbles down"
    "falls from the sky" "falls through the air" "坠落" "跌落" "坠下" "从天而降" "recoil" "recoils" "recoiling" "recoiled"
    "steps back" "stepping back" "backs away" "flinches" "后退" "退后" "退缩" "往后退" "reach out" "reaches" "reaches out"
    "reaching" "reaching out" "reached out" "stretches out a hand" "touches" "touched" "伸手" "伸出手" "触摸" "触碰"
    "pick up" "picks up" "picking up" "picked up" "takes" "grabs" "grabbing" "grabbed" "catches" "拿起" "捡起" "拾起" "抓住"
    "接住" "hand over" "hands over" "handing" "handed" "gives" "giving" "offers" "offering" "passes over" "递" "递给"
    "交给" "递上" "送给" "open something" "opens" "opening" "opened" "unfolds" "unlocks" "pushes open" "pulls open" "打开"
    "推开" "拉开" "拆开" "翻开" "carry" "carries" "carrying" "carried" "holds" "holding" "held" "lifts" "lifting" "lifted"
    "拿着" "端着" "抱着" "捧着" "提着" "举着" "raise a hand" "raises a hand" "raises her hand" "raises his hand" "raises an arm"
    "raises her arms" "raises his arms" "raising" "raised" "hands up" "举手" "举起" "举起手" "抬手" "wave a hand"
    "waves a hand" "waves her hand" "waves his hand" "waves at" "waves to" "waves goodbye" "waving" "waved" "挥手"
    "招手" "挥手告别" "摆手" "applaud" "applauding" "claps" "clapped" "鼓掌" "拍手" "欢呼" "point at" "points at" "points to"
    "pointing" "pointed at" "points toward" "指" "指着" "指向" "指了指" "throw" "throws" "throwing" "threw" "tosses"
    "tossing" "hurls" "flings" "扔" "抛" "投掷" "抛出" "扔出" "shoot" "shoots" "shooting" "fires a gun" "aims" "aiming"
    "takes aim" "射击" "开枪" "瞄准" "射箭" "write" "writes" "wrote" "scribbles" "takes notes" "draws a picture" "写字" "书写"
    "写信" "写下" "写着" "画画" "签字" "type on a keyboard" "typed" "works at the computer" "打字" "敲键盘" "敲打键盘" "read" "reads"
    "reading" "studies" "studying" "leafs through" "turns the pages" "读" "阅读" "看书" "读书" "读信" "翻书" "eat" "eats"
    "eating" "ate" "tastes" "tasting" "chews" "dines" "吃" "吃饭" "品尝" "用餐" "进食" "drink" "drinks" "drinking" "drank"
    "sips" "sipping" "toasts" "喝" "喝水" "喝茶" "举杯" "饮" "talk on the phone" "talks on the phone" "phones somebody"
    "on the phone" "answers the phone" "makes a call" "calls up" "打电话" "接电话" "通电话" "看手机" "knocked"
    "knocks on the door" "rings the bell" "敲" "叩门" "按门铃" "push something" "pushes" "pushing" "pushed" "shoves"
    "shoving" "推着" "推动" "推车" "pull something" "pulls" "pulling" "pulled" "drags" "dragging" "dragged" "hauls" "拖"
    "拽" "拉着" "拖着" "cook" "cooks" "cooked" "stirs" "stirring" "chops" "serves" "serving" "做饭" "炒菜" "烹饪" "切菜" "上菜"
    "clean up" "cleans" "cleaning" "sweeps" "sweeping" "wipes" "wiping" "washes" "washing" "打扫" "擦拭" "扫地" "清洗" "洗碗"
    "play an instrument" "plays the piano" "playing the piano" "plays the guitar" "playing the guitar"
    "plays the violin" "plays the flute" "弹琴" "弹钢琴" "演奏" "拉琴" "吹笛" "take a photo" "takes a photo" "takes a picture"
    "takes photos" "taking photos" "拍照" "摄影" "照相" "自拍" "salute" "salutes" "saluting" "saluted" "敬礼" "行军礼" "shrug"
    "shrugs" "shrugging" "shrugged" "spreads her hands" "spreads his hands" "耸肩" "摊手" "hug" "hugs" "hugging"
    "hugged" "embraces" "embracing" "embraced" "拥抱" "抱住" "相拥" "搂住" "kiss" "kisses" "kissing" "kissed" "亲吻" "接吻" "吻"
    "shake hands" "shakes hands" "shaking hands" "shook hands" "takes her hand" "takes his hand" "握手" "牵手" "拉着手"
    "bow low" "bows" "bowing" "bowed" "curtsies" "bows down" "鞠躬" "行礼" "弯腰" "致敬" "nod" "nods" "nodding" "nodded"
    "点头" "点了点头" "shake the head" "shakes her head" "shakes his head" "shaking her head" "shaking his head"
    "shook her head" "shook his head" "摇头" "摇了摇头" "fights" "fighting" "fought" "punches" "kicks" "wrestles"
    "trades blows" "duels" "打斗" "搏斗" "打架" "格斗" "对打" "sword fight" "fences" "fencing" "draws a sword"
    "swings a sword" "slashes" "slashing" "挥剑" "拔剑" "斗剑" "舞剑" "挥刀" "cast a spell" "casts a spell" "casting a spell"
    "conjures" "summons" "施法" "念咒" "召唤" "dance" "dances" "dancing" "danced" "twirls" "twirling" "waltzes" "跳舞" "舞蹈"
    "起舞" "旋转起舞" "sing" "sings" "singing" "sang" "performs" "performing" "唱" "唱歌" "演唱" "歌唱" "skate" "skates"
    "skating" "skis" "skiing" "skied" "surfs" "surfing" "slides down" "滑冰" "滑雪" "滑板" "冲浪" "滑行" "drive" "drives"
    "driving" "drove" "at the wheel" "steers" "开车" "驾驶" "驾车" "行驶" "ride" "rides" "riding" "rode" "cycles" "cycling"
    "gallops" "骑" "骑车" "骑马" "骑着" "策马" "fly" "flies" "flying" "flew" "soars" "soaring" "takes off" "glides" "gliding"
    "飞翔" "飞行" "飞起" "飞过" "飞向" "翱翔" "腾空" "float" "floats" "floated" "hovers" "hovering" "levitates" "飘浮" "悬浮" "漂浮" "飘"
    "swim" "swims" "swimming" "swam" "dives" "diving" "dived" "游泳" "游" "游动" "潜水" "潜入" "look at" "looks at"
    "looking at" "looked at" "looks up" "looks down" "looks out" "stares" "staring" "stared" "gazes" "gazing"
    "watches" "watching" "glances" "peers" "看着" "看向" "望着" "望向" "注视" "凝视" "盯着" "抬头" "低头" "listen" "listens"
    "listening" "listened" "overhears" "听" "倾听" "聆听" "侧耳" "hide" "hides" "hiding" "hid" "takes cover" "cowers" "躲"
    "躲藏" "藏" "躲在" "躲起来" "peek" "peeks" "peeking" "peeps" "peeping" "spies on" "偷看" "窥视" "探头" "探出头" "vanish"
    "vanishing" "vanished" "disappears" "disappearing" "disappeared" "fades away" "dissolves into" "is gone"
    "turns into a wisp of smoke" "turns to dust" "消失" "消散" "不见" "化作" "化为" "化成" "cut" "hard cut" "straight cut"
    "cut to" "intercut" "cross-cut" "time cut" "切" "硬切" "直切" "切至" "smash cut" "smash cut to" "shock cut" "猛切" "冲击剪辑"
    "突切" "match cut" "match cut to" "graphic match" "match on action" "匹配剪辑" "匹配切" "相似转场" "jump cut" "jump cut to"
    "跳切" "跳接" "dissolve" "cross dissolve" "crossfade" "cross-fade" "mix" "叠化" "溶接" "化" "叠画" "slow dissolve"
    "long dissolve" "slow cross dissolve" "slow crossfade" "lap dissolve" "慢叠化" "长叠化" "缓慢叠化" "fade to black"
    "fade out" "fade-out" "fades to black" "淡出" "渐隐" "黑场淡出" "渐黑" "fade to white" "fade out to white" "white out"
    "whiteout" "淡出至白" "渐白" "白场淡出" "fade from black" "fade in" "fade-in" "fade up" "fades in" "淡入" "渐显" "黑场淡入"
    "fade from white" "fade in from white" "white in" "从白淡入" "白场淡入" "dip to black" "dip" "through black" "black dip"
    "blink" "黑场过渡" "黑场" "闪黑" "dip to white" "through white" "white dip" "白场过渡" "白场" "dip to red" "through red"
    "red dip" "红场过渡" "闪红" "wipe left" "wipe" "wipe to the left" "划" "划像" "左划" "划变" "wipe right" "wipe to the right"
    "右划" "向右划" "wipe up" "wipe upward" "上划" "向上划" "wipe down" "wipe downward" "下划" "向下划" "push left"
    "push to the left" "推入" "左推" "推移" "push right" "push to the right" "右推" "向右推" "push up" "push upward" "上推" "向上推"
    "slide" "slide over" "cover left" "滑入" "左滑" "滑动覆盖" "slide up" "slide upward" "cover up" "上滑" "向上滑入" "iris in"
    "iris" "iris close" "closing iris" "圈入" "圈收" "虹膜收缩" "iris out" "iris open" "opening iris" "圈出" "圈开" "虹膜展开"
    "clock wipe" "radial wipe" "sweep wipe" "时钟划像" "钟形划" "扇形划" "whip" "whip left" "甩切" "甩镜转场" "甩出" "whip right"
    "swish right" "右甩切" "向右甩切" "flash" "flash cut" "white flash" "camera flash" "闪白" "闪光" "闪光转场" "blur"
    "blur dissolve" "soft focus transition" "defocus transition" "模糊" "虚化转场" "模糊转场" "zoom through" "zoom transition"
    "zoom into" "缩放转场" "穿越转场" "放大转场" "zoom back" "zoom out transition" "zoom away" "缩小转场" "拉出转场" "ripple dissolve"
    "ripple" "dream dissolve" "water dissolve" "flashback ripple" "水波" "涟漪" "梦境叠化" "回忆转场" "glitch" "digital glitch"
    "signal loss" "data glitch" "故障" "故障转场" "信号干扰" "pixelate" "mosaic" "pixel dissolve" "马赛克" "像素化" "像素转场" "burn"
    "film burn" "burn away" "burn through" "light leak" "燃烧" "胶片燃烧" "烧灼转场")
  "Words of the film language: words.")
(defconst film-mode--units
  '(
    "s" "sec" "secs" "second" "seconds" "秒" "秒钟" "ms" "毫秒" "min" "mins" "minute" "minutes" "分" "分钟" "f" "frame"
    "frames" "帧" "格" "dB" "LUFS" "dBTP" "bpm" "fps" "mm" "px" "p" "K" "deg" "degrees" "度")
  "Words of the film language: units.")
;; end

(defconst film-mode--how "\\(?:[[:blank:]]*[(（][^()（）\n]*\\(?:[(（][^()（）\n]*[)）][^()（）\n]*\\)*[)）]\\)?"
  "A parenthesis that closes, with at most one level inside, or none.")

(defconst film-mode--colon "[[:blank:]]*\\(?:：\\|:\\(?:[[:space:]]\\|$\\)\\)"
  "A line's colon: a space or the line's end follows it, unless it is wide.")

(defconst film-mode--top
  (regexp-opt (seq-difference film-mode--headings '("shot" "as")))
  "Heading words that stand at the margin.")

(defconst film-mode--keys
  (concat "^[[:blank:]]*\\(" (regexp-opt film-mode--cues) "\\)" film-mode--how film-mode--colon)
  "A line with a cue of the language.")

(defconst film-mode--names
  (concat "^[[:blank:]]*@?\\([[:alpha:]][^:：()（）\\\n]\\{0,59\\}?\\)" film-mode--how film-mode--colon "\\(.*\\)")
  "A line with a key: who speaks, and the words.")

(defconst film-mode--amount
  (concat "\\(?:^\\|[^[:alnum:]_.]\\)\\([-+]?[0-9]+\\(?:[.:][0-9]+\\)*\\(?:%\\|" (regexp-opt film-mode--units)
          "\\)?\\)\\(?:[^[:alnum:]_]\\|$\\)")
  "A number with its unit.")

(defconst film-mode--shot "^[[:blank:]]*\\(shot\\)\\(?:[[:blank:]]\\|[:：]\\|$\\)"
  "The heading of a shot.")

(defconst film-mode--known
  (let ((table (make-hash-table :test #'equal)))
    (dolist (word film-mode--words table)
      (puthash word t table)))
  "The words of film, to be looked up: they are too many for one expression.")

(defun film-mode--phrase (limit)
  "Find the next word of film before LIMIT in the heading of a shot."
  (let (found)
    (while (and (not found)
                (re-search-forward "\\(?:[,，、:：]\\|shot\\)[[:blank:]]*\\([^,，、:：(（\n]+\\)" limit t))
      (goto-char (match-end 1))
      (setq found (save-match-data
                    (and (gethash (downcase (string-trim (match-string 1))) film-mode--known)
                         (save-excursion
                           (beginning-of-line)
                           (looking-at film-mode--shot))))))
    found))

(defun film-mode--key (limit)
  "Find the next line before LIMIT that has a key and is no heading."
  (let (found)
    (while (and (not found)
                (re-search-forward film-mode--names limit t))
      (setq found (save-match-data
                    (save-excursion
                      (beginning-of-line)
                      (not (looking-at "[[:blank:]]*\\(?:shot\\|scene\\)\\_>"))))))
    found))

(defvar film-mode-font-lock-keywords
  `(("^[[:blank:]]*#.*$" . font-lock-comment-face)
    ("^[[:blank:]]*\\(!\\)" 1 font-lock-negation-char-face)
    (,(concat "^\\(" film-mode--top "\\)\\(?:[[:blank:]]+\\([^:：\n]+\\)\\)?$")
     (1 font-lock-keyword-face) (2 font-lock-type-face nil t))
    (,(concat "^\\(scene\\)\\(?:[[:blank:]]+\\([^:：\\\n]+\\)\\(?:：\\|:[[:blank:]]\\)\\)?")
     (1 font-lock-keyword-face) (2 font-lock-function-name-face nil t))
    (,(concat film-mode--shot "\\(?:[[:blank:]]*\\([^:：\\\n]+\\)\\(?:：\\|:[[:blank:]]\\)\\)?")
     (1 font-lock-keyword-face) (2 font-lock-function-name-face nil t))
    ("^[[:blank:]]+\\(as\\)[[:blank:]]+\\(\\S-.*\\)$" (1 font-lock-keyword-face) (2 font-lock-type-face))
    (,film-mode--keys 1 font-lock-variable-name-face)
    (film-mode--key (1 font-lock-constant-face) (2 font-lock-string-face))
    (film-mode--phrase 1 font-lock-builtin-face)
    (,film-mode--amount 1 font-lock-constant-face))
  "What is coloured, in order: the first that matches counts.")

(defun film-indent-line ()
  "Indent this line one level deeper than a heading or an empty cue above it.
At the indentation already, go one level back."
  (interactive)
  (let* ((above (save-excursion
                  (beginning-of-line)
                  (skip-chars-backward " \t\n")
                  (beginning-of-line)
                  (cons (current-indentation)
                        (looking-at (concat "[[:blank:]]*\\(?:" (regexp-opt film-mode--headings)
                                            "\\)\\(?:[[:blank:]]\\|$\\)\\|.*[:：][[:blank:]]*$")))))
         (deepest (+ (car above) (if (cdr above) film-indent-offset 0)))
         (column (if (and (eq last-command this-command) (> (current-indentation) 0))
                     (- (current-indentation) film-indent-offset)
                   deepest)))
    (save-excursion (indent-line-to (max column 0)))
    (when (< (current-column) (current-indentation))
      (back-to-indentation))))

(defvar film-imenu-expression
  '((nil "^\\(?:scene\\|act\\)[[:blank:]]+\\(.+\\)$" 1)
    ("Shots" "^[[:blank:]]+shot[[:blank:]]+\\(.+\\)$" 1)
    ("Cast" "^\\(?:character\\|place\\|prop\\)[[:blank:]]+\\(.+\\)$" 1))
  "Scenes, shots, and who and what stays the same.")

;;;###autoload
(define-derived-mode film-mode text-mode "Film"
  "Screenplays that compile to films."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "^[[:blank:]]*#+[[:blank:]]*")
  (setq-local indent-tabs-mode nil)
  (setq-local tab-width film-indent-offset)
  (setq-local indent-line-function #'film-indent-line)
  (setq-local electric-indent-inhibit t)
  (setq-local imenu-generic-expression film-imenu-expression)
  (setq-local compile-command (concat film-program " check --format short"))
  (setq-local font-lock-defaults '(film-mode-font-lock-keywords t)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.film\\'" . film-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs `(film-mode . (,film-program "lsp"))))

(provide 'film-mode)
;;; film-mode.el ends here
