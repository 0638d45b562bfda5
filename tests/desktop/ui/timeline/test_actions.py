"""What can be done with a message, by mouse, by key and by its menu: answering, changing, deleting, reacting, deciding."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.core import outbox
from desktop.core.cache import commands
from desktop.core.values import Delivery
from desktop.ui.conversation import ConversationPane
from desktop.ui.timeline.row_menu import name_of
from desktop.viewmodels.timeline_entry import Action, EntryKind
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import ANA, BRUNO, DANA, ELIF, NOW
from tests.support.screen import click, every_word, find, shows, until
from tests.support.story import Story

MINUTE = 60_000


def story():
    chat = Story(9, BRUNO, (ANA, DANA, ELIF), moment="2026-03-05 08:00", subject="Answers")
    chat.say(BRUNO, "2026-03-05 08:01", "Is it there?")
    chat.say(DANA, "2026-03-05 08:02", "Yes, since noon.", reply_to=2)
    chat.react(3, "👍", BRUNO, ANA)
    chat.say(ELIF, "2026-03-05 08:10", "Good to know.", reply_to=2)
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()  # here, and not whenever a thread of the cache collects garbage


@pytest.fixture
async def pane(theme, office, workspace, window):
    await office.hears(story())
    made = ConversationPane(theme, workspace, window)
    made.setGeometry(0, 0, 700, 600)
    made.show()
    window.activateWindow()
    workspace.open_chat(story().id)
    await until(lambda: made.timeline.column.entries)
    return made


@pytest.fixture
async def view(pane):
    return pane.timeline


def at(view, words):
    return next(i for i, entry in enumerate(view.column.entries) if entry.text.startswith(words))


def entry(view, words):
    return view.column.entries[at(view, words)]


def focus(view, words):
    view.setFocus()
    view.focus_row(at(view, words))


def words_of(action):
    """Return what a menu says, without the key beside it."""
    return action.text().partition("\t")[0]


def choose(view, words, name):
    """Choose something in a row's menu, or in what opens there."""
    found = {}
    menus = [view.row_actions.menu(entry(view, words).key)]
    for menu in menus:
        found |= {words_of(action): action for action in menu.actions()}
        menus += [action.menu() for action in menu.actions() if action.menu() is not None]
    found[name].trigger()


def press_hit(view, words, action, value=""):
    """Click something that is painted in a row."""
    index = at(view, words)
    found = next(h for h in view.column.row(index).hits if (h.action, h.value) == (action, value))
    point = found.area.center() + QPointF(view.row_area(index).topLeft())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())


async def row(office, seq):
    return next(r for r in (await office.client.latest(story().id)).rows if r.seq == seq)


async def refuse_last(office, code):
    pending = await office.client._database.read(commands.of_chats, (story().id,))
    number = max(each.number for each in pending)
    written = await office.client._database.write(outbox.refused, number, code)
    office.client.feed.publish(written.changes)


@pytest.mark.parametrize("way", ["key", "menu"])
async def test_a_message_is_answered(office, pane, view, workspace, way):
    if way == "key":
        focus(view, "Good to know")
        QTest.keyClick(view, Qt.Key.Key_R)
    else:
        choose(view, "Good to know", "Reply")
    await until(lambda: shows(pane, "Reply to Elif Yılmaz"))
    field = find(pane, "Message")
    assert field.hasFocus()
    QTest.keyClicks(field, "Thanks")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: any(e.text == "Thanks" for e in view.column.entries))
    quote = entry(view, "Thanks").quote
    assert (quote.author_name, quote.text, quote.seq) == ("Elif Yılmaz", "Good to know.", 4)
    assert "Replying to Elif Yılmaz: Good to know" in every_word(pane)


