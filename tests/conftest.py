"""What every test has: Qt without a display, and one time zone and language, so that pictures and texts are the same everywhere."""

import os
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["QT_LOGGING_RULES"] = "qt.qpa.fonts.warning=false"
if hasattr(time, "tzset"):
    time.tzset()
