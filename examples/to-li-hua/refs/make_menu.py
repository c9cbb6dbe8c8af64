"""Draws `menu.png`, the menu that the guest holds. Run once; the picture is kept in git."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONTS = HERE.parents[2] / "stdlib" / "fonts"
DISHES = [("红烧狮子头", "38"), ("清蒸鲈鱼", "56"), ("麻婆豆腐", "22"), ("小笼包", "18"), ("龙井虾仁", "64")]


def menu() -> Image.Image:
    """Return the card: red border, title, dishes with prices."""
    picture = Image.new("RGB", (420, 620), (250, 243, 226))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((12, 12, 407, 607), outline=(168, 36, 30), width=5)
    pen.rectangle((22, 22, 397, 597), outline=(168, 36, 30), width=1)
    title, line = (ImageFont.truetype(str(FONTS / "bold.ttf"), 64), ImageFont.truetype(str(FONTS / "text.ttf"), 36))
    pen.text((210, 90), "菜 单", font=title, fill=(168, 36, 30), anchor="mm")
    for row, (dish, price) in enumerate(DISHES):
        y = 200 + row * 78
        pen.text((52, y), dish, font=line, fill=(40, 34, 30), anchor="lm")
        pen.text((368, y), price, font=line, fill=(40, 34, 30), anchor="rm")
        pen.line((52, y + 34, 368, y + 34), fill=(214, 198, 170), width=2)
    return picture


if __name__ == "__main__":
    menu().save(HERE / "menu.png", optimize=True)
