"""Whatever happens to the rows, what is in sight and stays the same stands where it stood."""

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from desktop.ui.timeline.column import Column
from desktop.viewmodels.timeline_entry import Entry, EntryKind, Ticks

HEIGHT = 500


@dataclass
class Measured:
    """As much of a row as a column asks for: its height follows from what the entry says."""

    entry: Entry
    height: int
    folding = frozenset()


def measure(entry, width, unfolded=0):
    return Measured(entry, 20 + len(entry.text) * 10_000 // width + 24 * bool(entry.chips) + unfolded)


def entry(number, text):
    return Entry(f"m{number}", EntryKind.MESSAGE, text, mine=True, ticks=Ticks.SENT)


texts = st.text(alphabet="x", min_size=1, max_size=60)
runs = st.lists(texts, min_size=1, max_size=20)


class Reading(RuleBasedStateMachine):
    """Somebody scrolls while older and newer rows come, far ones are trimmed, and rows change."""

    @initialize(first=runs)
    def open(self, first):
        self.column = Column(measure)
        self.column.resize(700, HEIGHT)
        self.lowest = self.highest = 0
        self.column.set_entries(tuple(self._newer(first)))
        self.column.go_to_end()

    def _newer(self, lines):
        for line in lines:
            self.highest += 1
            yield entry(self.highest, line)

    def _places(self):
        return {row.entry.key: (y, row.entry) for _, y, row in self.column.visible()}

    def _show(self, entries):
        """Show other entries: of those in sight, the first that stays as it is does not move by a pixel."""
        before = self._places()
        self.column.set_entries(tuple(entries))
        after = self._places()
        held = {each.key: each for each in entries}
        steady = [(y, key) for key, (y, old) in before.items() if held.get(key) == old]
        filled = min(y for y, _ in before.values()) <= 0
        if steady and filled and self._reaches_below():
            y, key = min(steady)
            assert key in after
            at_start = (
                self.column.top == 0 and self.column.above == 0
            )  # what shrank has nothing above it to come down
            assert after[key][0] == y or (at_start and after[key][0] < y)

    def _reaches_below(self):
        """Whether there is enough under the upper edge; else all comes down, so that no gap is left."""
        return self.column._pixels_below_top(HEIGHT + 1) > HEIGHT

    @rule(older=runs)
    def load_older(self, older):
        made = []
        for line in older:
            self.lowest -= 1
            made.insert(0, entry(self.lowest, line))
        self._show([*made, *self.column.entries])

    @rule(newer=runs)
    def load_newer(self, newer):
        self._show([*self.column.entries, *self._newer(newer)])

    @rule()
    def trim_the_far_end(self):
        seen = self._places()
        last = max((i for i, each in enumerate(self.column.entries) if each.key in seen), default=0)
        self._show(self.column.entries[: last + 5])

    @rule(data=st.data())
    def a_row_changes_its_height(self, data):
        index = data.draw(st.integers(0, len(self.column.entries) - 1))
        changed = list(self.column.entries)
        changed[index] = replace(changed[index], text=data.draw(texts))
        self._show(changed)

    @rule(data=st.data())
    def ticks_change(self, data):
        """Which moves nothing at all, wherever the row is."""
        index = data.draw(st.integers(0, len(self.column.entries) - 1))
        changed = list(self.column.entries)
        changed[index] = replace(changed[index], ticks=data.draw(st.sampled_from(Ticks)))
        before = {key: y for key, (y, _) in self._places().items()}
        self.column.set_entries(tuple(changed))
        assert {key: y for key, (y, _) in self._places().items()} == before

    @rule(pixels=st.integers(-900, 900))
    def scroll(self, pixels):
        self.column.scroll_by(pixels)

    @rule(data=st.data())
    def reveal(self, data):
        index = data.draw(st.integers(0, len(self.column.entries) - 1))
        self.column.reveal(index)
        found = next(((y, row) for at, y, row in self.column.visible() if at == index), None)
        assert found is not None
        y, row = found
        assert y >= 0 or row.height > HEIGHT

    @rule(width=st.integers(300, 1_200))
    def resize(self, width):
        self.column.resize(width, HEIGHT)

    @invariant()
    def rows_follow_each_other_without_a_gap(self):
        rows = list(self.column.visible())
        assert rows
        assert [index for index, _, _ in rows] == list(range(rows[0][0], rows[0][0] + len(rows)))
        for (_, y, row), (_, below, _) in pairwise(rows):
            assert y + row.height == below

    @invariant()
    def there_is_no_room_left_at_either_edge_while_there_are_rows(self):
        rows = list(self.column.visible())
        top, bottom = rows[0][1], rows[-1][1] + rows[-1][2].height
        if bottom < HEIGHT:  # all there is, standing at the lower edge
            assert rows[-1][0] == len(self.column.entries) - 1
            assert rows[0][0] == 0
        if top > 0:
            assert rows[0][0] == 0
            assert bottom == HEIGHT


TestReading = Reading.TestCase


@given(st.lists(texts, min_size=40, max_size=60), st.integers(0, 3_000))
def test_the_scroll_bar_comes_back_to_where_it_was_set(lines, pixels):
    column = Column(measure)
    column.resize(700, HEIGHT)
    column.set_entries(tuple(entry(number, line) for number, line in enumerate(lines)))
    for index in range(len(lines)):
        column.row(index)  # all are measured: nothing is guessed
    total, _ = column.extent()
    wanted = min(pixels, max(0, total - HEIGHT))
    column.scroll_to_extent(wanted)
    assert column.extent()[1] == wanted
