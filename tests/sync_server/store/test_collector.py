"""What nothing needs is deleted, sooner or later; what a message has never is, whatever the server has lived through."""

from datetime import timedelta

import pytest

from sync_server.errors import AttachmentDamaged, AttachmentRefused, StorageFailed
from sync_server.protocol import limits
from sync_server.store import collector as collecting
from sync_server.store import copies
from sync_server.store.collector import Collector, CollectorThread
from sync_server.store.database import Database
from sync_server.store.epochs import begin_if_copied
from tests.support.clock import eventually
from tests.support.store import new_id
from tests.support.uploads import Archive, collect, collector_of, file_of

DAY = int(timedelta(days=1) / timedelta(milliseconds=1))
KEPT = limits.UPLOAD_DAYS * DAY


@pytest.fixture
def archive(office, place_for_files):
    return Archive(office, place_for_files.place)


@pytest.fixture
def chat(office):
    return office.create("anna", "bruno")[0]


def test_the_files_of_a_message_that_is_taken_back_are_deleted_at_once(archive, chat, place_for_files):
    kept = archive.share("anna", chat, b"kept")
    gone = archive.send(
        "anna", chat, archive.upload_picture("anna", b"picture", b"small"), archive.upload("anna", b"file")
    )
    assert len(place_for_files.stored()) == 4

    archive.office.delete("anna", gone)
    assert collector_of(archive).delete_due() == 3

    assert [path.read_bytes() for path in place_for_files.stored()] == [b"kept"]
    assert archive.fetch("bruno", kept, kept.body.attachments[0]) == b"kept"
    assert archive.discarded() == []


def test_what_a_message_has_stays_for_ever(archive, chat, place_for_files):
    message = archive.send("anna", chat, archive.upload_picture("anna", b"picture", b"small"))

    for _ in range(5):
        archive.office.now_ms += 100 * DAY
        collect(archive)

    picture = message.body.attachments[0]
    assert archive.fetch("bruno", message, picture) == b"picture"
    assert archive.fetch("bruno", message, picture.picture.thumbnail) == b"small"


def test_uploads_that_no_message_takes_up_are_kept_for_a_while_and_deleted_then(
    archive, chat, place_for_files
):
    whole = archive.upload("anna", b"whole")
    begun = file_of(b"begun")
    incoming = archive.receive("anna", begun)
    incoming.append(0, b"beg")
    incoming.close()

    archive.office.now_ms += KEPT - 1
    collect(archive)
    assert {id_ for id_, *_ in archive.rows()} == {whole.id, begun.id}

    archive.office.now_ms += 2
    collect(archive)
    assert archive.rows() == []
    assert place_for_files.stored() == []
    archive.send(
        "anna", chat, archive.upload("anna", b"whole", whole)
    )  # As a client does that sends much later.


def test_an_upload_that_somebody_goes_on_with_is_kept_from_then_on(archive):
    file = archive.upload("anna", b"data")
    archive.office.now_ms += KEPT - 1
    archive.begin("anna", file)
    archive.office.now_ms += KEPT - 1
    collect(archive)

    assert [id_ for id_, *_ in archive.rows()] == [file.id]


def test_a_part_without_an_upload_is_dropped_a_day_later_and_one_with_an_upload_is_not(archive):
    alone, with_row = new_id(), file_of(b"begun")
    archive.storage.staging.close(alone, archive.storage.staging.open(alone))
    archive.receive("anna", with_row).close()
    staging = archive.storage.staging

    archive.office.now_ms = staging._path(alone).stat().st_mtime_ns // 1_000_000 + DAY - 1_000
    collector_of(archive).drop_parts()
    assert staging.has(alone)

    archive.office.now_ms += 2_000
    collector_of(archive).drop_parts()
    assert not staging.has(alone)
    assert staging.has(with_row.id)


def test_an_object_that_no_upload_has_is_kept_for_a_while_and_deleted_then(archive, place_for_files):
    file = archive.upload("anna", b"data")
    key = archive.begin("anna", file).key
    forget_row(archive, file.id)

    collect(archive)
    archive.office.now_ms += KEPT - 1
    collect(archive)
    assert archive.storage.objects.size(key) == 4

    archive.office.now_ms += 2
    collect(archive)
    assert archive.storage.objects.size(key) is None
    assert archive.discarded() == []


def test_an_object_that_an_upload_has_after_all_is_not_deleted(archive, chat):
    """As when a server looks through the storage while an import, which makes its rows last, is under way."""
    message = archive.share("anna", chat, b"data")
    key = archive.readable("anna", chat, message.id, message.body.attachments[0].id).key
    note(archive, key, due_at=archive.office.now_ms - 1)

    assert collector_of(archive).delete_due() == 0

    assert archive.fetch("bruno", message, message.body.attachments[0]) == b"data"
    assert archive.discarded() == []


def test_what_could_not_be_deleted_is_deleted_later(archive, chat, place_for_files, monkeypatch):
    archive.office.delete("anna", archive.share("anna", chat))
    with monkeypatch.context() as patch:
        patch.setattr(type(archive.storage.objects), "delete", fails)
        with pytest.raises(StorageFailed):
            collector_of(archive).delete_due()
    assert len(place_for_files.stored()) == 1

    collect(archive)

    assert place_for_files.stored() == []


def test_a_crash_after_deleting_and_before_noting_it_does_no_harm(archive, chat, place_for_files):
    archive.office.delete("anna", archive.share("anna", chat))
    [(key, _)] = archive.discarded()
    archive.storage.objects.delete(key)

    collect(archive)

    assert archive.discarded() == []


