"""What may be a reaction: one emoji, told by its form, so that emoji of the years to come pass as well.

The form is that of Unicode's emoji sequences: a symbol, perhaps with a skin tone or the selector for its coloured form; several
of those joined into one; a flag of two letters or of tags; a key cap. Blocks in which emoji are still being added pass as a
whole, the older blocks sign by sign. What is not one emoji is refused: it would stand as text under somebody's message.
"""

import re

from sync_server.errors import Refusal
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode

_SYMBOLS = (
    # The signs of the basic plane that are emoji. No more will come there.
    "\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe"
    "\u2600-\u2604\u260e\u2611\u2614\u2615\u2618\u261d\u2620\u2622\u2623\u2626\u262a\u262e\u262f\u2638-\u263a\u2640\u2642"
    "\u2648-\u2653\u265f\u2660\u2663\u2665\u2666\u2668\u267b\u267e\u267f\u2692-\u2697\u2699\u269b\u269c\u26a0\u26a1\u26a7"
    "\u26aa\u26ab\u26b0\u26b1\u26bd\u26be\u26c4\u26c5\u26c8\u26ce\u26cf\u26d1\u26d3\u26d4\u26e9\u26ea\u26f0-\u26f5"
    "\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c"
    "\u274e\u2753-\u2755\u2757\u2763\u2764\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    # Those among the tiles, cards and enclosed signs.
    "\U0001f004\U0001f0cf\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a"
    "\U0001f201\U0001f202\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f250\U0001f251"
    # Blocks of pictures, without the skin tones, and with the places that are kept for more.
    "\U0001f300-\U0001f3fa\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7ff\U0001f90c-\U0001f9ff"
    "\U0001fa70-\U0001faff\U0001fc00-\U0001fffd"
)
_TEXT_SIGNS = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u24c2\u3030\u303d\u3297\u3299"
"""Signs of ordinary text, which are emoji only with the selector for the coloured form."""
_COLOURED = "\ufe0f"
_SKIN_TONES = "\U0001f3fb-\U0001f3ff"
_JOINER = "\u200d"
_KEY_CAP = "\u20e3"
_FLAG_LETTER = "[\U0001f1e6-\U0001f1ff]"
_TAGGED_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"

_ELEMENT = f"(?:[{_SYMBOLS}][{_SKIN_TONES}{_COLOURED}]?|[{_TEXT_SIGNS}]{_COLOURED})"
_ONE_EMOJI = re.compile(
    f"{_TAGGED_FLAG}|{_FLAG_LETTER}{{2}}|[0-9#*]{_COLOURED}?{_KEY_CAP}|{_ELEMENT}(?:{_JOINER}{_ELEMENT})*"
)


def checked_emoji(emoji: str) -> str:
    """Return what is one emoji, or refuse it."""
    if len(emoji) > limits.EMOJI_CHARACTERS or not _ONE_EMOJI.fullmatch(emoji):
        raise Refusal(ErrorCode.EMOJI_REFUSED, "a reaction is one emoji")
    return emoji
