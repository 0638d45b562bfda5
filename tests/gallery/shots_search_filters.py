"""The pictures of filters in the search: where they are offered, what is proposed behind each, and one that means nothing."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from tests.gallery.shots import scene
from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.support.screen import click

_NARROW = QSize(720, 800)


async def search(here: Stage, typed: str, *, down: int = 0) -> None:
    """Type into the search field, and step down in what is proposed."""
    here.window.left.focus_search()
    field = here.window.left.search
    QTest.keyClicks(field, typed)
    await settled()
    for _ in range(down):
        QTest.keyClick(field, Qt.Key.Key_Down)


@scene("search-filters-at-hand")
async def _at_hand(here: Stage) -> None:
    here.window.left.focus_search()


@scene("search-filters-offered")
async def _offered(here: Stage) -> None:
    here.window.left.focus_search()
    click(here.window, "Search filters")
    QTest.keyClick(here.window.left.search, Qt.Key.Key_Down)


@scene("search-filter-begun")
async def _begun(here: Stage) -> None:
    await search(here, "fr")


@scene("search-filter-from")
async def _from(here: Stage) -> None:
    await search(here, "from:")


@scene("search-filter-from-typed")
async def _from_typed(here: Stage) -> None:
    await search(here, "charges from:an")


@scene("search-filter-in")
async def _in(here: Stage) -> None:
    await search(here, "in:", down=2)


@scene("search-filter-near")
async def _near(here: Stage) -> None:
    await search(here, "from:brumo")


@scene("search-filter-wrong")
async def _wrong(here: Stage) -> None:
    await search(here, "charged from:brumo before:soon ")


@scene("search-filter-has")
async def _has(here: Stage) -> None:
    await search(here, "has:")


@scene("search-filter-before")
async def _before(here: Stage) -> None:
    await search(here, "before:", down=1)


@scene("search-filter-after")
async def _after(here: Stage) -> None:
    await search(here, "after:")


@scene("search-filters-found")
async def _found(here: Stage) -> None:
    await search(here, "from:chen in:refund after:2026-03-01 ")


@window_scene("search-filters-rtl", mirrored=True)
async def _mirrored(here: Stage) -> None:
    here.window.left.focus_search()
    click(here.window, "Search filters")


@window_scene("search-filters-large", percent=130)
async def _large(here: Stage) -> None:
    await search(here, "with:")


@scene("search-filter-narrow", size=_NARROW)
async def _narrow(here: Stage) -> None:
    click(here.window.rail, "Search conversations")
    await search(here, "with:b")
