"""Frames that no sane client sends: junk, nearly requests, and the examples of PROTOCOL.md with something wrong in them."""

import json
import re
from pathlib import Path
from typing import Any, get_args

from hypothesis import strategies as st

import sync_server.protocol
from sync_server.protocol.frames import Request

Json = dict[str, Any]

_PAGE = (Path(sync_server.protocol.__file__).parent / "PROTOCOL.md").read_text(encoding="utf-8")
_KINDS = {kind.__struct_config__.tag for kind in get_args(Request)}
EXAMPLES: list[Json] = [
    example
    for example in map(
        json.loads, re.findall(r"^```json request\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL)
    )
    if example["type"] in _KINDS
]
"""Every request in PROTOCOL.md, but those of the connection for attachments."""
NEVER_MUTATED = {"sign_out", "sign_in", "change_password"}
"""These end the connection, or lock the name or the address of whoever tries them wrong too often."""
_SAFE_INTEGER = 2**53
_UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")

words = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "é",
        "🐌",
        "a" * 8_001,
        "\u202e",
        "null",
        "0",
        "-1",
        "../..",
        "' OR 1=1 --",
        "sync",
        "👍",
    ]
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.sampled_from(
    [0, -0.0, -1, 1.5, 1e308, 2**31, 2**53, 2**63 - 1, 2**63, 2**64, 10**30, 10**400, -(2**63) - 1]
) | st.integers(-10, 10_000)
junk = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=8,
)
"""Any JSON value."""


@st.composite
def nearly_requests(draw: st.DrawFn, chats: list[str], users: list[str], messages: list[str]) -> Json:
    """Draw an example of the protocol's page about chats, users and messages that exist, mutated a few times or not at all."""
    examples = [example for example in EXAMPLES if example["type"] not in NEVER_MUTATED]
    frame = _about(draw, dict(draw(st.sampled_from(examples))), chats, users, messages)
    for _ in range(draw(st.integers(0, 3))):
        _mutate(draw, frame)
    if isinstance(frame.get("type"), str) and frame["type"] in NEVER_MUTATED:
        frame["type"] = "sync"
    return frame


def _about(draw: st.DrawFn, frame: Json, chats: list[str], users: list[str], messages: list[str]) -> Json:
    """Let an example speak of what there is."""
    known = {"chat": chats, "message": messages, "reply_to": messages, "users": users, "participants": users}
    for field, ids in known.items():
        if field in frame and draw(st.integers(0, 5)):
            one = draw(st.sampled_from(ids))
            frame[field] = [one] if isinstance(frame[field], list) else one
    if frame["type"] in {"send_message", "create_chat", "set_subject", "add_participants"}:
        frame["message"] = draw(st.uuids(version=4)).hex if draw(st.booleans()) else frame["message"]
    return frame


def _mutate(draw: st.DrawFn, frame: Json) -> None:
    field = draw(st.sampled_from(sorted(frame, key=str))) if frame else "type"
    match draw(st.sampled_from(["drop", "junk", "add", "wrap", "id"])):
        case "drop":
            frame.pop(field, None)
        case "junk":
            frame[field] = draw(junk)
        case "add":
            frame[draw(words)] = draw(junk)
        case "wrap":
            frame[field] = draw(st.sampled_from([[frame.get(field)], {field: frame.get(field)}]))
        case _:
            frame["id"] = draw(junk)


def readable_id(value: Any) -> int | None:
    """Return the id that a reply to this must carry; None if it has none that every JSON reader agrees on."""
    if not isinstance(value, dict):
        return None
    id_ = value.get("id")
    return id_ if type(id_) is int and 0 <= id_ < _SAFE_INTEGER else None


NOT_JSON = [
    "", " ", "{", "}", "nul", "NaN", "{'id': 1}", '{"id": 1', '{"id": 1}}', '{"id": 01}', "[" * 100_000, '{"a":' * 50_000,
    "[" * 5_000 + "]" * 5_000, '{"type": "sync", "id": 1, "text": "\\ud83d"}', '"\\udc00"', '{"type": "\\uZZZZ"}', "\x00", "\ufeff{}",
    '{"type": "resume", "id": 1, "token": "a\nb"}', "// comment", '{"id": 1,}',
]  # fmt: skip
"""Texts that are no JSON, or none that has to be read."""
