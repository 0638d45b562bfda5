"""Where the client's files lie. Apart from the settings, since it is needed before anything that reads those is imported.

Everything lies below one folder, the platform's own place for an application's data unless INTERNAL_CHAT_HOME names another.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "INTERNAL_CHAT_HOME"
_NAME = "internal-chat"


@dataclass(frozen=True, slots=True)
class Places:
    """Where things lie on this computer."""

    home: Path

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.home / "settings.json"

    @property
    def logs(self) -> Path:
        """Where the program keeps a log, and what is left of a process that broke off."""
        return self.home / "logs"

    def account(self, server: str, user: str) -> Path:
        """Return the folder of one account on one server; nothing of another account is in it."""
        import hashlib  # here, as who only shows the chats needs no folder

        return self.home / "accounts" / hashlib.sha256(f"{server}\n{user}".encode()).hexdigest()[:24]

    @property
    def fleeting(self) -> Path:
        """Where the folders of sessions lie that keep nothing after quitting."""
        return self.home / "fleeting"

    def fleeting_account(self) -> Path:
        """Return a folder for one session of this process that keeps nothing; `process_of` says whose it is."""
        import secrets

        return self.fleeting / f"{os.getpid()}-{secrets.token_hex(8)}"

    @staticmethod
    def process_of(fleeting: Path) -> int | None:
        """Return the process that a session's folder belongs to; None for what is no such folder."""
        number, _, rest = fleeting.name.partition("-")
        return int(number) if rest and number.isascii() and number.isdigit() else None


def find_places(environment: Mapping[str, str] = os.environ) -> Places:
    """Return where this user's files are to lie."""
    if chosen := environment.get(HOME_VARIABLE):
        return Places(Path(chosen).expanduser())
    if sys.platform == "linux":
        # As the library says; to import it takes as long as to read all that the first picture of the window needs.
        data = environment.get("XDG_DATA_HOME", "").strip() or "~/.local/share"
        return Places(Path(data).expanduser() / _NAME)
    from platformdirs import user_data_path

    return Places(user_data_path(_NAME, appauthor=False))
