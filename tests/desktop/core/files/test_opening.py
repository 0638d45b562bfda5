"""A file leaves this computer's sealed ones whole or not at all, and nothing that would run is opened."""

import os
import stat
import zipfile
from io import BytesIO

import pytest

from desktop.core.errors import FileError, FileTrouble
from desktop.core.files import opening
from desktop.core.files.intake import take_in
from desktop.core.values import Pasted
from tests.desktop.core.files.test_intake import new_id

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights of a file are another thing elsewhere")
OLD_DOCUMENT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Kept:
    """A file that was taken in."""

    def __init__(self, folder, name, data):
        taken = take_in(Pasted(name, data), folder / "files", new_id, as_file=True)
        self.args = (taken.file, taken.attachment.size, taken.attachment.sha256)
        self.path = taken.file.path
        self.copies = folder / "open"

    def save(self, path):
        opening.save(*self.args, path)

    def open(self, name):
        return opening.open_copy(*self.args, self.copies, name)

    def break_(self):
        content = bytearray(self.path.read_bytes())
        content[-1] ^= 1
        self.path.write_bytes(content)


def trouble(action, *arguments) -> FileTrouble:
    with pytest.raises(FileError) as failed:
        action(*arguments)
    return failed.value.trouble


@pytest.mark.parametrize("size", [0, 1, 100_000, 3_000_000])
def test_a_saved_file_is_what_was_sent(tmp_path, size):
    data = os.urandom(size)
    Kept(tmp_path, "a.bin", data).save(tmp_path / "saved.bin")
    assert (tmp_path / "saved.bin").read_bytes() == data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "saved.bin"]


@POSIX
def test_a_saved_file_may_be_used_as_any_other(tmp_path):
    kept = Kept(tmp_path, "a.sh", b"#!/bin/sh\n")
    kept.save(tmp_path / "a.sh")
    other = tmp_path / "other"
    other.touch()
    assert stat.S_IMODE((tmp_path / "a.sh").stat().st_mode) == stat.S_IMODE(other.stat().st_mode)
    assert not (tmp_path / "a.sh").stat().st_mode & 0o111
    other.chmod(0o640)
    kept.save(other)
    assert stat.S_IMODE(other.stat().st_mode) == 0o640
    other.chmod(0o755)
    kept.save(other)
    assert stat.S_IMODE(other.stat().st_mode) == 0o644


def test_through_a_link_the_file_itself_is_replaced(tmp_path):
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    Kept(tmp_path, "a", b"after").save(tmp_path / "link")
    assert (tmp_path / "real").read_bytes() == b"after"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("size", [4, 3_000_000])
def test_a_broken_file_leaves_what_was_there(tmp_path, size):
    kept = Kept(tmp_path, "a.bin", os.urandom(size))
    (tmp_path / "saved").write_bytes(b"before")
    kept.break_()
    assert trouble(kept.save, tmp_path / "saved") is FileTrouble.DAMAGED
    assert (tmp_path / "saved").read_bytes() == b"before"
    kept.path.unlink()
    assert trouble(kept.save, tmp_path / "saved") is FileTrouble.MISSING
    assert sorted(path.name for path in tmp_path.iterdir()) == ["files", "saved"]


def test_a_file_that_cannot_be_saved_there_says_why(tmp_path, small_disk):
    kept = Kept(tmp_path, "a.bin", os.urandom(3_000_000))
    assert trouble(kept.save, tmp_path) is FileTrouble.IS_FOLDER
    assert trouble(kept.save, tmp_path / "nowhere" / "a") is FileTrouble.UNWRITABLE
    (small_disk.folder / "saved").write_bytes(b"before")
    small_disk.fill(leave=1_000_000)
    assert trouble(kept.save, small_disk.folder / "saved") is FileTrouble.DISK_FULL
    assert (small_disk.folder / "saved").read_bytes() == b"before"
    assert len(list(small_disk.folder.iterdir())) == 2
    small_disk.free()
    kept.save(small_disk.folder / "saved")
    assert (small_disk.folder / "saved").stat().st_size == 3_000_000


