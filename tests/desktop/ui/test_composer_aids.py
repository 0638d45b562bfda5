"""What helps in writing a message, used with real keys and the mouse: people, emoji, emphasis, spelling, and how Enter works."""

import asyncio

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QInputMethodEvent,
    QTextCharFormat,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.core.values import ConnectionState
from desktop.ui import completion
from desktop.ui.composer import Composer
from desktop.ui.dialogs.edit_participants import EditParticipantsDialog
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.emoji import EmojiBook
from desktop.viewmodels.isolates import isolated
from tests.desktop.ui.windows import shown
from tests.gallery.team import ANA, BRUNO, CHEN, ELIF, FARID, TEAM, refund
from tests.support.screen import click, click_row, find, rows_of, shows, until
from tests.support.story import user

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
async def model(office):
    book = EmojiBook()
    await book.prepare()
    made = ComposerModel(office.client, office.background, office.clock, emoji=book)
    made.show_chat(refund().id)
    await until(lambda: "Bruno" in made.placeholder and len(made.aids.roster.people) == len(TEAM))
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def composer(theme, model, window):
    made = Composer(theme, model, window)
    made.setGeometry(0, 600, 700, 120)
    made.show()
    window.activateWindow()
    made.focus_field()
    yield made
    made.field.clearFocus()  # before the model goes


@pytest.fixture
def field(composer):
    return find(composer, "Message")


def write(field, text):
    QTest.keyClicks(field, text)


async def sent_mentions(office, count=1):
    await until(lambda: office.client.connection.waiting == count)
    rows = (await office.client.latest(refund().id)).rows
    return [(row.body.text, row.body.mentions) for row in rows if row.command is not None]


def marked(field, look):
    """Return the stretches of text that are marked in some way."""
    return [each.cursor.selectedText() for each in field.extraSelections() if look(each.format)]


def mentioned(field):
    return marked(field, lambda look: look.background().style() is not Qt.BrushStyle.NoBrush)


def misspelt(field):
    return marked(field, lambda look: look.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline)


# Mentions.


async def test_somebody_is_mentioned_by_keyboard_alone(office, window, field):
    write(field, "Ask @bru")
    assert rows_of(window, "People to mention")[0].startswith("Bruno Costa, Escalations")
    QTest.keyClick(field, ENTER)
    write(field, "and @")
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert field.toPlainText() == "Ask @Bruno Costa and @Chen Wei "
    assert mentioned(field) == ["@Bruno Costa", "@Chen Wei"]
    assert field.hasFocus()
    QTest.keyClick(field, ENTER)
    assert await sent_mentions(office) == [("Ask @Bruno Costa and @Chen Wei", (BRUNO.id, CHEN.id))]


async def test_somebody_is_mentioned_by_mouse_alone(window, composer, field):
    write(field, "Ask")
    click(composer, "Mention someone")
    assert field.toPlainText() == "Ask @"
    click_row(window, "People to mention", "Elif Yılmaz")
    assert field.toPlainText() == "Ask @Elif Yılmaz "
    assert not shows(window, "People to mention")
    assert field.hasFocus()


async def test_esc_puts_the_list_away_before_anything_else(window, composer, model, field):
    row = next(r for r in (await model._client.latest(refund().id)).rows if r.seq == 9)
    model.answer(row.id)
    await until(lambda: shows(composer, "Cancel reply"))
    write(field, "@a")
    assert shows(window, "People to mention")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not shows(window, "People to mention")
    assert shows(composer, "Cancel reply")
    write(field, "n")
    assert not shows(window, "People to mention")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not shows(composer, "Cancel reply")


async def test_the_list_stays_while_others_write_and_goes_when_the_text_is_another(
    office, window, composer, model, field
):
    write(field, "Ask @")
    QTest.keyClick(field, Qt.Key.Key_Down)
    chosen = model.aids.completion.current
    read = []
    model.text_replaced.connect(read.append)
    story = refund()
    story.say(BRUNO, "2026-03-05 14:41", "Anybody there?")
    await office.hears(story)
    await until(lambda: read)
    assert shows(window, "People to mention")
    assert model.aids.completion.current == chosen
    model.bring_back(refund().id, "Before:")
    assert not shows(window, "People to mention")


async def test_the_list_goes_with_the_keyboard_and_with_the_caret(window, composer, field):
    write(field, "x @a")
    QTest.keyClick(field, Qt.Key.Key_Home)
    assert not shows(window, "People to mention")
    QTest.keyClick(field, Qt.Key.Key_End)
    write(field, "n")
    assert shows(window, "People to mention")
    find(composer, "Send message").setFocus()
    assert not shows(window, "People to mention")


