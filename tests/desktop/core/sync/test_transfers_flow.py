"""How many bytes may be on their way unconfirmed, from both ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.sync.transfers_flow import Inflow
from sync_server.protocol import limits
from sync_server.protocol.transfer import BrokenFlowError, Chunk, Outflow, window

SIZES = st.integers(0, 40_000_000)


def chunk(offset, length):
    return Chunk(1, offset, memoryview(bytes(length)))


@given(SIZES, st.data())
def test_no_more_is_on_its_way_than_may_be_and_all_gets_through(size, data):
    offset = data.draw(st.integers(0, size))
    flow = Outflow(offset, size)
    while flow.confirmed < size:
        while length := flow.room():
            assert length <= limits.CHUNK_BYTES
            flow.went(length)
            assert flow.sent - flow.confirmed <= window(offset, flow.confirmed)
        assert flow.sent > flow.confirmed, "it stands still though nothing is on its way"
        flow.confirm(flow.sent)
    assert flow.is_sent


@pytest.mark.parametrize(("began", "least"), [(0, limits.FIRST_WINDOW_BYTES), (1, limits.LEAST_WINDOW_BYTES)])
def test_a_cut_loses_little_beside_what_got_through(began, least):
    flow = Outflow(began, limits.ATTACHMENT_BYTES)
    while not flow.is_sent:
        while length := flow.room():
            flow.went(length)
        lost = flow.sent - flow.confirmed
        assert lost <= max(least, (flow.confirmed - began) / 16)
        flow.confirm(flow.confirmed + (flow.sent - flow.confirmed + 1) // 2)


def test_what_cannot_be_is_not_believed():
    with pytest.raises(BrokenFlowError):
        Outflow(11, 10)
    with pytest.raises(BrokenFlowError):
        Outflow(0, 10).confirm(1)
    with pytest.raises(BrokenFlowError):
        Inflow(11, 10)
    flow = Inflow(0, 10)
    for wrong in (chunk(1, 5), chunk(0, 11)):
        with pytest.raises(BrokenFlowError):
            flow.take(wrong)
    flow.take(chunk(0, 10))
    assert flow.is_whole


@given(SIZES)
def test_the_sender_never_stands_still_for_want_of_a_confirmation(size):
    """Whole seals are confirmed, so up to one of them is always held back."""
    seal = 64 * 1024
    there, here = Outflow(0, size), Inflow(0, size)
    while not here.is_whole:
        length = there.room()
        assert length, "both wait for each other"
        here.take(chunk(there.sent, length))
        there.went(length)
        kept = size if here.is_whole else max(0, here.received - 1) // seal * seal
        if (confirmed := here.to_confirm(kept)) is not None:
            there.confirm(confirmed)
    assert there.confirmed == size
    assert here.to_confirm(size) is None


def test_of_a_file_that_begins_every_chunk_is_confirmed_at_first():
    """So it seldom begins anew, though much of it may be on its way."""
    flow = Inflow(0, limits.ATTACHMENT_BYTES)
    for part in range(1, 10):
        assert flow.to_confirm(part * 64 * 1024) == part * 64 * 1024
