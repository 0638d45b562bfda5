"""The pictures of the image viewer, of the files in the right panel, and of what is set about files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.values import Attachment, ConnectionState, TransferState
from desktop.ui.viewer.canvas import Canvas
from tests.gallery.shots import scene
from tests.gallery.shots_panel import mirrored
from tests.gallery.stage import Stage, settled
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, others
from tests.support.screen import click, find, press, type_into, until
from tests.support.sent_files import Bytes, a_file, a_picture, blur_of, png, small_of
from tests.support.story import Story

_DEMO = Path(__file__).parents[2] / "resources" / "demo"
_NARROW = QSize(720, 800)
_SMALLEST = QSize(480, 480)
_GIGA = 1 << 30


class Sent:
    """A picture that was sent, whose bytes are whatever lies in a file."""

    def __init__(self, number: int, file: str, name: str = "") -> None:
        self.data = (_DEMO / file).read_bytes()
        image = QImage.fromData(self.data)
        smooth = Qt.TransformationMode.SmoothTransformation
        self.small = png(image.scaled(320, 220, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        self.attachment: Attachment = a_picture(
            number,
            image.size(),
            name=name or file,
            data=self.data,
            thumbnail=self.small,
            blur=blur_of(image, 8, 5),
        )


def _pictures() -> tuple[Sent, ...]:
    return (
        Sent(61, "message-from-northwind.png"),
        Sent(62, "both-charges.png"),
        Sent(63, "failed-payments-per-hour.png"),
    )


def _chat() -> Story:
    mail, charges, chart = (one.attachment for one in _pictures())
    chat = Story(
        920, BRUNO, (ANA, ELIF, DANA, CHEN), moment="2026-02-24 09:58", subject="Refund #48213 – Northwind"
    )
    chat.say(ANA, "2026-02-27 10:00", "", attachments=[a_file(70, "goodwill-policy-v4.docx", 142 << 10)])
    chat.say(BRUNO, "2026-03-04 09:10", "", attachments=[a_file(71, "credit-approvals-q1.xlsx", 86 << 10)])
    chat.say(BRUNO, "2026-03-05 13:40", "This is what they wrote.", attachments=[mail])
    chat.say(ANA, "2026-03-05 13:47", "Both charges, same card, 41 seconds apart.", attachments=[charges])
    chat.say(CHEN, "2026-03-05 13:58", "And our side of it.", attachments=[chart])
    chat.say(
        ELIF, "2026-03-05 14:05", "", attachments=[a_file(72, "charges-feb-mar.pdf", round(2.4 * (1 << 20)))]
    )
    chat.read_all(DANA)
    return chat


def _designed() -> Story:
    """The conversation of the design, with what they sent each other."""
    pdf = a_file(72, "charges-feb-mar.pdf", round(2.4 * (1 << 20)))
    older = (
        a_file(70, "goodwill-policy-v4.docx", 142 << 10),
        a_file(71, "credit-approvals-q1.xlsx", 86 << 10),
    )
    people = (ANA, ELIF, DANA)
    chat = Story(922, BRUNO, people, moment="2026-02-24 09:58", subject="Refund #48213 – Northwind")
    chat.say(ANA, "2026-02-27 10:00", "The policy, and what we approved so far.", attachments=older)
    chat.add(ANA, "2026-03-03 10:12", CHEN, with_history=False)
    chat.say(
        ANA,
        "2026-03-05 13:47",
        "Both charges, same card, 41 seconds apart.",
        attachments=[_pictures()[1].attachment],
    )
    asked = chat.say(
        ELIF,
        "2026-03-05 14:05",
        "Can you approve the goodwill credit? Anything over €200 needs a lead.",
        attachments=[pdf],
    )
    approved = chat.say(
        DANA,
        "2026-03-05 14:11",
        "Approved, €250. Please add the approval number to the case before you reply.",
        reply_to=asked,
    )
    chat.react(approved, "🙏", ANA, ELIF)
    chat.say(BRUNO, "2026-03-05 14:18", "Refund is issued. Three to five working days on their side.")
    chat.read_all(DANA)
    chat.read_all(CHEN)
    return chat


def _many() -> Story:
    chat = Story(921, BRUNO, (ANA, DANA), moment="2026-02-24 09:58", subject="Exports of the night")
    endings = ("pdf", "csv", "zip", "txt", "xlsx", "log")
    for number in range(120):
        name = (
            f"export-{number + 1:03}-{('berlin', 'são-paulo', 'istanbul')[number % 3]}.{endings[number % 6]}"
        )
        day = f"2026-03-0{1 + number // 30} {8 + number % 12:02}:10"
        chat.say(
            (ANA, BRUNO)[number % 2],
            day,
            "",
            attachments=[a_file(1000 + number, name, 40_000 * (number + 1))],
        )
    chat.read_all(DANA)
    return chat


def _with(chat: Callable[[], Story]) -> Callable[[], tuple[Story, ...]]:
    return lambda: (chat(), *others())


def _here(here: Stage, *, whole: bool = True) -> Bytes:
    """Let the small copies be on this computer, and the pictures themselves if wanted."""
    computer = Bytes(here.desk)
    for one in _pictures():
        computer.have(small_of(one.attachment), one.small)
        if whole:
            computer.have(one.attachment.id, one.data)
    return computer


async def _viewer(here: Stage, at: int = 1, *, shown: bool = True) -> QWidget:
    """Open the viewer with one of the pictures."""
    await here.opens(_chat())
    wanted = _pictures()[at].attachment
    files = await here.desk.client.pictures_of(_chat().id)
    message = next(file.message for file in files if file.attachment.id == wanted.id)
    here.workspace.files.picture_opened.emit(_chat().id, message, wanted.id)
    viewer = await here.dialog()
    if shown:
        await until(lambda: find(viewer, "Copy image").isEnabled(), "the picture")
    await settled()
    return viewer


def _canvas(viewer: QWidget) -> Canvas:
    return viewer.findChild(Canvas)


@scene("viewer", chat=None, stories=_with(_chat))
async def viewer(here: Stage) -> None:
    _here(here)
    await _viewer(here)


@scene("viewer-zoomed", chat=None, stories=_with(_chat))
async def viewer_zoomed(here: Stage) -> None:
    _here(here)
    window = await _viewer(here)
    QTest.mouseDClick(_canvas(window), Qt.MouseButton.LeftButton, pos=_canvas(window).rect().center())
    click(window, "Zoom in")


@scene("viewer-squares", chat=None, stories=_with(_chat))
async def viewer_squares(here: Stage) -> None:
    """So large that its points are seen."""
    _here(here)
    canvas = _canvas(await _viewer(here))
    canvas.one_to_one(QPointF(200, 330))
    for _ in range(10):
        canvas.zoom_in()


@scene("viewer-rotated", chat=None, stories=_with(_chat))
async def viewer_rotated(here: Stage) -> None:
    _here(here)
    click(await _viewer(here), "Rotate right")


@scene("viewer-copied", chat=None, stories=_with(_chat))
async def viewer_copied(here: Stage) -> None:
    _here(here)
    click(await _viewer(here, 0), "Copy image")


@scene("viewer-loading", chat=None, stories=_with(_chat))
async def viewer_loading(here: Stage) -> None:
    computer = _here(here, whole=False)
    computer.under_way(_pictures()[1].attachment, TransferState.RUNNING, done=80_000)
    await _viewer(here, shown=False)


@scene("viewer-blurred", chat=None, stories=_with(_chat))
async def viewer_blurred(here: Stage) -> None:
    """Nothing of it is here yet but the few colours that came with the message."""
    Bytes(here.desk)
    await _viewer(here, shown=False)


@scene("viewer-failed", chat=None, stories=_with(_chat))
async def viewer_failed(here: Stage) -> None:
    computer = _here(here, whole=False)
    computer.under_way(_pictures()[1].attachment, TransferState.FAILED, reason="storage_full")
    await _viewer(here, shown=False)


@scene("viewer-offline", chat=None, stories=_with(_chat), state=ConnectionState.OFFLINE)
async def viewer_offline(here: Stage) -> None:
    _here(here, whole=False)
    await _viewer(here, shown=False)


@scene("viewer-broken", chat=None, stories=_with(_chat))
async def viewer_broken(here: Stage) -> None:
    computer = _here(here)
    computer.have(_pictures()[1].attachment.id, b"\x89PNG\r\n\x1a\nnothing")
    await _viewer(here, shown=False)


@scene("viewer-menu", chat=None, stories=_with(_chat))
async def viewer_menu(here: Stage) -> None:
    _here(here)
    window = await _viewer(here)
    press_menu(window)
    await settled()


def press_menu(window: QWidget) -> None:
    """Ask for the menu of what the viewer shows."""
    at = window.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, window.mapToGlobal(at))
    QApplication.sendEvent(window, event)


@scene("viewer-narrow", chat=None, stories=_with(_chat), size=_NARROW)
async def viewer_narrow(here: Stage) -> None:
    _here(here)
    await _viewer(here)


@scene("viewer-smallest", chat=None, stories=_with(_chat), size=_SMALLEST)
async def viewer_smallest(here: Stage) -> None:
    _here(here)
    await _viewer(here)


@mirrored("viewer-rtl", chat=None, stories=_with(_chat))
async def viewer_rtl(here: Stage) -> None:
    _here(here)
    await _viewer(here)


@scene("main-with-files", chat=None, stories=lambda: (_designed(), *others()))
async def main_with_files(here: Stage) -> None:
    _here(here)
    await here.opens(_designed())


# The files in the panel.


@scene("shared-files", chat=None, stories=_with(_chat))
async def shared_files(here: Stage) -> None:
    _here(here)
    await here.opens(_chat())


@scene("shared-files-states", chat=None, stories=_with(_chat), state=ConnectionState.OFFLINE)
async def shared_files_states(here: Stage) -> None:
    computer = _here(here)
    computer.under_way(
        a_file(72, "charges-feb-mar.pdf", round(2.4 * (1 << 20))), TransferState.FAILED, reason="disk_full"
    )
    computer.lose(_pictures()[2].attachment.id)
    await here.opens(_chat())


@scene("shared-files-all", chat=None, stories=_with(_many))
async def shared_files_all(here: Stage) -> None:
    Bytes(here.desk)
    await here.opens(_many())
    click(here.window, "Show all files")
    await until(here.workspace.shared_files.found.rowCount, "the files")
    find(here.window, "All files").setFocus(Qt.FocusReason.TabFocusReason)
    press(here.window, "All files", Qt.Key.Key_Down)


@scene("shared-files-found", chat=None, stories=_with(_many))
async def shared_files_found(here: Stage) -> None:
    Bytes(here.desk)
    await here.opens(_many())
    click(here.window, "Show all files")
    type_into(here.window, "Search files", "sao paulo csv")
    await until(lambda: 0 < here.workspace.shared_files.found.rowCount() < 50, "what was found")


@scene("shared-files-nothing-found", chat=None, stories=_with(_many))
async def shared_files_nothing_found(here: Stage) -> None:
    Bytes(here.desk)
    await here.opens(_many())
    click(here.window, "Show all files")
    type_into(here.window, "Search files", "xylophone")
    await until(lambda: here.workspace.shared_files.nothing, "nothing")


@scene("shared-files-menu", chat=None, stories=_with(_chat))
async def shared_files_menu(here: Stage) -> None:
    _here(here)
    await here.opens(_chat())
    find(here.window, "Shared files").setFocus(Qt.FocusReason.TabFocusReason)
    press_menu(find(here.window, "Shared files").viewport())
    await here.dialog()


@mirrored("shared-files-rtl", chat=None, stories=_with(_chat))
async def shared_files_rtl(here: Stage) -> None:
    _here(here)
    await here.opens(_chat())
