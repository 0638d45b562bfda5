"""Whether there really is a tray in which an icon can be seen. Qt's own answer will not do: it is yes on desktops that show none.

On Linux there are two kinds of trays. The newer ones are hosts of StatusNotifier items; a watcher on the session bus, which may
run without any host, knows whether one is there. The older ones own a selection of the X display, and swallow small windows.
Where a watcher runs Qt gives its icon to that and to nobody else, so the selection counts only without one. To ask takes a moment
and may take long, so it is done in a thread.
"""

import ctypes
import logging
import struct
from enum import Enum

log = logging.getLogger(__name__)

_SECONDS = 2.0
_WATCHER = "org.kde.StatusNotifierWatcher"
_NUMBER_AT = 8
"""Where a reply of X has what it is about; before it there are its kind, its place in the sequence and its length."""
_NATIVE = frozenset({"windows", "cocoa"})


class TrayHost(Enum):
    """What shows the icon. Another one of them needs another icon: Qt decides at its making what it is for."""

    NOTHING = "nothing"
    NATIVE = "native"
    """Windows and macOS always have one."""
    STATUS_NOTIFIER = "status notifier"
    XEMBED = "xembed"


def find_host(platform: str) -> TrayHost:
    """Ask for the tray of one of Qt's platforms; blocks for a moment."""
    if platform in _NATIVE:
        return TrayHost.NATIVE
    if platform != "xcb" and not platform.startswith("wayland"):
        return TrayHost.NOTHING  # a screen in memory, or without any desktop
    watched = _host_is_registered()
    if watched is not None:
        return TrayHost.STATUS_NOTIFIER if watched else TrayHost.NOTHING
    return TrayHost.XEMBED if platform == "xcb" and _selection_is_owned() else TrayHost.NOTHING


def _host_is_registered() -> bool | None:
    """Return whether a tray has told the watcher of itself; None where there is no watcher."""
    from jeepney import DBusAddress, MessageType, Properties, message_bus, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse

    try:
        with open_dbus_connection() as bus:
            # A call to a name that nobody has would start whoever could have it.
            owned = bus.send_and_get_reply(
                new_method_call(
                    DBusAddress(
                        message_bus.object_path,
                        bus_name=message_bus.bus_name,
                        interface=message_bus.interface,
                    ),
                    "NameHasOwner",
                    "s",
                    (_WATCHER,),
                ),
                timeout=_SECONDS,
            )
            if not owned.body[0]:
                return None
            watcher = DBusAddress("/StatusNotifierWatcher", bus_name=_WATCHER, interface=_WATCHER)
            reply = bus.send_and_get_reply(
                Properties(watcher).get("IsStatusNotifierHostRegistered"), timeout=_SECONDS
            )
            if reply.header.message_type is not MessageType.method_return:
                return False
            _signature, registered = reply.body[0]
            return bool(registered)
    except TimeoutError:  # a watcher that does not answer shows nothing, either
        log.info("the watcher of trays does not answer")
        return False
    except (OSError, KeyError, ValueError, RuntimeError, DBusErrorResponse, struct.error) as error:
        # There is no bus, its address is none or one that cannot be reached from here, or what answers is none.
        log.debug("no session bus: %r", error)
        return None


class _Cookie(ctypes.Structure):
    """What a question is answered by."""

    _fields_ = (("sequence", ctypes.c_uint),)  # type: ignore[mutable-override]  # read once, when the class is made


def _selection_is_owned() -> bool:
    """Ask the X display whether a tray has its selection."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        libc = ctypes.CDLL(None)
    except OSError as error:  # not even Qt could show anything
        log.info("the X display cannot be asked for a tray: %s", error)
        return False
    _declare(xcb, libc)
    screen = ctypes.c_int()
    connection = xcb.xcb_connect(None, ctypes.byref(screen))
    try:
        if xcb.xcb_connection_has_error(connection):
            return False
        name = f"_NET_SYSTEM_TRAY_S{screen.value}".encode()
        atom = _answer(
            libc,
            xcb.xcb_intern_atom_reply(connection, xcb.xcb_intern_atom(connection, 1, len(name), name), None),
        )
        if not atom:
            return False  # nobody ever had it
        return bool(
            _answer(
                libc,
                xcb.xcb_get_selection_owner_reply(
                    connection, xcb.xcb_get_selection_owner(connection, atom), None
                ),
            )
        )
    finally:
        xcb.xcb_disconnect(connection)


def _declare(xcb: ctypes.CDLL, libc: ctypes.CDLL) -> None:
    pointer = ctypes.c_void_p
    libc.free.argtypes = (pointer,)
    xcb.xcb_connect.restype = pointer
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))
    xcb.xcb_connection_has_error.argtypes = (pointer,)
    xcb.xcb_disconnect.argtypes = (pointer,)
    xcb.xcb_intern_atom.restype = _Cookie
    xcb.xcb_intern_atom.argtypes = (pointer, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_char_p)
    xcb.xcb_get_selection_owner.restype = _Cookie
    xcb.xcb_get_selection_owner.argtypes = (pointer, ctypes.c_uint32)
    for reply in (xcb.xcb_intern_atom_reply, xcb.xcb_get_selection_owner_reply):
        reply.restype = pointer
        reply.argtypes = (pointer, _Cookie, pointer)


def _answer(libc: ctypes.CDLL, reply: int | None) -> int:
    """Return the number in a reply, an atom or a window, and give its memory back; 0 where there is none."""
    if reply is None:
        return 0
    number = ctypes.c_uint32.from_address(reply + _NUMBER_AT).value
    libc.free(reply)
    return number
