"""A message as the timeline shows it: its text, what it answers, what stands under it, and how far it has come."""

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Change, Deleted, Delivery, Milliseconds, Quote, Reaction, Text, TimelineRow
from desktop.viewmodels import markup, sentences, times
from desktop.viewmodels.attached import places_of
from desktop.viewmodels.attached_words import files_named
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.markup import Shown, Tone
from desktop.viewmodels.mentions import labels
from desktop.viewmodels.message_text import Link
from desktop.viewmodels.reactions import MOST_NAMES, Chip
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind, QuoteLine, Reader, Ticks

GROUP_MS = 5 * 60_000
"""Messages of one person follow up on each other while less than this lies between them."""
PATIENCE_MS = 3_000
"""How long something may be on its way, with a connection, before anything is said about it."""
LARGE = 8 << 20
"""Bytes of files that are seldom through within that time."""

_CHOICES = {
    (Delivery.ASKING, Change.MESSAGE): (Action.SEND, Action.EDIT, Action.DELETE),
    (Delivery.REFUSED, Change.MESSAGE): (Action.RETRY, Action.EDIT, Action.DELETE),
    (Delivery.REFUSED, Change.EDIT): (Action.RETRY, Action.EDIT, Action.DISCARD),
    (Delivery.REFUSED, Change.DELETION): (Action.RETRY, Action.DISCARD),
    (Delivery.REFUSED, Change.REACTION): (Action.RETRY, Action.DISCARD),
}


def message_entry(
    row: TimelineRow, body: Text | Deleted, reader: Reader, after: TimelineRow | None, *, starts_group: bool
) -> Entry:
    """Return the entry of a message or of what is left of one; `after` is the row below it."""
    mine = row.author == reader.me
    deleted = isinstance(body, Deleted)
    delivery = _told_delivery(row, mine=mine, deleted=deleted)
    held = delivery is Delivery.ASKING or is_held(row, reader)
    shown = _shown(body, reader)
    pictures, files = ((), ()) if isinstance(body, Deleted) else places_of(body.attachments, row.chat, row.id)
    name = clean_name(row.author_name) or _tr("Somebody")
    return Entry(
        key=row.id,
        kind=EntryKind.MESSAGE,
        text=shown.text,
        icon="trash" if deleted else "",
        message=row.id,
        seq=row.seq,
        author=row.author,
        author_name=_tr("You") if mine else name,
        full_name=name,
        mine=mine,
        time=times.minute_time(row.sent_at),
        sent_at=row.sent_at,
        starts_group=starts_group,
        big=shown.big,
        deleted=deleted,
        mark=_tr("(edited)") if row.edited_at is not None and not deleted else "",
        links=tuple(Link(span.start, span.end, span.target) for span in shown.spans if span.tone is Tone.LINK)
        if shown.spans
        else (),
        blocks=shown.blocks,
        spans=shown.spans,
        source="" if isinstance(body, Deleted) else body.text,
        pictures=pictures,
        files=files,
        quote=None if row.quote is None else _quoted(row.quote, reader),
        chips=tuple(_chip(reaction, row, reader) for reaction in row.reactions) if row.reactions else (),
        ticks=_ticks(row, reader) if delivery is Delivery.SENT and not deleted else None,
        delivery=delivery,
        change=row.change,
        held=held,
        note="" if delivery in {None, Delivery.SENT} else _note(row, reader, after, held=held),
        choices=_choices(row, delivery, reader),
        reason=_reason(row, delivery),
        command=row.command,
    )


def follows_up(before: TimelineRow | None, row: TimelineRow) -> bool:
    """Tell whether a message continues the one before, as far as the two themselves decide it."""
    return (
        before is not None
        and isinstance(before.body, Text | Deleted)
        and before.author == row.author
        and abs(row.sent_at - before.sent_at) < GROUP_MS
    )


def is_held(row: TimelineRow, reader: Reader) -> bool:
    """Tell whether something waits for so long that it is worth words; most is sent before one could read them."""
    if row.delivery is not Delivery.WAITING:
        return False
    if row.author != reader.me and row.change is not Change.REACTION:
        return False
    return not reader.online or reader.now - since(row) >= PATIENCE_MS or _takes_long(row)


def _takes_long(row: TimelineRow) -> bool:
    """Tell whether one can see from the start that a message is long on its way: words that come later move what is aimed at."""
    files = row.body.attachments if isinstance(row.body, Text) and row.change is Change.MESSAGE else ()
    return sum(file.size for file in files) >= LARGE


def since(row: TimelineRow) -> Milliseconds:
    """Return when the user did what is on its way."""
    if row.change is Change.EDIT and row.edited_at is not None:
        return row.edited_at
    if row.change is Change.DELETION and isinstance(row.body, Deleted):
        return row.body.at
    return row.sent_at


def _told_delivery(row: TimelineRow, *, mine: bool, deleted: bool) -> Delivery | None:
    """Of others' messages only a reaction may be on its way; of a tombstone only the deletion itself."""
    if deleted and row.delivery is Delivery.SENT:
        return None
    if not mine and row.change is not Change.REACTION:
        return None
    return row.delivery


