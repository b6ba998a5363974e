"""Colour contrast, after the formula of WCAG 2.2 (relative luminance, success criterion 1.4.3)."""

import colorsys
import re

HEX = re.compile(r"#[0-9a-fA-F]{6}")
NIGHT_PAPER = "#14161b"


def channels(colour: str) -> list[float]:
    """Return the red, green and blue of a #rrggbb colour, each from 0 to 1."""
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour, from 0 (black) to 1 (white)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1 to 21) of two #rrggbb colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lit(colour: str, lightness: float) -> str:
    """Return `colour` with the given HLS lightness (0 to 1)."""
    hue, _, saturation = colorsys.rgb_to_hls(*channels(colour))
    red, green, blue = colorsys.hls_to_rgb(hue, lightness, saturation)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def readable_on(colour: str, ground: str, least: int, steps: range) -> str:
    """Return the first of `colour`'s twins along `steps` (lightnesses) that reaches `least` contrast on `ground`."""
    return next(
        (twin for twin in (lit(colour, step / 100) for step in steps) if contrast(twin, ground) >= least), ground
    )


def city_palette(colour: str) -> dict[str, dict[str, str]]:
    """Return the style sheet tokens that follow from the city's colour, for the light and the dark scheme.

    In: #rrggbb that passed the contrast check. Out: {"light": {token: colour}, "dark": {token: colour}}.
    """
    accent = readable_on(colour, NIGHT_PAPER, 7, range(60, 101, 2))
    return {
        "light": {"--city": colour, "--accent-press": readable_on(colour, "#ffffff", 12, range(40, -1, -2))},
        "dark": {
            "--accent": accent,
            "--accent-press": readable_on(accent, NIGHT_PAPER, 11, range(70, 101, 2)),
            "--plate": readable_on(colour, "#ffffff", 6, range(48, -1, -2)),
            "--foot": readable_on(colour, "#ffffff", 11, range(40, -1, -2)),
        },
    }
