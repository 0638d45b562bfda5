"""What `Client` finds as somebody types: chats, people and messages, from this computer alone."""

from desktop.core.queries import Queries


class Searching(Queries):
    """The part of `Client` that searches."""
