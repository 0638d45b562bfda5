"""Which means this system has for banners."""

import sys

from desktop.system.banners.banner import Banners, Heard, Look


def banners(heard: Heard, look: Look) -> Banners:
    """Return the banners of this system. What they need is imported here: after the first paint."""
    if sys.platform in {"win32", "darwin"}:
        from desktop.system.banners.native import native_banners

        return native_banners(heard, look)
    from desktop.system.banners.freedesktop import FreedesktopBanners

    return FreedesktopBanners(heard, look)
