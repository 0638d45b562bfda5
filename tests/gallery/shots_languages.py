"""The pictures in other languages: as people see the window who read German or Portuguese."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QLocale, QSize, QTranslator
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from desktop.languages import speak
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from tests.gallery.shots import SHOTS, lose_connection, scene, sign_in_page
from tests.gallery.stage import Stage, settled

_NARROW = QSize(720, 800)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the screens speak a language for a while."""
    application, before = QApplication.instance(), QLocale()
    assert isinstance(application, QApplication)
    had = set(application.findChildren(QTranslator))
    speak(application, language)
    try:
        yield
    finally:
        for translator in set(application.findChildren(QTranslator)) - had:
            application.removeTranslator(translator)
            translator.deleteLater()
        QLocale.setDefault(before)


def in_language(language: str, name: str) -> None:
    """Let a picture that is entered be in a language."""
    plain = SHOTS[name]

    async def take(theme: Theme, background: Background) -> QPixmap:
        with speaking(language):
            return await plain(theme, background)

    SHOTS[name] = take


async def nothing(_here: Stage) -> None: ...


async def adds_people(here: Stage) -> None:
    here.window.edit_participants()
    await here.dialog()


async def is_offline(here: Stage) -> None:
    await lose_connection(here)
    await settled()


async def opens_keys(here: Stage) -> None:
    here.window.show_shortcuts()
    await here.dialog()


_SCENES: tuple[tuple[str, Callable[[Stage], Awaitable[None]], dict[str, Any]], ...] = (
    ("main", nothing, {}),
    ("narrow", nothing, {"size": _NARROW}),
    ("edit-participants", adds_people, {}),
    ("offline", is_offline, {}),
    ("keys", opens_keys, {}),
)
for _language in ("de", "pt_BR"):
    for _name, _act, _setting in _SCENES:
        scene(f"language-{_language}-{_name}", **_setting)(_act)
        in_language(_language, f"language-{_language}-{_name}")
    sign_in_page(f"language-{_language}-sign-in")(lambda _model: None)
    in_language(_language, f"language-{_language}-sign-in")
