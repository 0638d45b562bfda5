"""Of an error is told what it is and where it happened, and nothing of what it was about."""

import logging
import sys
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import ConnectError, ConnectFailure
from desktop.system import crash_log, faults

SECRET = "Refund for Northwind"


def caught(raising) -> BaseException:
    try:
        raising()
    except BaseException as error:  # noqa: BLE001 - whichever it is
        return error
    raise AssertionError("nothing was raised")


def fail() -> None:
    raise ValueError(SECRET)


def fail_because() -> None:
    try:
        fail()
    except ValueError as error:
        raise RuntimeError(SECRET) from error


def fail_together() -> None:
    raise ExceptionGroup(SECRET, [caught(fail), caught(fail_because)])


def recurse() -> None:
    recurse()


@pytest.mark.parametrize(
    ("raising", "kinds"),
    [
        (fail, ["ValueError"]),
        (fail_because, ["RuntimeError", "ValueError"]),
        (fail_together, ["ExceptionGroup", "ValueError", "RuntimeError", "ValueError"]),
        (lambda: open(SECRET), ["FileNotFoundError (ENOENT)"]),  # noqa: PTH123, SIM115
        (recurse, ["RecursionError"]),
    ],
)
def test_types_and_places_are_told_of_all_that_it_came_from_and_no_message(raising, kinds):
    told = crash_log.incident(caught(raising)).told
    assert [line for line in told.splitlines() if not line.startswith(" ")] == kinds
    assert "test_crash_log.py:" in told
    assert SECRET not in told
    assert len(told.splitlines()) < 60


def test_two_of_the_same_defect_are_of_one_kind_and_others_are_not():
    same = {crash_log.incident(caught(fail)).kind for _ in range(2)}
    assert len(same) == 1
    assert crash_log.incident(caught(recurse)).kind not in same


@given(st.text())
def test_whatever_a_message_says_it_is_not_told(text):
    def quote() -> None:
        raise KeyError(f"<{text}>")

    assert f"<{text}>" not in crash_log.incident(caught(quote)).told


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/anna/venv/lib/python3.11/site-packages/qasync/__init__.py", "qasync/__init__.py"),
        (r"C:\Users\anna\Python311\Lib\asyncio\tasks.py", "asyncio/tasks.py"),
        (str(crash_log._OURS / "core" / "client.py"), "desktop/core/client.py"),
        ("<string>", "<string>"),
        ("desktop/core/client.py", "desktop/core/client.py"),
        ("/home/anna.kovacs/tool.py", "tool.py"),
        (r"C:\Users\anna.kovacs\tool.py", "tool.py"),
        ("/Users/anna/.pyenv/versions/3.11.7/lib/python3.11/threading.py", "threading.py"),
    ],
)
def test_a_path_does_not_tell_whose_computer_it_is(path, told):
    assert crash_log.shortened(path) == told


FAULT = """Fatal Python error: Segmentation fault

Current thread 0x00007f6b (most recent call first):
  File "/home/anna/app/lib/python3.11/site-packages/PySide6/x.py", line 7 in paint
  File "/home/anna/app/other.py", line 8 in main

Extension modules: PySide6.QtCore (total: 1)
"""


def test_what_a_hard_crash_left_is_told_without_paths():
    incident = crash_log.fatal_incident(FAULT)
    assert incident is not None
    assert incident.fatal
    assert incident.told.splitlines() == [
        "Segmentation fault",
        " thread:",
        "  PySide6/x.py:7 in paint",
        "  other.py:8 in main",
    ]


@pytest.mark.parametrize("left", ["", "nonsense", "  File"])
def test_what_says_nothing_is_not_told(left):
    assert crash_log.fatal_incident(left) is None


def test_what_is_left_is_taken_once_and_nothing_is_left_of_an_end_in_good_order(tmp_path, monkeypatch):
    monkeypatch.setattr(faults.faulthandler, "disable", lambda: None)  # these tests have use for it
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / faults.FILE).write_text(FAULT, "utf-8")
    assert faults.take(folder) == FAULT
    assert faults.take(folder) == ""
    (folder / faults.FILE).write_text(FAULT, "utf-8")
    faults.end(folder)
    assert faults.take(folder) == ""
    assert faults.take(tmp_path / "not there") == ""


@contextmanager
def kept(folder):
    """Log into a folder meanwhile; afterwards all of it is written."""
    keeper = crash_log.Keeper(folder)
    yield logging.getLogger("desktop.tests")
    keeper.close()


def test_the_log_has_what_was_logged_and_errors_without_what_they_say(tmp_path):
    error = caught(fail)
    with kept(tmp_path) as log:
        exc_info = (type(error), error, error.__traceback__)
        record = log.makeRecord(log.name, logging.ERROR, "", 0, "it failed", (), exc_info)
        record.exc_text = SECRET  # as another handler has made it
        log.handle(record)
        log.warning("chat %s", "01995b30")
        log.warning("no connection: %s", ConnectError(ConnectFailure.LOST, SECRET))
        log.info("nobody asked")
    written = (tmp_path / crash_log.FILE).read_text("utf-8")
    assert "it failed\nValueError\n" in written
    assert "chat 01995b30" in written
    assert "no connection: desktop.core.errors.ConnectError (lost)\n" in written
    assert "nobody asked" not in written
    assert SECRET not in written


def test_of_what_a_library_says_there_is_only_where_it_said_it(tmp_path):
    with kept(tmp_path):
        library = logging.getLogger("dbus_fast.message_bus")
        library.error(f"no reply to {SECRET}")
        library.warning("no reply to %s", SECRET)
        library.error("it failed: %s", SECRET, exc_info=caught(fail))
    written = (tmp_path / crash_log.FILE).read_text("utf-8")
    assert written.count(" dbus_fast.message_bus: test_crash_log:") == 3
    assert "\nValueError\n" in written
    assert SECRET not in written


def test_the_log_turns_over_and_stays_small(tmp_path, monkeypatch):
    monkeypatch.setattr(crash_log, "LOG_BYTES", 5_000)
    with kept(tmp_path) as log:
        for number in range(100):
            log.warning("%s %s", number, "x" * 200)
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert len(sizes) == 1 + crash_log.LOG_FILES
    assert max(sizes) <= crash_log.LOG_BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="modes of Unix")
def test_only_its_user_may_look_into_the_folder(tmp_path):
    folder = tmp_path / "logs"
    with kept(folder):
        pass
    assert folder.stat().st_mode & 0o077 == 0
