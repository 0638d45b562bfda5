"""Which files run next, and what becomes of those that failed: decided without a file or a connection."""

import pytest

from desktop.core.errors import ErrorCode, FileTrouble
from desktop.core.sync.transfers import (
    AT_ONCE,
    AT_ONCE_AGAIN,
    FIRST_RETRY,
    FIRST_ROOM_RETRY,
    LONGEST_RETRY,
    LONGEST_ROOM_RETRY,
    SMALL,
    SMALL_BESIDE,
    Transfers,
    Verdict,
    Wanted,
)
from desktop.core.sync.transfers_jobs import Broke, Ended, Moved, Refused, Stopped, Troubled
from desktop.core.values import TransferState

LARGE = 50_000_000
NOW = 1_000.0


@pytest.fixture
def transfers():
    """Online, with the longest waits."""
    made = Transfers(jitter=lambda: 1.0)
    made.set_online(True)
    return made


def put(transfers, name, *, size=LARGE, up=False, **wanted):
    transfers.put(Wanted(name, up, size, **wanted), now=NOW)


def begun(transfers, now=NOW):
    """Begin what may be begun; return the tries by name."""
    return {wanted.attachment: run for run, wanted in transfers.next(now)}


def state(transfers, name):
    return transfers.of(name).state


# What runs next ------------------------------------------------------------------------------------------------------


def test_nothing_runs_without_a_connection():
    transfers = Transfers(jitter=lambda: 1.0)
    put(transfers, "a")
    assert begun(transfers) == {}
    assert transfers.wake_at(NOW) is None
    assert state(transfers, "a") is TransferState.WAITING
    transfers.set_online(True)
    assert [*begun(transfers)] == ["a"]
    assert state(transfers, "a") is TransferState.RUNNING


def test_few_run_at_once_and_what_is_small_goes_past_the_large(transfers):
    for number in range(AT_ONCE + 2):
        put(transfers, f"large {number}", size=LARGE + number)
    assert [*begun(transfers)] == [f"large {number}" for number in range(AT_ONCE)]
    for number in range(SMALL_BESIDE + 1):
        put(transfers, f"small {number}", size=SMALL - 10 + number)
    assert [*begun(transfers)] == [f"small {number}" for number in range(SMALL_BESIDE)]
    assert begun(transfers) == {}


def test_what_was_asked_for_then_what_is_on_the_screen_then_thumbnails_then_small_before_large(transfers):
    transfers.look_at("open")
    put(transfers, "by itself", size=1, by_itself=True)
    put(transfers, "thumbnail elsewhere", size=SMALL, is_thumbnail=True)
    put(transfers, "small elsewhere", size=1)
    put(transfers, "large here", chat="open")
    put(transfers, "thumbnail here", size=SMALL, chat="open", is_thumbnail=True)
    put(transfers, "small here", size=1, chat="open")
    order = [*begun(transfers)]
    assert order == [
        "thumbnail here", "small here", "large here", "thumbnail elsewhere", "small elsewhere", "by itself",
    ]  # fmt: skip


def test_one_that_ended_makes_room_for_the_next(transfers):
    for number in range(AT_ONCE + 1):
        put(transfers, f"{number}", size=LARGE + number)
    runs = begun(transfers)
    assert transfers.heard(Ended(runs["2"]), NOW) == (("2", Verdict.WHOLE),)
    assert transfers.of("2") is None
    assert [*begun(transfers)] == [f"{AT_ONCE}"]


# What the user says --------------------------------------------------------------------------------------------------


def test_a_paused_one_rests_until_it_is_to_go_on(transfers):
    put(transfers, "a")
    run = begun(transfers)["a"]
    transfers.heard(Moved(run, 700), NOW)
    transfers.pause("a")
    assert state(transfers, "a") is TransferState.PAUSED
    assert transfers.is_busy("a")
    transfers.again("a")
    assert begun(transfers) == {}, "the try before has not let go of the file yet"
    transfers.pause("a")
    transfers.heard(Stopped(run), NOW)
    assert not transfers.is_busy("a")
    assert begun(transfers) == {}
    transfers.again("a")
    assert transfers.of("a").done == 700
    assert [*begun(transfers)] == ["a"]


