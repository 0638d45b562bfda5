"""The pictures of talking: answers and emoji, changes that wait or were refused, what asks, and what is still to come."""

from PySide6.QtCore import QPoint, QSize, Qt

from desktop.core import outbox
from desktop.core.cache import commands
from desktop.core.changes import ChangeSet
from desktop.core.values import ConnectionState, MessageId
from desktop.viewmodels.timeline_entry import Action
from sync_server.protocol.codes import ErrorCode
from tests.gallery.shots import lose_connection, scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, others, refund
from tests.support.screen import find, press, type_into, until
from tests.support.story import Story

_LOWEST = QSize(480, 480)
MINUTE = 60_000


def answered() -> Story:
    """The chat of most pictures, with answers and emoji."""
    chat = refund()
    chat.react(4, "👍", DANA, ELIF)
    chat.react(4, "👀", ANA)
    chat.react(10, "🙏", ELIF, ANA, BRUNO)
    chat.react(10, "✅", DANA)
    chat.say(ELIF, "2026-03-05 14:32", "I’ll call the customer at 15:00", reply_to=14)
    chat.say(CHEN, "2026-03-05 14:33", "The old gateway key is switched off since yesterday.", reply_to=6)
    chat.say(BRUNO, "2026-03-05 14:35", "Thank you both, that closes it for Northwind.", reply_to=2)
    chat.react(17, "🎉", ANA, ELIF, CHEN)
    chat.read_all(DANA)
    chat.read_all(CHEN)
    return chat


def _with_answers() -> tuple[Story, ...]:
    return answered(), *others()


@scene("talk-answers", chat=answered, stories=_with_answers)
async def talk_answers(_here: Stage) -> None: ...


@scene("talk-answers-newcomer", me=CHEN, chat=answered, stories=lambda: (answered(),))
async def talk_answers_newcomer(_here: Stage) -> None: ...


@scene("talk-answering", chat=answered, stories=_with_answers)
async def talk_answering(here: Stage) -> None:
    here.workspace.composer.answer(message(here, 16))
    await until(lambda: here.workspace.composer.reply is not None, "the answer")
    type_into(here.window, "Message", "Then I can close the incident.")


@scene("talk-changing", chat=answered, stories=_with_answers)
async def talk_changing(here: Stage) -> None:
    type_into(here.window, "Message", "")
    press(here.window, "Message", Qt.Key.Key_Up)
    await until(lambda: here.workspace.composer.rewording is not None, "the change")


@scene("talk-waiting", chat=answered, stories=_with_answers)
async def talk_waiting(here: Stage) -> None:
    await lose_connection(here)
    client, chat = here.desk.client, answered().id
    await client.edit(chat, message(here, 10), "Approved, €250. Please add the approval number.")
    await client.delete(chat, message(here, 11))
    here.window.resize(1280, 1060)
    await client.react(chat, message(here, 17), "❤️", on=True)
    first = await client.send(chat, "Perfect, thank you.", reply_to=message(here, 17))
    await client.send(chat, "I’ll check the ledger tonight.", reply_to=first)


@scene("talk-refused", chat=answered, stories=_with_answers)
async def talk_refused(here: Stage) -> None:
    client, chat = here.desk.client, answered().id
    await client.edit(chat, message(here, 14), "Great work. Elif, could you phone them rather than write?")
    await refuse_last(here, ErrorCode.RATE_LIMITED)
    await client.delete(chat, message(here, 11))
    await refuse_last(here, ErrorCode.NOT_AUTHOR)
    await client.react(chat, message(here, 17), "❤️", on=True)
    await refuse_last(here, ErrorCode.TOO_MANY_REACTIONS)
    await client.send(chat, "Here is the wording legal agreed last week.")
    await refuse_last(here, ErrorCode.CHAT_NOT_FOUND)
    here.window.resize(1280, 1060)


