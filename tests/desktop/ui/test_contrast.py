"""Every pair of colours that carries words or shapes keeps the contrast that WCAG 2.1 AA asks for, in every theme."""

from itertools import product

import pytest
from PySide6.QtGui import QColor

from desktop.ui.theme.tokens import AVATARS, DARK, LIGHT, tokens_for

TEXT, SHAPE = 4.5, 3.0

THEMES = {
    "light": LIGHT,
    "dark": DARK,
    "light, strong": tokens_for(dark=False, strong=True),
    "dark, strong": tokens_for(dark=True, strong=True),
}
GROUNDS = (
    "bg_base", "bg_sidebar", "bg_panel", "bg_raised", "bg_field", "bg_hover", "bg_hover_side", "bg_hover_raised", "bg_pressed",
    "bg_selected", "bg_subtle", "bg_chip", "accent_tint", "hit_bg",
)  # fmt: skip
"""On which anything may stand: any row may be under the mouse, selected or lit."""
WORDS = (
    "text", "text_2", "accent_text", "danger", "warn_text", "internal_text", "code_keyword", "code_string", "code_number",
    "code_name",
)  # fmt: skip
NOT_ON = {
    (faint, ground) for faint in ("text_3", "border_control") for ground in ("bg_selected", "bg_pressed")
}
"""There `text_2` stands in its place."""
OWN_GROUNDS = (
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_accent", "accent_press"), ("on_accent", "badge_muted"),
    ("on_accent", "danger_fill"), ("on_accent", "danger_hover"), ("danger", "danger_bg"), ("text", "danger_bg"),
    ("warn_text", "warn_bg"), ("text", "warn_bg"), ("internal_text", "internal_bg"), ("mention_text", "mention_bg"),
    ("text", "mention_bg"), ("text", "match_bg"), ("on_match_cur", "match_cur"),
)  # fmt: skip
SHAPES = ("border_control", "focus", "online", "away", "offline", "accent_text", "text_2")
OWN_SHAPES = (
    ("progress", "track"), ("on_accent", "border_control"), ("on_accent", "accent"), ("accent", "bg_base"), ("accent", "bg_sidebar"),
    ("danger_fill", "bg_field"), ("badge_muted", "bg_sidebar"),
)  # fmt: skip
OUTLINES = ("border", "border_raised", "border_field", "border_control", "thumb")


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def weak(theme: str, pairs, least: float) -> dict[tuple[str, str], float]:
    """The pairs that have less."""
    tokens = THEMES[theme]
    measured = {
        (front, ground): contrast(getattr(tokens, front), getattr(tokens, ground)) for front, ground in pairs
    }
    return {pair: round(value, 2) for pair, value in measured.items() if value < least}


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_every_ground(theme):
    assert not weak(theme, product(WORDS, GROUNDS), TEXT)
    assert not weak(theme, set(product(("text_3",), GROUNDS)) - NOT_ON, TEXT)


@pytest.mark.parametrize("theme", THEMES)
def test_words_can_be_read_on_the_ground_that_is_theirs(theme):
    assert not weak(theme, OWN_GROUNDS, TEXT)


@pytest.mark.parametrize("theme", THEMES)
def test_shapes_can_be_made_out(theme):
    assert not weak(theme, set(product(SHAPES, GROUNDS)) - NOT_ON, SHAPE)
    assert not weak(theme, OWN_SHAPES, SHAPE)


@pytest.mark.parametrize("theme", [name for name in THEMES if "strong" in name])
def test_with_more_contrast_outlines_can_be_made_out_and_no_words_are_faint(theme):
    assert not weak(
        theme, product(OUTLINES, ("bg_base", "bg_sidebar", "bg_panel", "bg_raised", "bg_field")), SHAPE
    )
    assert not weak(theme, product(("text", "text_2"), GROUNDS), 7)


@pytest.mark.parametrize("colour", AVATARS)
def test_initials_can_be_read(colour):
    assert contrast("#FFFFFF", colour) >= TEXT
