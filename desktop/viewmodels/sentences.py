"""What people are told when something did not work: one calm sentence for every code, and it says what to do.

The codes come from the server, the connection and the address field; the words are ours, so that they can be
translated.
"""

from PySide6.QtCore import QCoreApplication

from desktop.core.errors import (
    AddressError,
    CacheError,
    ClientError,
    ConnectError,
    ConnectFailure,
    ErrorCode,
    FileError,
    FileTrouble,
    InvalidInputError,
    NotConnectedError,
    RefusedError,
)
from desktop.viewmodels import kept_here


def refusal(code: ErrorCode | str) -> str:
    """Return why the server, or this program on its behalf, refused what the user asked for."""
    try:
        return _refusals()[ErrorCode(code)]
    except ValueError:  # a code of a newer server
        return _unknown_refusal()


def connect_failure(failure: ConnectFailure | str) -> str:
    """Return why there is no connection."""
    try:
        return _connect_failures()[ConnectFailure(failure)]
    except ValueError:
        return _connect_failures()[ConnectFailure.UNREACHABLE]


def file_trouble(trouble: FileTrouble | str) -> str:
    """Return why something with a file failed on this computer; `trouble` is a FileTrouble value."""
    return _file_troubles()[FileTrouble(trouble)]


def transfer_failure(reason: str) -> str:
    """Return why a file did not get to the server, or from it; `reason` is `Transfer.reason`."""
    return file_trouble(reason) if reason in set(FileTrouble) else refusal(reason)


def address_problem(problem: str) -> str:
    """Return why a server address cannot be used; `problem` is `AddressError.problem`."""
    return _address_problems().get(problem, _address_problems()["malformed"])


def needs_connection() -> str:
    """Return why something that cannot be undone is not done offline."""
    return QCoreApplication.translate(
        "sentences", "There is no connection right now. Try again once you are back online."
    )


def answer_lost() -> str:
    """Return that nobody knows yet whether something that cannot be undone was done."""
    return QCoreApplication.translate(
        "sentences",
        "The connection was lost before the server answered. Look who is in the chat, then try again.",
    )


def failure(error: ClientError) -> str:
    """Return the sentence for any error that the client raises."""
    match error:
        case RefusedError() | InvalidInputError():
            words = refusal(error.code)
        case ConnectError():
            words = connect_failure(error.failure)
        case AddressError():
            words = address_problem(error.problem)
        case NotConnectedError():
            words = needs_connection()
        case FileError():
            words = file_trouble(error.trouble)
        case CacheError():
            words = kept_here.closed(error)
        case _:
            words = _unknown_refusal()
    return words


def _unknown_refusal() -> str:
    return QCoreApplication.translate(
        "sentences", "The server did not accept this. Update this program and try again."
    )


def _refusals() -> dict[ErrorCode, str]:
    translate = QCoreApplication.translate
    return {
        ErrorCode.MALFORMED: translate(
            "sentences", "The server could not read this. Update this program and try again."
        ),
        ErrorCode.UNKNOWN_REQUEST: translate(
            "sentences", "This server is too old for this. Ask your administrator to update it."
        ),
        ErrorCode.NOT_SIGNED_IN: translate("sentences", "You are signed out. Sign in and try again."),
        ErrorCode.ALREADY_SIGNED_IN: translate(
            "sentences", "You are signed in already. Sign out first to change the account."
        ),
        ErrorCode.WRONG_CREDENTIALS: translate(
            "sentences", "The username or password is not right. Check both and try again."
        ),
        ErrorCode.TOKEN_REFUSED: translate(
            "sentences", "This computer was signed out. Sign in again; nothing you wrote is lost."
        ),
        ErrorCode.DEACTIVATED: translate(
            "sentences", "This account is closed. Ask your administrator if that is not right."
        ),
        ErrorCode.TOO_MANY_ATTEMPTS: translate(
            "sentences", "Too many attempts to sign in. Wait a minute and try again."
        ),
        ErrorCode.RATE_LIMITED: translate(
            "sentences", "That was a lot at once. Wait a moment and try again."
        ),
        ErrorCode.CHAT_NOT_FOUND: translate(
            "sentences", "This chat is not available to you. Start a new chat instead."
        ),
        ErrorCode.MESSAGE_NOT_FOUND: translate(
            "sentences",
            "This message is not available to you. Look at the chat again, then go on from there.",
        ),
        ErrorCode.DEVICE_NOT_FOUND: translate(
            "sentences", "This device is not signed in any more. There is nothing left to do."
        ),
        ErrorCode.UNKNOWN_USER: translate(
            "sentences", "One of these people is no longer in the team. Take them out and try again."
        ),
        ErrorCode.MESSAGE_EMPTY: translate("sentences", "There is nothing to send. Write something first."),
        ErrorCode.MESSAGE_TOO_LONG: translate(
            "sentences", "This message is longer than 8,000 characters. Shorten it or send it in parts."
        ),
        ErrorCode.NOT_AUTHOR: translate(
            "sentences",
            "Only the person who wrote a message can change or delete it. Write a new one instead.",
        ),
        ErrorCode.MESSAGE_DELETED: translate(
            "sentences", "This message was deleted meanwhile. Write a new one instead."
        ),
        ErrorCode.SYSTEM_LINE: translate(
            "sentences", "This line tells what happened in the chat and stays as it is. Choose a message."
        ),
        ErrorCode.EMOJI_REFUSED: translate(
            "sentences", "This is not an emoji that can stand under a message. Choose another one."
        ),
        ErrorCode.TOO_MANY_REACTIONS: translate(
            "sentences", "This message has as many different emoji as it can have. Choose one that is there."
        ),
        ErrorCode.ATTACHMENT_NOT_FOUND: translate(
            "sentences", "This file is not available to you. Ask somebody in the chat to send it again."
        ),
        ErrorCode.ATTACHMENT_TOO_LARGE: translate(
            "sentences", "This file is larger than the server takes. Make it smaller, or send a link to it."
        ),
        ErrorCode.TOO_MANY_ATTACHMENTS: translate(
            "sentences", "A message can have at most 10 files. Send the others in a message of their own."
        ),
        ErrorCode.ATTACHMENT_DAMAGED: translate(
            "sentences", "This file was damaged on its way. Try again; it is sent anew."
        ),
        ErrorCode.TOO_MANY_TRANSFERS: translate(
            "sentences", "Many files are on their way just now. Wait until one of them is through."
        ),
        ErrorCode.TRANSFER_NOT_FOUND: translate(
            "sentences", "The server lost track of this file on its way. Try again."
        ),
        ErrorCode.QUOTA_EXCEEDED: translate(
            "sentences",
            "You have stored as much on the server as you may. Delete messages with large files, or ask your administrator.",
        ),
        ErrorCode.STORAGE_FULL: translate(
            "sentences",
            "The server has no room for files just now. Try again later, or tell your administrator.",
        ),
        ErrorCode.PASSWORD_REFUSED: translate("sentences", "This cannot be a password. Choose another one."),
        ErrorCode.SUBJECT_TOO_LONG: translate(
            "sentences", "This subject is longer than 200 characters. Shorten it."
        ),
        ErrorCode.NO_OTHER_PARTICIPANT: translate(
            "sentences", "A chat needs at least one other person. Choose a teammate."
        ),
        ErrorCode.TOO_MANY_PARTICIPANTS: translate(
            "sentences", "A chat can have at most 500 participants. Choose fewer people."
        ),
        ErrorCode.ALREADY_PARTICIPANT: translate(
            "sentences", "Somebody you chose is in this chat already. Take them out and try again."
        ),
        ErrorCode.ID_CONFLICT: translate(
            "sentences", "The server has something else in this place. Copy the text and send it anew."
        ),
        ErrorCode.INTERNAL: translate(
            "sentences", "Something went wrong on the server. Try again in a moment."
        ),
    }


