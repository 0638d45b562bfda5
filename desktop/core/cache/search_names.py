"""By what chats and people are known, held in memory: what messages change nothing of, so it is made but now and then."""

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Seq
from functools import cached_property

from desktop.core.cache.search_snapshot import ChatName
from desktop.core.likeness import Texts
from desktop.core.matching import normal
from desktop.core.values import ChatId, Person, UserId


class Names:
    """By what chats and people are known, in the forms in which that is searched quickly; each is made when it is first needed.

    Chats are told by their number, which says nothing. People, too: by name.
    """

    def __init__(
        self, me: UserId, ids: Seq[ChatId], chats: Seq[ChatName], people: Mapping[UserId, Person]
    ) -> None:
        self.me = me
        self.ids = ids
        self.chats = chats
        self.people = people
        self.persons = sorted(
            (person for person in people.values() if person.id != me),
            key=lambda person: (person.name.casefold(), person.username),
        )

    @cached_property
    def subjects(self) -> Texts:
        """What chats are called; nothing for those that have no subject."""
        return Texts([chat.normal for chat in self.chats])

    @cached_property
    def titles(self) -> Texts:
        """What chats are shown as: by the names of their participants where they have no subject."""
        return Texts([chat.normal or normal(self._names(chat)) for chat in self.chats])

    @cached_property
    def former(self) -> tuple[Texts, list[tuple[int, str]]]:
        """What chats were called, and of which chat each is; newest first of each chat."""
        of = [(number, each) for number, chat in enumerate(self.chats) for each in chat.former]
        return Texts([each.normal for _, each in of]), [(number, each.subject) for number, each in of]

    @cached_property
    def of_people(self) -> Texts:
        """Names of people, each with the name that they sign in with."""
        return Texts([normal(f"{person.name} {person.username}") for person in self.persons])

    @cached_property
    def mine(self) -> str:
        """Those of the user."""
        me = self.people.get(self.me)
        return normal(f"{me.name} {me.username}") if me else ""

    @cached_property
    def chats_of(self) -> dict[UserId, list[int]]:
        """In which chats somebody is."""
        found: dict[UserId, list[int]] = {}
        for number, chat in enumerate(self.chats):
            for user in chat.others:
                found.setdefault(user, []).append(number)
        return found

    def others(self, chat: int) -> list[Person]:
        """Return who is in a chat, as far as their names are known."""
        return [self.people[user] for user in self.chats[chat].others if user in self.people]

    def chats_with(self, people: Iterable[int]) -> set[int]:
        """Return the chats that any of these people is in."""
        return {chat for person in people for chat in self.chats_of.get(self.persons[person].id, ())}

    def _names(self, chat: ChatName) -> str:
        return ", ".join(self.people[user].name for user in chat.others if user in self.people)
