"""What the system says of the network and of sleep, so that a lost connection is noticed, and made anew, without waiting.

    watching = watch(client.network_changed, client.woke)   # keep it for as long as it is to be heard of

Imported after the first paint. Nothing depends on it: where the system says nothing, or says something wrong, signs of life on
the connection itself and a jump of the clock tell the same a few seconds later.
"""

import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtNetwork import QNetworkInformation

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

log = logging.getLogger(__name__)

_REACHABLE = {
    QNetworkInformation.Reachability.Disconnected: False,
    # A server may stand in the same building: no way to the internet does not mean no way to it.
    QNetworkInformation.Reachability.Local: True,
    QNetworkInformation.Reachability.Site: True,
    QNetworkInformation.Reachability.Online: True,
}


class Watching(QObject):
    """Hears of both until it is let go of. Made by `watch`."""

    def __init__(self, network_changed: Callable[[bool | None], None], woke: Callable[[], None]) -> None:
        super().__init__()
        self._network_changed = network_changed
        self._woke = woke
        self.information = _information()
        """What knows of the network here; None where nothing does."""
        if self.information is not None:
            self.information.reachabilityChanged.connect(self._reachability_changed)
        self.hears_of_sleep = sys.platform.startswith("linux") and _hear_of_sleep(self)

    @Slot(QNetworkInformation.Reachability)
    def _reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        log.info("the system says of the network: %s", reachability.name)
        self._network_changed(_REACHABLE.get(reachability))

    @Slot(bool)
    def prepare_for_sleep(self, going: bool) -> None:  # noqa: FBT001 - the bus calls it by position
        """Be called by the bus before the computer goes to sleep, and with `False` once it is awake."""
        if not going:
            log.info("the system says that it is awake")
            self._woke()


def watch(network_changed: Callable[[bool | None], None], woke: Callable[[], None]) -> Watching:
    """Tell when the network comes (True), goes (False) or is of an unknown kind (None), and when the computer has slept."""
    return Watching(network_changed, woke)


def _information() -> QNetworkInformation | None:
    """Return what knows of the network here; None where no part of the system does."""
    if not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()


def _hear_of_sleep(watching: Watching) -> bool:
    """Ask the log-in service of a Linux system to say so; elsewhere the clock tells."""
    bus = _system_bus()
    if not bus.isConnected():
        return False
    return bus.connect(  # type: ignore[call-overload, no-any-return]  # described with bytes, and takes what SLOT makes
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
        "PrepareForSleep",
        watching,
        SLOT("prepare_for_sleep(bool)"),
    )


def _system_bus() -> "QDBusConnection":
    from PySide6.QtDBus import QDBusConnection

    return QDBusConnection.systemBus()
