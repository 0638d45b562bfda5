"""Signing in: sends what was typed to the server, and says in one sentence what to mend when that does not work.

Part of it is the choice of how this computer keeps the chats: whoever signs in has to know that before anything is written.
"""

import asyncio
from collections.abc import Awaitable
from enum import StrEnum
from typing import Protocol, TypeVar

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.client import sign_in
from desktop.core.errors import AddressError, ClientError, ConnectError, ErrorCode, RefusedError
from desktop.viewmodels import kept_here, sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.patience import GivenUpError, Patience

R = TypeVar("R")

LEAST_CHARACTERS = 8
"""A passphrase has at least so many."""


class Keep(StrEnum):
    """How this computer keeps the chats, and the way back in."""

    KEYRING = "keyring"
    """Encrypted; the key is the system keyring's."""
    PASSPHRASE = "passphrase"  # noqa: S105 - a way, not a secret
    """Encrypted; the key comes from a passphrase that is asked for at every start."""
    NOTHING = "nothing"
    """Encrypted while the program runs, with a key that nobody keeps; removed when it ends."""


class Choice(Struct, frozen=True):
    """What the user chose."""

    keep: Keep
    passphrase: str = ""

    def __repr__(self) -> str:
        """Leave the passphrase out: what is printed may end in a log."""
        return f"Choice({self.keep})"


class Entry(StrEnum):
    """A field of the page."""

    SERVER = "server"
    USERNAME = "username"
    PASSWORD = "password"  # noqa: S105 - a field, not a secret
    PASSPHRASE = "passphrase"  # noqa: S105 - a field, not a secret
    REPEATED = "repeated"


class Keyring(Protocol):
    """The system's keyring, as whoever signs in depends on it. Both may take until its owner has answered it, if ever."""

    async def keyring_found(self) -> bool:
        """Tell whether there is one."""

    async def keyring_answers(self) -> bool:
        """Open it, and tell whether it is open."""


