"""Whether things may move is asked of the system; who cannot say it wants nothing special."""

import sys

import pytest

from desktop.system import motion

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the portal of Linux desktops")


@pytest.mark.parametrize("address", [None, "", "nonsense", "unix:path=/nowhere/bus"])
def test_without_a_bus_nothing_special_is_wanted(monkeypatch, address):
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert motion.is_unwanted() is False


@pytest.mark.parametrize(
    ("said", "plain"), [(("v", ("b", False)), False), (("s", "0"), "0"), (("v", ("s", "1.0")), "1.0")]
)
def test_what_the_portal_wraps_twice_is_unwrapped(said, plain):
    assert motion._plain(said) == plain
