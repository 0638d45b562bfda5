"""What people are told of the copy on this computer: what would be lost, what was saved, and why it cannot be opened now."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import QCoreApplication

from desktop.core.errors import CacheError, CacheInUseError, CacheNewerError
from desktop.core.folder import OPENED_FOLDER
from desktop.core.values import Progress, Recovery, Unsent
from desktop.viewmodels import times
from desktop.viewmodels.names import listed
from desktop.viewmodels.placeholders import filled


def lost_by_quitting(unsent: Unsent) -> str:
    """Return what the end of a session that keeps nothing would lose; empty for nothing."""
    if not unsent:
        return ""
    one = _total(unsent) == 1
    pattern = (
        _tr("%1 has not been sent. It is lost if you quit now.")
        if one
        else _tr("%1 have not been sent. They are lost if you quit now.")
    )
    return filled(pattern, _what(unsent))


def lost_by_signing_out(unsent: Unsent) -> str:
    """Return what a sign-out would lose; empty for nothing."""
    if not unsent:
        return ""
    one = _total(unsent) == 1
    pattern = (
        _tr("%1 has not been sent yet and would be lost. Sign out all the same?")
        if one
        else _tr("%1 have not been sent yet and would be lost. Sign out all the same?")
    )
    return filled(pattern, _what(unsent))


def recovered(recovery: Recovery) -> str:
    """Return what happened to a copy that could not be read."""
    happened = _tr(
        "The copy on this computer could not be read. It was set aside, and everything is fetched again."
    )
    unsent = _number(recovery.unsent, _tr("1 unsent message"), _tr("%Ln unsent messages", recovery.unsent))
    saved = [part for part in (unsent, _drafts(recovery.drafts)) if part]
    if saved:
        one = recovery.unsent + recovery.drafts == 1
        kept = filled(_tr("%1 was kept.") if one else _tr("%1 were kept."), listed(saved))
    elif recovery.readable:
        return happened
    else:
        kept = _tr("What had not been sent could not be saved from it.")
    return f"{happened} {kept}"


def set_aside_as(recovery: Recovery) -> str:
    """Return where the copy is that was set aside, for a tool tip."""
    return filled(_tr("Set aside as %1 until you sign out"), recovery.set_aside)


def not_removed(files: Sequence[str], *, keyring: bool) -> str:
    """Return what of an account could not be taken off this computer; empty for nothing."""
    said = []
    if files:
        in_plain = any(OPENED_FOLDER in PurePosixPath(file).parts for file in files)
        pattern = (
            _tr("You are signed out, but some files could not be removed from this computer: %1.")
            if keyring or in_plain
            else _tr(
                "You are signed out, but some files could not be removed from this computer. Nobody can read them: %1."
            )
        )
        said.append(filled(pattern, listed(files)))
    if keyring:
        said.append(
            _tr(
                "The system’s keyring did not answer, so the entry “internal-chat” is still in it. Remove it there."
            )
        )
    return " ".join(said)


def newer() -> str:
    """Return why a copy of a newer version is not opened."""
    return _tr(
        "The chats on this computer were kept by a newer version of Internal Chat. Update this program to open them; nothing was "
        "changed."
    )


def unusable() -> str:
    """Return why a copy cannot be opened now."""
    return _tr(
        "The file with your chats on this computer cannot be used now. Check that the disk is not full, then try again."
    )


def in_use() -> str:
    """Return why a copy is not opened while another program has it."""
    return _tr("These chats are open in another window on this computer. Close that one, then try again.")


def closed(error: CacheError) -> str:
    """Return why a copy is not opened, whatever the reason."""
    match error:
        case CacheNewerError():
            return newer()
        case CacheInUseError():
            return in_use()
        case _:
            return unusable()


def keyring_silent() -> str:
    """Return why a copy is not opened while the keyring does not answer."""
    return _tr(
        "The system’s keyring, which holds the key to your chats on this computer, does not answer. Unlock it and try again; "
        "nothing is lost."
    )


def keyring_awaited() -> str:
    """Return what is waited for while a keyring asks its owner."""
    return _tr("Waiting for the system’s keyring. If it asks for a password, answer it there.")


def without_keyring() -> str:
    """Return what is to be done by who did not want to wait for the keyring."""
    return _tr("Choose how this computer keeps your chats without its keyring, then sign in.")


def key_lost() -> str:
    """Return why somebody who had stayed signed in has to sign in."""
    return _tr("The system’s keyring no longer knows this account. Sign in again.")


def kept_by_keyring() -> str:
    """Return why a passphrase cannot be set while a keyring has the key."""
    return _tr(
        "Your chats are on this computer already, and the system’s keyring, which holds the key, does not answer. Unlock it and "
        "try again, or choose to keep nothing: then they stay untouched."
    )


def no_keyring() -> str:
    """Return why nobody can stay signed in as they wanted to."""
    return _tr("No system keyring was found. Choose how this computer keeps your chats, then sign in.")


def cannot_keep() -> str:
    """Return why nobody can stay signed in just now."""
    return _tr(
        "The system’s keyring does not answer. Unlock it and try again, or untick “Keep me signed in”."
    )


def lock_damaged() -> str:
    """Return why no passphrase helps any more, and the way out."""
    return _tr(
        "The file that turns your passphrase into the key is damaged, so nobody can open these chats any more. Choose “Sign in "
        "as somebody else” and remove them; when you sign in again, everything is fetched from your server."
    )


def already_locked() -> str:
    """Return why a passphrase is asked for right after signing in."""
    return _tr("Your chats are on this computer already. Enter the passphrase that protects them.")


def coming(messages: int) -> str:
    """Return how much history is on its way here; empty for nothing."""
    many = _tr("%Ln older messages are still coming", messages)
    return _number(messages, _tr("1 older message is still coming"), many)


def missing(messages: int) -> str:
    """Return how much history is not here while nothing can come; empty for nothing."""
    many = _tr("%Ln older messages are not here yet", messages)
    return _number(messages, _tr("1 older message is not here yet"), many)


def everything_here() -> str:
    """Return that nothing is missing."""
    return _tr("Everything you may read is on this computer")


def extent(progress: Progress, *, online: bool) -> str:
    """Return how much of what the user may read is here, if that is known."""
    if progress.complete and (online or progress.as_of is None):
        return everything_here()
    if progress.complete and progress.as_of is not None:
        pattern = _tr("As of %1, everything you may read is on this computer")
        return filled(pattern, times.moment(progress.as_of))
    return coming(progress.coming) if online else missing(progress.coming)


def asking(messages: int) -> str:
    """Return that messages ask whether they are still to go; empty for none."""
    many = _tr("%Ln messages waited long and ask whether they are still to go.", messages)
    return _number(messages, _tr("1 message waited long and asks whether it is still to go."), many)


def _what(unsent: Unsent) -> str:
    parts = (
        _number(unsent.messages, _tr("1 message"), _tr("%Ln messages", unsent.messages)),
        _number(unsent.changes, _tr("1 change"), _tr("%Ln changes", unsent.changes)),
        _drafts(unsent.drafts),
    )
    return listed([part for part in parts if part])


def _drafts(number: int) -> str:
    return _number(number, _tr("1 draft"), _tr("%Ln drafts", number))


def _total(unsent: Unsent) -> int:
    return unsent.messages + unsent.changes + unsent.drafts


def _number(number: int, one: str, many: str) -> str:
    if number <= 0:
        return ""
    return one if number == 1 else many


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("kept_here", text, "", number)
