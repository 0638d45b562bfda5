"""Who is there, as one connection has told it, and when the server is told of the user: no oftener than it takes."""

import pytest

from desktop.core.errors import ConnectFailure, ErrorCode
from desktop.core.sync.attendance import Attendance
from desktop.core.sync.effects import Send, Tell
from desktop.core.sync.engine import Engine
from desktop.core.sync.incoming import Held
from desktop.core.values import Presence
from sync_server.protocol.frames import Error, Ok, Resume, Resumed, SetPresence, Synced
from sync_server.protocol.frames import Presence as Told
from tests.desktop.core.world import ME, OTHER, THIRD


class Line:
    """An engine with a connection, and what it says of the user."""

    def __init__(self, engine=None):
        self.engine = engine or Engine("secret", jitter=lambda: 0.5)
        self.requests = []
        self.told = set()
        self.now = 100.0
        self.engine.connecting()
        self._do(self.engine.connected(Held(0, 0, (), ()), self.now))
        (resume,) = [each for each in self.requests if isinstance(each, Resume)]
        self.hear(Resumed(resume.id, ME, "device"))

    def hear(self, frame):
        self._do(self.engine.received(frame, self.now))
        self.look()

    def look(self, seconds=0.0):
        self.now += seconds
        self._do(self.engine.advance(self.now))

    def said(self):
        """Return and forget what was said of the user."""
        found = [each for each in self.requests if isinstance(each, SetPresence)]
        self.requests.clear()
        return found

    def _do(self, effects):
        for effect in effects:
            match effect:
                case Send(request=request):
                    self.requests.append(request)
                case Tell(changes=changes):
                    self.told |= changes.presence


@pytest.fixture
def line():
    line = Line()
    line.hear(Told({OTHER.id: "away"}))
    line.hear(Synced(1))
    return line


def test_until_the_catch_up_is_through_nothing_is_known():
    line = Line()
    line.hear(Told({OTHER.id: "active"}))
    assert line.engine.presence(OTHER.id) is None
    assert not line.told
    line.hear(Synced(1))
    assert line.engine.presence(OTHER.id) is Presence.ONLINE


def test_whoever_was_not_named_is_offline(line):
    assert line.engine.presence(OTHER.id) is Presence.AWAY
    assert line.engine.presence(THIRD.id) is Presence.OFFLINE


def test_only_whose_presence_is_another_is_told(line):
    line.hear(Told({OTHER.id: "away", THIRD.id: "active"}))
    assert line.told == {THIRD.id}
    line.hear(Told({THIRD.id: "offline"}))
    assert line.engine.presence(THIRD.id) is Presence.OFFLINE


def test_nothing_outlives_the_connection(line):
    line.engine.failed(ConnectFailure.LOST, line.now)
    assert line.engine.presence(OTHER.id) is None
    again = Line(line.engine)
    again.hear(Synced(1))
    assert again.engine.presence(OTHER.id) is Presence.OFFLINE


def test_an_active_user_is_not_told_since_a_new_device_counts_as_active(line):
    line.engine.attendance.set_active(True)
    line.look()
    assert line.said() == []


def test_leaving_is_said_at_once_and_what_changes_before_the_answer_once_after_it(line):
    line.engine.attendance.set_active(False)
    line.look()
    (away,) = line.said()
    assert away.state == "away"
    for active in (True, False, True):
        line.engine.attendance.set_active(active)
        line.look()
    assert line.said() == []
    line.hear(Ok(away.id))
    (back,) = line.said()
    assert back.state == "active"
    line.hear(Ok(back.id))
    assert line.said() == []


def test_who_is_away_says_so_after_each_connection_again(line):
    line.engine.attendance.set_active(False)
    line.look()
    assert len(line.said()) == 1
    line.engine.failed(ConnectFailure.LOST, line.now)
    again = Line(line.engine)
    assert [each.state for each in again.said()] == ["away"]


def test_what_the_server_had_no_time_for_is_said_again_later(line):
    line.engine.attendance.set_active(False)
    line.look()
    (away,) = line.said()
    line.hear(Error(away.id, ErrorCode.RATE_LIMITED, "slower", 2_000))
    assert line.said() == []
    line.look(3.0)
    assert [each.state for each in line.said()] == ["away"]


def test_a_server_that_does_not_know_the_word_is_not_told_again(line):
    line.engine.attendance.set_active(False)
    line.look()
    (away,) = line.said()
    line.hear(Error(away.id, ErrorCode.UNKNOWN_REQUEST, "what?"))
    line.look(60.0)
    assert line.said() == []


def test_the_newest_word_wins():
    attendance = Attendance()
    attendance.set_active(False)
    attendance.set_active(True)
    assert attendance.to_say() is None
