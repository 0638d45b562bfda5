"""On macOS the system hands links, and the wish to quit, to the program: no link is lost, whether it comes before anybody listens."""

import subprocess
import sys

CODE = """
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from desktop.ui.application import MacApplication
from desktop.viewmodels.links import Proposal, target_of

application = MacApplication([])
said = "internal-chat://new?with=bruno&subject=Gr%C3%BC%C3%9Fe%20%2348213&text=a%26b%3D100%25"
QApplication.sendEvent(application, QFileOpenEvent(QUrl(said)))
heard = []
application.link_opened.connect(lambda: heard.extend(application.take_links()))
assert [target_of(link) for link in application.take_links()] == [Proposal(("bruno",), "Grüße #48213", "a&b=100%")]
chat = "internal-chat://chat/019c0000-0000-7000-8000-000000000099/3"
QApplication.sendEvent(application, QFileOpenEvent(QUrl(chat)))
assert heard == [chat], heard
application.sendEvent(application, QEvent(QEvent.Type.User))
assert application.take_links() == []
wanted = []
application.quit_wanted.connect(lambda: wanted.append(True))
application.sendEvent(application, QEvent(QEvent.Type.Quit))
assert not wanted, "nobody is there yet who would end the program"
application.ends_itself = True
wish = QEvent(QEvent.Type.Quit)
application.sendEvent(application, wish)
assert wanted == [True]
assert not wish.isAccepted(), "it ends when what was written is kept"
"""


def test_links_that_the_system_hands_over_arrive_as_they_were():
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
