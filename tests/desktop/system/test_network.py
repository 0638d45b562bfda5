"""What the system says of the network and of sleep reaches whoever watches; and a system that says nothing is no error."""

import shutil
import subprocess

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtNetwork import QNetworkInformation

from desktop.system import network


class Heard:
    def __init__(self):
        self.network = []
        self.woke = 0

    def wakes(self):
        self.woke += 1


@pytest.fixture
def heard():
    return Heard()


@pytest.fixture
def bus(monkeypatch):
    """A bus of the test's own in place of the system's, and the log-in service's name on it."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon here")
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True
    ) as daemon:
        address = daemon.stdout.readline().strip()
        service = QDBusConnection.connectToBus(address, "the log-in service")
        assert service.registerService("org.freedesktop.login1")
        watcher = QDBusConnection.connectToBus(address, "the watcher")
        monkeypatch.setattr(network, "_system_bus", lambda: watcher)
        yield service
        QDBusConnection.disconnectFromBus("the watcher")
        QDBusConnection.disconnectFromBus("the log-in service")
        daemon.terminate()


def prepare_for_sleep(bus, *, going):
    signal = QDBusMessage.createSignal(
        "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
    )
    signal.setArguments([going])
    assert bus.send(signal)


def test_waking_up_is_told_and_going_to_sleep_is_not(qtbot, bus, heard):
    watching = network.watch(heard.network.append, heard.wakes)
    # What is asked of the bus after it was told what to pass on is answered after it knows.
    assert network._system_bus().interface().isServiceRegistered("org.freedesktop.login1").value()
    prepare_for_sleep(bus, going=True)
    prepare_for_sleep(bus, going=False)
    qtbot.waitUntil(lambda: heard.woke > 0)
    assert heard.woke == 1
    assert watching is not None


@pytest.mark.parametrize(
    ("reachability", "told"),
    [
        (QNetworkInformation.Reachability.Disconnected, False),
        (QNetworkInformation.Reachability.Local, True),
        (QNetworkInformation.Reachability.Site, True),
        (QNetworkInformation.Reachability.Online, True),
        (QNetworkInformation.Reachability.Unknown, None),
    ],
)
def test_the_network_comes_and_goes(qapp, heard, reachability, told):
    watching = network.watch(heard.network.append, heard.wakes)
    if watching.information is None:
        pytest.skip("nothing here knows of the network")
    watching.information.reachabilityChanged.emit(reachability)
    assert heard.network == [told]


def test_where_the_system_says_nothing_there_is_nothing_to_hear(qapp, heard, monkeypatch):
    monkeypatch.setattr(network, "_information", lambda: None)
    monkeypatch.setattr(network, "_system_bus", lambda: QDBusConnection("no such bus"))
    watching = network.watch(heard.network.append, heard.wakes)
    assert watching.information is None
    assert not watching.hears_of_sleep