def test_a_copy_to_be_opened_has_its_name_and_is_swept(tmp_path):
    kept = Kept(tmp_path, "x", b"%PDF-1.7 text")
    first, second = kept.open("../re\u202eport.pdf"), kept.open("report.pdf")
    assert first.name == "_report.pdf"
    assert second.name == "report.pdf"
    assert first.read_bytes() == second.read_bytes() == b"%PDF-1.7 text"
    assert first.parent.parent == second.parent.parent == kept.copies
    opening.sweep_copies(kept.copies)
    assert not kept.copies.exists()
    opening.sweep_copies(kept.copies)


@POSIX
def test_a_copy_is_for_its_users_eyes_only_and_cannot_be_written(tmp_path):
    copy = Kept(tmp_path, "x", b"text").open("notes.txt")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o400
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (copy.parent, copy.parent.parent)] == [
        0o700,
        0o700,
    ]


def test_sweeping_follows_no_link(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_bytes(b"dear")
    (tmp_path / "open").symlink_to(tmp_path / "mine")
    opening.sweep_copies(tmp_path / "open")
    (tmp_path / "open").unlink()
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "link").symlink_to(tmp_path / "mine")
    opening.sweep_copies(tmp_path / "open")
    assert (tmp_path / "mine" / "letter.txt").read_bytes() == b"dear"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("setup.exe", b"MZ"), ("report.pdf", b"MZ\x90"), ("notes.txt", b"#!/bin/sh"), ("page.html", b"<html>"),
        ("report.pdf", b"not a pdf"), ("a.unknown", b"text"), ("notes.txt\u202e.exe", b"text"),
    ],
)  # fmt: skip
def test_what_would_run_or_is_not_what_it_says_is_not_opened(tmp_path, name, data):
    kept = Kept(tmp_path, "x", data)
    assert trouble(kept.open, name) is FileTrouble.UNSAFE
    assert not kept.copies.exists()


@pytest.mark.parametrize("before", [0, 1024 * 1024 - 9, 2_500_000])
def test_a_document_with_macros_is_not_opened_wherever_they_are(tmp_path, before):
    kept = Kept(
        tmp_path, "x", OLD_DOCUMENT + os.urandom(before) + "_VBA_PROJECT".encode("utf-16-le") + bytes(100)
    )
    assert trouble(kept.open, "old.doc") is FileTrouble.UNSAFE
    assert not list(kept.copies.iterdir())
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", os.urandom(before))
        archive.writestr("word/vbaProject.bin", b"x")
    assert trouble(Kept(tmp_path, "x", packed.getvalue()).open, "new.docx") is FileTrouble.UNSAFE


def test_a_document_without_macros_is_opened(tmp_path):
    assert Kept(tmp_path, "x", OLD_DOCUMENT + bytes(100)).open("old.doc").exists()
    assert Kept(tmp_path, "x", b"vbaProject.bin is where macros are").open("notes.txt").exists()


def test_a_broken_copy_is_not_opened(tmp_path):
    kept = Kept(tmp_path, "x", b"%PDF-1.7" + os.urandom(2_000_000))
    kept.break_()
    assert trouble(kept.open, "report.pdf") is FileTrouble.DAMAGED
    assert not list(kept.copies.iterdir())


def test_no_room_for_a_copy_is_said(tmp_path, small_disk):
    kept = Kept(tmp_path, "x", b"%PDF-1.7" + os.urandom(2_000_000))
    kept.copies = small_disk.folder / "open"
    small_disk.fill(leave=1_000_000)
    assert trouble(kept.open, "report.pdf") is FileTrouble.DISK_FULL
    assert not list(kept.copies.iterdir())
    small_disk.free()
    assert kept.open("report.pdf").exists()
