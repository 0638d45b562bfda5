"""Files are uploaded by their owner, belong to one message for ever, and are fetched by whoever sees it, and by nobody else."""

import os

import pytest
from msgspec.structs import replace

from sync_server.errors import Refusal
from sync_server.handlers import attachments
from sync_server.handlers.attachments import UploadLimits
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import BeginUpload, SendMessage
from sync_server.protocol.nouns import Deleted
from tests.support.store import code_of, new_id, refusal_of
from tests.support.uploads import Archive, file_of, picture_of


@pytest.fixture
def archive(office):
    return Archive(office)


@pytest.fixture
def chat(office):
    return office.create("anna", "bruno")[0]


# Beginning an upload --------------------------------------------------------------------------------------------------


def test_an_upload_is_found_again_by_whoever_began_it(archive):
    file = file_of(b"data")

    first, again = archive.begin("anna", file), archive.begin("anna", file)

    assert (first.is_resumed, again.is_resumed) == (False, True)
    assert replace(again, is_resumed=False) == first
    assert not again.whole


@pytest.mark.parametrize("whole", [False, True])
def test_the_same_id_for_something_else_or_by_somebody_else_is_refused_without_a_word_about_it(
    archive, whole
):
    file = file_of(b"data")
    archive.begin("anna", file)
    if whole:
        archive.upload("anna", b"data", file)

    refusals = {
        (refusal.code, refusal.text)
        for refusal in (
            refusal_of(archive.begin, "bruno", file),
            refusal_of(archive.begin, "anna", replace(file, size=5)),
            refusal_of(archive.begin, "anna", replace(file, sha256="0" * 64)),
            refusal_of(archive.begin, "bruno", replace(file, size=10**12)),
        )
    }

    assert refusals == {(ErrorCode.ID_CONFLICT, "this id was used before for something else")}


def test_the_same_bytes_by_two_people_are_two_files_and_tell_neither_of_the_other(archive):
    annas = archive.upload("anna", b"the same")

    upload = archive.begin("bruno", replace(annas, id=new_id()))

    assert not upload.whole
    assert not upload.is_resumed
    assert upload.key != archive.begin("anna", annas).key


@pytest.mark.parametrize("size", [limits.ATTACHMENT_BYTES + 1, 101 * 1024 * 1024, 2**62])
def test_what_is_too_large_is_refused_before_a_byte_travels(archive, size):
    assert code_of(archive.begin, "anna", replace(file_of(b""), size=size)) == "attachment_too_large"
    assert archive.rows() == []


def test_an_administrator_may_allow_less(archive):
    archive.allowed = UploadLimits(size=1_000)

    archive.begin("anna", file_of(bytes(1_000)))
    assert code_of(archive.begin, "anna", file_of(bytes(1_001))) == "attachment_too_large"


def test_a_quota_counts_what_is_begun_and_what_messages_have_and_lets_go_of_what_is_taken_back(archive, chat):
    archive.allowed = UploadLimits(quota=100)
    message = archive.share("anna", chat, bytes(60))
    begun = file_of(bytes(40))
    archive.begin("anna", begun)

    assert code_of(archive.begin, "anna", file_of(b"1")) == "quota_exceeded"
    archive.begin("anna", begun)  # It has its place already.
    archive.begin("bruno", file_of(bytes(100)))

    archive.office.delete("anna", message)
    archive.begin("anna", file_of(bytes(60)))
    assert code_of(archive.begin, "anna", file_of(b"1")) == "quota_exceeded"


def test_nobody_begins_uploads_without_end(archive, monkeypatch):
    monkeypatch.setattr(limits, "UPLOADS_BEGUN", 3)
    files = [file_of(os.urandom(4)) for _ in range(3)]
    for file in files:
        archive.begin("anna", file)

    assert code_of(archive.begin, "anna", file_of(b"one more")) == "too_many_transfers"
    archive.begin("bruno", file_of(b"mine"))
    archive.begin("anna", files[0])


# Taking uploads up ----------------------------------------------------------------------------------------------------


def test_a_message_carries_its_files_to_everybody_who_sees_it(archive, chat):
    picture, file = archive.upload_picture("anna", b"picture", b"small"), archive.upload("anna", b"file")

    message = archive.send("anna", chat, picture, file, text="look")

    assert message.body.attachments == (picture, file)
    [seen] = archive.office.history("bruno", chat)[1:]
    assert seen == message
    assert archive.fetch("bruno", message, picture) == b"picture"
    assert archive.fetch("bruno", message, picture.picture.thumbnail) == b"small"
    assert archive.fetch("anna", message, file) == b"file"


def test_a_message_with_files_needs_no_text_but_one_without_does(archive, chat):
    message = archive.send("anna", chat, archive.upload("anna", b"1"), text=" \u200b\n")
    assert message.body.text == ""

    assert code_of(archive.send, "anna", chat, text="") == "message_empty"


