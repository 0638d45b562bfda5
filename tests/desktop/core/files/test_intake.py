"""What is attached is copied at once, as it will be sent; what cannot be attached leaves nothing behind."""

import hashlib
import itertools
import os
import socket
import tracemalloc
from pathlib import Path

import msgspec
import pytest
import uuid_utils
from PIL import Image

from desktop.core.errors import ErrorCode, FileError, FileTrouble, InvalidInputError
from desktop.core.files import opening
from desktop.core.files.intake import take_in
from desktop.core.values import ATTACHMENT_BYTES, Attachment, Pasted
from tests.desktop.core.files.photographs import SECRETS, gif_of, photograph, png_that_claims, scene

POSIX = pytest.mark.skipif(os.name != "posix", reason="files of this kind are not there elsewhere")


def new_id() -> str:
    return str(uuid_utils.uuid7())


def content(taken) -> bytes:
    return opening.read(taken.file, taken.attachment.size, taken.attachment.sha256)


@pytest.fixture
def files(tmp_path):
    return tmp_path / "files"


def refused(source, files, **how) -> object:
    """Why it was not taken in; asserts that nothing is left of it."""
    before = set(files.glob("*"))
    with pytest.raises((FileError, InvalidInputError)) as failed:
        take_in(source, files, new_id, **how)
    assert set(files.glob("*")) == before
    return failed.value.trouble if isinstance(failed.value, FileError) else failed.value.code


def test_a_file_is_copied_sealed_and_told_as_its_message_will_carry_it(tmp_path, files):
    source = tmp_path / "report\u202e.pdf"
    data = b"%PDF-1.7 " + os.urandom(3_000_000)
    source.write_bytes(data)
    taken = take_in(source, files, new_id)
    source.write_bytes(b"something else")
    told = taken.attachment
    assert (told.name, told.type, told.size, told.picture) == (
        "report.pdf",
        "application/pdf",
        len(data),
        None,
    )
    assert told.sha256 == hashlib.sha256(data).hexdigest()
    assert content(taken) == data
    assert taken.thumbnail is None
    assert taken.file.attachment == told.id
    assert list(files.iterdir()) == [taken.file.path]
    assert source.read_bytes() == b"something else"


@pytest.mark.parametrize("data", [b"", b"x"])
def test_the_smallest_files_can_be_attached(files, data):
    taken = take_in(Pasted("notes.txt", data), files, new_id)
    assert content(taken) == data
    assert taken.attachment.type == "text/plain"


def test_a_photograph_is_sent_without_its_place_and_with_a_thumbnail(tmp_path, files):
    source = tmp_path / "IMG_1.jpg"
    source.write_bytes(photograph("JPEG", scene(2000, 1500), orientation=6))
    taken = take_in(source, files, new_id)
    told = taken.attachment.picture
    assert (told.width, told.height) == (1500, 2000)
    assert told.blur
    assert not any(secret in content(taken) for secret in SECRETS)
    thumbnail = opening.read(taken.thumbnail, told.thumbnail.size, told.thumbnail.sha256)
    assert not any(secret in thumbnail for secret in SECRETS)
    assert taken.thumbnail.attachment == told.thumbnail.id != taken.attachment.id
    assert len(list(files.iterdir())) == 2
    # As the server will read it:
    assert msgspec.json.decode(msgspec.json.encode(taken.attachment), type=Attachment) == taken.attachment


def test_as_a_file_every_byte_of_it_is_sent(files):
    data = photograph("JPEG", scene(2000, 1500))
    taken = take_in(Pasted("IMG_1.jpg", data), files, new_id, as_file=True)
    assert content(taken) == data
    assert taken.attachment.picture is None
    assert taken.attachment.type == "image/jpeg"
    assert taken.thumbnail is None


@pytest.mark.parametrize(
    "data",
    [png_that_claims(50_000, 50_000), gif_of(10_000), photograph("JPEG")[:300], b"\xff\xd8\xff\x00 no"],
)
def test_what_cannot_be_shown_is_attached_as_a_file(files, data):
    taken = take_in(Pasted("odd.png", data), files, new_id)
    assert taken.attachment.picture is None
    assert content(taken)


