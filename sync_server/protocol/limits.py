"""Every number that a peer can run into, in one place. A limit that is exceeded has its own error code in `codes`."""

FRAME_BYTES = 256 * 1024
"""Largest frame either way, in bytes of UTF-8."""
MESSAGE_CHARACTERS = 8_000
"""Longest text of a message, in Unicode code points."""
MENTIONS = 100
"""Most users mentioned in one message."""
REACTIONS = 32
"""Most different emoji under one message."""
REACTIONS_IN_ALL = 2_000
"""Most reactions under one message, counting every person for every emoji: the row has to fit a frame."""
EMOJI_CHARACTERS = 16
"""Longest emoji, in Unicode code points: families with skin tones and flags are long."""
SUBJECT_CHARACTERS = 200
"""Longest subject, in Unicode code points."""
PARTICIPANTS = 500
"""Most participants in one chat, its founder included."""
ATTACHMENT_BYTES = 100 * 1024 * 1024
"""Largest attachment. A server may be set up to take less."""
ATTACHMENTS = 10
"""Most attachments of one message."""
FILE_NAME_CHARACTERS = 200
"""Longest name of an attachment, in Unicode code points."""
THUMBNAIL_BYTES = 256 * 1024
"""Largest thumbnail of a picture."""
PICTURE_PIXELS = 100_000
"""Largest width and height of a picture that is told."""
BLUR_CHARACTERS = 256
"""Longest `Picture.blur`."""
CHUNK_BYTES = 192 * 1024
"""Most bytes of a file in one binary frame."""
FIRST_WINDOW_BYTES = 5 * CHUNK_BYTES
LEAST_WINDOW_BYTES = 128 * 1024
MOST_WINDOW_BYTES = 4 * 1024 * 1024
"""How much of a file may be on its way unconfirmed: where it begins, behind a cut, and the most; see `transfer.window`."""
TRANSFERS = 8
"""Transfers that may run on one connection at the same time."""
UPLOADS_BEGUN = 200
"""Uploads that one user may have begun and not finished."""
UPLOAD_DAYS = 7
"""How long an upload that no message has taken up is kept, whole or not."""
NAME_CHARACTERS = 100
"""Longest username, display name, title or device name, in Unicode code points."""
DEVICES_LISTED = 400
"""Most devices in one list: who signs in anew each time, as a program may, comes to have thousands."""
PASSWORD_CHARACTERS = 1_000
"""Longest password, in Unicode code points."""
PAGE_ROWS = 400
"""Most messages in one frame; a page may hold fewer where the frame would grow too large."""
SNAPSHOT_ROWS = 50
"""Messages that come with a chat that the device does not know yet; older ones are asked for."""
PAGE_BYTES = 192 * 1024
"""Size at which a page of messages is closed early, so that it fits a frame with room to spare, in bytes of JSON."""
SYNC_CHATS = 4_000
"""Most entries in the vector of one `sync` request, so that the request fits a frame."""
SYNC_VECTOR_CHATS = 40_000
"""Most entries in a whole vector that comes in several `sync` requests."""
REQUESTS_PER_SECOND = 50
"""Requests a device may make in the long run."""
REQUESTS_BURST = 400
"""Requests a device may make at once after a pause."""
SIGN_IN_ATTEMPTS = 5
"""Failed sign-ins for one username or one address within `SIGN_IN_WINDOW_SECONDS`; more are refused unread."""
SIGN_IN_WINDOW_SECONDS = 60
HELLO_SECONDS = 15
"""Time a new connection has to sign in before it is closed."""
SEND_QUEUE_BYTES = 8 * 1024 * 1024
"""Unsent bytes after which a connection counts as a slow consumer and is closed; its client catches up later."""
