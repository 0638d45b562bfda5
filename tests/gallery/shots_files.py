"""The pictures of what messages carry: pictures and files in every state, on their way here and away, mixed with text, mirrored."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from desktop.core import outbox
from desktop.core.changes import ChangeSet
from desktop.core.values import Attachment, ConnectionState, Pasted, Transfer, TransferState
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.delete_dialog import DeleteMessageDialog, Fate
from desktop.viewmodels.background import Background
from sync_server.protocol.codes import ErrorCode
from tests.gallery.shots import SHOTS, scene
from tests.gallery.stage import Stage, stage
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, others
from tests.support.sent_files import Bytes, a_file, a_picture, blur_of, painted, png, small_of
from tests.support.story import Story

_MEGA = 1 << 20
_TALL = QSize(1280, 1500)
_SCREEN = QSize(1200, 750)


def screenshot() -> QImage:
    """Return what an agent's picture of a customer's page looks like."""
    picture = QImage(_SCREEN, QImage.Format.Format_RGB32)
    picture.fill(QColor("#F7F7F9"))
    painter = QPainter(picture)
    painter.fillRect(0, 0, 1200, 90, QColor("#1C2340"))
    painter.fillRect(60, 330, 1080, 140, QColor("#FCE4E2"))
    painter.setPen(QColor("#191C23"))
    font = QFont()
    font.setPixelSize(44)
    painter.setFont(font)
    for line, words in enumerate(("Transactions", "1 Mar 2026   Monthly plan", "3 Mar 2026   Renewal")):
        painter.drawText(QPointF(80, 200 + 120 * line), words)
    painter.end()
    return picture


def _thumbnail() -> bytes:
    smooth = Qt.TransformationMode.SmoothTransformation
    return png(screenshot().scaled(640, 440, Qt.AspectRatioMode.KeepAspectRatio, smooth))


class Carried:
    """What the messages of these pictures carry."""

    def __init__(self) -> None:
        self.small = _thumbnail()
        blur = blur_of(screenshot(), 8, 5)
        sunset = painted(QSize(640, 800), "#F2994A", "#EB5757", "#2D1E5F")
        self.sunset = png(sunset.scaled(360, 450))
        self.whole = a_picture(1, _SCREEN, thumbnail=self.small, blur=blur)
        self.loading = a_picture(2, _SCREEN, name="second.png")
        self.away = a_picture(3, _SCREEN, name="third.png")
        self.alone = a_picture(4, _SCREEN, thumbnail=self.small, blur=blur, name="fourth.png")
        self.blurred = a_picture(5, _SCREEN, thumbnail=self.small + b" ", blur=blur, name="fifth.png")
        self.high = a_picture(6, QSize(640, 800), thumbnail=self.sunset, blur=blur_of(sunset))
        self.broken = a_picture(7, _SCREEN, thumbnail=b"\x89PNG\r\n\x1a\nnothing", name="broken.png")
        self.failed = a_picture(8, _SCREEN, name="failed.png")
        self.line = a_picture(
            9, QSize(100_000, 1), thumbnail=png(painted(QSize(2000, 1), "#4656CC", "#BB2D28"))
        )
        self.ready = a_file(20, "charges-feb-mar.pdf", round(2.4 * _MEGA))
        self.coming = a_file(21, "charges-feb-mar.pdf", round(2.4 * _MEGA))
        self.saved = a_file(22, "credit-approvals-q1.xlsx", 86 << 10)
        self.refused = a_file(23, "export-logs.zip", 18 * _MEGA)
        self.paused = a_file(24, "recording-of-the-call.zip", 64 * _MEGA)
        self.queued = a_file(25, "goodwill-policy-v4.docx", 142 << 10)
        self.program = a_file(26, "remote-support-setup.exe", 18 * _MEGA)
        self.script = a_file(27, "rotate-keys.sh", 2 << 10)
        self.long = a_file(
            28, "a-name-that-is-so-long-that-it-has-to-be-cut-somewhere-in-its-middle.pdf", 900
        )
        self.unknown = a_file(29, "README", 4 << 10)


def _story(number: int, *says: tuple[object, str, tuple[Attachment, ...]]) -> Story:
    chat = Story(
        number, BRUNO, (DANA, CHEN, ELIF, ANA), moment="2026-03-05 08:00", subject="Refund #48213 – Northwind"
    )
    for minute, (author, text, attachments) in enumerate(says):
        chat.say(author, f"2026-03-05 10:{minute * 7:02}", text, attachments=attachments)
    chat.read_all(DANA)
    return chat


def states() -> Story:
    all_ = Carried()
    return _story(
        910,
        (
            ANA,
            "Image attachment, then one that is still loading and one not kept on this computer:",
            (all_.whole, all_.loading, all_.away),
        ),
        (
            ELIF,
            "File cards: ready, downloading, saved, failed.",
            (all_.ready, all_.coming, all_.saved, all_.refused),
        ),
        (
            BRUNO,
            "Paused, waiting, a program, a script:",
            (all_.paused, all_.queued, all_.program, all_.script),
        ),
        (CHEN, "Only blurred yet, broken, not fetched:", (all_.blurred, all_.broken, all_.failed)),
        (ANA, "", (all_.long, all_.unknown)),
    )


def single() -> Story:
    all_ = Carried()
    chat = _story(
        911,
        (BRUNO, "Both charges, same card, 41 seconds apart.", (all_.alone,)),
        (ANA, "", (all_.high,)),
        (ELIF, "", (all_.ready,)),
        (CHEN, "One line of 100,000 points:", (all_.line,)),
    )
    chat.say(ELIF, "2026-03-05 11:00", "That one.", reply_to=4)
    chat.react(3, "👍", DANA, ELIF)
    chat.read_all(DANA)
    return chat


def right_to_left() -> Story:
    all_ = Carried()
    return _story(
        912,
        (BRUNO, "שתי העסקאות מצורפות:", (all_.alone, all_.coming)),
        (ELIF, "", (all_.paused, all_.saved, a_file(30, "דוח-חיובים.pdf", 2_000_000))),
    )


def _with(chat: Callable[[], Story]) -> Callable[[], tuple[Story, ...]]:
    return lambda: (chat(), *others())


def _set(here: Stage) -> Bytes:
    """Let the bytes be where the pictures have them."""
    all_, bytes_ = Carried(), Bytes(here.desk)
    for one in (all_.whole, all_.alone):
        bytes_.have(small_of(one), all_.small)
    bytes_.have(small_of(all_.high), all_.sunset)
    bytes_.have(small_of(all_.broken), b"\x89PNG\r\n\x1a\nnothing")
    bytes_.have(small_of(all_.line), png(painted(QSize(2000, 1), "#4656CC", "#BB2D28")))
    bytes_.under_way(all_.loading, TransferState.RUNNING, done=140_000)
    bytes_.under_way(all_.coming, TransferState.RUNNING, done=round(1.5 * _MEGA))
    bytes_.under_way(all_.refused, TransferState.FAILED, reason="internal")
    bytes_.under_way(all_.failed, TransferState.FAILED, reason="attachment_damaged")
    bytes_.under_way(all_.paused, TransferState.PAUSED, done=30 * _MEGA)
    bytes_.under_way(all_.queued, TransferState.WAITING)
    bytes_.have(all_.saved.id)
    return bytes_


@scene("files-states", chat=None, stories=_with(states), size=_TALL)
async def files_states(here: Stage) -> None:
    _set(here)
    await here.opens(states())


@scene("files-offline", chat=None, stories=_with(states), size=_TALL, state=ConnectionState.OFFLINE)
async def files_offline(here: Stage) -> None:
    _set(here)
    await here.opens(states())


@scene("files-single", chat=None, stories=_with(single), size=QSize(1280, 1000))
async def files_single(here: Stage) -> None:
    _set(here)
    await here.opens(single())


@scene("files-narrow", chat=None, stories=_with(states), size=QSize(480, 1700))
async def files_narrow(here: Stage) -> None:
    _set(here)
    await here.opens(states())


@scene("files-menu", chat=None, stories=_with(single), size=QSize(1280, 1000))
async def files_menu(here: Stage) -> None:
    bytes_ = _set(here)
    bytes_.have(Carried().ready.id)
    await here.opens(single())
    view = here.window.conversation.timeline
    index = next(i for i, e in enumerate(view.column.entries) if e.files)
    area = view.row_area(index)
    place = view.column.entries[index].files[0]
    at = view.viewport().mapToGlobal(area.topLeft())
    view.row_actions.open_menu(view.column.entries[index].key, at, place=place.id)
    await here.dialog()


@scene("files-sending", chat=None, stories=_with(single), size=QSize(1280, 1000))
async def files_sending(here: Stage) -> None:
    """Files on their way up, with a text that need not wait for them."""
    client, chat = here.desk.client, single().id
    await here.opens(single())
    for name, data in (("march.png", png(screenshot())), ("call.pdf", b"%PDF-1.7\n" + b"." * 2_400_000)):
        await client.attach(chat, Pasted(name, data))
    await client.send(chat, "Both charges, and what the customer said.")
    rows = (await client.latest(chat)).rows
    picture, file = rows[-1].body.attachments
    transfers = {
        picture.id: (picture, TransferState.RUNNING, picture.size // 2),
        file.id: (file, TransferState.PAUSED, file.size // 3),
    }
    _say_uploads(here, transfers)
    model = here.workspace.timeline
    model._clock = lambda: NOW + 10_000  # it waits for some seconds
    model._rebuild()
    here.window.conversation.timeline.go_to_latest()


@scene("files-stuck", chat=None, stories=_with(single), size=QSize(1280, 800))
async def files_stuck(here: Stage) -> None:
    """A file that does not get to the server: its message is not sent, and every way on is at hand."""
    await _stuck(here)


@scene("files-stuck-narrow", chat=None, stories=_with(single), size=QSize(480, 800))
async def files_stuck_narrow(here: Stage) -> None:
    """The same without room for all of it on one line."""
    await _stuck(here)


async def _stuck(here: Stage) -> None:
    client, chat = here.desk.client, single().id
    await here.opens(single())
    await client.attach(chat, Pasted("call.pdf", b"%PDF-1.7\n" + b"." * 2_400_000))
    await client.send(chat, "What the customer said.")
    (file,) = (await client.latest(chat)).rows[-1].body.attachments
    reason = str(ErrorCode.QUOTA_EXCEEDED)
    await client._store(outbox.upload_failed, file.id, reason)
    _say_uploads(here, {file.id: (file, TransferState.FAILED, 0)}, reason)
    here.window.conversation.timeline.go_to_latest()


@scene("files-hover", chat=None, stories=_with(single), size=QSize(1280, 1000))
async def files_hover(here: Stage) -> None:
    bytes_ = _set(here)
    bytes_.under_way(Carried().ready, TransferState.RUNNING, done=round(1.5 * _MEGA))
    await here.opens(single())
    view = here.window.conversation.timeline
    index = next(i for i, e in enumerate(view.column.entries) if e.files)
    sign = view.column.row(index).hits[0].area.center() + QPointF(view.row_area(index).topLeft())
    nothing = Qt.MouseButton.NoButton
    over = QMouseEvent(QEvent.Type.MouseMove, sign, sign, nothing, nothing, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), over)


@scene("files-delete", chat=None, stories=_with(states), size=QSize(1280, 800))
async def files_delete(here: Stage) -> None:
    """A message of one's own with files: what becomes of them is said before it is deleted."""
    _set(here)
    await here.opens(states())
    DeleteMessageDialog(here.window._theme, here.window, fate=Fate.SENT, files=4).open()
    await here.dialog()


def _say_uploads(here: Stage, transfers: dict, reason: str = "") -> None:
    """Say how far uploads have come that would need a server to stand still there."""
    client = here.desk.client
    known = {
        id_: Transfer(id_, True, state, done, file.size, reason)
        for id_, (file, state, done) in transfers.items()
    }
    client.transfer = known.get  # type: ignore[method-assign]  # there is no server
    client._publish(ChangeSet(files=frozenset(known)))


async def _mirrored(theme: Theme, _background: Background) -> QPixmap:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        async with stage(theme, stories=_with(right_to_left), size=QSize(1280, 800)) as here:
            _set(here)
            await here.opens(right_to_left())
            return await here.picture()
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


SHOTS["files-right-to-left-mirrored"] = _mirrored
