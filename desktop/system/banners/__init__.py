"""Banners: what the system shows of the program outside its window, by each system's own means.

`banner` says what they are and what every system offers, `choice` finds the one for this system. On Linux we speak to the
desktop's notification service ourselves (`freedesktop` over `bus`, in the words of `wording`); on Windows and macOS a library
does (`native`). Nothing here knows of chats: what is worth a banner is decided by the view models.
"""
