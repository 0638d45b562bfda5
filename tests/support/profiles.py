"""How much the tests that try things at random try: a little in every run, much more with `pytest --long`.

The quick profile tries the same in every run, so that a failure is the fault of the change that brings it. The long one tries
something else each time; what it finds, hypothesis prints and tries first in the next long run.

    KILLS = by_profile(quick=8, long=60)

    @settings(max_examples=by_profile(quick=30, long=2_000))
"""

from typing import TypeVar

from hypothesis import HealthCheck, settings

T = TypeVar("T")

QUICK, LONG = "quick", "long"
LONG_TEST_SECONDS = 1_800
"""What one test may take in the long profile, unless it says itself."""


def choose_profile(*, long: bool) -> None:
    """Make one of the profiles the one of this run; called once, before any test is imported."""
    settings.register_profile(QUICK, derandomize=True, deadline=None)
    settings.register_profile(
        LONG, max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile(LONG if long else QUICK)


def by_profile(*, quick: T, long: T) -> T:
    """Return what belongs to this run's profile; for numbers at the top of a test module and in decorators."""
    return long if settings.get_current_profile_name() == LONG else quick
