"""The controls that every screen is built from, in the design's look and with all its states: hover, pressed, focus, disabled."""

from desktop.ui.controls.buttons import (
    DangerButton,
    IconButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
    WarySecondaryButton,
)
from desktop.ui.controls.chip import Chip
from desktop.ui.controls.fields import LineField
from desktop.ui.controls.menu import Menu
from desktop.ui.controls.toggles import CheckBox, RadioButton, Switch

__all__ = [
    "CheckBox", "Chip", "DangerButton", "IconButton", "LineField", "LinkButton", "Menu", "PrimaryButton", "RadioButton",
    "SecondaryButton", "Switch", "WarySecondaryButton",
]  # fmt: skip
