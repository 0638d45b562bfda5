"""What the program learns of the system once its window is painted."""

import pytest

from desktop.surroundings import Surroundings
from desktop.system import motion
from tests.desktop.app.program import running


@pytest.mark.parametrize("unwanted", [True, False])
async def test_nothing_moves_where_the_system_wants_that(places, ring, monkeypatch, unwanted):
    monkeypatch.setattr(motion, "is_unwanted", lambda: unwanted)
    async with running(places) as desktop:
        desktop.theme.set_still(still=not unwanted)
        await Surroundings(desktop)._learn_whether_things_move()
        assert (desktop.theme.motion(100) == 0) is unwanted
