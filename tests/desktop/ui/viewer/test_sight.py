"""Where a picture stands in its room: fitted, zoomed about a point, moved no further than its edge, turned."""

import pytest
from PySide6.QtCore import QPointF, QSize, QSizeF

from desktop.ui.viewer.sight import MOST, Sight

LARGE = Sight(QSize(2_000, 1_000), QSizeF(1_000, 800))


def under(sight: Sight, at: QPointF) -> tuple[float, float]:
    """Return which point of the upright picture is seen at a point of the room, in shares of its size."""
    area = sight.area
    return (at.x() - area.x()) / area.width(), (at.y() - area.y()) / area.height()


def test_all_of_a_picture_is_seen_at_first_and_a_small_one_is_not_enlarged():
    assert LARGE.zoom == 0.5
    assert LARGE.fits
    assert not LARGE.overflows
    small = Sight(QSize(200, 100), QSizeF(1_000, 800))
    assert small.zoom == 1
    assert (small.area.x(), small.area.y()) == (400, 350)


def test_one_to_one_means_points_of_the_screen():
    fine = Sight(QSize(2_000, 1_000), QSizeF(1_000, 800), ratio=2)
    assert fine.zoom == 1
    assert fine.shown_size == QSizeF(1_000, 500)


@pytest.mark.parametrize("at", [QPointF(500, 400), QPointF(100, 260), QPointF(990, 500)])
def test_what_is_under_the_pointer_stays_there(at):
    before = under(LARGE, at)
    after = under(LARGE.zoomed(3, at), at)
    assert after == pytest.approx(before, abs=0.001)
    back = LARGE.zoomed(3, at).zoomed(1.5, at)
    assert under(back, at) == pytest.approx(before, abs=0.001)


def test_it_grows_and_shrinks_within_bounds():
    largest = LARGE.zoomed(1_000)
    assert largest.zoom == MOST
    assert not largest.can_grow
    smallest = largest.zoomed(0.0001)
    assert smallest.fits
    assert not smallest.can_shrink
    assert smallest.shift == QPointF()


def test_it_is_moved_no_further_than_its_edge():
    zoomed = LARGE.zoomed(1)
    right = zoomed.moved(QPointF(10_000, 10_000))
    assert right.area.left() == 0
    assert right.area.top() == 0
    left = zoomed.moved(QPointF(-10_000, -10_000))
    assert left.area.right() == 1_000
    assert left.area.bottom() == 800
    assert LARGE.moved(QPointF(50, 50)).shift == QPointF()


def test_turned_it_is_fitted_anew_and_four_turns_are_none():
    once = LARGE.rotated(1)
    assert once.turned == QSizeF(1_000, 2_000)
    assert once.zoom == 0.4
    assert LARGE.rotated(1).rotated(-1) == LARGE
    assert LARGE.rotated(3) == LARGE.rotated(-1)


def test_another_room_keeps_what_is_seen_within_bounds():
    zoomed = LARGE.zoomed(1).moved(QPointF(-500, 0))
    wide = zoomed.within(QSizeF(3_000, 1_500), 1)
    assert wide.zoom == 1
    assert wide.shift == QPointF()


def test_a_picture_that_is_not_as_large_as_was_told_is_seen_where_it_was():
    told = LARGE.zoomed(2, QPointF(100, 300))
    true = told.measured(QSize(1_000, 500))
    assert true.shown_size == told.shown_size
    assert under(true, QPointF(100, 300)) == pytest.approx(under(told, QPointF(100, 300)))


def test_nothing_divides_by_nothing():
    assert Sight().zoom == 1
    assert Sight(QSize(0, 0), QSizeF(0, 0)).zoomed(2).shown_size.isEmpty()
