"""Codes of the stage: film sense. What can be read, but can not be meant on film."""

from __future__ import annotations

from filmc.base.codes import Code, Example

_PEOPLE = {
    "MEI": "character MEI\n    appearance: girl of twelve, red scarf\n",
    "TOM": "character TOM\n    appearance: old man, grey beard\n",
}
_FILES = {"archive/march.mp4": b"", "refs/street.png": b""}


def _film(shots: str, settings: str = "") -> Example:
    """Return a film of one scene; lines of `shots` are indented once, the settings' too."""
    inside = "".join(f"    {line}\n" for line in shots.splitlines())
    head = "".join(f"    {line}\n" for line in settings.splitlines())
    people = "".join(person for name, person in _PEOPLE.items() if name in shots)
    place = "place STREET\n    appearance: narrow street, wet stones\n"
    return Example(f"film Example\n{head}\n{people}{place}\nscene EXT. STREET - DAY\n{inside}", dict(_FILES))


CODES: tuple[Code, ...] = (
    Code(
        "E0501",
        "size-and-aspect-disagree",
        "the film's size has another shape than its aspect",
        "Pixels fix the shape of the picture, and so does the aspect. Where they differ, one of them is a slip, and "
        "nobody but the author knows which. The size is used until it is put right.",
        _film("shot wide\n    Rain.", "aspect: 2.39:1\nsize: 1920x1080"),
        _film("shot wide\n    Rain.", "aspect: 2.39:1\nsize: 1080p"),
    ),
    Code(
        "E0502",
        "unknown-phrase",
        "a phrase is no word of film",
        "Each phrase of a shot's heading, of `camera:`, `look:` and `transition:` is a word of the vocabulary: of the "
        "standard library, or declared in a file of one's own (`move`, `size`, …). The nearest words are named. "
        "Words that no craft knows belong into the action.",
        _film("shot wide, push inn, 4s\n    Rain."),
        _film("shot wide, push in, 4s\n    Rain."),
    ),
    Code(
        "W0503",
        "moves-in-two-places",
        "camera moves stand in the heading and in a `camera` cue",
        "A heading names a move for the whole shot, `camera:` a sequence of moves. With both it is unclear which "
        "comes when; the sequence is played.",
        _film("shot wide, push in, 6s\n    camera: static 2s, then pan left\n    Rain."),
        _film("shot wide, 6s\n    camera: static 2s, then pan left\n    Rain."),
    ),
    Code(
        "E0504",
        "said-twice",
        "a shot has two sizes, angles, setups or lengths",
        "A shot has one framing and one length. The first of the two is used. A shot that changes its size has a move "
        "(`push in`), or is two shots.",
        _film("shot wide, close-up, 4s\n    Rain."),
        _film("shot wide, push in, 4s\n    Rain."),
    ),
    Code(
        "E0505",
        "setup-lacks-people",
        "a setup does not know who takes its places",
        "A setup with parameters needs a character for each: in parentheses, or, left out, from `on NAME` and `with:`. "
        "Nobody is put into a picture by guessing.",
        _film("shot over the shoulder, 4s\n    Rain."),
        _film("shot over the shoulder (MEI, TOM), 4s\n    Rain."),
    ),
    Code(
        "E0506",
        "setup-has-too-many",
        "more people are given to a setup than it has places",
        "The names in a setup's parentheses take its places in order. More people can be in the picture by `with:`.",
        _film("shot over the shoulder (MEI, TOM, MEI), 4s\n    Rain."),
        _film("shot over the shoulder (MEI, TOM), 4s\n    Rain."),
    ),
    Code(
        "E0507",
        "unknown-shot",
        "a frame is borrowed from a shot that is not there",
        "`envelopes.last` is the last frame of the shot with the label `envelopes`: of the same scene, else of any. "
        "`exam.envelopes.last` says which scene. The label stands before the colon: `shot envelopes: wide`.",
        _film("shot street: wide, 4s\n    Rain.\nshot close-up, 4s\n    start: stret.last\n    Drops."),
        _film("shot street: wide, 4s\n    Rain.\nshot close-up, 4s\n    start: street.last\n    Drops."),
    ),
    Code(
        "E0508",
        "frames-in-a-circle",
        "shots take their frames from each other in a circle",
        "A shot that begins with a frame of another can be made only after it. In a circle none could be made first.",
        _film(
            "shot one: wide, 4s\n    start: two.last\n    Rain.\nshot two: wide, 4s\n    start: one.last\n    Drops."
        ),
        _film("shot one: wide, 4s\n    Rain.\nshot two: wide, 4s\n    start: one.last\n    Drops."),
    ),
    Code(
        "E0509",
        "no-such-moment",
        "a frame is borrowed from after the end of its shot",
        "`street.at 9s` counts from the beginning of the shot `street`, which must last longer than that.",
        _film("shot street: wide, 4s\n    Rain.\nshot wide, 4s\n    start: street.at 9s\n    Drops."),
        _film("shot street: wide, 4s\n    Rain.\nshot wide, 4s\n    start: street.at 2s\n    Drops."),
    ),
    Code(
        "W0510",
        "lines-do-not-fit",
        "a shot is shorter than the lines that are spoken in it",
        "Lines are as long as their speech, or as an estimate until there is speech. What is spoken on screen has to "
        "end with its shot; `auto` gives the shot the length that its lines need.",
        _film("shot medium on MEI, 2s\n    MEI: I have waited here since morning, and nobody came to open the gate."),
        _film("shot medium on MEI, auto\n    MEI: I have waited here since morning, and nobody came to open the gate."),
    ),
    Code(
        "W0511",
        "speaker-not-in-frame",
        "somebody speaks who is not in the shot",
        "Where a shot says who is in frame (`with:`, a setup's people, a close-up on somebody), a line of "
        "anybody else has "
        "no mouth to move. It is heard from off screen (O.S.), or as a voice over (V.O.), or the speaker is in frame.",
        _film("shot medium, 6s\n    with: TOM left\n    MEI: I am here!"),
        _film("shot medium, 6s\n    with: TOM left\n    MEI (O.S.): I am here!"),
    ),
    Code(
        "E0512",
        "transition-too-long",
        "a transition is longer than its shots",
        "A mix shows frames of both shots at once, so neither may be shorter than it, and two transitions of "
        "one shot may "
        "not meet. The transition is cut to what there is.",
        _film("shot wide, 1s\n    Rain.\ntransition: dissolve 3s\nshot wide, 4s\n    Drops."),
        _film("shot wide, 4s\n    Rain.\ntransition: dissolve 1s\nshot wide, 4s\n    Drops."),
    ),
    Code(
        "W0513",
        "transition-beside-nothing",
        "a mix stands where there is only one picture",
        "At the beginning and at the end of a film there is nothing to dissolve from or to. A fade does that.",
        _film("shot wide, 4s\n    Rain.\ntransition: dissolve 1s"),
        _film("shot wide, 4s\n    Rain.\ntransition: fade to black 1s"),
    ),
    Code(
        "E0514",
        "two-transitions",
        "two transitions stand between the same shots",
        "One shot becomes the next in one way. Only a fade out and a fade in belong together.",
        _film("shot wide, 4s\n    Rain.\ntransition: dissolve 1s\ntransition: iris out 1s\nshot wide, 4s\n    Drops."),
        _film("shot wide, 4s\n    Rain.\ntransition: dissolve 1s\nshot wide, 4s\n    Drops."),
    ),
    Code(
        "W0515",
        "text-after-end",
        "text is timed past the end of its shot or scene",
        "The time of a text counts from the beginning of the shot, or scene, in which it is written, and it "
        "ends with that at "
        "the latest. Text over a cut belongs to the scene.",
        _film("shot wide, 4s\n    text (title, 1s-9s): Ten years later"),
        _film("shot wide, 4s\n    text (title, 1s-4s): Ten years later"),
    ),
    Code(
        "W0516",
        "two-pieces-of-music",
        "two pieces of music play at once",
        "A piece plays until the next one, or until `music: stop`. Two that begin at the same moment, or "
        "overlap by their "
        "times, fight each other; the second one is heard.",
        _film("music: sad\nmusic: joyful\nshot wide, 4s\n    Rain."),
        _film("music: sad\nmusic (at 2s): joyful\nshot wide, 4s\n    Rain."),
    ),
    Code(
        "E0517",
        "shot-without-length",
        "a shot is shorter than one frame",
        "Times snap to whole frames, half a frame up. What is shorter than that has no frame at all, so it "
        "can not be seen.",
        _film("shot wide, 10ms\n    Rain."),
        _film("shot wide, 1f\n    Rain."),
    ),
    Code(
        "E0518",
        "evidence-without-footage",
        "a shot is called evidence but shows no recording",
        "Evidence is what a camera recorded. A generated picture can explain or imagine, never prove; so a shot of "
        "evidence names its footage with `source:`.",
        _film("shot wide, 4s\n    footage: evidence\n    The march of 1968."),
        _film("shot wide, 4s\n    footage: evidence\n    source: archive/march.mp4\n    The march of 1968."),
    ),
    Code(
        "E0519",
        "evidence-made-up",
        "evidence is altered by a generator",
        "Start and end frames, repairs and motion paths make or alter pictures. On evidence that would be a forgery. "
        "`insert` and `layer` only lay a picture over it, and stay allowed.",
        _film(
            "shot wide, 4s\n    footage: evidence\n    source: archive/march.mp4\n"
            "    frame:\n        restyle: spring\n    A march."
        ),
        _film(
            "shot wide, 4s\n    footage: explained\n    source: archive/march.mp4\n"
            "    frame:\n        restyle: spring\n    A march."
        ),
    ),
    Code(
        "W0520",
        "overlap-with-nothing",
        "a line overlaps, but none is spoken before it",
        "`(overlap)` lets a line begin before the one before it has ended. The first line of a shot has none "
        "before it; "
        "to begin before the cut it says `(pre-lap 1s)`.",
        _film("shot medium on MEI, auto\n    MEI (overlap): Wait!"),
        _film("shot medium on MEI, auto\n    TOM (O.S.): I shall go now.\n    MEI (overlap): Wait!"),
    ),
    Code(
        "H0521",
        "end-without-start",
        "a shot has an end frame but no start frame",
        "A model that is told only the end makes up the beginning. That may be meant; often the start frame "
        "was forgotten.",
        _film("shot wide, 4s\n    end: refs/street.png\n    Rain."),
        _film("shot wide, 4s\n    start: refs/street.png\n    end: refs/street.png\n    Rain."),
    ),
    Code(
        "H0522",
        "text-too-short",
        "text on the screen is gone before it can be read",
        "People read about 20 Latin letters or 9 Chinese characters a second.",
        _film("shot wide, 4s\n    text (title, 0s-1s): Ten years later, in a town that nobody remembers any more"),
        _film("shot wide, 4s\n    text (title, 0s-4s): Ten years later, in a town that nobody remembers any more"),
    ),
    Code(
        "H0523",
        "subtitle-too-long",
        "a subtitle can not be read while its line is spoken",
        "A subtitle stands as long as its line, and a little more. A translation that takes longer to read has to be "
        "shorter than the words are.",
        _film(
            "shot medium on MEI, auto\n    MEI: 走吧。\n"
            "        en: Come along with me, I beg you, before they all wake up.",
            "language: zh",
        ),
        _film("shot medium on MEI, auto\n    MEI: 走吧。\n        en: Let us go.", "language: zh"),
    ),
    Code(
        "H0524",
        "look-changes-by-itself",
        "a character is another variant than before in the scene, and nothing says so",
        "Within a scene people keep their age and clothes. Who came `as OLD` in one shot and without a variant in the "
        "next will look different there.",
        Example(
            "film Example\n\ncharacter MEI\n    appearance: girl\n    as OLD\n        appearance: old woman\n\n"
            "place STREET\n    appearance: narrow street\n\nscene EXT. STREET - DAY\n    shot wide, 4s\n        with: MEI as OLD\n    shot wide, 4s\n        with: MEI\n"
        ),
        Example(
            "film Example\n\ncharacter MEI\n    appearance: girl\n    as OLD\n        appearance: old woman\n\n"
            "place STREET\n    appearance: narrow street\n\nscene EXT. STREET - DAY\n    with: MEI as OLD\n    shot wide, 4s\n        with: MEI\n"
        ),
    ),
    Code(
        "H0525",
        "line-crossed",
        "two people change sides at a cut",
        "The line between two people is the axis of action; a camera that stays on one side of it (within 180°) keeps "
        "left and right. Across a cut that flips them, viewers lose who looks where.",
        _film("shot wide, 4s\n    with: MEI left, TOM right\nshot medium, 4s\n    with: MEI right, TOM left"),
        _film("shot wide, 4s\n    with: MEI left, TOM right\nshot medium, 4s\n    with: MEI left, TOM right"),
    ),
    Code(
        "H0526",
        "subtitle-missing",
        "lines have no translation into a language that the subtitles want",
        "`subtitles: burned en` asks for every line in English. A line in another language needs an `en:` "
        "under it; until "
        "then its subtitle is left out.",
        _film("shot medium on MEI, auto\n    MEI: 走吧。", "language: zh\nsubtitles: burned en"),
        _film(
            "shot medium on MEI, auto\n    MEI: 走吧。\n        en: Let us go.", "language: zh\nsubtitles: burned en"
        ),
    ),
    Code(
        "W0527",
        "nothing-to-stop",
        "music is stopped where none plays",
        "`music: stop` ends the piece that plays. Here none does: it has been stopped before, or begins later.",
        _film("music: stop\nshot wide, 4s\n    Rain."),
        _film("music: sad\nshot wide, 4s\n    music (at 2s): stop\n    Rain."),
    ),
    Code(
        "W0528",
        "sound-after-end",
        "a sound begins after the end of its shot or scene",
        "The time of a sound counts from the beginning of the shot, scene or film in which it is written. It "
        "may ring on "
        "after that has ended, but not begin then.",
        _film("shot wide, 4s\n    sfx (at 9s): thunder\n    Rain."),
        _film("shot wide, 4s\n    sfx (at 2s): thunder\n    Rain."),
    ),
    Code(
        "W0529",
        "camera-out-of-time",
        "the camera has more to do than the shot has time for",
        "The moves of a `camera` sequence follow each other within their shot. What comes after its end is cut off.",
        _film("shot wide, 4s\n    camera: static 3s, then pan left 5s\n    Rain."),
        _film("shot wide, 8s\n    camera: static 3s, then pan left 5s\n    Rain."),
    ),
    Code(
        "W0530",
        "line-into-the-next",
        "an off-screen line runs into a line of the next shot",
        "A voice from off screen may go on over a cut, but where somebody speaks there, both are lost. "
        "`(overlap)` says that it is meant.",
        _film(
            "shot wide, 1s\n    MEI (V.O.): I remember every stone of that long street.\n"
            "shot medium on TOM, auto\n    TOM: So do I."
        ),
        _film(
            "shot wide, auto\n    MEI (V.O.): I remember every stone of that long street.\n"
            "shot medium on TOM, auto\n    TOM: So do I."
        ),
    ),
    Code(
        "E0531",
        "line-after-its-shot",
        "a line begins after the end of its shot",
        "`at` counts from the beginning of the shot in which the line stands.",
        _film("shot medium on MEI, 4s\n    MEI (at 9s): Wait!"),
        _film("shot medium on MEI, 4s\n    MEI (at 2s): Wait!"),
    ),
    Code(
        "W0532",
        "line-before-the-film",
        "a line would begin before the film does",
        "`pre-lap` lets a line begin over the shot before its own. The first shot has none before it.",
        _film("shot medium on MEI, auto\n    MEI (pre-lap 2s): Wait!"),
        _film("shot wide, 4s\n    Rain.\nshot medium on MEI, auto\n    MEI (pre-lap 2s): Wait!"),
    ),
    Code(
        "W0533",
        "footage-too-short",
        "the part of the footage is shorter than its shot",
        "`source (12s-16s)` is four seconds of footage. In a longer shot its last frame would stand still.",
        _film("shot wide, 9s\n    source (12s-16s): archive/march.mp4"),
        _film("shot wide, 4s\n    source (12s-16s): archive/march.mp4"),
    ),
    Code(
        "W0534",
        "footage-and-frames",
        "a shot of existing footage also has start or end frames",
        "Start and end frames are for pictures that are made. Footage begins and ends as it does.",
        _film("shot wide, 4s\n    source: archive/march.mp4\n    start: refs/street.png"),
        _film("shot wide, 4s\n    source: archive/march.mp4"),
    ),
    Code(
        "W0535",
        "film-ends-in-a-line",
        "the film is over before its last line",
        "A voice from off screen may go on over a cut, but after the last frame there is nothing to hear it in.",
        _film("shot wide, 1s\n    MEI (V.O.): I remember every stone of that long street."),
        _film("shot wide, auto\n    MEI (V.O.): I remember every stone of that long street."),
    ),
)