async def test_a_letter_taken_from_a_mention_dissolves_it_and_undo_brings_it_back(office, field):
    write(field, "@ana")
    QTest.keyClick(field, ENTER)
    write(field, "hi")
    for _ in range(5):
        QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.toPlainText() == "@Ana Ribero hi"
    assert mentioned(field) == []
    field.undo()
    assert mentioned(field) == ["@Ana Ribeiro"]
    field.undo()
    field.undo()
    assert field.toPlainText() == "@ana"
    field.redo()
    assert mentioned(field) == ["@Ana Ribeiro"]


async def test_a_mention_is_there_again_with_the_draft(office, model, field, composer):
    write(field, "@far")
    QTest.keyClick(field, ENTER)
    await model.finish()
    again = ComposerModel(office.client, office.background, office.clock)
    again.show_chat(refund().id)
    await until(lambda: again.absent)
    assert [person.id for person in again.absent] == [FARID.id]
    again.send()
    assert await sent_mentions(office) == [("@Farid Haddad", (FARID.id,))]
    await again.finish()


async def test_whom_a_changed_message_mentions_follows_its_words(office, field):
    await office.client.send(refund().id, "@Ana Ribeiro and @Bruno Costa", mentions=(ANA.id, BRUNO.id))
    QTest.keyClick(field, Qt.Key.Key_Up)
    await until(field.toPlainText)
    assert mentioned(field) == ["@Ana Ribeiro", "@Bruno Costa"]
    field.selectAll()
    write(field, "@Bruno Costa and @eli")
    QTest.keyClick(field, ENTER)
    QTest.keyClick(field, ENTER)
    await until(lambda: not field.toPlainText())

    for _ in range(500):
        body = (await office.client.latest(refund().id)).rows[-1].body
        if body.mentions == (BRUNO.id, ELIF.id):
            break
        await asyncio.sleep(0.01)
    assert (body.text, body.mentions) == ("@Bruno Costa and @Elif Yılmaz", (BRUNO.id, ELIF.id))


async def test_of_people_called_alike_the_one_who_was_chosen_is_mentioned(office, window, model, field):
    await office.meets(*TEAM, user(30, "ana.r2", "Ana Ribeiro", "Night shift"))
    await until(lambda: len(model.aids.roster.people) == len(TEAM) + 1)
    write(field, "@ana")
    near, _, far = rows_of(window, "People to mention")
    assert near.startswith("Ana Ribeiro, ana.ribeiro, Billing")
    assert far.startswith("Ana Ribeiro, ana.r2, Night shift")
    click_row(window, "People to mention", "ana.r2")
    QTest.keyClick(field, ENTER)
    ((text, mentions),) = await sent_mentions(office)
    assert text == "@Ana Ribeiro (ana.r2)"
    assert mentions == (user(30, "", "", "").id,)


async def test_who_is_not_in_the_chat_is_said_and_can_be_added(office, composer, model, field):
    asked = []
    model.adding_wanted.connect(asked.append)
    write(field, "@far")
    QTest.keyClick(field, ENTER)
    notice = find(composer, "Not in this chat")
    assert notice.accessibleDescription() == "Farid is not in this chat and will not see this."
    assert notice.text() == f"{isolated('Farid')} is not in this chat and will not see this."
    click(composer, "Add Farid…")
    assert asked == [(FARID.id,)]
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not find(composer, "Add Farid…").isEnabled())
    assert "connection" in find(composer, "Add Farid…").toolTip()
    story = refund()
    story.add(ANA, "2026-03-05 14:40", FARID, with_history=True)
    await office.hears(story)
    await until(lambda: not shows(composer, "Not in this chat"))


async def test_add_leads_to_the_dialog_with_who_was_mentioned(office, theme):
    async with shown(office, theme) as made:
        field = find(made, "Message")
        await until(lambda: len(made._workspace.composer.aids.roster.people) == len(TEAM))
        write(field, "@far")
        QTest.keyClick(field, ENTER)
        click(made, "Add Farid…")
        await until(lambda: made.findChildren(EditParticipantsDialog))
        dialog = made.findChildren(EditParticipantsDialog)[0]
        await until(lambda: shows(dialog, "Add Farid"))
        assert shows(dialog, "Remove Farid Haddad")
        dialog.reject()


async def test_somebody_is_mentioned_from_elsewhere(composer, model, field):
    write(field, "Ask")
    composer.mention(next(each for each in model.aids.roster.people if each.id == ANA.id))
    write(field, "why")
    assert field.toPlainText() == "Ask @Ana Ribeiro why"
    assert mentioned(field) == ["@Ana Ribeiro"]
    field.setTextCursor(field.cursor_over(4, 16))
    click(composer, "Mention someone")
    assert field.toPlainText() == "Ask @ why"


