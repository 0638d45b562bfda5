"""Where the bytes of a place are, what can be done with it then, and what becomes of what the user chose."""

import asyncio

import pytest
from msgspec import structs
from PySide6.QtCore import QSize

from desktop.core.errors import FileError, FileTrouble
from desktop.core.values import ConnectionState, Downloads, TransferState
from desktop.viewmodels.attached import Way, Whereabouts, places_of, size_told
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.file_actions import FileActions
from desktop.viewmodels.file_deeds import FileDeed, all_deeds, first_deed, way_deed
from desktop.viewmodels.files_shown import FilesShown
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.outside import Outside
from tests.gallery.team import DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.sent_files import Bytes, a_file, a_picture, painted, png, small_of

FILE = a_file(1, "charges.pdf")
PROGRAM = a_file(2, "setup.exe")
THUMBNAIL = png(painted(QSize(64, 44), "#00ff00", "#00ff00"))
PICTURE = a_picture(3, QSize(640, 440), thumbnail=THUMBNAIL)
ALONE = a_picture(4, QSize(64, 44))
ROOM = QSize(320, 220)


def place(attachment):
    pictures, files = places_of((attachment,), refund().id, "message")
    return (*pictures, *files)[0]


@pytest.fixture
async def office(tmp_path, qapp):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as here:
        yield here


@pytest.fixture
def here(office):
    return Bytes(office)


@pytest.fixture
def pictures(office):
    made = Pictures(office.client, office.background)
    yield made
    made.close()


@pytest.fixture
def shown(office, pictures):
    made = FilesShown(office.client, office.background, pictures)
    yield made
    made.close()


@pytest.fixture
def actions(office, pictures):
    made = FileActions(office.client, office.background, pictures)
    made.words = []
    made.told.connect(lambda toast: made.words.append((without_isolates(toast.text), toast)))
    yield made
    made.close()


async def test_a_file_is_where_its_transfer_says_or_here_or_to_be_fetched(shown, here):
    assert shown.way(place(FILE)) == Way(Whereabouts.READY)
    here.under_way(FILE, TransferState.RUNNING, done=7)
    assert shown.way(place(FILE)) == Way(Whereabouts.LOADING, 7)
    here.under_way(FILE, TransferState.FAILED, upload=True, reason="disk_full")
    failed = shown.way(place(FILE))
    assert (failed.state, failed.is_upload) == (Whereabouts.FAILED, True)
    assert "disk" in failed.reason
    here.have(FILE.id)
    assert shown.way(place(FILE)) == Way(Whereabouts.SAVED)


async def test_a_picture_is_as_far_as_what_it_is_shown_by(shown, here):
    assert shown.way(place(PICTURE)).state is Whereabouts.READY
    here.have(PICTURE.id)
    assert shown.way(place(PICTURE)).state is Whereabouts.SAVED
    here.lose(PICTURE.id)
    here.have(small_of(PICTURE), THUMBNAIL)
    assert shown.way(place(PICTURE)).state is Whereabouts.SAVED
    here.under_way(PICTURE, TransferState.RUNNING, done=7, upload=True)
    assert shown.way(place(PICTURE)) == Way(Whereabouts.LOADING, 7, is_upload=True)


async def test_offline_what_is_not_here_says_so_and_what_waits_to_come_does_too(shown, here, office):
    told = []
    shown.all_changed.connect(lambda: told.append(True))
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: told, "it is told")
    assert shown.way(place(FILE)).state is Whereabouts.NOT_HERE
    here.under_way(FILE, TransferState.WAITING)
    assert shown.way(place(FILE)).state is Whereabouts.NOT_HERE
    here.under_way(FILE, TransferState.WAITING, upload=True)
    assert shown.way(place(FILE)).state is Whereabouts.WAITING
    assert shown.image(place(PICTURE), ROOM) is None
    await asyncio.sleep(0)
    assert not here.asked


async def test_what_a_picture_is_shown_by_is_fetched_once_and_again_after_it_was_let_go(shown, here):
    for _ in range(3):
        shown.image(place(PICTURE), ROOM)
        await asyncio.sleep(0)
    assert here.asked == [("fetch", small_of(PICTURE))]
    here.have(small_of(PICTURE), THUMBNAIL)
    await asyncio.sleep(0.01)
    here.lose(small_of(PICTURE))
    await asyncio.sleep(0.01)
    shown.image(place(PICTURE), ROOM)
    await asyncio.sleep(0)
    assert len(here.asked) == 2


