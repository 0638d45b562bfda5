"""Which means this system has for banners."""

import sys

from desktop.system.banners.banner import Banners, Heard, Look

# Imported with this module, which whoever needs it loads in a thread, and not when the window already answers.
if sys.platform in {"win32", "darwin"}:
    from desktop.system.banners.native import native_banners as _means
else:
    from desktop.system.banners.freedesktop import FreedesktopBanners as _means


def banners(heard: Heard, look: Look) -> Banners:
    """Return the banners of this system."""
    return _means(heard, look)
