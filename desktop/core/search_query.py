"""What somebody types into a search, taken apart: words, phrases in quotation marks, and filters such as `from:bruno`."""

from datetime import date

from msgspec import Struct

from desktop.core.matching import needle

FILTERS = ("from", "in", "with", "has", "before", "after")


class SearchQuery(Struct, frozen=True):
    """Words that are all to be found, in any order, and what narrows the search."""

    words: tuple[str, ...] = ()
    """Words and phrases as they were typed, without quotation marks."""
    from_: tuple[str, ...] = ()
    """What `from:` was followed by, once for each: names as typed, or `me`; whoever is named by any of them wrote it."""
    in_: tuple[str, ...] = ()
    """Titles of chats, as typed; any of them."""
    with_: tuple[str, ...] = ()
    """Names of participants, as typed; all of them."""
    has: tuple[str, ...] = ()
    """`file`, or `picture`; all of them."""
    before: date | None = None
    """Sent before this day began, here."""
    after: date | None = None
    """Sent after this day had ended, here."""
    wrong: tuple[str, ...] = ()
    """Filters whose value means nothing, as they were typed, such as `before:soon`; they narrow nothing."""

    @property
    def needles(self) -> tuple[str, ...]:
        """What is looked for in normal forms (`matching`)."""
        return tuple(each for each in map(needle, self.words) if each)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is searched for."""
        return not (self.words or self.filters)

    @property
    def filters(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.from_ or self.in_ or self.with_ or self.has or self.before or self.after)


def parse(text: str, *, today: date) -> SearchQuery:
    """Take apart what was typed. Whatever is no filter is a word; an open quotation mark goes to the end."""
    del today
    return SearchQuery(tuple(text.split()))
