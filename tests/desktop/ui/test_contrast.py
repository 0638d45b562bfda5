"""Every pair of colours that carries words or shapes keeps the contrast that WCAG 2.1 AA asks for."""

import pytest
from PySide6.QtGui import QColor

from desktop.ui.theme.tokens import AVATARS, DARK, LIGHT

TEXT, SHAPE = 4.5, 3.0

WORDS = (
    ("text", "bg_base"),
    ("text", "bg_selected"),
    ("text", "bg_raised"),
    ("text_2", "bg_base"),
    ("text_2", "bg_sidebar"),
    ("text_2", "bg_selected"),
    ("text_3", "bg_base"),
    ("text_3", "bg_sidebar"),
    ("text_3", "bg_hover_side"),
    ("text_3", "bg_hover_raised"),
    ("on_accent", "accent"),
    ("on_accent", "accent_press"),
    ("on_accent", "badge_muted"),
    ("accent_text", "bg_base"),
    ("accent_text", "bg_selected"),
    ("danger", "bg_base"),
    ("danger", "bg_selected"),
    ("danger", "danger_bg"),
    ("warn_text", "warn_bg"),
    ("warn_text", "bg_sidebar"),
    ("text", "bg_subtle"),
    ("internal_text", "internal_bg"),
    ("text", "bg_subtle"),
    ("text_2", "bg_subtle"),
    ("text_2", "bg_pressed"),
    ("accent_text", "accent_tint"),
    ("on_accent", "danger_fill"),
    ("on_accent", "danger_hover"),
    ("warn_text", "bg_base"),
    ("warn_text", "bg_hover"),
    ("danger", "bg_hover"),
    ("accent_text", "bg_hover"),
    ("text_3", "bg_hover"),
    ("text", "hit_bg"),
    ("text_2", "hit_bg"),
    ("text_3", "hit_bg"),
    ("text_3", "bg_subtle"),
    ("danger", "bg_subtle"),
    ("code_keyword", "bg_subtle"),
    ("code_string", "bg_subtle"),
    ("code_number", "bg_subtle"),
    ("code_name", "bg_subtle"),
    ("text", "bg_chip"),
    ("text_2", "bg_chip"),
)
SHAPES = (
    ("border_control", "bg_base"),
    ("border_control", "bg_raised"),
    ("focus", "bg_selected"),
    ("focus", "bg_base"),
    ("online", "bg_selected"),
    ("offline", "bg_sidebar"),
    ("warn_text", "bg_selected"),
    ("warn_text", "bg_hover_side"),
    ("danger", "bg_hover_side"),
    ("on_accent", "border_control"),
)


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), WORDS)
def test_words_can_be_read(tokens, words, ground):
    assert contrast(getattr(tokens, words), getattr(tokens, ground)) >= TEXT


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_made_out(tokens, shape, ground):
    assert contrast(getattr(tokens, shape), getattr(tokens, ground)) >= SHAPE


@pytest.mark.parametrize("colour", AVATARS)
def test_initials_can_be_read(colour):
    assert contrast("#FFFFFF", colour) >= TEXT
