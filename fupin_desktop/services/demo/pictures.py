"""A few small pictures of cave houses, drawn by the program, so that the demo has photographs of nobody's home."""

from io import BytesIO
from random import Random

from fupin_desktop.services.demo.draws import between

WIDTH, HEIGHT = 240, 160
MEDIA_TYPE = "image/png"
_SKY, _HILL, _WALL, _DARK, _SNOW = (176, 205, 230), (190, 160, 110), (214, 190, 150), (84, 60, 40), (240, 240, 240)


def picture(turn: int) -> bytes:
    """The picture of that turn: the same for the same turn."""
    from PIL import Image, ImageDraw

    rng = Random(turn)
    image = Image.new("RGB", (WIDTH, HEIGHT), _SKY)
    draw = ImageDraw.Draw(image)
    top = between(rng, 30, 50)
    draw.polygon([(0, HEIGHT), (0, top + 30), (WIDTH // 2, top), (WIDTH, top + 40), (WIDTH, HEIGHT)], fill=_HILL)
    draw.rectangle([20, 75, WIDTH - 20, 140], fill=_WALL)
    count = 2 + turn % 3
    step = (WIDTH - 60) // count
    for place in range(count):
        left = 30 + place * step
        draw.pieslice([left, 82, left + step - 12, 150], 180, 360, fill=_DARK)
        draw.rectangle([left, 116, left + step - 12, 140], fill=_DARK)
    draw.rectangle([0, 140, WIDTH, HEIGHT], fill=_SNOW if turn % 4 == 3 else _HILL)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
