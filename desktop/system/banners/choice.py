"""Which means this system has for banners.

They are imported with this module, which whoever needs it loads in a thread: the window answers by then.
"""

import sys

from desktop.system.banners.banner import Banners, Heard, Look

if sys.platform in {"win32", "darwin"}:
    from desktop.system.banners import native

    def banners(heard: Heard, look: Look) -> Banners:
        """Return the banners of this system."""
        return native.native_banners(heard, look)

else:
    from desktop.system.banners import freedesktop

    def banners(heard: Heard, look: Look) -> Banners:
        """Return the banners of this system."""
        return freedesktop.FreedesktopBanners(heard, look)
