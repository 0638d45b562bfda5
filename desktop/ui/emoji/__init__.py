"""Choosing an emoji: the picker and what it is made of."""
