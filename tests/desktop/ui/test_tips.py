"""A tool tip shows what people wrote as they wrote it, and loads nothing that is named in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QListView

from desktop.ui.details.panel import DetailsPanel
from desktop.ui.dialogs.new_chat import NewChatDialog
from desktop.ui.dialogs.words import OneLine
from desktop.ui.theme.theme import Style
from desktop.viewmodels.details import DetailsModel
from desktop.viewmodels.new_chat import NewChatModel
from desktop.viewmodels.tips import tip
from tests.desktop.ui.windows import files_of
from tests.gallery.team import DANA
from tests.support.screen import click_row, find, until
from tests.support.story import Story, user

HOSTILE = "<img src='file:///etc/passwd'><b>Bold & <a href='https://evil.example'>here</a></b>\nand more"


class Watched(QTextDocument):
    """Notes whatever is loaded."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded = []

    def loadResource(self, _kind, name):  # noqa: N802 - Qt's
        self.loaded.append(name)


def seen(shown: str) -> str:
    """Return what a person reads in a tool tip; nothing may be loaded for it."""
    if "<" not in shown:
        return shown
    document = Watched()
    document.setHtml(shown)
    document.setTextWidth(300)
    assert document.loaded == []
    return document.toPlainText()


def test_what_looks_like_html_is_shown_as_it_is():
    assert seen(tip(HOSTILE)) == HOSTILE
    assert tip("a & b") == "a & b"


async def test_a_line_that_is_cut_tells_the_whole_as_it_is(theme, window):
    line = OneLine(theme, Style.BODY, "text")
    line.setParent(window)
    line.resize(60, 20)
    line.show_text(HOSTILE)
    assert seen(line.toolTip()) == HOSTILE


async def test_subjects_and_titles_in_the_panel_load_nothing(theme, office, window):
    evil = user(40, "evil", "Evil", HOSTILE)
    chat = Story(8, evil, (DANA,), moment="2026-03-05 09:00", subject="<img src='file:///etc/passwd'> " * 6)
    await office.meets(evil)
    await office.hears(chat)
    model = DetailsModel(office.client, office.background, office.clock)
    panel = DetailsPanel(theme, model, files_of(office), window)
    panel.setGeometry(1000, 0, 280, 800)
    panel.show()
    model.show_chat(chat.id)
    await until(lambda: model.ready)
    assert seen(find(panel, "Subject").toolTip()).count("<img") == 6
    people = find(panel, "Participants", QListView)
    assert seen(people.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)) == HOSTILE
    model.close()


async def test_a_person_who_is_chosen_is_called_as_they_are_called(theme, office, window):
    name = "<img src='file:///x'>"
    await office.meets(user(40, "evil", name, "Title"))
    dialog = NewChatDialog(theme, NewChatModel(office.client, office.background, office.clock), window)
    dialog.open()
    await until(lambda: dialog.picker.list.model().rowCount(), "the team")
    click_row(dialog, "Teammates", name)
    remove = find(dialog, f"Remove {name}")
    assert seen(remove.toolTip()) == f"Remove {name}"
    dialog.reject()


@pytest.mark.parametrize("words", ["", "Needs a connection", "3 > 2"])
def test_other_words_stay_as_they_are(words):
    assert tip(words) == words
