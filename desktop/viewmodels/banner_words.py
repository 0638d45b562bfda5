"""What stands on the buttons of a notification, and why none can be shown, in words."""

from PySide6.QtCore import QCoreApplication


def open_it() -> str:
    """Return what a click on the notification itself does."""
    return _tr("Open")


def mark_as_read() -> str:
    """Return the button for what needs no answer."""
    return _tr("Mark as read")


def reply() -> str:
    """Return the button that shows a field for an answer."""
    return _tr("Reply")


def placeholder() -> str:
    """Return what stands in that field while it is empty."""
    return _tr("Message…")


def send() -> str:
    """Return the button beside it."""
    return _tr("Send")


def no_service() -> str:
    """Return what to do where nothing on this desktop shows notifications."""
    return _tr("Nothing on this desktop shows notifications. Start a notification service to see them.")


def silent_service() -> str:
    """Return what is wrong with a service that does not answer."""
    return _tr("This desktop's notification service does not answer. It is asked again from time to time.")


def forbidden() -> str:
    """Return what to do where the user forbade them."""
    return _tr("Notifications of Internal Chat are switched off in the system's settings.")


def bare_program() -> str:
    """Return what to do on macOS where the program is not an application of the system's."""
    return _tr("macOS shows notifications of installed applications only. Install Internal Chat to see them.")


def not_taken() -> str:
    """Return what became of a single one that the system did not take."""
    return _tr("The notification could not be shown.")


def not_sent() -> str:
    """Return where the text is that was written into a notification, if it could not be sent."""
    return _tr("Your reply was not sent. It is in the chat as a draft.")


def test_shown() -> str:
    """Return what became of one that was shown as a test, whether it was seen or not."""
    return _tr("A test notification was shown. If you did not see it, look at the system's settings.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("banner_words", text)
