"""Avatars: a person's initials on a colour that is always theirs."""

import zlib

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.ui.avatars import avatar_color, initials, paint_avatar, paint_group_avatar, paint_presence_of
from desktop.ui.theme.tokens import AVATARS, LIGHT


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dana Okafor", "DO"),
        ("Ana Maria de Souza", "AS"),
        ("Hiro", "H"),
        ("élodie noël", "ÉN"),
        ("(Billing) Ana", "A"),
        ("李 小龙", "李小"),
        ("", ""),
        ("☎", "☎"),
    ],
)
def test_initials_are_the_first_letters_of_first_and_last_word(name, letters):
    assert initials(name) == letters


def test_a_persons_colour_is_the_same_in_every_run():
    assert avatar_color("u1") == AVATARS[zlib.crc32(b"u1") % 10]


@pytest.fixture
def canvas(qapp):
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    yield painter, image
    painter.end()


def test_one_person_is_a_circle_of_their_colour(canvas):
    painter, image = canvas
    paint_avatar(painter, QRectF(0, 0, 40, 40), "u1", "Dana Okafor")
    assert image.pixelColor(20, 3) == QColor(avatar_color("u1"))
    assert image.pixelColor(0, 0).alpha() == 0


@pytest.mark.parametrize(
    ("reading", "front", "back"),
    [(Qt.LayoutDirection.LeftToRight, 28, 12), (Qt.LayoutDirection.RightToLeft, 12, 28)],
)
def test_the_last_writer_of_a_group_stands_in_front_and_where_reading_goes_to(canvas, reading, front, back):
    painter, image = canvas
    paint_group_avatar(painter, QRectF(0, 0, 40, 40), ("front", "F"), ("back", "B"), "#123456", reading)
    assert image.pixelColor(front, 18) == QColor(avatar_color("front"))
    assert image.pixelColor(back, 2) == QColor(avatar_color("back"))
    assert image.pixelColor(front, 15) == QColor("#123456")


@pytest.mark.parametrize(
    ("reading", "dot", "other"),
    [(Qt.LayoutDirection.LeftToRight, 36, 4), (Qt.LayoutDirection.RightToLeft, 4, 36)],
)
def test_whether_somebody_is_there_stands_where_reading_goes_to(canvas, reading, dot, other):
    painter, image = canvas
    paint_presence_of(painter, QRectF(0, 0, 40, 40), "online", LIGHT, "#123456", reading)
    assert image.pixelColor(dot, 36) == QColor(LIGHT.online)
    assert image.pixelColor(other, 36).alpha() == 0