def test_one_that_becomes_whole_while_it_is_to_pause_is_whole(transfers):
    put(transfers, "a", up=True)
    run = begun(transfers)["a"]
    transfers.pause("a")
    assert transfers.heard(Ended(run), NOW) == (("a", Verdict.WHOLE),)


def test_what_becomes_of_one_that_was_forgotten_is_nobodys_business(transfers):
    put(transfers, "a")
    run = begun(transfers)["a"]
    transfers.forget("a")
    put(transfers, "a")
    for event in (
        Moved(run, 1),
        Ended(run),
        Troubled(run, FileTrouble.DAMAGED),
        Broke((run,)),
    ):
        assert transfers.heard(event, NOW) == ()
    assert state(transfers, "a") is TransferState.WAITING


# What fails ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [ErrorCode.INTERNAL, ErrorCode.RATE_LIMITED, ErrorCode.TOO_MANY_TRANSFERS, ErrorCode.TOKEN_REFUSED],
)
def test_what_says_nothing_of_the_file_is_tried_again_later_and_longer(transfers, code):
    put(transfers, "a")
    now, waits = NOW, []
    for _ in range(9):
        run = begun(transfers, now)["a"]
        assert transfers.heard(Refused(run, code), now) == (("a", Verdict.NOTHING),)
        assert state(transfers, "a") is TransferState.WAITING
        waits.append(transfers.wake_at(now) - now)
        assert begun(transfers, now) == {}
        now = transfers.wake_at(now)
    assert waits == sorted(waits)
    assert waits[0] == FIRST_RETRY * 1.5
    assert waits[-1] == FIRST_RETRY / 2 + LONGEST_RETRY


def test_the_server_says_how_long_to_wait(transfers):
    put(transfers, "a")
    transfers.heard(Refused(begun(transfers)["a"], ErrorCode.RATE_LIMITED, 12_000), NOW)
    assert transfers.wake_at(NOW) == NOW + 12


@pytest.mark.parametrize("said", [-(10**400), 0, 10**400])
def test_a_server_that_says_never_or_at_once_is_not_believed(transfers, said):
    put(transfers, "a")
    transfers.heard(Refused(begun(transfers)["a"], ErrorCode.RATE_LIMITED, said), NOW)
    assert 0.04 <= transfers.wake_at(NOW) - NOW <= 1_000


@pytest.mark.parametrize(
    "code",
    [
        ErrorCode.ATTACHMENT_NOT_FOUND,
        ErrorCode.ATTACHMENT_TOO_LARGE,
        ErrorCode.QUOTA_EXCEEDED,
        ErrorCode.ID_CONFLICT,
    ],
)
def test_what_the_server_will_not_have_waits_for_the_user(transfers, code):
    put(transfers, "a")
    assert transfers.heard(Refused(begun(transfers)["a"], code), NOW) == (("a", Verdict.FAILED),)
    assert transfers.of("a").reason == code
    assert state(transfers, "a") is TransferState.FAILED
    assert transfers.wake_at(NOW) is None
    transfers.again("a")
    assert transfers.of("a").reason == ""
    assert [*begun(transfers)] == ["a"]


@pytest.mark.parametrize(
    "event",
    [lambda run: Refused(run, ErrorCode.STORAGE_FULL), lambda run: Troubled(run, FileTrouble.DISK_FULL)],
)
def test_what_finds_no_room_is_said_and_tried_again_after_a_while(transfers, event):
    put(transfers, "a")
    now = NOW
    for number in range(8):
        run = begun(transfers, now)["a"]
        assert transfers.heard(event(run), now) == (("a", Verdict.FAILED),)
        assert state(transfers, "a") is TransferState.FAILED
        wait = transfers.wake_at(now) - now
        assert wait == FIRST_ROOM_RETRY / 2 + min(LONGEST_ROOM_RETRY, FIRST_ROOM_RETRY * 2**number)
        now += wait


def test_one_that_found_no_room_before_the_program_was_started_is_tried_again_too(transfers):
    transfers.put(Wanted("a", True, 1), state=TransferState.FAILED, reason="storage_full", now=NOW)
    assert begun(transfers) == {}
    assert [*begun(transfers, transfers.wake_at(NOW))] == ["a"]


