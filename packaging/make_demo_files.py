"""Draws the pictures and files that the demo's team sends each other, into `resources/demo`.

    uv run python packaging/make_demo_files.py

They are committed, with thumbnails and what is told of each picture (`pictures.json`), so that the demo runs without this. All of
them are drawn here: nobody's photographs, nobody's data.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from desktop.core.files import pictures

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "demo"
_INK, _GREY, _LINE, _PAPER = "#1F2A3A", "#6B7686", "#E4E7EC", "#F4F6F8"
_HEAD, _MINT, _RED, _GREEN, _AMBER = "#20304B", "#6FD3B4", "#B3261E", "#1E7A4A", "#8A5A00"
_NOTES = ("#FFE08A", "#FFB3A7", "#B9E4C9", "#BBD7F7", "#E3C9F2")
_BOARDS = {
    "What customers told us": (
        "Say the date",
        "No “unfortunately”",
        "Who can I call?",
        "Short first line",
        "Use my name",
        "What did\nyou change?",
    ),
    "Before": (
        "We regret any\ninconvenience",
        "aforementioned",
        "at this point\nin time",
        "please be advised",
        "kindly note",
    ),
    "After": (
        "We charged you\ntwice. It is back\non Friday.",
        "Here is what we\nchanged",
        "Call Ana,\nshe knows",
        "Three lines,\nthen stop",
    ),
    "One page": (
        "1. what went wrong",
        "2. what we did",
        "3. what happens\nnext",
        "five examples",
        "a name under it",
    ),
}
_MANY = 40


def main() -> int:
    """Draw everything."""
    application = QGuiApplication(sys.argv)
    FOLDER.mkdir(exist_ok=True)
    _save("both-charges.png", QSize(1880, 1128), _charges)
    _save("failed-payments-per-hour.png", QSize(1600, 900), _chart)
    _save("refund-received.png", QSize(900, 1200), _refund)
    _save("message-from-northwind.png", QSize(1400, 900), _letter)
    for number, (title, notes) in enumerate(_BOARDS.items(), 1):
        _save(f"whiteboard-{number}.jpg", QSize(1600, 1200), lambda p, t=title, n=notes: _board(p, t, n))
    _pdf(FOLDER / "charges-feb-mar.pdf")
    _tax_numbers(FOLDER / "brazil-tax-numbers.csv")
    _shipping(FOLDER / "shipping-costs-iberia.csv")
    _measure()
    del application
    return 0


def _measure() -> None:
    """Make a thumbnail of each picture, and note what is told of it, as the client does when one is attached."""
    told: dict[str, dict[str, object]] = {}
    for path in sorted(path for path in FOLDER.iterdir() if path.suffix in {".png", ".jpg"}):
        prepared = pictures.prepare(path.read_bytes())
        if prepared is None or prepared.measured is None:
            raise SystemExit(f"{path.name} is no picture that the client would show")
        path.write_bytes(prepared.data)
        measured = prepared.measured
        told[path.name] = {"width": measured.width, "height": measured.height, "blur": measured.blur}
        if measured.thumbnail:
            (FOLDER / "small").mkdir(exist_ok=True)
            (FOLDER / "small" / path.name).write_bytes(measured.thumbnail)
            told[path.name]["thumbnail"] = f"small/{path.name}"
    (FOLDER / "pictures.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _save(name: str, size: QSize, draw: Callable[[QPainter], None]) -> None:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor(_PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter)
    painter.end()
    image.save(str(FOLDER / name), quality=82 if name.endswith(".jpg") else -1)


def _write(  # noqa: PLR0913 - what, where and how
    painter: QPainter,
    at: QRectF,
    words: str,
    size: int,
    colour: str = _INK,
    *,
    weight: int = 400,
    end: bool = False,
) -> None:
    font = QFont(["Inter", "Noto Sans", "DejaVu Sans"])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
    painter.drawText(at, side | Qt.AlignmentFlag.AlignVCenter, words)


def _card(painter: QPainter, area: QRectF, colour: str = "#FFFFFF", radius: float = 24) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(area, radius, radius)


def _charges(painter: QPainter) -> None:
    painter.fillRect(0, 0, 1880, 138, QColor(_HEAD))
    _card(painter, QRectF(62, 44, 50, 50), _MINT, 12)
    _write(painter, QRectF(144, 0, 900, 138), "Northwind Traders", 44, "#FFFFFF", weight=600)
    _write(painter, QRectF(1400, 0, 418, 138), "Payments", 38, "#C5CFDF", end=True)
    _write(painter, QRectF(76, 170, 900, 100), "Transactions", 54, weight=700)
    _card(painter, QRectF(1524, 182, 280, 82), "#FFFFFF", 14)
    _write(painter, QRectF(1524, 182, 244, 82), "March 2026", 34, "#3B4657", end=True)
    _card(painter, QRectF(76, 302, 1728, 750))
    _row(painter, 302, 112, ("DATE", "DESCRIPTION", "AMOUNT", "STATUS"), (_GREY,) * 4, size=30)
    rows = (
        ("1 Mar 2026", "Monthly plan, seats 1–40", "€ 1,180.00", "Paid", _INK, _GREEN, ""),
        ("3 Mar 2026 · 08:02:11", "Renewal, order #48213", "€ 1,180.00", "Paid", _RED, _GREEN, "#FDEBE9"),
        ("3 Mar 2026 · 08:02:52", "Renewal, order #48213", "€ 1,180.00", "Paid", _RED, _GREEN, "#FDEBE9"),
        ("4 Mar 2026", "Add-on, 2 seats", "€ 59.00", "Pending", _INK, _AMBER, ""),
    )
    for number, (date, what, amount, status, colour, state, ground) in enumerate(rows):
        top = 414 + 156 * number
        if ground:
            painter.fillRect(QRectF(76, top, 1728, 156), QColor(ground))
        painter.fillRect(QRectF(76, top, 1728, 2), QColor(_LINE))
        _row(painter, top, 156, (date, what, amount, status), (_INK, _INK, colour, state), bold=bool(ground))


def _row(  # noqa: PLR0913 - what, where and how
    painter: QPainter,
    top: float,
    height: float,
    words: Sequence[str],
    colours: Sequence[str],
    *,
    size: int = 38,
    bold: bool = False,
) -> None:
    places = ((126, 500, False), (658, 640, False), (1200, 334, True), (1560, 182, True))
    for word, colour, (left, width, end) in zip(words, colours, places, strict=True):
        weight = 600 if bold or end else 400
        _write(painter, QRectF(left, top, width, height), word, size, colour, weight=weight, end=end)


def _chart(painter: QPainter) -> None:
    _write(painter, QRectF(80, 40, 1200, 90), "Failed payments per hour", 54, weight=700)
    _write(
        painter, QRectF(80, 120, 1400, 60), "German and Austrian banks, yesterday, 6:00 to 18:00", 32, _GREY
    )
    values = (3, 4, 6, 61, 74, 69, 52, 18, 7, 5, 4, 3)
    for line in range(5):
        y = 780 - 140 * line
        painter.fillRect(QRectF(160, y, 1360, 2), QColor(_LINE))
        _write(painter, QRectF(60, y - 22, 80, 44), str(20 * line), 28, _GREY, end=True)
    for number, value in enumerate(values):
        left = 190 + 111 * number
        colour = "#1F7A73" if value < _MANY else "#C2413A"
        _card(painter, QRectF(left, 780 - 7 * value, 70, 7 * value + 8), colour, 8)
        painter.fillRect(QRectF(left, 780, 70, 10), QColor(_PAPER))
        _write(painter, QRectF(left, 796, 90, 44), f"{6 + number}:00", 26, _GREY)


def _refund(painter: QPainter) -> None:
    painter.fillRect(0, 0, 900, 1200, QColor("#EEF1F6"))
    painter.fillRect(0, 0, 900, 150, QColor(_HEAD))
    _write(painter, QRectF(60, 30, 700, 90), "Account", 44, "#FFFFFF", weight=600)
    _write(painter, QRectF(60, 200, 780, 60), "Balance", 32, _GREY)
    _write(painter, QRectF(60, 256, 780, 90), "€ 48,210.75", 72, weight=700)
    _card(painter, QRectF(40, 400, 820, 720))
    rows = (
        ("Acme Support, refund", "today", "+ 1,180.00", _GREEN),
        ("Office rent", "yesterday", "− 3,400.00", _INK),
        ("Acme Support, renewal", "3 March", "− 1,180.00", _INK),
        ("Acme Support, renewal", "3 March", "− 1,180.00", _INK),
    )
    for number, (what, when, amount, colour) in enumerate(rows):
        top = 420 + 170 * number
        if number:
            painter.fillRect(QRectF(80, top, 740, 2), QColor(_LINE))
        _write(painter, QRectF(80, top + 30, 480, 60), what, 34, weight=500)
        _write(painter, QRectF(80, top + 86, 480, 50), when, 28, _GREY)
        _write(painter, QRectF(520, top + 30, 300, 110), amount, 36, colour, weight=600, end=True)


def _letter(painter: QPainter) -> None:
    _card(painter, QRectF(40, 40, 1320, 820))
    _card(painter, QRectF(90, 90, 84, 84), "#A15C14", 42)
    _write(painter, QRectF(110, 90, 84, 84), "JN", 34, "#FFFFFF", weight=600)
    _write(painter, QRectF(200, 84, 900, 50), "Jonas Nyberg, finance director", 36, weight=600)
    _write(painter, QRectF(200, 132, 900, 44), "Northwind Traders, to billing", 28, _GREY)
    painter.fillRect(QRectF(90, 204, 1220, 2), QColor(_LINE))
    lines = (
        "Good morning,",
        "",
        "our card was charged twice for the same renewal on 3 March, 41 seconds apart.",
        "Both charges have left the account.",
        "",
        "Please return one of them, and tell me in one line how you make sure",
        "that it does not happen again next month.",
        "",
        "Thank you",
        "Jonas",
    )
    for number, words in enumerate(lines):
        _write(painter, QRectF(90, 236 + 58 * number, 1240, 58), words, 32)


def _board(painter: QPainter, title: str, notes: Sequence[str]) -> None:
    wall = QLinearGradient(0, 0, 1600, 1200)
    wall.setColorAt(0, QColor("#DCD6CB"))
    wall.setColorAt(1, QColor("#B9B1A4"))
    painter.fillRect(QRectF(0, 0, 1600, 1200), wall)
    _card(painter, QRectF(70, 70, 1460, 1060), "#8C877E", 14)
    _card(painter, QRectF(90, 90, 1420, 1020), "#FBFBF9", 6)
    _write(painter, QRectF(150, 120, 1200, 120), title, 76, "#2C4A8C", weight=700)
    painter.setPen(QPen(QColor("#C2413A"), 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(150, 244), QPointF(150 + 34 * len(title), 250))
    for number, words in enumerate(notes):
        left, top = 170 + 440 * (number % 3), 320 + 380 * (number // 3)
        painter.save()
        painter.translate(left + 180, top + 160)
        painter.rotate((-4, 3, -2, 5, -3, 2)[number % 6])
        painter.fillRect(QRectF(-172, -142, 360, 320), QColor(0, 0, 0, 40))
        painter.fillRect(QRectF(-180, -160, 360, 320), QColor(_NOTES[(number + len(title)) % len(_NOTES)]))
        painter.restore()
        for row, line in enumerate(words.split("\n")):
            _write(painter, QRectF(left + 30, top + 80 + 56 * row, 330, 56), line, 34, "#2B2B2B", weight=500)


def _pdf(path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle("Charges, February and March")
    writer.setCreator("Internal Chat demo")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(144)
    painter = QPainter(writer)
    _write(painter, QRectF(110, 90, 1000, 70), "Charges, February and March", 40, weight=700)
    _write(painter, QRectF(110, 150, 1000, 44), "Northwind Traders, account 48213", 22, _GREY)
    rows = (
        ("1 Feb", "Monthly plan, seats 1–40", "1,180.00"),
        ("1 Mar", "Monthly plan, seats 1–40", "1,180.00"),
        ("3 Mar 08:02:11", "Renewal, order #48213", "1,180.00"),
        ("3 Mar 08:02:52", "Renewal, order #48213", "1,180.00"),
        ("4 Mar", "Add-on, 2 seats", "59.00"),
    )
    for number, (date, what, amount) in enumerate(rows):
        top = 230 + 52 * number
        _write(painter, QRectF(110, top, 300, 52), date, 22)
        _write(painter, QRectF(380, top, 500, 52), what, 22)
        _write(painter, QRectF(860, top, 220, 52), f"€ {amount}", 22, end=True)
    painter.end()


def _tax_numbers(path: Path) -> None:
    lines = ["case,company,city,tax_number"]
    cities = ("São Paulo", "Recife", "Curitiba", "Belo Horizonte", "Manaus", "Salvador", "Fortaleza")
    lines += [
        f"{47_810 + 7 * n},Customer {n + 1},{cities[n % 7]},{310_000_000 + 7_919 * n}" for n in range(14)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _shipping(path: Path) -> None:
    lines = ["destination,days,up_to_2_kg,up_to_10_kg,surcharge"]
    for number, (place, far) in enumerate(
        {
            "Madrid": 0,
            "Lisboa": 0,
            "Mallorca": 1,
            "Madeira": 2,
            "Açores": 3,
            "Canarias": 3,
            "Ceuta": 2,
        }.items()
    ):
        lines.append(
            f"{place},{2 + 2 * far},{4.90 + 0.35 * number:.2f},{7.90 + 0.80 * number:.2f},{6.50 * far:.2f}"
        )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
