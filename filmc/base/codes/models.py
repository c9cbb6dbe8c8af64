"""Codes of lowering to models: what the target's model can not be told. Which those are stands in the tables of models.

No film has them without a target, so an example tells what to type.
"""

from __future__ import annotations

from filmc.base.codes import Code, Example

_TOLD = Example("film Kitchen\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n        She waits.\n")

CODES: tuple[Code, ...] = (
    Code(
        "E0810",
        "no-last-frame",
        "the model can not be told how a clip ends",
        "`end` fixes the last picture of a shot. Not every model takes one; without it the clip would end wherever it likes. The message names models that can.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0811",
        "no-first-frame",
        "the model can not begin with a picture",
        "The shot has a still, or a `start`, and this model makes clips from words alone: what is in the picture would be drawn anew. Name another model in the target, or for this shot by `via`.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0812",
        "needs-a-first-frame",
        "the model makes clips only from a first picture, and there is none",
        "Nothing is asked of it until there is one: give the target a model for stills (`image`) or the shot a `start`, bring a still in by `filmc take`, or name a model that begins with words.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0813",
        "language-not-spoken",
        "the voice model does not speak the line's language",
        "It would read the words as if they were of another language. The message names models that speak it; `language` in the film, or a nested `en:` line, says in which a line is spoken.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0814",
        "shape-not-made",
        "the model makes no picture of the film's shape",
        "The picture is made in the nearest shape that there is, and cropped to the film's: what stands at its edges may be lost.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0815",
        "avoid-in-the-prompt",
        "the model has no field for what must not be seen",
        "What is to be avoided goes into the prompt. Models often draw just what a prompt names, so it is better to say what shall be there instead.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "H0816",
        "no-seed",
        "the model takes no seed",
        "A seed is a hint: where it is taken, a take can be made alike again. This model takes none.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0817",
        "no-lora",
        "the model takes no LoRA, or fewer",
        "LoRAs belong to models that one can add them to, mostly on one's own machine. Those over the number are left out, the last first.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0818",
        "too-many-references",
        "the model takes fewer reference pictures than the shot has",
        "Those over the number are left out: the pictures of the look first, then of props, the place and whoever is less in the shot.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0819",
        "camera-in-words",
        "the model has no numbers for this camera",
        "Some models take numbers for some axes of the camera. This move uses others, so all of it is told in words, and obeyed as well as words are.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0820",
        "no-motion-brush",
        "the model has no motion brush",
        "`path` and `hold` need a model that can be shown where things go. Without one they are left out, and the action alone says what moves.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0821",
        "wishes-exclude-each-other",
        "the model can not have both wishes in one clip",
        "Vendors allow some fields only alone: an end frame, a motion brush, camera numbers. Leave one of them out, or take another model for this shot.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0822",
        "prompt-too-long",
        "a prompt is longer than the model reads",
        "What has no room is left out in a fixed order, what matters least first; action and cast go last. Say less, or take a model that reads more.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0823",
        "line-too-long",
        "a line is longer than the voice model reads",
        "Break it into several lines of the same speaker: each is spoken by itself.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0824",
        "emotion-not-told",
        "the voice model can not be told how a line sounds",
        "It has no word for this emotion and reads the line as it likes. Another performance may have one, or another model.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0825",
        "music-avoid-in-the-prompt",
        "the music model has no field for what must not be heard",
        "What is to be avoided goes into the prompt. Models often play just what a prompt names.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0826",
        "shot-too-long",
        "a shot would need too many clips",
        "A shot that is longer than the model's longest clip is made of several, each going on from the last frame of the one before. More than eight drift too far to be one shot.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0827",
        "repair-left-undone",
        "the model can not do a repair of `frame`",
        "`fix`, `extend` and `restyle` need a model that changes pictures. `insert` and `layer` are done here, for nothing.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0828",
        "sound-too-long",
        "music or a sound is longer than the model makes",
        "Let it end earlier, or take a model that makes longer ones.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0829",
        "too-many-paths",
        "the motion brush moves fewer things",
        "Leave some of them to the action, or make them in a shot of their own.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0831",
        "voice-not-named",
        "the model's orders need a voice, and none is named",
        "Say which of the provider's voices speaks for these words: `[providers.NAME.voices]` in filmc.toml, with the character's voice words on the left.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0832",
        "clip-too-long-for-lips",
        "a clip is longer than the lip-sync model takes",
        "Cut the shot, or let nobody speak on screen in the rest of it.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0833",
        "faces-not-apart",
        "two faces are too near each other for a lip-sync model that knows one face",
        "Such a model moves the mouth of the only face it sees. So it is shown one speaker's part of the picture, and what it makes of that is put back into the clip. Here the parts can not be told apart: the faces lie over each other, or somebody moves past somebody else. Seat them apart with `with`, say where a face is by a `box`, or name a model that is told whose mouth to move.",
        Example(
            "film Kitchen\n\ncharacter MEI\n\ncharacter TOM\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n"
            "        with: MEI left, TOM left box 20% 20% 20% 40%\n        MEI: Here.\n"
        ),
        Example(
            "film Kitchen\n\ncharacter MEI\n\ncharacter TOM\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n"
            "        with: MEI left, TOM right\n        MEI: Here.\n"
        ),
    ),
    Code(
        "W0834",
        "place-of-a-speaker-not-said",
        "nothing says where a speaker stands among others",
        "Whose mouth moves is told by the side on which somebody is. Where nobody writes it, the side of the animatic is taken, and a model for stills, which is not told it either, may have seated them otherwise.",
        Example(
            "film Kitchen\n\ncharacter MEI\n\ncharacter TOM\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n"
            "        with: MEI, TOM\n        MEI: Here.\n"
        ),
        Example(
            "film Kitchen\n\ncharacter MEI\n\ncharacter TOM\n\nscene INT. KITCHEN - DAY\n    shot medium, 4s\n"
            "        with: MEI left, TOM right\n        MEI: Here.\n"
        ),
    ),
    Code(
        "W0837",
        "picture-or-references",
        "the model begins a clip with a picture or takes references, and the shot has both",
        "Pictures of who and what is in a shot go with its still, and what they show is in the clip's first picture. Where `start`, `end` or `frame` name a picture, nobody may be in it yet: what the references show is lost then. `clips-from` of a target tells which of the two clips are made from; some models take both.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0838",
        "no-references-in-clips",
        "the clip's model takes no references, and no still is made that could show them",
        "The clip is made from words alone: whoever is in it looks as the words say, another in each clip. Give the target a model for stills, or take one for clips that is shown references.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0839",
        "control-not-there",
        "the model has no control of this kind for `keep`, or not for this repair",
        "`keep` holds what a repaint must not change by a control picture: edges, depth, a pose. The tables of models say which kinds each has, and where only some repairs can be held, which; without it the repaint is made all the same, and holds on to nothing.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "W0840",
        "keep-holds-nothing",
        "a `keep` belongs to no step",
        "`keep` says how the `fix`, `extend` or `restyle` right above it is done, and each has one at most. `insert` and `layer` change nothing else, so there is nothing to hold.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0841",
        "no-such-region",
        "the provider has no region of this name",
        "`region` in `[providers.NAME]` chooses one of the provider's addresses; orders would go to its usual one instead, where your key may not hold. The message lists the regions; an address of your own is said by `base`.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0842",
        "nobody-writes",
        "there is no model that can be asked to write",
        "A film is drafted or translated by a model that converses: the target's `chat`, or `--model`. It needs a price and, unless it runs on your own machine, a key. `filmc draft STORY --prompt` prints what would be asked, for any chat page.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0843",
        "too-long-to-write",
        "a story or a film is too long for one answer",
        "What a model writes in one answer is bounded, and so is what it is told; nothing was asked. Go chapter by chapter or act by act: each becomes a film of its own.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0844",
        "nothing-written",
        "the model has written nothing",
        "It refused, its provider failed, or its answers were blank. What an answer has cost is in the ledger. `--anew` asks once more, `--model` another one.",
        _TOLD,
        _TOLD,
    ),
    Code(
        "E0845",
        "not-all-written",
        "what was written is not all that was asked for",
        "The answer was cut off at its longest, a film came without a shot, or fewer shots than the storyboard has rows. The text is kept all the same. More `--rounds` let the model try again.",
        _TOLD,
        _TOLD,
    ),
)