@pytest.mark.parametrize("way", ["key", "menu"])
async def test_ones_own_message_is_changed_and_others_are_not(office, pane, view, way):
    focus(view, "Good to know")
    QTest.keyClick(view, Qt.Key.Key_E)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    names = [words_of(a) for a in view.row_actions.menu(entry(view, "Good to know").key).actions()]
    assert "Edit message" not in names
    assert "Delete message" not in names
    if way == "key":
        focus(view, "Yes, since")
        QTest.keyClick(view, Qt.Key.Key_E)
    else:
        choose(view, "Yes, since", "Edit message")
    await until(lambda: shows(pane, "Edit message"))
    field = find(pane, "Message")
    field.selectAll()
    QTest.keyClicks(field, "Yes, since one.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: any(e.text == "Yes, since one." for e in view.column.entries))
    assert (entry(view, "Yes, since one").mark, (await row(office, 3)).change) == ("(edited)", "edit")


async def test_esc_leaves_an_answer_from_the_timeline_too(pane, view, workspace):
    choose(view, "Good to know", "Reply")
    await until(lambda: shows(pane, "Cancel reply"))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not shows(pane, "Cancel reply")


async def dialog():
    """Return the sheet that is open."""
    await until(lambda: QApplication.activeModalWidget() is not None, "the sheet")
    return QApplication.activeModalWidget()


@pytest.mark.parametrize("way", ["key", "menu"])
async def test_a_message_is_deleted_after_a_question(office, pane, view, way):
    if way == "key":
        focus(view, "Yes, since")
        QTest.keyClick(view, Qt.Key.Key_Delete)
    else:
        choose(view, "Yes, since", "Delete message")
    sheet = await dialog()
    assert sheet.accessibleName() == "Delete message"
    click(sheet, "Cancel")
    assert office.client.connection.waiting == 0
    choose(view, "Yes, since", "Delete message")
    click(await dialog(), "Delete")
    await until(lambda: any(e.deleted for e in view.column.entries))
    assert "Yes, since" not in every_word(view)
    assert (await row(office, 3)).change == "deletion"


async def test_enter_deletes_in_a_sheet_that_a_screen_has_made_active(office, pane, view):
    focus(view, "Yes, since")
    QTest.keyClick(view, Qt.Key.Key_Delete)
    sheet = await dialog()
    # A window system gives the keyboard to a control of the sheet; without one that was chosen, to the first: Close.
    assert sheet.focusWidget().text() == "Delete"
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    await until(lambda: any(e.deleted for e in view.column.entries))


async def test_a_deletion_that_waits_can_be_taken_back(office, pane, view):
    choose(view, "Yes, since", "Delete message")
    click(await dialog(), "Delete")
    await until(lambda: any(e.deleted for e in view.column.entries))
    choose(view, "Message deleted", "Discard change")
    await until(lambda: any(e.text == "Yes, since noon." for e in view.column.entries))


async def test_an_emoji_is_put_and_taken_away(office, pane, view):
    press_hit(view, "Yes, since", Action.REACT, "👍")
    await until(lambda: entry(view, "Yes, since").chips[0].count == 3)
    assert entry(view, "Yes, since").chips[0].mine
    assert "3 thumbs up from You, Bruno Costa and Ana Ribeiro" in every_word(view)
    choose(view, "Yes, since", "👍  thumbs up")
    await until(lambda: entry(view, "Yes, since").chips[0].count == 2)
    choose(view, "Good to know", "🎉  party popper")
    await until(lambda: entry(view, "Good to know").chips)
    press_hit(view, "Good to know", Action.REACT, "🎉")
    await until(lambda: not entry(view, "Good to know").chips)


@pytest.mark.parametrize("way", ["mouse", "menu"])
async def test_any_emoji_can_be_chosen_for_a_message(pane, view, way):
    if way == "mouse":
        press_hit(view, "Yes, since", Action.REACT)
    else:
        choose(view, "Yes, since", "More…")
    await until(lambda: QApplication.activePopupWidget() is not None)
    picker = QApplication.activePopupWidget()
    assert picker.accessibleName() == "Emoji picker"
    QTest.keyClicks(find(picker, "Search emoji"), "rocket")
    QTest.keyClick(find(picker, "Search emoji"), Qt.Key.Key_Return)
    await until(lambda: [chip.emoji for chip in entry(view, "Yes, since").chips] == ["👍", "🚀"])
    assert QApplication.activePopupWidget() is None


async def test_the_menu_says_where_a_link_leads_to_the_letter_and_stays_narrow(office, view):
    chat = story()
    chat.say(ANA, "2026-03-05 15:00", "https://desk.example.com/a?b=1&c=2")
    chat.say(ANA, "2026-03-05 15:01", f"https://desk.example.com/{'long/' * 300}end")
    await office.hears(chat)
    await until(lambda: view.column.entries[-1].text.endswith("end"))
    names = [
        words_of(a) for a in view.row_actions.menu(entry(view, "https://desk.example.com/a?").key).actions()
    ]
    assert "Open https://desk.example.com/a?b=1&&c=2" in names  # as Qt writes an &
    menu = view.row_actions.menu(view.column.entries[-1].key)
    (name,) = (words_of(a) for a in menu.actions() if words_of(a).startswith("Open"))
    assert name.startswith("Open https://desk.example.com/")
    assert name.endswith("end")
    assert menu.sizeHint().width() < 600


async def test_the_emoji_that_are_used_most_stand_in_the_menu(view):
    menu = view.row_actions.menu(entry(view, "Good to know").key)
    (adding,) = (action.menu() for action in menu.actions() if action.menu() is not None)
    assert [words_of(a)[0] for a in adding.actions() if words_of(a)][:6] == [
        "👍",
        "❤",
        "😂",
        "🎉",
        "👀",
        "✅",
    ]


async def test_who_put_an_emoji_is_in_its_tool_tip(view):
    index = at(view, "Yes, since")
    hit = next(h for h in view.column.row(index).hits if h.value == "👍")
    assert hit.tip == "Bruno Costa and Ana Ribeiro: thumbs up"


@pytest.mark.parametrize("way", ["mouse", "key", "menu"])
async def test_a_quote_leads_to_what_it_quotes(office, pane, view, way):
    chat = story()
    for number in range(200):
        chat.say(BRUNO, f"2026-03-05 09:{number % 60:02}", f"Line {number}")
    chat.say(ELIF, "2026-03-05 13:00", "As asked at first", reply_to=2)
    chat.read_all(DANA)
    await office.hears(chat)
    view.model.show_chat(chat.id)
    await until(lambda: view.column.entries and view.at_end)
    if way == "mouse":
        press_hit(view, "As asked", Action.QUOTE)
    elif way == "key":
        focus(view, "As asked")
        QTest.keyClick(view, Qt.Key.Key_Return)
    else:
        choose(view, "As asked", "Go to the answered message")
    await until(lambda: not view.at_end)
    area = view.row_area(at(view, "Is it there?"))
    assert 0 <= area.top() < 200
    assert view.travel.lit_key == entry(view, "Is it there?").key


async def test_a_quote_of_what_is_not_here_says_so_and_stays(office, pane, view, workspace):
    said = []
    workspace.told.connect(lambda toast: said.append(toast.text))
    chat = Story(10, BRUNO, (DANA, ELIF), moment="2026-03-05 08:00")
    chat.say(BRUNO, "2026-03-05 08:01", "Is it there?")
    for number in range(200):
        chat.say(BRUNO, f"2026-03-05 09:{number % 60:02}", f"Line {number}")
    chat.say(ELIF, "2026-03-05 13:00", "As asked at first", reply_to=2)
    chat.read_all(DANA)
    await office.client.apply(chat.snapshot(DANA, rows=60))
    view.model.show_chat(chat.id)
    await until(lambda: view.column.entries and view.column.entries[-1].text == "As asked at first")
    assert entry(view, "As asked").quote.text == "A message that is not on this computer yet"
    press_hit(view, "As asked", Action.QUOTE)
    await until(lambda: said == ["That message is not on this computer yet."])
    assert view.at_end


async def test_a_hidden_quote_leads_nowhere_and_names_nobody(office, pane, view):
    chat = Story(11, BRUNO, (ANA,), moment="2026-03-05 08:00", subject="Before")
    chat.say(BRUNO, "2026-03-05 08:01", "secret")
    chat.add(BRUNO, "2026-03-05 08:02", DANA, with_history=False)
    chat.say(ANA, "2026-03-05 08:03", "Answering that", reply_to=2)
    chat.read_all(DANA)
    await office.hears(chat)
    view.model.show_chat(chat.id)
    await until(lambda: any(e.text == "Answering that" for e in view.column.entries))
    assert not view.column.row(at(view, "Answering")).hits
    assert "Replying to An earlier message" in every_word(view)
    assert "secret" not in every_word(view)


# What is not through.


@pytest.fixture
async def asking(office, pane, view):
    """Something that waited long, and two messages that have come meanwhile."""
    client = office.client
    clock, client._clock = client._clock, lambda: NOW - 40 * MINUTE
    await client.send(story().id, "Shall we call?")
    client._clock = clock
    later = story()
    later.say(ELIF, "2026-03-05 14:37", "Called them.")
    later.say(ELIF, "2026-03-05 14:39", "They are happy.")
    later.read_all(DANA)
    await office.hears(later)
    pending = await client._database.read(commands.of_chats, (story().id,))
    written = await client._database.write(outbox.hold, [each.number for each in pending])
    client.feed.publish(written.changes)
    await until(lambda: any(e.delivery is Delivery.ASKING for e in view.column.entries))
    assert entry(view, "Shall").note == "You wrote this 40 minutes ago; 2 newer messages arrived"


def decide(view, words, way, action, name):
    if way == "mouse":
        press_hit(view, words, action)
    else:
        choose(view, words, name)


@pytest.mark.parametrize("way", ["mouse", "menu"])
async def test_what_asks_is_sent(view, asking, way):
    decide(view, "Shall", way, Action.SEND, "Send")
    await until(lambda: entry(view, "Shall").delivery is Delivery.WAITING)
    assert not entry(view, "Shall").choices


@pytest.mark.parametrize("way", ["mouse", "menu", "key"])
async def test_what_asks_is_written_anew(pane, view, asking, way):
    if way == "key":
        focus(view, "Shall")
        QTest.keyClick(view, Qt.Key.Key_E)
    else:
        decide(view, "Shall", way, Action.EDIT, "Edit")
    await until(lambda: find(pane, "Message").toPlainText() == "Shall we call?")
    await until(lambda: not any(e.text == "Shall we call?" for e in view.column.entries))
    assert find(pane, "Message").hasFocus()
    assert shows(pane, "Send message")


@pytest.mark.parametrize("way", ["mouse", "menu", "key"])
async def test_what_asks_is_dropped_after_a_question(view, asking, way):
    if way == "key":
        focus(view, "Shall")
        QTest.keyClick(view, Qt.Key.Key_Delete)
    else:
        decide(view, "Shall", way, Action.DELETE, "Delete")
    sheet = await dialog()
    assert any(e.text == "Shall we call?" for e in view.column.entries)
    assert any("stands here only" in words.text() for words in sheet.findChildren(QLabel))
    click(sheet, "Delete")
    await until(lambda: not any(e.text == "Shall we call?" for e in view.column.entries))


@pytest.mark.parametrize("way", ["mouse", "menu"])
async def test_a_refused_change_can_be_given_up(office, pane, view, way):
    await office.client.edit(story().id, entry(view, "Yes").message, "Yes, since one.")
    await refuse_last(office, "rate_limited")
    await until(lambda: any(e.note == "Change not saved" for e in view.column.entries))
    decide(view, "Yes, since one", way, Action.DISCARD, "Discard change")
    await until(lambda: any(e.text == "Yes, since noon." for e in view.column.entries))


@pytest.mark.parametrize("way", ["mouse", "menu"])
async def test_a_refused_change_can_be_tried_again_and_mended(office, pane, view, way):
    await office.client.edit(story().id, entry(view, "Yes").message, "Yes, since one.")
    await refuse_last(office, "rate_limited")
    await until(lambda: any(e.note == "Change not saved" for e in view.column.entries))
    decide(view, "Yes, since one", way, Action.EDIT, "Edit message")
    await until(lambda: find(pane, "Message").toPlainText() == "Yes, since one.")
    QTest.keyClick(find(pane, "Message"), Qt.Key.Key_Return)
    await until(lambda: entry(view, "Yes, since one").delivery is Delivery.WAITING)
    await refuse_last(office, "rate_limited")
    await until(lambda: any(e.note == "Change not saved" for e in view.column.entries))
    decide(view, "Yes, since one", way, Action.RETRY, "Retry sending")
    await until(lambda: entry(view, "Yes, since one").delivery is Delivery.WAITING)


async def test_a_refused_deletion_says_so_and_the_message_is_there(office, pane, view):
    await office.client.delete(story().id, entry(view, "Yes").message)
    await refuse_last(office, "rate_limited")
    await until(lambda: any(e.note == "Not deleted" for e in view.column.entries))
    assert entry(view, "Yes, since noon.").choices == (Action.RETRY, Action.DISCARD)
    press_hit(view, "Yes, since", Action.DISCARD)
    await until(lambda: entry(view, "Yes, since").delivery is Delivery.SENT)


async def test_a_refused_emoji_says_so_also_under_others_messages(office, pane, view):
    await office.client.react(story().id, entry(view, "Good").message, "🎉", on=True)
    await refuse_last(office, "too_many_reactions")
    await until(lambda: any(e.note == "Reaction 🎉 not sent" for e in view.column.entries))
    assert "many different emoji" in entry(view, "Good").reason
    press_hit(view, "Good", Action.DISCARD)
    await until(lambda: not entry(view, "Good").note)


async def test_why_something_was_not_stored_is_told(office, pane, view, workspace):
    told = []
    workspace.told.connect(told.append)
    view.model.actions.react(story().id, entry(view, "Good").message, "no emoji", on=True)
    await until(lambda: told)
    assert told[0].failed
    assert "emoji" in told[0].text


async def test_the_open_menu_of_a_message_that_goes_closes_and_copies_nothing_of_it(office, pane, view):
    index = at(view, "Good to know")
    where = view.viewport().mapToGlobal(view.row_area(index).center())
    view.row_actions.open_menu(entry(view, "Good to know").key, where)
    await until(lambda: QApplication.activePopupWidget() is not None)
    late = next(
        a for a in view.row_actions.menu(entry(view, "Good").key).actions() if words_of(a) == "Copy text"
    )
    gone = story()
    gone.delete(4, "2026-03-05 14:00")
    await office.hears(gone)
    await until(lambda: QApplication.activePopupWidget() is None)
    QGuiApplication.clipboard().clear()
    late.trigger()
    assert "Good to know" not in QGuiApplication.clipboard().text()


async def test_everything_that_is_painted_is_in_the_menu_of_its_row(view, asking):
    for shown in view.column.entries:
        if shown.kind is EntryKind.MESSAGE:
            menu = view.row_actions.menu(shown.key)
            names = {words_of(a) for a in menu.actions()}
            for hit in view.column.row(at(view, shown.text)).hits:
                assert name_of(hit.action, shown) in names, hit
