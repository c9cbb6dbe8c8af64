"""Makes the fonts of this folder from the packages of the npm registry: `python make_fonts.py FOLDER`, where FOLDER has

    npm pack @expo-google-fonts/noto-sans-sc @expo-google-fonts/noto-sans-kr @expo-google-fonts/noto-sans-arabic …

unpacked. Each is cut down to what a film's titles need; needs fonttools. The result is kept in git.
"""

import sys
from pathlib import Path

from fontTools import subset

HERE = Path(__file__).parent


def encoded(*encodings: str) -> set[int]:
    """Return every character of the multi-byte part of the encodings."""
    found = set()
    for encoding in encodings:
        for lead in range(0x81, 0xFF):
            for trail in range(0x40, 0xFF):
                try:
                    found.update(map(ord, bytes([lead, trail]).decode(encoding)))
                except UnicodeDecodeError:
                    continue
    return found


LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070)}
SIGNS = {*range(0x20A0, 0x20C0), *range(0x2100, 0x2200), *range(0x2200, 0x2300), *range(0x2460, 0x2600), *range(0x25A0, 0x2700)}
CJK = {*range(0x3000, 0x3100), *range(0x31F0, 0x3200), *range(0xFE30, 0xFE50), *range(0xFF00, 0xFFF0)}
HANGUL = {*range(0x1100, 0x1200), *range(0x3130, 0x3190)} | {c for c in encoded("euc_kr") if 0xAC00 <= c < 0xD7B0}

FONTS = {
    "text.ttf": ("NotoSansSC_400Regular.ttf", LATIN | SIGNS | CJK | encoded("gb2312", "big5", "euc_jp")),
    "bold.ttf": ("NotoSansSC_700Bold.ttf", LATIN | CJK | encoded("gb2312")),
    "hangul.ttf": ("NotoSansKR_400Regular.ttf", HANGUL),
    "arabic.ttf": ("NotoSansArabic_400Regular.ttf", None),
    "hebrew.ttf": ("NotoSansHebrew_400Regular.ttf", None),
    "thai.ttf": ("NotoSansThai_400Regular.ttf", None),
    "devanagari.ttf": ("NotoSansDevanagari_400Regular.ttf", None),
    "emoji.ttf": ("NotoEmoji_400Regular.ttf", None),
}


def make(folder: Path) -> None:
    """Write every font of FONTS beside this script."""
    for name, (origin, characters) in FONTS.items():
        path = next(folder.rglob(origin))
        options = subset.Options(layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True)
        font = subset.load_font(str(path), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=characters or set(font.getBestCmap()))
        subsetter.subset(font)
        font.save(HERE / name)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
