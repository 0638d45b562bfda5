"""Keeps what somebody wrote from changing the order of the words it stands among, where one of both is read from right to left.

Imports nothing, as rows of the chat list are painted before anything else is loaded.
"""

_FIRST_STRONG = "\u2068"
_END = "\u2069"
_NONE = str.maketrans("", "", _FIRST_STRONG + _END)


def isolated(text: str) -> str:
    """Return a clean text (`cleaning`) so that its direction is its own, and no matter to what stands around it."""
    return f"{_FIRST_STRONG}{text}{_END}"


def without_isolates(text: str) -> str:
    """Return a text without what `isolated` adds: for those who listen, and for comparing."""
    return text.translate(_NONE)
