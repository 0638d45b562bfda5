"""The settings' page about how everything looks: light or dark, how large, how close together, how still, in which language."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.dialogs.words import Words
from desktop.ui.settings.fields import Select, Slider
from desktop.ui.settings.parts import Group, Page, Row, SwitchRow
from desktop.ui.settings.theme_tiles import ThemeTiles
from desktop.ui.theme.theme import Mode, Style, Theme
from desktop.viewmodels.choices import TEXT_SIZES, Choices
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.workspace import Workspace

LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("pt_BR", "Português (Brasil)"))
"""In which the screens can be read, each called as its own speakers do."""


class AppearancePage(Page):
    """How everything looks.

    Signals:
        appearance_chosen(str): `system`, `light` or `dark`; the theme has taken it already.
    """

    appearance_chosen = Signal(str)

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._choices = workspace.choices
        self.add(self._make_looks(), self._make_layout(), self._make_language())
        self._choices.changed.connect(self._show)
        self._show(self._choices.choices)

    def _make_looks(self) -> Group:
        group = Group(self._theme, self.tr("Theme"))
        self._tiles = ThemeTiles(
            self._theme,
            (("system", self.tr("Same as system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))),
            self._choose_mode,
        )
        group.add(self._tiles)
        return group

    def _make_layout(self) -> Group:
        group = Group(self._theme, self.tr("Text and layout"))
        self._slider = Slider(self._theme, len(TEXT_SIZES))
        self._slider.valueChanged.connect(lambda at: self._choices.choose(text_percent=TEXT_SIZES[at]))
        ruler = _Ruler(self._theme, self._slider)
        self._size = Row(self._theme, self.tr("Text size"), self.tr("Applies to chats and lists"), ruler)
        self._compact = SwitchRow(
            self._theme,
            self.tr("Compact message list"),
            self.tr("Smaller gaps, no avatars in the timeline"),
            lambda on: self._choices.choose(compact=on),
        )
        self._still = SwitchRow(
            self._theme,
            self.tr("Reduce motion"),
            self.tr("Follows the system setting when off"),
            lambda on: self._choices.choose(less_motion=on),
        )
        group.add(self._size, self._compact, self._still)
        return group

    def _make_language(self) -> Group:
        group = Group(self._theme, self.tr("Language"))
        self._language = Select(
            self._theme,
            (("", self.tr("Same as system")), *LANGUAGES),
            lambda language: self._choices.choose(language=language),
        )
        group.add(
            Row(
                self._theme,
                self.tr("Language of the screens"),
                self.tr("Takes effect at the next start"),
                self._language,
            )
        )
        return group

    def _choose_mode(self, mode: Mode) -> None:
        self._theme.set_mode(mode)
        self.appearance_chosen.emit(mode)

    def _show(self, choices: Choices) -> None:
        self._tiles.show_mode(self._theme.mode)
        self._slider.setValue(TEXT_SIZES.index(choices.text_percent))
        percent = filled(self.tr("%1 %"), QLocale().toString(choices.text_percent))
        self._slider.setToolTip(percent)
        usual = choices.text_percent == Choices().text_percent
        applies = self.tr("Applies to chats and lists")
        self._size.describe(applies if usual else filled(self.tr("Applies to chats and lists: %1"), percent))
        self._compact.show_value(on=choices.compact)
        self._still.show_value(on=choices.less_motion)
        self._language.show_value(choices.language)


class _Ruler(QWidget):
    """The slider between a small and a large letter."""

    def __init__(self, theme: Theme, slider: Slider) -> None:
        super().__init__()
        self.setFocusProxy(slider)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        middle = Qt.AlignmentFlag.AlignVCenter
        # The letters are a picture of what the slider does, and in every language the same.
        line.addWidget(Words(theme, Style.META, "text_2", "A"), 0, middle)
        line.addWidget(slider, 0, middle)
        line.addWidget(Words(theme, Style.TITLE, "text_2", "A", weight=400), 0, middle)
