"""The composer's emoji button: it opens the picker over the card, and what is chosen stands where the caret was."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.composer import Composer
from desktop.ui.emoji.picker import EmojiPicker
from desktop.viewmodels.composer import ComposerModel
from tests.gallery.team import refund
from tests.support.screen import click, find, until

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
async def model(office):
    made = ComposerModel(office.client, office.background, office.clock)
    made.show_chat(refund().id)
    await until(lambda: "Bruno" in made.placeholder)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def composer(theme, model, window):
    made = Composer(theme, model, window)
    made.setGeometry(100, 600, 700, 90)
    made.show()
    window.activateWindow()
    made.focus_field()
    await until(made.field.hasFocus, "the keyboard is in the field")
    yield made
    for picker in pickers(made):
        picker.close()


def pickers(composer):
    return [each for each in composer.findChildren(EmojiPicker) if each.isVisible()]


def choose(composer, query, modifiers=Qt.KeyboardModifier.NoModifier):
    """Search in the open picker, and choose what is found first."""
    (picker,) = pickers(composer)
    field = find(picker, "Search emoji")
    field.clear()
    QTest.keyClicks(field, query)
    QTest.keyClick(field, Qt.Key.Key_Return, modifiers)


async def test_an_emoji_stands_where_the_caret_was_and_one_undo_takes_it_back(composer):
    field = find(composer, "Message")
    QTest.keyClicks(field, "Well done!")
    QTest.keyClick(field, Qt.Key.Key_Left)
    click(composer, "Emoji")
    choose(composer, "tada")
    assert field.toPlainText() == "Well done🎉!"
    await until(field.hasFocus, "the keyboard is back in the field")
    QTest.keyClicks(field, "?")
    assert field.toPlainText() == "Well done🎉?!"
    field.undo()
    assert field.toPlainText() == "Well done🎉!"
    field.undo()
    assert field.toPlainText() == "Well done!"


async def test_an_emoji_takes_the_place_of_what_is_selected(composer):
    field = find(composer, "Message")
    QTest.keyClicks(field, "Thanks")
    field.selectAll()
    click(composer, "Emoji")
    choose(composer, "pray")
    assert field.toPlainText() == "🙏"


async def test_a_key_opens_it_and_several_can_be_chosen(composer, model):
    QTest.keyClick(find(composer, "Message"), Qt.Key.Key_E, CTRL_SHIFT)
    choose(composer, "tada", Qt.KeyboardModifier.ShiftModifier)
    choose(composer, "fire", Qt.KeyboardModifier.ShiftModifier)
    choose(composer, "100")
    assert find(composer, "Message").toPlainText() == "🎉🔥💯"
    assert model.choices.choices.recent_emoji == ("💯", "🔥", "🎉")
    assert not pickers(composer)


async def test_it_stands_over_the_card_and_looks_open_as_long_as_it_is(composer):
    button = find(composer, "Emoji")
    shut = button.grab().toImage()
    click(composer, "Emoji")
    (picker,) = pickers(composer)
    assert picker.geometry().bottom() < composer.mapToGlobal(QPoint()).y()
    assert button.is_open
    QTest.keyClick(find(picker, "Search emoji"), Qt.Key.Key_Escape)
    assert not button.is_open
    await until(lambda: QApplication.focusWidget() is composer.field, "the keyboard is back in the field")
    QTest.mouseMove(composer, QPoint(5, 5))
    await until(lambda: button.grab().toImage() == shut, "the button looks as before")


async def test_a_click_on_the_button_of_an_open_picker_closes_it_and_no_more(composer):
    button = find(composer, "Emoji")
    click(composer, "Emoji")
    (picker,) = pickers(composer)
    at = picker.mapFromGlobal(button.mapToGlobal(button.rect().center()))
    QTest.mousePress(picker, Qt.MouseButton.LeftButton, pos=at)
    assert not pickers(composer)
    assert picker.testAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)


async def test_without_a_chat_nothing_can_be_chosen(composer, model):
    model.show_chat(None)
    await until(lambda: not find(composer, "Emoji").isEnabled(), "the button is disabled")


async def test_what_the_picker_needs_is_made_ready_while_nobody_waits(composer):
    button = find(composer, "Emoji")
    assert not composer.findChildren(EmojiPicker)
    while button._timer.isActive() or not composer.findChildren(EmojiPicker):
        button._make_ready()
    click(composer, "Emoji")
    choose(composer, "tada")
    assert find(composer, "Message").toPlainText() == "🎉"
