"""What the rows of search results are measured and written with: fonts and heights, as the text size in force has them."""

from desktop.ui.chat_list.look import GAP_BELOW, RowLook, Writing
from desktop.ui.theme.theme import Style, Theme

AVATAR = 40
"""Of a chat."""
PERSON = 32
AUTHOR = 28
AVATAR_GAP = 10
PADDING = 8
LINES = 2
"""Of a message, at most."""
FILE_ICON = 13
FILE_GAP = 5
_FIRST_ABOVE, _ABOVE, _BELOW = 2, 9, 5
_PERSON_ROW = 46


class ResultLook:
    """Everything about a row that depends on the text size and not on what was found."""

    def __init__(self, theme: Theme) -> None:
        self.chat = RowLook(theme)
        self.title = self.chat.title
        self.words = self.chat.preview
        self.time = self.chat.time
        self.heading = Writing(theme.font(Style.SMALL, weight=600))
        self.count = Writing(theme.font(Style.SMALL))
        self.link = Writing(theme.font(Style.SMALL, weight=500))
        self.name = self.title
        self.below = Writing(theme.font(Style.SMALL))
        self.line = theme.line_height(Style.BODY)
        self.small = max(self.line - 1, self.words.metrics.height())
        """Height of a line of the words of a message, and of the chat over them."""
        self.heading_line = theme.line_height(Style.SMALL)
        self.person_row = theme.taller(_PERSON_ROW, Style.BODY, Style.SMALL)

    def heading_height(self, *, first: bool) -> int:
        """Return the height of the line over a section."""
        return (_FIRST_ABOVE if first else _ABOVE) + self.heading_line + _BELOW

    def heading_top(self, *, first: bool) -> int:
        """Return where in it the words begin."""
        return _FIRST_ABOVE if first else _ABOVE

    def message_height(self, lines: int) -> int:
        """Return the height of a message's row, with the gap to the next."""
        return 2 * PADDING + self.line + self.small * (1 + lines) + GAP_BELOW
