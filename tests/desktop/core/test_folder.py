"""Signing out leaves nothing of an account on this computer, or says what it had to leave."""

import logging
import os
import sys

import pytest

from desktop.core import folder as folder_module
from desktop.core.folder import (
    LOCK_FILE,
    OPENED_FOLDER,
    new_set_aside_folder,
    overwrite,
    remove_account_folder,
)


@pytest.fixture
def account(tmp_path):
    """A folder with all that there can be in one."""
    folder = tmp_path / "accounts" / "one"
    aside = new_set_aside_folder(folder)
    for path in (
        folder / "cache.sqlite",
        folder / "cache.sqlite-wal",
        folder / LOCK_FILE,
        aside / "cache.sqlite",
        aside / LOCK_FILE,
    ):
        path.write_bytes(b"content")
    return folder


def test_everything_goes_what_was_set_aside_included(account):
    neighbour = account.parent / "two"
    neighbour.mkdir()
    (neighbour / "cache.sqlite").write_bytes(b"somebody else's")
    assert remove_account_folder(account) == ()
    assert not account.exists()
    assert (neighbour / "cache.sqlite").read_bytes() == b"somebody else's"


def test_a_folder_that_is_gone_already_is_no_matter(tmp_path):
    assert remove_account_folder(tmp_path / "nowhere") == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_the_salt_of_the_passphrase_is_overwritten_before_it_goes(account, tmp_path):
    os.link(account / LOCK_FILE, tmp_path / "what the disk still holds")
    remove_account_folder(account)
    assert (tmp_path / "what the disk still holds").read_bytes() == bytes(len(b"content"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_what_is_only_linked_to_is_not_touched(account, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter").write_bytes(b"mine")
    (other / LOCK_FILE).write_bytes(b"mine, too")
    (account / "link").symlink_to(other, target_is_directory=True)
    (account / LOCK_FILE).unlink()
    (account / LOCK_FILE).symlink_to(other / "letter")
    assert remove_account_folder(account) == ()
    assert not account.exists()
    assert (other / "letter").read_bytes() == b"mine"
    assert (other / LOCK_FILE).read_bytes() == b"mine, too"


def test_a_file_that_another_program_holds_for_a_moment_is_tried_again(account, monkeypatch):
    held = [3]
    unlink = folder_module.Path.unlink

    def busy(path):
        if path.name == "cache.sqlite-wal" and held[0]:
            held[0] -= 1
            raise PermissionError(
                13, "The process cannot access the file because it is being used by another process"
            )
        unlink(path)

    monkeypatch.setattr(folder_module.Path, "unlink", busy)
    monkeypatch.setattr(folder_module, "_PAUSE", 0)
    assert remove_account_folder(account) == ()
    assert not account.exists()


def test_what_cannot_be_written_goes_as_well_where_the_system_minds(account, monkeypatch):
    copy = account / OPENED_FOLDER / "0f" / "report.pdf"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"in plain")
    copy.chmod(0o400)
    unlink = folder_module.Path.unlink

    def as_on_windows(path):
        if not path.stat().st_mode & 0o200:
            raise PermissionError(13, "Access is denied")
        unlink(path)

    monkeypatch.setattr(folder_module.Path, "unlink", as_on_windows)
    monkeypatch.setattr(folder_module, "_PAUSE", 0)
    assert remove_account_folder(account) == ()
    assert not account.exists()


def test_the_name_of_what_could_not_be_removed_is_not_logged(account, monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    copy = account / OPENED_FOLDER / "0f" / "dismissals.pdf"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"in plain")
    unlink = folder_module.Path.unlink

    def held(path):
        if path == copy:
            raise PermissionError(13, "in use", str(path))
        unlink(path)

    monkeypatch.setattr(folder_module.Path, "unlink", held)
    monkeypatch.setattr(folder_module, "_PAUSE", 0)
    assert "one/opened/0f/dismissals.pdf" in remove_account_folder(account)
    assert "in use" in caplog.text
    assert "dismissals" not in caplog.text


def test_what_could_not_be_removed_is_named(account, monkeypatch):
    unlink = folder_module.Path.unlink

    def held(path):
        if path.parent == account and path.name == "cache.sqlite":
            raise PermissionError(13, "in use")
        unlink(path)

    monkeypatch.setattr(folder_module.Path, "unlink", held)
    monkeypatch.setattr(folder_module, "_PAUSE", 0)
    assert remove_account_folder(account) == ("one/cache.sqlite", "one")
    assert [path.name for path in account.iterdir()] == ["cache.sqlite"]


def test_a_file_is_overwritten_in_full(tmp_path):
    path = tmp_path / "big"
    path.write_bytes(b"x" * ((1 << 20) + 17))
    overwrite(path)
    assert path.read_bytes() == bytes((1 << 20) + 17)


def test_what_is_set_aside_within_the_same_second_gets_a_folder_of_its_own(tmp_path):
    folders = {new_set_aside_folder(tmp_path) for _ in range(3)}
    assert len(folders) == 3
