"""Texts in all scripts that search has to do with, for properties that hold for any text."""

from hypothesis import strategies as st

LETTERS = (
    "a", "E", "z", "7", "ß", "é", "e\u0301", "ﬁ", "ı", "İ", "I", "i", "ł", "ñ", "Ｗ", "𝐛",
    "σ", "ς", "Ω", "ά", "ᾳ", "й", "и\u0306", "ё", "Ж", "і",
    "א", "ש\u05c1\u05b8", "ך", "כ", "ا", "أ", "آ", "ى", "ی", "ک", "م\u064f", "ة", "مـ", "٣", "۴", "ﻻ",
    "क", "क\u093c", "क़", "कि", "स्", "७",
)  # fmt: skip
"""What people see as one letter or digit each."""
DENSE = (
    "退", "款", "付", "𠮷", "か", "が", "か\u3099", "ｶ", "ｶﾞ", "ー", "ｱ", "퇴", "\u1110\u116c", "\u1112\u1161\u11ab", "ㅋ", "ㅠ", "ﾡ",
    "ก", "ก่", "นำ", "ខ", "မ", "བ", "ລ",
    "👍", "👍🏽", "👨‍👩‍👧", "👩🏾‍💻", "❤️", "❤️‍🔥", "🇩🇪", "🇪🇸", "™️", "ℹ️", "🫨", "€", "→", "°",
)  # fmt: skip
"""Signs of scripts without spaces between words, emoji and other symbols, whole."""
POINTS = (
    "!",
    "(",
    "-",
    "–",
    "'",
    "’",
    "„",
    "“",
    '"',
    "。",
    "、",
    "？",
    "@",
    "#",
    "/",
    "+",
    "$",
    "־",
    "״",
    "،",
)
SPACES = (" ", "  ", "\n", "\t", "\u00a0", "\u3000")
NOTHING = (
    "*",
    "_",
    "~",
    "`",
    "**",
    "\u00ad",
    "\u200b",
    "\u200e",
    "\ufeff",
    "\ue000",
    "\U000f0001",
    "\0",
    "\x1b",
)
"""What is left out: marks of formatting, and characters that nobody sees."""

letters = st.sampled_from(LETTERS)
dense = st.sampled_from(DENSE)
signs = st.one_of(
    letters, letters, dense, st.sampled_from(POINTS), st.sampled_from(SPACES), st.sampled_from(NOTHING)
)
"""Any of these, letters more often."""
texts = st.lists(signs, max_size=16)
"""Texts, each character as people see it by itself."""
