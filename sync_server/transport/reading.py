"""Reads what a client sent. Either it is a request, or it is an `error` frame to answer with; never an exception."""

from collections.abc import Callable, Set
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Error, Request, RequestId, TransferRequest, decode_request
from sync_server.protocol.transfer import decode_transfer_request

T = TypeVar("T")

_TEXT_LIMIT = 200
"""A validation text may quote what the client sent; this much of it is enough to find the mistake."""


class Unreadable(Struct, frozen=True):
    """A frame that is no request."""

    error: Error
    not_json: bool
    """The other side does not speak the protocol at all: nothing that follows can be trusted to be in step."""


class _Envelope(Struct):
    """What can be known of an object that is no request."""

    type: Any = None
    id: Any = None


_request_types = frozenset(kind.__struct_config__.tag for kind in Request.__args__)
_transfer_types = frozenset(kind.__struct_config__.tag for kind in TransferRequest.__args__)
_envelopes = msgspec.json.Decoder(_Envelope)


def read_request(data: str | bytes) -> Request | Unreadable:
    """Return the request in a frame, or why it is none."""
    if not isinstance(data, str):
        return _not_json("binary frames are not spoken here: send JSON as text")
    return _read(data, decode_request, _request_types)


def read_transfer_request(data: str) -> TransferRequest | Unreadable:
    """Return the request in a text frame on the connection for attachments, or why it is none."""
    return _read(data, decode_transfer_request, _transfer_types)


def _read(data: str, decode: Callable[[str], T], known_types: Set[str]) -> T | Unreadable:
    try:
        return decode(data)
    except msgspec.ValidationError as invalid:
        return _explain(data, str(invalid)[:_TEXT_LIMIT], known_types)
    except msgspec.DecodeError as broken:
        return _not_json(str(broken)[:_TEXT_LIMIT])
    except RecursionError:
        return _not_json("JSON is nested too deeply")


def _not_json(text: str) -> Unreadable:
    return Unreadable(Error(None, ErrorCode.MALFORMED, text), not_json=True)


def _explain(data: str, text: str, known_types: Set[str]) -> Unreadable:
    try:
        envelope = _envelopes.decode(data)
    except msgspec.ValidationError as invalid:
        # No object at all, or a number of thousands of digits in it.
        return Unreadable(
            Error(None, ErrorCode.MALFORMED, f"a frame is one JSON object: {str(invalid)[:_TEXT_LIMIT]}"),
            not_json=False,
        )
    except msgspec.DecodeError as broken:
        return _not_json(str(broken)[:_TEXT_LIMIT])
    except RecursionError:
        return _not_json("JSON is nested too deeply")
    unknown = isinstance(envelope.type, str) and envelope.type not in known_types
    code = ErrorCode.UNKNOWN_REQUEST if unknown else ErrorCode.MALFORMED
    return Unreadable(Error(_readable_id(envelope.id), code, text), not_json=False)


def _readable_id(value: object) -> RequestId | None:
    return value if type(value) is int and value >= 0 else None
