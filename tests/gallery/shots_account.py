"""The pictures of the settings' pages Privacy, Storage, and Account and devices, offline and when something fails, too."""

import asyncio
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.core.account_values import DeviceId, SignedInDevice, StorageUsed
from desktop.core.errors import CacheError, ErrorCode, NotConnectedError, RefusedError
from desktop.core.values import FilesKept
from tests.gallery.shots import lose_connection, scene
from tests.gallery.shots_panel import mirrored
from tests.gallery.stage import Stage, settled
from tests.gallery.team import DEVICES
from tests.support.screen import click, shows, type_into, until

_MEGA = 1 << 20
_NARROW = QSize(560, 700)


async def opened(here: Stage, section: str) -> QWidget:
    """Open the settings at a page, with all that it needs to be full."""
    here.workspace.keep = "keyring"
    here.window.show_settings(section)
    return await here.dialog()


async def account(here: Stage, **answer: Any) -> QWidget:
    """Open the page Account and devices, with what the server answers."""
    here.desk.is_signed_in_on(*DEVICES, **answer)
    return await opened(here, "account")


async def asked(words: str) -> QWidget:
    """Press a button of the sheet that has the keyboard, and return what it opens."""
    before = QApplication.activeModalWidget()
    click(before, words, QAbstractButton)
    await until(lambda: QApplication.activeModalWidget() not in {None, before}, "another sheet")
    await settled()
    return QApplication.activeModalWidget()


def holds(here: Stage, **parts: int) -> None:
    """Say what there is, in the place of the disk."""

    async def storage() -> StorageUsed:
        return StorageUsed(
            messages=48 * _MEGA,
            search=31 * _MEGA,
            files=1_230 * _MEGA,
            file_count=642,
            file_limit=2_048 * _MEGA,
            set_aside=parts.get("set_aside", 0),
            free=83_000 * _MEGA,
        )

    async def kept() -> FilesKept:
        return FilesKept(1_230 * _MEGA, 642, 2_048 * _MEGA)

    here.desk.client.storage = storage  # type: ignore[method-assign]  # the caches of the gallery are nearly empty
    here.desk.client.files_kept = kept  # type: ignore[method-assign]
    here.desk.client.search_is_prepared = lambda: not parts.get("making")  # type: ignore[method-assign]


# Account and devices ------------------------------------------------------------------------------------------------


@scene("settings-account")
async def settings_account(here: Stage) -> None:
    await account(here)


@mirrored("settings-account-mirrored")
async def settings_account_mirrored(here: Stage) -> None:
    await account(here)


@scene("settings-account-narrow", size=_NARROW)
async def settings_account_narrow(here: Stage) -> None:
    await account(here)


@scene("settings-account-loading")
async def settings_account_loading(here: Stage) -> None:
    answer = asyncio.get_running_loop().create_future()

    async def never() -> tuple[SignedInDevice, ...]:
        return await answer

    here.desk.client.devices = never  # type: ignore[method-assign]  # a server that takes its time
    await opened(here, "account")


@scene("settings-account-offline")
async def settings_account_offline(here: Stage) -> None:
    await lose_connection(here)
    await account(here)


@scene("settings-account-lost-meanwhile")
async def settings_account_lost_meanwhile(here: Stage) -> None:
    await account(here)
    await lose_connection(here)


@scene("settings-account-failed")
async def settings_account_failed(here: Stage) -> None:
    await account(here, problem=RefusedError(ErrorCode.RATE_LIMITED))


@scene("settings-account-not-signed-out")
async def settings_account_not_signed_out(here: Stage) -> None:
    await account(here)

    async def breaks(_device: DeviceId) -> None:
        raise NotConnectedError("no answer")

    here.desk.client.revoke_device = breaks  # type: ignore[method-assign]
    sheet = await asked("Sign out of Desk 14, Ubuntu 24.04")
    click(sheet, "Sign out", QAbstractButton)


@scene("settings-sign-out-others")
async def settings_sign_out_others(here: Stage) -> None:
    await account(here)
    await asked("Sign out of all other devices…")


@scene("settings-sign-out-one")
async def settings_sign_out_one(here: Stage) -> None:
    await account(here)
    await asked("Sign out of Desk 14, Ubuntu 24.04")


@scene("settings-password")
async def settings_password(here: Stage) -> None:
    await account(here)
    await asked("Change password…")


@scene("settings-password-refused")
async def settings_password_refused(here: Stage) -> None:
    async def refuses(_old: str, _new: str) -> None:
        raise RefusedError(ErrorCode.WRONG_CREDENTIALS)

    here.desk.client.change_password = refuses  # type: ignore[method-assign]
    await account(here)
    sheet = await asked("Change password…")
    for name in ("Current password", "New password", "New password once more"):
        type_into(sheet, name, "not it at all" if name.startswith("Current") else "hippo violin umbrella")
    click(sheet, "Change password", QAbstractButton)
    await until(lambda: shows(sheet, "Problem"))


@scene("settings-password-offline")
async def settings_password_offline(here: Stage) -> None:
    await account(here)
    await asked("Change password…")
    await lose_connection(here)


# Storage ------------------------------------------------------------------------------------------------------------


@scene("settings-storage")
async def settings_storage(here: Stage) -> None:
    holds(here)
    await opened(here, "storage")


@scene("settings-storage-making-anew")
async def settings_storage_making_anew(here: Stage) -> None:
    holds(here, making=1, set_aside=12 * _MEGA)
    await opened(here, "storage")


@scene("settings-storage-failed")
async def settings_storage_failed(here: Stage) -> None:
    async def breaks() -> StorageUsed:
        raise CacheError("the disk does not answer")

    here.desk.client.storage = breaks  # type: ignore[method-assign]
    await opened(here, "storage")


@scene("settings-storage-loading")
async def settings_storage_loading(here: Stage) -> None:
    answer = asyncio.get_running_loop().create_future()

    async def never() -> StorageUsed | None:
        return await answer

    here.desk.client.storage = never  # type: ignore[method-assign]  # a disk that takes its time
    await opened(here, "storage")


@scene("settings-storage-remove")
async def settings_storage_remove(here: Stage) -> None:
    holds(here)
    await opened(here, "storage")
    await asked("Remove downloaded files…")


@scene("settings-storage-select")
async def settings_storage_select(here: Stage) -> None:
    holds(here)
    dialog = await opened(here, "storage")
    select = next(w for w in dialog.findChildren(QWidget) if w.accessibleName() == "Keep up to")
    select.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(select, Qt.Key.Key_Space)


# Privacy ------------------------------------------------------------------------------------------------------------


@scene("settings-privacy")
async def settings_privacy(here: Stage) -> None:
    await opened(here, "privacy")


@scene("settings-privacy-offline")
async def settings_privacy_offline(here: Stage) -> None:
    await lose_connection(here)
    await opened(here, "privacy")


@scene("settings-privacy-failed")
async def settings_privacy_failed(here: Stage) -> None:
    async def breaks(_on: bool) -> None:
        raise NotConnectedError("no answer")

    here.desk.client.set_shows_reads = breaks  # type: ignore[method-assign]
    dialog = await opened(here, "privacy")
    click(dialog, "Read receipts", QAbstractButton)


@mirrored("settings-privacy-mirrored")
async def settings_privacy_mirrored(here: Stage) -> None:
    await opened(here, "privacy")
