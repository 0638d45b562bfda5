"""What people are told when something did not work: one calm sentence for every code, and it says what to do.

The codes come from the server, the connection and the address field; the words are ours, so that they can be translated.
"""

from PySide6.QtCore import QCoreApplication

from desktop.core.errors import (
    AddressError,
    CacheError,
    ClientError,
    ConnectError,
    ConnectFailure,
    ErrorCode,
    InvalidInputError,
    NotConnectedError,
    RefusedError,
)

_CONTEXT = "sentences"


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


def address_problem(problem: str) -> str:
    """Return why a server address cannot be used; `problem` is `AddressError.problem`."""
    return _address_problems().get(problem, _address_problems()["malformed"])


def needs_connection() -> str:
    """Return why something that cannot be undone is not done offline."""
    return QCoreApplication.translate(
        _CONTEXT, "There is no connection right now. Try again once you are back online."
    )


def failure(error: ClientError) -> str:
    """Return the sentence for any error that the client raises."""
    match error:
        case RefusedError() | InvalidInputError():
            return refusal(error.code)
        case ConnectError():
            return connect_failure(error.failure)
        case AddressError():
            return address_problem(error.problem)
        case NotConnectedError():
            return needs_connection()
        case CacheError():
            return QCoreApplication.translate(
                _CONTEXT,
                "The file on this computer cannot be used. Free some disk space, then start the program again.",
            )
        case _:
            return _unknown_refusal()


def _unknown_refusal() -> str:
    return QCoreApplication.translate(
        _CONTEXT, "The server did not accept this. Update this program and try again."
    )


def _refusals() -> dict[ErrorCode, str]:
    tr = QCoreApplication.translate
    return {
        ErrorCode.MALFORMED: tr(
            _CONTEXT, "The server could not read this. Update this program and try again."
        ),
        ErrorCode.UNKNOWN_REQUEST: tr(
            _CONTEXT, "This server is too old for this. Ask your administrator to update it."
        ),
        ErrorCode.NOT_SIGNED_IN: tr(_CONTEXT, "You are signed out. Sign in and try again."),
        ErrorCode.ALREADY_SIGNED_IN: tr(
            _CONTEXT, "You are signed in already. Sign out first to change the account."
        ),
        ErrorCode.WRONG_CREDENTIALS: tr(
            _CONTEXT, "The username or password is not right. Check both and try again."
        ),
        ErrorCode.TOKEN_REFUSED: tr(
            _CONTEXT, "This computer was signed out. Sign in again; nothing you wrote is lost."
        ),
        ErrorCode.DEACTIVATED: tr(
            _CONTEXT, "This account is closed. Ask your administrator if that is not right."
        ),
        ErrorCode.TOO_MANY_ATTEMPTS: tr(
            _CONTEXT, "Too many attempts to sign in. Wait a minute and try again."
        ),
        ErrorCode.RATE_LIMITED: tr(_CONTEXT, "That was a lot at once. Wait a moment and try again."),
        ErrorCode.CHAT_NOT_FOUND: tr(
            _CONTEXT, "This chat is not available to you. Start a new chat instead."
        ),
        ErrorCode.UNKNOWN_USER: tr(
            _CONTEXT, "One of these people is no longer in the team. Take them out and try again."
        ),
        ErrorCode.MESSAGE_EMPTY: tr(_CONTEXT, "There is nothing to send. Write something first."),
        ErrorCode.MESSAGE_TOO_LONG: tr(
            _CONTEXT, "This message is longer than 8,000 characters. Shorten it or send it in parts."
        ),
        ErrorCode.SUBJECT_TOO_LONG: tr(_CONTEXT, "This subject is longer than 200 characters. Shorten it."),
        ErrorCode.NO_OTHER_PARTICIPANT: tr(
            _CONTEXT, "A chat needs at least one other person. Choose a teammate."
        ),
        ErrorCode.TOO_MANY_PARTICIPANTS: tr(
            _CONTEXT, "A chat can have at most 500 participants. Choose fewer people."
        ),
        ErrorCode.ALREADY_PARTICIPANT: tr(
            _CONTEXT, "Somebody you chose is in this chat already. Take them out and try again."
        ),
        ErrorCode.ID_CONFLICT: tr(
            _CONTEXT, "The server has something else in this place. Copy the text and send it anew."
        ),
        ErrorCode.INTERNAL: tr(_CONTEXT, "Something went wrong on the server. Try again in a moment."),
    }


def _connect_failures() -> dict[ConnectFailure, str]:
    tr = QCoreApplication.translate
    return {
        ConnectFailure.UNREACHABLE: tr(
            _CONTEXT, "The server does not answer. Check the address and your network, then try again."
        ),
        ConnectFailure.UNKNOWN_HOST: tr(
            _CONTEXT, "No server has this address. Check the spelling and your network, then try again."
        ),
        ConnectFailure.NOT_INTERNAL_CHAT: tr(
            _CONTEXT, "This is not an Internal Chat server. Check the address with your administrator."
        ),
        ConnectFailure.NEWER_PROTOCOL: tr(
            _CONTEXT, "The server is newer than this program. Update it to connect again."
        ),
        ConnectFailure.UNTRUSTED: tr(
            _CONTEXT, "The server’s certificate is not valid. Do not sign in; tell your administrator."
        ),
        ConnectFailure.TOKEN_REFUSED: tr(
            _CONTEXT, "This computer was signed out. Sign in again; nothing you wrote is lost."
        ),
        ConnectFailure.DEACTIVATED: tr(
            _CONTEXT, "This account is closed. Ask your administrator if that is not right."
        ),
        ConnectFailure.LOST: tr(
            _CONTEXT, "The connection was lost. It comes back by itself; you can go on working."
        ),
    }


def _address_problems() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "empty": tr(_CONTEXT, "Enter the address of your company’s server."),
        "malformed": tr(_CONTEXT, "This is not a server address. Enter one like https://chat.example.com."),
        "insecure": tr(_CONTEXT, "This address is not encrypted. Use one that begins with https://."),
    }
