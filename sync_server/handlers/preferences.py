"""What people set for themselves in a chat: muted, pinned, marked as unread, notified of otherwise than as a rule.

Nobody but their own devices ever hears of it. Commands come from several devices in any order; the last that the server takes
holds, for each of these by itself.
"""

from collections.abc import Iterator

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import Place, carried_out, enter, remember
from sync_server.handlers.outcomes import Caller, Delivery, Outcome
from sync_server.protocol import limits
from sync_server.protocol.frames import PreferencesChanged, PreferencesCursor, PreferencesSet, SetPreferences
from sync_server.protocol.nouns import Milliseconds, Preferences
from sync_server.store import preferences as store

_NOTHING_SET = Preferences(revision=0)


def set_preferences(
    conn: Connection, caller: Caller, command: SetPreferences, now_ms: Milliseconds
) -> Outcome:
    """Change some of what the caller has set in a chat; a command that changes nothing is told to nobody."""
    place = enter(conn, caller, command.chat, to_write=True)
    known = carried_out(conn, caller, command)
    held = store.of(conn, caller.user, place.chat.id)
    changed = held or _NOTHING_SET
    if not known:
        remember(conn, caller, command)
        changed = _with(place, command, changed)
    if changed == held:
        return Outcome(PreferencesSet(id=command.id, chat=place.chat.id, preferences=held))
    row = replace(changed, revision=store.next_revision(conn, caller.user, now_ms))
    keep = store.add if held is None else store.replace
    keep(conn, caller.user, place.chat.id, row)
    told = Delivery(to=frozenset({caller.user}), push=PreferencesChanged({place.chat.id: row}))
    return Outcome(PreferencesSet(id=command.id, chat=place.chat.id, preferences=row), (told,))


def preferences_since(
    conn: Connection, caller: Caller, cursor: PreferencesCursor
) -> Iterator[PreferencesChanged]:
    """Yield all that the caller has set since a cursor, oldest change first, as much at a time as fits a frame."""
    rows = store.changed_after(conn, caller.user, cursor)
    for start in range(0, len(rows), limits.PAGE_ROWS):
        yield PreferencesChanged(dict(rows[start : start + limits.PAGE_ROWS]))


def _with(place: Place, command: SetPreferences, held: Preferences) -> Preferences:
    mark = held.unread_from
    if command.unread_from is not None:
        mark = policy.unread_mark_at(place.caller, command.unread_from, place.chat.last_seq)
    return replace(
        held,
        muted_until=held.muted_until if command.muted_until is None else command.muted_until,
        pinned=held.pinned if command.pinned is None else command.pinned,
        unread_from=mark,
        notify=held.notify if command.notify is None else command.notify,
    )