def test_a_download_that_is_broken_begins_anew_once_and_then_fails(transfers):
    put(transfers, "a")
    assert transfers.heard(Troubled(begun(transfers)["a"], FileTrouble.DAMAGED), NOW) == (
        ("a", Verdict.ANEW),
    )
    assert transfers.of("a").done == 0
    assert transfers.heard(Troubled(begun(transfers)["a"], FileTrouble.DAMAGED), NOW) == (
        ("a", Verdict.FAILED),
    )
    assert transfers.of("a").reason == "damaged"
    assert begun(transfers, NOW + 10_000) == {}
    transfers.again("a")
    assert transfers.heard(Troubled(begun(transfers)["a"], FileTrouble.DAMAGED), NOW) == (
        ("a", Verdict.ANEW),
    )


def test_an_upload_that_came_out_broken_is_sent_once_more(transfers):
    put(transfers, "a", up=True)
    damaged = ErrorCode.ATTACHMENT_DAMAGED
    assert transfers.heard(Refused(begun(transfers)["a"], damaged), NOW) == (("a", Verdict.NOTHING),)
    assert transfers.heard(Refused(begun(transfers)["a"], damaged), NOW) == (("a", Verdict.FAILED),)


def test_one_that_fails_keeps_nobody_from_running(transfers):
    put(transfers, "bad", size=1)
    for number in range(AT_ONCE):
        put(transfers, f"{number}", size=LARGE + number)
    runs = begun(transfers)
    assert set(runs) == {"bad", "0", "1", "2"}
    transfers.heard(Refused(runs["bad"], ErrorCode.INTERNAL), NOW)
    assert [*begun(transfers)] == ["3"]


# Connections ---------------------------------------------------------------------------------------------------------


def test_a_connection_that_cannot_be_made_holds_up_all_and_longer_each_time(transfers):
    put(transfers, "a")
    put(transfers, "b")
    now, waits = NOW, []
    for _ in range(12):
        runs = begun(transfers, now)
        assert set(runs) == {"a", "b"}
        transfers.heard(Broke(tuple(runs.values())), now)
        assert state(transfers, "a") is TransferState.WAITING
        assert begun(transfers, now) == {}
        waits.append(transfers.wake_at(now) - now)
        now = transfers.wake_at(now)
    assert waits == sorted(waits)
    assert waits[-1] == 30.0


def test_after_a_connection_on_which_something_got_through_the_next_comes_at_once(transfers):
    put(transfers, "a")
    run = begun(transfers)["a"]
    transfers.heard(Moved(run, 1), NOW)
    transfers.heard(Broke((run,)), NOW)
    assert transfers.wake_at(NOW) == NOW + AT_ONCE_AGAIN


def test_who_lets_one_come_to_the_same_place_again_and_again_is_asked_less_and_less_often(transfers):
    transfers.put(Wanted("a", False, LARGE), done=500, now=NOW)
    now, waits = NOW, []
    for _ in range(8):
        run = begun(transfers, now)["a"]
        transfers.heard(Moved(run, 100), now)
        transfers.heard(Moved(run, 500), now)
        transfers.heard(Broke((run,)), now)
        waits.append(transfers.wake_at(now) - now)
        now = transfers.wake_at(now)
    assert waits == sorted(waits)
    assert waits[-1] > 10 * AT_ONCE_AGAIN
    run = begun(transfers, now)["a"]
    transfers.heard(Moved(run, 501), now)
    transfers.heard(Broke((run,)), now)
    assert transfers.wake_at(now) == now + AT_ONCE_AGAIN


def test_what_ended_well_counts_as_something_that_got_through(transfers):
    put(transfers, "small", size=1)
    put(transfers, "a")
    runs = begun(transfers)
    transfers.heard(Ended(runs["small"]), NOW)
    transfers.heard(Broke((runs["a"],)), NOW)
    assert transfers.wake_at(NOW) == NOW + AT_ONCE_AGAIN


def test_with_the_other_connection_comes_this_one(transfers):
    put(transfers, "a")
    for _ in range(5):
        transfers.heard(Broke(tuple(begun(transfers, NOW * 2).values())), NOW)
    transfers.set_online(False)
    assert begun(transfers, NOW * 3) == {}
    transfers.set_online(True)
    assert [*begun(transfers)] == ["a"]
