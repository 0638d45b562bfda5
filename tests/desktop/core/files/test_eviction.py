"""Room is made by what was looked at longest ago, and never by what would be lost."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.files.eviction import Kept, to_evict

FILES = st.lists(
    st.builds(Kept, st.uuids().map(str), st.integers(0, 100), st.integers(0, 20), st.booleans()),
    max_size=30,
    unique_by=lambda file: file.attachment,
)


@given(FILES, st.integers(0, 1_500))
def test_no_more_goes_than_has_to_and_nothing_that_is_protected(files, limit):
    gone = to_evict(files, limit)
    by_id = {file.attachment: file for file in files}
    left = sum(file.size for file in files if file.attachment not in gone)
    assert not any(by_id[one].protected for one in gone)
    assert left <= limit or all(
        file.protected or not file.size for file in files if file.attachment not in gone
    )
    if gone:
        assert left + by_id[gone[-1]].size > limit
    last = max((by_id[one].used_at for one in gone), default=0)
    assert all(
        file.used_at >= last
        for file in files
        if file.attachment not in gone and file.size and not file.protected
    )


def test_what_was_looked_at_longest_ago_goes_first():
    files = [Kept("new", 10, 3, False), Kept("old", 10, 1, False), Kept("draft", 10, 0, True), Kept("middle", 10, 2, False)]  # fmt: skip
    assert to_evict(files, 40) == ()
    assert to_evict(files, 39) == ("old",)
    assert to_evict(files, 20) == ("old", "middle")
    assert to_evict(files, 0) == ("old", "middle", "new")
