"""The words beside the button that sends: which keys send, or that the message waits for its files."""

import sys

from PySide6.QtWidgets import QLabel, QWidget

from desktop.viewmodels.composer import ComposerModel


class ComposerHint(QLabel):
    """What Enter does; left out where there is no room for it."""

    def __init__(self, model: ComposerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model

    def show_state(self) -> None:
        """Say what Enter does now."""
        enter = self._model.choices.choices.enter_sends
        with_ctrl = self.tr("⌘Enter") if sys.platform == "darwin" else self.tr("Ctrl+Enter")
        if self._model.rewording is not None:
            hint = self.tr("Enter to save, Esc to cancel") if enter else self.tr("%1 to save, Esc to cancel")
        elif enter:
            hint = self.tr("Enter to send, Shift+Enter for a new line")
        else:
            hint = self.tr("%1 to send, Enter for a new line")
        self.setText(hint.replace("%1", with_ctrl))