def _connect_failures() -> dict[ConnectFailure, str]:
    translate = QCoreApplication.translate
    return {
        ConnectFailure.UNREACHABLE: translate(
            "sentences", "The server does not answer. Check the address and your network, then try again."
        ),
        ConnectFailure.UNKNOWN_HOST: translate(
            "sentences", "No server has this address. Check the spelling and your network, then try again."
        ),
        ConnectFailure.NOT_INTERNAL_CHAT: translate(
            "sentences", "This is not an Internal Chat server. Check the address with your administrator."
        ),
        ConnectFailure.NEWER_PROTOCOL: translate(
            "sentences", "The server is newer than this program. Update it to connect again."
        ),
        ConnectFailure.UNTRUSTED: translate(
            "sentences", "The server’s certificate is not valid. Do not sign in; tell your administrator."
        ),
        ConnectFailure.TOKEN_REFUSED: translate(
            "sentences", "This computer was signed out. Sign in again; nothing you wrote is lost."
        ),
        ConnectFailure.DEACTIVATED: translate(
            "sentences", "This account is closed. Ask your administrator if that is not right."
        ),
        ConnectFailure.DISK: translate(
            "sentences",
            "New messages cannot be kept on this computer. Free some disk space; nothing you wrote is lost.",
        ),
        ConnectFailure.LOST: translate(
            "sentences", "The connection was lost. It comes back by itself; you can go on working."
        ),
    }


def _file_troubles() -> dict[FileTrouble, str]:
    translate = QCoreApplication.translate
    return {
        FileTrouble.DISK_FULL: translate(
            "sentences", "There is no room left on this computer’s disk. Free some space, then try again."
        ),
        FileTrouble.UNWRITABLE: translate(
            "sentences",
            "The file cannot be written there. Choose another place, or look who may write to it.",
        ),
        FileTrouble.DAMAGED: translate(
            "sentences", "The file is damaged on this computer. Fetch it again, or attach it anew."
        ),
        FileTrouble.MISSING: translate(
            "sentences", "The file is no longer on this computer. Fetch it again, or attach it anew."
        ),
        FileTrouble.UNREADABLE: translate(
            "sentences",
            "The file cannot be read. Look whether it is still there and you may open it, then try again.",
        ),
        FileTrouble.UNSAFE: translate(
            "sentences",
            "This file could start a program, so it is not opened from here. Save it, and open it only if you trust it.",
        ),
        FileTrouble.IS_FOLDER: translate(
            "sentences", "A folder cannot be sent. Send the files in it, or pack it into one first."
        ),
    }


def _address_problems() -> dict[str, str]:
    translate = QCoreApplication.translate
    return {
        "empty": translate("sentences", "Enter the address of your company’s server."),
        "malformed": translate(
            "sentences", "This is not a server address. Enter one like https://chat.example.com."
        ),
        "insecure": translate(
            "sentences", "This address is not encrypted. Use one that begins with https://."
        ),
    }
