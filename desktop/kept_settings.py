"""The settings in force, and how they come back into their file: beside everything else, one write after the other.

What the screens remember (`choices`) may change with every pixel that a window is dragged; that is written once it rests.
"""

import asyncio
from pathlib import Path

import msgspec
from msgspec import structs
from PySide6.QtCore import QTimer

from desktop.config import KnownAccount, load_settings, save_settings
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import Choices, ChoicesModel

_REST_MS = 500
_MINUTE_MS = 60_000


class KeptSettings:
    """What is remembered, from one start to the next."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.now = load_settings(path)
        self.choices = ChoicesModel(choices_of(self.now.choices))
        """The only ones of the program: they hold on the sign-in page too."""
        self._background: Background | None = None
        self._writing = asyncio.Lock()
        self._written: asyncio.Task[None] | None = None
        self._rest = QTimer(self.choices, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self._write)
        self.choices.changed.connect(self._on_chosen)

    def begin(self, background: Background) -> None:
        """Write what changes from now on. It is to be called once."""
        self._background = background

    def remember(self, **values: object) -> None:
        """Take values by their names in `Settings`, and write them soon."""
        self.now = structs.replace(self.now, **values)
        self._write()

    def show(self, account: KnownAccount | None, username: str) -> None:
        """Remember whose chats are shown; None for one who is to leave no trace."""
        self.now = structs.replace(self.now.showing(account), username=username)
        self._write()

    def forget(self, key: str) -> None:
        """Remember an account no longer."""
        self.now = self.now.without(key)
        self._write()

    @property
    def patience(self) -> int | None:
        """How many milliseconds a message may wait before its author is asked; None for never asking."""
        minutes = self.now.patience_minutes
        return None if minutes is None else minutes * _MINUTE_MS

    def keep_appearance(self, mode: str) -> None:
        """Keep whether everything is light, dark, or as the system is."""
        self.remember(appearance=mode)

    def keep_patience(self, milliseconds: int | None) -> None:
        """Keep how long a message may wait."""
        self.remember(patience_minutes=None if milliseconds is None else milliseconds // _MINUTE_MS)

    async def finish(self) -> None:
        """Write what still waits, and wait until it is written."""
        if self._rest.isActive():
            self._write()
        if self._written is not None:
            await self._written

    def _on_chosen(self, choices: Choices) -> None:
        self.now = structs.replace(self.now, choices=msgspec.to_builtins(choices))
        self._rest.start()

    def _write(self) -> None:
        self._rest.stop()
        if self._background is not None:
            self._written = self._background.start(self._save())

    async def _save(self) -> None:
        """Write the settings as they are by now."""
        async with self._writing:
            await asyncio.to_thread(save_settings, self._path, self.now)


def choices_of(kept: dict[str, object]) -> Choices:
    """Return the choices that were kept; whatever is not understood, value by value, is the default's."""
    known: dict[str, object] = {}
    for field in structs.fields(Choices):
        if field.encode_name in kept:
            try:
                known[field.name] = msgspec.convert(kept[field.encode_name], field.type)
            except msgspec.ValidationError:
                continue
    return structs.replace(Choices(), **known)
