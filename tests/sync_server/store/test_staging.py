"""What has come of an upload stays, whatever ends it; nothing is added by halves, and nobody writes behind another's back."""

import hashlib
import os
import threading

import pytest

from sync_server.errors import AttachmentDamaged, StorageFailed, StorageFull, UploadTakenOver
from sync_server.store.staging import Staging
from tests.support.store import new_id

ID = new_id()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "uploads"


@pytest.fixture
def staging(folder):
    staging = Staging(folder)
    staging.make_folder()
    return staging


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def append_until_it_is_full(part) -> None:
    for _ in range(1_000):
        part.append(part.length, bytes(190_000))


def test_an_upload_begins_empty_and_goes_on_where_it_stood(staging, folder):
    part = staging.open(ID)
    assert part.length == 0
    part.append(0, b"one ")
    part.append(4, memoryview(b"two"))
    staging.close(ID, part)

    again = Staging(folder).open(ID)

    assert again.length == 7
    again.append(7, b" three")
    again.check(13, digest(b"one two three"))


def test_who_comes_again_soon_is_not_read_all_anew(staging, folder, monkeypatch):
    part = staging.open(ID)
    part.append(0, b"one ")
    staging.close(ID, part)
    part = staging.open(ID)
    part.append(4, b"two ")
    with monkeypatch.context() as patched:
        patched.setattr(os, "read", None)
        taken_over = staging.open(ID)
    taken_over.append(8, b"three")
    assert taken_over.length == 13
    taken_over.check(13, digest(b"one two three"))
    assert (folder / f"{ID}.part").read_bytes() == b"one two three"
    staging.drop(ID)
    assert staging.open(ID).length == 0


def test_what_is_not_as_long_as_it_was_is_read(staging, folder):
    part = staging.open(ID)
    part.append(0, b"one two")
    staging.close(ID, part)
    (folder / f"{ID}.part").write_bytes(b"one")
    part = staging.open(ID)
    part.append(3, b" three")
    part.check(9, digest(b"one three"))


def test_what_was_added_is_there_though_the_process_ends_without_a_word(staging, folder):
    staging.open(ID).append(0, b"confirmed")

    # Nobody closed the file; another process reads it.
    assert (folder / f"{ID}.part").read_bytes() == b"confirmed"


def test_bytes_that_do_not_follow_are_not_added(staging):
    part = staging.open(ID)
    part.append(0, b"12345")

    for offset in (0, 4, 6):
        with pytest.raises(ValueError, match="do not follow"):
            part.append(offset, b"6")

    part.check(5, digest(b"12345"))


@pytest.mark.parametrize(("size", "said"), [(5, b"other"), (4, b"12345"), (6, b"12345")])
def test_what_is_not_what_was_announced_is_damaged(staging, size, said):
    part = staging.open(ID)
    part.append(0, b"12345")

    with pytest.raises(AttachmentDamaged):
        part.check(size, digest(said))


def test_whoever_opens_an_upload_again_takes_it_over(staging):
    first = staging.open(ID)
    first.append(0, b"from the first line")

    second = staging.open(ID)

    with pytest.raises(UploadTakenOver):
        first.append(19, b"!")
    with pytest.raises(UploadTakenOver):
        first.check(19, digest(b"from the first line"))
    second.append(19, b"?")
    staging.close(ID, first)  # Comes late, and takes nothing from whoever goes on.
    second.append(20, b"!")
    assert second.length == 21


def test_closing_waits_for_what_is_being_added(staging):
    part = staging.open(ID)
    data = os.urandom(8 * 1024 * 1024)
    adding = threading.Thread(target=part.append, args=(0, data))
    adding.start()
    staging.close(ID, part)
    adding.join()

    assert staging.open(ID).length in {0, len(data)}


def test_a_dropped_upload_begins_anew(staging, folder):
    part = staging.open(ID)
    part.append(0, b"damaged")

    staging.drop(ID)
    staging.drop(ID)

    assert list(folder.iterdir()) == []
    assert not staging.has(ID)
    assert staging.open(ID).length == 0


def test_a_full_disk_is_said_adds_nothing_and_it_goes_on_once_there_is_room(small_disk):
    staging = Staging(small_disk.folder / "uploads")
    staging.make_folder()
    part = staging.open(ID)
    part.append(0, bytes(100_000))
    small_disk.fill(leave=small_disk.left // 8)

    with pytest.raises(StorageFull):
        append_until_it_is_full(part)
    reached = part.length
    assert (small_disk.folder / "uploads" / f"{ID}.part").stat().st_size == reached

    small_disk.free()
    part.append(reached, b"the rest")
    part.check(reached + 8, digest(bytes(reached) + b"the rest"))


def test_files_leave_some_room_for_all_else_on_the_disk(small_disk):
    staging = Staging(small_disk.folder / "uploads")
    staging.make_folder()
    part = staging.open(ID)

    with pytest.raises(StorageFull):
        append_until_it_is_full(part)

    # A database on the same disk can go on.
    (small_disk.folder / "messages").write_bytes(bytes(500_000))


def test_an_upload_that_the_disk_cuts_short_is_as_it_was_before(staging, folder, monkeypatch):
    part = staging.open(ID)
    part.append(0, b"before")
    write = os.write

    def half_of_it(file, data):
        monkeypatch.undo()
        write(file, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sync_server.store.staging.os.write", half_of_it)
    with pytest.raises(StorageFull):
        part.append(6, b"by halves")

    assert (folder / f"{ID}.part").read_bytes() == b"before"
    part.append(6, b", after")
    part.check(13, digest(b"before, after"))


def test_a_folder_that_is_no_folder_fails_for_now(tmp_path):
    (tmp_path / "uploads").touch()

    with pytest.raises(StorageFailed):
        Staging(tmp_path / "uploads").open(ID)


def test_parts_that_nothing_was_added_to_for_long_are_found(staging, folder):
    old, new = new_id(), new_id()
    for upload in (old, new):
        staging.close(upload, staging.open(upload))
    os.utime(folder / f"{old}.part", (1_000, 1_000))
    (folder / "notes.txt").touch()
    os.utime(folder / "notes.txt", (1_000, 1_000))

    assert staging.left(before=2_000_000) == [old]


def test_a_part_that_somebody_goes_on_with_is_not_deleted_as_left_over(staging):
    part = staging.open(ID)

    staging.drop_left(ID)
    assert staging.has(ID)

    staging.close(ID, part)
    staging.drop_left(ID)
    assert not staging.has(ID)
