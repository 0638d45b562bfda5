"""An upload becomes whole once and for all, from wherever a crash left it; in a folder and in S3."""

import os

import pytest

from sync_server.errors import AttachmentDamaged, StorageFull, UploadTakenOver
from tests.support.store import Office
from tests.support.uploads import Archive, file_of

DATA = os.urandom(300_000)


@pytest.fixture
def archive(office, place_for_files):
    return Archive(office, place_for_files.place)


def as_after_a_crash(archive: Archive, place_for_files) -> Archive:
    """The same database and the same files, in a process that has just begun."""
    return Archive(archive.office, place_for_files.place)


def whole(archive: Archive) -> list[bool]:
    return [bool(is_whole) for _, is_whole, _ in archive.rows()]


def test_an_upload_becomes_whole_and_leaves_nothing_else_behind(archive, place_for_files):
    file = archive.upload("anna", DATA)

    assert archive.begin("anna", file).whole
    assert [path.read_bytes() for path in place_for_files.stored()] == [DATA]
    assert not archive.storage.staging.has(file.id)


def test_an_empty_file_is_whole_before_anything_has_come(archive):
    file = file_of(b"")
    incoming = archive.receive("anna", file)
    assert incoming.length == file.size

    incoming.finish()
    archive.make_whole(incoming.upload)
    incoming.drop()

    assert archive.begin("anna", file).whole


def test_nothing_of_it_is_stored_before_all_of_it_has_come(archive, place_for_files):
    incoming = archive.receive("anna", file_of(DATA))
    incoming.append(0, DATA[:-1])

    assert place_for_files.stored() == []
    assert whole(archive) == [False]
    with pytest.raises(AttachmentDamaged):
        incoming.finish()
    assert place_for_files.stored() == []


def test_it_goes_on_after_a_crash_where_it_stood(archive, place_for_files):
    file = file_of(DATA)
    archive.receive("anna", file).append(0, DATA[:100_000])

    incoming = as_after_a_crash(archive, place_for_files).receive("anna", file)

    assert incoming.length == 100_000
    incoming.append(100_000, DATA[100_000:])
    incoming.finish()


def test_it_goes_on_after_a_crash_just_before_it_was_checked(archive, place_for_files):
    file = file_of(DATA)
    archive.receive("anna", file).append(0, DATA)

    incoming = as_after_a_crash(archive, place_for_files).receive("anna", file)

    assert incoming.length == file.size
    incoming.finish()
    assert [path.read_bytes() for path in place_for_files.stored()] == [DATA]


def test_it_goes_on_after_a_crash_between_the_object_and_the_row_without_a_byte_more(
    archive, place_for_files
):
    file = file_of(DATA)
    incoming = archive.receive("anna", file)
    incoming.append(0, DATA)
    incoming.finish()
    assert whole(archive) == [False]

    again = as_after_a_crash(archive, place_for_files)
    incoming = again.receive("anna", file)

    assert incoming.length == file.size
    incoming.finish()
    again.make_whole(incoming.upload)
    incoming.drop()
    assert again.begin("anna", file).whole
    assert [path.read_bytes() for path in place_for_files.stored()] == [DATA]


def test_it_is_whole_after_a_crash_between_the_row_and_the_part(archive, place_for_files):
    file = file_of(DATA)
    incoming = archive.receive("anna", file)
    incoming.append(0, DATA)
    incoming.finish()
    archive.make_whole(incoming.upload)

    assert as_after_a_crash(archive, place_for_files).begin("anna", file).whole


def test_what_is_damaged_is_forgotten_and_uploaded_anew(archive, place_for_files):
    file = file_of(DATA)
    incoming = archive.receive("anna", file)
    incoming.append(0, bytes(len(DATA)))
    with pytest.raises(AttachmentDamaged):
        incoming.finish()
    archive.forget_damaged(incoming.upload)
    incoming.drop()

    assert archive.rows() == []
    assert place_for_files.stored() == []
    archive.upload("anna", DATA, file)
    assert [path.read_bytes() for path in place_for_files.stored()] == [DATA]


def test_a_late_word_of_damage_does_not_forget_what_is_whole_meanwhile(archive):
    file = archive.upload("anna", DATA)

    archive.forget_damaged(archive.begin("anna", file))

    assert archive.begin("anna", file).whole


def test_more_bytes_than_were_announced_are_not_taken(archive):
    incoming = archive.receive("anna", file_of(DATA))

    with pytest.raises(ValueError, match="more bytes"):
        incoming.append(0, DATA + b"!")

    assert incoming.length == 0


def test_the_line_that_was_taken_over_stores_nothing(archive, place_for_files):
    file = file_of(DATA)
    first = archive.receive("anna", file)
    first.append(0, DATA)
    second = archive.receive("anna", file)

    with pytest.raises(UploadTakenOver):
        first.finish()
    first.close()
    second.finish()

    assert [path.read_bytes() for path in place_for_files.stored()] == [DATA]


def test_a_part_that_is_longer_than_the_file_is_begun_anew(archive):
    file = file_of(DATA)
    part = archive.storage.staging.open(file.id)
    part.append(0, DATA + DATA)
    archive.storage.staging.close(file.id, part)

    assert archive.receive("anna", file).length == 0


def test_what_does_not_fit_is_refused_before_a_byte_comes_and_goes_on_once_it_does(office, small_disk):
    archive = Archive(office, str(small_disk.folder / "files"))
    data = os.urandom(8 * 1024 * 1024)
    file = file_of(data)
    archive.receive("anna", file).append(0, data[: 4 * 1024 * 1024])
    small_disk.fill(leave=4 * 1024 * 1024)

    with pytest.raises(StorageFull):
        archive.receive("anna", file)

    small_disk.free()
    assert archive.receive("anna", file).length == 4 * 1024 * 1024


def test_parts_for_a_bucket_lie_beside_the_database_and_those_for_a_folder_in_it(
    archive, place_for_files, tmp_path
):
    file = file_of(DATA)
    archive.receive("anna", file).append(0, DATA)

    beside = tmp_path if "://" in place_for_files.place else place_for_files.folder
    assert [path.name for path in (beside / "uploads").iterdir()] == [f"{file.id}.part"]


def test_files_lie_beside_the_database_if_nothing_else_is_said(empty_database, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "chat.db").write_bytes(empty_database.read_bytes())
    office = Office(tmp_path / "data" / "chat.db")

    Archive(office).upload("anna", DATA)

    [stored] = (tmp_path / "data" / "attachments").glob("*/*/*")
    assert stored.read_bytes() == DATA
    office.close()
