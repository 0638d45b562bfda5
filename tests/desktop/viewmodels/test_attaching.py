"""Files belong to the chat in which they were chosen, and none is lost or sent by mistake on its way into the draft."""

import asyncio
import random
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from desktop.core.errors import CacheError, FileError, FileTrouble
from desktop.core.values import ATTACHMENT_BYTES, ATTACHMENTS
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.offered import Clip
from desktop.viewmodels.tray import TileState
from tests.gallery.team import ANA, BRUNO, DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture
def other():
    chat = Story(2, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def office(tmp_path, other):
    async with desk(tmp_path / "cache", DANA, team=TEAM, stories=[refund(), other], now=NOW) as here:
        yield here


@pytest.fixture
async def composer(office, qapp):
    async with opened(office) as model:
        yield model


class opened:  # noqa: N801 - it reads as what it does
    """A composer in which the refund's chat is open, put away as the application does it."""

    def __init__(self, office):
        self.model = ComposerModel(office.client, office.background, office.clock)

    async def __aenter__(self):
        self.model.show_chat(refund().id)
        await until(lambda: self.model.placeholder == "Message Ana, Bruno, Chen and Elif")
        return self.model

    async def __aexit__(self, *_):
        await self.model.finish()
        self.model.deleteLater()


@pytest.fixture
def files(tmp_path):
    """Some files, by their names."""

    def made(*names: str, data: bytes = b"some bytes") -> list[Path]:
        paths = [tmp_path / name for name in names]
        for path in paths:
            path.write_bytes(data)
        return paths

    return made


@pytest.fixture
def held(office, monkeypatch):
    """Hold the copying of files until it is let go."""
    go, attach = asyncio.Event(), office.client.attach

    async def slowly(*arguments, **options):
        await go.wait()
        return await attach(*arguments, **options)

    monkeypatch.setattr(office.client, "attach", slowly)
    return go


def photo(path: Path, size: int = 900) -> Path:
    image = QImage(size, size * 2 // 3, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    assert image.save(str(path), "JPEG")
    return path


def told(model) -> list[str]:
    said: list[str] = []
    model.told.connect(lambda toast: said.append(toast.text))
    return said


def names(model) -> list[str]:
    return [tile.name for tile in model.files.tiles]


def ready(model) -> bool:
    return bool(model.files.tiles) and all(tile.state is TileState.READY for tile in model.files.tiles)


async def drafted(office, chat) -> list[str]:
    return [file.name for file in (await office.client.chat(chat)).draft_files]


async def sent(office, chat) -> list[tuple[str, list[str]]]:
    rows = [row for row in (await office.client.latest(chat)).rows if row.command is not None]
    return [(row.body.text, [file.name for file in row.body.attachments]) for row in rows]


async def test_files_are_attached_in_their_order_and_come_back_with_the_draft(office, composer, files):
    composer.files.attach(files("report.pdf", "b.csv", "a.txt"))
    assert names(composer) == ["report.pdf", "b.csv", "a.txt"], "to be seen from the first moment"
    assert composer.can_send
    await until(lambda: ready(composer))
    assert await drafted(office, refund().id) == ["report.pdf", "b.csv", "a.txt"]
    async with opened(office) as another:
        await until(lambda: names(another) == ["report.pdf", "b.csv", "a.txt"])
        assert another.can_send


async def test_a_message_of_files_alone_is_sent_and_the_tray_is_empty_at_once(office, composer, files):
    composer.files.attach(files("report.pdf"))
    await until(lambda: ready(composer))
    assert composer.send()
    assert composer.files.tiles == ()
    await until(lambda: office.client.connection.waiting_messages == 1)
    assert await sent(office, refund().id) == [("", ["report.pdf"])]
    assert await drafted(office, refund().id) == []
    assert not composer.can_send


async def test_a_message_waits_for_the_last_of_its_files(office, composer, files, held):
    composer.edit("Here they are")
    composer.files.attach(files("one.pdf", "two.pdf"))
    await until(lambda: len(composer.files.tiles) == 2)
    assert composer.send()
    assert composer.is_waiting_for_files
    assert composer.text == "Here they are", "it stands there until it goes"
    assert not composer.can_send
    held.set()
    await until(lambda: office.client.connection.waiting_messages == 1)
    assert composer.text == ""
    assert await sent(office, refund().id) == [("Here they are", ["one.pdf", "two.pdf"])]


async def test_a_message_that_waits_goes_though_another_chat_is_open(office, composer, files, held, other):
    composer.files.attach(files("one.pdf"))
    composer.send()
    composer.show_chat(other.id)
    composer.edit("something else")
    held.set()
    await until(lambda: office.client.connection.waiting_messages == 1)
    assert await sent(office, refund().id) == [("", ["one.pdf"])]
    assert await sent(office, other.id) == []
    assert composer.text == "something else"


async def test_writing_on_keeps_a_message_back_that_waits_and_so_does_esc(office, composer, files, held):
    composer.edit("Here")
    composer.files.attach(files("one.pdf"))
    composer.send()
    composer.edit("Here it")
    assert not composer.is_waiting_for_files
    composer.send()
    assert composer.cancel()
    held.set()
    await until(lambda: ready(composer))
    assert composer.text == "Here it"
    assert office.client.connection.waiting == 0


async def test_what_a_link_proposes_does_not_go_with_a_message_that_waits(office, composer, files, held):
    composer.edit("Mine")
    composer.files.attach(files("one.pdf"))
    composer.send()
    composer.propose(refund().id, "theirs")
    await until(lambda: composer.text == "Mine\ntheirs")
    assert not composer.is_waiting_for_files
    held.set()
    await until(lambda: ready(composer))
    assert office.client.connection.waiting == 0


async def test_what_comes_back_into_the_draft_does_not_go_with_a_message_that_waits(
    office, composer, files, held
):
    composer.edit("Mine")
    composer.files.attach(files("one.pdf"))
    composer.send()
    composer.bring_back(refund().id, "dropped before")
    held.set()
    await until(lambda: ready(composer))
    assert composer.text == "dropped before\nMine"
    assert office.client.connection.waiting == 0


async def test_a_file_lands_in_the_chat_it_was_dropped_on(office, composer, files, held, other):
    composer.files.attach(files("refund.pdf"))
    composer.show_chat(other.id)
    assert composer.files.tiles == ()
    held.set()
    await until(lambda: not composer.files._running)
    assert await drafted(office, refund().id) == ["refund.pdf"]
    assert await drafted(office, other.id) == []
    composer.show_chat(refund().id)
    await until(lambda: ready(composer) and names(composer) == ["refund.pdf"])


async def test_a_removed_file_is_had_back_by_undo(office, composer, files):
    toasts = []
    composer.told.connect(toasts.append)
    composer.files.attach(files("one.pdf", "two.pdf"))
    await until(lambda: ready(composer))
    composer.files.remove(composer.files.tiles[0].key)
    assert names(composer) == ["two.pdf"]
    await until(lambda: toasts)
    assert await drafted(office, refund().id) == ["two.pdf"]
    toasts[0].act()
    await until(lambda: names(composer) == ["two.pdf", "one.pdf"])
    assert await drafted(office, refund().id) == ["two.pdf", "one.pdf"]


async def test_a_file_that_is_removed_while_it_is_copied_is_not_sent(office, composer, files, held):
    composer.edit("Without it")
    composer.files.attach(files("secret.pdf"))
    await until(lambda: composer.files._paper.tray.coming[0].is_copying)
    composer.files.remove(composer.files.tiles[0].key)
    assert composer.files.tiles == ()
    composer.send()
    assert await sent(office, refund().id) == [], "it may come into the draft for a moment"
    held.set()
    await until(lambda: office.client.connection.waiting_messages == 1)
    assert await sent(office, refund().id) == [("Without it", [])]
    assert await drafted(office, refund().id) == []


async def test_what_is_attached_after_a_message_was_sent_does_not_go_with_it(office, composer, files):
    composer.edit("Before")
    composer.send()
    composer.files.attach(files("after.pdf"))
    await until(lambda: office.client.connection.waiting_messages == 1 and ready(composer))
    assert await sent(office, refund().id) == [("Before", [])]
    assert names(composer) == await drafted(office, refund().id) == ["after.pdf"]


async def test_a_folder_and_a_file_that_is_too_large_are_refused_by_name(office, composer, tmp_path, files):
    folder, film = tmp_path / "Holidays", tmp_path / "film.mov"
    folder.mkdir()
    with film.open("wb") as file:
        file.truncate(ATTACHMENT_BYTES + 1)
    composer.files.attach([folder, film, *files("small.txt")])
    await until(lambda: names(composer) == ["small.txt"] and ready(composer))
    about_folder, about_film = composer.files.lines
    assert "Holidays" in about_folder
    assert "folder" in about_folder
    assert "film.mov" in about_film
    assert "100 MB" in about_film
    assert composer.can_send
    composer.files.dismiss()
    assert composer.files.lines == ()


async def test_more_files_than_a_message_can_have_are_counted_and_left_out(office, composer, files):
    composer.files.attach(files(*(f"{number}.txt" for number in range(12))))
    await until(lambda: ready(composer))
    assert len(composer.files.tiles) == 10
    assert "2" in composer.files.lines[0]
    composer.files.attach(files("one more.txt"))
    assert len(composer.files.tiles) == 10
    assert "1" in composer.files.lines[0]


async def test_a_file_that_cannot_be_read_keeps_the_message_and_can_be_tried_again(
    office, composer, tmp_path
):
    composer.edit("See the file")
    missing = tmp_path / "later.pdf"
    composer.files.attach([missing])
    composer.send()
    await until(lambda: composer.files.lines)
    assert composer.files.tiles[0].state is TileState.FAILED
    assert "later.pdf" in composer.files.lines[0]
    assert not composer.can_send, "it would go without the file"
    assert composer.text == "See the file"
    missing.write_bytes(b"now it is there")
    composer.files.retry(composer.files.tiles[0].key)
    await until(lambda: ready(composer))
    assert composer.can_send
    assert composer.files.lines == ()


async def test_a_full_disk_is_said_and_nothing_else_of_the_draft_is_lost(
    office, composer, files, monkeypatch
):
    attach = office.client.attach

    async def full(*_arguments, **_options):
        raise FileError(FileTrouble.DISK_FULL)

    composer.edit("Words")
    composer.files.attach(files("one.txt"))
    await until(lambda: ready(composer))
    monkeypatch.setattr(office.client, "attach", full)
    composer.files.attach(files("two.txt"))
    await until(lambda: composer.files.lines)
    assert "Free some space" in composer.files.lines[0]
    assert [tile.state for tile in composer.files.tiles] == [TileState.READY, TileState.FAILED]
    monkeypatch.setattr(office.client, "attach", attach)
    composer.files.retry(composer.files.tiles[1].key)
    await until(lambda: ready(composer))
    assert composer.text == "Words"


async def test_an_image_is_encoded_beside_the_window_and_named_by_the_time(office, composer, monkeypatch):
    threads = []
    save = QImage.save

    def noted(image, *arguments):
        threads.append(threading.current_thread())
        return save(image, *arguments)

    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    monkeypatch.setattr(QImage, "save", noted)
    composer.files.attach([Clip(".png", image=image), Clip(".png", image=image)])
    await until(lambda: ready(composer))
    one, two = composer.files.tiles
    assert one.name.startswith("Pasted image 2026-03-05 at ")
    assert one.name.endswith(".png")
    assert two.name != one.name
    assert one.attachment.type == "image/png"
    assert (one.attachment.picture.width, one.attachment.picture.height) == (60, 40)
    assert threads
    assert threading.main_thread() not in threads


async def test_a_photo_goes_as_a_file_and_as_a_picture_again_while_its_original_is_there(
    office, composer, tmp_path
):
    path = photo(tmp_path / "photo.jpg")
    composer.files.attach([path])
    await until(lambda: ready(composer))
    assert composer.files.tiles[0].as_file is False
    assert composer.files.tiles[0].attachment.picture is not None
    composer.files.send_as_file(composer.files.tiles[0].key, as_file=True)
    await until(lambda: ready(composer) and composer.files.tiles[0].as_file)
    assert composer.files.tiles[0].attachment.picture is None
    assert composer.files.tiles[0].size == path.stat().st_size
    assert await drafted(office, refund().id) == ["photo.jpg"]


@pytest.mark.parametrize("others", [0, ATTACHMENTS - 1])
async def test_a_photo_that_cannot_go_otherwise_stays_as_it_was(
    office, composer, tmp_path, files, others, monkeypatch
):
    async def full(*_arguments, **_options):
        # Where there is room for no more, the draft does not hold the photo meanwhile, and that has been read.
        (paper,) = composer.written
        await until(lambda: not others or len(paper.tray.files) == others)
        raise FileError(FileTrouble.DISK_FULL)

    path = photo(tmp_path / "photo.jpg")
    composer.files.attach([*files(*(f"{number}.txt" for number in range(others))), path])
    await until(lambda: len(composer.files.tiles) == others + 1 and ready(composer))
    monkeypatch.setattr(office.client, "attach", full)
    shown = []
    composer.files.warned.connect(lambda _: shown.append(names(composer)[-1:]))
    composer.files.send_as_file(composer.files.tiles[-1].key, as_file=True)
    await until(lambda: composer.files.lines and ready(composer))
    assert "stays attached as it is" in composer.files.lines[0]
    assert shown[-1] == ["photo.jpg"], "it is there at once"
    assert await drafted(office, refund().id) == names(composer)


async def test_a_message_that_cannot_be_kept_has_its_words_and_files_again(
    office, composer, files, monkeypatch
):
    async def full(*_arguments, **_options):
        raise CacheError("the disk is full")

    composer.edit("Words")
    composer.files.attach(files("one.txt"))
    await until(lambda: ready(composer))
    monkeypatch.setattr(office.client, "send", full)
    assert composer.send()
    await until(lambda: composer.problem)
    assert (composer.text, names(composer)) == ("Words", ["one.txt"])
    assert await drafted(office, refund().id) == ["one.txt"]


async def test_nothing_is_attached_to_a_message_that_is_being_changed(office, composer, files):
    composer.edit("Mine")
    composer.send()
    await until(lambda: office.client.connection.waiting_messages == 1)
    composer.files.attach(files("draft.pdf"))
    await until(lambda: ready(composer))
    said = told(composer)
    composer.reword_last()
    await until(lambda: composer.rewording is not None)
    assert composer.files.tiles == (), "they are the draft's"
    assert not composer.files.can_attach
    composer.files.attach(files("no.pdf"))
    assert len(said) == 1
    composer.cancel()
    assert names(composer) == ["draft.pdf"]


async def test_the_text_of_a_message_with_files_may_become_empty(office, composer, files):
    composer.edit("Words")
    composer.files.attach(files("kept.pdf"))
    await until(lambda: ready(composer))
    composer.send()
    await until(lambda: office.client.connection.waiting_messages == 1)
    composer.reword_last()
    await until(lambda: composer.rewording is not None)
    composer.edit("")
    assert composer.problem == ""
    assert composer.send()
    await until(lambda: not composer._drafts._storing)
    assert await sent(office, refund().id) == [("", ["kept.pdf"])]


async def test_files_are_there_again_after_the_program_was_started_anew(tmp_path, files, qapp):
    folder = tmp_path / "kept"
    for beginning in (True, False):
        async with desk(folder, DANA, team=TEAM, stories=[refund()], now=NOW) as here, opened(here) as model:
            if beginning:
                model.files.attach(files("report.pdf"))
                continue
            await until(lambda: ready(model))
            assert names(model) == ["report.pdf"]
            data = await here.client.content(model.files.tiles[0].attachment.id)
            assert data == b"some bytes"


async def test_the_end_of_the_program_waits_for_what_is_being_attached(office, files, qapp):
    async with opened(office) as composer:
        composer.files.attach(files("last.pdf"))
    assert await drafted(office, refund().id) == ["last.pdf"]


async def test_a_file_that_never_comes_holds_up_the_end_for_a_while_only(
    office, files, held, qapp, monkeypatch
):
    monkeypatch.setattr("desktop.viewmodels.attaching.END_SECONDS", 0.05)
    async with opened(office) as composer:
        composer.files.attach(files("stuck.pdf"))
        running = set(composer.files._running)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    await office.background.finish()
    assert all(task.done() for task in running)
    assert await drafted(office, refund().id) == []


async def test_what_cannot_be_finished_counts_as_a_draft_that_would_be_lost(
    office, composer, files, held, monkeypatch
):
    composer.files.attach(files("stuck.pdf"))
    monkeypatch.setattr("desktop.viewmodels.attaching.END_SECONDS", 0.05)
    assert await composer.unkept() == (1, 0)
    held.set()
    await until(lambda: ready(composer))
    assert await composer.unkept() == (0, 0)


async def test_a_composer_on_a_cache_that_was_opened_anew_goes_on_with_its_files(
    office, composer, files, held
):
    composer.files.attach(files("carried.pdf"))
    papers = composer.written
    assert len(papers) == 1
    async with opened(office) as another:
        another.take_over(papers)
        assert names(another) == ["carried.pdf"]
        held.set()
        await until(lambda: ready(another))


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_done_in_whatever_order_each_file_is_where_its_user_wants_it(
    office, composer, files, other, monkeypatch, seed
):
    """Sent once if it was there when its message was sent, gone if it was removed, else in its chat's draft."""
    chance = random.Random(seed)  # noqa: S311 - a play of chance, the same each time
    attach = office.client.attach

    async def unevenly(*arguments, **options):
        for _ in range(chance.randrange(6)):
            await asyncio.sleep(0)
        return await attach(*arguments, **options)

    monkeypatch.setattr(office.client, "attach", unevenly)
    chats = (refund().id, other.id)
    wanted = {chat: set() for chat in chats}
    removed = set()
    for number in range(40):
        act = chance.choice(("attach", "attach", "remove", "send", "write", "go", "rest", "rest"))
        if act == "attach" and len(composer.files.tiles) < 10:
            composer.files.attach(files(f"{number}.txt"))
            wanted[composer.chat].add(f"{number}.txt")
        elif act == "remove" and composer.files.tiles:
            tile = chance.choice(composer.files.tiles)
            composer.files.remove(tile.key)
            wanted[composer.chat].discard(tile.name)
            removed.add(tile.name)
        elif act == "send":
            composer.send()
        elif act == "write":
            composer.edit(f"{composer.text}{number} ")
        elif act == "go":
            composer.show_chat(chance.choice(chats))
        else:
            await asyncio.sleep(0.001 * chance.randrange(4))
    await until(lambda: not composer.files._running and not composer._drafts._storing)
    for chat in chats:
        await each_is_where_it_should_be(office, chat, wanted[chat], removed)


async def each_is_where_it_should_be(office, chat, wanted, removed) -> None:
    in_messages = [name for _, names in await sent(office, chat) for name in names]
    assert sorted(in_messages + await drafted(office, chat)) == sorted(wanted)
    assert not removed & set(in_messages)