async def test_the_list_is_told_to_screen_readers(window, composer, field, monkeypatch):
    told = []
    monkeypatch.setattr(
        completion.QAccessible, "updateAccessibility", lambda event: told.append(event.message())
    )
    write(field, "@")
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert [words.split(",")[0] for words in told] == ["Ana Ribeiro", "Bruno Costa"]
    view = find(window, "People to mention")
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("Bruno Costa, Escalations")


async def test_nothing_is_chosen_while_an_input_method_composes(office, window, field):
    write(field, "@an")
    QApplication.sendEvent(field, QInputMethodEvent("に", []))
    QTest.keyClick(field, ENTER)
    assert "Ana Ribeiro" not in field.toPlainText()
    assert office.client.connection.waiting == 0


# Emoji.


async def test_a_code_that_is_chosen_becomes_its_emoji(window, model, field):
    write(field, "Done :tad")
    assert any("party popper" in row for row in rows_of(window, "Emoji by their codes"))
    QTest.keyClick(field, ENTER)
    assert field.toPlainText() == "Done 🎉 "
    assert model.choices.choices.recent_emoji == ("🎉",)


async def test_a_code_that_is_typed_out_becomes_its_emoji_in_one_step(field):
    write(field, "Done :tada: at 10:30:45")
    assert field.toPlainText() == "Done 🎉 at 10:30:45"
    field.selectAll()
    write(field, "x :+1:")
    assert field.toPlainText() == "x 👍"
    field.undo()
    assert field.toPlainText() == "x :+1:"
    field.redo()
    assert field.toPlainText() == "x 👍"


@pytest.mark.parametrize("text", ["`:tada:`", "http://a:b:", "a:tada:", ":nothing_like_this:"])
async def test_no_code_is_read_within_code_words_and_addresses(field, text):
    write(field, text)
    assert field.toPlainText() == text


# Emphasis and Enter.


@pytest.mark.parametrize(
    ("key", "modifiers", "text"),
    [
        (Qt.Key.Key_B, CTRL, "one **two** 😀"),
        (Qt.Key.Key_I, CTRL, "one *two* 😀"),
        (Qt.Key.Key_X, CTRL | Qt.KeyboardModifier.ShiftModifier, "one ~~two~~ 😀"),
        (Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier, "one `two` 😀"),
    ],
)
async def test_what_is_selected_is_emphasised_and_undone_in_one_step(field, key, modifiers, text):
    field.insertPlainText("one two 😀")
    field.setTextCursor(field.cursor_over(4, 7))
    QTest.keyClick(field, key, modifiers)
    assert field.toPlainText() == text
    assert field.textCursor().selectedText() == "two"
    QTest.keyClick(field, key, modifiers)
    assert field.toPlainText() == "one two 😀"
    QTest.keyClick(field, key, modifiers)
    field.undo()
    assert field.toPlainText() == "one two 😀"


async def test_enter_begins_a_line_where_the_user_wants_that(office, composer, model, field):
    model.choices.choose(enter_sends=False)
    assert "Ctrl+Enter to send" in composer._hint.text()
    write(field, "one")
    QTest.keyClick(field, ENTER)
    write(field, "two")
    assert office.client.connection.waiting == 0
    QTest.keyClick(field, ENTER, CTRL)
    assert [text for text, _ in await sent_mentions(office)] == ["one\ntwo"]


async def menu_of(field, position=0):
    """Ask for the menu at a place of the text, with the mouse."""
    place = field.cursorRect(field.cursor_over(position, position)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, field.viewport().mapToGlobal(place))
    QApplication.sendEvent(field.viewport(), event)
    await until(lambda: field.findChildren(QMenu))
    return next(menu for menu in field.findChildren(QMenu) if menu.isVisible())


def action(menu, words):
    found = [each for each in menu.actions() if each.text().replace("&", "") == words]
    assert len(found) == 1, [each.text() for each in menu.actions()]
    return found[0]


async def test_the_menu_opens_where_the_clipboard_was_emptied(field):
    QGuiApplication.clipboard().clear()
    assert action(await menu_of(field), "Format")


async def test_the_menu_decides_how_enter_works(model, field):
    menu = await menu_of(field)
    enter = action(menu, "When Enter is pressed").menu()
    assert action(enter, "Send the message").isChecked()
    action(enter, "Begin a new line").trigger()
    menu.close()
    assert model.choices.choices.enter_sends is False
    QTest.keyClick(field, ENTER)
    assert field.toPlainText() == "\n"


