"""What came from somebody else is noted as such, and does not become something that runs."""

import stat
import sys

import pytest

from desktop.system import from_internet

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the rights that are set here")


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nothing_that_was_saved_can_be_run(tmp_path):
    saved = tmp_path / "setup.sh"
    saved.write_bytes(b"#!/bin/sh\n")
    saved.chmod(0o755)
    assert from_internet.mark(saved)
    assert mode(saved) == 0o644


def test_a_copy_that_is_only_to_be_read_gets_the_note_of_windows_and_stays_so(tmp_path, monkeypatch):
    """Windows refuses a stream beside such a file; here the stream is a file of that name."""
    monkeypatch.setattr(sys, "platform", "win32")
    copy = tmp_path / "report.pdf"
    copy.write_bytes(b"%PDF-1.7")
    copy.chmod(0o400)
    assert from_internet.mark(copy)
    assert (tmp_path / "report.pdf:Zone.Identifier").read_bytes() == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    assert mode(copy) == 0o400
    assert copy.read_bytes() == b"%PDF-1.7"


def test_while_the_note_is_put_there_the_copy_can_be_written(tmp_path):
    copy = tmp_path / "report.pdf"
    copy.touch(mode=0o400)
    with from_internet._writable(copy):
        assert mode(copy) == 0o600
    assert mode(copy) == 0o400


def test_where_no_note_can_be_kept_it_says_so(tmp_path):
    assert not from_internet.mark(tmp_path / "gone")