def test_a_picture_is_known_by_its_bytes_and_not_by_its_name(files):
    taken = take_in(Pasted("photo.txt", photograph("PNG")), files, new_id)
    assert taken.attachment.type == "image/png"
    assert taken.attachment.picture
    taken = take_in(Pasted("photo.png", b"just text"), files, new_id)
    assert taken.attachment.type == "text/plain"
    assert taken.attachment.picture is None


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path, files):
    source = tmp_path / "large.bin"
    with source.open("wb") as large:
        large.truncate(ATTACHMENT_BYTES + 1)
    assert refused(source, files) is ErrorCode.ATTACHMENT_TOO_LARGE
    assert not files.exists()
    assert refused(Pasted("a", b"12345"), files, limit=4) is ErrorCode.ATTACHMENT_TOO_LARGE
    assert take_in(Pasted("a", b"12345"), files, new_id, limit=5)


@POSIX
def test_a_file_that_grows_while_it_is_read_is_refused_when_it_is_too_large(tmp_path, files):
    """Some files of the system tell no size, as does one that another program writes into just now."""
    source = Path("/proc/self/smaps")
    assert source.stat().st_size == 0
    assert refused(source, files, limit=1000) is ErrorCode.ATTACHMENT_TOO_LARGE
    taken = take_in(source, files, new_id)
    assert taken.attachment.size > 1000


def test_a_folder_is_said_to_be_one(tmp_path, files):
    assert refused(tmp_path, files) is FileTrouble.IS_FOLDER


@POSIX
def test_what_is_no_plain_file_is_not_waited_for(tmp_path, files, monkeypatch):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(pipe, files) is FileTrouble.UNREADABLE
    assert refused(Path("/dev/zero"), files) is FileTrouble.UNREADABLE
    monkeypatch.chdir(tmp_path)  # an address of this kind has at most a hundred letters
    with socket.socket(socket.AF_UNIX) as heard:
        heard.bind("socket")
        assert refused(tmp_path / "socket", files) is FileTrouble.UNREADABLE


def test_what_cannot_be_read_is_said(tmp_path, files):
    assert refused(tmp_path / "gone", files) is FileTrouble.UNREADABLE
    assert refused(tmp_path / "in\0side", files) is FileTrouble.UNREADABLE
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert refused(tmp_path / "round", files) is FileTrouble.UNREADABLE


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_what_one_may_not_read_is_said(tmp_path, files):
    source = tmp_path / "secret"
    source.write_bytes(b"x")
    source.chmod(0)
    assert refused(source, files) is FileTrouble.UNREADABLE


def test_a_link_leads_to_what_is_attached(tmp_path, files):
    (tmp_path / "real.txt").write_bytes(b"text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    taken = take_in(tmp_path / "link.txt", files, new_id)
    assert (taken.attachment.name, content(taken)) == ("link.txt", b"text")


@pytest.mark.parametrize(
    "source",
    [
        Pasted("a.bin", bytes(3_000_000)),
        Pasted("a.jpg", photograph("JPEG", Image.effect_noise((1200, 1200), 90))),
    ],
)
def test_a_full_disk_is_said_and_nothing_is_left(small_disk, source):
    files = small_disk.folder / "files"
    files.mkdir(mode=0o700)
    small_disk.fill(leave=400_000)
    assert refused(source, files) is FileTrouble.DISK_FULL
    small_disk.free()
    assert content(take_in(source, files, new_id))


def test_a_full_disk_between_a_picture_and_its_thumbnail_leaves_neither(small_disk):
    files = small_disk.folder / "files"
    files.mkdir(mode=0o700)
    source = Pasted("a.png", photograph("PNG", scene(700, 500)))
    whole = take_in(source, files, new_id)
    for file in (whole.file, whole.thumbnail):
        file.path.unlink()
    small_disk.fill(leave=whole.attachment.size + 6000)
    assert refused(source, files) is FileTrouble.DISK_FULL


def test_memory_stays_flat_however_long_the_file_is(tmp_path, files):
    def peak(size: int) -> int:
        source = tmp_path / "long.bin"
        with source.open("wb") as long:
            long.truncate(size)
        tracemalloc.start()
        try:
            take_in(source, files, new_id)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1_000)
    assert peak(60_000_000) < 8_000_000


def test_every_file_has_a_name_and_a_key_of_its_own(files):
    taken = [take_in(Pasted("a.txt", b"same"), files, new_id) for _ in range(20)]
    for one, other in itertools.combinations(taken, 2):
        assert one.file.path != other.file.path
        assert one.file.key != other.file.key
