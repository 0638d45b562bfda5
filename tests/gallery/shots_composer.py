"""The pictures of writing a message: what is proposed, who is not there, what is misspelt, how long it is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gallery.shots import lose_connection, scene
from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import CHEN
from tests.support.screen import click, find, press, type_into, until


def field(here: Stage):
    return find(here.window, "Message")


async def writes(here: Stage, text: str) -> None:
    type_into(here.window, "Message", text)
    await settled()


async def proposes_people(here: Stage) -> None:
    await writes(here, "Could you look at this, @")
    press(here.window, "Message", Qt.Key.Key_Down)


@scene("composer-mention-others")
async def composer_mention_others(here: Stage) -> None:
    await writes(here, "Could you look at this, @in")


@scene("composer-mentioned")
async def composer_mentioned(here: Stage) -> None:
    await writes(here, "@an")
    press(here.window, "Message", Qt.Key.Key_Tab)
    QTest.keyClicks(field(here), "can you ask @bru")
    press(here.window, "Message", Qt.Key.Key_Return)
    QTest.keyClicks(field(here), "about it?")
    await settled()


async def mentions_farid(here: Stage) -> None:
    await writes(here, "@far")
    press(here.window, "Message", Qt.Key.Key_Return)
    QTest.keyClicks(field(here), "you know this one best.")
    await settled()


@scene("composer-not-in-chat-offline")
async def composer_not_in_chat_offline(here: Stage) -> None:
    await composer_away(here)
    await lose_connection(here)


async def composer_away(here: Stage) -> None:
    await writes(here, "")
    for name in ("@far", "@gra", "@hir"):
        QTest.keyClicks(field(here), name)
        press(here.window, "Message", Qt.Key.Key_Return)
    await settled()


async def proposes_emoji(here: Stage) -> None:
    await here.workspace.emoji.prepare()
    await writes(here, "Well done :ta")


@scene("composer-emoji-picker")
async def composer_emoji_picker(here: Stage) -> None:
    await writes(here, "Thanks Elif, approving it now")
    click(here.window, "Emoji")
    await here.dialog()


@scene("composer-eight-lines")
async def composer_eight_lines(here: Stage) -> None:
    here.workspace.composer.edit(
        "\n".join(f"Line {number} of what there is to say." for number in range(1, 9))
    )
    show_model_text(here)


@scene("composer-scrolls")
async def composer_scrolls(here: Stage) -> None:
    here.workspace.composer.edit(
        "\n".join(f"Line {number} of what there is to say." for number in range(1, 31))
    )
    show_model_text(here)


@scene("composer-counter")
async def composer_counter(here: Stage) -> None:
    here.workspace.composer.edit("Everything that was said on the phone. " * 200)
    show_model_text(here)


@scene("composer-too-many")
async def composer_too_many(here: Stage) -> None:
    here.workspace.composer.edit("Everything that was said on the phone. " * 300)
    show_model_text(here)


async def answers_chen(here: Stage) -> None:
    row = next(row for row in here.workspace.timeline.window.rows if row.author == CHEN.id)
    here.workspace.composer.answer(row.id)
    await until(lambda: here.workspace.composer.reply is not None, "the answer")
    await writes(here, "Answering Chen")


@scene("composer-edit")
async def composer_edit(here: Stage) -> None:
    type_into(here.window, "Message", "")
    press(here.window, "Message", Qt.Key.Key_Up)
    await until(lambda: here.workspace.composer.rewording is not None, "the change")


@scene("composer-ctrl-enter")
async def composer_ctrl_enter(here: Stage) -> None:
    here.workspace.choices.choose(enter_sends=False)
    await writes(here, "Enter begins a new line here")


@scene("composer-misspelt")
async def composer_misspelt(here: Stage) -> None:
    await misspells(here)


@scene("composer-corrections")
async def composer_corrections(here: Stage) -> None:
    await misspells(here)
    spelling = here.workspace.composer.aids.spelling
    await until(lambda: spelling.suggestions("recieve"), "the suggestions")
    await opens_menu(here, field(here).toPlainText().index("recieve") + 2)
    await here.dialog()


async def misspells(here: Stage) -> None:
    """Write something of which two words are in no dictionary, and names and code that are not asked about."""
    text = "Ribeiro will recieve the refund tomorow, see `refnd_id` and https://desk.example.com/cses. "
    await writes(here, text)
    spelling = here.workspace.composer.aids.spelling
    await until(lambda: len(spelling.misspelt(text, frozenset({"ribeiro"}))) == 2, "the marks")
    await settled()


async def opens_menu(here: Stage, position: int) -> None:
    """Ask for the menu at a place of the text, with the mouse."""
    place = field(here).cursorRect(field(here).cursor_over(position, position)).center()
    viewport = field(here).viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)


@scene("composer-smallest", size=QSize(480, 480))
async def composer_smallest(here: Stage) -> None:
    await mentions_farid(here)
    QTest.keyClicks(field(here), " @")
    await settled()


for _name, _act in (
    ("mention", proposes_people),
    ("not-in-chat", mentions_farid),
    ("emoji-codes", proposes_emoji),
    ("reply", answers_chen),
):
    scene(f"composer-{_name}")(_act)
    window_scene(f"composer-{_name}-rtl", mirrored=True)(_act)
    window_scene(f"composer-{_name}-large", percent=130)(_act)


def show_model_text(here: Stage) -> None:
    """Let the field show what the model was given, with the caret at its end."""
    composer = here.workspace.composer
    composer.text_exchanged.emit(composer.text)
    field(here).moveCursor(QTextCursor.MoveOperation.End)
    field(here).setFocus()
