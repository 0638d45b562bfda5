"""The few things that are remembered between two starts.

The settings file holds nothing secret: tokens and keys are the system keyring's, or protected by a passphrase that nobody keeps.
"""

import logging
import os
import tempfile
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct, structs

from desktop.places import HOME_VARIABLE, Places, find_places

__all__ = [
    "HOME_VARIABLE",
    "KnownAccount",
    "Places",
    "Settings",
    "account_key",
    "find_places",
    "load_settings",
    "save_settings",
]

log = logging.getLogger(__name__)


class KnownAccount(Struct, frozen=True):
    """Who signed in on this computer and wanted to stay so."""

    server: str
    user: str
    username: str
    name: str
    protection: Literal["keyring", "passphrase"] = "keyring"
    """What the key to the chats on this computer comes from, and so the device's token too."""

    @property
    def key(self) -> str:
        """Return what tells this account from all others."""
        return account_key(self.server, self.user)


class Settings(Struct, frozen=True):
    """What is remembered."""

    appearance: Literal["system", "light", "dark"] = "system"
    server: str = ""
    """Address last signed in to, as it was typed."""
    username: str = ""
    account: KnownAccount | None = None
    """Whose chats were shown last; None where those were to leave no trace."""
    others: tuple[KnownAccount, ...] = ()
    """Who else is signed in on this computer, in the order of use."""
    patience_minutes: int | None = 30
    """How long a message may wait before its author is asked whether it is still to go; None for never."""
    choices: dict[str, Any] = {}
    """What the screens remember, in a form that is theirs."""

    @property
    def known(self) -> tuple[KnownAccount, ...]:
        """Return all accounts, the one that was shown last first."""
        return (*(() if self.account is None else (self.account,)), *self.others)

    def showing(self, account: KnownAccount | None) -> "Settings":
        """Return the settings once an account is shown: the one before it comes first among the others. None leaves no trace."""
        key = None if account is None else account.key
        others = tuple(known for known in self.known if known.key != key)
        return structs.replace(self, account=account, others=others)

    def without(self, key: str) -> "Settings":
        """Return the settings once an account has left this computer."""
        account = None if self.account is None or self.account.key == key else self.account
        others = tuple(known for known in self.others if known.key != key)
        return structs.replace(self, account=account, others=others)


def account_key(server: str, user: str) -> str:
    """Return what tells an account from all others: the same user id may mean somebody else on another server."""
    return f"{user}@{server}"


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that cannot be read is set aside, and the program starts as if new."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        log.warning("the settings cannot be read: %s", error.strerror)
        return Settings()
    except msgspec.DecodeError:
        aside = path.with_suffix(".damaged.json")
        try:
            path.replace(aside)
        except OSError as error:
            log.warning("the settings are damaged, and cannot be set aside: %s", error.strerror)
        else:
            log.warning("the settings could not be read and were set aside as %s", aside.name)
        return Settings()


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(settings)))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
