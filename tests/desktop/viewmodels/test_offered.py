"""What a clipboard or a drag offers is taken for what the user means by it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSysInfo, QUrl
from PySide6.QtGui import QColor, QImage

from desktop.viewmodels.offered import Clip, Kind, kind_of, picture_in, sources_in, words_in

PHOTO = "/home/dana/Holiday photo.jpg"


def offered(*, text="", files=(), addresses=(), image=False, png=b""):
    data = QMimeData()
    if text:
        data.setText(text)
    urls = [QUrl.fromLocalFile(file) for file in files] + [QUrl(address) for address in addresses]
    if urls:
        data.setUrls(urls)
    if image:
        made = QImage(4, 3, QImage.Format.Format_RGB32)
        made.fill(QColor("teal"))
        data.setImageData(made)
    if png:
        data.setData("image/png", png)
    return data


def test_cells_of_a_spreadsheet_are_words_though_there_is_a_picture_of_them():
    assert kind_of(offered(text="12\t13\n", image=True)) is Kind.WORDS
    assert kind_of(offered(text="12\t13\n", png=b"png")) is Kind.WORDS


@pytest.mark.parametrize("text", ["", PHOTO, "file:///home/dana/Holiday%20photo.jpg", "Holiday photo.jpg"])
def test_copied_files_are_files_whatever_words_stand_for_them(text):
    data = offered(text=text, files=[PHOTO])
    assert kind_of(data) is Kind.FILES
    assert sources_in(data) == (Path(PHOTO),)


@pytest.mark.parametrize("host", ["localhost", QSysInfo.machineHostName()])
def test_a_file_s_address_may_name_this_computer(host):
    assert sources_in(offered(addresses=[f"file://{host}/home/dana/report.pdf"])) == (
        Path("/home/dana/report.pdf"),
    )


def test_what_gnome_s_file_manager_copies_in_its_own_way_are_files():
    data = QMimeData()
    data.setData("x-special/gnome-copied-files", b"copy\nfile:///home/dana/Holiday%20photo.jpg")
    assert sources_in(data) == (Path(PHOTO),)
    data = QMimeData()
    data.setText("x-special/nautilus-clipboard\ncopy\nfile:///home/dana/Holiday%20photo.jpg\n")
    assert kind_of(data) is Kind.FILES
    assert sources_in(data) == (Path(PHOTO),)


def test_words_win_over_files_that_they_do_not_name():
    data = offered(text="Look at the second page.", files=[PHOTO])
    assert kind_of(data) is Kind.WORDS
    assert words_in(data) == "Look at the second page."
    assert sources_in(data) == ()


def test_an_address_is_words_and_the_picture_of_a_page_is_a_picture():
    assert (
        kind_of(offered(text="https://example.com/a.png", addresses=["https://example.com/a.png"]))
        is Kind.WORDS
    )
    both = offered(text="https://example.com/a.png", addresses=["https://example.com/a.png"], image=True)
    assert kind_of(both) is Kind.PICTURE


def test_a_link_that_is_nothing_but_an_address_is_its_words():
    data = offered(addresses=["https://example.com/cases/48213"])
    assert kind_of(data) is Kind.WORDS
    assert words_in(data) == "https://example.com/cases/48213"


def test_files_among_which_is_one_from_elsewhere_are_not_files_of_this_computer():
    assert kind_of(offered(files=[PHOTO], addresses=["https://example.com/a.png"])) is Kind.NOTHING


def test_a_picture_is_taken_as_the_other_program_encoded_it_and_else_as_an_image():
    assert picture_in(offered(png=b"as it is")) == Clip(".png", b"as it is")
    clip = picture_in(offered(image=True))
    assert clip is not None
    assert not clip.data
    assert clip.image is not None
    assert clip.image.size().toTuple() == (4, 3)


def test_space_and_nothing_are_nothing():
    assert kind_of(QMimeData()) is Kind.NOTHING
    assert kind_of(offered(text=" \n")) is Kind.NOTHING
    assert kind_of(offered(text=" \n", image=True)) is Kind.PICTURE
