"""Random people write, add each other, edit, react, read, lose pushes and connections; everybody always sees what they must.

After each step nobody may have been sent anything, text or id, that the oracle says they may not see. At the end every client, once it has
asked for what it lacks, holds exactly what the oracle says, and exactly what a client holds that signs in for the first time.

The server is a process of its own, on real sockets, and is killed now and then. Each run has five new people in it. When it
fails, hypothesis prints the story step by step; what an oracle's `View` says is what the person must see.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, precondition, rule, run_state_machine_as_test

from tests.model.clients import Device
from tests.model.company import DEVICES, PEOPLE, Company, Done, Office, Place, Spot
from tests.support.profiles import by_profile
from tests.support.server import new_id, running_server

RUNS = by_profile(quick=90, long=900)
STEPS = by_profile(quick=40, long=60)
PHASES = by_profile(quick=(Phase.generate,), long=(Phase.reuse, Phase.generate, Phase.shrink))
"""Making a failing story shorter takes minutes, as each try lives through it: that is for the long profile."""

people = st.sampled_from(PEOPLE)
somebody_else = st.lists(people, min_size=1, max_size=3, unique=True)
devices = st.sampled_from([(name, number) for name in PEOPLE for number in range(DEVICES[name])])
fates = st.lists(st.sampled_from(["is lost", "comes twice", "comes late", "arrives"]), min_size=1, max_size=4)
emoji = st.sampled_from("👍🎉🦄")


class LivelyCompany(Company):
    """What they do and what befalls them; see the module."""

    spots = Bundle("spots")
    """Lines of chats. Every chat has some, so they stand for their chats as well."""
    texts = Bundle("texts")
    """Those that people wrote, the ones from the beginning aside."""
    any_line = st.one_of(texts, spots)
    done = Bundle("done")

    @initialize(
        target=spots,
        brings=st.sampled_from(["nobody", "somebody to the history", "somebody"]),
        answer=st.sampled_from(["none", "stays", "is edited", "is taken back"]),
    )
    def everybody_comes(self, brings: str, answer: str) -> Any:
        """Every story begins with a chat in which a newcomer does not see all, and may have brought somebody along."""
        self.run(self._everybody_comes())
        place = self.found("anna", ["bruno"])
        lines = [self.say(place, "anna"), self.add(place, "bruno", ["carla"], share_history=False)]
        if brings != "nobody":
            lines.append(self.add(place, "carla", ["dario"], share_history="history" in brings))
        if answer != "none":
            lines.append(self.say(place, "bruno", answers=lines[0]))
            for line in (lines[0], lines[-1]):
                self.react(Spot(place, line), "anna", "🦄", on=True)
        if answer == "is edited":
            self.edit(Spot(place, lines[0]), "anna", self.word())
        if answer == "is taken back":
            self.delete(Spot(place, lines[-1]), "bruno")
        return self.all_of(*(Spot(place, line) for line in lines))

    # What people do ---------------------------------------------------------------------------------------------------

    @rule(target=spots, who=people, others=somebody_else)
    def starts_a_chat(self, who: str, others: list[str]) -> Any:
        if set(others) <= {who}:
            self.is_refused(who, self.to_found(others), "no_other_participant")
            return self.nothing_new()
        place = self.found(who, others)
        return Spot(place, place.chat.lines[0])

    @rule(target=texts, spot=any_line, data=st.data(), named=st.lists(people, max_size=2, unique=True))
    def says(self, spot: Spot, data: st.DataObject, named: list[str]) -> Any:
        place = spot.place
        who = self.somebody(data, place)
        request = self.about(place, "send_message", text=self.word(), mentions=self.ids(named))
        line = self.writes(
            place,
            who,
            request,
            lambda: place.chat.say(request["message"], who, request["text"], tuple(named)),
        )
        return self.new_in(place, line)

    @rule(target=texts, spot=any_line, data=st.data())
    def answers(self, spot: Spot, data: st.DataObject) -> Any:
        place = spot.place
        who = self.somebody(data, place)
        if who in place.chat.people and who not in spot.line.readers:
            request = self.about(place, "send_message", text=self.word(), reply_to=spot.line.id)
            self.is_refused(who, request, "message_not_found")
            return self.nothing_new()
        return self.new_in(place, self.say(place, who, answers=spot.line))

    @rule(target=texts, spot=any_line, data=st.data(), count=st.integers(1, 2), silent=st.booleans())
    def sends_files(self, spot: Spot, data: st.DataObject, count: int, silent: bool) -> Any:
        place = spot.place
        who = self.somebody(data, place)
        text = "" if silent else self.word()
        return self.new_in(place, self.send_files(place, who, count, text))

    @precondition(lambda self: self.files)
    @rule(spot=any_line, data=st.data(), own=st.booleans())
    def fetches(self, spot: Spot, data: st.DataObject, own: bool) -> None:
        """Somebody asks for a file, through the line that has it or through any other."""
        file = data.draw(st.sampled_from([*self.files]), label="file")
        line = self.files[file]
        if own:
            place = next(Place(id_, chat) for id_, chat in self.chats.items() if line in chat.lines)
            spot = Spot(place, line)
        self.fetch(spot, data.draw(people, label="who"), file)

    @rule(target=spots, spot=any_line, data=st.data())
    def renames(self, spot: Spot, data: st.DataObject) -> Any:
        place = spot.place
        who = self.somebody(data, place)
        request = self.about(place, "set_subject", subject=self.word())
        line = self.writes(
            place, who, request, lambda: place.chat.rename(request["message"], who, request["subject"])
        )
        return self.new_in(place, line)

    @rule(target=spots, spot=any_line, data=st.data(), newcomers=somebody_else, share_history=st.booleans())
    def adds(self, spot: Spot, data: st.DataObject, newcomers: list[str], share_history: bool) -> Any:
        place = spot.place
        who = self.somebody(data, place)
        if who in place.chat.people and set(newcomers) <= set(place.chat.people):
            request = self.about(
                place, "add_participants", users=self.ids(newcomers), share_history=share_history
            )
            self.is_refused(who, request, "already_participant")
            return self.nothing_new()
        return self.new_in(place, self.add(place, who, newcomers, share_history=share_history))

    @rule(target=spots, spot=any_line, data=st.data(), share_history=st.booleans())
    def brings_somebody_along(self, spot: Spot, data: st.DataObject, share_history: bool) -> Any:
        """Somebody who is in a chat adds somebody who is not."""
        place = spot.place
        outside = [name for name in PEOPLE if name not in place.chat.people]
        if not outside:
            return self.nothing_new()
        who = data.draw(st.sampled_from(place.chat.people[::-1]), label="who")
        whom = data.draw(st.sampled_from(outside), label="whom")
        return Spot(place, self.add(place, who, [whom], share_history=share_history))

    @rule(target=texts, spot=any_line, data=st.data())
    def speak_at_the_same_time(self, spot: Spot, data: st.DataObject) -> Any:
        place = spot.place
        two = data.draw(st.lists(st.sampled_from(place.chat.people), min_size=2, max_size=2), label="who")
        requests = [self.about(place, "send_message", text=self.word()) for _ in two]
        replies = self.run(self._do_at_once([*zip(two, requests, strict=True)]))
        both = sorted(zip(two, requests, replies, strict=True), key=lambda one: one[2]["message"]["seq"])
        said = [place.chat.say(request["message"], who, request["text"]) for who, request, _ in both]
        self.lines.update({line.id: line for line in said})
        self.everybody_hears()
        return self.all_of(*(Spot(place, line) for line in said))

    @rule(target=done, spot=any_line, data=st.data(), same=st.booleans())
    def edits(self, spot: Spot, data: st.DataObject, same: bool) -> Any:
        text = spot.line.text if same and spot.line.text else self.word()
        return self.edit(spot, self.author_or_somebody(data, spot), text)

    @rule(target=done, spot=any_line, data=st.data())
    def deletes(self, spot: Spot, data: st.DataObject) -> Any:
        return self.delete(spot, self.author_or_somebody(data, spot))

    @rule(target=done, spot=any_line, data=st.data(), emoji=emoji, on=st.booleans())
    def reacts(self, spot: Spot, data: st.DataObject, emoji: str, on: bool) -> Any:
        return self.react(spot, self.somebody(data, spot.place), emoji, on=on)

    @rule(spot=any_line, data=st.data(), seq=st.integers(0, 12))
    def reads(self, spot: Spot, data: st.DataObject, seq: int) -> None:
        self.reads_on(spot.place, self.somebody(data, spot.place), seq)

    def reads_on(self, place: Place, who: str, seq: int) -> None:
        request = {"type": "mark_read", "chat": place.id, "seq": seq}
        if who not in place.chat.people:
            self.is_refused(who, request, "chat_not_found")
            return
        assert self.run(self._do(who, request))["type"] == "ok"
        place.chat.mark_read(who, seq)
        self.everybody_hears()

    @rule(
        target=done,
        spot=any_line,
        data=st.data(),
        what=st.sampled_from(["muted_until", "pinned", "unread_from", "notify"]),
        seq=st.integers(0, 12),
    )
    def sets_something_for_oneself(self, spot: Spot, data: st.DataObject, what: str, seq: int) -> Any:
        return self.prefer(spot.place, self.somebody(data, spot.place), what, seq)

    @rule(who=st.sampled_from(["anna", "bruno"]), spot=any_line, seq=st.integers(1, 12))
    def shows_what_they_read_or_no_longer(self, who: str, spot: Spot, seq: int) -> None:
        """Some of those who are in most chats change their minds now and then, and somebody reads on."""
        self.reads_on(spot.place, who, seq)
        for device in self.devices.values():
            # What was told before would be kept if it came after two turns of this: only a catch-up tells that it was taken back.
            device.deliver_late()
        shows = not self.reading.shows(who)
        reply = self.run(self._do(who, {"type": "set_account", "shows_reads": shows}))
        assert reply["type"] == "account_set", reply
        self.reading.choose(who, shows=shows)
        self.everybody_hears()

    @rule(command=done, who=people)
    def sends_again(self, command: Done, who: str) -> None:
        """A command comes a second time, from whoever sent it or from somebody who got hold of it."""
        reply = self.run(self._do(who, command.request))
        if who == command.who:
            assert reply["type"] in {"accepted", "preferences_set"}, reply
        else:
            in_it = who in self.chats[command.request["chat"]].people
            assert reply["code"] == ("id_conflict" if in_it else "chat_not_found")
        self.everybody_hears()

    @rule(command=done)
    def sends_something_else_under_the_same_id(self, command: Done) -> None:
        others = {
            "delete_message": {"message": new_id()},
            "edit_message": {"message": new_id(), "text": self.word()},
            "set_preferences": {"muted_until": 1},
        }
        del others[command.request["type"] if command.request["type"] in others else "edit_message"]
        for kind, fields in others.items():
            request = {"chat": command.request["chat"], "command": command.request["command"]}
            self.is_refused(command.who, {"type": kind, **request, **fields}, "id_conflict")

    # What befalls the devices -----------------------------------------------------------------------------------------

    @rule(device=devices, fates=fates)
    def gets_a_bad_line(self, device: tuple[str, int], fates: list[str]) -> None:
        self.devices[device].fates.extend(fates)

    @rule(device=devices)
    def hears_what_was_late(self, device: tuple[str, int]) -> None:
        self.devices[device].deliver_late()

    @rule(device=devices)
    def asks_for_what_it_lacks(self, device: tuple[str, int]) -> None:
        if self.devices[device].is_online:
            self.run(self.devices[device].settle())
            self.everybody_hears()

    @rule(device=devices)
    def loses_its_connection(self, device: tuple[str, int]) -> None:
        self.run(self.devices[device].disconnect())

    @rule(device=devices)
    def comes_back(self, device: tuple[str, int]) -> None:
        if not self.devices[device].is_online:
            self.run(self._come_back(self.devices[device]))
            self.everybody_hears()

    @rule(device=devices, pushes=st.integers(0, 4))
    def loses_its_connection_while_catching_up(self, device: tuple[str, int], pushes: int) -> None:
        one = self.devices[device]
        if not one.is_online:
            self.run(one.connect(self.office.server.url))
            self.run(one.begin_to_catch_up(pushes))
            self.look_through(one)
            self.run(one.disconnect())

    @precondition(lambda self: self.words % 7 == 6)
    @rule()
    def the_server_is_killed(self) -> None:
        self.run(self._everybody_leaves())
        self.office.server.kill()
        self.office.server.start()

    # At the end -------------------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        try:
            self.everybody_sees_what_they_must()
        finally:
            self.run(self._everybody_leaves())
            self.loop.close()

    def everybody_sees_what_they_must(self) -> None:
        """Live, after one more message; then after a reconnection with what is held; then beside a device that is new."""
        for device in self.devices.values():
            device.fates.clear()
            device.deliver_late()
        for place in [Place(id_, chat) for id_, chat in self.chats.items()]:
            self.say(place, place.chat.people[0])
        for device in self.devices.values():
            if device.is_online:
                self.run(device.settle())
                self.holds_what_it_must(device, caught_up=False)
        for device in self.devices.values():
            self.run(device.disconnect())
            self.run(self._come_back(device))
            self.run(device.settle())
            self.holds_what_it_must(device, caught_up=True)
        for name in PEOPLE:
            new = Device(name, self.usernames[name])
            self.run(self._come_back(new))
            self.run(new.settle())
            self.run(new.disconnect())
            for id_, chat in new.replica.chats.items():
                assert chat["snapshot"]["unread"] == self.chats[id_].seen_by(name).unread, name
            old = [device for device in self.devices.values() if device.owner == name]
            assert all(device.replica.state() == new.replica.state() for device in old)

    def holds_what_it_must(self, device: Device, *, caught_up: bool) -> None:
        """Read positions and preferences are told once live, so only a catch-up makes up for lost ones."""
        name, replica = device.owner, device.replica
        mine = {id_: chat for id_, chat in self.chats.items() if name in chat.people}
        assert set(replica.chats) == set(mine), name
        for id_, chat in mine.items():
            must = chat.seen_by(name)
            held = self.names.view(replica, id_)
            if not caught_up:
                held = replace(held, read=must.read, preferences=must.preferences, unread=must.unread)
            assert held == must, name


@pytest.fixture
def office(tmp_path: Any) -> Iterator[Office]:
    with running_server(tmp_path / "data") as server:
        yield Office(server)


@pytest.mark.timeout(by_profile(quick=300, long=3_600))
def test_everybody_sees_what_they_must_whatever_happens(office: Office) -> None:
    class ThisCompany(LivelyCompany):
        pass

    ThisCompany.office = office
    run_state_machine_as_test(
        ThisCompany,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            phases=PHASES,
            suppress_health_check=[*HealthCheck],
        ),
    )