async def test_a_picture_that_is_here_needs_no_thumbnail(shown, here):
    here.have(PICTURE.id, THUMBNAIL)
    shown.image(place(PICTURE), ROOM)
    await until(lambda: shown.image(place(PICTURE), ROOM), "the image")
    assert not here.asked


async def test_a_picture_is_fetched_itself_where_its_thumbnail_cannot_be_had(shown, here):
    here.under_way(PICTURE, TransferState.FAILED, small=True, reason="attachment_not_found")
    assert shown.image(place(PICTURE), ROOM) is None
    await asyncio.sleep(0)
    assert here.asked == [("fetch", PICTURE.id)]
    here.under_way(PICTURE, TransferState.RUNNING, done=7)
    way = shown.way(place(PICTURE))
    assert way == Way(Whereabouts.LOADING, 7, stands_in=True)
    assert size_told(PICTURE.size) in place(PICTURE).told(way)
    here.have(PICTURE.id, THUMBNAIL)
    await until(lambda: shown.image(place(PICTURE), ROOM), "the image")
    assert shown.way(place(PICTURE)).state is Whereabouts.SAVED


async def test_where_there_is_no_room_for_a_thumbnail_its_picture_is_not_fetched(shown, here):
    here.under_way(PICTURE, TransferState.FAILED, small=True, reason="disk_full")
    shown.image(place(PICTURE), ROOM)
    await asyncio.sleep(0)
    assert not here.asked
    assert shown.way(place(PICTURE)).state is Whereabouts.FAILED


async def test_where_nothing_comes_by_itself_a_lost_thumbnail_brings_its_picture_with_a_click(
    shown, actions, here, office
):
    office.client.set_downloads(Downloads.NOTHING)
    here.under_way(PICTURE, TransferState.FAILED, small=True, reason="attachment_not_found")
    large = structs.replace(PICTURE, size=3 << 20)
    shown.image(place(large), ROOM)
    await asyncio.sleep(0)
    assert not here.asked
    actions.retry(place(large))
    await asyncio.sleep(0)
    assert ("fetch", PICTURE.id) in here.asked


async def test_a_picture_whose_thumbnail_does_not_go_up_says_so(shown, here):
    here.under_way(PICTURE, TransferState.FAILED, small=True, upload=True, reason="quota_exceeded")
    way = shown.way(place(PICTURE))
    assert (way.state, way.is_upload) == (Whereabouts.FAILED, True)


FETCHED = Way(Whereabouts.SAVED)
UPLOAD = Way(Whereabouts.LOADING, is_upload=True)


@pytest.mark.parametrize(
    ("attachment", "way", "click", "sign"),
    [
        (FILE, Way(), FileDeed.FETCH, FileDeed.FETCH),
        (FILE, Way(Whereabouts.WAITING), None, FileDeed.CANCEL),
        (FILE, Way(Whereabouts.LOADING), None, FileDeed.CANCEL),
        (FILE, Way(Whereabouts.PAUSED), FileDeed.RESUME, FileDeed.RESUME),
        (FILE, Way(Whereabouts.FAILED), FileDeed.RETRY, FileDeed.RETRY),
        (FILE, Way(Whereabouts.NOT_HERE), None, None),
        (FILE, FETCHED, FileDeed.OPEN, FileDeed.OPEN),
        (FILE, UPLOAD, None, FileDeed.REMOVE),
        (PROGRAM, Way(), FileDeed.SAVE, FileDeed.SAVE),
        (PROGRAM, FETCHED, FileDeed.SAVE, FileDeed.SAVE),
        (PICTURE, Way(), FileDeed.OPEN, FileDeed.OPEN),
        (PICTURE, FETCHED, FileDeed.OPEN, FileDeed.OPEN),
        (PICTURE, UPLOAD, FileDeed.OPEN, FileDeed.REMOVE),
        (PICTURE, Way(Whereabouts.BROKEN), None, None),
        (PICTURE, Way(Whereabouts.NOT_HERE), None, None),
        (PICTURE, Way(Whereabouts.FAILED), FileDeed.RETRY, FileDeed.RETRY),
    ],
)
def test_a_click_does_what_one_wants_first(attachment, way, click, sign):
    assert first_deed(place(attachment), way) is click
    assert way_deed(place(attachment), way) is sign