class SignInModel(QObject):
    """What the sign-in page shows, but for what is typed, which stays in its fields.

    Signals:
        changed(): `busy`, `awaits_keyring` or `problem` is different.
        signed_in(Account, Choice): this computer is a device of the account now, and how it is to keep what it gets.
    """

    changed = Signal()
    signed_in = Signal(object, object)

    def __init__(  # noqa: PLR0913 - what is proposed, and what is asked
        self,
        background: Background,
        *,
        device_name: str,
        server: str = "",
        username: str = "",
        can_keep: bool = True,
        keyring: Keyring | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Propose `server` and `username`; `can_keep` says whether a system keyring was found, until `keyring` was asked.

        Once the user is signed in, both are what was typed.
        """
        super().__init__()
        self._background = background
        self._device_name = device_name
        self._busy = False
        self._problem = ""
        self._to_mend: Entry | None = None
        self.server = server
        self.username = username
        self._can_keep = can_keep
        self._keyring = keyring
        self._patience = patience or Patience()
        self._awaits_keyring = False
        self._trying: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer of the server is awaited."""
        return self._busy

    @property
    def awaits_keyring(self) -> bool:
        """Whether the keyring has not answered for a while: it may be asking its owner, who may also go on without it."""
        return self._awaits_keyring

    @property
    def problem(self) -> str:
        """Return why it did not work and what to do, as a sentence; empty for no problem."""
        return self._problem

    @property
    def to_mend(self) -> Entry | None:
        """Return the field in which the problem can be mended, if it is in one."""
        return self._to_mend

    @property
    def can_keep(self) -> bool:
        """Whether there is a system keyring, so that one can stay signed in."""
        return self._can_keep

    def set_can_keep(self, can_keep: bool) -> None:  # noqa: FBT001 - a setter
        """Say whether a system keyring was found: that may be known only after the page is shown."""
        if can_keep != self._can_keep:
            self._can_keep = can_keep
            self.changed.emit()

    async def look_for_keyring(self) -> bool:
        """Find out whether there is a system keyring, and return it."""
        if self._keyring is not None:
            self.set_can_keep(await self._keyring.keyring_found())
        return self._can_keep

    async def of_keyring(self, answer: Awaitable[R]) -> R:
        """Wait for an answer of the keyring, and say so if it takes long. Raises GivenUpError."""
        try:
            return await self._patience.wait(answer, lambda: self._set_awaits_keyring(awaits=True))
        finally:
            self._set_awaits_keyring(awaits=False)

    def go_on_without_keyring(self) -> None:
        """Wait for the keyring no longer: the user chooses among what there is without one."""
        self._patience.give_up()

    def without_keyring(self) -> None:
        """Offer what there is without a keyring, since nobody wanted to wait for it."""
        self.set_can_keep(False)
        self._tell(problem=kept_here.without_keyring())

    def sign_in(
        self,
        server: str,
        username: str,
        password: str,
        *,
        keep: Keep,
        passphrase: str = "",
        repeated: str = "",
    ) -> None:
        """Sign in with what was typed, unless that is under way already."""
        if self._busy:
            return
        server, username = server.strip(), username.strip()
        choice = self._choice(keep, passphrase)
        to_mend = _missing(server, username, password) or _not_protected(choice, repeated)
        if to_mend is not None:
            self._tell(problem=_sentence(to_mend, passphrase), to_mend=to_mend)
            return
        self._tell(busy=True)
        self._trying = self._background.start(self._sign_in(server, username, password, choice))

    def leave(self) -> None:
        """Give up what is under way: the user has gone elsewhere."""
        if self._trying is not None:
            self._trying.cancel()

    def _choice(self, keep: Keep, passphrase: str) -> Choice:
        if keep is Keep.KEYRING and not self._can_keep:
            return Choice(Keep.NOTHING)
        return Choice(keep, passphrase if keep is Keep.PASSPHRASE else "")

    async def _sign_in(self, server: str, username: str, password: str, choice: Choice) -> None:
        if choice.keep is Keep.KEYRING and not await self._open_keyring():
            # Said before the server makes this computer a device: it would be one for nothing.
            return
        try:
            account = await sign_in(server, username, password, device_name=self._device_name)
        except ClientError as error:
            self._tell(problem=sentences.failure(error), to_mend=_field_of(error))
        except BaseException:
            self._tell(problem=sentences.refusal(ErrorCode.INTERNAL))
            raise
        else:
            self.server, self.username = server, username
            # Still busy: the chats on this computer are opened now, and nothing must be typed meanwhile.
            self.signed_in.emit(account, choice)

    async def _open_keyring(self) -> bool:
        """Make sure that the keyring is there and open; else say what to do."""
        try:
            if not await self.of_keyring(self.look_for_keyring()):
                self._tell(problem=kept_here.no_keyring())
                return False
            if self._keyring is not None and not await self.of_keyring(self._keyring.keyring_answers()):
                self._tell(problem=kept_here.cannot_keep())
                return False
        except GivenUpError:
            self.without_keyring()
            return False
        return True

    def _set_awaits_keyring(self, *, awaits: bool) -> None:
        if awaits != self._awaits_keyring:
            self._awaits_keyring = awaits
            self.changed.emit()

    def say(self, problem: str) -> None:
        """Say in the page why the user sees it, or why nothing came of it; it can be used again."""
        self._tell(problem=problem)

    def show_problem(self, error: ClientError) -> None:
        """Say why signing in ended in nothing after the server had agreed, or why the user is asked to do it again."""
        self.say(sentences.failure(error))

    def _tell(self, *, busy: bool = False, problem: str = "", to_mend: Entry | None = None) -> None:
        self._busy = busy
        self._problem = problem
        self._to_mend = to_mend
        self.changed.emit()


def _missing(server: str, username: str, password: str) -> Entry | None:
    if not server:
        return Entry.SERVER
    if not username:
        return Entry.USERNAME
    return None if password else Entry.PASSWORD


def _not_protected(choice: Choice, repeated: str) -> Entry | None:
    """Return the field that keeps the chosen passphrase from being one."""
    if choice.keep is not Keep.PASSPHRASE:
        return None
    if len(choice.passphrase) < LEAST_CHARACTERS:
        return Entry.PASSPHRASE
    return None if choice.passphrase == repeated else Entry.REPEATED


def _sentence(to_mend: Entry, passphrase: str) -> str:
    match to_mend:
        case Entry.SERVER:
            return sentences.address_problem("empty")
        case Entry.USERNAME:
            return _tr("Enter your username.")
        case Entry.PASSWORD:
            return _tr("Enter your password.")
        case Entry.PASSPHRASE if not passphrase:
            return _tr("Enter a passphrase.")
        case Entry.PASSPHRASE:
            return _tr("Use at least %Ln characters.", LEAST_CHARACTERS)
        case Entry.REPEATED:
            return _tr("The two passphrases are not the same.")


def _field_of(error: ClientError) -> Entry | None:
    match error:
        case AddressError() | ConnectError():
            return Entry.SERVER
        case RefusedError(code=ErrorCode.DEACTIVATED):
            return Entry.USERNAME
        case RefusedError(code=ErrorCode.WRONG_CREDENTIALS):
            return Entry.PASSWORD
        case _:
            return None


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("SignInModel", text, "", number)