def _ticks(row: TimelineRow, reader: Reader) -> Ticks | None:
    return (
        reader.reach.ticks(row.seq, row.sent_at) if row.seq is not None and row.author == reader.me else None
    )


def _choices(row: TimelineRow, delivery: Delivery | None, reader: Reader) -> tuple[Action, ...]:
    """Return what is offered beside the note; a text need not wait for its files while there is a connection."""
    if delivery is None:
        return ()
    if delivery is Delivery.STUCK and isinstance(row.body, Text):
        return _ways_on(row.body, reader)
    held = delivery is Delivery.WAITING and row.change is Change.MESSAGE and is_held(row, reader)
    if held and reader.online and isinstance(row.body, Text) and row.body.text and row.body.attachments:
        return (Action.SEND_TEXT,)
    return _CHOICES.get((delivery, row.change), ())


def _ways_on(body: Text, reader: Reader) -> tuple[Action, ...]:
    """Return what its author can do about a message, a file of which does not get to the server."""
    found = [Action.RETRY]
    if body.text or len(body.attachments) > 1:
        found.append(Action.REMOVE_FILES)
    if body.text and reader.online:
        found.append(Action.SEND_TEXT)
    return (*found, Action.DELETE)


def _reason(row: TimelineRow, delivery: Delivery | None) -> str:
    if delivery is Delivery.STUCK:
        return sentences.transfer_failure(row.reason)
    return sentences.refusal(row.reason) if delivery is Delivery.REFUSED else ""


def _note(row: TimelineRow, reader: Reader, after: TimelineRow | None, *, held: bool) -> str:
    if row.delivery is Delivery.ASKING:
        return _question(row, reader)
    if row.delivery in {Delivery.REFUSED, Delivery.STUCK}:
        return {
            Change.MESSAGE: _tr("Not sent"),
            Change.EDIT: _tr("Change not saved"),
            Change.DELETION: _tr("Not deleted"),
            Change.REACTION: _tr("Reaction %1 not sent").replace("%1", row.emoji),
        }[row.change]
    # The last of several messages says it for all.
    goes_on = after is not None and after.change is Change.MESSAGE and is_held(after, reader)
    waits_for_files = isinstance(row.body, Text) and bool(row.body.attachments)
    if not held or (row.change is Change.MESSAGE and goes_on and not waits_for_files):
        return ""
    return {
        Change.MESSAGE: _tr("Waiting to send"),
        Change.EDIT: _tr("Change waiting to be sent"),
        Change.DELETION: _tr("Deletion waiting to be sent"),
        Change.REACTION: _tr("Reaction waiting to be sent"),
    }[row.change]


def _question(row: TimelineRow, reader: Reader) -> str:
    """Return what the author of something that waited long is to know before it goes."""
    waited = times.how_long(reader.now - row.sent_at)
    if row.newer == 1:
        return _tr("You wrote this %1 ago; 1 newer message arrived").replace("%1", waited)
    if row.newer:
        return _tr("You wrote this %1 ago; %Ln newer messages arrived", row.newer).replace("%1", waited)
    return _tr("You wrote this %1 ago, and it was not sent yet").replace("%1", waited)


def _quoted(quote: Quote, reader: Reader) -> QuoteLine:
    if quote.seq == 0:
        return QuoteLine(_tr("An earlier message"), muted=True)
    author = _tr("You") if quote.author == reader.me else clean_name(quote.author_name) or _tr("Somebody")
    if quote.deleted:
        return QuoteLine(_tr("Message deleted"), quote.author, author, quote.seq, muted=True)
    text = markup.plain(quote.text) or files_named(quote.files)
    if not text:
        return QuoteLine(_tr("A message that is not on this computer yet"), seq=quote.seq, muted=True)
    return QuoteLine(text, quote.author, author, quote.seq)


def _chip(reaction: Reaction, row: TimelineRow, reader: Reader) -> Chip:
    mine = reader.me in reaction.users
    shown = sorted(reaction.users, key=reader.me.__ne__)[:MOST_NAMES]  # the user first
    names = tuple(
        _tr("You") if user == reader.me else clean_name(reader.names.get(user, "")) or _tr("Somebody")
        for user in shown
    )
    # With a connection it is through before one could read that it waits.
    held = not reader.online and reaction.emoji in row.pending_reactions
    return Chip(reaction.emoji, len(reaction.users), mine, names, held)


def _shown(body: Text | Deleted, reader: Reader) -> Shown:
    """Return what a message shows of its text."""
    if isinstance(body, Deleted):
        return Shown(_tr("Message deleted"), ())
    if not body.mentions:
        return markup.shown(body.text, (), reader.me)
    # By a name that several have, whoever looks is meant before the others.
    users = sorted(body.mentions, key=reader.me.__ne__)
    people = (reader.person(user) for user in users)
    mentions = tuple((one.id, label) for one in people if one is not None for label in labels(one))
    return markup.shown(body.text, mentions, reader.me)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("timeline", text, "", number)
