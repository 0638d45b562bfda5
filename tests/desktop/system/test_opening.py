"""Files are opened and shown by the system's own means; what it cannot do is said and breaks nothing."""

import shutil
import subprocess
import sys
import threading

import pytest
from jeepney import MatchRule, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

from desktop.system import opening, reveal
from desktop.system.starting import start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the means of Linux desktops")


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder of programs that note what they are given, and nothing else to be found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)

    def add(name, *, ends_with=0):
        program = folder / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/{name}.given"\nexit {ends_with}\n')
        program.chmod(0o755)

    return add


def given(tmp_path, name):
    return (tmp_path / f"{name}.given").read_text().splitlines()


def test_a_file_is_opened_by_the_first_opener_that_takes_it_whatever_it_is_called(programs, tmp_path):
    programs("xdg-open", ends_with=3)
    programs("gio")
    path = tmp_path / "two words; rm -rf $HOME & 'quoted'.pdf"
    assert opening.open_file(path)
    assert given(tmp_path, "xdg-open") == [str(path)]
    assert given(tmp_path, "gio") == ["open", str(path)]


def test_without_an_opener_nothing_is_opened(programs, tmp_path):
    assert not opening.open_file(tmp_path / "report.pdf")
    assert not start(str(tmp_path / "no-such-program"))


def test_who_stays_until_the_file_is_closed_is_not_waited_for(monkeypatch):
    monkeypatch.setattr("desktop.system.starting._SECONDS", 0.05)
    assert start("/bin/sleep", "0.2")


def test_without_a_file_manager_the_folder_alone_is_opened(programs, tmp_path):
    programs("xdg-open")
    assert reveal.show(tmp_path / "report.pdf")
    assert given(tmp_path, "xdg-open") == [str(tmp_path)]


@pytest.fixture
def bus(monkeypatch):
    if shutil.which("dbus-daemon") is None:
        pytest.skip("needs dbus-daemon")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_the_file_manager_is_asked_to_show_the_file_itself(bus, tmp_path):
    asked = []
    ready = threading.Event()

    def manage():
        with open_dbus_connection() as connection:
            connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.FileManager1"))
            with connection.filter(MatchRule(type="method_call")) as calls:
                ready.set()
                call = connection.recv_until_filtered(calls, timeout=20)
                asked.append(call.body)
                connection.send(new_method_return(call))

    manager = threading.Thread(target=manage)
    manager.start()
    assert ready.wait(20)
    path = tmp_path / "my report ü.pdf"
    assert reveal.show(path)
    manager.join()
    assert asked == [([path.as_uri()], "")]


def test_a_bus_without_a_file_manager_is_no_trouble(bus, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert not reveal.show(tmp_path / "report.pdf")