def test_the_same_command_takes_the_files_up_once(archive, chat):
    command = SendMessage(1, chat, new_id(), "", attachments=(archive.upload("anna", b"data"),))

    first = archive.office.do("anna", command).reply.message
    again = archive.office.do("anna", command).reply.message

    assert again == first


def test_the_same_id_with_other_files_is_another_command(archive, chat):
    one, other = archive.upload("anna", b"one"), archive.upload("anna", b"other")
    command = SendMessage(1, chat, new_id(), "text", attachments=(one,))
    archive.office.do("anna", command)

    for files in ((), (other,), (one, other), (replace(one, name="another name"),)):
        assert code_of(archive.office.do, "anna", replace(command, attachments=files)) == "id_conflict"


def unusable(archive: Archive, chat: str) -> dict[str, tuple]:
    """Files that a message cannot have, for every reason that there is."""
    mine, taken = archive.upload("anna", b"mine"), archive.upload("anna", b"taken")
    archive.send("anna", chat, taken)
    begun = file_of(b"begun")
    archive.begin("anna", begun)
    of_a_deleted_message = archive.upload("anna", b"gone")
    archive.office.delete("anna", archive.send("anna", chat, of_a_deleted_message))
    picture = archive.upload_picture("anna", b"picture", b"small")
    small = picture.picture.thumbnail
    return {
        "never uploaded": (file_of(b"nothing"),),
        "not whole": (begun,),
        "somebody else's": (archive.upload("bruno", b"his"),),
        "of another message": (taken,),
        "of a message that was taken back": (of_a_deleted_message,),
        "of another size": (replace(mine, size=5),),
        "with another digest": (replace(mine, sha256="0" * 64),),
        "twice in one message": (mine, mine),
        "without its thumbnail": (picture_of(b"picture", b"small"),),
        "with a thumbnail of another size": (
            replace(picture, picture=replace(picture.picture, thumbnail=replace(small, size=9))),
        ),
        "with itself as its thumbnail": (
            replace(
                picture,
                picture=replace(picture.picture, thumbnail=replace(small, id=picture.id, size=picture.size)),
            ),
        ),
        "one good and one not": (mine, file_of(b"nothing")),
    }


def test_what_a_message_cannot_have_is_refused_alike_whatever_the_reason(archive, chat):
    seen = archive.office.history("bruno", chat)
    for why, files in unusable(archive, chat).items():
        refusal = refusal_of(archive.send, "anna", chat, *files)
        assert (refusal.code, refusal.text) == (
            "attachment_not_found",
            "there is no such attachment for you",
        ), why
    assert len(archive.office.history("bruno", chat)) == len(seen) + 2


def test_what_is_refused_takes_nothing_up(archive, chat):
    mine = archive.upload("anna", b"mine")
    for text, files in (("", (mine, file_of(b"nothing"))), ("x" * 8_001, (mine,))):
        refusal_of(archive.send, "anna", chat, *files, text=text)

    assert archive.send("anna", chat, mine).body.attachments == (mine,)


def test_a_message_has_ten_attachments_at_most_thumbnails_not_counted(archive, chat):
    pictures = [
        archive.upload_picture("anna", b"picture %d" % number, b"small %d" % number) for number in range(10)
    ]
    one_more = archive.upload("anna", b"one more")

    assert code_of(archive.send, "anna", chat, *pictures, one_more) == "too_many_attachments"
    assert len(archive.send("anna", chat, *pictures).body.attachments) == 10


def test_names_are_cleaned_where_they_are_kept(archive, chat):
    file = archive.upload("anna", b"data", file_of(b"data", "../../invoice\u202efdp.exe"))

    message = archive.send("anna", chat, file)

    assert message.body.attachments[0].name == "_.._invoicefdp.exe"


# Editing and taking back ----------------------------------------------------------------------------------------------


def test_an_edit_keeps_the_files_and_may_take_all_text_away(archive, chat):
    message = archive.send("anna", chat, archive.upload("anna", b"data"), text="look")

    edited = archive.office.edit("anna", message, "").reply.message

    assert edited.body.text == ""
    assert edited.body.attachments == message.body.attachments
    assert edited.edited_at is not None
    assert archive.fetch("bruno", edited, message.body.attachments[0]) == b"data"
    assert code_of(archive.office.edit, "anna", archive.office.say("anna", chat), "") == "message_empty"


def test_an_edit_that_changes_nothing_of_a_message_with_files_changes_nothing(archive, chat):
    message = archive.send("anna", chat, archive.upload("anna", b"data"), text="look")

    assert archive.office.edit("anna", message, "look").reply.message == message


