"""The design's colours, light and dark, in one place. Nothing else in the interface names a colour.

Each is a string that QColor reads: #RRGGBB, or #AARRGGBB where it is translucent. The pairs that carry text were measured for
WCAG 2.1 AA; `tests/desktop/ui/test_contrast.py` measures them again. Who asked the system for more contrast gets it:
outlines that can be made out, and no faint words.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, eq=False, repr=False)  # there are four, and no more is to be made of them
class Tokens:
    """One theme's colours, by use."""

    bg_base: str
    bg_sidebar: str
    bg_panel: str
    bg_raised: str
    bg_field: str
    bg_hover: str
    bg_hover_side: str
    bg_hover_raised: str
    bg_pressed: str
    bg_selected: str
    bg_subtle: str
    bg_chip: str
    border: str
    border_raised: str
    border_field: str
    border_control: str
    text: str
    text_2: str
    text_3: str
    text_dis: str
    accent: str
    accent_hover: str
    accent_press: str
    accent_text: str
    accent_tint: str
    accent_line: str
    focus: str
    progress: str
    track: str
    internal_bg: str
    internal_text: str
    mention_bg: str
    mention_text: str
    code_keyword: str
    code_string: str
    code_number: str
    code_name: str
    match_bg: str
    match_cur: str
    danger: str
    danger_fill: str
    danger_hover: str
    danger_bg: str
    warn_bg: str
    warn_text: str
    hit_bg: str
    online: str
    away: str
    offline: str
    badge_muted: str
    scrim: str
    shadow: str
    thumb: str
    on_accent: str = "#FFFFFF"
    """Words on `accent`, `danger_fill`, `badge_muted` and avatars."""
    on_match_cur: str = "#191C23"
    """Words on `match_cur`."""
    viewer_bg: str = "#0E1014"
    """Ground of the image viewer, which is dark in both themes; the next two are its bars and the lines of these."""
    viewer_bar: str = "#14161B"
    viewer_line: str = "#272A33"


LIGHT = Tokens(
    bg_base="#FFFFFF",
    bg_sidebar="#F6F6F8",
    bg_panel="#FAFAFB",
    bg_raised="#FFFFFF",
    bg_field="#FFFFFF",
    bg_hover="#F3F4F6",
    bg_hover_side="#ECEDF0",
    bg_hover_raised="#F1F2F5",
    bg_pressed="#E3E5EA",
    bg_selected="#E3E6FA",
    bg_subtle="#F3F4F6",
    bg_chip="#EEEFF3",
    border="#E6E7EB",
    border_raised="#E2E4E9",
    border_field="#D2D5DC",
    border_control="#7F8795",
    text="#191C23",
    text_2="#535B6A",
    text_3="#626A79",
    text_dis="#9BA2AE",
    accent="#4656CC",
    accent_hover="#3B4ABA",
    accent_press="#323FA3",
    accent_text="#3E4DC2",
    accent_tint="#ECEEFB",
    accent_line="#C3C9F4",
    focus="#4656CC",
    progress="#4656CC",
    track="#DFE1E7",
    internal_bg="#E1F2EB",
    internal_text="#0D5F47",
    mention_bg="#FFEFC4",
    mention_text="#6B4300",
    code_keyword="#8329A3",
    code_string="#1A6B3C",
    code_number="#94480B",
    code_name="#2A50B5",
    match_bg="#FFE49A",
    match_cur="#FFD04F",
    danger="#BB2D28",
    danger_fill="#BB2D28",
    danger_hover="#A12520",
    danger_bg="#FCEDEB",
    warn_bg="#FFF5DE",
    warn_text="#744900",
    hit_bg="#FFF8E1",
    online="#178A4C",
    away="#B26F00",
    offline="#727A88",
    badge_muted="#6B7382",
    scrim="#6114171E",
    shadow="#29121621",
    thumb="#C5C9D2",
)

DARK = Tokens(
    bg_base="#17191F",
    bg_sidebar="#121419",
    bg_panel="#14161B",
    bg_raised="#20232B",
    bg_field="#1C1F26",
    bg_hover="#1E2128",
    bg_hover_side="#1B1E25",
    bg_hover_raised="#2B2F39",
    bg_pressed="#2F333E",
    bg_selected="#272C48",
    bg_subtle="#22252D",
    bg_chip="#2C303B",
    border="#272A33",
    border_raised="#363A45",
    border_field="#383C48",
    border_control="#7C8493",
    text="#E7E9EE",
    text_2="#AAB1BD",
    text_3="#929AA8",
    text_dis="#5D6472",
    accent="#5463D8",
    accent_hover="#4857CC",
    accent_press="#3D4BBB",
    accent_text="#A6B0FA",
    accent_tint="#232843",
    accent_line="#4450A0",
    focus="#8391F2",
    progress="#7683EC",
    track="#333743",
    internal_bg="#15312A",
    internal_text="#7ED4B4",
    mention_bg="#463715",
    mention_text="#FFDB94",
    code_keyword="#D3A6F5",
    code_string="#8FD3A2",
    code_number="#EFB37A",
    code_name="#9DC1FA",
    match_bg="#5C4A16",
    match_cur="#F2C14B",
    danger="#FF8E86",
    danger_fill="#C23B35",
    danger_hover="#AE322C",
    danger_bg="#381F20",
    warn_bg="#352A14",
    warn_text="#F3CE7E",
    hit_bg="#2A2518",
    online="#3CC47C",
    away="#E5A93B",
    offline="#858D9C",
    badge_muted="#5F6777",
    scrim="#99050609",
    shadow="#73000000",
    thumb="#3B404C",
)

AVATARS = (
    "#7657C4",
    "#3A6BC0",
    "#1B7A80",
    "#3A7A4C",
    "#756B1B",
    "#A15C14",
    "#BF4C3B",
    "#B24379",
    "#8A4A9E",
    "#586579",
)
"""White initials on them have a contrast of 4.9 or more; the same in both themes."""


def _strong(tokens: Tokens) -> Tokens:
    return replace(
        tokens,
        border=tokens.border_control,
        border_raised=tokens.border_control,
        border_field=tokens.border_control,
        accent_line=tokens.accent_text,
        text_2=tokens.text,
        text_3=tokens.text_2,
        thumb=tokens.border_control,
    )


_WEAK = (LIGHT, DARK)
_STRONG = (_strong(LIGHT), _strong(DARK))


def tokens_for(*, dark: bool, strong: bool) -> Tokens:
    """Return the colours of a theme; `strong` ones have more contrast. They are the same object each time."""
    return (_STRONG if strong else _WEAK)[dark]
