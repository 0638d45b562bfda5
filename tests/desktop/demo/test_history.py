"""The demo's past: the same file for the same present, ten people, sixteen chats, one of them long, and all of it in the past."""

import json
from collections import Counter

import pytest

from desktop.demo.history import DAYS, DESK_MESSAGES, history
from desktop.demo.people import TEAM
from desktop.ui.avatars import avatar_color
from sync_server import admin

NOON = 1_772_712_000_000
"""5 March 2026, 12:00 UTC."""
HOUR = 3_600_000


def lines(now_ms: int = NOON, **kwargs) -> list[tuple[str, dict]]:
    return [next(iter(json.loads(line).items())) for line in history(now_ms, **kwargs).splitlines()]


def of(kind: str, story: list[tuple[str, dict]]) -> list[dict]:
    return [value for name, value in story if name == kind]


def test_the_same_present_and_seed_give_the_same_file():
    assert history(NOON) == history(NOON)
    assert history(NOON) != history(NOON, seed=1)


def test_there_are_ten_people_a_dozen_chats_and_five_thousand_messages_in_one_of_them():
    story = lines()
    assert len(of("user", story)) == 10
    assert len(of("chat", story)) == 16
    assert (
        max(Counter(message["chat"] for message in of("message", story)).values()) == DESK_MESSAGES == 5_000
    )


def test_no_two_people_have_the_same_colour():
    assert len({avatar_color(person.id) for person in TEAM}) == len(TEAM)


def test_there_are_one_to_one_chats_and_somebody_added_without_history():
    story = lines()
    assert sum(len(chat["participants"]) == 1 for chat in of("chat", story)) >= 3
    assert any(not added["with_history"] for added in of("added", story))
    assert any(added["with_history"] for added in of("added", story))


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_at_any_time_of_day_everything_lies_in_the_two_weeks_before_and_in_order(hour):
    now = NOON + hour * HOUR
    story = lines(now)
    times: dict[str, list[int]] = {}
    for name, value in story:
        if name in ("chat", "message", "renamed", "added"):
            key = value["key"] if name == "chat" else value["chat"]
            times.setdefault(key, []).append(
                value.get("created_at") or value.get("sent_at") or value.get("at")
            )
    for moments in times.values():
        assert moments == sorted(moments)
        assert now - (DAYS + 1) * 24 * HOUR <= moments[0]
        assert moments[-1] < now


def test_the_server_takes_it_in(tmp_path):
    file = tmp_path / "history.jsonl"
    file.write_bytes(history(NOON))
    taken = admin.import_history(f"sqlite:///{tmp_path / 'chat.db'}", file)
    assert (taken.users, taken.chats) == (10, 16)
    assert taken.messages > DESK_MESSAGES


def test_people_answer_mention_and_react_and_not_everybody_has_read_everything():
    story = lines()
    messages = of("message", story)
    assert sum("reply_to" in message for message in messages) >= 3
    assert {"dana", "elif"} <= {name for message in messages for name in message.get("mentions", ())}
    assert any(message.get("reactions") for message in messages)
    readers = [(value["chat"], value["user"]) for name, value in story if name == "read"]
    assert len(set(readers)) > 20