def test_a_message_that_is_taken_back_loses_its_files_with_that_commit(archive, chat):
    picture = archive.upload_picture("anna", b"picture", b"small")
    message = archive.send("anna", chat, picture)

    row = archive.office.delete("anna", message).reply.message

    assert isinstance(row.body, Deleted)
    for file in (picture, picture.picture.thumbnail):
        assert code_of(archive.fetch, "anna", message, file) == "attachment_not_found"
    assert archive.rows() == []
    assert len(archive.discarded()) == 2
    archive.office.delete("anna", message)
    assert len(archive.discarded()) == 2


def test_what_somebody_may_not_take_back_keeps_its_files(archive, chat):
    message = archive.share("anna", chat)

    assert code_of(archive.office.delete, "bruno", message) == "not_author"

    assert archive.fetch("bruno", message, message.body.attachments[0]) == b"data"


# Fetching -------------------------------------------------------------------------------------------------------------


def refused_fetches(archive: Archive) -> dict[str, tuple]:
    """Everything that is not to be fetched, for every reason that there is: who asks, and for what."""
    office = archive.office
    chat, _ = office.create("anna", "bruno")
    hidden = archive.send("anna", chat, archive.upload_picture("anna", b"hidden", b"small"))
    picture = hidden.body.attachments[0]
    entry = office.add("anna", chat, "chiara", share_history=False).reply.message
    office.add("chiara", chat, "dora", share_history=True)
    seen = archive.share("anna", chat)
    file = seen.body.attachments[0]
    gone = archive.share("anna", chat)
    office.delete("anna", gone)
    renamed = office.rename("anna", chat, "subject").reply.message
    loose = archive.upload("anna", b"loose")
    begun = file_of(b"begun")
    archive.begin("anna", begun)
    other_chat, _ = office.create("emil", "anna")
    emils = archive.share("emil", other_chat)
    return {
        "a stranger": ("emil", chat, seen.id, file.id),
        "a stranger, through a message of their own": ("emil", other_chat, emils.id, file.id),
        "a newcomer, of a hidden message": ("chiara", chat, hidden.id, picture.id),
        "a newcomer, of a hidden thumbnail": ("chiara", chat, hidden.id, picture.picture.thumbnail.id),
        "a newcomer's guest": ("dora", chat, hidden.id, picture.id),
        "a newcomer, through a message that they see": ("chiara", chat, seen.id, picture.id),
        "no such chat": ("anna", new_id(), seen.id, file.id),
        "another chat": ("anna", other_chat, seen.id, file.id),
        "no such message": ("anna", chat, new_id(), file.id),
        "no such attachment": ("anna", chat, seen.id, new_id()),
        "of another message": ("anna", chat, seen.id, picture.id),
        "a tombstone": ("anna", chat, gone.id, gone.body.attachments[0].id),
        "a system line": ("anna", chat, renamed.id, file.id),
        "the line by which one came": ("chiara", chat, entry.id, file.id),
        "one's own upload that no message has": ("anna", chat, seen.id, loose.id),
        "one's own upload that is not whole": ("anna", chat, seen.id, begun.id),
        "from beyond the end": ("anna", chat, seen.id, file.id, file.size + 1),
    }


def test_every_refused_fetch_is_answered_alike(archive):
    answers = {}
    for who, asked in refused_fetches(archive).items():
        refusal = refusal_of(archive.readable, *asked)
        answers[who] = (refusal.code, refusal.text, refusal.retry_after_ms)
    assert set(answers.values()) == {("attachment_not_found", "there is no such attachment for you", None)}


def test_newcomers_fetch_what_was_sent_since_and_heirs_all_of_it(archive, chat):
    before = archive.share("anna", chat, b"before")
    archive.office.add("anna", chat, "chiara", share_history=False)
    archive.office.add("anna", chat, "dora", share_history=True)
    after = archive.share("anna", chat, b"after")

    for name in ("chiara", "dora"):
        assert archive.fetch(name, after, after.body.attachments[0]) == b"after"
    assert archive.fetch("dora", before, before.body.attachments[0]) == b"before"


def test_a_fetch_may_begin_anywhere_up_to_the_end(archive, chat):
    message = archive.share("anna", chat, b"data")
    file = message.body.attachments[0]

    for offset in (0, 3, 4):
        assert archive.readable("bruno", chat, message.id, file.id, offset).size == 4


def test_an_upload_that_was_forgotten_cannot_become_whole(archive):
    file = file_of(b"data")
    upload = archive.begin("anna", file)
    archive.forget_damaged(upload)

    with pytest.raises(Refusal) as refused:
        archive.make_whole(upload)
    assert refused.value.code == ErrorCode.ATTACHMENT_DAMAGED
    assert not archive.begin("anna", file).is_resumed


def test_a_request_says_who_is_meant_by_nothing_but_the_caller(archive, office):
    """An upload is its caller's, whatever else is in the request."""
    file = file_of(b"data")
    request = BeginUpload(7, file.id, file.size, file.sha256)
    upload = office.database.submit(
        lambda conn: attachments.begin_upload(conn, office.people["dora"], request, 1, UploadLimits())
    ).result()
    assert upload.user == office.user("dora")
