"""Where the user is signed in, as the settings list it, and sending devices away.

The server alone knows, and nothing of it is kept here. Without a connection there is nothing to see or to do, and that is told.
"""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from desktop.core.account_values import DeviceId, SignedInDevice
from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError, NotConnectedError
from desktop.viewmodels import sentences, times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.following import Following
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.rereading import Rereading
from desktop.viewmodels.toast import Toast


class ListState(StrEnum):
    """What there is to be seen."""

    LOADING = "loading"
    READY = "ready"
    OFFLINE = "offline"
    FAILED = "failed"


class DeviceLine(Struct, frozen=True):
    """A device as its row shows it."""

    id: DeviceId
    name: str
    about: str
    """When it was used."""
    is_this: bool


class DevicesModel(QObject):
    """The list.

    Signals:
        changed(): the list, what is said of it, or what can be done is different.
        told(Toast): devices were signed out.
    """

    changed = Signal()
    told = Signal(object)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
        *,
        keep: str = "",
    ) -> None:
        """`keep` is the `Keep` value of how this computer keeps the account; empty where nobody has said."""
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._keep = keep
        self._devices: tuple[SignedInDevice, ...] | None = None
        self._failure = ""
        self._problem = ""
        self._leaving: set[DeviceId | None] = set()
        """Devices that the server is just asked to sign out; None for all others."""
        self._was_online = self.is_online
        self._following = Following(self, client.feed, self._on_changes)
        self._reading = Rereading(background, self._following, self._read)
        self.look()

    @property
    def account(self) -> str:
        """Return who the user is for the server: `dana.okafor, desk.example.com`."""
        return filled(self.tr("%1, %2"), self._client.me.username, self._client.server)

    @property
    def kept(self) -> str:
        """Return how this computer keeps the user signed in, as a sentence; empty where nobody has said."""
        match self._keep:
            case "keyring":
                return self.tr("Until you sign out. The key is stored in this computer’s system keyring.")
            case "passphrase":
                return self.tr("Until you sign out. Your passphrase is asked for at every start.")
            case "nothing":
                return self.tr("Until the program ends. Then nothing of it stays on this computer.")
            case _:
                return ""

    @property
    def is_online(self) -> bool:
        """Whether the server can be asked."""
        return self._client.connection.is_there

    @property
    def state(self) -> ListState:
        """What there is to be seen: a list that was read stays, though without a connection nothing can be done about it."""
        if self._devices is not None:
            return ListState.READY
        if not self.is_online:
            return ListState.OFFLINE
        return ListState.FAILED if self._failure else ListState.LOADING

    @property
    def words(self) -> str:
        """Return what is said in place of the list, or below it; empty for nothing."""
        if not self.is_online:
            return self.tr("Offline. Devices can be seen and signed out once there is a connection.")
        return self._failure if self._devices is None else self._problem

    @property
    def lines(self) -> tuple[DeviceLine, ...]:
        """Return the devices, this one first."""
        return tuple(
            DeviceLine(
                each.id, clean_name(each.name) or self.tr("Unnamed device"), self._about(each), each.is_this
            )
            for each in self._devices or ()
        )

    @property
    def has_others(self) -> bool:
        """Whether the user is signed in elsewhere, as far as is known."""
        return any(not each.is_this for each in self._devices or ())

    def look(self) -> None:
        """Ask the server, if there is a connection."""
        if self.is_online:
            self._reading.again()

    def sign_out(self, device: DeviceId) -> None:
        """Sign another device out for good."""
        name = next((line.name for line in self.lines if line.id == device), "")
        done = filled(self.tr("“%1” is signed out."), name)
        self._begin(device, done)

    def sign_out_others(self) -> None:
        """Sign all devices out but this one."""
        self._begin(None, self.tr("All other devices are signed out."))

    def _begin(self, device: DeviceId | None, done: str) -> None:
        if not self.is_online or device in self._leaving:
            return
        self._leaving.add(device)
        self._problem = ""
        self.changed.emit()
        _ = self._background.start(self._sign_out(device, done))

    async def _sign_out(self, device: DeviceId | None, done: str) -> None:
        met: ClientError | None = None
        try:
            if device is None:
                await self._client.revoke_other_devices()
            else:
                await self._client.revoke_device(device)
        except ClientError as error:
            met = error
        finally:
            self._leaving.discard(device)
        if not self._following.active:
            return
        if met is None:
            self.told.emit(Toast(done))
        elif isinstance(met, NotConnectedError):
            self._problem = self.tr(
                "The connection was lost before the server answered. Look at the list again, then go on."
            )
        else:
            self._problem = sentences.failure(met)
        self.look()
        self.changed.emit()

    async def _read(self) -> None:
        try:
            self._devices = await self._client.devices()
            self._failure = ""
        except NotConnectedError:
            self._failure = sentences.needs_connection()
        except ClientError as error:
            self._failure = sentences.failure(error)
        self._say()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.connection and self.is_online is not self._was_online:
            self._was_online = self.is_online
            self.look()
            self._say()

    def _say(self) -> None:
        if self._following.active:
            self.changed.emit()

    def _about(self, device: SignedInDevice) -> str:
        now = self._clock()
        signed_in = times.day_within(device.signed_in_at, now)
        if device.is_this:
            return filled(self.tr("In use now, signed in %1"), signed_in)
        used = times.day_within(device.last_seen_at, now)
        return filled(self.tr("Last used %1, signed in %2"), used, signed_in)
