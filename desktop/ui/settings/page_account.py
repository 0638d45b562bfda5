"""The page Account and devices: who is signed in and how that is kept, another password, and where else the user is signed in."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.avatars import paint_avatar, paint_presence
from desktop.ui.controls import SecondaryButton, WarySecondaryButton
from desktop.ui.controls.mirror import mirrored
from desktop.ui.settings.device_list import DeviceList
from desktop.ui.settings.parts import SMALL_BUTTON, Group, Page, Row
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.devices import DeviceLine, ListState
from desktop.viewmodels.workspace import Workspace

_AVATAR = 44
_HIGH = 72


class AccountPage(Page):
    """The page.

    Signals:
        sign_out_requested(): the user wants to leave the account on this computer.
    """

    sign_out_requested = Signal()

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self._password_changed = False
        self._devices = workspace.devices()
        self._devices.setParent(self)
        self._devices.told.connect(workspace.told)
        self._add_account()
        self._add_devices()
        self._devices.changed.connect(self._show)
        self._show()

    def _add_account(self) -> None:
        group = Group(self._theme, self.tr("Account"))
        sign_out = WarySecondaryButton(self._theme, self.tr("Sign out…"), height=SMALL_BUTTON)
        sign_out.clicked.connect(self.sign_out_requested)
        self._who = _WhoRow(self._theme, self._workspace, self._devices.account, sign_out)
        group.add(self._who)
        if self._devices.kept:
            group.add(Row(self._theme, self.tr("Signed in on this computer"), self._devices.kept))
        self._change = SecondaryButton(self._theme, self.tr("Change password…"), height=SMALL_BUTTON)
        self._change.clicked.connect(self._change_password)
        self._password = Row(self._theme, self.tr("Password"), "", self._change)
        group.add(self._password)
        self.add(group)

    def _add_devices(self) -> None:
        group = Group(self._theme, self.tr("Devices signed in to your account"))
        self.list = DeviceList(self._theme, self._devices)
        self.list.sign_out_requested.connect(self._ask)
        group.add(self.list)
        self._note = group.note()
        self._problem = group.problem(self.tr("Problem with devices"))
        self._others = WarySecondaryButton(
            self._theme, self.tr("Sign out of all other devices…"), height=SMALL_BUTTON
        )
        self._others.clicked.connect(lambda: self._ask(None))
        group.put_below(self._others)
        self.add(group)

    def _show(self) -> None:
        devices = self._devices
        self._change.setEnabled(devices.is_online)
        self._password.describe(self._about_password())
        listed = devices.state is ListState.READY
        self._note.say(devices.words if listed and not devices.is_online else "")
        self._problem.say(devices.words if listed and devices.is_online else "")
        self._others.setVisible(devices.has_others)
        self._others.setEnabled(devices.is_online)

    def _about_password(self) -> str:
        if not self._devices.is_online:
            return self.tr("Needs a connection")
        if self._password_changed:
            return self.tr("Changed just now. All your other devices were signed out.")
        return self.tr("Changing it signs all your other devices out")

    def _change_password(self) -> None:
        from desktop.ui.dialogs.change_password import ChangePasswordDialog

        dialog = ChangePasswordDialog(self._theme, self._workspace.password(), self.window())
        dialog.password_changed.connect(self._on_password_changed)
        dialog.open()

    def _on_password_changed(self) -> None:
        self._password_changed = True
        self._show()
        self._devices.look()

    def _ask(self, device: DeviceLine | None) -> None:
        """Ask whether to sign out a device, or all others for None."""
        from desktop.ui.dialogs.sign_out_others import SignOutOthersDialog

        dialog = SignOutOthersDialog(self._theme, self.window(), "" if device is None else device.name)
        if device is None:
            dialog.confirmed.connect(self._devices.sign_out_others)
        else:
            dialog.confirmed.connect(lambda: self._devices.sign_out(device.id))
        dialog.open()


class _WhoRow(Row):
    """Who is signed in, and whether there is a connection."""

    def __init__(self, theme: Theme, workspace: Workspace, account: str, sign_out: QWidget) -> None:
        super().__init__(theme, workspace.me.name, account, sign_out)
        self.put_before(_Avatar(theme, workspace))

    def _fit(self) -> None:
        self.setMinimumHeight(self._theme.taller(_HIGH, Style.BODY, Style.SMALL))


class _Avatar(QWidget):
    """The user's own, with the state of the connection as a dot."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self.setFixedSize(_AVATAR + 2, _AVATAR + 4)  # with room for the dot's gap
        theme.changed.connect(self.update)
        workspace.status.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circle and dot."""
        tokens = self._theme.tokens
        me, online = self._workspace.me, self._workspace.status.is_online
        painter = QPainter(self)
        place = mirrored(self, QRectF(0, 2, _AVATAR, _AVATAR))
        paint_avatar(painter, place, me.id, me.name)
        colour = tokens.online if online else tokens.offline
        reading = self.layoutDirection()
        paint_presence(painter, place, colour, tokens.bg_raised, filled=online, reading=reading)
