; Where two patterns meet, the later one counts (as in Neovim, Helix and Zed).

(comment) @comment

(heading_word) @keyword
(label) @label
(heading subject: (subject) @markup.heading)
((heading (heading_word) @_word subject: (subject) @string.special.path)
  (#eq? @_word "use"))
(card heading: (heading subject: (subject) @constant))
(variant heading: (heading subject: (subject) @constant))
(word heading: (heading subject: (subject) @type))
(parameters (argument) @variable.parameter)
(shot heading: (heading subject: (subject (phrase) @type)))
(where) @keyword.directive

; What a shot's lines say is dialogue, unless the key is a cue of the language and not a name.
(shot (cue key: (key) @constant value: (value)? @string))
((cue key: (key) @variable.other.member value: (value)? @none)
  ; made: cues @variable.other.member
  (#any-of? @variable.other.member
    "title" "片名" "logline" "梗概" "aspect" "画幅" "size" "分辨率" "fps" "帧率" "language" "语言" "languages" "budget" "预算"
    "strict" "loudness" "true peak" "subtitles" "look" "风格" "light" "灯光" "光线" "lens" "焦距" "footage" "素材" "with" "人物"
    "camera" "运镜" "镜头" "text" "字幕" "caption" "style" "start" "首帧" "end" "尾帧" "frame" "修图" "insert" "fix" "extend"
    "layer" "restyle" "keep" "path" "hold" "source" "来源" "transition" "转场" "sfx" "音效" "ambience" "环境音" "music" "音乐"
    "also" "别名" "appearance" "外貌" "wardrobe" "服装" "manner" "性格" "voice" "声音" "avoid" "避免" "reference" "参考" "lora"
    "seed" "种子" "via" "takes" "条数" "reroll" "expect" "要求" "mood" "情绪" "tempo" "速度" "instruments" "乐器" "scale"
    "energy" "brightness" "file" "recipe" "lasts" "loop" "meaning" "prompt" "figure" "aim" "pitch" "roll" "yaw"
    "axes" "ease" "angle" "crop" "face" "rate" "bearing" "action" "travel" "mix" "direction" "colour" "color"
    "contrast" "warmth" "key" "grade" "treatment" "saturation" "grain" "subtitle" "note" "备注")
  ; end
)
(cue (cue key: (key) @variable.other.member value: (value)? @string))
(speech key: (key) @constant value: (value)? @string)
(how (argument) @attribute)
(amount) @constant.numeric

["(" ")"] @punctuation.bracket
[":" ","] @punctuation.delimiter
["!" "@"] @operator

(stray) @error
(unspoken) @error