# Spelling.


@pytest.fixture
def spelling(model):
    model.aids.spelling._languages = ("en_US",)
    return model.aids.spelling


async def test_a_word_is_marked_once_it_is_written_and_not_while(spelling, field):
    write(field, "I recieve")
    await until(lambda: "recieve" in spelling._known)
    assert misspelt(field) == []
    write(field, " `recieve` https://a.example/recieve @Ana Ribeiro Yilmaz. Costa.")
    assert misspelt(field) == ["recieve"]
    assert field.toPlainText().startswith("I recieve ")
    for _ in range(3):
        field.undo()
    assert "recieve" not in misspelt(field)[1:]


async def test_the_menu_corrects_a_word(spelling, field):
    write(field, "I recieve it. ")
    await until(lambda: misspelt(field) == ["recieve"])
    menu = await menu_of(field, 4)
    await until(lambda: any(each.text() == "receive" for each in menu.actions()))
    action(menu, "receive").trigger()
    menu.close()
    assert field.toPlainText() == "I receive it. "
    field.undo()
    assert field.toPlainText() == "I recieve it. "


async def test_the_menu_opens_by_keyboard_at_the_word_where_the_caret_is(spelling, field):
    write(field, "It wrod ")
    await until(lambda: misspelt(field) == ["wrod"])
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    await until(lambda: field.findChildren(QMenu))
    menu = next(each for each in field.findChildren(QMenu) if each.isVisible())
    action(menu, "Add to dictionary").trigger()
    menu.close()
    assert misspelt(field) == []


async def test_the_menu_takes_a_word_into_the_dictionary_and_switches_the_marks_off(spelling, model, field):
    write(field, "Our Northwid wrod ")
    await until(lambda: misspelt(field) == ["Northwid", "wrod"])
    menu = await menu_of(field, 6)
    action(menu, "Add to dictionary").trigger()
    menu.close()
    assert misspelt(field) == ["wrod"]
    menu = await menu_of(field)
    action(menu, "Check spelling").trigger()
    menu.close()
    assert misspelt(field) == []
    assert model.choices.choices.spell_check is False


# Pasting.


def clipboard(text, html=""):
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
    mime.setImageData(QApplication.primaryScreen().grabWindow(0).toImage())
    return mime


async def test_what_is_pasted_is_its_words_and_one_step_to_undo(field):
    write(field, "a ")
    field.insertFromMimeData(clipboard("b\r\nc\rd", "<b>b</b><img src='file:///etc/passwd'>"))
    assert field.toPlainText() == "a b\nc\nd"
    field.undo()
    assert field.toPlainText() == "a "
    field.redo()
    assert field.toPlainText() == "a b\nc\nd"


async def test_however_much_is_pasted_nothing_is_cut(composer, model, field):
    told = []
    model.warned.connect(told.append)
    field.insertFromMimeData(clipboard("many words " * 9_000))
    assert len(field.toPlainText()) == 99_000
    assert composer._counter.text() == f"{QLocale().toString(90_999)} characters too many"
    assert told == [composer._counter.text()]
    assert not find(composer, "Send message").isEnabled()
    field.undo()
    assert field.toPlainText() == ""


async def test_text_that_is_dropped_is_written_and_files_are_not(field):
    def drop(mime):
        buttons = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(2, 2), Qt.DropAction.CopyAction, mime, *buttons)
        QApplication.sendEvent(field.viewport(), enter)
        event = QDropEvent(
            QPointF(2, 2),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(field.viewport(), event)

    mime = QMimeData()
    mime.setUrls([QUrl("file:///etc/passwd")])
    drop(mime)
    assert field.toPlainText() == ""
    mime = QMimeData()
    mime.setText("dropped")
    mime.setHtml("<b>dropped</b>")
    drop(mime)
    assert field.toPlainText() == "dropped"


async def test_how_much_room_is_left_is_told_when_it_begins_to_matter(model, field):
    told = []
    model.warned.connect(told.append)
    field.insertPlainText("x" * 7_400)
    assert told == []
    field.insertPlainText("x" * 100)
    assert told == ["500 characters left"]
    field.insertPlainText("x" * 488)
    write(field, "xx")
    assert told[1:] == ["12 characters left", "10 characters left"]


async def test_the_tab_key_goes_through_the_composer(window, composer, field):
    write(field, "text")
    names = []
    for _ in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().accessibleName())
    assert names == ["Emoji", "Attach files", "Mention someone", "Send message"]
