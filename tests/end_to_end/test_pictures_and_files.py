"""Pictures and files from one window to another: nothing moves when they come, they are saved and opened, and go with the message."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.core.values import ConnectionState, Pasted
from desktop.viewmodels.attached import Whereabouts
from desktop.viewmodels.outside import Outside
from tests.support.attachments import carrier, send_files
from tests.support.desktops import Seat
from tests.support.screen import click, rows_of, shows, until
from tests.support.sent_files import painted, png, png_that_claims
from tests.support.server import signed_in

PHOTO = png(painted(QSize(1600, 1000), "#00cc00", "#00cc00"))
REPORT = b"%PDF-1.7\n" + bytes(range(256)) * 8_000


async def online(*seats: Seat) -> None:
    for one in seats:
        await until(lambda one=one: one.client.connection.state is ConnectionState.ONLINE, "the connection")


def view_of(one: Seat):
    return one.window.conversation.timeline


def heights(one: Seat) -> list[tuple[str, int]]:
    column = view_of(one).column
    return [(entry.key, column.row(index).height) for index, entry in enumerate(column.entries)]


def places(one: Seat) -> dict[str, QPoint]:
    """Return where the middle of each picture and file is, by its name."""
    return {
        box.place.name: QPoint(0, y) + box.area.center().toPoint()
        for _, y, row in view_of(one).column.visible()
        for box in row.attached
    }


def colour(one: Seat, name: str) -> QColor:
    return view_of(one).viewport().grab().toImage().pixelColor(places(one)[name])


def click_on(one: Seat, name: str) -> None:
    QTest.mouseClick(view_of(one).viewport(), Qt.MouseButton.LeftButton, pos=places(one)[name])


async def test_a_picture_and_a_file_come_are_opened_saved_and_go(sits_down, tmp_path) -> None:
    dana, bruno = await sits_down("dana"), await sits_down("bruno")
    await online(dana, bruno)
    await dana.starts_chat("bru", subject="Both charges")
    await dana.writes("Here they are")
    await bruno.opens_chat("Both charges")
    await bruno.sees("Here they are")
    chat = dana.workspace.current
    await dana.client.attach(chat, Pasted("photo.png", PHOTO))
    await dana.client.attach(chat, Pasted("report.pdf", REPORT))
    message = await dana.client.send(chat, "")
    await until(lambda: len(places(bruno)) == 2, "the places at Bruno's")
    before = heights(bruno)

    await until(lambda: colour(bruno, "photo.png").green() > 180, "the picture at Bruno's")
    assert colour(bruno, "photo.png").red() < 40
    assert heights(bruno) == before
    assert any(
        "Dana: 2 files" in row.replace("\u2068", "").replace("\u2069", "")
        for row in rows_of(bruno.window, "Conversations")
    )

    opened = []

    async def noting(path: Path) -> bool:
        opened.append((path.name, path.read_bytes()))  # noqa: ASYNC240 - a small file
        return True

    async def nothing(_path: Path) -> bool:
        return True

    bruno.workspace.files.reach(Outside(noting, nothing, nothing))
    click_on(bruno, "report.pdf")
    file = next(entry.files[0] for entry in bruno.workspace.timeline.entries if entry.files)
    await until(lambda: bruno.client.is_here(file.id), "the file is here")
    assert heights(bruno) == before
    click_on(bruno, "report.pdf")
    await until(lambda: opened, "it is opened")
    assert opened == [("report.pdf", REPORT)]

    menu = view_of(bruno).row_actions.menu(message, place=file.id)
    next(action for action in menu.actions() if action.text() == "Save as…").trigger()
    await until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "the dialog")
    dialog = QApplication.activeModalWidget()
    dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.close()
    await bruno.sees("“mine.pdf” is saved.")
    assert (tmp_path / "mine.pdf").read_bytes() == REPORT

    await dana.client.delete(chat, message)
    await until(lambda: not places(bruno), "they are gone")
    await until(lambda: not bruno.client.is_here(file.id), "their bytes, too")


async def test_a_text_goes_before_a_file_that_cannot_and_that_is_taken_out_and_had_back(
    server, sits_down
) -> None:
    server.stop()
    server.start("--attachment-limit", "1M")
    dana, bruno = await sits_down("dana"), await sits_down("bruno")
    await online(dana, bruno)
    await dana.starts_chat("bru", subject="Both charges")
    await dana.writes("Here they are")
    await bruno.opens_chat("Both charges")
    chat, client = dana.workspace.current, dana.client
    attached = await client.attach(chat, Pasted("report.pdf", REPORT))
    await client.send(chat, "Look at page 2")
    await until(lambda: "report.pdf" in places(dana), "the file at Dana's")
    file = dana.workspace.timeline.entries[-1].files[0]
    shown = dana.workspace.timeline.files
    await until(lambda: shown.way(file).state is Whereabouts.FAILED, "the server does not take it")
    assert "larger than the server takes" in shown.way(file).reason
    await until(lambda: dana.workspace.timeline.entries[-1].note == "Not sent", "that it is not sent")
    assert "larger than the server takes" in dana.workspace.timeline.entries[-1].reason
    (line,) = await client.chat_summaries(frozenset({chat}))
    assert (line.refused, line.waiting) == (True, False)
    await until(lambda: client.connection.waiting == 0, "that nothing waits")
    choose(dana, "Send the text now")
    await bruno.sees("Look at page 2")
    assert not places(bruno)

    await until(lambda: dana.workspace.timeline.entries[-1].text == "", "the file stands alone")
    choose(dana, "Remove from message")
    await dana.sees("“report.pdf” was taken out of the message.")
    await until(lambda: not places(dana), "the message is gone with its only file")
    click(dana.window, "Undo")

    await until(lambda: shows(dana.window, "Remove report.pdf"), "it is attached again")
    details = await client.chat(chat)
    assert details is not None
    assert details.draft_files == (attached,)


@pytest.mark.qt_log_ignore("qt.gui.imageio", "QImage")
async def test_a_peer_who_lies_about_pictures_harms_nobody(server, sits_down) -> None:
    """A bomb as the thumbnail, a name that turns round, measures that are not true: each stays within its place."""
    dana = await sits_down("dana")
    await online(dana)
    bomb, line = png_that_claims(60_000, 60_000), png(painted(QSize(9_000, 1), "#00cc00", "#00cc00"))
    async with signed_in(server, "bruno") as bruno, carrier(server.url, bruno.token) as files:
        chat = await bruno.create_chat(dana.client.me.id, subject="Look")
        small = [await files.upload(each, kind="image/png") for each in (bomb, line)]
        pictures = [
            await files.upload(bomb, name="invoice\u202eexe.png\n", kind="image/png"),
            await files.upload(line, name="line.png", kind="image/png"),
        ]
        measures = ((1_200, 750), (100_000, 1))
        for picture, (width, height), thumbnail in zip(pictures, measures, small, strict=True):
            of_it = {key: thumbnail[key] for key in ("id", "size", "sha256")}
            picture["picture"] = {"width": width, "height": height, "blur": "AAAA" * 60, "thumbnail": of_it}
        await send_files(bruno, chat, *pictures, text="Look at this")
        await dana.opens_chat("Look")
        await until(lambda: len(places(dana)) == 2, "the places")
        before = heights(dana)
        entry = dana.workspace.timeline.entries[-1]
        shown = dana.workspace.timeline.files
        await until(lambda: shown.way(entry.pictures[0]).state is Whereabouts.BROKEN, "it is found out")
        await until(lambda: colour(dana, "line.png").green() > 180, "the line")
        assert heights(dana) == before
        assert entry.pictures[0].name.isprintable()
        await dana.writes("What is that?")


def choose(one: Seat, words: str) -> None:
    """Choose something from the menu of the newest row."""
    menu = view_of(one).row_actions.menu(one.workspace.timeline.entries[-1].key)
    next(action for action in menu.actions() if action.text() == words).trigger()
