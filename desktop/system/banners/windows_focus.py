"""Whether Windows wants nobody to disturb its user: a presentation, a program in full screen, or the time after a fresh set-up.

What "do not disturb" of Windows 11 is set to is told to no program; the system itself holds toasts back then.
"""

import sys

_BUSY, _FULL_SCREEN, _PRESENTATION, _QUIET_TIME = 2, 3, 4, 6
"""Of `QUERY_USER_NOTIFICATION_STATE`: what is on the screen fills it, is shown to others, or is not to be interrupted yet."""
_DISTURBED = frozenset({_BUSY, _FULL_SCREEN, _PRESENTATION, _QUIET_TIME})


def is_busy() -> bool | None:
    """Ask the system; None where it does not say. Takes microseconds."""
    if sys.platform != "win32":
        return None
    import ctypes

    state = ctypes.c_int(0)
    failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
    return None if failed else state.value in _DISTURBED