@pytest.mark.parametrize("state", Whereabouts)
@pytest.mark.parametrize("upload", [False, True])
def test_a_program_is_never_offered_to_be_opened(state, upload):
    way = Way(state, is_upload=upload)
    assert FileDeed.OPEN not in all_deeds(place(PROGRAM), way, was_saved=True)


async def test_a_program_is_never_opened_whoever_asks(actions, here):
    asked = []
    actions.saving_wanted.connect(asked.append)
    here.have(PROGRAM.id)
    actions.open(place(PROGRAM))
    assert [each.attachment for each in asked] == [PROGRAM]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("photo.exe", "image/png"), ("photo.png.lnk", "image/jpeg"), ("photo.svg", "image/svg+xml"), ("page", "text/html")],
)  # fmt: skip
async def test_a_program_with_the_looks_of_a_picture_is_a_file_that_is_only_saved(actions, here, name, kind):
    disguised = structs.replace(PICTURE, name=name, type=kind)
    pictures, (file,) = places_of((disguised,), refund().id, "message")
    assert not pictures
    assert file.only_saved
    here.have(disguised.id)
    asked, shown = [], []
    actions.saving_wanted.connect(asked.append)
    actions.picture_opened.connect(lambda *_: shown.append(disguised))
    actions.open(file)
    assert asked == [file]
    assert not shown
    assert not actions.can_be_opened(file)


async def test_what_is_not_here_is_fetched_and_then_saved(actions, here, office, tmp_path):
    saved = []

    async def save_file(attachment, path):
        saved.append((attachment, path))

    office.client.save_file = save_file
    actions.save(place(FILE), tmp_path / "mine.pdf")
    await until(lambda: here.asked == [("fetch", FILE.id)], "it is fetched")
    assert actions.words[0][0] == "“charges.pdf” is saved as soon as it has come."
    here.under_way(FILE, TransferState.RUNNING, done=5)
    await asyncio.sleep(0.01)
    assert not saved
    here.have(FILE.id)
    await until(lambda: saved, "it is saved")
    assert saved == [(FILE.id, tmp_path / "mine.pdf")]


async def test_what_was_to_be_saved_and_does_not_come_is_told(actions, here, tmp_path):
    actions.save(place(FILE), tmp_path / "mine.pdf")
    here.under_way(FILE, TransferState.FAILED, reason="attachment_not_found")
    await until(lambda: len(actions.words) == 2, "it is told")
    assert actions.words[1][0].startswith("This file is not available to you.")


async def test_a_full_disk_is_told_with_a_way_to_another_place(actions, here, office, tmp_path):
    async def save_file(_attachment, _path):
        raise FileError(FileTrouble.DISK_FULL)

    office.client.save_file = save_file
    here.have(FILE.id)
    actions.save(place(FILE), tmp_path / "mine.pdf")
    await until(lambda: actions.words, "it is told")
    words, toast = actions.words[0]
    assert words == "The disk is full. Free some space and save again."
    asked = []
    actions.saving_wanted.connect(asked.append)
    toast.act()
    assert asked


async def test_a_copy_that_turns_out_to_be_a_program_is_not_opened(actions, here, office):
    opened = []

    async def note(path):
        opened.append(path)
        return True

    async def open_copy(_attachment, _name):
        raise FileError(FileTrouble.UNSAFE)

    office.client.open_copy = open_copy
    actions.reach(Outside(note, note, note))
    here.have(FILE.id)
    actions.open(place(FILE))
    await until(lambda: actions.words, "it is told")
    assert not opened
    assert "could start a program" in actions.words[0][0]


async def test_a_picture_of_which_only_the_thumbnail_is_here_is_fetched_and_then_copied(actions, here):
    copied = []
    actions.copied.connect(copied.append)
    here.have(small_of(PICTURE), THUMBNAIL)
    actions.copy_image(place(PICTURE))
    await until(lambda: here.asked == [("fetch", PICTURE.id)], "it is fetched")
    assert not copied
    here.have(PICTURE.id, png(painted(QSize(640, 440), "#00ff00", "#00ff00")))
    await until(lambda: copied, "it is copied")
    assert copied[0].size() == QSize(640, 440)
    assert [words for words, _ in actions.words] == ["Image copied"]