@scene("talk-asking", chat=answered, stories=_with_answers)
async def talk_asking(here: Stage) -> None:
    await ask(here)


@scene("talk-asking-smallest", chat=answered, stories=_with_answers, size=_LOWEST)
async def talk_asking_smallest(here: Stage) -> None:
    await ask(here)


@scene("talk-marked-unread", chat=answered, stories=_with_answers)
async def talk_marked_unread(here: Stage) -> None:
    here.workspace.timeline.mark_unread(15)


@scene("talk-menu", chat=answered, stories=_with_answers)
async def talk_menu(here: Stage) -> None:
    view = here.window.conversation.timeline
    index = view.column.indexes[message(here, 14)]
    view.focus_row(index)
    corner = view.row_area(index).topLeft() + QPoint(90, 24)
    view.row_actions.open_menu(message(here, 14), view.viewport().mapToGlobal(corner))
    await here.dialog()


@scene("talk-reactions", chat=answered, stories=_with_answers)
async def talk_reactions(here: Stage) -> None:
    here.window.conversation.timeline.row_actions.perform(Action.REACT, message(here, 10))
    await here.dialog()


@scene("talk-delete", chat=answered, stories=_with_answers)
async def talk_delete(here: Stage) -> None:
    view = here.window.conversation.timeline
    view.focus_row(view.column.indexes[message(here, 14)])
    press(here.window, "Messages", Qt.Key.Key_Delete)
    await here.dialog()


@scene("talk-went-to", chat=answered, stories=_with_answers)
async def talk_went_to(here: Stage) -> None:
    here.workspace.timeline.look_for(6)


def _long() -> Story:
    chat = Story(1, BRUNO, (ANA, DANA), moment="2026-03-04 08:00", subject="Billing migration")
    for number in range(1_300):
        chat.say((BRUNO, ANA)[number // 3 % 2], "2026-03-04 09:00", f"Account {10_000 + number} is migrated.")
    return chat


@scene("talk-still-coming", chat=None, stories=others)
async def talk_still_coming(here: Stage) -> None:
    await open_long(here)


@scene("talk-not-here", chat=None, stories=others, state=ConnectionState.OFFLINE)
async def talk_not_here(here: Stage) -> None:
    await open_long(here)


async def open_long(here: Stage) -> None:
    """Open a chat of which only the newest rows are on this computer."""
    story = _long()
    await here.desk.client.apply(story.snapshot(DANA, rows=60))
    await here.opens(story)


def message(here: Stage, seq: int) -> MessageId:
    """Return the message at a place of the open chat."""
    return next(row.id for row in here.workspace.timeline.window.rows if row.seq == seq)


async def ask(here: Stage) -> None:
    """Let something have waited for long."""
    client = here.desk.client
    clock, client._clock = client._clock, lambda: NOW - 40 * MINUTE
    await client.send(answered().id, "Shall we tell Northwind before or after the call?")
    client._clock = clock
    story = answered()
    for minute, text in ((37, "Called them."), (39, "They are happy with the credit.")):
        story.say(ELIF, f"2026-03-05 14:{minute}", text)
    story.read_all(DANA)
    await here.desk.hears(story)
    command = (await client.latest(story.id)).rows[-1].command
    assert command is not None
    await client._database.write(outbox.hold, (command,))
    told = frozenset({story.id})
    row = (await client.latest(story.id)).rows[-1]
    client.feed.publish(ChangeSet(chats=told, timelines=told, messages=frozenset({row.id}), outbox=True))
    await settled()
    here.workspace.timeline.jump_to_latest()
    find(here.window, "Messages")


async def refuse_last(here: Stage, code: ErrorCode) -> None:
    """Let the server have said no to what was stored last."""
    client = here.desk.client
    pending = await client._database.read(commands.of_chats, (answered().id,))
    written = await client._database.write(outbox.refused, max(each.number for each in pending), code)
    client.feed.publish(written.changes)
    await settled()
