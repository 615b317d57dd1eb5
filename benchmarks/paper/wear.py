"""What happens to a page between the pen and the file: how it is laid, copied, stained and saved."""

import math
import random
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

Wear = Callable[[Image.Image, random.Random], Image.Image]


def resolution(dots: int) -> Wear:
    def at(page: Image.Image, rng: random.Random) -> Image.Image:
        return page.resize((round(page.width * dots / 300), round(page.height * dots / 300)), Image.Resampling.BOX)

    return at


def turned(most: float, paper: int = 255) -> Wear:
    def turn(page: Image.Image, rng: random.Random) -> Image.Image:
        angle = rng.uniform(most / 2, most) * rng.choice((-1, 1))
        return page.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)

    return turn


def upside_down(page: Image.Image, rng: random.Random) -> Image.Image:
    return page.transpose(Image.Transpose.ROTATE_180)


def on_its_side(page: Image.Image, rng: random.Random) -> Image.Image:
    return page.transpose(Image.Transpose.ROTATE_90)


def skewed(page: Image.Image, rng: random.Random) -> Image.Image:
    """As photographed from above, not quite straight: one edge up to a twentieth farther away than the other."""
    width, height = page.size
    tilt_x, tilt_y, lean = (rng.uniform(-0.05, 0.05) for _ in range(3))
    plane = (1.04, lean, -0.02 * width, 0.0, 1.04, -0.02 * height, tilt_x / width, tilt_y / height)
    return page.transform(page.size, Image.Transform.PERSPECTIVE, plane, Image.Resampling.BICUBIC, fillcolor=255)


def noisy(strength: float) -> Wear:
    def add(page: Image.Image, rng: random.Random) -> Image.Image:
        noise = Image.effect_noise(page.size, strength)
        return ImageChops.add(page, noise, scale=1, offset=-128)

    return add


def speckled(page: Image.Image, rng: random.Random) -> Image.Image:
    """One point of two hundred is dark."""
    noise = Image.effect_noise(page.size, 60)
    return ImageChops.darker(page, noise.point([0 if shade > 128 + 60 * 2.58 / 1.2 else 255 for shade in range(256)]))


def blurred(points: float) -> Wear:
    return lambda page, rng: page.filter(ImageFilter.GaussianBlur(points))


def pale(page: Image.Image, rng: random.Random) -> Image.Image:
    """A pale copy on grey paper: paper at 215, black at 120."""
    return page.point([round(120 + shade * 95 / 255) for shade in range(256)])


def dark(page: Image.Image, rng: random.Random) -> Image.Image:
    return ImageEnhance.Brightness(page).enhance(0.6)


def saved(quality: int) -> Wear:
    def save(page: Image.Image, rng: random.Random) -> Image.Image:
        kept = BytesIO()
        page.save(kept, "JPEG", quality=quality)
        return Image.open(BytesIO(kept.getvalue()))

    return save


def fax(page: Image.Image, rng: random.Random) -> Image.Image:
    """Black or white, 204 dots to the inch across and 98 down, made square again."""
    small = page.resize((round(page.width * 204 / 300), round(page.height * 98 / 300)), Image.Resampling.BOX)
    bits = small.point([0 if shade < 140 else 255 for shade in range(256)])
    return bits.resize((round(page.width * 204 / 300), round(page.height * 204 / 300)), Image.Resampling.NEAREST)


def coffee(page: Image.Image, rng: random.Random) -> Image.Image:
    """A ring and a splash, somewhere."""
    stain = Image.new("L", page.size, 255)
    pencil = ImageDraw.Draw(stain)
    x, y = rng.uniform(0.1, 0.9) * page.width, rng.uniform(0.15, 0.9) * page.height
    radius = page.width * 0.18
    pencil.ellipse((x - radius, y - radius, x + radius, y + radius), outline=150, width=round(page.width * 0.012))
    for _ in range(6):
        angle, far = rng.uniform(0, 2 * math.pi), rng.uniform(0.2, 1.3) * radius
        at_x, at_y, drop = x + far * math.cos(angle), y + far * math.sin(angle), rng.uniform(0.004, 0.02) * page.width
        pencil.ellipse((at_x - drop, at_y - drop, at_x + drop, at_y + drop), fill=165)
    return ImageChops.multiply(page, stain.filter(ImageFilter.GaussianBlur(page.width * 0.002)))


def dark_glass(page: Image.Image, rng: random.Random) -> Image.Image:
    """A lid left open: black around the page."""
    room = Image.new("L", (round(page.width * 1.06), round(page.height * 1.06)), 10)
    room.paste(page, (round(page.width * 0.03), round(page.height * 0.03)))
    return room


def one_corner_gone(page: Image.Image, rng: random.Random) -> Image.Image:
    torn = page.copy()
    ImageDraw.Draw(torn).polygon([(0, torn.height), (0, torn.height * 0.93), (torn.width * 0.1, torn.height)], fill=255)
    return torn


# In the order in which it happens
CASES: dict[str, tuple[Wear, ...]] = {
    "clean, 300 dots": (),
    "clean, 200 dots": (resolution(200),),
    "clean, 150 dots": (resolution(150),),
    "turned up to 5°": (resolution(200), turned(5)),
    "upside down": (resolution(200), upside_down),
    "on its side": (resolution(200), on_its_side),
    "skewed, as a photograph": (resolution(200), skewed),
    "noise": (resolution(200), noisy(25)),
    "speckled": (resolution(200), speckled),
    "blurred": (resolution(200), blurred(1.5)),
    "JPEG, quality 30": (resolution(150), saved(30)),
    "pale copy": (resolution(200), pale),
    "dark copy": (resolution(200), dark),
    "as by fax": (fax,),
    "coffee stain": (resolution(200), coffee),
    "dark glass, turned": (resolution(200), turned(2), dark_glass),
    "one corner torn off": (resolution(200), one_corner_gone),
    "turned, noise, blurred, pale, JPEG, 150 dots": (
        resolution(150),
        turned(3),
        noisy(12),
        blurred(0.8),
        pale,
        saved(50),
    ),
}
