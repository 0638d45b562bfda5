"""The pictures of what one does among messages: the bar of actions, who has read and who can, where one stopped, and going there."""

from msgspec import structs
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest

from desktop.core.values import FOR_EVER
from desktop.viewmodels.timeline_entry import Action
from sync_server.protocol.frames import Directory, ReadPositions
from sync_server.protocol.nouns import User
from tests.gallery.shots import lose_connection, scene
from tests.gallery.stage import Stage, settled
from tests.gallery.talk_shots import answered, message
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, others
from tests.support.screen import until
from tests.support.story import Story

_SHORT = QSize(1280, 560)


def _stories() -> tuple[Story, ...]:
    return _ticked(), *others()


def _ticked() -> Story:
    """The chat of most pictures, with messages of the user that have come to different lengths."""
    chat = answered()
    chat.say(DANA, "2026-03-05 14:36", "Everybody has read this one.")
    chat.say(DANA, "2026-03-05 14:37", "Ana and Bruno have read this one, the others not yet.", reply_to=10)
    chat.say(DANA, "2026-03-05 14:38", "And this one has just arrived.")
    chat.read_all(DANA)
    return chat


async def _read(here: Stage) -> None:
    """Let the others have read as far as the messages say."""
    reached = {ANA.id: 19, BRUNO.id: 19, CHEN.id: 18, ELIF.id: 18}
    await here.desk.client.apply(ReadPositions(_ticked().id, reached))
    await settled()


def _point(here: Stage, seq: int, x: int = 120) -> QPoint:
    view = here.window.conversation.timeline
    area = view.row_area(view.column.indexes[message(here, seq)])
    return QPoint(x, area.bottom() - 12)


def _hover(here: Stage, seq: int) -> None:
    QTest.mouseMove(here.window.conversation.timeline.viewport(), _point(here, seq))


@scene("timeline-ticks", chat=_ticked, stories=_stories)
async def timeline_ticks(here: Stage) -> None:
    await _read(here)


@scene("timeline-hover", chat=_ticked, stories=_stories)
async def timeline_hover(here: Stage) -> None:
    await _read(here)
    _hover(here, 20)


@scene("timeline-hover-other", chat=_ticked, stories=_stories)
async def timeline_hover_other(here: Stage) -> None:
    _hover(here, 17)


@scene("timeline-focus", chat=_ticked, stories=_stories)
async def timeline_focus(here: Stage) -> None:
    view = here.window.conversation.timeline
    view.setFocus()
    view.focus_row(view.column.indexes[message(here, 16)])
    QTest.keyClick(view, Qt.Key.Key_Right)


@scene("timeline-right-to-left", chat=_ticked, stories=_stories)
async def timeline_right_to_left(here: Stage) -> None:
    here.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    await _read(here)
    view = here.window.conversation.timeline
    view.setFocus()
    view.focus_row(view.column.indexes[message(here, 16)])


@scene("timeline-audience", chat=_ticked, stories=_stories)
async def timeline_audience(here: Stage) -> None:
    await _read(here)
    here.window.conversation.timeline.row_actions.perform(Action.AUDIENCE, message(here, 14))
    await here.dialog()


@scene("timeline-audience-offline", chat=_ticked, stories=_stories)
async def timeline_audience_offline(here: Stage) -> None:
    await _read(here)
    await lose_connection(here)
    here.window.conversation.timeline.row_actions.perform(Action.AUDIENCE, message(here, 16))
    await here.dialog()


async def _hides(here: Stage, user: User) -> None:
    """Let somebody no longer show what they have read."""
    row = structs.replace(user, reads_from=FOR_EVER, revision=user.revision + 1_000)
    await here.desk.client.apply(Directory((row,), row.revision))
    await settled()


@scene("timeline-audience-not-shown", chat=_ticked, stories=_stories)
async def timeline_audience_not_shown(here: Stage) -> None:
    await _read(here)
    await _hides(here, BRUNO)
    here.window.conversation.timeline.row_actions.perform(Action.AUDIENCE, message(here, 18))
    await here.dialog()


@scene("timeline-audience-none-shown", chat=_ticked, stories=_stories)
async def timeline_audience_none_shown(here: Stage) -> None:
    """The user does not show what they have read."""
    await _read(here)
    await _hides(here, DANA)
    here.window.conversation.timeline.row_actions.perform(Action.AUDIENCE, message(here, 18))
    await here.dialog()


@scene("timeline-audience-right-to-left", chat=_ticked, stories=_stories)
async def timeline_audience_right_to_left(here: Stage) -> None:
    here.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    await _read(here)
    here.window.conversation.timeline.row_actions.perform(Action.AUDIENCE, message(here, 16))
    await here.dialog()


@scene("timeline-came-meanwhile", chat=_ticked, stories=_stories, size=_SHORT)
async def timeline_came_meanwhile(here: Stage) -> None:
    """Messages came while another window was in front: the line stands before the first of them, and it stays in sight."""
    view = here.window.conversation.timeline
    here.workspace.timeline.attend(attended=False)
    view.sight.is_looked_at = lambda: False  # type: ignore[method-assign]
    later = _ticked()
    for minute in range(39, 59):
        later.say(
            (ELIF, BRUNO)[minute % 2], f"2026-03-05 14:{minute}", "One more thing about Northwind, for later."
        )
    later.read_until(DANA, 21)
    await here.desk.hears(later)
    await until(lambda: "unread" in view.column.indexes, "the line")
