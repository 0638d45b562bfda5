"""The icon in the tray: what can be seen in each size, and what its line and its menu say."""

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.core.values import UserId
from desktop.ui.theme.tokens import LIGHT
from desktop.ui.tray_icon import TrayIcon
from desktop.ui.tray_picture import COUNT_FROM, SIZES, tray_icon, tray_picture
from desktop.viewmodels.accounts import AccountLine
from desktop.viewmodels.tray_words import TrayState, tool_tip

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)


def image(size: int, *, mask: bool = False, **state) -> QImage:
    return tray_picture(TrayState(**state), size, mask=mask).toImage()


def amount(picture: QImage, colour: str) -> int:
    """Return how many pixels have a colour."""
    wanted = QColor(colour).rgba()
    every = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(picture.pixel(x, y) == wanted for x, y in every)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_unread_is_a_dot_in_every_size(qapp, size):
    assert amount(image(size), LIGHT.danger_fill) == 0
    dotted = image(size, unread=3, counts=False)
    assert amount(dotted, LIGHT.danger_fill) > size * size / 10
    assert amount(dotted, LIGHT.accent) > size * size / 4, "the icon is still known"


def test_the_number_is_there_where_it_can_be_read(qapp):
    for size in SIZES:
        told = [image(size, unread=unread) for unread in (3, 4, 10, 99)]
        assert (told[0] != told[1]) is (size >= COUNT_FROM)
        assert told[2] == told[3], "more than nine is 9+"
        assert image(size, unread=3, counts=False) == image(size, unread=8, counts=False)


@pytest.mark.parametrize("size", SIZES)
def test_a_pause_is_seen_beside_what_is_unread(qapp, size):
    assert image(size, paused="Until 08:00") != image(size)
    both = image(size, paused="Until 08:00", unread=3, counts=False)
    assert amount(both, LIGHT.danger_fill) > 0
    assert amount(both, LIGHT.badge_muted) > 0


@pytest.mark.parametrize("state", [{}, {"unread": 3}, {"paused": "Until 08:00"}])
def test_a_menu_bar_that_colours_it_gets_one_colour(qapp, state):
    picture = image(22, mask=True, **state).convertToFormat(QImage.Format.Format_ARGB32)
    assert tray_icon(TrayState(**state), mask=True).isMask()
    colours = {
        picture.pixelColor(x, y).getRgb()[:3]
        for x in range(22)
        for y in range(22)
        if picture.pixelColor(x, y).alpha() == 255
    }
    assert colours == {(0, 0, 0)}


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ({}, "Internal Chat"),
        ({"unread": 1}, "Internal Chat – 1 unread"),
        ({"unread": 3, "is_offline": True}, "Internal Chat – 3 unread, offline"),
        ({"paused": "Until 08:00"}, "Internal Chat – notifications paused"),
    ],
)
def test_its_line_says_what_there_is(qapp, state, line):
    assert tool_tip(TrayState(**state)) == line


def words(icon: TrayIcon) -> list[str]:
    return [action.text() for action in icon.menu.actions() if not action.isSeparator()]


def test_the_menu_has_what_can_be_done_now(qapp):
    icon = TrayIcon(TrayState())
    assert words(icon) == ["Open Internal Chat", "Quit Internal Chat"]
    icon.show(TrayState(is_signed_in=True, can_pause=True, morning="08:00"))
    assert words(icon) == [
        "Open Internal Chat",
        "Pause notifications for 1 hour",
        "Pause notifications until tomorrow, 08:00",
        "Settings…",
        "Sign out…",
        "Quit Internal Chat",
    ]
    icon.show(TrayState(can_pause=True, paused="Until 08:00", morning="08:00"))
    assert "Resume notifications" not in words(icon), "quiet hours end by themselves"
    assert words(icon)[1] == "Notifications are paused. Until 08:00"
    icon.show(TrayState(can_pause=True, paused="Until 08:00", is_paused_by_user=True))
    assert words(icon)[1:3] == ["Notifications are paused. Until 08:00", "Resume notifications"]
    icon.end()


def test_several_accounts_are_chosen_from_there(qapp):
    dana = AccountLine("a", UserId("dana"), "Dana & Co", "desk.example.com", is_shown=True)
    other = AccountLine("b", UserId("dana"), "Dana", "other.example.com", unread=2)
    icon = TrayIcon(TrayState(accounts=(dana, other)))
    chosen = []
    icon.account_wanted.connect(chosen.append)
    first, second = icon.menu.actions()[1:3]
    assert first.text().startswith("Dana && Co on desk.example.com"), "no letter of a name is a key"
    assert (first.isChecked(), second.isChecked()) == (True, False)
    assert "2 unread" in second.text()
    second.trigger()
    assert chosen == ["b"]
    assert not second.isChecked(), "it is not shown before it is"
    icon.end()