def test_the_same_id_uploaded_anew_is_not_deleted_with_what_it_was_before(archive, chat, place_for_files):
    message = archive.share("anna", chat, b"data")
    archive.office.delete("anna", message)
    again = archive.upload("anna", b"data", message.body.attachments[0])

    collect(archive)

    assert archive.fetch("bruno", archive.send("anna", chat, again), again) == b"data"


def test_an_upload_that_was_forgotten_while_its_last_bytes_came_has_to_be_made_anew(archive):
    file = file_of(b"data")
    incoming = archive.receive("anna", file)
    incoming.append(0, b"data")
    incoming.finish()
    archive.office.now_ms += KEPT + 1
    collect(archive)

    with pytest.raises(AttachmentDamaged):
        archive.make_whole(incoming.upload)
    archive.begin("anna", file)
    with pytest.raises(AttachmentDamaged):  # That one has a key of its own.
        archive.make_whole(incoming.upload)


def forget_row(archive: Archive, upload: str) -> None:
    archive.office.database.submit(
        lambda conn: conn.exec_driver_sql("DELETE FROM uploads WHERE id = ?", (upload,)).rowcount
    ).result()


def note(archive: Archive, key: str, due_at: int) -> None:
    archive.office.database.submit(
        lambda conn: conn.exec_driver_sql("INSERT INTO discarded VALUES (?, ?)", (key, due_at)).rowcount
    ).result()


def fails(*_):
    raise StorageFailed


# A database that was brought back -------------------------------------------------------------------------------------


@pytest.fixture
def brought_back(archive, tmp_path):
    """What copies the database, and what puts a copy in its place."""

    def copy(name):
        copies.make(archive.office.url, tmp_path / name)

    def put_back(name):
        archive.office.database.close()
        copies.put_back(archive.office.url, tmp_path / name)
        archive.office.database = Database(archive.office.url)
        archive.office.database.submit(begin_if_copied).result()

    return copy, put_back


def test_files_that_an_older_copy_does_not_know_are_there_when_a_newer_copy_comes_back(
    archive, chat, brought_back
):
    copy, put_back = brought_back
    copy("older")
    message = archive.share("anna", chat, b"after the older copy")
    copy("newer")
    archive.office.now_ms += 300 * DAY

    put_back("older")
    collect(archive)
    archive.office.now_ms += KEPT - 1
    collect(archive)
    put_back("newer")
    collect(archive)

    assert archive.fetch("bruno", message, message.body.attachments[0]) == b"after the older copy"
    archive.office.now_ms += 10 * KEPT
    collect(archive)
    assert archive.fetch("bruno", message, message.body.attachments[0]) == b"after the older copy"


def test_a_copy_in_which_files_were_noted_as_strays_keeps_them_as_long_again(archive, brought_back):
    copy, put_back = brought_back
    file = archive.upload("anna", b"data")
    key = archive.begin("anna", file).key
    forget_row(archive, file.id)
    collect(archive)
    copy("with strays")
    archive.office.now_ms += 300 * DAY

    put_back("with strays")
    assert collector_of(archive).delete_due() == 0
    collect(archive)

    assert archive.storage.objects.size(key) == 4
    archive.office.now_ms += KEPT + 1
    collect(archive)
    assert archive.storage.objects.size(key) is None


def test_a_message_whose_file_was_deleted_since_the_copy_has_none_and_says_so_as_always(
    archive, chat, brought_back
):
    copy, put_back = brought_back
    message = archive.share("anna", chat)
    copy("before it was taken back")
    archive.office.delete("anna", message)
    collect(archive)

    put_back("before it was taken back")

    with pytest.raises(AttachmentRefused, match="there is no such attachment for you"):
        archive.fetch("bruno", message, message.body.attachments[0])


def test_a_copy_that_is_served_beside_the_original_takes_no_files_from_it(
    archive, chat, place_for_files, tmp_path
):
    copies.make(archive.office.url, tmp_path / "copy.db")
    message = archive.share("anna", chat, b"only the original knows it")
    with Database(f"sqlite:///{tmp_path / 'copy.db'}") as database:
        database.submit(begin_if_copied).result()
        copy = Collector(database, archive.storage, lambda: archive.office.now_ms)
        for _ in range(100):
            archive.office.now_ms += DAY // 4
            collect(archive)
            copy.note_strays()
            copy.delete_due()

    assert archive.fetch("bruno", message, message.body.attachments[0]) == b"only the original knows it"


# The thread -----------------------------------------------------------------------------------------------------------


async def test_a_server_that_runs_deletes_what_is_taken_back_and_goes_on_after_a_failure(
    archive, chat, place_for_files, monkeypatch
):
    monkeypatch.setattr(collecting, "DUE_SECONDS", 0.02)
    collector = collector_of(archive)
    failures = [StorageFailed(), ZeroDivisionError()]
    delete_due = collector.delete_due
    monkeypatch.setattr(collector, "delete_due", lambda: fail_first(failures) or delete_due())
    thread = CollectorThread(collector)
    try:
        archive.office.delete("anna", archive.share("anna", chat))
        await eventually(
            lambda: not failures and not archive.discarded(), "what was taken back to be deleted"
        )
    finally:
        thread.close()

    assert place_for_files.stored() == []


def test_a_server_that_stops_waits_for_one_object_and_not_for_all(
    archive, chat, place_for_files, monkeypatch
):
    for _ in range(3):
        archive.office.delete("anna", archive.share("anna", chat))
    collector = collector_of(archive)
    delete = archive.storage.objects.delete
    monkeypatch.setattr(archive.storage.objects, "delete", lambda key: (delete(key), collector.stop()))

    assert collector.delete_due() == 1

    assert len(place_for_files.stored()) == len(archive.discarded()) == 2


def fail_first(failures: list[Exception]) -> None:
    if failures:
        raise failures.pop()
