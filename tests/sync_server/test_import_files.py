"""An import brings the files of its messages along: all of them or nothing, in a folder and in S3."""

import json
import os

import pytest

from sync_server import admin
from sync_server.errors import ImportRefused, OperatorError, StorageFailed
from sync_server.handlers.imports import Imported
from sync_server.store.objects import Objects
from tests.support.store import NOW
from tests.support.uploads import Archive

CHAT = {"chat": {"key": "launch", "created_by": "anna", "created_at": NOW, "participants": ["bruno"]}}
PHOTO, SMALL, REPORT = os.urandom(3_000_000), os.urandom(20_000), b"a report"


@pytest.fixture
def archive(office, place_for_files):
    return Archive(office, place_for_files.place)


@pytest.fixture
def folder(tmp_path):
    """Where the import file lies, with some files beside it."""
    folder = tmp_path / "history"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "photo.jpg").write_bytes(PHOTO)
    (folder / "files" / "small.jpg").write_bytes(SMALL)
    (folder / "report.pdf").write_bytes(REPORT)
    return folder


@pytest.fixture
def take_in(office, folder, place_for_files):
    def take_in(*lines) -> Imported:
        path = folder / "history.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in lines))
        return admin.import_history(office.url, path, attachments=place_for_files.place)

    return take_in


def message(*attachments, text="", author="anna"):
    return {
        "message": {
            "chat": "launch", "author": author, "sent_at": NOW + 1, "text": text, "attachments": list(attachments),
        }
    }  # fmt: skip


def messages_of(archive):
    [snapshot, *_] = archive.office.catch_up("bruno", directory=2**40)
    return [row for row in sorted(snapshot.messages, key=lambda row: row.seq) if row.seq > 1]


def test_files_come_with_their_messages_and_are_fetched_as_any_other(archive, take_in):
    picture = {
        "path": "files/photo.jpg",
        "name": "Beach.jpg",
        "picture": {"width": 4000, "height": 3000, "blur": "AUBA", "thumbnail": "files/small.jpg"},
    }
    report = {"path": "report.pdf", "type": "application/x-report"}

    assert (
        take_in(CHAT, message(picture, report), message(report, text="again", author="bruno")).messages == 3
    )

    first, second = messages_of(archive)
    photo, pdf = first.body.attachments
    assert (photo.name, photo.type, photo.size) == ("Beach.jpg", "image/jpeg", len(PHOTO))
    assert (photo.picture.width, photo.picture.height, photo.picture.blur) == (4000, 3000, "AUBA")
    assert (pdf.name, pdf.type, pdf.picture) == ("report.pdf", "application/x-report", None)
    assert archive.fetch("bruno", first, photo) == PHOTO
    assert archive.fetch("bruno", first, photo.picture.thumbnail) == SMALL
    assert archive.fetch("anna", first, pdf) == REPORT
    assert archive.fetch("anna", second, second.body.attachments[0]) == REPORT


def test_a_file_that_two_messages_have_is_one_of_each(archive, take_in):
    take_in(CHAT, message({"path": "report.pdf"}), message({"path": "report.pdf"}))
    first, second = messages_of(archive)

    archive.office.delete("anna", first)

    assert archive.fetch("bruno", second, second.body.attachments[0]) == REPORT


@pytest.mark.parametrize(
    ("attachment", "reason"),
    [
        ({"path": "missing.txt"}, "cannot read .*missing.txt: No such file or directory"),
        ({"path": "files"}, "cannot read .*files: Is a directory"),
        ({"path": "report.pdf", "type": "PDF"}, "type"),
        ({"path": "report.pdf", "size": 8}, "size"),
        ({"path": "files/photo.jpg", "picture": {"width": 0, "height": 1}}, "width"),
        (
            {"path": "files/small.jpg", "picture": {"width": 1, "height": 1, "thumbnail": "files/photo.jpg"}},
            "size",
        ),
        (
            {"path": "files/small.jpg", "picture": {"width": 1, "height": 1, "thumbnail": "none.jpg"}},
            "cannot read",
        ),
    ],
)
def test_a_file_that_cannot_be_one_is_named_and_nothing_is_taken_in(
    archive, take_in, place_for_files, attachment, reason
):
    with pytest.raises(ImportRefused, match=reason) as refused:
        take_in(CHAT, message({"path": "report.pdf"}), message(attachment))

    assert refused.value.line == 3
    assert archive.rows() == []
    assert place_for_files.stored() == []


def test_eleven_files_are_too_many(archive, take_in):
    with pytest.raises(ImportRefused, match="at most 10 attachments"):
        take_in(CHAT, message(*[{"path": "report.pdf"}] * 11))


def test_what_was_stored_is_deleted_if_a_later_line_is_wrong(archive, take_in, place_for_files):
    with pytest.raises(ImportRefused, match="'nobody'"):
        take_in(CHAT, message({"path": "report.pdf"}), message(text="hello", author="nobody"))

    assert archive.rows() == []
    assert place_for_files.stored() == []


def test_a_file_that_changes_while_it_is_taken_in_is_noticed(
    archive, folder, take_in, place_for_files, monkeypatch
):
    put = Objects.put

    def put_and_change(self, key, staged):
        (folder / "files" / "photo.jpg").write_bytes(b"another")
        put(self, key, staged)

    monkeypatch.setattr(Objects, "put", put_and_change)
    with pytest.raises(OperatorError, match=r"photo\.jpg has changed meanwhile"):
        take_in(CHAT, message({"path": "report.pdf"}), message({"path": "files/photo.jpg"}))

    assert archive.rows() == []
    assert place_for_files.stored() == []


def test_a_storage_that_fails_is_said_once_and_what_it_keeps_is_left_to_the_collector(
    archive, take_in, place_for_files, monkeypatch
):
    """It is asked for nothing that was not put there, and not again after it has failed."""
    put, asked = Objects.put, []

    def fails_with_the_second(self, key, staged):
        if place_for_files.stored():
            raise StorageFailed
        put(self, key, staged)

    def fails(_self, key):
        asked.append(key)
        raise StorageFailed

    monkeypatch.setattr(Objects, "put", fails_with_the_second)
    monkeypatch.setattr(Objects, "delete", fails)
    with pytest.raises(OperatorError, match=r"cannot store .*photo\.jpg"):
        take_in(
            CHAT, message({"path": "report.pdf"}, {"path": "files/photo.jpg"}, {"path": "files/small.jpg"})
        )

    assert len(asked) == 1
    assert archive.rows() == []
    assert [path.read_bytes() for path in place_for_files.stored()] == [REPORT]


def test_an_import_without_files_asks_for_no_place(office, folder):
    path = folder / "history.jsonl"
    path.write_text(json.dumps(CHAT))

    assert admin.import_history(office.url, path, attachments="s3://there-is-none").chats == 1
